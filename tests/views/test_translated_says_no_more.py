"""A page in English says no more than the Swedish one: the same reservations, times and numbers, in other words."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from support.provstad import PROVSTAD
from support.sites import make_site, small_country, write

WHO = "översatt av: portalens redaktion\ngäller texten från: 2019-03-01\navtryck: 00000000\n"
BESIDE = "utfall:\n  - vad: Lampor\n    gjort: ja\n  - vad: Ronder\n    gjort: ja\n"


def _pledge(period: str, *, rest: str = "") -> str:
    return f"---\ntitel: Ett löfte {period}\növerenskommelse: okänd\nparter: kommunen\nperiod: {period}\n{rest}---\n"


def _follow_up(pledge: str, covers: str, outcomes: str, *, rest: str = "") -> str:
    return (
        f"---\ntitel: Så gick det\nlöfte: {pledge}\ndatum: {covers}-12-31\navser: {covers}\ntyp: delredovisning\n"
        f"av: kommunen\n{outcomes}belägg: https://ale.example/a\n{rest}---\n"
    )


ACTIONS = "åtgärder:\n" + "".join(
    f"  - id: {one}\n    vad: {one.capitalize()}\n    ansvarig: kommunen\n" for one in ("vakter", "kontor")
)
DONE = "utfall:\n  - åtgärd: vakter\n    gjort: ja\n  - åtgärd: kontor\n    gjort: nej\n"
PLEDGES = {
    "unseen": _pledge("2016", rest="texten okänd: ja\nsaknas:\n  - Löftets text har vi inte sett.\n"),
    "part": _pledge("2018", rest=ACTIONS),
    "times": _pledge("2019/2020", rest=ACTIONS),
}
RECORDS = {
    **{path: text for path, text in PROVSTAD.items() if "alingsas" not in path},
    **{f"kommuner/ale/loften/{slug}.md": text for slug, text in PLEDGES.items()},
    "kommuner/ale/kommun.md": "---\nkort: Ett prov.\nförs av: sammanställning\n---\n",
    "kommuner/ale/uppfoljningar/unseen.md": _follow_up(
        "unseen", "2016", BESIDE, rest="saknas:\n  - Vi läste bara inledningen; den kan innehålla mer.\n"
    ),
    "kommuner/ale/uppfoljningar/part.md": _follow_up(
        "part", "2018", BESIDE, rest="saknas:\n  - Vi läste bara inledningen; den kan innehålla mer.\n"
    ),
    "kommuner/ale/uppfoljningar/times.md": _follow_up("times", "2019", DONE),
    "kommuner/alingsas/loften/gammalt.md": _pledge("2021"),
    "kommuner/alingsas/loften/okant.md": _pledge("okänd"),
    "kommuner/alingsas/loften/fler.md": _pledge("2020", rest=f"{ACTIONS}antal åtgärder: minst 5\n"),
    "kommuner/alingsas/loften/inga.md": _pledge("2019", rest="antal åtgärder: 4\n"),
}
TRANSLATED = (*(f"kommuner/ale/loften/{slug}" for slug in PLEDGES), "kommuner/alingsas/loften/gammalt")
ENGLISH = {f"{path}.en.md": f"---\ntitel: A made-up pledge\n{WHO}---\n" for path in TRANSLATED}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("no-more")
    write(folder / "content", {**RECORDS, **ENGLISH})
    make_site(folder / "content", folder / "ut", geography=small_country("ale", "alingsas"))
    return folder / "ut"


def both(site: Path, path: str) -> tuple[BeautifulSoup, BeautifulSoup]:
    """A page in Swedish, and the same in English."""
    swedish, english = (
        BeautifulSoup((site / place / path / "index.html").read_bytes(), "lxml") for place in ("", "en")
    )
    return swedish, english


def said(page: BeautifulSoup, selector: str) -> list[str]:
    return [" ".join(one.get_text().split()) for one in page.select(selector)]


@pytest.mark.parametrize(
    ("slug", "swedish", "english"),
    [
        (
            "unseen",
            "Ale kommun har redovisat 2 saker, men vad som lovades har vi inte sett",
            "Reported by Ale kommun: 2 things, but we have not seen what was promised",
        ),
        (
            "part",
            "Ale kommun har redovisat 2 saker, men ingen av de 2 lovade åtgärderna i det vi läste",
            "Reported by Ale kommun: 2 things, but none of the 2 promised actions in what we have read",
        ),
    ],
)
def test_what_was_reported_beside_is_told_with_the_same_reservation(
    site: Path, slug: str, swedish: str, english: str
) -> None:
    here, there = both(site, f"kommuner/ale/loften/{slug}")
    assert said(here, ".verdict .word") == [swedish]
    assert said(there, ".verdict .word") == [english]


def test_an_outcome_of_a_part_of_the_time_keeps_that_time(site: Path) -> None:
    here, there = both(site, "kommuner/ale/loften/times")
    assert "1 inte gjord 2019" in said(here, ".strands")[0]
    assert said(there, ".verdict .endings li") == ["Done (2019): 1", "Not done (2019): 1"]


def test_that_nothing_holds_is_no_surer_than_in_swedish(site: Path) -> None:
    here, there = both(site, "kommuner/alingsas")
    assert "Inget löfte som vi känner till gäller säkert nu." in said(here, ".verdict")[0]
    (answer,) = said(there, ".verdict dd")
    assert answer == "No pledge that we know of is certain to be in force now. The latest was in force in 2021."
    here, there = both(site, "kommuner/ale")
    assert "Inget löfte som vi känner till gäller nu." in said(here, ".verdict")[0]
    assert said(there, ".verdict dd") == [
        "No pledge that we know of is in force now. The latest was in force in 2020.",
        "A made-up pledge Old translation. 2019–2020 · Reported by Ale kommun · Done (2019): 1, Not done (2019): 1",
    ]


def test_the_front_page_has_the_numbers_of_the_swedish_ones_and_leads_to_the_same_lists(site: Path) -> None:
    here, there = both(site, "")
    state = BeautifulSoup((site / "laget/index.html").read_bytes(), "lxml")

    def lists(page: BeautifulSoup) -> list[tuple[str, list[str]]]:
        links = page.select("#svar a, .receipt .strands a")
        return [(str(one["href"]).split("loften/", 1)[1], re.findall(r"\d+", one.get_text())) for one in links]

    assert lists(there) == lists(here)
    assert len(lists(there)) > 2
    numbers = [re.findall(r"\d+", line) for line in said(state, "#svar p")]
    english = said(there, "#svar p")
    assert [sorted(re.findall(r"\d+", line)) for line in english[: len(numbers)]] == [sorted(one) for one in numbers]
    assert english[0] == "Reported: 2 of 8 pledges"
    assert "At least one action not done or not reached: 1, 1 of them only for part of the time" in english[3]
    assert "Of 7 actions: 2 done or reached and 1 not done or not reached. For 4 there is no result here." in english


def test_the_front_page_finds_a_place_in_english(site: Path) -> None:
    _here, there = both(site, "")
    form = there.select_one("form.find")
    assert form is not None
    assert said(there, "form.find label, form.find button") == ["Postcode, town or municipality", "Find"]
    assert (site / "en" / str(form["action"])).exists()
    assert {"Ale", "Alingsås"} <= {one.get_text() for one in there.select("main .links a[href*='kommuner/al']")}


@pytest.mark.parametrize(
    ("slug", "swedish", "line"),
    [
        ("fler", "minst 3 till, inte återgivna här", "2020 · Nothing reported · 2 actions, not given here: at least 3"),
        ("inga", "4 till, inte återgivna här", "2019 · Nothing reported · not given here: 4"),
    ],
)
def test_a_line_of_what_is_not_translated_has_the_same_number_that_is_not_given(
    site: Path, slug: str, swedish: str, line: str
) -> None:
    page = BeautifulSoup((site / f"kommuner/alingsas/loften/{slug}/index.html").read_bytes(), "lxml")
    assert swedish in page.get_text()
    there = BeautifulSoup((site / "en/kommuner/alingsas/index.html").read_bytes(), "lxml")
    assert line in said(there, ".pledged .note")
