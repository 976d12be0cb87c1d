"""An editor for a test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from support.editor import Running, editor


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    with editor(tmp_path) as started:
        yield started
