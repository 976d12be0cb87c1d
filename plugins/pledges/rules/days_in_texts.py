"""Days, weekdays and parts of a year in a text, which can't be right beside the record's own: most often a slip of the hand."""

import re
from collections.abc import Iterator
from datetime import date

from pledges.content.record import Loc, Record, is_a, is_commitment
from pledges.content.record_fields import FollowUp, News, Pledge, signing
from pledges.content.register import Register
from pledges.content.suggested_values import suggested_date
from pledges.rules.every_text import EVERY_TEXT, of_each_text, own_sentences, sentences
from pledges.rules.finding import Finding, Rule
from pledges.swedish import day as written_day
from pledges.swedish import partial, period
from pledges.written_values import MONTHS, PartialDate, parse_date

_WHOLE_DAY = re.compile(rf"(?<![\d–-])(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})\b", re.I)
CORRECTS = re.compile(
    r"\b(?:rätta(?:s|d|t|de|des|ts)|rättelse\w*|(?:hade|har) blivit fel|stod fel|skrivfel\w*|felaktig\w*)\b", re.I
)
"""What was wrong here is mended whenever it is found."""
_SIGNED = re.compile(
    rf"\b(?:löftet|överenskommelsen|det|den|planen) (?:undertecknades|skrevs under|beslutades) (?:den )?(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})\b",
    re.I,
)
_SOURCES = ("källor", "belägg", "dokument", "länkar")
_WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
_WEEKDAY = re.compile(
    rf"\b({'|'.join(_WEEKDAYS)})(?:en)?,? (?:den )?(\d{{1,2}})(?::?[ae])? ({'|'.join(MONTHS)}) (\d{{4}})\b", re.I
)
_WEEKDAY_ALONE = re.compile(
    rf"\b({'|'.join(_WEEKDAYS)})(?:en)?,? (?:den )?(\d{{1,2}})(?::?[ae])? ({'|'.join(MONTHS)})\b(?! \d{{4}})", re.I
)
_PART_OF_A_YEAR = re.compile(
    r"\b(?:under|i) (?:det |den )?(?P<which>första|andra|tredje|fjärde|sista) (?P<part>kvartalet|tertialet|halvåret)\b(?! 20)",
    re.I,
)
ORDINALS = {"första": 0, "andra": 1, "tredje": 2, "fjärde": 3}
MONTHS_OF = {"tertialet": 4, "kvartalet": 3, "halvåret": 6}
_HOUR = re.compile(r"\bkl(?:ockan|\.)? ?\d", re.I)
_DAY_ALONE = re.compile(
    rf"\b(?:(?P<weekday>{'|'.join(_WEEKDAYS)})(?:en)? )?den (?P<day>\d{{1,2}})(?::?[ae])? (?P<month>{'|'.join(MONTHS)})\b(?! \d{{4}})",
    re.I,
)
_MEETS = re.compile(
    r"(?:[^\W\d_]+(?:t|a|n|e) )?[^\W\d_]*(?:möte|dialog|samtal|träff|vandring|dialogkväll|medborgarkväll|trygghetsdag|frågestund)\b"
    r"(?: (?:om|i|på|vid|med|för|kring)(?: (?!(?:som|efter|inför|sedan|innan|från|till|den|det|dem|de|vid|då|när)\b)[^\W\d_]+)+)?,? ",
    re.I,
)
"""The whole of what stands before the day: a meeting, of what and where, and nothing that tells of another day."""
_HOLDS_UNTIL = re.compile(
    rf"^(?:Löftet|Överenskommelsen|Planen) gäller (?:fram )?(?:till och med|till|t\.?o\.?m\.?) (?:slutet av |utgången av |den )?(?P<when>(?:\d{{1,2}} )?(?:(?:{'|'.join(MONTHS)}) )?20\d\d)\b",
    re.I,
)
_EACH = re.compile(r"\bvarje (?P<time>vecka|månad|kvartal|tertial|termin|halvår|år)\b", re.I)
_BEGINS_WHEN_SIGNED = re.compile(r"\bhär står när (?:den|det) (?:undertecknades|beslutades)\b", re.I)
_TIME_IN_TEXT = re.compile(rf"\b(?:i|under) (?P<when>(?:{'|'.join(MONTHS)}|våren|sommaren|hösten) 20\d\d)\b", re.I)
_CALLED_OFF = re.compile(r"\b(?:ställdes in|sköts upp|hölls|genomfördes|gjordes|ägde rum|avslutades|avbröts)\b", re.I)
_ANOTHER_TIME = re.compile(
    r"\b(?:ska|skulle|kommer|planer\w*|nästa|fortsätter|därefter|senare|förra|föregående|20\d\d|väntas|återkommer|jämfört|än)\b",
    re.I,
)


