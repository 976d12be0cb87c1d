"""What a file says, read no more often than it must be."""

import os
from pathlib import Path

from pledges.incremental.cache import Cache
from pledges.incremental.file_digests import file_digest, file_digests
from pledges.incremental.fingerprint import digest

OLD = 1_600_000_000_000_000_000


def digests(folder: Path) -> dict[str, str]:
    stamps = {}
    for path in folder.iterdir():
        info = path.lstat()
        stamps[path.name] = (info.st_mtime_ns, info.st_size, info.st_ino)
    return file_digests(folder, stamps, Cache(folder.parent / "memory", b""))


def test_a_file_that_lies_as_it_was_is_not_read_again_and_one_written_just_now_is(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    settled, fresh = folder / "settled", folder / "fresh"
    for path, time in ((settled, OLD), (fresh, None)):
        path.write_bytes(b"one")
        if time is not None:
            os.utime(path, ns=(time, time))
    assert digests(folder) == {"settled": digest(b"one"), "fresh": digest(b"one")}
    for path in (settled, fresh):  # in place and with the time kept: only what can't be trusted yet is looked at
        info = path.stat()
        path.write_bytes(b"two")
        os.utime(path, ns=(info.st_atime_ns, info.st_mtime_ns))
    assert digests(folder)["settled"] == digest(b"one")
    os.utime(settled, ns=(OLD + 1, OLD + 1))
    assert digests(folder)["settled"] == digest(b"two")


def test_a_clocks_tick_hides_no_change(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    fresh = folder / "fresh"
    ahead = 4_000_000_000_000_000_000  # later than any reading, so that it is never settled
    for text in (b"one", b"two"):
        fresh.write_bytes(text)
        os.utime(fresh, ns=(ahead, ahead))
        assert digests(folder) == {"fresh": digest(text)}


def test_what_cannot_be_read_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "away").write_bytes(b"elsewhere")
    (tmp_path / "link").symlink_to(tmp_path / "away")
    assert [file_digest(tmp_path / name) for name in ("link", "none")] == ["", ""]
