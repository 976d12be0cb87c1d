"""Each text of a record at its place, and the loop that the rules share which look at one text at a time."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeAlias

from pledges.content.record import AnyRecord, Loc, Record
from pledges.content.record_values import texts
from pledges.content.register import Register
from pledges.rules.finding import Finding, RuleOfAny

PlacedText: TypeAlias = tuple[str, Loc, int]
"""A text with its key, or with its line in the file."""
_LINK = re.compile(r"\[([^\[\]]*)\]\([^)]{0,2000}\)")  # bounded: a text of half links takes no longer
_SENTENCE = re.compile(r"(?:[^.!?\n]|[.!?](?=[^\s])|\n(?!\s*\n))+")


def every_text(record: AnyRecord) -> Iterator[PlacedText]:
    """Every text in the front matter, then every line of the free text."""
    for loc, text in texts(record):
        yield text, loc, 0
    for number, line in enumerate(record.body.split("\n")):
        yield line, (), record.body_line + number


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, without their stops."""
    return tuple(found[0].strip() for found in _SENTENCE.finditer(text))


def own_sentences(record: Record) -> Iterator[PlacedText]:
    """The sentences of the summary and of the free text: what a record says of itself in running words."""
    for sentence in sentences(record.fields.summary or ""):
        yield sentence, ("kort",), 0
    body = _LINK.sub(r"\1", record.body)
    line, seen = record.body_line, 0
    for found in _SENTENCE.finditer(body):
        start = found.start() + len(found[0]) - len(found[0].lstrip())
        line, seen = line + body.count("\n", seen, start), start
        if sentence := " ".join(found[0].split()):
            yield sentence, (), line


def at_their_places(placed: Iterable[PlacedText], find: Callable[[str], Iterable[Finding]]) -> Iterator[Finding]:
    """What `find` says of each text, at its place."""
    for text, loc, line in placed:
        for finding in find(text):
            yield replace(finding, loc=loc, line=line)


def of_each_text(find: Callable[[str], Iterable[Finding]]) -> RuleOfAny:
    """The rule that `find` is, which is given one text after the other and says nothing of where they stand."""

    def rule(register: Register, record: AnyRecord) -> Iterator[Finding]:
        return at_their_places(every_text(record), find)

    return rule
