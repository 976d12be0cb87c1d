"""A register seen on a day: every standing and event worked out once. What views, feeds and exports are made from."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import wraps
from typing import Any, TypeVar

from pledges.content.kinds import Kind
from pledges.content.record import Record
from pledges.content.register import Register
from pledges.history.events import Event, events
from pledges.history.publication_log import Memory
from pledges.settings import Settings
from pledges.status.facts import circumstances
from pledges.status.punctuality import Arrival, arrival
from pledges.status.standing import Course, Standing

_HAS_STANDING = (Kind.PLEDGE, Kind.AGREEMENT, Kind.PLAN)


_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Outlook:
    """A register on a day, with every course and standing worked out once."""

    register: Register
    day: date
    settings: Settings
    courses: Mapping[str, Course]
    standings: Mapping[str, Standing]
    memory: Memory
    found: dict[tuple[Any, str], Any] = field(default_factory=dict, repr=False, compare=False)


def once(make: Callable[[Outlook, Record], _T]) -> Callable[[Outlook, Record], _T]:
    """`make`, worked out once for each record of an outlook: a card stands in a dozen lists, its events in as many."""

    @wraps(make)
    def remembered(outlook: Outlook, record: Record) -> _T:
        key = (make, record.identity)
        if key not in outlook.found:
            outlook.found[key] = make(outlook, record)
        found: _T = outlook.found[key]
        return found

    return remembered


def look(register: Register, day: date, settings: Settings, memory: Memory) -> Outlook:
    """Work out the standing of every pledge, agreement and plan in `register`."""
    courses = {
        record.identity: Course(circumstances(register, record), settings.grace_months)
        for kind in _HAS_STANDING
        for record in register.of_kind(kind)
    }
    standings = {identity: course.on(day) for identity, course in courses.items()}
    return Outlook(register, day, settings, courses, standings, memory)


@once
def happenings(outlook: Outlook, record: Record) -> tuple[Event, ...]:
    """The record's events, as the day knows them."""
    return events(outlook.register, record, outlook.standings.get(record.identity), outlook.memory)



def arrivals(outlook: Outlook, records: Iterable[Record]) -> Iterator[Arrival]:
    """One for each of `records` that the parties keep themselves and whose promised follow-up came or is late."""
    for record in records:
        now = outlook.standings.get(record.identity)
        if now is None or now.due is None:
            continue
        facts = outlook.courses[record.identity].facts
        if not facts.is_compilation and (facts.published is None or facts.published <= outlook.day):
            found = arrival(facts, now.due, outlook.day)
            if found is not None:
                yield found
