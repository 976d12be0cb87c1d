"""What is left of the file that this one was made from: days, addresses, links and names of another year or place."""

import re
from collections.abc import Hashable, Iterator
from dataclasses import replace
from datetime import date

from pledges.content.kinds import Kind
from pledges.content.markdown import path_inside
from pledges.content.record import Loc, Record, is_a, is_commitment
from pledges.content.record_fields import (
    Agreement,
    Commitment,
    FollowUp,
    Mention,
    News,
    Picture,
    Plan,
    Pledge,
    Source,
)
from pledges.content.record_values import values
from pledges.content.register import Register
from pledges.rules.days_in_texts import MONTHS_OF, ORDINALS
from pledges.rules.every_text import own_sentences
from pledges.rules.finding import Finding, GroupRule, Rule, certainly_before, line_of, title
from pledges.rules.markdown_facts import facts_of
from pledges.rules.wording import ORDINARY_WORDS, names_another
from pledges.swedish import capital, enumerate_words, partial, period
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
_YEAR_BESIDE = re.compile(
    r"(?P<words>\bÅret (?:(?P<before>före|innan)|därpå|efter)) (?:(?:gällde|fanns|kom|handlade|följde) )?\[[^\]]*\]\((?P<href>[^)\s]+)\)",
    re.I,
)
_COMMON = ("raden", "sammanfattningen", "effekten")
_A_SENTENCE, _BY_CHANCE = 8, 20  # words that two years' rows hardly share, and a number that they hardly do
_A_CLAUSE = 5  # words that a sentence has at least, to be known again
_SINCE = re.compile(
    r"\b(?:sedan|alltsedan|från(?: och med)?|överenskommelsen?|började|infördes|startade)\b", re.IGNORECASE
)
_OF_A_REPORT = re.compile(r"present|redovis|möte|uppföljning|enkät|publicera", re.IGNORECASE)
_OF_A_DIALOGUE = re.compile(r"enkät|dialog|möte|svara|invånar", re.IGNORECASE)
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
        elif near is None and (meant := _slip_for(record, key, own=own.first)) is not None:
            yield Finding(
                code="dag-mot-kallan",
                message=f"Det står {key}: {own.first.isoformat()}, men källan är från {meant.isoformat()}.",
                hint=f"Är det samma dag, skriv {key}: {meant.isoformat()}. Är de olika, acceptera varningen.",
                loc=(key,),
            )


def _slip_for(record: Record, key: str, *, own: date) -> date | None:
    """The only day that both the title and the address of a source say, of which `own` may be a slip: all but the day or the
    month is the same. What is signed is told of some days later, and no slip.
    """
    if key not in ("publicerat", "datum") or is_a(record, News):
        return None
    sources = [value for _, value in values(record) if isinstance(value, Source)]
    sure = {day for one in sources for day in _days_in_words(one) if day in _days_in_address(one)}
    if len({day for one in sources for day in _days_of(one)}) != 1 or len(sure) != 1:
        return None
    (day,) = sure
    same = (day.year == own.year, day.month == own.month, day.day == own.day)
    return day if same in ((True, True, False), (True, False, True)) else None


def sources_are_read_when_they_are_there(register: Register, record: Record) -> Iterator[Finding]:
    """A source is not read before the day that its title and address say that it is from."""
    for loc, value in values(record):
        if not isinstance(value, Source) or value.retrieved is None:
            continue
        stated = {*_days_in_words(value)} & {*_days_in_address(value)}
        if stated and value.retrieved.last < min(stated):
            yield Finding(
                code="dag-fore",
                message=f"Källan är hämtad {partial(value.retrieved)}, men är från {min(stated).isoformat()}.",
                hint="Kontrollera årtalet i hämtad:. Stämmer de, acceptera varningen.",
                loc=(*loc, "hämtad"),
            )


def _days_of(source: Source) -> Iterator[date]:
    yield from _days_in_words(source)
    yield from _days_in_address(source)


def _days_in_words(source: Source) -> Iterator[date]:
    for found in _DAY_IN_WORDS.finditer(source.title or ""):
        yield from _day(found[3], _MONTHS.index(found[2].casefold()) + 1, found[1])


