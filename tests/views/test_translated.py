"""Pages in other languages: only of what is translated, with the rest marked, and never as if an old one were whole."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urldefrag

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from playwright.sync_api import Browser

from pledges.commands.reference.language_texts import language_texts
from pledges.i18n import LOCALES, catalogue
from support import pages
from support.browser import PHONE, new_page
from support.provstad import PROVSTAD
from support.sites import CONTENT, ROOT, SETTINGS, make_site, small_country, tree, write

PLEDGE = "kommuner/ale/loften/2019"
WHO = "översatt av: portalens redaktion\ngäller texten från: 2019-03-01\n"
ENGLISH = {
    f"{PLEDGE}.en.md": (
        "---\ntitel: A made-up pledge on traffic, 2019\nåtgärder:\n  - id: kontroller\n    vad: Stop and check cars\n"
        f"    enhet: checks\n{WHO}avtryck: be56eecd\n---\n"
    ),
    "amnen/trafik.en.md": f"---\ntitel: Traffic\nkort: Safer traffic.\n{WHO}avtryck: 00000000\n---\n",
}


def read(root: Path, path: str) -> BeautifulSoup:
    return BeautifulSoup((root / path / "index.html").read_bytes(), "lxml")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Provstad with a pledge and a theme in English, the theme's Swedish text being another since."""
    folder = tmp_path_factory.mktemp("translated")
    write(folder / "content", {**PROVSTAD, **ENGLISH})
    make_site(folder / "content", folder / "ut", geography=small_country("ale", "alingsas"))
    return folder / "ut"


def test_there_are_pages_in_english_of_what_is_translated_and_of_each_municipality_and_of_nothing_else(
    site: Path,
) -> None:
    assert [path for path in tree(site) if path.startswith("en/") and path.endswith(".html")] == [
        "en/amnen/trafik/index.html",
        "en/index.html",
        "en/kommuner/ale/index.html",
        f"en/{PLEDGE}/index.html",
        "en/kommuner/alingsas/index.html",
        "en/kommuner/index.html",
        "en/sok/index.html",
    ]


def test_a_municipality_says_first_how_the_last_went(tmp_path: Path) -> None:
    report = (
        "---\ntitel: Så gick det\nlöfte: 2019\ndatum: 2020-01-28\navser: 2019\ntyp: slutlig\nav: polisen\n"
        "belägg: https://example.org/uppfoljning\nutfall:\n  - åtgärd: kontroller\n    gjort: ja\n---\n"
    )
    pledge = "---\ntitel: Löfte 2019\növerenskommelse: okänd\nparter: polisen\nperiod: 2019\n" + (
        "åtgärder:\n  - id: kontroller\n    vad: Kontrollera\n    ansvarig: polisen\n---\n"
    )
    english = f"---\ntitel: A made-up pledge, 2019\n{WHO}avtryck: 00000000\n---\n"
    own = {f"{PLEDGE}.md": pledge, f"{PLEDGE}.en.md": english, "kommuner/ale/uppfoljningar/2019.md": report}
    write(tmp_path / "content", own)
    make_site(tmp_path / "content", tmp_path / "ut", geography=small_country("ale", "alingsas"))
    rows = read(tmp_path / "ut", "en/kommuner/ale").select(".verdict.place dl > div")
    told = rows[-1].get_text(" ", strip=True)
    assert told.startswith("Latest reported A made-up pledge, 2019 ")
    assert told.endswith(" 2019 · Reported by the police · Done: 1")


def test_a_language_that_is_not_everywhere_has_no_more_municipalities_than_are_translated(tmp_path: Path) -> None:
    write(tmp_path / "content", {**PROVSTAD, **ENGLISH})
    languages = tuple(one.model_copy(update={"everywhere": False}) for one in SETTINGS.languages)
    settings = SETTINGS.model_copy(update={"languages": languages})
    make_site(tmp_path / "content", tmp_path / "ut", settings=settings, geography=small_country("ale", "alingsas"))
    found = [path for path in tree(tmp_path / "ut") if path.startswith("en/kommuner/") and path.endswith("/index.html")]
    assert found == ["en/kommuner/ale/index.html", f"en/{PLEDGE}/index.html"]
    assert "data-tongue" not in (tmp_path / "ut/en/index.html").read_text(encoding="utf-8")


def test_a_municipality_without_translations_tells_in_english_what_became_of_its_pledges(site: Path) -> None:
    page = read(site, "en/kommuner/alingsas")
    (line,) = page.select(".pledged li")
    words = " ".join(line.get_text(" ", strip=True).split())
    assert words == "Påhittat löfte i grannen 2021 2021 · Nothing reported"
    assert line.a is not None
    assert line.a["lang"] == line.a["hreflang"] == "sv"
    assert (site / "en/kommuner/alingsas" / str(line.a["href"])).resolve() == (
        site / "kommuner/alingsas/loften/2021/index.html"
    )


