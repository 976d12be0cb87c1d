"""A JSON Schema for each kind of record, so that editors complete and check front matter while it is written.

An editor reads YAML with types (2019 is a number to it, and 0,78 a text), while the portal reads every value as
text; so a schema lets numbers stand where the reader does. What a schema can't say (that a reference leads
somewhere, that 31 June doesn't exist) `make check` says.
"""

from typing import Any

import orjson

from pledges.content.field_table import LONE_TEXT, Form, Shape, shape_of, shapes
from pledges.content.kinds import NAMES, Kind
from pledges.content.schema import MODELS, FollowUp, NumericGoal, Outcome, Row
from pledges.swedish import capital

DRAFT = "http://json-schema.org/draft-07/schema#"
_NUMBER = "^((minst|cirka|ungefär|högst)[ \u00a0]+)?[0-9][0-9 \u00a0\u202f]*(,[0-9]+)?$"
_ONE_OF: dict[type[Row], tuple[str, ...]] = {
    FollowUp: ("löfte", "överenskommelse", "åtgärdsplan"),
    NumericGoal: ("minst", "antal"),
    Outcome: ("åtgärd", "vad"),
}
"""Keys of which exactly one must be there, as the models' own validators have it."""
_TYPES: dict[Form, dict[str, Any]] = {
    Form.TEXT: {"type": ["string", "number"]},
    Form.ADDRESS: {"type": "string", "format": "uri", "pattern": "^https?://"},
    Form.DATE: {"type": ["string", "integer"]},
    Form.PERIOD: {"type": ["string", "integer"]},
    Form.NUMBER: {"type": ["string", "integer"], "pattern": _NUMBER},
    Form.YES_NO: {"enum": ["ja", "nej"]},
    Form.REFERENCE: {"type": ["string", "integer"]},
}


def schema(kind: Kind) -> dict[str, Any]:
    """The schema of `kind`. A record whose text has been removed needs nothing but `borttaget`."""
    rows: dict[str, Any] = {}
    whole = _object(MODELS[kind], rows)
    demands = {key: whole.pop(key) for key in ("required", "oneOf") if key in whole}
    whole["if"] = {"required": ["borttaget"]}
    whole["else"] = demands
    title = capital(NAMES[kind].singular)
    return {"$schema": DRAFT, "title": title, **whole, "definitions": dict(sorted(rows.items()))}


def files() -> dict[str, bytes]:
    """Every schema by its file name."""
    option = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    return {f"{kind.value}.json": orjson.dumps(schema(kind), option=option) for kind in Kind}


def _object(model: type[Row], rows: dict[str, Any]) -> dict[str, Any]:
    """The schema of one record or row; rows inside it are put in `rows`, each once."""
    found: dict[str, Any] = {
        "type": "object",
        "additionalProperties": False,
        "properties": {shape.key: _property(shape, rows) for shape in shapes(model)},
        "required": [shape.key for shape in shapes(model) if shape.required],
    }
    if model in _ONE_OF:
        found["oneOf"] = [{"required": [key]} for key in _ONE_OF[model]]
    return found


def _property(shape: Shape, rows: dict[str, Any]) -> dict[str, Any]:
    one = _one(shape, rows)
    allowed = [one]
    if shape.many:
        allowed.append({"type": "array", "items": one})
    if not shape.required:
        allowed.append({"type": "null"})
    about = {"title": shape.label, "description": shape.help}
    return {**about, **one} if len(allowed) == 1 else {**about, "anyOf": allowed}


def _one(shape: Shape, rows: dict[str, Any]) -> dict[str, Any]:
    """One value: what may stand in a row of the list, where there may be many."""
    if shape.form is Form.CHOICE:
        return {"enum": list(shape.choices)}
    if shape.form is Form.GOAL:
        return {"anyOf": [_row(NumericGoal, rows), _TYPES[Form.TEXT]]}
    if shape.row is not None:
        row = _row(shape.row, rows)
        lone = LONE_TEXT.get(shape.row)
        return {"anyOf": [row, _one(shape_of(shape.row, lone), rows)]} if lone else row
    found = _TYPES[shape.form]
    return {**found, "pattern": shape.pattern} if shape.pattern else dict(found)


def _row(model: type[Row], rows: dict[str, Any]) -> dict[str, Any]:
    if model.__name__ not in rows:
        rows[model.__name__] = {}  # its place is taken before its own rows are looked at
        rows[model.__name__] = _object(model, rows)
    return {"$ref": f"#/definitions/{model.__name__}"}
