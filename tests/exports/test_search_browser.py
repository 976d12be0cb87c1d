"""Finding in a real browser: the search in Swedish, its filters, the field with suggestions, and all without scripts."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

import orjson
import pytest
from playwright.sync_api import Browser, Page, expect

from pledges.content.geography import MunicipalityFacts, load, postal_codes
from pledges.exports.place_finder import KEYS
from pledges.exports.search_index import index
from pledges.swedish import fold
from support.browser import Served, new_page, served
from support.depth import short_or_whole
from support.gathered_sample import pledge
from support.sites import made_once, make_site, small_country, write

A = "Påhittat medborgarlöfte i Ale 2019"
B = "Löfte om trygghet i Alingsås 2019"
C = "Påhittad grannsamverkan i Luleå 2020"
D = "Påhittad mätning och hundar 2019"
MIXED = pledge(
    D,
    """åtgärder:
  - {id: matning, vad: Påhittad mätning, ämne: provljud}
  - {id: rastgard, vad: Påhittad rastgård, ämne: provhundar}
  - {id: skylt, vad: Påhittad skylt, del: d}
delar:
  - {id: d, titel: Påhittad del, ämne: provhundar}
""",
)
E = "Påhittat löfte på längre tid"
F = "Påhittad överenskommelse på längre tid"
G = "Påhittat löfte med okänt slut"
H = "Påhittat löfte tills vidare"
AGREEMENT = f"---\ntitel: {F}\nparter: [polisen, kommunen]\nperiod: 2023/2026\n---\n"
REPORT = """---
titel: Så gick det
löfte: %s
datum: 2020-01-10
avser: 2019
typ: slutlig
av: [polisen, kommunen]
belägg: https://provstad.example/a
utfall:
%s---
"""
KEPT = ("lulea", "stockholm", "vaxholm", "upplands-vasby", "are", *list(load().municipalities)[:20])
PROV = {
    "amnen/provljud.md": "---\ntitel: Provljud\nkort: Ett prov.\n---\n",
    "amnen/provhundar.md": "---\ntitel: Provhundar\nkort: Ett prov.\n---\n",
    "kommuner/vaxholm/loften/2019.md": MIXED,
    "kommuner/vaxholm/uppfoljningar/2019.md": REPORT % ("2019", "  - {åtgärd: skylt, gjort: ja}\n"),
    "amnen/provtema.md": "---\ntitel: Provtema\nkort: Ett prov.\n---\n",
    "kommuner/ale/loften/2019.md": pledge(A, "ämnen: provtema\n"),
    "kommuner/alingsas/loften/2019.md": pledge(B) + "Mer förebyggande samverkan.\n",
    "kommuner/alingsas/omraden/provparken.md": "---\ntitel: Provparken\n---\n",
    "kommuner/alingsas/omraden/provnas-sollebrunn.md": "---\ntitel: Provnäs-Sollebrunn\n---\n",
    "kommuner/lulea/loften/2020.md": pledge(C, "status: avbrutet\nskäl: Ett prov.\n").replace(
        "period: 2019", "period: 2020"
    ),
    "kommuner/are/omraden/provbacken.md": "---\ntitel: Provbacken\npostnummer: [837 99]\n---\n",
    "kommuner/are/loften/2019.md": pledge("Påhittat åtagande för Provbacken", "områden: [provbacken]\n"),
    "kommuner/upplands-vasby/loften/2020.md": pledge("Påhittad kontroll av gångtunnlar").replace(
        "period: 2019", "period: 2020"
    ),
    "kommuner/arboga/loften/lang.md": pledge(E).replace("period: 2019", "period: 2024/2027"),
    "kommuner/arboga/loften/oppet.md": pledge(G).replace("period: 2019", "period: 2017/okänd"),
    "kommuner/arvika/loften/oppet.md": pledge(H).replace("period: 2019", "period: 2021/.."),
    "kommuner/arboga/overenskommelser/lang.md": AGREEMENT,
    "sidor/for-personalen.md": "---\ntitel: Till personalen\ni sökningen: nej\n---\n\nSkriv om gångtunnlar.\n",
    "sidor/lagen.md": "---\ntitel: Vad lagen kräver\n---\n\nPåhittad text om paragrafer.\n",
    "sidor/om-tunnlar.md": "---\ntitel: Gångtunnlar, gångtunnlar\n---\n\nKontroll av gångtunnlar en gång om året. Tunnlar är mörka.\n\nNattvandrare får vända en natt.\n",
    "polisen/lpo-provdalen.md": "---\ntitel: Lokalpolisområde Provdalen\nkommuner: [ale]\n---\n",
}


@pytest.fixture(scope="module")
def site() -> Iterator[Served]:
    def make(folder: Path) -> None:
        write(folder / "content", PROV)
        make_site(folder / "content", folder / "ut", geography=small_country(*KEPT))
        assert index(folder / "ut")

    with served(made_once("sok", make) / "ut") as address:
        yield address


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


@pytest.mark.parametrize(
    ("words", "unknown", "guesses"),
    [
        ("Lulb", "Lulb", []),
        ("Grannlägenhet", "Grannlägenhet", []),
        ("Luleå Lulb", "Lulb", []),
        ("gångtunnelbana", "gångtunnelbana", []),
        ("kontrol grandsamverkan", "grandsamverkan", ["kontrol grannsamverkan"]),
        ("Grannsamvekran", "Grannsamvekran", ["grannsamverkan"]),
        ("Duved i Lulb", "Duved", ["Duved Ort i Åre kommun"]),
        ("Provbakcen", "Provbakcen", ["Provbacken Del av Åre kommun"]),
    ],
)
def test_a_word_that_no_page_has_finds_nothing_by_its_first_letters(
    page: Page, site: Served, words: str, unknown: str, guesses: list[str]
) -> None:
    assert ask(page, site, f"q={quote(words)}") == []
    expect(page.locator(".found")).to_have_text(
        f"Inga träffar: ”{unknown}” finns inte på någon sida. Är det en plats? Prova postnumret eller kommunen."
    )
    if guesses:
        expect(page.locator(".guess")).to_have_text(f"Menade du {', '.join(guesses)}?")
    else:
        expect(page.locator(".guess")).to_be_hidden()


def test_only_what_is_spelt_almost_so_is_guessed_at(page: Page, site: Served) -> None:
    """Who asked for Hallunda was asked about Halland, two letters away."""
    page.goto(f"{site.address}sok/index.html")
    names = ["halland", "eskilstuna", "hammaro", "ornskoldsvik"]
    asked = ["hallunda", "eskilstna", "hammarby", "ornskjoldvik", "abc"]
    guesses = page.evaluate(
        "([asked, names]) => asked.map((one) => places.nearest(one, names) ?? null)", [asked, names]
    )
    assert guesses == [None, "eskilstuna", None, "ornskoldsvik", None]


def test_a_guess_leads_to_its_hits(page: Page, site: Served) -> None:
    ask(page, site, f"q={quote('Grannsamvekran')}")
    page.locator(".guess a").click()
    expect(page).to_have_url(f"{site.address}sok/index.html?q=grannsamverkan")
    expect(page.locator(".hits h2").first).to_have_text(C)


@pytest.mark.parametrize("words", ["gångtunnlar", "gångtunnel", "gångtunneln", "gangtunnlarna"])
def test_every_form_of_a_word_is_found_and_pledges_come_first(page: Page, site: Served, words: str) -> None:
    """The plain page has the word more often, and would else come before; the staff's own page is left out."""
    titles = ask(page, site, f"q={quote(words)}")
    assert titles == ["Påhittad kontroll av gångtunnlar", "Gångtunnlar, gångtunnlar", "Upplands Väsby kommun"]


