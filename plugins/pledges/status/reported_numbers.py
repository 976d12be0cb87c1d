"""Which reported numbers can be put against a goal, and which of them stand for themselves.

A follow-up that lies inside another's time belongs to it and is not added; a partial overlap, or unknown times,
can't be worked out, and the tally says why.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from pledges.content.goals import NumericGoal
from pledges.content.record_fields import Outcome
from pledges.status import explanation
from pledges.status.date_ranges import DAY, DateRange, after_units, joined, whole_units
from pledges.status.facts import Report
from pledges.written_values import Number, Qualifier

PERCENT = "procent"
YEAR = "år"
_OF_MONTHS = ("månad", "kvartal", "tertial", "halvår", YEAR)
_HUNDRED = Decimal(100)


ReportOutcome = tuple[Report, Outcome]


@dataclass(frozen=True, slots=True)
class Reported:
    """What a follow-up reports towards a goal, in the goal's own terms, and the outcomes that it is made of."""

    report: Report
    value: Number
    outcomes: tuple[Outcome, ...]


@dataclass(slots=True, kw_only=True)
class Sums:
    """The numbers put in order. `nested` leads from a follow-up to the one that it lies inside.

    `summaries` are follow-ups of several years that are each reported by themselves too, which is what a yearly goal asks.
    `is_sum` says that the values are counts to add; otherwise they are rates or shares, each to compare.
    `obstacle` says in Swedish why nothing can be worked out, where so.
    """

    is_sum: bool
    standing: list[Reported] = field(default_factory=list)
    nested: dict[str, tuple[Report, Report]] = field(default_factory=dict)
    summaries: list[Report] = field(default_factory=list)
    obstacle: str | None = None

    @property
    def values(self) -> list[Number]:
        """The values that stand for themselves, in order of time."""
        return [entry.value for entry in self.standing]

    @property
    def runs(self) -> tuple[DateRange, ...]:
        """The days that they cover, as far as known."""
        return joined(entry.report.run for entry in self.standing if entry.report.run is not None)

    @property
    def is_final(self) -> bool:
        """Whether a final follow-up is among them."""
        return any(entry.report.is_final for entry in self.standing)

    @property
    def concludes(self) -> bool:
        """Whether one that says how its time ended is among them."""
        return any(entry.report.concludes for entry in self.standing)


def is_share(goal: NumericGoal) -> bool:
    """Whether a goal is a share (`av`) or a percentage, which is never added."""
    return goal.out_of is not None or goal.unit.casefold() == PERCENT


def tally(goal: NumericGoal, outcomes: Sequence[ReportOutcome]) -> Sums:
    """Put the numbers that the parties report of an action (`outcomes`) in order, against `goal`."""
    counts = [] if is_share(goal) else _counts(goal, outcomes)
    if counts:
        summaries = [entry for entry in counts if goal.per == YEAR and _is_summary(entry, counts)]
        sums = Sums(is_sum=True, summaries=[entry.report for entry in summaries])
        return _arranged([entry for entry in counts if entry not in summaries], sums)
    result = Sums(is_sum=not is_share(goal) and goal.per is None)
    comparable = _comparables(goal, outcomes)
    if not comparable:
        result.obstacle = explanation.not_comparable((outcome for _, outcome in outcomes), goal.unit)
    return _arranged(comparable, result)


def _is_summary(entry: Reported, entries: Iterable[Reported]) -> bool:
    """Whether an entry of more than a year has all of its days in others, each of a year at most."""
    run = entry.report.run
    if run is None or _is_in_one_year(run):
        return False
    shorter = (one.report.run for one in entries if one.report.run is not None and _is_in_one_year(one.report.run))
    return joined(one for one in shorter if run.first <= one.first and one.last <= run.last) == (run,)


def _is_in_one_year(run: DateRange) -> bool:
    return run.last < after_units(run.first, YEAR, 1)


def units_apart(
    goal: NumericGoal, entries: Sequence[Reported], period: DateRange | None
) -> Iterator[tuple[DateRange, int, Number, bool | None]]:
    """The days, the units that they hold, what was done and whether it was enough, for each unit of time by itself.

    A yearly goal is judged year by year, counted from the period's first day: a year that is reported in part is reached or left
    open, and of a sum of several years it can only be told that it is too small for them all. Another goal is judged so where
    each count is of exactly one unit, a month or longer. Nothing is given of a goal that is not.
    """
    runs = [entry.report.run for entry in entries if entry.report.run is not None]
    if goal.per is None or not runs or len(runs) < len(entries):
        return
    if goal.per != YEAR:
        if goal.per in _OF_MONTHS and all(_is_one(run, goal.per) for run in runs):
            for run, entry in zip(runs, entries, strict=True):
                yield run, 1, entry.value, is_enough(entry.value, goal.number.value)
        return
    years: dict[int, list[tuple[DateRange, Number]]] = {}
    start = period.first if period is not None else min(runs).first
    for run, entry in zip(runs, entries, strict=True):
        first, last = _year(start, run.first), _year(start, run.last)
        if first == last:
            years.setdefault(first, []).append((run, entry.value))
        elif units := whole_units(run, YEAR):
            short = is_enough(entry.value, goal.number.value * units) is False
            yield run, units, entry.value, False if short else None
    for number, counts in sorted(years.items()):
        year = DateRange(after_units(start, YEAR, number), after_units(start, YEAR, number + 1) - DAY)
        done = add(value for _, value in counts)
        enough = is_enough(done, goal.number.value)
        is_whole = joined(run for run, _ in counts) == (year,)
        yield year, 1, done, enough if enough or is_whole else None


