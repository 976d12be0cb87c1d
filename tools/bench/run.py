"""Times the portal and its peers on the same made-up country and machine, pair by pair, and writes docs/benchmarks.*.

    python -m bench.run                 100, 1,000 and 5,000 pledges
    python -m bench.run --national      20,000 too
    python -m bench.run --sizes 1000 --rounds 2

A size that is not measured this time keeps its earlier figures, with the day that they are from.
"""

import argparse
import os
import platform
import re
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import KW_ONLY, dataclass, field
from datetime import date
from pathlib import Path

from bench import builders, report, results
from bench.builders import Builder, NotInstalledError, Site
from bench.country import SIZES, write_country
from bench.measure import CommandFailedError, Run, Tree, run, survey
from bench.refresh import DevServer
from bench.results import PORTAL, Scale, Series

DOCS = builders.ROOT / "docs"
NATIONAL = SIZES[-1]
# For each size: the most rounds, and the seconds after which a generator is not begun again.
PLANS = {100: (7, 60.0), 1_000: (5, 120.0), 5_000: (3, 300.0), NATIONAL: (2, 1_200.0)}
_FINAL = "*-slutlig.md"
_AMOUNT = re.compile(r"^( +antal: )(\d+)$", re.M)


@dataclass(slots=True)
class Timings:
    """What has been measured of one generator so far."""

    name: str
    release: str
    _: KW_ONLY
    tree: Tree | None = None
    peak: int = 0
    spent: float = 0.0
    times: dict[str, list[float]] = field(default_factory=dict)

    def add(self, phase: str, one: Run) -> None:
        self.times.setdefault(phase, []).append(one.seconds)
        self.peak = max(self.peak, one.peak)
        self.spent += one.seconds

    def series(self) -> Series:
        assert self.tree is not None
        counts = {"pages": self.tree.pages, "feeds": self.tree.feeds, "files": self.tree.files, "size": self.tree.size}
        times = {phase: tuple(round(one, 3) for one in seconds) for phase, seconds in self.times.items()}
        return Series(name=self.name, release=self.release, peak=self.peak, **counts, **times)


class Session:
    """The measuring of one size, under the folder `work`: a made-up country, and a site of it for each generator.

    A generator that has used up `budget` seconds is not begun again.
    """

    def __init__(self, pledges: int, budget: float, work: Path) -> None:
        self.budget = budget
        self.work = work
        self.content = work / "content"
        self.written = write_country(self.content, pledges)
        self.copies: list[float] = []
        self.refreshes: list[float] = []

    def measure(self, chosen: Sequence[Builder], *, apart: Sequence[Builder], rounds: int, day: date) -> Scale:
        """Time every generator in turn, round by round."""
        tallies = [Timings(builder.name, builder.release) for builder in (*chosen, *apart)]
        compression = Timings("precompression alone", "")
        for builder in (*chosen, *apart):
            builder.lay_out(self.content, self.work / builder.name)
        for number in range(rounds):
            for builder, tally in zip((*chosen, *apart), tallies, strict=True):
                if tally.spent < self.budget:
                    site = Site(self.work / builder.name, self.work / f"{builder.name}-{number}")
                    self._round(builder, tally, site)
                    if builder is chosen[0]:
                        copied = Site(site.folder, self.work / f"copy-{number}")
                        self.copies.append(_copy(site.output, copied.output))
                        if apart and compression.spent < self.budget:
                            self._compress(compression, builder, copied)
        done = [tally.series() for tally in tallies]
        beside = [*done[len(chosen) :], *([compression.series()] if compression.times else [])]
        return Scale(
            pledges=self.written["loften"], follow_ups=self.written["uppfoljningar"], records=self.written.total(),
            content_size=survey(self.content).size, day=day.isoformat(), machine=machine(),
            copy_times=tuple(self.copies), refresh_times=tuple(self.refreshes), series=tuple(done[: len(chosen)]), apart=tuple(beside),
        )  # fmt: skip

    def _round(self, builder: Builder, tally: Timings, site: Site) -> None:
        """Cold into a fresh folder, again with nothing changed, again with one follow-up changed."""
        shutil.rmtree(site.folder / builders.MEMORY, ignore_errors=True)
        os.sync()  # so that this build does not pay for what an earlier one left unwritten
        command = builder.command(site)
        self._time(tally, "cold", command=command, builder=builder, site=site)
        tally.tree = tally.tree or survey(site.output)
        if tally.spent >= self.budget:
            return
        self._time(tally, "unchanged", command=command, builder=builder, site=site)
        with edited(self.content, middle_follow_up(self.content), folder=site.folder, refresh=builder.refresh):
            self._time(tally, "changed", command=command, builder=builder, site=site)
        if builder.name == PORTAL:
            self._run(command, builder, site)
            self._refresh(builder, site)
            with edited(self.content, largest_follow_up(self.content), folder=site.folder, refresh=builder.refresh):
                self._time(tally, "changed_largest", command=command, builder=builder, site=site)

    def _refresh(self, builder: Builder, site: Site) -> None:
        """How long somebody who writes waits for the page of a follow-up in `make serve`."""
        path = middle_follow_up(self.content)
        surroundings = {**os.environ, **builder.environment}
        with DevServer(
            site.folder, site.output, settings=builders.SETTINGS, environment=surroundings, log=self.work / "log"
        ) as served:

            def save() -> None:
                stack.enter_context(edited(self.content, path, folder=site.folder, refresh=builder.refresh))

            with ExitStack() as stack:
                self.refreshes.append(round(served.seconds(save, f"{path.removesuffix('.md')}/"), 3))
        _say(f"  {builder.name}: the page refreshed after {self.refreshes[-1]:.2f} s")

    def _compress(self, tally: Timings, builder: Builder, site: Site) -> None:
        before = survey(site.output)
        self._time(tally, "cold", command=builders.compress(site), builder=builder, site=site)
        after = survey(site.output)
        tally.tree = Tree(files=after.files - before.files, pages=0, feeds=0, size=after.size - before.size)
        self._time(tally, "unchanged", command=builders.compress(site), builder=builder, site=site)

    def _time(self, tally: Timings, phase: str, *, command: Sequence[str], builder: Builder, site: Site) -> None:
        one = self._run(command, builder, site)
        tally.add(phase, one)
        _say(f"  {tally.name}: {phase} {one.seconds:.2f} s, {one.peak / 1e6:.0f} MB")

    def _run(self, command: Sequence[str], builder: Builder, site: Site) -> Run:
        return run(command, site.folder, environment={**os.environ, **builder.environment}, log=self.work / "log")


