"""The places that exist from the start: municipalities, counties and police regions, out of data/.

Sources: data/README.md. A content folder bears a municipality's slug from here.
"""

import csv
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from pledges.swedish import sort_key

DATA = Path(__file__).resolve().parents[3] / "data"


@dataclass(frozen=True, slots=True)
class MunicipalityFacts:
    """One of the 290 municipalities. Latitude and longitude in degrees (WGS 84); population is of 2016."""

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
    with (folder / "municipalities.csv").open(encoding="utf-8", newline="") as file:
        municipalities = [
            MunicipalityFacts(
                code=row["code"],
                slug=row["slug"],
                name=row["name"],
                official_name=row["official_name"],
                county_code=row["county_code"],
                county_name=row["county_name"],
                police_region=row["police_region"],
                latitude=float(row["latitude"]),
                longitude=float(row["longitude"]),
                population_2016=int(row["population_2016"]),
            )
            for row in csv.DictReader(file)
        ]
    municipalities.sort(key=lambda row: sort_key(row.name))
    counties = _groups(municipalities, "county_slug", "county_name")
    regions = _groups(municipalities, "region_slug", "police_region")
    return Geography({facts.slug: facts for facts in municipalities}, counties, regions)


def _groups(municipalities: list[MunicipalityFacts], slug: str, name: str) -> dict[str, PlaceGroup]:
    members: dict[str, list[MunicipalityFacts]] = {}
    for row in municipalities:
        members.setdefault(getattr(row, slug), []).append(row)
    groups = [PlaceGroup(key, getattr(group[0], name), tuple(group)) for key, group in members.items()]
    return {group.slug: group for group in sorted(groups, key=lambda group: sort_key(group.name))}


@lru_cache(maxsize=4)
def postal_codes(folder: Path = DATA) -> tuple[tuple[str, str, str], ...]:
    """(postal code, locality, municipality code), as in the file."""
    with (folder / "postal_codes.csv").open(encoding="utf-8", newline="") as file:
        return tuple((row["postal_code"], row["locality"], row["municipality_code"]) for row in csv.DictReader(file))
