"""The strands of the thread: where each runs and how it ends, as points for the template to draw.

One strand an action leaves the pledge. Alike ends lie together as a row with its words beside it; the rows stand in the
order that they are given. What is drawn is told in the words, so the drawing itself is silent to those who can't see it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from pledges.status.result_for_readers import ReaderState, Result


class End(StrEnum):
    """How a strand ends, told by shape alone."""

    KNOT = "knot"  # done, or reached
    HALF = "half"  # partly
    CUT = "cut"  # not done, or not reached
    MARK = "mark"  # reported, and whether it was done or the goal reached can't be said
    FADE = "fade"  # nothing is reported
    OPEN = "open"  # not due yet
    AWAITED = "awaited"
    UNKNOWN = "unknown"


ENDS = {
    Result.REACHED: End.KNOT,
    Result.DONE: End.KNOT,
    Result.PARTLY: End.HALF,
    Result.NOT_REACHED: End.CUT,
    Result.NOT_DONE: End.CUT,
    Result.DONE_UNCOUNTED: End.MARK,
    Result.REPORTED: End.MARK,
    Result.NOT_MENTIONED: End.FADE,
    Result.NOTHING_REPORTED: End.FADE,
    Result.NOT_YET: End.OPEN,
}
ENDS_OF_STATES = {
    ReaderState.IN_FORCE: End.OPEN,
    ReaderState.BEING_FOLLOWED_UP: End.AWAITED,
    ReaderState.REPORTED: End.MARK,
    ReaderState.NOTHING_REPORTED: End.FADE,
    ReaderState.UNKNOWN: End.UNKNOWN,
}

MOST = 12  # strands that are drawn one by one; more are drawn as one bundle for each row, as thick as its share
_SINGLE = 2  # the width of one strand
_BUNDLES = 14  # what all bundles have to share beside that
_ROOT = 12  # where the pledge's node has its middle
_BETWEEN = 4  # between strands that run down side by side
_LINE = 28  # the height of a row with one end
_PITCH = 14  # between ends of the same row
_BEND = 12
_TAIL = 30  # from the bend of the first strand to its end
_PARTING = 26  # the height within which the strands part
_FADING = 34  # how far before the others a strand begins to dissolve


@dataclass(frozen=True, kw_only=True)
class Ending:
    """Alike ends: how many they are, what is said of them, and where more is said. `so_far`: the answer may change."""

    end: End
    count: int
    words: str
    href: str | None
    so_far: bool = False

    @property
    def is_dashed(self) -> bool:
        """Whether its time isn't over."""
        return self.so_far or self.end is End.OPEN


@dataclass(frozen=True, slots=True)
class Line:
    """A strand on its way down, `x` from the left."""

    x: int
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StrandRow:
    """A row of the drawing: the paths of its strands from the top of the row, the points where they end, and their width.

    `going_on` are the strands that end further down.
    """

    ending: Ending
    paths: tuple[str, ...]
    points: tuple[tuple[int, int], ...]
    width: int
    going_on: tuple[Line, ...]
    height: int


@dataclass(frozen=True, slots=True)
class Parting:
    """How a strand leaves the pledge's node."""

    path: str
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Strands:
    """The drawing: how the strands part under the pledge's node, and the rows that they end in."""

    width: int
    height: int
    parting: tuple[Parting, ...]
    rows: tuple[StrandRow, ...]


def draw(endings: Sequence[Ending]) -> Strands:
    """Lay out the strands that end as `endings`, the first to end outermost so that no two cross."""
    total = sum(ending.count for ending in endings)
    bundled = total > MOST
    numbers = [1 if bundled else ending.count for ending in endings]
    widths = [_SINGLE + (_BUNDLES * ending.count // total if bundled else 0) for ending in endings]
    lines = _side_by_side([width for width, number in zip(widths, numbers, strict=True) for _ in range(number)])
    stop = max((line.x for line in lines), default=_ROOT) + _BEND + _TAIL
    rows, done = [], 0
    for ending, number, width in zip(endings, numbers, widths, strict=True):
        own, done = lines[done : done + number], done + number
        reach = stop - _FADING if ending.end in (End.FADE, End.UNKNOWN) else stop
        points = tuple((reach, _LINE // 2 + _PITCH * at) for at in range(number))
        rows.append(
            StrandRow(
                ending=ending,
                paths=tuple(_turn(line.x, end) for line, end in zip(own, points, strict=True)),
                points=points,
                width=width,
                going_on=lines[done:],
                height=_LINE + _PITCH * (number - 1),
            )
        )
    half = _PARTING // 2
    parting = tuple(
        Parting(f"M{_ROOT} 0C{_ROOT} {half} {line.x} {half} {line.x} {_PARTING}", line.width) for line in lines
    )
    return Strands(width=stop + 18, height=_PARTING, parting=parting, rows=tuple(rows))


def _side_by_side(widths: Sequence[int]) -> tuple[Line, ...]:
    """The strands in the order that they end: the last hangs straight under the node, the others to the right of it."""
    lines, x = [], _ROOT
    for at, width in enumerate(reversed(widths)):
        x += width // 2 if at else 0
        lines.append(Line(x, width))
        x += width - width // 2 + _BETWEEN
    return tuple(reversed(lines))


def _turn(x: int, end: tuple[int, int]) -> str:
    """Down from the top of the row at `x`, and round to the end."""
    stop, y = end
    return f"M{x} 0V{y - _BEND}Q{x} {y} {x + _BEND} {y}H{stop}"
