"""Dates and periods: dates that can be, periods within periods, and years that agree. Unknown ends are never judged."""

import calendar
import re
from collections.abc import Iterable, Iterator
from datetime import date

from pledges.content.kinds import NAMES, Kind
from pledges.content.record import Loc, Record, has_actions, is_a, is_commitment
from pledges.content.record_fields import (
    Agreement,
    Change,
    Commitment,
    Coverage,
    FollowUp,
    Municipality,
    Picture,
    Plan,
    Pledge,
    Source,
)
from pledges.content.record_values import values
from pledges.content.register import Register
from pledges.content.suggested_values import suggested_date
from pledges.rules.every_text import of_each_text, own_sentences
from pledges.rules.finding import Finding, GroupRule, Rule, certainly_before, title
from pledges.rules.follow_up_targets import target_of
from pledges.rules.number_reader import NUMBER, value_of
from pledges.rules.references.rings import what_was_before
from pledges.status.date_ranges import add_months
from pledges.swedish import capital, enumerate_words, partial, period
from pledges.written_values import MONTHS, PartialDate, Period, day_after

EARLIEST, LATEST = 2000, 2050
LONGEST_YEARS = 15
FOR_EVER = 9999
_YEAR = re.compile(r"(?<![\d,.])20[0-4]\d(?![\d,]| ?(?:procent|kronor|personer|kontroller|timmar))")
_FOR_THE_YEAR = re.compile(r"\b(?:för|under) (?:år )?(20[0-4]\d)\b(?![–-]\d)")
_FROM_YEAR_TO_YEAR = re.compile(r"(?<![\d–-])(20[0-4]\d)[–-](20[0-4]\d)(?![\d–-])")
_PART_OF_A_YEAR = re.compile(r"\b(?:våren|sommaren|hösten|vintern) (20[0-4]\d)\b")
_NO_TIME = re.compile(r"\bkl(?:ockan|\.)? ?\d{1,2}[.:][6-9]\d\b|\bvecka (?:5[4-9]|[6-9]\d)\b(?! [^\W\d_])", re.I)
_CLOCK = re.compile(r"\bkl(?:\.|ockan)? ?(\d{1,2})(?:[.:]\d\d)?(?: ?[–-] ?(\d{1,2})(?:[.:]\d\d)?)?(?!\d)", re.I)
_MORNING = 8  # the hour by which what is held at night has ended
_DAY_IN_TEXT = re.compile(rf"(?<![\d–-])(\d{{1,2}}) ({'|'.join(MONTHS)})(?: (\d{{4}}))?\b", re.I)

_HOLDS = r"(?:gäller|gällde|löper|löpte|sträcker sig|sträckte sig|skrivs|tecknas|tecknades|ingås|ingicks|slöts)"
_FOR_YEARS = re.compile(
    rf"\b{_HOLDS}\b[^.;]*?\b(?:i|på|under|för) {NUMBER} år\b|\b(?P<word>två|tre|fyra|fem)årig(?:t|a)? (?P<noun>[^\W\d_]+)",
    re.IGNORECASE,
)
_PROLONGED = re.compile(
    r"\b(?:förläng\w*|ytterligare|tidigare|förra|föregående|därefter|sedan|första|sista|till|varje|per|efter|inom)\b(?! den\b)",
    re.IGNORECASE,
)
_OWN_NOUNS = {Kind.AGREEMENT: "överenskommelse", Kind.PLEDGE: "löfte", Kind.PLAN: "plan"}
ABOUT_A_YEAR = 10  # months that a length in words may be off


def within_agreement(register: Register, record: Record) -> Iterator[Finding]:
    """A pledge's or plan's period lies within its agreement's."""
    agreement = register.target(record, Agreement, "agreement") if has_actions(record) else None
    own = record.fields.span
    if agreement is None or own is None or agreement.fields.period.covers(own):
        return
    agreed = agreement.fields.period
    apart = certainly_before(own, agreed) or certainly_before(agreed, own)
    yield Finding(
        code="utanfor-overenskommelsen" if apart else "delvis-utanfor-overenskommelsen",
        message=f"Perioden ({period(own)}) ligger {'helt' if apart else 'delvis'} utanför överenskommelsens ({period(agreed)}).",
        hint=_whose_agreement(register, record, own)
        or f"Rätta perioden här eller i {agreement.path}, eller skriv en annan överenskommelse.",
        loc=("period",),
    )


