"""`make check`: the same checks as a build, told without building. Groups by file, ends with what to do next.

What depends on the day (follow-ups that are due or overdue) is a work list and never an error. What an unchanged
cluster gave is remembered, so that one changed file among many is checked at once.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import orjson

from pledges.build import last_published
from pledges.build.checked_settings import checked_settings
from pledges.build.examination import Examined, examine
from pledges.commands.arguments import add_content, add_output, add_settings
from pledges.commands.settings_file import read_alone
from pledges.content import geography, problems
from pledges.content.kinds import Kind
from pledges.content.library import SHARED, Cluster, ContentLibrary
from pledges.content.plainness import plainness
from pledges.content.problems import Problem, Severity, count
from pledges.content.record import Record
from pledges.content.record_fields import Page
from pledges.history.publication_log import log_of
from pledges.history.snapshot import Due, Snapshot, beyond_telling, dues, news_ahead, recalled, take_snapshot
from pledges.history.worked_out_before import worked_out_before
from pledges.i18n import EASY_TO_READ
from pledges.incremental.fingerprint import digest, serialise
from pledges.incremental.garbage import look_seldom
from pledges.rules.catalogue import cause_rank
from pledges.rules.days_to_come import told_too_early, translated_too_early
from pledges.rules.finding import has_unreadable
from pledges.settings import Settings
from pledges.swedish import day as day_text
from pledges.swedish import enumerate_words, quantity

HELP = "pröva innehållet utan att bygga"
_EASY, _PLAIN = 30, 45  # the LIX above which a text that is to be easy to read, or a plain page, is told of
_GUIDE = "skrivguide"  # is made of the fields
_WORK = "vantar"  # what each record of a cluster waits for


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What a cluster, or a record, waits for, and on which days that holds: from `since` to the day before `until`.

    `early` is what it tells as done on a day that had not come, each with that day, and `beyond_telling` are the paths of the
    pledges of which nobody will be able to tell how it went.
    """

    since: date
    until: date | None
    dues: tuple[Due, ...]
    early: tuple[tuple[date, Problem], ...]
    beyond_telling: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HardToRead:
    """A text that could be easier: its LIX, and how many words its sentences have."""

    path: str
    lix: int
    words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """All that staff are told. `content` is the folder's name, which paths are told under.

    `held` are the folders that a publication would leave as they were last published, for their errors, with all else
    put out; empty where it would be all or nothing.
    """

    content: str
    day: date
    files: int
    problems: tuple[Problem, ...]
    overdue: tuple[Due, ...]
    soon: tuple[Due, ...]
    beyond_telling: tuple[str, ...]
    drafts: tuple[str, ...]
    news_ahead: tuple[Due, ...]
    passed_over: tuple[str, ...]
    held: tuple[str, ...] = ()
    hard_to_read: tuple[HardToRead, ...] = ()

    @property
    def status(self) -> int:
        """The exit status: 1 where something stops the build."""
        return int(problems.has_errors(self.problems))


def add_arguments(parser: ArgumentParser) -> None:
    add_content(parser)
    add_settings(parser, "publishconf.py")
    add_output(parser, "public")
    parser.add_argument("--form", choices=("text", "json", "annotations"), default="text", help="hur det berättas")


def run(chosen: Namespace) -> int:
    """Check the content and print the report; gives the exit status."""
    look_seldom()
    # Nothing is published, so what only a publication needs may be wanting.
    values = {**read_alone(chosen.settings, {"PATH": chosen.content}), "PUBLISH": False}
    settings, day = checked_settings(values)
    kept = last_published.place_of(Path(chosen.output))
    return run_check(chosen.content, settings, day, form=chosen.form, kept=kept)


def report(examined: Examined, settings: Settings, day: date, *, kept: Path | None = None) -> CheckReport:
    """Everything there is to tell of what was examined, on a day. `kept` is the content as it was last published."""
    library = examined.library
    clusters = _waiting_clusters(library, settings, day)

    def is_ours(path: str) -> bool:
        return library.owner_of(path) is None

    waiting = sorted(
        (due for one in clusters for due in one.dues if is_ours(due.path)), key=lambda due: (due.day, due.path)
    )
    told = {(problem.path, problem.line) for problem in examined.problems}
    early = (
        one
        for cluster in clusters
        for since, one in cluster.early
        if day < since and (one.path, one.line) not in told and is_ours(one.path)
    )
    abroad = (
        one for text in library.every_translation() for one in translated_too_early(text, day) if is_ours(one.path)
    )
    return CheckReport(
        content=library.content.name,
        day=day,
        files=len(library.discovery.records),
        problems=tuple(sorted((*examined.problems, *early, *abroad), key=lambda problem: problem.order)),
        overdue=tuple(due for due in waiting if due.day < day),
        soon=tuple(due for due in waiting if 0 <= (due.day - day).days <= settings.due_soon_days),
        hard_to_read=tuple(_hard_to_read(library)),
        beyond_telling=tuple(sorted(path for one in clusters for path in one.beyond_telling if is_ours(path))),
        drafts=tuple(
            sorted(one.path for outline in library.outlines.values() for one in outline.notable if one.is_draft)
        ),
        news_ahead=tuple(_news_ahead(library, day)),
        passed_over=tuple(library.discovery.passed_over),
        held=last_published.stopped_alone(examined.problems, kept) if kept and settings.keep_last_published else (),
    )


