"""Time: dates that can be, periods within periods, and years that agree. Unknown ends are never judged."""

import calendar
import re
from collections.abc import Iterable, Iterator
from datetime import date

from pledges.content.kinds import NAMES, Kind
from pledges.content.record import Loc, Record
from pledges.content.register import Register
from pledges.content.schema import Coverage
from pledges.content.walk import texts, values
from pledges.rules.finding import Finding, GroupRule, Rule, municipality_name, title
from pledges.rules.follow_ups import target_of
from pledges.swedish import capital, enumerate_words, partial, period
from pledges.values import PartialDate, Period

EARLIEST, LATEST = 2000, 2050
LONGEST_YEARS = 15
FOR_EVER = 9999
_YEAR = re.compile(r"(?<![\d,.])20[0-4]\d(?![\d,]| ?(?:procent|kronor|personer|kontroller|timmar))")
_MONTHS = ("januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december")  # fmt: skip
_DAY_IN_TEXT = re.compile(rf"(?<![\d–-])(\d{{1,2}}) ({'|'.join(_MONTHS)})(?: (\d{{4}}))?\b", re.I)


def within_agreement(register: Register, record: Record) -> Iterator[Finding]:
    """A pledge's or plan's period lies within its agreement's."""
    agreement = register.target(record, "agreement") if record.kind in (Kind.PLEDGE, Kind.PLAN) else None
    own = record.fields.period if agreement is not None else None
    if agreement is None or own is None or agreement.fields.period.covers(own):
        return
    other = agreement.fields.period
    apart = _certainly_before(own, other) or _certainly_before(other, own)
    yield Finding(
        "utanfor-overenskommelsen" if apart else "delvis-utanfor-overenskommelsen",
        f"Perioden ({period(own)}) ligger {'helt' if apart else 'delvis'} utanför överenskommelsens ({period(other)}).",
        f"Rätta perioden här eller i {agreement.path}, eller skriv en annan överenskommelse.",
        ("period",),
    )


def _certainly_before(one: Period, other: Period) -> bool:
    return one.last is not None and other.first is not None and one.last < other.first


def follow_up_in_time(register: Register, record: Record) -> Iterator[Finding]:
    """A follow-up comes after what it follows up began, and covers some of its time and no other."""
    if record.kind is not Kind.FOLLOW_UP:
        return
    when, covers = record.fields.date, record.fields.covers
    if when is not None and covers.first is not None and when.last < covers.first:
        yield Finding(
            "uppfoljning-fore-tiden",
            f"Uppföljningen är från {partial(when)}, men gäller {period(covers)}.",
            "Rätta datum: eller avser:.",
            ("datum",),
        )
    target = target_of(register, record)
    wanted = target.fields.period if target is not None else None
    if target is None or wanted is None:
        return
    whose = NAMES[target.kind].definite
    if when is not None and wanted.first is not None and when.last < wanted.first:
        yield Finding(
            "uppfoljning-fore-loftet",
            f"Uppföljningen är från {partial(when)}, men {whose} gäller {period(wanted)}.",
            "Rätta datum:, eller hänvisningen om den gäller något tidigare.",
            ("datum",),
        )
    if _certainly_before(covers, wanted) or _certainly_before(wanted, covers):
        yield Finding(
            "avser-annan-tid",
            f"Uppföljningen gäller {period(covers)}, men {whose} {period(wanted)}.",
            "Rätta avser:, eller hänvisningen om den gäller något annat.",
            ("avser",),
        )
    elif not wanted.covers(covers):
        yield Finding(
            "avser-mer-an-perioden",
            f"Uppföljningen gäller {period(covers)}, vilket är mer än {whose} ({period(wanted)}).",
            "Rätta avser:. Omfattar redovisningen verkligen mer, acceptera varningen.",
            ("avser",),
        )


_DATES = (
    ("signed", "undertecknat", "undertecknat"),
    ("published", "publicerat", "publicerat"),
    ("decided", "beslutad", "beslutad"),
)


