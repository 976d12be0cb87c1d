"""From a theme to a county and back: the lists of what is promised about a theme in a county, and the ways to them."""

import pytest

from support.pages import Page, read
from support.sites import DAY, SETTINGS, make_site, small_country, write

PLEDGE = (
    "---\ntitel: {title}\nkort: Prov.\nparter: [polisen, kommunen]\növerenskommelse: okänd\nperiod: {year}\n"
    "källor: https://provstad.example/s\n{more}---\n"
)
FILES = {
    "amnen/cyklar.md": "---\ntitel: Provcyklar\nkort: Ett prov.\n---\n",
    "amnen/ljus.md": "---\ntitel: Provljus\nkort: Ett prov.\n---\n",
    "amnen/tomt.md": "---\ntitel: Provtomt\nkort: Ett prov.\n---\n",
    "kommuner/lund/loften/2025.md": PLEDGE.format(title="Löfte i Lund", year=2025, more="ämnen: [cyklar, ljus]\n"),
    "kommuner/lund/loften/2026.md": PLEDGE.format(title="Löfte i Lund nu", year=2026, more="ämnen: cyklar\n"),
    "kommuner/malmo/loften/2025.md": PLEDGE.format(title="Löfte i Malmö", year=2025, more="ämnen: cyklar\n"),
    "kommuner/ale/loften/2025.md": PLEDGE.format(
        title="Löfte i Ale och Lund", year=2025, more="ämnen: cyklar\nkommuner: [lund]\n"
    ),
    "kommuner/lund/uppfoljningar/2023.md": (
        "---\ntitel: Så gick det i Lund\nlöfte: 2023\ndatum: 2024-02-01\navser: 2023\ntyp: slutlig\nav: polisen\n"
        "belägg: https://provstad.example/u\nutfall:\n  - åtgärd: kamera\n    gjort: nej\n---\n"
    ),
    "kommuner/lund/loften/2023.md": PLEDGE.format(
        title="Löfte i Lund 2023",
        year=2023,
        more="åtgärder:\n  - id: kamera\n    vad: Provkamera\n    ansvarig: polisen\n",
    ),
    "kommuner/ale/loften/2024.md": PLEDGE.format(title="Löfte i Ale om inget", year=2024, more=""),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Page]:
    folder = tmp_path_factory.mktemp("lan-och-amnen")
    write(folder / "content", FILES)
    settings = SETTINGS.model_copy(update={"page_size": 3})
    make_site(
        folder / "content",
        folder / "out",
        DAY,
        settings=settings,
        geography=small_country("lund", "malmo", "ale", "lulea"),
    )
    return read(folder / "out")


def ways(page: Page) -> dict[str, list[tuple[str, str]]]:
    """Each way across by its heading: what its links say, and the pages that they lead to."""
    return {
        nav["aria-label"]: [(one.get_text(), page.leads_to(str(one["href"]))[0]) for one in nav.select("a")]  # type: ignore[index,misc]
        for nav in page.all("nav.ways")
    }


def cards(page: Page) -> list[str]:
    return [one.get_text(strip=True) for one in page.all(".card h3")]


def test_a_theme_leads_to_the_counties_where_something_is_promised_about_it(site: dict[str, Page]) -> None:
    assert ways(site["amnen/cyklar/index.html"]) == {
        "Löften efter län": [
            ("Skåne län: 4", "amnen/cyklar/skane-lan/index.html"),
            ("Västra Götalands län: 1", "amnen/cyklar/vastra-gotalands-lan/index.html"),
        ]
    }
    assert ways(site["amnen/tomt/index.html"]) == {}
    assert "Inget är inlagt här ännu." in site["amnen/tomt/index.html"].text


def test_a_county_leads_to_what_its_pledges_are_about(site: dict[str, Page]) -> None:
    assert ways(site["lan/skane-lan/index.html"]) == {
        "Löften efter ämne": [
            ("Provcyklar: 4", "amnen/cyklar/skane-lan/index.html"),
            ("Provljus: 1", "amnen/ljus/skane-lan/index.html"),
        ],
        "Löften efter år": [
            ("2026", "loften/2026/skane-lan/index.html"),
            ("2025", "loften/2025/skane-lan/index.html"),
            ("2023", "loften/2023/skane-lan/index.html"),
        ],
    }
    assert ways(site["lan/norrbottens-lan/index.html"]) == {}


