"""Finding in a real browser: the search in Swedish, its filters, the field with suggestions, and all without scripts."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from pledges.content.geography import load
from pledges.exports.search_index import index
from support.browser import Served, chromium, new_page, served
from support.gathered_sample import pledge
from support.sites import make_site, small_country, write

A = "Påhittat medborgarlöfte i Ale 2019"
B = "Löfte om trygghet i Alingsås 2019"
C = "Påhittad grannsamverkan i Luleå 2020"
PROV = {
    "amnen/provtema.md": "---\ntitel: Provtema\nkort: Ett prov.\n---\n",
    "kommuner/ale/loften/2019.md": pledge(A, "ämnen: provtema\n"),
    "kommuner/alingsas/loften/2019.md": pledge(B) + "Mer samverkan.\n",
    "kommuner/lulea/loften/2020.md": pledge(C, "status: avbrutet\nskäl: Ett prov.\n").replace(
        "period: 2019", "period: 2020"
    ),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("sok")
    write(folder / "content", PROV)
    country = small_country("lulea", "upplands-vasby", "are", *list(load().municipalities)[:20])
    make_site(folder / "content", folder / "ut", geography=country)
    assert index(folder / "ut")
    with served(folder / "ut") as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as chrome:
        yield chrome


@pytest.fixture
def page(browser: Browser, site: Served) -> Iterator[Page]:
    """A page on which nothing may go wrong."""
    with new_page(browser) as (opened, said):
        yield opened
        assert said == []
        assert [path for path in site.missing if "favicon" not in path] == []


def ask(page: Page, site: Served, query: str) -> list[str]:
    """The titles that a search gives, in order."""
    page.goto(f"{site.address}sok/index.html?{query}")
    status = page.locator(".found", has_text="räff")
    status.wait_for()
    if not status.inner_text().startswith("Inga"):
        page.locator(".hits h2").first.wait_for()
    return page.locator(".hits h2").all_inner_texts()


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("löftet", {A, B}),
        ("löfte", {A, B}),
        ("löften", {A, B}),
        ("medborgarlöfte", {A, B}),
        ("medborgarlöftet", {A}),
        ("tryggheten", {B}),
        ("grannsamverkan", {C}),
        ("samverkan", {C}),
        ("Luleå", {C, "Luleå kommun"}),
        ("lulea", {C, "Luleå kommun"}),
        ("LULEÅ", {C, "Luleå kommun"}),
    ],
)
def test_a_word_finds_its_other_forms_and_the_compounds_that_it_is_part_of(
    page: Page, site: Served, words: str, titles: set[str]
) -> None:
    assert titles <= set(ask(page, site, f"q={quote(words)}"))


def test_the_hits_lead_to_their_pages_and_say_what_they_are(page: Page, site: Served) -> None:
    ask(page, site, f"q={quote('grannsamverkan')}")
    hit = page.locator(".hits li", has_text=C)
    expect(hit.locator(".quiet")).to_have_text("Löfte · Luleå · 2020 · Avbrutet")
    hit.locator("a").click()
    expect(page).to_have_url(f"{site.address}kommuner/lulea/loften/2020/index.html")
    expect(page.locator("h1")).to_have_text(C)


def test_filters_narrow_and_the_address_remembers_them(page: Page, site: Served) -> None:
    assert {A, B, C} <= set(ask(page, site, f"typ={quote('Löfte')}"))
    page.select_option("#plats", "Ale")
    expect(page.locator(".hits h2")).to_have_text([A])
    expect(page).to_have_url(f"{site.address}sok/index.html?plats=Ale&typ=L%C3%B6fte")
    assert ask(page, site, f"amne=Provtema&typ={quote('Löfte')}") == [A]
    assert ask(page, site, f"status=Avbrutet&typ={quote('Löfte')}") == [C]
    assert ask(page, site, f"ar=2020&typ={quote('Löfte')}") == [C]


def test_a_place_is_offered_before_the_hits(page: Page, site: Served) -> None:
    ask(page, site, f"q={quote('972 31')}")
    expect(page.locator(".direct a")).to_have_attribute("href", f"{site.address}kommuner/lulea/index.html")
    expect(page.locator(".found")).to_have_text("Inga träffar i texterna, men här är platsen:")
    assert ask(page, site, "q=xyzzy") == []
    expect(page.locator(".found")).to_have_text("Inga träffar. Prova färre eller andra ord, eller ta bort ett urval.")


def test_typing_searches_and_more_hits_come_on_demand(page: Page, site: Served) -> None:
    page.goto(f"{site.address}sok/index.html")
    expect(page.locator("fieldset")).to_be_visible()
    expect(page.locator(".without")).to_be_hidden()
    page.locator("#q").press_sequentially("kommun")
    expect(page.locator(".hits li")).to_have_count(10)
    page.get_by_role("button", name="Visa fler träffar").press("Enter")
    expect(page.locator(".hits li")).to_have_count(20)
    expect(page.locator(".hits li").nth(10).locator("a")).to_be_focused()


def test_suggestions_are_reached_by_keyboard_alone(page: Page, site: Served) -> None:
    page.goto(site.address)
    field = page.get_by_role("combobox", name="Postnummer, ort eller kommun")
    field.press_sequentially("vasby")
    options = page.get_by_role("listbox", name="Platser").get_by_role("option")
    expect(options.first).to_have_text("Upplands Väsby Kommun i Stockholms län")
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", "plats-forslag-0")
    field.press("Escape")
    expect(options.first).to_be_hidden()
    assert field.input_value() == "vasby"
    field.press("ArrowDown")
    field.press("Enter")
    expect(page).to_have_url(f"{site.address}kommuner/upplands-vasby/index.html")


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("972 31", "kommuner/lulea/"), ("97231", "kommuner/lulea/"), ("luleå", "kommuner/lulea/"), ("åre", "kommuner/are/"),
        ("norrbottens län", "lan/norrbottens-lan/"),
    ],
)  # fmt: skip
def test_a_whole_postal_code_or_name_leads_straight_there(page: Page, site: Served, typed: str, address: str) -> None:
    page.goto(site.address)
    page.locator("#plats").fill(typed)
    page.locator("#plats").press("Enter")
    expect(page).to_have_url(f"{site.address}{address}index.html")


def test_the_right_letters_come_before_the_nearly_right(page: Page, site: Served) -> None:
    page.goto(site.address)
    for typed, first in (("åm", "Åmål"), ("am", "Ambjörby")):
        page.locator("#plats").fill(typed)
        expect(page.get_by_role("option").first).to_contain_text(first)


def test_what_is_no_place_is_searched_for(page: Page, site: Served) -> None:
    page.goto(site.address)
    page.locator("#plats").fill("grannsamverkan")
    page.locator("#plats").press("Enter")
    expect(page).to_have_url(f"{site.address}sok/index.html?q=grannsamverkan")
    expect(page.locator(".hits h2")).to_contain_text([C])


def test_without_scripts_the_search_page_shows_other_ways(browser: Browser, site: Served) -> None:
    with new_page(browser, scripts=False) as (page, said):
        page.goto(site.address)
        page.locator("#plats").fill("Luleå")
        page.locator("#plats").press("Enter")
        expect(page).to_have_url(f"{site.address}sok/index.html?q=Lule%C3%A5")
        expect(page.locator("noscript p")).to_contain_text("Sökningen behöver JavaScript")
        expect(page.locator("noscript p")).to_be_visible()
        expect(page.locator("fieldset")).to_be_hidden()
        page.locator(".without").get_by_role("link", name="Kommuner A–Ö").click()
        expect(page.get_by_role("link", name="Luleå", exact=True)).to_be_visible()
        assert said == []


def test_a_search_that_cannot_start_says_so(browser: Browser, site: Served, tmp_path: Path) -> None:
    with new_page(browser) as (page, _):
        page.route("**/pagefind.js", lambda route: route.abort())
        page.goto(f"{site.address}sok/index.html?q=x")
        expect(page.locator(".found")).to_have_text("Sökningen kunde inte starta. Så här hittar du ändå:")
        expect(page.locator(".without")).to_be_visible()
