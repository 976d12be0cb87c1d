"""Pledges on one time axis: where their lines begin and stop, and how each ends."""

from dataclasses import replace
from datetime import date

import pytest

from pledges.status.date_ranges import timing
from pledges.status.result_for_readers import ReaderState
from pledges.views.strands import End, Ending
from pledges.views.time_axis import AxisRow, time_axis
from pledges.views.view_types import PledgeCard
from pledges.written_values import parse_period

DAY = date(2024, 7, 1)
CARD = PledgeCard(
    identity="kommuner/provstad/loften/prov", href="kommuner/provstad/loften/prov/", title="Provlöfte", summary="", municipalities=(),
    municipality_slugs=("provstad",), county_slugs=("provlands-lan",), period="", span=parse_period("2020"), timing="before", headline="", told=(), shares="", themes=(), parties=(), areas=(),
    reader_state=ReaderState.NOTHING_REPORTED, reader_label="", endings=(), years=(2020,), turnouts=(), shortfalls=(),
)  # fmt: skip


def card(period: str, state: ReaderState = ReaderState.NOTHING_REPORTED, *ends: End) -> PledgeCard:
    endings = tuple(Ending(end=end, count=1, words="", href=None) for end in ends)
    span = parse_period(period)
    return replace(CARD, span=span, timing=timing(span, DAY), reader_state=state, endings=endings)


def row(period: str, state: ReaderState = ReaderState.NOTHING_REPORTED, *ends: End) -> AxisRow:
    (found,) = time_axis((card(period, state, *ends),), DAY).rows
    return found


def test_lines_share_one_scale() -> None:
    axis = time_axis((card("2020"), card("2020/2021"), card("2022")), DAY)
    first, both, last = axis.rows
    assert first.start == both.start
    assert both.stop <= (last.start or 0) < last.stop < axis.this_year


def test_what_is_not_over_is_dashed_from_this_year_on() -> None:
    axis = time_axis((card("2023/2026", ReaderState.IN_FORCE),), DAY)
    assert (axis.rows[0].start or 0) < axis.rows[0].until == axis.this_year < axis.rows[0].stop
    coming = time_axis((card("2026"),), DAY).rows[0]
    assert coming.start == coming.until < coming.stop
    over = time_axis((card("2023/2024-03"),), DAY).rows[0]
    assert over.until == over.stop


def test_a_period_without_an_end_is_drawn_to_the_end_of_this_year() -> None:
    found = row("2023/..", ReaderState.IN_FORCE)
    assert (found.start or 0) < found.until < found.stop


def test_the_axis_is_the_same_all_year() -> None:
    cards = (card("2023/2026", ReaderState.IN_FORCE), card("2020"))
    assert time_axis(cards, date(2024, 1, 1)) == time_axis(cards, date(2024, 12, 31))


def test_a_period_that_nobody_knows_has_no_line() -> None:
    assert row("okänd", ReaderState.UNKNOWN).start is None


@pytest.mark.parametrize(
    ("state", "ends", "end"),
    [
        (ReaderState.REPORTED, (End.KNOT, End.KNOT), End.KNOT),
        (ReaderState.REPORTED, (End.CUT,), End.CUT),
        (ReaderState.REPORTED, (End.KNOT, End.FADE), End.MARK),
        (ReaderState.NOTHING_REPORTED, (End.FADE,), End.FADE),
        (ReaderState.IN_FORCE, (End.KNOT,), End.OPEN),
        (ReaderState.UNKNOWN, (), End.UNKNOWN),
    ],
)
def test_a_line_is_a_knot_only_where_everything_was_kept(state: ReaderState, ends: tuple[End, ...], end: End) -> None:
    assert row("2020", state, *ends).end is end


def test_no_other_year_is_written_where_this_year_is() -> None:
    axis = time_axis((card("2014"),), DAY)
    assert all(tick.x < axis.this_year - 10 for tick in axis.ticks)
    assert len(axis.ticks) >= 3
