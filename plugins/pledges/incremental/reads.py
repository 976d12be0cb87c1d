"""Work that is done again only when something that it has read is another.

What a piece of work depends on is seen, not declared: what it reads through notes every name that it asks for, also
those that are not there. Each name has a fingerprint, and the work holds as long as those of all that it read are the same.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, ValuesView
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Generic, Protocol, TypeVar

WHOLE = "*"
ANSWER = "svar"
"""What the name of a question begins with: what is answered to it may itself take work, and is asked for when somebody needs it."""
_K = TypeVar("_K", bound=str)
_V = TypeVar("_V")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Work(Generic[_T]):
    """What a piece of work gave, and the names that it read."""

    read: Iterable[str]
    value: _T


class Reads:
    """Notes what the work at hand reads. `fingerprint` tells of a name what it says now, and `context` of all else."""

    def __init__(self, fingerprint: Callable[[str], str], context: str) -> None:
        self._fingerprint = fingerprint
        self.context = context
        self.known: dict[str, int] = {}
        """What each name says now, as a number, of those that somebody has asked for."""
        self._read: set[str] | None = None  # of no work, nothing is noted

    def note(self, name: str) -> None:
        """`name` is read."""
        if self._read is not None:
            self._read.add(name)

    def note_all(self, names: Iterable[str]) -> None:
        """`names` are read, by something that was done already."""
        if self._read is not None:
            self._read.update(names)

    def work(self, make: Callable[[], _T]) -> Work[_T]:
        """`make`, done. The work that it is a part of has read what it read."""
        value, noted = self.apart(make)
        self.note_all(noted)
        for name in noted:
            self.now(name)
        return Work(tuple(sorted(noted)), value)

    def apart(self, make: Callable[[], _T]) -> tuple[_T, frozenset[str]]:
        """What `make` gives, and what it read, which the work that it is a part of has not."""
        around, self._read = self._read, set()
        try:
            return make(), frozenset(self._read)
        finally:
            self._read = around

    def now(self, name: str) -> int:
        """What `name` says now, as a number."""
        if name not in self.known:
            said, _ = self.apart(lambda: self._fingerprint(name))
            self.known[name] = int.from_bytes(blake2b(said.encode(), digest_size=8).digest())
        return self.known[name]


class Before(Protocol):
    """What was done before."""

    def holding(self, name: str, reads: Reads) -> Work[Any] | None:
        """The work `name`, if all that it read says the same still."""

    def keep(self, reads: Reads, new: Mapping[str, Work[Any]]) -> None:
        """Keep what is `new` besides what holds."""


class WorkMemory:
    """Work by name: what was done `before`, and what is done `now`, of which each is done once. What is `new` of that was not recalled."""

    def __init__(self, reads: Reads, before: Before) -> None:
        self.reads = reads
        self._before = before
        self.now: dict[str, Work[Any]] = {}
        self.new: dict[str, Work[Any]] = {}

    def recall(self, name: str, make: Callable[[], _T]) -> _T:
        """What the work `name` gives: what it gave before where all that it read says the same, else what `make` does."""
        work = self.recalled(name)
        if work is not None:
            self.reads.note_all(work.read)
        else:
            work = self.now[name] = self.new[name] = self.reads.work(make)
        value: _T = work.value
        return value

    def recalled(self, name: str) -> Work[Any] | None:
        """The work `name`, as it is done already or was done before; None where it must be done."""
        work = self.now.get(name)
        if work is None:
            work = self._before.holding(name, self.reads)
            if work is not None:
                self.now[name] = work
        return work

    def is_new(self, name: str) -> bool:
        """Whether the work `name` has been done now, and was not recalled."""
        return name in self.new

    def keep(self) -> None:
        """Keep what is new for the next time."""
        self._before.keep(self.reads, self.new)


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
