"""The places that exist from the start: municipalities, counties and police regions, out of data/.

Sources: data/README.md. A content folder bears a municipality's slug from here.
"""

import csv
import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from pydantic import TypeAdapter

from pledges.swedish import sort_key

DATA = Path(__file__).resolve().parents[3] / "data"
MUNICIPALITIES = "municipalities.csv"
POSTAL_CODES = "postal_codes.csv"
CORRECTIONS = "postal_code_corrections.csv"
CITY_PARTS = "city_parts.csv"
DISTRICTS = "districts.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class MunicipalityFacts:
    """One of the 290 municipalities. `official_name` is what it calls itself (`Stockholms stad`). Latitude and longitude in degrees (WGS 84); population is of 2016."""

    code: str
    slug: str
    name: str
    official_name: str
    county_code: str
    county_name: str
    police_region: str
    latitude: float
    longitude: float
    population_2016: int

    @property
    def county_slug(self) -> str:
        """The county's part of the address: `norrbottens-lan`."""
        return slugify(self.county_name)

    @property
    def region_slug(self) -> str:
        """The police region's part of the address: `nord`."""
        return slugify(self.police_region)


@dataclass(frozen=True, slots=True)
class PlaceGroup:
    """A county or a police region, with its municipalities sorted by name."""

    slug: str
    name: str
    municipalities: tuple[MunicipalityFacts, ...]


@dataclass(frozen=True, slots=True)
class Geography:
    """The reference data. `municipalities` is by slug, sorted by name."""

    municipalities: Mapping[str, MunicipalityFacts]
    counties: Mapping[str, PlaceGroup]
    regions: Mapping[str, PlaceGroup]

    def name_of(self, slug: str | None) -> str:
        """The municipality's name; the slug itself where there is none with it."""
        facts = self.municipalities.get(slug or "")
        return facts.name if facts else slug or ""

    def slug_of(self, name: str) -> str | None:
        """The slug of the municipality that is called `name`, with or without its kommun or stad, and however it is spelt.

        By its name first: Håbo without its ring is Habo, which is another municipality.
        """
        whole = unicodedata.normalize("NFC", name).casefold().strip().replace("-", " ")
        plain = re.sub(r" (?:kommuns?|stads?)$", "", whole)
        known = self.municipalities.values()
        called = (
            one.slug
            for one in known
            if one.name.casefold().replace("-", " ") == plain or one.official_name.casefold() == whole
        )
        either = (slug for slug in (slugify(name), slugify(plain)) if slug in self.municipalities)
        return next(called, None) or next(either, None)


@dataclass(frozen=True, slots=True)
class PostalCode:
    """A postal code (five digits), its locality, and the code of its municipality, or of each that it may lie in."""

    code: str
    locality: str
    municipalities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """The municipalities that a doubtful postal code leads to: the right one, or each that is possible; and why."""

    municipalities: tuple[str, ...]
    reason: str


@cache
def slugify(name: str) -> str:
    """`Västra Götalands län` → `vastra-gotalands-lan`."""
    plain = unicodedata.normalize("NFD", name.casefold())
    kept = "".join(
        char if char.isascii() and char.isalnum() else "" if unicodedata.combining(char) else "-" for char in plain
    )
    return "-".join(part for part in kept.split("-") if part)


@lru_cache(maxsize=4)
def load(folder: Path = DATA) -> Geography:
    """Read the reference data once."""
    rows = TypeAdapter(list[MunicipalityFacts]).validate_python(_rows(folder / MUNICIPALITIES))
    municipalities = sorted(rows, key=lambda row: sort_key(row.name))
    counties = _groups(municipalities, "county_slug", "county_name")
    regions = _groups(municipalities, "region_slug", "police_region")
    return Geography({facts.slug: facts for facts in municipalities}, counties, regions)


def _groups(municipalities: list[MunicipalityFacts], slug: str, name: str) -> dict[str, PlaceGroup]:
    members: dict[str, list[MunicipalityFacts]] = {}
    for row in municipalities:
        members.setdefault(getattr(row, slug), []).append(row)
    groups = [PlaceGroup(key, getattr(group[0], name), tuple(group)) for key, group in members.items()]
    return {group.slug: group for group in sorted(groups, key=lambda group: sort_key(group.name))}


def nearest(place: MunicipalityFacts, others: Iterable[MunicipalityFacts], count: int) -> tuple[MunicipalityFacts, ...]:
    """The `count` of `others` whose middles lie nearest that of `place`, the nearest first.

    A flat map at the place's own latitude is exact enough to sort by: `cos` shortens a degree of longitude.
    """
    narrower = math.cos(math.radians(place.latitude))

    def apart(other: MunicipalityFacts) -> tuple[float, str]:
        east, north = (other.longitude - place.longitude) * narrower, other.latitude - place.latitude
        return math.hypot(east, north), other.slug

    return tuple(sorted(others, key=apart)[:count])


@lru_cache(maxsize=4)
def postal_codes(folder: Path = DATA) -> tuple[PostalCode, ...]:
    """Every postal code in the file's order, with what is wrong or uncertain in the source corrected."""
    known = corrections(folder)

    def municipalities(row: Mapping[str, str]) -> tuple[str, ...]:
        correction = known.get(row["postal_code"])
        return correction.municipalities if correction is not None else (row["municipality_code"],)

    return tuple(
        PostalCode(row["postal_code"], row["locality"], municipalities(row)) for row in _rows(folder / POSTAL_CODES)
    )


@lru_cache(maxsize=4)
def corrections(folder: Path = DATA) -> Mapping[str, Correction]:
    """What is said of the postal codes whose municipality in the source is doubtful, by postal code."""
    return {
        row["postal_code"]: Correction(tuple(row["municipality_codes"].split()), row["reason"])
        for row in _rows(folder / CORRECTIONS)
    }


@dataclass(frozen=True, slots=True)
class CityPart:
    """A part of one of the three largest cities, and the larger part of the city's own division that it lies in."""

    name: str
    municipality: str
    lies_in: str


@lru_cache(maxsize=4)
def city_parts(folder: Path = DATA) -> tuple[CityPart, ...]:
    """The parts of the largest cities by the cities' own divisions; `lies_in` is empty where it isn't known."""
    return tuple(CityPart(row["name"], row["municipality_code"], row["lies_in"]) for row in _rows(folder / CITY_PARTS))


@lru_cache(maxsize=4)
def districts(folder: Path = DATA) -> tuple[tuple[str, str], ...]:
    """Names of districts in the other municipalities that no postal code is named after, each with its code."""
    return tuple((row["name"], row["municipality_code"]) for row in _rows(folder / DISTRICTS))


def _rows(path: Path) -> tuple[Mapping[str, str], ...]:
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
