"""feedgen's faults, each mended in syndication.py; and texts that no feed may be broken by."""

import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import feedparser
import pytest
from feedgen.feed import FeedGenerator
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from markupsafe import escape

from pledges.feeds import syndication
from pledges.feeds.syndication import Category, FeedHeading, FeedItem, clean, feed_entry, finished_item
from support.feed_rules import ATOM, atom_items, faults, rss_items

BASE = "https://loften.example"
MOMENT = datetime(2020, 2, 12, 0, 10, tzinfo=UTC)


def channel(**changes: object) -> FeedHeading:
    values: dict[str, object] = {
        "id": "tag:loften.example,2020:flode", "title": "Provstad", "description": "Påhittade löften.",
        "page": f"{BASE}/provstad/", "rss": f"{BASE}/flode.xml", "atom": f"{BASE}/flode.atom", "updated": MOMENT,
        "language": "sv", "author": "Provredaktionen", "email": "", "image": f"{BASE}/flode.png",
    }  # fmt: skip
    return FeedHeading(**{**values, **changes})  # type: ignore[arg-type]


def entry(number: int = 1, title: str = "Provstad: Löftet publicerades", html: str = "<p>Ett prov.</p>") -> FeedItem:
    return FeedItem(
        id=f"tag:loften.example,2020:provstad/{number}#published", title=title, link=f"{BASE}/provstad/{number}/", html=html,
        published=MOMENT - timedelta(hours=number - 1), categories=(Category("trafik", "Trafik", f"{BASE}/amnen/"),),
    )  # fmt: skip


@dataclass(frozen=True)
class Document:
    """A head, and finished items."""

    channel: FeedHeading
    items: tuple[bytes, ...]


def document(*entries: FeedItem, **changes: object) -> Document:
    return Document(channel(**changes), tuple(map(finished_item, entries)))


def rss(one: Document) -> bytes:
    return syndication.rss(one.channel, one.items)


def atom(one: Document) -> bytes:
    return syndication.atom(one.channel, one.items)


def test_a_feed_of_either_form_has_no_fault() -> None:
    whole = document(entry(1), entry(2))
    assert faults("flode.xml", rss(whole), BASE) == []
    assert faults("flode.atom", atom(whole), BASE) == []
    assert not feedparser.parse(rss(whole)).bozo
    assert not feedparser.parse(atom(whole)).bozo


def test_an_empty_feed_has_no_fault() -> None:
    assert faults("flode.xml", rss(document()), BASE) == []
    assert faults("flode.atom", atom(document()), BASE) == []


def test_the_clock_is_not_in_the_feed() -> None:
    stamped = FeedGenerator()
    stamped.title("x"), stamped.link(href="https://example.org"), stamped.description("x")
    assert str(datetime.now(UTC).year).encode() in stamped.rss_str()
    first = rss(document(entry())), atom(document(entry()))
    time.sleep(1.1)
    assert (rss(document(entry())), atom(document(entry()))) == first
    assert b"<lastBuildDate>Wed, 12 Feb 2020 00:10:00 +0000</lastBuildDate>" in first[0]
    assert b"<updated>2020-02-12T00:10:00+00:00</updated>" in first[1]


def test_the_order_is_the_order_given() -> None:
    whole = document(entry(1), entry(2), entry(3))
    wanted = [f"{BASE}/provstad/{number}/" for number in (1, 2, 3)]
    assert [one.link for one in rss_items(rss(whole))] == wanted
    assert [one.link for one in atom_items(atom(whole))] == wanted


def test_the_link_to_itself_does_not_take_the_place_of_the_link_to_the_page() -> None:
    root = etree.fromstring(rss(document(entry(), previous=f"{BASE}/1.atom")))
    assert root.findtext("channel/link") == f"{BASE}/provstad/"
    assert [link.get("rel") for link in root.iter(f"{ATOM}link")] == ["self", "prev-archive"]
    links = {link.get("rel"): link.get("href") for link in etree.fromstring(atom(document())).findall(f"{ATOM}link")}
    assert links == {"self": f"{BASE}/flode.atom", "alternate": f"{BASE}/provstad/"}


def test_a_time_without_a_zone_is_refused_and_says_whose_it_is() -> None:
    naive = FeedItem(
        id="tag:loften.example,2020:provstad#signed",
        title="Prov",
        link=BASE,
        html="<p>x</p>",
        published=datetime(2020, 1, 1),
    )
    with pytest.raises(ValueError, match=r"^The time of tag:loften\.example,2020:provstad#signed has no time zone\.$"):
        feed_entry(naive)


def test_control_characters_are_taken_away_and_the_rest_is_whole() -> None:
    whole = document(entry(1, "Löf\x00tet\x0b pub\x1bliceras\x7f\x85\ufffe \ud800nu"))
    assert [one.title for one in rss_items(rss(whole))] == ["Löftet publiceras nu"]
    assert [one.title for one in atom_items(atom(whole))] == ["Löftet publiceras nu"]


