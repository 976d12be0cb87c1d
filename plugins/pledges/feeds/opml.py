"""A list of feeds as OPML 2.0, so that a reader can follow many at once."""

from dataclasses import dataclass

from lxml import etree

from pledges.feeds.syndication import clean


@dataclass(frozen=True, slots=True)
class OpmlOutline:
    """A feed: what it is called, its own address and that of the page it follows."""

    title: str
    feed: str
    page: str


@dataclass(frozen=True, slots=True)
class OpmlGroup:
    """Feeds under a heading."""

    title: str
    outlines: tuple[OpmlOutline, ...]


@dataclass(frozen=True, slots=True)
class Outlines:
    """The whole list."""

    title: str
    groups: tuple[OpmlGroup, ...]


def opml(outlines: Outlines) -> bytes:
    """The list as an OPML document."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = clean(outlines.title)
    body = etree.SubElement(root, "body")
    for group in outlines.groups:
        heading = etree.SubElement(body, "outline", text=clean(group.title))
        for outline in group.outlines:
            title = clean(outline.title)
            addresses = {"xmlUrl": outline.feed, "htmlUrl": outline.page}
            etree.SubElement(heading, "outline", type="rss", text=title, title=title, **addresses)
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True)) + b"\n"
