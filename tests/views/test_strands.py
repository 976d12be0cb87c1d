"""The drawing of the strands: one an action, no two across each other, and alike ends together."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledges.status.result_for_readers import ReaderState, Result
from pledges.views.strands import ENDS, ENDS_OF_STATES, MOST, End, Ending, Strands, draw

ENDINGS = st.lists(
    st.builds(Ending, end=st.sampled_from(End), count=st.integers(1, 40), words=st.just("1 nådd"), href=st.none()),
    min_size=1,
    max_size=8,
)


def of(*ends: tuple[End, int]) -> tuple[Ending, ...]:
    return tuple(Ending(end=end, count=count, words=f"{count} {end}", href=None) for end, count in ends)


def starts(drawn: Strands) -> list[int]:
    """Where the strands of all rows begin, in the order that they end."""
    return [int(re.match(r"M(\d+) 0V", path)[1]) for row in drawn.rows for path in row.paths]  # type: ignore[index]


def test_every_result_and_every_word_has_an_end() -> None:
    assert set(ENDS) == set(Result)
    assert set(ENDS_OF_STATES) == set(ReaderState)


@pytest.mark.parametrize("result", [Result.NOT_REACHED, Result.NOT_DONE, Result.NOT_MENTIONED, Result.NOTHING_REPORTED])
def test_what_was_not_kept_or_not_reported_never_ends_as_a_knot(result: Result) -> None:
    assert ENDS[result] in (End.CUT, End.FADE)


def test_there_is_a_strand_for_each_action() -> None:
    drawn = draw(of((End.KNOT, 1), (End.HALF, 1), (End.MARK, 2), (End.FADE, 5)))
    assert [len(row.paths) for row in drawn.rows] == [1, 1, 2, 5]
    assert len(drawn.parting) == 9
    assert {row.width for row in drawn.rows} == {2}


def test_many_actions_are_bundled_and_a_bundle_is_as_thick_as_its_share() -> None:
    drawn = draw(of((End.KNOT, 1), (End.CUT, 3), (End.FADE, 36)))
    assert [len(row.paths) for row in drawn.rows] == [1, 1, 1]
    widths = [row.width for row in drawn.rows]
    assert widths == sorted(widths)
    assert widths[0] == 2 < widths[2]


def test_a_strand_alone_hangs_straight_under_the_node() -> None:
    (row,) = draw(of((End.KNOT, 1))).rows
    assert row.paths[0].startswith("M12 0V")
    assert row.going_on == ()


def test_what_may_still_change_is_dashed() -> None:
    assert Ending(end=End.KNOT, count=1, words="1 nådd hittills", href=None, so_far=True).is_dashed
    assert Ending(end=End.OPEN, count=1, words="1 inte redovisad än", href=None).is_dashed
    assert not Ending(end=End.FADE, count=1, words="1 utan resultat", href=None).is_dashed


def test_nothing_drawn_is_nothing() -> None:
    drawn = draw(())
    assert (drawn.rows, drawn.parting) == ((), ())


@given(ENDINGS)
def test_no_two_strands_cross_or_touch(endings: list[Ending]) -> None:
    """The first to end is outermost, and those that go on are all to the left of it."""
    drawn = draw(endings)
    every = starts(drawn)
    assert every == sorted(every, reverse=True)
    lines = sorted({(line.x, line.width) for row in drawn.rows for line in row.going_on})
    assert all(one[0] + one[1] / 2 < other[0] - other[1] / 2 for one, other in pairwise(lines))
    for row in drawn.rows:
        begun = [int(re.match(r"M(\d+) ", path)[1]) for path in row.paths]  # type: ignore[index]
        assert all(line.x < min(begun) for line in row.going_on)


@given(ENDINGS)
def test_every_strand_ends_once_and_inside_the_drawing(endings: list[Ending]) -> None:
    drawn, total = draw(endings), sum(one.count for one in endings)
    assert len(starts(drawn)) == (total if total <= MOST else len(endings)) == len(drawn.parting)
    for row in drawn.rows:
        assert len(row.paths) == len(row.points)
        assert all(0 < x <= drawn.width and 0 < y < row.height for x, y in row.points)
