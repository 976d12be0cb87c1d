"""What a municipality shows on a website of its own: small, without scripts, and framed by nobody that is not named."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, expect

from pledges.content.geography import load
from pledges.settings import Settings, SettingsError, read_settings
from pledges.views.answers import answers_of
from pledges.views.box import box_views
from pledges.views.strands import End, Ending
from pledges.views.view_types import Fact, Link, ToldActions
from support import pages, servers
from support.browser import PHONE, new_page, served
from support.provstad import PROVSTAD
from support.sites import SETTINGS, made_once, make_site, small_country, write

HOST = "http://localhost:8099"
ADDRESS = "https://loften.example"
MOST = 5 * 1024
LONG = "Trygghetsvandringar, trafikkontroller och samverkan mot narkotika i alla stadsdelar och på landsbygden "


def _made(folder: Path) -> None:
    long = PROVSTAD["kommuner/ale/loften/2019.md"].replace("Påhittat löfte om trafiken", LONG * 2)
    write(folder / "content", {**PROVSTAD, "kommuner/ale/loften/2019.md": long})
    (folder / "content/kommuner/ale/kommun.md").write_text("---\nförs av: sammanställning\n---\n", encoding="utf-8")
    settings = SETTINGS.model_copy(update={"framed_by": (HOST,), "address": ADDRESS})
    make_site(
        folder / "content", folder / "output", settings=settings, geography=small_country("ale", "alingsas", "eda")
    )


@pytest.fixture(scope="module")
def site() -> Path:
    return made_once("rutor", _made) / "output"


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_a_box_says_what_holds_and_how_it_went_and_whose_words_they_are(site: Path) -> None:
    words = " ".join(BeautifulSoup(text_of(site / "ruta/ale/index.html"), "lxml").get_text(" ").split())
    assert words.startswith("Medborgarlöften i Ale – Medborgarlöften Medborgarlöften i Ale Gäller nu ")
    assert "Inget löfte som vi känner till gäller nu." in words
    assert "Senast redovisat" in words
    assert "1 åtgärd, nådd" in words
    assert "Sammanställt ur offentliga källor av portalens redaktion." in words
    assert words.endswith("Alla löften i Ale kommun, och hur det gick")


def test_the_piece_of_html_says_the_same_and_leads_to_the_portal_from_anywhere(site: Path) -> None:
    text = text_of(site / "ruta/ale/utdrag.html")
    box, piece = (BeautifulSoup(text_of(site / f"ruta/ale/{name}.html"), "lxml") for name in ("index", "utdrag"))
    assert [one.get_text() for one in box.select("dt, dd")] == [one.get_text() for one in piece.select("dt, dd")]
    assert re.fullmatch(r'<section class="medborgarloften" lang="sv">\n.*\n</section>\n?', text, re.S)
    links = [str(one["href"]) for one in piece.select("a")]
    assert links[-1] == f"{ADDRESS}/kommuner/ale/"
    assert all(link.startswith(f"{ADDRESS}/kommuner/ale/") for link in links)
    assert "<script" not in text


def test_of_whom_nothing_is_entered_it_is_said_so(site: Path) -> None:
    for name in ("index", "utdrag"):
        text = text_of(site / f"ruta/eda/{name}.html")
        assert "Inget löfte är inlagt här ännu. Det betyder inte att inget har lovats." in text
        assert "Sammanställt" not in text


def test_each_is_small_whatever_the_names_are(site: Path) -> None:
    (style,) = site.glob("tema/ruta.*.css")
    assert LONG * 2 in text_of(site / "ruta/ale/index.html")
    for box in (*site.glob("ruta/*/*.html"), *pages.real_site().glob("ruta/*/*.html")):
        extra = style.stat().st_size if box.name == "index.html" else 0
        assert box.stat().st_size + extra <= MOST, box
    assert len([*pages.real_site().glob("ruta/*/index.html")]) == 290


def test_no_box_has_more_rows_and_links_than_there_is_room_for() -> None:
    told = ToldActions(
        ending=Ending(end=End.MARK, count=3, words="3 nådda", href=None), words="3 nådda", names=(), more=None
    )
    rows = [Fact(f"Rad {number}", tuple(Link(str(one), "loften/") for one in range(9)), (told,)) for number in range(9)]
    box, _piece = box_views(Settings(), load().municipalities["lulea"], rows, compilation=False)
    assert [len(row.values) for row in box.answers] == [3] * 4
    assert [row.values[0].note for row in box.answers] == ["3 nådda"] * 4
    assert answers_of(()) != ()


def test_it_is_found_where_it_is_wanted_and_not_by_searching(site: Path) -> None:
    home = BeautifulSoup(text_of(site / "kommuner/ale/index.html"), "lxml")
    (offer,) = (one for one in home.select("details") if "För kommunens egen webbplats" in one.get_text())
    frame, piece = (one.get_text() for one in offer.select("code"))
    assert frame == (
        f'<iframe src="{ADDRESS}/ruta/ale/" title="Medborgarlöften i Ale kommun" width="100%" height="420" loading="lazy"></iframe>'
    )
    assert piece == f"{ADDRESS}/ruta/ale/utdrag.html"
    assert "ruta/" not in text_of(site / "sitemap.xml")
    assert 'name="robots" content="noindex"' in text_of(site / "ruta/ale/index.html")
    assert "ruta/eda/" in text_of(site / "kommuner/eda/index.html")
    real = text_of(pages.real_site() / "kommuner/lulea/index.html")
    assert "iframe" not in real, "nobody is named there who may show it"
    assert "/ruta/lulea/utdrag.html" in real


def test_a_browser_shows_a_box_where_it_may_be_shown_and_nothing_else_and_nowhere_else(
    site: Path, tmp_path: Path, browser: Browser
) -> None:
    with servers.simple(tmp_path, tmp_path) as host, served(site, (f"http://127.0.0.1:{host.port}",)) as portal:
        for name, path in (("box", "ruta/ale/index.html"), ("page", "kommuner/ale/index.html")):
            frame = f'<iframe title="ruta" src="{portal.address}{path}"></iframe>'
            (tmp_path / f"{name}.html").write_text(f"<!doctype html><title>Kommunen</title>{frame}", encoding="utf-8")
        with new_page(browser) as (page, _said):
            for name, path in (("127.0.0.1", "page"), ("localhost", "box")):
                with page.expect_event("console", lambda said: "frame-ancestors" in said.text):
                    page.goto(f"http://{name}:{host.port}/{path}.html")
            page.goto(f"http://127.0.0.1:{host.port}/box.html")
            inside = page.frame_locator("iframe")
            expect(inside.get_by_role("heading", name="Medborgarlöften i Ale")).to_be_visible()
            inside.get_by_role("link", name="Alla löften i Ale kommun").click()
            page.wait_for_url(f"{portal.address}kommuner/ale/index.html")
            page.set_viewport_size(PHONE)
            page.goto(f"{portal.address}ruta/ale/index.html")
            for dark in (False, True):
                page.emulate_media(color_scheme="dark" if dark else "light")
                assert [one["id"] for one in Axe().run(page).response["violations"]] == []
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize(
    "host",
    [
        "http://www.provstad.se",
        "https://www.provstad.se/",
        "www.provstad.se",
        "*",
        "https://a.se; script-src *",
        'https://a.se"',
    ],
)
def test_only_a_website_can_be_named(host: str) -> None:
    with pytest.raises(SettingsError, match="framed_by ska vara webbplatser med https:// i början"):
        read_settings({"framed_by": [host]})


def test_several_websites_may_be_named() -> None:
    named = ["https://www.provstad.se", "https://*.provby.se:8443", "http://localhost:8000"]
    assert read_settings({"framed_by": named}).framed_by == tuple(named)
    with pytest.raises(SettingsError, match="ska vara en lista"):
        read_settings({"framed_by": 5})
