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
_COMPARE = "Jämför med guidens exempel."
_KEPT = ("borttaget", "tidigare adresser")
_SISTERS = {"undertecknat": "undertecknad", "undertecknad": "undertecknat", "dokument": "belägg"}
_TAKEN_FOR_EACH_OTHER = {
    "källor": "var uppgifterna är hämtade",
    "dokument": "själva dokumentet, undertecknat eller beslutat",
    "belägg": "var det som sägs här går att läsa",
}


def read_file(content: Path, source: SourceFile) -> tuple[AnyRecord | None, list[Problem]]:
    """Read one file. Either a record (perhaps with warnings), or None with at least one error."""
    try:
        descriptor = os.open(content / source.path, os.O_RDONLY | os.O_NOFOLLOW)
        with os.fdopen(descriptor, "rb") as file:
            raw = file.read()
    except OSError as error:
        message = f"Filen går inte att läsa: {error.strerror}."
        hint = "Kontrollera filens rättigheter."
        return None, [_problem(source.path, "olaslig", message, hint, place=Position(0, 0))]
    return read_text(source, raw)


def read_text(source: SourceFile, raw: bytes) -> tuple[AnyRecord | None, list[Problem]]:
    """As `read_file`, of bytes that are already at hand."""
    text, problems = _decode(source.path, raw)
    if text is None:
        return None, problems
    front = read_front_matter(text)
    for fault in front.faults:
        severity = Severity.WARNING if fault.warning else Severity.ERROR
        problems.append(
            _problem(
                source.path,
                fault.code,
                fault.message,
                fault.hint,
                place=fault.place,
                key=fault.key,
                severity=severity,
            )
        )
    if any(fault.code == "yaml" for fault in front.faults):
        return None, problems
    record, errors = _removed(source, front) if front.data.get("borttaget") else _whole(source, front)
    problems.extend(_translate(source, front, error) for error in errors)
    if any(problem.severity is Severity.ERROR for problem in problems):
        return None, problems
    return record, problems


def _whole(source: SourceFile, front: FrontMatter) -> tuple[Record | None, list[ErrorDetails]]:
    assert source.kind is not None
    _use_the_kinds_own_words(source.kind, front)
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


def _use_the_kinds_own_words(kind: Kind, front: FrontMatter) -> None:
    """Take a key that only another kind has for this kind's own word for the same thing."""
    keys = keys_of(MODELS[kind])
    for written, own in _SISTERS.items():
        if written in front.data and written not in keys and own in keys and own not in front.data:
            front.data[own] = front.data.pop(written)
            front.places = {(own, *loc[1:]) if loc[:1] == (written,) else loc: at for loc, at in front.places.items()}


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
    path: str,
    code: str,
    message: str,
    hint: str,
    *,
    place: Position,
    key: str = "",
    severity: Severity = Severity.ERROR,
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
        return None, [_problem(path, "teckenkod", "Filen är inte sparad som UTF-8.", hint, place=Position(line, 1))]
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    invisible = _CONTROL.search(text)
    if invisible is not None:
        line = text.count("\n", 0, invisible.start()) + 1
        message = f"Ett osynligt tecken (U+{ord(invisible[0]):04X}) står på raden."
        hint = "Skriv om raden, eller klistra in den som ren text."
        return None, [_problem(path, "osynligt-tecken", message, hint, place=Position(line, 1))]
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
    is_absent = error["type"] == "missing" and loc[-1:] != (last,)
    code, message, hint = _absent(source.kind, loc, last) if is_absent else _explanation(source.kind, loc, error)
    return _problem(
        source.path,
        code,
        message,
        hint,
        place=front.places.get(loc, Position(1, 1)),
        key=key_path((*loc, last) if is_absent else loc),
    )


def _absent(kind: Kind, loc: Loc, name: str) -> tuple[str, str, str]:
    """(code, message, hint) of the key `name`, which is not in the row at `loc`."""
    where = " på den här raden i listan" if loc else f" i {NAMES[kind].definite}"
    hint = f"Lägg till {name}: … {_help(kind, loc, name)}".strip()
    if not loc and name in _TAKEN_FOR_EACH_OTHER:
        hint += f" Står det under källor:? {_sources_apart(kind)}"
    return "saknad-nyckel", f"Nyckeln ”{name}” saknas{where}.", hint


