"""What a record says is not here, while other records show that it is: kommun.md above all, which nobody reads again."""

import re
from collections.abc import Iterable, Iterator

from pledges import swedish
from pledges.content.record import Record, is_a, is_commitment
from pledges.content.record_fields import Agreement, Commitment, FollowUp, Municipality, Pledge
from pledges.content.record_values import values
from pledges.content.register import Register
from pledges.rules.every_text import PlacedText, own_sentences, sentences
from pledges.rules.finding import Finding, Rule, title
from pledges.written_values import Period, Qualifier

_SEEN = r"har vi inte sett|inte sett|hittades inte|inte hittat|saknas"
_NO_FOLLOW_UP = re.compile(
    rf"^(?:uppföljningar(?:na)?|någon uppföljning)\b.*(?:{_SEEN})|inte sett (?:någon|några) (?:publicerad )?uppföljning",
    re.I,
)
_NO_RESULT = re.compile(r"^(?:uppföljning eller )?resultat (?:har vi inte sett|hittades inte)\b", re.I)
_NO_AGREEMENT = re.compile(
    rf"någon samverkansöverenskommelse.*(?:{_SEEN})|inte sett (?:någon |själva )?samverkansöverenskommelse(?:n|r)?\b",
    re.I,
)
_NO_PLEDGE = re.compile(
    r"inte sett (?:något|några) (?:medborgar)?löften?\b(?! (?:för|från|mellan|efter|före))|inget (?:medborgar)?löfte är infört",
    re.I,
)
_NO_OTHER_YEARS = re.compile(
    r"inte sett (?:medborgar)?löften för (?:några )?andra (?:år|perioder)\b(?: än ([\d–, och]+\d))?", re.I
)
_NONE_BETWEEN = re.compile(r"löften?\b.*\bmellan (\d{4}) och (\d{4})", re.I)
_NONE_AFTER = re.compile(r"löften?\b.*\b(?:efter|senare än) (\d{4})", re.I)
_YEARS = re.compile(r"(?<!\d)(20\d\d)–(20\d\d)(?!\d)")
_OF_PLEDGES = re.compile(r"\b(?:medborgar)?löften?a?\b|\blöftet\b", re.I)
_YEAR = re.compile(r"\d{4}")


def municipality_is_up_to_date(register: Register, record: Record) -> Iterator[Finding]:
    """What kommun.md says has not been seen is not here."""
    if not is_a(record, Municipality) or record.municipality is None:
        return
    slug = record.municipality
    pledges = [one for one in register.of(Pledge) if slug in register.municipalities(one)]
    agreements = [one for one in register.of(Agreement) if slug in register.municipalities(one)]
    follow_ups = [one for one in register.of(FollowUp) if slug in register.municipalities(one)]
    for told in (*_missing(record), *own_sentences(record)):
        yield from _contradicted(told, denial=_NO_FOLLOW_UP, records=follow_ups)
        yield from _contradicted(told, denial=_NO_AGREEMENT, records=agreements)
        yield from _contradicted(told, denial=_NO_PLEDGE, records=pledges)
        yield from _other_years(told, pledges)


def _missing(record: Record[Municipality] | Record[Commitment]) -> Iterator[PlacedText]:
    for number, text in enumerate(record.fields.missing):
        yield text, ("saknas", number), 0


def _contradicted(told: PlacedText, *, denial: re.Pattern[str], records: Iterable[Record]) -> Iterator[Finding]:
    shown = next(iter(records), None)
    if shown is not None and denial.search(told[0]):
        yield _finding(told, shown)


def _other_years(told: PlacedText, pledges: Iterable[Record[Pledge]]) -> Iterator[Finding]:
    """`löften för andra år än 2023`, `efter 2020` and `mellan 2015 och 2024`: a pledge of such a year is here."""
    text = told[0]
    if not re.search(r"\b(?:inte|inget|inga)\b", text):
        return
    first_years = [(one.fields.period.first.year, one) for one in pledges if one.fields.period.first is not None]
    found = next((one for year, one in first_years if _is_denied(text, year)), None)
    if found is not None:
        yield _finding(told, found)


