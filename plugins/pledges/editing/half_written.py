"""A text that is not whole yet, read as far as it goes: what can't be read is left out, and what is missing is dots."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from pledges.content.field_descriptions import Form, Shape, shapes
from pledges.content.field_types import Row
from pledges.content.frontmatter import read_front_matter
from pledges.content.kinds import Kind, PartyKind
from pledges.content.problems import Problem, Severity
from pledges.content.reader import read_text
from pledges.content.record import AnyRecord, Loc
from pledges.content.record_fields import MODELS
from pledges.content.register import UNKNOWN_AGREEMENT
from pledges.editing.places import RecordPlace
from pledges.editing.source import Value, edited, read_source
from pledges.editing.values_at import loc_of, put

_ATTEMPTS = 40
_PLACEHOLDER = "…"


def readable_of(place: RecordPlace, raw: bytes) -> AnyRecord | None:
    """The record that can be read of a text in which something can't: that is left out, and what is missing is dots."""
    try:
        values: dict[str, Value] = dict(read_source(raw).values)
        for _ in range(_ATTEMPTS):
            record, problems = read_text(place.source, edited(raw, values))
            if record is not None:
                return record
            before = values
            for problem in sorted(
                problems, key=lambda one: one.order, reverse=True
            ):  # a row that goes moves those after
                if problem.severity is Severity.ERROR:
                    values = _mended(place.kind, values, problem)
            if before == values:
                return None
    except ValueError:
        return None
    return None


def is_written(raw: bytes, key: str) -> bool:
    """Whether a text itself says anything under a key, which has not been put there for it to be read."""
    value: Value = read_source(raw).values
    for step in loc_of(value, key):
        value = value[step] if isinstance(step, int) else value.get(step) if isinstance(value, Mapping) else None
    return value is not None


def at_own_lines(raw: bytes, shown: AnyRecord, problems: Iterable[Problem]) -> Iterator[Problem]:
    """Problems of what is shown, with those of the free text at their lines in the text that was written."""
    longer = shown.body_line - read_front_matter(raw.decode(errors="replace")).body_line
    return (one if one.key else replace(one, line=one.line - longer) for one in problems)


def _mended(kind: Kind, values: dict[str, Value], problem: Problem) -> dict[str, Value]:
    """The values without what a problem is about; with dots where something is missing."""
    loc = loc_of(values, problem.key)
    if problem.code == "saknad-nyckel" and problem.key:
        shape = _shape_at(MODELS[kind], loc)
        return put(values, loc, _placeholder(shape)) if shape is not None else values
    if not loc and kind is Kind.FOLLOW_UP:
        return {"löfte": "okand", **values}  # it is of something that nobody has said yet
    return put(values, loc, None) if loc else values


def _shape_at(model: type[Row], loc: Loc) -> Shape | None:
    shape: Shape | None = None
    for step in loc:
        if isinstance(step, int):
            continue
        shape = next((one for one in shapes(model) if one.key == step), None)
        if shape is None:
            return None
        model = shape.row or model
    return shape


def _placeholder(shape: Shape) -> Value:
    """Something that reads where a key must stand."""
    if shape.key == "id":
        return "namn"
    match shape.form:
        case Form.DATE | Form.PERIOD:
            return UNKNOWN_AGREEMENT
        case Form.CHOICE:
            return shape.choices[0]
        case Form.REFERENCE:
            return UNKNOWN_AGREEMENT if shape.refers_to is Kind.AGREEMENT else [PartyKind.MUNICIPALITY.value]
        case Form.ROW:
            return [{"titel": _PLACEHOLDER}]
        case Form.NUMBER:
            return "0"
        case _:
            return _PLACEHOLDER
