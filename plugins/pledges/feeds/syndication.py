"""RSS 2.0 and Atom by feedgen, with its faults mended here and nowhere else.

* It stamps a feed with the clock: `updated` is always given, and the feed's own id stands in for an empty feed's.
* RSS's one link is the last link set, also where that is rel=self: the page's link is set last.
* It refuses datetimes without a zone: `FeedItem.published` must have one, and `feed_entry` says which hasn't.
* It refuses control characters: `clean` takes away what XML 1.0 can't hold, and what the W3C checker calls bad.
* Making an entry costs a hundred times as much as copying it: an entry is made once (`finished_item`) and put into each feed.

What gathers from many municipalities has its archive in brief (`atom_in_brief`): the whole entry stands in theirs.

RFC 5005 (feed paging and archiving) is added through feedgen's own extensions.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree

ATOM = "http://www.w3.org/2005/Atom"
HISTORY = "http://purl.org/syndication/history/1.0"
RSS_TYPE = "application/rss+xml"
ATOM_TYPE = "application/atom+xml"
# The complement of XML 1.0's Char production, and the C1 controls, which are valid but never meant.
_UNFIT = re.compile("[^\t\n\r\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffc\U00010000-\U0010ffff]")


_SEPARATOR = b"\x00"  # no XML can hold it
_ENDS = (b"</channel></rss>", b"</feed>")


def clean(text: str) -> str:
    """`text` without the characters that no feed can hold: controls, lone surrogates and noncharacters."""
    return _UNFIT.sub("", text)


@dataclass(frozen=True, slots=True)
class Category:
    """What an entry is about. `scheme` is the address of the list that `term` stands in."""

    term: str
    label: str
    scheme: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """One item of a feed. `id` is a tag URI, `link` absolute, `html` clean markup, `published` with a zone.

    `updated` is when it was last changed, where that is later. `summary` is what stands for the markup in brief, as
    plain text; empty where the item is to be whole everywhere.
    """

    id: str
    title: str
    link: str
    html: str
    published: datetime
    summary: str = ""
    categories: tuple[Category, ...] = ()
    updated: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedHeading:
    """What a feed says of itself. All addresses are absolute.

    `page` is the web page that the feed follows, `rss` and `atom` this document in either form. `previous` is the
    archive document before this one and `next` the one after, `current` the feed that an archive document belongs
    to; all are Atom, or empty.
    """

    id: str
    title: str
    description: str
    page: str
    rss: str
    atom: str
    updated: datetime
    language: str
    author: str
    email: str
    image: str
    previous: str = ""
    next: str = ""
    current: str = ""


def finished_item(item: FeedItem) -> bytes:
    """An item of RSS and an entry of Atom, whole and in brief, in one, to be put into any number of documents."""
    entry = feed_entry(item)
    whole = entry.atom_entry()
    forms = [_written(entry.rss_entry()), _written(whole)]
    if item.summary:
        forms.append(_written(_in_brief(whole, item.summary)))
    return _SEPARATOR.join(forms)


def _written(element: etree._Element) -> bytes:
    return bytes(etree.tostring(element, encoding="UTF-8", xml_declaration=False))


def _in_brief(entry: etree._Element, summary: str) -> etree._Element:
    """The entry with a summary in place of its content, which its link leads to, and without its categories."""
    for category in entry.findall("category"):
        entry.remove(category)
    content = entry.find("content")
    content.tag, content.text = "summary", clean(summary)
    content.attrib.clear()
    return entry


def rss(heading: FeedHeading, items: Iterable[bytes]) -> bytes:
    """A document of finished items, newest first, as RSS 2.0."""
    return _document(heading, 0, items)


def atom(heading: FeedHeading, items: Iterable[bytes]) -> bytes:
    """A document of finished items, newest first, as Atom (RFC 4287)."""
    return _document(heading, 1, items)


def atom_in_brief(heading: FeedHeading, items: Iterable[bytes]) -> bytes:
    """As `atom`, with a summary in each entry that has one in place of what it tells."""
    return _document(heading, -1, items)


def _document(heading: FeedHeading, form: int, items: Iterable[bytes]) -> bytes:
    """feedgen makes the head of the document and each entry, apart; they are joined here.

    `form` is 0 for RSS, 1 for Atom, -1 for Atom in brief: the last that an item has.
    """
    feed = _feed(heading, form)
    whole = bytes(feed.atom_str(pretty=False) if form else feed.rss_str(pretty=False))
    head, end, _rest = whole.rpartition(_ENDS[form])
    return b"".join((head, *(item.split(_SEPARATOR)[form] for item in items), end, b"\n"))


def feed_entry(item: FeedItem) -> FeedEntry:
    """feedgen's entry. Raises ValueError where the time has no zone, as feedgen does, but says of which entry."""
    if item.published.tzinfo is None:
        raise ValueError(f"The time of {item.id} has no time zone.")
    entry = FeedEntry()
    entry.id(item.id)
    entry.title(clean(item.title))
    entry.link(href=item.link, rel="alternate")
    entry.content(clean(item.html), type="html")
    entry.published(item.published)
    entry.updated(max(item.published, item.updated or item.published))
    for category in item.categories:
        entry.category(term=clean(category.term), label=clean(category.label), scheme=category.scheme)
    return entry


class _History(BaseExtension):  # type: ignore[misc]  # feedgen is untyped
    """RFC 5005: marks an archive document, and gives RSS the link that feedgen only gives Atom."""

    def __init__(self) -> None:
        self.links: tuple[tuple[str, str], ...] = ()
        self.archive = False

    def extend_ns(self) -> dict[str, str]:
        return {"fh": HISTORY} if self.archive else {}

    def extend_rss(self, feed: Any) -> Any:
        channel = feed[0]
        for relation, href in self.links:
            etree.SubElement(channel, f"{{{ATOM}}}link", rel=relation, href=href, type=ATOM_TYPE)
        return feed

    def extend_atom(self, feed: Any) -> Any:
        if self.archive:
            etree.SubElement(feed, f"{{{HISTORY}}}archive")
        return feed


def _feed(heading: FeedHeading, form: int) -> FeedGenerator:
    """feedgen's feed without entries; `form` is 0 for RSS and 1 or -1 for Atom."""
    feed = FeedGenerator()
    feed.register_extension("history", _History)
    feed.id(heading.id)
    feed.title(clean(heading.title))
    feed.description(clean(heading.description))
    feed.language(heading.language)
    feed.updated(heading.updated)
    feed.generator("medborgarloften")
    feed.image(url=heading.image, title=clean(heading.title), link=heading.page)
    feed.author(_author(heading))
    history = _history(heading)
    for relation, href in history:
        feed.link(href=href, rel=relation, type=ATOM_TYPE)
    feed.link(href=(heading.rss, heading.atom)[form], rel="self", type=(RSS_TYPE, ATOM_TYPE)[form])
    feed.link(href=heading.page, rel="alternate", type="text/html")
    feed.history.links, feed.history.archive = history, bool(heading.current)
    return feed


def _author(heading: FeedHeading) -> dict[str, str]:
    author = {"name": clean(heading.author)}
    return {**author, "email": heading.email} if heading.email else author


def _history(heading: FeedHeading) -> tuple[tuple[str, str], ...]:
    links = (("prev-archive", heading.previous), ("next-archive", heading.next), ("current", heading.current))
    return tuple((relation, href) for relation, href in links if href)
