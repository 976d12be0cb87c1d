"""A page as text: its title, its address where it gives one, and its blocks. Read from what was pasted, HTML or PDF."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import KW_ONLY, dataclass
from itertools import zip_longest
from typing import Any

from lxml import etree, html

from pledges.written_values import MONTHS

MOST_LETTERS = 200_000
"""More text than that is no page about a pledge; what follows is not read."""
LONGEST_SENTENCE = 1000
_LONGEST_HEADING = 110
_FULL_LINE = 60
"""A line of at least so many letters in a document that breaks its lines may go on in the next."""
_BULLET = re.compile(r"\s*(?:[•▪●◦‣·*\uf0b7]|[-–—](?=\s)|\d{1,2}[.)](?=\s+[A-ZÅÄÖa-zåäö]))\s*")
_APART = re.compile(r"\s*(?P<mark>[•▪●◦‣·*\uf0b7–—-]|[o§](?=\t)|\d{1,2}[.)])(?:\s{3,}|\t+)(?=\S)")
"""A bullet, and the space that Word has after it."""
_NUMBERED_HEADING = re.compile(r"\d{1,2}[.)]\s+\S+(?:\s\S+)?$")
_ABBREVIATION = re.compile(r"(?:\b(?:t\.?ex|bl\.?a|d\.?v\.?s|m\.?m|s\.?k|o\.?s\.?v|kl|ca|dnr|nr|tel|st|resp|inkl|ev|fr\.?o\.?m|t\.?o\.?m)|(?<![\d-])\b\d{1,2})\.$", re.I)  # fmt: skip
_SENTENCE_END = re.compile(r"[.!?][”\"»)]*\s+(?=[”\"»(–-]?\s?[A-ZÅÄÖ0-9])")
_MONTH = rf"(?:{'|'.join(MONTHS)})"
_YEAR = r"(?:19|20)\d\d(?!\d)"
_BROKEN = (
    (re.compile(rf"((?:\d|{_MONTH})(?P<blank>[ \t]?)[ \t]*[-–—−‐])[ \t]*\r?\n[ \t]*(?={_YEAR}|(?:\d{{1,2}}\s+)?{_MONTH})", re.I), r"\1\g<blank>"),
    (re.compile(rf"({_YEAR})[ \t]*\r?\n[ \t]*([–—−-])(?={_YEAR})"), r"\1\2"),
    (re.compile(rf"({_YEAR}-(?:\d\d-)?)\r?\n[ \t]*(?=\d\d(?:-\d\d)?(?![\d-]))"), r"\1"),
    (re.compile(r"\u00ad[ \t]*(?:\r?\n[ \t]*)?"), ""),
)  # fmt: skip
"""A time that a line was broken within, and a word that was divided by a hyphen nobody sees, with what is left of the break."""
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "dt", "summary", "caption", "legend"))
_ITEMS = frozenset(("li",))
_BLOCKS = frozenset(
    ("address", "article", "blockquote", "body", "br", "dd", "div", "figcaption", "hr", "main", "ol", "p", "pre",
     "section", "table", "tbody", "td", "th", "thead", "time", "tr", "ul")
)  # fmt: skip
_LEFT_OUT = frozenset(
    ("aside", "button", "footer", "form", "head", "header", "iframe", "math", "nav", "noscript", "object", "script",
     "select", "style", "svg", "template", "textarea")
)  # fmt: skip
"""What is no text of the page's own. A `header` in the article itself is kept."""
_MAIN = "//main|//*[@role='main']|//article"


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, item of a list, or paragraph."""

    text: str
    is_heading: bool = False
    is_item: bool = False

    @property
    def sentences(self) -> tuple[str, ...]:
        """Its sentences. A point after an abbreviation or a day ends none."""
        found, start = [], 0
        for match in _SENTENCE_END.finditer(self.text):
            sentence = self.text[start : match.end()].strip()
            if not _ABBREVIATION.search(sentence):
                found.append(sentence)
                start = match.end()
        return tuple(one[:LONGEST_SENTENCE] for one in (*found, self.text[start:].strip()) if one)


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says. `title` is what its window is called, `address` its own; empty where it doesn't tell.

    `is_cut` says that there was more than is read here.
    """

    blocks: tuple[Block, ...]
    _: KW_ONLY
    title: str = ""
    address: str = ""
    is_cut: bool = False


def from_lines(text: str, *, is_cut: bool = False) -> Page:
    """A page of text that was pasted, or read out of a document, where lines may be broken anywhere."""
    text, is_longer = text[:MOST_LETTERS], len(text) > MOST_LETTERS
    return Page(tuple(_from_lines(text)), is_cut=is_cut or is_longer)


def _from_lines(text: str) -> Iterator[Block]:
    """The blocks of a text. A numbered line with bullets under it is their heading, and no item of a list."""
    for pattern, joined in _BROKEN:
        text = pattern.sub(joined, text)
    marked = list(_marked(text))
    for (mark, block), (below, _) in zip_longest(marked, marked[1:], fillvalue=("", Block(""))):
        is_above = mark[:1].isdigit() and below != "" and not below[:1].isdigit()
        yield Block(block.text, is_heading=True) if is_above else block


