"""Promised against done, for one action: what the follow-ups report, put against what was promised.

Two ways. Counts are *added* over follow-ups that don't overlap, and put against the goal, or against the goal
times the whole units of time that they cover. What is reported as a rate (with a `per` of its own), as a share (`av`)
or in per cent is *compared* one by one and never added. Only the parties' own follow-ups are counted; what others
report is shown. The rules are those of docs/content-format.md ("Promised against done").
"""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from pledges.content.goals import CompleteGoal, MeasurableGoal, NumericGoal, RelativeGoal, TimeLimitGoal
from pledges.content.parties import all_of
from pledges.content.record_fields import Action, Outcome
from pledges.status import explanation
from pledges.status.date_ranges import DateRange, days_within, joined, whole_units
from pledges.status.facts import Report
from pledges.status.other_goals import Judged, in_numbers, judge_each
from pledges.status.reported_numbers import Reported, ReportOutcome, Sums, add, is_enough, is_within, tally, units_apart
from pledges.written_values import Number, Period

__all__ = ["ActionStanding", "Part", "Reached", "Report", "ReportedFigure", "measure"]


class Reached(StrEnum):
    """Promised against done, for one action."""

    REACHED = "reached"
    NOT_REACHED = "not-reached"
    SO_FAR = "so-far"  # before the end of the period: "hittills"
    PARTLY_REPORTED = "partly-reported"  # the period is over, but too little of it is reported to tell
    NO_MEASURABLE_GOAL = "no-measurable-goal"
    WITHOUT_NUMBER = "without-number"  # "redovisat utan tal"
    NOT_MENTIONED = "not-mentioned"
    NOT_COMPUTED = "not-computed"  # partial overlap, unknown coverage, another unit
    NOT_REPORTED = "not-reported"
    BY_OTHERS_ONLY = "by-others-only"  # somebody else has reported it, not the parties


@dataclass(frozen=True, kw_only=True)
class ReportedFigure:
    """One outcome as reported, with its unit or else the goal's, and the follow-up that says so.

    `nested_in` is the follow-up that this one lies inside, so that the outcome is not added; `counted` says that it was
    put against the goal.
    """

    follow_up: str  # identity
    covers: Period
    outcome: Outcome
    nested_in: str | None  # identity
    counted: bool


@dataclass(frozen=True, kw_only=True)
class Part:
    """What was reported, put against the goal for the days `runs` (none where they are unknown) by itself.

    There is one of a count, or of a goal per unit of time that is added; one for each year of a yearly goal; and one for each
    rate, share or percentage. `enough` says whether the goal is reached, None where that can't be told. `is_whole` says
    that all that there is to count has been reported. `units` is how many units of the goal's time a sum holds.
    """

    runs: tuple[DateRange, ...]
    done: Number
    promised: Decimal | None
    enough: bool | None
    is_whole: bool = True
    units: int = 1


@dataclass(frozen=True, kw_only=True)
class ActionStanding:
    """Promised against done for one action, with how it was worked out.

    `promised` and `done` are in `unit`; for a goal per unit of time `promised` is the goal times the whole units
    that the follow-ups cover, None where that can't be told.
    `coverage` is the share (0–1) of the period that the counted follow-ups cover, None where unknown.
    `explanation` is the whole calculation in Swedish, a sentence a step ("så räknade vi"), or why nothing could be
    worked out; empty where no number was reported. `parts` are what was put against the goal, each by itself, and
    `is_total` says that it is a count that is reached once and for all.
    """

    action: str
    reached: Reached
    promised: Decimal | None
    done: Number | None
    unit: str
    coverage: float | None
    figures: tuple[ReportedFigure, ...]
    explanation: tuple[str, ...]
    parts: tuple[Part, ...] = ()
    is_total: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """The action that is measured, all that is reported of it, and the time that it was promised for."""

    action: str
    outcomes: list[ReportOutcome]
    period: DateRange | None
    is_over: bool


