"""Work that is done again only when something that it has read is another.

What a piece of work depends on is seen, not declared: what it reads through notes every name that it asks for, also
those that are not there. Each name has a fingerprint, and the work holds as long as those of all that it read are the same.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, ValuesView
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
            self._read.update(before.read)
            return before
        value, noted = self.noting(make)
        read = tuple(sorted(noted))
        return Work(read, self._key(read), value)

    def noting(self, make: Callable[[], _T]) -> tuple[_T, frozenset[str]]:
        """What `make` gives, and what it read. The work that it is a part of has read that too."""
        value, noted = self.apart(make)
        self._read.update(noted)
        return value, noted

    def apart(self, make: Callable[[], _T]) -> tuple[_T, frozenset[str]]:
        """What `make` gives, and what it read, which the work that it is a part of has not."""
        around, self._read = self._read, set()
        try:
            return make(), frozenset(self._read)
        finally:
            self._read = around

    def note_all(self, names: Iterable[str]) -> None:
        """`names` are read, by something that was done already."""
        self._read.update(names)

    def _key(self, names: tuple[str, ...]) -> str:
        try:
            said = [*map(self._known.__getitem__, names)]
        except KeyError:
            said = [*map(self._of, names)]
        return digest("\0".join((self._context, *said)).encode())

    def _of(self, name: str) -> str:
        if name not in self._known:
            self._known[name], _ = self.apart(lambda: self._fingerprint(name))
        return self._known[name]


class WorkMemory:
    """Work by name: what was done `before`, and what is done `now`, of which each is done once."""

    def __init__(self, reads: Reads, before: Mapping[str, Work[Any]]) -> None:
        self.reads = reads
        self._before = before
        self.now: dict[str, Work[Any]] = {}

    def recall(self, name: str, make: Callable[[], _T]) -> _T:
        """What the work `name` gives: what it gave before where all that it read says the same, else what `make` does."""
        if name in self.now:
            self.reads.note_all(self.now[name].read)
        else:
            self.now[name] = self.reads.again(self._before.get(name), make)
        value: _T = self.now[name].value
        return value

    def is_new(self, name: str) -> bool:
        """Whether the work `name` has been done now, and was not recalled."""
        return self.now.get(name) is not self._before.get(name)


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