def _marked(text: str) -> Iterator[tuple[str, Block]]:
    """Each block, with the bullet or the number that it begins with."""
    lines = [part for line in text.splitlines() for part in _columns(line)]
    open_block: list[str] = []
    is_item, mark = False, ""
    for raw in [*lines, ""]:
        line = " ".join(raw.split())
        bullet = _BULLET.match(line)
        starts_item = bullet is not None and not _NUMBERED_HEADING.fullmatch(line)
        if open_block and (not line or starts_item or not _goes_on(open_block[-1], line, is_item=is_item)):
            yield mark, _block(open_block, is_item=is_item)
            open_block = []
        if not line:
            continue
        if not open_block:
            is_item, mark = starts_item, bullet[0].strip() if starts_item and bullet else ""
        open_block.append(line[bullet.end() :] if starts_item and bullet else line)


def _columns(line: str) -> list[str]:
    """The cells of a line. A bullet and the words after it are one, as Word has them with a tab between."""
    bullet = _APART.match(line)
    mark = "" if bullet is None else f"{'•' if bullet['mark'] in 'o§' else bullet['mark']} "
    rest = line if bullet is None else line[bullet.end() :]
    first, *more = re.split(r"\s{3,}|\t+", rest.rstrip())
    return [mark + first, *more]


def _goes_on(before: str, line: str, *, is_item: bool) -> bool:
    """Whether `line` continues the one before it."""
    if line[:1].islower():
        return is_item or len(before) < _FULL_LINE or not before.endswith((".", ":", "!", "?"))
    return len(before) >= _FULL_LINE and not before.endswith((".", ":", "!", "?"))


def _block(lines: list[str], *, is_item: bool) -> Block:
    text = lines[0]
    for line in lines[1:]:
        is_divided = (
            text.endswith(("-", "‐")) and line[:1].islower() and not line.startswith(("och ", "eller ", "samt "))
        )
        text = text[:-1] + line if is_divided else f"{text} {line}"
    is_heading = not is_item and len(text) <= _LONGEST_HEADING and not text.endswith((".", ":", "!", ","))
    return Block(text, is_heading=is_heading, is_item=is_item)


def told(page: Page) -> dict[str, Any]:
    """A page as JSON can hold it."""
    blocks = [[block.text, block.is_heading, block.is_item] for block in page.blocks]
    return {"blocks": blocks, "title": page.title, "address": page.address, "is_cut": page.is_cut}


def from_told(said: dict[str, Any]) -> Page:
    """The page that `told` gave. Raises KeyError, TypeError or ValueError for anything else."""
    blocks = tuple(Block(str(text), bool(heading), bool(item)) for text, heading, item in said["blocks"])
    if sum(len(block.text) for block in blocks) > MOST_LETTERS + LONGEST_SENTENCE:
        raise ValueError("more text than a page has")
    return Page(blocks, title=str(said["title"]), address=str(said["address"]), is_cut=bool(said["is_cut"]))


def from_html(data: bytes) -> Page:
    """A page of HTML that was saved: no script, style, menu, head or foot. Nothing in it is fetched or run."""
    parser = html.HTMLParser(no_network=True, recover=True, remove_comments=False, remove_pis=True, huge_tree=False)
    text = decoded(data)
    try:
        tree = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text), parser=parser)
    except (etree.ParserError, ValueError):
        return Page(())
    whole = tree.xpath(_MAIN)
    root = whole[0] if whole and len(whole[0].text_content()) > 0 else tree
    title = " ".join((tree.findtext(".//title") or "").split())
    blocks: list[Block] = []
    left = MOST_LETTERS
    for block in _of_element(root):
        left -= len(block.text)
        if left < 0:
            return Page(tuple(blocks), title=title, address=_own_address(tree, text), is_cut=True)
        blocks.append(block)
    return Page(tuple(blocks), title=title, address=_own_address(tree, text))


def decoded(data: bytes) -> str:
    """The text of a file: UTF-8 or UTF-16 where it is that, else what Windows writes."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _own_address(tree: Any, text: str) -> str:
    """The address that the page gives for itself, or that a browser noted when it was saved."""
    said = [
        *tree.xpath("//link[@rel='canonical']/@href"),
        *tree.xpath("//meta[@property='og:url']/@content"),
        *re.findall(r"<!-- saved from url=\(\d+\)(\S+)", text[:5000]),
    ]
    return next((str(one) for one in said if re.match(r"https?://[^\s<>\"]+$", str(one))), "")


def _of_element(root: Any) -> Iterator[Block]:
    """The blocks of an element, in the page's order. Walks without recursion: a page may be nested deeply."""
    words: list[str] = []
    kinds: list[str] = []

    def flush() -> Iterator[Block]:
        text = " ".join("".join(words).split())
        words.clear()
        if text:
            is_item = any(kind in _ITEMS for kind in kinds)
            yield Block(text, is_heading=any(kind in _HEADINGS for kind in kinds) and not is_item, is_item=is_item)

    skipped = 0
    for event, element in etree.iterwalk(root, events=("start", "end", "comment")):
        name = element.tag if isinstance(element.tag, str) else ""
        if event == "start" and (name in _LEFT_OUT or skipped) and element is not root:
            skipped += 1
        elif event == "start":
            if name in _BLOCKS | _HEADINGS | _ITEMS:
                yield from flush()
                kinds.append(name)
            words.append(element.text or "")
            continue
        elif event == "end" and skipped:
            skipped -= 1
        elif event == "end" and name in _BLOCKS | _HEADINGS | _ITEMS:
            yield from flush()
            kinds.pop()
        if event in ("end", "comment") and not skipped and element is not root:
            words.append(element.tail or "")
    yield from flush()


def sentences(blocks: Iterable[Block]) -> Iterator[tuple[Block, str]]:
    """Every sentence, with the block that it stands in."""
    for block in blocks:
        for sentence in block.sentences:
            yield block, sentence
