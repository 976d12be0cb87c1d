"""What a value of a record says, to somebody who knows the form and no file: titles, labels and times in words."""

from collections.abc import Iterable, Mapping

from pledges.content.field_descriptions import Form, Shape, shape_of, shapes
from pledges.content.field_types import Row
from pledges.content.kinds import Kind
from pledges.content.record import Loc
from pledges.content.record_fields import MODELS, AcceptedWarning, Outcome
from pledges.editing.forms import ACTIONS, CALLED, SHORTHAND, Choices, goal_shapes
from pledges.editing.read_out import read_as
from pledges.editing.source import Value, as_list
from pledges.editing.values_at import RowName
from pledges.rules.catalogue import CATALOGUE

_TIMES = (Form.DATE, Form.PERIOD)
_NAMES_A_ROW = ("vad", "text", "titel", "problem", "adress")


def said(model: type[Row], shape: Shape | None, value: Value, *, choices: Choices) -> str:
    """What stands under a key of `model`, in one line; None for `shape` is a key that it does not have."""
    if isinstance(value, list):
        return ", ".join(said(model, shape, one, choices=choices) for one in value)
    if isinstance(value, Mapping):
        return said_of_row(shape.row if shape else None, value, choices)
    text = value or ""
    if shape is None:
        return text
    if model is AcceptedWarning and shape.key == "kod":
        return CATALOGUE[text].title if text in CATALOGUE else text
    if listed := choices.name_of(shape, model):
        return choices.label(listed, text)
    return CALLED.get(shape.key, {}).get(text) or (read_as(shape.form, text) if shape.form in _TIMES else "") or text


def said_of_row(model: type[Row] | None, row: Mapping[str, Value], choices: Choices) -> str:
    """A row in one line; a goal where `model` is None. The name that a row has in the file is nothing to read."""
    by_key = {shape.key: shape for shape in (shapes(model) if model else goal_shapes())}
    told = [(key, by_key.get(key)) for key in row if key != "id" or len(row) == 1]
    parts = (
        (shape.label if shape else key, said(model or Row, shape, row[key], choices=choices)) for key, shape in told
    )
    return ", ".join(f"{label[:1].lower()}{label[1:]} {words}" for label, words in parts)


def name_of(model: type[Row], value: Value, choices: Choices) -> str:
    """What a row is called: the action of an outcome, or the words that say what it is of; the empty text where nothing does."""
    row = as_row(model, value)
    if model is Outcome and row.get("åtgärd"):
        return choices.label(ACTIONS, str(row["åtgärd"]))
    return next((str(row[key]) for key in _NAMES_A_ROW if row.get(key)), "")


def as_row(model: type[Row], value: Value) -> Mapping[str, Value]:
    """A row spelled out, also where only a text stands for it."""
    if isinstance(value, Mapping):
        return value
    return {} if value is None else {SHORTHAND.get(model, "i ord"): value}


def lines_said(kind: Kind, key: str, value: Value, *, choices: Choices) -> Iterable[str]:
    """What a record says under a key, a line for each thing: rows by what names them."""
    shape = shape_of(MODELS[kind], key)
    for one in as_list(value):
        named = name_of(shape.row, one, choices) if shape.row and isinstance(one, Mapping) and shape.many else ""
        yield named or said(MODELS[kind], shape, one, choices=choices)


def said_at(kind: Kind, loc: Loc, value: Value, *, choices: Choices) -> str:
    """What a value at a place in a record says: under a key, or in a row."""
    model: type[Row] | None = MODELS[kind]
    shape: Shape | None = None
    for step in loc:
        if isinstance(step, RowName | int):
            continue
        model = (shape.row if shape else model) if shape is None or shape.form is not Form.GOAL else None
        shape = next((one for one in (shapes(model) if model else goal_shapes()) if one.key == step), None)
    return said(model or Row, shape, value, choices=choices) if value is not None else "ingenting"
