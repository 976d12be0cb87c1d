"""How a record's follow-up stands on a day: not due, awaited, late, not found, final …, from its facts alone."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from pledges.status.date_ranges import DAY, add_months
from pledges.status.facts import Facts, Report, interim_is_enough


class FollowUpState(StrEnum):
    """How the follow-up stands."""

    NOT_DUE = "not-due"  # neither the period's end nor a promised day has passed
    AWAITED = "awaited"  # within the grace (settings.GRACE_MONTHS) after the period, or before a promised day
    LATE = "late"  # after a promised last day, only in records kept by a party
    NOT_PUBLISHED_HERE = "not-published-here"  # later than that, kept by the parties
    NOT_FOUND = "not-found"  # a compilation: not found in the sources
    INTERIM_ONLY = "interim-only"  # final result missing, interim report exists
    BY_OTHERS_ONLY = "by-others-only"  # somebody else has reported, not the parties
    FINAL = "final"  # a final follow-up by a party
    UNKNOWN = "unknown"  # the period's end is unknown


def awaits(facts: Facts, due: date | None, reports: Sequence[Report]) -> bool:
    """Whether the follow-up promised by `due` has still not come, with the follow-ups `reports` published so far.

    A promised day within the period, or in a period whose end is unknown, is kept by an interim report too.
    """
    own = [report for report in reports if report.by_party]
    return due is not None and not any(report.is_final or interim_is_enough(facts.end, due) for report in own)


def follow_up(
    facts: Facts, day: date, *, due: date | None, reports: Sequence[Report], grace_months: int
) -> FollowUpState:
    """How the follow-up stands on `day`, with the last promised day `due` and the follow-ups `reports` published by then."""
    if facts.published is not None and day < facts.published:
        return FollowUpState.NOT_DUE
    own = [report for report in reports if report.by_party]
    if any(report.is_final for report in own):
        return FollowUpState.FINAL
    is_over = facts.over_after is not None and day > facts.over_after
    has_lapsed = facts.is_compilation and facts.certain_until is not None and day > facts.certain_until
    is_promised = awaits(facts, due, reports)
    # What is over is awaited until the promised day, also where an interim report has come meanwhile.
    if due is not None and day <= due and (is_promised or is_over):
        return FollowUpState.AWAITED if is_over else FollowUpState.NOT_DUE
    if is_promised and not facts.is_compilation:
        return FollowUpState.LATE
    if facts.end is None and not is_over and not is_promised and not has_lapsed:
        return FollowUpState.NOT_DUE if facts.is_open_ended else FollowUpState.UNKNOWN
    if facts.end is not None and not is_over:
        return FollowUpState.NOT_DUE
    if (
        is_over
        and facts.over_after is not None
        and not facts.is_compilation
        and day < add_months(facts.over_after + DAY, grace_months)
    ):
        return FollowUpState.AWAITED
    if own:
        return FollowUpState.INTERIM_ONLY
    if reports:
        return FollowUpState.BY_OTHERS_ONLY
    return FollowUpState.NOT_FOUND if facts.is_compilation else FollowUpState.NOT_PUBLISHED_HERE
