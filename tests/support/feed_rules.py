"""A strict checker of feeds, offline: what the W3C feed validation service calls errors or warnings, as its
documentation and RSS 2.0, RFC 4287, RFC 5005 and OPML 2.0 have it. Each function gives every fault it finds.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime
from html.parser import HTMLParser
from urllib.parse import urlsplit

from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
HISTORY = "{http://purl.org/syndication/history/1.0}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
TAG = re.compile(r"tag:[a-z0-9.\-]+,\d{4}(-\d\d){0,2}:[\w;/?:@&=+$.\-~*'()%,!]*(#[\w;/?:@&=+$.\-~*'()%,!]*)?", re.A)
HTML = frozenset(("p", "br", "strong", "ul", "li", "a"))
RELATIONS = frozenset(("self", "alternate", "prev-archive", "next-archive", "current"))
# What each element may hold: (fewest, most) of each child. Most of 0 means any number.
RSS = {
    "rss": {"channel": (1, 1)},
    "channel": {
        "title": (1, 1), "link": (1, 1), "description": (1, 1), f"{ATOM}link": (1, 0), "docs": (0, 1),
        "generator": (0, 1), "image": (1, 1), "language": (1, 1), "lastBuildDate": (1, 1), "item": (0, 0),
    },
    "image": {"url": (1, 1), "title": (1, 1), "link": (1, 1)},
    "item": {
        "title": (1, 1), "link": (1, 1), "description": (1, 1), "guid": (1, 1), "pubDate": (1, 1), "category": (0, 0),
    },
}  # fmt: skip
FEED = {
    f"{ATOM}feed": {
        "id": (1, 1), "title": (1, 1), "updated": (1, 1), "author": (1, 1), "link": (2, 0), "generator": (0, 1),
        "logo": (1, 1), "subtitle": (1, 1), "entry": (0, 0), f"{HISTORY}archive": (0, 1),
    },
    f"{ATOM}author": {"name": (1, 1), "email": (0, 1)},
    f"{ATOM}entry": {
        "id": (1, 1), "title": (1, 1), "updated": (1, 1), "content": (0, 1), "summary": (0, 1), "link": (1, 1),
        "category": (0, 0), "published": (1, 1),
    },
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Item:
    """What a reader is given of an item."""

    id: str
    title: str
    link: str
    html: str
    at: datetime
    categories: tuple[str, ...]


def text(element: etree._Element, name: str) -> str:
    """The text of the child `name`; nothing where there is none."""
    return str(element.findtext(name) or "")


def rss_items(document: bytes) -> list[Item]:
    """The items of an RSS document."""
    return [
        Item(
            id=text(one, "guid"), title=text(one, "title"), link=text(one, "link"), html=text(one, "description"),
            at=parsedate_to_datetime(text(one, "pubDate")), categories=tuple(str(row.text) for row in one.findall("category")),
        )
        for one in etree.fromstring(document).iter("item")
    ]  # fmt: skip


def atom_items(document: bytes) -> list[Item]:
    """The entries of an Atom document, at the whole second as RSS has them."""
    return [
        Item(
            id=text(one, f"{ATOM}id"), title=text(one, f"{ATOM}title"), link=str(one.find(f"{ATOM}link").get("href")),
            html=text(one, f"{ATOM}content"), at=datetime.fromisoformat(text(one, f"{ATOM}published")).replace(microsecond=0),
            categories=tuple(str(row.get("label")) for row in one.findall(f"{ATOM}category")),
        )
        for one in etree.fromstring(document).iter(f"{ATOM}entry")
    ]  # fmt: skip


def faults(path: str, document: bytes, base: str) -> list[str]:
    """Everything wrong with the document that answers at `path` under `base`."""
    try:
        root = etree.fromstring(document, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        return [f"not well-formed: {error}"]
    faults = [*characters(document)]
    if not document.startswith(b"<?xml version='1.0' encoding='UTF-8'?>\n"):
        faults.append("declaration")
    if path.endswith(".opml"):
        return [*faults, *opml_faults(root)]
    if path.endswith(".atom"):
        return [*faults, *atom_faults(root, f"{base}/{path}")]
    return [*faults, *rss_faults(root, f"{base}/{path}")]


def characters(document: bytes) -> Iterator[str]:
    """Characters that readers show as boxes: C1 controls, and the replacement character."""
    for char in sorted(set(document.decode("utf-8"))):
        if 0x80 <= ord(char) <= 0x9F or char == "\ufffd":
            yield f"bad character {ord(char):#x}"


def children(root: etree._Element, table: dict[str, dict[str, tuple[int, int]]], prefix: str = "") -> Iterator[str]:
    """Elements that are missing, too many or not known."""
    for element in root.iter():
        allowed = table.get(str(element.tag))
        if allowed is None:
            yield from (f"{element.tag} in an element that holds text" for _ in list(element)[:1])
            continue
        names = {name if name.startswith("{") else prefix + name: limits for name, limits in allowed.items()}
        count = Counter(str(child.tag) for child in element)
        yield from (f"{name} in {element.tag}" for name in count if name not in names)
        for name, (fewest, most) in names.items():
            if count[name] < fewest or (most and count[name] > most):
                yield f"{count[name]} {name} in {element.tag}"
        if (element.text or "").strip():
            yield f"text in {element.tag}"


def _language(location: str) -> str:
    """The language of the feed at an address: that which the address begins with, or Swedish."""
    return next((tag for code, tag in {"en": "en", "lattlast": "sv-simple"}.items() if f"/{code}/" in location), "sv")


def rss_faults(root: etree._Element, location: str) -> Iterator[str]:
    """RSS 2.0, with the RSS Advisory Board's profile."""
    if root.tag != "rss" or root.get("version") != "2.0":
        yield "not RSS 2.0"
    yield from children(root, RSS)
    channel = root[0]
    for name in ("title", "description", "link"):
        if not text(channel, name).strip():
            yield f"empty {name}"
    if text(channel, "language") != _language(location):
        yield "language"
    yield from address(text(channel, "link"))
    image = channel.find("image")
    if image is not None:
        if text(image, "title") != text(channel, "title") or text(image, "link") != text(channel, "link"):
            yield "the image's title and link are not the channel's"
        if not re.search(r"\.(png|gif|jpe?g)$", text(image, "url")):
            yield "the image is no picture that readers know"
    yield from links(channel.findall(f"{ATOM}link"), location, "application/rss+xml", alternate=False)
    yield from rfc822(text(channel, "lastBuildDate"))
    items = channel.findall("item")
    for one in items:
        guid = one.find("guid")
        if guid is None or guid.get("isPermaLink") != "false":
            yield "a guid that claims to be an address"
        yield from tag(text(one, "guid"))
        yield from rfc822(text(one, "pubDate"))
        yield from address(text(one, "link"))
        yield from title(text(one, "title"))
        yield from markup(text(one, "description"))
        yield from (
            "category" for row in one.findall("category") if not (row.text or "").strip() or not row.get("domain")
        )
    times = [parsedate_to_datetime(text(one, "pubDate")) for one in items]
    yield from uniqueness(text(one, "guid") for one in items)
    if times != sorted(times, reverse=True):
        yield "not newest first"
    if times and parsedate_to_datetime(text(channel, "lastBuildDate")) != times[0]:
        yield "lastBuildDate is not the newest item's"


