"""Time one command, with the most memory that it and its children held together."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
SAMPLE_SECONDS = 0.25


class CommandFailedError(RuntimeError):
    """The command ended with something else than 0. The message holds the end of what it said."""


@dataclass(frozen=True, slots=True)
class Run:
    """`seconds` of wall time, and the peak of memory in bytes."""

    seconds: float
    peak: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """What lies in a folder: files, pages (.html), feeds (.xml) and bytes."""

    files: int
    pages: int
    feeds: int
    size: int


def run(command: Sequence[str], folder: Path, *, environment: Mapping[str, str], log: Path) -> Run:
    """Run `command` in `folder` to its end. What it prints goes to `log`. Raises CommandFailedError.

    The peak is the larger of two readings: the system's own account of the largest single process among those
    waited for, exact but blind to their sum, and a sample, four times a second, of what all processes of the session
    hold together (proportional set size, so that what forked workers share is counted once; Linux only).
    """
    with log.open("wb") as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=dict(environment), stdin=subprocess.DEVNULL,
            stdout=output, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        sampler = _Sampler(process.pid)
        sampler.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - start
        except BaseException:  # interrupted: leave nothing running
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            raise
        finally:
            sampler.stop()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        said = log.read_text(encoding="utf-8", errors="replace")[-2000:]
        raise CommandFailedError(f"{' '.join(command)} ended with {process.returncode}:\n{said}")
    return Run(seconds, max(usage.ru_maxrss * 1024, sampler.peak))


def survey(folder: Path) -> Tree:
    """Count what lies under `folder`."""
    files = [Path(place) / name for place, _, names in os.walk(folder) for name in names]
    endings = [file.suffix for file in files]
    return Tree(
        files=len(files),
        pages=endings.count(".html"),
        feeds=endings.count(".xml"),
        size=sum(file.stat().st_size for file in files),
    )


class _Sampler(threading.Thread):
    """Reads the memory of every process in the session `session` until it is told to stop."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self.session = session
        self.peak = 0
        self._ended = threading.Event()

    def run(self) -> None:
        if not PROC.is_dir():
            return
        while not self._ended.wait(SAMPLE_SECONDS):
            self.peak = max(self.peak, sum(map(_held, _members(self.session))))

    def stop(self) -> None:
        """End the sampling and wait for it."""
        self._ended.set()
        self.join()


def _members(session: int) -> list[int]:
    processes = []
    for entry in os.scandir(PROC):
        if entry.name.isdecimal():
            try:
                if os.getsid(int(entry.name)) == session:
                    processes.append(int(entry.name))
            except OSError:  # it ended while we looked
                continue
    return processes


def _held(process: int) -> int:
    try:
        lines = (PROC / str(process) / "smaps_rollup").read_text().splitlines()
    except OSError:  # it ended while we looked
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
