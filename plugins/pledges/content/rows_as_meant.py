"""A row of the front matter as its writer meant it, for the advice on what to write.

A suggested row is whole: put in place of the row that it is about, it says what the writer meant.
"""

import re
from collections.abc import Sequence

from pledges.content.known_keys import known_keys

MARKERS = r"[–—−‐‑•·▪◦●‣➢*+]|\d{1,2}[.)]|[a-z]\)"
_LIST_SIGN = re.compile(rf"(\s*)(?:(?:{MARKERS})[ \t]+|-(?=[^\W\d]))(\S.*)")
KEY_ROW = re.compile(r"(?P<indent>\s*)(?P<dash>-\s+)?(?P<key>[^\W\d_][^:#\"'\[\]{}]*):(?:\s+(?P<value>.*\S))?\s*")
TYPOGRAPHIC = "”“„»«’‘"
MORE_THAN = re.compile(r"\s*(?:-\s+)?([^:#]+:\s+)?>=?\s*(\d[\d ]*(?:,\d+)?)\s*")
Rows = Sequence[str]


def quoted(text: str) -> str:
    """`text` as a value on one row, whatever signs are in it."""
    if not text.isprintable():
        text = "".join(char if char.isprintable() else " " for char in text)
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def meant(value: str) -> str:
    """The text that somebody meant by a value as written, without the quotation marks that were to go round all of it."""
    value = value.strip()
    first, last = value[:1], value[-1:]
    if first and first in "\"'" and len(value) > 1 and last == first:
        return value[1:-1]
    if first and first in "\"'" and value.count(first) == 1:
        return value[1:]
    inner = value[1:-1] if first and first in TYPOGRAPHIC and last in TYPOGRAPHIC and len(value) > 1 else value
    if inner is not value and not any(sign in inner for sign in TYPOGRAPHIC):
        return inner
    alone = sum(sign in TYPOGRAPHIC for sign in value) == 1
    return value[1:] if first and first in TYPOGRAPHIC and alone else value


def whole_row(rows: Rows, row: int) -> str:
    """The key and its whole text, in quotation marks, also where the text goes on in the rows under it."""
    found = KEY_ROW.fullmatch(rows[row])
    if found is None:
        item = re.fullmatch(r"\s*-\s+(.*)", rows[row])
        return f"- {quoted(meant(with_continuation(rows, row, item[1])))}" if item else quoted(meant(rows[row]))
    return f"{found['key'].strip()}: {quoted(meant(with_continuation(rows, row, found['value'] or '')))}"


def as_plain_text(rows: Rows, row: int) -> str:
    """How a row is written whose text begins with a sign that means something here."""
    more = MORE_THAN.fullmatch(rows[row])
    if more is not None:
        key = more[1] or "- "
        return f"Skriv {key}{'' if key.startswith('minst:') else 'minst '}{more[2]}"
    plain = _without_emphasis(rows, row)
    if plain is not None:
        return f"Markdown fungerar bara i den fria texten. Skriv {plain}"
    return f"Sätt citattecken runt hela texten: {whole_row(rows, row)}"


def _without_emphasis(rows: Rows, row: int) -> str | None:
    """The row without the asterisks that make a part of its text bold or italic; None where it has no such part."""
    found = KEY_ROW.fullmatch(rows[row])
    value = with_continuation(rows, row, value_of(rows[row]))
    plain = re.sub(r"(\*{1,3})([^*\s](?:[^*]*[^*\s])?)\1(?!\*)", r"\2", value)
    if "*" in plain or plain == value:
        return None
    text = quoted(plain) if ": " in plain or " #" in plain else plain
    return f"{found['key'].strip()}: {text}" if found else f"- {text}"


def value_of(row: str) -> str:
    """What stands after the key, or after the dash of a row in a list."""
    found = KEY_ROW.fullmatch(row)
    return (found["value"] if found else re.sub(r"^\s*-\s+", "", row)) or ""


def with_continuation(rows: Rows, row: int, value: str) -> str:
    """`value` and the rows under it that go on with it."""
    indent = len(rows[row]) - len(rows[row].lstrip())
    pieces = [value.strip()]
    for following in rows[row + 1 :]:
        inner = len(following) - len(following.lstrip())
        if not following.strip() or inner <= indent or KEY_ROW.fullmatch(following) or following.lstrip()[:2] == "- ":
            break
        pieces.append(following.strip())
    return " ".join(pieces)


def no_blank_after_colon(row: str) -> str | None:
    """The row with a blank after its key's colon, where one is missing."""
    found = re.fullmatch(r"(\s*(?:-\s+)?)([^\W\d_][^\W\d_ ]*(?: [^\W\d_]+)*):([^\s/].*)", row)
    return f"{found[2]}: {found[3]}" if found and found[2] in known_keys() else None


def list_sign(row: str) -> str | None:
    """The row as one of a list, where it begins with another sign than a hyphen and a blank."""
    found = _LIST_SIGN.fullmatch(row)
    return f"- {found[2]}" if found else None


def has_text(row: str) -> bool:
    key = KEY_ROW.fullmatch(row)
    return key is not None and bool(key["value"])
