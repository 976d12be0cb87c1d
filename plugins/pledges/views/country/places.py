"""What is entered about each municipality, in words and as a level for the map."""

from collections.abc import Iterable
from dataclasses import dataclass

from pledges import swedish, urls
from pledges.content.geography import MunicipalityFacts
from pledges.i18n import _
from pledges.views.country.country import Country
from pledges.views.view_types import Link


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A municipality in a list: what has been entered here, in words and as a key for the map."""

    link: Link
    slug: str
    code: str
    level: str  # pledges, agreement, entered, nothing
    words: str


def place_row(country: Country, facts: MunicipalityFacts) -> PlaceRow:
    """What is entered about a municipality, its own and shared."""
    counts = country.counts((facts.slug,))
    pledges, agreements = sum(one.pledges for one in counts), sum(one.agreements for one in counts)
    summary = country.summaries.get(facts.slug)
    if pledges:
        level, words = "pledges", swedish.quantity(pledges, _("löfte"), _("löften"))
    elif agreements:
        level, words = "agreement", _("överenskommelse, men inget löfte")
    elif summary is not None and summary.entered:
        level, words = "entered", _("uppgifter, men inget löfte")
    else:
        level, words = "nothing", _("inget inlagt här")
    return PlaceRow(
        link=Link(facts.name, urls.municipality(facts.slug)), slug=facts.slug, code=facts.code, level=level, words=words
    )


def place_rows(country: Country, places: Iterable[MunicipalityFacts]) -> tuple[PlaceRow, ...]:
    """A row for each municipality, in the order given."""
    return tuple(place_row(country, facts) for facts in places)