def _whose_agreement(register: Register, record: Record, own: Period) -> str:
    """What to write where one other agreement of the municipality holds for the whole of a period."""
    others = [one for one in register.of(Agreement) if one.municipality == record.municipality]
    covering = [one for one in others if (at := one.fields.period).first and at.last and at.covers(own)]
    if len(covering) != 1:
        return ""
    (meant,) = covering
    return f"Hör det till {title(meant)}, skriv överenskommelse: {meant.slug}. Rätta annars perioden."


def follow_up_in_time(register: Register, record: Record) -> Iterator[Finding]:
    """A follow-up comes after what it follows up began, and covers some of its time and no other."""
    if not is_a(record, FollowUp):
        return
    when, covers = record.fields.date, record.fields.covers
    if when is not None and covers.first is not None and when.last < covers.first:
        yield Finding(
            code="uppfoljning-fore-tiden",
            message=f"Uppföljningen är från {partial(when)}, men gäller {period(covers)}.",
            hint="Rätta datum: eller avser:.",
            loc=("datum",),
        )
        return  # what else such a day comes before has the same cause
    target = target_of(register, record)
    wanted = target.fields.period if target is not None else None
    if target is None or wanted is None:
        return
    whose = NAMES[target.kind].definite
    if when is not None and wanted.first is not None and when.last < wanted.first:
        yield Finding(
            code="uppfoljning-fore-loftet",
            message=f"Uppföljningen är från {partial(when)}, men {whose} gäller {period(wanted)}.",
            hint="Rätta datum:, eller hänvisningen om den gäller något tidigare.",
            loc=("datum",),
        )
    if _are_apart(covers, wanted):
        yield Finding(
            code="avser-annan-tid",
            message=f"Uppföljningen gäller {period(covers)}, men {whose} {period(wanted)}.",
            hint=_where_it_belongs(register, record, target),
            loc=("avser",),
        )
    elif not wanted.covers(covers):
        yield Finding(
            code="avser-mer-an-perioden",
            message=f"Uppföljningen gäller {period(covers)}, vilket är mer än {whose} ({period(wanted)}).",
            hint="Rätta avser:. Omfattar redovisningen verkligen mer, acceptera varningen.",
            loc=("avser",),
        )


def is_astray(register: Register, record: Record) -> bool:
    """Whether a follow-up refers to what is of another time than its own, and there is one of its own: the reference is that of a copy."""
    target = target_of(register, record)
    if not is_a(record, FollowUp) or target is None or (wanted := target.fields.period) is None:
        return False
    return _are_apart(record.fields.covers, wanted) and len(_of_its_time(register, record, target)) == 1


def _are_apart(one: Period, other: Period) -> bool:
    return certainly_before(one, other) or certainly_before(other, one)


def _of_its_time(register: Register, record: Record[FollowUp], target: Record[Commitment]) -> list[Record[Commitment]]:
    """What is of the same kind and municipality as `target`, and of the time of the follow-up."""
    return [
        other
        for other in register.of(type(target.fields))
        if other.municipality == record.municipality and (span := other.fields.span) is not None
        if span.covers(record.fields.covers) and span.first is not None and span.last is not None
    ]


def _where_it_belongs(register: Register, record: Record[FollowUp], target: Record[Commitment]) -> str:
    """What to write in a follow-up of another time than what it refers to: the one of its own time, where there is one."""
    others = _of_its_time(register, record, target)
    if len(others) == 1:
        key = NAMES[target.kind].singular
        return f"Är det {title(others[0])} som följs upp, skriv {key}: {others[0].slug}. Rätta annars avser:."
    return "Rätta avser:, eller hänvisningen om den gäller något annat."


def _decided(fields: Commitment) -> Iterator[tuple[PartialDate | None, str, str]]:
    """The days on which something was signed, published or decided, with the word for it and its key."""
    match fields:
        case Pledge():
            yield fields.signed, "undertecknat", "undertecknat"
            yield fields.published, "publicerat", "publicerat"
        case Agreement():
            yield fields.signed, "undertecknad", "undertecknad"
        case Plan():
            yield fields.decided, "beslutad", "beslutad"


