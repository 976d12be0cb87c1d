"""A register seen on a day: what views are made from, and the small pieces that many views share."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import wraps
from typing import Any, TypeVar

from pledges import swedish, urls
from pledges.content import markdown
from pledges.content.kinds import NAMES, Kind, PartyKind
from pledges.content.record import Record
from pledges.content.register import Register, municipality_identity
from pledges.content.schema import Source
from pledges.history.events import Event, EventKind, events
from pledges.history.publication_log import PublicationLog
from pledges.i18n import _
from pledges.settings import Settings
from pledges.status.facts import gather_facts
from pledges.status.standing import Standing, StatusOverTime
from pledges.values import Period
from pledges.views.common import FeedLink, Link, Meta, SourceRow, TimelineRow
from pledges.views.filters import filters

_HAS_STANDING = (Kind.PLEDGE, Kind.AGREEMENT, Kind.PLAN)
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Outlook:
    """A register on a day, with every course and standing worked out once."""

    register: Register
    day: date
    settings: Settings
    over_time: Mapping[str, StatusOverTime]
    standings: Mapping[str, Standing]
    log: PublicationLog
    found: dict[tuple[Any, str], Any] = field(default_factory=dict, repr=False, compare=False)


def once(make: Callable[[Outlook, Record], _T]) -> Callable[[Outlook, Record], _T]:
    """`make`, worked out once for each record of an snapshot: a card stands in a dozen lists, its events in as many."""

    @wraps(make)
    def remembered(snapshot: Outlook, record: Record) -> _T:
        key = (make, record.identity)
        if key not in snapshot.found:
            snapshot.found[key] = make(snapshot, record)
        found: _T = snapshot.found[key]
        return found

    return remembered


def look(register: Register, day: date, settings: Settings, log: PublicationLog) -> Outlook:
    """Work out the standing of every pledge, agreement and plan in `register`."""
    over_time = {
        record.identity: StatusOverTime(gather_facts(register, record), settings.grace_months)
        for kind in _HAS_STANDING
        for record in register.of_kind(kind)
    }
    standings = {identity: over_time.on(day) for identity, over_time in over_time.items()}
    return Outlook(register, day, settings, over_time, standings, log)


def title_of(register: Register, record: Record) -> str:
    """What a record is called: its title, or the municipality's name."""
    if record.kind is Kind.MUNICIPALITY and record.municipality:
        return register.geography.municipalities[record.municipality].name
    return str(record.fields.title) if record.fields is not None else _("Borttagen uppgift")


def link_to(register: Register, record: Record, note: str = "") -> Link:
    """A link to a record's page."""
    return Link(title_of(register, record), urls.of_record(record.identity), note)


def links_to(register: Register, records: Iterable[Record]) -> tuple[Link, ...]:
    """Links to records, sorted as Swedes sort."""
    found = (link_to(register, record) for record in records)
    return tuple(sorted(found, key=lambda link: (swedish.sort_key(link.text), link.href or "")))


def municipality_link(register: Register, slug: str) -> Link:
    """A link to a municipality's page, by its short name."""
    return Link(register.geography.municipalities[slug].name, urls.municipality(slug))


def municipality_links(register: Register, slugs: Iterable[str]) -> tuple[Link, ...]:
    """Links to municipalities, sorted by name."""
    found = (municipality_link(register, slug) for slug in slugs)
    return tuple(sorted(found, key=lambda link: swedish.sort_key(link.text)))


def party_links(register: Register, record: Record, names: Iterable[str]) -> tuple[Link, ...]:
    """Parties as written → links; `kommunen` is every municipality of the record, `polisen` has no page of its own."""
    found: dict[str, Link] = {}
    for name in names:
        if name == PartyKind.POLICE:
            found[name] = Link(_("Polisen"), urls.POLICE)
        elif name == PartyKind.MUNICIPALITY:
            for slug in register.municipalities(record):
                official = register.geography.municipalities[slug].official_name
                found[slug] = Link(official, urls.municipality(slug))
        else:
            target = register.get(f"polisen/{name}" if name.startswith("lpo-") else f"aktorer/{name}")
            found[name] = link_to(register, target) if target is not None else Link(name, None)
    return tuple(found.values())


def party_keys(register: Register, record: Record, names: Iterable[str]) -> tuple[str, ...]:
    """Identities of the parties that have a page of their own."""
    keys = [
        f"polisen/{name}" if name.startswith("lpo-") else f"aktorer/{name}"
        for name in names
        if name not in set(PartyKind)
    ]
    return tuple(dict.fromkeys(key for key in keys if register.get(key) is not None))


