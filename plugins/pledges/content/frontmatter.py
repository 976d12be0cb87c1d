"""The YAML front matter of a file → text, lists and mappings of text, each with its line and column.

The tree is built from the parser's events, not by its constructor, so that every scalar stays text (typed YAML
turns `0114` into 76), every key keeps its place, a key given twice is reported, and nothing can expand: anchors,
aliases and tags are refused, and so are nesting deeper than a record can need.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from pledges.content.record import Loc, Position

try:
    from yaml import CBaseLoader as Loader
except ImportError:  # a PyYAML built without libyaml reads the same, only slower
    from yaml import BaseLoader as Loader  # type: ignore[assignment]

MAX_DEPTH = 12
FENCE = "---"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with the writing itself: what, where, and what to write instead."""

    message: str
    hint: str
    place: Position
    key: str = ""
    code: str = "yaml"
    warning: bool = False


@dataclass(slots=True)
class FrontMatter:
    """What stood between the fences. `body_line` is the line on which the free text begins."""

    data: dict[str, Any] = field(default_factory=dict)
    places: dict[Loc, Position] = field(default_factory=dict)
    body: str = ""
    body_line: int = 1
    faults: list[Fault] = field(default_factory=list)


class _UnreadableError(Exception):
    """Carries the one fault that makes the rest of the front matter unreadable."""

    def __init__(self, message: str, hint: str, place: Position) -> None:
        super().__init__(message)
        self.fault = Fault(message, hint, place)


def read_front_matter(text: str) -> FrontMatter:
    """Split `text` (with LF line ends) at its fences and read the YAML. Faults are collected, never raised."""
    result = FrontMatter()
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        result.faults.append(
            Fault(
                "Filen börjar inte med ---.",
                "Skriv --- på första raden, nycklarna under den, och --- på en egen rad efter dem.",
                Position(1, 1),
            )
        )
        return result
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
    if end is None:
        result.faults.append(
            Fault(
                "Det andra --- saknas, det som avslutar nycklarna.",
                "Skriv --- på en egen rad före texten.",
                Position(1, 1),
            )
        )
        return result
    yaml_lines = lines[1:end]
    result.body = "\n".join(lines[end + 1 :])
    result.body_line = end + 2
    try:
        _Builder(yaml_lines, result).build()
    except _UnreadableError as stop:
        result.data = {}
        result.faults.append(stop.fault)
    except (yaml.YAMLError, RecursionError) as error:
        result.data = {}
        result.faults.append(_explain(error, yaml_lines))
    return result


class _Builder:
    """Builds the tree from the parser's events, in one pass without recursion over untrusted depth."""

    def __init__(self, lines: list[str], result: FrontMatter) -> None:
        self.lines = lines
        self.result = result
        self.depth = 0

    def build(self) -> None:
        events = iter(yaml.parse("\n".join(self.lines) + "\n", Loader=Loader))
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
            if isinstance(event, yaml.MappingStartEvent) and documents == 1:
                self.result.data = self._mapping(event, events, ())
            elif isinstance(event, yaml.NodeEvent):
                raise _UnreadableError(
                    "Nycklarna mellan --- och --- går inte att läsa.",
                    "Skriv en nyckel på varje rad: titel: …",
                    self._at(event),
                )

    def _at(self, event: Any) -> Position:
        return Position(event.start_mark.line + 2, event.start_mark.column + 1)

    def _value(self, event: Any, events: Iterator[Any], loc: Loc) -> Any:
        self.result.places.setdefault(loc, self._at(event))
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _UnreadableError(
                "& och * först i ett värde betyder något särskilt i filen.",
                "Sätt citattecken runt texten.",
                self._at(event),
            )
        if getattr(event, "tag", None):
            raise _UnreadableError(
                "! först i ett värde betyder något särskilt i filen.", "Sätt citattecken runt texten.", self._at(event)
            )
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, loc)
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _UnreadableError(
                f"Nycklarna är nästlade i fler än {MAX_DEPTH} nivåer.", "Dela upp uppgifterna.", self._at(event)
            )
        value = (
            self._mapping(event, events, loc)
            if isinstance(event, yaml.MappingStartEvent)
            else self._sequence(events, loc)
        )
        self.depth -= 1
        return value

    def _scalar(self, event: Any, loc: Loc) -> str | None:
        if event.style in ("'", '"', "|", ">"):
            return " ".join(event.value.split()) if event.style != "|" else str(event.value).strip()
        self._warn_if_cut(event, loc)
        return " ".join(event.value.replace("\u00a0", " ").split()) or None

    def _warn_if_cut(self, event: Any, loc: Loc) -> None:
        """One blank before # is how a text is cut short by mistake; a comment stands two or more away."""
        rest = self.lines[event.end_mark.line][event.end_mark.column :] if event.end_mark.line < len(self.lines) else ""
        if event.value and re.match(r" #\S", rest):
            self.result.faults.append(
                Fault(
                    message=f"Texten slutar vid ”{rest.strip()[:30]}”: allt efter # läses som en anteckning.",
                    hint="Sätt citattecken runt hela texten. En anteckning har två blanksteg före # och ett efter.",
                    place=Position(event.end_mark.line + 2, event.end_mark.column + 2),
                    key=key_path(loc),
                    code="avkortad-text",
                    warning=True,
                )
            )

    def _sequence(self, events: Iterator[Any], loc: Loc) -> list[Any]:
        values: list[Any] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            values.append(self._value(event, events, (*loc, len(values))))
        return values

    def _mapping(self, start: Any, events: Iterator[Any], loc: Loc) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            if not isinstance(event, yaml.ScalarEvent):
                raise _UnreadableError(
                    "En nyckel måste vara ett ord.",
                    "Ta bort hakparentesen eller klammern före kolonet.",
                    self._at(event),
                )
            name = " ".join(event.value.replace("\u00a0", " ").split())
            place = self._at(event)
            inner = (*loc, name)
            if name in values:
                first = self.result.places[inner].line
                self.result.faults.append(
                    Fault(
                        message=f"Nyckeln ”{name}” står två gånger (också på rad {first}).",
                        hint="Ta bort den ena. Är det två rader i en lista, börja var och en med ett streck: -",
                        place=place,
                        key=key_path(inner),
                        code="dubbel-nyckel",
                    )
                )
            self.result.places[inner] = place
            value = self._value(next(events), events, inner)
            if start.flow_style and value is None:
                self.result.faults.append(
                    Fault(
                        message=f"”{name}” blev en nyckel utan värde, eftersom ett komma skiljer uppgifter åt inom {{…}}.",
                        hint="Komma i text? Skriv på egen rad eller sätt citattecken.",
                        place=place,
                        key=key_path(inner),
                        code="komma-i-klammer",
                    )
                )
                continue
            values.setdefault(name, value)
        return values


