"""A content file's text with some of its values changed, and every other byte as it was.

Each change is a splice at the parser's marks: comments, order, quotes, line ends and all that was not changed stay.
What comes out is read again before it is given back, so that it is known to say what was meant.
"""

import codecs
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import yaml

from pledges.content.frontmatter import FENCE, plain_blanks, read_front_matter

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # a PyYAML built without libyaml reads the same, only slower
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

Value = Any
"""A text, a list of values, or values by key; None where there is nothing."""
_BREAK = re.compile(r"\r\n|\r|\n")
_SHORT = re.compile(r"[a-z0-9]+(?:[-/][a-z0-9]+)*")
# What the reader refuses, and what YAML can't hold.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_CUT_SHORT = "avkortad-text"  # what is left of such a text is read, and can be written anew where nothing follows it
_COMPOSED: Final = "NFC"
_EMPTY: Final[tuple[Value, ...]] = (None, "", {}, [])


class UnreadableError(ValueError):
    """The front matter can't be read, so no value in it can be changed alone."""


class SpliceError(ValueError):
    """A change that would not read back as it was meant; nothing is changed."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """What a content file says: its values as text, lists and mappings of text, and its free text."""

    values: Mapping[str, Value]
    body: str

    @property
    def title(self) -> str:
        """Its title; the empty text where it has none."""
        title = self.values.get("titel")
        return title if isinstance(title, str) else ""


def entered(text: str, *, lines: bool = False) -> str:
    """`text` as a file can hold it: composed letters, nothing invisible, one blank between words.

    Line ends are kept where `lines` says that a value may have several.
    """
    composed = unicodedata.normalize(_COMPOSED, text)
    rows = [" ".join(_UNWRITABLE.sub(" ", row).split()) for row in _BREAK.split(composed)]
    return "\n".join(rows).strip("\n") if lines else " ".join(row for row in rows if row)


def entered_body(text: str) -> str:
    """Free text as a file can hold it: composed letters, plain line ends and nothing invisible."""
    return _UNWRITABLE.sub("", unicodedata.normalize(_COMPOSED, _BREAK.sub("\n", text)))


def read_source(raw: bytes) -> SourceText:
    """What the file `raw` says. Raises UnreadableError where it can't be read, or not without doubt."""
    text = _decoded(raw)
    front = read_front_matter(_normal(text))
    doubt = next((fault for fault in front.faults if fault.code != _CUT_SHORT or not _is_whole(text)), None)
    if doubt is not None:
        raise UnreadableError(doubt.message)
    return SourceText(front.data, front.body.strip("\n"))


def readable(raw: bytes) -> SourceText | None:
    """What the file `raw` says; None where `read_source` can't tell."""
    try:
        return read_source(raw)
    except UnreadableError:
        return None


def edited(raw: bytes, values: Mapping[str, Value], body: str | None = None) -> bytes:
    """`raw` changed so that it says `values`, and `body` where that is given.

    A key that `values` does not have is taken away; a new one comes after the one before it in `values`. An empty
    value is no value. Raises UnreadableError as `read_source`, and SpliceError where the result would say something
    else.
    """
    before = read_source(raw)
    text = _decoded(raw)
    break_ = _line_end(text)
    start, end, rest = _fences(text)
    wanted = _pruned(values)
    yaml_text = _Splicer(text[start:end], break_).apply(before.values, wanted)
    after = text[:start] + yaml_text + _with_body(text[end:rest], text[rest:], body, break_=break_)
    result = after.encode()
    check = read_source(result)
    if not same(check.values, wanted) or (body is not None and check.body != _one_break(body)):
        raise SpliceError("Ändringen gick inte att skriva in i filen utan att något annat ändrades.")
    return result


def same(one: Value, other: Value) -> bool:
    """Whether two values say the same: nothing is no key, and a single value is a list of one."""
    return bool(_pruned(one, lone=True) == _pruned(other, lone=True))


def as_list(value: Value) -> list[Value]:
    """The rows of a value: those of a list, itself where it is a single one, or none."""
    return value if isinstance(value, list) else [] if value is None else [value]


