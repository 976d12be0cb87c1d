"""A file → a record, or problems with line and column. Nothing is linked or judged here."""

import os
import re
import typing
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from pledges.content.discovery import SourceFile
from pledges.content.frontmatter import FrontMatter, key_path, read_front_matter
from pledges.content.kinds import NAMES, Kind
from pledges.content.problems import Problem, Severity
from pledges.content.record import AnyRecord, Loc, Position, Record, RemovedRecord
from pledges.content.schema import MODELS, Common, Row
from pledges.swedish import enumerate_words, suggestion

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029\ufeff]")
_M = TypeVar("_M", bound=Common)
_KEPT = ("borttaget", "tidigare adresser")


def read_file(content: Path, source: SourceFile) -> tuple[AnyRecord | None, list[Problem]]:
    """Read one file. Either a record (perhaps with warnings), or None with at least one error."""
    try:
        descriptor = os.open(content / source.path, os.O_RDONLY | os.O_NOFOLLOW)
        with os.fdopen(descriptor, "rb") as file:
            raw = file.read()
    except OSError as error:
        return None, [
            _problem(
                "olaslig",
                source.path,
                Position(0, 0),
                "",
                f"Filen går inte att läsa: {error.strerror}.",
                "Kontrollera filens rättigheter.",
            )
        ]
    return read_text(source, raw)


def read_text(source: SourceFile, raw: bytes) -> tuple[AnyRecord | None, list[Problem]]:
    """As `read_file`, of bytes that are already at hand."""
    text, problems = _decode(source.path, raw)
    if text is None:
        return None, problems
    front = read_front_matter(text)
    for fault in front.faults:
        severity = Severity.WARNING if fault.warning else Severity.ERROR
        problems.append(_problem(fault.code, source.path, fault.place, fault.key, fault.message, fault.hint, severity))
    if any(fault.code == "yaml" for fault in front.faults):
        return None, problems
    record, errors = _removed(source, front) if front.data.get("borttaget") else _whole(source, front)
    problems.extend(_translate(source, front, error) for error in errors)
    if any(problem.severity is Severity.ERROR for problem in problems):
        return None, problems
    return record, problems


def _whole(source: SourceFile, front: FrontMatter) -> tuple[Record | None, list[ErrorDetails]]:
    assert source.kind is not None
    fields, errors = _validate(MODELS[source.kind], front.data)
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
        fields=fields,
    )
    return record, errors


def _removed(source: SourceFile, front: FrontMatter) -> tuple[RemovedRecord | None, list[ErrorDetails]]:
    """A record whose text has been removed: nothing but `borttaget` and old addresses is kept of it."""
    assert source.kind is not None
    kept, errors = _validate(Common, {name: front.data[name] for name in _KEPT if name in front.data})
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
        removed=kept.removed,
        former_addresses=kept.former_addresses,
    )
    return record, errors


def _problem(
    code: str, path: str, place: Position, key: str, message: str, hint: str, severity: Severity = Severity.ERROR
) -> Problem:
    return Problem(
        code=code,
        severity=severity,
        path=path,
        line=place.line,
        column=place.column,
        key=key,
        message=message,
        hint=hint,
    )


