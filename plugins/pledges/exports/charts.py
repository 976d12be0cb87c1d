"""The charts of the state of the country: bars as SVG files, each with the table behind it as CSV.

Drawn by hand rather than by a library: a bar chart is a few rectangles, and this way it is small, has no script and
no random ids, follows dark mode and says what it shows. Labels stand above the bars, so that the picture is legible
on the narrowest telephone.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pledges.exports.csv_table import to_csv
from pledges.exports.svg import LEVELS, Palette, fill, palette_of, picture, text
from pledges.i18n import _
from pledges.incremental.artifact import Artifact
from pledges.views.country.country import Country
from pledges.views.country.state_of_country import (
    CHART_LINE,
    CHART_MARGIN,
    CHART_ROOM,
    CHART_ROW,
    LEGEND_ROW,
    Chart,
    charts,
)

_BAR = 16


@dataclass(frozen=True, slots=True)
class ChartSource:
    """What a chart's picture is made of."""

    chart: Chart
    palette: Palette


def chart_artifacts(country: Country) -> Iterator[Artifact]:
    """Every chart as a picture and as a table."""
    palette = palette_of(country.snapshot.settings)
    for chart in charts(country):
        yield Artifact(path=chart.picture, source=ChartSource(chart, palette), maker="chart 3", make=make)
        yield Artifact(path=chart.table, source=chart, maker="chart table 2", make=make_table)


def make(source: ChartSource) -> bytes:
    chart = source.chart
    box = (-CHART_MARGIN, 0, chart.width, chart.height)
    return picture(
        box,
        title=chart.title,
        description=chart.description,
        palette=source.palette,
        grain=6,
        body=_body(chart, source.palette),
    )


def make_table(chart: Chart) -> bytes:
    """The table, in the order of the bars."""
    header = (_("Område") if chart.whole else _("Ämne"), *chart.columns)
    return to_csv(header, ((row.place.text, *row.cells) for row in chart.rows))


def _body(chart: Chart, palette: Palette) -> Iterator[str]:
    top = 0
    if len(chart.series) > 1:
        for level, label in zip(LEVELS, chart.series, strict=False):
            yield _box(level, palette, left=1, top=top + 4, width=20, height=18)
            yield text(30, top + 19, label, size=15)
            top += LEGEND_ROW
        top += 12
    most = max((sum(row.bar) for row in chart.rows), default=0)
    for row in chart.rows:
        yield text(CHART_ROOM, top + 20, row.words, size=15, role="soft", anchor="end")
        for line in row.lines:
            yield text(0, top + 20, line, size=16, weight=600)
            top += CHART_LINE
        top -= CHART_LINE
        yield from _bar(row.bar, palette, whole=sum(row.bar) if chart.whole else most, top=top + 28)
        top += CHART_ROW


def _bar(parts: tuple[int, ...], palette: Palette, *, whole: int, top: int) -> Iterator[str]:
    """The parts of a bar side by side; `whole` is what the full width stands for."""
    room, before = CHART_ROOM - 2, 0
    for level, part in zip(LEVELS, parts, strict=False):
        if part:
            left, right = (round(room * count / whole, 1) for count in (before, before + part))
            yield _box(level, palette, left=left + 1, top=top, width=right - left, height=_BAR)
            before += part


def _box(level: str, palette: Palette, *, left: float, top: float, width: float, height: float) -> str:
    return (
        f'<g class="line" stroke="#8b9094"><rect {fill(level, palette)} x="{left:g}" y="{top:g}" '
        f'width="{width:.4g}" height="{height:g}"/></g>'
    )