def signed_in_time(register: Register, record: Record) -> Iterator[Finding]:
    """What was signed, published or decided was so before it ended."""
    own = getattr(record.fields, "period", None)
    if own is None or own.last is None:
        return
    for name, word, key in _DATES:
        day = getattr(record.fields, name, None)
        if isinstance(day, PartialDate) and day.first > own.last:
            yield Finding(
                "undertecknat-efter-slutet",
                f"{capital(NAMES[record.kind].definite)} är {word} {partial(day)}, efter periodens slut ({period(own)}).",
                "Kontrollera årtalen.",
                ("undertecknad",) if record.kind is Kind.AGREEMENT else (key,),
            )


def deadline_after_start(register: Register, record: Record) -> Iterator[Finding]:
    """The last day for the follow-up is not before the period begins."""
    own, plan = getattr(record.fields, "period", None), getattr(record.fields, "follow_up", None)
    if own is None or own.first is None or plan is None or plan.latest is None or plan.latest.last >= own.first:
        return
    yield Finding(
        "senast-fore-start",
        f"Uppföljningen ska vara klar senast {partial(plan.latest)}, innan perioden ({period(own)}) har börjat.",
        "Kontrollera årtalet i senast: och i period:.",
        ("uppföljning", "senast"),
    )


def successor_comes_later(register: Register, record: Record) -> Iterator[Finding]:
    """What succeeds something else begins later."""
    before = register.target(record, "succeeds")
    own = getattr(record.fields, "period", None)
    if before is None or own is None or own.first is None or before.fields.period.first is None:
        return
    if before.fields.period.first > own.first:
        yield Finding(
            "eftertradare-fore",
            f"{capital(title(before))} började senare ({period(before.fields.period)}) än det som ska efterträda det ({period(own)}).",
            "Skriv efterträder: i den andra filen i stället, eller rätta perioden.",
            ("efterträder",),
        )


def picture_builds_on_the_past(register: Register, record: Record) -> Iterator[Finding]:
    """A situation picture is not older than the follow-ups that it builds on."""
    when = record.fields.date if record.kind is Kind.PICTURE else None
    if when is None:
        return
    for source in register.targets(record, "builds_on"):
        if source.fields.date is not None and source.fields.date.first > when.last:
            yield Finding(
                "lagesbild-fore-uppfoljning",
                f"Lägesbilden är från {partial(when)}, men bygger på {title(source)} från {partial(source.fields.date)}.",
                "Kontrollera datumen.",
                ("bygger på",),
            )


def years_agree(register: Register, record: Record) -> Iterator[Finding]:
    """Years in the title and in the file's name lie within the period."""
    span = _years(record)
    if span is None:
        return
    first, last = span
    places: tuple[tuple[str, str, Loc], ...] = (
        ("Titeln", record.fields.title, ("titel",)),
        ("Filnamnet", record.slug, ()),
    )
    for where, text, loc in places:
        wrong = [year for year in _YEAR.findall(text) if not first <= int(year) <= last]
        if wrong:
            yield Finding(
                "ar-stammer-inte",
                f"{where} säger {enumerate_words(dict.fromkeys(wrong))}, men perioden är {_span(first, last)}.",
                "Rätta perioden, eller byt filens namn. Är den redan publicerad, skriv den gamla adressen under tidigare adresser:."
                if where == "Filnamnet"
                else "Rätta titeln eller perioden.",
                loc or _period_key(record),
            )


def _period_key(record: Record) -> Loc:
    return {Kind.FOLLOW_UP: ("avser",), Kind.PICTURE: ("datum",)}.get(record.kind, ("period",))


def _years(record: Record) -> tuple[int, int] | None:
    """The first and last year that a record may speak of: its period's, or its date's; None where unknown."""
    fields = record.fields
    if record.kind in (Kind.PLEDGE, Kind.AGREEMENT, Kind.PLAN) and fields.period is not None:
        spans = [fields.period]
    elif record.kind is Kind.FOLLOW_UP:
        spans = [fields.covers, Period(fields.date, fields.date)] if fields.date else [fields.covers]
    elif record.kind is Kind.PICTURE and fields.date is not None:
        spans = [Period(fields.date, fields.date)]
    else:
        return None
    if any(span.first is None or (span.last is None and not span.open_ended) for span in spans):
        return None
    starts = [span.first.year for span in spans if span.first is not None]
    return min(starts), max(_last_year(span) for span in spans)