def _explanation(kind: Kind, loc: Loc, error: ErrorDetails) -> tuple[str, str, str]:
    """(code, message, hint) of what stands at `loc`."""
    last = str(error["loc"][-1]) if error["loc"] else ""
    context = error.get("ctx", {})
    match error["type"]:
        case "missing":
            hint = f"Skriv något efter {last}:, på samma rad eller på rader under."
            return "saknad-nyckel", f"Nyckeln ”{last}” är tom.", hint
        case "extra_forbidden":
            return "okand-nyckel", f"Nyckeln ”{last}” finns inte här.", _about_key(kind, loc, error)
        case "literal_error":
            value = str(error["input"])
            allowed = re.findall(r"'([^']*)'", str(context.get("expected", "")))
            hint = suggestion(value, allowed) or f"Skriv {enumerate_words(allowed, 'eller')}."
            return "fel-varde", f"”{value}” kan inte stå här.", hint
        case "value_error":
            message, _, hint = str(context["error"]).partition(". ")
            return "fel-varde", message.rstrip(".") + ".", hint
        case "string_type" | "tuple_type" | "model_type" | "dict_type" | "model_attributes_type":
            return "fel-varde", "Värdet har fel form.", _help(kind, loc[:-1], last) or _COMPARE
    return "fel-varde", "Värdet går inte att använda här.", _COMPARE


def _in_file(loc: tuple[int | str, ...], places: Mapping[Loc, Position]) -> Loc:
    """The validator's path with only those steps that stand in the file."""
    written: Loc = ()
    for step in loc:
        if (*written, step) in places:
            written = (*written, step)
    return written


def _sources_apart(kind: Kind) -> str:
    """What the keys for sources that `kind` has are for, each."""
    keys = [key for key in _TAKEN_FOR_EACH_OTHER if key in keys_of(MODELS[kind])]
    uses = enumerate_words(f"{key}: är {_TAKEN_FOR_EACH_OTHER[key]}" for key in keys)
    return f"I {NAMES[kind].definite} skriver du så här: {uses}."


def _row_models(annotation: Any) -> tuple[type[Row], ...]:
    """The rows that may stand under a key: one, but for a goal, which has several forms."""
    if isinstance(annotation, type) and issubclass(annotation, Row):
        return (annotation,)
    return tuple(model for inner in typing.get_args(annotation) for model in _row_models(inner))


def _models_at(model: type[Row], loc: Iterable[int | str]) -> tuple[type[Row], ...]:
    """The rows that `loc` may lead to, from the record's own model."""
    models: tuple[type[Row], ...] = (model,)
    for step in loc:
        if isinstance(step, str):
            infos = [info for model in models for info in model.model_fields.values() if info.alias == step]
            models = tuple(row for info in infos for row in _row_models(info.annotation)) or models
    return models


def _keys_at(kind: Kind, loc: Iterable[int | str]) -> list[str]:
    return list(dict.fromkeys(key for model in _models_at(MODELS[kind], loc) for key in keys_of(model)))


def keys_of(model: type[Row]) -> list[str]:
    """The Swedish keys of a record or row."""
    return [info.alias for info in model.model_fields.values() if info.alias]


def _help(kind: Kind, loc: Loc, name: str) -> str:
    infos = (info for model in _models_at(MODELS[kind], loc) for info in model.model_fields.values())
    return next((info.description or "" for info in infos if info.alias == name), "")


def _about_key(kind: Kind, loc: Loc, error: ErrorDetails) -> str:
    """What an unknown key most likely is: misspelt, or right but at the wrong level."""
    name, parents = str(loc[-1]) if loc else str(error["loc"][-1]), loc[:-1]
    here = _keys_at(kind, parents)
    if not parents and name in _TAKEN_FOR_EACH_OTHER:
        return _sources_apart(kind)
    if not parents and (sister := _SISTERS.get(name)) in here:
        return f"Det heter {sister}: här, och det står redan. Ta bort den ena."
    near = suggestion(name, here)
    if near:
        return near
    if parents and name in keys_of(MODELS[kind]):
        return f"{name}: hör hemma längst till vänster i filen. Ta bort indragningen."
    homes = [
        f"{info.alias}:"
        for info in MODELS[kind].model_fields.values()
        if any(name in keys_of(row) for row in _row_models(info.annotation))
    ]
    if homes:
        return f"{name}: hör hemma i en rad under {enumerate_words(homes, 'eller')}. Dra in den dit."
    return f"Nycklarna här är {enumerate_words(here)}."
