"""Pledges on one time axis: where each begins, how far it reaches, and how it ended, in shares of the axis' width.

Only the year of the day is shown, so that a page is made anew once a year and not every day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pledges.status.result_for_readers import ReaderState
from pledges.views.strands import ENDS_OF_STATES, End
from pledges.views.view_types import PledgeCard
from pledges.written_values import Period

_FIRST, _LAST = 1.0, 86.0  # percent of the width; the rest is room for the ends
_MOST_LABELS = 5
_LABEL = 14.0  # percent of a phone's width that a label takes


@dataclass(frozen=True, slots=True)
class Tick:
    """The beginning of a year."""

    x: float
    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AxisRow:
    """A pledge and its line, dashed from `until` on where it isn't over; `start` is None where its time is unknown."""

    card: PledgeCard
    start: float | None
    until: float
    stop: float
    end: End


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """The axis: its years, where this year begins, and a row for each pledge in the order given."""

    ticks: tuple[Tick, ...]
    this_year: float
    rows: tuple[AxisRow, ...]


def time_axis(cards: Sequence[PledgeCard], day: date) -> TimeAxis:
    """Lay out `cards` on an axis of whole years that holds them all and the year of `day`."""
    ends = (end for card in cards for end in (card.span.first, card.span.last))
    years = [day.year, *(end.year for end in ends if end is not None)]
    scale = _Scale(min(years), max(years) + 1)
    this_year = scale.of(date(day.year, 1, 1))
    ticks = (Tick(scale.of(date(year, 1, 1)), year) for year in scale.labelled)
    return TimeAxis(
        ticks=tuple(tick for tick in ticks if abs(tick.x - this_year) > _LABEL),
        this_year=this_year,
        rows=tuple(_row(card, scale, day) for card in cards),
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    """The years from the beginning of `first` to that of `last`."""

    first: int
    last: int

    def of(self, day: date) -> float:
        """Where a day stands, in percent of the width."""
        start, whole = date(self.first, 1, 1), (date(self.last, 1, 1) - date(self.first, 1, 1)).days
        return round(_FIRST + (_LAST - _FIRST) * (day - start).days / whole, 1)

    @property
    def labelled(self) -> range:
        """The years that are written out."""
        return range(self.first, self.last, -(-(self.last - self.first) // _MOST_LABELS))


def _row(card: PledgeCard, scale: _Scale, day: date) -> AxisRow:
    first, last = _ends(card.span, day)
    end = _end(card)
    if first is None or last is None:
        return AxisRow(card=card, start=None, until=0, stop=0, end=end)
    start, stop = scale.of(first), scale.of(last)
    until = stop if card.timing == "before" else min(stop, max(start, scale.of(date(day.year, 1, 1))))
    return AxisRow(card=card, start=start, until=until, stop=stop, end=end)


def _ends(span: Period, day: date) -> tuple[date | None, date | None]:
    """The first and last day that a line is drawn for: to the end of this year where there is no end."""
    last = date(day.year, 12, 31) if span.open_ended else span.last
    return span.first or (date(last.year, 1, 1) if last is not None else None), last or span.first


def _end(card: PledgeCard) -> End:
    """How the one line of a pledge ends: as all its strands do, else as the pledge stands."""
    state = ReaderState(card.reader_state)
    ends = {ending.end for ending in card.endings}
    alike = ends.pop() if state is ReaderState.REPORTED and len(ends) == 1 else None
    return alike or (End.OPEN if card.timing == "coming" else ENDS_OF_STATES[state])
