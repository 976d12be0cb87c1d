"""Free text in Markdown → HTML that can do no harm, with what it links to.

Markdown and the cleaning are libraries' work (python-markdown, nh3); this module decides what is allowed, and
where links between records lead. Addresses inside the portal stand as `/kommuner/x/` (rooted); rendering makes
them relative to the page.
"""

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urldefrag
from xml.etree.ElementTree import SubElement

import markdown
import nh3
from markdown.extensions.toc import TocExtension
from markdown.treeprocessors import Treeprocessor

from pledges.content.geography import slugify
from pledges.content.image_variants import PublishedImage, sources, srcset

Resolve = Callable[[str], str | None]
Find = Callable[[str], PublishedImage | None]
_SIZES = "(min-width: 46rem) 42rem, 100vw"  # as wide as a text is in the theme
_TAGS = {
    "a", "abbr", "blockquote", "br", "caption", "code", "dd", "del", "dl", "dt", "em", "h2", "h3", "h4", "hr",
    "img", "li", "ol", "p", "picture", "pre", "source", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "img": {"src", "alt", "width", "height", "srcset", "sizes", "loading", "decoding"},
    "source": {"type", "srcset", "sizes"},
    "ol": {"start"},
    "th": {"scope"},
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
}
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")


@dataclass(frozen=True, slots=True)
class Prose:
    """Clean HTML, and the images of the portal's own that it shows (paths under content/)."""

    html: str
    images: tuple[str, ...] = ()


def heading_id(text: str, separator: str = "-") -> str:
    """The anchor of a heading: `Så gick det` → `sa-gick-det`."""
    return slugify(text).replace("-", separator) or "rubrik"


def converter() -> markdown.Markdown:
    """python-markdown as the portal has it, so that what is checked is what is shown."""
    toc = TocExtension(slugify=heading_id, permalink=False)
    return markdown.Markdown(extensions=["tables", "sane_lists", "abbr", toc])


class _LinksInside(Treeprocessor):
    """Turns links between files (`../loften/2019.md`) into the portal's addresses, and drops what leads nowhere.

    A picture is offered in every size and format that it is published in.
    """

    resolve: Resolve
    find: Find

    def __init__(self, md: markdown.Markdown) -> None:
        super().__init__(md)
        self.targets: set[str] = set()

    def run(self, root: Any) -> None:
        for element in tuple(root.iter()):
            if element.tag == "a" and element.get("href"):
                self._link(element)
            elif element.tag == "img":
                self._image(element)
            elif element.tag == "th":
                element.set("scope", "col")

    def _link(self, element: Any) -> None:
        href = element.get("href")
        if _SCHEME.match(href) or href.startswith("#"):
            return
        target = self.resolve(href)
        if target is None:
            del element.attrib["href"]
        else:
            self.targets.add(target)
            element.set("href", target)

    def _image(self, element: Any) -> None:
        source = element.get("src", "")
        target = None if _SCHEME.match(source) else self.resolve(source)
        if target is None:
            element.attrib.pop("src", None)
        else:
            self.targets.add(target)
            element.set("src", target)
            image = self.find(target)
            if image is not None:
                self._offer(element, image)

    def _offer(self, element: Any, image: PublishedImage) -> None:
        """Make an img a picture with a source for each format; its own size is told, so that nothing jumps."""
        size = image.original.size
        attributes = {**element.attrib, "width": str(size.width), "height": str(size.height)}
        attributes |= {"loading": "lazy", "decoding": "async"}
        own = srcset((*image.smaller, image.original))
        if image.smaller:
            attributes |= {"srcset": own, "sizes": _SIZES}
        self.targets.update((own, *sources(image).values()))
        element.tag = "picture"
        element.attrib.clear()
        for media_type, files in sources(image).items():
            SubElement(element, "source", {"type": media_type, "srcset": files, "sizes": _SIZES})
        SubElement(element, "img", attributes)


@dataclass(frozen=True, slots=True)
class _Tools:
    """Markdown, the step after it and the cleaner, made once: making Markdown anew costs as much as the text."""

    markdown: markdown.Markdown
    step: _LinksInside
    cleaner: nh3.Cleaner


@lru_cache(maxsize=1)
def _tools() -> _Tools:
    html_maker = converter()
    step = _LinksInside(html_maker)
    html_maker.treeprocessors.register(step, "portal-links", 5)

    def keep(tag: str, attribute: str, value: str) -> str | None:
        """Raw HTML may not load or link to anything that a Markdown link could not."""
        if attribute in ("src", "srcset"):
            return value if value in step.targets else None
        if attribute == "href" and not (_SCHEME.match(value) or value.startswith("#")):
            return value if value in step.targets else None
        return value

    cleaner = nh3.Cleaner(
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=keep,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
        clean_content_tags={"script", "style", "iframe", "object", "svg", "math", "template", "noscript", "title"},
    )
    return _Tools(html_maker, step, cleaner)


def no_image(target: str) -> None:
    """Nothing is known of any picture."""


def to_html(text: str, resolve: Resolve, find: Find = no_image) -> Prose:
    """Clean HTML of `text`. `resolve` gives the rooted address of a link inside the portal, or None, and `find` what
    the picture at a rooted address is published as."""
    if not text.strip():
        return Prose("")
    images: list[str] = []

    def resolve_and_note(href: str) -> str | None:
        target = resolve(href)
        if target is not None and not target.endswith("/") and "#" not in target:
            images.append(target.lstrip("/"))
        return target

    tools = _tools()
    tools.step.resolve = resolve_and_note
    tools.step.find = find
    tools.step.targets.clear()
    tools.markdown.reset()
    return Prose(tools.cleaner.clean(tools.markdown.convert(text)), tuple(dict.fromkeys(images)))


def plain(text: str) -> str:
    """The words of a Markdown text on one line, for feeds and descriptions."""
    html = to_html(text, lambda href: None).html
    words = re.sub(r"<[^>]+>", " ", html)
    return " ".join(
        words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&").split()
    )


def path_inside(source_path: str, href: str) -> tuple[str, str] | None:
    """(path under content/, anchor) of a relative link in the file `source_path`; None if it leaves content/."""
    path, anchor = urldefrag(href)
    if _SCHEME.match(href) or path.startswith("//"):
        return None
    base = "" if path.startswith("/") else posixpath.dirname(source_path)
    joined = posixpath.normpath(posixpath.join(base, path.lstrip("/"))) if path else source_path
    return None if joined.startswith("..") else (joined, anchor)