@pytest.mark.parametrize(
    ("words", "part"),
    [("gångtunnlar", "tunnlar"), ("tunnlar", None), ("gångtunnelbana", None), ("nattvandrare", None)],
)
def test_a_compound_that_is_found_leads_on_to_its_last_part(
    page: Page, site: Served, words: str, part: str | None
) -> None:
    ask(page, site, f"q={quote(words)}")
    if part is None:
        expect(page.locator(".guess")).to_be_hidden()
        return
    expect(page.locator(".guess")).to_have_text(f"Se också {part}.")
    page.locator(".guess a").click()
    expect(page).to_have_url(f"{site.address}sok/index.html?q={part}")
    expect(page.locator(".hits h2").first).to_have_text("Påhittad kontroll av gångtunnlar")


@pytest.mark.parametrize(
    ("words", "instead"),
    [
        ("gångtunnelns", "gångtunnlar"),
        ("tvångsgångtunnlar", None),
        ("kontrollernas", "kontroll"),
        ("trygghetskontroll", "kontroll"),
        ("Trygghetskontrollernas", "kontroll"),
        ("trygghetsförebyggande", "trygghet förebyggande"),
        ("hittepåkontroll", None),
        ("trygghetskontrollant", None),
    ],
)
def test_it_is_told_when_something_else_is_shown(page: Page, site: Served, words: str, instead: str | None) -> None:
    titles = ask(page, site, f"q={quote(words)}")
    told = page.locator(".found").inner_text()
    assert told.startswith(f"Visar träffar för ”{instead}”. ") == (instead is not None) == bool(titles)


def test_the_first_hit_is_on_the_first_screen_of_a_phone(page: Page, site: Served) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    ask(page, site, f"q={quote('Luleå')}&ar=2020")
    expect(page.locator(".direct")).to_be_visible()
    expect(page.locator(".narrow summary")).to_have_text("Visa bara: 2020")
    box = page.locator(".hits h2").first.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 740
    page.locator(".narrow summary").click()
    expect(page.get_by_role("combobox", name="Län")).to_be_visible()


def test_the_hits_lead_to_their_pages_and_say_what_they_are(page: Page, site: Served) -> None:
    ask(page, site, f"q={quote('grannsamverkan')}")
    hit = page.locator(".hits li", has=page.locator("h2", has_text=C))
    expect(hit.locator(".quiet")).to_have_text("Löfte · Luleå · 2020 · Inget redovisat")
    hit.locator("a").click()
    expect(page).to_have_url(f"{site.address}kommuner/lulea/loften/2020/index.html")
    expect(page.locator("h1")).to_have_text(C)


