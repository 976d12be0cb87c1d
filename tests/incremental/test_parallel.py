"""Work is spread over the cores where it can be, and done here where it can't."""

import multiprocessing.context
import os
import signal
import subprocess
import time
from typing import NoReturn

import pytest

from pledges.incremental import parallel
from support.depth import PATIENCE

ITEMS = range(parallel.WORTH_FORKING + 1)


def where(number: int) -> tuple[int, int]:
    return number * number, os.getpid()


@pytest.mark.parametrize(
    "error", [PermissionError(13, "Permission denied"), FileNotFoundError(2, "no /dev/shm"), ImportError()]
)
def test_without_shared_semaphores_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def closed(_: object) -> None:
        raise error

    monkeypatch.setattr(parallel, "cores", lambda: 2)
    monkeypatch.setattr(multiprocessing.context.BaseContext, "Lock", closed)
    assert list(parallel.map_parallel(where, ITEMS, "Provar")) == [(number * number, os.getpid()) for number in ITEMS]


def test_the_results_come_in_order_from_every_core(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "cores", lambda: 2)
    squares, _ = zip(*parallel.map_parallel(where, ITEMS, "Provar"), strict=True)
    assert squares == tuple(number * number for number in ITEMS)


def slow_but_the_first(number: int) -> int:
    time.sleep(600 * bool(number))
    return number


@pytest.mark.parametrize("late", [0.0, 0.5])
def test_workers_end_when_they_are_told_to_though_the_program_that_forked_them_listens_for_it(
    monkeypatch: pytest.MonkeyPatch, late: float
) -> None:
    """Also one that has not come so far as to listen: what another did was all that there was to do."""
    end_with, started = parallel._end_with, multiprocessing.get_context("fork").Value("i", 0)

    def begun(parent: int) -> None:
        with started.get_lock():
            started.value += 1
            is_second = started.value > 1
        time.sleep(late * is_second)
        end_with(parent)

    monkeypatch.setattr(parallel, "_end_with", begun)

    def too_late(*_: object) -> NoReturn:
        pytest.fail("a worker goes on")

    monkeypatch.setattr(parallel, "cores", lambda: 2)
    before = signal.signal(signal.SIGTERM, lambda *_: None), signal.signal(signal.SIGALRM, too_late)
    signal.alarm(PATIENCE)
    try:
        results = parallel.map_parallel(slow_but_the_first, ITEMS, "Provar")
        assert next(results) == 0
        results.close()  # type: ignore[attr-defined]
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGTERM, before[0])
        signal.signal(signal.SIGALRM, before[1])


def test_what_is_stopped_is_gone_with_the_programs_that_it_runs() -> None:
    heard, held = os.pipe()

    def work() -> None:
        subprocess.run(["sh", "-c", "echo; exec sleep 600"], stdout=held, check=False)

    forked = parallel.Forked(work)
    os.close(held)
    assert os.read(heard, 2) == b"\n"
    forked.stop()
    assert os.read(heard, 1) == b"", "nobody holds the pipe any longer"
    with pytest.raises(EOFError):
        forked.result()
    forked.stop()
    os.close(heard)
