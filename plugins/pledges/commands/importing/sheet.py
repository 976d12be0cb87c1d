"""A table that somebody has filled in, as texts: out of Excel's own files, or CSV in any of the ways that it is saved.

What a spreadsheet shows is what is read: a formula by the value that it last came to, a number with a comma for its
decimals, a month as 2025-01 and a day as 2025-01-31. The columns are found by their names, wherever the header stands.
"""

import codecs
import csv
import io
import json
import sys
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from pledges.content.geography import slugify
from pledges.exports.csv_table import without_guard
from pledges.incremental.apart import ApartError, bound, run_apart
from pledges.swedish import enumerate_words, suggestion

MOST_BYTES = 15 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 200
_HEADER_WITHIN = 30
_DELIMITERS = (";", ",", "\t")
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_NOT_WORKED_OUT = "Rutan har en formel som inte är uträknad. Öppna tabellen, spara den igen, eller skriv värdet."
_TOO_LARGE = f"Tabellen är för stor: högst {MOST_ROWS} rader och {MOST_COLUMNS} kolumner. Ta bort det som inte behövs."
_MERGED = "\0"  # before what a box shows that is one with the box above it
_FAULTY = "Formeln i rutan ger ett fel. Rätta formeln, eller skriv värdet."

Cell = str | None
"""What stands in a box. None where it is a formula without a value."""


class UnreadableSheetError(ValueError):
    """Why a file can't be read as a table, in Swedish, and what to do instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """A row as the spreadsheet numbers it: the text of each column by its name, and what is wrong with a box.

    `merged` are the columns whose box is one with that of the row above, and shows what stands there.
    """

    number: int
    cells: Mapping[str, str]
    faults: Mapping[str, str] = field(default_factory=dict)
    merged: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table. `columns` are the names as the tables of open data write them, each with its letter in a spreadsheet, and
    `titles` what the header says."""

    columns: Mapping[str, str]
    titles: Mapping[str, str]
    rows: tuple[SheetRow, ...]


def read_sheet(data: bytes, needed: Sequence[str]) -> Sheet:
    """The table in a file whose header has the columns `needed`. Raises UnreadableSheetError."""
    if not data.strip():
        raise UnreadableSheetError("Filen är tom.")
    if len(data) > MOST_BYTES:
        raise UnreadableSheetError(f"Filen är för stor: högst {MOST_BYTES // 1024 // 1024} MB.")
    if data.startswith(_OLD_EXCEL):
        raise UnreadableSheetError(
            "Filen är av Excels gamla slag (xls), eller låst med lösenord. Öppna den och spara den som Excel-arbetsbok (xlsx) utan lösenord."
        )
    if data.startswith(_ZIP):
        return _only_one(_workbook(data), needed)
    read = [_divided(_decoded(data), delimiter) for delimiter in _DELIMITERS]
    found = [rows for rows in read if _header(rows, needed) is not None]
    widest = max(read, key=lambda rows: max(map(len, rows[:_HEADER_WITHIN]), default=0))
    return _only_one({"": found[0] if found else widest}, needed)