def test_an_archive_document_says_so_and_leads_on() -> None:
    archive = document(
        entry(), atom=f"{BASE}/flode/1.atom", current=f"{BASE}/flode.atom", previous=f"{BASE}/flode/0.atom"
    )
    assert faults("flode/1.atom", atom(archive), BASE) == []
    assert b"<fh:archive/>" in atom(archive)
    assert b'<link href="https://loften.example/flode.atom" rel="current" type="application/atom+xml"/>' in atom(
        archive
    )
    assert b"fh:archive" not in atom(document(entry()))
    assert b'type="application/atom+xml"/>' in rss(document(entry(), previous=f"{BASE}/flode/1.atom"))
    assert faults("flode.xml", rss(document(entry(), previous=f"{BASE}/flode/1.atom")), BASE) == []


def test_a_finished_item_stands_in_a_document_as_feedgen_would_have_put_it() -> None:
    generator = FeedGenerator()
    generator.title("x"), generator.link(href="https://example.org"), generator.description("x"), generator.id("x")
    for number in (1, 2):
        generator.add_entry(feed_entry(entry(number)), order="append")
    items = finished_item(entry(1)), finished_item(entry(2))
    for whole, ours in (
        (generator.rss_str(), syndication.rss(channel(), items)),
        (generator.atom_str(), syndication.atom(channel(), items)),
    ):
        start, end = (b"<item>", b"</channel>") if b"<rss" in ours else (b"<entry>", b"</feed>")
        assert whole[whole.index(start) : whole.index(end)] == ours[ours.index(start) : ours.index(end)]


def test_in_brief_an_entry_is_what_leads_on_and_an_item_without_a_summary_is_whole() -> None:
    items = finished_item(replace(entry(1), summary="A & <b>\x00.")), finished_item(entry(2))
    heading = channel(atom=f"{BASE}/flode/1.atom", current=f"{BASE}/flode.atom", previous=f"{BASE}/flode/0.atom")
    brief = syndication.atom_in_brief(heading, items)
    assert faults("flode/1.atom", brief, BASE) == []
    first, second = etree.fromstring(brief).iter(f"{ATOM}entry")
    assert first.findtext(f"{ATOM}summary") == "A & <b>."
    assert first.find(f"{ATOM}category") is None
    assert second.find(f"{ATOM}category") is not None
    assert atom_items(brief)[1:] == atom_items(syndication.atom(heading, items))[1:]
    assert [one.id for one in atom_items(brief)] == [one.id for one in atom_items(syndication.atom(heading, items))]


_PIECES = (
    "\x00", "\x1f", "\x7f", "\x9f", "\ufffe", "\uffff", "\ufffd", "\ud800", "\r", "🧵", "👩‍👩‍👧", "\u202e", "שלום", "]]>",
    "&amp;", "<b>", "</b>", "å",
)  # fmt: skip
nasty = st.lists(st.one_of(st.characters(), st.sampled_from(_PIECES)), max_size=40).map("".join)


@settings(max_examples=300, deadline=None)
@given(title=nasty, body=nasty)
def test_any_text_comes_out_whole_and_valid(title: str, body: str) -> None:
    whole = document(entry(1, f"Prov {title}", f"<p>Prov {escape(body)}</p>"))
    for path, data, items in (("flode.xml", rss(whole), rss_items), ("flode.atom", atom(whole), atom_items)):
        assert faults(path, data, BASE) == []
        (one,) = items(data)
        assert one.title == clean(f"Prov {title}")
        assert one.html == clean(f"<p>Prov {escape(body)}</p>")


@pytest.mark.parametrize(
    "text",
    [
        "å" * 10_000,
        "Text med ]]> och <![CDATA[ och <!-- i",
        "A &amp; B &lt;b&gt; &#228; &unknown; &",
        "\u202eمرحبا بالعالم\u202c שלום עולם",
        "🧵👮‍♀️🇸🇪",
        "<script>alert(1)</script>",
    ],
)
def test_a_hard_text_comes_out_whole(text: str) -> None:
    whole = document(entry(1, text, f"<p>{escape(text)}</p>"))
    assert [one.title for one in rss_items(rss(whole))] == [text]
    assert [one.title for one in atom_items(atom(whole))] == [text]
    assert [one.html for one in rss_items(rss(whole))] == [f"<p>{escape(text)}</p>"]
    assert faults("flode.xml", rss(whole), BASE) == []
    assert not feedparser.parse(atom(whole)).bozo


@settings(deadline=None)
@given(st.text(st.characters()))
def test_cleaning_takes_away_only_what_no_feed_can_hold(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    etree.Element("x").text = cleaned
    assert all(char in cleaned for char in text if char.isalnum())
