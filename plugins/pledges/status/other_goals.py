"""Goals that are no number by themselves: all of something, a longest time, more or fewer than some other time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from pledges.content.goals import CompleteGoal, NumericGoal, RelativeGoal, TimeLimitGoal
from pledges.content.record_fields import Outcome
from pledges.status.facts import Report
from pledges.status.reported_numbers import ReportOutcome, is_enough
from pledges.written_values import Number, Qualifier

_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """An outcome that says by itself whether the goal was reached: `done` of what was `promised`."""

    report: Report
    outcome: Outcome
    done: Number
    promised: Decimal
    enough: bool


def judge_each(goal: CompleteGoal | TimeLimitGoal, outcomes: Iterable[ReportOutcome]) -> list[Judged]:
    """Those of `outcomes` that can be put against the goal: 12 of 12 schools, 20 hours, 40 of 45 in time."""
    return [judged for report, outcome in outcomes for judged in _judged(goal, report, outcome)]


def _judged(goal: CompleteGoal | TimeLimitGoal, report: Report, outcome: Outcome) -> Iterator[Judged]:
    if isinstance(goal, TimeLimitGoal) and outcome.within is not None:
        in_time = outcome.within.is_within(goal.within)
        if in_time is not None:
            yield Judged(
                report=report,
                outcome=outcome,
                done=Number(outcome.within.number),
                promised=goal.within.number,
                enough=in_time,
            )
    elif outcome.amount is not None and outcome.out_of is not None:
        enough = is_enough(outcome.amount, outcome.out_of.value)
        if enough is not None:
            yield Judged(
                report=report, outcome=outcome, done=outcome.amount, promised=outcome.out_of.value, enough=enough
            )


def in_numbers(goal: RelativeGoal, outcomes: Iterable[ReportOutcome]) -> NumericGoal | None:
    """The number that a comparison comes to; None where it isn't known how many there were before.

    What there was before is the goal's own `utgångsvärde`, or what an outcome says of the same year. Counts are whole, so fewer
    than 120 is 119 at most.
    """
    before = goal.baseline or _reported_before(goal, outcomes)
    if before is None:
        return None
    number, is_limit = _target(goal, before.value)
    bound = Number(number, before.qualifier if before.qualifier is Qualifier.ABOUT else Qualifier.EXACT)
    return NumericGoal.model_construct(
        at_least=None if is_limit else bound, amount=None, at_most=bound if is_limit else None, unit=goal.unit
    )


def _reported_before(goal: RelativeGoal, outcomes: Iterable[ReportOutcome]) -> Number | None:
    rows = (row for _, outcome in outcomes for row in outcome.comparisons)
    return next((row.amount for row in rows if str(row.year) == goal.compared_with), None)


def _target(goal: RelativeGoal, before: Decimal) -> tuple[Decimal, bool]:
    """(the number, whether it is the highest that is promised)."""
    is_limit = goal.direction in ("färre", "högst lika många")
    if goal.times is not None:
        return before * goal.times.value, False
    if goal.percent is not None:
        change = before * goal.percent.value / _HUNDRED
        return before - change if is_limit else before + change, is_limit
    step = {"färre": -1, "fler": 1}.get(goal.direction, 0)
    return before + step, is_limit
