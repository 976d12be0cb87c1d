"""What a posted form says, read back as values, and what its buttons do with its rows."""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from pledges.commands.authoring.question_order import in_order, short_name
from pledges.content.field_descriptions import Form, Shape, shapes
from pledges.content.field_types import Row
from pledges.content.kinds import Kind
from pledges.content.record_fields import MODELS
from pledges.editing.forms import GONE, LINES, SHORTHAND, UNKNOWN, WORDS, Choices, goal_shapes
from pledges.editing.read_out import as_the_file_has_it, in_words
from pledges.editing.source import Value, as_list, entered

MOST_ROWS = 500


def read_form(kind: Kind, posted: Mapping[str, str], choices: Choices) -> dict[str, Value]:
    """The values of a posted form, in the order of the file's keys; what is empty is left out."""
    return ordered(kind, _in_figures(shapes(MODELS[kind]), _read(MODELS[kind], posted, prefix="", choices=choices)))


def _in_figures(some: Iterable[Shape], values: Mapping[str, Value]) -> dict[str, Value]:
    """`values` with the dates and periods that are written in words as they are to stand in the file."""
    return _rewritten(some, values, as_the_file_has_it)


def said_in_words(kind: Kind, values: Mapping[str, Value]) -> dict[str, Value]:
    """`values` of a file as a form shows them: dates and periods in words."""
    return _rewritten(shapes(MODELS[kind]), values, in_words)


def _rewritten(
    some: Iterable[Shape], values: Mapping[str, Value], rewrite: Callable[[Form, str], str]
) -> dict[str, Value]:
    by_key = {shape.key: shape for shape in some}

    def one(shape: Shape, value: Value) -> Value:
        if isinstance(value, list):
            return [one(shape, inner) for inner in value]
        if isinstance(value, Mapping):
            inside = goal_shapes() if shape.form is Form.GOAL else shapes(shape.row) if shape.row else ()
            return _rewritten(inside, value, rewrite)
        return rewrite(shape.form, value) if isinstance(value, str) else value

    return {key: one(by_key[key], value) if key in by_key else value for key, value in values.items()}


def ordered(kind: Kind, values: Mapping[str, Value]) -> dict[str, Value]:
    """`values` in the order of the file's keys; those that the record does not have come last."""
    known = in_order(kind, values)
    return {**known, **{key: value for key, value in values.items() if key not in known}}


def _read(model: type[Row], posted: Mapping[str, str], *, prefix: str, choices: Choices) -> dict[str, Value]:
    values = _read_shapes(shapes(model), model, posted, prefix=prefix, choices=choices)
    values |= _read_unknown(posted, prefix)
    must_be_named = any(shape.key == "id" and shape.required for shape in shapes(model))
    if must_be_named and "id" not in values and values.get("vad"):
        return {"id": _UNNAMED, **values}
    return values


def _read_shapes(
    some: Iterable[Shape], model: type[Row], posted: Mapping[str, str], *, prefix: str, choices: Choices
) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for shape in some:
        value = _read_field(model, shape, posted, prefix=prefix, choices=choices)
        if value not in ("", [], {}, None):
            values[shape.key] = value
    return values


_UNNAMED = "\x00"


def _read_field(model: type[Row], shape: Shape, posted: Mapping[str, str], *, prefix: str, choices: Choices) -> Value:
    name = f"{prefix}{shape.key}"
    listed = choices.name_of(shape, model)
    if shape.form is Form.GOAL:
        return _read_goal(posted, name, choices)
    if shape.row is not None and not shape.many:
        return _read(shape.row, posted, prefix=f"{name}.", choices=choices)
    if shape.row is not None:
        row = shape.row
        rows = [_read(row, posted, prefix=f"{name}.{number}.", choices=choices) for number in row_numbers(posted, name)]
        return _named([one for one in rows if one])
    if listed and shape.many:
        texts = [entered(posted.get(f"{name}.{number}", "")) for number in row_numbers(posted, name)]
        return list(dict.fromkeys(choices.value(listed, text) for text in texts if text))
    text = posted.get(name, "")
    if shape.many:
        return [line for row in text.splitlines() if (line := entered(row))]
    if listed:
        return choices.value(listed, entered(text))
    return entered(text, lines=f"{name}{LINES}" in posted)


def _named(rows: list[dict[str, Value]]) -> list[dict[str, Value]]:
    """The rows, each with an id of its own where rows have ids: one that lacks it is named after what is to be done."""
    taken = {str(row["id"]) for row in rows if row.get("id") not in (None, _UNNAMED)}
    for row in rows:
        if row.get("id") == _UNNAMED:
            row["id"] = short_name(str(row["vad"]), taken)
            taken.add(row["id"])
    return rows


