"""Which pages there are: every record, place and list → its view."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from pledges import urls
from pledges.content.kinds import Kind
from pledges.content.record import AnyRecord, Record, RemovedRecord, is_a
from pledges.content.record_fields import Page, Pledge, Theme
from pledges.exports.dataset_markup import datasets
from pledges.exports.tables import place_tables
from pledges.feeds.subscription_pages import subscriptions_view
from pledges.history.redirects import old_addresses
from pledges.history.snapshot import Snapshot
from pledges.incremental.artifact import Artifact, Unit
from pledges.views.accessibility_statement import read_statement, statement_view
from pledges.views.agreement import agreement_view
from pledges.views.answers import answers_of
from pledges.views.box import box_views
from pledges.views.country.collections import Collection, collection_views, collections
from pledges.views.country.country import Country
from pledges.views.country.front_page import front_view
from pledges.views.country.index_pages import index_views
from pledges.views.country.late_follow_ups import late_views
from pledges.views.country.municipality_without_records import views_without_records
from pledges.views.country.state_of_country import state_view
from pledges.views.follow_up import follow_up_view
from pledges.views.links import links_to, title_of
from pledges.views.mention import mention_view
from pledges.views.municipality import MunicipalityView, area_view, has_records, list_views, municipality_view
from pledges.views.news import news_list_views, news_rows, news_view
from pledges.views.picture import picture_view
from pledges.views.plain_pages import moved_views, not_found_view, page_view, pages_view, removed_view
from pledges.views.plan import plan_view
from pledges.views.pledge import pledge_view
from pledges.views.poster import poster_view
from pledges.views.privacy_notice import privacy_view, read_privacy
from pledges.views.record_page import RecordView
from pledges.views.rendering import Renderer
from pledges.views.search_page import search_view
from pledges.views.structured_data import json_ld
from pledges.views.translated.municipality import translated_municipality_views
from pledges.views.translated.page import translated_page_views
from pledges.views.translated.pledge import translated_pledge_views
from pledges.views.translated.shown import used
from pledges.views.years import years_pages


def place_pages(snapshot: Snapshot, slug: str) -> Iterator[tuple[str, Callable[[], Iterable[Any]]]]:
    """A municipality's own pages, by what they are called together, with what makes their views: itself, its lists and each of its years.

    One that no record tells of has a page that gathers: it leads to its neighbours (`gathered_pages`)."""
    if has_records(snapshot, slug):
        yield urls.municipality(slug), partial(_home_pages, snapshot, slug)
    yield f"{urls.municipality(slug)} listor", partial(list_views, snapshot, slug)
    for address, make in years_pages(snapshot, slug):
        yield address, partial(_alone, make)


def _alone(make: Callable[[], Any]) -> tuple[Any, ...]:
    return (make(),)


def _home_pages(snapshot: Snapshot, slug: str) -> Iterator[Any]:
    home = _municipality(snapshot, slug)
    yield home
    facts = snapshot.register.geography.municipalities[slug]
    yield from box_views(snapshot.settings, facts, home.answers, compilation=home.compilation)
    yield from translated_municipality_views(snapshot, slug)


def _page(snapshot: Snapshot, record: Record[Page]) -> RecordView:
    """A plain page; that about the open data tells search engines of the tables."""
    view = page_view(snapshot, record)
    if record.slug != urls.OPEN_DATA:
        return view
    told = json_ld(*datasets(snapshot.settings))
    return RecordView(replace(view.record, meta=replace(view.record.meta, structured=told)))


_OWN: Mapping[Kind, Callable[[Snapshot, Record[Any]], Any]] = {
    Kind.PLEDGE: pledge_view,
    Kind.AGREEMENT: agreement_view,
    Kind.PLAN: plan_view,
    Kind.PICTURE: picture_view,
    Kind.FOLLOW_UP: follow_up_view,
    Kind.MENTION: mention_view,
    Kind.AREA: area_view,
    Kind.NEWS: news_view,
    Kind.PAGE: _page,
}


def _municipality(snapshot: Snapshot, slug: str) -> MunicipalityView:
    return municipality_view(snapshot, slug, news_rows(snapshot, slug), tables=place_tables(snapshot, slug))


def own_view(snapshot: Snapshot, record: AnyRecord) -> Any | None:
    """The view of a record's own page; None where its page gathers from many municipalities."""
    if isinstance(record, RemovedRecord):
        return removed_view(snapshot, record)
    if record.kind is Kind.MUNICIPALITY:
        return _municipality(snapshot, record.slug)
    return _OWN[record.kind](snapshot, record) if record.kind in _OWN else None


def shared_pages(snapshot: Snapshot) -> Iterator[Any]:
    """The views of the lists of news and of plain pages."""
    yield from news_list_views(snapshot)
    yield pages_view(snapshot)
    yield not_found_view()


def gathered_pages(country: Country) -> Iterator[Any]:
    """The views of the pages that gather from many municipalities."""
    yield front_view(country, news_rows(country.snapshot))
    yield from index_views(country)
    yield from late_views(country)
    yield from views_without_records(country)
    for slug, facts in country.geography.municipalities.items():
        if not country.summaries[slug].has_records:
            yield from box_views(country.snapshot.settings, facts, answers_of(()), compilation=False)
    yield state_view(country)
    yield subscriptions_view(country)
    if country.snapshot.settings.search:
        register, settings = country.snapshot.register, country.snapshot.settings
        yield search_view(links_to(register, register.of(Theme)), used(register, settings))
    yield statement_view(read_statement(country.snapshot.settings.accessibility))
    if (notice := read_privacy(country.snapshot.settings.privacy)) is not None:
        yield privacy_view(notice)


def collection_units(country: Country, renderer: Renderer) -> Iterator[Unit]:
    """A unit for each county, police region, local police area, theme and other party, and for all pledges."""
    for collection in collections(country):

        def make(collection: Collection = collection) -> Iterator[Artifact]:
            return (renderer.artifact(view) for view in collection_views(country, collection))

        yield Unit(collection.meta.address, collection.key(country), make)


def record_pages(snapshot: Snapshot, record: AnyRecord, addresses: Mapping[str, tuple[str, ...]]) -> Iterator[Any]:
    """The views of a record's pages: its own, and those that lead to it from where it lay before. `addresses` are the `aliases`."""
    if record.is_draft:
        return
    view = (
        own_view(snapshot, record)
        if record.kind is not Kind.MUNICIPALITY or isinstance(record, RemovedRecord)
        else None
    )
    if view is not None:
        yield view
    if is_a(record, Pledge):
        yield poster_view(snapshot, record)
        yield from translated_pledge_views(snapshot, record)
    if is_a(record, Page):
        yield from translated_page_views(snapshot, record)
    former = old_addresses(snapshot.log, addresses, record=record, identities=snapshot.register.identities)
    yield from moved_views(record, title_of(snapshot.register, record), former)
