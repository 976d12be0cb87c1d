"""The same thing on two rows of one list: two colleagues' rows, or one that was copied and not changed."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from pledges.content.geography import slugify
from pledges.content.record import Loc, Record, is_a, is_commitment
from pledges.content.record_fields import Agreement, FollowUp, Indicator, Picture, Pledge
from pledges.content.register import Register
from pledges.rules.every_text import EVERY_TEXT
from pledges.rules.finding import Finding, Rule
from pledges.swedish import partial

_MAY_STAND_TWICE = frozenset(("mycket", "väldigt", "långt", "länge", "många", "nära", "aldrig", "alltid"))
_WORD_TWICE = re.compile(
    r"(?<![\w-])(och|ska|av|vid|med|samt|eller|kan|[^\W\d_]{5,})[ \u00a0]+\1(?![\w-])", re.IGNORECASE
)
_CLOCK = re.compile(r"\bkl(?:ockan|\.)? ?\d{1,2}(?:[.:]\d\d)?(?:[–-]\d{1,2}(?:[.:]\d\d)?)?", re.IGNORECASE)
_A_DAY = 1
_Row = tuple[str, object, Loc]
"""What a row is called in a message, what no other of its list is to have, and where it stands."""


def rows_are_told_once(register: Register, record: Record) -> Iterator[Finding]:
    """No two rows of a list are of the same year, part, measure, problem or aim."""
    first: dict[tuple[Loc, object], _Row] = {}
    for name, mark, loc in _rows(record):
        listed = next((loc[:place] for place in range(len(loc) - 1, -1, -1) if isinstance(loc[place], int)), ())
        if first.setdefault((listed, mark), (name, mark, loc))[2] != loc:
            yield _twice(f"{name} står på två rader.", loc)


def _rows(record: Record) -> Iterator[_Row]:
    if is_a(record, FollowUp):
        for place, outcome in enumerate(record.fields.outcomes):
            for row, other in enumerate(outcome.comparisons):
                yield partial(other.year), str(other.year), ("utfall", place, "jämförelse", row, "år")
            for row, part in enumerate(outcome.of_which):
                yield f"”{part.what}”", _plain(part.what), ("utfall", place, "varav", row, "vad")
    if is_commitment(record) or is_a(record, FollowUp):
        yield from _measured(record.fields.indicators)
    yield from _aims(record)


def _aims(record: Record) -> Iterator[_Row]:
    """What is wanted, why, and what people were asked."""
    fields = record.fields
    if is_a(record, Pledge):
        for row, one in enumerate(record.fields.dialogue_figures):
            how = (tuple(one.places), *(value is None for value in (one.answers, one.participants, one.meetings)))
            yield partial(one.year), (str(one.year), how), ("dialogsiffror", row, "år")
    if isinstance(fields, Pledge | Agreement):
        for row, aim in enumerate(fields.effect_goals):
            yield f"”{_short(aim)}”", tuple(sorted(_plain(aim).split("-"))), ("effektmål", row)
    if is_a(record, Agreement):
        for row, area in enumerate(record.fields.focus_areas):
            if area.problem:
                yield f"”{_short(area.problem)}”", _plain(area.problem), ("fokusområden", row, "problem")
    if is_a(record, Picture):
        for row, problem in enumerate(record.fields.problems):
            mark = (_plain(problem.text), problem.areas)
            yield f"”{_short(problem.text)}”", mark, ("problem", row, "text")


def _measured(indicators: Iterable[Indicator]) -> Iterator[_Row]:
    for place, one in enumerate(indicators):
        if one.what is not None:
            yield f"”{_short(one.what)}”", (_plain(one.what), one.unit, one.source), ("mått", place, "vad")
        for row, value in enumerate(one.values):
            mark = (str(value.year), value.source)
            yield partial(value.year), mark, ("mått", place, "värden", row, "år")


def _plain(text: str) -> str:
    return slugify(text)


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:37]}…"


def sentences_are_whole_in_lists(register: Register, record: Record) -> Iterator[Finding]:
    """No comma has cut a sentence in two where the aims stand within brackets: the rest begins with a small letter."""
    aims = record.fields.effect_goals if is_a(record, Pledge) or is_a(record, Agreement) else ()
    for row, (before, aim) in enumerate(pairwise(aims), start=1):
        if before[:1].isupper() and aim[:1].islower() and before[-1:] not in ".!?":
            yield Finding(
                code="kort-avklippt",
                message=f"”{_short(before)}” och ”{_short(aim)}” ser ut att vara en mening som ett komma har delat.",
                hint=f"Skriv varje mål på en egen rad: - {before}, {aim}",
                loc=("effektmål", row),
            )


def events_are_told_once(register: Register, record: Record) -> Iterator[Finding]:
    """No two events within a day of one another are the same in words, or one meeting at two hours."""
    rows = [(row, one) for row, one in enumerate(record.changes) if one.date is not None]
    rows.sort(key=lambda pair: str(pair[1].date))
    for (_, one), (row, other) in pairwise(rows):
        if one.date is None or other.date is None or (other.date.first - one.date.first).days > _A_DAY:
            continue
        if _plain(_CLOCK.sub("", one.text)) == _plain(_CLOCK.sub("", other.text)):
            is_of_two_hours = _CLOCK.findall(one.text) != _CLOCK.findall(other.text)
            said = "med olika klockslag" if is_of_two_hours else "på två rader"
            yield _twice(f"Samma händelse, ”{_short(other.text)}”, står {said}.", ("händelser", row, "text"))


def _twice(message: str, loc: Loc) -> Finding:
    hint = "Ta bort den rad som är fel, eller skriv vad som skiljer dem. Är de olika, acceptera varningen."
    return Finding(code="rad-tva-ganger", message=message, hint=hint, loc=loc)


_with_a_word_twice = EVERY_TEXT.sought(_WORD_TWICE.search)


def words_stand_once(register: Register, record: Record) -> Iterator[Finding]:
    """No word stands twice in a row: `och och`."""
    for text, loc, line in _with_a_word_twice(record):
        found = _WORD_TWICE.search(text)
        if found is not None and found[1].casefold() not in _MAY_STAND_TWICE and not text.startswith("http"):
            yield Finding(
                code="ord-tva-ganger",
                message=f"”{found[0]}” har samma ord två gånger i rad.",
                hint=f"Skriv {found[1]}.",
                loc=loc,
                line=line,
            )


RULES: tuple[Rule, ...] = (rows_are_told_once, sentences_are_whole_in_lists, events_are_told_once, words_stand_once)