def test_every_municipality_tells_in_english_of_as_many_pledges_as_in_swedish() -> None:
    """The whole of the real content: each of the 290 has its page, with each of its pledges and how it stands in one list."""
    root = pages.real_site()
    listed = re.findall(
        r'href="([^"/]+)/index\.html">[^<]*</a> <span class="note">([^<]*)</span>',
        (root / "en/kommuner/index.html").read_text(encoding="utf-8"),
    )
    assert len(listed) == 290
    for slug, note in listed:
        page = (root / "en/kommuner" / slug / "index.html").read_text(encoding="utf-8")
        listed_there = page.partition('<section class="ask" id="loften">')[2].partition("</section>")[0]
        linked = re.findall(r'<a href="([^"#]*loften/[^"#]+)"', listed_there)
        assert len(linked) == len(set(linked)), slug
        number = re.match(r"([\d,]+) pledge", note)
        assert len(linked) == (int(number[1].replace(",", "")) if number else 0), (slug, note)


@pytest.mark.parametrize("path", ["", "kommuner/ale/", f"{PLEDGE}/", "amnen/trafik/"])
def test_each_page_and_the_same_in_the_other_language_lead_to_each_other(site: Path, path: str) -> None:
    for own, other, language, target in (("sv", "en", "en", f"en/{path}"), ("en", "sv", "sv", path)):
        place = f"en/{path}" if own == "en" else path
        page = read(site, place)
        assert page.html is not None
        assert page.html["lang"] == own
        alternates = {one["hreflang"]: one["href"] for one in page.select("link[rel=alternate][hreflang]")}
        assert set(alternates) == {own, other}
        led = (site / place / str(alternates[other])).resolve()
        assert led == (site / target / "index.html").resolve()
        (link,) = page.select("nav.tongues a")
        assert (link["lang"], link["hreflang"], link["href"]) == (language, language, alternates[other])


def test_an_address_that_is_in_swedish_alone_leads_to_no_other_language(site: Path) -> None:
    page = read(site, "kommuner/alingsas/loften/2021")
    assert page.select("link[hreflang], nav.tongues") == []
    assert [one["hreflang"] for one in page.select("nav.menu a[hreflang]")] == ["en"]


def test_a_pledge_tells_in_english_what_was_promised_and_what_became_of_it(site: Path) -> None:
    page = read(site, f"en/{PLEDGE}")
    (row,) = page.select("ol.measures > li")
    words = " ".join(row.get_text(" ", strip=True).split())
    assert words.startswith("Stop and check cars Reached What is reported is at least as much as was promised.")
    assert "Promised at least 8 checks" in words
    assert "Reported 9 checks" in words
    assert page.select_one(".verdict .word").get_text() == "Reported by the police and Ale kommun"  # type: ignore[union-attr]
    assert "The police and Ale kommun: Kept" in page.get_text()
    assert "as it was on 1 March 2019" in page.get_text()


def test_what_is_not_translated_is_shown_in_swedish_and_marked(site: Path) -> None:
    lede = read(site, f"en/{PLEDGE}").select_one("p.lede")
    assert lede is not None
    assert lede.get_text() == "(in Swedish) Ett prov."
    assert [one.get_text() for one in lede.select("[lang=sv]")] == ["Ett prov."]


def test_no_swedish_of_the_portals_own_is_left_unmarked_on_an_english_page(site: Path) -> None:
    for path in ("en", "en/kommuner", "en/kommuner/ale", "en/kommuner/alingsas", f"en/{PLEDGE}", "en/amnen/trafik"):
        page = read(site, path)
        for marked in page.select("body [lang=sv]"):
            marked.decompose()
        assert re.findall(r"\b(?:och|inte|löften?|åtgärder|som|för)\b", page.body.get_text(" ")) == []  # type: ignore[union-attr]


def test_an_old_translation_is_told_as_old_before_its_text(site: Path) -> None:
    page = read(site, "en/amnen/trafik")
    notice = page.select_one("main p.compiled")
    assert notice is not None
    assert " ".join(notice.get_text().split()) == (
        "Old translation. The Swedish text has been changed since 1 March 2019, and the translation may not say the same. "
        "Read the Swedish page."
    )
    described = page.select_one("meta[name=description]")
    assert described is not None
    assert described["content"] == "Old translation. Safer traffic."
    assert read(site, f"en/{PLEDGE}").select("main p.compiled") == []


