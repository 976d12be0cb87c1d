"""What differs between two versions of a record, in words: ”Åtgärd 2, Vad: ”A” blev ”B”” in a line, or whole texts to read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

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
_BODY = "Fri text"
_AS_BEFORE = "(stycken som inte är ändrade är utelämnade)"


@dataclass(frozen=True, slots=True)
class Change:
    """A box that says something else: what it is called, and what stood and stands in it; the empty text where nothing does."""

    label: str
    before: str
    after: str

    @property
    def line(self) -> str:
        """It in a line, as far as there is room."""
        old, new = self.before, self.after
        if not old:
            return f"{self.label} skrevs: ”{_cut(new)}”."
        if not new:
            return f"{self.label} togs bort. Där stod: ”{_cut(old)}”."
        start = _same_beginning(old, new)
        return f"{self.label}: ”{_cut(old, start)}” blev ”{_cut(new, start)}”."

    def whole(self) -> Iterator["Change"]:
        """Each box of it, with all that stands there."""
        yield self


@dataclass(frozen=True, slots=True, kw_only=True)
class _RowChange:
    """A row that was put in, or taken away."""

    label: str
    model: type[Row]
    row: Value
    is_new: bool
    choices: Choices

    @property
    def line(self) -> str:
        done = "lades till" if self.is_new else "togs bort"
        return f"{self.label} {done}: {_cut(said_of_row(self.model, as_row(self.model, self.row), self.choices))}."

    def whole(self) -> Iterator[Change]:
        row: Mapping[str, Value] = as_row(self.model, self.row)
        row = {key: value for key, value in row.items() if key != "id" or len(row) == 1}
        before, after = ({}, row) if self.is_new else (row, {})
        for one in _of_mapping(self.model, before, after, where=f"{self.label}, ", choices=self.choices):
            yield from one.whole()


@dataclass(frozen=True, slots=True)
class _Moved:
    """Rows that stand in another order."""

    label: str

    @property
    def line(self) -> str:
        return f"{self.label}: raderna har bytt plats."

    def whole(self) -> Iterator[Change]:
        yield Change(self.label, "", "Raderna har bytt plats.")


_Difference = Change | _RowChange | _Moved


def differences(
    kind: Kind, before: SourceText | None, after: SourceText, *, choices: Choices | None = None
) -> tuple[str, ...]:
    """Sentences on what was changed from `before` (None where the record was new) to `after`.

    `choices` tell what the records that it refers to are called.
    """
    if before is None:
        return ("Skapades.",)
    told = [one.line for one in _all(kind, before, after, choices=choices or Choices())]
    return tuple(told) or ("Inget som syns ändrades.",)


def read_out(kind: Kind, before: SourceText | None, after: SourceText, *, choices: Choices) -> tuple[Change, ...]:
    """All that is otherwise in `after`, box by box and in whole, to be read before it is signed; all that it says where it is new.

    Of the free text only the paragraphs that are not as before.
    """
    earlier = before or SourceText({}, "")
    boxes = (box for one in _all(kind, earlier, after, choices=choices) for box in one.whole())
    return tuple(_without_what_is_alike(box) if box.label == _BODY else box for box in boxes)


def _without_what_is_alike(box: Change) -> Change:
    old, new = (text.split("\n\n") for text in (box.before, box.after))
    shorter = min(len(old), len(new))
    first = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    last = next((at for at in range(shorter - first) if old[-1 - at] != new[-1 - at]), shorter - first)
    if not first + last:
        return box
    head, tail = ([_AS_BEFORE] if count else [] for count in (first, last))
    middles = (rows[first : len(rows) - last] for rows in (old, new))
    return Change(box.label, *("\n\n".join([*head, *rows, *tail]) if rows else "" for rows in middles))


def _all(kind: Kind, before: SourceText, after: SourceText, *, choices: Choices) -> Iterator[_Difference]:
    yield from _of_mapping(MODELS[kind], before.values, after.values, where="", choices=choices)
    if before.body.strip() != after.body.strip():
        yield Change(_BODY, before.body.strip(), after.body.strip())


def _of_mapping(
    model: type[Row], before: Mapping[str, Value], after: Mapping[str, Value], *, where: str, choices: Choices
) -> Iterator[_Difference]:
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
            yield Change(label, said(model, shape, old, choices=choices), said(model, shape, new, choices=choices))


def _of_rows(
    shape: Shape, before: list[Value], after: list[Value], *, where: str, choices: Choices
) -> Iterator[_Difference]:
    """What has become of the rows of a list: each is put beside the one of its name, or of its number where not all have one."""
    model = shape.row
    assert model is not None
    is_named = all(_have_names(rows) for rows in (before, after))
    earlier, later = (_told_apart(rows, by_name=is_named) for rows in (before, after))
    word = f"{where}{capital(row_word(shape.key))}"
    for number, (name, new) in enumerate(later.items(), 1):
        if name not in earlier:
            yield _RowChange(label=f"{word} {number}", model=model, row=new, is_new=True, choices=choices)
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
            yield _RowChange(label=f"{word} {number}", model=model, row=old, is_new=False, choices=choices)
    if [name for name in later if name in earlier] != [name for name in earlier if name in later]:
        yield _Moved(f"{where}{shape.label}")


def _have_names(rows: list[Value]) -> bool:
    names = [name_of_row(row) for row in rows]
    return None not in names and len(set(names)) == len(names)


def _told_apart(rows: list[Value], *, by_name: bool) -> dict[str | int, Value]:
    return {(name_of_row(row) if by_name else None) or number: row for number, row in enumerate(rows)}


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
