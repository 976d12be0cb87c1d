"""The tables in a spreadsheet: LibreOffice opens each as somebody in Sweden would, and finds the same cells."""

import csv
import io
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path

from openpyxl import load_workbook

from audit.report import AuditResult
from pledges.commands.importing.sheet import as_text

# Semicolons, quotes, UTF-8, from the first row, in Swedish: what the window that asks proposes, with the semicolon ticked.
_OPENED = "Text - txt - csv (StarCalc):59,34,76,1,,1053"
_AT_ONCE = 200  # tables: given more, it ends after some 250 of them and says nothing
_LEADING_ZERO = re.compile(r"0\d+")
_NUMBER = re.compile(r"-?\d+(,\d+)?")


def audit(site: Path) -> Iterator[AuditResult]:
    """The cells of each table as LibreOffice has them, against those in the file."""
    what = "Tables open in LibreOffice with the same cells"
    program = shutil.which("soffice")
    if program is None:
        yield AuditResult(what, "ej körd", "needs libreoffice-calc")
        return
    tables = sorted((site / "data").rglob("*.csv"))
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        copies = [work / "in" / f"{number}.csv" for number in range(len(tables))]
        (work / "in").mkdir()
        for table, copy in zip(tables, copies, strict=True):
            shutil.copyfile(table, copy)
        words = [program, "--headless", f"-env:UserInstallation=file://{work}/egen", f"--infilter={_OPENED}"]
        words += ["--convert-to", "xlsx", "--outdir", str(work / "out")]
        for first in range(0, len(copies), _AT_ONCE):
            portion = map(str, copies[first : first + _AT_ONCE])
            subprocess.run([*words, *portion], check=True, capture_output=True)
        cells, zeros, wrong = 0, 0, []
        for table, copy in zip(tables, copies, strict=True):
            opened = work / "out" / copy.with_suffix(".xlsx").name
            for place, told, shown in _cells(table, opened):
                cells += 1
                if alike(told, shown):
                    zeros += _LEADING_ZERO.fullmatch(told) is not None
                else:
                    wrong.append(f"{table.relative_to(site)} {place}: {told!r} is shown as {shown!r}")
    measured = f"{len(tables)} tables, {cells} cells, {len(wrong)} different; {zeros} codes that begin with 0 are shown without it"
    yield AuditResult(what, "fel" if wrong else "ok", "; ".join((measured, *wrong[:3])))


def _cells(table: Path, opened: Path) -> Iterator[tuple[str, str, str]]:
    """Where each cell is, what it says in the file, and what the spreadsheet has."""
    there: Sequence[Sequence[str]] = list(
        csv.reader(io.StringIO(table.read_bytes().decode("utf-8-sig"), newline=""), delimiter=";")
    )
    (sheet,) = load_workbook(opened, read_only=True).worksheets
    shown = [[as_text(cell.value, cell.number_format or "") for cell in row] for row in sheet.iter_rows()]
    for number, (told, found) in enumerate(zip_longest(there, shown, fillvalue=()), 1):
        for column, (one, other) in enumerate(zip_longest(told, found, fillvalue=""), 1):
            yield f"row {number} column {column}", one, other


def alike(told: str, shown: str) -> bool:
    """Whether a cell is as the file has it. To every spreadsheet 1,40 is 1,4, and a code of digits a number without its first zero."""
    if told == shown:
        return True
    return bool(_NUMBER.fullmatch(told) and _NUMBER.fullmatch(shown)) and _value(told) == _value(shown)


def _value(number: str) -> Decimal:
    return Decimal(number.replace(",", "."))
