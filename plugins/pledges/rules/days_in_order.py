"""Days that can't be right beside one another: most often a year or a weekday that is wrong by a slip of the hand."""

import re
from collections.abc import Iterator
from datetime import date

from pledges.content.record import Loc, Record, is_a, is_commitment
from pledges.content.record_fields import FollowUp, News, Pledge, signing
from pledges.content.register import Register
from pledges.rules.every_text import of_each_text
from pledges.rules.finding import Finding, Rule
from pledges.swedish import day as written_day
from pledges.swedish import partial, period
from pledges.written_values import MONTHS, PartialDate

LONGEST_BEFORE = (
    3  # years from that something is signed until it holds, or from what is told of until the record begins
)
_WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
_WEEKDAY = re.compile(
    rf"\b({'|'.join(_WEEKDAYS)})(?:en)?,? (?:den )?(\d{{1,2}})(?::?[ae])? ({'|'.join(MONTHS)}) (\d{{4}})\b", re.I
)


def days_come_in_order(register: Register, record: Record) -> Iterator[Finding]:
    """What is published, told of or read is so after what it belongs to."""
    fields = record.fields
    if isinstance(fields, Pledge) and _is_before(fields.published, fields.signed):
        yield _finding(
            f"Löftet är publicerat {partial(fields.published)}, innan det undertecknades {partial(fields.signed)}.",
            "Kontrollera årtalen i publicerat: och undertecknat:.",
            ("publicerat",),
        )
    yield from _signed_long_before(record)
    yield from _told_of_long_before(record)
    if is_a(record, FollowUp):
        yield from _read_before(record)


def _is_before(earlier: PartialDate | None, later: PartialDate | None) -> bool:
    return earlier is not None and later is not None and earlier.last < later.first


def _signed_long_before(record: Record) -> Iterator[Finding]:
    own = record.fields.span
    if not is_commitment(record) or own is None or own.first is None:
        return
    key, signed = signing(record.fields)
    if signed is not None and signed.last.year + LONGEST_BEFORE <= own.first.year:
        yield _finding(
            f"Det är {own.first.year - signed.last.year} år mellan {partial(signed)} och början på perioden ({period(own)}).",
            f"Kontrollera årtalet i {key}:.",
            (key,),
        )


def _told_of_long_before(record: Record) -> Iterator[Finding]:
    own = record.fields.span
    if own is None or own.first is None or not (is_commitment(record) or is_a(record, FollowUp)):
        return
    for number, change in enumerate(record.changes):
        if change.date is not None and change.date.last.year + LONGEST_BEFORE <= own.first.year:
            yield _finding(
                f"Det som hände {partial(change.date)} ligger {own.first.year - change.date.last.year} år före perioden ({period(own)}).",
                "Kontrollera årtalet i datum:.",
                ("händelser", number, "datum"),
            )


def _read_before(record: Record[FollowUp]) -> Iterator[Finding]:
    """Told only where every source was read before the follow-up came; one may be an older document."""
    when = record.fields.date
    read = [(number, source.retrieved) for number, source in enumerate(record.fields.evidence) if source.retrieved]
    if when is None or not read or not all(_is_before(retrieved, when) for _, retrieved in read):
        return
    number, retrieved = read[0]
    yield _finding(
        f"Källan är hämtad {partial(retrieved)}, innan uppföljningen kom {partial(when)}.",
        "Kontrollera årtalen i hämtad: och datum:.",
        ("belägg", number, "hämtad"),
    )


def news_is_of_its_names_year(register: Register, record: Record) -> Iterator[Finding]:
    """A news item whose file's name begins with a day is of that day: the address says one and the page another."""
    if not is_a(record, News) or record.fields.date is None:
        return
    when = record.fields.date
    named = re.match(r"(((?:19|20)\d\d)-\d\d(?:-\d\d)?)(?:-|$)", record.slug)
    if named is not None and not str(when).startswith(named[1]) and not named[1].startswith(str(when)):
        said = named[2] if int(named[2]) != when.year else named[1]
        yield Finding(
            code="ar-stammer-inte",
            message=f"Filnamnet säger {said}, men datumet är {partial(when)}.",
            hint="Rätta datum:, eller byt filens namn. Är den redan publicerad, skriv den gamla adressen under tidigare adresser:.",
            loc=("datum",),
        )


@of_each_text
def weekdays_are_of_their_days(text: str) -> Iterator[Finding]:
    """A weekday beside a whole date is that day's."""
    for found in _WEEKDAY.finditer(text):
        try:
            meant = date(int(found[4]), MONTHS.index(found[3].casefold()) + 1, int(found[2]))
        except ValueError:
            continue  # a day that does not exist, which is told of as such
        weekday = _WEEKDAYS[meant.weekday()]
        if weekday != found[1].casefold():
            yield Finding(
                code="fel-veckodag",
                message=f"Det står {found[1].casefold()}, men {written_day(meant)} är en {weekday}.",
                hint="Rätta veckodagen eller datumet.",
            )


def _finding(message: str, hint: str, loc: Loc) -> Finding:
    return Finding(code="dag-fore", message=message, hint=f"{hint} Stämmer de, acceptera varningen.", loc=loc)


RULES: tuple[Rule, ...] = (days_come_in_order, news_is_of_its_names_year, weekdays_are_of_their_days)