def atom_faults(root: etree._Element, location: str) -> Iterator[str]:
    """Atom, RFC 4287."""
    if root.tag != f"{ATOM}feed" or root.get(XML_LANG) != _language(location):
        yield "not an Atom feed in its language"
    yield from children(root, FEED, ATOM)
    yield from tag(text(root, f"{ATOM}id"))
    yield from rfc3339(text(root, f"{ATOM}updated"))
    yield from links(root.findall(f"{ATOM}link"), location, "application/atom+xml", alternate=True)
    relations = {str(link.get("rel")) for link in root.findall(f"{ATOM}link")}
    if root.find(f"{HISTORY}archive") is not None and (
        "current" not in relations or not relations & {"prev-archive", "next-archive"}
    ):
        yield "an archive document that leads nowhere"
    entries = root.findall(f"{ATOM}entry")
    for one in entries:
        yield from tag(text(one, f"{ATOM}id"))
        yield from rfc3339(text(one, f"{ATOM}updated"))
        yield from rfc3339(text(one, f"{ATOM}published"))
        yield from address(str(one.find(f"{ATOM}link").get("href")))
        content, summary = one.find(f"{ATOM}content"), one.find(f"{ATOM}summary")
        if (content is None) == (summary is None):
            yield "neither content nor a summary, or both"
        if content is not None and content.get("type") != "html":
            yield "content that is not html"
        if content is not None:
            yield from markup(text(one, f"{ATOM}content"))
        if summary is not None and (summary.get("type") is not None or not (summary.text or "").strip()):
            yield "a summary that is not plain text"
        if summary is not None and root.find(f"{HISTORY}archive") is None:
            yield "a summary in the feed itself"
        if not text(one, f"{ATOM}title").strip():
            yield "empty title"
        yield from ("category" for row in one.findall(f"{ATOM}category") if not row.get("term") or not row.get("label"))
    yield from uniqueness(text(one, f"{ATOM}id") for one in entries)
    updated = [text(one, f"{ATOM}updated") for one in entries]
    yield from uniqueness(updated)
    if updated != sorted(updated, key=datetime.fromisoformat, reverse=True):
        yield "not newest first"
    if updated and text(root, f"{ATOM}updated") != updated[0]:
        yield "updated is not the newest entry's"


