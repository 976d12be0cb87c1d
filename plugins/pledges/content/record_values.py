"""Every text and every row in a record, each with where it stands: for rules that look at all of them."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from pledges.content.field_types import Row
from pledges.content.record import AnyRecord, Loc, Record


class ByIdentity:
    """A key for what is worked out of one object and no other, however alike: it holds the object and its identity."""

    __slots__ = ("held",)

    def __init__(self, held: Any) -> None:
        self.held = held

    def __hash__(self) -> int:
        return id(self.held)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ByIdentity) and other.held is self.held


def texts(record: AnyRecord) -> Iterator[tuple[Loc, str]]:
    """Every text in the front matter with its place, in the order of the fields; also why a text was removed."""
    return ((loc, value) for loc, value in values(record) if isinstance(value, str))


def values(record: AnyRecord) -> tuple[tuple[Loc, Any], ...]:
    """Every value in the front matter with its place: rows, and what stands in them."""
    return _values_of(ByIdentity(record))


@lru_cache(maxsize=16)
def _values_of(key: ByIdentity) -> tuple[tuple[Loc, Any], ...]:
    """The rules ask for the same record's values one after the other; walking it each time would cost most of all."""
    record: AnyRecord = key.held
    located: list[tuple[Loc, Any]] = []
    if isinstance(record, Record):
        _walk(record.fields, (), located)
    else:
        for index, removed in enumerate(record.removed):
            _walk(removed, ("borttaget", index), located)
    return tuple(located)


def _walk(row: Row, loc: Loc, located: list[tuple[Loc, Any]]) -> None:
    located.append((loc, row))
    for name, alias in _keys(type(row)):
        value = getattr(row, name)
        if value is None or value == ():
            continue
        items = [((*loc, alias, index), item) for index, item in enumerate(value)] if isinstance(value, tuple) else None
        for place, item in items or [((*loc, alias), value)]:
            if isinstance(item, Row):
                _walk(item, place, located)
            else:
                located.append((place, item))


@lru_cache(maxsize=64)
def _keys(model: type[Row]) -> tuple[tuple[str, str], ...]:
    return tuple((name, info.alias or name) for name, info in model.model_fields.items())
