"""Which line under `händelser` is which: they have no name of their own, only a day and a text.

A line is found again in what has been published by its day and text, so that mending a typo or changing the order
of two lines makes no new event. A line that says something else is a new event.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from difflib import SequenceMatcher

from pledges.history.publication_log import PublicationLog, PublishedEvent
from pledges.values import PartialDate

MENDED = 0.6  # as alike as this on the same day: the same event, with its text mended
MOVED = 0.9  # as alike as this a few days off: the same event, with its day mended
NEAR = 14

Told = tuple[PartialDate | None, str]


def identities(log: PublicationLog, first: str, told: Sequence[Told]) -> tuple[str, ...]:
    """The id of each of `told` (its day and what it says), for the record first published at `first`."""
    found: dict[int, str] = {}
    for alike, near in ((1.0, False), (MENDED, False), (MOVED, True)):
        left = [index for index in range(len(told)) if index not in found]
        known = {one.id: one for index in left for one in _candidates(log, first, told[index][0], near)}
        _pair(found, {index: told[index] for index in left}, known, alike, near)
    for index, (day, _) in enumerate(told):
        if index not in found:
            found[index] = _new(log, first, day, set(found.values()))
    return tuple(found[index] for index in range(len(told)))


def _pair(
    found: dict[int, str], left: dict[int, Told], known: dict[str, PublishedEvent], alike: float, near: bool
) -> None:
    """Add to `found` the pairs that are at least as alike as `alike`, the most alike first."""
    ratios = sorted(
        (-_likeness(text, one.title), index, name)
        for index, (day, text) in left.items()
        for name, one in known.items()
        if (_is_near(one, day) if near else one.happened == day)
    )
    for ratio, index, name in ratios:
        if -ratio >= alike and index not in found and name not in found.values():
            found[index] = name


def _is_near(one: PublishedEvent, day: PartialDate | None) -> bool:
    """Whether `one` may be the event of `day`, wrongly dated. A coming meeting that is moved is news, and no mistake."""
    if day is None or one.happened is None or one.announced < one.happened.first:
        return False
    return 0 < abs((one.happened.first - day.first).days) <= NEAR


def _likeness(one: str, other: str) -> float:
    return 1.0 if one == other else min(SequenceMatcher(None, one, other, autojunk=False).ratio(), 0.999)


def _candidates(log: PublicationLog, first: str, day: PartialDate | None, near: bool) -> Iterator[PublishedEvent]:
    """The remembered events of the record on `day`, or within a fortnight of it."""
    days = [day]
    if near:
        if day is None or day.day is None:
            return
        around = (day.first + timedelta(days=step) for step in range(-NEAR, NEAR + 1) if step)
        days = [PartialDate(one.year, one.month, one.day) for one in around]
    for one in days:
        number = 1
        while (known := log.events.get(_name(first, one, number))) is not None:
            yield known
            number += 1


def _new(log: PublicationLog, first: str, day: PartialDate | None, taken: set[str]) -> str:
    number = 1
    while (name := _name(first, day, number)) in log.events or name in taken:
        number += 1
    return name


def _name(first: str, day: PartialDate | None, number: int) -> str:
    stem = f"{first}#handelse-{day or 'odaterad'}"
    return stem if number == 1 else f"{stem}-{number}"
