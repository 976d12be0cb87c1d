"""The tables of actions: a row for each promised action, the same as the pages and the JSON say."""

import csv
import io
import json
import re
from pathlib import Path

from bs4 import BeautifulSoup

from pledges.exports.action_tables import COLUMNS
from support import pages

DOCS = Path(__file__).parents[2] / "docs" / "oppna-data.md"
FOLDER = pages.real_site() / "data" / "atgarder"


def rows_of(county: str) -> list[dict[str, str]]:
    text = (FOLDER / f"{county}.csv").read_bytes().decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_tables_hold_every_action_of_the_open_data() -> None:
    told = {
        (record["id"], action["åtgärd"]): (action["utfall"], action["med ord"], "; ".join(action["uppföljningar"]))
        for path in (pages.real_site() / "data/kommuner").glob("*.json")
        for record in json.loads(path.read_bytes())["poster"]
        if record["typ"] == "löfte" and "läge" in record
        for action in record["läge"]["åtgärder"]
    }
    rows = [row for path in sorted(FOLDER.glob("*.csv")) for row in rows_of(path.stem)]
    assert len(rows) == len(told) > 1000
    assert {
        (row["lofte"], row["atgard"]): (row["utfall"], row["med_ord"], row["uppfoljningar"]) for row in rows
    } == told


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
    assert row["sammanstallning"] == "ja"


def test_the_page_of_a_county_leads_to_its_table() -> None:
    page = BeautifulSoup((pages.real_site() / "lan/norrbottens-lan/index.html").read_bytes(), "lxml")
    links = {link.get_text(): link["href"] for link in page.select("#fakta a")}
    assert links == {"Alla lovade åtgärder och vad det blev (CSV)": "../../data/atgarder/norrbottens-lan.csv"}


def test_every_table_is_in_the_list_and_every_column_in_the_guide() -> None:
    listed = json.loads((pages.real_site() / "data/innehall.json").read_bytes())["åtgärder"]
    assert sorted(listed) == sorted(path.stem for path in FOLDER.glob("*.csv"))
    assert all(address.endswith(f"/data/atgarder/{county}.csv") for county, address in listed.items())
    section = DOCS.read_text(encoding="utf-8").split("## Åtgärder i tabell")[1].split("## Poster")[0]
    assert tuple(re.findall(r"^\| (\w+) \|", section, re.M)) == ("kolumn", *COLUMNS)