_with_a_whole_day = EVERY_TEXT.sought(_WHOLE_DAY.search)


def days_in_the_text_are_its_own(register: Register, record: Record) -> Iterator[Finding]:
    """A whole day that a text names is not the record's own day of another year: 10 februari 2023 beside 2032-02-10."""
    placed = _with_a_whole_day(record)
    own = {loc: day for loc, day in _own_days(record) if day is not None and day.day is not None} if placed else {}
    said: dict[tuple[int, int], set[int]] = {}
    for text, place, _ in placed if own else ():
        if place and place[0] in _SOURCES:
            continue  # told of by `copied`
        for found in _WHOLE_DAY.finditer(text):
            said.setdefault((MONTHS.index(found[2].casefold()) + 1, int(found[1])), set()).add(int(found[3]))
    for loc, day in own.items():
        years = said.get((day.first.month, day.first.day), set())
        if years and day.year not in years and (day.month, day.day) != (2, 29):
            meant = day.first.replace(year=min(years, key=lambda one: abs(one - day.year)))
            text_is_wrong = loc[0] == "händelser" and _is_out_of_its_time(record, meant, day)
            yield Finding(
                code="dag-mot-texten",
                message=f"Det står {loc[-1]}: {day}, men texten säger {written_day(meant)}.",
                hint=f"Är det samma dag, rätta årtalet i texten till {day.year}. Är de olika, acceptera varningen."
                if text_is_wrong
                else f"Är det samma dag, skriv {loc[-1]}: {meant}. Är de olika, acceptera varningen.",
                loc=(*loc[:-1], "text") if text_is_wrong else loc,
            )


def _is_out_of_its_time(record: Record, said: date, day: PartialDate) -> bool:
    """Whether the day that a text says lies before the record was given or began, or after its end, and its own day does not."""
    own = record.fields.span
    if not is_commitment(record) or own is None or own.first is None:
        return False
    _, signed = signing(record.fields)
    first = min(own.first, signed.first) if signed is not None else own.first
    return (said < first <= day.first) or (own.last is not None and day.first <= own.last < said)


def signed_as_the_text_says(register: Register, record: Record) -> Iterator[Finding]:
    """`Löftet undertecknades den 12 februari 2024` is of the day that its key has."""
    if not is_commitment(record):
        return
    key, signed = signing(record.fields)
    for sentence, loc, line in own_sentences(record) if signed is not None and signed.day is not None else ():
        found = _SIGNED.search(sentence)
        said = _day(int(found[3]), MONTHS.index(found[2].casefold()) + 1, int(found[1])) if found is not None else None
        if (
            found is not None
            and said is not None
            and signed is not None
            and (said.day, said.month) != (signed.day, signed.month)
        ):
            yield Finding(
                code="dag-mot-texten",
                message=f"Det står ”{found[0]}”, men {key}: är {signed}.",
                hint=f"Rätta den som är fel: {key}: {said} om texten stämmer.",
                loc=loc,
                line=line,
            )


def _own_days(record: Record) -> Iterator[tuple[Loc, PartialDate | None]]:
    if is_commitment(record):
        key, signed = signing(record.fields)
        yield (key,), signed
    if is_a(record, Pledge):
        yield ("publicerat",), record.fields.published
    if is_a(record, FollowUp):
        yield ("datum",), record.fields.date
    for row, change in enumerate(record.changes):
        yield ("händelser", row, "datum"), change.date


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
                hint=_other_weekday(found[1].casefold(), meant),
            )


