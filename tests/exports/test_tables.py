"""The tables of open data: a row for each action, pledge, agreement and follow-up, the same as the pages and the JSON say."""

import csv
import io
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from pledges.exports.tables import COLUMNS
from support import pages

ROOT = Path(__file__).parents[2]
GUIDES = ("docs/oppna-data.md", "content/sidor/oppna-data.md")
HEADINGS = {
    "loften": "Löften",
    "atgarder": "Åtgärder",
    "uppfoljningar": "Uppföljningar",
    "overenskommelser": "Överenskommelser",
}
IDENTITIES = {
    "loften": "lofte",
    "atgarder": "lofte",
    "uppfoljningar": "uppfoljning",
    "overenskommelser": "overenskommelse",
}
DATA = pages.real_site() / "data"
FOLDER = DATA / "atgarder"


def read(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), delimiter=";"))


def rows_of(county: str) -> list[dict[str, str]]:
    return read(FOLDER / f"{county}.csv")


def identity_of(row: dict[str, str], name: str) -> str:
    return row[IDENTITIES[name]]


def records(kind: str) -> list[dict[str, Any]]:
    return [
        record
        for path in (DATA / "kommuner").glob("*.json")
        for record in json.loads(path.read_bytes())["poster"]
        if record["typ"] == kind and "borttaget" not in record
    ]


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
    known = {"fran", "till", "lokalpolisomraden", "amne", "loftets_kallor"}  # where the pledge tells of them
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


def test_the_page_of_a_county_leads_to_its_tables_next_after_its_answer() -> None:
    page = BeautifulSoup((pages.real_site() / "lan/norrbottens-lan/index.html").read_bytes(), "lxml")
    line = page.select_one("main [href='../../data/loften/norrbottens-lan.csv']")
    assert line is not None
    assert line.parent is not None
    assert line.parent.get_text() == (
        "Tabeller (CSV): löften, åtgärder, uppföljningar, överenskommelser, så läser du dem."
    )
    assert [link["href"] for link in line.parent.select("a")] == [
        *(
            f"../../data/{name}/norrbottens-lan.csv"
            for name in ("loften", "atgarder", "uppfoljningar", "overenskommelser")
        ),
        "../../sidor/oppna-data/index.html#tabeller",
    ]
    before = line.parent.find_previous_sibling()
    assert before is not None
    assert "verdict" in before["class"]


def test_the_list_of_counties_leads_to_the_tables_of_the_country_and_of_every_county() -> None:
    page = BeautifulSoup((pages.real_site() / "lan/index.html").read_bytes(), "lxml")
    links = [str(link["href"]) for link in page.select("#tabeller a")]
    assert sorted(links) == sorted(f"../data/atgarder/{path.name}" for path in FOLDER.glob("*.csv"))
    whole = [str(link["href"]) for link in page.select("#landets-tabeller a")]
    assert sorted(whole) == [f"../data/{name}.csv" for name in sorted(COLUMNS)]


@pytest.mark.parametrize("name", COLUMNS)
def test_the_table_of_the_country_is_those_of_the_counties_together(name: str) -> None:
    whole = read(DATA / f"{name}.csv")
    assert len(whole) > 100
    assert sorted(map(tuple, (row.values() for row in whole))) == sorted(
        tuple(row.values()) for path in (DATA / name).glob("*.csv") for row in read(path)
    )
    slugs = [identity_of(row, name).split("/")[1] for row in whole]
    assert slugs == sorted(slugs)


def test_a_row_of_a_pledge_says_what_the_open_data_does_and_its_numbers_add_up() -> None:
    told = {one["id"]: one for one in records("löfte")}
    rows = {row["lofte"]: row for row in read(DATA / "loften.csv")}
    assert rows.keys() == told.keys()
    for identity, row in rows.items():
        now, outcomes = told[identity]["läge"], [one["utfall"] for one in told[identity]["läge"]["åtgärder"]]
        assert (row["titel"], row["adress"]) == (told[identity]["titel"], told[identity]["adress"])
        assert (row["ord"], row["status"], row["sammanfattning"]) == (now["ord"], now["status"], now["sammanfattning"])
        parts = [int(row[key]) for key in ("gjorda", "delvis", "inte_gjorda", "annat_redovisat", "utan_resultat")]
        assert sum(parts) == int(row["atgarder"]) == len(outcomes)
        done = sum(one in ("Gjort", "Nått") for one in outcomes)
        assert parts[:3] == [
            done,
            outcomes.count("Delvis"),
            sum(one in ("Inte gjort", "Inte nått") for one in outcomes),
        ]


