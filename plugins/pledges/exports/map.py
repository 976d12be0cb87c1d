"""The map of Sweden: what has been entered about each municipality, as a picture and as the table behind it.

Opened by itself, each municipality in it is named and leads to its page. The links are for who points: the list of
municipalities has the same for a keyboard, without 290 stops.

A pure function of the municipalities' levels and of data/municipality_boundaries.geojson. Boundaries are projected
as a sphere's transverse Mercator about 15° east (Snyder, Map Projections: A Working Manual, 1987, equations 8-1 and
8-3), which is what SWEREF 99 TM looks like at this size, and rounded to whole units of about a kilometre. Three
circles magnify the regions where municipalities are small.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from xml.sax.saxutils import escape

import orjson

from pledges import urls
from pledges.content import geography
from pledges.exports.csv_table import to_csv
from pledges.exports.svg import Palette, fill, palette_of, picture, text
from pledges.i18n import _
from pledges.incremental.artifact import Artifact
from pledges.incremental.fingerprint import digest
from pledges.views.country.country import Country
from pledges.views.country.municipality_levels import (
    MAP_BOX,
    LevelRow,
    MapView,
    PlaceRow,
    level_rows,
    map_view,
    place_rows,
)

_BOUNDARIES = geography.DATA / "municipality_boundaries.geojson"
_MERIDIAN = 15.0
_HEIGHT = 1600
_GRAIN = 8
_CREDIT_WIDTH = 460
Point = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lens:
    """A circle that magnifies: its middle in degrees, its reach in units, where it lies and how much it magnifies."""

    name: str
    longitude: float
    latitude: float
    reach: int
    centre: Point
    times: float


_LENSES = (
    Lens(name="Stockholm", longitude=18.02, latitude=59.33, reach=36, centre=(583, 905), times=3.2),
    Lens(name="Göteborg", longitude=11.97, latitude=57.70, reach=32, centre=(-105, 1070), times=3.2),
    Lens(name="Malmö", longitude=13.05, latitude=55.62, reach=32, centre=(-105, 1440), times=3.2),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MapSource:
    """What the map is made of. `pages` leads from it to the page of each municipality, by its code; `home` to the page that
    shows it, and `credit` says whose it is."""

    title: str
    home: str
    credit: str
    pages: Mapping[str, str]
    places: tuple[PlaceRow, ...]
    view: MapView
    palette: Palette


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A municipality in the table behind the map."""

    code: str
    name: str
    county: str
    region: str
    level: str
    words: str


def map_artifacts(country: Country) -> Iterator[Artifact]:
    """The map, and the table behind it."""
    places = place_rows(country, country.geography.municipalities.values())
    title = _("Vad som är inlagt om Sveriges kommuner")
    absolute_links = country.snapshot.settings.absolute_links
    source = MapSource(
        title=title,
        home=_to_page(urls.STATE, absolute_links),
        credit=f"{country.snapshot.settings.name}: {_('Läget i landet')}",
        pages={row.code: _to_page(row.link.href or "", absolute_links) for row in places},
        places=places,
        view=map_view(row.level for row in places),
        palette=palette_of(country.snapshot.settings),
    )
    yield Artifact(path=urls.MAP, source=source, maker=digest(b"map 5", _BOUNDARIES.read_bytes()), make=make)
    labels = {row.level: row.label for row in level_rows(())}
    facts = country.geography.municipalities
    table = tuple(
        TableRow(
            code=row.code,
            name=row.link.text,
            county=facts[row.slug].county_name,
            region=facts[row.slug].police_region,
            level=labels[row.level],
            words=row.words,
        )
        for row in places
    )
    yield Artifact(path=urls.MAP_TABLE, source=table, maker="map table 2", make=make_table)


def _to_page(address: str, absolute_links: bool) -> str:
    """From the map to a page, as pages of the same site link: clean where a server answers, to a file where none does."""
    file = urls.relative(urls.MAP, address)
    return file.removesuffix("index.html") if absolute_links else file


def make(source: MapSource) -> bytes:
    return picture(
        MAP_BOX,
        title=source.title,
        description=source.view.alternative,
        palette=source.palette,
        grain=_GRAIN,
        body=_body(source),
    )


def make_table(rows: tuple[TableRow, ...]) -> bytes:
    """The table, sorted by name as the map's places are."""
    return to_csv(
        ("kommunkod", "kommun", "lan", "polisregion", "inlagt", "uppgift"),
        ((row.code, row.name, row.county, row.region, row.level, row.words) for row in rows),
    )


