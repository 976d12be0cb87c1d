"""The content as it was last published, kept beside the output: what stands where the content of today is faulty.

One municipality's mistake must not keep the others, nor what must be taken away, from being published. So its folder
as it was last published stands in for it, as a whole. What has been removed since never comes back by that: such a
file is taken as it is now. `make remove` takes texts away here too. What is remembered of the published is kept as
well, and tells whether somebody has edited it.
"""

import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pledges.build.examination import Examined
from pledges.content.discovery import LOG_FOLDER, LOG_SUFFIX
from pledges.content.problems import Problem, Severity, has_errors
from pledges.content.record import RemovedRecord
from pledges.history import site_log
from pledges.history.publication_log import Line, PublishedRemoval, load, read_lines, tells_of, written
from pledges.incremental import replace_file
from pledges.incremental.output_transaction import beside
from pledges.incremental.scan import files, scan
from pledges.swedish import quantity

_NAME = "senast-utgivet"
_STANDING = "sammansatt"


@dataclass(frozen=True)
class StandingIn:
    """Content that can be published: the faulty folders, named in `held`, are as they were last published."""

    examined: Examined
    held: tuple[str, ...]


def place_of(output: Path) -> Path:
    """Where it is kept, for a site in `output`."""
    return beside(output.absolute()) / _NAME


def keep(content: Path, kept: Path) -> None:
    """Make `kept` a copy of `content`; only what has changed is copied."""
    present, wanted = _seen(kept), _seen(content)
    for path in present.keys() - wanted.keys():
        (kept / path).unlink()
    for path, seen in wanted.items():
        if present.get(path) != seen:
            _copy(content / path, kept / path)
    keep_memory(content, kept)
    shutil.rmtree(kept.with_name(_STANDING), ignore_errors=True)


def keep_memory(content: Path, kept: Path) -> None:
    """Make what `kept` remembers of the published what `content` does."""
    names = {place.name for place in (content / LOG_FOLDER).glob("*")}
    for place in (kept / LOG_FOLDER).glob("*"):
        if place.name not in names:
            place.unlink()
    for name in names:
        replace_file.replace_if_changed(kept / LOG_FOLDER / name, (content / LOG_FOLDER / name).read_bytes())


def standing_in(faulty: Examined, kept: Path, examine: Callable[[Path], Examined]) -> StandingIn | None:
    """The content with its faulty folders as they were last published; None where that does not make it whole.

    `examine` is how content is examined. A folder that has never been published is left out.
    """
    content, current = faulty.library.content, faulty
    fresh = frozenset(_removed_since(faulty, kept))
    held: frozenset[str] = frozenset()
    while has_errors(current.problems):
        wrong = frozenset(stopped_alone(current.problems, kept))
        if wrong <= held:
            return None
        held |= wrong
        current = examine(_put_together(content, kept, held=held, fresh=fresh))
    return StandingIn(current, tuple(sorted(held)))


def stopped_alone(problems: Iterable[Problem], kept: Path) -> tuple[str, ...]:
    """The folders that the errors among `problems` are in, where no more than those need to stand as in `kept`."""
    wrong = {folder_of(one.path) for one in problems if one.severity is Severity.ERROR}
    return tuple(sorted(wrong)) if kept.is_dir() and "" not in wrong else ()


def folder_of(path: str) -> str:
    """The folder that stands or falls with the file at `path`; "" for what no folder can stand in for."""
    parts = path.split("/")
    if parts[0] == LOG_FOLDER:
        return ""
    return "/".join(parts[:2]) if parts[0] == "kommuner" else parts[0]


def _removed_since(faulty: Examined, kept: Path) -> Iterator[str]:
    """The files from which something has been removed since `kept` was published, and every notice."""
    for outline in faulty.library.outlines.values():
        yield from (one.path for one in outline.notable if isinstance(one, RemovedRecord))
    log = load(faulty.library.content / LOG_FOLDER)
    firsts = {one.first for one in _new_removals(log.removals, load(kept / LOG_FOLDER).removals)}
    yield from (f"{address}.md" for address, first in log.addresses.items() if first in firsts)