def test_the_tables_alone_give_the_figures_of_the_country() -> None:
    """How many pledges are reported, by word, and of how many at least one action was done, and at least one was not."""
    rows = read(DATA / "loften.csv")
    page = BeautifulSoup((pages.real_site() / "laget/index.html").read_bytes(), "lxml").select_one("main")
    assert page is not None
    said, words = " ".join(page.get_text(" ", strip=True).split()), Counter(row["ord"] for row in rows)
    assert f"{words['Redovisat']} av {len(rows)} löften är redovisade" in said
    assert f"Minst en åtgärd gjord eller nådd: {sum(row['gjorda'] != '0' for row in rows)}" in said
    assert f"Minst en åtgärd inte gjord eller inte nådd: {sum(row['inte_gjorda'] != '0' for row in rows)}" in said
    assert f"{words['Gäller nu']} gäller nu" in said
    assert f"{words['Inget redovisat']} inget redovisat" in said


def test_every_follow_up_and_agreement_has_a_row_that_leads_to_what_it_is_of() -> None:
    follow_ups = {row["uppfoljning"]: row for row in read(DATA / "uppfoljningar.csv")}
    assert follow_ups.keys() == {one["id"] for one in records("uppföljning")}
    agreements = {row["overenskommelse"]: row for row in read(DATA / "overenskommelser.csv")}
    assert agreements.keys() == {one["id"] for one in records("överenskommelse")}
    for row in read(DATA / "loften.csv"):
        for one in filter(None, row["uppfoljningar"].split("; ")):
            assert follow_ups[one]["galler"] == row["lofte"]
        if row["overenskommelse"]:
            assert row["lofte"] in agreements[row["overenskommelse"]]["loften"].split("; ")


def test_a_time_has_its_first_and_last_day() -> None:
    rows = {row["lofte"]: (row["period"], row["fran"], row["till"]) for row in read(DATA / "loften.csv")}
    assert rows["kommuner/lulea/loften/2018"] == ("2018", "2018-01-01", "2018-12-31")
    assert all(re.fullmatch(r"(\d{4}-\d\d-\d\d)?", day) for _words, *days in rows.values() for day in days)
    open_ended = [row for row in rows.values() if "tills vidare" in row[0]]
    assert open_ended
    assert all(till == "" for _words, _from, till in open_ended)


def test_every_table_is_in_the_list_and_every_column_in_the_guides() -> None:
    listed = json.loads((pages.real_site() / "data/innehall.json").read_bytes())
    assert sorted(listed["åtgärder"]) == sorted(path.stem for path in FOLDER.glob("*.csv"))
    assert {name: sorted(tables) for name, tables in listed["tabeller"].items()} == {
        name: sorted(("landet", *(path.stem for path in (DATA / name).glob("*.csv")))) for name in COLUMNS
    }
    for name, tables in listed["tabeller"].items():
        assert all(
            address.endswith(f"/data/{name}.csv" if county == "landet" else f"/data/{name}/{county}.csv")
            for county, address in tables.items()
        )
    for path in GUIDES:
        text = (ROOT / path).read_text(encoding="utf-8")
        for name, heading in HEADINGS.items():
            section = text.split("## Tabeller")[1].split(f"### {heading}\n")[1].split("\n#")[0]
            explained = re.findall(r"^\| (\w+) \| \S", section, re.M)
            assert tuple(explained) == ("kolumn", *COLUMNS[name])
            assert list(read(DATA / f"{name}.csv")[0]) == explained[1:]
