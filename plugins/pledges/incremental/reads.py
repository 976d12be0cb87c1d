"""Work that is done again only when something that it has read is another.

What a piece of work depends on is seen, not declared: what it reads through notes every name that it asks for, also
those that are not there. Each name has a fingerprint, and the work holds as long as those of all that it read are the same.
"""

from collections.abc import Callable, Iterator, Mapping, ValuesView
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pledges.incremental.fingerprint import digest

WHOLE = "*"
_K = TypeVar("_K", bound=str)
_V = TypeVar("_V")
_T = TypeVar("_T")


@dataclass(frozen=True)
class Work(Generic[_T]):
    """What a piece of work gave, the names that it read, and the digest of what they said."""

    read: tuple[str, ...]
    key: str
    value: _T


class Reads:
    """Notes what the work at hand reads. `fingerprint` tells of a name what it says now, and `context` of all else."""

    def __init__(self, fingerprint: Callable[[str], str], context: str) -> None:
        self._fingerprint = fingerprint
        self._context = context
        self._known: dict[str, str] = {}
        self._read: set[str] = set()

    def note(self, name: str) -> None:
        """`name` is read."""
        self._read.add(name)

    def again(self, before: Work[_T] | None, make: Callable[[], _T]) -> Work[_T]:
        """The work as it was done before if all that it read says the same, else as `make` does it."""
        if before is not None and before.key == self._key(before.read):
            return before
        self._read = set()
        value = make()
        read = tuple(sorted(self._read))
        return Work(read, self._key(read), value)

    def _key(self, names: tuple[str, ...]) -> str:
        return digest("\0".join((self._context, *map(self._of, names))).encode())

    def _of(self, name: str) -> str:
        if name not in self._known:
            self._known[name] = self._fingerprint(name)
        return self._known[name]


class WatchedMapping(Mapping[_K, _V]):
    """A mapping that notes under `of` what is asked for: a name, or all of it."""

    def __init__(self, held: Mapping[_K, _V], reads: Reads, of: str) -> None:
        self._held = held
        self._reads = reads
        self._of = of
        self._names: dict[Any, str] = {}  # one text for each name, however many have read it: it is stored once then

    def _note(self, name: Any) -> None:
        if name not in self._names:
            self._names[name] = f"{self._of} {name}"
        self._reads.note(self._names[name])

    def __getitem__(self, name: _K) -> _V:
        self._note(name)
        return self._held[name]

    def get(self, name: Any, default: Any = None) -> Any:
        """What there is under `name`."""
        self._note(name)
        return self._held.get(name, default)

    def __contains__(self, name: object) -> bool:
        self._note(name)
        return name in self._held

    def __iter__(self) -> Iterator[_K]:
        self._note(WHOLE)
        return iter(self._held)

    def __len__(self) -> int:
        self._note(WHOLE)
        return len(self._held)

    def values(self) -> ValuesView[_V]:
        """All that there is."""
        self._note(WHOLE)
        return self._held.values()


class WatchedSet(frozenset[str]):
    """A set that notes under `of` what is asked for. What is worked out of all of it is asked for by its hash."""

    _reads: Reads
    _of: str

    def watched(self, reads: Reads, of: str) -> "WatchedSet":
        """This set, noting from now on."""
        self._reads, self._of = reads, of
        return self

    def __contains__(self, name: object) -> bool:
        self._reads.note(f"{self._of} {name}")
        return super().__contains__(name)

    def __iter__(self) -> Iterator[str]:
        self._reads.note(f"{self._of} {WHOLE}")
        return super().__iter__()

    def __hash__(self) -> int:
        self._reads.note(f"{self._of} {WHOLE}")
        return super().__hash__()
