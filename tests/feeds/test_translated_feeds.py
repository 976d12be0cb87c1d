"""Feeds in another language: of translated pledges, in its words, told as Swedish where a translation is old."""

from dataclasses import replace
from datetime import date
from hashlib import blake2b
from pathlib import Path

import feedparser
import pytest
from bs4 import BeautifulSoup

from pledges.content.library import ContentLibrary
from pledges.feeds.announcement import announcements_of, in_order
from pledges.feeds.translated import translated_items
from pledges.incremental.cache import Cache
from support.feed_rules import faults
from support.gathered_sample import outlooks_of
from support.provstad import PROVSTAD
from support.sites import DAY, SETTINGS, make_site, small_country, tree, write

CURRENT = blake2b("påhittat löfte om trafiken 2019".encode(), digest_size=4).hexdigest()
WHO = "översatt av: portalens redaktion\ngäller texten från: 2019-03-01\n"
CONTENT = {
    **PROVSTAD,
    "kommuner/ale/loften/2019.en.md": f"---\ntitel: A made-up pledge on traffic, 2019\n{WHO}avtryck: %s\n---\n",
}


def site(folder: Path, imprint: str) -> Path:
    content = {path: text % imprint if path.endswith(".en.md") else text for path, text in CONTENT.items()}
    write(folder / "content", content)
    make_site(folder / "content", folder / "ut", geography=small_country("ale", "alingsas"))
    return folder / "ut"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return site(tmp_path_factory.mktemp("feeds"), CURRENT)


def test_there_is_a_feed_of_the_country_and_of_each_place_with_a_translation(built: Path) -> None:
    assert [path for path in tree(built) if path.startswith("en/") and not path.endswith(".html")] == [
        "en/flode.atom",
        "en/flode.xml",
        "en/kommuner/ale/flode.atom",
        "en/kommuner/ale/flode.xml",
    ]


def test_an_item_tells_in_english_what_happened_and_leads_to_the_english_page(built: Path) -> None:
    for form in ("xml", "atom"):
        data = (built / f"en/kommuner/ale/flode.{form}").read_bytes()
        feed = feedparser.parse(data)
        assert feed.feed.language == "en"
        (first, *_rest) = feed.entries
        assert first.title == "Ale: Final follow-up – A made-up pledge on traffic, 2019"
        assert first.link.endswith("/en/kommuner/ale/loften/2019/")
        assert "tag:" in first.id
        assert ":en/kommuner/ale/" in first.id
        assert faults(f"en/kommuner/ale/flode.{form}", data, SETTINGS.address) == []
    assert b'xml:lang="en"' in (built / "en/flode.atom").read_bytes()
    swedish = feedparser.parse((built / "kommuner/ale/flode.atom").read_bytes())
    assert swedish.feed.language == "sv"
    assert not [one.id for one in swedish.entries if ":en/" in one.id]


def test_english_pages_lead_to_the_english_feeds(built: Path) -> None:
    for path, wanted in (
        ("en/kommuner/ale", ["flode.xml", "../../flode.xml"]),
        ("en/kommuner/alingsas", ["../../flode.xml"]),
        ("en", ["flode.xml"]),
    ):
        page = BeautifulSoup((built / path / "index.html").read_bytes(), "lxml")
        assert [one["href"] for one in page.select('link[type="application/rss+xml"]')] == wanted
        assert [one["href"] for one in page.select("#gor a[href$='flode.xml'], #folj a[href$='flode.xml']")] == wanted


def items(folder: Path, imprint: str, emptied: date | None = None) -> list[bytes]:
    """The items in English of all that is announced of Ale."""
    write(
        folder / "content",
        {path: text % imprint if path.endswith(".en.md") else text for path, text in CONTENT.items()},
    )
    library = ContentLibrary(folder / "content", small_country("ale", "alingsas"), Cache(folder / "cache", b""))
    snapshot = outlooks_of(library, DAY, SETTINGS)["ale"]
    told = (replace(one, emptied=emptied) for one in in_order(announcements_of(snapshot, "ale")))
    return [item.item for one in told for item in translated_items(snapshot, one, "ale")]


def test_the_title_of_an_old_translation_is_told_in_swedish(tmp_path: Path) -> None:
    found = items(tmp_path, "00000000")
    assert found
    assert all("Påhittat löfte om trafiken 2019 (in Swedish)" in one.decode() for one in found)
    assert not any(b"made-up pledge" in one for one in found)


def test_what_was_removed_is_told_as_removed_without_its_text(tmp_path: Path) -> None:
    found = items(tmp_path, CURRENT, date(2021, 1, 1))
    assert found
    assert all(b"The information has been removed" in one for one in found)
    assert not any(b"made-up pledge" in one for one in found)
