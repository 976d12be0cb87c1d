"""Every page of two whole sites: whole, in order, joined to the rest, and sound as HTML."""

import gzip
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from pledges.status.labels import RESULTS
from support import pages, provland
from support.depth import short_or_whole
from support.pages import SITES, Page
from support.sites import CONTENT, make_site, write

LANGUAGES = {"en/": "en", "lattlast/": "sv-simple", "sidor/in-english/": "en", "sidor/suomeksi/": "fi"}
NOT_LISTED = ("404.html",)  # shown where nothing else is, so nothing leads there
FIRST_ROUND_TRIP = 14_600  # bytes: ten segments, what a server may send before the first answer
NEVER_ABOVE = 30_000
LARGE = 500  # pages
NEVER_EMPTY = ("h1", "h2", "h3", "h4", "a", "summary", "button", "dt", "dd", "li", "title")
NOT_TYPICAL = (r"kommuner/index\.html", r"prenumerera/index\.html", r"sidor/skrivguide/index\.html")


@pytest.fixture(scope="module", params=SITES, ids=list(SITES))
def site(request: pytest.FixtureRequest) -> dict[str, Page]:
    return pages.read(SITES[request.param]())


@pytest.fixture(scope="module")
def looked_at(site: dict[str, Page]) -> list[Page]:
    """Every page, or some of each kind of a large site: for what takes long to ask."""
    return pages.some(site, 1 if len(site) < LARGE else short_or_whole(7, 1))


@pytest.fixture(scope="module")
def sample() -> dict[str, Page]:
    return pages.read(provland.site())


def wrong(site: Iterable[Page], broken: Callable[[Page], object]) -> list[str]:
    """What `broken` says of each page, with the page's path; nothing where it says nothing."""
    return [f"{page.path}: {said}" for page in site if (said := broken(page))]


def test_each_page_has_one_h1_and_headings_that_skip_no_level(site: dict[str, Page]) -> None:
    def broken(page: Page) -> str:
        levels = [int(heading.tag[1]) for heading in page.find("//h1|//h2|//h3|//h4|//h5|//h6")]
        if levels.count(1) != 1 or levels[0] != 1:
            return f"rubriknivåer {levels}"
        jumps = [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1]
        return f"hoppar {jumps}" if jumps else ""

    assert wrong(site.values(), broken) == []


def test_no_heading_link_or_summary_is_empty(site: dict[str, Page]) -> None:
    def broken(page: Page) -> list[str]:
        elements = page.find("|".join(f"//{name}" for name in NEVER_EMPTY))
        return [
            f"{one.tag} rad {one.sourceline}"
            for one in elements
            if not one.text_content().strip() and not one.xpath(".//img[@alt!='']")
        ]

    assert wrong(site.values(), broken) == []


def test_each_page_has_its_landmarks_language_title_and_description(site: dict[str, Page]) -> None:
    def broken(page: Page) -> str:
        if page.find("/html/@lang") != [
            next((one for start, one in LANGUAGES.items() if page.path.startswith(start)), "sv")
        ]:
            return "lang"
        if any(
            len(page.find(one)) != 1 for one in ("//main[@id='innehall']", "/html/body/header", "/html/body/footer")
        ):
            return "landmärken"
        if page.find("//a")[0].get("href") != "#innehall":
            return "hopplänken är inte först"
        names = [nav.get("aria-label") for nav in page.find("//nav")]
        if not all(names):
            return "en nav utan namn"
        if len(names) != len(set(names)):
            return f"två nav heter lika: {names}"
        texts = [page.find("//title")[0].text_content().strip(), page.find("//meta[@name='description']/@content")[0]]
        return "" if all(texts) else "titel eller beskrivning saknas"

    assert wrong(site.values(), broken) == []


def test_a_page_is_told_apart_by_its_title_and_where_it_lies(site: dict[str, Page]) -> None:
    def name(page: Page) -> tuple[str, ...]:
        crumbs = page.find("//*[contains(concat(' ', @class, ' '), ' crumbs ')]//a")
        return (page.find("//title")[0].text_content(), *(one.text_content() for one in crumbs))

    counted = Counter(name(page) for page in site.values() if not is_only_kept(page))
    assert [text for text, count in counted.items() if count > 1] == []


