"""Tables as CSV: read back as they were, and no cell that a spreadsheet would run."""

import csv
import io

import pytest

from pledges.exports.csv_table import to_csv
from pledges.views.table_cells import begins_and_ends
from pledges.written_values import parse_period


def read(data: bytes, delimiter: str = ";") -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def test_a_table_reads_as_it_was() -> None:
    rows = [["Ämne", "Löften"], ["Trafik, skola och ”natt”", "3"], ["A–Ö; allt-i-ett", "0"], ["två\nrader", "1"]]
    assert read(to_csv(("Ämne", "Löften"), [("Trafik, skola och ”natt”", 3), *rows[2:]])) == rows


def test_a_spreadsheet_in_swedish_opens_it_as_it_is() -> None:
    assert to_csv(("Ämne", "Löften"), [("Trafik; väg", 3)]) == '\ufeffÄmne;Löften\r\n"Trafik; väg";3\r\n'.encode()


@pytest.mark.parametrize(
    "cell", ['=HYPERLINK("https://provstad.example";"Läs")', "+1+1", "-1", "@SUM(A1)", " =1+1", "\t=1+1", "Trafik;=1+1", "a\n@b"]
)  # fmt: skip
def test_no_cell_begins_as_a_formula(cell: str) -> None:
    data = to_csv(("Ämne",), [(cell, 1), ("före", cell)])
    for delimiter in (",", ";"):
        cells = [part.strip() for row in read(data, delimiter) for one in row for part in one.splitlines()]
        assert not [one for one in cells if one.lstrip('"').startswith(("=", "+", "-", "@"))]
    assert read(data)[1][0].replace("'", "") == cell


def test_a_month_alone_is_no_day_to_a_spreadsheet() -> None:
    told = {text: begins_and_ends(parse_period(text))["period"] for text in ("2016-02", "2016", "2016-02/2016-03")}
    assert told == {"2016-02": "hela februari 2016", "2016": "2016", "2016-02/2016-03": "februari–mars 2016"}