def test_filters_narrow_and_the_address_remembers_them(page: Page, site: Served) -> None:
    assert {A, B, C} <= set(ask(page, site, f"typ={quote('Löfte')}"))
    page.locator(".narrow summary").click()
    page.select_option("#plats", "Ale")
    expect(page.locator(".hits h2")).to_have_text([A])
    expect(page).to_have_url(f"{site.address}sok/index.html?plats=Ale&typ=L%C3%B6fte")
    assert ask(page, site, f"amne=Provtema&typ={quote('Löfte')}") == [A]
    assert ask(page, site, f"lan={quote('Norrbottens län')}&typ={quote('Löfte')}") == [C]
    assert C in ask(page, site, f"status={quote('Inget redovisat')}&typ={quote('Löfte')}")
    assert set(ask(page, site, f"ar=2020&typ={quote('Löfte')}")) == {C, "Påhittad kontroll av gångtunnlar"}


def test_what_can_be_chosen_says_how_many_hits_it_gives_beside_the_other_choices(page: Page, site: Served) -> None:
    def offered(choice: str) -> list[str]:
        return page.locator(f"{choice} option").all_inner_texts()[1:]

    ask(page, site, f"q={quote('löfte')}&typ={quote('Löfte')}")
    page.locator(".narrow summary").click()
    assert (offered("#plats"), offered("#ar")) == (
        ["Ale (1)", "Alingsås (1)", "Arboga (2)", "Arvika (1)", "Luleå (1)", "Upplands Väsby (1)", "Åre (1)"],
        ["2027 (1)", "2026 (1)", "2025 (1)", "2024 (1)", "2021 (1)", "2020 (2)", "2019 (3)", "2017 (1)"],
    )
    page.select_option("#plats", "Ale")
    expect(page.locator(".hits h2")).to_have_text([A])
    assert (len(offered("#plats")), offered("#ar"), offered("#amne")) == (7, ["2019 (1)"], ["Provtema (1)"])
    page.locator("#q").fill("")
    page.select_option("#typ", "")
    expect(page.locator("#ar option")).to_have_text(["Alla år", "2019 (1)"])


def test_what_became_of_an_action_is_of_the_theme_that_is_chosen(page: Page, site: Served) -> None:
    """The pledge is about both themes, and only what is about dogs is reported."""

    def offered(choice: str) -> list[str]:
        return page.locator(f"{choice} option").all_text_contents()[1:]

    assert ask(page, site, f"atgarder=Gjort&typ={quote('Löfte')}") == [D]
    assert offered("#amne") == ["Provhundar (1)"]
    label = page.locator("label[for=atgarder]")
    expect(label).to_have_text("Någon åtgärd är")
    status = page.locator("label[for=status]")
    expect(status).to_have_text("Löftets status")
    assert ask(page, site, "amne=Provhundar&atgarder=Gjort") == [D]
    expect(label).to_have_text("Någon åtgärd om ämnet är")
    expect(status).to_have_text("Hela löftets status")
    assert offered("#atgarder") == ["Gjort (1)"]
    assert ask(page, site, "amne=Provljud&atgarder=Gjort") == []
    assert offered("#atgarder") == ["Gjort (0)"]
    expect(page.locator("#atgarder")).to_have_value("Gjort")
    assert D in ask(page, site, "amne=Provljud")
    assert offered("#atgarder") == []


def test_a_theme_in_a_county_leads_to_the_list_of_all_of_it(page: Page, site: Served) -> None:
    county = quote("Västra Götalands län")
    assert A in ask(page, site, f"amne=Provtema&lan={county}")
    way = page.locator(".direct a")
    expect(way).to_have_text("Hela listan: Provtema i Västra Götalands län")
    way.click()
    expect(page).to_have_url(f"{site.address}amnen/provtema/vastra-gotalands-lan/index.html")
    expect(page.locator("h1")).to_have_text("Provtema i Västra Götalands län")
    ask(page, site, f"amne=Provtema&lan={quote('Norrbottens län')}")
    expect(page.locator(".direct")).to_be_hidden()


def test_a_municipality_that_is_named_is_led_to_though_the_rest_gives_nothing(page: Page, site: Served) -> None:
    assert ask(page, site, "q=xyzzyx+Lule%C3%A5") == []
    expect(page.locator(".direct a").first).to_have_text("Luleå")


def test_a_choice_that_is_not_here_is_said_to_be_gone(page: Page, site: Served) -> None:
    assert C in ask(page, site, "q=grannsamverkan&amne=Finns+inte")
    told = page.locator(".found")
    expect(told).to_have_text(re.compile("^Urvalet ”Finns inte” finns inte här, så det är borttaget. [0-9]+ träff"))
    expect(page).to_have_url(f"{site.address}sok/index.html?q=grannsamverkan")
    page.goto(f"{site.address}sok/index.html?amne=Finns+inte")
    expect(told).to_have_text("Urvalet ”Finns inte” finns inte här, så det är borttaget.")