@contextmanager
def edited(content: Path, path: str, *, folder: Path, refresh: Callable[[Path, Path, str], None]) -> Iterator[None]:
    """The record `path` with one reported number raised by one, in the site `folder` too; afterwards as it was."""
    file = content / path
    before = file.read_text(encoding="utf-8")
    file.write_text(_AMOUNT.sub(lambda match: f"{match[1]}{int(match[2]) + 1}", before, count=1), encoding="utf-8")
    try:
        refresh(content, folder, path)
        yield
    finally:
        file.write_text(before, encoding="utf-8")
        refresh(content, folder, path)


def middle_follow_up(content: Path) -> str:
    """A final follow-up with a number to change and no verdict to contradict, in a municipality of middling size:
    of those with such a follow-up, the one with the median number of follow-ups."""
    folders = _by_size(content)
    return _chosen(folders[len(folders) // 2], content)


def largest_follow_up(content: Path) -> str:
    """The same, in the municipality with most follow-ups."""
    return _chosen(_by_size(content)[-1], content)


def _by_size(content: Path) -> list[Path]:
    folders = [folder for folder in sorted(content.glob("kommuner/*/uppfoljningar")) if _editable(folder.glob(_FINAL))]
    return sorted(folders, key=lambda folder: len(os.listdir(folder)))


def _chosen(folder: Path, content: Path) -> str:
    editable = _editable(folder.glob(_FINAL))
    return editable[len(editable) // 2].relative_to(content).as_posix()


def _editable(files: Iterator[Path]) -> list[Path]:
    texts = ((file, file.read_text(encoding="utf-8")) for file in sorted(files))
    return [file for file, text in texts if _AMOUNT.search(text) and "\nbedömning:" not in text]


def _copy(output: Path, target: Path) -> float:
    """The floor: seconds to copy `output`, which no generator of the same files can be faster than by much."""
    os.sync()
    start = time.perf_counter()
    shutil.copytree(output, target)
    return round(time.perf_counter() - start, 3)


def machine() -> str:
    """What it was measured on, in a line."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    python = f"Python {platform.python_version()}"
    return f"{os.cpu_count()} cores, {memory:.0f} GiB of memory, {platform.system()} {platform.machine()}, {python}"


def available(names: Collection[str]) -> Iterator[Builder]:
    """The generators called `names` that are installed or can be; why another is left out is told at once."""
    for name, make in builders.COMPARED.items():
        if name in names:
            try:
                yield make()
            except NotInstalledError as why:
                _say(f"{name} is left out: {why}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and write docs/benchmarks.json, .md and .svg."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES[:-1]), help="numbers of pledges")
    parser.add_argument("--national", action="store_true", help=f"{NATIONAL} pledges too")
    parser.add_argument("--rounds", type=int, help="rounds for every size")
    parser.add_argument("--budget", type=float, help="seconds after which a generator is not begun again")
    parser.add_argument(
        "--only", nargs="+", default=list(builders.COMPARED), choices=builders.COMPARED, help="names of generators"
    )
    parser.add_argument(
        "--apart",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="time search, feeds and precompression apart",
    )
    parser.add_argument("--docs", type=Path, default=DOCS, help="where the report goes")
    parser.add_argument(
        "--work", type=Path, default=builders.CACHE, help="where sites are built, on the disk to measure"
    )
    parser.add_argument("--day", type=date.fromisoformat, default=date.today(), help="the day to put in the report")
    options = parser.parse_args(arguments)
    chosen = list(available(options.only))
    with_parts = options.apart and PORTAL in options.only
    apart = [builders.with_search(), builders.without_feeds()] if with_parts else []
    options.work.mkdir(parents=True, exist_ok=True)
    stored = results.load(options.docs / report.DATA)
    for pledges in [*options.sizes, *([NATIONAL] if options.national else [])]:
        _say(f"{pledges} pledges")
        work = Path(tempfile.mkdtemp(prefix=f"{pledges}-", dir=options.work))
        rounds, budget = PLANS.get(pledges, PLANS[5_000])
        try:
            scale = Session(pledges, options.budget or budget, work).measure(
                chosen, apart=apart, rounds=options.rounds or rounds, day=options.day
            )
            stored = stored.with_scale(scale)
        except CommandFailedError as error:
            _say(str(error))
            return 1
        finally:
            shutil.rmtree(work)
        report.write(stored, options.docs)
    return 0


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what is running is ended, and cleaned up after
    sys.exit(main())
