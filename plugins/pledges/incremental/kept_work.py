"""Work by name, kept in many small files, of which only those are read and written that have something to do with an edit."""

from collections.abc import Iterator, Mapping
from typing import Any
from zlib import crc32

from pledges.incremental.cache import Cache
from pledges.incremental.reads import Work

SHARDS = 256  # of 5,000 records' work; an edit concerns a dozen of them


class KeptWork(Mapping[str, Work[Any]]):
    """What is kept under `name`, each shard read when something in it is first asked for. What is worked out for the same subject,
    which is what a name ends with, is kept together."""

    def __init__(self, cache: Cache, name: str) -> None:
        self._cache = cache
        self._name = name
        self._read: dict[int, dict[str, Work[Any]]] = {}

    def __getitem__(self, name: str) -> Work[Any]:
        return self._shard(_place_of(name))[name]

    def __iter__(self) -> Iterator[str]:
        return (name for place in range(SHARDS) for name in self._shard(place))

    def __len__(self) -> int:
        return sum(len(self._shard(place)) for place in range(SHARDS))

    def replace(self, now: Mapping[str, Work[Any]]) -> None:
        """Keep `now`, and nothing else. A shard that holds the same still is not written."""
        shards: dict[int, dict[str, Work[Any]]] = {place: {} for place in range(SHARDS)}
        for name, work in now.items():
            shards[_place_of(name)][name] = work
        for place, shard in shards.items():
            before = self._shard(place)
            if before.keys() != shard.keys() or any(work is not before[name] for name, work in shard.items()):
                self._cache.put(self._file(place), shard)
        self._read = shards

    def _shard(self, place: int) -> dict[str, Work[Any]]:
        if place not in self._read:
            self._read[place] = self._cache.get(self._file(place)) or {}
        return self._read[place]

    def _file(self, place: int) -> str:
        return f"{self._name}/{place}"


def _place_of(name: str) -> int:
    return crc32(name.rpartition(" ")[2].encode()) % SHARDS
