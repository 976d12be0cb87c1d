"""One browser and one editor for the tests of a module."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from support.browser import chromium
from support.editor import Running, editor


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    with editor(tmp_path) as started:
        yield started
