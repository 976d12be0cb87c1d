"""A table as CSV (RFC 4180, UTF-8), which no spreadsheet takes for formulas."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

# What a spreadsheet takes for the beginning of a formula, at the beginning of a cell. Where it divides at semicolons, as
# in Swedish, that is also after one (OWASP, CSV Injection).
_FORMULA = re.compile(r"(^|[;\t\r\n])(\s*[=+\-@])")


def to_csv(header: Sequence[str], rows: Iterable[Sequence[str | int]]) -> bytes:
    """The table; a cell that looks like a formula is made text by an apostrophe, as spreadsheets write it."""
    file = io.StringIO(newline="")
    csv.writer(file).writerows([_FORMULA.sub(r"\1'\2", str(cell)) for cell in row] for row in (header, *rows))
    return file.getvalue().encode()