def _other_weekday(said: str, day: date) -> str:
    """The weekday that the day has, and the nearest day that has the weekday."""
    away = (_WEEKDAYS.index(said) - day.weekday() + 3) % 7 - 3
    nearest = date.fromordinal(day.toordinal() + away)
    return (
        f"Skriv {_WEEKDAYS[day.weekday()]}, eller {said} den {written_day(nearest)} om det är veckodagen som stämmer."
    )


def weekdays_without_a_year_are_of_their_days(register: Register, record: Record) -> Iterator[Finding]:
    """A weekday beside a day without a year is that day's in a year that may be meant: the event's own, or one near the news."""
    for text, loc, when in _dated_texts(record):
        for found in _WEEKDAY_ALONE.finditer(text):
            month, number = MONTHS.index(found[3].casefold()) + 1, int(found[2])
            is_its_own = when.day is not None and (when.first.month, when.first.day) == (month, number)
            years = (when.year,) if is_its_own else (when.year, when.year + 1, when.year - 1)
            days = [one for year in years if (one := _day(year, month, number)) is not None]
            if days and all(_WEEKDAYS[one.weekday()] != found[1].casefold() for one in days):
                yield Finding(
                    code="fel-veckodag",
                    message=f"Det står {found[1].casefold()}, men {written_day(days[0])} är en {_WEEKDAYS[days[0].weekday()]}.",
                    hint=_other_weekday(found[1].casefold(), days[0]),
                    loc=loc,
                )


def _day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None  # told of as such


def _dated_texts(record: Record) -> Iterator[tuple[str, Loc, PartialDate]]:
    """The texts that are of a day of their own, with that day."""
    for row, change in enumerate(record.changes):
        if change.date is not None:
            yield change.text, ("händelser", row, "text"), change.date
    if is_a(record, News) and record.fields.date is not None:
        yield record.fields.summary or "", ("kort",), record.fields.date
        yield record.body, (), record.fields.date


