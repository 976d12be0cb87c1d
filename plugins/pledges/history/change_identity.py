"""Which line under `händelser` is which: they have no name of their own, only a day and a text.

A line is found again in what has been published by its day and text, so that mending a typo or changing the order
of two lines makes no new event. A line that says something else is a new event.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from difflib import SequenceMatcher
from itertools import count

from pledges.history.publication_log import PublicationLog, PublishedEvent
from pledges.written_values import PartialDate

MENDED = 0.6  # as alike as this on the same day: the same event, with its text mended
MOVED = 0.9  # as alike as this a few days off: the same event, with its day mended
NEAR = 14

DayAndText = tuple[PartialDate | None, str]


def identities(log: PublicationLog, first: str, lines: Sequence[DayAndText]) -> tuple[str, ...]:
    """The id of each of `lines` (its day and what it says), for the record first published at `first`."""
    ids: dict[int, str] = {}
    for min_ratio, may_be_moved in ((1.0, False), (MENDED, False), (MOVED, True)):
        unpaired = {index: line for index, line in enumerate(lines) if index not in ids}
        candidates = {
            event.id: event for day, _ in unpaired.values() for event in _candidates(log, first, day, may_be_moved)
        }
        _pair(ids, unpaired, candidates, min_ratio=min_ratio, may_be_moved=may_be_moved)
    for index, (day, _) in enumerate(lines):
        if index not in ids:
            ids[index] = _new_id(log, first, day, set(ids.values()))
    return tuple(ids[index] for index in range(len(lines)))


def _pair(
    ids: dict[int, str],
    unpaired: dict[int, DayAndText],
    candidates: dict[str, PublishedEvent],
    *,
    min_ratio: float,
    may_be_moved: bool,
) -> None:
    """Add to `ids` the pairs that are at least as alike as `min_ratio`, the most alike first."""
    pairs = sorted(
        (-_ratio(text, event.title), index, event_id)
        for index, (day, text) in unpaired.items()
        for event_id, event in candidates.items()
        if (_may_be_misdated(event, day) if may_be_moved else event.happened == day)
    )
    for negative_ratio, index, event_id in pairs:
        if -negative_ratio >= min_ratio and index not in ids and event_id not in ids.values():
            ids[index] = event_id


def _may_be_misdated(event: PublishedEvent, day: PartialDate | None) -> bool:
    """Whether `event` may be that of `day`, wrongly dated. A coming meeting that is moved is news, and no mistake."""
    if day is None or event.happened is None or event.announced < event.happened.first:
        return False
    return 0 < abs((event.happened.first - day.first).days) <= NEAR


def _ratio(text: str, published: str) -> float:
    """1 only for the same text; SequenceMatcher rounds others up to it."""
    return 1.0 if text == published else min(SequenceMatcher(None, text, published, autojunk=False).ratio(), 0.999)


def _candidates(
    log: PublicationLog, first: str, day: PartialDate | None, may_be_moved: bool
) -> Iterator[PublishedEvent]:
    """The remembered events of the record on `day`, or within a fortnight of it."""
    days = [day]
    if may_be_moved:
        if day is None or day.day is None:
            return
        around = (day.first + timedelta(days=step) for step in range(-NEAR, NEAR + 1) if step)
        days = [PartialDate(near.year, near.month, near.day) for near in around]
    for near_day in days:
        for number in count(1):
            event = log.events.get(_event_id(first, near_day, number))
            if event is None:
                break
            yield event


def _new_id(log: PublicationLog, first: str, day: PartialDate | None, taken: set[str]) -> str:
    ids = (_event_id(first, day, number) for number in count(1))
    return next(event_id for event_id in ids if event_id not in log.events and event_id not in taken)


def _event_id(first: str, day: PartialDate | None, number: int) -> str:
    stem = f"{first}#handelse-{day or 'odaterad'}"
    return stem if number == 1 else f"{stem}-{number}"
