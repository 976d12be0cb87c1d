"""Every figure of the country, counted anew from the open data alone: nothing of the portal's own code takes part.

Whoever downloads the files of data/ must be able to check what the pages say. The only other thing read is the
reference data of the municipalities, for counties, police regions and sizes.
"""

import csv
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from support import pages
from support.sites import ROOT

WORDS = {
    "Gäller nu": ("gäller nu", "galler-nu"),
    "Följs upp": ("följs upp", "foljs-upp"),
    "Redovisat": ("redovisade", "redovisat"),
    "Inget redovisat": ("inget redovisat", "inget-redovisat"),
    "Okänt": ("där läget är okänt", "okant"),
}


@dataclass(frozen=True)
class OpenData:
    """The records of the whole country by what sort they are, and the reference data of each municipality by slug."""

    records: Mapping[str, tuple[Mapping[str, Any], ...]]
    own: frozenset[str]
    places: Mapping[str, Mapping[str, str]]

    def of(self, sort: str, slugs: frozenset[str]) -> list[Mapping[str, Any]]:
        return [record for record in self.records.get(sort, ()) if not slugs.isdisjoint(record["kommuner"])]

    def level(self, slug: str) -> str:
        here = frozenset({slug})
        pledges = self.of("löfte", here)
        if pledges:
            return "Minst ett redovisat löfte" if any(map(is_told, pledges)) else "Löften men inget redovisat"
        if self.of("överenskommelse", here):
            return "Bara överenskommelse"
        return "Bara andra uppgifter" if slug in self.own else "Inget inlagt här"


@cache
def open_data() -> OpenData:
    folder = pages.real_site() / "data"
    records: dict[str, list[Mapping[str, Any]]] = {}
    own = set()
    for path in sorted((folder / "kommuner").glob("*.json")):
        for record in json.loads(path.read_bytes())["poster"]:
            records.setdefault(record["typ"], []).append(record)
            own.add(path.stem)
    with (ROOT / "data/municipalities.csv").open(encoding="utf-8", newline="") as rows:
        places = {row["slug"]: row for row in csv.DictReader(rows)}
    return OpenData({sort: tuple(some) for sort, some in records.items()}, frozenset(own), places)


def page(path: str) -> BeautifulSoup:
    return BeautifulSoup((pages.real_site() / path / "index.html").read_bytes(), "html.parser")


def number(text: str) -> int:
    return int("".join(text.split()).replace("\N{NO-BREAK SPACE}", ""))


def words() -> Counter[str]:
    return Counter(record["läge"]["ord"] for record in open_data().records["löfte"])


SILENCE = {
    "Nämns inte i uppföljningen",
    "Inget redovisat",
    "Inget redovisat i det vi läste",
    "Okänt, uppföljningen är oläst",
    "Inget redovisat än",
    "Inte dags ännu",
}


def is_told(record: Mapping[str, Any]) -> bool:
    """Whether the parties have said anything of how a pledge went."""
    now = record["läge"]
    return now["ord"] == "Redovisat" or any(one["utfall"] not in SILENCE for one in now["åtgärder"])


def is_now(record: Mapping[str, Any]) -> bool:
    return bool(record["läge"]["ord"] == "Gäller nu")


@pytest.mark.parametrize("path", ["", "laget"])
def test_the_thread_of_the_country_counts_every_pledge_once(path: str) -> None:
    shown = [link.get_text() for link in page(path).select(".receipt .strands a")]
    counted = words()
    assert shown == [f"{counted[word]} {said}" for word, (said, _) in WORDS.items() if counted[word]]
    total = sum(counted.values())
    answer = page(path).select_one("#svar .word")
    assert isinstance(answer, Tag)
    assert " ".join(answer.get_text().split()) == f"{counted['Redovisat']} av {total} löften är redovisade"


def listed(folder: Path) -> set[str]:
    """The ids of the pledges on every page of a list."""
    return {
        (path.parent / str(link["href"])).resolve().relative_to(pages.real_site().resolve()).parent.as_posix()
        for path in sorted(folder.rglob("index.html"))
        for link in BeautifulSoup(path.read_bytes(), "html.parser").select("main section:not(#i-ord) h3 a")
    }


TURNOUTS = {
    "gjort": ("Minst en åtgärd gjord eller nådd", {"Gjort", "Nått"}),
    "inte-gjort": ("Minst en åtgärd inte gjord eller inte nådd", {"Inte gjort", "Inte nått"}),
}


def turned_out(names: set[str]) -> set[str]:
    """The pledges with at least one action that turned out as one of `names`."""
    pledges = open_data().records["löfte"]
    return {record["id"] for record in pledges if any(one["utfall"] in names for one in record["läge"]["åtgärder"])}


