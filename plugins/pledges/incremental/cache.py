"""Remembered results, each safe to delete, to lose half-way and to corrupt: then it is worked out again.

A value lies in a file of its own with the digest of its bytes and of the code that made it, both checked before
anything is read out of it. Files are replaced by renaming, so that two builds at once don't hurt each other.

What a remembered result leads on to lies under the digest of its own bytes (`add`, `Pieces`), so that it can't be
another than the one that was meant, whatever a later build has written. Where it is lost, `DamagedError` tells that
all of it must be made again.

Records that are remembered in large numbers are dataclasses without slots: a frozen one with slots is unpickled field
by field in Python, five times as slowly (731,000 of them took 6 of 16 seconds with 20,000 pledges).
"""

import os
import pickle
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from pledges.incremental import replace_file
from pledges.incremental.fingerprint import DIGEST_SIZE, digest
from pledges.incremental.parallel import map_parallel


class DamagedError(Exception):
    """Something that a remembered result leads on to is lost or damaged."""


_IN_A_SHARD = 128  # values, at most twice as many
_M = TypeVar("_M")
_V = TypeVar("_V")


def _is_good(_name: str, _value: Any) -> bool:
    return True


def _nothing_first() -> None:
    """What most work has to do before it begins."""


def _as_made(_name: str, value: _V) -> _V:
    return value


class Cache:
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
        value_digest, data = raw[:DIGEST_SIZE], raw[DIGEST_SIZE:]
        if value_digest != self._digest(data):
            return None
        try:
            return pickle.loads(data)
        except Exception:
            return None

    def put(self, name: str, value: Any) -> None:
        """Remember `value`."""
        data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        self._write(name, self._digest(data) + data)

    def add(self, folder: str, value: Any) -> str:
        """Remember `value` under the digest of its bytes, which is given back."""
        data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        data_digest = self._digest(data)
        self._write(f"{folder}/{data_digest.hex()}", data_digest + data)
        return data_digest.hex()

    def fetch(self, folder: str, value_digest: str) -> Any:
        """The value that `add` gave `value_digest` for. Raises DamagedError where it is lost."""
        value = self.get(f"{folder}/{value_digest}")
        if value is None:
            raise DamagedError(f"{folder}/{value_digest}")
        return value

    def add_pieces(self, folder: str, pieces: Mapping[str, bytes]) -> str:
        """Remember many pieces, each to be read alone (`Pieces`); gives the digest of them all."""
        index, blob, offset = {}, b"".join(pieces.values()), 0
        for name, piece in pieces.items():
            index[name] = (offset, len(piece))
            offset += len(piece)
        head = pickle.dumps(index, pickle.HIGHEST_PROTOCOL)
        data_digest = self._digest(head + blob)
        self._write(f"{folder}/{data_digest.hex()}", self._digest(head) + len(head).to_bytes(8, "big") + head + blob)
        return data_digest.hex()

    def pieces(self, folder: str, pieces_digest: str) -> "Pieces":
        """What `add_pieces` gave `pieces_digest` for. Raises DamagedError where it is lost."""
        return Pieces(self.folder / folder / pieces_digest, self._digest)

    def refresh(
        self,
        name: str,
        keys: Mapping[str, str],
        make: Callable[[str], _V],
        *,
        label: str | None = None,
        holds: Callable[[str, _V], bool] = _is_good,
        prepare: Callable[[], None] = _nothing_first,
    ) -> dict[str, _V]:
        """What there is for each of `keys`: what is remembered under the same key, else what `make` gives for its name.

        `holds` tells whether a remembered value is still good. With a `label` the work is spread over every core and its
        progress shown; without one it is done here. What is remembered under `name` is then exactly this. Where there is
        anything to make, `prepare` is done first, here and once.
        """
        return self.refresh_and_take(name, keys, make, label=label, holds=holds, take=_as_made, prepare=prepare)

    def refresh_and_take(
        self,
        name: str,
        keys: Mapping[str, str],
        make: Callable[[str], _M],
        *,
        label: str | None,
        holds: Callable[[str, _V], bool],
        take: Callable[[str, _M], _V],
        prepare: Callable[[], None] = _nothing_first,
    ) -> dict[str, _V]:
        """As `refresh`; `take` turns what was made, perhaps in another process, into what is remembered, here and in order."""
        remembered: dict[str, tuple[str, _V]] = self.get(name) or {}
        stale = [
            one
            for one, key in keys.items()
            if one not in remembered or remembered[one][0] != key or not holds(one, remembered[one][1])
        ]
        if stale:
            prepare()
        made = map(make, stale) if label is None else map_parallel(make, stale, label)
        fresh = {part: (keys[part], take(part, value)) for part, value in zip(stale, made, strict=True)}
        current = {part: fresh[part] if part in fresh else remembered[part] for part in keys}
        if fresh or current.keys() != remembered.keys():
            self.put(name, current)
        return {part: value for part, (_key, value) in current.items()}

    def refresh_in_shards(
        self,
        name: str,
        keys: Mapping[str, str],
        make: Callable[[str], _V],
        *,
        holds: Callable[[str, _V], bool] = _is_good,
    ) -> dict[str, _V]:
        """As `refresh`, remembered in several files where there are many: of those only the ones with something new are written."""
        count = 1 << (len(keys) // _IN_A_SHARD).bit_length()
        shards: dict[str, dict[str, str]] = {}
        for one, key in keys.items():
            shards.setdefault(f"{count}-{int(digest(one.encode())[:4], 16) % count}", {})[one] = key
        found: dict[str, _V] = {}
        for shard, own in shards.items():
            found |= self.refresh(f"{name}/{shard}", own, make, holds=holds)
        self.keep_only(name, frozenset(shards))
        return {one: found[one] for one in keys}

    def _write(self, name: str, data: bytes) -> None:
        place = self.folder / name
        with suppress(OSError):
            if place.parent.is_file():  # an earlier version of the portal kept in one file what is kept in a folder now
                place.parent.unlink()
            replace_file.replace(place, data)

    def keep_only(self, folder: str, names: frozenset[str]) -> None:
        """Forget the values in `folder` that are not in `names`."""
        try:
            present = os.listdir(self.folder / folder)
        except OSError:
            return
        for name in present:
            if name not in names:
                self._forget(self.folder / folder / name)

    @staticmethod
    def _forget(path: Path) -> None:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)

    def _digest(self, data: bytes) -> bytes:
        return bytes.fromhex(digest(self.key, data))


class Pieces:
    """Many pieces in one file, of which a few are wanted: each is read when it is asked for."""

    def __init__(self, path: Path, digest_of: Callable[[bytes], bytes]) -> None:
        self.path = path
        try:
            self._file = path.open("rb", buffering=0)
            start = self._file.read(DIGEST_SIZE + 8)
            size = int.from_bytes(start[DIGEST_SIZE:], "big")
            head = self._file.read(size)
        except OSError as error:
            raise DamagedError(str(path)) from error
        if start[:DIGEST_SIZE] != digest_of(head):
            raise DamagedError(str(path))
        self._index: Mapping[str, tuple[int, int]] = pickle.loads(head)
        self._from = DIGEST_SIZE + 8 + size

    def read(self, name: str, piece_digest: str) -> bytes:
        """The piece `name`, whose digest is `piece_digest`. Raises DamagedError where it is another."""
        offset, size = self._index[name]
        piece = os.pread(self._file.fileno(), size, self._from + offset)
        if digest(piece) != piece_digest:
            raise DamagedError(f"{self.path} {name}")
        return piece
