"""The tables of open data: a row for each action, pledge, agreement and follow-up, the same as the pages and the JSON say."""

import csv
import io
import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from pledges.exports.table_columns import OF_RECORDS, SEVERAL, TABLES, Sort
from support import country_from_tables, pages
from support.country_from_tables import figures

ROOT = Path(__file__).parents[2]
GUIDES = ("docs/oppna-data.md", "content/sidor/oppna-data.md")
IDENTITIES = {
    "loften": "lofte",
    "atgarder": "lofte",
    "uppfoljningar": "uppfoljning",
    "overenskommelser": "overenskommelse",
    "matt": "galler",
    "handelser": "galler",
}


def data() -> Path:
    """The open data of the real site: built when a test asks, since all processes would wait for it before their first test."""
    return pages.real_site() / "data"


def read(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), delimiter=";"))


def rows_of(county: str) -> list[dict[str, str]]:
    return read(data() / "atgarder" / f"{county}.csv")


def identity_of(row: dict[str, str], name: str) -> str:
    return row[IDENTITIES[name]]


def records(kind: str) -> list[dict[str, Any]]:
    return [
        record
        for path in (data() / "kommuner").glob("*.json")
        for record in json.loads(path.read_bytes())["poster"]
        if record["typ"] == kind and "borttaget" not in record
    ]


def every_row() -> list[dict[str, str]]:
    return [row for path in sorted((data() / "atgarder").glob("*.csv")) for row in rows_of(path.stem)]


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
    known = {"lan", "fran", "till", "lokalpolisomraden", "amne", "loftets_kallor"}  # where the pledge tells of them
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


def test_a_goal_that_can_be_counted_stands_in_columns_and_so_does_how_much_of_the_time_the_outcome_is_of() -> None:
    (row,) = (
        row
        for row in rows_of("norrbottens-lan")
        if row["lofte"] == "kommuner/lulea/loften/2018" and row["atgard"] == "trafikkontroller"
    )
    goal = ("lan", "lovat", "malets_slag", "mal", "mal_enhet", "mal_per", "andel_av_tiden")
    assert [row[key] for key in goal] == [
        "Norrbottens län", "minst 1 kontroll per dygn", "minst", "1", "kontroller", "dygn", "0,67"
    ]  # fmt: skip
    for row in every_row():
        assert row["lovat"] or not row["malets_slag"]
        answered = row["utfall"] in ("Nått", "Inte nått", "Delvis", "Inte gjort") or row["utfall"].startswith(
            ("Gjort", "Redovisat")
        )
        assert not row["andel_av_tiden"] or answered
        assert not row["andel_av_tiden"] or 0 < float(row["andel_av_tiden"].replace(",", ".")) <= 1
        whole = row["utfall"] == row["med_ord"] and answered and row["fran"] and "" < row["till"] < "2026"
        assert not whole or row["andel_av_tiden"] == "1", row["adress"]


def test_the_page_of_a_county_leads_to_its_tables_next_after_its_answer() -> None:
    page = BeautifulSoup((pages.real_site() / "lan/norrbottens-lan/index.html").read_bytes(), "lxml")
    line = page.select_one("main [href='../../data/loften/norrbottens-lan.csv']")
    assert line is not None
    assert line.parent is not None
    assert line.parent.get_text() == (
        "Hämta som kalkylblad (CSV): löften, åtgärder, uppföljningar, överenskommelser, mått, händelser, så läser du dem."
    )
    assert [link["href"] for link in line.parent.select("a")] == [
        *(
            f"../../data/{name}/norrbottens-lan.csv"
            for name in ("loften", "atgarder", "uppfoljningar", "overenskommelser", "matt", "handelser")
        ),
        "../../sidor/oppna-data/index.html#tabeller",
    ]
    before = line.parent.find_previous_sibling()
    assert before is not None
    assert "verdict" in before["class"]