@pytest.mark.parametrize(
    ("words", "titles", "told"),
    [
        ("samverkan Luleå", [C, "Luleå kommun"], "Visar träffar för ”samverkan” i Luleå. 2 träffar."),
        ("samverkan i Luleå kommun", [C, "Luleå kommun"], "Visar träffar för ”samverkan” i Luleå. 2 träffar."),
        (
            "samverkan i norrbottens län",
            [C, "Luleå kommun"],
            "Visar träffar för ”samverkan” i Norrbottens län. 2 träffar.",
        ),
    ],
)
def test_a_place_that_is_named_narrows_the_search_to_it(
    page: Page, site: Served, words: str, titles: list[str], told: str
) -> None:
    assert ask(page, site, f"q={quote(words)}") == titles
    expect(page.locator(".found")).to_have_text(told)


def test_what_a_named_place_has_nothing_about_is_said_and_shown_from_elsewhere_under_a_heading(
    page: Page, site: Served
) -> None:
    page.goto(f"{site.address}sok/index.html?q={quote('mätning i Luleå')}")
    expect(page.locator(".hits h2").first).to_have_text(D)
    expect(page.locator(".found")).to_have_text("Inget om ”mätning” i Luleå.")
    expect(page.locator(".aside")).to_have_text("Om ”mätning” på andra platser")
    expect(page.locator(".direct a")).to_have_attribute("href", f"{site.address}kommuner/lulea/index.html")
    ask(page, site, "q=samverkan")
    expect(page.locator(".aside")).to_be_hidden()


def test_small_words_are_neither_searched_for_nor_marked(page: Page, site: Served) -> None:
    assert ask(page, site, f"q={quote('hur är det på rastgård')}")[0] == D
    marked = {one.lower() for one in page.locator(".hits mark").all_inner_texts()}
    assert marked
    assert all("rastgård" in one for one in marked), marked


def test_a_kind_of_page_that_is_named_comes_before_the_pledges(page: Page, site: Served) -> None:
    assert ask(page, site, f"q={quote('uppföljning mätning')}")[0] == "Så gick det"
    assert ask(page, site, f"q={quote('mätning')}")[0] == D


@pytest.mark.parametrize(
    ("words", "told", "titles"),
    [
        ("vad har gjorts i Vaxholm", "Löften i Vaxholm med minst en åtgärd gjord eller nådd: 1", [D]),
        ("hur många löften har hållits i Vaxholm", "Löften i Vaxholm med minst en åtgärd gjord eller nådd: 1", [D]),
        (
            "löften som inte uppfyllts i Alingsås 2019",
            "Löften i Alingsås 2019 där något inte gjordes, inte nåddes eller hindrades: inget av det som finns här.",
            [B],
        ),
    ],
)
def test_what_became_of_actions_is_asked_for_in_words(
    page: Page, site: Served, words: str, told: str, titles: list[str]
) -> None:
    page.goto(f"{site.address}sok/index.html?q={quote(words)}")
    expect(page.locator(".found")).to_have_text(told)
    expect(page.locator(".hits h2")).to_have_text(titles)
    expect(page.locator(".direct a").last).to_be_visible()
    expect(page.locator(".aside")).to_have_text("Alla löften i Alingsås 2019" if "inte" in words else "")


UNSURE = "1 träff har en tid som inte är helt känd."


@pytest.mark.parametrize(
    ("words", "told", "titles"),
    [
        ("Arboga 2025", f"Löften i Arboga 2025: 1. {UNSURE}", [E, G, F]),
        ("löften i Arboga år 2027", f"Löften i Arboga 2027: 1. {UNSURE}", [E, G]),
        ("Arboga 1999", "Löften i Arboga 1999: inget av det som finns här.", []),
        ("Arboga 2018", f"Löften i Arboga 2018: inget av det som finns här. {UNSURE}", [G]),
        ("Arvika 2025", "Löften i Arvika 2025: 1.", [H]),
        ("Arvika 2020", "Löften i Arvika 2020: inget av det som finns här.", []),
        ("överenskommelse Arboga 2025", "Visar träffar för ”överenskommelse 2025” i Arboga. 3 träffar.", [F, E, G]),
        (
            "vad har inte gjorts i Arboga 2025",
            "Löften i Arboga 2025 där något inte gjordes, inte nåddes eller hindrades: inget av det som finns här.",
            [E, G],
        ),
    ],
)
def test_a_year_beside_a_place_finds_what_is_of_a_time_with_the_year_in_it(
    page: Page, site: Served, words: str, told: str, titles: list[str]
) -> None:
    """No page has the year as a word: "Kiruna 2025" was said to have nothing, beside a pledge for 2024–2027."""
    page.goto(f"{site.address}sok/index.html?q={quote(words)}")
    expect(page.locator(".found")).to_have_text(told)
    expect(page.locator(".hits h2")).to_have_text(titles)
    if G in titles:
        hit = page.locator(".hits li", has_text=G).locator(".quiet")
        expect(hit).to_contain_text("Löfte · Arboga · 2017–okänt")


def test_a_year_alone_leads_to_its_list(page: Page, site: Served) -> None:
    page.goto(f"{site.address}sok/index.html?q=2026")
    expect(page.locator(".found")).to_have_text("Löften 2026: 2.")
    expect(page.locator(".hits h2")).to_have_text([E, H, F])
    page.locator(".direct").get_by_role("link", name="Löften 2026").click()
    expect(page).to_have_url(f"{site.address}loften/2026/index.html")
    expect(page.get_by_role("link", name=E)).to_be_visible()


