"""What a host says under one setting, of which a page that the law demands is made: parts that must be there, and days and
addresses that can be read. Every mistake is told in Swedish by its key."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError, ValidationInfo, model_validator
from pydantic_core import ErrorDetails

from pledges import swedish
from pledges.settings import is_address_to_write_to, is_web_address

UNKNOWN = ("extra_forbidden", "invalid_key")
FOR_DEVELOPMENT = ("Portalens utvecklare", "ingen myndighet driver den")
"""What this repository says of itself: never what a portal for residents says."""


class HostText(BaseModel):
    """A dictionary in the settings. A known key with nothing after it is the same as no key; 0 is something."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    @model_validator(mode="before")
    @classmethod
    def _drop_empty(cls, values: object) -> object:
        if not isinstance(values, Mapping):
            return values
        meant = cls.model_fields.keys() - {"shortcomings"}  # an empty list of them says that there are none
        return {name: value for name, value in values.items() if value or value == 0 or name not in meant}


def read_day_of(value: object, info: ValidationInfo) -> object:
    """A day that is written as a text."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        raise ValueError(f"{info.field_name} ”{value}” är ingen dag. Skriv som 2026-11-22.") from None


def check_address(text: str, info: ValidationInfo, *, mail: bool) -> str:
    """A whole address on the web or, where `mail`, also one to write to."""
    if not is_web_address(text) and not (mail and is_address_to_write_to(text)):
        kinds = "https:// eller mailto:" if mail else "https://"
        raise ValueError(f"{info.field_name} ska vara en hel adress som börjar med {kinds}, inte ”{text}”.")
    return text


def in_order(mistakes: ValidationError) -> Iterable[ErrorDetails]:
    """The mistakes, keys that there are none of first: they are most often the cause of another that is missing."""
    return sorted(mistakes.errors(include_url=False), key=lambda error: error["type"] not in UNKNOWN)


def said_of_key(error: ErrorDetails, model: type[HostText], whole: str) -> str:
    """What is wrong with a key of `model`; `whole` is what it is missing from."""
    name = str(error["loc"][0])
    if error["type"] in UNKNOWN:
        return f"”{name}” finns inte. {swedish.suggestion(name, model.model_fields)}".rstrip()
    meaning = model.model_fields[name].description
    if error["type"] == "missing":
        return f"”{name}” saknas i {whole}. Skriv {meaning}."
    if error["type"] == "tuple_type":
        return f"”{name}” ska vara en lista [ … ]: {meaning}."
    if error["type"] in ("int_type", "greater_than_equal"):
        return f"”{name}” ska vara ett heltal, 0 eller mer: {meaning}."
    return f"”{name}” ska vara en text inom citattecken: {meaning}."


def left_of_development(said: Mapping[str, Mapping[Any, Any]]) -> list[str]:
    """What a portal that is published says of itself that is this repository's own, by setting and key."""
    return [
        f"{setting}: ”{name}” är utvecklarnas egen text (”{words}”). Skriv vem som driver er portal, och era egna uppgifter."
        for setting, values in said.items()
        for name, value in values.items()
        for words in FOR_DEVELOPMENT
        if words in str(value)
    ]
