"""The texts that may not change in silence once they are published, and what counts as a change.

Protected are the period, the parties and the areas, the actions with their goals, who is responsible and where, the
goals for the effect, the deadline, the day of signing, an agreement's resources and duties and, in a follow-up, its day
and kind, who it is by, the verdict, the outcomes, their causes, the effect and the next step; in a mention, its day and
what others say. The title is not, nor the free text. Mending a typo is no change: words may be spelt differently, but none may come, go or become another,
and no number may differ.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pledges import swedish
from pledges.content.field_types import Row
from pledges.content.frontmatter import key_path
from pledges.content.goal_phrases import goal_words, per_words
from pledges.content.record import AnyRecord, Record, is_a, is_commitment
from pledges.content.record_fields import (
    Action,
    Agreement,
    Commitment,
    FollowUp,
    Indicator,
    Mention,
    Outcome,
    Pledge,
    signing,
)
from pledges.content.record_values import values
from pledges.history.typos import only_typos_differ
from pledges.written_values import PartialDate

GENERATION = 4
"""How many times what is protected has been settled. An edition remembers the texts of its own generation."""
_EXACT = ("typ", "period", "avser", "uppföljning.senast", "uppföljning.varje", "bedömning", "årsbedömning")
_SLUGS = (".ansvarig", ".områden")
_DAYS = ("datum", "undertecknat", "undertecknad", "beslutad")
_THIRD_GENERATION = (*_DAYS, "orsak", "typ", "av", "nästa steg", "resurser", "fokusområden.ansvar")
_SAID = "säger"
_IN_WORDS = ".kommentar"
_CAUSE = "orsak"
_SECOND_GENERATION = ("effekt", "parter", "områden", "årsbedömning")
_SECOND_GENERATION_PARTS = ("delar.", "mått.")
_SECOND_GENERATION_ENDINGS = (*_SLUGS, ".annan ansvarig", ".platser", ".villkor", _IN_WORDS)


@dataclass(frozen=True, slots=True)
class ProtectedText:
    """One protected text: a key that stays, what it is called on the page, and what it says."""

    key: str
    label: str
    text: str


def protected_texts(record: Record, first_slugs: Mapping[str, str] = MappingProxyType({})) -> tuple[ProtectedText, ...]:
    """The protected texts of a record, in the order of its keys; none for what promises or reports nothing.

    `first_slugs` are the slugs that what it refers to had at first, where they are others now: a file that is given
    another name is the same party or place.
    """
    if is_a(record, FollowUp):
        return tuple(_reported(record.fields, first_slugs))
    if is_a(record, Mention):
        return tuple(_said_by_others(record.fields))
    return tuple(_promised(record, first_slugs)) if is_commitment(record) else ()


def _promised(record: Record[Commitment], first_slugs: Mapping[str, str]) -> Iterator[ProtectedText]:
    fields = record.fields
    yield from _text("period", "Period", swedish.period(fields.period) if fields.period is not None else None)
    key, when = signing(fields)
    yield from _text(key, key.capitalize(), _day(when))
    yield from _slugs("parter", "Parter", fields.parties, first_slugs)
    if isinstance(fields, Pledge | Agreement):
        yield from _slugs("områden", "Områden", fields.areas, first_slugs)
    for action in record.actions:
        yield ProtectedText(f"åtgärder.{action.id}.vad", "Åtgärd", action.what)
        goal = goal_words(action.goal) if action.goal is not None else None
        yield from _text(f"åtgärder.{action.id}.mål", f"Mål: {action.what}", goal)
        yield from _circumstances(action, first_slugs)
    if isinstance(fields, Pledge):
        for part in fields.parts:
            yield ProtectedText(f"delar.{part.id}", "Del av löftet", part.title)
    for indicator in fields.indicators:
        yield from _aimed_at(indicator)
    if isinstance(fields, Pledge | Agreement):
        yield from _text("effektmål", "Effektmål", "; ".join(fields.effect_goals))
    if isinstance(fields, Agreement):
        yield from _agreed(fields)
    if fields.follow_up is not None:
        yield from _text("uppföljning.senast", "Uppföljning senast", _day(fields.follow_up.latest))
        yield from _text("uppföljning.varje", "Uppföljning varje", fields.follow_up.every)


def _text(key: str, label: str, text: str | None) -> Iterator[ProtectedText]:
    """The text of a key; nothing where nothing is said."""
    if text:
        yield ProtectedText(key, label, text)


def _day(when: PartialDate | None) -> str | None:
    return swedish.partial(when) if when is not None else None


def _agreed(fields: Agreement) -> Iterator[ProtectedText]:
    """What the parties want in each field of the agreement, who does what, and with what means."""
    goals = "; ".join(row.goal for row in fields.focus_areas if row.goal)
    yield from _text("fokusområden.mål", "Mål för fokusområdena", goals)
    duties = "; ".join(row.duties for row in fields.focus_areas if row.duties)
    yield from _text("fokusområden.ansvar", "Ansvar för fokusområdena", duties)
    yield from _text("resurser", "Resurser", fields.resources)


def _aimed_at(indicator: Indicator) -> Iterator[ProtectedText]:
    """What an indicator was and is to be; what it has been since may be filled in."""
    name = str(indicator.id or indicator.what)
    points = (("utgångsvärde", "Utgångsvärde", indicator.baseline), ("mål", "Mål", indicator.target))
    for key, label, point in points:
        if point is not None:
            words = f"{swedish.partial(point.year)}: {swedish.number(point.value)}"
            yield ProtectedText(f"mått.{name}.{key}", f"{label}: {name}", words)


def _circumstances(action: Action, first_slugs: Mapping[str, str]) -> Iterator[ProtectedText]:
    """Who is responsible for an action, where it is to be done, and on what condition."""
    key, what = f"åtgärder.{action.id}", action.what
    yield from _slugs(f"{key}.ansvarig", f"Ansvarig: {what}", action.responsible, first_slugs)
    yield from _text(f"{key}.annan ansvarig", f"Annan ansvarig: {what}", "; ".join(action.other_responsible))
    yield from _slugs(f"{key}.områden", f"Områden: {what}", action.areas, first_slugs)
    yield from _text(f"{key}.platser", f"Platser: {what}", "; ".join(action.places))
    yield from _text(f"{key}.villkor", f"Villkor: {what}", action.condition)


def _slugs(key: str, label: str, slugs: Iterable[str], first_slugs: Mapping[str, str]) -> Iterator[ProtectedText]:
    """References as a text, in an order that is always the same; none where there are none."""
    return _text(key, label, ", ".join(sorted(first_slugs.get(slug, slug) for slug in slugs)))


def _reported(fields: FollowUp, first_slugs: Mapping[str, str]) -> Iterator[ProtectedText]:
    yield ProtectedText("avser", "Avser", swedish.period(fields.covers))
    yield from _text("datum", "Datum", _day(fields.date))
    yield ProtectedText("typ", "Typ", fields.type)
    yield from _slugs("av", "Av", fields.by, first_slugs)
    yield from _text("bedömning", "Bedömning", fields.verdict)
    yield from _text("omdöme", "Omdöme", fields.own_words)
    yield from _text("årsbedömning", "Bedömning av året", fields.yearly_verdict)
    rows: dict[str, list[Outcome]] = {}
    for outcome in fields.outcomes:
        rows.setdefault(str(outcome.action or outcome.what), []).append(outcome)
    for name, outcomes in rows.items():
        label = f"Utfall: {name}"
        yield ProtectedText(f"utfall.{name}", label, "; ".join(map(_outcome_words, outcomes)))
        in_words = "; ".join(one.comment for one in outcomes if one.comment and one.amount is None and one.done is None)
        yield from _text(f"utfall.{name}{_IN_WORDS}", label, in_words)
        causes = "; ".join(one.cause for one in outcomes if one.cause)
        yield from _text(f"utfall.{name}.{_CAUSE}", f"Orsak: {name}", causes)
    for indicator in fields.indicators:
        yield from _measured(indicator)
    yield from _text(_CAUSE, "Orsak", fields.cause)
    yield from _text("effekt", "Effekt", fields.effect)
    yield from _text("nästa steg", "Nästa steg", fields.next_step)


def _said_by_others(fields: Mention) -> Iterator[ProtectedText]:
    """When it was said, and what: of each action, then of the whole."""
    yield from _text("datum", "Datum", _day(fields.date))
    yield from _text("andra", "Andra", "; ".join(fields.others))
    rows: dict[str, list[str]] = {}
    for remark in fields.remarks:
        rows.setdefault(f"{_SAID}.{remark.action}" if remark.action else _SAID, []).append(remark.text)
    for name, said in rows.items():
        yield ProtectedText(name, f"Säger{name.removeprefix(_SAID).replace('.', ': ')}", "; ".join(said))


def _measured(indicator: Indicator) -> Iterator[ProtectedText]:
    name = str(indicator.id or indicator.what)
    points = (f"{swedish.partial(point.year)}: {swedish.number(point.value)}" for point in indicator.values)
    yield from _text(f"mått.{name}", f"Mått: {name}", "; ".join(points))


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


def generation_of(key: str) -> int:
    """Since which generation the text of `key` is protected."""
    if key == "andra" or key.partition(".")[0] == _SAID:
        return 4
    if key in _THIRD_GENERATION or key.endswith(f".{_CAUSE}"):
        return 3
    is_second = (
        key in _SECOND_GENERATION
        or key.startswith(_SECOND_GENERATION_PARTS)
        or key.endswith(_SECOND_GENERATION_ENDINGS)
    )
    return 2 if is_second else 1


def are_slugs(key: str) -> bool:
    """Whether the text of `key` is references, with a comma between."""
    return key in ("parter", "områden", "av") or key.endswith(_SLUGS)


def may_come_and_go(key: str) -> bool:
    """Whether its absence means the same as something else: a pledge without parties has those of its agreement."""
    return key == "parter"


def may_be_filled_in(key: str) -> bool:
    """Whether it may be told later what was not known when it was published: the day when it was signed."""
    return key in _DAYS


def is_in_words(key: str) -> bool:
    """Whether the text of `key` tells something, and is no mere day."""
    return key not in (*_EXACT, *_DAYS, "av")


def says_the_same(key: str, before: str, after: str) -> bool:
    """Whether two versions of a protected text promise the same: equal, mended typos, or a day that is now exact."""
    if before == after:
        return True
    if key in _DAYS:
        return after.endswith(f" {before}")
    return key not in _EXACT and not are_slugs(key) and only_typos_differ(before, after)


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
