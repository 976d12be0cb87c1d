"""Days that are covered: runs of them, and how many whole days, weeks, months … they hold.

Runs of days that follow on each other are joined first, so that four monthly reports hold as many whole weeks as
one report of the four months. Months are counted from the first day of a run to the same day of a later month
(29 May to 28 May is one year); a day that the later month lacks becomes its last.
"""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from pledges.written_values import Period

_MONTHS = {"månad": 1, "varannan månad": 2, "kvartal": 3, "tertial": 4, "halvår": 6, "år": 12}
_DAYS = {"dygn": 1, "vecka": 7, "varannan vecka": 14}
_TERM = "termin"  # 1 January to 30 June, 1 July to 31 December
DAY = timedelta(days=1)


@dataclass(frozen=True, order=True)
class DateRange:
    """Days on end, from `first` to `last`, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


def range_of(period: Period) -> DateRange | None:
    """The days of a period; None where either end is unknown or open."""
    first, last = period.first, period.last
    return DateRange(first, last) if first is not None and last is not None else None


def year_of(year: int) -> DateRange:
    """The days of a year."""
    return DateRange(date(year, 1, 1), date(year, 12, 31))


def joined(runs: Iterable[DateRange]) -> tuple[DateRange, ...]:
    """The same days in as few runs as possible, in order of time."""
    result: list[DateRange] = []
    for run in sorted(runs):
        if result and run.first <= result[-1].last + DAY:
            result[-1] = DateRange(result[-1].first, max(result[-1].last, run.last))
        else:
            result.append(run)
    return tuple(result)


def days_within(runs: Iterable[DateRange], outer: DateRange) -> int:
    """How many days of `runs`, which don't overlap, lie within `outer`."""
    return sum(max(0, (min(run.last, outer.last) - max(run.first, outer.first)).days + 1) for run in runs)


def within(ranges: Iterable[DateRange], outer: DateRange) -> tuple[DateRange, ...]:
    """The parts of `ranges` that lie within `outer`, in order of time."""
    cut = (DateRange(max(one.first, outer.first), min(one.last, outer.last)) for one in ranges)
    return tuple(sorted(one for one in cut if one.first <= one.last))


def outside(ranges: Iterable[DateRange], outer: DateRange) -> tuple[DateRange, ...]:
    """The days of `outer` that are in none of `ranges`, in order of time."""
    gaps, day = [], outer.first
    for one in within(joined(ranges), outer):
        if day < one.first:
            gaps.append(DateRange(day, one.first - DAY))
        day = one.last + DAY
    if day <= outer.last:
        gaps.append(DateRange(day, outer.last))
    return tuple(gaps)


def add_months(day: date, months: int) -> date:
    """The same day `months` later, or that month's last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _term(day: date) -> int:
    """The number of the term that a day is in, counted from year 0."""
    return 2 * day.year + (day.month > 6)


def _next_term(first: date) -> int:
    """The number of the first term that begins on `first` or later."""
    return _term(first) + (first != _first_of_term(_term(first)))


def _first_of_term(number: int) -> date:
    return date(number // 2, 7 if number % 2 else 1, 1)


def after_units(first: date, unit: str, count: int) -> date:
    """The first day after `count` whole `unit`s that begin on `first`, or, for terms, with the first one after it."""
    if unit == _TERM:
        return _first_of_term(_next_term(first) + count)
    if unit in _DAYS:
        return first + _DAYS[unit] * count * DAY
    return add_months(first, _MONTHS[unit] * count)


def whole_units(run: DateRange, unit: str) -> int:
    """How many whole `unit`s (field_types.Unit) a run holds, rounded down."""
    if unit == _TERM:
        return max(0, _term(run.last + DAY) - _next_term(run.first))
    if unit in _DAYS:
        return run.days // _DAYS[unit]
    end = run.last + DAY
    months = (end.year - run.first.year) * 12 + end.month - run.first.month
    if add_months(run.first, months) > end:
        months -= 1
    return months // _MONTHS[unit]


def timing(span: Period | None, day: date) -> str:
    """`now`, `before`, `coming` or `unknown`, of a period on a day."""
    if span is None or (span.first is None and span.last is None and not span.open_ended):
        return "unknown"
    if span.last is not None and span.last < day:
        return "before"
    if span.first is not None and span.first > day:
        return "coming"
    if span.first is None or (span.last is None and not span.open_ended):
        return "unknown"
    return "now"
