"""What may stand under a key, read off the records' own fields: one description for the guide and `make new`."""

import types
import typing
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any, Literal

from pydantic import WithJsonSchema

from pledges.content.field_types import Ref, Row
from pledges.content.goals import NumericGoal
from pledges.content.kinds import Kind
from pledges.written_values import Duration, Number, PartialDate, Period


class Form(StrEnum):
    """The forms of a value; what each is called in the guide."""

    TEXT = "text"
    ADDRESS = "webbadress"
    DATE = "datum"
    PERIOD = "period"
    NUMBER = "tal"
    DURATION = "tidslängd"
    YES_NO = "ja eller nej"
    CHOICE = "ett av orden"
    REFERENCE = "hänvisning"
    GOAL = "tal eller text"
    ROW = "rader"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One key: what it is called, whether it must be there, and what may stand under it.

    `choices` are the words of a CHOICE, `row` the model of a ROW, `refers_to` the kind of a REFERENCE (None for a
    party).
    """

    name: str
    key: str
    label: str
    help: str
    required: bool
    many: bool
    form: Form
    choices: tuple[str, ...] = ()
    row: type[Row] | None = None
    refers_to: Kind | None = None


@lru_cache(maxsize=64)
def shapes(model: type[Row]) -> tuple[Shape, ...]:
    """Every key of a record or row, in the order of its fields."""
    return tuple(_shape(name, info) for name, info in model.model_fields.items())


def shape_of(model: type[Row], key: str) -> Shape:
    """The key `key` of `model`. Raises KeyError where there is none."""
    return {shape.key: shape for shape in shapes(model)}[key]


def _shape(name: str, info: Any) -> Shape:
    many, annotation, marks = _unwrapped(info.annotation, tuple(info.metadata))
    written = next((mark.json_schema or {} for mark in marks if isinstance(mark, WithJsonSchema)), {})
    reference = next((mark for mark in marks if isinstance(mark, Ref)), None)
    form = _form(annotation, reference, written)
    return Shape(
        name=name,
        key=info.alias,
        label=info.title,
        help=info.description,
        required=info.is_required(),
        many=many,
        form=form,
        choices=typing.get_args(annotation) if form is Form.CHOICE else (),
        row=annotation if form is Form.ROW else None,
        refers_to=reference.kind if reference else None,
    )


def _unwrapped(annotation: Any, marks: tuple[Any, ...]) -> tuple[bool, Any, tuple[Any, ...]]:
    """(whether there may be many, the type of one, every mark on the way to it)."""
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        inner, *added = typing.get_args(annotation)
        return _unwrapped(inner, (*marks, *added))
    if origin is tuple:
        _many, inner, inner_marks = _unwrapped(typing.get_args(annotation)[0], marks)
        return True, inner, inner_marks
    if origin in (typing.Union, types.UnionType):
        kept = [part for part in typing.get_args(annotation) if part is not type(None)]
        if len(kept) == 1:
            return _unwrapped(kept[0], marks)
    return False, annotation, marks


def _form(annotation: Any, reference: Ref | None, written: dict[str, Any]) -> Form:
    if reference is not None:
        return Form.REFERENCE
    if typing.get_origin(annotation) is Literal:
        return Form.CHOICE
    if isinstance(annotation, type) and issubclass(annotation, Row):
        return Form.ROW
    simple = {
        PartialDate: Form.DATE,
        Period: Form.PERIOD,
        Number: Form.NUMBER,
        Duration: Form.DURATION,
        bool: Form.YES_NO,
    }
    if isinstance(annotation, type) and annotation in simple:
        return simple[annotation]
    if written.get("format") == "uri":
        return Form.ADDRESS
    holds_goal = any(_unwrapped(part, ())[1] is NumericGoal for part in typing.get_args(annotation))
    return Form.GOAL if holds_goal else Form.TEXT
