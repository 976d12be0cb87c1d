"""How far a municipality has come in the portal, from pledges to nothing, and the map that shows it."""

from collections.abc import Iterable
from dataclasses import dataclass

from pledges import swedish, urls
from pledges.i18n import _
from pledges.views.view_types import Count

LABELS = {
    "pledges": "Löften",
    "agreement": "Bara överenskommelse",
    "entered": "Bara andra uppgifter",
    "nothing": "Inget inlagt här",
}
MAP_BOX = (-235, -10, 950, 1640)


@dataclass(frozen=True, slots=True)
class LevelRow:
    """A level and how many municipalities are at it."""

    level: str
    label: str
    count: Count


@dataclass(frozen=True, slots=True)
class MapView:
    """The map as a page shows it: a picture, what it says in words, and the same facts as a table to download."""

    href: str
    table: str
    width: int
    height: int
    alternative: str
    rows: tuple[LevelRow, ...]


def level_rows(levels: Iterable[str]) -> tuple[LevelRow, ...]:
    """How many there are at each level, in the order of LABELS."""
    found = list(levels)
    rows = []
    for level, label in LABELS.items():
        count = found.count(level)
        rows.append(LevelRow(level, _(label), Count(count, _("kommun") if count == 1 else _("kommuner"))))
    return tuple(rows)


def map_view(levels: Iterable[str]) -> MapView:
    """The map of the municipalities that are at `levels`."""
    rows = level_rows(levels)
    parts = swedish.enumerate_words(
        f"{swedish.decimal(row.count.number)} {row.count.words}: {row.label[:1].lower()}{row.label[1:]}" for row in rows
    )
    alternative = _("Karta över vad som är inlagt om Sveriges kommuner. {parts}.").format(parts=parts)
    return MapView(
        href=urls.MAP, table=urls.MAP_TABLE, width=MAP_BOX[2], height=MAP_BOX[3], alternative=alternative, rows=rows
    )
