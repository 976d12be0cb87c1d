"""How many are said to be left of what was promised, against the goal and how many were reported: sex lyktstolpar återstår."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from pledges.content.goals import NumericGoal
from pledges.content.record import Loc, Record, is_a
from pledges.content.record_fields import Action, FollowUp
from pledges.content.register import Register
from pledges.rules.every_text import KEPT, own_sentences, sentences
from pledges.rules.finding import Finding, Rule
from pledges.rules.follow_up_targets import target_of
from pledges.rules.number_reader import HOW, NUMBER, Said, is_of, value_of
from pledges.status.facts import reports_of
from pledges.status.goal_reached import measure
from pledges.swedish import decimal, number
from pledges.written_values import Number, Qualifier

_MANY = rf"(?:{HOW}{NUMBER}|\b(?P<none>ing(?:a|en|et)))"
_NOUN = r"(?: av (?:de )?\d+| av (?:de|dem))?(?: (?:nya|gamla|lovade|utlovade|planerade))?(?: (?P<noun>(?!återst|kvarst|finns|som\b)[^\W\d_]{4,}))?"
_LEFT = r"(?:återstår|kvarstår|(?:är|finns) (?:fortfarande |ännu )?kvar|återstod (?:fortfarande )?vid (?:årets|periodens) slut)"
_N_LEFT = re.compile(rf"{_MANY}{_NOUN}(?: som)?(?: (?:fortfarande|ännu|alltså))? {_LEFT}\b(?P<after>.*)", re.IGNORECASE)
_LEFT_N = re.compile(
    rf"\b(?:återstår|kvarstår)(?: (?:det|nu|fortfarande|ännu|därmed|alltså|då))* {_MANY}{_NOUN}(?P<after>.*)",
    re.IGNORECASE,
)
_TO_BE_DONE = re.compile(
    r"(?: (?:fortfarande|ännu))? att (?!göra|genomföra|hålla|byta|bygga|ordna|utföra|sätta)\w", re.I
)
"""What is left to be reckoned or decided, and not to be done."""
_OF_A_PART = re.compile(
    r"\b(?:varav|däribland|av (?:dem|dessa))\b|(?<!\w)(?:i|på(?! grund)|vid|kring|längs|utmed|utanför|för|från)\s", re.I
)
_OF_ANOTHER_TIME = re.compile(r"(?<!\d)20\d\d(?!\d)|\b(?:förra|föregående|tidigare|då)\b", re.I)
_NO_NOUN = ("stycken", "till")


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised:
    """An outcome of a promised number, with what may truly be said to be left of it: all ways to reckon it."""

    place: int
    unit: str
    promised: Decimal
    amount: Decimal | None
    left: tuple[Decimal, ...]


def promised_rows(register: Register, record: Record[FollowUp]) -> tuple[Promised, ...]:
    """The outcomes of a follow-up of which it is known how many were promised, and how many there were."""
    target = target_of(register, record)
    actions = {one.id: one for one in target.actions} if target is not None else {}
    rows = []
    for place, outcome in enumerate(record.fields.outcomes):
        action = actions.get(outcome.action or "")
        goal = action.goal if action is not None else None
        if action is None or not isinstance(goal, NumericGoal) or goal.per or goal.is_upper_limit or outcome.per:
            continue
        if (outcome.unit or goal.unit) != goal.unit:
            continue
        amount, promised = outcome.amount, goal.number.value
        if amount is None and outcome.done == "ja":
            rows.append(Promised(place=place, unit=goal.unit, promised=promised, amount=None, left=(Decimal(0),)))
        if amount is None or amount.qualifier is not Qualifier.EXACT:
            continue
        left = {promised - amount.value, promised - _in_all(register, record, action)}
        left |= {whole.value - amount.value for whole in (goal.out_of, outcome.out_of) if whole is not None}
        rows.append(
            Promised(place=place, unit=goal.unit, promised=promised, amount=amount.value, left=tuple(sorted(left)))
        )
    return tuple(rows)


def _in_all(register: Register, record: Record[FollowUp], action: Action) -> Decimal:
    """How many there were with what other follow-ups until then and other rows say."""
    target = target_of(register, record)
    reports = reports_of(register, target) if target is not None else ()
    until = record.fields.covers.last
    before = tuple(
        one for one in reports if until is None or one.fields.covers.last is None or one.fields.covers.last <= until
    )
    done = measure(action, before, period=None, is_over=True).done
    return done.value if done is not None else Decimal(0)


def otherwise_left(
    sentence: str, rows: tuple[Promised, ...], *, is_rows_own: bool = False
) -> Iterator[tuple[Promised, str, str]]:
    """The rows that a sentence says something else of: what it says, and why that can't be."""
    for found in (*_N_LEFT.finditer(sentence), *_LEFT_N.finditer(sentence)):
        noun, after = found["noun"], found["after"]
        if noun in _NO_NOUN:
            noun = None
        of_it = [row for row in rows if (is_rows_own if noun is None else is_of(noun, row.unit))]
        before = sentence[: found.start()]
        if len(of_it) != 1 or _TO_BE_DONE.match(after) or _OF_ANOTHER_TIME.search(before):
            continue
        (row,) = of_it
        value = Decimal(0) if found["none"] else value_of(found["number"])
        words = sentence[found.start() : found.start("after")].strip()
        said = Said(words=words, value=value, how=found["how"] or "", noun=noun or "", kind=None, per=None)
        is_of_a_part = _OF_A_PART.search(before) or _OF_A_PART.search(after)
        if is_of_a_part and value < max(row.left):
            continue  # två på Storgatan, of six that are left
        if not any(said.may_be(Number(one)) for one in row.left):
            yield row, words, _but(row)