def _days_in_address(source: Source) -> Iterator[date]:
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
        length, place = MONTHS_OF[parts[0]["part"].casefold()], ORDINALS[parts[0]["which"].casefold()]
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
        if titled and addressed and not titled & addressed:
            yield Finding(
                code="adress-mot-titel",
                message=f"Källan heter ”{value.title}”, men adressen slutar med {last[-60:]}.",
                hint=f"Är adressen kvar från förra årets fil, skriv den för {'–'.join(sorted(titled))}. Är den rätt, säg det i not:.",
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


def the_year_before_is_that(register: Register, record: Record) -> Iterator[Finding]:
    """`Året före gällde [löftet för 2020](2020.md)` stands in what begins in 2021."""
    own = record.fields.span
    if own is None or own.first is None or own.last is None:
        return
    for found in _YEAR_BESIDE.finditer(record.body):
        inside = path_inside(record.path, found["href"])
        target = register.get(inside[0].removesuffix(".md")) if inside is not None else None
        span = target.fields.span if target is not None else None
        if target is None or span is None or span.first is None or span.last is None:
            continue
        year = own.first.year - 1 if found["before"] else own.last.year + 1
        if not span.first.year <= year <= span.last.year:
            yield Finding(
                code="lank-till-annat-ar",
                message=f"Det står ”{found['words']}”, men länken leder till {title(target)}, som gäller {period(span)}.",
                hint=f"Rätta länkens adress till den för {year}, eller skriv om meningen.",
                line=record.body_line + record.body.count("\n", 0, found.start()),
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


def evidence_is_of_its_time(register: Register, record: Record) -> Iterator[Finding]:
    """Evidence that is named after a year tells of that year: `Uppföljning 2022` can't tell how 2023 went."""
    if not is_a(record, FollowUp):
        return
    first = record.fields.covers.first
    for place, source in enumerate(record.fields.evidence):
        if source.note or source.stated_year is not None or source.standing is not None:
            continue
        last = _last_part(source.address)
        titled = [int(year) for year in _YEAR.findall(source.title or "")]
        years = titled or [int(year) for year in _YEAR.findall(last)]
        if years and first is not None and max(years) < first.year:
            named = f"belägget heter ”{source.title}”" if titled else f"beläggets adress slutar med {last[-60:]}"
            covers = period(record.fields.covers)
            yield Finding(
                code="belagg-av-annat-ar",
                message=f"Uppföljningen gäller {covers}, men {named}.",
                hint=f"Är belägget kvar från en tidigare fil, skriv det för {covers}. Är det rätt, säg varför i not:.",
                loc=("belägg", place, "titel" if titled else "adress"),
            )


def pictures_have_their_own_documents(register: Register, record: Record) -> Iterator[Finding]:
    """The document of a situation picture isn't named after a year before it: that is the document of the one before."""
    if not is_a(record, Picture) or record.fields.date is None:
        return
    for place, source in enumerate(record.fields.documents):
        years = [int(year) for year in _YEAR.findall(f"{source.title or ''} {_last_part(source.address)}")]
        if years and max(years) < record.fields.date.year - 1 and not source.note and source.stated_year is None:
            yield Finding(
                code="belagg-av-annat-ar",
                message=f"Lägesbilden är från {record.fields.date.year}, men dokumentet är av {max(years)}.",
                hint="Är det kvar från den förra lägesbilden, skriv det rätta. Är det rätt, säg varför i not:.",
                loc=("dokument", place, "adress"),
            )


def sources_are_named_once(register: Register, record: Record) -> Iterator[Finding]:
    """A list of sources has each page once; the same page again is left of a copied row, unless it was of another
    year then, as its titles say."""
    seen: dict[tuple[Loc, str], str | None] = {}
    for loc, value in values(record):
        if not isinstance(value, Source) or not value.address or len(loc) < 2:
            continue
        mark, years = (loc[:-1], value.address.rstrip("/")), {*_YEAR.findall(value.title or "")}
        if mark in seen and not value.note and not (years and {*_YEAR.findall(seen[mark] or "")} - years):
            yield Finding(
                code="dubbel-hanvisning",
                message=f"Adressen {value.address} står två gånger i listan.",
                hint="Ta bort den ena raden, eller rätta den adress som skulle vara en annan. Är det två delar av samma sida, säg vilka i not:.",
                loc=(*loc, "adress"),
            )
        seen.setdefault(mark, value.title)


def _last_part(address: str | None) -> str:
    return (address or "").rstrip("/").rsplit("/", 1)[-1]


def follow_ups_are_their_own(register: Register, records: tuple[Record, ...]) -> Iterator[tuple[Record, Finding]]:
    """What two follow-ups of different times say is not word for word the same; told in that of the later time."""
    first: dict[tuple[str, object], Record[FollowUp]] = {}
    for record in sorted((one for one in records if is_a(one, FollowUp)), key=by_time):
        of_it: dict[str, tuple[Record[FollowUp], list[tuple[str, Loc]]]] = {}
        for name, loc, value in _told(record):
            earlier = first.get((name, value))
            if earlier is None:
                if not record.is_draft:
                    first[name, value] = record
            elif not earlier.fields.covers.overlaps(record.fields.covers):
                of_it.setdefault(earlier.identity, (earlier, []))[1].append((name, loc))
        for earlier, told in of_it.values():
            is_whole = any(name == "utfallet" for name, _ in told)
            same = [(name, loc) for name, loc in told if not is_whole or len(loc) == 1]
            names = enumerate_words(name for name, _ in same)
            yield (
                record,
                Finding(
                    code="kopierad-uppfoljning",
                    message=f"{capital(names)} är ordagrant {'desamma' if len(same) > 1 else 'densamma' if names.startswith(_COMMON) else 'detsamma'} som i {title(earlier)}.",
                    hint=f"Skriv det som redovisas för {period(record.fields.covers)}. Är filen en kopia som blev kvar, ta bort den. Stämmer det, acceptera varningen.",
                    loc=same[0][1],
                ),
            )


def _said(_register: Register, record: Record) -> Iterator[Hashable]:
    if is_a(record, FollowUp):
        yield from ((name, value) for name, _, value in _told(record))


def by_time(record: Record) -> tuple[date, str]:
    """What records are sorted by where the earlier comes first."""
    own = record.fields.span
    return (own.first if own is not None and own.first is not None else date.max), record.identity


def _told(record: Record[FollowUp]) -> Iterator[tuple[str, Loc, object]]:
    """What a follow-up says that another one hardly says in the same words."""
    fields = record.fields
    if fields.outcomes and (len(fields.outcomes) > 1 or fields.outcomes[0].comment):
        yield "utfallet", ("utfall",), fields.outcomes
    for place, one in enumerate(fields.outcomes):
        is_told = len(f"{one.comment or ''} {one.cause or ''}".split()) >= _A_SENTENCE
        if is_told or (one.amount is not None and one.amount.value >= _BY_CHANCE):
            told = (one.action or one.what, one.amount, one.done, one.comment, one.cause)
            yield f"raden om {one.action or one.what}", ("utfall", place), ("rad", told)
    if fields.next_step:
        yield "nästa steg", ("nästa steg",), fields.next_step
    if fields.summary:
        yield "sammanfattningen", ("kort",), fields.summary
    if fields.effect:
        yield "effekten", ("effekt",), fields.effect


def sentences_are_of_their_year(register: Register, records: tuple[Record, ...]) -> Iterator[tuple[Record, Finding]]:
    """A sentence of the text that names a year is not word for word that of the file before: its year is left of it.

    In a follow-up a year in which the one before was made or told of, in a pledge that of its dialogue. What has been so
    since a year may be said every year.
    """
    first: dict[tuple[Kind, str], Record] = {}
    for record in sorted(records, key=by_time):
        for sentence, years, line in _sentences_of_a_year(record):
            earlier = first.get((record.kind, sentence))
            if earlier is None:
                if not record.is_draft:
                    first[record.kind, sentence] = record
            elif _was_over(earlier, record) and _is_left(max(years), sentence, earlier=earlier, record=record):
                yield (
                    record,
                    Finding(
                        code="kopierad-uppfoljning" if is_a(record, FollowUp) else "kvar-fran-det-forra",
                        message=f"Meningen ”{sentence}” står ordagrant också i {title(earlier)}.",
                        hint="Är den kvar från den förra filen, rätta året eller ta bort den. Stämmer den, acceptera varningen.",
                        line=line,
                    ),
                )


def _sentences_of_a_year(record: Record) -> Iterator[tuple[str, list[int], int]]:
    """The sentences of a pledge's or a follow-up's text that name years, with those and the line; not those of what goes on since."""
    for sentence, loc, line in own_sentences(record) if is_a(record, FollowUp) or is_a(record, Pledge) else ():
        years = [int(year) for year in _YEAR.findall(sentence)]
        if not loc and years and len(sentence.split()) >= _A_CLAUSE and not _SINCE.search(sentence):
            yield sentence, years, line


def _of_a_year(_register: Register, record: Record) -> Iterator[Hashable]:
    return ((record.kind, sentence) for sentence, *_ in _sentences_of_a_year(record))


def _is_left(year: int, sentence: str, *, earlier: Record, record: Record) -> bool:
    """Whether the last year of a sentence is one that the earlier file told of, and this one does not."""
    if is_a(earlier, FollowUp) and is_a(record, FollowUp):
        first, own = earlier.fields.covers.first, record.fields.covers.first
        is_own = (
            own is not None and record.fields.date is not None and own.year <= year and record.fields.date.year <= year
        )
        told = earlier.fields.date
        is_of_the_report = _OF_A_REPORT.search(sentence) or (told is not None and told.year <= year)
        return first is not None and first.year <= year and bool(is_of_the_report) and not is_own
    span = earlier.fields.span
    if not is_a(record, Pledge) or span is None or span.first is None or not _OF_A_DIALOGUE.search(sentence):
        return False
    said = {int(one) for one in _YEAR.findall(record.fields.dialogue or "")}
    return bool(said) and year not in said and span.first.year - 1 <= year <= span.first.year


def evidence_has_one_title(register: Register, records: tuple[Record, ...]) -> Iterator[tuple[Record, Finding]]:
    """One address is not the follow-up of 2019 in one file and that of 2020 in another."""
    first: dict[str, tuple[set[str], Source, Record[FollowUp]]] = {}
    for record in (one for one in records if is_a(one, FollowUp) and not one.is_draft):
        for place, source in enumerate(record.fields.evidence):
            years = set(_YEAR.findall(source.title or ""))
            addressed = set(_YEAR.findall(_last_part(source.address)))
            if not source.address or not years or source.note or source.standing or addressed - years:
                continue
            seen, other, holder = first.setdefault(source.address.rstrip("/"), (years, source, record))
            if holder is not record and not seen & years:
                yield (
                    record,
                    Finding(
                        code="adress-mot-titel",
                        message=f"Källan heter ”{source.title}”, men samma adress heter ”{other.title}” i {holder.path}.",
                        hint="Är adressen kvar från en annan fil, skriv den rätta. Har sidan skrivits över, säg det med ställning: överskriven.",
                        loc=("belägg", place, "adress"),
                    ),
                )


def _published_at(_register: Register, record: Record) -> Iterator[str]:
    for source in record.fields.evidence if is_a(record, FollowUp) else ():
        if source.address:
            yield source.address.rstrip("/")


def nothing_is_left_of_what_was_before(
    register: Register, records: tuple[Record, ...]
) -> Iterator[tuple[Record, Finding]]:
    """A day, an event or a document of what held before is not that of the next as well: it is left of its file.

    What held before is what it succeeds, or anything of the kind in the place whose time was over.
    """
    first: dict[tuple[Kind, object], Record] = {}
    for record in sorted((one for one in records if is_commitment(one)), key=by_time):
        before = register.target(record, type(record.fields), "succeeds")
        for value, finding in _of_its_own(record):
            earlier = first.get((record.kind, value))
            if earlier is None:
                if not record.is_draft:
                    first[record.kind, value] = record
            elif finding is None:
                continue
            elif earlier is before or _was_over(earlier, record):
                yield record, replace(finding, message=finding.message.format(title(earlier)))


def _was_over(earlier: Record, later: Record) -> bool:
    one, other = earlier.fields.span, later.fields.span
    return one is not None and other is not None and certainly_before(one, other)


def _of_its_own(record: Record[Commitment]) -> Iterator[tuple[object, Finding | None]]:
    """What a record has that another of its kind hardly has, with what is said where it is the same; `{}` is the other."""
    yield from _sources_of_a_year(record)
    plan = record.fields.follow_up
    own: list[tuple[str, Loc, PartialDate | None]] = [(key, (key,), day) for key, day in _own_days(record)]
    own.append(("senast", ("uppföljning", "senast"), plan.latest if plan is not None else None))
    for key, loc, day in own:
        if day is not None and day.first == day.last:
            hint = "Är dagen kvar från den förra filen, skriv den rätta eller ta bort raden. Är det samma dag, acceptera varningen."  # fmt: skip
            message = f"Det står {key}: {partial(day)}, samma dag som för {{}}."
            yield (key, day), Finding(code="dag-kvar", message=message, hint=hint, loc=loc)
    for row, change in enumerate(record.changes):
        yield (
            (change.date, change.text),
            _left(
                f"Händelsen ”{_plain(change.text)}” står också i {{}}.",
                "Hände det bara med det förra, ta bort punkten. Gäller den båda, acceptera varningen.",
                ("händelser", row, "text"),
            ),
        )
    for row, document in enumerate(() if isinstance(record.fields, Plan) else record.fields.documents):
        where = document.address or document.file
        if where is not None:
            yield (
                ("dokument", where.rstrip("/")),
                _left(
                    f"Dokumentet {_plain(where)} är också dokumentet i {{}}.",
                    "Skriv det här dokumentets egen adress, eller ta bort raden. Är det samma dokument, acceptera varningen.",
                    ("dokument", row, "adress" if document.address else "fil"),
                ),
            )
    if is_a(record, Pledge) and record.fields.dialogue_figures:
        yield (
            record.fields.dialogue_figures,
            _left(
                "Dialogsiffrorna är desamma som i {}.",
                "Skriv siffrorna för den här dialogen, eller ta bort dem. Är det samma dialog, acceptera varningen.",
                ("dialogsiffror",),
            ),
        )


def _sources_of_a_year(record: Record[Commitment]) -> Iterator[tuple[object, Finding | None]]:
    """The sources that name a year; to be told of only where all are of years before the record's own."""
    own = record.fields.span
    named = [(row, source, _named_years(source)) for row, source in enumerate(record.fields.sources)]
    first = own.first.year if own is not None and own.first is not None else 0
    is_its_own = not all(years and max(years) < first for _, _, years in named)
    for row, source, years in named:
        if not source.address or not years or source.note or source.stated_year is not None:
            continue
        message = f"Källan ”{_plain(source.title or source.address)}” står också i {{}}."
        hint = "Är den kvar från den förra filen, skriv den här filens egen källa. Gäller den båda, säg det i not:."
        finding = None if is_its_own else _left(message, hint, ("källor", row, "adress"))
        yield ("källor", source.title, source.address.rstrip("/")), finding


def _named_years(source: Source) -> list[int]:
    """The years that a source is named after; not those in which it came: `nyhet den 1 december 2020`."""
    named = f"{source.title or ''} {_last_part(source.address)}"
    return [int(year) for year in _YEAR.findall(_MONTHS_OF_A_YEAR.sub("", _DAY_IN_ADDRESS.sub("", named)))]


def actions_are_told_once(register: Register, record: Record) -> Iterator[Finding]:
    """Two actions with the same words, goal and place are one: the other is left of the rows that it was copied from."""
    first: dict[object, int] = {}
    for place, one in enumerate(record.actions):
        mark = (
            one.what.casefold(),
            str(one.goal),
            one.part,
            one.responsible,
            one.areas,
            one.places,
            one.responsible_unit,
        )
        earlier = first.setdefault(mark, place)
        if earlier != place:
            yield Finding(
                code="atgard-tva-ganger",
                message=f"Åtgärd {earlier + 1} och {place + 1} är ordagrant desamma.",
                hint="Ta bort den ena, eller skriv vad som skiljer dem: stället, tiden eller vem som gör det.",
                loc=("åtgärder", place, "vad"),
            )


def _its_own(_register: Register, record: Record) -> Iterator[Hashable]:
    if is_commitment(record):
        yield from ((record.kind, value) for value, _ in _of_its_own(record))


def _left(message: str, hint: str, loc: Loc) -> Finding:
    return Finding(code="kvar-fran-det-forra", message=message, hint=hint, loc=loc)


def _plain(text: str) -> str:
    """A text that is to stand in a message with a place to fill in."""
    return text.replace("{", "{{").replace("}", "}}")


RULES: tuple[Rule, ...] = (
    days_are_those_of_the_source,
    sources_are_read_when_they_are_there,
    part_of_the_year_is_that_of_the_title,
    addresses_are_of_the_sources_year,
    links_lead_to_the_year_that_they_say,
    the_year_before_is_that,
    title_is_of_its_own_place,
    evidence_is_of_its_time,
    pictures_have_their_own_documents,
    sources_are_named_once,
    actions_are_told_once,
)
GROUP_RULES: tuple[GroupRule, ...] = (
    GroupRule(follow_ups_are_their_own, _said),
    GroupRule(sentences_are_of_their_year, _of_a_year),
    GroupRule(evidence_has_one_title, _published_at),
    GroupRule(nothing_is_left_of_what_was_before, _its_own),
)