def _is_one(run: DateRange, unit: str) -> bool:
    return after_units(run.first, unit, 1) == run.last + DAY


def _year(start: date, day: date) -> int:
    """Which year, counted from `start`, that `day` lies in; below 0 before it."""
    return whole_units(DateRange(start, day - DAY), YEAR)


def _same_unit(goal: NumericGoal, outcome: Outcome) -> bool:
    return outcome.unit is None or outcome.unit.casefold() == goal.unit.casefold()


def _counts(goal: NumericGoal, outcomes: Iterable[ReportOutcome]) -> list[Reported]:
    """What each follow-up reports as a number in the goal's unit, its outcomes added."""
    grouped: dict[str, tuple[Report, list[tuple[Number, Outcome]]]] = {}
    for report, outcome in outcomes:
        if outcome.amount is not None and not outcome.per and not outcome.out_of and _same_unit(goal, outcome):
            grouped.setdefault(report.identity, (report, []))[1].append((outcome.amount, outcome))
    return [
        Reported(report, add(number for number, _ in pairs), tuple(outcome for _, outcome in pairs))
        for report, pairs in grouped.values()
    ]


def _comparables(goal: NumericGoal, outcomes: Iterable[ReportOutcome]) -> list[Reported]:
    converted = ((report, outcome, _in_terms_of(goal, outcome)) for report, outcome in outcomes)
    return [Reported(report, value, (outcome,)) for report, outcome, value in converted if value is not None]


def _in_terms_of(goal: NumericGoal, outcome: Outcome) -> Number | None:
    """A rate or share as the goal has it: 20 av 26 is 40 of the 52 in the goal. None where it is another measure."""
    if outcome.amount is None or outcome.per != goal.per or not _same_unit(goal, outcome):
        return None
    if outcome.out_of is None or outcome.out_of == goal.out_of:
        return outcome.amount
    if not is_share(goal) or not outcome.out_of.value:
        return None
    whole = goal.out_of.value if goal.out_of is not None else _HUNDRED
    return Number(outcome.amount.value * whole / outcome.out_of.value, outcome.amount.qualifier)


def add(numbers: Iterable[Number]) -> Number:
    """The sum, with the reservation of its parts: `minst 5` + 3 is `minst 8`; of two different ones, `cirka`."""
    total, words = Decimal(0), set()
    for number in numbers:
        total += number.value
        words.add(number.qualifier)
    words.discard(Qualifier.EXACT)
    return Number(total, words.pop() if len(words) == 1 else Qualifier.ABOUT if words else Qualifier.EXACT)


def is_enough(done: Number, promised: Decimal) -> bool | None:
    """Whether `done` reaches `promised`; None where its reservation leaves it open (`minst 5` or `högst 9` of 8)."""
    enough = done.value >= promised
    is_open = done.qualifier is (Qualifier.AT_MOST if enough else Qualifier.AT_LEAST)
    return None if is_open else enough


def is_within(done: Number, limit: Decimal) -> bool | None:
    """Whether `done` is no more than `limit`; None where its reservation leaves it open (`minst 5` of 8 at most)."""
    within = done.value <= limit
    is_open = done.qualifier is (Qualifier.AT_LEAST if within else Qualifier.AT_MOST)
    return None if is_open else within


def _arranged(entries: Iterable[Reported], result: Sums) -> Sums:
    """Sweep through the entries by time. Of follow-ups for the same days the final one stands, else the latest."""
    dated = []
    for entry in entries:
        if entry.report.run is None:
            result.standing.append(entry)
        else:
            dated.append((entry.report.run, entry))
    dated.sort(key=lambda pair: (pair[0].first, -pair[0].last.toordinal(), _rank(pair[1].report)))
    if (
        result.standing
        and len({id(entry.report) for entry in result.standing} | {id(entry.report) for _, entry in dated}) > 1
    ):
        result.obstacle = explanation.unknown_time()
    last: tuple[DateRange, Reported] | None = None
    for run, entry in dated:
        if last is not None and run.last <= last[0].last and entry.report is not last[1].report:
            result.nested[entry.report.identity] = (entry.report, last[1].report)
            if run == last[0] and _differ(entry, last[1]):
                result.obstacle = explanation.disagreement(run)
            continue
        if last is not None and run.first <= last[0].last and entry.report is not last[1].report:
            result.obstacle = explanation.partial_overlap(last[1].report.fields.covers, entry.report.fields.covers)
        result.standing.append(entry)
        last = (run, entry)
    return result


def _rank(report: Report) -> tuple[bool, int, str]:
    return not report.is_final, -report.since.toordinal(), report.identity


def _differ(one: Reported, other: Reported) -> bool:
    """Different parties' different figures for the same days: a part each, or a quarrel; nobody can tell which."""
    return set(one.report.fields.by) != set(other.report.fields.by) and one.value != other.value
