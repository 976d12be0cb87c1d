"""The content as it was last published, kept beside the output: what stands where the content of today is faulty.

It is a copy of the files with what is remembered of them. `make remove` takes texts away here too.
"""

import os
import shutil
from pathlib import Path

from pledges.content.discovery import LOG_FOLDER
from pledges.incremental import replace_file
from pledges.incremental.output_transaction import beside
from pledges.incremental.scan import files, scan

_NAME = "senast-utgivet"


def place_of(output: Path) -> Path:
    """Where it is kept, for a site in `output`."""
    return beside(output.absolute()) / _NAME


def keep(content: Path, kept: Path) -> None:
    """Make `kept` a copy of `content`; only what has changed is copied."""
    present, wanted = _seen(kept), _seen(content)
    for path in present.keys() - wanted.keys():
        (kept / path).unlink()
    for path, seen in wanted.items():
        if present.get(path) != seen:
            _copy(content / path, kept / path)
    keep_memory(content, kept)


def _seen(folder: Path) -> dict[str, tuple[int, int]]:
    """The time and the size of each file but what is remembered."""
    return {
        path: (mtime_ns, size)
        for path, _mode, mtime_ns, size, _inode in files(scan(folder))
        if path.partition("/")[0] != LOG_FOLDER
    }


def keep_memory(content: Path, kept: Path) -> None:
    """Make what `kept` remembers of the published what `content` does."""
    names = {place.name for place in (content / LOG_FOLDER).glob("*")}
    for place in (kept / LOG_FOLDER).glob("*"):
        if place.name not in names:
            place.unlink()
    for name in names:
        replace_file.replace_if_changed(kept / LOG_FOLDER / name, (content / LOG_FOLDER / name).read_bytes())


def _copy(old: Path, new: Path) -> None:
    """Copy a file with its time, so that the next look sees that it is the same."""
    new.parent.mkdir(parents=True, exist_ok=True)
    part = new.with_name(f".{new.name}.part")
    shutil.copy2(old, part)
    os.replace(part, new)