def _last_year(span: Period) -> int:
    return span.last.year if span.last is not None else FOR_EVER


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"från {first}" if last == FOR_EVER else f"{first}–{last}"


def years_are_likely(register: Register, record: Record) -> Iterator[Finding]:
    """Every year is one that a pledge can have to do with, and no period is longer than a human plan."""
    for loc, value in values(record):
        days = [value] if isinstance(value, PartialDate) else []
        if isinstance(value, Period):
            days = [day for day in (value.start, value.end) if day is not None]
            if value.start and value.end and value.end.year - value.start.year > LONGEST_YEARS:
                yield Finding(
                    "lang-period",
                    f"Perioden {period(value)} är mer än {LONGEST_YEARS} år.",
                    "Kontrollera årtalen.",
                    loc,
                )
        for day in days:
            if not EARLIEST <= day.year <= LATEST:
                yield Finding("orimligt-ar", f"Årtalet {day.year} är orimligt.", "Kontrollera siffrorna.", loc)


def days_in_text_exist(register: Register, record: Record) -> Iterator[Finding]:
    """A day that is named in a text exists: ”31 juni” stood on polisen.se."""
    for loc, text in texts(record):
        for day in _impossible_days(text):
            yield _no_such_day(day, loc, 0)
    for number, line in enumerate(record.body.split("\n")):
        for day in _impossible_days(line):
            yield _no_such_day(day, (), record.body_line + number)


def _impossible_days(text: str) -> Iterable[str]:
    for match in _DAY_IN_TEXT.finditer(text):
        month, year = _MONTHS.index(match[2].casefold()) + 1, int(match[3] or 2020)
        if not 1 <= int(match[1]) <= calendar.monthrange(max(year, 1), month)[1]:
            yield match[0]


def _no_such_day(day: str, loc: Loc, line: int) -> Finding:
    return Finding(
        "omojligt-datum-i-text", f"”{day}” finns inte i kalendern.",
        "Rätta dagen. Står det så i källan, säg det i texten och acceptera varningen.", loc, line,
    )  # fmt: skip


def coverage_forwards(register: Register, record: Record) -> Iterator[Finding]:
    """A municipality doesn't leave a police area before it joins it."""
    for loc, row in values(record):
        if isinstance(row, Coverage) and row.since and row.until and row.until.last < row.since.first:
            yield Finding(
                "bakvand-tid",
                f"Till ({partial(row.until)}) kommer före från ({partial(row.since)}).",
                "Byt plats på datumen.",
                (*loc, "till"),
            )


def agreements_follow_each_other(register: Register, records: tuple[Record, ...]) -> Iterator[tuple[Record, Finding]]:
    """Two agreements don't hold for the same place at the same time; told in the later."""
    agreements = [record for record in records if record.kind is Kind.AGREEMENT and record.fields is not None and not record.is_draft]  # fmt: skip
    agreements.sort(key=lambda record: (record.fields.period.first or date.max, record.identity))
    for number, later in enumerate(agreements):
        for earlier in agreements[:number]:
            shared = [slug for slug in register.municipalities(later) if slug in register.municipalities(earlier)]
            if shared and later.fields.period.overlaps(earlier.fields.period) and _same_place(later, earlier):
                yield (
                    later,
                    Finding(
                        "overlappande-overenskommelser",
                        f"Också {title(earlier)} ({period(earlier.fields.period)}) gäller i "
                        f"{municipality_name(register, shared[0])} under samma tid.",
                        f"Rätta perioderna: när slutade {earlier.path} att gälla?",
                        ("period",),
                    ),
                )


def _same_place(one: Record, other: Record) -> bool:
    """Whether two agreements are for the same place: both for the whole, or with a part in common."""
    if not one.fields.areas or not other.fields.areas:
        return not one.fields.areas and not other.fields.areas
    return bool(set(one.fields.areas) & set(other.fields.areas))


RULES: tuple[Rule, ...] = (
    within_agreement,
    follow_up_in_time,
    signed_in_time,
    deadline_after_start,
    successor_comes_later,
    picture_builds_on_the_past,
    years_agree,
    years_are_likely,
    days_in_text_exist,
    coverage_forwards,
)
GROUP_RULES: tuple[GroupRule, ...] = (agreements_follow_each_other,)