def _divided(text: str, delimiter: str) -> list[list[Cell]]:
    try:
        rows: list[list[Cell]] = [[*row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
    except csv.Error:
        raise UnreadableSheetError("Filen går inte att läsa som en tabell. Spara den som xlsx.") from None
    if len(rows) > MOST_ROWS:
        raise UnreadableSheetError(_TOO_LARGE)
    return rows


def _decoded(data: bytes) -> str:
    """The text of a CSV file: UTF-8 or UTF-16 with or without its mark, else as Excel in Swedish saves it (windows-1252)."""
    try:
        if data.startswith(_UTF_16):
            return data.decode("utf-16")
        if b"\0" in data:
            raise UnreadableSheetError("Filen är ingen tabell. Spara den som Excel-arbetsbok (xlsx) eller CSV.")
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            return data.decode("cp1252")
    except UnicodeDecodeError:
        raise UnreadableSheetError("Tecknen i filen går inte att läsa. Spara den som CSV UTF-8 eller xlsx.") from None


def _only_one(sheets: Mapping[str, Sequence[Sequence[Cell]]], needed: Sequence[str]) -> Sheet:
    """The one sheet of a workbook that has the columns."""
    found = {name: header for name, rows in sheets.items() if (header := _header(rows, needed)) is not None}
    if len(found) > 1:
        raise UnreadableSheetError(
            f"Flera blad har kolumnerna {enumerate_words(needed)}: {enumerate_words(found)}. Behåll ett av dem i filen."
        )
    if not found:
        raise UnreadableSheetError(_no_header(sheets, needed))
    ((name, header),) = found.items()
    rows = sheets[name]
    return _sheet(rows[header], enumerate(rows[header + 1 :], header + 2))


def _header(rows: Sequence[Sequence[Cell]], needed: Sequence[str]) -> int | None:
    """Where the row with the columns' names is; None where no row near the top has them."""
    for number, row in enumerate(rows[:_HEADER_WITHIN]):
        if {_name(cell) for cell in row} >= {*needed}:
            return number
    return None


def _no_header(sheets: Mapping[str, Sequence[Sequence[Cell]]], needed: Sequence[str]) -> str:
    """What is said where the columns are not found, with those that may be meant."""
    every = [_name(cell) for rows in sheets.values() for row in rows[:_HEADER_WITHIN] for cell in row if cell]
    lacking = [name for name in needed if name not in every]
    near = " ".join(filter(None, (suggestion(name, every) for name in lacking)))
    return (
        f"Ingen rad har kolumnerna {enumerate_words(needed)}, som säger vilket löfte och vilken åtgärd en rad gäller."
        f"{' ' + near if near else ''} Hämta tabellen från kommunens sida, och låt rubrikerna stå kvar."
    )


def _sheet(header: Sequence[Cell], rows: Iterable[tuple[int, Sequence[Cell]]]) -> Sheet:
    names = [_name(cell) for cell in header]
    twice = [name for name in dict.fromkeys(names) if name and names.count(name) > 1]
    if twice:
        raise UnreadableSheetError(f"Kolumnen {enumerate_words(twice)} finns två gånger. Ta bort den ena.")
    return Sheet(
        columns={name: letter(place) for place, name in enumerate(names) if name},
        titles={name: plain(cell or "") for name, cell in zip(names, header, strict=True) if name},
        rows=tuple(_row(number, names, cells) for number, cells in rows if any(map(_says_something, cells))),
    )


def _says_something(cell: Cell) -> bool:
    return cell is None or (cell != "" and not cell.startswith(_MERGED))


def _row(number: int, names: Sequence[str], cells: Sequence[Cell]) -> SheetRow:
    by_name = {name: cell for name, cell in zip(names, cells, strict=False) if name}
    merged = frozenset(name for name, cell in by_name.items() if cell is not None and cell.startswith(_MERGED))
    by_name = {name: cell.removeprefix(_MERGED) if cell is not None else None for name, cell in by_name.items()}
    faults = {name: _fault(cell) for name, cell in by_name.items() if _fault(cell)}
    texts = {name: "" if name in faults or cell is None else plain(cell) for name, cell in by_name.items()}
    return SheetRow(number=number, cells=texts, faults=faults, merged=merged)


def _fault(cell: Cell) -> str:
    if cell is None or cell.lstrip().startswith("="):  # in CSV a formula is written out
        return _NOT_WORKED_OUT
    return _FAULTY if cell.startswith("#") and cell.rstrip("!?").isupper() else ""


def plain(text: str) -> str:
    """A text on one line, without what keeps a spreadsheet from taking it for a formula."""
    return " ".join(without_guard(unicodedata.normalize("NFC", text)).split())


def _name(cell: Cell) -> str:
    """`Åtgärd ` → `atgard`, `Nästa steg` → `nasta_steg`."""
    return slugify(cell or "").replace("-", "_")


def letter(place: int) -> str:
    """A column as spreadsheets name it: A, B … Z, AA."""
    return (letter(place // 26 - 1) if place >= 26 else "") + chr(ord("A") + place % 26)


def _workbook(data: bytes) -> dict[str, list[list[Cell]]]:
    """The sheets of a workbook, read in a process of its own."""
    try:
        said = json.loads(run_apart("pledges.commands.importing.sheet", data))
    except (ApartError, ValueError):
        raise UnreadableSheetError(
            "Filen gick inte att läsa. Är det en Excel-arbetsbok (xlsx)? Spara den annars som CSV UTF-8."
        ) from None
    if isinstance(said, str):
        raise UnreadableSheetError(said)
    sheets: dict[str, list[list[Cell]]] = said
    return sheets


def _sheets(data: bytes) -> dict[str, list[list[Cell]]]:
    """What each sheet shows. Each box is read twice: what it came to, and whether it is a formula."""
    from openpyxl import load_workbook  # noqa: PLC0415 - only this process needs it

    shown = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    written = load_workbook(io.BytesIO(data), read_only=True)
    sheets: dict[str, list[list[Cell]]] = {}
    for one, other in zip(shown.worksheets, written.worksheets, strict=True):
        one.reset_dimensions()
        other.reset_dimensions()
        sheets[one.title] = list(_shown(one.iter_rows(), other.iter_rows()))
    if _has_merged(data):
        for whole in load_workbook(io.BytesIO(data)).worksheets:
            for found in whole.merged_cells.ranges:
                _fill_down(sheets[whole.title], (found.min_row, found.max_row), (found.min_col, found.max_col))
    return sheets


def _has_merged(data: bytes) -> bool:
    """Whether any boxes are merged: only then is the workbook read in the way that tells which, which takes far more memory."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return any(b"<mergeCell " in book.read(name) for name in book.namelist() if name.startswith("xl/worksheets/"))


def _fill_down(rows: list[list[Cell]], down: tuple[int, int], across: tuple[int, int]) -> None:
    """Let each row that a merged box reaches down over show what stands in it. Rows and columns are numbered from 1."""
    first, last = down
    shown = rows[first - 1][across[0] - 1] if first <= len(rows) and across[0] <= len(rows[first - 1]) else ""
    for row in rows[first:last]:
        place = across[0] - 1
        row.extend([""] * (place + 1 - len(row)))
        row[place] = _MERGED + (shown or "")


def _shown(rows: Iterable[Sequence[Any]], formulas: Iterable[Sequence[Any]]) -> Iterator[list[Cell]]:
    for number, (cells, others) in enumerate(zip(rows, formulas, strict=True)):
        if number > MOST_ROWS or len(cells) > MOST_COLUMNS:
            raise UnreadableSheetError(_TOO_LARGE)
        yield [
            None if cell.value is None and other.value is not None else as_text(cell.value, cell.number_format or "")
            for cell, other in zip(cells, others, strict=False)
        ]


def as_text(value: object, form: str = "General") -> str:
    """What a box holds as text, as it is to stand in a content file. `form` is how the spreadsheet shows it."""
    shown = _without_words(form).casefold()
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, int | float):
        number = Decimal(f"{value:.15g}")
        return _number(number * 100) + " %" if "%" in shown else _number(number)
    if isinstance(value, datetime) and value.time() != time():
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m-%d}" if "d" in shown else f"{value:%Y-%m}" if "m" in shown else f"{value:%Y}"
    return str(value)


def _number(number: Decimal) -> str:
    return f"{number.normalize():f}".replace(".", ",")


def _without_words(form: str) -> str:
    """A number format without what is written out in it: a language in brackets, texts in quotes."""
    plain, is_word, closes = "", False, ""
    for sign in form:
        if is_word:
            is_word = sign != closes
        elif sign in '"[':
            is_word, closes = True, '"' if sign == '"' else "]"
        else:
            plain += sign
    return plain


def main() -> None:
    """Read standard input and write its sheets as JSON, within the bounds."""
    data = sys.stdin.buffer.read(MOST_BYTES + 1)
    bound()
    try:
        said: object = _sheets(data)
    except UnreadableSheetError as error:
        said = str(error)
    print(json.dumps(said))


if __name__ == "__main__":
    main()
