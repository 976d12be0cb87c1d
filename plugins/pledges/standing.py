"""What the calendar and the follow-ups say of a record, on a given day, since when and until when.

`standing` is a pure function of the register, a record and a day: no clock, no files. Its rules are those of
docs/content-format.md ("Standing, on a given day"); what an action's figures come to is worked out in `measuring`.
A date that is only a month or a year counts from its first day, an unknown one always.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from pledges.circumstances import ALWAYS, Circumstances, Move, circumstances
from pledges.coverage import DAY, Run, add_months, after_units, whole_units
from pledges.measuring import ActionStanding, Reached, ReportedFigure, measure
from pledges.records import NumericGoal, Record
from pledges.register import Register
from pledges.tallying import Account

__all__ = [
    "ActionStanding", "FollowUpState", "Move", "Reached", "ReportedFigure", "Rhythm", "Standing", "State", "standing",
]  # fmt: skip

GRACE_MONTHS = 6


class State(StrEnum):
    """Where a record stands, worked out from its period, its follow-ups and what is written."""

    NOT_YET_PUBLISHED = "not-yet-published"
    PLANNED = "planned"
    ONGOING = "ongoing"
    ENDED = "ended"
    KEPT = "kept"
    PARTLY_KEPT = "partly-kept"
    NOT_KEPT = "not-kept"
    NOT_ASSESSABLE = "not-assessable"
    BROKEN_OFF = "broken-off"
    REPLACED = "replaced"
    UNKNOWN = "unknown"


class FollowUpState(StrEnum):
    """How the follow-up stands."""

    NOT_DUE = "not-due"  # the period is not over
    AWAITED = "awaited"  # within six months (a setting) after the period, or before a promised day
    LATE = "late"  # after a promised last day, only in records kept by a party
    NOT_PUBLISHED_HERE = "not-published-here"  # later than that, kept by the parties
    NOT_FOUND = "not-found"  # a compilation: not found in the sources
    INTERIM_ONLY = "interim-only"  # final result missing, interim report exists
    BY_OTHERS_ONLY = "by-others-only"  # somebody else has reported, not the parties
    FINAL = "final"  # a final follow-up by a party
    UNKNOWN = "unknown"  # the period is unknown


VERDICTS = {
    "uppfyllt": State.KEPT,
    "delvis uppfyllt": State.PARTLY_KEPT,
    "inte uppfyllt": State.NOT_KEPT,
    "går inte att bedöma": State.NOT_ASSESSABLE,
}
_WRITTEN_FOR_EVER = {"avbrutet": State.BROKEN_OFF, "okänd": State.UNKNOWN}
_WRITTEN_FOR_UNKNOWN_PERIODS = {"planerat": State.PLANNED, "pågår": State.ONGOING, "avslutat": State.ENDED}


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How many follow-ups a promised rhythm has asked for up to the day, and how many there are here.

    Follow-ups of the same time by different parties count as one.
    """

    every: str
    expected: int
    found: int


@dataclass(frozen=True, slots=True)
class Standing:
    """All that is worked out for one record on one day.

    `due` is the last day that the parties have promised to report by, moves included. `counted` is how many
    actions' goals could be told as reached or not, `reached` how many of these were; `without_goal` how many actions
    have no goal in numbers. `verdict` is the parties' own, in their word, and `verdict_from` the follow-up that
    gives it.

    `since` is when this standing began to hold and `until` the next day on which it will change by itself (None
    where it has always held, or will not change); it is the same on every day from `since` to the day before
    `until`. `state_since` and `follow_up_since` are the same for those two alone; None also where it isn't known.
    """

    state: State
    follow_up: FollowUpState
    due: date | None
    moves: tuple[Move, ...]
    rhythm: Rhythm | None
    actions: tuple[ActionStanding, ...]
    counted: int
    reached: int
    without_goal: int
    verdict: str | None
    verdict_from: str | None
    since: date | None
    until: date | None
    state_since: date | None
    follow_up_since: date | None


class _Face(NamedTuple):
    """What a standing is between two turning days, apart from the actions' figures."""

    state: State
    is_dated: bool
    follow_up: FollowUpState
    due: date | None
    moves: tuple[Move, ...]
    verdict: str | None
    verdict_from: str | None
    found: int


def standing(register: Register, record: Record, day: date, grace_months: int = GRACE_MONTHS) -> Standing:
    """Where a public pledge, agreement or action plan stands on `day`.

    Results are awaited for `grace_months` after the period.
    """
    return Course(circumstances(register, record), grace_months).on(day)


class Course:
    """A record's standing through time. Between two turning days next to each other nothing can change.

    Stretch 0 is the time before the first turning day, stretch n that from turning day n (counted from 1) on.
    """

    def __init__(self, facts: Circumstances, grace_months: int = GRACE_MONTHS) -> None:
        self.facts = facts
        self.grace_months = grace_months
        self.turning_days = _turning_days(facts, grace_months)
        self._faces: dict[int, _Face] = {}
        self._measured: dict[tuple[int, bool], tuple[ActionStanding, ...]] = {}

    def on(self, day: date) -> Standing:
        """The standing on `day`."""
        here = bisect_right(self.turning_days, day)
        face, actions = self._face(here), self._actions(here)
        since = self._start(here, lambda other: other == here or self._same(here, other))
        until = self._end(here)
        rhythm, tick, next_tick = _rhythm(self.facts, day, face.found)
        told = [action.reached for action in actions if action.reached in (Reached.REACHED, Reached.NOT_REACHED)]
        return Standing(
            face.state, face.follow_up, face.due, face.moves, rhythm, actions,
            len(told), told.count(Reached.REACHED), _without_goal(self.facts),
            face.verdict, face.verdict_from,
            max((one for one in (since, tick) if one is not None), default=None),
            min((one for one in (until, next_tick) if one is not None), default=None),
            self._state_since(here), self._follow_up_since(here),
        )  # fmt: skip
