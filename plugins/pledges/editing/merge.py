"""Two changes of the same record brought together: key by key, and row by row where the rows can be told apart."""

from collections.abc import Mapping
from dataclasses import dataclass

from pledges.content.record import Loc
from pledges.editing.source import Value, same

NAMED_BY = ("id", "åtgärd", "adress", "kod")
"""The keys that tell a row from the others of its list."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A value that both have changed, each in its own way; None is a value that is not there."""

    loc: Loc
    mine: Value
    theirs: Value


def merged(base: Value, mine: Value, theirs: Value, loc: Loc = ()) -> tuple[Value, tuple[Conflict, ...]]:
    """`base` with both changes. Where they can't both hold, `mine` stands, and the conflict is told."""
    if same(mine, theirs) or same(base, theirs):
        return mine, ()
    if same(base, mine):
        return theirs, ()
    if isinstance(mine, Mapping) and isinstance(theirs, Mapping):
        return _mappings(base if isinstance(base, Mapping) else {}, mine, theirs, loc)
    if isinstance(base, list) and isinstance(mine, list) and isinstance(theirs, list):
        named = [_by_name(rows) for rows in (base, mine, theirs)]
        if all(rows is not None for rows in named):
            rows, conflicts = _mappings(named[0] or {}, named[1] or {}, named[2] or {}, loc)
            return list(rows.values()), _with_row_numbers(conflicts, tuple(rows), len(loc))
    return mine, (Conflict(loc, mine, theirs),)


def _mappings(
    base: Mapping[str, Value], mine: Mapping[str, Value], theirs: Mapping[str, Value], loc: Loc
) -> tuple[dict[str, Value], tuple[Conflict, ...]]:
    values: dict[str, Value] = {}
    conflicts: list[Conflict] = []
    for key in _in_turn(mine, theirs):
        value, more = merged(base.get(key), mine.get(key), theirs.get(key), (*loc, key))
        conflicts.extend(more)
        if value is not None:
            values[key] = value
    return values, tuple(conflicts)


def _in_turn(mine: Mapping[str, Value], theirs: Mapping[str, Value]) -> list[str]:
    """The keys of both: mine in their order, and each of theirs after the one that it comes after there."""
    keys = list(mine)
    before = -1
    for key in theirs:
        if key in mine:
            before = keys.index(key)
        else:
            before += 1
            keys.insert(before, key)
    return keys


def _by_name(rows: list[Value]) -> dict[str, Value] | None:
    """The rows by what tells them apart; None where something can't."""
    named: dict[str, Value] = {}
    for row in rows:
        name = next((row[key] for key in NAMED_BY if row.get(key)), None) if isinstance(row, Mapping) else row
        if not isinstance(name, str) or name in named:
            return None
        named[name] = row
    return named


def _with_row_numbers(conflicts: tuple[Conflict, ...], names: tuple[str, ...], at: int) -> tuple[Conflict, ...]:
    """Conflicts inside rows, told by the rows' numbers. Rows that one has taken away come after those that are left."""
    gone = dict.fromkeys(str(one.loc[at]) for one in conflicts if one.loc[at] not in names)
    numbers = {name: number for number, name in enumerate((*names, *gone))}
    return tuple(
        Conflict((*one.loc[:at], numbers[str(one.loc[at])], *one.loc[at + 1 :]), one.mine, one.theirs)
        for one in conflicts
    )