def _pruned(value: Value, *, lone: bool = False) -> Any:
    """A value without what is empty in it; `lone` says that a list of one is that one."""
    if isinstance(value, Mapping):
        kept = {key: _pruned(inner, lone=lone) for key, inner in value.items()}
        return {key: inner for key, inner in kept.items() if inner not in _EMPTY}
    if isinstance(value, list):
        rows = [row for row in (_pruned(inner, lone=lone) for inner in value) if row not in _EMPTY]
        return rows[0] if lone and len(rows) == 1 else rows
    return value


def shown_text(raw: bytes) -> str:
    """The text of a file however it was saved, to be read and mended by a person: as UTF-8, else as other programs save."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def mended(base: bytes, text: str) -> bytes:
    """A whole text that a person has mended, with the line ends that `base` has."""
    return _BREAK.sub(_line_end(shown_text(base)), text).encode()


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise UnreadableError("Filen är inte sparad som UTF-8.") from None


def _normal(text: str) -> str:
    return unicodedata.normalize(_COMPOSED, _BREAK.sub("\n", text.removeprefix("\ufeff")))


def _one_break(text: str) -> str:
    return unicodedata.normalize(_COMPOSED, _BREAK.sub("\n", text)).strip("\n")


def _line_end(text: str) -> str:
    found = _BREAK.search(text)
    return found[0] if found else "\n"


def _is_whole(text: str) -> bool:
    """Whether the keys can be spliced as they stand: not where a row follows what a ` #` cuts short."""
    start, end, _ = _fences(text)
    try:
        _composed(text[start:end])
    except yaml.YAMLError:
        return False
    return True


def _composed(text: str) -> Any:
    """The keys as the parser sees them, its marks at the letters of `text`: None where there are none.

    Blanks of other kinds, which are pasted out of other programs, are ordinary ones to it, as to the reader.
    """
    plain = re.sub(r"[^\r\n]+", lambda line: plain_blanks(line[0]), text)
    return yaml.compose(plain, Loader=Loader) if text.strip() else None


def _fences(text: str) -> tuple[int, int, int]:
    """Where the keys begin, where they end, and where the free text begins."""
    first = _BREAK.search(text)
    start = first.end() if first else len(text)
    at = start
    while at < len(text):
        line_end = _BREAK.search(text, at)
        stop = line_end.start() if line_end else len(text)
        if text[at:stop].rstrip() == FENCE:
            return start, at, line_end.end() if line_end else len(text)
        at = line_end.end() if line_end else len(text)
    raise UnreadableError("Det andra --- saknas, det som avslutar nycklarna.")


def _with_body(fence: str, old: str, body: str | None, *, break_: str) -> str:
    """The second fence and the free text: the old text unless `body` says something else."""
    if body is None or _one_break(old) == _one_break(body):
        return fence + old
    inner = _one_break(body)
    text = f"{inner}\n".replace("\n", break_) if inner else ""
    leading = re.match(r"[\r\n]*", old)
    lead = (leading[0] if leading and old.strip() else break_) if inner else ""
    return (fence if fence.endswith(("\r", "\n")) or not inner else fence + break_) + lead + text


@dataclass(frozen=True, slots=True)
class _Entry:
    """A key with its value in a mapping."""

    name: str
    key: Any
    value: Any


class _Splicer:
    """The changes of one front matter, gathered as splices and made all at once."""

    def __init__(self, text: str, break_: str) -> None:
        self.text = text
        self.break_ = break_
        self.splices: list[tuple[int, int, str]] = []

    def apply(self, old: Mapping[str, Value], new: Mapping[str, Value]) -> str:
        """The text with the changes from `old` to `new`."""
        root = _composed(self.text)
        if root is None:
            self._put(len(self.text), _block(new, 0))
        else:
            self._mapping(root, old, new, column=root.start_mark.column)
        return self._spliced()

    def _spliced(self) -> str:
        parts: list[str] = []
        at = 0
        for start, end, replacement in sorted(self.splices, key=lambda splice: splice[:2]):
            parts += [self.text[at:start], replacement]
            at = end
        return "".join([*parts, self.text[at:]])

    def _put(self, at: int, lines: Sequence[str]) -> None:
        """Insert whole lines at the beginning of a line, or after the text's last line."""
        if lines:
            unended = at == len(self.text) and at > 0 and not self.text.endswith(("\n", "\r"))
            lead = self.break_ if unended else ""
            self.splices.append((at, at, lead + "".join(line + self.break_ for line in lines)))

    def _replace(self, start: int, end: int, text: str) -> None:
        self.splices.append((start, end, text))

    # Where things stand.

    def _line_start(self, at: int) -> int:
        return max(self.text.rfind("\n", 0, at), self.text.rfind("\r", 0, at)) + 1

    def _next_line(self, at: int) -> int:
        found = _BREAK.search(self.text, at)
        return found.end() if found else len(self.text)

    def _end(self, node: Any) -> int:
        """Where the last of a value stands; the parser puts a block's end where the next thing begins."""
        if isinstance(node, yaml.ScalarNode):
            if node.style in ("|", ">"):
                kept = self.text[node.start_mark.index : node.end_mark.index].rstrip()
                return int(node.start_mark.index) + len(kept)
            return int(node.end_mark.index)
        if node.flow_style or not node.value:
            return int(node.end_mark.index)
        last = node.value[-1]
        return self._end_of_entry(*last) if isinstance(last, tuple) else self._end(last)

    def _end_of_entry(self, key: Any, value: Any) -> int:
        """Where an entry ends, also one with nothing after its key."""
        end = self._end(value)
        return end if end > key.end_mark.index else self._colon(key)

    def _colon(self, key: Any) -> int:
        return self.text.index(":", key.end_mark.index) + 1

    # Mappings.

    def _mapping(self, node: Any, old: Mapping[str, Value], new: Mapping[str, Value], *, column: int) -> None:
        """Make the block mapping `node`, whose keys begin in `column`, say `new`."""
        entries = [_Entry(_name(key), key, value) for key, value in node.value]
        present = {entry.name: entry for entry in entries}
        kept = [entry for entry in entries if entry.name in new or old.get(entry.name) is None]
        for entry in entries:
            if entry not in kept:
                self._remove_entry(entry, entries, kept)
            elif entry.name in new and not same(old.get(entry.name), new[entry.name]):
                self._entry(entry, old.get(entry.name), new[entry.name], column=column)
        before: _Entry | None = None
        for name, value in new.items():
            if name in present:
                before = present[name]
            else:
                self._add_entry({name: value}, before=before, entries=entries, column=column)

    def _add_entry(
        self, entry: Mapping[str, Value], *, before: _Entry | None, entries: Sequence[_Entry], column: int
    ) -> None:
        lines = _block(entry, column)
        if before is not None:
            self._put(self._next_line(self._end_of_entry(before.key, before.value)), lines)
            return
        first = entries[0].key.start_mark.index
        at = self._line_start(first)
        if self.text[at:first].strip():  # the first key of a row stands after the row's dash
            self._replace(first, first, (self.break_.join(lines) + self.break_).lstrip(" ") + " " * column)
        else:
            self._put(at, lines)

    def _remove_entry(self, entry: _Entry, entries: Sequence[_Entry], kept: Sequence[_Entry]) -> None:
        start = entry.key.start_mark.index
        line = self._line_start(start)
        end = self._end_of_entry(entry.key, entry.value)
        if not self.text[line:start].strip():
            self._replace(line, self._next_line(end), "")
            return
        # The first key of a row stands after the row's dash, which stays.
        following = next((one for one in entries if one.key.start_mark.index > start and one in kept), None)
        next_entry = next((one for one in entries if one.key.start_mark.index > start), None)
        between = self.text[end : next_entry.key.start_mark.index] if next_entry else ""
        if following is not None and next_entry is following and not between.strip():
            self._replace(start, following.key.start_mark.index, "")
        else:
            self._replace(start, end, "")

    def _entry(self, entry: _Entry, old: Value, new: Value, *, column: int) -> None:
        """Change the value of a key that stays."""
        node = entry.value
        if self._within(node, old, new):
            return
        colon = self._colon(entry.key)
        end = self._end_of_entry(entry.key, node)
        fresh = _block({"k": new}, column)
        if len(fresh) == 1 and not isinstance(new, Mapping):
            self._replace(colon, end, fresh[0].lstrip(" ").removeprefix("k:"))
            return
        inline = fresh[0].strip().removeprefix("k:")
        self._replace(colon, end, inline)
        self._put(self._next_line(end), fresh[1:])

    def _within(self, node: Any, old: Value, new: Value) -> bool:
        """Change a value where it stands. False where it must be written anew."""
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, new)
        if isinstance(node, yaml.MappingNode):
            if isinstance(new, list) and len(new) == 1:
                new = new[0]
            if not isinstance(new, Mapping) or not isinstance(old, Mapping):
                return False
            if not node.flow_style:
                if not any(old.get(name) is None or name in new for name in old):
                    return False
                self._mapping(node, old, new, column=node.start_mark.column)
                return True
            return self._flow(node, new)
        if not isinstance(new, list):
            new = [new]
        if not isinstance(old, list):
            return False
        if node.flow_style:
            return self._flow(node, new)
        return self._sequence(node, old, new)

    def _scalar(self, node: Any, new: Value, flow: bool = False) -> bool:
        if isinstance(new, list) and len(new) == 1:
            new = new[0]
        if not isinstance(new, str) or node.start_mark.index == node.end_mark.index:
            return False
        if node.style in ("|", ">") or "\n" in new:
            return False
        self._replace(node.start_mark.index, node.end_mark.index, _scalar(new, flow=flow, style=node.style))
        return True

    def _flow(self, node: Any, new: Value) -> bool:
        """Write a list or mapping within brackets anew, on its place; what has not changed is taken as it stands."""
        written = _in_brackets(new)
        if written is None:
            return False
        start, end = node.start_mark.index, node.end_mark.index
        if isinstance(node, yaml.SequenceNode) and isinstance(new, list):
            as_it_stands = {
                _read_scalar(one): self.text[one.start_mark.index : one.end_mark.index]
                for one in node.value
                if isinstance(one, yaml.ScalarNode)
            }
            items = [as_it_stands.get(one) or _in_brackets(one) for one in new if isinstance(one, str)]
            if len(items) == len(new):
                written = f"[{', '.join(item or '' for item in items)}]"
        self._replace(start, end, written)
        return True

    # Lists.

    def _sequence(self, node: Any, old: list[Value], new: list[Value]) -> bool:
        """Make the block list `node` say `new`: rows that are alike are taken to be the same."""
        items = node.value
        dashes = [self.text.rfind("-", 0, item.start_mark.index) for item in items]
        if len(items) != len(old) or any(self.text[self._line_start(dash) : dash].strip() for dash in dashes):
            return False
        starts = [self._line_start(dash) for dash in dashes]
        ends = [self._next_line(max(self._end(item), dash)) for item, dash in zip(items, dashes, strict=True)]
        column = dashes[0] - starts[0]
        pairs = list(_aligned(old, new))
        kept = {left for left, right in pairs if left is not None and right is not None}
        at = starts[0]
        for left, right in pairs:
            if left is None:
                assert right is not None
                self._put(at, self._row(new[right], column=column, old=old, kept=kept, starts=starts, ends=ends))
                continue
            at = ends[left]
            if right is None:
                self._replace(starts[left], ends[left], "")
            elif not same(old[left], new[right]) and not self._row_within(items[left], old[left], new[right]):
                self._replace(
                    starts[left], starts[left], "".join(f"{row}{self.break_}" for row in _rows([new[right]], column))
                )
                self._replace(starts[left], ends[left], "")
        return True

    def _row_within(self, node: Any, old: Value, new: Value) -> bool:
        if isinstance(node, yaml.MappingNode) and not isinstance(new, Mapping):
            return False
        if isinstance(node, yaml.ScalarNode) and (
            not isinstance(new, str) or node.start_mark.index == node.end_mark.index
        ):
            return False
        return self._within(node, old, new)

    def _row(
        self, value: Value, *, column: int, old: list[Value], kept: set[int], starts: list[int], ends: list[int]
    ) -> list[str]:
        """A row that is new, or one that has been moved, with its own comments."""
        for index, earlier in enumerate(old):
            if index not in kept and earlier == value:
                text = self.text[starts[index] : ends[index]]
                return _BREAK.split(text.rstrip("\r\n"))
        return _rows([value], column)


