"""A file → a record, or problems with line and column. Nothing is linked or judged here."""

import os
import re
import unicodedata
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from pledges.content.discovery import SourceFile
from pledges.content.field_descriptions import Form, shape_of
from pledges.content.field_types import Row
from pledges.content.frontmatter import FrontMatter, read_front_matter
from pledges.content.kinds import Kind
from pledges.content.known_keys import keys_of
from pledges.content.misspelt_keys import SISTERS
from pledges.content.problems import Problem, Severity, problem_at
from pledges.content.record import AnyRecord, Loc, Position, Record, RemovedRecord
from pledges.content.record_fields import MODELS, Common
from pledges.content.refused_fields import explained

_SOFT_HYPHEN = "\u00ad"
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_TURNS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# Control and format characters, and letters without a shape. A joiner between two pictures makes one of them.
INVISIBLE = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200c\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u2800\u3164\ue000-\uf8ff\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
    "|(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d"
)
_PROGRAMS = (
    (b"PK\x03\x04", "ett dokument från Word eller ett annat kontorsprogram"),
    (b"\xd0\xcf\x11\xe0", "ett dokument från ett äldre kontorsprogram"),
    (b"%PDF", "ett pdf-dokument"),
    (b"\xff\xd8\xff", "en bild"),
    (b"\x89PNG", "en bild"),
)  # how the files of other programs begin
_LOST = "\ufffd"
_WORD_OF_ODD = re.compile(f"(?<!\\S)\\S*[ÃÂâ{_LOST}]\\S*")
# A letter's two or three bytes in UTF-8, shown each as a letter of its own.
_TWO_FOR_ONE = re.compile(
    "[ÃÂ][\u00a0-\u00bf\u0152-\u0178\u2013-\u203a\u20ac\u2122\u0192\u02c6\u02dc]|â€[\u00a0-\u00bf\u0152-\u0178\u2013-\u203a\u2122\u02c6\u02dc]"
)
_M = TypeVar("_M", bound=Row)
_UNREADABLE = ("yaml", "konfliktmarke", "tva-i-en-fil", "avkortad-text")
_KEPT = ("borttaget", "tidigare adresser")
_ROUNDS = 3
_STAND_INS = {Form.TEXT: "…", Form.DATE: "okänd", Form.PERIOD: "okänd"}
_Place = tuple[int | str, ...]


def read_file(content: Path, source: SourceFile) -> tuple[AnyRecord | None, list[Problem]]:
    """Read one file: a record, or None with at least one error.

    A record may come with errors too, where it can be understood but for some of its keys and values: then it is of use
    for nothing but to look at what it refers to, so that all that is wrong with the file is told at once.
    """
    raw, problems = bytes_of(content, source.path)
    return read_bytes(source, raw) if raw is not None else (None, problems)


def bytes_of(content: Path, path: str) -> tuple[bytes | None, list[Problem]]:
    """What a file holds, or why it can't be read."""
    try:
        descriptor = os.open(content / path, os.O_RDONLY | os.O_NOFOLLOW)
        with os.fdopen(descriptor, "rb") as file:
            return file.read(), []
    except OSError as error:
        message = f"Filen går inte att läsa: {error.strerror}."
        return None, [Problem(code="olaslig", path=path, message=message, hint="Kontrollera filens rättigheter.")]


def read_text(source: SourceFile, raw: bytes) -> tuple[AnyRecord | None, list[Problem]]:
    """As `read_bytes`, but either a record (perhaps with warnings), or errors."""
    record, problems = read_bytes(source, raw)
    is_broken = any(problem.severity is Severity.ERROR for problem in problems)
    return None if is_broken else record, problems


def read_bytes(source: SourceFile, raw: bytes) -> tuple[AnyRecord | None, list[Problem]]:
    """As `read_file`, of bytes that are already at hand."""
    front, problems = front_of(source.path, raw)
    if front is None:
        return None, problems
    record, errors = _removed(source, front) if front.data.get("borttaget") else _whole(source, front)
    problems.extend(explained(source, front, errors))
    if record is None and not front.data.get("borttaget"):
        record = _understood(source, front, errors)
    return record, problems


