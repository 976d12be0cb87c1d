"""Every page of two whole sites: whole, in order, joined to the rest, and sound as HTML."""

import gzip
import json
import re
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from support import pages, provland
from support.pages import SITES, Page
from support.sites import make_site, write

NOT_LISTED = ("404.html",)  # shown where nothing else is, so nothing leads there
FIRST_ROUND_TRIP = 14_600  # bytes: ten segments, what a server may send before the first answer
NEVER_ABOVE = 30_000
NOT_TYPICAL = (r"kommuner/index\.html", r"prenumerera/index\.html", r"sidor/skrivguide/index\.html")


@pytest.fixture(scope="module", params=SITES, ids=list(SITES))
def site(request: pytest.FixtureRequest) -> dict[str, Page]:
    return pages.read(SITES[request.param]())


@pytest.fixture(scope="module")
def sample() -> dict[str, Page]:
    return pages.read(provland.site())


def wrong(site: dict[str, Page], broken: Callable[[Page], object]) -> list[str]:
    """What `broken` says of each page, with the page's path; nothing where it says nothing."""
    return [f"{page.path}: {said}" for page in site.values() if (said := broken(page))]


def test_each_page_has_one_h1_and_headings_that_skip_no_level(site: dict[str, Page]) -> None:
    def broken(page: Page) -> str:
        levels = [int(heading.name[1]) for heading in page.all("h1,h2,h3,h4,h5,h6")]
        if levels.count(1) != 1 or levels[0] != 1:
            return f"rubriknivåer {levels}"
        jumps = [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1]
        return f"hoppar {jumps}" if jumps else ""

    assert wrong(site, broken) == []


def test_no_heading_link_or_summary_is_empty(site: dict[str, Page]) -> None:
    def broken(page: Page) -> list[str]:
        elements = page.all("h1,h2,h3,h4,a,summary,button,dt,dd,li,title")
        return [
            str(one)[:80]
            for one in elements
            if not one.get_text(strip=True) and not one.select("img[alt]:not([alt=''])")
        ]

    assert wrong(site, broken) == []


def test_each_page_has_its_landmarks_language_title_and_description(site: dict[str, Page]) -> None:
    def broken(page: Page) -> str:
        html = page.all("html")[0]
        if html.get("lang") != "sv":
            return "lang"
        if any(len(page.all(selector)) != 1 for selector in ("main#innehall", "body > header", "body > footer")):
            return "landmärken"
        if page.all("a")[0].get("href") != "#innehall":
            return "hopplänken är inte först"
        if any(not nav.get("aria-label") for nav in page.all("nav")):
            return "en nav utan namn"
        names = [str(nav["aria-label"]) for nav in page.all("nav")]
        if len(names) != len(set(names)):
            return f"två nav heter lika: {names}"
        texts = [page.all("title")[0].get_text(strip=True), str(page.all('meta[name="description"]')[0]["content"])]
        return "" if all(texts) else "titel eller beskrivning saknas"

    assert wrong(site, broken) == []


def test_a_page_is_told_apart_by_its_title_and_where_it_lies(site: dict[str, Page]) -> None:
    def name(page: Page) -> tuple[str, ...]:
        return (page.all("title")[0].get_text(), *(one.get_text() for one in page.all(".crumbs a")))

    counted = Counter(name(page) for page in site.values() if not is_only_kept(page))
    assert [text for text, count in counted.items() if count > 1] == []


def test_no_id_is_used_twice(site: dict[str, Page]) -> None:
    assert wrong(site, lambda page: [one for one, count in Counter(page.ids).items() if count > 1]) == []


def test_every_link_and_anchor_inside_the_site_leads_somewhere(site: dict[str, Page]) -> None:
    root = next(iter(site.values())).root

    def broken(page: Page) -> list[str]:
        lost = []
        addresses = [str(one[name]) for name in ("href", "src", "action") for one in page.all(f"[{name}]")]
        for href in addresses:
            target = page.leads_to(href)
            if target is None:
                continue
            path, anchor = target
            exists = path in site or (root / path).is_file()
            if not exists or (anchor and anchor not in site[path].ids):
                lost.append(href)
        return lost

    assert wrong(site, broken) == []


