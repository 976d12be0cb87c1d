"""What the calendar and the follow-ups say of a record, on a given day, since when and until when.

`standing` is a pure function of the register, a record and a day: no clock, no files. Its rules are those of
docs/content-format.md ("Standing, on a given day").
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from pledges.values import Number, PartialDate, Period


class State(StrEnum):
    """Where a pledge stands, worked out from its period, its follow-ups and what is written."""

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
    AWAITED = "awaited"  # within six months (a setting) after the period
    LATE = "late"  # after a promised last day, only in records kept by a party
    NOT_PUBLISHED_HERE = "not-published-here"  # later than that, kept by the parties
    NOT_FOUND = "not-found"  # a compilation: not found in the sources
    INTERIM_ONLY = "interim-only"  # final result missing, interim report exists
    BY_OTHERS_ONLY = "by-others-only"  # somebody else has reported, not the parties
    FINAL = "final"  # a final follow-up by a party
    UNKNOWN = "unknown"  # the period is unknown


class Reached(StrEnum):
    """Promised against done, for one action."""

    REACHED = "reached"
    NOT_REACHED = "not-reached"
    SO_FAR = "so-far"  # before the end of the period: "hittills"
    NO_MEASURABLE_GOAL = "no-measurable-goal"
    WITHOUT_NUMBER = "without-number"  # "redovisat utan tal"
    NOT_MENTIONED = "not-mentioned"
    NOT_COMPUTED = "not-computed"  # partial overlap, unknown coverage
    NOT_REPORTED = "not-reported"


@dataclass(frozen=True, slots=True)
class ReportedFigure:
    """One outcome as reported, with the follow-up that says so."""

    follow_up: str  # identity
    covers: Period
    amount: Number | None
    unit: str
    per: str | None
    out_of: Number | None
    done: str | None  # ja, nej, delvis
    comment: str | None
    cause: str | None
    nested_in: str | None  # identity of the follow-up that this one lies inside, and so is not added


@dataclass(frozen=True, slots=True)
class ActionStanding:
    """Promised against done for one action, with how it was worked out.

    `promised` and `done` are in `unit`; for a counted goal `promised` is the goal times the whole units of time
    that the follow-ups cover. `coverage` is the share (0–1) of the period that they cover. `explanation` is the
    whole calculation in Swedish, a sentence a step ("så räknade vi"), empty where nothing was computed.
    """

    action: str
    reached: Reached
    promised: Decimal | None
    done: Number | None
    unit: str
    is_rate: bool
    coverage: float | None
    figures: tuple[ReportedFigure, ...]
    explanation: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How many follow-ups a promised rhythm has asked for up to the day, and how many there are here."""

    every: str
    expected: int
    found: int


@dataclass(frozen=True, slots=True)
class Move:
    """A deadline that was moved: both days, and why."""

    announced: PartialDate | None
    old: date | None
    new: date
    reason: str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """All that is worked out for one record on one day.

    `since` is when this standing began to hold and `until` the next day on which it will change by itself (None
    where it will not); the standing is the same on every day from `since` to the day before `until`.
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
    since: date | None
    until: date | None