def _name(key: Any) -> str:
    return unicodedata.normalize(_COMPOSED, " ".join(key.value.replace("\u00a0", " ").split()))


def _read_scalar(node: Any) -> str:
    return unicodedata.normalize(_COMPOSED, " ".join(node.value.split()))


def _aligned(old: list[Value], new: list[Value]) -> Iterator[tuple[int | None, int | None]]:
    """Which rows of two lists are the same row, in order: as alike as can be. None where there is no such row."""
    scores = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for left in range(len(old) - 1, -1, -1):
        for right in range(len(new) - 1, -1, -1):
            alike = _likeness(old[left], new[right])
            matched = scores[left + 1][right + 1] + alike if alike > 0 else -1.0
            scores[left][right] = max(matched, scores[left + 1][right], scores[left][right + 1])
    left = right = 0
    while left < len(old) or right < len(new):
        if left < len(old) and right < len(new):
            alike = _likeness(old[left], new[right])
            if alike > 0 and scores[left][right] == scores[left + 1][right + 1] + alike:
                yield left, right
                left, right = left + 1, right + 1
                continue
        if right == len(new) or (left < len(old) and scores[left][right] == scores[left + 1][right]):
            yield left, None
            left += 1
        else:
            yield None, right
            right += 1


def _likeness(one: Value, other: Value) -> float:
    """How alike two rows are, from 0 to 2: a row that keeps its place and shares nothing is still a row."""
    if one == other:
        return 2.0
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        shared: int = sum(bool(one[key] == other.get(key)) for key in one)
        named: float = 0.5 * any(
            one.get(key) is not None and one.get(key) == other.get(key) for key in ("id", "åtgärd")
        )
        return 0.1 + named + shared / max(len(one), len(other), 1)
    return 0.1 if isinstance(one, Mapping) == isinstance(other, Mapping) else 0.0


