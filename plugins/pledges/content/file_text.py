"""The text of a new content file: front matter in block style, as the reader wants it, and free text.

What is composed here reads back as it was given; a test holds composing and reading together.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from pledges.content.field_descriptions import Form, shapes
from pledges.content.field_types import Row
from pledges.content.frontmatter import FENCE, NULLS

_ENDLESS = 1_000_000  # a line is never folded: staff search for whole sentences


class Slugs(list[str]):
    """A short list of slugs, written on one line: [polisen, kommunen]."""


class _Dumper(yaml.SafeDumper):
    """Writes text as it is where YAML allows, and in quotes where it doesn't; the reader takes all as text."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - the library's own form

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Lists are drawn in under their key."""
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        """Never & and *: the reader refuses them."""
        return True


def _slugs(dumper: _Dumper, data: Slugs) -> yaml.Node:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=True)


def _text(dumper: _Dumper, data: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", data, style="'" if data in NULLS else None)


_Dumper.add_representer(Slugs, _slugs)
_Dumper.add_representer(str, _text)


def front_matter(values: Mapping[str, Any], notes: Mapping[str, Iterable[str]] | None = None) -> str:
    """`values` (text, lists and mappings of text by Swedish keys) between fences; empty ones are left out.

    `notes` are lines that are written as comments after a key, for staff to fill in.
    """
    lines = [FENCE + "\n"]
    for key, value in values.items():
        if value not in (None, "", [], {}):
            lines.append(_dumped({key: value}))
        lines.extend(f"# {note}\n" for note in (notes or {}).get(key, ()))
    return "".join([*lines, FENCE + "\n"])


def _dumped(value: Mapping[str, Any]) -> str:
    return yaml.dump(
        value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_ENDLESS, default_flow_style=False
    )


def as_written(row: Row) -> dict[str, Any]:
    """A record's or row's keys as staff would write them, in the order of the fields; defaults are left out."""
    written: dict[str, Any] = {}
    for shape in shapes(type(row)):
        value = getattr(row, shape.name)
        # a date that is written as okänd is None too, but only a required one must stand
        if value is None and shape.required and shape.form is Form.DATE:
            written[shape.key] = "okänd"
        if value in (None, ()) or value == type(row).model_fields[shape.name].default:
            continue
        items = [_one(item) for item in value] if isinstance(value, tuple) else _one(value)
        if shape.form is Form.REFERENCE and isinstance(items, list):
            written[shape.key] = items[0] if len(items) == 1 else Slugs(items)
        else:
            written[shape.key] = items
    return written


def _one(value: Any) -> Any:
    if isinstance(value, Row):
        return as_written(value)
    if isinstance(value, bool):
        return "ja" if value else "nej"
    return str(value)