def opml_faults(root: etree._Element) -> Iterator[str]:
    """OPML 2.0, a subscription list."""
    if root.tag != "opml" or root.get("version") != "2.0" or [child.tag for child in root] != ["head", "body"]:
        yield "not OPML 2.0"
    if not text(root[0], "title"):
        yield "no title"
    for outline in root.iter("outline"):
        if not outline.get("text"):
            yield "an outline without text"
        if not len(outline):
            if outline.get("type") != "rss":
                yield "an outline that is no feed"
            yield from address(str(outline.get("xmlUrl")))
            yield from address(str(outline.get("htmlUrl")))
    yield from uniqueness(str(one.get("xmlUrl")) for one in root.iter("outline") if not len(one))


def links(faults: Iterable[etree._Element], location: str, kind: str, *, alternate: bool) -> Iterator[str]:
    """The links of a document: itself once, its page in Atom, and its history at most once each."""
    by_relation: dict[str, list[etree._Element]] = {}
    for link in faults:
        by_relation.setdefault(str(link.get("rel")), []).append(link)
        yield from address(str(link.get("href")))
        if len(link) or link.text:
            yield "a link that holds something"
    if [link.get("href") for link in by_relation.get("self", ())] != [location]:
        yield "self is not where the document lies"
    if len(by_relation.get("alternate", ())) != int(alternate):
        yield "alternate"
    for relation, rows in by_relation.items():
        if relation not in RELATIONS or len(rows) > 1:
            yield f"link {relation}"
        wanted = {"self": kind, "alternate": "text/html"}.get(relation, "application/atom+xml")
        if any(row.get("type") != wanted for row in rows):
            yield f"type of {relation}"


def address(value: str) -> Iterator[str]:
    """A whole web address with nothing in it that has to be escaped."""
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.netloc or re.search(r"[^\x21-\x7e]|[<>\"{}|\\^`]", value):
        yield f"address {value!r}"


def tag(value: str) -> Iterator[str]:
    """A tag URI, RFC 4151."""
    if not TAG.fullmatch(value):
        yield f"tag {value!r}"


def title(value: str) -> Iterator[str]:
    """A title says something."""
    if not value.strip():
        yield "empty title"


def rfc822(value: str) -> Iterator[str]:
    """A date with four figures for the year and the right weekday."""
    try:
        if format_datetime(parsedate_to_datetime(value)) != value:
            yield f"date {value!r}"
    except ValueError:
        yield f"date {value!r}"


def rfc3339(value: str) -> Iterator[str]:
    """A moment with its zone."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", value):
        yield f"time {value!r}"
    else:
        datetime.fromisoformat(value)


def uniqueness(values: Iterable[str]) -> Iterator[str]:
    """No value twice."""
    yield from (f"{value!r} twice" for value, count in Counter(values).items() if count > 1)


def markup(html: str) -> list[str]:
    """The faults of an item's text: tags that readers strip or that are not closed, and links that lead nowhere."""
    if not html.strip():
        return ["empty text"]
    reader = _Markup()
    reader.feed(html)
    reader.close()
    return [*reader.found, *(f"<{name}> is not closed" for name in reader.open)]


class _Markup(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in HTML:
            self.found.append(f"<{tag}>")
        if tag != "br":
            self.open.append(tag)
        for name, value in attrs:
            if (tag, name) != ("a", "href"):
                self.found.append(f"{name} in <{tag}>")
            self.found.extend(address(value or ""))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.found.append(f"</{tag}>")