def measure(action: Action, reports: Sequence[Report], *, period: DateRange | None, is_over: bool) -> ActionStanding:
    """Put what `reports` say of `action` against its goal.

    `period` is that of the promise (None where an end is unknown or open); `is_over` whether it has ended.
    """
    outcomes = [
        (report, outcome) for report in reports for outcome in report.fields.outcomes if outcome.action == action.id
    ]
    asked = _Asked(action=action.id, outcomes=outcomes, period=period, is_over=is_over)
    own = [pair for pair in outcomes if pair[0].by_party]
    goal = action.goal if isinstance(action.goal, MeasurableGoal) else None
    has_numbers = any(outcome.amount is not None for _, outcome in own)
    if isinstance(goal, NumericGoal) and has_numbers:
        return _calculated(asked, goal, tally(goal, own))
    if isinstance(goal, RelativeGoal) and has_numbers:
        return _compared_with_before(asked, goal, own)
    if isinstance(goal, CompleteGoal | TimeLimitGoal) and (judged := judge_each(goal, own)):
        return _judged_each(asked, goal, judged)
    promised = goal.number.value if isinstance(goal, NumericGoal) and goal.per is None else None
    return ActionStanding(
        action=action.id,
        reached=_without_numbers(action, goal, reports, by_parties=bool(own), by_anyone=bool(outcomes)),
        promised=promised,
        done=None,
        unit=goal.counted if goal else "",
        coverage=None,
        figures=_figures(outcomes, goal),
        explanation=(),
    )


def _compared_with_before(asked: _Asked, goal: RelativeGoal, own: list[ReportOutcome]) -> ActionStanding:
    """A goal to be more or fewer than before, as the number that it comes to."""
    number = in_numbers(goal, own)
    if number is None:
        figures = _figures(asked.outcomes, goal)
        return _not_computed(asked.action, goal, explanation.unknown_baseline(goal), figures=figures)
    told = (explanation.goal(goal), explanation.at_most(goal, number.number.value, is_limit=number.is_upper_limit))
    return _calculated(asked, number, tally(number, own), told=told)


def _judged_each(asked: _Asked, goal: CompleteGoal | TimeLimitGoal, judged: Sequence[Judged]) -> ActionStanding:
    """All of something, or a longest time: each report answers by itself. All of something once is all of it."""
    is_total = isinstance(goal, CompleteGoal) and goal.per is None
    if is_total:
        judged = [next((one for one in judged if one.enough), judged[-1])]
    runs = joined(one.report.run for one in judged if one.report.run is not None)
    steps = [explanation.goal(goal)]
    for one in judged:
        told = explanation.one_by_one(one.outcome, goal.counted)
        steps.append(explanation.judged(one.report.run, told, one.enough))
    covered = _coverage(asked.period, runs, steps)
    is_whole = covered is None or covered[0] == covered[1]
    parts = tuple(
        Part(
            runs=(one.report.run,) if one.report.run is not None else (),
            done=one.done,
            promised=one.promised,
            enough=one.enough,
            is_whole=is_whole,
        )
        for one in judged
    )
    concludes = any(one.report.concludes for one in judged)
    reached = _answer(_enough(parts), covered, is_over=asked.is_over, is_total=is_total, concludes=concludes)
    steps.append(_conclusion(reached, None, None, is_whole=is_total or is_whole))
    counted = {id(one.outcome) for one in judged}
    return ActionStanding(
        action=asked.action,
        reached=reached,
        promised=parts[0].promised if is_total else None,
        done=parts[0].done if is_total else None,
        unit=goal.counted,
        coverage=covered[0] / covered[1] if covered is not None else None,
        figures=_figures(asked.outcomes, goal, counted=counted),
        explanation=tuple(steps),
        parts=parts,
        is_total=is_total,
    )


def _not_computed(
    action: str,
    goal: MeasurableGoal,
    obstacle: str,
    *,
    figures: tuple[ReportedFigure, ...],
    promised: Decimal | None = None,
) -> ActionStanding:
    return ActionStanding(
        action=action,
        reached=Reached.NOT_COMPUTED,
        promised=promised,
        done=None,
        unit=goal.counted,
        coverage=None,
        figures=figures,
        explanation=(explanation.goal(goal), obstacle),
    )


def _without_numbers(
    action: Action, goal: MeasurableGoal | None, reports: Iterable[Report], *, by_parties: bool, by_anyone: bool
) -> Reached:
    if not by_parties and _passed_over(action, reports):
        return Reached.NOT_MENTIONED
    if goal is None:
        return Reached.NO_MEASURABLE_GOAL
    if by_parties:
        return Reached.WITHOUT_NUMBER
    return Reached.BY_OTHERS_ONLY if by_anyone else Reached.NOT_REPORTED


def _passed_over(action: Action, reports: Iterable[Report]) -> bool:
    """Whether all who are responsible have made a final and complete follow-up, and none mentions the action.

    A follow-up that doesn't say how it went only says that it exists at the source, so it passes nothing over.
    """
    complete = (
        report.fields
        for report in reports
        if report.by_party and report.is_final and report.fields.says_how_it_went and not report.fields.missing
    )
    is_answered = all_of(action.responsible, [party for fields in complete for party in fields.by])
    return is_answered and not action.other_responsible


