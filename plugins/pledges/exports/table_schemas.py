"""What machines are told of the tables: a Table Schema for each CSV file, a JSON Schema for each JSON file, and the Data
Package that gathers them. All of it is generated from table_columns.py, as the guides are."""

from collections.abc import Iterator
from typing import Any

from pledges import urls
from pledges.exports.open_data import to_json
from pledges.exports.table_columns import SEVERAL, TABLES, Column, Sort, Table
from pledges.incremental.artifact import Artifact
from pledges.incremental.fingerprint import code_key
from pledges.settings import LICENCE, LICENCE_NAME, Settings, absolute
from pledges.views.country.country import Country

_TABLE_SCHEMA = "https://datapackage.org/profiles/2.0/tableschema.json"
_PACKAGE = "https://datapackage.org/profiles/2.0/datapackage.json"
_JSON_SCHEMA = "https://json-schema.org/draft/2020-12/schema"
_WHEN = r"^\d{4}(-\d\d(-\d\d)?)?$"
_ADDRESS = r"^https?://\S+$"


def schema_artifacts(country: Country) -> Iterator[Artifact]:
    """The schemas of every table, and the Data Package of them all."""
    settings = country.snapshot.settings
    for name, table in TABLES.items():
        yield _file(urls.table_schema(name), table_schema(table))
        yield _file(urls.json_schema(name), json_schema(table, absolute(settings, urls.json_schema(name))))
    yield _file(urls.DATA_PACKAGE, data_package(settings))


def table_schema(table: Table) -> dict[str, Any]:
    """A table's CSV as Table Schema (Data Package 2.0) tells of it."""
    filled = all(column.filled for column in table.columns if column.name in table.key)
    key = {"primaryKey": list(table.key)} if filled else {"uniqueKeys": [list(table.key)]}
    return {
        "$schema": _TABLE_SCHEMA,
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
        **(key if table.key else {}),
    }


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "description": column.meaning, **_TYPES[column.sort]}
    constraints: dict[str, Any] = dict(field.pop("constraints", {}))
    if column.filled:
        constraints["required"] = True
    if column.values:
        constraints["enum"] = list(column.values)
    return {**field, "constraints": constraints} if constraints else field


_LIST = {"type": "list", "delimiter": "; ", "itemType": "string"}
_TYPES: dict[Sort, dict[str, Any]] = {
    Sort.TEXT: {"type": "string"},
    Sort.SEVERAL: _LIST,
    Sort.COUNT: {"type": "integer", "constraints": {"minimum": 0}},
    Sort.NUMBER: {"type": "number", "decimalChar": ","},
    Sort.DAY: {"type": "date"},
    Sort.WHEN: {"type": "string", "constraints": {"pattern": _WHEN}},
    Sort.YES_NO: {"type": "boolean", "trueValues": ["ja"], "falseValues": ["nej"]},
    Sort.ADDRESS: {"type": "string", "format": "uri"},
    Sort.ADDRESSES: _LIST,
}


def json_schema(table: Table, address: str) -> dict[str, Any]:
    """A table's JSON as JSON Schema tells of it."""
    return {
        "$schema": _JSON_SCHEMA,
        "$id": address,
        "$comment": f"{LICENCE_NAME}, {LICENCE}",
        "title": table.title,
        "description": table.row,
        "type": "array",
        "items": {
            "type": "object",
            "properties": {column.name: _property(column) for column in table.columns},
            "required": list(table.names),
            "additionalProperties": False,
        },
    }


def _property(column: Column) -> dict[str, Any]:
    kept = dict(_JSON_TYPES[column.sort])
    if column.sort not in SEVERAL and not column.filled:
        kept["type"] = [kept["type"], "null"]
    if column.values:
        kept["enum"] = [*column.values] if column.filled else [*column.values, None]
    return {"description": column.meaning, **kept}


_JSON_TYPES: dict[Sort, dict[str, Any]] = {
    Sort.TEXT: {"type": "string", "minLength": 1},
    Sort.SEVERAL: {"type": "array", "items": {"type": "string", "minLength": 1}},
    Sort.COUNT: {"type": "integer", "minimum": 0},
    Sort.NUMBER: {"type": "number"},
    Sort.DAY: {"type": "string", "format": "date"},
    Sort.WHEN: {"type": "string", "pattern": _WHEN},
    Sort.YES_NO: {"type": "boolean"},
    Sort.ADDRESS: {"type": "string", "format": "uri", "pattern": _ADDRESS},
    Sort.ADDRESSES: {"type": "array", "items": {"type": "string", "format": "uri", "pattern": _ADDRESS}},
}


def data_package(settings: Settings) -> dict[str, Any]:
    """The tables of the country as a Data Package: where each lies, how it is written, and its schema."""
    return {
        "$schema": _PACKAGE,
        "name": "medborgarloften",
        "title": settings.name,
        "homepage": absolute(settings, urls.FRONT),
        "licenses": [{"name": LICENCE_NAME, "path": LICENCE}],
        "resources": [
            {
                "name": name,
                "title": TABLES[name].title,
                "description": TABLES[name].row,
                "path": f"{name}.csv",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "dialect": {"delimiter": ";"},
                "schema": urls.table_schema(name).rpartition("/")[2],
            }
            for name in TABLES
        ],
    }


def _file(address: str, value: dict[str, Any]) -> Artifact:
    return Artifact(path=address, source=value, maker=code_key().hex(), make=to_json)
