"""A time that is wrong by a slip of the hand: told once, where it stands, and nothing is compared with it."""

import re
from collections.abc import Iterator

from pledges.content.kinds import NAMES
from pledges.content.record import Record, is_a, is_commitment
from pledges.content.record_fields import FollowUp, Pledge
from pledges.content.register import Register
from pledges.rules.finding import Finding
from pledges.swedish import period

MOST_PROLONGED = 4  # years that a period may have become longer than its title says
_A_WHOLE_DAY = len("2024-01-01")
_NAMED = re.compile(r"(20[0-4]\d)(?:-(20[0-4]\d))?(?:-[a-z][a-z0-9-]*)?")
_STATED = re.compile(r"(?<![\d,.–-])(20[0-4]\d)(?:\s?[–-]\s?(20[0-4]\d))?(?![\d,.–-]\d)")

Years = tuple[int, int]


def time_is_that_of_its_name(register: Register, record: Record) -> Iterator[Finding]:
    """A title and a file's name that say the same years, which are not those of the period, outweigh it.

    Told instead of all that would be compared with the period: what follows it up, its agreement, its successor.
    """
    own = record.fields.span
    if not (is_commitment(record) or is_a(record, FollowUp)) or own is None or own.first is None or own.last is None:
        return
    named = years_of_its_name(record)
    if named is None or any(change.new_end is not None for change in record.changes):
        return
    actual = (own.first.year, own.last.year)
    is_apart = actual[1] < named[0] or named[1] < actual[0]
    most = 0 if len(str(own.start)) == len(str(own.end)) == _A_WHOLE_DAY else MOST_PROLONGED
    if not is_apart and (is_a(record, FollowUp) or not _shares_one_end(named, actual, most)):
        return
    key = "avser" if is_a(record, FollowUp) else "period"
    of_whole_years = len(str(own.start)) == len(str(own.end)) == 4
    written = str(named[0]) if named[0] == named[1] else f"{named[0]}/{named[1]}"
    said = written.replace("/", "–")
    yield Finding(
        code="tid-mot-namnet",
        message=f"{'Tiden som den avser' if key == 'avser' else 'Perioden'} är {period(own)}, men titeln och filnamnet säger {said}.",
        hint=(f"Skriv {key}: {written}." if of_whole_years else f"Rätta årtalet i {key}:.")
        + " Är det i stället titeln och filnamnet som är fel, rätta dem. Det som jämförs med tiden prövas när den är rättad.",
        loc=(key,),
    )


def follow_ups_are_of_its_time(register: Register, record: Record) -> Iterator[Finding]:
    """A pledge that was made over into another year's, while its file's name and its follow-ups say the year that it had."""
    own = record.fields.span
    if not is_commitment(record) or own is None or own.first is None or own.last is None:
        return
    named, actual = _years(_NAMED.fullmatch(record.slug)), (own.first.year, own.last.year)
    told = [one.fields.covers for one in register.follow_ups(record)]
    if named is None or named == actual or _stated(record) != actual or not told:
        return
    is_apart = actual[1] < named[0] or named[1] < actual[0]
    if not is_apart or not all(one.first and one.last and named[0] <= one.first.year <= one.last.year <= named[1] for one in told):  # fmt: skip
        return
    written = str(named[0]) if named[0] == named[1] else f"{named[0]}/{named[1]}"
    yield Finding(
        code="tid-mot-namnet",
        message=f"Titeln och perioden säger {period(own)}, men filnamnet och det som följer upp {written.replace('/', '–')}.",
        hint=f"Skriv period: {written}, och titeln som den var. Är det ett nytt {NAMES[record.kind].singular}, skriv det i en egen fil, {str(own).replace('/', '-')}.md, och låt den här stå som den var."
        if is_a(record, Pledge)
        else f"Skriv period: {written}, och titeln som den var. Det nya skrivs i en egen fil.",
        loc=("period",),
    )


def time_is_wrong(register: Register, record: Record) -> Iterator[Finding]:
    """What is wrong with a record's own time, whatever tells it."""
    yield from time_is_that_of_its_name(register, record)
    yield from follow_ups_are_of_its_time(register, record)


def years_of_its_name(record: Record) -> Years | None:
    """The years that both the title and the file's name say; None where they differ or say none."""
    named = _years(_NAMED.fullmatch(record.slug))
    return named if named == _stated(record) else None


def _stated(record: Record) -> Years | None:
    """The years of the title, where it says one time and no more."""
    title = getattr(record.fields, "title", "")
    found = list(_STATED.finditer(title))
    return _years(found[0]) if len(found) == 1 else None


def _years(found: re.Match[str] | None) -> Years | None:
    return (int(found[1]), int(found[2] or found[1])) if found is not None else None


def _shares_one_end(named: Years, actual: Years, most: int) -> bool:
    """Whether a name of several years and a period begin or end together, and are years apart at the other end.

    `2020/2031` for 2020–2021 is a slip; a year or two more may have been added since, but hardly to a day.
    """
    first, last = abs(named[0] - actual[0]), abs(named[1] - actual[1])
    return named[0] != named[1] and min(first, last) == 0 and max(first, last) > most
