"""How a new record begins: the dialogues of `make new`, answered with what they suggest."""

from collections.abc import Mapping
from typing import Any

from pledges.commands.authoring.answers import Dialogue, Question, answer
from pledges.commands.authoring.choices import AuthoringContext
from pledges.commands.authoring.dialogues import NEXT_YEAR, dialogue
from pledges.commands.authoring.file_text import front_matter
from pledges.commands.authoring.question_order import HaltedError, in_order
from pledges.content.kinds import NAMES, Kind
from pledges.content.record import Record, is_commitment
from pledges.content.record_fields import Commitment, Pledge
from pledges.content.register import UNKNOWN_AGREEMENT
from pledges.editing.places import HOME_SLUG, RecordPlace, has_municipality
from pledges.editing.source import read_source

_PERIODS = ("Period", "Avser")
FILE_NAME = "Filnamn"

__all__ = ["NEXT_YEAR", "HaltedError", "begin", "kind_of", "starting_points"]


def kind_of(what: str) -> Kind:
    """The kind of record that `what` (a kind's value, or NEXT_YEAR) makes. Raises ValueError for anything else."""
    return Kind.PLEDGE if what == NEXT_YEAR else Kind(what)


def starting_points(context: AuthoringContext, what: str) -> tuple[Record[Commitment], ...]:
    """What a new record may begin from: pledges for next year's, all that is followed up for a follow-up.

    The latest come first; for a follow-up, pledges that have none of their own come before all else.
    """
    if what == NEXT_YEAR:
        found: tuple[Record[Commitment], ...] = context.here(Pledge)
    elif what == Kind.FOLLOW_UP:
        found = tuple(
            record
            for record in context.register.records.values()
            if is_commitment(record) and record.municipality == context.place
        )
    else:
        return ()
    latest = sorted(found, key=lambda one: (str(one.fields.span or ""), one.identity), reverse=True)
    if what == NEXT_YEAR:
        return tuple(latest)
    return tuple(sorted(latest, key=lambda one: (one.kind is not Kind.PLEDGE, bool(context.register.follow_ups(one)))))


def begin(
    context: AuthoringContext, what: str, *, from_identity: str = "", answers: Mapping[str, str] | None = None
) -> tuple[RecordPlace, bytes]:
    """A new record's place and its first text: all that the dialogue suggests, and `answers` by what it asks for.

    Raises HaltedError where there is nothing to begin from, and ValueError where an answer can't be used.
    """
    kind = kind_of(what)
    target = next((one for one in starting_points(context, what) if one.identity == from_identity), None)
    pick = f"{NAMES[target.kind].singular} {target.slug}" if target else ""
    draft = _driven(dialogue(context, what), pick, dict(answers or {}))
    values = dict(read_source(draft.text.encode()).values)
    if kind is Kind.FOLLOW_UP and target is not None and target.actions:
        values["utfall"] = [{"åtgärd": action.id} for action in target.actions]
    slug = HOME_SLUG if kind is Kind.MUNICIPALITY else draft.path.rsplit("/", 1)[-1].removesuffix(".md")
    place = RecordPlace(kind, context.place if has_municipality(kind) else None, slug)
    return place, front_matter(in_order(kind, values)).encode()


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
