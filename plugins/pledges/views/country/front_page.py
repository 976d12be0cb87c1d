"""The front page."""

from dataclasses import dataclass, replace

from pledges import swedish, urls
from pledges.content.record_fields import Theme
from pledges.i18n import _
from pledges.status.result_for_readers import ReaderState
from pledges.views.cards import newest_first
from pledges.views.country.country import Country
from pledges.views.country.municipality_levels import MapView, county_links, map_view, place_rows
from pledges.views.country.outcome import CountryOutcome, country_outcome
from pledges.views.country.summary import ENTERED, EVERYTHING, list_key
from pledges.views.links import links_to
from pledges.views.page_parts import portal_meta
from pledges.views.results import list_of
from pledges.views.translated.shown import used, with_alternates
from pledges.views.view_types import Link, Meta, NewsItem, NewsRow, PledgeCard

_SHOWN_IN_FORCE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontView:
    """The front page. `in_force` are pledges that hold now, and `all_in_force` leads to all of them. `entered` is what was
    entered last; before anything has been published, nothing has been, and `happened` is what happened last."""

    meta: Meta
    outcome: CountryOutcome
    in_force: tuple[PledgeCard, ...]
    all_in_force: Link
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
    in_force = [
        card for card in newest_first(country.cards([list_key(ReaderState.IN_FORCE)])) if isinstance(card, PledgeCard)
    ]
    themes = links_to(country.snapshot.register, country.snapshot.register.of(Theme))
    page = portal_meta(urls.FRONT, "front.html", title=settings.name, description=settings.tagline)
    return FrontView(
        meta=with_alternates(replace(page, breadcrumbs=()), used(country.snapshot.register, settings)),
        outcome=country_outcome(country),
        in_force=tuple(in_force[:_SHOWN_IN_FORCE]),
        all_in_force=Link(
            _("Alla {count} löften som gäller nu").format(count=swedish.decimal(len(in_force))),
            list_of(ReaderState.IN_FORCE),
        ),
        entered=entered,
        happened=() if entered else country.latest(EVERYTHING),
        news=news[:3],
        themes=themes,
        counties=county_links(country),
        map=map_view(row.level for row in places),
    )