def front_of(path: str, raw: bytes) -> tuple[FrontMatter | None, list[Problem]]:
    """The front matter and free text of a file, or None where it can't be understood, and what is wrong with it."""
    text, problems = _decode(path, raw)
    if text is None:
        return None, problems
    front = read_front_matter(text)
    problems += [
        problem_at(path, fault.code, message=fault.message, hint=fault.hint, place=fault.place, key=fault.key)
        for fault in front.faults
    ]
    return None if any(fault.code in _UNREADABLE for fault in front.faults) else front, problems


def _understood(source: SourceFile, front: FrontMatter, errors: Iterable[ErrorDetails]) -> Record | None:
    """The record without all that the validator refuses in it; None where that leaves too little of it.

    What is refused of a row as a whole is looked at when its values have been understood, and so comes in a later round.
    """
    record, refused, rounds = None, list(errors), 0
    while record is None and refused and rounds < _ROUNDS:
        missing = [error for error in refused if error["type"] == "missing" and len(error["loc"]) == 1]
        stand_ins = {str(error["loc"][0]): _stand_in(source, str(error["loc"][0])) for error in missing}
        places = {_refused_place(error, front.data) for error in refused if error not in missing}
        if () in places or None in stand_ins.values():
            return None
        front = _without(places, front)
        front.data.update(stand_ins)
        record, refused = _whole(source, front)
        rounds += 1
    return record


def _stand_in(source: SourceFile, key: str) -> str | None:
    """What a record is read with in place of a title or a time that it lacks; None for what leads somewhere."""
    assert source.kind is not None
    return _STAND_INS.get(shape_of(MODELS[source.kind], key).form)


def _refused_place(error: ErrorDetails, data: Mapping[str, Any]) -> _Place:
    """Where in `data` it stands what the validator refuses: the row, where a key is missing in it.

    The last steps of the validator's way may be its own, such as the form of a value that it tried.
    """
    way: list[int | str] = []
    value: Any = data
    for step in error["loc"]:
        if isinstance(value, dict) and (key := next((key for key in value if str(key) == str(step)), None)) is not None:
            value = value[key]
            way.append(key)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
            way.append(step)
    return tuple(way)


def _without(places: Iterable[_Place], front: FrontMatter) -> FrontMatter:
    """`front` but for what stands at `places`: the last row of a list first, since those after it move."""
    data, kept = deepcopy(front.data), front.places
    for place in sorted(places, key=lambda steps: [(isinstance(step, int), step) for step in steps], reverse=True):
        container: Any = data
        for step in place[:-1]:
            container = container[step]
        del container[place[-1]]
        kept = {_moved(loc, place): at for loc, at in kept.items() if loc[: len(place)] != place}
    return replace(front, data=data, places=kept)


def _moved(loc: Loc, gone: _Place) -> Loc:
    """Where it stands that stood at `loc`, when the row at `gone` has been taken away."""
    *way, last = gone
    depth = len(way)
    there = loc[depth] if loc[:depth] == tuple(way) and len(loc) > depth else None
    if not isinstance(last, int) or not isinstance(there, int) or there < last:
        return loc
    return (*way, there - 1, *loc[depth + 1 :])


def _whole(source: SourceFile, front: FrontMatter) -> tuple[Record | None, list[ErrorDetails]]:
    assert source.kind is not None
    _use_the_kinds_own_words(source.kind, front)
    fields, errors = validated(MODELS[source.kind], front.data)
    if fields is None:
        return None, errors
    record = Record(
        identity=source.identity,
        kind=source.kind,
        municipality=source.municipality,
        path=source.path,
        places=front.places,
        body=front.body,
        body_line=front.body_line,
        comments=tuple(front.comments),
        fields=fields,
    )
    return record, errors


def _use_the_kinds_own_words(kind: Kind, front: FrontMatter) -> None:
    """Take a key that only another kind has for this kind's own word for the same thing."""
    keys = keys_of(MODELS[kind])
    for written, own in SISTERS.items():
        if written in front.data and written not in keys and own in keys and own not in front.data:
            front.data[own] = front.data.pop(written)
            front.places = {(own, *loc[1:]) if loc[:1] == (written,) else loc: at for loc, at in front.places.items()}