def test_no_id_is_used_twice(site: dict[str, Page]) -> None:
    assert wrong(site.values(), lambda page: [one for one, count in Counter(page.ids).items() if count > 1]) == []


def test_every_link_and_anchor_inside_the_site_leads_somewhere(site: dict[str, Page]) -> None:
    root = next(iter(site.values())).root
    others = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}

    def broken(page: Page) -> list[str]:
        lost = []
        for href in page.find("//@href|//@src|//@action"):
            target = page.leads_to(href)
            if target is None:
                continue
            path, anchor = target
            exists = path in site or path in others
            if not exists or (anchor and anchor not in site[path].ids):
                lost.append(href)
        return lost

    assert wrong(site.values(), broken) == []


def test_no_page_is_an_orphan(site: dict[str, Page]) -> None:
    reached, waiting = set(), ["index.html"]
    while waiting:
        path = waiting.pop()
        if path in reached or path not in site:
            continue
        reached.add(path)
        for href in site[path].find("//a/@href"):
            target = site[path].leads_to(href)
            if target is not None:
                waiting.append(target[0])
    left = [path for path in site if path not in reached and path not in NOT_LISTED]
    assert [path for path in left if not is_only_kept(site[path])] == []


def is_only_kept(page: Page) -> bool:
    """A page that only answers at an old address: moved, or removed."""
    return bool(page.find("//meta[@name='robots'][@content='noindex']"))


def test_every_page_leads_to_its_feeds(site: dict[str, Page]) -> None:
    def broken(page: Page) -> str:
        feeds = page.find("//link[@rel='alternate'][@type='application/rss+xml']")
        return "" if feeds or page.path in NOT_LISTED or is_only_kept(page) else "inget flöde"

    assert wrong(site.values(), broken) == []


def test_nothing_is_inline_so_that_a_strict_policy_holds(site: dict[str, Page]) -> None:
    def broken(page: Page) -> list[str]:
        inline = page.find("//style|//*[@style]|//script[not(@src)][not(@type='application/ld+json')]")
        handlers = page.find("//*[@*[starts-with(name(), 'on')]]")
        return [f"{one.tag} rad {one.sourceline}" for one in (*inline, *handlers)]

    assert wrong(site.values(), broken) == []


def test_no_page_asks_anyone_else_for_anything(site: dict[str, Page]) -> None:
    def broken(page: Page) -> list[str]:
        loaded = page.find("//@src|//link[not(@rel='canonical')]/@href")
        return [address for address in loaded if not address.startswith("data:") and page.leads_to(address) is None]

    assert wrong(site.values(), broken) == []


def test_a_page_with_its_css_comes_in_the_first_round_trip(site: dict[str, Page]) -> None:
    def broken(page: Page) -> str:
        size = weight(page)
        typical = not any(re.fullmatch(pattern, page.path) for pattern in NOT_TYPICAL)
        return f"{size} byte" if size > (FIRST_ROUND_TRIP if typical else NEVER_ABOVE) else ""

    assert wrong(site.values(), broken) == []


def weight(page: Page) -> int:
    """A page's HTML and CSS, each compressed as a server would."""
    sheets = [page.leads_to(href) for href in page.find("//link[@rel='stylesheet']/@href")]
    files = [page.path, *(sheet[0] for sheet in sheets if sheet is not None)]
    return sum(compressed(page.root, file) for file in files)


@cache
def compressed(root: Path, path: str) -> int:
    """How many bytes a file is on the wire."""
    return len(gzip.compress((root / path).read_bytes(), 9))


CHAIN = ["Problem", "Överenskommelse"]
_NOT_HERE = ("återgiven här", "återgivna här", "kan finnas")


def test_the_thread_leads_to_the_promise_and_a_strand_from_it_for_each_action(looked_at: list[Page]) -> None:
    with_thread = [page for page in looked_at if page.all("nav.thread")]
    assert len(with_thread) >= 20
    for page in with_thread:
        nodes = page.all(".thread ol > li")
        labels = [node.select_one("b").get_text() for node in nodes]  # type: ignore[union-attr]
        assert labels[:3] in ([*CHAIN, "Löfte"], [*CHAIN, "Åtgärdsplan"]), page.path
        assert labels[3:] in ([], ["Uppföljning"]), page.path
        assert all(node.select_one(".words").get_text(strip=True) for node in nodes), page.path  # type: ignore[union-attr]
        assert len(page.all(".thread li.current")) == 1, page.path
        actions = page.all(".measures > li[id]")
        if actions:
            here = [count for count, said in strands(page) if not said.endswith(_NOT_HERE)]
            assert sum(here) == len(actions), page.path


