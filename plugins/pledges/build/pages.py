"""Which pages there are: every record, place and list → its view."""

from collections.abc import Iterator, Mapping
from typing import Any

from pledges.content.schema import Kind, Record
from pledges.feeds.subscription_pages import subscriptions_view
from pledges.history.redirects import aliases, old_addresses
from pledges.incremental.artifact import Artefact, Unit
from pledges.views.agreement import agreement_view
from pledges.views.country.collections import Collection, collection_views, collections
from pledges.views.country.pages import Gathering, front_view, index_views, late_views
from pledges.views.country.state import state_view
from pledges.views.follow_up import follow_up_view
from pledges.views.parts import Outlook, title_of
from pledges.views.picture import picture_view
from pledges.views.places import area_view, list_views, municipality_view
from pledges.views.plain import (
    moved_views,
    news_list_views,
    news_rows,
    news_view,
    not_found_view,
    page_view,
    pages_view,
    removed_view,
)
from pledges.views.plan import plan_view
from pledges.views.pledge import pledge_view
from pledges.views.rendering import Renderer
from pledges.views.search_page import search_view
from pledges.views.statement import read_statement, statement_view

_OWN = {
    Kind.PLEDGE: pledge_view,
    Kind.AGREEMENT: agreement_view,
    Kind.PLAN: plan_view,
    Kind.PICTURE: picture_view,
    Kind.FOLLOW_UP: follow_up_view,
    Kind.AREA: area_view,
    Kind.NEWS: news_view,
    Kind.PAGE: page_view,
}


def municipality_pages(outlook: Outlook, slug: str) -> Iterator[Any]:
    """The views of a municipality's own pages: itself, its lists and every record in its folder."""
    yield municipality_view(outlook, slug, news_rows(outlook, slug))
    yield from list_views(outlook, slug)
    known = aliases(outlook.memory)
    for _, record in sorted(outlook.register.records.items()):
        if record.municipality == slug:
            yield from _record_pages(outlook, record, known)


def shared_pages(outlook: Outlook) -> Iterator[Any]:
    """The views of news and plain pages, of their lists, and of what was removed among the shared records."""
    known = aliases(outlook.memory)
    for _, record in sorted(outlook.register.records.items()):
        if record.municipality is None:
            yield from _record_pages(outlook, record, known)
    yield from news_list_views(outlook)
    yield pages_view(outlook)
    yield not_found_view()


def gathered_pages(gathering: Gathering) -> Iterator[Any]:
    """The views of the pages that gather from many municipalities."""
    yield front_view(gathering, news_rows(gathering.outlook))
    yield from index_views(gathering)
    yield from late_views(gathering)
    yield state_view(gathering)
    yield subscriptions_view(gathering)
    if gathering.outlook.settings.search:
        yield search_view()
    yield statement_view(read_statement(gathering.outlook.settings.accessibility))


def collection_units(gathering: Gathering, renderer: Renderer) -> Iterator[Unit]:
    """A unit for each county, police region, local police area, theme and other party, and for all pledges."""
    for collection in collections(gathering):

        def make(collection: Collection = collection) -> Iterator[Artefact]:
            return (renderer.artefact(view) for view in collection_views(gathering, collection))

        yield Unit(collection.meta.address, collection.key(gathering), make)


def _record_pages(outlook: Outlook, record: Record, known: Mapping[str, tuple[str, ...]]) -> Iterator[Any]:
    if record.is_draft:
        return
    if record.removed:
        yield removed_view(outlook, record)
    elif record.kind in _OWN:
        yield _OWN[record.kind](outlook, record)
    former = old_addresses(outlook.memory, known, record, outlook.register.identities)
    yield from moved_views(record, title_of(outlook.register, record), former)
