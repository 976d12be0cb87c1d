"""A table as CSV that a Swedish spreadsheet opens right, and that none takes for formulas.

RFC 4180 but for the semicolon: where the comma is for decimals, Excel divides at that, and it reads UTF-8 only after a
byte order mark.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

# What a spreadsheet takes for the beginning of a formula, at the beginning of a cell. Where it divides at semicolons, as
# in Swedish, that is also after one (OWASP, CSV Injection).
_FORMULA = re.compile(r"(^|[;\t\r\n])(\s*[=+\-@])")
_GUARDED = re.compile(r"(^|[;\t\r\n])'(\s*[=+\-@])")


_BEGINNING = codecs.BOM_UTF8


def to_csv(header: Sequence[str], rows: Iterable[Sequence[str | int]]) -> bytes:
    """The table with its header."""
    return _BEGINNING + to_rows((header, *rows))


def to_rows(rows: Iterable[Sequence[str | int]]) -> bytes:
    """Rows as they lie in a table; a cell that looks like a formula is made text by an apostrophe, as spreadsheets write it."""
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=";").writerows([_guarded(str(cell)) for cell in row] for row in rows)
    return file.getvalue().encode()


@lru_cache(maxsize=8192)
def _guarded(cell: str) -> str:
    """A cell as it is written. The same names, years and words stand in many rows."""
    return _FORMULA.sub(r"\1'\2", cell)


def without_guard(cell: str) -> str:
    """A cell of such a table as it was before it was made text."""
    return _GUARDED.sub(r"\1\2", cell)