def _decode(path: str, raw: bytes) -> tuple[str | None, list[Problem]]:
    """UTF-8 with LF line ends, composed letters and no byte order mark."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        hint = "Öppna filen i en textredigerare och spara om den med kodningen UTF-8."
        return None, [_problem("teckenkod", path, Position(line, 1), "", "Filen är inte sparad som UTF-8.", hint)]
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    bad = _CONTROL.search(text)
    if bad is not None:
        line = text.count("\n", 0, bad.start()) + 1
        message = f"Ett osynligt tecken (U+{ord(bad[0]):04X}) står på raden."
        return None, [
            _problem(
                "osynligt-tecken",
                path,
                Position(line, 1),
                "",
                message,
                "Skriv om raden, eller klistra in den som ren text.",
            )
        ]
    return text, []


def _validate(model: type[_M], data: Mapping[str, Any]) -> tuple[_M | None, list[ErrorDetails]]:
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        return None, error.errors(include_url=False, include_input=True)


def _translate(source: SourceFile, front: FrontMatter, error: ErrorDetails) -> Problem:
    """One of the validator's errors, in Swedish, at its place."""
    assert source.kind is not None
    loc = _in_file(error["loc"], front.places)
    last = str(error["loc"][-1]) if error["loc"] else ""
    kind, context = error["type"], error.get("ctx", {})
    if kind == "missing" and loc and loc[-1] == last:
        return _problem(
            "saknad-nyckel",
            source.path,
            front.places[loc],
            key_path(loc),
            f"Nyckeln ”{last}” är tom.",
            f"Skriv något efter {last}:, på samma rad eller på rader under.",
        )
    if kind == "missing":
        place = front.places.get(loc, Position(1, 1))
        where = f" i {NAMES[source.kind].definite}" if not loc else " på den här raden i listan"
        help_text = _help(source.kind, loc, last)
        return _problem(
            "saknad-nyckel",
            source.path,
            place,
            key_path((*loc, last)),
            f"Nyckeln ”{last}” saknas{where}.",
            f"Lägg till {last}: … {help_text}".strip(),
        )
    place = front.places.get(loc) or Position(1, 1)
    if kind == "extra_forbidden":
        return _problem(
            "okand-nyckel",
            source.path,
            place,
            key_path(loc),
            f"Nyckeln ”{last}” finns inte här.",
            _about_key(source.kind, loc, error),
        )
    if kind == "literal_error":
        value = str(error["input"])
        allowed = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        hint = suggestion(value, allowed) or f"Skriv {enumerate_words(allowed, 'eller')}."
        return _problem("fel-varde", source.path, place, key_path(loc), f"”{value}” kan inte stå här.", hint)
    if kind == "value_error":
        message, _, hint = str(context["error"]).partition(". ")
        return _problem("fel-varde", source.path, place, key_path(loc), message.rstrip(".") + ".", hint)
    if kind in ("string_type", "tuple_type", "model_type", "dict_type", "model_attributes_type"):
        return _problem(
            "fel-varde",
            source.path,
            place,
            key_path(loc),
            "Värdet har fel form.",
            _help(source.kind, loc[:-1], last) or "Jämför med guidens exempel.",
        )
    return _problem(
        "fel-varde",
        source.path,
        place,
        key_path(loc),
        "Värdet går inte att använda här.",
        "Jämför med guidens exempel.",
    )


def _in_file(loc: tuple[int | str, ...], places: Mapping[Loc, Position]) -> Loc:
    """The validator's path with only those steps that stand in the file."""
    known: Loc = ()
    for step in loc:
        if (*known, step) in places:
            known = (*known, step)
    return known


def _row_model(annotation: Any) -> type[Row] | None:
    if isinstance(annotation, type) and issubclass(annotation, Row):
        return annotation
    for inner in typing.get_args(annotation):
        found = _row_model(inner)
        if found is not None:
            return found
    return None


def _model_at(model: type[Row], loc: Iterable[int | str]) -> type[Row]:
    """The row that `loc` leads to, from the record's own model."""
    for step in loc:
        for info in model.model_fields.values():
            if info.alias == step:
                model = _row_model(info.annotation) or model
    return model


def keys_of(model: type[Row]) -> list[str]:
    """The Swedish keys of a record or row."""
    return [info.alias for info in model.model_fields.values() if info.alias]


def _help(kind: Kind, loc: Loc, name: str) -> str:
    model = _model_at(MODELS[kind], loc)
    return next((info.description or "" for info in model.model_fields.values() if info.alias == name), "")


def _about_key(kind: Kind, loc: Loc, error: ErrorDetails) -> str:
    """What an unknown key most likely is: misspelt, or right but at the wrong level."""
    name, parents = str(loc[-1]) if loc else str(error["loc"][-1]), loc[:-1]
    here = keys_of(_model_at(MODELS[kind], parents))
    near = suggestion(name, here)
    if near:
        return near
    if parents and name in keys_of(MODELS[kind]):
        return f"{name}: hör hemma längst till vänster i filen. Ta bort indragningen."
    for info in MODELS[kind].model_fields.values():
        row = _row_model(info.annotation)
        if row is not None and info.alias and name in keys_of(row):
            return f"{name}: hör hemma i en rad under {info.alias}:. Dra in den dit."
    return f"Nycklarna här är {enumerate_words(here)}."
