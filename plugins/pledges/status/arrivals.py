"""Whether promised follow-ups came in time: only what the parties keep themselves.

A compilation is never late, and never in time either: what it lacks is the editors' gap. A follow-up counts from the
day that it came, or from the day after the last promised one if it did not: both are days on which the record's
standing changes, so what is counted never goes stale.
"""

from datetime import date
from enum import StrEnum

from pledges.status.facts import ALWAYS, Facts, interim_is_enough


class Arrival(StrEnum):
    """How a follow-up came, set against the last day that the parties had promised (moves included)."""

    IN_TIME = "in-time"
    AFTERWARDS = "afterwards"
    UNDATED = "undated"  # it came, but nobody knows when
    NOT_HERE = "not-here"


def arrival(facts: Facts, due: date, day: date) -> Arrival | None:
    """How the follow-up promised by `due` stands on `day`; None while it is neither here nor late.

    It takes the parties' final follow-up, or their interim one where the day lies within the period or nobody knows
    when the period ends.
    """
    enough = interim_is_enough(facts.end, due)
    days = [
        report.since
        for report in facts.reports
        if report.by_party and report.since <= day and (report.is_final or enough)
    ]
    if not days:
        return Arrival.NOT_HERE if due < day else None
    if min(days) <= due and min(days) != ALWAYS:
        return Arrival.IN_TIME
    return Arrival.UNDATED if ALWAYS in days else Arrival.AFTERWARDS
