"""What differs between two versions of a record, in words: ”Åtgärd 2, Vad: ”A” blev ”B””."""

from collections.abc import Iterator, Mapping

from pledges.content.field_descriptions import shapes
from pledges.content.field_types import Row
from pledges.content.kinds import Kind
from pledges.content.record_fields import MODELS
from pledges.editing.forms import SHORTHAND
from pledges.editing.posted import said_in_words
from pledges.editing.source import SourceText, Value, as_list, same

_MOST_LETTERS = 120
_BEFORE = 40  # letters before what differs


def differences(kind: Kind, before: SourceText | None, after: SourceText) -> tuple[str, ...]:
    """Sentences on what was changed from `before` (None where the record was new) to `after`."""
    if before is None:
        return ("Skapades.",)
    old, new = (said_in_words(kind, one.values) for one in (before, after))
    told = list(_of_mapping(MODELS[kind], old, new, ""))
    if before.body.strip() != after.body.strip():
        told.append(_changed("Fri text", before.body.strip(), after.body.strip()))
    return tuple(told) or ("Inget som syns ändrades.",)


def _of_mapping(model: type[Row], before: Mapping[str, Value], after: Mapping[str, Value], where: str) -> Iterator[str]:
    by_key = {shape.key: shape for shape in shapes(model)}
    for key in dict.fromkeys((*after, *before)):
        old, new = before.get(key), after.get(key)
        if same(old, new):
            continue
        shape = by_key.get(key)
        label = f"{where}{shape.label if shape else key}"
        if shape is not None and shape.row is not None and shape.many:
            yield from _of_rows(shape.row, as_list(old), as_list(new), label)
        elif shape is not None and shape.row is not None:
            yield from _of_mapping(shape.row, _as_row(shape.row, old), _as_row(shape.row, new), f"{label}, ")
        else:
            yield _changed(label, _words(old), _words(new))


def _of_rows(model: type[Row], before: list[Value], after: list[Value], label: str) -> Iterator[str]:
    for number, new in enumerate(after):
        told = f"{label} {number + 1}"
        if number >= len(before):
            yield f"{told} lades till: {_words(new)}."
        elif not same(before[number], new):
            yield from _of_mapping(model, _as_row(model, before[number]), _as_row(model, new), f"{told}, ")
    for number in range(len(after), len(before)):
        yield f"{label} {number + 1} togs bort: {_words(before[number])}."


def _as_row(model: type[Row], value: Value) -> Mapping[str, Value]:
    if isinstance(value, Mapping):
        return value
    return {} if value is None else {SHORTHAND.get(model, "i ord"): value}


def _changed(label: str, old: str, new: str) -> str:
    if not old:
        return f"{label} skrevs: ”{_cut(new)}”."
    if not new:
        return f"{label} togs bort. Där stod: ”{_cut(old)}”."
    start = _same_beginning(old, new)
    return f"{label}: ”{_cut(old, start)}” blev ”{_cut(new, start)}”."


def _same_beginning(old: str, new: str) -> int:
    """From which letter two long texts are shown, so that what differs is seen: a few words before that."""
    alike = next((place for place, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), None)
    first = min(len(old), len(new)) if alike is None else alike
    return max(0, old.rfind(" ", 0, max(0, first - _BEFORE)) + 1) if first > _BEFORE else 0


def _words(value: Value) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_words(inner)}" for key, inner in value.items())
    if isinstance(value, list):
        return ", ".join(_words(inner) for inner in value)
    return value or ""


def _cut(text: str, start: int = 0) -> str:
    """The text, from about its letter `start`, as far as there is room."""
    plain = " ".join(text.split())
    if len(plain) <= _MOST_LETTERS:
        return plain
    shown = plain[start : start + _MOST_LETTERS]
    return f"{'…' if start else ''}{shown}{'…' if start + _MOST_LETTERS < len(plain) else ''}"
