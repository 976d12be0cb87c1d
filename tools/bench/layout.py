"""How many pledges each municipality has, for which places and years, and which police area it belongs to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from random import Random

from bench.vocabulary import DIRECTIONS, PREFIXES, SUFFIXES
from pledges.content.geography import MunicipalityFacts, slugify

YEARS = range(2016, 2026)
AGREEMENT_YEARS = ((2016, 2017), (2018, 2019), (2020, 2023), (2024, 2027))
SMALL = 9
PLACES_PER_DISTRICT = 12
MUNICIPALITIES_PER_POLICE_AREA = 3
TWO_YEARS_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Span:
    """Whole years, `first` to `last`, both counted."""

    first: int
    last: int

    @property
    def slug(self) -> str:
        """`2019` or `2019-2020`, as in a file's name."""
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"

    @property
    def words(self) -> str:
        """`2019` or `2019–2020`, as in a title."""
        return self.slug.replace("-", "–")

    @property
    def period(self) -> str:
        """`2019` or `2019/2020`, as in front matter."""
        return self.slug.replace("-", "/")


@dataclass(frozen=True, slots=True)
class Place:
    """A made-up part of a municipality. An empty slug is all of it."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class District:
    """Places that share agreements, each with the spans of its pledges. An empty slug is the whole municipality."""

    slug: str
    name: str
    spans: Mapping[Place, tuple[Span, ...]]


def share_out(pledges: int, municipalities: Iterable[MunicipalityFacts]) -> dict[str, int]:
    """`pledges` over the municipalities by population (largest remainders), those without any left out."""
    facts = sorted(municipalities, key=lambda one: one.code)
    people = sum(one.population_2016 for one in facts)
    exact = {one.slug: pledges * one.population_2016 / people for one in facts}
    counts = {slug: int(share) for slug, share in exact.items()}
    by_remainder = sorted(exact, key=lambda slug: counts[slug] - exact[slug])
    for slug in by_remainder[: pledges - sum(counts.values())]:
        counts[slug] += 1
    return {slug: count for slug, count in counts.items() if count}


def police_areas(municipalities: Iterable[MunicipalityFacts]) -> dict[str, tuple[str, ...]]:
    """Slugs of made-up police areas → slugs of their municipalities, a few neighbours by code in each."""
    counties: dict[str, list[str]] = {}
    for facts in sorted(municipalities, key=lambda one: one.code):
        counties.setdefault(facts.county_code, []).append(facts.slug)
    size = MUNICIPALITIES_PER_POLICE_AREA
    return {
        f"lpo-prov-{county}-{start // size + 1}": tuple(slugs[start : start + size])
        for county, slugs in counties.items()
        for start in range(0, len(slugs), size)
    }


def lay_out(rng: Random, name: str, pledges: int) -> tuple[District, ...]:
    """Places and years for `pledges` pledges in the municipality `name`.

    A small municipality promises for all of it; a larger one for places, and the largest have a district for
    every dozen places. Raises ValueError where the made-up names do not suffice.
    """
    whole = [Place("", name)] if pledges <= SMALL else []
    spans: dict[Place, tuple[Span, ...]] = {}
    for place in (*whole, *_made_up_places(rng)):
        if sum(map(len, spans.values())) >= pledges:
            break
        spans[place] = _spans(rng)
    cells = [(place, span) for place, place_spans in spans.items() for span in place_spans]
    if len(cells) < pledges:
        raise ValueError(f"{name}: {pledges} pledges are wanted, and the made-up places have room for {len(cells)}.")
    kept = set(rng.sample(range(len(cells)), pledges))
    chosen: dict[Place, list[Span]] = {}
    for number, (place, span) in enumerate(cells):
        if number in kept:
            chosen.setdefault(place, []).append(span)
    return _districts(name, {place: tuple(place_spans) for place, place_spans in chosen.items()})


def _spans(rng: Random) -> tuple[Span, ...]:
    """The ten years cut into pledges of one year, or two that begin in an even year, as the agreements do."""
    spans: list[Span] = []
    for year in YEARS:
        if spans and spans[-1].last >= year:
            continue
        long = year % 2 == 0 and rng.random() < TWO_YEARS_SHARE
        spans.append(Span(year, year + long))
    return tuple(spans)


def _made_up_places(rng: Random) -> list[Place]:
    names = ["".join(parts) for parts in product(DIRECTIONS, PREFIXES, SUFFIXES)]
    rng.shuffle(names)
    return [Place(slugify(name), name) for name in names]


def _districts(name: str, spans: Mapping[Place, tuple[Span, ...]]) -> tuple[District, ...]:
    if len(spans) <= PLACES_PER_DISTRICT:
        return (District("", name, spans),)
    places = list(spans)
    groups = [places[start : start + PLACES_PER_DISTRICT] for start in range(0, len(places), PLACES_PER_DISTRICT)]
    return tuple(
        District(f"distrikt-{number}", f"provdistrikt {number} i {name}", {place: spans[place] for place in group})
        for number, group in enumerate(groups, 1)
    )
