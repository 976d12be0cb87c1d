"""Every key is guarded once it is published, or stands in the table of those that are not, with why."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from pydantic import BaseModel

from pledges.content.kinds import Kind
from pledges.content.record import Record
from pledges.content.record_fields import MODELS, Fields
from pledges.history.protected_texts import protected_texts
from portal.test_docs import SECTIONS, section

GUARDED = (Kind.PLEDGE, Kind.AGREEMENT, Kind.PLAN, Kind.FOLLOW_UP, Kind.MENTION)
TABLE = section("What is guarded once it is published")


def unguarded(kind: Kind) -> set[str]:
    """The keys that the table says are not guarded in a kind."""
    rows = re.findall(r"^\| (`.*?) \| (.*?) \| .+ \|$", TABLE, re.M)
    own = SECTIONS[kind].casefold().removeprefix("action ")
    return {
        key
        for keys, kinds in rows
        if kinds == "all" or own in kinds.split(", ")
        for key in re.findall(r"`([^`]+)`", keys)
    }


def example(kind: Kind) -> Fields:
    """The record of the contract's example, which has every key of its kind."""
    block = re.search(r"---\n.*?\n    ---", section(SECTIONS[kind]), re.S)
    assert block is not None
    rows = [row.removeprefix("    ") for row in block[0].splitlines()][1:-1]
    return MODELS[kind].model_validate(yaml.load("\n".join(rows), yaml.BaseLoader))


def changed(row: BaseModel, path: str = "") -> Iterator[tuple[str, Any]]:
    """Each key of a row that says something, and the row without it, or with something else where it is required."""
    for name, info in type(row).model_fields.items():
        value, key = getattr(row, name), f"{path}.{info.alias}".lstrip(".")
        if value in (None, (), False):
            continue
        inner = value if isinstance(value, tuple) else (value,)
        if isinstance(inner[0], BaseModel) and info.alias not in (
            "mål",
            "utgångsvärde",
            "värden",
            "jämförelse",
            "varav",
            "dialogsiffror",
            "källor",
            "belägg",
            "dokument",
        ):
            for place, one in enumerate(inner):
                for deeper, other in changed(one, key):
                    whole = (*inner[:place], other, *inner[place + 1 :]) if isinstance(value, tuple) else other
                    yield deeper, row.model_copy(update={name: whole})
        elif info.is_required() and isinstance(value, str):
            yield key, row.model_copy(update={name: f"{value} nio"})
        elif not info.is_required():
            yield key, row.model_copy(update={name: info.default})


def told(kind: Kind, fields: Fields) -> tuple[object, ...]:
    record = Record(identity="kommuner/provstad/x/y", kind=kind, municipality="provstad", path="", places={}, body="", body_line=1, fields=fields)  # fmt: skip
    return protected_texts(record)


@pytest.mark.parametrize("kind", GUARDED)
def test_a_key_is_guarded_or_in_the_table(kind: Kind) -> None:
    fields = example(kind)
    guarded: dict[str, bool] = {}
    for key, other in changed(fields):
        guarded[key] = guarded.get(key, False) or told(kind, other) != told(kind, fields)
    assert {key for key, is_guarded in guarded.items() if not is_guarded} == {*unguarded(kind)} & {*guarded}


def test_what_promises_nothing_has_no_protected_text() -> None:
    assert told(Kind.PICTURE, example(Kind.PICTURE)) == ()
