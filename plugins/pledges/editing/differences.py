"""What differs between two versions of a record, in words: ”Åtgärd 2, Vad: ”A” blev ”B””."""

from collections.abc import Iterator, Mapping

from pledges.content.field_descriptions import Shape, shapes
from pledges.content.field_types import Row
from pledges.content.kinds import Kind
from pledges.content.record_fields import MODELS
from pledges.editing.forms import Choices, row_word
from pledges.editing.said import as_row, name_of, said, said_of_row
from pledges.editing.source import SourceText, Value, as_list, same
from pledges.editing.values_at import name_of_row
from pledges.swedish import capital

_MOST_LETTERS = 120
_BEFORE = 40  # letters before what differs


def differences(
    kind: Kind, before: SourceText | None, after: SourceText, *, choices: Choices | None = None
) -> tuple[str, ...]:
    """Sentences on what was changed from `before` (None where the record was new) to `after`.

    `choices` tell what the records that it refers to are called.
    """
    if before is None:
        return ("Skapades.",)
    told = list(_of_mapping(MODELS[kind], before.values, after.values, where="", choices=choices or Choices()))
    if before.body.strip() != after.body.strip():
        told.append(_changed("Fri text", before.body.strip(), after.body.strip()))
    return tuple(told) or ("Inget som syns ändrades.",)


def _of_mapping(
    model: type[Row], before: Mapping[str, Value], after: Mapping[str, Value], *, where: str, choices: Choices
) -> Iterator[str]:
    by_key = {shape.key: shape for shape in shapes(model)}
    for key in dict.fromkeys((*after, *before)):
        old, new = before.get(key), after.get(key)
        if same(old, new):
            continue
        shape = by_key.get(key)
        label = f"{where}{shape.label if shape else key}"
        if shape is not None and shape.row is not None and shape.many:
            yield from _of_rows(shape, as_list(old), as_list(new), where=where, choices=choices)
        elif shape is not None and shape.row is not None:
            yield from _of_mapping(
                shape.row, as_row(shape.row, old), as_row(shape.row, new), where=f"{label}, ", choices=choices
            )
        else:
            yield _changed(label, said(model, shape, old, choices=choices), said(model, shape, new, choices=choices))


def _of_rows(shape: Shape, before: list[Value], after: list[Value], *, where: str, choices: Choices) -> Iterator[str]:
    """What has become of the rows of a list: each is put beside the one of its name, or of its number where not all have one."""
    model = shape.row
    assert model is not None
    is_named = all(_have_names(rows) for rows in (before, after))
    earlier, later = (_told_apart(rows, by_name=is_named) for rows in (before, after))
    word = f"{where}{capital(row_word(shape.key))}"
    for number, (name, new) in enumerate(later.items(), 1):
        if name not in earlier:
            yield f"{word} {number} lades till: {_cut(said_of_row(model, as_row(model, new), choices))}."
        elif not same(earlier[name], new):
            called = name_of(model, earlier[name], choices)
            told = (
                f"{word} {number} ({_cut(called)})"
                if called == name_of(model, new, choices) != ""
                else f"{word} {number}"
            )
            yield from _of_mapping(
                model, as_row(model, earlier[name]), as_row(model, new), where=f"{told}, ", choices=choices
            )
    for number, (name, old) in enumerate(earlier.items(), 1):
        if name not in later:
            yield f"{word} {number} togs bort: {_cut(said_of_row(model, as_row(model, old), choices))}."
    if [name for name in later if name in earlier] != [name for name in earlier if name in later]:
        yield f"{where}{shape.label}: raderna har bytt plats."


def _have_names(rows: list[Value]) -> bool:
    names = [name_of_row(row) for row in rows]
    return None not in names and len(set(names)) == len(names)


def _told_apart(rows: list[Value], *, by_name: bool) -> dict[str | int, Value]:
    return {(name_of_row(row) if by_name else None) or number: row for number, row in enumerate(rows)}


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


def _cut(text: str, start: int = 0) -> str:
    """The text, from about its letter `start`, as far as there is room."""
    plain = " ".join(text.split())
    if len(plain) <= _MOST_LETTERS:
        return plain
    shown = plain[start : start + _MOST_LETTERS]
    return f"{'…' if start else ''}{shown}{'…' if start + _MOST_LETTERS < len(plain) else ''}"