def _body(source: MapSource) -> Iterator[str]:
    shapes = outlines()
    yield '<g stroke-width="1.2"><g id="land" class="line" stroke="#8b9094" stroke-linejoin="round">'
    for row in source.view.rows:
        members = [place for place in source.places if place.level == row.level and place.code in shapes]
        if members:
            yield f"<g {fill(row.level, source.palette)}>"
            for place in members:
                name = escape(f"{place.link.text}: {place.words}")
                page = escape(source.pages[place.code], {'"': "&quot;"})
                yield f'<a href="{page}" tabindex="-1"><path d="{shapes[place.code]}"><title>{name}</title></path></a>'
            yield "</g>"
    yield "</g></g>"
    for number, lens in enumerate(_LENSES):
        yield from _lens(lens, number)
    for number, level in enumerate(source.view.rows):
        yield from _legend(level, source.palette, 30 + number * 100)
    yield _way_back(source)


def _way_back(source: MapSource) -> str:
    """Whose map it is, and the way to the site for who has opened the picture by itself: as high as a finger on a phone."""
    left, top, width, height = MAP_BOX
    right, bottom = left + width, top + height
    page = escape(source.home, {'"': "&quot;"})
    words = text(right - 15, bottom - 20, source.credit, size=24, role="ink", anchor="end", weight=600)
    return (
        f'<a href="{page}"><rect x="{right - _CREDIT_WIDTH}" y="{bottom - 70}" width="{_CREDIT_WIDTH}" height="70" '
        f'fill-opacity="0"/>{words}<path class="line" d="M{right - 15} {bottom - 10}h-{_CREDIT_WIDTH - 30}" '
        f'stroke="#8b9094" stroke-width="2"/></a>'
    )


def _lens(lens: Lens, number: int) -> Iterator[str]:
    x, y = place_on_map(lens.longitude, lens.latitude)
    (left, top), radius = lens.centre, round(lens.reach * lens.times)
    yield f'<circle class="line" cx="{x}" cy="{y}" r="{lens.reach}" fill="none" stroke="#8b9094" stroke-width="2"/>'
    yield f'<clipPath id="lins{number}"><circle cx="{x}" cy="{y}" r="{lens.reach}"/></clipPath>'
    yield (
        f'<g transform="translate({left} {top}) scale({lens.times:g}) translate({-x} {-y})">'
        f'<use href="#land" clip-path="url(#lins{number})" stroke-width=".5"/></g>'
    )
    yield f'<circle class="line" cx="{left}" cy="{top}" r="{radius}" fill="none" stroke="#8b9094" stroke-width="2"/>'
    yield text(left, top + radius + 34, lens.name, size=30, role="soft", anchor="middle")


def _legend(row: LevelRow, palette: Palette, top: int) -> Iterator[str]:
    left = MAP_BOX[0] + 15
    yield (
        f'<g class="line" stroke="#8b9094" stroke-width="2"><rect {fill(row.level, palette)} '
        f'x="{left}" y="{top - 32}" width="46" height="46"/></g>'
    )
    yield text(left + 60, top, row.label, size=30, weight=600)
    yield text(left + 60, top + 36, f"{row.count.number} {row.count.words}", size=28, role="soft")


@lru_cache(maxsize=1)
def outlines() -> dict[str, str]:
    """The path of each municipality, by its code."""
    paths = {}
    for feature in orjson.loads(_BOUNDARIES.read_bytes())["features"]:
        rings = [ring for polygon in feature["geometry"]["coordinates"] for ring in polygon]
        paths[feature["properties"]["code"]] = "".join(
            _path([place_on_map(*point) for point in ring]) for ring in rings
        )
    return paths


def place_on_map(longitude: float, latitude: float) -> Point:
    """Degrees → whole units of the map, from its upper left corner."""
    x, y = _project(longitude, latitude)
    (left, top), scale = _frame()
    return round((x - left) * scale), round((top - y) * scale)


def _project(longitude: float, latitude: float) -> tuple[float, float]:
    away, north = math.radians(longitude - _MERIDIAN), math.radians(latitude)
    return math.atanh(math.cos(north) * math.sin(away)), math.atan2(math.tan(north), math.cos(away))


@lru_cache(maxsize=1)
def _frame() -> tuple[tuple[float, float], float]:
    """The upper left corner of the country, projected from its outermost points, and units for each radian."""
    west, north, south = _project(11.132, 58.909)[0], _project(20.594, 69.048)[1], _project(13.336, 55.34)[1]
    return (west, north), _HEIGHT / (north - south)


def _path(points: list[Point]) -> str:
    """A closed ring in relative whole units, without points that rounding has made needless. Empty for a speck."""
    kept = [points[0]]
    for here, after in pairwise(points[1:]):
        if here not in (kept[-1], after) and not _on_line(kept[-1], here, after):
            kept.append(here)
    if len(kept) < 3:
        return ""
    steps = " ".join(f"{right[0] - left[0]} {right[1] - left[1]}" for left, right in pairwise(kept))
    return f"M{kept[0][0]} {kept[0][1]}l{steps}z".replace(" -", "-")


def _on_line(start: Point, here: Point, end: Point) -> bool:
    """Whether `here` lies between the other two on the line through them."""
    run, rise = end[0] - start[0], end[1] - start[1]
    step, climb = here[0] - start[0], here[1] - start[1]
    return run * climb == rise * step and run * step >= 0 and rise * climb >= 0
