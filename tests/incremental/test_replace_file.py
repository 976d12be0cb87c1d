"""Replacing a file: wholly or not at all, and nothing left beside it."""

import os
from pathlib import Path

import pytest

from pledges.incremental import replace_file


def test_a_file_is_replaced_by_another_and_its_folder_made(tmp_path: Path) -> None:
    path = tmp_path / "a/b.txt"
    replace_file.replace(path, b"ett")
    first = path.stat().st_ino
    with path.open("rb") as reader:
        replace_file.replace(path, b"tv\xc3\xa5")
        assert reader.read() == b"ett", "whoever reads it keeps what there was"
    assert (path.read_bytes(), path.stat().st_ino != first) == (b"tv\xc3\xa5", True)
    assert os.listdir(path.parent) == ["b.txt"]


@pytest.mark.parametrize("failing", ["write_bytes", "replace"])
def test_one_that_fails_leaves_the_old_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    path = tmp_path / "b.txt"
    path.write_bytes(b"ett")

    def full(*_: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(*((Path, failing) if failing == "write_bytes" else (os, failing)), full)
    with pytest.raises(OSError, match="full"):
        replace_file.replace(path, b"tva")
    assert (path.read_bytes(), os.listdir(tmp_path)) == (b"ett", ["b.txt"])


def test_the_same_bytes_leave_the_file_as_it_lies(tmp_path: Path) -> None:
    path = tmp_path / "b.txt"
    assert replace_file.replace_if_changed(path, b"ett")
    before = path.stat()
    assert not replace_file.replace_if_changed(path, b"ett")
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert path.stat().st_ino == before.st_ino
    assert replace_file.replace_if_changed(path, b"tva")
