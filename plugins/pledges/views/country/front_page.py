"""The front page."""

from dataclasses import dataclass

from pledges import urls
from pledges.content.record_fields import Theme
from pledges.i18n import _
from pledges.views.country.country import Country
from pledges.views.country.municipality_levels import MapView, PlaceRow, map_view, place_rows
from pledges.views.country.outcome import CountryOutcome, country_outcome
from pledges.views.country.summary import EVERYTHING
from pledges.views.links import links_to
from pledges.views.page_parts import country_feed
from pledges.views.view_types import Link, Meta, NewsItem, NewsRow


@dataclass(frozen=True, slots=True)
class FrontView:
    """The front page."""

    meta: Meta
    outcome: CountryOutcome
    recent: tuple[NewsItem, ...]
    news: tuple[NewsRow, ...]
    themes: tuple[Link, ...]
    places: tuple[PlaceRow, ...]
    map: MapView


def front_view(country: Country, news: tuple[NewsRow, ...]) -> FrontView:
    settings = country.snapshot.settings
    places = place_rows(country, country.geography.municipalities.values())
    themes = links_to(country.snapshot.register, country.snapshot.register.of(Theme))
    page = Meta(
        address=urls.FRONT,
        template="front.html",
        title=settings.name,
        description=settings.tagline,
        breadcrumbs=(),
        feeds=(country_feed(),),
        kind=_("Startsida"),
    )
    return FrontView(
        meta=page,
        outcome=country_outcome(country),
        recent=country.recent((EVERYTHING,)),
        news=news[:3],
        themes=themes,
        places=places,
        map=map_view(row.level for row in places),
    )
