"""Which line under `händelser` is which: they have no name of their own, only a day and a text.

A line is found again in what has been published by its day and text, so that mending a typo or changing the order
of two lines makes no new event. A line that says something else is a new event.
"""

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import count

from pledges.history.publication_log import CHANGE, PublicationLog, PublishedEvent
from pledges.written_values import PartialDate

MENDED = 0.6  # as alike as this on the same day: the same event, with its text mended
MOVED = 0.9  # as alike as this a few days off: the same event, with its day mended
NEAR = 14

DayAndText = tuple[PartialDate | None, str]


def identities(log: PublicationLog, first: str, lines: Sequence[DayAndText]) -> tuple[str, ...]:
    """The id of each of `lines` (its day and what it says), for the record first published at `first`."""
    if not lines:
        return ()
    ids: dict[int, str] = {}
    known = [one for one in log.events.values() if one.id.startswith(f"{first}#{CHANGE}") and one.removed is None]
    for min_ratio, may_be_moved in ((1.0, False), (MENDED, False), (MOVED, True)) if known else ():
        unpaired = {index: line for index, line in enumerate(lines) if index not in ids}
        _pair(ids, unpaired, known, min_ratio=min_ratio, may_be_moved=may_be_moved)
    for index, (day, _) in enumerate(lines):
        if index not in ids:
            ids[index] = _new_id(log, first, day=day, taken=set(ids.values()))
    return tuple(ids[index] for index in range(len(lines)))


def _pair(
    ids: dict[int, str],
    unpaired: dict[int, DayAndText],
    known: Sequence[PublishedEvent],
    *,
    min_ratio: float,
    may_be_moved: bool,
) -> None:
    """Add to `ids` the pairs that are at least as alike as `min_ratio`, the most alike first."""
    pairs = sorted(
        (-_ratio(text, event.title), index, event.id)
        for index, (day, text) in unpaired.items()
        for event in known
        if (_may_be_misdated(event, day) if may_be_moved else event.happened == day)
    )
    for negative_ratio, index, event_id in pairs:
        if -negative_ratio >= min_ratio and index not in ids and event_id not in ids.values():
            ids[index] = event_id


def _may_be_misdated(event: PublishedEvent, day: PartialDate | None) -> bool:
    """Whether `event` may be that of `day`, wrongly dated. A coming meeting that is moved is news, and no mistake."""
    told, was = event.happened, event.at_first or event.happened
    if day is None or told is None or was is None or event.announced < was.first:
        return False
    if day.day is None or told.day is None:
        return False
    return 0 < abs((told.first - day.first).days) <= NEAR


def _ratio(text: str, published: str) -> float:
    """1 only for the same text; SequenceMatcher rounds others up to it."""
    return 1.0 if text == published else min(SequenceMatcher(None, text, published, autojunk=False).ratio(), 0.999)


def _new_id(log: PublicationLog, first: str, *, day: PartialDate | None, taken: set[str]) -> str:
    ids = (_event_id(first, day, number) for number in count(1))
    return next(event_id for event_id in ids if event_id not in log.events and event_id not in taken)


def _event_id(first: str, day: PartialDate | None, number: int) -> str:
    stem = f"{first}#{CHANGE}{day or 'odaterad'}"
    return stem if number == 1 else f"{stem}-{number}"