def test_the_list_of_counties_leads_to_the_tables_of_the_country_and_of_every_county() -> None:
    page = BeautifulSoup((pages.real_site() / "lan/index.html").read_bytes(), "lxml")
    links = [str(link["href"]) for link in page.select("#tabeller a")]
    assert sorted(links) == sorted(f"../data/atgarder/{path.name}" for path in (data() / "atgarder").glob("*.csv"))
    whole = [str(link["href"]) for link in page.select("#landets-tabeller a")]
    assert sorted(whole) == [f"../data/{name}.csv" for name in sorted(TABLES)]


@pytest.mark.parametrize("name", OF_RECORDS)
def test_the_table_of_the_country_is_those_of_the_counties_together(name: str) -> None:
    whole = read(data() / f"{name}.csv")
    assert len(whole) > 100
    assert sorted(map(tuple, (row.values() for row in whole))) == sorted(
        tuple(row.values()) for path in (data() / name).glob("*.csv") for row in read(path)
    )
    slugs = [identity_of(row, name).split("/")[1] for row in whole]
    assert slugs == sorted(slugs)


def test_a_row_of_a_pledge_says_what_the_open_data_does_and_its_numbers_add_up() -> None:
    told = {one["id"]: one for one in records("löfte")}
    rows = {row["lofte"]: row for row in read(data() / "loften.csv")}
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


def test_the_tables_alone_give_every_figure_of_the_country() -> None:
    """A script that knows nothing of the portal's code works out each, and the page says no other."""
    found = figures(data())
    page = BeautifulSoup((pages.real_site() / "laget/index.html").read_bytes(), "lxml").select_one("main")
    assert page is not None
    told = [[int(one.dd.get_text()), one.dt.get_text()] for one in page.select("dl.counts > div") if one.dd and one.dt]
    counts: Any = found["antal"]
    assert [number for number, _words in told] == [number for number, _words in counts]
    assert all(said.endswith(words) for (_, said), (_, words) in zip(told, counts, strict=True))
    for table in page.select("table"):
        section = table.find_parent("section")
        assert section is not None
        rows = {
            row.th.get_text(): [int(cell.get_text()) for cell in row.select("td")]
            for row in table.select("tbody tr")
            if row.th
        }
        assert rows == found[str(section["id"])]
    levels = {row["kommunkod"]: row["inlagt"] for row in read(pages.real_site() / "laget/karta.csv")}
    assert levels == found["karta"]
    counties: Any = found["lan"]
    here = {
        row.a.get_text(): row.span.get_text().split() for row in page.select("#karta .run li") if row.a and row.span
    }
    assert here == {name: [str(row[1] + row[2]), "av", str(row[0])] for name, row in counties.items()}
    (beside,) = (one for one in page.select("p") if "Brå" in one.get_text())
    agreed, places = counts[0][0], len(levels)
    share = round(100 * agreed / places)
    assert f"gäller nu i {agreed} av {places} kommuner, {share} procent." in beside.get_text()
    beside.decompose()  # what else stands in it is the survey's
    for part in page.select("table, dl.counts, figcaption, #karta .run"):
        part.decompose()
    said, answers = " ".join(page.get_text(" ", strip=True).split()).replace(" ,", ","), found["svar"]
    assert isinstance(answers, list)
    for sentence in sorted(answers, key=len, reverse=True):
        assert sentence in said
        said = said.replace(sentence, "")
    assert re.findall(r"\d+", said) == []


def test_the_script_is_independent() -> None:
    text = Path(country_from_tables.__file__).read_text(encoding="utf-8")
    assert set(re.findall(r"^(?:from|import) (\w+)", text, re.M)) <= sys.stdlib_module_names


