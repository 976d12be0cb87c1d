"""Pages of the portal's own: plain pages, the notice where something was removed, and page not found."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pledges import swedish, urls
from pledges.content.record import AnyRecord, Record, RemovedRecord
from pledges.content.record_fields import Language, Page
from pledges.history.snapshot import Snapshot
from pledges.i18n import SOURCE_LANGUAGE, _
from pledges.views.page_parts import meta, portal_meta
from pledges.views.record_page import RecordView, record_part
from pledges.views.view_types import Link, Meta

_LANGUAGES: dict[Language, str] = {
    "svenska": SOURCE_LANGUAGE,
    "engelska": "en",
    "finska": "fi",
    "nordsamiska": "se",
    "meänkieli": "fit",
}


@dataclass(frozen=True, slots=True)
class PagesView:
    """The list of the portal's own pages."""

    meta: Meta
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class RemovedView:
    """The empty notice that stays where something was removed."""

    meta: Meta
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MovedView:
    """A page at an old address, for hosts that can't redirect."""

    meta: Meta
    target: Link


@dataclass(frozen=True, slots=True)
class NotFoundView:
    """Page not found. It may be shown at any address, so its links can't be relative."""

    meta: Meta


def page_view(snapshot: Snapshot, record: Record[Page]) -> RecordView:
    part = record_part(snapshot, record, template="page.html")
    language = language_of(record.fields)
    return RecordView(replace(part, meta=replace(part.meta, searched=record.fields.in_search, language=language)))


def page_link(record: Record[Page], note: str = "") -> Link:
    """What leads to a plain page, with its language where that is another than the site's."""
    language = language_of(record.fields)
    address = urls.of_record(record.identity)
    return Link(record.fields.title, address, note, language="" if language == SOURCE_LANGUAGE else language)


def language_of(page: Page) -> str:
    """The language that a page is written in, by BCP 47."""
    return _LANGUAGES[page.language]


def pages_view(snapshot: Snapshot) -> PagesView:
    links = tuple(
        page_link(record, record.fields.summary or "")
        for record in sorted(snapshot.register.of(Page), key=lambda record: swedish.sort_key(record.fields.title))
    )
    title, text = _("Sidor om portalen"), _("Hur portalen fungerar, och vad den bygger på.")
    return PagesView(portal_meta(urls.PAGES, "pages.html", title=title, description=text), links)


def removed_view(snapshot: Snapshot, record: RemovedRecord) -> RemovedView:
    """The notice at a removed record's address."""
    page = meta(
        snapshot,
        record,
        "removed.html",
        title=_("Uppgifterna är borttagna"),
        description=_("Uppgifterna på sidan är borttagna."),
    )
    rows = tuple((swedish.partial(row.date), row.reason) for row in record.removed)
    return RemovedView(replace(page, indexed=False, filters=()), rows)


def moved_views(record: AnyRecord, title: str, former: Iterable[str]) -> Iterator[MovedView]:
    """A page at each of the record's old addresses, given as identities."""
    for identity in former:
        page = Meta(
            address=urls.of_record(identity),
            template="moved.html",
            title=title,
            description=_("Sidan har flyttat."),
            indexed=False,
        )
        yield MovedView(page, Link(title, urls.of_record(record.identity)))


def not_found_view() -> NotFoundView:
    return NotFoundView(
        Meta(
            address=urls.NOT_FOUND,
            template="404.html",
            title=_("Sidan finns inte"),
            description=_("Sidan finns inte."),
            indexed=False,
        )
    )