def _is_denied(text: str, year: int) -> bool:
    others, after, between = _NO_OTHER_YEARS.search(text), _NONE_AFTER.search(text), _NONE_BETWEEN.search(text)
    if others is not None and others[1]:
        known = [int(word) for word in _YEAR.findall(others[1])]
        return not min(known) <= year <= max(known)
    if between is not None:
        return int(between[1]) < year < int(between[2])
    return after is not None and year > int(after[1])


def follow_up_is_told_of(register: Register, record: Record) -> Iterator[Finding]:
    """A pledge, an agreement or a plan that has a follow-up doesn't say that none was seen."""
    if not is_commitment(record):
        return
    follow_ups = register.follow_ups(record)
    reported = [one for one in follow_ups if one.fields.outcomes]
    for told in (*_missing(record), *own_sentences(record)):
        yield from _contradicted(told, denial=_NO_FOLLOW_UP, records=follow_ups)
        yield from _contradicted(told, denial=_NO_RESULT, records=reported)


def what_is_missing_is_not_there(register: Register, record: Record) -> Iterator[Finding]:
    """What `saknas` names by its key does not stand under that key."""
    filled = {loc[0] for loc, _ in values(record) if loc}
    for number, text in enumerate(record.fields.missing):
        key = text.strip(" .:").casefold()
        if key in filled:
            yield Finding(
                code="motsags-av-senare",
                message=f"Det står att ”{text}” saknas, men {key}: finns i filen.",
                hint=f"Ta bort raden ur saknas:, eller {key}: om uppgiften inte är känd.",
                loc=("saknas", number),
            )


def more_actions_than_here(register: Register, record: Record) -> Iterator[Finding]:
    """`antal åtgärder` says that the document has more than are here, or that it may: at least some of those that are."""
    number, here = record.actions_in_document, len(record.actions)
    if number is None:
        return
    may_be_more = number.qualifier is Qualifier.AT_LEAST and here >= number.value > 0
    if (number.value > here or may_be_more) and number.value % 1 == 0:
        return
    actions = swedish.quantity(here, "åtgärd", "åtgärder")
    yield Finding(
        code="antal-atgarder",
        message=f"antal åtgärder: {number} säger att dokumentet har fler än de som finns här, men här finns {actions}.",
        hint="Skriv hela dokumentets antal (”minst 9” om bara det är känt), minst så många som finns här om fler kan finnas, eller ta bort raden om alla finns här.",
        loc=("antal åtgärder",),
    )


def years_told_are_here(register: Register, record: Record) -> Iterator[Finding]:
    """`Löften för 2018–2019 och 2020–2021` in kommun.md are of years that something here is of, one of them or several."""
    if not is_a(record, Municipality) or record.municipality is None:
        return
    here = (*register.commitments(), *register.of(FollowUp))
    spans = [one.fields.span for one in here if record.municipality in register.municipalities(one)]
    unseen = " ".join(record.fields.missing)
    for sentence in sentences(record.fields.summary or "") if spans else ():
        for found in _YEARS.finditer(sentence) if _OF_PLEDGES.search(sentence) and " inte " not in sentence else ():
            if found[0] not in unseen and not all(
                any(_is_of(span, int(year)) for span in spans) for year in found.groups()
            ):
                yield Finding(
                    code="ar-stammer-inte",
                    message=f"Sammanfattningen säger {found[0]}, men inget här gäller alla de åren.",
                    hint="Rätta åren, eller lägg till det som saknas.",
                    loc=("kort",),
                )


def _is_of(span: Period | None, year: int) -> bool:
    """Whether a time may be of a year, as far as is known."""
    if span is None:
        return False
    return (span.first is None or span.first.year <= year) and (span.last is None or year <= span.last.year)


def _finding(told: PlacedText, shown: Record) -> Finding:
    text, loc, line = told
    return Finding(
        code="motsags-av-senare",
        message=f"Det står ”{text}”, men {title(shown)} finns här.",
        hint=f"Skriv om meningen, eller ta bort den. Det som finns ligger i {shown.path}.",
        loc=loc,
        line=line,
    )


RULES: tuple[Rule, ...] = (
    municipality_is_up_to_date,
    follow_up_is_told_of,
    what_is_missing_is_not_there,
    more_actions_than_here,
    years_told_are_here,
)