# New text.


def _block(values: Mapping[str, Value], column: int) -> list[str]:
    """Lines of keys and values that begin in `column`."""
    indent = " " * column
    lines: list[str] = []
    for key, value in values.items():
        if isinstance(value, Mapping):
            lines += [f"{indent}{key}:", *_block(value, column + 2)]
        elif isinstance(value, list):
            lines += _list(key, value, column)
        elif "\n" in value:
            lines += [f"{indent}{key}: |", *(f"{indent}  {row}".rstrip() for row in value.split("\n"))]
        else:
            lines.append(f"{indent}{key}: {_scalar(value)}")
    return lines


def _list(key: str, value: list[Value], column: int) -> list[str]:
    indent = " " * column
    if all(isinstance(one, str) and _SHORT.fullmatch(one) for one in value):
        return [f"{indent}{key}: {value[0] if len(value) == 1 else '[' + ', '.join(value) + ']'}"]
    return [f"{indent}{key}:", *_rows(value, column + 2)]


def _rows(values: Sequence[Value], column: int) -> list[str]:
    """Lines of a list whose dashes stand in `column`."""
    lines: list[str] = []
    for value in values:
        if isinstance(value, Mapping):
            first, *rest = _block(value, column + 2)
            lines += [f"{' ' * column}- {first.lstrip(' ')}", *rest]
        else:
            lines.append(f"{' ' * column}- {_scalar(value)}")
    return lines


