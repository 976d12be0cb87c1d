"""What a feed, a calendar or a list tells of an event: whole, so that it is understood outside the site.

Everything is told as it was when the event happened: status before and after, promised against done in that
follow-up, what came next. So what was announced stays as it is, whatever happens later.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from hashlib import blake2b

from pledges import swedish, urls
from pledges.content.discovery import LOG_SUFFIX
from pledges.content.kinds import NAMES
from pledges.content.parties import party_keys
from pledges.content.record import AnyRecord, Record, RemovedRecord, is_a, is_commitment
from pledges.content.register import Register, municipality_identity
from pledges.content.schema import Area, FollowUp, News, PoliceArea, Theme
from pledges.feeds.wording import PromisedAndDone, headline_of, next_step, promises, statuses
from pledges.history.events import ANNOUNCED, SUCCESSOR, Event, EventKind, kind_of, rank
from pledges.history.publication_log import SHARED, PublicationLog, PublishedEvent, file_of
from pledges.history.snapshot import Snapshot, events_of
from pledges.i18n import _
from pledges.status.standing import StatusOverTime
from pledges.views.links import link_to, links_to, municipality_links, party_links
from pledges.views.view_types import Link, NewsItem

_SLOT = timedelta(minutes=10)  # for each step in the order of a day
_BEFORE = datetime.min.replace(tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Announcement:
    """An event with all that is told of it.

    `announced` is the day on which readers were told, None where they have not been, and `at` the moment that feeds
    sort by; `revised` is the day on which the record was last published. `headline` names the place too. `kind` is what sort of record it is about, in Swedish.
    `themes` are slugs; `parties` (other parties and police areas that the record names), `areas` (parts of the
    municipality) and `police_areas` (those that the event belongs to) identities; `places` and `names` are the
    places and the parties in words. `before` and `after` are the status in words. `followed_at` are the addresses of
    all pages whose followers hear of it.
    """

    event: Event
    announced: date | None
    revised: date | None
    headline: str
    record: Link
    kind: str
    href: str
    municipalities: tuple[Link, ...] = ()
    municipality_slugs: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    police_areas: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    period: str = ""
    compilation: bool = False
    before: str = ""
    after: str = ""
    promises: tuple[PromisedAndDone, ...] = ()
    effect: str = ""
    next_step: str = ""
    followed_at: tuple[str, ...] = ()
    at: datetime | None = None

    @property
    def is_coming(self) -> bool:
        """Whether it was told, or is to be, before it happened: a meeting, not a change."""
        day = self.event.day
        return day is not None and (self.announced is None or self.announced < day)


@dataclass(frozen=True, slots=True)
class _Background:
    """What is the same for all events of a record."""

    record: AnyRecord
    over_time: StatusOverTime | None
    revised: date | None
    link: Link
    kind: str
    slugs: tuple[str, ...]
    municipalities: tuple[Link, ...]
    themes: tuple[Record[Theme], ...]
    areas: tuple[Record[Area], ...]
    parties: tuple[str, ...]
    places: tuple[str, ...]
    names: tuple[str, ...]
    period: str
    compilation: bool


def announcements_of(snapshot: Snapshot, slug: str) -> tuple[Announcement, ...]:
    """Every dated event of the records of the municipality `slug`, or of the shared ones where it is empty; once."""
    key = (announcements_of, slug)
    if key not in snapshot.found:
        own = (one for one in snapshot.register.records.values() if (one.municipality or "") == slug)
        snapshot.found[key] = tuple(announcements(snapshot, own, slug or SHARED))
    found: tuple[Announcement, ...] = snapshot.found[key]
    return found


def in_order(found: Iterable[Announcement]) -> list[Announcement]:
    """Those that readers have been told of, in the order of telling."""
    return sorted((one for one in found if one.at is not None), key=lambda one: (one.at or _BEFORE, one.event.id))


def announcements(snapshot: Snapshot, records: Iterable[AnyRecord], folder: str) -> Iterator[Announcement]:
    """Every dated event of `records`: those of one municipality's `folder`, or the shared ones.

    Follow-ups tell their events with what they follow up. What was announced and is no longer derived is told as it
    is remembered.
    """
    own = tuple(records)
    published = first_published(snapshot.log, own)
    told: set[str] = set()
    for record in own:
        if not record.is_draft and (is_commitment(record) or is_a(record, News) or isinstance(record, RemovedRecord)):
            background = _background(snapshot, record)
            for event in events_of(snapshot, record):
                told.add(event.id)
                if event.day is not None:
                    yield _announcement(snapshot, background, event, announced(snapshot, event, published))
    left = [known for known in snapshot.log.events.values() if known.id not in told]
    homes = {snapshot.log.first_address(one): one for one in snapshot.register.records.values()} if left else {}
    for known in left:
        home = homes.get(known.id.rpartition("#")[0])
        if home in own if home is not None else file_of(known.address) == f"{folder}{LOG_SUFFIX}":
            named = known.id.partition(SUCCESSOR)[2]
            yield _restored(snapshot, known, home, homes.get(named) if named else home)


def in_calendar(one: Announcement) -> bool:
    """Whether it is something to put in a calendar: the end of a period, the day of a follow-up, a meeting."""
    exact = one.event.happened is not None and one.event.happened.day is not None
    if one.event.kind in (EventKind.PERIOD_END, EventKind.FOLLOW_UP_DUE):
        return exact
    return exact and one.event.kind is EventKind.CHANGED and one.is_coming


def first_published(log: PublicationLog, records: Iterable[AnyRecord]) -> date | None:
    """The day on which the first of `records` was published, None if none has been."""
    editions = (log.editions.get(log.first_address(record), ()) for record in records)
    return min((found[0].day for found in editions if found), default=None)


def announced(snapshot: Snapshot, event: Event, published: date | None) -> date | None:
    """The day on which readers are told of `event`; None for one that they are not told of yet.

    What is remembered stays. Before an office has published anything, that is the day when it happened; after that,
    what is new is told of now, also what happened long ago and what is still to come.
    """
    known = snapshot.log.events.get(event.id)
    if known is not None:
        return known.announced
    if event.kind not in ANNOUNCED or event.day is None:
        return None
    has_happened = event.day <= snapshot.day
    if published is None:
        return event.day if has_happened else None
    return snapshot.day if has_happened or event.kind is EventKind.CHANGED else None


def announced_at(name: str, day: date) -> datetime:
    """The moment at which the event `name`, announced on `day`, stands in feeds: just after midnight in Greenwich.

    So it is the same day there and in Sweden, and hardly ever still to come. Within a day what began comes before
    what came of it; then a digest of the id tells, so that the order is the same in every feed and for ever, and no
    two are told at the same moment.
    """
    spread = int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "big") % (_SLOT // _MICROSECOND)
    late = rank(name.rpartition("#")[2]) * _SLOT + spread * _MICROSECOND
    return datetime.combine(day, time(), UTC) + late


def news_item(one: Announcement) -> NewsItem:
    """An announcement in a list of recent events."""
    when = one.event.happened
    return NewsItem(
        swedish.partial(when), str(when), one.event.title, Link(one.record.text, one.href), one.municipalities
    )


def last_days(told: Iterable[Announcement], today: date) -> dict[str, date]:
    """The latest day of an announced event up to `today`, by the address of each page that it is told on."""
    days: dict[str, date] = {}
    for one in told:
        day = one.event.day
        if day is not None and day <= today:
            for page in (one.record.href or "", one.href, *(link.href or "" for link in one.municipalities)):
                address = page.partition("#")[0]
                days[address] = max(day, days.get(address, day))
    return days


def remembered(told: Iterable[Announcement]) -> tuple[PublishedEvent, ...]:
    """What a publication announces, to be remembered; what already is, is among it."""
    return tuple(
        PublishedEvent(one.event.id, one.event.happened, one.announced, one.event.title, one.event.identity)
        for one in told
        if one.announced is not None
    )


def _finished(one: Announcement) -> Announcement:
    at = announced_at(one.event.id, one.announced) if one.announced is not None else None
    return replace(one, at=at)


def _restored(
    snapshot: Snapshot, known: PublishedEvent, home: AnyRecord | None, named: AnyRecord | None
) -> Announcement:
    """What was announced of `home` and is not derived now; without its text if that has been removed, from the record
    itself or from the one that is `named` in it."""
    register, kind = snapshot.register, kind_of(known.id.rpartition("#")[2])
    owner = (register.followed_up(home) if is_a(home, FollowUp) else None) or home
    if home is not None and owner is not None and all(isinstance(one, Record) for one in (home, owner, named)):
        event = Event(known.id, owner.identity, home.identity, kind, known.happened, known.title, "")
        return _announcement(snapshot, _background(snapshot, owner), event, known.announced)
    identity = owner.identity if owner is not None else known.address
    event = Event(known.id, identity, identity, kind, known.happened, _("Uppgiften är borttagen"), "")
    slugs = register.municipalities(owner) if owner is not None else ()
    places = municipality_links(register, slugs)
    link = Link(event.title, urls.of_record(identity))
    return _finished(
        Announcement(
            event, known.announced, None, headline_of(event, places), link, "", link.href or "", places, slugs,
            followed_at=_followed_at(register, slugs),
        )
    )  # fmt: skip


def _background(snapshot: Snapshot, record: AnyRecord) -> _Background:
    register = snapshot.register
    slugs = register.municipalities(record)
    parties = register.parties(record) if isinstance(record, Record) else ()
    areas = register.targets(record, Area, "areas", "actions.areas", "focus_areas.areas")
    period = record.fields.span if is_commitment(record) else None
    edition = snapshot.log.latest(record)
    names = tuple(register.geography.municipalities[slug].official_name for slug in slugs)
    return _Background(
        record, snapshot.over_time.get(record.identity),
        edition.day if edition is not None else None, link_to(register, record),
        swedish.capital(NAMES[record.kind].singular), slugs, municipality_links(register, slugs),
        register.targets(record, Theme, "themes", "actions.theme", "focus_areas.theme"), areas, parties,
        (*names, *(link.text for link in links_to(register, areas))),
        tuple(link.text for link in party_links(register, record, parties)),
        swedish.period(period) if period is not None else "",
        isinstance(record, Record) and register.is_compilation(record),
    )  # fmt: skip


def _announcement(snapshot: Snapshot, known: _Background, event: Event, told: date | None) -> Announcement:
    register, record = snapshot.register, known.record
    about = (register.get(event.about) if event.about != record.identity else None) or record
    report = about if event.kind in (EventKind.INTERIM, EventKind.FINAL) and is_a(about, FollowUp) else None
    keys = party_keys(register, (*known.parties, *(report.fields.by if report is not None else ())))
    areas = tuple(area.identity for area in known.areas)
    police = _police_areas(register, known, event.day)
    late = (urls.LATE,) if event.kind is EventKind.DEADLINE_PASSED else ()
    before, after = statuses(record, known.over_time, event)
    return _finished(
        Announcement(
            event, told, known.revised, headline_of(event, known.municipalities, known.link.text), known.link, known.kind,
            link_to(register, about).href or "", known.municipalities, known.slugs,
            tuple(theme.slug for theme in known.themes), keys, areas, police, known.places, known.names, known.period,
            known.compilation, before, after, promises(snapshot, report) if report is not None else (),
            (report.fields.effect or "") if report is not None else "", next_step(register, record, event, about),
            (*_followed_at(register, known.slugs, (*(one.identity for one in known.themes), *areas, *police, *keys)), *late),
        )
    )  # fmt: skip


def _followed_at(register: Register, slugs: Iterable[str], identities: Iterable[str] = ()) -> tuple[str, ...]:
    """The pages whose followers hear of something that belongs to `slugs` and `identities`, and all they are part of.

    Part of a municipality → municipality → county → country; local police area → police region → country.
    """
    known, found = register.geography.municipalities, [urls.FRONT]
    for slug in slugs:
        found += [urls.municipality(slug), urls.county(known[slug].county_slug)]
    covered = [
        row.municipality
        for identity in identities
        if is_a(area := register.get(identity), PoliceArea)
        for row in area.fields.coverage
    ]
    found += [urls.region(known[slug].region_slug) for slug in (*slugs, *covered) if slug in known]
    return tuple(dict.fromkeys((*found, *(urls.of_record(identity) for identity in identities))))


def _police_areas(register: Register, known: _Background, day: date | None) -> tuple[str, ...]:
    """The local police areas that the record belongs to on `day`: those that are parties, else those that cover it.

    An area that covers only a part of a municipality counts, since what is promised in all of it is promised there.
    """
    named = [key for key in party_keys(register, known.parties) if key.startswith("polisen/")]
    if named or day is None:
        return tuple(named)
    found: dict[str, None] = {}
    for slug in known.slugs:
        for area in register.sources(municipality_identity(slug), PoliceArea, "coverage.municipality"):
            if any(
                row.municipality == slug
                and (row.since is None or row.since.first <= day)
                and (row.until is None or day <= row.until.last)
                for row in area.fields.coverage
            ):
                found[area.identity] = None
    return tuple(found)
