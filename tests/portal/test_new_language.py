"""A new language is one catalogue and one row of settings: a made-up one is added to a small site, as docs/languages.md says.

Its words are the Swedish ones in capitals, so that what was forgotten is seen; its days and numbers are those that CLDR has for
Esperanto.
"""

import ast
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from pathlib import Path
from urllib.parse import urldefrag

import feedparser
import pytest
from axe_playwright_python.sync_playwright import Axe
from babel.dates import format_date
from babel.messages.pofile import read_po, write_po
from bs4 import BeautifulSoup
from playwright.sync_api import Browser

from pledges import i18n
from pledges.commands.reference.language_texts import left, template
from pledges.exports.search_index import index
from pledges.settings import Language, SettingsError, read_settings
from support.browser import PHONE, new_page
from support.provstad import PROVSTAD
from support.sites import ROOT, SETTINGS, make_site, small_country, tree, write

CODE = "eo"
SHIPPED = i18n.LOCALES
WHO = "översatt av: portalens redaktion\ngäller texten från: 2019-03-01\navtryck: 00000000\n"
TEXTS = {
    f"kommuner/ale/loften/2019.{CODE}.md": f"---\ntitel: PROMESO 2019\n{WHO}---\n",
    f"amnen/trafik.{CODE}.md": f"---\ntitel: TRAFIKO\nkort: TRAFIKO.\n{WHO}---\n",
}
KEPT = re.compile(r"(\{\w*\}|%\(\w+\)s)")


def row() -> dict[str, object]:
    """The row of settings that the guide shows."""
    guide = (ROOT / "docs" / "languages.md").read_text(encoding="utf-8")
    found = re.search(r'`(\{"code": .*?\})`', guide)
    assert found is not None
    return dict(ast.literal_eval(found[1]))


def catalogue() -> bytes:
    """What make messages gives, filled in with the same text in capitals."""
    blank, filled = BytesIO(), BytesIO()
    write_po(blank, template(), width=0)
    blank.seek(0)
    texts = read_po(blank)
    for one in texts:
        if one.id:
            one.string = "".join(part if KEPT.fullmatch(part) else part.upper() for part in KEPT.split(str(one.id)))
    write_po(filled, texts, width=0)
    return filled.getvalue()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A small site with the language added to those that are there."""
    folder = tmp_path_factory.mktemp("new-language")
    with languages_in(folder / "locale", catalogue()):
        added = Language.model_validate({**row(), "code": CODE, "name": "Esperanto", "everywhere": True})
        settings = SETTINGS.model_copy(update={"languages": (*SETTINGS.languages, added)})
        write(folder / "content", {**PROVSTAD, **TEXTS})
        geography = small_country("ale", "alingsas")
        make_site(folder / "content", folder / "ut", settings=settings, geography=geography)
        index(folder / "ut")
        yield folder / "ut"


def _forget() -> None:
    for known in (i18n.catalogue, i18n.is_known, i18n.languages, i18n.missing):
        known.cache_clear()


@contextmanager
def languages_in(folder: Path, filled: bytes) -> Iterator[None]:
    """The catalogues that are there, and the language's own, in `folder`."""
    shutil.copytree(SHIPPED, folder)
    place = folder / CODE / "LC_MESSAGES"
    place.mkdir(parents=True)
    (place / "portal.po").write_bytes(filled)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(i18n, "LOCALES", folder)
        _forget()
        yield
    _forget()


def read(root: Path, path: str) -> BeautifulSoup:
    return BeautifulSoup((root / path / "index.html").read_bytes(), "lxml")


PAGES = ("", "kommuner", "kommuner/ale", "kommuner/alingsas", "kommuner/ale/loften/2019", "amnen/trafik", "sok")