def _in_brackets(value: Value) -> str | None:
    """A value on one line; None where it holds a text of several."""
    if isinstance(value, str):
        return None if "\n" in value else _scalar(value, flow=True)
    parts = [_in_brackets(one) for one in (value.values() if isinstance(value, Mapping) else value)]
    if any(part is None for part in parts):
        return None
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {part}" for key, part in zip(value, parts, strict=True)) + "}"
    return f"[{', '.join(part or '' for part in parts)}]"


def _scalar(text: str, *, flow: bool = False, style: str | None = None) -> str:
    """A text as it is written: in the quotes that stood there, or without any where it reads back so."""
    if style not in ("'", '"') and _reads_back(text, flow):
        return text
    if style == "'" or (style != '"' and ('"' in text or "\\" in text)):
        return "'" + text.replace("'", "''") + "'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


@lru_cache(maxsize=1024)
def _reads_back(text: str, flow: bool) -> bool:
    """Whether a text says the same without quotes, both as a key's value and as a row."""
    if "\n" in text or text != text.strip():
        return False
    for sample in (f"k: [{text}]\nz: {{a: {text}}}",) if flow else (f"k: {text}\nz:\n  - {text}",):
        front = read_front_matter(f"{FENCE}\n{sample}\n{FENCE}\n")
        wanted = {"k": [text], "z": {"a": text}} if flow else {"k": text, "z": [text]}
        if front.faults or front.data != wanted:
            return False
    return True
