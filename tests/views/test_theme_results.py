"""A list of a theme answers for the theme: what became of its own actions, and all that is reported of it together."""

from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp

from support.pages import Page, read
from support.sites import DAY, SETTINGS, make_site, small_country, write

PLEDGE = """---
titel: {title}
kort: Prov.
parter: [polisen, kommunen]
överenskommelse: okänd
period: {year}
ämnen: [cyklar, ljus]
delar: [{{id: vag, titel: Vägen, ämne: cyklar}}]
åtgärder:
  - {{id: fart, vad: Fartkontroller, ämne: cyklar, ansvarig: polisen, mål: {{minst: 15, enhet: kontroller}}}}
  - {{id: buller, vad: Mindre buller, del: vag, ansvarig: polisen}}
  - {{id: trad, vad: Plantera träd, ansvarig: kommunen}}
källor: https://provstad.example/s
---
"""
REPORT = """---
titel: Så gick det
löfte: {year}
datum: {year}-12-31
avser: {year}
typ: slutlig
av: {by}
utfall: [{outcomes}]
belägg: https://provstad.example/u
accepterade varningar: [{{kod: slutlig-fore-slutet, skäl: Ett prov.}}]
---
"""


@lru_cache
def site() -> dict[str, Page]:
    folder = Path(mkdtemp())
    cases = {
        "lund": (2024, "polisen", "{åtgärd: fart, antal: 20}"),
        "malmo": (2025, "kommunen", "{åtgärd: trad, gjort: ja}"),
    }
    write(
        folder / "content",
        {
            "amnen/cyklar.md": "---\ntitel: Provcyklar\nkort: Ett prov.\n---\n",
            "amnen/ljus.md": "---\ntitel: Provljus\nkort: Ett prov.\n---\n",
        }
        | {f"kommuner/{slug}/loften/{year}.md": PLEDGE.format(title=f"Löfte i {slug}", year=year) for slug, (year, _, _) in cases.items()}
        | {
            f"kommuner/{slug}/uppfoljningar/{year}.md": REPORT.format(year=year, by=by, outcomes=outcomes)
            for slug, (year, by, outcomes) in cases.items()
        },
    )  # fmt: skip
    make_site(folder / "content", folder / "out", DAY, settings=SETTINGS, geography=small_country("lund", "malmo"))
    return read(folder / "out")


def cards(page: Page) -> dict[str, list[str]]:
    """What each card says below its summary, by its title."""
    return {
        card.select("h3")[0].get_text(strip=True): [
            " ".join(one.get_text().split()) for one in card.select("p.quiet + ul li, p.quiet:has(+ ul), p:not(.quiet) + ul li")
        ]
        for card in page.all(".card")
        if card.select("ul.endings")
    }  # fmt: skip


def answers(page: Page) -> dict[str, list[str]]:
    return {
        row.select("dt")[0].get_text(): [" ".join(one.get_text().split()) for one in row.select("dd")]
        for row in page.all(".verdict .facts > div")
    }


def test_a_list_of_a_theme_tells_what_became_of_its_own_actions() -> None:
    shown = cards(site()["amnen/cyklar/index.html"])
    assert shown["Löfte i lund"] == [
        "2 av löftets 3 åtgärder hör till ämnet:",
        "Fartkontroller: nått (20 kontroller)",
        "1 nämns inte i uppföljningen",
    ]
    assert shown["Löfte i malmo"] == ["2 av löftets 3 åtgärder hör till ämnet:", "2 inte redovisade"]


def test_a_theme_that_no_action_is_about_shows_the_whole_and_says_so() -> None:
    shown = cards(site()["amnen/ljus/index.html"])["Löfte i malmo"]
    assert shown == ["Ingen åtgärd hör till just det här ämnet. Hela löftet:", "1 gjord", "2 inte redovisade"]


def test_the_last_that_is_reported_of_a_theme_is_of_the_theme() -> None:
    assert answers(site()["amnen/cyklar/index.html"])["Senast redovisat"] == [
        "Löfte i lund 2 åtgärder om ämnet: 1 nådd, 1 nämns inte i uppföljningen",
        "Löften där något om just ämnet är redovisat",
    ]
    assert "Senast redovisat" not in answers(site()["amnen/ljus/index.html"])


def test_a_list_of_a_theme_says_of_how_many_something_about_it_is_reported() -> None:
    def total(path: str) -> str:
        return site()[f"{path}/index.html"].all(".total")[0].get_text().split(":")[0].rstrip(".")

    for where in ("amnen/cyklar", "amnen/cyklar/skane-lan"):
        assert total(where) == "2 löften, 1 där en åtgärd om ämnet är redovisad", where
    assert total("amnen/ljus/skane-lan") == "2 löften, inget där en åtgärd om ämnet är redovisad"
    assert total("amnen/cyklar/redovisat") == "1 löfte"
    assert "om ämnet" not in total("lan/skane-lan")


def test_all_that_is_reported_of_a_theme_stands_together_where_anything_is() -> None:
    assert list(cards(site()["amnen/cyklar/redovisat/index.html"])) == ["Löfte i lund"]
    assert "amnen/ljus/redovisat/index.html" not in site()
    county = site()["amnen/cyklar/skane-lan/redovisat/index.html"]
    assert list(cards(county)) == ["Löfte i lund"]
    assert county.all("h1")[0].get_text() == "Provcyklar i Skåne län: det som är redovisat"
    assert "amnen/ljus/skane-lan/redovisat/index.html" not in site()
    for above, way in (
        ("amnen/cyklar/skane-lan", "1 där en åtgärd om ämnet är redovisad"),
        ("amnen/cyklar/redovisat", "Skåne län: 1"),
    ):
        page = site()[f"{above}/index.html"]
        (link,) = [one for one in page.all(".total a, .ways a") if one.get_text() == way]
        assert page.leads_to(str(link["href"]))[0] == "amnen/cyklar/skane-lan/redovisat/index.html"
    assert cards(site()["loften/redovisat/index.html"])["Löfte i malmo"] == ["1 gjord", "2 inte redovisade"]
