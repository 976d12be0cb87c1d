"""How far each municipality has come in the portal, from pledges to nothing: in words, as a level, and on the map."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pledges import swedish, urls
from pledges.content.geography import MunicipalityFacts
from pledges.i18n import _
from pledges.tongues import SWEDISH, Tongue
from pledges.views.country.country import Country
from pledges.views.translated.words import pledges as counted
from pledges.views.view_types import Count, Link

LABELS = {
    "reported": "Minst ett redovisat löfte",
    "pledges": "Löften men inget redovisat",
    "agreement": "Bara överenskommelse",
    "entered": "Bara andra uppgifter",
    "nothing": "Inget inlagt här",
}
WITH_PLEDGES = ("reported", "pledges")  # the levels of municipalities that have pledges here
MAP_BOX = (-235, -10, 950, 1640)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """A municipality in a list: what has been entered here, in words and as a key for the map, and its `pledges`."""

    link: Link
    slug: str
    code: str
    level: str  # reported, pledges, agreement, entered, nothing
    words: str
    pledges: int


def place_row(country: Country, facts: MunicipalityFacts, tongue: Tongue = SWEDISH) -> PlaceRow:
    """What is entered about a municipality, its own and shared, in the words of a language."""
    counts = country.counts((facts.slug,))
    pledges, agreements = sum(row.pledges for row in counts), sum(row.agreements for row in counts)
    summary = country.summaries.get(facts.slug)
    if pledges:
        level = "reported" if any(row.pledges_told for row in counts) else "pledges"
        words = counted(pledges, tongue)
    elif agreements:
        level, words = "agreement", tongue.say("överenskommelse, men inget löfte")
    elif summary is not None and summary.entered:
        level, words = "entered", tongue.say("uppgifter, men inget löfte")
    else:
        level, words = "nothing", tongue.say("inget inlagt här")
    return PlaceRow(
        link=Link(facts.name, urls.municipality(facts.slug)),
        slug=facts.slug,
        code=facts.code,
        level=level,
        words=words,
        pledges=pledges,
    )


def place_rows(country: Country, places: Iterable[MunicipalityFacts]) -> tuple[PlaceRow, ...]:
    """A row for each municipality, in the order given."""
    return tuple(place_row(country, facts) for facts in places)


def county_links(country: Country) -> tuple[Link, ...]:
    """Every county, and in how many of its municipalities there are pledges here."""
    links = []
    for county in country.geography.counties.values():
        levels = [row.level for row in place_rows(country, county.municipalities)]
        words = _("{count} av {all}").format(count=sum(level in WITH_PLEDGES for level in levels), all=len(levels))
        links.append(Link(county.name, urls.county(county.slug), words))
    return tuple(links)


@dataclass(frozen=True, slots=True)
class LevelRow:
    """A level and how many municipalities are at it."""

    level: str
    label: str
    count: Count


@dataclass(frozen=True, slots=True, kw_only=True)
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
    numbers = Counter(levels)
    return tuple(
        LevelRow(level, _(label), Count(numbers[level], _("kommun") if numbers[level] == 1 else _("kommuner")))
        for level, label in LABELS.items()
    )


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
