"""Work by name, kept in many small files, of which only those are written that have something to do with an edit."""

import sys
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol
from zlib import crc32

from pledges.incremental.reads import ANSWER, Reads, Work

_IN_A_SHARD = 32  # subjects, at most twice as many: of 5,000 an edit concerns a dozen shards of 256
_NUMBER: Final = "I"
_ANSWER = f"{ANSWER} "


class Store(Protocol):
    """Where values are kept by name, as in a `Cache`."""

    def get(self, name: str) -> Any | None:
        """The value; None where there is none."""

    def put(self, name: str, value: Any) -> None:
        """Keep `value`."""

    def keep_only(self, folder: str, names: frozenset[str]) -> None:
        """Forget what is in `folder` and not in `names`."""


@dataclass(frozen=True, kw_only=True)
class _Stored:
    """A shard as it lies: in which context, all `names` that its works read, the `answers` of them first, what each said then, and by
    each work's name which of them it read, as numbers, and what it gave."""

    context: str
    names: list[str]
    answers: int
    said: "array[int]"
    works: dict[str, tuple[bytes, Any]]


_NOTHING = _Stored(context="", names=[], answers=0, said=array("Q"), works={})


class _Shard:
    """A shard as it is asked. What each of its names says is asked for once, but for the answers: those when a work needs them."""

    def __init__(self, stored: _Stored, reads: Reads) -> None:
        self._reads = reads
        self._names = [*map(sys.intern, stored.names)]  # the same stand in most shards
        self._said = stored.said
        self._works = stored.works
        sure, known = self._names[stored.answers :], reads.known
        for name in {*sure} - known.keys():
            reads.now(name)
        now, then = array("Q", map(known.__getitem__, sure)), stored.said[stored.answers :]
        others = (at for at in range(len(now)) if now[at] != then[at]) if now != then else ()
        self._doubtful = frozenset(range(stored.answers)).union(stored.answers + at for at in others)

    def holding(self, name: str) -> Work[Any] | None:
        """The work `name`, if all that it read says the same still."""
        if name not in self._works:
            return None
        read, value = self._works[name]
        if self._doubtful:
            for at in self._doubtful.intersection(_numbers(read)):
                if self._reads.now(self._names[at]) != self._said[at]:
                    return None
        return Work(_Names(self._names, read), value)

    def left(self) -> dict[str, Work[Any]]:
        """The work of which nobody knows that something it read is another: also what has not been asked for this time."""
        known = self._reads.known
        other = {at for at in self._doubtful if known.get(self._names[at], self._said[at]) != self._said[at]}
        return {
            name: Work(_Names(self._names, read), value)
            for name, (read, value) in self._works.items()
            if other.isdisjoint(_numbers(read))
        }

    def says(self, names: Iterable[str]) -> "array[int]":
        """What each of `names` says now; what it said then, where nobody has asked."""
        then = dict(zip(self._names, self._said, strict=True))
        return array("Q", (self._reads.known[name] if name in self._reads.known else then[name] for name in names))


class _Names:
    """Some of the names of a shard, by their numbers."""

    __slots__ = ("_names", "_read")

    def __init__(self, names: Sequence[str], read: bytes) -> None:
        self._names = names
        self._read = read

    def __iter__(self) -> Iterator[str]:
        return map(self._names.__getitem__, _numbers(self._read))


def _numbers(read: bytes) -> memoryview:
    return memoryview(read).cast(_NUMBER)


class KeptWork:
    """What is kept under `name` of about `subjects` subjects, each shard read when something in it is first asked for. What is
    worked out for the same subject, which is what a name ends with, is kept together."""

    def __init__(self, store: Store, name: str, subjects: int) -> None:
        self._store = store
        self._name = name
        self._shards = 1 << (subjects // _IN_A_SHARD).bit_length()
        self._read: dict[str, _Shard] = {}

    def holding(self, name: str, reads: Reads) -> Work[Any] | None:
        """The work `name`, if all that it read says the same still."""
        return self._shard(self._place_of(name), reads).holding(name)

    def keep(self, reads: Reads, new: Mapping[str, Work[Any]]) -> None:
        """Keep what is `new` besides what holds, also what nobody has asked for. A shard in which nothing is new is not written."""
        by_place: dict[str, dict[str, Work[Any]]] = {}
        for name, work in new.items():
            by_place.setdefault(self._place_of(name), {})[name] = work
        for place, own in by_place.items():
            before = self._shard(place, reads)
            works = {**before.left(), **own}
            read = {one for work in works.values() for one in work.read}
            answers = sorted(one for one in read if one.startswith(_ANSWER))
            names = [*answers, *sorted(read.difference(answers))]
            at = {one: number for number, one in enumerate(names)}
            stored = _Stored(
                context=reads.context,
                names=names,
                answers=len(answers),
                said=before.says(names),
                works={
                    name: (array(_NUMBER, map(at.__getitem__, work.read)).tobytes(), work.value)
                    for name, work in works.items()
                },
            )
            self._store.put(f"{self._name}/{place}", stored)
        self._read = {}
        self._store.keep_only(self._name, frozenset(f"{self._shards}-{number}" for number in range(self._shards)))

    def _shard(self, place: str, reads: Reads) -> _Shard:
        if place not in self._read:
            stored = self._store.get(f"{self._name}/{place}") or _NOTHING
            self._read[place] = _Shard(stored if stored.context == reads.context else _NOTHING, reads)
        return self._read[place]

    def _place_of(self, name: str) -> str:
        return f"{self._shards}-{crc32(name.rpartition(' ')[2].encode()) % self._shards}"