def source_rows(record: Record, sources: Iterable[Source]) -> tuple[SourceRow, ...]:
    """Sources, documents or evidence as rows."""
    rows = []
    for source in sources:
        href = source.address or (
            f"kommuner/{record.municipality}/{source.file}" if source.file and record.municipality else None
        )
        text = source.title or source.address or source.file or _("Källa")
        note = source.note or (_("Dokumentet är inte publicerat.") if source.unpublished else "")
        retrieved = _("hämtad {day}").format(day=swedish.partial(source.retrieved)) if source.retrieved else ""
        rows.append(SourceRow(text, href, retrieved, note))
    return tuple(rows)


def timing(span: Period | None, day: date) -> str:
    """`now`, `before`, `coming` or `unknown`, of a period on a day."""
    if span is None or (span.first is None and span.last is None and not span.open_ended):
        return "unknown"
    if span.last is not None and span.last < day:
        return "before"
    if span.first is not None and span.first > day:
        return "coming"
    if span.first is None or (span.last is None and not span.open_ended):
        return "unknown"
    return "now"


@once
def happenings(snapshot: Outlook, record: Record) -> tuple[Event, ...]:
    """The record's events, as the day knows them."""
    return events(snapshot.register, record, snapshot.standings.get(record.identity), snapshot.log)


@once
def timeline(snapshot: Outlook, record: Record) -> tuple[TimelineRow, ...]:
    """The record's dated events as rows, what is to come last and marked so."""
    rows = []
    for event in happenings(snapshot, record):
        coming = event.day is not None and event.day > snapshot.day
        if event.kind in (EventKind.PERIOD_END, EventKind.FOLLOW_UP_DUE) and not coming:
            continue
        href = urls.of_record(event.about) if event.about != record.identity else None
        when = swedish.partial(event.happened)
        text = event.text if event.text != title_of(snapshot.register, record) else ""
        rows.append(TimelineRow(str(event.happened or ""), when, event.title, text, href, coming))
    return tuple(rows)


def body_html(snapshot: Outlook, record: Record) -> str:
    """The record's free text as clean HTML with rooted links."""

    def resolve(href: str) -> str | None:
        inside = markdown.path_inside(record.path, href)
        if inside is None:
            return None
        path, anchor = inside
        if path.endswith(".md"):
            identity = path.removesuffix(".md")
            parts = identity.split("/")
            is_municipality = len(parts) == 3 and identity == municipality_identity(parts[1])
            known = identity in snapshot.register.identities or (
                is_municipality and parts[1] in snapshot.register.geography.municipalities
            )
            return f"/{urls.of_record(identity)}{'#' + anchor if anchor else ''}" if known else None
        return f"/{path}/" if href.partition("#")[0].endswith("/") else f"/{path}"

    return markdown.to_html(record.body, resolve).html


def feeds_near(snapshot: Outlook, slugs: Iterable[str]) -> tuple[FeedLink, ...]:
    """The feeds to follow from a page that belongs to these municipalities: nearest place first, then the country."""
    register, found = snapshot.register, []
    for slug in slugs:
        facts = register.geography.municipalities[slug]
        found.append(FeedLink(facts.name, urls.feed(urls.municipality(slug))))
        found.append(FeedLink(facts.county_name, urls.feed(urls.county(facts.county_slug))))
    found.append(FeedLink(_("Hela landet"), urls.COUNTRY_FEED))
    return tuple(dict.fromkeys(found))


def breadcrumbs(snapshot: Outlook, record: Record) -> tuple[Link, ...]:
    """Start, the municipality (or the kind's list), not the page itself."""
    start = Link(_("Start"), urls.FRONT)
    if record.municipality is None:
        folder = record.identity.split("/")[0]
        return (start, Link(swedish.capital(_FOLDER_NAMES[folder]), f"{folder}/"))
    home = municipality_link(snapshot.register, record.municipality)
    return (start, Link(_("Kommuner"), urls.MUNICIPALITIES), home)


_FOLDER_NAMES = {
    "polisen": "polisen",
    "aktorer": "aktörer",
    "amnen": "ämnen",
    "nyheter": "nyheter",
    "sidor": "sidor om portalen",
}


def meta(snapshot: Outlook, record: Record, template: str, title: str = "", description: str = "") -> Meta:
    """The layout's part of a record's page."""
    register = snapshot.register
    name = title or title_of(register, record)
    summary = description or getattr(record.fields, "summary", "") or name
    address = urls.of_record(record.identity)
    own = (FeedLink(name, urls.feed(address)),) if record.kind is Kind.AREA else ()
    feeds = (*own, *feeds_near(snapshot, register.municipalities(record)))
    return Meta(
        address, template, name, summary, breadcrumbs(snapshot, record), feeds,
        kind=swedish.capital(NAMES[record.kind].singular),
        filters=filters(register, record, snapshot.standings.get(record.identity)),
    )  # fmt: skip


def home_of(register: Register, slug: str) -> Record | None:
    """A municipality's kommun.md, if there is one."""
    return register.get(municipality_identity(slug))
