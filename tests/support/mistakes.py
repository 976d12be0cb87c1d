"""Mistakes that people make in the content, each as a few changes of a small site that is in order, and what is said of it.

A file of the small site goes by a short name (`löfte`); a changed row is found by what stood there. The site has been
checked before somebody makes a mistake in it, as an office's has: what is remembered of it follows with every copy.
"""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from PIL import Image

from pledges.build.examination import examine
from pledges.commands.check import CheckReport, report
from pledges.content import geography
from pledges.content.discovery import LOG_FOLDER
from pledges.content.problems import Problem, Severity
from pledges.content.record import Record
from pledges.history import publication_log
from pledges.history.events import change_ids
from pledges.history.publication_log import PublishedEvent
from pledges.settings import Settings
from support.documents import PDF
from support.sites import made_once

BASE = Path(__file__).parents[1] / "commands" / "mistakes" / "base"
PUBLISHED, CHECKED = date(2025, 6, 1), date(2025, 7, 1)
HOME = "kommuner/alvesta"
FILES = {
    "löfte": f"{HOME}/loften/2024.md",
    "uppföljning": f"{HOME}/uppfoljningar/2024.md",
    "överenskommelse": f"{HOME}/overenskommelser/2023-2024.md",
    "plan": f"{HOME}/atgardsplaner/2024.md",
    "lägesbild": f"{HOME}/lagesbilder/gemensam-2022.md",
    "område": f"{HOME}/omraden/centrum.md",
    "kommun": f"{HOME}/kommun.md",
    "ämne": "amnen/trafik.md",
    "aktör": "aktorer/alvestahus.md",
    "lpo": "polisen/lpo-alvesta.md",
    "nyhet": "nyheter/2025-02-10-uppfoljning-i-alvesta.md",
    "sida": "sidor/om-trygghet.md",
}
_NAMES = {path: name for name, path in FILES.items()}
Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """What somebody did, and what is said.

    `change` are (file, rows that stood there, rows that stand there now), `before` those of before it was published,
    and `day` when it is checked; `told` is `file line code` for every problem in
    the order of the report, where what only warns ends with `?`. `says` is part of the first problem's message or advice.
    `mend` are changes that follow the advice word for word: after them nothing stops the build.
    """

    before: Rows = ()
    copy: Rows = ()
    move: Rows = ()
    remove: Sequence[str] = ()
    change: Rows = ()
    add: Rows = ()
    encode: Rows = ()
    published: bool = False
    day: date = CHECKED
    told: Sequence[str] = ()
    says: str | Sequence[str] = ()
    mend: Rows = ()
    mended: Sequence[str] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """Everything that must be said."""
        return (self.says,) if isinstance(self.says, str) else tuple(self.says)


def place(name: str) -> str:
    """The path of a file that goes by a short name."""
    return FILES.get(name, name)


def make(content: Path, mistake: Mistake) -> Path:
    """The small site in `content`, with the mistake in it, and beside it what is remembered of the site without it."""
    known = _known(published=mistake.published and not mistake.before)
    shutil.copytree(known / "content", content)
    shutil.copytree(known / "cache", content.with_name("cache"))
    for name, before, after in mistake.before:
        replace(content / place(name), before, after)
    if mistake.published and mistake.before:
        remember(content)
    for source, target in (*mistake.copy, *mistake.move):
        (content / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(content / place(source), content / target)
    for source in (*(move[0] for move in mistake.move), *mistake.remove):
        (content / place(source)).unlink()
    for path, text in mistake.add:
        _add(content / path, text)
    for name, before, after in mistake.change:
        replace(content / place(name), before, after)
    for name, encoding in mistake.encode:
        text = (content / place(name)).read_text(encoding="utf-8")
        (content / place(name)).write_bytes(text.encode(encoding))
    return content


@lru_cache
def _known(*, published: bool) -> Path:
    """The small site as it stands and has been checked, where it stands so in public if `published`."""

    def begin(folder: Path) -> None:
        content = folder / "content"
        shutil.copytree(BASE, content)
        if published:
            remember(content)
        check(content)

    return made_once("publicerat" if published else "provat", begin)


def _add(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".jpg":
        Image.new("RGB", (8, 6)).save(path)
    elif path.suffix == ".pdf":
        path.write_bytes(PDF)
    else:
        path.write_text(text, encoding="utf-8")


def replace(path: Path, before: str, after: str) -> None:
    """Put other rows where the rows `before` stand first."""
    text = f"\n{path.read_text(encoding='utf-8')}"
    assert f"\n{before}\n" in text, f"{before!r} stands nowhere in {path.name}"
    path.write_text(text.replace(f"\n{before}\n", f"\n{after}\n", 1)[1:], encoding="utf-8")


def remember(content: Path, day: date = PUBLISHED) -> None:
    """Remember the site in `content` as published on `day`."""
    library = examine(content, geography.load(), content.with_name("cache")).library
    register = library.register(tuple(slug for cluster in library.clusters for slug in cluster.slugs))
    folder = content / LOG_FOLDER
    log = publication_log.load(folder)
    told = [
        PublishedEvent(id=event_id, happened=change.date, announced=day, title=change.text, address=identity)
        for identity, record in register.records.items()
        if isinstance(record, Record)
        for event_id, change in zip(change_ids(record, log), record.changes, strict=True)
    ]
    publication_log.append(folder, publication_log.remember(log, register, day, events=told))


def check(content: Path, day: date = CHECKED) -> CheckReport:
    """What `make check` has to tell."""
    return report(examine(content, geography.load(), content.with_name("cache")), Settings(), day)


def told(problems: Sequence[Problem]) -> list[str]:
    """`file line code` of each problem, with a question mark after what only warns."""
    return [
        f"{_NAMES.get(one.path, one.path)} {one.line} {one.code}{'' if one.severity is Severity.ERROR else '?'}"
        for one in problems
        if one.severity is not Severity.ACCEPTED
    ]
