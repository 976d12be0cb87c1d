"""The lines of docs/benchmarks.svg: seconds over the number of pledges, both on logarithmic scales."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, log10
from statistics import median

from bench.results import PHASES, Results

WIDTH, HEIGHT = 960, 400
TOP, BOTTOM, LEFT, GAP = 84, 48, 58, 34
TITLES = {"cold": "Cold", "unchanged": "Nothing changed", "changed": "One follow-up changed"}


@dataclass(frozen=True, slots=True)
class Style:
    """How a line is drawn: its colour, its dashes (none where empty) and the path of its marker."""

    colour: str
    dashes: str
    marker: str


# Apart by colour (Okabe and Ito's, told apart with any colour vision), by marker and by dashes.
STYLES = (
    Style("#0072b2", "", "M-4,0a4,4 0 1,0 8,0a4,4 0 1,0 -8,0z"),
    Style("#d55e00", "7 3", "M-4,-4h8v8h-8z"),
    Style("#007a5a", "2 3", "M0,-5l5,9h-10z"),
    Style("#8f4b7a", "9 3 2 3", "M0,-5l5,5l-5,5l-5,-5z"),
)


@dataclass(frozen=True, slots=True)
class Tick:
    """A grid line at `at` (pixels) with its number."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Line:
    """One generator in one panel; `points` are pixels."""

    name: str
    style: Style
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One phase. `left` and `right` are pixels."""

    title: str
    left: float
    right: float
    across: tuple[Tick, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """The whole picture, with what it says in words."""

    width: int
    height: int
    top: float
    bottom: float
    up: tuple[Tick, ...]
    panels: tuple[Panel, ...]
    legend: tuple[Line, ...]
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Axis:
    """Decades `low`–`high` over the pixels `start`–`end`."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        share = (log10(value) - self.low) / (self.high - self.low)
        return round(self.start + share * (self.end - self.start), 1)


def draw(results: Results) -> Plot:
    """A panel for each phase and a line for each generator. There must be at least one size."""
    names = list(dict.fromkeys(one.name for scale in results.scales for one in scale.series))
    styles = dict(zip(names, STYLES, strict=False))
    values = [
        median(one.times(phase))
        for scale in results.scales
        for one in scale.series
        for phase in PHASES
        if one.times(phase)
    ]
    low, high = floor(log10(min(values))), max(ceil(log10(max(values))), floor(log10(min(values))) + 1)
    up = _Axis(low=low, high=high, start=HEIGHT - BOTTOM, end=TOP)
    sizes = [scale.pledges for scale in results.scales]
    width = (WIDTH - LEFT - GAP * len(PHASES)) / len(PHASES)
    panels = []
    for number, phase in enumerate(PHASES):
        left = LEFT + number * (width + GAP)
        across = _Axis(low=log10(sizes[0]) - 0.15, high=log10(sizes[-1]) + 0.15, start=left, end=left + width)
        lines = tuple(
            Line(name, styles[name], tuple((across.at(x), up.at(y)) for x, y in medians(results, name, phase)))
            for name in styles
        )
        ticks = tuple(Tick(across.at(size), f"{size:,}") for size in sizes)
        panels.append(Panel(title=TITLES[phase], left=left, right=left + width, across=ticks, lines=lines))
    legend = tuple(
        Line(name, style, ((LEFT + 10 + number * 160, 38),)) for number, (name, style) in enumerate(styles.items())
    )
    decades = tuple(Tick(up.at(10**decade), f"{10**decade:g} s") for decade in range(low, high + 1))
    return Plot(
        width=WIDTH,
        height=HEIGHT,
        top=TOP,
        bottom=HEIGHT - BOTTOM,
        up=decades,
        panels=tuple(panels),
        legend=legend,
        description=describe(results, names),
    )


def medians(results: Results, name: str, phase: str) -> list[tuple[int, float]]:
    """(pledges, median seconds) of the generator `name`, where it was measured."""
    series = [(scale.pledges, scale.find(name)) for scale in results.scales]
    return [(pledges, median(one.times(phase))) for pledges, one in series if one and one.times(phase)]


def describe(results: Results, names: Iterable[str]) -> str:
    """What the lines show, in a sentence for each generator."""
    sentences = []
    for name in names:
        parts = []
        for phase in PHASES:
            points = medians(results, name, phase)
            if points:
                figures = ", ".join(f"{seconds:.2f} s at {pledges:,}" for pledges, seconds in points)
                parts.append(f"{TITLES[phase].lower()} {figures}")
        sentences.append(f"{name}: {'; '.join(parts)}.")
    return " ".join(sentences)