def node(page: Page, label: str) -> tuple[str, str, str | None]:
    """(state, words, link) of a node of the thread."""
    nodes = page.all(".thread ol > li")
    node = next(one for one in nodes if one.select_one("b").get_text() == label)  # type: ignore[union-attr]
    link = node.select_one("a")
    return str(node["class"][0]), node.select_one(".words").get_text(strip=True), str(link["href"]) if link else None  # type: ignore[union-attr]


def strands(page: Page) -> list[tuple[int, str]]:
    """How many strands end in each way, and what is said of them before the actions by name."""
    rows = [one.get_text(strip=True).partition(":")[0] for one in page.all(".strands li")]
    return [(int(row.split()[0]) if row[0].isdigit() else 1, row.partition(" ")[2]) for row in rows]


def test_a_follow_up_of_another_pledge_gives_a_strand_no_end(sample: dict[str, Page]) -> None:
    page = sample["kommuner/provstad/loften/2027/index.html"]
    assert [one.get_text(strip=True) for one in page.all(".strands li")] == ["planerat"]


def test_a_broken_promise_is_no_knot(looked_at: list[Page]) -> None:
    """What isn't done is cut off, and what nobody has told of fades: neither looks like a whole thread."""
    for page in looked_at:
        rows = [(row, row.get_text(strip=True).partition(":")[0]) for row in page.all(".strands li")]
        rows += [(row, row.get_text(strip=True).rpartition(":")[2]) for row in page.all(".endings li")]
        for row, words in rows:
            knots = len(row.select("circle[fill]"))
            assert not (knots and re.search(r"inte|inget|utan", words)), f"{page.path}: {words}"


def test_an_agreement_has_a_strand_for_each_of_its_pledges(sample: dict[str, Page]) -> None:
    page = sample["kommuner/provstad/overenskommelser/2023-2026/index.html"]
    assert node(page, "Löfte") == ("here", "4 löften", "index.html#loften")
    assert sum(count for count, _ in strands(page)) == 4
    assert {one["href"] for one in page.all(".strands a")} == {"index.html#loften"}


def test_each_action_shows_its_result_by_shape_and_words(looked_at: list[Page]) -> None:
    for page in looked_at:
        for row in page.all(".measures > li[id]"):
            assert row.select_one(".outcome svg") is not None
            assert row.select_one(".outcome").get_text(strip=True), page.path  # type: ignore[union-attr]


def test_every_card_of_a_pledge_shows_how_it_went(looked_at: list[Page]) -> None:
    for page in looked_at:
        for row in page.all(".endings li"):
            assert row.select("svg[aria-hidden]"), page.path
            assert row.get_text(strip=True), page.path


def first_lines(page: Page) -> dict[str, str]:
    """The first lines of a place."""
    rows = page.all(".place .facts > div")
    return {row.select_one("dt").get_text(): row.select_one("dd").get_text(" ", strip=True) for row in rows}  # type: ignore[union-attr]


def test_a_place_begins_with_what_holds_there() -> None:
    page = pages.read(pages.real_site())["kommuner/lulea/index.html"]
    lines = first_lines(page)
    assert lines["Gäller nu"] == "Inget löfte som vi känner till gäller nu. Det senaste gällde 2018."
    assert lines["Överenskommelse nu"].startswith("Överenskommelse mellan Luleå kommun och polisen 2024–2027")
    assert lines["Senast redovisat"].startswith(
        "Arbete för säkrare trafik och mot våld och berusningsdrickande i Luleå 2018"
    )


def test_a_place_shows_all_its_pledges_on_one_axis(sample: dict[str, Page]) -> None:
    page = sample["kommuner/provstad/index.html"]
    listed = sample["kommuner/provstad/loften/index.html"]
    on_axis = [one.get_text(strip=True) for one in page.all(".spans h3")]
    lists = [one for path, one in sample.items() if path.startswith("kommuner/provstad/loften/sida-")]
    assert sorted(on_axis) == sorted(
        one.get_text(strip=True) for each in (listed, *lists) for one in each.all(".card h3")
    )
    assert all(row.select_one(".endings li") for row in page.all(".spans > li"))