def _hard_to_read(library: ContentLibrary) -> Iterator[HardToRead]:
    """The plain pages, and the texts that are to be easy to read, that could be easier; advice and no more."""
    texts = [
        (page.path, page.body, _PLAIN)
        for page in library.shared.of(Page)
        if page.fields.language == "svenska" and page.slug != _GUIDE
    ]
    texts += [
        (one.path, "\n\n".join((*one.texts(), one.body)), _EASY)
        for one in library.every_translation()
        if one.language == EASY_TO_READ
    ]
    for path, text, most in texts:
        measured = plainness(text)
        if measured.lix > most:
            yield HardToRead(path, measured.lix, round(measured.words_in_a_sentence))


def _news_ahead(library: ContentLibrary, day: date) -> Iterator[Due]:
    for record in news_ahead(library.shared, day, log_of(library.content, (SHARED,))):
        if record.fields.date is not None:
            yield Due(record.path, record.fields.title, record.fields.date.first)


def _waiting_clusters(library: ContentLibrary, settings: Settings, day: date) -> tuple[Waiting, ...]:
    clusters = {cluster.name: cluster for cluster in library.clusters}
    waiting = library.cache.refresh(
        "arbetslista",
        {name: digest(cluster.key.encode(), serialise(settings)) for name, cluster in clusters.items()},
        lambda name: _waiting(library, clusters[name], settings=settings, day=day),
        label="Ser efter",
        holds=lambda _name, one: one.since <= day and (one.until is None or day < one.until),
    )
    return tuple(waiting.values())


def _waiting(library: ContentLibrary, cluster: Cluster, *, settings: Settings, day: date) -> Waiting:
    snapshot = take_snapshot(
        library.register(cluster.slugs),
        day,
        settings=settings,
        log=log_of(library.content, cluster.slugs),
        before=worked_out_before(library, cluster, library.cache, name=_WORK),
    )
    everything = snapshot.register.records.values()
    own = [record for record in everything if isinstance(record, Record) and record.municipality in cluster.slugs]
    awaited = [_awaited(snapshot, record) for record in own]
    if snapshot.memory is not None:
        snapshot.memory.keep()
    return Waiting(
        since=day,
        until=min((one.until for one in awaited if one.until is not None), default=None),
        dues=tuple(due for one in awaited for due in one.dues),
        early=tuple(early for one in awaited for early in one.early),
        beyond_telling=tuple(path for one in awaited for path in one.beyond_telling),
    )


@recalled
def _awaited(snapshot: Snapshot, record: Record) -> Waiting:
    """What a record waits for, as `Waiting` tells of its cluster."""
    now = snapshot.standings.get(record.identity)
    told = (record,) if now is not None and not has_unreadable(snapshot.register, record, Kind.FOLLOW_UP) else ()
    return Waiting(
        since=snapshot.day,
        until=now.until if now is not None else None,
        dues=tuple(dues(snapshot, told)),
        early=tuple(told_too_early(record, snapshot.day)),
        beyond_telling=tuple(one.path for one in beyond_telling(snapshot, told)),
    )


def as_text(checked: CheckReport) -> str:
    """For a terminal: problems by file, errors first, then what else there is to know, then what to do next."""
    open_problems = [one for one in checked.problems if one.severity is not Severity.ACCEPTED]
    accepted = [one for one in checked.problems if one.severity is Severity.ACCEPTED]
    parts = [problems.as_text(open_problems, checked.content, _rank)] if open_problems else []
    lists = [
        ("Accepterade varningar", [_accepted_line(checked.content, one) for one in accepted]),
        ("Försenade uppföljningar", [_due_line(checked.content, due) for due in checked.overdue]),
        ("Uppföljningar att göra snart", [_due_line(checked.content, due) for due in checked.soon]),
        (
            "Löften utan något att räkna och utan dag för uppföljningen, så att ingen kan få veta hur det gick",
            [f"{checked.content}/{path}" for path in checked.beyond_telling],
        ),
        (
            f"Texter som kan göras lättare, som råd (LIX över {_PLAIN}, för lättläst över {_EASY})",
            [
                f"{checked.content}/{one.path}: LIX {one.lix}, {one.words} ord i en mening"
                for one in checked.hard_to_read
            ],
        ),
        ("Utkast, som inte visas", [f"{checked.content}/{path}" for path in checked.drafts]),
        ("Nyheter som väntar på sin dag", [_due_line(checked.content, due) for due in checked.news_ahead]),
        ("Filer som gicks förbi", [f"{checked.content}/{path}" for path in checked.passed_over]),
    ]
    parts += ["\n".join([f"{title}:", *(f"  {row}" for row in rows), ""]) for title, rows in lists if rows]
    return "\n".join([*parts, _tally(checked), next_step(checked)])


