"""What a Markdown text holds, with the line of each: links, images, headings, HTML, paragraphs. Nothing is judged here."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from typing import Any

from markdown_it.token import Token

from pledges.content.markdown import BREAKS, DEEPEST, shown, tokens_of, words

_HALF = re.compile(
    r"\[[^\[\]\n]{1,80}\]\((?:https?://|www\.|\.\.?/|mailto:|tel:)[^()\n]{0,200} [^()\n]{1,200}\)|"
    r"\[[^\[\]\n]{1,80}\]\s+\((?:https?:|www\.|/|\.\.?/|[\w/.-]+\.md)[^()\s]*\)|\[[^\[\]\n]{1,80}\]\[[^\[\]\n]{0,80}\]"
    r"|\([^()\n]{1,80}\)\[(?:https?:|www\.|/|\.\.?/|[\w/.-]+\.md)[^\[\]\s]*\]|\[\[[^\[\]\n]{1,80}\]\]"
    r"|\[[^\[\]\n]{1,80}\]\((?:https?://|\.\.?/|[\w/.-]+\.md)[^()\n]{0,200}$"
    r"|!?\[[^\[\]\n]{0,80}\]\([^()\n]{1,100}(?:\(\d{1,3}\))?\.(?:jpe?g|png|webp|heic|pdf|JPE?G|PNG|HEIC|PDF)\)"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>()\"]+[^\s<>()\".,;:!?]")


@dataclass(frozen=True, slots=True)
class TextLink:
    """A link as written: where to, the words that are its text, and the line in the text (from 1)."""

    href: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Image:
    """An image with its description."""

    source: str
    alt: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkdownHeading:
    """A heading with the id that links to it end with. `underline` is the row of signs under it, where it has one."""

    level: int
    text: str
    id: str
    line: int
    underline: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as written, with its first line, and whether it is bold from end to end."""

    text: str
    line: int
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class ListItem:
    """A row of a numbered list: its number, and its first line as written."""

    number: str
    line: int


@dataclass(frozen=True, slots=True)
class WrittenTable:
    """A table: its first line, and how many columns it has."""

    line: int
    last: int
    columns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkdownFacts:
    """What a text holds. `html` are pieces of raw HTML with their lines; `half_links` look like links but are none.

    `addresses` are web addresses that stand as text, `indented` the lines of what is shown as program code since it is
    indented. `too_deep` says that some of the text is nested too deep to be read.
    """

    links: tuple[TextLink, ...] = ()
    images: tuple[Image, ...] = ()
    headings: tuple[MarkdownHeading, ...] = ()
    html: tuple[tuple[str, int], ...] = ()
    half_links: tuple[tuple[str, int], ...] = ()
    addresses: tuple[tuple[str, int], ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    numbered: tuple[ListItem, ...] = ()
    tables: tuple[WrittenTable, ...] = ()
    indented: tuple[tuple[str, int], ...] = ()
    too_deep: bool = False


@lru_cache(maxsize=1024)
def facts_of(text: str) -> MarkdownFacts:
    """Everything that the rules ask about a Markdown text. Lines count from the text's own first."""
    facts: dict[str, list[Any]] = defaultdict(list)
    deepest = 0
    line = 1
    tokens = tokens_of(text) if text.strip() else ()
    for number, token in enumerate(tokens):
        if token.map is not None:
            line = token.map[0] + 1
        deepest = max(deepest, token.level)
        match token.type:
            case "inline":
                _inline(facts, tokens[number - 1], token=token, line=line)
            case "html_block":
                facts["html"].append((token.content.strip(), line))
            case "code_block":
                facts["indented"].append((token.content, line))
            case "table_open" if token.map is not None:
                columns = sum(one.type == "th_open" for one in _until(tokens[number:], "thead_close"))
                facts["tables"].append(WrittenTable(line, token.map[1], columns))
            case "list_item_open" if token.info:
                facts["numbered"].append(ListItem(token.info, line))
    return MarkdownFacts(too_deep=deepest >= DEEPEST - 1, **{name: tuple(found) for name, found in facts.items()})


def _until(tokens: Sequence[Token], kind: str) -> Iterator[Token]:
    return takewhile(lambda token: token.type != kind, tokens)


def _inline(facts: dict[str, list[Any]], opening: Token, *, token: Token, line: int) -> None:
    """What a paragraph, heading or cell holds."""
    children = token.children or []
    if opening.type == "heading_open":
        underline = opening.markup if opening.markup[:1] in "=-" else ""
        heading = MarkdownHeading(
            level=int(opening.tag[1:]), text=words(token), id=str(opening.attrs["id"]), line=line, underline=underline
        )
        facts["headings"].append(heading)
    elif opening.type == "paragraph_open":
        facts["paragraphs"].append(Paragraph(token.content, line, _is_bold(children)))
    inside: list[tuple[str, int, list[str]]] = []
    for child, at in _with_lines(children, line):
        if child.type == "link_open":
            inside.append((str(child.attrs.get("href", "")), at, []))
        elif child.type == "link_close":
            href, start, pieces = inside.pop()
            facts["links"].append(TextLink(href, " ".join("".join(pieces).split()), start))
        elif child.type == "image":
            facts["images"].append(Image(str(child.attrs.get("src", "")), words(child), at))
        elif child.type == "html_inline" and not child.content.startswith("</"):
            facts["html"].append((child.content, at))
        elif child.type == "text" and not inside:
            facts["half_links"].extend((piece, at) for piece in _HALF.findall(child.content))
            facts["addresses"].extend((piece, at) for piece in _ADDRESS.findall(_HALF.sub("", child.content)))
        for _, _, pieces in inside:
            pieces.append(shown(child))


def _with_lines(children: list[Token], line: int) -> Iterator[tuple[Token, int]]:
    for child in children:
        yield child, line
        line += child.type in BREAKS


def _is_bold(children: list[Token]) -> bool:
    marks = [child for child in children if child.type != "text" or child.content.strip()]
    return (
        len(marks) > 2
        and marks[0].type == "strong_open"
        and marks[-1].type == "strong_close"
        and sum(mark.type == "strong_open" for mark in marks) == 1
    )