def signed_in_time(register: Register, record: Record) -> Iterator[Finding]:
    """What was signed, published or decided was so before it ended."""
    own = record.fields.span
    if not is_commitment(record) or own is None or own.last is None:
        return
    for day, word, key in _decided(record.fields):
        if day is not None and day.first > own.last:
            yield Finding(
                code="undertecknat-efter-slutet",
                message=f"{capital(NAMES[record.kind].definite)} är {word} {partial(day)}, efter periodens slut ({period(own)}).",
                hint="Kontrollera årtalen.",
                loc=(key,),
            )


def deadline_after_start(register: Register, record: Record) -> Iterator[Finding]:
    """The last day for the follow-up is not before the period begins."""
    own, plan = record.fields.span, record.fields.follow_up if is_commitment(record) else None
    if own is None or own.first is None or plan is None or plan.latest is None or plan.latest.last >= own.first:
        return
    yield Finding(
        code="senast-fore-start",
        message=f"Uppföljningen ska vara klar senast {partial(plan.latest)}, innan perioden ({period(own)}) har börjat.",
        hint="Kontrollera årtalet i senast: och i period:.",
        loc=("uppföljning", "senast"),
    )


def successor_comes_later(register: Register, record: Record) -> Iterator[Finding]:
    """What succeeds something else begins later."""
    before = register.target(record, type(record.fields), "succeeds")
    own, earlier = record.fields.span, before.fields.span if before is not None else None
    if before is None or own is None or own.first is None or earlier is None or earlier.first is None:
        return
    if earlier.first > own.first:
        yield Finding(
            code="eftertradare-fore",
            message=f"{capital(title(before))} började senare ({period(earlier)}) än det som ska efterträda det ({period(own)}).",
            hint=what_was_before(register, record)
            or "Skriv efterträder: i den andra filen i stället, eller rätta perioden.",
            loc=("efterträder",),
        )


def sources_of_the_same_year(register: Register, record: Record) -> Iterator[Finding]:
    """A source that gives a year of its own gives one within the period, or a note says why."""
    spans = _years(record)
    for loc, value in values(record) if spans else ():
        if not isinstance(value, Source) or value.stated_year is None or value.note:
            continue
        if not any(first <= value.stated_year.year <= last for first, last in spans):
            yield Finding(
                code="ar-i-kallan",
                message=f"Källan anger {value.stated_year.year}, men perioden är {_span(*spans[0])}.",
                hint="Skriv i not: varför det ändå är rätt, eller rätta perioden.",
                loc=(*loc, "år i källan"),
            )


def length_fits(register: Register, record: Record) -> Iterator[Finding]:
    """A length without dates is as long as the period, where that is known."""
    own, length = record.fields.span, record.fields.length if is_commitment(record) else None
    months = length.months if length is not None else None
    if own is None or own.first is None or own.last is None or months is None:
        return
    if add_months(own.first, months) != day_after(own.last):
        yield Finding(
            code="langd-mot-period",
            message=f"Längden är {length}, men perioden är {period(own)}.",
            hint="Rätta den ena. När hela perioden är känd behövs inte längd:.",
            loc=("längd",),
        )


def length_in_words_fits(register: Register, record: Record) -> Iterator[Finding]:
    """`Gäller i tre år` and `treårig överenskommelse` are said of a period of three years."""
    own = record.fields.span if is_commitment(record) else None
    if own is None or own.first is None or own.last is None:
        return
    months = (own.last.year - own.first.year) * 12 + own.last.month - own.first.month + 1
    for sentence, loc, line in own_sentences(record):
        found = None if _PROLONGED.search(sentence) else _FOR_YEARS.search(sentence)
        if found is None or (found["noun"] and _OWN_NOUNS[record.kind] not in found["noun"].casefold()):
            continue
        years = value_of(found["number"] or found["word"])
        may_be = {
            own.last.year - own.first.year,
            own.last.year - own.first.year + 1,
        }  # 2023–2026 may be three years or four
        if years not in may_be and abs(years * 12 - months) >= ABOUT_A_YEAR:
            yield Finding(
                code="langd-mot-period",
                message=f"Det står ”{found[0]}”, men perioden är {period(own)}.",
                hint="Rätta det som är fel. Gäller det en annan tid, skriv vilken.",
                loc=loc,
                line=line,
            )


