"""Every text and every row in a record, each with where it stands: for rules that look at all of them."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from pledges.records import Loc, Record, Row


def texts(record: Record) -> Iterator[tuple[Loc, str]]:
    """Every text in the front matter with its place, in the order of the fields; also why a text was removed."""
    for loc, value in values(record):
        if isinstance(value, str):
            yield loc, value


def values(record: Record) -> Iterator[tuple[Loc, Any]]:
    """Every value in the front matter with its place: rows, and what stands in them."""
    if record.fields is not None:
        yield from _values(record.fields, ())
    for index, removed in enumerate(record.removed):
        yield from _values(removed, ("borttaget", index))


def _values(row: Row, loc: Loc) -> Iterator[tuple[Loc, Any]]:
    yield loc, row
    for name, alias in _keys(type(row)):
        value = getattr(row, name)
        if value is None or value == ():
            continue
        items = [((*loc, alias, index), item) for index, item in enumerate(value)] if isinstance(value, tuple) else None
        for place, item in items or [((*loc, alias), value)]:
            if isinstance(item, Row):
                yield from _values(item, place)
            else:
                yield place, item


@lru_cache(maxsize=64)
def _keys(model: type[Row]) -> tuple[tuple[str, str], ...]:
    return tuple((name, info.alias or name) for name, info in model.model_fields.items())