def _rank(problem: Problem) -> int:
    """Causes before consequences."""
    return cause_rank(problem.code)


def _accepted_line(content: str, one: Problem) -> str:
    place = f" rad {one.line}" if one.line else ""
    return f"{content}/{one.path}{place}: {one.message} {one.hint} [{one.code}]"


def _due_line(content: str, due: Due) -> str:
    return f"{day_text(due.day)}  {due.title}  ({content}/{due.path})"


def _tally(checked: CheckReport) -> str:
    errors, warnings = count(checked.problems, Severity.ERROR), count(checked.problems, Severity.WARNING)
    accepted = count(checked.problems, Severity.ACCEPTED)
    parts = [quantity(errors, "fel", "fel"), quantity(warnings, "varning", "varningar")]
    parts += [quantity(accepted, "accepterad varning", "accepterade varningar")] if accepted else []
    return f"{quantity(checked.files, 'fil prövad', 'filer prövade')} den {day_text(checked.day)}: {enumerate_words(parts)}."


def next_step(checked: CheckReport) -> str:
    """What to do now: the most important thing, and how."""
    wrong = _first(checked, Severity.ERROR)
    if wrong and checked.held:
        return (
            f"Börja med {wrong}. Resten ges ut av make publish ändå, men i {enumerate_words(checked.held)} visas det som senast "
            "gavs ut tills felen är rättade, och make site bygger inget förrän dess. Kör sedan make check igen."
        )
    if wrong:
        return (
            f"Börja med {wrong}. Portalen kan inte byggas förrän felen är rättade; "
            "till dess ligger den förra versionen kvar. Kör sedan make check igen."
        )
    doubtful = _first(checked, Severity.WARNING)
    if doubtful:
        return (
            f"Inget hindrar bygget. Läs varningarna, först {doubtful}: rätta det som behövs, eller skriv under accepterade "
            "varningar: varför det är i sin ordning. Kör sedan make site."
        )
    if checked.overdue:
        return (
            f"Inget hindrar bygget. Följ upp {checked.content}/{checked.overdue[0].path}: kör make new och välj Uppföljning. "
            "Är dagen flyttad, skriv den nya under händelser: med skälet."
        )
    return "Allt är i sin ordning. Kör make site."


def _first(checked: CheckReport, severity: Severity) -> str:
    """Where the first problem of a severity is, causes before consequences; the empty text where there is none."""
    found = (one for one in checked.problems if one.severity is severity)
    one = min(found, key=lambda one: (_rank(one), one.order), default=None)
    if one is None:
        return ""
    return "/".join(part for part in (checked.content, one.path) if part) + (f" rad {one.line}" if one.line else "")


def as_json(checked: CheckReport) -> bytes:
    """The whole report for other programs."""
    return orjson.dumps(
        {
            "content": checked.content,
            "day": checked.day,
            "files": checked.files,
            "errors": count(checked.problems, Severity.ERROR),
            "warnings": count(checked.problems, Severity.WARNING),
            "accepted": count(checked.problems, Severity.ACCEPTED),
            "problems": sorted(checked.problems, key=lambda one: one.order),
            "overdue": checked.overdue,
            "soon": checked.soon,
            "beyond_telling": checked.beyond_telling,
            "hard_to_read": checked.hard_to_read,
            "drafts": checked.drafts,
            "news_ahead": checked.news_ahead,
            "passed_over": checked.passed_over,
            "next_step": next_step(checked),
        },
        option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE,
    )


def in_form(checked: CheckReport, form: str) -> str:
    """The report in `form`: text, json or annotations."""
    if form == "json":
        return as_json(checked).decode().rstrip("\n")
    if form == "annotations":
        return problems.as_annotations(checked.problems, checked.content)
    return as_text(checked)


def run_check(content: str, settings: Settings, day: date, *, form: str = "text", kept: Path | None = None) -> int:
    """Check `content` and print the report; gives the exit status. `kept` is the content as it was last published."""
    checked = report(examine(Path(content), geography.load()), settings, day, kept=kept)
    print(in_form(checked, form))
    return checked.status
