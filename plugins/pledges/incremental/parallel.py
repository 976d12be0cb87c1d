"""Work spread over every core, and how far it has come.

Workers are forked, so that they begin with everything that is already read; where forking can't be had, or the
work is small, it is done here, one item after another. The results are the same and come in the same order.
"""

import gc
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from typing import Any, Generic, TypeVar

WORTH_FORKING = 8
QUIET_SECONDS = 2.0
WATCH_SECONDS = 0.5
_T = TypeVar("_T")
_R = TypeVar("_R")
_work: tuple[Callable[[Any], Any], Sequence[Any]] | None = None


def cores() -> int:
    """How many processes may run at once."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def forks() -> bool:
    """Whether there is more than one core, and a process can be forked."""
    return cores() > 1 and "fork" in multiprocessing.get_all_start_methods()


def has_semaphores() -> bool:
    """Whether workers can share a queue: not where /dev/shm is missing or closed, as in a bare container."""
    try:
        multiprocessing.get_context("fork").Lock()
    except (ImportError, OSError):
        return False
    return True


def map_parallel(function: Callable[[_T], _R], items: Sequence[_T], label: str) -> Iterator[_R]:
    """`function` of each item, in order. `label` says on a terminal what is being done, if it takes time."""
    progress = Progress(label, len(items))
    if len(items) < WORTH_FORKING or not forks() or not has_semaphores():
        for item in items:
            yield function(item)
            progress.step()
        progress.end()
        return
    global _work  # noqa: PLW0603 - a forked worker finds its work here; only numbers are sent to it
    _work = (function, items)
    gc.freeze()  # what is read already is neither looked through for garbage in the workers, nor copied by that
    try:
        with ExitStack() as stack:
            with _told_when_they_listen():
                pool = stack.enter_context(multiprocessing.get_context("fork").Pool(cores(), _end_with, (os.getpid(),)))
            for result in pool.imap(_call, range(len(items)), chunksize=1):
                yield result
                progress.step()
    finally:
        gc.unfreeze()
        _work = None
        progress.end()


def in_background(function: Callable[[], _R]) -> Callable[[], _R]:
    """`function` begun in a process of its own; what is given back waits for its result. Done here where it can't be."""
    if not forks():
        return function
    begun = Forked(function, daemon=True)

    def result() -> _R:
        try:
            return begun.result()
        except EOFError:  # it was killed
            return function()

    return result


class Forked(Generic[_R]):
    """`function` at work in a process forked from this one, which ends when this one does or stops it."""

    def __init__(self, function: Callable[[], _R], *, daemon: bool = False) -> None:
        context, parent = multiprocessing.get_context("fork"), os.getpid()
        self._ours, theirs = context.Pipe(duplex=False)

        def work() -> None:
            os.setpgid(0, 0)  # with all that it begins
            _end_with(parent)
            theirs.send(function())

        self._process = context.Process(target=work, daemon=daemon)
        with _told_when_they_listen():
            self._process.start()
        theirs.close()

    def result(self) -> _R:
        """What the function gave, once it has. Raises EOFError where it was ended before."""
        try:
            value: _R = self._ours.recv()
        finally:
            self._process.join()
        return value

    def stop(self) -> None:
        """End it, and the programs that it runs, if it is at work still. What it has half done lies as it was."""
        if self._process.is_alive():
            with suppress(ProcessLookupError):  # it has not come as far as to a group of its own
                os.killpg(self._process.pid or 0, signal.SIGKILL)
            self._process.kill()
        self._process.join()


@contextmanager
def _told_when_they_listen() -> Iterator[None]:
    """A process forked within this that is told to end before it has come to `_end_with` ends there: with its parent's way
    of listening it would take no notice, and be waited for for ever."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end_with(parent: int) -> None:
    """Have this process end when its `parent` has, also where that was killed: nothing half-done is gone on with, and what
    the two hold together (a lock) is let go. And when its parent says so: one that listens for SIGTERM itself, as the
    editor's server does, has handed its way of listening on, and would wait for a worker that goes on for ever."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(WATCH_SECONDS)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _call(index: int) -> Any:
    assert _work is not None
    function, items = _work
    return function(items[index])


class Progress:
    """A line on the terminal with how much is left, after two seconds; nothing where nobody watches."""

    def __init__(self, label: str, total: int) -> None:
        self.label = label
        self.total = total
        self.done = 0
        self.started = time.monotonic()
        self.shown = False

    def step(self) -> None:
        """One more is done."""
        self.done += 1
        passed = time.monotonic() - self.started
        if passed > QUIET_SECONDS and sys.stderr.isatty():
            left = passed / self.done * (self.total - self.done)
            sys.stderr.write(f"\r{self.label}: {self.done} av {self.total}, omkring {left:.0f} s kvar \x1b[K")
            sys.stderr.flush()
            self.shown = True

    def end(self) -> None:
        """The line goes away."""
        if self.shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self.shown = False
