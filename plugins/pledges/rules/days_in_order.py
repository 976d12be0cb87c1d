"""Days that can't be right beside one another: most often a year or a weekday that is wrong by a slip of the hand."""

import re
from collections.abc import Iterator
from datetime import date

from pledges.content.record import Loc, Record, is_a, is_commitment
from pledges.content.record_fields import Change, FollowUp, Indicator, Mention, News, Pledge, Source, signing
from pledges.content.record_values import values
from pledges.content.register import Register
from pledges.content.suggested_values import suggested_date
from pledges.history.events import change_ids
from pledges.history.publication_log import PublicationLog
from pledges.rules.days_in_texts import CORRECTS, days_in_the_text_are_its_own
from pledges.rules.every_text import own_sentences
from pledges.rules.finding import Finding, Rule, title
from pledges.rules.follow_up_targets import target_of
from pledges.rules.misdated import years_of_its_name
from pledges.swedish import day as written_day
from pledges.swedish import enumerate_words, partial, period
from pledges.written_values import MONTHS, PartialDate, parse_date

LONGEST_BEFORE = (
    3  # years from that something is signed until it holds, or from what is told of until the record begins
)
LATEST_SIGNED = 330  # days of its time in which something that holds for years is signed
LATEST_AFTER = 1  # years after the end in which something still happens to a pledge, and in which its measures come
_EARLY = 3  # until March the year before is easily written
_CHANGES_WHAT_HOLDS = re.compile(
    r"\b(?:löftet|överenskommelsen|planen|åtgärden|målet|perioden) (?:\w+ )?(?:utöka|ändra|kompletter|revider|minska|höj|sänk|förläng)\w*",
    re.I,
)
"""What no longer holds is not widened, changed or prolonged."""
_IS_OF = re.compile(
    r"^(?:Uppföljningen|Redovisningen|Det här är uppföljningen) (?:gäller|avser|är av|av)\b[^.;]*", re.I
)
_WHEN = re.compile(rf"\b(?:{'|'.join(MONTHS)}|våren|sommaren|hösten) 20\d\d\b", re.I)
_TO_BE_DONE = re.compile(
    rf"\b(?:görs|hålls|genomförs|sker|ska|kommer att|planeras|startar|börjar|följs upp)\b[^.,;]*?\b(?P<when>(?:{'|'.join(MONTHS)}|våren|sommaren|hösten) 20\d\d)",
    re.I,
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


def signed_in_the_year_of_its_number(register: Register, record: Record) -> Iterator[Finding]:
    """What was signed in January 2024 has no number of 2025, the year in which it begins."""
    own, number = record.fields.span, record.fields.diary_number if is_a(record, Pledge) else None
    years = re.findall(r"(?<!\d)20\d\d(?!\d)", number or "")
    signed = record.fields.signed if is_a(record, Pledge) else None
    if own is None or own.first is None or signed is None or len(years) != 1:
        return
    year = int(years[0])
    if own.last is not None and year > max(own.last.year, signed.year):
        yield _after(f"Diarienumret är {number}, och löftet slutar {own.last.year}.", "diarienummer", ("diarienummer",))
    if signed.year == year - 1 and year == own.first.year and signed.month is not None and signed.month <= _EARLY:
        yield _finding(
            f"Löftet är undertecknat {partial(signed)}, men diarienumret ({number}) och perioden är av {year}.",
            "I början av ett år är det lätt att skriva det förra: kontrollera årtalet i undertecknat:.",
            ("undertecknat",),
        )


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
    if _next_step_was_before(record) is not None:  # two against one
        yield _finding(
            f"Uppföljningen är från {partial(when)}, men källan är hämtad redan {partial(retrieved)}, och nästa steg är dessförinnan.",
            "Kontrollera årtalet i datum:.",
            ("datum",),
        )
        return
    yield _finding(
        f"Källan är hämtad {partial(retrieved)}, innan uppföljningen kom {partial(when)}.",
        "Kontrollera årtalen i hämtad: och datum:.",
        ("belägg", number, "hämtad"),
    )


def sources_were_read_after(register: Register, record: Record) -> Iterator[Finding]:
    """What was signed or published had been so when its sources were read; told where every source was read before."""
    if not is_commitment(record):
        return
    key, signed = signing(record.fields)
    own = [(key, signed), ("publicerat", record.fields.published if is_a(record, Pledge) else None)]
    end = record.fields.span.last if record.fields.span is not None else None
    own = [(name, day) for name, day in own if day is None or end is None or day.first <= end]  # else told of as such
    read = [value.retrieved for _, value in values(record) if isinstance(value, Source) and value.retrieved is not None]
    for name, day in own:
        if read and all(_is_before(one, day) for one in read):
            yield _finding(
                f"Det står {name}: {day}, men källorna lästes senast {partial(max(read))}.",
                f"Kontrollera årtalen i {name}: och hämtad:.",
                (name,),
            )
            return


def nothing_comes_long_after(register: Register, record: Record) -> Iterator[Finding]:
    """The dialogue about a pledge, an agreement or a plan is held before its end, and it is followed up soon after."""
    own = record.fields.span
    if not is_commitment(record) or own is None or own.last is None:
        return
    figures = record.fields.dialogue_figures if is_a(record, Pledge) else ()
    for row, one in enumerate(figures):
        if one.year is not None and one.year.first > own.last:
            yield _after(f"Dialogen fördes {partial(one.year)}, efter slutet ({period(own)}).", "år", ("dialogsiffror", row, "år"))  # fmt: skip
    plan = record.fields.follow_up
    if plan is not None and plan.latest is not None and plan.latest.year > own.last.year + LONGEST_BEFORE:
        yield _after(f"Uppföljningen ska vara klar senast {partial(plan.latest)}, långt efter slutet ({period(own)}).", "senast", ("uppföljning", "senast"))  # fmt: skip
    for row, measure in enumerate(record.fields.indicators if not isinstance(record.fields, FollowUp) else ()):
        yield from _measured_after(measure, row, own.last.year)


def dialogue_came_before_it_was_signed(register: Register, record: Record) -> Iterator[Finding]:
    """A dialogue that a pledge came out of was not held after it was signed or given."""
    fields = record.fields if is_a(record, Pledge) else None
    given = (fields.signed or fields.published) if fields is not None else None
    if fields is None or given is None or _TO_BE_DONE.search(fields.dialogue or ""):
        return
    begins = fields.period.first if fields.period is not None else None
    for found in _WHEN.finditer(fields.dialogue or ""):
        when = parse_date(suggested_date(found[0]) or "okänd")
        if when is not None and begins is not None and when.last < begins:
            continue  # a dialogue before its time is in order: it is rather the signing that is of another year
        if _is_before(given, when):
            key = "undertecknat" if fields.signed is not None else "publicerat"
            yield _after(f"Under dialog: står ”{found[0]}”, men {key}: är {given}.", "dialog", ("dialog",))
            return


def events_come_in_time(log: PublicationLog, register: Register, record: Record) -> Iterator[Finding]:
    """What happens to a pledge, an agreement or a plan does so in its time or the year after.

    A follow-up that is put off is told of when it is, and a change of what has been published when it is made, so those
    days are not looked at.
    """
    own = record.fields.span
    if not is_commitment(record) or own is None or own.last is None:
        return
    editions = log.editions.get(log.first_address(record), ())
    for row, (event_id, change) in enumerate(zip(change_ids(record, log), record.changes, strict=True)):
        loc, when, told = ("händelser", row, "datum"), change.date, log.events.get(event_id)
        if when is None or when.first <= own.last or change.new_latest is not None or CORRECTS.search(change.text):
            continue
        if editions and (told is None or told.announced > editions[0].day):
            continue
        if when.year <= own.last.year + LATEST_AFTER and not _CHANGES_WHAT_HOLDS.search(change.text):
            continue
        if all(loc != one.loc for one in days_in_the_text_are_its_own(register, record)):
            yield _after(f"Det som hände {partial(when)} ligger efter slutet ({period(own)}).", "datum", loc)


def _measured_after(measure: Indicator, row: int, last: int) -> Iterator[Finding]:
    first, target = measure.baseline, measure.target
    if first is not None and first.year is not None and first.year.year > last:
        yield _after(f"Utgångsvärdet är från {partial(first.year)}, efter slutet ({last}).", "år", ("mått", row, "utgångsvärde", "år"))  # fmt: skip
    elif first is not None and target is not None and _is_before(target.year, first.year):
        yield _finding(
            f"Målet är satt till {partial(target.year)}, före utgångsvärdet från {partial(first.year)}.",
            "Kontrollera årtalen, eller skriv målet som ett av värdena.",
            ("mått", row, "mål", "år"),
        )


def given_before_it_was_followed_up(register: Register, record: Record) -> Iterator[Finding]:
    """A pledge was given to residents, and anything signed, before how it went was told."""
    if not is_commitment(record):
        return
    key, signed = signing(record.fields)
    end = record.fields.span.last if record.fields.span is not None else None
    came = [
        one.fields.date
        for one in register.follow_ups(record)
        if one.fields.date is not None and not _came_before_its_end(one)
    ]
    for name, day in (("publicerat", record.fields.published if is_a(record, Pledge) else None), (key, signed)):
        earlier = next((one for one in came if _is_before(one, day)), None)
        if day is not None and earlier is not None and (end is None or day.first <= end):
            yield _after(f"Det står {name}: {day}, men en uppföljning kom redan {partial(earlier)}.", name, (name,))


def _came_before_its_end(record: Record[FollowUp]) -> bool:
    """Whether a follow-up came before the time that it is of was over: then its own day is the first to be doubted."""
    when, last = record.fields.date, record.fields.covers.last
    return when is not None and last is not None and when.last < last


def followed_up_before_it_was_given(register: Register, record: Record) -> Iterator[Finding]:
    """A follow-up that came before its own time was over came after what it follows up was given: its day may be another file's."""
    target = target_of(register, record)
    if not is_a(record, FollowUp) or target is None or not _came_before_its_end(record) or record.fields.is_final:
        return  # a final one before the end is told of as such
    when, begins = record.fields.date, record.fields.covers.first
    end = target.fields.span.last if target.fields.span is not None else None
    if when is None or (begins is not None and when.last < begins):
        return  # told of as older than the time that it is of
    key, signed = signing(target.fields)
    for name, day in ((key, signed), ("publicerat", target.fields.published if is_a(target, Pledge) else None)):
        if day is not None and _is_before(when, day) and (end is None or day.first <= end):
            yield _finding(
                f"Uppföljningen är från {partial(when)}, men {title(target)} har {name}: {day}.",
                f"Kontrollera datum: här, som kan vara kvar från en annan fil, och {name}: i {target.path}.",
                ("datum",),
            )
            return


def follow_up_tells_what_has_been(register: Register, record: Record) -> Iterator[Finding]:
    """What a follow-up gives as measured, compared or corrected is of a day before it came, or after it for a correction."""
    if not is_a(record, FollowUp):
        return
    when, covers = record.fields.date, record.fields.covers
    last = when.last if when is not None else None
    if last is None and covers.last is not None:
        last = date(covers.last.year + LATEST_AFTER, 12, 31)
    own = f"uppföljningen kom {partial(when)}" if when is not None else f"uppföljningen gäller {period(covers)}"
    for loc, year in _told_years(record) if last is not None else ():
        if year is not None and last is not None and year.first > last:
            yield _after(f"Värdet är från {partial(year)}, men {own}.", "år", loc)
    for row, change in enumerate(record.fields.changes):
        if _is_before(change.date, when):
            yield _finding(
                f"Rättelsen är från {partial(change.date)}, innan uppföljningen kom {partial(when)}.",
                "Kontrollera årtalen i datum:.",
                ("händelser", row, "datum"),
            )


def _told_years(record: Record[FollowUp]) -> Iterator[tuple[Loc, PartialDate | None]]:
    for place, measure in enumerate(record.fields.indicators):
        for row, value in enumerate(measure.values):
            yield ("mått", place, "värden", row, "år"), value.year
    for place, outcome in enumerate(record.fields.outcomes):
        for row, other in enumerate(outcome.comparisons):
            yield ("utfall", place, "jämförelse", row, "år"), other.year


def next_step_is_to_come(register: Register, record: Record) -> Iterator[Finding]:
    """What is to happen next does so after the follow-up came: `görs våren 2024` in one of 2025 has the wrong year."""
    words = _next_step_was_before(record) if is_a(record, FollowUp) else None
    if (
        is_a(record, FollowUp)
        and words is not None
        and record.fields.date is not None
        and not any(_read_before(record))
    ):
        yield _finding(
            f"Under nästa steg: står ”{words}”, men uppföljningen kom {partial(record.fields.date)}.",
            "Kontrollera årtalet i nästa steg: och datum:.",
            ("nästa steg",),
        )


def _next_step_was_before(record: Record[FollowUp]) -> str | None:
    """The time of a next step that lies before the follow-up came, as it is written."""
    when = record.fields.date
    for found in _TO_BE_DONE.finditer(record.fields.next_step or "") if when is not None else ():
        meant = parse_date(suggested_date(found["when"]) or "okänd")
        if when is not None and meant is not None and meant.last < when.first:
            return found["when"]
    return None


def text_says_which_time(register: Register, record: Record) -> Iterator[Finding]:
    """`Uppföljningen gäller löftet för 2020` is not said in one of 2021."""
    covers = record.fields.covers if is_a(record, FollowUp) else None
    if covers is None or covers.first is None or covers.last is None:
        return
    for sentence, loc, line in own_sentences(record):
        found = _IS_OF.search(sentence)
        years = {int(year) for year in re.findall(r"(?<!\d)20\d\d(?!\d)", found[0])} if found is not None else set()
        begins = [one.year for one in _beginnings(register, record)]
        if years and not years & {*range(covers.first.year, covers.last.year + 1), *begins}:
            yield Finding(
                code="ar-stammer-inte",
                message=f"Texten säger att uppföljningen gäller {enumerate_words(sorted(map(str, years)))}, men avser: är {period(covers)}.",
                hint="Rätta texten och länken i den, eller avser: och vad som följs upp.",
                loc=loc,
                line=line,
            )


def follow_up_comes_in_time(register: Register, record: Record) -> Iterator[Finding]:
    """A follow-up comes within some years of what it covers, and its sources were not read years before that."""
    if not is_a(record, FollowUp):
        return
    when, covers = record.fields.date, record.fields.covers
    if when is not None and covers.last is not None and when.first.year > covers.last.year + LONGEST_BEFORE:
        years = when.first.year - covers.last.year
        yield _after(f"Uppföljningen kom {partial(when)}, {years} år efter slutet ({period(covers)}).", "datum", ("datum",))  # fmt: skip
    for row, source in enumerate(record.fields.evidence if covers.first is not None else ()):
        read = source.retrieved
        if read is not None and covers.first is not None and read.last.year + LONGEST_BEFORE <= covers.first.year:
            yield _finding(
                f"Källan är hämtad {partial(read)}, {covers.first.year - read.last.year} år före det som uppföljningen gäller ({period(covers)}).",
                "Kontrollera årtalet i hämtad:.",
                ("belägg", row, "hämtad"),
            )


def mentions_come_after(register: Register, record: Record) -> Iterator[Finding]:
    """What is said of a pledge, an agreement or a plan is not said years before it begins."""
    if not is_a(record, Mention):
        return
    when, begins = record.fields.date, _beginnings(register, record)
    if when is not None and begins and when.last.year + LONGEST_BEFORE <= min(begins).year:
        yield _finding(
            f"Omnämnandet är från {partial(when)}, {min(begins).year - when.last.year} år före det som det gäller.",
            "Kontrollera årtalet i datum:.",
            ("datum",),
        )


def _beginnings(register: Register, record: Record) -> list[date]:
    """When that which a record is about began."""
    return [
        one.fields.span.first
        for link in register.out.get(record.identity, ())
        if link.target is not None
        and is_commitment(one := register.records.get(link.target))
        and one.fields.span is not None
        and one.fields.span.first is not None
    ]


def revised_in_its_time(register: Register, record: Record) -> Iterator[Finding]:
    """What is to be looked over is so after its first day, and not years after its last."""
    own = record.fields.span
    for row, day in enumerate(record.fields.revisions if is_commitment(record) else ()):
        if day is None or own is None:
            continue
        if own.first is not None and day.last < own.first:
            yield _finding(
                f"Det ska ses över {partial(day)}, innan perioden ({period(own)}) har börjat.",
                "Kontrollera årtalen i revideras: och period:.",
                ("revideras", row),
            )
        elif own.last is not None and day.first.year > own.last.year + LATEST_AFTER:
            yield _after(f"Det ska ses över {partial(day)}, efter slutet ({period(own)}).", "revideras", ("revideras", row))  # fmt: skip


def _after(message: str, key: str, loc: Loc) -> Finding:
    hint = f"Kontrollera årtalet i {key}:. Stämmer det, acceptera varningen."
    return Finding(code="dag-efter", message=message, hint=hint, loc=loc)


def moves_go_forward(register: Register, record: Record) -> Iterator[Finding]:
    """A follow-up that is put off is put off to a later day, and a time that is prolonged to a later end."""
    plan = record.fields.follow_up if is_commitment(record) else None
    first = latest = plan.latest if plan is not None else None
    for row, change in enumerate(record.changes):
        if change.new_latest is not None:
            if latest is not None and change.new_latest.last <= latest.last and not _is_brought_forward(change):
                yield Finding(
                    code="flyttad-bakat",
                    message=f"Den nya dagen är {partial(change.new_latest)}, men uppföljningen skulle redan vara klar senast {partial(latest)}.",
                    hint="Skriv tillbaka den första dagen i senast: under uppföljning:. Det är händelsen som säger den nya."
                    if latest is first and str(change.new_latest) == str(latest)
                    else "Rätta ny uppföljning senast:. Är den flyttad till en tidigare dag, skriv det i text: Uppföljningen tidigareläggs.",
                    loc=("händelser", row, "ny uppföljning senast"),
                )
            latest = change.new_latest
        if change.moved_from is not None and change.moved_from == change.date:
            yield Finding(
                code="flyttad-bakat",
                message=f"Mötet är flyttat från {partial(change.moved_from)}, samma dag som i datum:.",
                hint="Skriv den nya dagen under datum:, eller ta bort flyttat från: om den inte är ändrad.",
                loc=("händelser", row, "flyttat från"),
            )
        if change.old_end is not None and change.new_end is not None and change.new_end.last <= change.old_end.last:
            yield Finding(
                code="flyttad-bakat",
                message=f"Det nya slutet är {partial(change.new_end)}, men det skulle redan ha gällt till {partial(change.old_end)}.",
                hint="Rätta nytt slut: eller gammalt slut:. Har de bytt plats, byt tillbaka.",
                loc=("händelser", row, "nytt slut"),
            )


def _is_brought_forward(change: Change) -> bool:
    return re.search(r"\btidigare", f"{change.text} {change.reason or ''}", re.IGNORECASE) is not None


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


def studied_after_it_began(register: Register, record: Record) -> Iterator[Finding]:
    """What a pledge has led to is looked into when it has begun, not before."""
    when = record.fields.date if is_a(record, Mention) and record.fields.nature in ("granskning", "studie") else None
    begins = _beginnings(register, record)
    if when is not None and begins and when.last < min(begins) and min(begins).year - when.last.year < LONGEST_BEFORE:
        yield _finding(
            f"Omnämnandet är från {partial(when)}, innan det som det gäller började {written_day(min(begins))}.",
            "Kontrollera årtalet i datum:.",
            ("datum",),
        )


def signed_near_the_beginning(register: Register, record: Record) -> Iterator[Finding]:
    """What holds for years is signed before most of its first has passed, and what holds for one before most of it has."""
    own = record.fields.span
    if not is_commitment(record) or own is None or own.first is None or own.last is None:
        return
    key, signed = signing(record.fields)
    days = (own.last - own.first).days
    if signed is None or not own.first <= signed.first <= own.last:
        return
    if any(_is_before(one.fields.date, signed) for one in register.follow_ups(record)):
        return  # told of as given before it was followed up
    if (signed.first - own.first).days > min(LATEST_SIGNED, days * 3 // 4):
        yield _after(f"Det står {key}: {signed}, {_so_late(signed.first, own.first)} efter periodens början ({period(own)}).", key, (key,))  # fmt: skip


def _so_late(day: date, first: date) -> str:
    months = (day.year - first.year) * 12 + day.month - first.month
    return f"{months} månader"


def followed_up_near_the_end(register: Register, record: Record) -> Iterator[Finding]:
    """A last day for the follow-up lies in the second half of the time, or after it, unless it comes again and again."""
    if not is_commitment(record):
        return
    own, plan = record.fields.span, record.fields.follow_up
    if own is None or own.first is None or own.last is None or plan is None or plan.latest is None or plan.every:
        return
    if own.first <= plan.latest.last < own.first + (own.last - own.first) / 2:
        yield _finding(
            f"Uppföljningen ska vara klar senast {partial(plan.latest)}, långt före periodens slut ({period(own)}).",
            "Kontrollera årtalet i senast:.",
            ("uppföljning", "senast"),
        )


def least_end_is_that_of_its_name(register: Register, record: Record) -> Iterator[Finding]:
    """The day until which something holds at least lies in its time: after its beginning, and in the years of its name."""
    own, until = record.fields.span, record.fields.holds_at_least_until if is_commitment(record) else None
    if own is None or own.first is None or own.last is not None or until is None:
        return
    loc, named = ("gäller minst till",), years_of_its_name(record)
    if until.last < own.first:
        yield _finding(
            f"Det gäller minst till {partial(until)}, innan det börjar ({period(own)}).",
            "Kontrollera årtalet i gäller minst till:.",
            loc,
        )
    elif named is not None and until.year > named[1]:
        said = str(named[1]) if named[0] == named[1] else f"{named[0]}–{named[1]}"
        yield _after(f"Det gäller minst till {partial(until)}, men titeln och filnamnet säger {said}.", loc[0], loc)


def _finding(message: str, hint: str, loc: Loc) -> Finding:
    return Finding(code="dag-fore", message=message, hint=f"{hint} Stämmer de, acceptera varningen.", loc=loc)


RULES: tuple[Rule, ...] = (
    days_come_in_order,
    signed_in_the_year_of_its_number,
    sources_were_read_after,
    nothing_comes_long_after,
    dialogue_came_before_it_was_signed,
    given_before_it_was_followed_up,
    followed_up_before_it_was_given,
    follow_up_tells_what_has_been,
    next_step_is_to_come,
    text_says_which_time,
    follow_up_comes_in_time,
    mentions_come_after,
    revised_in_its_time,
    moves_go_forward,
    news_is_of_its_names_year,
    studied_after_it_began,
    signed_near_the_beginning,
    followed_up_near_the_end,
    least_end_is_that_of_its_name,
)