def test_how_many_pledges_were_kept_leads_to_what_is_known_of_the_country(page: Page, site: Served) -> None:
    page.goto(f"{site.address}sok/index.html?q={quote('hur många löften har hållits')}")
    expect(page.locator(".found")).to_have_text(
        re.compile(
            r"^\d+ av \d+ löften är redovisade\. Portalen räknar åtgärder, inte hela löften\. .* gjord eller nådd: \d+\.$"
        )
    )
    led = page.locator(".direct a", has_text="Läget i landet")
    expect(led).to_have_attribute("href", re.compile("/laget/index.html$"))


def test_what_the_portal_has_a_page_of_its_own_about_comes_first(page: Page, site: Served) -> None:
    page.goto(f"{site.address}sok/index.html?q={quote('Vad kräver lagen?')}")
    own = page.locator(".direct a").first
    expect(own).to_have_text("Vad lagen kräver")
    expect(own).to_have_attribute("href", re.compile("/sidor/lagen/index.html$"))
    page.goto(f"{site.address}sok/index.html?q={quote('kontroll lagen')}")
    page.locator(".hits h2").first.wait_for()
    expect(page.locator(".direct:visible")).to_have_count(0)


def test_a_municipality_that_lacks_its_last_letters_is_guessed_at(page: Page, site: Served) -> None:
    page.goto(f"{site.address}sok/index.html?q={quote('samverkan Vaxhol')}")
    expect(page.locator(".guess")).to_have_text("Menade du samverkan Vaxholm?")


def test_nothing_found_shows_the_other_ways(page: Page, site: Served) -> None:
    assert ask(page, site, "q=zzzz") == []
    expect(page.locator(".without")).to_be_visible()
    page.fill("#q", "samverkan")
    page.locator(".hits h2").first.wait_for()
    expect(page.locator(".without")).to_be_hidden()


def test_who_asks_for_what_was_not_done_is_led_to_its_list(page: Page, site: Served) -> None:
    page.goto(f"{site.address}sok/index.html?q={quote('inte gjort')}")
    led = page.locator(".direct a").first
    expect(led).to_have_text("Löften där något inte gjordes, inte nåddes eller hindrades")
    expect(led).to_have_attribute("href", re.compile("/loften/inte-gjort/index.html$"))


def test_a_postal_code_of_a_locality_leads_to_the_part_that_the_locality_leads_to(page: Page, site: Served) -> None:
    """Farsta's codes led to all of Stockholm, and its name to Farsta-Vantör."""
    code = next(one.code for one in postal_codes() if one.locality == "Sollebrunn")
    page.goto(f"{site.address}index.html")
    page.fill("#plats", code)
    page.keyboard.press("Enter")
    page.wait_for_url("**/kommuner/alingsas/omraden/provnas-sollebrunn/index.html")


@pytest.mark.parametrize("typed", ["Sollebrunn", "Provnäs"])
def test_a_part_of_a_municipality_is_found_by_each_of_its_names(page: Page, site: Served, typed: str) -> None:
    """One is a locality too, which the part takes the place of; the other is only a word of the name."""
    page.goto(f"{site.address}index.html")
    page.fill("#plats", typed)
    expect(page.locator(".suggestions li")).to_have_count(1)
    page.keyboard.press("Enter")
    page.wait_for_url("**/kommuner/alingsas/omraden/provnas-sollebrunn/index.html")


def test_a_place_is_offered_before_the_hits(page: Page, site: Served) -> None:
    ask(page, site, f"q={quote('972 31')}")
    expect(page.locator(".direct a")).to_have_attribute("href", f"{site.address}kommuner/lulea/index.html")
    expect(page.locator(".found")).to_have_text("Inga träffar i texterna, men här är platsen:")
    page.goto(f"{site.address}sok/index.html?q=999+99")
    said = "Postnumret 999 99 finns inte i portalens uppgifter. Skriv orten eller kommunen i stället."
    expect(page.locator(".found")).to_have_text(said)
    assert ask(page, site, "q=grannsamverkan&plats=Ale") == []
    expect(page.locator(".found")).to_have_text("Inga träffar. Prova färre eller andra ord, eller ta bort ett urval.")


def test_typing_searches_and_more_hits_come_on_demand(page: Page, site: Served) -> None:
    page.goto(f"{site.address}sok/index.html")
    expect(page.locator(".narrow")).to_be_visible()
    expect(page.locator(".without")).to_be_visible()
    page.locator("#q").press_sequentially("kommun")
    # Every pause in the typing is a search of its own: the last one's hits are waited for.
    expect(page).to_have_url(re.compile(r"\?q=kommun\b"))
    expect(page.locator(".found")).to_contain_text("träffar")
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
    expect(field).to_have_value("vasby")
    field.press("ArrowDown")
    field.press("Enter")
    expect(page).to_have_url(f"{site.address}kommuner/upplands-vasby/index.html")


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("972 31", "kommuner/lulea/"), ("97231", "kommuner/lulea/"), ("luleå", "kommuner/lulea/"), ("åre", "kommuner/are/"),
        ("norrbottens län", "lan/norrbottens-lan/"), ("Luleå kommun", "kommuner/lulea/"),
        ("972 31 Luleå", "kommuner/lulea/"), ("S-972 31", "kommuner/lulea/"), ("Storgatan 1, Luleå", "kommuner/lulea/"),
        ("Upplands-Väsby", "kommuner/upplands-vasby/"), ("ÅRE", "kommuner/are/"),
        ("Provbacken", "kommuner/are/omraden/provbacken/"), ("837 99", "kommuner/are/omraden/provbacken/"),
        ("Provdalen", "polisen/lpo-provdalen/"), ("lpo provdalen", "polisen/lpo-provdalen/"),
        ("Region Nord", "polisen/region-nord/"),
    ],
)  # fmt: skip
def test_a_whole_postal_code_or_name_leads_straight_there(page: Page, site: Served, typed: str, address: str) -> None:
    page.goto(site.address)
    page.locator("#plats").fill(typed)
    page.locator("#plats").press("Enter")
    expect(page).to_have_url(f"{site.address}{address}index.html")


