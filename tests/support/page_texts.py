"""The labelled texts of tests/editing/texts/: what a person reads out of each, and how much of it is suggested.

A case is a value that the label or the suggestions have, or both have different; it comes right where both have the same.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from pledges.content.kinds import Kind
from pledges.editing.from_text.apart import read_file
from pledges.editing.from_text.page import Page, from_lines
from pledges.editing.from_text.suggestions import Registers, Suggestion, heading, suggestions
from support.pdf import pdf_of
from support.sites import ROOT

TEXTS = ROOT / "tests/editing/texts"
LEARNT_FROM = 15
"""The extractors were written against the first fifteen texts, and measured on the others once."""
AREAS = {"Centrum": "centrum", "Kyrkbacken": "kyrkbacken", "Solängen": "solangen", "Provby": "provby", "Ängsgården": "angsgarden", "Hamnen": "hamnen"}  # fmt: skip
PARTIES = {
    "Polisen": "polisen", "Kommunen": "kommunen", "Lokalpolisområde Provstad": "lpo-provstad",
    "Lokalpolisområde Norra Prov": "lpo-norra-prov", "Provbostäder": "provbostader", "Region Prov": "region-prov",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Labelled:
    """One text: its number, the kind of record that it is about, the page, and what a person reads out of it."""

    number: int
    kind: Kind
    form: str
    page: Page
    right: Mapping[str, Any]
    registers: Registers


@cache
def labelled() -> tuple[Labelled, ...]:
    """Every text, in order."""
    return tuple(
        _read(int(path.stem), yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader))
        for path in sorted(TEXTS.glob("*.yaml"))
    )


def _read(number: int, said: dict[str, Any]) -> Labelled:
    text, form = said["text"], said["form"]
    page = from_lines(text) if form == "text" else read_file(pdf_of(text) if form == "pdf" else text.encode())
    registers = Registers("Provstad", official_name="Provstads kommun", areas=AREAS, parties=PARTIES)
    return Labelled(
        number=number, kind=Kind(said["slag"]), form=form, page=page, right=said["rätt"], registers=registers
    )


def suggested(text: Labelled) -> dict[str, list[Any]]:
    """What is suggested for a text, by what the figures are given of."""
    found: dict[str, list[Any]] = {"titel": [one] if (one := heading(text.page)) else []}
    for one in suggestions(text.kind, text.page, text.registers):
        for name, value in _measured(one):
            found.setdefault(name, []).append(value)
    return found


def _measured(one: Suggestion) -> Iterable[tuple[str, Any]]:
    if one.field == "åtgärder":
        yield "åtgärder", one.value["vad"]
    elif one.field == "uppföljning":
        yield "uppföljning senast", one.value["senast"]
    else:
        yield one.field, one.value


def wanted(text: Labelled) -> dict[str, list[Any]]:
    """What the label says, in the same form."""
    return {name: value if isinstance(value, list) else [value] for name, value in text.right.items()}


@dataclass(frozen=True)
class Figure:
    """How many cases came right."""

    right: int
    cases: int

    @property
    def of_100(self) -> int:
        """How many of 100, rounded down."""
        return 100 * self.right // self.cases


LISTS = ("parter", "av", "områden", "åtgärder")
SAME = {"avser": "period", "av": "parter", "undertecknad": "undertecknat"}
"""Fields of different kinds of record that are read the same way, and are measured together."""


def figures(texts: Iterable[Labelled]) -> dict[str, Figure]:
    """The figure of each field."""
    right, cases = Counter[str](), Counter[str]()
    for text in texts:
        want, got = wanted(text), suggested(text)
        for name in want.keys() | got.keys():
            hits = _hits(name, want.get(name, []), got.get(name, []))
            field = SAME.get(name, name)
            right[field] += hits
            wants, gets = len(want.get(name, [])), len(got.get(name, []))
            cases[field] += wants + gets - hits if name in LISTS else max(wants, gets)
    return {name: Figure(right[name], cases[name]) for name in cases}


def _hits(name: str, want: list[Any], got: list[Any]) -> int:
    left = list(got)
    hits = 0
    for value in want:
        match = next((one for one in left if _is(name, value, one)), None)
        if match is not None:
            left.remove(match)
            hits += 1
    return hits


def _is(name: str, value: Any, one: Any) -> bool:
    """An action is labelled by its first words."""
    if name == "åtgärder":
        return re.sub(r"\W+", " ", one).casefold().startswith(re.sub(r"\W+", " ", value).casefold())
    return bool(one == value)