def test_every_number_of_the_country_leads_to_a_list_that_long(site: dict[str, Page]) -> None:
    """On the front page and on the state of the country; and the lists together hold all pledges."""
    for path in ("index.html", "laget/index.html"):
        numbers = {}
        for link in site[path].all(".strands a"):
            target = site[path].leads_to(str(link["href"]))
            assert target is not None
            numbers[target[0]] = int(link.get_text().split()[0].replace("\xa0", ""))
        assert numbers == {name: listed(site, name) for name in numbers}
        assert sum(numbers.values()) == listed(site, "loften/index.html")


def listed(site: dict[str, Page], path: str) -> int:
    """How many cards there are on all pages of a list."""
    count = 0
    while path:
        count += len(site[path].all(".card"))
        following = site[path].all('a[rel="next"]')
        target = site[path].leads_to(str(following[0]["href"])) if following else None
        path = target[0] if target else ""
    return count


def test_the_list_of_all_pledges_leads_to_those_by_result_and_by_year(sample: dict[str, Page]) -> None:
    page = sample["loften/index.html"]
    ways = {one["href"] for one in page.all(".ways a")}
    assert {f"{name}/index.html" for name in ("galler-nu", "foljs-upp", "redovisat", "inget-redovisat", "okant")} < ways
    assert "2023/index.html" in ways
    assert "../lan/provlands-lan/index.html" in ways
    year = sample["loften/2023/index.html"]
    assert [one.get_text(strip=True) for one in year.all(".ways summary")] == [
        "Hela landet, efter hur det gick", "Hela landet, efter år", "Löften 2023, efter län",
    ]  # fmt: skip
    assert year.all(".ways a")[0]["href"] == "../index.html"
    assert year.all(".ways details[open]") == []
    assert "Påhittat löfte om lugnare trafik i Provstad 2023" in [
        one.get_text(strip=True) for one in year.all(".card h3")
    ]


def test_each_list_of_pledges_says_how_many_it_has_on_every_page(sample: dict[str, Page]) -> None:
    lists = [path for path in sample if re.fullmatch(r"loften/([^/]+/){0,2}index\.html", path) and "sida-" not in path]
    assert len(lists) > 6
    for path in lists:
        total = sample[path].all(".total")
        count = listed(sample, path)
        said = re.findall(r"(\d+) löfte[n]?\b", total[0].get_text()) if total else []
        assert sum(map(int, said)) == count, path
    for one in sample["loften/index.html"].all(".ways a"):
        name, colon, number = one.get_text(strip=True).rpartition(": ")
        target = sample[sample["loften/index.html"].leads_to(str(one["href"]))[0]]
        said = "".join(total.get_text() for total in target.all(".total")) or "0 löften"
        assert not colon or said.startswith(f"{number} "), name
    (total,) = sample["loften/index.html"].all(".total")
    first, where = total.get_text().split(".")[:2]
    numbers = [int(number) for number in re.findall(r"\d+", first)]
    assert numbers[0] == sum(numbers[1:])
    (again,) = sample["loften/sida-2/index.html"].all(".total")
    assert where.strip().startswith("Sida 1 av ")
    assert again.get_text() == f"{numbers[0]} löften.{where.replace('Sida 1', 'Sida 2')}."


def test_each_number_of_a_year_leads_to_its_list(sample: dict[str, Page]) -> None:
    years = [
        path for path in sample if re.fullmatch(r"loften/\d{4}/index\.html", path) and sample[path].all(".total a")
    ]
    assert years
    for path in years:
        numbers = sample[path].all(".total a")
        assert len(numbers) > 1
        for one in numbers:
            there, _anchor = sample[path].leads_to(str(one["href"]))
            assert sample[there].all(".total")[0].get_text().startswith(f"{one.get_text().split()[0]} löfte")
            assert sample[there].all(".crumbs a")[-1]["href"] == "../index.html"
            word = there.split("/")[2]
            ways = sample[f"loften/{word}/index.html"].all(".ways a")
            assert there in {sample[f"loften/{word}/index.html"].leads_to(str(way["href"]))[0] for way in ways}


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