def key_path(loc: Loc) -> str:
    """A place in the front matter as staff read it: `åtgärder.2.mål`, rows counted from 1."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in loc)


def _explain(error: Exception, lines: list[str]) -> Fault:
    """What a YAML error most likely is, for someone who has never heard of YAML."""
    mark = getattr(error, "problem_mark", None)
    row = min(mark.line, len(lines) - 1) if mark and lines else 0
    place = Position(row + 2, (mark.column if mark else 0) + 1)
    line = lines[row] if lines else ""
    problem = str(getattr(error, "problem", "") or error)
    if "\t" in line[: len(line) - len(line.lstrip())] or ("tab" in problem or "'\\t'" in problem):
        return Fault("Raden är indragen med tabb.", "Dra in med blanksteg i stället, två för varje nivå.", place)
    if "mapping values are not allowed" in problem or re.search(r":\s.*:\s", line):
        return Fault(
            "Kolon följt av mellanslag delar texten i två.",
            f"Sätt citattecken runt hela texten: {_quoted(line)}",
            place,
        )
    if "quoted scalar" in problem or "end of stream" in problem:
        return Fault("Ett citattecken saknas.", "Sätt ett i slutet av texten, eller ta bort det första.", place)
    if re.search(r":\s+[@`%&*!|>\"'\[\]{},]", line) and "quoted" not in problem:
        return Fault(
            "Texten börjar med ett tecken som betyder något särskilt i filen.",
            f"Sätt citattecken runt hela texten: {_quoted(line)}",
            place,
        )
    if "flow" in problem or "expected ',' or" in problem:
        return Fault(
            "En parentes [ eller { är inte avslutad.", "Sätt ] eller } i slutet, eller skriv på egna rader.", place
        )
    if "could not find expected ':'" in problem or (
        line.strip() and ":" not in line and not line.lstrip().startswith("-")
    ):
        return Fault(
            "Raden har ingen nyckel.",
            "Skriv nyckel: värde, eller dra in raden om den fortsätter texten ovanför.",
            place,
        )
    if "expected <block end>" in problem or "block" in problem:
        return Fault(
            "Indragningen stämmer inte med raderna ovanför.",
            "Låt nycklar som hör ihop börja i samma kolumn, och varje rad i en lista börja med ett streck: -",
            place,
        )
    return Fault(
        "Raden går inte att läsa.", "Skriv nyckel: värde, och sätt citattecken runt texter med ovanliga tecken.", place
    )


def _quoted(line: str) -> str:
    match = re.match(r"\s*(?:-\s+)?([^:]+):\s*(.*)", line)
    if match is None:
        return 'titel: "…"'
    return f'{match[1].strip()}: "{match[2].strip()[:60]}"'.replace('""', '"')
