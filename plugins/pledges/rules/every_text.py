"""Each text of a record at its place, and the loop that the rules share which look at one text at a time."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TypeAlias

from pledges.content.record import AnyRecord, Loc, Record
from pledges.content.record_values import ByIdentity, texts
from pledges.content.register import Register
from pledges.rules.finding import Finding, RuleOfAny

PlacedText: TypeAlias = tuple[str, Loc, int]
"""A text with its key, or with its line in the file."""
KEPT = 4096
"""How many texts what is found in them is kept of: three of five in the real content have stood in a record before."""
KEPT_FOUND = 16_384
"""How many texts it is kept of in which anything that is sought stands."""
_LINK = re.compile(r"\[([^\[\]]*)\]\([^)]{0,2000}\)")  # bounded: a text of half links takes no longer
_SENTENCE = re.compile(r"(?:[^.!?\n]|[.!?](?=[^\s])|\n(?!\s*\n))+")


def every_text(record: AnyRecord) -> tuple[PlacedText, ...]:
    """Every text in the front matter, then every line of the free text."""
    return _texts_of(ByIdentity(record))


@lru_cache(maxsize=16)
def _texts_of(key: ByIdentity) -> tuple[PlacedText, ...]:
    record: AnyRecord = key.held
    lines = enumerate(record.body.split("\n"))
    return (
        *((text, loc, 0) for loc, text in texts(record)),
        *((line, (), record.body_line + number) for number, line in lines),
    )


class Texts:
    """Texts of a record, and all that is sought in them.

    Dozens of rules look at each text, and hardly any of them finds anything there. So a text is looked through for all of
    them once, however many records it stands in, and each is given those in which something stands that it seeks.
    """

    def __init__(self, of: Callable[[AnyRecord], Iterable[PlacedText]]) -> None:
        self._of = of
        self._finds: list[Callable[[str], object]] = []
        self._found_in = lru_cache(maxsize=KEPT_FOUND)(self._look_through)
        self._found_by = lru_cache(maxsize=16)(self._sort_out)

    def sought(self, find: Callable[[str], object]) -> Callable[[AnyRecord], Sequence[PlacedText]]:
        """What gives the texts of a record in which `find` finds anything; that depends on nothing but the text."""
        number = len(self._finds)
        self._finds.append(find)
        self._found_in.cache_clear()
        self._found_by.cache_clear()
        return lambda record: self._found_by(ByIdentity(record)).get(number, ())

    def _sort_out(self, key: ByIdentity) -> dict[int, list[PlacedText]]:
        found: dict[int, list[PlacedText]] = {}
        for placed in self._of(key.held):
            for number in self._found_in(placed[0]):
                found.setdefault(number, []).append(placed)
        return found

    def _look_through(self, text: str) -> tuple[int, ...]:
        return tuple(number for number, find in enumerate(self._finds) if find(text))


EVERY_TEXT = Texts(every_text)


@lru_cache(maxsize=KEPT)
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, without their stops."""
    return tuple(found[0].strip() for found in _SENTENCE.finditer(text))


def own_sentences(record: Record) -> tuple[PlacedText, ...]:
    """The sentences of the summary and of the free text: what a record says of itself in running words."""
    return _sentences_of(ByIdentity(record))


@lru_cache(maxsize=16)
def _sentences_of(key: ByIdentity) -> tuple[PlacedText, ...]:
    return tuple(_own_sentences(key.held))


def _own_sentences(record: Record) -> Iterator[PlacedText]:
    for sentence in sentences(record.fields.summary or ""):
        yield sentence, ("kort",), 0
    body = _LINK.sub(r"\1", record.body)
    line, seen = record.body_line, 0
    for found in _SENTENCE.finditer(body):
        start = found.start() + len(found[0]) - len(found[0].lstrip())
        line, seen = line + body.count("\n", seen, start), start
        if sentence := " ".join(found[0].split()):
            yield sentence, (), line


def at_their_places(placed: Iterable[PlacedText], find: Callable[[str], Iterable[Finding]]) -> list[Finding]:
    """What `find` says of each text, at its place."""
    return [replace(finding, loc=loc, line=line) for text, loc, line in placed for finding in find(text)]


def once_for_each(find: Callable[[str], Iterable[Finding]]) -> Callable[[str], tuple[Finding, ...]]:
    """`find`, which depends on nothing but the text: the same words stand in many records."""
    return lru_cache(maxsize=KEPT)(lambda text: tuple(find(text)))


def of_each_text(find: Callable[[str], Iterable[Finding]]) -> RuleOfAny:
    """The rule that `find` is, which is given one text after the other and says nothing of where they stand."""
    find_once = once_for_each(find)
    with_findings = EVERY_TEXT.sought(find_once)

    def rule(register: Register, record: AnyRecord) -> list[Finding]:
        return at_their_places(with_findings(record), find_once)

    return rule
