"""The texts that may not change in silence once they are published, and what counts as a change.

Every key that promises or reports is protected: docs/content-format.md has the table of those that are not, with why, and a
test holds it against this. The title is not, nor the free text. Mending a typo is no change: words may be spelt differently, but none may come, go or become another,
and no number may differ.
"""

import hashlib
import re
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
    DialogueFigures,
    FollowUp,
    Indicator,
    Mention,
    Outcome,
    Plan,
    Pledge,
    signing,
)
from pledges.content.record_values import values
from pledges.history.typos import only_typos_differ
from pledges.written_values import PartialDate

GENERATION = 5
"""How many times what is protected has been settled. An edition remembers the texts of its own generation."""
_EXACT = ("typ", "period", "avser", "uppföljning.senast", "uppföljning.varje", "bedömning", "årsbedömning")
_SLUGS = (".ansvarig", ".områden")
_DAYS = ("datum", "undertecknat", "undertecknad", "beslutad", "publicerat")
_THIRD_GENERATION = (
    "datum",
    "undertecknat",
    "undertecknad",
    "beslutad",
    "orsak",
    "typ",
    "av",
    "nästa steg",
    "resurser",
    "fokusområden.ansvar",
)
_SAID = "säger"
_IN_WORDS = ".kommentar"
_CAUSE = "orsak"
PROLONGED, SAID_BY = "händelser.slut", "säger av"
_FIFTH_GENERATION = (
    "andra parter", "dialog.tal", "dialogsiffror", "fokusområden.vilka", "förlängning", "gäller minst till", "hela kommunen", "längd", "löfte",
    PROLONGED, "områden.plan", "platser", "problem.tal", "publicerat", "resurser.löfte", "revideras", "rullande", "slag", "status", "uppföljning.hur",
    "åtgärdsplan", "överenskommelse", SAID_BY,
)  # fmt: skip
_FIFTH_GENERATION_ENDINGS = (".ansvarig enhet", ".tillsammans med", ".syfte", ".mäts", ".i övrigt", ".förklaring")
_FILLED_IN = (*_DAYS, "dialogsiffror", "problem.tal", "dialog.tal")
_FIGURE = re.compile(r"\d+(?:[ \u00a0,]\d+)*")
_FILLED_IN_ENDINGS = (".ansvarig enhet", ".tillsammans med", ".förklaring", ".mäts")
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
        return tuple(_said_by_others(record.fields, first_slugs))
    return tuple(_promised(record, first_slugs)) if is_commitment(record) else ()


def _promised(record: Record[Commitment], first_slugs: Mapping[str, str]) -> Iterator[ProtectedText]:
    fields = record.fields
    yield from _text("period", "Period", swedish.period(fields.period) if fields.period is not None else None)
    key, when = signing(fields)
    yield from _text(key, key.capitalize(), _day(when))
    yield from _slugs("parter", "Parter", slugs=fields.parties, first_slugs=first_slugs)
    if isinstance(fields, Pledge | Agreement):
        yield from _slugs("områden", "Områden", slugs=fields.areas, first_slugs=first_slugs)
    else:
        yield from _slugs("områden.plan", "Områden", slugs=fields.areas, first_slugs=first_slugs)
    yield from _held(fields, first_slugs)
    ends = ((one.old_end, one.new_end) for one in record.changes if one.new_end is not None)
    yield from _text(
        PROLONGED, "Förlängt till", "; ".join(" – ".join(swedish.partial(one) for one in pair if one) for pair in ends)
    )
    for action in record.actions:
        yield ProtectedText(f"åtgärder.{action.id}.vad", "Åtgärd", action.what)
        goal = goal_words(action.goal) if action.goal is not None else None
        yield from _text(f"åtgärder.{action.id}.mål", f"Mål: {action.what}", goal)
        yield from _circumstances(action, first_slugs)
    if isinstance(fields, Pledge):
        for part in fields.parts:
            yield ProtectedText(f"delar.{part.id}", "Del av löftet", part.title)
            aim = "; ".join(
                filter(None, (part.aim, ", ".join(_first(part.areas, first_slugs)), ", ".join(part.places)))
            )
            yield from _text(f"delar.{part.id}.syfte", f"Syfte och plats: {part.title}", aim)
    for indicator in fields.indicators:
        yield from _aimed_at(indicator)
    if isinstance(fields, Pledge | Agreement):
        yield from _text("effektmål", "Effektmål", "; ".join(fields.effect_goals))
    if isinstance(fields, Agreement):
        yield from _agreed(fields, first_slugs)
    if fields.follow_up is not None:
        yield from _text("uppföljning.senast", "Uppföljning senast", _day(fields.follow_up.latest))
        yield from _text("uppföljning.varje", "Uppföljning varje", fields.follow_up.every)
        yield from _text("uppföljning.hur", "Hur det ska redovisas", fields.follow_up.how)


