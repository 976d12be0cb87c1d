"""Finding in another language: its own pages first, the Swedish ones told as such, places, and lists without scripts."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, expect

from pledges.exports.search_index import index
from pledges.exports.search_words_known import plain_word_files
from support.browser import Served, new_page, served
from support.provstad import PROVSTAD
from support.sites import made_once, make_site, small_country, write

WHO = "översatt av: portalens redaktion\ngäller texten från: 2019-03-01\n"
CONTENT = {
    **PROVSTAD,
    "kommuner/ale/loften/2019.en.md": f"---\ntitel: A made-up pledge in Ale on cars, without a break\n{WHO}avtryck: 00000000\n---\n",
    "kommuner/alingsas/omraden/provparken.md": "---\ntitel: Provparken\n---\n",
    "kommuner/alingsas/loften/2022.md": (
        "---\ntitel: Mot påhittad narkotika 2022\nkort: Ett prov.\növerenskommelse: okänd\nparter: polisen\nperiod: 2022\n"
        "områden: [provparken]\n---\n"
    ),
}


@pytest.fixture(scope="module")
def folder() -> Path:
    def make(folder: Path) -> None:
        write(folder / "content", CONTENT)
        make_site(folder / "content", folder / "ut", geography=small_country("ale", "alingsas"))
        assert index(folder / "ut")

    return made_once("sok-sprak", make) / "ut"


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[Served]:
    with served(folder) as address:
        yield address


@pytest.fixture
def page(browser: Browser, site: Served) -> Iterator[Page]:
    """A page on which nothing may go wrong."""
    with new_page(browser) as (opened, said):
        yield opened
        assert said == []
        assert [path for path in site.missing if "favicon" not in path] == []


def test_english_words_find_english_pages_first_and_then_swedish_ones_that_are_told_as_such(
    page: Page, site: Served
) -> None:
    page.goto(f"{site.address}en/sok/?q=cars")
    expect(page.locator(".found")).to_contain_text("Hits in English: 2.")
    expect(page.locator(".own h3 a").first).to_have_attribute(
        "href", f"{site.address}en/kommuner/ale/loften/2019/index.html"
    )
    expect(page.locator(".own li p strong").first).to_have_text("Old translation.")
    page.locator("#q").fill("drugs in Alingsås")
    expect(page.locator(".swedish > p.quiet")).to_have_text("narkotika, Alingsås")
    hit = page.locator(".swedish li", has_text="Mot påhittad narkotika 2022").first
    assert (hit.get_attribute("lang"), hit.locator("a").get_attribute("hreflang")) == ("sv", "sv")
    expect(page.locator(".direct a").first).to_have_attribute("href", f"{site.address}en/kommuner/alingsas/index.html")
    assert [one["id"] for one in Axe().run(page).response["violations"]] == []
    page.locator("#q").fill("xyzzy")
    expect(page.locator(".found")).to_have_text("No hits. Try fewer or other words.")


def test_what_means_the_same_counts_as_a_whole(page: Page, site: Served) -> None:
    """A burglary is a break-in, and no page that has a break and an in."""
    page.goto(f"{site.address}en/sok/?q=burglary")
    expect(page.locator("form[data-ready]")).to_be_visible()
    assert page.locator(".own h3").all_inner_texts() == []


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("Alingsås", "en/kommuner/alingsas/index.html"),
        ("Provparken", "en/kommuner/alingsas/index.html#del-provparken"),
        ("Västra Götalands län", "en/kommuner/index.html#vastra-gotalands-lan"),
        ("made-up", "en/sok/index.html?q=made-up"),
    ],
)
def test_the_field_leads_to_pages_in_the_language(page: Page, site: Served, typed: str, address: str) -> None:
    page.goto(f"{site.address}en/")
    page.locator("#plats").fill(typed)
    page.locator("#plats").press("Enter")
    expect(page).to_have_url(site.address + address)


def test_who_came_by_a_locality_is_led_to_what_names_it_in_english(page: Page, site: Served) -> None:
    page.goto(f"{site.address}en/kommuner/alingsas/#ort=Provdalen")
    expect(page.locator("#annanstans")).to_contain_text("Nothing mentions Provdalen by name.")


def test_without_scripts_lists_lead_to_everything_and_the_words_tie_the_languages(folder: Path) -> None:
    page = BeautifulSoup((folder / "en/sok/index.html").read_bytes(), "lxml")
    ways = [str(one["href"]) for one in page.select(".without a")]
    assert "../kommuner/index.html" in ways
    ties = {one.select("span")[1].get_text(): one.select("span")[0].get_text() for one in page.select(".ties li")}
    assert "drugs" in ties["narkotika"].split(", ")
    assert "speeding" in ties["hastigheter"].split(", ")


def test_a_language_that_has_no_search_page_any_more_has_no_index(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder / "en", tmp_path / "ut/en")
    (tmp_path / "ut/en/sok/index.html").unlink()
    index(tmp_path / "ut")
    assert not (tmp_path / "ut/en/sok/pagefind").exists()


def test_the_words_of_a_language_lie_by_their_first_letter_in_lower_case() -> None:
    files = plain_word_files({"Drugs", "drugs", "Ängs", "čáhci"})
    assert files["d.json"] == b'{"ord":"drugs"}'
    assert files["a.json"] == '{"ord":"ängs"}'.encode()
    assert files["c.json"] == '{"ord":"čáhci"}'.encode()
