"""What many pages have: the layout's part with breadcrumbs, feeds and filters, the sources, and the dated events."""

from collections.abc import Iterable

from pledges import swedish, urls
from pledges.content.kinds import NAMES, Kind
from pledges.content.record import AnyRecord, F, Record, is_a
from pledges.content.record_fields import Municipality, Source
from pledges.content.register import Register, municipality_identity
from pledges.history.events import EventKind
from pledges.history.snapshot import Snapshot, events_of, once
from pledges.i18n import _
from pledges.views.links import municipality_link, title_of
from pledges.views.search_filters import filters
from pledges.views.translated.shown import languages_of, leading_to
from pledges.views.view_types import FeedLink, Link, Meta, Owner, SourceRow, TimelineRow, start

_STANDING = {
    "original": "Originalet.",
    "överskriven": "Sidan säger något annat nu.",
    "arkivkopia": "En arkivkopia.",
    "egen läsning": "Uppgiften är vår tolkning.",
}


def source_rows(record: AnyRecord, sources: Iterable[Source]) -> tuple[SourceRow, ...]:
    """Sources, documents or evidence as rows."""
    rows = []
    for source in sources:
        href = source.address or (
            f"kommuner/{record.municipality}/{source.file}" if source.file and record.municipality else None
        )
        text = source.title or source.address or source.file or _("Källa")
        retrieved = _("hämtad {day}").format(day=swedish.partial(source.retrieved)) if source.retrieved else ""
        rows.append(SourceRow(text=text, href=href, retrieved=retrieved, note=_source_note(source)))
    return tuple(rows)


def _source_note(source: Source) -> str:
    """What a reader must know of a source: whether it still says so, the year that it gives itself, and its note."""
    standing = _(_STANDING[source.standing]) if source.standing else ""
    year = _("Källan anger {year}.").format(year=swedish.partial(source.stated_year)) if source.stated_year else ""
    note = source.note or (_("Dokumentet är inte publicerat.") if source.unpublished else "")
    return " ".join(part for part in (standing, year, note) if part)


@once
def timeline(snapshot: Snapshot, record: AnyRecord) -> tuple[TimelineRow, ...]:
    """The record's dated events as rows, what is to come last and marked so."""
    rows = []
    for event in events_of(snapshot, record):
        coming = event.day is not None and event.day > snapshot.day
        if event.kind in (EventKind.PERIOD_END, EventKind.FOLLOW_UP_DUE) and not coming:
            continue
        href = urls.of_record(event.about) if event.about != record.identity else None
        when = swedish.capital(swedish.partial(event.happened))
        text = event.text if event.text != title_of(snapshot.register, record) else ""
        rows.append(
            TimelineRow(
                iso=str(event.happened or ""),
                when=when,
                title=event.full_title,
                text=text,
                href=href,
                coming=coming,
                kind=event.kind,
            )
        )
    return tuple(rows)


def feeds_near(snapshot: Snapshot, slugs: Iterable[str]) -> tuple[FeedLink, ...]:
    """The feeds to follow from a page that belongs to these municipalities: nearest place first, then the country."""
    feeds = []
    for slug in slugs:
        facts = snapshot.register.geography.municipalities[slug]
        feeds.append(FeedLink(facts.name, urls.feed(urls.municipality(slug))))
        feeds.append(FeedLink(facts.county_name, urls.feed(urls.county(facts.county_slug))))
    return tuple(dict.fromkeys((*feeds, country_feed())))


def breadcrumbs(snapshot: Snapshot, record: AnyRecord) -> tuple[Link, ...]:
    """Start, the municipality (or the kind's list), not the page itself."""
    if record.municipality is None:
        return (start(), Link(NAMES[record.kind].heading, f"{NAMES[record.kind].folder}/"))
    return (*municipality_breadcrumbs(), municipality_link(snapshot.register, record.municipality))


def municipality_breadcrumbs() -> tuple[Link, ...]:
    """Start and the list of municipalities: what leads to a municipality's page."""
    return (start(), Link(_("Kommuner"), urls.MUNICIPALITIES))


def meta(snapshot: Snapshot, record: AnyRecord, template: str, *, title: str = "", description: str = "") -> Meta:
    """The layout's part of a record's page."""
    register = snapshot.register
    name = title or title_of(register, record)
    summary = description or (record.fields.summary if isinstance(record, Record) else None) or name
    address = urls.of_record(record.identity)
    own = (FeedLink(name, urls.feed(address)),) if record.kind is Kind.AREA else ()
    feeds = (*own, *feeds_near(snapshot, register.municipalities(record)))
    over_time = snapshot.over_time.get(record.identity)
    return Meta(
        address=address,
        template=template,
        title=name,
        description=summary,
        breadcrumbs=breadcrumbs(snapshot, record),
        feeds=feeds,
        kind=swedish.capital(NAMES[record.kind].singular),
        filters=filters(
            register, record, snapshot.standings.get(record.identity), ended=over_time.facts.end if over_time else None
        ),
        owner=owner_of(register, record.municipality or "", address),
        alternates=leading_to(address, languages_of(register, snapshot.settings, record)),
    )


def owner_of(register: Register, slug: str, address: str) -> Owner | None:
    """The portal that the municipality `slug` was gathered from, with its page at `address`; None where it is our own."""
    origin = register.origins.get(slug)
    if origin is None:
        return None
    trouble = ""
    if origin.since is not None:
        said = {
            "nås inte": _("Den portalen har inte gått att nå sedan den {day}. Här står det som hämtades senast."),
            "godtas inte": _("Det som har ändrats där har inte gått att hämta sedan den {day}."),
        }[origin.trouble or "nås inte"]
        trouble = said.format(day=swedish.day(origin.since))
    return Owner(origin.portal, f"{origin.address}/{address}", trouble)


def portal_meta(address: str, template: str, *, title: str, description: str) -> Meta:
    """The layout's part of a page of the portal's own, with the feed of the whole country."""
    return Meta(address=address, template=template, title=title, description=description, feeds=(country_feed(),))


def home_of(register: Register, slug: str) -> Record[Municipality] | None:
    """A municipality's kommun.md, if there is one."""
    home = register.get(municipality_identity(slug))
    return home if is_a(home, Municipality) else None


def records_of(snapshot: Snapshot, slug: str, model: type[F]) -> tuple[Record[F], ...]:
    """The public records with the fields of `model` that the municipality `slug` has or shares."""
    register = snapshot.register
    return tuple(record for record in register.of(model) if slug in register.municipalities(record))


def country_feed() -> FeedLink:
    return FeedLink(_("Hela landet"), urls.COUNTRY_FEED)
