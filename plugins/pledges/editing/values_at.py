"""Places in what a record says, as its problems and its form name them."""

from collections.abc import Mapping
from typing import Any

from pledges.content.record import Loc
from pledges.editing.source import Value, as_list

NAMED_BY = ("id", "åtgärd", "adress", "kod")
"""The keys that tell a row from the others of its list."""


class RowName(str):
    """A row's own name, in a place: the row is the one that has it, wherever it stands in its list."""

    __slots__ = ()


def name_of_row(row: Value) -> RowName | None:
    """What tells a row from the others of its list; None where nothing does."""
    name = next((row[key] for key in NAMED_BY if row.get(key)), None) if isinstance(row, Mapping) else row
    return RowName(name) if isinstance(name, str) else None


def number_of(rows: list[Value], name: str) -> int | None:
    """Where the row with a name stands, from 0; None where no row has it."""
    return next((number for number, row in enumerate(rows) if name_of_row(row) == name), None)


def loc_of(values: Value, key: str) -> Loc:
    """The place that `åtgärder.2.mål` means in `values`, as far as it is there, and the key that is missing."""
    loc: Loc = ()
    parts = key.split(".") if key else []
    while parts:
        if isinstance(values, list):
            number = int(parts.pop(0)) - 1 if parts[0].isdigit() else -1
            if not 0 <= number < len(values):
                return loc
            loc, values = (*loc, number), values[number]
            continue
        word = parts.pop(0)
        loc = (*loc, word)
        values = values.get(word) if isinstance(values, Mapping) else None
    return loc


def put(values: Value, loc: Loc, value: Value) -> Any:
    """`values` with another value at a place, None to take it away. A row after the last, or that isn't there, is added."""
    if not loc:
        return value
    head, rest = loc[0], loc[1:]
    if isinstance(head, RowName):
        values = as_list(values)
        number = number_of(values, head)
        head = len(values) if number is None else number
    if isinstance(values, list) and isinstance(head, int):
        rows = [put(one, rest, value) if number == head else one for number, one in enumerate(values)]
        rows += [put(None, rest, value)] if head >= len(values) else []
        return [one for one in rows if one not in (None, {}, [])]
    if isinstance(values, Mapping):
        inner = {str(head): put(values.get(str(head)), rest, value)}
        return {key: one for key, one in {**values, **inner}.items() if one is not None}
    return {head: value} if value is not None and not rest else values
