"""How a new record begins: the dialogues of `make new`, answered with what they suggest."""

from collections.abc import Iterable, Mapping
from typing import Any

from pledges.commands.authoring.answers import Dialogue, Question, answer
from pledges.commands.authoring.choices import AuthoringContext
from pledges.commands.authoring.dialogues import NEXT_YEAR, dialogue, following
from pledges.commands.authoring.question_order import HaltedError, in_order, short_name
from pledges.content.field_descriptions import shapes
from pledges.content.field_types import BY_PARTIES
from pledges.content.file_text import front_matter
from pledges.content.kinds import NAMES, Kind
from pledges.content.record import Record, is_commitment
from pledges.content.record_fields import MODELS, Agreement, Commitment, FollowUp, Municipality, Pledge
from pledges.content.register import UNKNOWN_AGREEMENT
from pledges.editing.from_text.suggestions import Suggestion
from pledges.editing.places import HOME_SLUG, RecordPlace
from pledges.editing.source import Value, read_source
from pledges.written_values import parse_period

KEPT_BY = "förs av"
_PERIODS = ("Period", "Avser")

__all__ = ["NEXT_YEAR", "HaltedError", "begin", "begin_from_text", "kind_of", "starting_points"]


def kind_of(what: str) -> Kind:
    """The kind of record that `what` (a kind's value, or NEXT_YEAR) makes. Raises ValueError for anything else."""
    return Kind.PLEDGE if what == NEXT_YEAR else Kind(what)


def starting_points(context: AuthoringContext, what: str) -> tuple[Record[Commitment], ...]:
    """What a new record may begin from: pledges for next year's, all that is followed up for a follow-up.

    The latest come first; for a follow-up, pledges that have none of their own come before all else, and a draft is
    nothing that can be followed up.
    """
    if what == NEXT_YEAR:
        found: tuple[Record[Commitment], ...] = context.here(Pledge)
    elif what == Kind.FOLLOW_UP:
        found = tuple(
            record
            for record in context.register.records.values()
            if is_commitment(record) and record.municipality == context.place and not record.is_draft
        )
    else:
        return ()
    latest = sorted(found, key=lambda one: (str(one.fields.span or ""), one.identity), reverse=True)
    if what == NEXT_YEAR:
        return tuple(latest)
    return tuple(sorted(latest, key=lambda one: (one.kind is not Kind.PLEDGE, bool(context.register.follow_ups(one)))))


def is_compiled(context: AuthoringContext) -> bool:
    """Whether the portal's editors have compiled what there is of a municipality, so that somebody else may take over."""
    return any(one.fields.is_compiled for one in context.here(Municipality) + context.here(Pledge))


def time_that_follows(target: Record[Commitment]) -> str:
    """The time as long as that of `target` that begins when it has ended; the empty text where that can't be told."""
    return following(target.fields.span) if target.fields.span is not None else ""


def follow_ups_of(context: AuthoringContext, from_identity: str) -> tuple[Record[FollowUp], ...]:
    """The parties' last word on what a follow-up would be of, where it has been said already."""
    target = next((one for one in starting_points(context, Kind.FOLLOW_UP) if one.identity == from_identity), None)
    return tuple(one for one in context.register.follow_ups(target) if one.fields.is_final) if target else ()


def begin(
    context: AuthoringContext,
    what: str,
    *,
    from_identity: str = "",
    answers: Mapping[str, str] | None = None,
    kept_by: str | None = None,
) -> tuple[RecordPlace, bytes]:
    """A new record's place and its first text: all that the dialogue suggests, and `answers` by what it asks for.

    `kept_by` says who enters it, BY_PARTIES or COMPILED; None leaves that as the dialogue has it. Raises HaltedError where
    there is nothing to begin from, and ValueError where an answer can't be used.
    """
    kind = kind_of(what)
    target = next((one for one in starting_points(context, what) if one.identity == from_identity), None)
    pick = f"{NAMES[target.kind].singular} {target.slug}" if target else ""
    draft = _driven(dialogue(context, what), pick, dict(answers or {}))
    values = dict(read_source(draft.text.encode()).values)
    if kind is Kind.FOLLOW_UP and target is not None and target.actions:
        values["utfall"] = [{"åtgärd": action.id} for action in target.actions]
    if kept_by is not None:
        values = {**values, KEPT_BY: said_of_keeper(context, kept_by)}
    slug = HOME_SLUG if kind is Kind.MUNICIPALITY else draft.path.rsplit("/", 1)[-1].removesuffix(".md")
    place = RecordPlace(kind, context.place if NAMES[kind].is_local else None, slug)
    return place, front_matter(in_order(kind, values)).encode()


