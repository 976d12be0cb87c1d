"""The tables of actions: a row for each promised action, the same as the pages and the JSON say."""

import csv
import io
import json
import re
from collections import Counter
from pathlib import Path

from bs4 import BeautifulSoup

from pledges.exports.action_tables import COLUMNS
from support import pages

ROOT = Path(__file__).parents[2]
EXPLAINED = {"docs/oppna-data.md": "## Åtgärder i tabell", "content/sidor/oppna-data.md": "### Tabellens kolumner"}
FOLDER = pages.real_site() / "data" / "atgarder"


def rows_of(county: str) -> list[dict[str, str]]:
    text = (FOLDER / f"{county}.csv").read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def every_row() -> list[dict[str, str]]:
    return [row for path in sorted(FOLDER.glob("*.csv")) for row in rows_of(path.stem)]


def test_the_tables_hold_every_action_of_the_open_data() -> None:
    told = {
        (record["id"], action["åtgärd"]): (action["utfall"], action["med ord"], "; ".join(action["uppföljningar"]))
        for path in (pages.real_site() / "data/kommuner").glob("*.json")
        for record in json.loads(path.read_bytes())["poster"]
        if record["typ"] == "löfte" and "läge" in record
        for action in record["läge"]["åtgärder"]
    }
    rows = [row for row in every_row() if row["atgard"]]
    assert len(rows) == len(told) > 1000
    assert {
        (row["lofte"], row["atgard"]): (row["utfall"], row["med_ord"], row["uppfoljningar"]) for row in rows
    } == told


def test_a_pledge_without_actions_is_told_of_in_a_row_of_its_own() -> None:
    pledges = [
        record
        for path in (pages.real_site() / "data/kommuner").glob("*.json")
        for record in json.loads(path.read_bytes())["poster"]
        if record["typ"] == "löfte" and "läge" in record
    ]
    rows = every_row()
    assert {row["lofte"] for row in rows} == {record["id"] for record in pledges}
    alone = Counter(row["lofte"] for row in rows if not row["atgard"])
    assert alone == Counter(record["id"] for record in pledges if not record["läge"]["åtgärder"])
    assert len(alone) > 50
    kept = {"kommuner", "lofte", "titel", "period", "ord", "sammanstallning", "adress"}
    known = {"lokalpolisomraden", "amne", "loftets_kallor"}  # where the pledge tells of them
    assert all({key for key, cell in row.items() if cell} - known == kept for row in rows if not row["atgard"])


def test_where_nothing_is_reported_the_row_still_says_where_the_promise_stands_what_it_is_about_and_whose_police() -> (
    None
):
    (row,) = (
        row
        for row in rows_of("norrbottens-lan")
        if row["lofte"] == "kommuner/jokkmokk/loften/2020-2022" and row["atgard"] == "narkotika"
    )
    assert (row["utfall"], row["kalla"]) == ("Inget redovisat i det vi läste", "")
    assert (row["amne"], row["lokalpolisomraden"]) == ("Narkotika", "Lokalpolisområde Norra Lappland")
    assert row["loftets_kallor"].startswith("https://polisen.se/")
    silent = [row for row in every_row() if row["utfall"] == "Inget redovisat"]
    assert sum(bool(row["loftets_kallor"]) for row in silent) > 0.99 * len(silent)


def test_a_row_in_full() -> None:
    (row,) = (
        row
        for row in rows_of("norrbottens-lan")
        if row["lofte"] == "kommuner/lulea/loften/2018" and row["atgard"] == "trafikkontroller"
    )
    assert row["adress"].endswith("/kommuner/lulea/loften/2018/#atgard-trafikkontroller")
    assert {key: row[key] for key in ("kommuner", "period", "ord", "ansvarig", "utfall", "med_ord", "av")} == {
        "kommuner": "Luleå", "period": "2018", "ord": "Redovisat", "ansvarig": "Polisen", "utfall": "Nått",
        "med_ord": "Nått maj–december, januari–april okänt", "av": "Polisen",
    }  # fmt: skip
    assert {key: row[key] for key in ("redovisat", "tal", "enhet")} == {
        "redovisat": "maj–december 2018: 301 kontroller, 1,23 kontroller per dygn; maj–juli 2018: 71 kontroller, 0,78 kontroller per dygn",
        "tal": "301", "enhet": "kontroller",
    }  # fmt: skip
    assert row["kalla"].split("; ")[0] == (
        "https://polisen.se/aktuellt/nyheter/2019/mars/uppfoljning-av-medborgarloftena-for-lulea-maj-dec-2018/"
    )
    assert row["sammanstallning"] == "ja"


def test_the_page_of_a_county_leads_to_its_table() -> None:
    page = BeautifulSoup((pages.real_site() / "lan/norrbottens-lan/index.html").read_bytes(), "lxml")
    table = page.select_one("main [href='../../data/atgarder/norrbottens-lan.csv']")
    assert table is not None
    assert table.parent is not None
    assert table.parent.get_text() == "Öppna data: Alla lovade åtgärder och vad det blev (CSV), så läser du tabellen."
    assert [link["href"] for link in table.find_next_siblings("a")] == [
        "../../sidor/oppna-data/index.html#tabellens-kolumner"
    ]
    assert table.find_next("nav", class_="ways") is not None


def test_the_list_of_counties_leads_to_every_table() -> None:
    page = BeautifulSoup((pages.real_site() / "lan/index.html").read_bytes(), "lxml")
    links = [str(link["href"]) for link in page.select("#tabeller a")]
    assert sorted(links) == sorted(f"../data/atgarder/{path.name}" for path in FOLDER.glob("*.csv"))


def test_every_table_is_in_the_list_and_every_column_in_the_guide() -> None:
    listed = json.loads((pages.real_site() / "data/innehall.json").read_bytes())["åtgärder"]
    assert sorted(listed) == sorted(path.stem for path in FOLDER.glob("*.csv"))
    assert all(address.endswith(f"/data/atgarder/{county}.csv") for county, address in listed.items())
    for path, heading in EXPLAINED.items():
        section = re.split(r"^#", (ROOT / path).read_text(encoding="utf-8").split(heading)[1], maxsplit=1, flags=re.M)[
            0
        ]
        assert tuple(re.findall(r"^\| (\w+) \|", section, re.M)) == ("kolumn", *COLUMNS)