def test_every_follow_up_and_agreement_has_a_row_that_leads_to_what_it_is_of() -> None:
    follow_ups = {row["uppfoljning"]: row for row in read(data() / "uppfoljningar.csv")}
    assert follow_ups.keys() == {one["id"] for one in records("uppföljning")}
    agreements = {row["overenskommelse"]: row for row in read(data() / "overenskommelser.csv")}
    assert agreements.keys() == {one["id"] for one in records("överenskommelse")}
    for row in read(data() / "loften.csv"):
        for one in filter(None, row["uppfoljningar"].split("; ")):
            assert follow_ups[one]["galler"] == row["lofte"]
        if row["overenskommelse"]:
            assert row["lofte"] in agreements[row["overenskommelse"]]["loften"].split("; ")


def test_a_time_has_its_first_and_last_day() -> None:
    rows = {row["lofte"]: (row["period"], row["fran"], row["till"]) for row in read(data() / "loften.csv")}
    assert rows["kommuner/lulea/loften/2018"] == ("2018", "2018-01-01", "2018-12-31")
    assert all(re.fullmatch(r"(\d{4}-\d\d-\d\d)?", day) for _words, *days in rows.values() for day in days)
    open_ended = [row for row in rows.values() if "tills vidare" in row[0]]
    assert open_ended
    assert all(till == "" for _words, _from, till in open_ended)


def test_every_table_is_in_the_list() -> None:
    listed = json.loads((pages.real_site() / "data/innehall.json").read_bytes())
    assert listed["licens"] == "http://creativecommons.org/publicdomain/zero/1.0/"
    assert sorted(listed["åtgärder"]) == sorted(path.stem for path in (data() / "atgarder").glob("*.csv"))
    assert {name: sorted(tables) for name, tables in listed["tabeller"].items()} == {
        name: sorted(("landet", *(path.stem for path in (data() / name).glob("*.csv"))))
        if name in OF_RECORDS
        else ["landet"]
        for name in TABLES
    }
    for name, tables in listed["tabeller"].items():
        assert all(
            address.endswith(f"/data/{name}.csv" if county == "landet" else f"/data/{name}/{county}.csv")
            for county, address in tables.items()
        )
    schemas = (address for pair in listed["scheman"].values() for address in pair)
    others = (*listed["tabeller som JSON"].values(), *schemas, listed["paket"])
    assert len(others) == 3 * len(TABLES) + 1
    assert all((data() / address.rpartition("/")[2]).is_file() for address in others)
    place = listed["kommunens tabeller"].replace("{kommun}", "lulea").replace("{tabell}", "loften")
    assert (data() / place.partition("/data/")[2]).is_file()


@pytest.mark.parametrize("path", GUIDES)
def test_the_guides_say_what_every_column_of_every_file_means(path: str) -> None:
    text = (ROOT / path).read_text(encoding="utf-8")
    for name, table in TABLES.items():
        section = text.split("## Tabeller")[1].split(f"### {table.title}\n")[1].split("\n#")[0]
        explained = re.findall(r"^\| (\w+) \| \S", section, re.M)
        assert tuple(explained) == ("kolumn", *table.names)
        assert list(read(data() / f"{name}.csv")[0]) == explained[1:]


def test_a_municipality_has_the_tables_that_it_has_rows_in_and_no_other_and_its_page_leads_to_them() -> None:
    whole = {name: read(data() / f"{name}.csv") for name in OF_RECORDS}
    seen = 0
    for slug, place in {row["kommun"]: row["namn"] for row in read(data() / "kommuner.csv")}.items():
        files = {path.stem: read(path) for path in (data() / "kommuner" / slug).glob("*.csv")}
        expected = {name: [row for row in rows if place in row["kommuner"].split("; ")] for name, rows in whole.items()}
        for name in OF_RECORDS:
            if name != "handelser":  # what happened to what is shared stands with the first of those that share it
                assert files.get(name, []) == expected[name], (slug, name)
        assert all(files.values())
        page = pages.real_site() / f"kommuner/{slug}/index.html"
        links = re.findall(rf"data/kommuner/{slug}/(\w+)\.csv", page.read_text(encoding="utf-8"))
        assert sorted(links) == sorted(files), slug
        seen += len(files)
    assert seen > 500


