"""The YAML front matter of a file → text, lists and mappings of text, each with its line and column.

The tree is built from the parser's events, not by its constructor, so that every scalar stays text (typed YAML
turns `0114` into 76), every key keeps its place, a key given twice is reported, and nothing can expand: anchors,
aliases and tags are refused, and so are nesting deeper than a record can need.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import yaml

from pledges.content.known_keys import keys_of_texts, known_keys
from pledges.content.record import Loc, Position
from pledges.content.rows_as_meant import as_plain_text, list_sign, no_blank_after_colon
from pledges.content.yaml_faults import (
    Fault,
    abbreviated,
    at,
    conflict,
    cut_text,
    explain,
    list_in_text,
    more_than,
    undashed_texts,
)

try:
    from yaml import CBaseLoader as Loader
except ImportError:  # a PyYAML built without libyaml reads the same, only slower
    from yaml import BaseLoader as Loader  # type: ignore[assignment]

MAX_DEPTH = 12
FENCE = "---"
_BLANKS = {
    ord(blank): " "
    for blank in "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
}
_STRUCTURE = re.compile(r"\s*(?:-\s+)?(?:[^\W\d_][^:#\"']*:(?:\s+|$))?")
_TAB_AFTER_DASH = re.compile(r"^( *-)[ \u00a0]*\t[ \t\u00a0]*(?=\S)")
_ALMOST_FENCE = re.compile(r"\s*(?:[-–—‐‑−_*=] ?){1,8}\s*")
NULLS = ("null", "Null", "NULL", "~")  # without quotes they say that there is no value


@dataclass(slots=True, kw_only=True)
class FrontMatter:
    """What stood between the fences. `body_line` is the line on which the free text begins."""

    data: dict[str, Any] = field(default_factory=dict)
    places: dict[Loc, Position] = field(default_factory=dict)
    body: str = ""
    body_line: int = 1
    comments: list[tuple[int, str]] = field(default_factory=list)
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
    left = conflict(lines)
    if left is not None:
        result.faults.append(left)
        return result
    if lines[0].rstrip() != FENCE:
        result.faults.append(_no_first_fence(lines))
        return result
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
    if end is None:
        result.faults.append(_no_last_fence(lines))
        return result
    yaml_lines = [plain_blanks(line) for line in lines[1:end]]
    result.comments = [(row, line) for row, line in enumerate(yaml_lines, 2) if "#" in line]
    second = _second_record(lines, end)
    if second is not None:
        result.faults.append(second)
        return result
    result.body = "\n".join(lines[end + 1 :])
    result.body_line = end + 2
    try:
        _Builder(yaml_lines, result).build()
    except _UnreadableError as stop:
        result.data = {}
        result.faults.append(stop.fault)
    except (yaml.YAMLError, RecursionError) as error:
        result.data = {}
        if not result.faults:  # what has been told of already is the cause
            result.faults.append(explain(error, yaml_lines))
    return result


def _no_first_fence(lines: list[str]) -> Fault:
    other = _other_program(lines)
    if other is not None:
        return other
    if _ALMOST_FENCE.fullmatch(lines[0]):
        hint = "Skriv om den med tre korta streck: --- Ett ordbehandlingsprogram kan ha bytt ut dem."
        return Fault(f"Den första raden är {lines[0].strip()}, inte ---.", hint, Position(1, 1))
    first = next((number for number, line in enumerate(lines, 1) if line.rstrip() == FENCE), 0)
    if first and not any(_is_key(line) for line in lines[: first - 1]):
        hint = f"Ta bort det som står före --- på rad {first}: den raden ska vara filens första."
        return Fault("Filen börjar inte med ---.", hint, Position(1, 1))
    hint = "Skriv --- på första raden, nycklarna under den, och --- på en egen rad efter dem."
    return Fault("Filen börjar inte med ---.", hint, Position(1, 1))


def _other_program(lines: list[str]) -> Fault | None:
    """What another program has made of the file, or put before each of its rows."""
    first = lines[0].strip()
    if not any(line.strip() for line in lines):
        return Fault(
            "Filen är tom.", "Kör make new, kopiera ett exempel ur guiden, eller ta bort filen.", Position(1, 1)
        )
    if first.startswith(("{\\rtf", "<!DOCTYPE", "<!doctype", "<html")):
        hint = "Öppna den, kopiera texten och spara den som ren text (UTF-8) i en fil som börjar med ---."
        return Fault("Filen är ett dokument från ett annat program, inte ren text.", hint, Position(1, 1))
    sign = re.match(r"([>+|]) ?---", first)
    if sign is not None:
        hint = f"Ta bort {sign[1]} och blanksteget efter det på alla rader, eller klistra in texten på nytt."
        return Fault(f"Raderna börjar med {sign[1]}, som ett annat program har satt dit.", hint, Position(1, 1))
    if first.startswith("```") and lines[1:2] and lines[1].strip() == FENCE:
        hint = f"Ta bort raden {first}, och raden ``` efter texten."
        return Fault(f"Filen börjar med {first}, som hör till exemplet i guiden.", hint, Position(1, 1))
    return None


def _no_last_fence(lines: list[str]) -> Fault:
    almost = next((number for number, line in enumerate(lines[1:], 2) if _ALMOST_FENCE.fullmatch(line)), None)
    if almost is not None:
        hint = "Skriv om raden med tre korta streck och inget annat: ---"
        return Fault(
            f"Raden {lines[almost - 1].strip()} skulle vara ---, som avslutar nycklarna.", hint, Position(almost, 1)
        )
    text = next(
        (number for number, line in enumerate(lines[1:], 2) if line.startswith("#") or not line.strip()), len(lines)
    )
    hint = f"Skriv --- på en egen rad före texten, troligen före rad {text}."
    return Fault("Det andra --- saknas, det som avslutar nycklarna.", hint, Position(1, 1))


def _is_key(line: str) -> bool:
    return line.partition(":")[0].strip() in known_keys()


def plain_blanks(line: str) -> str:
    """The row with ordinary blanks where they carry meaning: before its text, after a dash and after its key."""
    line = _TAB_AFTER_DASH.sub(r"\1 ", line)
    found = _STRUCTURE.match(line)
    return found[0].translate(_BLANKS) + line[found.end() :] if found else line


def _second_record(lines: list[str], end: int) -> Fault | None:
    """The place where another record begins in the free text, as when two files have been pasted into one."""
    in_code = False
    for number in range(end + 1, len(lines) - 1):
        in_code ^= lines[number].lstrip().startswith(("```", "~~~"))
        key = re.match(r"([^\W\d_][\w ]*):(?: |$)", lines[number + 1])
        if not in_code and lines[number].rstrip() == FENCE and key and key[1] in known_keys():
            return Fault(
                "Här börjar en post till: filen har fler än två rader med ---.",
                "Lägg den i en egen fil. Varje löfte, uppföljning och överenskommelse har sin.",
                Position(number + 1, 1),
                code="tva-i-en-fil",
            )
    return None


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
                for number, line in enumerate(self.lines):
                    if (better := no_blank_after_colon(line)) is not None:
                        raise _UnreadableError("Blanksteg saknas efter kolonet.", f"Skriv {better}", at(number))
                raise _UnreadableError(
                    "Nycklarna mellan --- och --- går inte att läsa.",
                    "Skriv en nyckel på varje rad: titel: …",
                    self._at(event),
                )

    def _at(self, event: Any) -> Position:
        return Position(event.start_mark.line + 2, event.start_mark.column + 1)

    def _quote(self, event: Any) -> str:
        return as_plain_text(self.lines, event.start_mark.line)

    def _value(self, event: Any, events: Iterator[Any], loc: Loc) -> Any:
        self.result.places.setdefault(loc, self._at(event))
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _UnreadableError(
                "& och * först i ett värde betyder något särskilt i filen.",
                abbreviated(self.lines, event.start_mark.line) or self._quote(event),
                self._at(event),
            )
        if getattr(event, "tag", None):
            row = self.lines[event.start_mark.line]
            plain = re.sub(r"(:|-)\s+!!\w+\s+", r"\1 ", row).strip()
            raise _UnreadableError(
                "! först i ett värde betyder något särskilt i filen.",
                f"Skriv {plain}" if plain != row.strip() else self._quote(event),
                self._at(event),
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
        if event.style == "|":
            return str(event.value).strip() or None
        text = " ".join(event.value.split())
        if event.style == ">" and not text and (fault := more_than(self.lines, event.start_mark.line)) is not None:
            self.result.faults.append(replace(fault, key=key_path(loc)))
        if event.style not in ("'", '"', ">"):
            self._look_at(event, loc)
            text = "" if text in NULLS else text
        return text or None

    def _look_at(self, event: Any, loc: Loc) -> None:
        """Mistakes that YAML takes for a plain text: a comment by mistake, a list or a key that is none."""
        first, last = event.start_mark.line, event.end_mark.line
        rest = self.lines[last][event.end_mark.column :] if last < len(self.lines) else ""
        if re.match(r" #(?:\S| \d)" if event.value else r"\s*#\S", rest):  # `bilaga # 3` is a number, and no note
            self.result.faults.append(cut_text(self.lines, first, key_path(loc)))
        for number in range(first, min(last + 1, len(self.lines))):
            line = self.lines[number]
            if number > first and line.lstrip().startswith("- "):
                self.result.faults.append(replace(list_in_text(self.lines, first, number), key=key_path(loc)))
                break
            begins = not line[: event.start_mark.column].strip(" -") if number == first else True
            sign = list_sign(line) if begins and event.value else None
            spaced = no_blank_after_colon(line) if begins and event.value else None
            if sign is not None and not line.lstrip().startswith("- "):
                self.result.faults.append(
                    _fault("Raden läses inte som en rad i en lista.", f"Skriv {sign}", row=number, loc=loc)
                )
                break
            if spaced is not None:
                self.result.faults.append(
                    _fault("Blanksteg saknas efter kolonet.", f"Skriv {spaced}", row=number, loc=loc)
                )
                break
        else:
            self._look_at_rows(first, last, loc)

    def _look_at_rows(self, first: int, last: int, loc: Loc) -> None:
        """Rows that were to be a list, and stand without dashes under a key that takes one."""
        if last > first and loc and loc[-1] in keys_of_texts():
            fault = undashed_texts(self.lines, first, last)
            if fault is not None:
                self.result.faults.append(replace(fault, key=key_path(loc)))

    def _sequence(self, events: Iterator[Any], loc: Loc) -> list[Any]:
        values: list[Any] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            values.append(self._value(event, events, (*loc, len(values))))
        return values

    def _mapping(self, start: Any, events: Iterator[Any], loc: Loc) -> dict[str, Any]:
        values: dict[str, Any] = {}
        twice: list[tuple[str, Position, bool]] = []
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
                again = self._value(next(events), events, (*inner, "igen"))
                twice.append((name, place, isinstance(again, list) and isinstance(values[name], list)))
                continue
            self.result.places[inner] = place
            value = self._value(next(events), events, inner)
            if start.flow_style and value is None:
                key, colon, meant = name.partition(":")
                before = next(reversed(values.items()), ("", ""))
                if colon and key and meant:
                    message, hint = f"Efter kolonet i ”{name}” saknas ett blanksteg.", f"Skriv {key}: {meant}"
                    values[key] = meant  # so that it is not also said to be missing
                else:
                    message = f"”{name}” blev en nyckel utan värde, eftersom ett komma skiljer uppgifter åt inom {{…}}."
                    hint = "Komma i text? Skriv på egen rad eller sätt citattecken."
                    if name.isdigit() and str(before[1]).isdigit():
                        hint = f'Är det ett tal med decimaler, skriv {before[0]}: "{before[1]},{name}"'
                self.result.faults.append(
                    Fault(
                        message=message,
                        hint=hint,
                        place=place,
                        key=key_path(inner),
                        code="komma-i-klammer",
                    )
                )
                continue
            values[name] = value
        self.result.faults.extend(self._given_twice(twice, loc, next(iter(values), "")))
        return values

    def _given_twice(self, twice: list[tuple[str, Position, bool]], loc: Loc, begins: str) -> Iterator[Fault]:
        """A problem for each key that is there again; one for all where the rows of a list have lost their dash.

        Rows begin with the same key: where the one that the mapping `begins` with is there again, so does a row.
        """
        in_list = bool(loc) and isinstance(loc[-1], int)
        of_rows = bool(loc) and len(twice) > 1 and (in_list or any(name == begins for name, *_ in twice))
        for name, place, are_lists in twice[:1] if of_rows else twice:
            first = self.result.places[(*loc, name)].line
            others = f" och det som följer ({', '.join(dict.fromkeys(one for one, *_ in twice[1:] if one != name))})" if of_rows else ""  # fmt: skip
            if are_lists:
                hint = (
                    f"Flytta raderna under den här till slutet av listan på rad {first}, och ta bort raden {name}: här."
                )
            elif in_list and of_rows:
                dash = self.lines[place.line - 2].strip()
                hint = f"Det är två rader i en lista. Börja var och en med ett streck, den andra så här: - {dash}"
            elif in_list and name == begins:
                dash = self.lines[place.line - 2].strip()
                hint = f"Ta bort den ena. Är det två rader i en lista, börja var och en med ett streck: - {dash}"
            elif of_rows:
                row = self.lines[self.result.places[(*loc, begins)].line - 2].strip()
                hint = f"Det är flera rader i en lista. Börja var och en med ett streck, den första så här: - {row}"
            else:
                hint = "Behåll den ena, med det som ska stå kvar av båda, och ta bort den andra."
            yield Fault(
                message=f"Nyckeln ”{name}”{others} står två gånger (också på rad {first}).",
                hint=hint,
                place=place,
                key=key_path((*loc, name)),
                code="dubbel-nyckel",
            )


def _fault(message: str, hint: str, *, row: int, loc: Loc) -> Fault:
    return Fault(message, hint, at(row), key=key_path(loc))


def key_path(loc: Loc) -> str:
    """A place in the front matter as staff read it: `åtgärder.2.mål`, rows counted from 1."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in loc)