def said_of_keeper(context: AuthoringContext, kept_by: str) -> str | None:
    """What a record says of who keeps it: nothing where its municipality's own record says the same already."""
    home_is_compiled = any(one.fields.is_compiled for one in context.here(Municipality))
    return None if kept_by == BY_PARTIES and not home_is_compiled else kept_by


def begin_from_text(
    context: AuthoringContext,
    what: str,
    *,
    from_identity: str,
    title: str,
    accepted: Iterable[Suggestion],
    source: Mapping[str, str],
    kept_by: str | None = None,
) -> tuple[RecordPlace, bytes]:
    """As `begin`, with what was accepted of a page in the place of what the dialogue suggests, and `source` as its source.

    What the dialogue only thinks likely is left out: a period that nobody has accepted, and an agreement that does not
    cover the one that somebody has.
    """
    if kind_of(what) is not Kind.FOLLOW_UP and not title:
        raise ValueError("Skriv en titel.")
    accepted = tuple(accepted)
    period = next((one.value for one in accepted if one.field in ("period", "avser")), "")
    answers = {"Titel": title, **dict.fromkeys(_PERIODS, period or UNKNOWN_AGREEMENT)}
    place, raw = begin(context, what, from_identity=from_identity, answers=answers, kept_by=kept_by)
    values = dict(read_source(raw).values)
    unlikely = [] if period else ["period", "avser"]
    if place.kind is Kind.PLEDGE and not _covers(context, values.get("överenskommelse"), period):
        unlikely.append("överenskommelse")
    values = {key: value for key, value in values.items() if key not in unlikely}
    values |= _filled_in(values, accepted)
    if source:
        keys = {shape.key for shape in shapes(MODELS[place.kind])}
        values["belägg" if "belägg" in keys else "källor"] = [dict(source)]
    return place, front_matter(in_order(place.kind, values)).encode()


def _covers(context: AuthoringContext, agreement: Value, period: str) -> bool:
    found = next((one for one in context.here(Agreement) if one.slug == agreement), None)
    return bool(found and found.fields.span and period and found.fields.span.covers(parse_period(period)))


def _filled_in(values: Mapping[str, Value], accepted: Iterable[Suggestion]) -> dict[str, Value]:
    """The fields that were accepted: outcomes in the row of their action, actions with an id, all else as it is."""
    fields: dict[str, Value] = {"utfall": list(values.get("utfall", []))}
    for one in accepted:
        rows = fields.setdefault(one.field, []) if one.many else []
        if one.field == "utfall":
            fields["utfall"] = [one.value if row["åtgärd"] == one.value["åtgärd"] else row for row in rows]
        elif one.field == "åtgärder":
            rows.append({"id": short_name(one.value["vad"], {row["id"] for row in rows}), **one.value})
        elif one.many:
            rows.append(one.value)
        else:
            fields[one.field] = one.value
    return {key: value for key, value in fields.items() if value}


def _driven(talk: Dialogue[Any], pick: str, answers: dict[str, str]) -> Any:
    """The dialogue's draft, with its own suggestions for answers but for those given."""
    try:
        question = next(talk)
        if pick:
            question = talk.send(pick)
        while True:
            question = talk.send(_answer(question, answers))
    except StopIteration as done:
        return done.value


def _answer(question: Question, answers: dict[str, str]) -> Any:
    given = answers.get(question.text, "").strip() or question.default
    if not given and question.required and question.text in _PERIODS:
        given = UNKNOWN_AGREEMENT
    if given:
        return answer(question, given)
    return [] if question.many else None