FOUND = """async (asked) => {
  const form = document.querySelector("form.find");
  const best = async (text) => (await places.find(form, text)).filter((one) => one.exact);
  return Promise.all(asked.map(async (text) => (await best(text)).map((one) => [one.name, one.note, new URL(one.href).pathname])));
}"""


def found(page: Page, site: Served, asked: list[str]) -> list[list[tuple[str, str, str]]]:
    """(name, note, path) of what fits each text best, by the page's own script."""
    page.goto(site.address)
    return [[(name, note, path) for name, note, path in places] for places in page.evaluate(FOUND, asked)]


def spellings(facts: MunicipalityFacts) -> set[str]:
    """How people write a municipality's name."""
    name = facts.name
    genitive = name if name[-1] in "sxz" else f"{name}s"
    written = {
        name, genitive, facts.official_name, f"{name} kommun", f"{genitive} kommun", f"{genitive} stad", f" {name}  ",
        name.replace("-", " "), name.replace(" ", "-"), re.sub("[- ]", "", name),
        f"{name.replace('-', ' ')} kommun", facts.official_name.replace(" ", "-"),
    }  # fmt: skip
    written |= {one.casefold() for one in written} | {name.upper(), unicodedata.normalize("NFD", name)}
    return written | {fold(one) for one in written}


def test_each_of_the_290_names_leads_to_its_page_however_it_is_written(page: Page, site: Served) -> None:
    """Håbo without its ring is Habo, which is a municipality too."""
    asked = [(one, facts) for facts in load().municipalities.values() for one in sorted(spellings(facts))]
    wrong = {
        text: places
        for (text, facts), places in zip(asked, found(page, site, [text for text, _ in asked]), strict=True)
        if {path for _, _, path in places} != {f"/kommuner/{facts.slug}/index.html"}
        and not (facts.slug == "haabo" and "å" not in text.casefold())
    }
    assert wrong == {}
    assert len(asked) > 4_000


def test_each_of_the_15463_postal_codes_leads_to_its_municipality_however_it_is_written(
    page: Page, site: Served
) -> None:
    slugs = {facts.code: facts.slug for facts in load().municipalities.values()}
    writings = (str, lambda code: f"{code[:3]} {code[3:]}", lambda code: f" se-{code[:3]}{code[3:]} ")
    assert len(postal_codes()) == 15_463
    codes = postal_codes()[:: short_or_whole(5, 1)]
    asked = [writings[number % 3](one.code) for number, one in enumerate(codes)]
    wrong = {
        one.code: places
        for one, places in zip(codes, found(page, site, asked), strict=True)
        if one.code != "83799"  # a part of Åre, above
        and {path for _, _, path in places} != {f"/kommuner/{slugs[code]}/index.html" for code in one.municipalities}
    }
    assert wrong == {}


def test_every_suggestion_is_taken_when_it_is_typed(page: Page, site: Served) -> None:
    """By its name alone where no municipality has the same; with what it says of itself always."""
    options = {
        (name, note, f"/{address}index.html")
        for key in KEYS
        for name, note, address in places_in(site, key)
    }  # fmt: skip
    assert len(options) > 17_000
    listed = sorted(options)[:: short_or_whole(5, 1)]
    by_name = found(page, site, [name for name, _, _ in listed])
    missed = [
        option
        for option, places in zip(listed, by_name, strict=True)
        if option not in places and not any(note.startswith("Kommun i") for _, note, _ in places)
    ]
    assert missed == []
    unlike = [one for one in listed if not one[0][0].isdigit()]
    in_full = found(page, site, [f"{name} {note}" for name, note, _ in unlike])
    assert [(one, places) for one, places in zip(unlike, in_full, strict=True) if places != [one]] == []


def places_in(site: Served, key: str) -> list[tuple[str, str, str]]:
    """(name, note, address) in one of the site's files."""
    with urlopen(f"{site.address}hitta/{key}.json") as answer:
        file = orjson.loads(answer.read())
    return [(name, *file["platser"][at][:2]) for name, at, *_ in file["namn"]]


def test_a_code_that_may_lie_in_two_municipalities_offers_both(page: Page, site: Served) -> None:
    page.goto(site.address)
    page.locator("#plats").fill("123 52")
    page.get_by_role("button", name="Hitta").click()
    options = page.get_by_role("option")
    expect(options).to_have_text(["123 52 Farsta Huddinge kommun", "123 52 Farsta Stockholms stad"])
    expect(page.locator(".told[role=status]")).to_have_text("Flera platser passar. Välj en i listan.")
    expect(page.locator(".told")).to_be_visible()
    page.locator("#plats").press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(page).to_have_url(site.address)


