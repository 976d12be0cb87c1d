"""A page that is written in another language than Swedish says so, and what is around it stays Swedish."""

from pathlib import Path

from bs4 import BeautifulSoup

from pledges.rules.wording import texts_are_swedish
from pledges.status.labels import OUTCOMES, READER_STATES
from support import pages
from support.samples import register_of
from support.sites import make_site, small_country, write

ENGLISH = "titel: In English\nkort: What this portal is, and how you find the right place in it.\ni menyn: ja\n"


def read(root: Path, path: str) -> BeautifulSoup:
    return BeautifulSoup((root / path / "index.html").read_bytes(), "lxml")


def test_the_page_and_what_leads_to_it_say_in_which_language_it_is(tmp_path: Path) -> None:
    texts = {"in-english": f"{ENGLISH}språk: engelska\n", "om": "titel: Om\nkort: Ett prov.\n"}
    write(tmp_path / "content", {f"sidor/{name}.md": f"---\n{text}---\nText.\n" for name, text in texts.items()})
    make_site(tmp_path / "content", tmp_path / "ut", geography=small_country("ale"))
    page = read(tmp_path / "ut", "sidor/in-english")
    languages = [one.get("lang") for one in page.select("html, body, main")]
    assert languages == ["en", "sv", "en"]
    assert page.select("meta[property='og:locale']") == []
    for path in ("", "sidor"):
        links = read(tmp_path / "ut", path).select("a[hreflang]")
        assert [(one["lang"], one["hreflang"]) for one in links] == [("en", "en")], path
    (card,) = [one for one in read(tmp_path / "ut", "sidor").select("li.card") if one.get("lang")]
    assert card["lang"] == "en"
    other = read(tmp_path / "ut", "sidor/om")
    assert [one.get("lang") for one in other.select("html, body, main")] == ["sv", None, None]


def test_only_a_page_that_says_so_may_be_in_english() -> None:
    for language, codes in (("", ["annat-sprak"]), ("språk: engelska\n", [])):
        register = register_of({"sidor/in-english.md": ENGLISH + language})
        (record,) = register.records.values()
        assert [one.code for one in texts_are_swedish(register, record)] == codes


def test_the_english_page_explains_every_word_that_an_action_and_a_pledge_can_have() -> None:
    tables = read(pages.real_site(), "sidor/in-english").select("main table")
    words = [[row.td.get_text() for row in table.select("tbody tr") if row.td is not None] for table in tables]
    assert sorted(words[0]) == sorted(OUTCOMES)
    assert words[1] == list(READER_STATES.values())
