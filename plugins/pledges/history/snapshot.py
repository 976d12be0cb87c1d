"""A register seen on a day: every standing and event worked out once. What views, feeds and exports are made from."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import wraps
from typing import Any, TypeVar

from pledges.content.record import AnyRecord
from pledges.content.register import Register
from pledges.history.events import Event, events
from pledges.history.publication_log import PublicationLog
from pledges.settings import Settings
from pledges.status.facts import gather_facts
from pledges.status.punctuality import Arrival, arrival
from pledges.status.standing import Standing, StatusOverTime

_T = TypeVar("_T")
_R = TypeVar("_R", bound=AnyRecord)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A register on a day, with every course and standing worked out once."""

    register: Register
    day: date
    settings: Settings
    over_time: Mapping[str, StatusOverTime]
    standings: Mapping[str, Standing]
    log: PublicationLog
    found: dict[tuple[Any, str], Any] = field(default_factory=dict, repr=False, compare=False)


def once(make: Callable[[Snapshot, _R], _T]) -> Callable[[Snapshot, _R], _T]:
    """`make`, worked out once for each record of an snapshot: a card stands in a dozen lists, its events in as many."""

    @wraps(make)
    def remembered(snapshot: Snapshot, record: _R) -> _T:
        key = (make, record.identity)
        if key not in snapshot.found:
            snapshot.found[key] = make(snapshot, record)
        found: _T = snapshot.found[key]
        return found

    return remembered


def take_snapshot(register: Register, day: date, settings: Settings, log: PublicationLog) -> Snapshot:
    """Work out the standing of every pledge, agreement and plan in `register`."""
    over_time = {
        record.identity: StatusOverTime(gather_facts(register, record), settings.grace_months)
        for record in register.commitments()
    }
    standings = {identity: over_time.on(day) for identity, over_time in over_time.items()}
    return Snapshot(register, day, settings, over_time, standings, log)


@once
def events_of(snapshot: Snapshot, record: AnyRecord) -> tuple[Event, ...]:
    """The record's events, as the day knows them."""
    return events(snapshot.register, record, snapshot.standings.get(record.identity), snapshot.log)



def arrivals(snapshot: Snapshot, records: Iterable[AnyRecord]) -> Iterator[Arrival]:
    """One for each of `records` that the parties keep themselves and whose promised follow-up came or is late."""
    for record in records:
        now = snapshot.standings.get(record.identity)
        if now is None or now.due is None:
            continue
        facts = snapshot.over_time[record.identity].facts
        if not facts.is_compilation and (facts.published is None or facts.published <= snapshot.day):
            found = arrival(facts, now.due, snapshot.day)
            if found is not None:
                yield found