def _removed(source: SourceFile, front: FrontMatter) -> tuple[RemovedRecord | None, list[ErrorDetails]]:
    """A record whose text has been removed: nothing but `borttaget` and old addresses is kept of it."""
    assert source.kind is not None
    kept, errors = validated(Common, {name: front.data[name] for name in _KEPT if name in front.data})
    if kept is None:
        return None, errors
    record = RemovedRecord(
        identity=source.identity,
        kind=source.kind,
        municipality=source.municipality,
        path=source.path,
        places=front.places,
        body="",
        body_line=front.body_line,
        comments=tuple(front.comments),
        removed=kept.removed,
        former_addresses=kept.former_addresses,
    )
    return record, errors


def _decode(path: str, raw: bytes) -> tuple[str | None, list[Problem]]:
    """UTF-8 with LF line ends, composed letters and no byte order mark; what cannot be seen is taken away or told of."""
    program = next((name for start, name in _PROGRAMS if raw.startswith(start)), None)
    if program is not None:
        message = f"Filen är {program} som har fått ett namn på .md, inte ren text."
        hint = "Öppna den, kopiera texten och spara den som ren text (UTF-8) i en fil som börjar med ---."
        return None, [problem_at(path, "teckenkod", message=message, hint=hint, place=Position(1, 1))]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        hint = "Öppna filen i en textredigerare och spara om den med kodningen UTF-8."
        return None, [
            problem_at(path, "teckenkod", message="Filen är inte sparad som UTF-8.", hint=hint, place=Position(line, 1))
        ]
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).replace(_SOFT_HYPHEN, "")
    text = _LIGATURE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    lines = list(enumerate(text.split("\n"), 1))
    problems = [_invisible(path, number, found) for number, line in lines if (found := INVISIBLE.search(line))]
    problems += [_garbled(path, number, found) for number, line in lines if (found := _wrong_letters(line))]
    return (None, problems) if problems else (text, [])


def _invisible(path: str, line: int, found: re.Match[str]) -> Problem:
    """One problem for each row, naming the first of its characters, and what it stands beside."""
    code = f"U+{ord(found[0]):04X}"
    before = found.string[: found.start()].split()
    beside = f" efter ”{before[-1]}”" if before else " först på raden"
    what = "som vänder på texten" if found[0] in _TURNS else "som inte syns"
    hint = "Skriv om orden för hand, eller klistra in raden som ren text."
    if "\ue000" <= found[0] <= "\uf8ff":
        what = "som bara finns i ett visst typsnitt"
        hint = hint if before else "Var det en punkt i en lista, börja raden med ett kort streck: -"
    message = f"Ett tecken {what} ({code}) står{beside}."
    return problem_at(path, "osynligt-tecken", message=message, hint=hint, place=Position(line, found.start() + 1))


def _wrong_letters(line: str) -> re.Match[str] | None:
    """The first word of a row with a letter that is lost, or with UTF-8 that was read as Windows' own letters."""
    return next(
        (found for found in _WORD_OF_ODD.finditer(line) if _LOST in found[0] or _mended(found[0]) != found[0]), None
    )


def _mended(word: str) -> str:
    """`vÃ¤gen` → `vägen`; a word that is as it should be is given back."""
    return _TWO_FOR_ONE.sub(lambda match: _as_utf_8(match[0]), word)


def _as_utf_8(text: str) -> str:
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


def _garbled(path: str, line: int, found: re.Match[str]) -> Problem:
    word = found[0]
    message = f"”{word}” har fel tecken: texten har sparats eller lästs med fel kodning."
    hint = (
        f"Skriv {_mended(word)}. Kontrollera också resten av texten, eller kopiera den på nytt."
        if _LOST not in word
        else "Skriv om ordet: en bokstav har gått förlorad. Kontrollera också resten av texten."
    )
    return problem_at(path, "teckenkod", message=message, hint=hint, place=Position(line, found.start() + 1))


def validated(model: type[_M], data: Mapping[str, Any]) -> tuple[_M | None, list[ErrorDetails]]:
    """The fields that `data` holds, or what the validator refuses in it."""
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        return None, error.errors(include_url=False, include_input=True)