def _read_goal(posted: Mapping[str, str], name: str, choices: Choices) -> Value:
    """A goal that is counted, or one in words; where both stand, the words are kept too, for the rules to object to."""
    counted = _read_shapes(goal_shapes(), Row, posted, prefix=f"{name}.", choices=choices) | _read_unknown(
        posted, f"{name}."
    )
    counted.pop(WORDS, None)
    words = entered(posted.get(f"{name}.{WORDS}", ""))
    return {**counted, WORDS: words} if counted and words else counted or words


def _read_unknown(posted: Mapping[str, str], prefix: str) -> dict[str, Value]:
    """What stood under keys that the record does not have, or had another form than the field's."""
    unknown: dict[str, Value] = {}
    for name, text in posted.items():
        if not name.startswith(prefix) or not name.endswith(UNKNOWN) or f"{name}{GONE}" in posted:
            continue
        key = name.removeprefix(prefix).removesuffix(UNKNOWN)
        if "." not in key:
            try:
                unknown[key] = _texts_alone(json.loads(text))
            except (ValueError, RecursionError):
                continue
    return unknown


def _texts_alone(value: Value) -> Value:
    """A value of nothing but texts, lists and mappings, as the files have."""
    if isinstance(value, Mapping):
        return {entered(key): _texts_alone(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_texts_alone(inner) for inner in value]
    return entered(str(value), lines=True) if value is not None else None


def row_numbers(posted: Mapping[str, str], name: str) -> list[int]:
    """The numbers of the rows of `name` that were posted, in order."""
    pattern = re.compile(rf"{re.escape(name)}\.([1-9]\d{{0,2}})(?:\.|$)")
    return sorted({int(match[1]) for key in posted if (match := pattern.match(key))})[:MOST_ROWS]


def with_shorthand(values: Mapping[str, Value], before: Mapping[str, Value]) -> dict[str, Value]:
    """`values` with a text for a row where the file has only a text, so that the line stays as it is written."""
    texts = {
        one for key, value in before.items() if key in values for one in as_list(value) if isinstance(one, str)
    }  # fmt: skip

    def shortened(row: Value) -> Value:
        if isinstance(row, Mapping) and len(row) == 1:
            (key, value), *_ = row.items()
            return value if key in SHORTHAND.values() and value in texts else row
        return row

    return {
        key: [shortened(row) for row in value] if isinstance(value, list) else value for key, value in values.items()
    }


# What the buttons do.


def pressed(posted: Mapping[str, str], action: str, name: str) -> dict[str, str]:
    """The posted form after a button: a row added to a list (`ny`), taken away (`bort`) or moved (`upp`, `ned`).

    `name` is a list's, or a row's.
    """
    if action == "ny":
        numbers = row_numbers(posted, name)
        return {**posted, f"{name}.{max(numbers, default=0) + 1}.{NEW_ROW}": ""}
    owner, _, number = name.rpartition(".")
    if not number.isdigit():
        return dict(posted)
    numbers = row_numbers(posted, owner)
    place = numbers.index(int(number)) if int(number) in numbers else -1
    if place < 0:
        return dict(posted)
    order = list(numbers)
    if action == "bort":
        order.pop(place)
    elif action == "upp" and place > 0:
        order[place - 1], order[place] = order[place], order[place - 1]
    elif action == "ned" and place + 1 < len(order):
        order[place + 1], order[place] = order[place], order[place + 1]
    return _renumbered(posted, owner, order)


NEW_ROW = "~ny"


def _renumbered(posted: Mapping[str, str], owner: str, order: Sequence[int]) -> dict[str, str]:
    renamed = {old: new for new, old in enumerate(order, 1)}
    pattern = re.compile(rf"({re.escape(owner)}\.)(\d+)(.*)", re.S)
    result: dict[str, str] = {}
    for name, text in posted.items():
        match = pattern.fullmatch(name)
        if match is None:
            result[name] = text
        elif int(match[2]) in renamed:
            result[f"{match[1]}{renamed[int(match[2])]}{match[3]}"] = text
    return result


def shown_values(kind: Kind, posted: Mapping[str, str], choices: Choices) -> dict[str, Value]:
    """The values that a form is shown again with: as `read_form`, but rows that are empty so far are kept, and what is
    written in words stands as somebody wrote it.
    """
    values = ordered(kind, _read(MODELS[kind], _with_empty_rows(posted), prefix="", choices=choices))
    return {key: value for key, value in ((key, _marked(value)) for key, value in values.items()) if value is not None}


def _with_empty_rows(posted: Mapping[str, str]) -> dict[str, str]:
    """The form with a mark in each row that a button has added."""
    marked = dict(posted)
    for name in posted:
        if name.endswith(f".{NEW_ROW}"):
            marked[f"{name.removesuffix(NEW_ROW)}{NEW_ROW}{UNKNOWN}"] = '"x"'
    return marked


def _marked(value: Value) -> Value:
    if isinstance(value, Mapping):
        return {key: _marked(inner) for key, inner in value.items() if key != NEW_ROW}
    return [_marked(inner) for inner in value] if isinstance(value, list) else value