def test_no_page_is_an_orphan(site: dict[str, Page]) -> None:
    reached, waiting = set(), ["index.html"]
    while waiting:
        path = waiting.pop()
        if path in reached or path not in site:
            continue
        reached.add(path)
        for link in site[path].all("a[href]"):
            target = site[path].leads_to(str(link["href"]))
            if target is not None:
                waiting.append(target[0])
    left = [path for path in site if path not in reached and path not in NOT_LISTED]
    assert [path for path in left if not is_only_kept(site[path])] == []


def is_only_kept(page: Page) -> bool:
    """A page that only answers at an old address: moved, or removed."""
    return bool(page.all('meta[name="robots"][content="noindex"]'))


def test_every_page_leads_to_its_feeds(site: dict[str, Page]) -> None:
    def broken(page: Page) -> str:
        feeds = page.all('link[rel="alternate"][type="application/rss+xml"]')
        return "" if feeds or page.path in NOT_LISTED or is_only_kept(page) else "inget flöde"

    assert wrong(site, broken) == []


def test_nothing_is_inline_so_that_a_strict_policy_holds(site: dict[str, Page]) -> None:
    def broken(page: Page) -> list[str]:
        inline = page.all("style,[style],script:not([src]):not([type='application/ld+json'])")
        handlers = [one for one in page.soup.find_all(True) if any(name.startswith("on") for name in one.attrs)]
        return [str(one)[:80] for one in (*inline, *handlers)]

    assert wrong(site, broken) == []


def test_no_page_asks_anyone_else_for_anything(site: dict[str, Page]) -> None:
    def broken(page: Page) -> list[str]:
        loaded = [str(one["src"]) for one in page.all("[src]")]
        loaded += [str(one["href"]) for one in page.all("link:not([rel=canonical])")]
        return [address for address in loaded if not address.startswith("data:") and page.leads_to(address) is None]

    assert wrong(site, broken) == []


def test_a_page_with_its_css_comes_in_the_first_round_trip(site: dict[str, Page]) -> None:
    def broken(page: Page) -> str:
        size = weight(page)
        typical = not any(re.fullmatch(pattern, page.path) for pattern in NOT_TYPICAL)
        return f"{size} byte" if size > (FIRST_ROUND_TRIP if typical else NEVER_ABOVE) else ""

    assert wrong(site, broken) == []


def weight(page: Page) -> int:
    """A page's HTML and CSS, each compressed as a server would."""
    sheets = [page.leads_to(str(one["href"])) for one in page.all('link[rel="stylesheet"]')]
    files = [page.root / page.path, *(page.root / sheet[0] for sheet in sheets if sheet is not None)]
    return sum(len(gzip.compress(file.read_bytes(), 9)) for file in files)


def test_the_thread_has_five_nodes_that_say_their_state_in_words(site: dict[str, Page]) -> None:
    with_thread = [page for page in site.values() if page.all(".thread")]
    assert len(with_thread) >= 20
    for page in with_thread:
        nodes = page.all(".thread li")
        assert [node.select_one("b").get_text() for node in nodes] == [
            "Problem",
            "Överenskommelse",
            "Löfte",
            "Åtgärder",
            "Uppföljning",
        ]  # type: ignore[union-attr]
        assert all(node.select_one(".words").get_text(strip=True) for node in nodes), page.path  # type: ignore[union-attr]
        assert len(page.all(".thread li.current")) == 1, page.path


def node(page: Page, label: str) -> tuple[str, str, str | None]:
    """(state, words, link) of a node of the thread."""
    node = next(one for one in page.all(".thread li") if one.select_one("b").get_text() == label)  # type: ignore[union-attr]
    link = node.select_one("a")
    return str(node["class"][0]), node.select_one(".words").get_text(strip=True), str(link["href"]) if link else None  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("provstad/loften/2023", ("here", "slutlig uppföljning finns", "../../uppfoljningar/2023-slut/index.html")),
        ("provstad/loften/2024", ("awaited", "väntas sedan utlovad dag", None)),
        ("provstad/loften/2026-var", ("awaited", "resultat väntas", None)),
        ("provstad/loften/2026", ("here", "delredovisning finns", "../../uppfoljningar/2026-tertial/index.html")),
        ("provstad/loften/2027", ("not-due", "inte dags ännu", None)),
        ("provby/loften/2019", ("missing", "hittades inte i källorna", None)),
    ],
)
def test_a_pledge_is_followed_up_by_its_own_follow_ups_only(
    sample: dict[str, Page], path: str, expected: tuple[str, str, str | None]
) -> None:
    assert node(sample[f"kommuner/{path}/index.html"], "Uppföljning") == expected


