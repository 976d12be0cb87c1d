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
from pledges.content.field_types import Row
from pledges.content.frontmatter import FrontMatter, read_front_matter
from pledges.content.kinds import Kind
from pledges.content.known_keys import keys_of
from pledges.content.misspelt_keys import SISTERS
from pledges.content.problems import Problem, Severity, problem_at
from pledges.content.record import AnyRecord, Position, Record, RemovedRecord
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


def read_file(content: Path, source: SourceFile) -> tuple[AnyRecord | None, list[Problem]]:
    """Read one file: a record, or None with at least one error.

    A record may come with errors too, where it can be understood but for keys that it must not have: then it is of use
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
    if record is None and errors and all(error["type"] == "extra_forbidden" for error in errors):
        record, _ = _whole(source, replace(front, data=_without([error["loc"] for error in errors], front)))
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


def _without(locs: Iterable[tuple[int | str, ...]], front: FrontMatter) -> dict[str, Any]:
    """What stands in the front matter, but for the keys at `locs`."""
    data = deepcopy(front.data)
    for loc in locs:
        row: Any = data
        for step in loc[:-1]:
            inner = (
                row.get(step)
                if isinstance(row, dict)
                else row[step]
                if isinstance(row, list) and isinstance(step, int)
                else None
            )
            row = row if inner is None else inner  # a step that only the validator takes
        if isinstance(row, dict):
            row.pop(str(loc[-1]), None)
    return data


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