def _figures(
    outcomes: Iterable[ReportOutcome],
    goal: MeasurableGoal | None,
    *,
    sums: Sums | None = None,
    counted: Set[int] = frozenset(),
) -> tuple[ReportedFigure, ...]:
    unit = goal.counted if goal is not None else ""
    nested = sums.nested if sums is not None else {}
    if sums is not None and sums.obstacle is None:
        counted = {id(outcome) for entry in sums.standing for outcome in entry.outcomes}
    return tuple(
        ReportedFigure(
            follow_up=report.identity,
            covers=report.fields.covers,
            outcome=outcome.model_copy(update={"unit": outcome.unit or unit}),
            nested_in=nested[report.identity][1].identity if report.identity in nested else None,
            counted=id(outcome) in counted,
        )
        for report, outcome in outcomes
    )


def _calculated(asked: _Asked, goal: NumericGoal, sums: Sums, *, told: tuple[str, ...] = ()) -> ActionStanding:
    """`told` says what the goal is, where that is not the goal's own number."""
    period = asked.period
    is_total = sums.is_sum and goal.per is None
    sums.obstacle = _obstacle(goal, is_total=is_total) or sums.obstacle
    promised = None if sums.is_sum and not is_total else goal.number.value
    figures = _figures(asked.outcomes, goal, sums=sums)
    if sums.obstacle is not None:
        return _not_computed(asked.action, goal, sums.obstacle, figures=figures, promised=promised)
    steps = list(told or (explanation.goal(goal),))
    steps.extend(explanation.nested(inner.fields.covers, outer.fields.covers) for inner, outer in sums.nested.values())
    steps.extend(explanation.reported_by_year(report.fields.covers) for report in sums.summaries)
    values = sums.values
    done = add(values) if sums.is_sum else values[0] if len(values) == 1 else None
    by_unit = _by_unit(goal, sums.standing, period) if sums.is_sum else ()
    if _is_told_apart(by_unit, sums.runs):
        promised = by_unit[0].promised if len(by_unit) == 1 and by_unit[0].enough is not None else None
        done = done if len(by_unit) == 1 else None
        steps.extend(_told_apart(by_unit, goal))
    else:
        if promised is None:
            promised = _for_the_time(goal, sums.runs, steps)
        steps.append(
            explanation.added(values, done, goal.unit) if sums.is_sum and done else explanation.compared(values, goal)
        )
    covered = _coverage(period, sums.runs, steps)
    is_known_whole = sums.is_final if covered is None else covered[0] == covered[1]
    if by_unit:
        parts = by_unit
    elif done is not None and sums.is_sum:
        parts = (_whole(goal, done, promised, runs=sums.runs, is_whole=is_known_whole),)
    else:
        parts = tuple(_compared(goal, entry, period) for entry in sums.standing)
        if len(parts) > 1 and len({part.enough for part in parts}) > 1:
            steps.extend(_told_apart(parts, goal))
    enough = _enough(parts)
    if goal.is_upper_limit:
        reached = _answer_of_limit(enough, is_over=asked.is_over, is_whole=is_known_whole)
    else:
        reached = _answer(enough, covered, is_over=asked.is_over, is_total=is_total, concludes=sums.concludes)
    is_whole = is_total or covered is None or covered[0] == covered[1]
    steps.append(_conclusion(reached, done, promised, is_whole=is_whole))
    share = covered[0] / covered[1] if covered is not None else None
    return ActionStanding(
        action=asked.action,
        reached=reached,
        promised=promised,
        done=done,
        unit=goal.unit,
        coverage=share,
        figures=figures,
        explanation=tuple(steps),
        parts=parts,
        is_total=is_total,
    )


def _is_told_apart(by_unit: Sequence[Part], runs: tuple[DateRange, ...]) -> bool:
    """Whether the parts say more than the sum: there are several, a year that is enough already, or years in one sum."""
    if len(by_unit) != 1:
        return bool(by_unit)
    (only,) = by_unit
    return only.enough is True if only.runs != runs else only.units > 1


def _told_apart(parts: Iterable[Part], goal: NumericGoal) -> Iterator[str]:
    for part in parts:
        if part.runs:
            yield explanation.part(
                part.runs, done=part.done, promised=part.promised, enough=part.enough, unit=goal.unit
            )


def _compared(goal: NumericGoal, entry: Reported, period: DateRange | None) -> Part:
    """A rate, a share or a percentage by itself.

    15 of the 52 weekends of the year are no failure in June, so a share of all is not said to fall short in a report of a part.
    """
    run, promised = entry.report.run, goal.number.value
    enough = is_enough(entry.value, promised)
    is_of_all = goal.out_of is not None and all(one.out_of in (None, goal.out_of) for one in entry.outcomes)
    is_part = run is not None and period is not None and days_within((run,), period) < period.days
    if enough is False and is_of_all and is_part and not entry.report.is_final:
        enough = None
    return Part(runs=(run,) if run is not None else (), done=entry.value, promised=promised, enough=enough)


