"""What is left of the file that this one was made from: days, addresses, links and names of another year or place."""

import re
from collections.abc import Iterator
from datetime import date

from pledges.content.markdown import path_inside
from pledges.content.record import Record, is_a, is_commitment
from pledges.content.record_fields import Agreement, FollowUp, Mention, News, Picture, Plan, Pledge, Source
from pledges.content.record_values import values
from pledges.content.register import Register
from pledges.rules.finding import Finding, Rule, line_of, title
from pledges.rules.markdown_facts import facts_of
from pledges.rules.wording import ORDINARY_WORDS, names_another
from pledges.swedish import enumerate_words, partial, period
from pledges.written_values import PartialDate, Period

_MONTHS = ("januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december")  # fmt: skip
_MONTH = "|".join(_MONTHS)
_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)(?!\d)")
_DAY_IN_WORDS = re.compile(rf"\b(\d{{1,2}}) ({_MONTH}) (20[0-4]\d)\b", re.I)
_DAY_IN_ADDRESS = re.compile(r"(?<!\d)(20[0-4]\d)-(\d\d)-(\d\d)(?!\d)")
_MONTHS_OF_A_YEAR = re.compile(rf"\b({_MONTH})(?:\s?[–-]\s?({_MONTH}))? (20[0-4]\d)\b", re.I)
_PART = re.compile(
    r"(?<!och )(?<!till )(?<!–)\b(?P<which>första|andra|tredje|fjärde) (?P<part>tertialet|kvartalet|halvåret) (?P<year>20[0-4]\d)\b",
    re.I,
)
_ORDINALS = {"första": 0, "andra": 1, "tredje": 2, "fjärde": 3}
_LENGTHS = {"tertialet": 4, "kvartalet": 3, "halvåret": 6}
_IN_PLACE = re.compile(r"\bi ([A-ZÅÄÖ][^\W\d_]+)(?= 20[0-4]\d\b|$)")


def days_are_those_of_the_source(register: Register, record: Record) -> Iterator[Finding]:
    """A day that a source names or carries in its address is not the record's own day of another year."""
    stated = [day for _, value in values(record) if isinstance(value, Source) for day in _days_of(value)]
    for key, own in _own_days(record):
        if own is None or own.first != own.last:
            continue
        near = next((day for day in stated if (day.month, day.day) == (own.first.month, own.first.day)), None)
        if near is not None and near.year != own.year and own.first not in stated:
            yield Finding(
                code="dag-mot-kallan",
                message=f"Det står {key}: {own.first.isoformat()}, men källan säger {near.isoformat()}.",
                hint=f"Är det samma dag, skriv {key}: {near.isoformat()}.",
                loc=(key,),
            )


def _days_of(source: Source) -> Iterator[date]:
    for found in _DAY_IN_WORDS.finditer(source.title or ""):
        yield from _day(found[3], _MONTHS.index(found[2].casefold()) + 1, found[1])
    for found in _DAY_IN_ADDRESS.finditer(source.address or ""):
        yield from _day(found[1], found[2], found[3])


def _day(year: int | str, month: int | str, day: int | str) -> Iterator[date]:
    try:
        yield date(int(year), int(month), int(day))
    except ValueError:
        return  # no day at all, which is told of where it stands


def _own_days(record: Record) -> Iterator[tuple[str, PartialDate | None]]:
    match record.fields:
        case Pledge() as fields:
            yield "undertecknat", fields.signed
            yield "publicerat", fields.published
        case Agreement() as fields:
            yield "undertecknad", fields.signed
        case Plan() as fields:
            yield "beslutad", fields.decided
        case FollowUp() | Mention() | News() | Picture() as fields:
            yield "datum", fields.date


def part_of_the_year_is_that_of_the_title(register: Register, record: Record) -> Iterator[Finding]:
    """A title that says which months or which part of a year it is about says those that the record has."""
    own = record.fields.span
    if not (is_commitment(record) or is_a(record, FollowUp)) or own is None or own.first is None or own.last is None:
        return
    said = _time_in(record.fields.title)
    if said is None:
        return
    words, first, last = said
    actual = ((own.first.year, own.first.month), (own.last.year, own.last.month))
    if actual == (first, last) or actual[0][0] != first[0] or _is_longer_than_a_year(own):
        return
    key = "avser" if is_a(record, FollowUp) else "period"
    meant = "/".join(f"{year}-{month:02d}" for year, month in dict.fromkeys((first, last)))
    yield Finding(
        code="tid-mot-titeln",
        message=f"Titeln säger ”{words}”, men {key}: är {period(own)}.",
        hint=f"Skriv {key}: {meant}, eller rätta titeln.",
        loc=(key,),
    )