def least_end_is_of_an_open_period(register: Register, record: Record) -> Iterator[Finding]:
    """`gäller minst till` belongs to what holds until something new is signed."""
    own, until = record.fields.span, record.fields.holds_at_least_until if is_commitment(record) else None
    if own is None or until is None:
        return
    if own.last is not None:
        yield Finding(
            code="minst-till",
            message=f"Perioden slutar {partial(own.end)}, men det gäller minst till {partial(until)}.",
            hint="Gäller det tills något nytt undertecknas, skriv period: början/.. Ta annars bort gäller minst till:.",
            loc=("gäller minst till",),
        )


def extension_fits(register: Register, record: Record) -> Iterator[Finding]:
    """The last extension's end is the period's."""
    own = record.fields.span
    ends = [(number, change) for number, change in enumerate(record.changes) if change.new_end is not None]
    if own is None or not ends:
        return
    number, change = ends[-1]
    assert change.new_end is not None
    if change.old_end is not None and change.new_end.last <= change.old_end.last:
        return  # told of as an end that was moved back
    if change.old_end is not None and own.first is not None and change.old_end.last < own.first:
        yield Finding(
            code="nytt-slut",
            message=f"Det gamla slutet är {partial(change.old_end)}, innan perioden ({period(own)}) började.",
            hint="Kontrollera årtalet i gammalt slut: och i period:.",
            loc=("händelser", number, "gammalt slut"),
        )
        return
    if own.last is None or change.new_end.last != own.last:
        yield Finding(
            code="nytt-slut",
            message=f"Det nya slutet är {partial(change.new_end)}, men perioden är {period(own)}.",
            hint=f"Rätta det som är fel: nytt slut: eller period:.{_written_years(register, record, change=change, own=own)}",
            loc=("händelser", number, "nytt slut"),
        )


def meetings_are_on_their_day(register: Register, record: Record) -> Iterator[Finding]:
    """A meeting whose text gives its day and hour has that day under `datum` too: calendars take it from there."""
    for number, change in enumerate(record.changes):
        days = [found for found in _DAY_IN_TEXT.finditer(change.text) if found[3]]
        if change.date is None or change.date.day is None or len(days) != 1 or not _CLOCK.search(change.text):
            continue
        said = suggested_date(days[0][0])
        if said is not None and said != change.date.first.isoformat():
            yield Finding(
                code="dag-mot-texten",
                message=f"Det står datum: {change.date.first.isoformat()}, men texten säger {days[0][0]}.",
                hint=f"Skriv datum: {said} om det är då det händer, eller rätta texten.",
                loc=("händelser", number, "datum"),
            )


def _written_years(register: Register, record: Record, *, change: Change, own: Period) -> str:
    """Where one of two years that an end may have is written, and the other is not."""
    years = [str(day.year) for day in (own.end, change.new_end) if day is not None]
    places = (
        ("titeln", title(record)),
        ("filnamnet", _own_name(register, record)),
        ("händelsens text", change.text),
    )
    said = ""
    for year in years:
        names = [name for name, text in places if year in text and not any(one in text for one in years if one != year)]
        said += f" {capital(enumerate_words(names))} säger {year}." if names and len(set(years)) > 1 else ""
    return said


def picture_builds_on_the_past(register: Register, record: Record) -> Iterator[Finding]:
    """A situation picture is not older than the follow-ups that it builds on."""
    when = record.fields.date if is_a(record, Picture) else None
    if when is None:
        return
    for source in register.targets(record, FollowUp, "builds_on"):
        if source.fields.date is not None and source.fields.date.first > when.last:
            yield Finding(
                code="lagesbild-fore-uppfoljning",
                message=f"Lägesbilden är från {partial(when)}, men bygger på {title(source)} från {partial(source.fields.date)}.",
                hint="Kontrollera datumen.",
                loc=("bygger på",),
            )


def years_agree(register: Register, record: Record) -> Iterator[Finding]:
    """Years in the title and in the file's name lie within the period, or are that of the record's own date."""
    fields, spans = record.fields, _years(record)
    if not spans or isinstance(fields, Municipality) or _is_of_another_time(register, record):
        return
    places: tuple[tuple[str, str, Loc], ...] = (
        ("Titeln", fields.title, ("titel",)),
        ("Filnamnet", _own_name(register, record), ()),
        ("Sammanfattningen", " ".join(_years_told(record)), ("kort",)),
    )
    told: set[str] = set()
    for where, text, loc in places:
        wrong = [year for year in _YEAR.findall(text) if not any(first <= int(year) <= last for first, last in spans)]
        if where == "Sammanfattningen" and told.issuperset(wrong):
            continue  # the title says the same
        told.update(wrong)
        if wrong:
            yield Finding(
                code="ar-stammer-inte",
                message=f"{where} säger {enumerate_words(dict.fromkeys(wrong))}, men {_whose(record)} är {_span(*spans[0])}.",
                hint="Rätta perioden, eller byt filens namn. Är den redan publicerad, skriv den gamla adressen under tidigare adresser:."
                if where == "Filnamnet"
                else f"Rätta {'titeln' if where == 'Titeln' else 'sammanfattningen'} eller perioden.",
                loc=loc or _period_key(record),
            )


