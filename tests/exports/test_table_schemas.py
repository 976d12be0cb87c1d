"""The schemas of the tables: true of every file that is published, and of no other."""

import csv
import io
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from pledges.exports.table_columns import TABLES
from support import pages


def data() -> Path:
    """The open data of the real site: built when a test asks, since all processes would wait for it before their first test."""
    return pages.real_site() / "data"


def json_of(name: str) -> Any:
    return json.loads((data() / name).read_bytes())


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), delimiter=";"))


def wrong_in(field: dict[str, Any], cell: str) -> str:
    """What Table Schema says is wrong with a cell; empty where nothing is."""
    rules = field.get("constraints", {})
    if not cell:
        return "empty" if rules.get("required") else ""
    if "enum" in rules and cell not in rules["enum"]:
        return "enum"
    if "pattern" in rules and not re.search(rules["pattern"], cell):
        return "pattern"
    return "" if FITS[field["type"]](field, cell) else field["type"]


FITS: dict[str, Any] = {
    "string": lambda field, cell: field.get("format") != "uri" or re.fullmatch(r"https?://\S+", cell),
    "list": lambda field, cell: all(cell.split(field["delimiter"])),
    "integer": lambda field, cell: re.fullmatch(r"\d+", cell),
    "number": lambda field, cell: re.fullmatch(r"-?\d+(,\d+)?", cell) and field["decimalChar"] == ",",
    "date": lambda field, cell: date.fromisoformat(cell),
    "boolean": lambda field, cell: cell in (*field["trueValues"], *field["falseValues"]),
}


@pytest.mark.parametrize("name", TABLES)
def test_every_file_of_a_table_is_as_its_table_schema_says(name: str) -> None:
    schema = json_of(f"{name}.tableschema.json")
    fields = {field["name"]: field for field in schema["fields"]}
    files = [data() / f"{name}.csv", *(data() / name).glob("*.csv"), *data().glob(f"kommuner/*/{name}.csv")]
    for path in files:
        rows = rows_of(path)
        assert rows
        assert list(rows[0]) == list(fields)
        wrong = [(key, cell, why) for row in rows for key, cell in row.items() if (why := wrong_in(fields[key], cell))]
        assert wrong == [], path
    keys = schema.get("primaryKey") or (schema["uniqueKeys"][0] if "uniqueKeys" in schema else [])
    found = [tuple(row[key] for key in keys) for row in rows_of(data() / f"{name}.csv")]
    assert len(set(found)) == len(found) or not keys


def test_a_cell_that_is_not_as_the_schema_says_is_told_of() -> None:
    fields = {field["name"]: field for field in json_of("loften.tableschema.json")["fields"]}
    wrong = {"ord": "Klart", "lofte": "", "fran": "2019-1-1", "atgarder": "två", "sammanstallning": "kanske"}
    for key, cell in wrong.items():
        try:
            why = wrong_in(fields[key], cell)
        except ValueError:
            why = "date"
        assert why, key


@pytest.mark.parametrize("name", TABLES)
def test_the_json_is_as_its_schema_says(name: str) -> None:
    schema = json_of(f"{name}.schema.json")
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    rows = json_of(f"{name}.json")
    assert [error.message for error in validator.iter_errors(rows)] == []
    first = dict(rows[0])
    for key in first:
        assert list(validator.iter_errors([{**first, key: {"fel": 1}}])), key
    assert list(validator.iter_errors([{**first, "okand_kolumn": 1}]))


def test_the_schemas_say_what_the_guide_says_and_that_all_is_cc0() -> None:
    package = json_of("datapackage.json")
    assert package["licenses"] == [
        {"name": "CC0-1.0", "path": "http://creativecommons.org/publicdomain/zero/1.0/"}
    ]  # fmt: skip
    assert [one["name"] for one in package["resources"]] == list(TABLES)
    for one in package["resources"]:
        assert (data() / one["path"]).is_file()
        assert one["dialect"] == {"delimiter": ";"}
        meanings = {field["name"]: field["description"] for field in json_of(one["schema"])["fields"]}
        assert meanings == {column.name: column.meaning for column in TABLES[one["name"]].columns}
        schema = json_of(f"{one['name']}.schema.json")
        assert {key: value["description"] for key, value in schema["items"]["properties"].items()} == meanings
        assert "CC0-1.0" in schema["$comment"]
