"""The front page."""

from dataclasses import dataclass, replace

from pledges import urls
from pledges.content.record_fields import Theme
from pledges.views.country.country import Country
from pledges.views.country.municipality_levels import MapView, county_links, map_view, place_rows
from pledges.views.country.outcome import CountryOutcome, country_outcome
from pledges.views.country.summary import ENTERED, EVERYTHING
from pledges.views.links import links_to
from pledges.views.page_parts import portal_meta
from pledges.views.view_types import Link, Meta, NewsItem, NewsRow


@dataclass(frozen=True, slots=True)
class FrontView:
    """The front page. `entered` is what was entered last; before anything has been published, nothing has been, and
    `happened` is what happened last."""

    meta: Meta
    outcome: CountryOutcome
    entered: tuple[NewsItem, ...]
    happened: tuple[NewsItem, ...]
    news: tuple[NewsRow, ...]
    themes: tuple[Link, ...]
    counties: tuple[Link, ...]
    map: MapView


def front_view(country: Country, news: tuple[NewsRow, ...]) -> FrontView:
    settings = country.snapshot.settings
    places = place_rows(country, country.geography.municipalities.values())
    entered = country.latest(ENTERED)
    themes = links_to(country.snapshot.register, country.snapshot.register.of(Theme))
    page = portal_meta(urls.FRONT, "front.html", title=settings.name, description=settings.tagline)
    return FrontView(
        meta=replace(page, breadcrumbs=()),
        outcome=country_outcome(country),
        entered=entered,
        happened=() if entered else country.latest(EVERYTHING),
        news=news[:3],
        themes=themes,
        counties=county_links(country),
        map=map_view(row.level for row in places),
    )
