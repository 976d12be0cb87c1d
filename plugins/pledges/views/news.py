"""The pages of news: each item, and the list of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from pledges import swedish, urls
from pledges.content.record import Record
from pledges.content.record_fields import News
from pledges.history.snapshot import Snapshot
from pledges.i18n import _
from pledges.views.links import link_to
from pledges.views.listing import page_title, pages
from pledges.views.page_parts import portal_meta, source_rows
from pledges.views.record_page import RecordView, record_part
from pledges.views.view_types import Meta, NewsRow, Paging, SourceRow


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsView(RecordView):
    when: str
    facts: tuple[str, ...]
    links: tuple[SourceRow, ...]


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
    fields = record.fields
    return NewsView(
        record=record_part(snapshot, record, template="news.html"),
        when=swedish.partial(fields.date),
        facts=fields.facts,
        links=source_rows(record, fields.links),
    )


def news_list_views(snapshot: Snapshot) -> Iterator[NewsListView]:
    for address, rows, paging in pages(news_rows(snapshot), urls.NEWS, snapshot.settings.page_size):
        title, text = page_title(_("Nyheter"), paging.number), _("Nyheter från portalen.")
        page = portal_meta(address, "news-list.html", title=title, description=text)
        yield NewsListView(page, tuple(rows), paging)
