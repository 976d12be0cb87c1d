"""Where the editor keeps what belongs to the person at the machine: outside the content and its versions.

Nobody else may read it: text that is not saved lies there, and the key to an editor that is running.
"""

import os
from pathlib import Path

from pledges.incremental.fingerprint import digest

_MINE_ALONE = 0o700


def persons_folder() -> Path:
    """The folder of the person who is logged in, where programs leave what they are to remember: XDG_STATE_HOME.

    https://specifications.freedesktop.org/basedir-spec/: a path that is not whole is to be passed over.
    """
    told = Path(os.environ.get("XDG_STATE_HOME", ""))
    base = told if told.is_absolute() else Path.home() / ".local" / "state"
    return _made(base / "medborgarloften")


def own_folder(content: Path) -> Path:
    """The part of it that is about `content`."""
    return _made(persons_folder() / digest(str(content.resolve()).encode())[:16])


def _made(folder: Path) -> Path:
    folder.mkdir(mode=_MINE_ALONE, parents=True, exist_ok=True)
    folder.chmod(_MINE_ALONE)
    return folder
