"""One run at a time at a place: a lock on a file, which the kernel lets go of when the run that holds it is no more.

In the file stands whose it is and since when, for whoever has to wait. Processes that the run has forked hold it too. A run
that holds a lock already is given it again at once, so that each part of a run can ask for what it needs.
"""

import fcntl
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

PATIENCE = 30 * 60
_POLL = 0.2
_LENGTH = 400  # bytes, more than a run's name, a machine's (253 by RFC 1035) and two numbers take
_INTERRUPTED = 128 + 2  # as a shell says it of a program that Ctrl-C has ended


class BusyError(Exception):
    """Another run has held the lock for too long; the message is Swedish and says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A run that holds a lock: what it is called, where and as what process it runs, and since when (seconds)."""

    name: str
    machine: str
    process: int
    since: float

    @classmethod
    def this(cls, name: str) -> "Holder":
        """This run, which is called `name`, now."""
        return cls(name=name, machine=os.uname().nodename, process=os.getpid(), since=time.time())

    @classmethod
    def read(cls, stored: str) -> "Holder | None":
        """The run that the first line of a lock's file tells of; None where it tells of none."""
        try:
            return cls(**json.loads(stored.partition("\n")[0]))
        except (ValueError, TypeError):
            return None

    def written(self) -> str:
        """What a lock's file holds: a line, as long for all, so that whoever reads while it is written reads to its end."""
        return json.dumps(asdict(self)).ljust(_LENGTH) + "\n"

    def __str__(self) -> str:
        there = "" if self.machine == os.uname().nodename else f" på {self.machine}"
        return f"{self.name} (process {self.process}{there})"


_HELD: ContextVar[frozenset[Path]] = ContextVar("_HELD", default=frozenset())


@contextmanager
def locked(lock: Path, name: str, where: str | Path, *, by_programs: bool = False) -> Iterator[None]:
    """Hold the lock in the file `lock`, for a run called `name` that works in `where`. Raises BusyError.

    Programs that it starts hold it too where `by_programs`.
    """
    place = lock.resolve()
    if place in _HELD.get():
        yield
        return
    lock.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(lock, os.O_RDWR | os.O_CREAT, 0o666), "r+", encoding="utf-8") as file:
        os.set_inheritable(file.fileno(), by_programs)
        try:
            _wait(file, lock, where)
        except KeyboardInterrupt:  # whoever is told of waiting may well stop it
            raise SystemExit(_INTERRUPTED) from None
        file.write(Holder.this(name).written())
        file.truncate()  # after the name is there: at no time is the file empty again for whoever waits
        token = _HELD.set(_HELD.get() | {place})
        try:
            yield
        finally:
            _HELD.reset(token)


def _wait(file: IO[str], lock: Path, where: str | Path) -> None:
    began, told, nameless = time.monotonic(), "", 0
    while not _is_taken(file):
        stored = lock.read_text(encoding="utf-8", errors="replace")
        nameless = nameless + 1 if Holder.read(stored) is None else 0
        busy = at_work(stored, where)
        if time.monotonic() - began > PATIENCE:
            raise BusyError(_refused(busy))
        if busy != told and nameless != 1:  # a run has the lock a moment before its name stands there
            print(f"{busy} Väntar …", file=sys.stderr, flush=True)
            told = busy
        time.sleep(_POLL)


def _is_taken(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def at_work(stored: str, where: str | Path) -> str:
    """Who holds a lock whose file holds `stored`, and since when."""
    holder = Holder.read(stored)
    if holder is None:
        return f"En annan körning arbetar i {where}."
    return f"{holder} arbetar i {where} sedan {datetime.fromtimestamp(holder.since):%Y-%m-%d kl. %H.%M}."


def _refused(busy: str) -> str:
    """What is said when nothing has come of waiting."""
    return (
        f"{busy} Den blev inte klar medan det här kommandot väntade, så inget har gjorts och inget är förlorat. "
        "Kör samma kommando igen när den är klar. Har den fastnat, avsluta den först."
    )