def test_what_has_happened_and_the_follow_ups_are_newest_first_on_every_page(sample: dict[str, Page]) -> None:
    several = 0
    for path, page in sample.items():
        if path.startswith("kommuner/") and page.all("#nu, #hant"):
            days = [str(one["datetime"]) for one in page.all("#nu .timeline time, #hant .timeline time")]
            assert days == sorted(days, reverse=True), path
            several += len(set(days)) > 1
    assert several > 3


def test_the_pledge_page_answers_in_order(sample: dict[str, Page]) -> None:
    page = sample["kommuner/provstad/loften/2023/index.html"]
    asked = [one.get_text(strip=True) for one in page.all("main h2")]
    assert asked == [
        "Har det gjorts?", "Vad lovades, och vad blev gjort?", "Vad bygger löftet på?", "Mer om löftet", "Vem har lovat?", "Förändrades problemet?",
        "Vad säger parterna?", "Hur vet man det?", "Vad har hänt?", "Hur följer jag det?", "Vad kan jag göra?",
        "Andra löften i samma överenskommelse",
    ]  # fmt: skip
    order = [
        one.name if one.name == "h1" else one["class"][0] for one in page.all("h1, nav.thread, .verdict, .measures")
    ]
    assert order == ["h1", "verdict", "thread", "measures"]


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


def test_everything_worked_out_is_explained_in_one_place(looked_at: list[Page]) -> None:
    def broken(page: Page) -> str:
        if not page.all("#svar") or not page.all("nav.thread"):
            return ""
        working = page.all("details.how")
        if len(working) != 1:
            return f"{len(working)} ställen"
        explained = [one.get_text(strip=True) for one in working[0].select("dt")]
        left = [
            what
            for row in page.all(".measures > li")
            if row.select(".bar") and (what := row.select("h3, h4")[0].get_text(strip=True)) not in explained
        ]
        return f"saknar {left}" if left else ""

    assert wrong(looked_at, broken) == []


def test_every_word_for_a_result_is_explained_where_it_first_stands_and_nothing_twice(looked_at: list[Page]) -> None:
    labels = [
        *(words.label for words in RESULTS.values()), "Redovisat, oklart om målet är nått", "Inget redovisat i det vi läste",
        "Okänt, uppföljningen är oläst",
    ]  # fmt: skip
    labels.sort(key=len, reverse=True)

    def broken(page: Page) -> str:
        if not page.all("#svar") or page.path.startswith(("en/", "lattlast/")):
            return ""
        seen: set[str] = set()
        told: set[str] = set()
        for one in page.all(".outcome"):
            said = " ".join(one.get_text().split())
            label = next(label for label in labels if all(map(said.__contains__, label.split(", "))))
            means = one.find_next_sibling("p", class_="means")
            text = means.get_text() if means is not None else ""
            if (not text and label not in seen) or text in told:
                return f"{label}: {text}"
            seen.add(label)
            told.update({text} - {""})
        return ""

    assert wrong(looked_at, broken) == []


def test_a_compiled_page_says_so_and_how_to_correct_it(looked_at: list[Page]) -> None:
    compiled = [page for page in looked_at if page.all(".compiled")]
    assert compiled
    for page in compiled:
        link = page.all(".compiled a")[0]
        around = next((f"{one}/" for one in ("en", "lattlast") if page.path.startswith(f"{one}/")), "")
        assert page.leads_to(str(link["href"])) == (f"{around}sidor/ratta-eller-ta-over/index.html", "")


def test_what_the_editors_compiled_is_marked_so_and_nothing_else(sample: dict[str, Page]) -> None:
    marked = {path for path, page in sample.items() if page.all(".compiled")}
    assert marked == {
        f"kommuner/provby/{path}index.html" for path in ("", "ar/", "ar/2019/", "loften/2019/", "loften/okand/")
    }