Month = tuple[int, int]


def _time_in(text: str) -> tuple[str, Month, Month] | None:
    """The words for a part of one year in a title, with its first and last month; None where there are none, or several."""
    parts = list(_PART.finditer(text))
    months = list(_MONTHS_OF_A_YEAR.finditer(text))
    if len(parts) + len(months) != 1:
        return None
    if parts:
        length, place = _LENGTHS[parts[0]["part"].casefold()], _ORDINALS[parts[0]["which"].casefold()]
        first, year = place * length + 1, int(parts[0]["year"])
        return (parts[0][0], (year, first), (year, first + length - 1)) if first < 12 else None
    found = months[0]
    if found[2] is None:
        return None  # the month of a report, or of what began then
    year = int(found[3])
    return found[0], (year, _MONTHS.index(found[1].casefold()) + 1), (year, _MONTHS.index(found[2].casefold()) + 1)


def _is_longer_than_a_year(own: Period) -> bool:
    return own.first is not None and own.last is not None and own.last.year > own.first.year


def addresses_are_of_the_sources_year(register: Register, record: Record) -> Iterator[Finding]:
    """A source whose title says a year doesn't lead to an address that says another, unless a note says why."""
    for loc, value in values(record):
        if not isinstance(value, Source) or value.note or value.stated_year is not None or not value.address:
            continue
        last = value.address.rstrip("/").rsplit("/", 1)[-1]
        titled, addressed = set(_YEAR.findall(value.title or "")), set(_YEAR.findall(last))
        if len(titled) == 1 and len(addressed) == 1 and titled != addressed:
            yield Finding(
                code="adress-mot-titel",
                message=f"Källan heter ”{value.title}”, men adressen slutar med {last[-60:]}.",
                hint=f"Är adressen kvar från förra årets fil, skriv den för {titled.pop()}. Är den rätt, säg det i not:.",
                loc=(*loc, "adress"),
            )


def links_lead_to_the_year_that_they_say(register: Register, record: Record) -> Iterator[Finding]:
    """`[löftet för 2021](../loften/2020.md)` leads to another pledge than it says."""
    for link in facts_of(record.body).links:
        inside = path_inside(record.path, link.href)
        target = register.get(inside[0].removesuffix(".md")) if inside is not None else None
        span = target.fields.span if target is not None else None
        said = [int(year) for year in _YEAR.findall(link.text)]
        if target is None or span is None or span.first is None or span.last is None or not said:
            continue
        if is_a(target, FollowUp) and target.fields.date is not None:
            continue  # it may be told by the year in which it came
        if all(year < span.first.year or year > span.last.year for year in said):
            yield Finding(
                code="lank-till-annat-ar",
                message=f"Länken ”{link.text}” leder till {title(target)}, som gäller {period(span)}.",
                hint="Rätta länkens adress, eller året i texten.",
                line=line_of(record, link.line),
            )


def title_is_of_its_own_place(register: Register, record: Record) -> Iterator[Finding]:
    """A title that ends `i Vara 2018` is of that municipality, also where its name is an ordinary word."""
    if not (is_commitment(record) or is_a(record, FollowUp)) or record.municipality is None:
        return
    own = register.municipalities(record)
    names = {
        facts.name: slug for slug, facts in register.geography.municipalities.items() if facts.name in ORDINARY_WORDS
    }
    for found in _IN_PLACE.finditer(record.fields.title):
        if names.get(found[1], own[0] if own else "") not in own:
            here = enumerate_words(register.geography.municipalities[slug].name for slug in own)
            yield names_another(record, found[1], names[found[1]], here=here, loc=("titel",))


def signed_on_a_day_of_its_own(register: Register, record: Record) -> Iterator[Finding]:
    """What succeeds something was not signed, published or decided on the very day that it was."""
    before = register.target(record, type(record.fields), "succeeds")
    if before is None:
        return
    earlier = dict(_own_days(before))
    for key, day in _own_days(record):
        if day is not None and day.first == day.last and day == earlier.get(key):
            yield Finding(
                code="dag-kvar",
                message=f"Det står {key}: {partial(day)}, samma dag som för {title(before)}.",
                hint="Är dagen kvar från den förra filen, skriv den rätta eller ta bort raden. Är det samma dag, acceptera varningen.",
                loc=(key,),
            )


RULES: tuple[Rule, ...] = (
    days_are_those_of_the_source,
    part_of_the_year_is_that_of_the_title,
    addresses_are_of_the_sources_year,
    links_lead_to_the_year_that_they_say,
    title_is_of_its_own_place,
    signed_on_a_day_of_its_own,
)