@pytest.mark.parametrize("path", ["", "laget"])
def test_the_country_says_how_many_were_done_and_were_not(path: str) -> None:
    shown = [row.get_text() for row in page(path).select("#svar p:has(> a)")]
    in_words = page("loften/inte-gjort").select("#i-ord h3 a")
    also = {"inte-gjort": f", och i {len(in_words)} till säger parterna att något hindrade eller inte blev av"}
    assert shown == [
        f"{said}: {len(turned_out(names))}, av dem {of_part(names)} bara för en del av tiden{also.get(name, '')}"
        for name, (said, names) in TURNOUTS.items()
    ]
    assert all(0 < of_part(names) < len(turned_out(names)) for _, names in TURNOUTS.values())


def test_the_country_says_why_those_are_fewer_than_what_is_reported() -> None:
    reported = [
        record["läge"]["åtgärder"] for record in open_data().records["löfte"] if record["läge"]["ord"] == "Redovisat"
    ]
    rest = [
        rows for rows in reported if not any(one["utfall"] in names for one in rows for _, names in TURNOUTS.values())
    ]
    whole = [rows for rows in rest if all(one["utfall"] in SILENCE for one in rows)]
    assert 0 < len(whole) < len(rest)
    (said,) = (row.get_text() for row in page("laget").select("#svar p") if "framgår inte om någon" in row.get_text())
    assert [number(one) for one in re.findall(r"\d+", said)] == [
        len(rest), len(reported), len(rest) - len(whole), len(whole),
    ]  # fmt: skip


def test_a_year_has_its_own_list_of_what_was_not_done() -> None:
    undone = turned_out(TURNOUTS["inte-gjort"][1])
    years = {
        one["href"]: one.get_text()
        for one in page("loften/inte-gjort").select("nav.ways a")
        if one.get_text().isdigit()
    }
    assert "../2019/inte-gjort/index.html" in years
    in_2019 = listed(pages.real_site() / "loften/2019/inte-gjort")
    assert {"kommuner/uppsala/loften/gottsunda-valsatra"} <= in_2019 < undone
    (way,) = [one for one in page("loften/2019").select("main > p > a") if "inte gjord" in one.get_text()]
    assert str(way["href"]).endswith("inte-gjort/index.html")


def of_part(names: set[str]) -> int:
    """Of how many pledges all the actions that turned out so did for a part of the time, as their words say."""
    alike = [
        [one["med ord"] for one in record["läge"]["åtgärder"] if one["utfall"] in names]
        for record in open_data().records["löfte"]
    ]
    return sum(bool(rows) and all("okänt" in said or "hittills" in said for said in rows) for rows in alike)


def test_the_country_says_what_became_of_all_actions() -> None:
    ended = Counter(one["utfall"] for record in open_data().records["löfte"] for one in record["läge"]["åtgärder"])
    assert sum(ended.values()) > 3_000
    done, partly, not_done = ended["Gjort"] + ended["Nått"], ended["Delvis"], ended["Inte gjort"] + ended["Inte nått"]
    otherwise = sum(
        ended[f"{said} {known}"]
        for said, known in (
            ("Gjort,", "antalet framgår inte"),
            ("Redovisat, oklart om", "det är gjort"),
            ("Redovisat, oklart om", "målet är nått"),
        )
    )
    said, front = (
        [row.get_text() for row in page(path).select("#svar p") if "åtgärder är" in row.get_text()]
        for path in ("laget", "")
    )
    assert front == said
    assert [number(one) for one in re.findall(r"\d[\d\N{NO-BREAK SPACE}]*", " ".join(said))] == [
        sum(ended.values()), done, partly, not_done, otherwise, sum(ended[word] for word in SILENCE),
    ]  # fmt: skip


@pytest.mark.parametrize("name", TURNOUTS)
def test_what_was_done_and_what_was_not_are_lists_of_as_many(name: str) -> None:
    assert listed(pages.real_site() / "loften" / name) == turned_out(TURNOUTS[name][1])


def test_the_list_of_what_was_not_done_says_what_and_why() -> None:
    cards = page("loften/inte-gjort").select("#skal .card")
    told = {
        str(card.select("h3 a")[0].get_text()): [one.get_text() for one in card.select("ul:not(.endings) > li")]
        for card in cards
    }
    (ljungby,) = (rows for title, rows in told.items() if "Ljungby" in title)
    assert not [row for rows in told.values() for row in rows if "Årets första" in row or "gick med" in row]
    (gottsunda,) = (rows for title, rows in told.items() if "Gottsunda" in title)
    assert gottsunda[0].endswith("hade inte öppnats så här långt. Varför framgår inte.")
    assert ljungby[0] == "Dialogmöten: inte gjort. Mötena ställdes in på grund av pandemin."
    results = [one["utfall"] for record in open_data().records["löfte"] for one in record["läge"]["åtgärder"]]
    assert sum(map(len, told.values())) == sum(one in TURNOUTS["inte-gjort"][1] for one in results)


@pytest.mark.parametrize("word", WORDS)
def test_each_number_leads_to_a_list_of_as_many(word: str) -> None:
    expected = {record["id"] for record in open_data().records["löfte"] if record["läge"]["ord"] == word}
    folder = pages.real_site() / "loften" / WORDS[word][1]
    assert listed(folder) == expected