def test_an_agreement_says_how_many_of_its_pledges_are_followed_up(sample: dict[str, Page]) -> None:
    page = sample["kommuner/provstad/overenskommelser/2023-2026/index.html"]
    assert node(page, "Löfte") == ("here", "4 löften", "index.html#loften")
    assert node(page, "Uppföljning") == ("here", "1 av 4 löften har en", "index.html#loften")


def test_a_bar_says_in_words_what_it_shows(sample: dict[str, Page]) -> None:
    page = sample["kommuner/provstad/loften/2023/index.html"]
    bars = {one.find_parent("li")["id"]: one for one in page.all("figure.bar")}  # type: ignore[index]
    assert {name: one.get_text(strip=True) for name, one in bars.items()} == {
        "atgard-kontroller": "60 kontroller mot lovade 52 kontroller",
        "atgard-omraden": "20 områden mot lovade 8 områden",
        "atgard-lampor": "30 lampor mot lovade 40 lampor",
    }
    drawn = {name: (one.select_one(".done")["width"], one.select_one(".goal")["d"]) for name, one in bars.items()}  # type: ignore[index]
    assert drawn == {
        "atgard-kontroller": ("100", "M86-3v16"),
        "atgard-omraden": ("100", "M40-3v16"),
        "atgard-lampor": ("75", "M100-3v16"),
    }
    assert all(one.select_one("svg")["aria-hidden"] == "true" for one in bars.values())  # type: ignore[index]


def test_the_pledge_page_answers_in_order(sample: dict[str, Page]) -> None:
    asked = [one.get_text(strip=True) for one in sample["kommuner/provstad/loften/2023/index.html"].all(".ask > h2")]
    assert asked == [
        "Vad har lovats?", "Mer om löftet", "Vem har lovat?", "Har det gjorts?", "Förändrades problemet?", "Vad säger parterna?",
        "Hur vet man det?", "Vad händer nu?", "Hur följer jag det?", "Vad kan jag göra?", "Andra löften i samma överenskommelse",
    ]  # fmt: skip


def test_a_pledge_among_many_shows_those_of_its_own_place_first_and_the_way_to_them_all(tmp_path: Path) -> None:
    files = {
        "kommuner/provstad/omraden/torget.md": "---\ntitel: Torget\n---\n",
        "kommuner/provstad/overenskommelser/a.md": (
            "---\ntitel: Påhittad överenskommelse\nparter: [polisen, kommunen]\nperiod: 2019\n---\n"
        ),
    }
    for number in range(9):
        place = "områden: torget\n" if number in (0, 8) else ""
        files[f"kommuner/provstad/loften/{number}.md"] = (
            f"---\ntitel: Påhittat löfte {number}\növerenskommelse: a\nperiod: 2019\n{place}---\n"
        )
    write(tmp_path / "content", files)
    make_site(tmp_path / "content", tmp_path / "out", geography=provland.GEOGRAPHY)
    page = Page(tmp_path / "out", "kommuner/provstad/loften/0/index.html")
    near = [one.get_text(strip=True) for one in page.all("#syskon .card h3")]
    assert near == [f"Påhittat löfte {number}" for number in (8, 1, 2, 3, 4, 5)]
    (more,) = page.all("#syskon .more a")
    assert more.get_text(strip=True) == "Alla 9 löften i överenskommelsen"
    assert page.leads_to(str(more["href"])) == ("kommuner/provstad/overenskommelser/a/index.html", "loften")


def test_every_worked_out_state_explains_itself(site: dict[str, Page]) -> None:
    def broken(page: Page) -> list[str]:
        states = page.all(".outcome, .standing")
        return [one.get_text(strip=True)[:60] for one in states if not one.select("details p")]

    assert wrong(site, broken) == []