def _new_removals(now: tuple[PublishedRemoval, ...], before: tuple[PublishedRemoval, ...]) -> Counter[PublishedRemoval]:
    return Counter(now) - Counter(before)


def _put_together(content: Path, kept: Path, *, held: frozenset[str], fresh: frozenset[str]) -> Path:
    """A folder of the files of `content`, but those in `held` folders from `kept`. Nothing is copied."""
    place = kept.with_name(_STANDING) / content.name
    shutil.rmtree(place, ignore_errors=True)
    (content / LOG_FOLDER).mkdir(exist_ok=True)
    place.mkdir(parents=True)
    (place / LOG_FOLDER).symlink_to((content / LOG_FOLDER).resolve())
    for root in (content, kept):
        for path in _seen(root):
            if (path in fresh or folder_of(path) not in held) is (root == content):
                (place / path).parent.mkdir(parents=True, exist_ok=True)
                replace_file.share(root / path, place / path)
    return place


def memory_problems(content: Path, kept: Path) -> list[Problem]:
    """Where what is remembered lacks something that it said when it was last published, and that no removal took."""
    problems = list(_log_problems(content))
    gone_from = {one.first for one in _new_removals(_removals(content), _removals(kept))}
    for place in sorted((kept / LOG_FOLDER).glob(f"*{LOG_SUFFIX}")):
        now = frozenset(map(written, _lines(content / LOG_FOLDER / place.name)))
        lost = [
            line
            for line in _lines(place)
            if written(line) not in now and not any(tells_of(line, first) for first in gone_from)
        ]
        if lost:
            problems.append(_lost(f"{LOG_FOLDER}/{place.name}", lost, kept))
    return problems


def _log_problems(content: Path) -> Iterator[Problem]:
    """Where the log of the whole site is no chain. Whether it goes on from what is out is seen when it is to be put there."""
    place = content / LOG_FOLDER / site_log.NAME
    for fault in site_log.read(place.read_bytes() if place.exists() else b"").faults:
        yield Problem(
            code="minne-andrat",
            path=f"{LOG_FOLDER}/{site_log.NAME}",
            message=fault,
            hint="Loggen skrivs av make publish och ska aldrig ändras för hand. Hämta tillbaka den ur versionshistoriken, eller från "
            f"portalen, där den ligger som logg/{site_log.NAME}.",
        )


def _removals(folder: Path) -> tuple[PublishedRemoval, ...]:
    return load(folder / LOG_FOLDER).removals


def _lines(place: Path) -> list[Line]:
    try:
        return read_lines(place.read_bytes(), place.name)[0]
    except OSError:
        return []


def _lost(path: str, lost: list[Line], kept: Path) -> Problem:
    said = quantity(len(lost), "rad som skrevs", "rader som skrevs")
    return Problem(
        code="minne-andrat",
        path=path,
        message=f"{said} när portalen senast gavs ut är borta eller ändrade; den första säger {_says(lost[0])}.",
        hint="Hämta tillbaka filen ur versionshistoriken. Är den äldre med flit, ta bort mappen "
        f"{kept.parent.name}/{kept.name} och kör samma kommando igen.",
    )


def _says(line: Line) -> str:
    text = written(line)
    return text if len(text) <= 120 else f"{text[:117]}…"


def _seen(folder: Path) -> dict[str, tuple[int, int]]:
    """The time and the size of each file but what is remembered."""
    return {
        path: (mtime_ns, size)
        for path, _mode, mtime_ns, size, _inode in files(scan(folder))
        if path.partition("/")[0] != LOG_FOLDER
    }


def _copy(old: Path, new: Path) -> None:
    """Copy a file with its time, so that the next look sees that it is the same."""
    new.parent.mkdir(parents=True, exist_ok=True)
    part = new.with_name(f".{new.name}.part")
    shutil.copy2(old, part)
    os.replace(part, new)