def test_the_search_is_told_what_a_page_can_be_found_by(sample: dict[str, Page]) -> None:
    page = sample["kommuner/provstad/loften/2023/index.html"]
    filters = [(one["data-pagefind-filter"], one["content"]) for one in page.all("[data-pagefind-filter]")]
    themed = [one for one in filters if ": " in one[1]]
    assert ("Åtgärder[content]", "Trafik: Nått") in themed
    assert {name for name, _ in themed} == {"Åtgärder[content]"}
    assert [one for one in filters if one not in themed] == [
        ("Plats[content]", "Provstad"), ("Län[content]", "Provlands län"), ("Ämne[content]", "Belysning"),
        ("Ämne[content]", "Trafik"), ("Status[content]", "Redovisat"),
        *(("Åtgärder[content]", word) for word in ("Nått", "Inte nått", "Inte gjort eller inte nått", "Gjort")),
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
    place = site["kommuner/provstad/index.html"].all('script[type="application/ld+json"]')
    told = json.loads(place[1].string or "")
    assert (told["@context"], told["@type"], told["name"]) == (
        "https://schema.org", "GovernmentOrganization", "Provstads kommun",
    )  # fmt: skip
    assert told["mainEntityOfPage"] == "https://prov.example/loften/kommuner/provstad/"


def test_readers_reach_the_editors_where_there_is_an_address(tmp_path: Path) -> None:
    provland.make(tmp_path, provland.settings(contact_email="fel@example.org"))
    site = pages.read(tmp_path / "output")
    page = site["kommuner/provstad/loften/2023/index.html"]
    letter = (
        "mailto:fel@example.org?subject=Fel%20p%C3%A5%20sidan%3A%20P%C3%A5hittat%20l%C3%B6fte%20om%20lugnare%20trafik%20i%20Provstad%202023"
        "&body=https%3A//loften.provland.example/kommuner/provstad/loften/2023/%0D%0A%0D%0A"
    )
    assert letter in [one["href"] for one in page.all(".act a")]
    assert letter in [one["href"] for one in page.all("footer.foot a")]
    assert "Portalens redaktion: fel@example.org." in page.all("footer.foot")[0].text
    correct = site["sidor/ratta-eller-ta-over/index.html"]
    assert "Adressen till redaktionen: fel@example.org" in correct.all("main")[0].text
    assert not [page.path for page in site.values() if NO_ADDRESS in page.text or ASK_INSTEAD in page.text]


NO_ADDRESS = "Här finns ännu ingen adress till redaktionen."
ASK_INSTEAD = "Kommunen och polisen kan svara på vad de har lovat och vad som har blivit gjort."


def test_without_an_address_no_page_says_that_there_is_one(sample: dict[str, Page]) -> None:
    for page in sample.values():
        assert f"{NO_ADDRESS} Portalen använder" in " ".join(page.all("footer.foot")[0].text.split())
        for say in page.all(".act li"):
            assert "Är något fel på sidan?" not in say.text
            if "Stämmer något inte?" in say.text:
                assert " ".join(say.text.split()) == (
                    f"Stämmer något inte? {ASK_INSTEAD} {NO_ADDRESS} Så gör du så länge"
                )
        assert "Tipsa om ett löfte" not in page.text
    correct = sample["sidor/ratta-eller-ta-over/index.html"].all("main")[0]
    assert f"{NO_ADDRESS} {ASK_INSTEAD}" in correct.text
    assert "mailto:registrator.kansli@polisen.se" in str(correct)


def test_the_portals_own_pages_say_nothing_of_where_the_address_stands() -> None:
    for path in sorted((CONTENT / "sidor").glob("*.md")):
        text = path.read_text().lower()
        assert not re.search(r"adressen? (står|finns)|längst ned på|sidfoten", text), path


def test_nothing_that_is_written_here_asks_anybody_to_write_to_editors_who_may_lack_an_address() -> None:
    """The template says where they are written to, and that there is no such place yet where there is none."""
    for path in (*sorted((CONTENT / "sidor").glob("*.md")), CONTENT.parent / "pelicanconf.py"):
        text = " ".join(path.read_text().lower().split())
        assert not re.search(
            r"(skriv till|skicka|hör av (dig|er) till) (portalens )?redaktion|säg till genast", text
        ), path


def test_the_hosts_colours_come_with_the_stylesheet(sample: dict[str, Page]) -> None:
    page = sample["index.html"]
    sheet = next(iter(page.all('link[rel="stylesheet"]')))
    assert (
        (page.root / str(sheet["href"])).read_text().startswith(":root{--accent-light:#0b4f6c;--accent-dark:#8fd0ee}\n")
    )