def test_the_new_language_has_its_addresses_and_each_leads_to_the_swedish_page_and_back(site: Path) -> None:
    made = [path for path in tree(site) if path.startswith(f"{CODE}/") and path.endswith("index.html")]
    assert sorted(made) == sorted(f"{CODE}/{page}/index.html".replace("//", "/") for page in PAGES)
    for page in PAGES:
        for here, there, language in ((page, f"{CODE}/{page}", CODE), (f"{CODE}/{page}", page, "sv")):
            ways = {str(one["hreflang"]): str(one["href"]) for one in read(site, here).select("link[hreflang]")}
            assert (site / here / ways[language]).resolve() == (site / there / "index.html").resolve()
            assert [one["hreflang"] for one in read(site, here).select("nav.tongues a")] == [language]


def test_what_is_not_translated_is_marked_and_nothing_else_is_in_swedish(site: Path) -> None:
    lede = read(site, f"{CODE}/kommuner/ale/loften/2019").select_one("p.lede")
    assert lede is not None
    assert lede.get_text() == "(PÅ SVENSKA) Ett prov."
    for path in PAGES:
        page = read(site, f"{CODE}/{path}")
        assert page.html is not None
        assert page.html["lang"] == CODE
        for marked in page.select("body [lang=sv]"):
            marked.decompose()
        assert re.findall(r"\b(?:och|inte|löften?|åtgärder|som|för|av)\b", page.body.get_text(" ")) == []  # type: ignore[union-attr]


def test_days_are_those_of_cldr_and_nobody_has_reviewed_it(site: Path) -> None:
    page = " ".join(read(site, f"{CODE}/kommuner/ale/loften/2019").get_text().split())
    assert format_date(date(2019, 3, 1), "long", locale=CODE) in page
    assert "INGEN SOM TALAR SPRÅKET HAR GRANSKAT ÖVERSÄTTNINGEN ÄN." in page
    assert "GAMMAL ÖVERSÄTTNING." in page


def test_it_has_a_search_and_a_feed(site: Path) -> None:
    assert (site / CODE / "sok/pagefind/pagefind-entry.json").is_file()
    feed = feedparser.parse((site / CODE / "flode.atom").read_bytes())
    assert feed.feed.language == CODE
    assert feed.entries[0].title.startswith("Ale: SLUTLIG UPPFÖLJNING – ")


def test_every_link_leads_somewhere_and_the_pages_are_sound_on_a_phone(site: Path, browser: Browser) -> None:
    dead = []
    for place in sorted((site / CODE).rglob("index.html")):
        for link in BeautifulSoup(place.read_bytes(), "lxml").select("a[href], link[href]"):
            path, anchor = urldefrag(str(link["href"]))
            target = place.parent / path if path else place
            if not re.match(r"[a-z]+:", path, re.I) and not (
                target.is_file() and (not anchor or f'id="{anchor}"' in target.read_text(encoding="utf-8"))
            ):
                dead.append((place, link["href"]))
    assert dead == []
    with new_page(browser, width=PHONE["width"]) as (page, _said):
        for path in ("kommuner/ale", "kommuner", "sok"):
            page.goto((site / CODE / path / "index.html").as_uri())
            assert [one["id"] for one in Axe().run(page).response["violations"]] == [], path
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_catalogue_that_is_not_whole_stops_the_build_and_make_messages_says_what_is_left(tmp_path: Path) -> None:
    half = re.sub(rb'(msgid "Har det gjorts\?"\nmsgstr ).*', rb'\1""', catalogue())
    with languages_in(tmp_path / "locale", half):
        assert left("en") == ""
        assert re.fullmatch(r"eo: 1 av \d+ texter är inte översatta. Den första: Har det gjorts\?", left(CODE))
        with pytest.raises(SettingsError) as refused:
            read_settings({"languages": [{"code": CODE, "name": "Esperanto"}]})
    assert str(refused.value) == (
        "languages: katalogen för eo är inte hel: texter i den är tomma eller saknas, och skulle stå på svenska utan att det "
        "märks. make messages säger vilka. Fyll i theme/locale/eo/LC_MESSAGES/portal.po."
    )
