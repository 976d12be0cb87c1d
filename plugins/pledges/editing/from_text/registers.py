"""What a page's words may mean in a municipality, and what is suggested, in words."""

from collections.abc import Iterable, Mapping, Sequence

from pledges.content.field_descriptions import shape_of
from pledges.content.geography import MunicipalityFacts
from pledges.content.kinds import Kind
from pledges.content.record_fields import MODELS
from pledges.editing.forms import PARTIES, Option
from pledges.editing.from_text.suggestions import Registers, Suggestion
from pledges.editing.read_out import read_as
from pledges.editing.screens.rendering import Offer


def registers_of(facts: MunicipalityFacts, lists: Mapping[str, Sequence[Option]]) -> Registers:
    """The names in the registers; `lists` are what references are chosen from."""
    return Registers(
        municipality=facts.name,
        official_name=facts.official_name,
        areas={option.label: option.value for option in lists[Kind.AREA.value]},
        parties={option.label: option.value for option in lists[PARTIES]},
    )


def offers(kind: Kind, found: Iterable[Suggestion], registers: Registers) -> tuple[Offer, ...]:
    """The suggestions as they are shown."""
    return tuple(
        Offer(
            number=number,
            label=shape_of(MODELS[kind], one.field).label,
            words=_words(kind, one, registers),
            sentence=one.sentence,
        )
        for number, one in enumerate(found)
    )


def _words(kind: Kind, one: Suggestion, registers: Registers) -> str:
    match one.field:
        case "åtgärder":
            return str(one.value["vad"])
        case "uppföljning":
            return f"senast {_read(kind, one.field, one.value['senast'])}"
    names = {slug: name for name, slug in {**(registers.areas or {}), **(registers.parties or {})}.items()}
    return names.get(one.value, _read(kind, one.field, one.value))


def _read(kind: Kind, field: str, value: str) -> str:
    shape = shape_of(MODELS[kind], field)
    form = shape_of(shape.row, "senast").form if shape.row is not None else shape.form
    return read_as(form, value) or value