def test_a_compiled_page_says_so_and_how_to_correct_it(site: dict[str, Page]) -> None:
    compiled = [page for page in site.values() if page.all(".compiled")]
    assert compiled
    for page in compiled:
        link = page.all(".compiled a")[0]
        assert page.leads_to(str(link["href"])) == ("sidor/ratta-eller-ta-over/index.html", "")


def test_what_the_editors_compiled_is_marked_so_and_nothing_else(sample: dict[str, Page]) -> None:
    marked = {path for path, page in sample.items() if page.all(".compiled")}
    assert marked == {f"kommuner/provby/{path}index.html" for path in ("", "loften/2019/", "loften/okand/")}


def test_the_search_is_told_what_a_page_can_be_found_by(sample: dict[str, Page]) -> None:
    page = sample["kommuner/provstad/loften/2023/index.html"]
    filters = [(one["data-pagefind-filter"], one["content"]) for one in page.all("[data-pagefind-filter]")]
    assert filters == [
        ("Plats[content]", "Provstad"), ("Ämne[content]", "Belysning"), ("Ämne[content]", "Trafik"), ("Status[content]", "Avslutat"),
        ("År[content]", "2023"),
    ]  # fmt: skip
    assert page.all("main[data-pagefind-body]")
    assert not sample["kommuner/provby/loften/borttaget/index.html"].all("[data-pagefind-body]")


def test_a_removed_page_shows_nothing_but_the_notice(sample: dict[str, Page]) -> None:
    page = sample["kommuner/provby/loften/borttaget/index.html"]
    assert "1 mars 2025" in page.all("main")[0].get_text()
    assert not page.all(".thread, .ask")


def test_a_moved_page_leads_on(sample: dict[str, Page]) -> None:
    page = sample["kommuner/provstad/loften/grannar/index.html"]
    assert page.all('meta[http-equiv="refresh"]')[0]["content"] == "0; url=../2020/index.html"
    assert page.all("main a")[0]["href"] == "../2020/index.html"


def test_with_clean_addresses_pages_say_where_they_lie(tmp_path: Path) -> None:
    provland.make(tmp_path, provland.settings(absolute_links=True, address="https://prov.example/loften"))
    site = pages.read(tmp_path / "output")
    page = site["kommuner/provstad/loften/2023/index.html"]
    address = "https://prov.example/loften/kommuner/provstad/loften/2023/"
    assert page.all('link[rel="canonical"]')[0]["href"] == address
    assert page.all('meta[property="og:url"]')[0]["content"] == address
    crumbs = json.loads(page.all('script[type="application/ld+json"]')[0].string or "")
    assert [(one["position"], one["name"], one.get("item")) for one in crumbs["itemListElement"]] == [
        (1, "Start", "https://prov.example/loften/"),
        (2, "Kommuner", "https://prov.example/loften/kommuner/"),
        (3, "Provstad", "https://prov.example/loften/kommuner/provstad/"),
        (4, "Påhittat löfte om lugnare trafik i Provstad 2023", None),
    ]
    assert page.all("a.brand")[0]["href"] == "/loften/"


def test_readers_reach_the_editors_where_there_is_an_address(tmp_path: Path) -> None:
    provland.make(tmp_path, provland.settings(contact_email="fel@example.org"))
    page = pages.read(tmp_path / "output")["kommuner/provstad/loften/2023/index.html"]
    assert (
        "mailto:fel@example.org?subject=Fel%20p%C3%A5%20sidan%3A%20P%C3%A5hittat%20l%C3%B6fte%20om%20lugnare%20trafik%20i%20Provstad%202023"
        in [one["href"] for one in page.all(".act a")]
    )


def test_the_hosts_colours_come_with_the_stylesheet(sample: dict[str, Page]) -> None:
    page = sample["index.html"]
    sheet = next(iter(page.all('link[rel="stylesheet"]')))
    assert (
        (page.root / str(sheet["href"])).read_text().startswith(":root{--accent-light:#0b4f6c;--accent-dark:#8fd0ee}\n")
    )