def test_a_county_has_a_list_of_each_year_and_of_each_word_that_any_of_its_pledges_has(site: dict[str, Page]) -> None:
    assert {path for path in site if path.startswith("loften/") and "-lan/" in path and "sida-" not in path} == {
        "loften/2026/skane-lan/index.html",
        "loften/2025/skane-lan/index.html",
        "loften/2023/skane-lan/index.html",
        "loften/redovisat/skane-lan/index.html",
        "loften/inte-gjort/skane-lan/index.html",
        "loften/2025/vastra-gotalands-lan/index.html",
        "loften/2024/vastra-gotalands-lan/index.html",
        "loften/galler-nu/skane-lan/index.html",
        "loften/inget-redovisat/skane-lan/index.html",
        "loften/inget-redovisat/vastra-gotalands-lan/index.html",
    }
    county = site["lan/skane-lan/index.html"]
    standings = [(one.get_text(), county.leads_to(str(one["href"]))[0]) for one in county.all(".total a")]
    assert standings[:2] == [
        ("1 gäller nu", "loften/galler-nu/skane-lan/index.html"),
        ("1 redovisat", "loften/redovisat/skane-lan/index.html"),
    ]
    listed = site["loften/inget-redovisat/skane-lan/index.html"]
    assert cards(listed) == ["Löfte i Ale och Lund", "Löfte i Lund", "Löfte i Malmö"]
    assert listed.all(".total")[0].get_text() == "3 löften."
    assert listed.all("h1")[0].get_text() == "Löften där inget är redovisat, Skåne län"
    assert ways(listed) == {
        "Se mer": [
            ("Löften där inget är redovisat, hela landet", "loften/inget-redovisat/index.html"),
            ("Alla löften i Skåne län", "lan/skane-lan/index.html"),
        ]
    }
    assert cards(site["loften/2026/skane-lan/index.html"]) == ["Löfte i Lund nu"]
    assert ways(site["loften/2025/index.html"])["Löften 2025, efter län"] == [
        ("Skåne län", "loften/2025/skane-lan/index.html"),
        ("Västra Götalands län", "loften/2025/vastra-gotalands-lan/index.html"),
    ]


def test_what_was_not_done_in_a_county_is_one_link_from_its_page(site: dict[str, Page]) -> None:
    county, words = site["lan/skane-lan/index.html"], "1 löfte med minst en åtgärd inte gjord eller inte nådd"
    (line,) = (one for one in county.all("main p > a") if one.get_text() == words)
    assert county.leads_to(str(line["href"]))[0] == "loften/inte-gjort/skane-lan/index.html"
    listed = site["loften/inte-gjort/skane-lan/index.html"]
    assert cards(listed) == ["Löfte i Lund 2023"]
    assert "Provkamera" in listed.all("#skal")[0].get_text()
    by_county = ways(site["loften/inte-gjort/index.html"])["Samma lista, efter län"]
    assert by_county == [("Skåne län", "loften/inte-gjort/skane-lan/index.html")]
    assert not [
        one for one in site["lan/vastra-gotalands-lan/index.html"].all("main p > a") if "inte nådd" in one.get_text()
    ]


def test_only_lists_that_hold_something_are_made_and_each_holds_as_many_as_is_said(site: dict[str, Page]) -> None:
    assert {path for path in site if path.startswith("amnen/") and "-lan/" in path} == {
        "amnen/cyklar/skane-lan/index.html",
        "amnen/cyklar/skane-lan/sida-2/index.html",
        "amnen/cyklar/vastra-gotalands-lan/index.html",
        "amnen/ljus/skane-lan/index.html",
    }
    first, second = (site[f"amnen/cyklar/skane-lan/{page}index.html"] for page in ("", "sida-2/"))
    assert cards(first) == ["Löfte i Lund nu", "Löfte i Ale och Lund", "Löfte i Lund"]
    assert cards(second) == ["Löfte i Malmö"]
    assert first.all("h1")[0].get_text() == "Provcyklar i Skåne län"
    assert first.all(".total")[0].get_text() == "4 löften: 1 gäller nu, 3 inget redovisat. Sida 1 av 2."


def test_the_list_leads_on_to_all_of_the_theme_and_all_of_the_county(site: dict[str, Page]) -> None:
    page = site["amnen/ljus/skane-lan/index.html"]
    assert ways(page) == {
        "Se mer": [
            ("Provljus i hela landet", "amnen/ljus/index.html"),
            ("Alla ämnen i Skåne län", "lan/skane-lan/index.html"),
        ]
    }
    assert [one.get_text() for one in page.all(".crumbs li")] == ["Start", "Ämnen", "Provljus", "Provljus i Skåne län"]
    assert [one.get_text(strip=True) for one in page.all(".feeds a")] == ["Skåne län", "Provljus", "Hela landet"]
