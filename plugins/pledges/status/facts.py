"""What a record's standing depends on, gathered from the register once, whatever the day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from pledges.content.kinds import Kind, PartyKind
from pledges.content.parties import any_of
from pledges.content.record import Record
from pledges.content.register import Register
from pledges.content.schema import Action, FollowUpPlan
from pledges.status.date_ranges import DAY, DateRange, range_of
from pledges.status.tally import Report
from pledges.values import PartialDate, Period

ALWAYS = date.min
UNKNOWN_PERIOD = Period(None, None)
NO_PLAN = FollowUpPlan()
_WITHOUT_PARTIES = (PartyKind.POLICE, PartyKind.MUNICIPALITY)


@dataclass(frozen=True, slots=True)
class Move:
    """A deadline that was moved: both days, and why."""

    announced: PartialDate | None
    old: date | None
    new: date
    reason: str | None


@dataclass(frozen=True, slots=True)
class Facts:
    """A pledge, an agreement or an action plan, as the calendar sees it.

    `first` and `end` are the period's days, None where unknown; `end` of one that holds until further notice is
    the day before its successor begins. `due` is the last day first promised for the follow-up, and `moves` the
    days on which it was moved; `every` is the rhythm promised, where the period is known. `accounts` are the follow-ups, and `moves` are, by the day from which they count.
    """

    published: date | None
    status: str | None
    first: date | None
    end: date | None
    is_open_ended: bool
    replaced_from: date | None
    is_compilation: bool
    due: date | None
    moves: tuple[tuple[date, Move], ...]
    every: str | None
    actions: tuple[Action, ...]
    reports_of: tuple[Report, ...]

    @property
    def run(self) -> DateRange | None:
        """The period's days, None where an end is unknown or open."""
        return DateRange(self.first, self.end) if self.first and self.end and self.first <= self.end else None


def gather_facts(register: Register, record: Record) -> Facts:
    """Gather what the standing of a public record depends on."""
    fields = record.fields
    period: Period = fields.period or UNKNOWN_PERIOD
    replaced_from = _replaced_from(register, record)
    end = replaced_from - DAY if period.open_ended and replaced_from is not None else period.last
    plan: FollowUpPlan = fields.follow_up or NO_PLAN
    due = plan.latest.last if plan.latest is not None else None
    is_known = period.first is not None and (end is not None or period.open_ended)
    return Facts(
        _first_day(getattr(fields, "published", None)), getattr(fields, "status", None),
        period.first, end, period.open_ended, replaced_from, register.is_compilation(record),
        due, _moves(fields, due), plan.every if is_known else None, getattr(fields, "actions", ()), reports_of(register, record),
    )  # fmt: skip


def reports_of(register: Register, record: Record) -> tuple[Report, ...]:
    """The public follow-ups of a record, by the day from which each counts, then identity."""
    parties = register.parties(record) or _WITHOUT_PARTIES
    found = [
        Report(
            source.identity,
            source.fields,
            _first_day(source.fields.date) or ALWAYS,
            any_of(source.fields.by, parties),
            range_of(source.fields.covers),
        )
        for source in register.sources(record.identity, Kind.FOLLOW_UP)
    ]
    return tuple(sorted(found, key=lambda report: (report.since, report.identity)))


def _first_day(day: PartialDate | None) -> date | None:
    return day.first if day is not None else None


def _replaced_from(register: Register, record: Record) -> date | None:
    """The first day of the earliest successor: when it both has begun and is published, as far as known."""
    days = []
    for successor in register.sources(record.identity, record.kind, "succeeds"):
        begins = successor.fields.period.first
        published = _first_day(getattr(successor.fields, "published", None))
        known = [day for day in (begins, published) if day is not None]
        if known:
            days.append(max(known))
    return min(days, default=None)


def _moves(fields: Any, due: date | None) -> tuple[tuple[date, Move], ...]:
    told = [change for change in fields.changes if change.new_latest is not None]
    told.sort(key=lambda change: _first_day(change.date) or ALWAYS)
    moves, old = [], due
    for change in told:
        new = change.new_latest.last
        moves.append((_first_day(change.date) or ALWAYS, Move(change.date, old, new, change.reason)))
        old = new
    return tuple(moves)
