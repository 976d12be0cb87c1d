"""What must hold of a record's standing from day to day, over many years."""

from dataclasses import replace
from datetime import date, timedelta

from pledges.content.record import Record
from pledges.content.record_fields import Commitment
from pledges.content.register import Register
from pledges.status.facts import gather_facts
from pledges.status.standing import Standing, StatusOverTime
from support.generated_records import PLEDGE
from support.samples import register_of

FIRST, LAST = date(2015, 1, 1), date(2030, 12, 31)
DAY = timedelta(days=1)


def course_of(files: dict[str, str], grace_months: int = 6) -> StatusOverTime:
    """The standing through time of the pledge in generated `files`."""
    register = register_of(files)
    return StatusOverTime(gather_facts(register, register.records[PLEDGE]), grace_months)


def commitments(register: Register) -> list[Record[Commitment]]:
    """Every pledge, agreement and action plan."""
    return list(register.commitments())


def shown(now: Standing) -> Standing:
    """A standing without the days between which it holds."""
    return replace(now, since=None, until=None)


def surprises(over_time: StatusOverTime, step: int = 1) -> list[date]:
    """The days of sixteen years on which the standing is not what the day before it foretold.

    It must be the same until the day it foretold, and another one on that day. Every `step`th day is looked at, and
    each that is foretold with the day before it.
    """
    found = []
    before: Standing | None = None
    day, regular = FIRST, FIRST
    while day <= LAST:
        now = over_time.on(day)
        holds = (now.since is None or now.since <= day) and (now.until is None or now.until > day)
        if before is not None and shown(before) == shown(now):
            holds = holds and (now.since, now.until) == (before.since, before.until)
        elif before is not None:
            holds = holds and (before.until, now.since) == (day, day)
        if not holds:
            found.append(day)
        before = now
        while regular <= day:
            regular += step * DAY
        foretold = [now.until - DAY, now.until] if now.until is not None else []
        day = min(one for one in (regular, *foretold) if one > day)
    return found
