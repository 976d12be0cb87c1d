"""Two changes of the same record brought together: key by key, and row by row where the rows can be told apart."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from pledges.content.frontmatter import key_path
from pledges.content.record import Loc
from pledges.editing.source import Value, as_list, same
from pledges.editing.values_at import RowName, name_of_row, number_of

_Key = TypeVar("_Key", bound=str)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A value that both have changed, each in its own way; None is a value that is not there.

    Its place tells rows by their names, since they may be moved before somebody has chosen.
    """

    loc: Loc
    mine: Value
    theirs: Value


def merged(base: Value, mine: Value, theirs: Value, *, loc: Loc = ()) -> tuple[Value, tuple[Conflict, ...]]:
    """`base` with both changes. Where they can't both hold, `mine` stands, and the conflict is told."""
    if same(mine, theirs) or same(base, theirs):
        return mine, ()
    if same(base, mine):
        return theirs, ()
    if isinstance(mine, Mapping) and isinstance(theirs, Mapping):
        return _mappings(base if isinstance(base, Mapping) else {}, mine, theirs, loc=loc)
    if isinstance(base, list) and isinstance(mine, list) and isinstance(theirs, list):
        named = [_by_name(rows) for rows in (base, mine, theirs)]
        if all(rows is not None for rows in named):
            rows, conflicts = _mappings(named[0] or {}, named[1] or {}, named[2] or {}, loc=loc)
            return list(rows.values()), conflicts
    return mine, (Conflict(loc, mine, theirs),)


def _mappings(
    base: Mapping[_Key, Value], mine: Mapping[_Key, Value], theirs: Mapping[_Key, Value], *, loc: Loc
) -> tuple[dict[_Key, Value], tuple[Conflict, ...]]:
    values: dict[_Key, Value] = {}
    conflicts: list[Conflict] = []
    for key in _in_turn(mine, theirs):
        value, more = merged(base.get(key), mine.get(key), theirs.get(key), loc=(*loc, key))
        conflicts.extend(more)
        if value is not None:
            values[key] = value
    return values, tuple(conflicts)


def _in_turn(mine: Mapping[_Key, Value], theirs: Mapping[_Key, Value]) -> list[_Key]:
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


def _by_name(rows: list[Value]) -> dict[RowName, Value] | None:
    """The rows by what tells them apart; None where something can't."""
    named: dict[RowName, Value] = {}
    for row in rows:
        name = name_of_row(row)
        if name is None or name in named:
            return None
        named[name] = row
    return named


def by_field(values: Value, conflicts: Iterable[Conflict]) -> dict[str, Conflict]:
    """Conflicts by the names of the fields and rows that they stand at in a form of `values`.

    A row that is not there any more has the number after those that are left.
    """
    gone: dict[Loc, list[str]] = {}

    def numbered(loc: Loc) -> Loc:
        found: Loc = ()
        inner = values
        for step in loc:
            if isinstance(step, RowName):
                rows = as_list(inner)
                number = number_of(rows, step)
                if number is None:
                    absent = gone.setdefault(found, [])
                    absent += [] if step in absent else [step]
                    number = len(rows) + absent.index(step)
                found, inner = (*found, number), rows[number] if number < len(rows) else None
            else:
                found, inner = (*found, step), inner.get(str(step)) if isinstance(inner, Mapping) else None
        return found

    return {key_path(numbered(one.loc)): one for one in conflicts}
