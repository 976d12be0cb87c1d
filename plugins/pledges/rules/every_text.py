"""Each text of a record at its place, and the loop that the rules share which look at one text at a time."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeAlias

from pledges.content.record import AnyRecord, Loc
from pledges.content.record_values import texts
from pledges.content.register import Register
from pledges.rules.finding import Finding, RuleOfAny

PlacedText: TypeAlias = tuple[str, Loc, int]
"""A text with its key, or with its line in the file."""


def every_text(record: AnyRecord) -> Iterator[PlacedText]:
    """Every text in the front matter, then every line of the free text."""
    for loc, text in texts(record):
        yield text, loc, 0
    for number, line in enumerate(record.body.split("\n")):
        yield line, (), record.body_line + number


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
