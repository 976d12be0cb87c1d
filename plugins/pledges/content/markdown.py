"""Free text in Markdown → HTML that can do no harm, with what it links to.

Markdown and the cleaning are libraries' work; this module decides what is allowed, and where links between records
lead. Python-Markdown makes the HTML. Its own parser takes time that grows with the square of some texts, and misses
lists that stand right under a paragraph; so an extension gives it CommonMark (with tables), as markdown-it-py reads it
for the rules too. nh3 cleans what comes out. Addresses inside the portal stand as `/kommuner/x/` (rooted); rendering
makes them relative to the page.
"""

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from urllib.parse import urldefrag
from xml.etree.ElementTree import Element, ElementTree, SubElement

import nh3
from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.extensions import Extension
from markdown_it import MarkdownIt
from markdown_it.token import Token

from pledges.content.geography import slugify
from pledges.content.image_variants import PublishedImage, sources, srcset

Resolve = Callable[[str], str | None]
Find = Callable[[str], PublishedImage | None]
DEEPEST = 40  # levels of blocks in one another that are read: a list in a list is two
BREAKS = ("softbreak", "hardbreak")
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


def heading_id(text: str) -> str:
    """The anchor of a heading: `Så gick det` → `sa-gick-det`."""
    return slugify(text) or "rubrik"


class _Reader(MarkdownIt):
    """CommonMark as the portal has it. Addresses stay as they are written; the cleaner decides which may be followed."""

    def __init__(self) -> None:
        super().__init__("commonmark", {"maxNesting": DEEPEST})
        self.enable("table")

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        """The address as it is written."""
        return url

    def validateLink(self, url: str) -> bool:  # noqa: N802
        """Any address is a link here."""
        return True


@lru_cache(maxsize=1)
def _reader() -> MarkdownIt:
    return _Reader()


@lru_cache(maxsize=16)
def tokens_of(text: str) -> tuple[Token, ...]:
    """What a text is made of, with an id on each heading, so that what is checked is what is shown. Not to be changed."""
    tokens = tuple(_reader().parse(text))
    taken: dict[str, int] = {}
    for number, token in enumerate(tokens):
        if token.type == "heading_open":
            token.attrSet("id", _unique(heading_id(words(tokens[number + 1])), taken))
        elif token.type == "th_open":
            token.attrSet("scope", "col")
    return tokens


def _unique(name: str, taken: dict[str, int]) -> str:
    """`name`, or the first of `name_1`, `name_2` … that is free; it is then taken. `taken` says where to go on from."""
    free = name
    while free in taken:
        taken[name] += 1
        free = f"{name}_{taken[name]}"
    taken[free] = 0
    return free


def words(token: Token) -> str:
    """The words of a paragraph, heading or cell; an image counts as its description."""
    return " ".join("".join(map(shown, token.children or ())).split())


def shown(token: Token) -> str:
    """What a reader sees of a piece of a paragraph."""
    if token.type == "image":
        return f" {words(token)} "
    return " " if token.type in BREAKS else "" if token.type == "html_inline" else token.content


def no_image(target: str) -> None:
    """Nothing is known of any picture."""


def to_html(text: str, resolve: Resolve, find: Find = no_image) -> Prose:
    """Clean HTML of `text`. `resolve` gives the rooted address of a link inside the portal, or None, and `find` what
    the picture at a rooted address is published as."""
    if not text.strip():
        return Prose("")
    targets: set[str] = set()
    images: list[str] = []

    def resolved(token: Token, name: str) -> Token:
        """The same with its link inside the portal led right; one that leads nowhere is dropped."""
        href = str(token.attrs.get(name, ""))
        if name == "href" and (_SCHEME.match(href) or href.startswith("#")):
            return token
        target = None if _SCHEME.match(href) else resolve(href)
        attributes = {key: value for key, value in token.attrs.items() if key != name}
        if target is not None:
            attributes = {name: target, **attributes}
            targets.add(target)
            if not target.endswith("/") and "#" not in target:
                images.append(target.lstrip("/"))
        return token.copy(attrs=attributes)

    def led(token: Token) -> Token:
        if token.type == "link_open":
            return resolved(token, "href")
        if token.type == "image":
            picture = resolved(token, "src")
            image = find(str(picture.attrs["src"])) if "src" in picture.attrs else None
            return picture if image is None else _offered(picture, image, targets)
        return token.copy(children=[led(child) for child in token.children]) if token.children else token

    converter = _converter()
    converter.reset()
    converter.parser = _CommonMark(converter, led)
    return Prose(_clean(converter.convert(text), targets), tuple(dict.fromkeys(images)))