def _by_unit(goal: NumericGoal, entries: Sequence[Reported], period: DateRange | None) -> tuple[Part, ...]:
    """The counts of a goal that is judged year by year, or unit by unit where they are reported so; else nothing."""
    return tuple(
        Part(runs=(run,), done=done, promised=goal.number.value * units, enough=enough, units=units)
        for run, units, done, enough in units_apart(goal, entries, period)
    )


def _for_the_time(goal: NumericGoal, runs: tuple[DateRange, ...], steps: list[str]) -> Decimal | None:
    """A goal per unit of time, times the whole units that `runs` hold; None where they hold none."""
    assert goal.per is not None
    units = sum(whole_units(run, goal.per) for run in runs)
    steps.append(explanation.covered(runs, goal.per, units))
    if units == 0:
        return None
    promised = goal.number.value * units
    steps.append(explanation.product(goal, units, promised))
    return promised


def _coverage(period: DateRange | None, runs: tuple[DateRange, ...], steps: list[str]) -> tuple[int, int] | None:
    """(covered days, all days) of the period; None where either is unknown."""
    if period is None or not runs:
        return None
    covered = days_within(runs, period)
    if covered < period.days:
        steps.append(explanation.share(covered, period.days))
    if covered < sum(run.days for run in runs):
        steps.append(explanation.outside())
    return covered, period.days


def _is_enough(done: Number, promised: Decimal | None) -> bool | None:
    return is_enough(done, promised) if promised is not None else None


def _enough(parts: Sequence[Part]) -> bool | None:
    """Whether every part reaches the goal; no where any of them is known to fall short, None where it can't be told."""
    answers = {part.enough for part in parts}
    if False in answers:
        return False
    return True if answers == {True} else None


def _answer(
    enough: bool | None, covered: tuple[int, int] | None, *, is_over: bool, is_total: bool, concludes: bool
) -> Reached:
    """A total that is reached stays so; all else is said only of what is reported whole, or finally.

    A total is never said to fall short of a period that is known to be reported in part, nor by interim
    reports without a verdict of their year: they don't say how it ended.
    """
    if not is_over:
        return Reached.SO_FAR
    if enough is None:
        return Reached.NOT_COMPUTED
    whole = covered is not None and covered[0] == covered[1]
    trusted = concludes and (not is_total or covered is None)
    ended = whole and (concludes or not is_total)
    if not (ended or trusted or (is_total and enough)):
        return Reached.PARTLY_REPORTED
    return Reached.REACHED if enough else Reached.NOT_REACHED


def _obstacle(goal: NumericGoal, *, is_total: bool) -> str | None:
    """Why a goal can't be put against any sum, where so."""
    if goal.for_each is not None and goal.how_many is None:
        return explanation.for_each(goal.for_each)
    return explanation.upper_limit() if goal.is_upper_limit and not is_total else None


def _whole(
    goal: NumericGoal, done: Number, promised: Decimal | None, *, runs: tuple[DateRange, ...], is_whole: bool
) -> Part:
    """A sum against its goal. That a limit was kept can be told only of what is reported whole, that it was passed at once."""
    if not goal.is_upper_limit:
        return Part(runs=runs, done=done, promised=promised, enough=_is_enough(done, promised), is_whole=is_whole)
    within = is_within(done, goal.number.value)
    return Part(runs=runs, done=done, promised=promised, enough=within if is_whole or within is False else None)


def _answer_of_limit(enough: bool | None, *, is_over: bool, is_whole: bool) -> Reached:
    """A limit that is passed stays passed; that it was kept is said only of what is reported whole."""
    if not is_over:
        return Reached.SO_FAR
    if enough is None:
        return Reached.NOT_COMPUTED if is_whole else Reached.PARTLY_REPORTED
    return Reached.REACHED if enough else Reached.NOT_REACHED


def _conclusion(reached: Reached, done: Number | None, promised: Decimal | None, *, is_whole: bool) -> str:
    match reached:
        case Reached.SO_FAR:
            return explanation.so_far()
        case Reached.PARTLY_REPORTED:
            return explanation.partly_reported()
        case Reached.NOT_COMPUTED:
            return explanation.left_open()
    return explanation.reached(done, promised, enough=reached is Reached.REACHED, is_whole=is_whole)
