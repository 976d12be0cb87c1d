"""The pages of news: each item, and the list of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from pledges import swedish, urls
from pledges.content.record import Record
from pledges.content.record_fields import News
from pledges.history.snapshot import Snapshot
from pledges.i18n import _
from pledges.views.free_text import body_html
from pledges.views.links import link_to, municipality_links
from pledges.views.listing import page_title, pages
from pledges.views.page_parts import feeds_near, meta, source_rows
from pledges.views.view_types import Link, Meta, NewsRow, Paging, SourceRow


@dataclass(frozen=True, slots=True)
class NewsView:
    meta: Meta
    when: str
    iso: str
    summary: str
    municipalities: tuple[Link, ...]
    facts: tuple[str, ...]
    body: str
    links: tuple[SourceRow, ...]
    sources: tuple[SourceRow, ...]


@dataclass(frozen=True, slots=True)
class NewsListView:
    meta: Meta
    rows: tuple[NewsRow, ...]
    paging: Paging


def news_rows(snapshot: Snapshot, slug: str | None = None) -> tuple[NewsRow, ...]:
    """The news, newest first; only those of the municipality `slug` if it is given."""
    rows = [
        NewsRow(
            link=link_to(snapshot.register, record),
            when=swedish.partial(record.fields.date),
            iso=str(record.fields.date or ""),
            summary=record.fields.summary or "",
        )
        for record in snapshot.register.of(News)
        if slug is None or slug in snapshot.register.municipalities(record)
    ]
    rows.sort(key=lambda row: row.link.href or "")
    return tuple(sorted(rows, key=lambda row: row.iso, reverse=True))


def news_view(snapshot: Snapshot, record: Record[News]) -> NewsView:
    fields, register = record.fields, snapshot.register
    return NewsView(
        meta=meta(snapshot, record, "news.html"),
        when=swedish.partial(fields.date),
        iso=str(fields.date or ""),
        summary=fields.summary or "",
        municipalities=municipality_links(register, register.municipalities(record)),
        facts=fields.facts,
        body=body_html(snapshot, record),
        links=source_rows(record, fields.links),
        sources=source_rows(record, fields.sources),
    )


def news_list_views(snapshot: Snapshot) -> Iterator[NewsListView]:
    for address, rows, paging in pages(news_rows(snapshot), urls.NEWS, snapshot.settings.page_size):
        page = Meta(
            address=address,
            template="news-list.html",
            title=page_title(_("Nyheter"), paging.number),
            description=_("Nyheter från portalen."),
            feeds=feeds_near(snapshot, ()),
        )
        yield NewsListView(page, tuple(rows), paging)
