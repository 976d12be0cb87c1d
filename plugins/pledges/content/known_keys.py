"""The keys that the front matter may have: all of them, a record's own, those of the row at a place, and those that may hold a list."""

import typing
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from pydantic.fields import FieldInfo

from pledges.content.field_types import Row, Text
from pledges.content.record import Loc, Position
from pledges.content.record_fields import MODELS

Fields = Mapping[str, tuple[str, Any]]
"""(English name, field) by Swedish key."""


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


@lru_cache(maxsize=1)
def list_keys() -> frozenset[str]:
    """The keys that may hold a list, in one record or row at least."""
    return frozenset(info.alias for info in _all_fields() if info.alias and typing.get_origin(info.annotation) is tuple)


@lru_cache(maxsize=1)
def keys_of_texts() -> frozenset[str]:
    """The keys that hold a list of texts wherever they stand: `undertecknare`, and not `problem`, which is a text in a pledge.

    Of references and days a text that is none of them is told of as such.
    """
    fields = [info for info in _all_fields() if info.alias]
    others = {info.alias for info in fields if info.annotation != tuple[Text, ...]}
    return frozenset(info.alias for info in fields if info.alias) - others


def keys_of(model: type[Row]) -> list[str]:
    """The Swedish keys of a record or row."""
    return [info.alias for info in model.model_fields.values() if info.alias]


def fields_at(model: type[Row], loc: Iterable[int | str]) -> dict[str, tuple[str, Any]]:
    """(English name, field) by Swedish key, of every form that the row at `loc` may have."""
    forms = reversed(_models_at(model, loc))  # what the first form says of a key holds for all
    return {info.alias: (name, info) for form in forms for name, info in form.model_fields.items() if info.alias}


def _models_at(model: type[Row], loc: Iterable[int | str]) -> tuple[type[Row], ...]:
    """The rows that `loc` may lead to, from the record's own model."""
    models: tuple[type[Row], ...] = (model,)
    for step in loc:
        if isinstance(step, str):
            infos = [info for model in models for info in model.model_fields.values() if info.alias == step]
            models = tuple(row for info in infos for row in row_models(info.annotation)) or models
    return models


def row_models(annotation: Any) -> tuple[type[Row], ...]:
    """The rows that may stand under a key: one, but for a goal, which has several forms."""
    if isinstance(annotation, type) and issubclass(annotation, Row):
        return (annotation,)
    return tuple(model for inner in typing.get_args(annotation) for model in row_models(inner))


def value_at(data: Any, loc: Loc) -> Any:
    """What stands at `loc` in the front matter, None where nothing does."""
    for step in loc:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def loc_in_file(loc: Iterable[int | str], places: Mapping[Loc, Position]) -> Loc:
    """The validator's path with only those steps that stand in the file."""
    written: Loc = ()
    for step in loc:
        if (*written, step) in places:
            written = (*written, step)
    return written
