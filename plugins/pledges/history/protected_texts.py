"""The texts that may not change in silence once they are published, and what counts as a change.

Guarded are the period, the actions with their goals, the goals for the effect, the deadline and, in a follow-up,
the verdict and the outcomes. The title is not, nor the free text. Mending a typo is no change: words may be spelt
differently, but none may come, go or become another, and no number may differ.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from pledges import swedish
from pledges.content.frontmatter import key_path
from pledges.content.kinds import Kind
from pledges.content.record import Record
from pledges.content.schema import NumericGoal, Outcome, Row
from pledges.content.walk import values

_EXACT = ("period", "avser", "uppföljning.senast", "uppföljning.varje", "bedömning")
_WORD = re.compile(r"\d+(?:[,.]\d+)?|[^\W\d_]+")
_ALIKE = 0.8


@dataclass(frozen=True, slots=True)
class ProtectedText:
    """One guarded text: a key that stays, what it is called on the page, and what it says."""

    key: str
    label: str
    text: str


def protected_texts(record: Record) -> tuple[ProtectedText, ...]:
    """The guarded texts of a record, in the order of its keys; none for one that is removed."""
    return tuple(_guarded(record)) if record.fields is not None else ()


def _guarded(record: Record) -> Iterator[ProtectedText]:
    fields = record.fields
    if record.kind in (Kind.PLEDGE, Kind.AGREEMENT, Kind.PLAN):
        if fields.period is not None:
            yield ProtectedText("period", "Period", swedish.period(fields.period))
        for action in getattr(fields, "actions", ()):
            yield ProtectedText(f"åtgärder.{action.id}.vad", "Åtgärd", action.what)
            if action.goal is not None:
                yield ProtectedText(f"åtgärder.{action.id}.mål", f"Mål: {action.what}", goal_words(action.goal))
        if getattr(fields, "effect_goals", ()):
            yield ProtectedText("effektmål", "Effektmål", "; ".join(fields.effect_goals))
        goals = [row.goal for row in getattr(fields, "focus_areas", ()) if row.goal]
        if goals:
            yield ProtectedText("fokusområden.mål", "Mål för fokusområdena", "; ".join(goals))
        if fields.follow_up is not None and fields.follow_up.latest is not None:
            text = swedish.partial(fields.follow_up.latest)
            yield ProtectedText("uppföljning.senast", "Uppföljning senast", text)
        if fields.follow_up is not None and fields.follow_up.every is not None:
            yield ProtectedText("uppföljning.varje", "Uppföljning varje", fields.follow_up.every)
    elif record.kind is Kind.FOLLOW_UP:
        yield ProtectedText("avser", "Avser", swedish.period(fields.covers))
        if fields.verdict is not None:
            yield ProtectedText("bedömning", "Bedömning", fields.verdict)
        rows: dict[str, list[str]] = {}
        for outcome in fields.outcomes:
            rows.setdefault(outcome.action or outcome.what, []).append(_outcome_words(outcome))
        for name, words in rows.items():
            yield ProtectedText(f"utfall.{name}", f"Utfall: {name}", "; ".join(words))


def goal_words(goal: NumericGoal | str) -> str:
    """A goal as a phrase: `minst 8 områden`, `1 kontroller per dygn`, `40 av 52 helger`."""
    if isinstance(goal, str):
        return goal
    words = "minst " if goal.at_least is not None else ""
    words += swedish.number(goal.number)
    words += f" av {swedish.number(goal.out_of)}" if goal.out_of is not None else ""
    return f"{words} {goal.unit}" + (f" per {goal.per}" if goal.per else "")


def _outcome_words(outcome: Outcome) -> str:
    parts = []
    if outcome.amount is not None:
        words = swedish.number(outcome.amount)
        words += f" av {swedish.number(outcome.out_of)}" if outcome.out_of is not None else ""
        words += f" {outcome.unit}" if outcome.unit else ""
        parts.append(words + (f" per {outcome.per}" if outcome.per else ""))
    if outcome.done is not None:
        parts.append(f"gjort: {outcome.done}")
    return ", ".join(parts) or "i ord"


def says_the_same(key: str, before: str, after: str) -> bool:
    """Whether two versions of a guarded text promise the same: equal, or mended typos."""
    if before == after:
        return True
    if key in _EXACT:
        return False
    old, new = _WORD.findall(before.casefold()), _WORD.findall(after.casefold())
    return len(old) == len(new) and all(_same_word(one, other) for one, other in zip(old, new, strict=True))


def _same_word(one: str, other: str) -> bool:
    if one == other:
        return True
    if one[0].isdigit() or other[0].isdigit() or one == f"o{other}" or other == f"o{one}":
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() > _ALIKE


def content_digest(record: Record) -> str:
    """A digest of all that a record says, but for the warnings that it accepts; 32 hexadecimal digits.

    Only what is written counts, so that a new key in the format changes no digest.
    """
    digest = hashlib.sha256()
    for loc, value in values(record):
        if not loc or loc[0] == "accepterade varningar" or value is False or isinstance(value, Row):
            continue
        digest.update(f"{key_path(loc)}\x1f{value}\x1e".encode())
    digest.update(record.body.strip().encode())
    return digest.hexdigest()[:32]
