"""The rows that the rules of personal data look at, and what stands beside what they find."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from pledges.content.record import AnyRecord
from pledges.content.record_values import ByIdentity, texts
from pledges.content.register import Register
from pledges.rules.every_text import PlacedText, Texts, at_their_places, once_for_each
from pledges.rules.finding import Finding, RuleOfAny

CONTACT, SIGNATORIES, UNIT = "kontakt", "undertecknare", "ansvarig enhet"
ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>()\"]+")
DIGIT = re.compile(r"\d")
_NEAR = 60
_NOTE = re.compile(r"(?:^|\s)#+\s*(\S.*)")


def rows_of(record: AnyRecord) -> tuple[PlacedText, ...]:
    """Every text of a record, and every line of its free text, with the next where a number may go on there.

    Notes for colleagues too, which are never shown but lie open to all in the version control system.
    """
    return _rows_of(ByIdentity(record))


@lru_cache(maxsize=16)
def _rows_of(key: ByIdentity) -> tuple[PlacedText, ...]:
    return tuple(_rows(key.held))


def _rows(record: AnyRecord) -> Iterator[PlacedText]:
    for line_number, row in record.comments:
        yield from ((found[1], (), line_number) for found in [_NOTE.search(row)] if found is not None)
    for loc, text in texts(record):
        yield text, loc, 0
    for number, (line, following) in enumerate(pairwise((*record.body.split("\n"), ""))):
        goes_on = re.search(r"\d\W{0,3}$", line) and re.match(r"\s*\d{4}\b", following)
        yield f"{line} {following.strip()}" if goes_on else line, (), record.body_line + number


ROWS = Texts(rows_of)


def of_each_row(find: Callable[[str], Iterable[Finding]]) -> RuleOfAny:
    """The rule that `find` is, which is given one row after the other."""
    find_once = once_for_each(find)
    with_findings = ROWS.sought(find_once)

    def rule(register: Register, record: AnyRecord) -> list[Finding]:
        return at_their_places(with_findings(record), find_once)

    return rule


def without_addresses(text: str) -> str:
    """A text with blanks for the web addresses in it, and all else where it stood."""
    return ADDRESS.sub(lambda match: " " * len(match[0]), text)


def beside(text: str, found: re.Match[str]) -> tuple[str, str]:
    """What stands near before what was found, and near after it."""
    return text[max(found.start() - _NEAR, 0) : found.start()], text[found.end() : found.end() + _NEAR]
