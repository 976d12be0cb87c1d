"""What a page's words may mean in a municipality, and what is suggested, in words."""

from collections.abc import Iterable, Mapping, Sequence

from pledges.content.field_descriptions import shape_of
from pledges.content.geography import MunicipalityFacts
from pledges.content.goal_phrases import goal_words
from pledges.content.goals import NumericGoal
from pledges.content.kinds import Kind
from pledges.content.record import Record
from pledges.content.record_fields import MODELS, Action, Commitment
from pledges.editing.forms import PARTIES, Option
from pledges.editing.from_text.suggestions import Counted, Registers, Suggestion
from pledges.editing.read_out import read_as
from pledges.editing.screens.rendering import Offer


def registers_of(
    facts: MunicipalityFacts, lists: Mapping[str, Sequence[Option]], target: Record[Commitment] | None
) -> Registers:
    """The names in the registers; `lists` are what references are chosen from, `target` what a follow-up is of."""
    return Registers(
        municipality=facts.name,
        official_name=facts.official_name,
        areas={option.label: option.value for option in lists[Kind.AREA.value]},
        parties={option.label: option.value for option in lists[PARTIES]},
        actions=tuple(_counted(action) for action in target.actions) if target is not None else (),
    )


def _counted(action: Action) -> Counted:
    unit = action.goal.counted if isinstance(action.goal, NumericGoal) else ""
    return Counted(action.id, action.what, unit)


def offers(kind: Kind, found: Iterable[Suggestion], registers: Registers) -> tuple[Offer, ...]:
    """The suggestions as they are shown."""
    return tuple(
        Offer(number, shape_of(MODELS[kind], one.field).label, _words(kind, one, registers), one.sentence)
        for number, one in enumerate(found)
    )


def _words(kind: Kind, one: Suggestion, registers: Registers) -> str:
    match one.field:
        case "åtgärder":
            action = Action.model_validate({"id": "ny", **one.value})
            return f"{action.what}. Mål: {goal_words(action.goal)}" if action.goal is not None else action.what
        case "utfall":
            what = next(action.what for action in registers.actions if action.id == one.value["åtgärd"])
            return f"{what}: {one.value['antal']}"
        case "uppföljning":
            return f"senast {_read(kind, one.field, one.value['senast'])}"
    names = {slug: name for name, slug in {**(registers.areas or {}), **(registers.parties or {})}.items()}
    return names.get(one.value, _read(kind, one.field, one.value))


def _read(kind: Kind, field: str, value: str) -> str:
    shape = shape_of(MODELS[kind], field)
    form = shape_of(shape.row, "senast").form if shape.row is not None else shape.form
    return read_as(form, value) or value
