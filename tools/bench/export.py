"""The same records for the peers: each file converted once to what the peer reads, with nothing left out.

A record's page prints its fields; a municipality's page lists its records. The addresses are the portal's own.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pledges.content import discovery
from pledges.content.frontmatter import read_front_matter
from pledges.content.geography import Geography

ELSEWHERE = "ovrigt"
_DATE_KEYS = ("datum", "publicerat", "undertecknad", "beslutad")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """A record as every peer gets it. `place` is its municipality's slug, or ELSEWHERE; `fields` are as written."""

    identity: str
    title: str
    date: str
    place: str
    fields: Mapping[str, Any]
    body: str

    @property
    def is_place(self) -> bool:
        """Whether it is a municipality's own file, which becomes the heading of its list."""
        return self.identity.endswith("/kommun")


def read_record(content: Path, path: str) -> Exported:
    """The file `path` under `content`."""
    front = read_front_matter((content / path).read_text(encoding="utf-8"))
    parts = path.removesuffix(".md").split("/")
    place = parts[1] if parts[0] == "kommuner" else ELSEWHERE
    return Exported(
        identity="/".join(parts),
        title=front.data.get("titel", place),
        date=_date(front.data),
        place=place,
        fields=front.data,
        body=front.body,
    )


def read_records(content: Path, geography: Geography) -> Iterator[Exported]:
    """Every record under `content`, by path."""
    for source in discovery.discover(content, geography).records:
        yield read_record(content, source.path)


def _date(data: Mapping[str, Any]) -> str:
    """The record's day for lists and feeds: a whole date, the first of the month or year where only that is known."""
    written = next((str(data[key]) for key in _DATE_KEYS if re.match(r"\d{4}", str(data.get(key, "")))), "2016")
    year, month, day = (*written.split("-"), "1", "1")[:3]
    return f"{year}-{int(month):02d}-{int(day):02d}"


def for_hugo(record: Exported) -> tuple[str, str]:
    """(path, text) under the site's content/, with JSON front matter; a municipality is a section."""
    meta = {"title": record.title, "date": record.date, "params": {"record": record.fields}}
    path = f"kommuner/{record.place}/_index.md" if record.is_place else f"{record.identity}.md"
    return path, f"{json.dumps(meta, ensure_ascii=False, indent=1)}\n\n{record.body}"


def for_eleventy(record: Exported) -> tuple[str, str]:
    """(path, text) under the site's content/, with JSON front matter; tags gather a municipality's records."""
    meta: dict[str, Any] = {"title": record.title, "date": record.date, "place": record.place, "record": record.fields}
    if record.is_place:
        meta |= {"tags": "place", "permalink": False}
    else:
        address = f"{record.identity}/index.html"
        meta |= {"tags": [f"in-{record.place}"], "permalink": address, "layout": "record.njk"}
    return f"{record.identity}.md", f"---json\n{json.dumps(meta, ensure_ascii=False, indent=1)}\n---\n{record.body}"


def for_pelican(record: Exported) -> tuple[str, str]:
    """(path, text) under the site's content/, with the metadata lines that it reads; `fields` is a list of lines."""
    rows = [f"{name}: {value}" for name, value in _flat(record.fields, "")]
    lines = [
        f"Title: {record.title}",
        f"Date: {record.date}",
        f"Category: {record.place}",
        f"Slug: {record.identity}",
        "Fields: " + "\n    ".join(rows),
    ]
    return f"{record.identity}.md", "\n".join(lines) + f"\n\n{record.body}"


def _flat(value: Any, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _flat(inner, f"{name} {key}".strip())
    elif isinstance(value, list):
        for number, inner in enumerate(value, 1):
            yield from _flat(inner, f"{name} {number}")
    else:
        yield name, str(value)