@pytest.mark.parametrize(
    ("typed", "some"),
    [
        ("Hammarby", ["Gästrike-Hammarby Ort i Sandvikens kommun", "Hammarbyhöjden Del av Stockholms stad"]),
        ("Berga", ["Berga Ort i Högsby kommun", "Berga Del av Kalmar kommun"]),
    ],
)
def test_a_name_that_several_municipalities_have_places_for_is_chosen_among(
    page: Page, site: Served, typed: str, some: list[str]
) -> None:
    page.goto(site.address)
    page.locator("#plats").fill(typed)
    page.get_by_role("button", name="Hitta").click()
    expect(page.locator(".told[role=status]")).to_have_text("Flera platser passar. Välj en i listan.")
    for one in some:
        expect(page.get_by_role("option", name=one, exact=True)).to_be_visible()
    expect(page).to_have_url(site.address)


def test_an_unknown_postal_code_is_said_to_be_unknown(page: Page, site: Served) -> None:
    page.goto(site.address)
    page.locator("#plats").fill("999 99")
    page.locator("#plats").press("Enter")
    said = "Postnumret 999 99 finns inte i portalens uppgifter. Skriv orten eller kommunen i stället."
    expect(page.locator(".told[role=status]")).to_have_text(said)
    expect(page.locator(".told")).to_be_visible()
    expect(page.locator("#plats")).to_be_focused()
    expect(page).to_have_url(site.address)


@pytest.mark.parametrize("typed", ["Duved", "837 71"])
def test_a_locality_that_no_pledge_is_for_is_said_to_have_none(page: Page, site: Served, typed: str) -> None:
    page.goto(site.address)
    page.locator("#plats").fill(typed)
    page.locator("#plats").press("Enter")
    expect(page).to_have_url(f"{site.address}kommuner/are/index.html#ort=Duved")
    expect(page.locator("#annanstans")).to_have_text(
        "Inget nämner just Duved. Löftena gäller delar av Åre, och vilken Duved hör till framgår inte här. Alla delar"
    )
    page.get_by_role("link", name="Alla delar").click()
    expect(page.locator("#plats .run")).to_be_in_viewport()
    letter = page.locator(".place a[href^='mailto:']")
    expect(letter).to_have_attribute("href", re.compile("Duved%2C%20%C3%85re%20kommun"))
    text = page.locator(".place .mail .text")
    expect(text).to_contain_text("gäller nu i Duved, Åre kommun, om det finns något.")
    expect(text).to_contain_text(
        "Jag vill också ta del av: – uppföljningen av löftet ”Påhittat åtagande för Provbacken” (Provbacken i Åre, 2019)"
    )


def test_parts_whose_names_are_like_the_locality_are_led_to(page: Page, site: Served) -> None:
    """Enskede gård and Stockholm-Globen were said to be unknown, beside parts called Enskede and Globen."""
    answer = '<section id="i-korthet"><dl><div><dt>Gäller nu</dt><dd><a href="../../loften/2019/">Provet</a></dd></div></dl></section>'
    part = "**/kommuner/alingsas/omraden/provnas-sollebrunn/index.html"
    page.route(part, lambda route: route.fulfill(body=answer, content_type="text/html; charset=utf-8"))
    page.goto(f"{site.address}kommuner/alingsas/#ort=Alingsås-Sollebrunn")
    told = page.locator("#annanstans")
    expect(told).to_contain_text("gäller där också. Närmast i namn: Provnäs-Sollebrunn Alla delar")
    expect(page.locator(".verdict.place > .quiet")).to_have_text("Om Provnäs-Sollebrunn:")
    led = page.locator(".verdict.place > dl").first.locator("a").first
    expect(led).to_have_attribute("href", f"{site.address}kommuner/alingsas/loften/2019/")
    expect(led).to_have_text("Provet")
    page.unroute(part)
    told.get_by_role("link", name="Provnäs-Sollebrunn").click()
    expect(page).to_have_url(f"{site.address}kommuner/alingsas/omraden/provnas-sollebrunn/index.html")


def test_a_locality_is_said_to_be_part_of_what_is_promised_to_all(page: Page, site: Served) -> None:
    page.goto(f"{site.address}kommuner/alingsas/#ort=Provby")
    told = "Inget nämner just Provby. Det som är lovat i hela Alingsås gäller där också. Alla delar"
    expect(page.locator("#annanstans")).to_have_text(told)


@pytest.mark.parametrize("typed", ["Tensta", "tensta", "Hässelby strand"])
def test_a_part_of_a_city_leads_to_its_municipality(page: Page, site: Served, typed: str) -> None:
    page.goto(site.address)
    page.locator("#plats").fill(typed)
    expect(page.get_by_role("option").first).to_have_text(f"{typed.capitalize()} Del av Stockholms stad")
    page.locator("#plats").press("Enter")
    expect(page).to_have_url(f"{site.address}kommuner/stockholm/index.html#ort={quote(typed.capitalize())}")