def _but(row: Promised) -> str:
    if row.amount is None:
        return "gjort: är ja"
    more = ", alltså fler" if row.amount > row.promised else ""
    return f"antalet är {number(Number(row.amount))} av lovade {decimal(row.promised)}{more}"


def what_is_left_agrees_with_the_number(register: Register, record: Record) -> Iterator[Finding]:
    """`Sex lyktstolpar återstår` is of 18 that were changed of 24, and no other number; told once of each outcome, at its number."""
    texts = [one for one in _texts(record) if _says_what_is_left(one[1])] if is_a(record, FollowUp) else []
    rows = promised_rows(register, record) if texts and is_a(record, FollowUp) else ()
    told: set[int] = set()
    for where, sentence, loc, line in texts if rows else ():
        own = tuple(row for row in rows if loc[:1] != ("utfall",) or row.place == loc[1])
        for row, words, but in otherwise_left(sentence, own, is_rows_own=loc[:1] == ("utfall",)):
            if row.place in told:
                continue
            told.add(row.place)
            key = "antal" if row.amount is not None else "gjort"
            at = f", rad {line or record.place(loc).line}" if loc[:1] != ("utfall",) else ""
            yield Finding(
                code="text-mot-tal",
                message=f"{where} säger ”{words}”, men {but}.",
                hint=f"Rätta {key}: eller {where.casefold()}{at}, så att de säger detsamma. "
                "Räknar de olika saker, säg vilka i kommentaren och acceptera varningen.",
                loc=("utfall", row.place, key),
            )


@lru_cache(maxsize=KEPT)
def _says_what_is_left(sentence: str) -> bool:
    return any(pattern.search(sentence) for pattern in (_N_LEFT, _LEFT_N))


def _texts(record: Record[FollowUp]) -> Iterator[tuple[str, str, Loc, int]]:
    """What a follow-up says in words of what it did, with what the text is called: what stands at a number first."""
    for place, outcome in enumerate(record.fields.outcomes):
        for name, text in (("kommentar", outcome.comment), ("orsak", outcome.cause)):
            for sentence in sentences(text or ""):
                yield f"{name.capitalize()}en", sentence, ("utfall", place, name), 0
    for sentence, loc, line in own_sentences(record):
        yield "Sammanfattningen" if loc else "Texten", sentence, loc, line
    for sentence in sentences(record.fields.next_step or ""):
        yield "Nästa steg", sentence, ("nästa steg",), 0


RULES: tuple[Rule, ...] = (what_is_left_agrees_with_the_number,)