def test_the_four_numbers_of_what_is_here() -> None:
    data = open_data()
    shown = [number(value.get_text()) for value in page("laget").select(".counts dd")]
    agreed = {slug for record in data.records["överenskommelse"] if is_now(record) for slug in record["kommuner"]}
    levels = Counter(map(data.level, data.places))
    assert shown == [
        len(agreed),
        levels[_LEVELS[0]] + levels[_LEVELS[1]],
        len(data.records["löfte"]),
        levels["Inget inlagt här"],
    ]
    said = [term.get_text() for term in page("laget").select(".counts dt")]
    assert said[2] == f"löften är inlagda, varav {sum(map(is_now, data.records['löfte']))} gäller nu"


@pytest.mark.parametrize(("path", "section"), [("", "kommuner"), ("laget", "karta")])
def test_the_words_of_the_map(path: str, section: str) -> None:
    data = open_data()
    levels = Counter(map(data.level, data.places))
    (picture,) = page(path).select(f"#{section} img")
    told = [
        f"{levels[level]} {'kommun' if levels[level] == 1 else 'kommuner'}: {level[:1].lower()}{level[1:]}"
        for level in _LEVELS
    ]
    assert picture["alt"] == (
        f"Karta över vad som är inlagt om Sveriges kommuner. {', '.join(told[:-1])} och {told[-1]}."
    )


_LEVELS = (
    "Minst ett redovisat löfte",
    "Löften men inget redovisat",
    "Bara överenskommelse",
    "Bara andra uppgifter",
    "Inget inlagt här",
)


def size(place: Mapping[str, str]) -> str:
    population = int(place["population_2016"])
    if population < 15_000:
        return "Färre än 15 000 invånare"
    return "15 000–49 999 invånare" if population < 50_000 else "50 000 invånare och fler"


def expected_row(slugs: Iterable[str]) -> list[int]:
    """A row of a table of coverage, for these municipalities together."""
    data, group = open_data(), frozenset(slugs)
    levels = Counter(map(data.level, group))
    kept_by_parties = group & data.own - {
        one["kommuner"][0] for one in data.records["kommun"] if one["sammanställning"]
    }
    agreed = {slug for one in data.of("överenskommelse", group) if is_now(one) for slug in one["kommuner"]} & group
    pledges = data.of("löfte", group)
    return [
        len(group),
        *(levels[level] for level in _LEVELS),
        len(agreed),
        len(pledges),
        sum(map(is_now, pledges)),
        len(kept_by_parties),
    ]


@pytest.mark.parametrize(
    ("chart", "group_of"),
    [
        ("lan", lambda place: place["county_name"]),
        ("polisregioner", lambda place: place["police_region"]),
        ("storlek", size),
    ],
)
def test_every_row_of_coverage(chart: str, group_of: Callable[[Mapping[str, str]], str]) -> None:
    groups: dict[str, set[str]] = {}
    for slug, place in open_data().places.items():
        groups.setdefault(group_of(place), set()).add(slug)
    rows = page("laget").select(f"#{chart} tbody tr")
    shown = {row.select("th")[0].get_text(): [number(cell.get_text()) for cell in row.select("td")] for row in rows}
    assert {name: cells[:10] for name, cells in shown.items()} == {
        name: expected_row(slugs) for name, slugs in groups.items()
    }
    # Rates are of what the parties keep themselves; until they do there are none.
    assert all(cells[9] or cells[10:] == [0, 0] for cells in shown.values())


def test_every_theme() -> None:
    named = {record["id"].split("/")[1]: record["titel"] for record in _shared() if record["typ"] == "ämne"}
    counted: Counter[str] = Counter()
    for record in open_data().records["löfte"]:
        fields = record["uppgifter"]
        rows = (*fields.get("åtgärder", ()), *fields.get("delar", ()))
        themes = {*fields.get("ämnen", ()), *(one["ämne"] for one in rows if "ämne" in one)}
        counted.update(named[theme] for theme in themes)
    shown = page("laget").select("#amnen tbody tr")
    assert {row.select("th")[0].get_text(): number(row.select("td")[0].get_text()) for row in shown} == counted


def _shared() -> list[Mapping[str, Any]]:
    return list(json.loads((pages.real_site() / "data/gemensamt.json").read_bytes())["poster"])


@pytest.mark.parametrize("table", ["lan.csv", "polisregioner.csv", "storlek.csv", "amnen.csv"])
def test_the_tables_to_download_say_what_the_page_says(table: str) -> None:
    path: Path = pages.real_site() / "laget" / table
    with path.open(encoding="utf-8-sig", newline="") as rows:
        downloaded = list(
            csv.reader(rows, delimiter=";" if ";" in path.read_text("utf-8-sig").splitlines()[0] else ",")
        )
    shown = [
        [cell.get_text() for cell in row.select("th, td")]
        for row in page("laget").select(f"#{table.removesuffix('.csv')} tbody tr")
    ]
    assert downloaded[1:] == shown