class _CommonMark(BlockParser):
    """A text as Python-Markdown's tree, inline marks and all. `lead` leads each token's links and pictures right."""

    def __init__(self, converter: Markdown, lead: Callable[[Token], Token]) -> None:
        super().__init__(converter)
        self.lead = lead

    def parseDocument(self, lines: Iterable[str]) -> "ElementTree[Element | None]":  # noqa: N802
        """The whole text's tree."""
        self.root = Element(self.md.doc_tag)
        self._grow(self.root, map(self.lead, tokens_of("\n".join(lines))))
        return ElementTree(self.root)

    def _grow(self, parent: Element, tokens: Iterable[Token]) -> None:
        above: list[Element] = [parent]
        for token in tokens:
            if token.type == "inline":
                self._grow(above[-1], token.children or ())
            elif token.nesting < 0:
                if not token.hidden:
                    above.pop()
            elif token.nesting > 0:
                if not token.hidden:
                    above.append(self._add(above[-1], token))
            else:
                self._leaf(above[-1], token)

    def _leaf(self, parent: Element, token: Token) -> None:
        match token.type:
            case "text" | "text_special":
                _append(parent, _escaped(token.content))
            case "softbreak":
                _append(parent, "\n")
            case "html_inline" | "html_block":
                _append(parent, self.md.htmlStash.store(token.content))
            case "image":
                self._add(parent, token).set("alt", _escaped(words(token)))
            case "code_inline":
                self._add(parent, token).text = _escaped(token.content)
            case "code_block" | "fence":
                SubElement(SubElement(parent, "pre"), "code").text = _escaped(token.content)
            case _:
                self._add(parent, token)

    def _add(self, parent: Element, token: Token) -> Element:
        return SubElement(parent, token.tag, {name: _escaped(str(value)) for name, value in token.attrs.items()})


def _append(parent: Element, text: str) -> None:
    """`text` after what `parent` has."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def _escaped(text: str) -> str:
    """An ampersand stands for itself: Python-Markdown leaves what looks like an entity as it is."""
    return text.replace("&", "&amp;")


class _ReadElsewhere(Extension):
    """Takes out every step of Python-Markdown that reads the text or mends what its own parser leaves."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """The serialiser stays, and what puts raw HTML back for the cleaner to judge."""
        for steps, names in (
            (md.preprocessors, ("normalize_whitespace", "html_block")),
            (md.treeprocessors, ("inline", "prettify", "unescape")),
        ):
            for name in names:
                steps.deregister(name)


@lru_cache(maxsize=1)
def _converter() -> Markdown:
    return Markdown(extensions=[_ReadElsewhere()], output_format="html")


def _offered(token: Token, image: PublishedImage, targets: set[str]) -> Token:
    """A picture with a source for each format; its own size is told, so that nothing jumps."""
    size = image.original.size
    attributes = {"src": str(token.attrs["src"]), "alt": words(token)}
    attributes |= {name: str(value) for name, value in token.attrs.items() if name not in attributes}
    attributes |= {"width": str(size.width), "height": str(size.height), "loading": "lazy", "decoding": "async"}
    own = srcset((*image.smaller, image.original))
    if image.smaller:
        attributes |= {"srcset": own, "sizes": _SIZES}
    targets.update((own, *sources(image).values()))
    formats = [
        _element("source", {"type": media_type, "srcset": files, "sizes": _SIZES})
        for media_type, files in sources(image).items()
    ]
    return Token("html_inline", "", 0, content=f"<picture>{''.join(formats)}{_element('img', attributes)}</picture>")


def _element(tag: str, attributes: Mapping[str, str]) -> str:
    pieces = (f' {name}="{escape(value)}"' for name, value in attributes.items())
    return f"<{tag}{''.join(pieces)}>"


def _clean(html: str, targets: Set[str]) -> str:
    """`html` without what isn't allowed. Raw HTML may not load or link to anything that a Markdown link could not."""

    def keep(tag: str, attribute: str, value: str) -> str | None:
        is_inside = attribute == "href" and not (_SCHEME.match(value) or value.startswith("#"))
        if attribute in ("src", "srcset") or is_inside:
            return value if value in targets else None
        return value

    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=keep,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
        clean_content_tags={"script", "style", "iframe", "object", "svg", "math", "template", "noscript", "title"},
    ).strip()


def path_inside(source_path: str, href: str) -> tuple[str, str] | None:
    """(path under content/, anchor) of a relative link in the file `source_path`; None if it leaves content/."""
    path, anchor = urldefrag(href)
    if _SCHEME.match(href) or path.startswith("//"):
        return None
    base = "" if path.startswith("/") else posixpath.dirname(source_path)
    joined = posixpath.normpath(posixpath.join(base, path.lstrip("/"))) if path else source_path
    return None if joined.startswith("..") else (joined, anchor)
