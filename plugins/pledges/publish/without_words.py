"""A file's text, or a line of what is remembered, without some words or without an event. Pure."""

import re
import unicodedata
from dataclasses import replace

from pledges.content.record import Record
from pledges.history.protected_texts import ProtectedText
from pledges.history.publication_log import Edition

IN_ITS_PLACE = "(borttaget)"


def pattern_of(words: str) -> re.Pattern[str]:
    """What finds `words` in a text: in any case, and wherever the line is broken between them."""
    return re.compile(r"\s+".join(map(re.escape, composed(words).split())), re.IGNORECASE)


def composed(text: str) -> str:
    """`text` with its letters composed, as the portal reads it."""
    return unicodedata.normalize("NFC", text)


def without_words(text: str, words: re.Pattern[str]) -> str:
    """`text` with a mark in the place of each of the `words`."""
    return words.sub(IN_ITS_PLACE, composed(text))


def edition_without(edition: Edition, words: re.Pattern[str]) -> Edition:
    """An edition without the `words` in its title, its protected texts and what these are called."""
    texts = tuple(
        ProtectedText(without_words(one.key, words), without_words(one.label, words), without_words(one.text, words))
        for one in edition.texts
    )
    return replace(edition, title=without_words(edition.title, words), texts=texts)


def without_change(text: str, record: Record, number: int) -> str:
    """The text of the record's file without line `number` (from 0) of its `händelser`, written as a list down the page."""
    lines = text.split("\n")
    first = record.places["händelser", number].line - 1
    dash = _indentation(lines[first])
    after = first + 1
    while after < len(lines) and (not lines[after].strip() or _indentation(lines[after]) > dash):
        after += 1
    if len(record.changes) == 1:
        first = record.places["händelser",].line - 1
    return "\n".join((*lines[:first], *lines[after:]))


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
