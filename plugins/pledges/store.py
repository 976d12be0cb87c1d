"""Remembered results, each safe to delete, to lose half-way and to corrupt: then it is worked out again.

A value lies in a file of its own with the digest of its bytes and of the code that made it, both checked before
anything is read out of it. Files are replaced by renaming, so that two builds at once don't hurt each other.
"""

import hashlib
import os
import pickle
import sys
from contextlib import suppress
from functools import lru_cache
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from pledges.artefacts import digest

_HERE = Path(__file__).resolve().parent
_DATA = _HERE.parents[1] / "data"
_MARK = 20


@lru_cache(maxsize=1)
def code_key() -> bytes:
    """The digest of the portal's code and data, Python's version and every installed package's."""
    found = hashlib.blake2b(sys.version.encode(), digest_size=_MARK)
    for path in (*sorted(_HERE.rglob("*.py")), *sorted(_DATA.glob("*.csv"))):
        found.update(path.name.encode() + path.read_bytes())
    for line in sorted(f"{one.metadata['Name']} {one.version}" for one in distributions()):
        found.update(line.encode())
    return found.digest()


class Store:
    """Values by name, in a folder. A folder that can't be written to remembers nothing and stops nobody."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self.folder = folder
        self.key = key

    def get(self, name: str) -> Any | None:
        """The value, or None where there is none that can be trusted."""
        try:
            raw = (self.folder / name).read_bytes()
        except OSError:
            return None
        mark, data = raw[:_MARK], raw[_MARK:]
        if mark != self._mark(data):
            return None
        try:
            return pickle.loads(data)
        except Exception:
            return None

    def put(self, name: str, value: Any) -> None:
        """Remember `value`."""
        data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        place = self.folder / name
        part = place.with_name(f"{place.name}.{os.getpid()}.part")
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(self._mark(data) + data)
            os.replace(part, place)
        except OSError:
            with suppress(OSError):
                part.unlink()

    def keep_only(self, folder: str, names: frozenset[str]) -> None:
        """Forget the values in `folder` that are not in `names`."""
        try:
            present = os.listdir(self.folder / folder)
        except OSError:
            return
        for name in present:
            if name not in names:
                (self.folder / folder / name).unlink(missing_ok=True)

    def _mark(self, data: bytes) -> bytes:
        return bytes.fromhex(digest(self.key, data))
