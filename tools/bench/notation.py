"""A record → the text of its file: front matter in block style, as the writing guide has it."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

Value: TypeAlias = "str | Sequence[str] | Sequence[Mapping[str, Value]] | Mapping[str, Value]"
Fields: TypeAlias = Mapping[str, Value]

_SLUG = re.compile(r"[a-z0-9]+(?:[-/][a-z0-9]+)*")
_NEEDS_QUOTES = re.compile(r"^[\s\-?:,\[\]{}#&*!|>'\"%@`]|:\s|\s#|[:\s]$|^(?:~|null|Null|NULL)$")


def record_text(fields: Fields, body: str) -> str:
    """The whole file. Keys with nothing after them are left out."""
    return "\n".join(["---", *_mapping(fields, ""), "---", "", body.strip(), ""])


def _mapping(fields: Fields, indent: str) -> Iterator[str]:
    for key, value in fields.items():
        if isinstance(value, str):
            if value:
                yield f"{indent}{key}: {_scalar(value)}"
        elif isinstance(value, Mapping):
            if value:
                yield f"{indent}{key}:"
                yield from _mapping(value, f"{indent}  ")
        elif value:
            yield from _sequence(key, value, indent)


def _sequence(key: str, values: "Sequence[str] | Sequence[Mapping[str, Value]]", indent: str) -> Iterator[str]:
    if all(isinstance(value, str) and _SLUG.fullmatch(value) for value in values):
        yield f"{indent}{key}: [{', '.join(str(value) for value in values)}]"
        return
    yield f"{indent}{key}:"
    for value in values:
        if isinstance(value, str):
            yield f"{indent}  - {_scalar(value)}"
        else:
            first, *rest = _mapping(value, "")
            yield f"{indent}  - {first}"
            yield from (f"{indent}    {line}" for line in rest)


def _scalar(text: str) -> str:
    """Plain where YAML lets it be; else within quotation marks, which JSON writes as YAML reads them."""
    return json.dumps(text, ensure_ascii=False) if _NEEDS_QUOTES.search(text) else text