def parts_of_the_year_are_covered(register: Register, record: Record) -> Iterator[Finding]:
    """What a follow-up of a part of a year tells was done is not of another part: `tredje kvartalet` in January–June."""
    covers = record.fields.covers if is_a(record, FollowUp) else None
    if covers is None or covers.first is None or covers.last is None or covers.first.year != covers.last.year:
        return
    for sentence, loc, line in own_sentences(record):
        found = _PART_OF_A_YEAR.search(sentence)
        if found is None or _ANOTHER_TIME.search(sentence):
            continue
        length = MONTHS_OF[found["part"].casefold()]
        which = {**ORDINALS, "sista": 12 // length - 1}[found["which"].casefold()]
        if which * length + 1 > covers.last.month or (which + 1) * length < covers.first.month:
            yield Finding(
                code="tid-mot-titeln",
                message=f"Det står ”{found[0]}”, men avser: är {period(covers)}.",
                hint="Rätta texten eller avser:. Gäller meningen en annan tid, skriv vilken.",
                loc=loc,
                line=line,
            )


def follow_up_is_when_it_says(register: Register, record: Record) -> Iterator[Finding]:
    """`under första kvartalet 2019` beside the last day of a follow-up is of that day's year."""
    plan = record.fields.follow_up if is_commitment(record) else None
    if plan is None or plan.latest is None or plan.how is None:
        return
    years = {int(year) for year in re.findall(r"(?<![\d/:-])20\d\d(?![\d/:-])", plan.how)}
    if len(years) == 1 and plan.latest.year < min(years):
        (year,) = years
        yield Finding(
            code="dag-mot-texten",
            message=f"Det står senast: {plan.latest}, men hur: säger {year}.",
            hint=f"Skriv senast: {str(plan.latest).replace(str(plan.latest.year), str(year), 1)}, eller rätta hur:.",
            loc=("uppföljning", "senast"),
        )


def rhythm_is_that_of_its_words(register: Register, record: Record) -> Iterator[Finding]:
    """`varje: år` is not told of each `tertial`."""
    plan = record.fields.follow_up if is_commitment(record) else None
    said = _EACH.search(plan.how) if plan is not None and plan.how is not None and plan.every is not None else None
    if plan is not None and said is not None and said["time"].casefold() != plan.every:
        yield Finding(
            code="dag-mot-texten",
            message=f"Det står varje: {plan.every}, men hur: säger ”{said[0]}”.",
            hint=f"Skriv varje: {said['time'].casefold()}, eller rätta hur:. Stämmer båda, acceptera varningen.",
            loc=("uppföljning", "varje"),
        )


def signed_when_it_began(register: Register, record: Record) -> Iterator[Finding]:
    """Where it is said that the period begins when it was signed, it begins on that day."""
    own = record.fields.span if is_commitment(record) else None
    if not is_commitment(record) or own is None or own.start is None or own.start.day is None:
        return
    key, signed = signing(record.fields)
    said = any(_BEGINS_WHEN_SIGNED.search(text) for text in record.fields.missing)
    if said and signed is not None and signed.day is not None and signed.first != own.first:
        yield Finding(
            code="dag-mot-texten",
            message=f"Det står {key}: {signed}, men perioden börjar {partial(own.start)}, och saknas: säger att det var då.",
            hint=f"Skriv {key}: {own.start}, eller rätta perioden och saknas:.",
            loc=(key,),
        )


def meetings_without_a_year_are_on_their_day(register: Register, record: Record) -> Iterator[Finding]:
    """A meeting whose text gives weekday, day and hour without a year has that day under `datum` too."""
    for row, change in enumerate(record.changes):
        found = list(_WEEKDAY_ALONE.finditer(change.text))
        when = change.date
        if when is None or when.day is None or len(found) != 1 or not _HOUR.search(change.text):
            continue
        month, number = MONTHS.index(found[0][3].casefold()) + 1, int(found[0][2])
        if (when.month, when.day) == (month, number):
            continue  # a weekday that is wrong is told of as such
        days = [_day(year, month, number) for year in (when.year, when.year + 1, when.year - 1)]
        said = next((one for one in days if one and _WEEKDAYS[one.weekday()] == found[0][1].casefold()), None)
        if said is not None and said != when.first:
            yield Finding(
                code="dag-mot-texten",
                message=f"Det står datum: {when}, men texten säger {found[0][0]}.",
                hint=f"Skriv datum: {said} om det är då det händer, eller {_WEEKDAYS[when.first.weekday()]} den {when.first.day} {MONTHS[when.first.month - 1]} i texten.",
                loc=("händelser", row, "datum"),
            )


def meetings_are_on_the_day_of_their_text(register: Register, record: Record) -> Iterator[Finding]:
    """`Öppet möte om trafiken torsdagen den 9 oktober` is on that day, also without an hour."""
    for row, change in enumerate(record.changes):
        found = list(_DAY_ALONE.finditer(change.text))
        when = change.date
        if when is None or when.day is None or len(found) != 1 or _HOUR.search(change.text):
            continue
        said = _day(when.year, MONTHS.index(found[0]["month"].casefold()) + 1, int(found[0]["day"]))
        weekday = (found[0]["weekday"] or "").casefold()
        if said is None or said == when.first or not _MEETS.fullmatch(change.text[: found[0].start()]):
            continue
        if not weekday or _WEEKDAYS[said.weekday()] == weekday:
            yield Finding(
                code="dag-mot-texten",
                message=f"Det står datum: {when}, men texten säger {found[0][0]}.",
                hint=f"Skriv datum: {said} om det är då det händer, eller rätta dagen i texten. Stämmer båda, acceptera varningen.",
                loc=("händelser", row, "datum"),
            )


def what_happened_is_told_of_its_own_time(register: Register, record: Record) -> Iterator[Finding]:
    """What happened in January 2024 is not told as of January 2027, nor as done at a time that came after it."""
    for row, change in enumerate(record.changes):
        found = list(_TIME_IN_TEXT.finditer(change.text))
        if change.date is None or len(found) != 1 or CORRECTS.search(change.text):
            continue
        words = found[0]["when"]
        meant = parse_date(suggested_date(words) or "okänd")
        if meant is None or meant.year == change.date.year:
            continue
        is_its_month = change.date.month is not None and meant.month == change.date.month
        is_done_later = meant.first > change.date.last and _CALLED_OFF.search(change.text)
        if is_its_month or is_done_later:
            yield Finding(
                code="dag-mot-texten",
                message=f"Det står datum: {change.date}, men texten säger {words}.",
                hint=f"Skriv datum: med året {meant.year} om det är då det hände, eller rätta texten. Stämmer båda, acceptera varningen.",
                loc=("händelser", row, "datum"),
            )


def texts_say_how_long_it_holds(register: Register, record: Record) -> Iterator[Finding]:
    """`Löftet gäller till och med 31 december 2026` is to the end that its period has."""
    own = record.fields.span if is_commitment(record) else None
    for sentence, loc, line in own_sentences(record) if own is not None and own.last is not None else ():
        found = _HOLDS_UNTIL.search(sentence)
        until = parse_date(suggested_date(found["when"]) or "okänd") if found is not None else None
        if (
            found is not None
            and until is not None
            and own is not None
            and own.last is not None
            and until.last != own.last
        ):
            yield Finding(
                code="ar-stammer-inte",
                message=f"Det står ”{found[0]}”, men perioden slutar {written_day(own.last)}.",
                hint="Rätta texten eller perioden. Gäller det något annat, acceptera varningen.",
                loc=loc,
                line=line,
            )


_with_a_time = EVERY_TEXT.sought(_TIME_IN_TEXT.search)


def what_is_told_had_been(register: Register, record: Record) -> Iterator[Finding]:
    """A follow-up of February 2025 doesn't tell that a walk in December 2025 was called off, nor one of 2024 that of December 2023."""
    told = record.fields.date if is_a(record, FollowUp) else None
    begins = record.fields.covers.first if is_a(record, FollowUp) else None
    for text, loc, line in _with_a_time(record) if told is not None else ():
        if loc and loc[0] in _SOURCES:
            continue
        for sentence in sentences(text):
            found = list(_TIME_IN_TEXT.finditer(sentence))
            words = found[0]["when"] if len(found) == 1 and _CALLED_OFF.search(sentence) else ""
            when = parse_date(suggested_date(words) or "okänd") if words else None
            of_a_row = len(loc) == 3 and loc[-1] in ("kommentar", "orsak")
            if when is not None and of_a_row and begins is not None and when.last < begins:
                yield Finding(
                    code="dag-fore",
                    message=f"Det står ”{found[0][0]}”, före den tid som redovisas.",
                    hint="Är det kvar från förra årets uppföljning, skriv det som hände. Stämmer det, acceptera varningen.",
                    loc=loc,
                )
            if when is not None and told is not None and when.first > told.last:
                yield Finding(
                    code="dag-efter",
                    message=f"Det står ”{found[0][0]}”, men uppföljningen är från {partial(told)}.",
                    hint="Kontrollera årtalet i texten och i datum:. Stämmer de, acceptera varningen.",
                    loc=loc,
                    line=line,
                )


RULES: tuple[Rule, ...] = (
    days_in_the_text_are_its_own,
    signed_as_the_text_says,
    weekdays_are_of_their_days,
    weekdays_without_a_year_are_of_their_days,
    parts_of_the_year_are_covered,
    follow_up_is_when_it_says,
    rhythm_is_that_of_its_words,
    signed_when_it_began,
    meetings_without_a_year_are_on_their_day,
    meetings_are_on_the_day_of_their_text,
    what_happened_is_told_of_its_own_time,
    texts_say_how_long_it_holds,
    what_is_told_had_been,
)
