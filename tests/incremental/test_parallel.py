"""Work is spread over the cores where it can be, and done here where it can't."""

import multiprocessing.context
import os

import pytest

from pledges.incremental import parallel

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