def test_the_title_of_an_old_translation_is_told_to_be_old_wherever_it_leads_there(site: Path) -> None:
    for path in ("en", "en/sok", f"en/{PLEDGE}"):
        ways = [one for one in read(site, path).select("main a[href*='amnen/trafik']") if one.get_text() == "Traffic"]
        assert ways
        assert all(one.find_next_sibling(class_="note").get_text() == "Old translation." for one in ways), path  # type: ignore[union-attr]


def _dead(root: Path) -> Iterator[tuple[str, str]]:
    for place in sorted((root / "en").rglob("index.html")):
        page = BeautifulSoup(place.read_bytes(), "lxml")
        for link in page.select("a[href], link[href]"):
            path, anchor = urldefrag(str(link["href"]))
            if re.match(r"[a-z]+:", path):
                continue
            target = place if not path else place.parent / path
            there = target.is_file() and (not anchor or f'id="{anchor}"' in target.read_text(encoding="utf-8"))
            if not there:
                yield str(place.relative_to(root)), str(link["href"])


def test_every_link_of_an_english_page_leads_somewhere(site: Path) -> None:
    assert list(_dead(site)) == []


def test_a_pledge_in_english_is_sound_on_a_phone(site: Path, browser: Browser) -> None:
    with new_page(browser, width=PHONE["width"]) as (page, _said):
        page.goto((site / "en" / PLEDGE / "index.html").as_uri())
        assert [one["id"] for one in Axe().run(page).response["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_who_reads_only_english_finds_from_the_front_page_what_was_promised_in_uppsala_and_whether_it_was_done() -> (
    None
):
    root = pages.real_site()
    place = root / "index.html"
    for text in ("In English", "Uppsala", "Greater safety and more crimes solved in Gottsunda/Valsätra, 2019–2020"):
        page = BeautifulSoup(place.read_bytes(), "lxml")
        link = next(one for one in page.select("a[href]") if one.get_text(strip=True) == text)
        place = (place.parent / urldefrag(str(link["href"]))[0]).resolve()
    page = BeautifulSoup(place.read_bytes(), "lxml")
    rows = {
        row.h3.get_text(): row.select_one(".outcome").get_text(strip=True) for row in page.select("ol.measures > li")
    }  # type: ignore[union-attr]
    assert rows["Open a local police office"] == "Not done (2019), the rest of the time unknown"
    assert rows["More police in the area, with permanent resources"] == "Done"
    assert page.select_one(".verdict .word").get_text() == "Reported by the police and Uppsala kommun"  # type: ignore[union-attr]


@pytest.mark.parametrize("language", sorted(path.name for path in LOCALES.iterdir()))
def test_a_catalogue_has_every_text_that_its_pages_say_and_no_other(language: str) -> None:
    texts = catalogue(language)
    missing = [one for one in language_texts() if not texts._catalog.get(one)]  # type: ignore[attr-defined]
    assert missing == [], f"theme/locale/{language}/LC_MESSAGES/portal.po saknar texterna. Översätt dem där."
    assert set(texts._catalog) - {""} <= set(language_texts())  # type: ignore[attr-defined]
    for one in language_texts():
        assert sorted(re.findall(r"\{\w*\}|%\(\w+\)s", one)) == sorted(
            re.findall(r"\{\w*\}|%\(\w+\)s", texts.gettext(one))
        )


def _rows(number: int) -> list[tuple[str, list[str]]]:
    """The rows of the table of terms in docs/languages.md: a Swedish word, and the English ones."""
    tables = re.findall(r"(?:^\|.*\n)+", (ROOT / "docs" / "languages.md").read_text(encoding="utf-8"), re.M)
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in tables[number].splitlines()[2:]]
    return [(row[0], row[1].split(", ")) for row in cells]


def test_the_catalogue_has_the_terms_of_the_guide() -> None:
    assert [(one, [catalogue("en").gettext(one)]) for one, _ in _rows(0)] == _rows(0)


def _pairs(path: Path) -> Iterator[tuple[str, str]]:
    """Each translated text of a file with the Swedish one."""
    there, here = (
        yaml.load(place.read_text(encoding="utf-8").split("\n---\n")[0], yaml.BaseLoader)
        for place in (path.with_name(f"{path.name.split('.')[0]}.md"), path)
    )
    yield from ((there[key], here[key]) for key in ("titel", "kort") if key in here)
    actions = {row["id"]: row["vad"] for row in there.get("åtgärder", ())}
    yield from ((actions[row["id"]], row["vad"]) for row in here.get("åtgärder", ()))


def test_the_translated_texts_have_the_terms_of_the_guide() -> None:
    missing = [
        (path.relative_to(CONTENT).as_posix(), word, english)
        for path in sorted(CONTENT.rglob("*.en.md"))
        for swedish, english in _pairs(path)
        for word, terms in _rows(1)
        if word in swedish.casefold() and not any(term in english.casefold() for term in terms)
    ]
    assert missing == []
