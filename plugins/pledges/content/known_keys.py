"""The keys that the front matter may have: all of them, a record's own, and those that may hold a list."""

import typing
from functools import lru_cache
from typing import Any

from pydantic.fields import FieldInfo

from pledges.content.field_types import Row
from pledges.content.record_fields import MODELS


@lru_cache(maxsize=1)
def _all_fields() -> tuple[FieldInfo, ...]:
    """The fields of every record and row."""
    found: list[FieldInfo] = []
    waiting: list[Any] = list(MODELS.values())
    seen: set[Any] = set()
    while waiting:
        one = waiting.pop()
        waiting.extend(typing.get_args(one))
        if isinstance(one, type) and issubclass(one, Row) and one not in seen:
            seen.add(one)
            found.extend(one.model_fields.values())
            waiting.extend(info.annotation for info in one.model_fields.values())
    return tuple(found)


@lru_cache(maxsize=1)
def known_keys() -> frozenset[str]:
    """Every key that any record or row may have."""
    return frozenset(info.alias for info in _all_fields() if info.alias)


def own_keys(model: type[Row]) -> frozenset[str]:
    """The keys that stand furthest to the left in a record."""
    return frozenset(info.alias for info in model.model_fields.values() if info.alias)


@lru_cache(maxsize=1)
def list_keys() -> frozenset[str]:
    """The keys that may hold a list, in one record or row at least."""
    return frozenset(info.alias for info in _all_fields() if info.alias and typing.get_origin(info.annotation) is tuple)
