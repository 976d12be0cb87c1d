"""A JSON Schema for each kind of record, so that editors complete and check front matter while it is written.

pydantic makes them of the records' own models. An editor reads YAML with types (2019 is a number to it, and 0,78 a
text), while the portal reads every value as text; so each type says in its own schema (content/field_types.py) that numbers
may stand where the reader lets them. What a schema can't say (that a reference leads somewhere, that 31 June doesn't
exist) `make check` says.
"""

from typing import Any

import orjson
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from pledges.content.kinds import NAMES, Kind
from pledges.content.record_fields import MODELS
from pledges.swedish import capital

DRAFT = "http://json-schema.org/draft-07/schema#"


class _AsWritten(GenerateJsonSchema):
    """A record as it is written: a key that may be left out may stand empty, and a list of one may be that one."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.get_flattened_anyof([self.generate_inner(schema["schema"]), {"type": "null"}])

    def tuple_schema(self, schema: core_schema.TupleSchema) -> JsonSchemaValue:
        rows = super().tuple_schema(schema)
        return self.get_flattened_anyof([rows["items"], rows])

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """Without the class's name and docstring, which are in English and for us."""
        model = super().model_schema(schema)
        return {key: value for key, value in model.items() if key not in ("title", "description")}


def schema(kind: Kind) -> dict[str, Any]:
    """The schema of `kind`. A record whose text has been removed needs nothing but `borttaget`."""
    whole = MODELS[kind].model_json_schema(schema_generator=_AsWritten, ref_template="#/definitions/{model}")
    rows = whole.pop("$defs")
    demands = {key: whole.pop(key) for key in ("required", "oneOf") if key in whole}
    return {
        "$schema": DRAFT,
        "title": capital(NAMES[kind].singular),
        **whole,
        "if": {"required": ["borttaget"]},
        "else": demands,
        "definitions": rows,
    }


def files() -> dict[str, bytes]:
    """Every schema by its file name."""
    option = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    return {f"{kind.value}.json": orjson.dumps(schema(kind), option=option) for kind in Kind}
