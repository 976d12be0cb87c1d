"""What a Markdown text holds: links, images, headings and HTML, as python-markdown's own parser reads it.

Nothing is judged here.
"""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

from pledges.content.markdown import converter

_PLACEHOLDER = re.compile("\x02(?:wzxhzdk|klzzwxh):\\d+\x03")
_MAY_HOLD_SOMETHING = re.compile(r"[\[<#]|^ {0,3}(?:=+|-+)\s*$", re.M)
_TOO_DEEP = re.compile(r"^(?:[ \t]*>){20}|^(?: {4}|\t){20}|^[ \t]*(?:(?:[-+*]|\d+\.)[ \t]+){20}", re.M)
"""Twenty levels of lists or quotes: more than anybody reads, and far from where the parser's own recursion ends."""
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_MARKS = re.compile(r"[*_`\\\\]|\]\([^()\n]*\)|[\[\]]")
_VERBATIM = ("code", "pre")


@dataclass(frozen=True, slots=True)
class TextLink:
    """A link as written: where to, the words that are its text, and the line in the text (from 1, 0 unknown)."""

    href: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Image:
    """An image with its description."""

    source: str
    alt: str
    line: int


@dataclass(frozen=True, slots=True)
class MarkdownHeading:
    """A heading with the id that links to it end with."""

    level: int
    text: str
    id: str
    line: int


@dataclass(frozen=True, slots=True)
class MarkdownFacts:
    """What a text holds. `html` are pieces of raw HTML with their lines; `half_links` look like links but are none.

    `too_deep` says that the text could not be parsed, and that nothing else is known of it.
    """

    links: tuple[TextLink, ...] = ()
    images: tuple[Image, ...] = ()
    headings: tuple[MarkdownHeading, ...] = ()
    html: tuple[tuple[str, int], ...] = ()
    half_links: tuple[tuple[str, int], ...] = ()
    too_deep: bool = False


@lru_cache(maxsize=1024)
def facts_of(text: str) -> MarkdownFacts:
    """Everything that the rules ask about a Markdown text. Lines count from the text's own first."""
    if _TOO_DEEP.search(text):
        return MarkdownFacts(too_deep=True)
    if not _MAY_HOLD_SOMETHING.search(text):
        return MarkdownFacts()
    parser, collector = _parser()
    parser.reset()
    parser.convert(text)
    return _facts(collector.root, parser.htmlStash.rawHtmlBlocks, text)


class _Collector(Treeprocessor):
    """Keeps the finished tree."""

    root: Any = None

    def run(self, root: Any) -> None:
        self.root = root


@lru_cache(maxsize=1)
def _parser() -> tuple[markdown.Markdown, _Collector]:
    parser = converter()
    collector = _Collector(parser)
    parser.treeprocessors.register(collector, "facts", -10)
    return parser, collector


def _facts(root: Any, stash: list[Any], text: str) -> MarkdownFacts:
    find, find_heading = _finder(text), _finder(_MARKS.sub("", text))
    links: list[TextLink] = []
    images: list[Image] = []
    headings: list[MarkdownHeading] = []
    half: list[tuple[str, int]] = []
    for element, verbatim in _elements(root):
        if element.tag == "a" and element.get("href") is not None:
            href = _plain(element.get("href"), stash)
            words = _words(element, stash)
            links.append(TextLink(href, words, find(href) or find(words)))
        elif element.tag == "img":
            source = _plain(element.get("src", ""), stash)
            images.append(Image(source, _plain(element.get("alt", ""), stash).strip(), find(source)))
        elif element.tag in _HEADINGS:
            words = _words(element, stash)
            headings.append(MarkdownHeading(_HEADINGS[element.tag], words, element.get("id", ""), find_heading(words)))
        if not verbatim:
            half.extend((piece, find(piece)) for piece in _half_links(element))
    raw = [str(piece).strip() for piece in stash if re.match(r"\s*<(?!/)", str(piece))]
    return MarkdownFacts(
        tuple(links), tuple(images), tuple(headings), tuple((piece, find(piece)) for piece in raw), tuple(half)
    )


def _elements(root: Any) -> list[tuple[Any, bool]]:
    """Every element in order, with whether it is code, without recursion over untrusted depth."""
    elements, waiting = [], [(root, False)]
    while waiting:
        element, verbatim = waiting.pop()
        verbatim = verbatim or element.tag in _VERBATIM
        elements.append((element, verbatim))
        waiting.extend((child, verbatim) for child in reversed(element))
    return elements


_HALF = re.compile(
    r"\[[^\[\]\n]{1,80}\]\s+\((?:https?:|www\.|/|\.\.?/|[\w/.-]+\.md)[^()\s]*\)|\[[^\[\]\n]{1,80}\]\[[^\[\]\n]{0,80}\]"
)


def _half_links(element: Any) -> list[str]:
    pieces = [element.text or "", *((child.tail or "") for child in element)]
    return [match for piece in pieces for match in _HALF.findall(piece)]


def _words(element: Any, stash: list[Any]) -> str:
    """The words of a link or heading; an image counts as its description."""
    alts = [inner.get("alt", "") for inner in element.iter("img")]
    return " ".join(_plain(" ".join(["".join(element.itertext()), *alts]), stash).split())


def _plain(text: str, stash: list[Any]) -> str:
    """Text as a reader sees it: the parser's own placeholders and character references resolved."""
    shown = _PLACEHOLDER.sub(lambda match: _stashed(match[0], stash), text)
    return html.unescape(shown.replace(AMP_SUBSTITUTE, "&"))


def _stashed(placeholder: str, stash: list[Any]) -> str:
    piece = str(stash[number]) if (number := int(re.sub(r"\D", "", placeholder))) < len(stash) else ""
    return piece if piece.startswith("&") else ""


def _finder(text: str) -> Callable[[str], int]:
    """Gives the line of each piece in turn: the next place where its first line stands, else the first place."""
    cursors: dict[str, int] = {}

    def line_of(piece: str) -> int:
        first = piece.split("\n", maxsplit=1)[0].strip()
        start = text.find(first, cursors.get(first, 0)) if first else -1
        if start < 0:
            start = text.find(first) if first else -1
        if start < 0:
            return 0
        cursors[first] = start + len(first)
        return text.count("\n", 0, start) + 1

    return line_of