def test_a_place_that_the_page_does_not_name_is_told_whose_page_it_is(page: Page, site: Served) -> None:
    page.goto(f"{site.address}kommuner/ale/#ort=Nol")
    told = "Inget nämner just Nol. Här står det som är inlagt om Ale."
    expect(page.locator("#annanstans")).to_have_text(told)


def test_what_names_the_locality_is_led_to_first(page: Page, site: Served) -> None:
    page.goto(f"{site.address}kommuner/are/#ort=Provbacken")
    told = page.locator("#annanstans")
    expect(told).to_have_text("Det här nämner Provbacken: Provbacken Påhittat åtagande för Provbacken Alla delar")
    told.get_by_role("link", name="Provbacken", exact=True).click()
    expect(page).to_have_url(f"{site.address}kommuner/are/omraden/provbacken/index.html")


def test_what_one_part_has_is_no_answer_to_who_lives_in_another(page: Page, site: Served) -> None:
    """Who came by Husby read the result of Kungsholmen under the question."""
    page.goto(f"{site.address}kommuner/are/#ort=Duved")
    folded = page.locator(".verdict.place > details")
    expect(folded.locator("summary")).to_have_text("Andra delar")
    expect(folded.locator("dl")).to_be_hidden()


def test_a_part_says_what_of_it_was_asked_for(page: Page, site: Served) -> None:
    page.goto(f"{site.address}kommuner/are/omraden/provbacken/#ort=Provdalen")
    expect(page.locator("#annanstans")).to_have_text(
        "Här räknas Provdalen till Provbacken. Stadens och polisens indelning har ändrats genom åren."
    )


@pytest.mark.parametrize("address", ["kommuner/are/", "kommuner/ale/"])
def test_nothing_is_said_to_be_missing_where_it_may_be_there(page: Page, site: Served, address: str) -> None:
    page.goto(site.address + address)
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("#annanstans:visible")).to_have_count(0)


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


def test_without_scripts_the_field_leads_to_the_list_of_municipalities(browser: Browser, site: Served) -> None:
    with new_page(browser, scripts=False) as (page, said):
        page.goto(site.address)
        page.locator("#plats").fill("Luleå")
        page.locator("#plats").press("Enter")
        expect(page).to_have_url(f"{site.address}kommuner/index.html?q=Lule%C3%A5")
        expect(page.get_by_role("link", name="Luleå", exact=True)).to_be_visible()
        assert said == []


@pytest.mark.parametrize(
    ("path", "guess", "address"),
    [
        ("kommuner/Lulea/", "Menade du Luleå? Kommun i Norrbottens län", "kommuner/lulea/"),
        ("kommuner/lulae/loften/2017/", "Menade du Luleå? Kommun i Norrbottens län", "kommuner/lulea/"),
        ("upplands_vasby.html", "Menade du Upplands Väsby? Kommun i Stockholms län", "kommuner/upplands-vasby/"),
        ("lan/norrbotten/", "Menade du Norrbottens län? Län", "lan/norrbottens-lan/"),
    ],
)
def test_a_page_that_is_not_there_guesses_what_was_meant(
    browser: Browser, site: Served, path: str, guess: str, address: str
) -> None:
    with new_page(browser) as (page, _):
        page.goto(f"{site.address}{path}")
        expect(page.locator(".guess")).to_have_text(guess)
        page.locator(".guess a").click()
        expect(page).to_have_url(f"{site.address}{address}")
        expect(page.locator("h1")).not_to_have_text("Sidan finns inte")
    site.missing.clear()


@pytest.mark.parametrize("path", ["kommuner/xyzzy/loften/2019/", "loften/2042/", "x", "%E5%E4%F6/"])
def test_a_page_that_is_not_there_does_not_guess_blindly(browser: Browser, site: Served, path: str) -> None:
    with new_page(browser) as (page, _):
        page.goto(f"{site.address}{path}")
        page.locator("#q").fill("grannsamverkan")
        expect(page.locator(".guess")).to_be_hidden()
        page.locator("#q").press("Enter")
        expect(page).to_have_url(f"{site.address}sok/?q=grannsamverkan")
        expect(page.locator(".hits h2").first).to_have_text(C)
    site.missing.clear()


def test_what_to_follow_is_found_by_its_place(page: Page, site: Served) -> None:
    page.goto(f"{site.address}prenumerera/index.html")
    page.locator("#plats").fill("972 31")
    page.locator("#plats").press("Enter")
    expect(page).to_have_url(f"{site.address}kommuner/lulea/prenumerera/index.html")


def test_the_button_is_seen_in_forced_colours(browser: Browser, site: Served) -> None:
    """A button keeps its two system colours: without it the browser puts a plate of the page's colour behind the text."""
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(site.address)
    colours = page.get_by_role("button", name="Hitta").evaluate(
        "one => { const is = getComputedStyle(one); return [is.color, is.backgroundColor, is.forcedColorAdjust]; }"
    )
    context.close()
    assert colours[2] == "none"
    assert colours[0] != colours[1]


def test_without_scripts_the_search_page_shows_other_ways(browser: Browser, site: Served) -> None:
    with new_page(browser, scripts=False) as (page, said):
        page.goto(f"{site.address}sok/index.html?q=Lule%C3%A5")
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