def test_a_value_of_a_measure_has_a_row_with_where_it_is_from() -> None:
    rows = read(data() / "matt.csv")
    written = [
        (record["id"], measure)
        for kind in ("löfte", "överenskommelse", "åtgärdsplan", "uppföljning")
        for record in records(kind)
        for measure in record["uppgifter"].get("mått", ())
    ]
    points = sum(
        len(measure.get("värden", ())) + ("mål" in measure) + ("utgångsvärde" in measure) for _, measure in written
    )
    assert len(rows) == points > 100
    assert all(row["vad"] and row["kallor"] for row in rows)
    known = {one["lofte"] for one in read(data() / "loften.csv")}
    assert {row["galler"] for row in rows if "/loften/" in row["galler"]} <= known


def test_the_table_of_events_has_what_the_feeds_and_the_json_have() -> None:
    told = {
        event["id"]: (event["hände"], event["kungjord"] or "", event["rubrik"])
        for path in (data() / "handelser").glob("*.json")
        if path.stem != "gemensamt"
        for event in json.loads(path.read_bytes())["händelser"]
    }
    rows = read(data() / "handelser.csv")
    assert {row["handelse"]: (row["hande"], row["kungjord"], row["rubrik"]) for row in rows} == told


@pytest.mark.parametrize("name", TABLES)
def test_the_json_has_the_same_cells(name: str) -> None:
    made = json.loads((data() / f"{name}.json").read_bytes())
    rows = read(data() / f"{name}.csv")
    assert len(made) == len(rows)
    for value, row in zip(made, rows, strict=True):
        assert list(value) == list(row)
        for column in TABLES[name].columns:
            cell = value[column.name]
            if column.sort is Sort.YES_NO and cell is not None:
                cell = "ja" if cell else "nej"
            elif column.sort in SEVERAL:
                cell = "; ".join(cell)
            elif column.sort is Sort.NUMBER and cell is not None:
                cell, row[column.name] = float(cell), float(row[column.name].replace(",", "."))  # type: ignore[assignment]
            elif cell is None:
                cell = ""
            assert str(cell) == str(row[column.name]).replace("'", "") or str(cell) == str(row[column.name])


LISTS = (
    "amnen/trafik", "amnen/narkotika", "amnen/trafik/skane-lan", "polisen/lpo-lulea-boden", "polisen/region-bergslagen", "loften", "loften/redovisat",
    "loften/okant/skane-lan", "loften/gjort", "loften/gjort/skane-lan",
)  # fmt: skip


def holds(row: dict[str, str], condition: str) -> bool:
    """Whether a row is one of those that a list tells of, filtered as a person would."""
    if match := re.fullmatch(r"(\w+) är minst (\d+)", condition):
        return int(row[match[1]]) >= int(match[2])
    if match := re.fullmatch(r"(\w+) är (.+)", condition):
        return row[match[1]] == match[2]
    column, _, name = condition.partition(" har ")
    return any(one in row[column].split("; ") for one in re.split(r", | eller ", name))


@pytest.mark.parametrize("address", LISTS)
def test_a_list_is_those_rows_of_the_table_of_pledges_that_it_says(address: str) -> None:
    page = BeautifulSoup((pages.real_site() / address / "index.html").read_text(encoding="utf-8"), "lxml")
    (way,) = (one for one in page.select("p.quiet") if "Hämta som kalkylblad" in one.get_text())
    link, note = way.select_one("a"), way.select_one(".note")
    assert link is not None
    rows = read((pages.real_site() / address / str(link["href"])).resolve())
    text = " ".join(note.get_text().split()).removeprefix("raderna där ") if note is not None else ""
    conditions = [text] if text else []
    told = page.select_one("p.total")
    assert told is not None
    count = re.match(r"([\d\s\u00a0]+)", told.get_text().strip())
    assert count is not None
    assert sum(all(holds(row, one) for one in conditions) for row in rows) == int(re.sub(r"\D", "", count[1])), text