def _held(fields: Commitment, first_slugs: Mapping[str, str]) -> Iterator[ProtectedText]:
    """For how long, where and by whom a commitment holds, beside its period, areas and parties."""
    yield from _text("andra parter", "Andra parter", "; ".join(fields.other_parties))
    yield from _text("platser", "Platser", "; ".join(fields.places))
    yield from _text("hela kommunen", "Hela kommunen", "ja" if fields.whole_municipality else None)
    yield from _text("längd", "Längd", str(fields.length) if fields.length is not None else None)
    yield from _text("gäller minst till", "Gäller minst till", _day(fields.holds_at_least_until))
    yield from _text("förlängning", "Förlängning", fields.extension)
    yield from _text("revideras", "Revideras", "; ".join(swedish.partial(one) for one in fields.revisions))
    if isinstance(fields, Pledge | Plan):
        yield from _text(
            "överenskommelse", "Överenskommelse", first_slugs.get(fields.agreement or "", fields.agreement)
        )
    if isinstance(fields, Pledge):
        yield from _text("åtgärdsplan", "Åtgärdsplan", first_slugs.get(fields.plan or "", fields.plan))
        yield from _text("publicerat", "Publicerat", _day(fields.published))
        yield from _text("rullande", "Rullande", fields.rolling)
        yield from _text("resurser.löfte", "Resurser", fields.resources)
        yield from _text("status", "Status", fields.status if fields.status == "avbrutet" else None)
        for key, text in (("problem.tal", fields.problem), ("dialog.tal", fields.dialogue)):
            yield from _text(key, f"Talen under {key.removesuffix('.tal')}:", ", ".join(_FIGURE.findall(text or "")))
        yield from _text("dialogsiffror", "Dialogsiffror", "; ".join(map(_dialogue_words, fields.dialogue_figures)))


def _dialogue_words(figures: DialogueFigures) -> str:
    counts = (
        ("svar", figures.answers), ("utskick", figures.sent_out), ("svarsfrekvens", figures.response_rate),
        ("deltagare", figures.participants), ("möten", figures.meetings),
    )  # fmt: skip
    when = [swedish.partial(figures.year)] if figures.year is not None else []
    told = [f"{swedish.number(count)} {name}" for name, count in counts if count is not None]
    return ", ".join((*when, *told, *figures.places))


def _text(key: str, label: str, text: str | None) -> Iterator[ProtectedText]:
    """The text of a key; nothing where nothing is said."""
    if text:
        yield ProtectedText(key, label, text)


def _day(when: PartialDate | None) -> str | None:
    return swedish.partial(when) if when is not None else None


def _agreed(fields: Agreement, first_slugs: Mapping[str, str]) -> Iterator[ProtectedText]:
    """What the parties want in each field of the agreement, who does what, and with what means."""
    goals = "; ".join(row.goal for row in fields.focus_areas if row.goal)
    yield from _text("fokusområden.mål", "Mål för fokusområdena", goals)
    duties = "; ".join(row.duties for row in fields.focus_areas if row.duties)
    yield from _text("fokusområden.ansvar", "Ansvar för fokusområdena", duties)
    which = (
        "; ".join(filter(None, (row.title or row.theme, *_first(row.areas, first_slugs), *row.places)))
        for row in fields.focus_areas
    )
    yield from _text("fokusområden.vilka", "Fokusområden", ", ".join(filter(None, which)))
    yield from _text("resurser", "Resurser", fields.resources)


def _aimed_at(indicator: Indicator) -> Iterator[ProtectedText]:
    """What an indicator was and is to be; what it has been since may be filled in."""
    name = str(indicator.id or indicator.what)
    points = (("utgångsvärde", "Utgångsvärde", indicator.baseline), ("mål", "Mål", indicator.target))
    for key, label, point in points:
        if point is not None:
            words = f"{swedish.partial(point.year)}: {swedish.number(point.value)}"
            yield ProtectedText(f"mått.{name}.{key}", f"{label}: {name}", words)
    measured = ", ".join(filter(None, (indicator.what, indicator.unit, indicator.direction, indicator.source)))
    yield from _text(f"mått.{name}.mäts", f"Det som mäts: {name}", measured)


def _circumstances(action: Action, first_slugs: Mapping[str, str]) -> Iterator[ProtectedText]:
    """Who is responsible for an action, where it is to be done, and on what condition."""
    key, what = f"åtgärder.{action.id}", action.what
    yield from _slugs(f"{key}.ansvarig", f"Ansvarig: {what}", slugs=action.responsible, first_slugs=first_slugs)
    yield from _text(f"{key}.annan ansvarig", f"Annan ansvarig: {what}", "; ".join(action.other_responsible))
    yield from _slugs(f"{key}.områden", f"Områden: {what}", slugs=action.areas, first_slugs=first_slugs)
    yield from _text(f"{key}.platser", f"Platser: {what}", "; ".join(action.places))
    yield from _text(f"{key}.villkor", f"Villkor: {what}", action.condition)
    yield from _text(f"{key}.ansvarig enhet", f"Ansvarig enhet: {what}", "; ".join(action.responsible_unit))
    yield from _text(f"{key}.tillsammans med", f"Tillsammans med: {what}", action.together_with)


