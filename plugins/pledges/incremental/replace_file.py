"""Replacing a file by renaming, so that whoever reads it, and whatever is killed, finds it wholly old or wholly new.

Without fsync: the promise is about killed processes, and ext4 keeps a replaced file whole in a power cut too.
"""

import os
import shutil
from contextlib import suppress
from pathlib import Path


def replace(path: Path, data: bytes) -> None:
    """Make the file at `path` hold `data`; its folder is made if there is none.

    Raises OSError where it can't be written, and then nothing is left beside it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # Two builds at once each write one of their own.
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        os.replace(part, path)
    except OSError:
        with suppress(OSError):
            part.unlink()
        raise


def share(old: Path, new: Path) -> None:
    """Let `new` be the same file as `old`, or a copy of it where the file system has no links."""
    try:
        os.link(old, new, follow_symlinks=False)
    except OSError:
        shutil.copy2(old, new, follow_symlinks=False)


def replace_if_changed(path: Path, data: bytes) -> bool:
    """`replace`, only where the bytes differ, so that the time of modification tells something; gives whether they did."""
    with suppress(FileNotFoundError):
        if path.read_bytes() == data:
            return False
    replace(path, data)
    return True
