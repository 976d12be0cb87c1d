"""What is told as done on a day that has not come: nobody has read, published or held it yet. The one rule that needs the day.

A rule reads no clock, so what is found here is not among the findings that are remembered: `pledges check` asks for it.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from pledges.content.problems import Problem, problem_at
from pledges.content.record import Record, is_a, is_commitment
from pledges.content.record_fields import FollowUp, Mention, Statutory, signing
from pledges.content.record_values import values
from pledges.content.translations import Translation
from pledges.rules.catalogue import CATALOGUE
from pledges.rules.finding import Finding, to_problem
from pledges.swedish import partial
from pledges.written_values import PartialDate

CODE = "dag-som-inte-kommit"
_AHEAD = timedelta(days=180)
_DONE = re.compile(
    r"\b(?:hölls|genomfördes|gjordes|ägde rum|anordnades|arrangerades|presenterades|invigdes|diskuterades|deltog|träffades|besökte[s]?"
    r"|redovisades|lämnades|undertecknades|avslutades|startades?|blev (?:av|klart?)|följdes upp|var (?:med|på plats)"
    r"|(?:har|är) (?:\w+ )?(?:hållits|genomförts?|genomförda?|gjorts|gjor[dt]a?|presenterats|invigts|redovisats|avslutats?|avslutad|startat|startats|följts upp))\b",
    re.I,
)
_TO_COME = re.compile(
    r"\b(?:ska|skall|kommer att|planeras|väntas|hålls|genomförs|görs|äger rum|bjuds?|bjuder|inbjud\w+|presenteras|redovisas|invigs|blir|startar|som)\b",
    re.I,
)


def told_too_early(record: Record, day: date) -> Iterator[tuple[date, Problem]]:
    """What `record` tells as done on a day after `day`, each with the day on which it no longer is to come."""
    if CODE in (row.code for row in record.fields.accepted_warnings):
        return
    severity = CATALOGUE[CODE].severity
    for when, finding in (*_read(record), *_signed(record), *_published(record), *_held(record)):
        if when.first > day + (_AHEAD if finding.loc == ("datum",) else timedelta()):
            yield when.first, to_problem(record, finding, severity)


def translated_too_early(translation: Translation, day: date) -> Iterator[Problem]:
    """That a translation is said to be of a text as it was on a day that has not come."""
    when = translation.of_day
    if when is not None and when.first > day:
        key = "gäller texten från"
        told = _finding(f"Översättningen sägs gälla från {partial(when)}, en dag som inte har kommit.", key, (key,))
        found = problem_at(
            translation.path, CODE, message=told.message, hint=told.hint, place=translation.place((key,)), key=key
        )
        yield replace(found, severity=CATALOGUE[CODE].severity)


def _read(record: Record) -> Iterator[tuple[PartialDate, Finding]]:
    for loc, value in values(record):
        if loc[-1:] == ("hämtad",) and isinstance(value, PartialDate):
            yield (
                value,
                _finding(f"Källan sägs vara hämtad {partial(value)}, en dag som inte har kommit.", "hämtad", loc),
            )
        if isinstance(value, Statutory):
            for key, when in (("datum", value.date), ("uppdaterad", value.renewed)):
                if when is not None:
                    yield when, _finding(f"Det står {key}: {when}, en dag som inte har kommit.", key, (*loc, key))


def _signed(record: Record) -> Iterator[tuple[PartialDate, Finding]]:
    """Signed or decided; where it has an end, a day after that is told of as such."""
    key, when = signing(record.fields) if is_commitment(record) else ("", None)
    end = record.fields.span.last if record.fields.span is not None else None
    if when is not None and (end is None or when.first <= end):
        yield when, _finding(f"Det står {key}: {when}, en dag som inte har kommit.", key, (key,))


def _published(record: Record) -> Iterator[tuple[PartialDate, Finding]]:
    """A follow-up may be entered some months before its day; one of next year has most often the wrong year."""
    if (is_a(record, FollowUp) or is_a(record, Mention)) and record.fields.date is not None:
        name = "Uppföljningen" if is_a(record, FollowUp) else "Omnämnandet"
        when = record.fields.date
        yield when, _finding(f"{name} sägs vara från {partial(when)}, en dag som inte har kommit.", "datum", ("datum",))


def _held(record: Record) -> Iterator[tuple[PartialDate, Finding]]:
    for row, change in enumerate(record.changes):
        done = _DONE.search(change.text)
        if change.date is None or done is None or _TO_COME.search(change.text):
            continue
        yield (
            change.date,
            Finding(
                code=CODE,
                message=f"Det står ”{done[0]}” om {partial(change.date)}, en dag som inte har kommit.",
                hint="Skriv vad som ska hända: hålls, genomförs, presenteras. Har det redan hänt, rätta datum:.",
                loc=("händelser", row, "text"),
            ),
        )


def _finding(message: str, key: str, loc: tuple[str | int, ...]) -> Finding:
    return Finding(code=CODE, message=message, hint=f"Kontrollera {key}: år, månad och dag, i den ordningen.", loc=loc)
