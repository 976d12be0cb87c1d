"""The texts that may not change in silence once they are published, and what counts as a change.

Protected are the period, the actions with their goals, the goals for the effect, the deadline and, in a follow-up,
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
from pledges.content.goal_words import goal_words, per_words
from pledges.content.record import AnyRecord, Record, is_a, is_commitment
from pledges.content.schema import Agreement, Commitment, FollowUp, Outcome, Pledge, Row
from pledges.content.walk import values

_EXACT = ("period", "avser", "uppföljning.senast", "uppföljning.varje", "bedömning")
_WORD = re.compile(r"\d+(?:[,.]\d+)?|[^\W\d_]+")
_ALIKE = 0.8


@dataclass(frozen=True, slots=True)
class ProtectedText:
    """One protected text: a key that stays, what it is called on the page, and what it says."""

    key: str
    label: str
    text: str


def protected_texts(record: Record) -> tuple[ProtectedText, ...]:
    """The protected texts of a record, in the order of its keys; none for what promises or reports nothing."""
    if is_a(record, FollowUp):
        return tuple(_reported(record.fields))
    return tuple(_promised(record)) if is_commitment(record) else ()


def _promised(record: Record[Commitment]) -> Iterator[ProtectedText]:
    fields = record.fields
    if fields.period is not None:
        yield ProtectedText("period", "Period", swedish.period(fields.period))
    for action in record.actions:
        yield ProtectedText(f"åtgärder.{action.id}.vad", "Åtgärd", action.what)
        if action.goal is not None:
            yield ProtectedText(f"åtgärder.{action.id}.mål", f"Mål: {action.what}", goal_words(action.goal))
    if isinstance(fields, Pledge | Agreement) and fields.effect_goals:
        yield ProtectedText("effektmål", "Effektmål", "; ".join(fields.effect_goals))
    goals = [row.goal for row in fields.focus_areas if row.goal] if isinstance(fields, Agreement) else []
    if goals:
        yield ProtectedText("fokusområden.mål", "Mål för fokusområdena", "; ".join(goals))
    if fields.follow_up is not None and fields.follow_up.latest is not None:
        yield ProtectedText("uppföljning.senast", "Uppföljning senast", swedish.partial(fields.follow_up.latest))
    if fields.follow_up is not None and fields.follow_up.every is not None:
        yield ProtectedText("uppföljning.varje", "Uppföljning varje", fields.follow_up.every)


def _reported(fields: FollowUp) -> Iterator[ProtectedText]:
    yield ProtectedText("avser", "Avser", swedish.period(fields.covers))
    if fields.verdict is not None:
        yield ProtectedText("bedömning", "Bedömning", fields.verdict)
    rows: dict[str, list[str]] = {}
    for outcome in fields.outcomes:
        rows.setdefault(str(outcome.action or outcome.what), []).append(_outcome_words(outcome))
    for name, words in rows.items():
        yield ProtectedText(f"utfall.{name}", f"Utfall: {name}", "; ".join(words))


def _outcome_words(outcome: Outcome) -> str:
    parts = []
    if outcome.amount is not None:
        words = swedish.number(outcome.amount)
        words += f" av {swedish.number(outcome.out_of)}" if outcome.out_of is not None else ""
        words += f" {outcome.unit}" if outcome.unit else ""
        parts.append(words + per_words(outcome.per))
    if outcome.within is not None:
        parts.append(f"inom {outcome.within}")
    if outcome.done is not None:
        parts.append(f"gjort: {outcome.done}")
    return ", ".join(parts) or "i ord"


def says_the_same(key: str, before: str, after: str) -> bool:
    """Whether two versions of a protected text promise the same: equal, or mended typos."""
    if before == after:
        return True
    if key in _EXACT:
        return False
    old, new = _WORD.findall(before.casefold()), _WORD.findall(after.casefold())
    return len(old) == len(new) and all(map(_same_word, old, new))


def _same_word(before: str, after: str) -> bool:
    """Whether it is the same word, perhaps spelt differently. A prefix o- negates: `säker`, `osäker`."""
    if before == after:
        return True
    if before[0].isdigit() or after[0].isdigit() or before == f"o{after}" or after == f"o{before}":
        return False
    return SequenceMatcher(None, before, after, autojunk=False).ratio() > _ALIKE


def content_digest(record: AnyRecord) -> str:
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