def _slugs(key: str, label: str, *, slugs: Iterable[str], first_slugs: Mapping[str, str]) -> Iterator[ProtectedText]:
    """References as a text, in an order that is always the same; none where there are none."""
    return _text(key, label, ", ".join(_first(slugs, first_slugs)))


def _first(slugs: Iterable[str], first_slugs: Mapping[str, str]) -> list[str]:
    """References as they were at first, in an order that is always the same."""
    return sorted(first_slugs.get(slug, slug) for slug in slugs)


def _reported(fields: FollowUp, first_slugs: Mapping[str, str]) -> Iterator[ProtectedText]:
    of = (("löfte", fields.pledge), ("överenskommelse", fields.agreement), ("åtgärdsplan", fields.plan))
    for key, target in of:
        yield from _text(key, key.capitalize(), first_slugs.get(target or "", target))
    yield ProtectedText("avser", "Avser", swedish.period(fields.covers))
    yield from _text("datum", "Datum", _day(fields.date))
    yield ProtectedText("typ", "Typ", fields.type)
    yield from _slugs("av", "Av", slugs=fields.by, first_slugs=first_slugs)
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
        explained = (one.comment for one in outcomes if one.comment and not (one.amount is None and one.done is None))
        yield from _text(f"utfall.{name}.förklaring", f"Kommentar: {name}", "; ".join(explained))
        yield from _text(f"utfall.{name}.i övrigt", label, "; ".join(filter(None, map(_rest_in_words, outcomes))))
        causes = "; ".join(one.cause for one in outcomes if one.cause)
        yield from _text(f"utfall.{name}.{_CAUSE}", f"Orsak: {name}", causes)
    for indicator in fields.indicators:
        yield from _measured(indicator)
    yield from _text(_CAUSE, "Orsak", fields.cause)
    yield from _text("effekt", "Effekt", fields.effect)
    yield from _text("nästa steg", "Nästa steg", fields.next_step)


def _said_by_others(fields: Mention, first_slugs: Mapping[str, str]) -> Iterator[ProtectedText]:
    """When it was said, and what: of each action, then of the whole."""
    yield from _text("datum", "Datum", _day(fields.date))
    yield from _text("andra", "Andra", "; ".join(fields.others))
    about = (("löfte", fields.pledges), ("överenskommelse", fields.agreements), ("åtgärdsplan", fields.plans))
    for key, slugs in about:
        yield from _slugs(key, key.capitalize(), slugs=slugs, first_slugs=first_slugs)
    yield from _slugs(SAID_BY, "Av", slugs=fields.by, first_slugs=first_slugs)
    yield ProtectedText("slag", "Slag", fields.nature)
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


def _rest_in_words(outcome: Outcome) -> str:
    """The parts of a number, and the same of other years."""
    parts = [f"varav {swedish.number(one.amount)} {one.what}" for one in outcome.of_which]
    years = [f"{swedish.partial(one.year)}: {swedish.number(one.amount)}" for one in outcome.comparisons]
    return ", ".join((*parts, *years))


def generation_of(key: str) -> int:
    """Since which generation the text of `key` is protected."""
    if key in _FIFTH_GENERATION or key.endswith(_FIFTH_GENERATION_ENDINGS):
        return 5
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
    return key in ("parter", "områden", "områden.plan", "av", SAID_BY) or key.endswith(_SLUGS)


def may_come_and_go(key: str) -> bool:
    """Whether its absence means the same as something else: a pledge without parties has those of its agreement."""
    return key == "parter"


def may_be_filled_in(key: str) -> bool:
    """Whether it may be told later what was not known when it was published: the day when it was signed, who helps."""
    return key in _FILLED_IN or key.endswith(_FILLED_IN_ENDINGS)


def is_in_words(key: str) -> bool:
    """Whether the text of `key` tells something that was asked for before there were keys for the rest, and is no mere day."""
    return generation_of(key) < 5 and key not in (*_EXACT, *_DAYS, "av")


def says_the_same(key: str, before: str, after: str) -> bool:
    """Whether two versions of a protected text promise the same: equal, mended typos, or a day that is now exact."""
    if before == after:
        return True
    if key in _DAYS:
        return after.endswith(f" {before}")
    return key not in _EXACT and not are_slugs(key) and only_typos_differ(before, after)


def way_of_goal(before: str | None, after: str | None) -> str:
    """Whether the one number of a goal went `upp` or `ner`; nothing where it has none, several, or stays."""
    then, now = (re.findall(r"\d+", text or "") for text in (before, after))
    if len(then) != 1 or len(now) != 1 or then == now:
        return ""
    return "upp" if int(now[0]) > int(then[0]) else "ner"


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