def _years_told(record: Record) -> Iterator[str]:
    """The years that a summary says it is about: for, during, from and to, and of a situation picture the part of a year."""
    summary = record.fields.summary or ""
    yield from _FOR_THE_YEAR.findall(summary)
    if is_commitment(record) or is_a(record, FollowUp):
        ranges = list(_FROM_YEAR_TO_YEAR.finditer(summary))
        yield from (year for found in ranges for year in found.groups() if len(ranges) == 1)
    if is_a(record, Picture):
        yield from _PART_OF_A_YEAR.findall(summary)


def _own_name(register: Register, record: Record) -> str:
    """The file's name, without that of what it follows up where it begins with it: `2026-2027-delredovisning`."""
    target = target_of(register, record)
    return record.slug if target is None else record.slug.removeprefix(f"{target.slug}-")


def _is_of_another_time(register: Register, record: Record) -> bool:
    """Whether a follow-up covers another time than what it follows up, which is told of as such."""
    target, covers = target_of(register, record), record.fields.span
    wanted = target.fields.period if target is not None else None
    if wanted is None or covers is None:
        return False
    return certainly_before(covers, wanted) or certainly_before(wanted, covers)


def _whose(record: Record) -> str:
    return "tiden som den avser" if is_a(record, FollowUp) else "datumet" if is_a(record, Picture) else "perioden"


def _period_key(record: Record) -> Loc:
    return {Kind.FOLLOW_UP: ("avser",), Kind.PICTURE: ("datum",)}.get(record.kind, ("period",))


def _years(record: Record) -> list[tuple[int, int]]:
    """The years that a record may speak of: its period's, and its date's; none where one is unknown."""
    fields = record.fields
    spans = [fields.span] if fields.span is not None else []
    if isinstance(fields, FollowUp | Picture) and fields.date is not None:
        spans.append(Period(fields.date, fields.date))
    if any(span.first is None or (span.last is None and not span.open_ended) for span in spans):
        return []
    return [(span.first.year, _last_year(span)) for span in spans if span.first is not None]


def _last_year(span: Period) -> int:
    return span.last.year if span.last is not None else FOR_EVER


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"från {first}" if last == FOR_EVER else f"{first}–{last}"


def years_are_likely(register: Register, record: Record) -> Iterator[Finding]:
    """Every year is one that a pledge can have to do with, and no period is longer than a human plan."""
    for loc, value in values(record):
        years = [value.year] if isinstance(value, PartialDate) else []
        if isinstance(value, Period):
            years = [day.year for day in (value.start, value.end) if day is not None]
            if value.start and value.end and value.end.year - value.start.year > LONGEST_YEARS:
                yield Finding(
                    code="lang-period",
                    message=f"Perioden {period(value)} är mer än {LONGEST_YEARS} år.",
                    hint="Kontrollera årtalen.",
                    loc=loc,
                )
        for year in dict.fromkeys(years):
            if not EARLIEST <= year <= LATEST:
                yield Finding(
                    code="orimligt-ar",
                    message=f"Årtalet {year} är orimligt.",
                    hint="Kontrollera siffrorna.",
                    loc=loc,
                )


@of_each_text
def days_in_text_exist(text: str) -> Iterator[Finding]:
    """A day that is named in a text exists: ”31 juni” stood on polisen.se."""
    for day in _impossible_days(text):
        is_time = day.casefold().startswith("kl")
        yield Finding(
            code="omojligt-datum-i-text",
            message=f"”{day}” finns inte {'på klockan' if is_time else 'i kalendern'}.",
            hint=f"Rätta {'tiden' if is_time else 'veckan' if day.casefold().startswith('vecka') else 'dagen'}. Står det så i källan, säg det i texten och acceptera varningen.",
        )


