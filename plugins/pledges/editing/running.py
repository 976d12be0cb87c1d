"""The one editor that runs over a folder of content, and the way into it for whoever starts it once more.

The lock tells whether one runs: the system lets go of it however the editor ends. The key lies in the person's own
folder, which nobody else may read.
"""

import fcntl
import secrets
import time
from contextlib import suppress
from pathlib import Path
from typing import IO

from pledges.editing.gate import START
from pledges.incremental.replace_file import replace

_PATIENCE = 50
_PAUSE = 0.1


class RunningEditor:
    """What is known in `folder` of the editor that runs."""

    def __init__(self, folder: Path) -> None:
        self._lock = folder / "oppen.las"
        self._way_in = folder / "oppen.txt"
        self._held: IO[str] | None = None

    def take(self) -> bool:
        """Whether this process is the one that runs from now on; False where another is."""
        lock = self._lock.open("w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.close()
            return False
        self._held = lock
        self._way_in.unlink(missing_ok=True)
        return True

    def new_key(self, address: str) -> str:
        """A key that opens the editor at `address` once, left for the next who starts it."""
        key = secrets.token_urlsafe(32)
        replace(self._way_in, opening(address, key).encode())
        return key

    def way_in(self) -> str | None:
        """The address that opens the editor that runs, once; None where it has not told, also after a while."""
        for _ in range(_PATIENCE):
            with suppress(OSError):
                return self._way_in.read_text(encoding="utf-8")
            time.sleep(_PAUSE)
        return None


def opening(address: str, key: str) -> str:
    """The address that opens an editor at `address` with `key`."""
    return f"{address}{START}?nyckel={key}"
