"""A newsroom for each test."""

from pathlib import Path

import pytest

from pledges.content.geography import load
from support.newsroom import Room, room_in
from support.newsroom_screens import Served, served_in


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return room_in(tmp_path, load())


@pytest.fixture
def served(tmp_path: Path) -> Served:
    return served_in(tmp_path)