@of_each_text
def hours_go_forward(text: str) -> Iterator[Finding]:
    """What is held during the day ends after it begins: `kl. 11–10` has its hours turned round. A night may end in the morning."""
    for match in _CLOCK.finditer(text):
        first, last = int(match[1]), int(match[2] or 24)
        if _MORNING < last < first <= 24:
            yield Finding(
                code="omojligt-datum-i-text",
                message=f"”{match[0]}” slutar innan det börjar.",
                hint=f"Byt plats på klockslagen om det är kl. {match[2]}–{match[1]}. Står det så i källan, säg det i texten och acceptera varningen.",
            )


def _impossible_days(text: str) -> Iterable[str]:
    for match in _DAY_IN_TEXT.finditer(text):
        month, year = MONTHS.index(match[2].casefold()) + 1, int(match[3] or 2020)
        if not 1 <= int(match[1]) <= calendar.monthrange(max(year, 1), month)[1]:
            yield match[0]
    yield from (match[0] for match in _NO_TIME.finditer(text))
    for match in _CLOCK.finditer(text):
        if any(int(hour) > 24 for hour in match.groups() if hour):
            yield match[0]


def coverage_forwards(register: Register, record: Record) -> Iterator[Finding]:
    """A municipality doesn't leave a police area before it joins it."""
    for loc, row in values(record):
        if isinstance(row, Coverage) and row.since and row.until and row.until.last < row.since.first:
            yield Finding(
                code="bakvand-tid",
                message=f"Till ({partial(row.until)}) kommer före från ({partial(row.since)}).",
                hint="Byt plats på datumen.",
                loc=(*loc, "till"),
            )


def agreements_follow_each_other(register: Register, records: tuple[Record, ...]) -> Iterator[tuple[Record, Finding]]:
    """Two agreements don't hold for the same place at the same time; told in the later."""
    agreements = [record for record in records if is_a(record, Agreement) and not record.is_draft]
    agreements.sort(key=lambda record: (record.fields.period.first or date.max, record.identity))
    for number, later in enumerate(agreements):
        for earlier in agreements[:number]:
            shared = [slug for slug in register.municipalities(later) if slug in register.municipalities(earlier)]
            if shared and later.fields.period.overlaps(earlier.fields.period) and _same_place(later, earlier):
                yield (
                    later,
                    Finding(
                        code="overlappande-overenskommelser",
                        message=f"Också {title(earlier)} ({period(earlier.fields.period)}) gäller i "
                        f"{register.geography.name_of(shared[0])} under samma tid.",
                        hint=f"De ser ut att vara samma överenskommelse två gånger, också i {earlier.path}: ta bort den ena."
                        if _is_the_same(later, earlier)
                        else f"Rätta perioderna: när slutade {earlier.path} att gälla?",
                        loc=("period",),
                    ),
                )


def _same_place(later: Record[Agreement], earlier: Record[Agreement]) -> bool:
    """Whether two agreements are for the same place: both for the whole, or with a part in common."""
    if not later.fields.areas or not earlier.fields.areas:
        return not later.fields.areas and not earlier.fields.areas
    return bool(set(later.fields.areas) & set(earlier.fields.areas))


def _is_the_same(later: Record[Agreement], earlier: Record[Agreement]) -> bool:
    """Whether two agreements are one that was written twice: of the same days, parties and diary number or papers."""
    one, other = later.fields, earlier.fields
    days = (one.period, one.signed, one.parties) == (other.period, other.signed, other.parties)
    return days and (
        (one.diary_number is not None and one.diary_number == other.diary_number)
        or bool(one.documents and one.documents == other.documents)
    )


RULES: tuple[Rule, ...] = (
    within_agreement,
    follow_up_in_time,
    signed_in_time,
    deadline_after_start,
    successor_comes_later,
    sources_of_the_same_year,
    length_fits,
    length_in_words_fits,
    least_end_is_of_an_open_period,
    extension_fits,
    meetings_are_on_their_day,
    picture_builds_on_the_past,
    years_agree,
    years_are_likely,
    days_in_text_exist,
    hours_go_forward,
    coverage_forwards,
)


def _is_agreed(_register: Register, record: Record) -> Iterator[Kind]:
    if is_a(record, Agreement):
        yield record.kind


GROUP_RULES: tuple[GroupRule, ...] = (GroupRule(agreements_follow_each_other, _is_agreed),)
