"""What names and objects of a repository are, asked of one process of git's that is kept: a process for each question costs
a served editor more than what it does with the answers.

git looks a name up anew each time it is asked, so that what others have done to the repository is seen at once.
"""

import os
import select
import subprocess
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import IO

_SECONDS = 60
_AUTHOR = "author "


class _EndedError(Exception):
    """The process gave no answer."""


@dataclass(frozen=True, slots=True)
class Found:
    """An object: its name, its kind (`commit`, `blob`, …) and what it says."""

    name: str
    kind: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """A version as git keeps it: its name, that of its tree, the versions before it, and what was said of it."""

    name: str
    tree: str
    parents: tuple[str, ...]
    who: str
    when: datetime
    words: str


class KeptGit:
    """The answers of git over the repository that `content` lies in. `begun` starts git there with the words given."""

    def __init__(self, content: Path, begun: Callable[..., subprocess.Popen[bytes]]) -> None:
        self._content = content
        self._begun = begun
        self._asking: _Asking | None = None
        self._lock = threading.Lock()

    def find(self, name: str) -> Found | None:
        """The object that `name` means; None where there is none. Raises SubprocessError where git can't tell."""
        if "\n" in name:
            raise ValueError(f"{name!r} is no name of an object")
        with self._lock:
            with suppress(_EndedError):
                return self._asked(name)
            self._end()  # somebody has ended it since the last question: another is asked, once
            try:
                return self._asked(name)
            except _EndedError:
                self._end()
                raise subprocess.SubprocessError(f"git kunde inte läsa {name}") from None

    def commit(self, name: str) -> Commit | None:
        """The version that `name` means; None where there is none. Raises SubprocessError where git can't tell."""
        found = self.find(f"{name}^{{commit}}")
        return _commit(found) if found is not None else None

    def close(self) -> None:
        """End the process, if there is one; the next question begins another."""
        with self._lock:
            self._end()

    def _asked(self, name: str) -> Found | None:
        if self._asking is not None and not self._asking.is_at(self._content):
            self._end()
        if self._asking is None:
            where = self._begun(self._content, "rev-parse", "--absolute-git-dir").communicate(timeout=_SECONDS)[0]
            repository = Path(where.decode().rstrip("\n"))
            self._asking = _Asking(self._content, repository, self._begun(self._content, "cat-file", "--batch"))
        return self._asking.ask(name)

    def _end(self) -> None:
        asking, self._asking = self._asking, None
        if asking is not None:
            asking.end()


class _Asking:
    """The process, and what it has said that is not read yet."""

    def __init__(self, content: Path, repository: Path, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._repository = repository
        self._place = _place(content, repository)
        self._unread = b""

    def is_at(self, content: Path) -> bool:
        """Whether the repository is the one that the process has open, and none that was put in its place."""
        return _place(content, self._repository) == self._place

    def ask(self, name: str) -> Found | None:
        asks, answers = _there(self._process.stdin), _there(self._process.stdout)
        try:
            asks.write(f"{name}\n".encode())
            asks.flush()
        except BrokenPipeError:
            raise _EndedError from None
        while b"\n" not in self._unread:
            self._read_from(answers)
        line, _, self._unread = self._unread.partition(b"\n")
        facts = line.decode(errors="replace").split(" ")
        if len(facts) != 3 or not facts[2].isdigit():  # "… missing", "… ambiguous"
            return None
        size = int(facts[2])
        while len(self._unread) <= size:
            self._read_from(answers)
        data, self._unread = self._unread[:size], self._unread[size + 1 :]
        return Found(facts[0], facts[1], data)

    def _read_from(self, answers: IO[bytes]) -> None:
        waiting = select.poll()
        waiting.register(answers, select.POLLIN)
        more = os.read(answers.fileno(), 1 << 20) if waiting.poll(_SECONDS * 1000) else b""
        if not more:
            raise _EndedError
        self._unread += more

    def end(self) -> None:
        self._process.kill()
        for pipe in (_there(self._process.stdin), _there(self._process.stdout)):
            with suppress(OSError):
                pipe.close()
        self._process.wait()


def _there(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise _EndedError
    return pipe


def _place(content: Path, repository: Path) -> tuple[int, ...]:
    """What tells a repository from another that is put in its place; empty where there is none.

    A new folder may get the number of one that is gone, so the time when git's own settings were written counts too.
    """
    with suppress(OSError):
        here, there, settings = content.stat(), repository.stat(), repository / "config"
        written = settings.stat().st_ctime_ns if settings.exists() else 0  # a linked work tree has none
        return here.st_dev, here.st_ino, there.st_dev, there.st_ino, written
    return ()


def _commit(found: Found) -> Commit:
    """A version, from how git keeps it: rows of facts, an empty row, and the words."""
    head, _, words = found.data.decode(errors="replace").partition("\n\n")
    rows = head.split("\n")
    (tree,) = (row.removeprefix("tree ") for row in rows if row.startswith("tree "))
    author = next(row.removeprefix(_AUTHOR) for row in rows if row.startswith(_AUTHOR))
    name, _, rest = author.partition(" <")
    stamp, zone = rest.rpartition("> ")[2].split(" ")
    shift = timedelta(hours=int(zone[:3]), minutes=int(zone[0] + zone[3:]))
    return Commit(
        name=found.name,
        tree=tree,
        parents=tuple(row.removeprefix("parent ") for row in rows if row.startswith("parent ")),
        who=name,
        when=datetime.fromtimestamp(int(stamp), timezone(shift)),
        words=words,
    )
