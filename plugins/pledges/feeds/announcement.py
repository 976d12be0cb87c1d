"""What a feed, a calendar or a list tells of an event: whole, so that it is understood outside the site.

Everything is told as it was when the event happened: status before and after, promised against done in that
follow-up, what came next. So what was announced stays as it is, whatever happens later.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import KW_ONLY, dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from hashlib import blake2b
from itertools import count

from pledges import swedish, urls
from pledges.content.discovery import LOG_SUFFIX
from pledges.content.kinds import NAMES
from pledges.content.record import AnyRecord, Record, is_a, is_commitment
from pledges.content.record_fields import Area, FollowUp, Theme
from pledges.feeds.channels import followed_at, police_areas_on
from pledges.feeds.phrases import PromisedAndDone, headline_of, next_step, promises, statuses
from pledges.history.events import ANNOUNCED, BEGINNINGS, FOLLOW_UPS, SUCCESSOR, Event, EventKind, kind_of, rank
from pledges.history.publication_log import SHARED, PublicationLog, PublishedEvent, file_of
from pledges.history.snapshot import Snapshot, answered, events_of, once, recalled
from pledges.i18n import _
from pledges.views.links import link_to, links_to, municipality_links, party_links, title_of
from pledges.views.view_types import Link, NewsItem
from pledges.written_values import PartialDate

_SLOT = timedelta(minutes=10)  # for each step in the order of a day
_BEFORE = datetime.min.replace(tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Subject:
    """The record that events are about, as it is told of: the same for all of its events.

    `kind` is what sort of record it is, in Swedish, and `revised` the day on which it was last published. `themes` are
    slugs, `areas` (parts of the municipality) identities; `places` and `names` are the places and the parties in words.
    """

    link: Link
    _: KW_ONLY
    kind: str = ""
    revised: date | None = None
    municipalities: tuple[Link, ...] = ()
    slugs: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    period: str = ""
    compilation: bool = False


@dataclass(frozen=True, kw_only=True)
class Announcement:
    """An event with all that is told of it.

    `announced` is the day on which readers were told, None where they have not been, and `at` the moment that feeds
    sort by. `headline` names the place too. `parties` (other parties and police areas that the record names) and
    `police_areas` (those that the event belongs to) are identities. `before` and `after` are the status in words.
    `followed_at` are the addresses of all pages whose followers hear of it. A coming event that was announced and is
    no longer among what the record tells is `cancelled`; `turns` is how many times it has been cancelled or on again,
    and `turned` the last day when it was. `successor` is the title of what replaced the record.
    """

    event: Event
    announced: date | None
    subject: Subject
    headline: str
    href: str
    parties: tuple[str, ...] = ()
    police_areas: tuple[str, ...] = ()
    before: str = ""
    after: str = ""
    promises: tuple[PromisedAndDone, ...] = ()
    effect: str = ""
    next_step: str = ""
    followed_at: tuple[str, ...] = ()
    at: datetime | None = None
    cancelled: bool = False
    turns: int = 0
    turned: date | None = None
    emptied: date | None = None
    successor: str = ""

    @property
    def is_coming(self) -> bool:
        """Whether it was told, or is to be, before it happened: a meeting, not a change."""
        day = self.event.day
        return day is not None and (self.announced is None or self.announced < day)

    @property
    def text(self) -> str:
        """What the event says beside the name of its record."""
        return self.event.text if self.event.text != self.subject.link.text else ""


@once
def announcements_of(snapshot: Snapshot, slug: str) -> tuple[Announcement, ...]:
    """Every dated event of the records of the municipality `slug`, or of the shared ones where it is empty."""
    own = (record for record in snapshot.register.records.values() if (record.municipality or "") == slug)
    return tuple(_announcements(snapshot, own, slug or SHARED))


def in_order(announcements: Iterable[Announcement]) -> list[Announcement]:
    """Those that have been announced, in the order in which readers were told."""
    announced = (announcement for announcement in announcements if announcement.at is not None)
    return sorted(announced, key=lambda announcement: (announcement.at or _BEFORE, announcement.event.id))


@dataclass(frozen=True)
class Told:
    """What a record tells: its events as announcements, the ids of all of them, and where the lines of meetings that
    were moved have gone, by the first address of the record and the old day."""

    announcements: tuple[Announcement, ...]
    ids: tuple[str, ...]
    moved: Mapping[tuple[str, PartialDate], PartialDate]


@answered
def published_from(snapshot: Snapshot, slug: str) -> date | None:
    """The day on which anything in the folder of `slug`, or of the shared records where it is empty, was first published."""
    own = (record for record in snapshot.register.records.values() if (record.municipality or "") == slug)
    return first_published(snapshot.log, own, slug or SHARED)


@recalled
def told_of(snapshot: Snapshot, record: AnyRecord) -> Told:
    """What is announced of the events that `record` tells of; none of a draft's."""
    events = events_of(snapshot, record)
    if not events or record.is_draft:
        return Told((), (), {})
    subject, published = _subject(snapshot, record), published_from(snapshot, record.municipality or "")
    moved: dict[tuple[str, PartialDate], PartialDate] = {}
    announcements: list[Announcement] = []
    for event in events:
        if event.moved_from is not None and event.happened is not None:
            moved[_owner_of(event.id), event.moved_from] = event.happened
        if event.day is not None:
            told_on = _announced_on(snapshot, event, published)
            announcement = _announcement(snapshot, record, subject=subject, event=event, announced=told_on)
            announcement, news = _turned(snapshot, announcement, told=not event.cancelled)
            announcements.append(announcement)
            if news is not None:
                announcements.append(_restored(snapshot, news, record=record, named=record))
    return Told(tuple(announcements), tuple(event.id for event in events), moved)


def _announcements(snapshot: Snapshot, records: Iterable[AnyRecord], folder: str) -> Iterator[Announcement]:
    """Every dated event of `records`: those of one municipality's `folder`, or the shared ones.

    The events of a follow-up come with what it follows up. What was announced and is no longer derived comes as the
    publication log has it.
    """
    own = tuple(records)
    derived: set[str] = set()
    moved: dict[tuple[str, PartialDate], PartialDate] = {}
    for record in own:
        told = told_of(snapshot, record)
        derived.update(told.ids)
        moved.update(told.moved)
        yield from told.announcements
    restored = [event for event in snapshot.log.events.values() if event.id not in derived]
    by_address = (
        {snapshot.log.first_address(record): record for record in snapshot.register.records.values()}
        if restored
        else {}
    )
    for published_event in restored:
        record_of_event = by_address.get(published_event.id.rpartition("#")[0])
        if (
            record_of_event in own
            if record_of_event is not None
            else file_of(published_event.address) == f"{folder}{LOG_SUFFIX}"
        ):
            successor = published_event.id.partition(SUCCESSOR)[2]
            named = by_address.get(successor) if successor else record_of_event
            announcement, news = _turned(
                snapshot,
                _restored(snapshot, published_event, record=record_of_event, named=named),
                told=False,
                moved_to=_new_day(moved, published_event),
            )
            yield announcement
            if news is not None:
                yield _restored(snapshot, news, record=record_of_event, named=named)


def _owner_of(event_id: str) -> str:
    """The first address of the record whose event it is."""
    return event_id.rpartition("#")[0]


def _new_day(moved: Mapping[tuple[str, PartialDate], PartialDate], published: PublishedEvent) -> PartialDate | None:
    """The day that a meeting which is no longer told of has been moved to, where another line says that it was."""
    if published.happened is None:
        return None
    return moved.get((_owner_of(published.id), published.happened))


def _turned(
    snapshot: Snapshot, announcement: Announcement, *, told: bool, moved_to: PartialDate | None = None
) -> tuple[Announcement, PublishedEvent | None]:
    """A coming event with how often it has been cancelled and on again, and the news that it is so from today.

    It is on as long as its record tells of it (`told`), and that it has not been moved to another day (`moved_to`). What has passed stays as it was: a line that is taken out when
    the meeting has been held cancels nothing.
    """
    event, log = announcement.event, snapshot.log
    published = log.events.get(event.id)
    if published is not None and published.removed is not None:
        return replace(announcement, turns=1, turned=published.removed), None
    if published is None or event.kind is not EventKind.CHANGED or not announcement.is_coming:
        return replace(announcement, cancelled=event.cancelled), None
    turns = tuple(_turns(log, event.id))
    was_told = len(turns) % 2 == 0
    news = None
    if told != was_told and event.day is not None and event.day >= snapshot.day:
        title = _turn_title(event, number=len(turns) + 1, moved_to=moved_to)
        news = _turn(published, len(turns) + 1, title=title, today=snapshot.day)
        turns = (*turns, news)
    last = turns[-1].announced if turns else None
    return replace(announcement, cancelled=len(turns) % 2 == 1, turns=len(turns), turned=last), news


def _turns(log: PublicationLog, event_id: str) -> Iterator[PublishedEvent]:
    """The published news that a coming event was cancelled, on again, and so forth."""
    for number in count(1):
        turn = log.events.get(_turn_id(event_id, number))
        if turn is None:
            return
        yield turn


def _turn_id(event_id: str, number: int) -> str:
    first, _hash, name = event_id.rpartition("#")
    return f"{first}#{EventKind.CANCELLED if number % 2 else EventKind.REINSTATED}-{number}-{name}"


def is_turn_of(name: str, event_id: str) -> bool:
    """Whether the event `name` is news that the coming event `event_id` was cancelled or is on again."""
    first, _hash, part = event_id.rpartition("#")
    turns = f"{EventKind.CANCELLED}|{EventKind.REINSTATED}"
    return re.fullmatch(rf"{re.escape(first)}#(?:{turns})-\d+-{re.escape(part)}", name) is not None


def _turn_title(event: Event, *, number: int, moved_to: PartialDate | None) -> str:
    if number % 2 == 0:
        return _("Blir av som det var sagt: {what}")
    if event.cancelled:
        return _("Inställt: {what}")
    if moved_to is not None:
        return _("Flyttat till {day}: {what}").replace("{day}", swedish.partial(moved_to))
    return _("Inställt eller flyttat: {what}")


def _turn(published: PublishedEvent, number: int, *, title: str, today: date) -> PublishedEvent:
    when = f"{published.title.rstrip('.')} ({swedish.partial(published.happened)})"
    return PublishedEvent(
        id=_turn_id(published.id, number),
        happened=PartialDate.of(today),
        announced=today,
        title=title.format(what=when),
        address=published.address,
    )


def in_calendar(announcement: Announcement) -> bool:
    """Whether it is something to put in a calendar: the end of a period, the day of a follow-up, a meeting."""
    event = announcement.event
    if event.happened is None or event.happened.day is None:
        return False
    if event.kind in (EventKind.PERIOD_END, EventKind.FOLLOW_UP_DUE):
        return True
    return event.kind is EventKind.CHANGED and announcement.is_coming


def first_published(log: PublicationLog, records: Iterable[AnyRecord], folder: str) -> date | None:
    """The day on which any of the `records` of a municipality's `folder` was first published, None if none has been.

    It is the same when the first of them have been removed, or come from another municipality.
    """
    editions = (log.editions.get(log.first_address(record), ()) for record in records)
    days = [oldest_first[0].day for oldest_first in editions if oldest_first]
    return min((*days, *((log.began[folder],) if folder in log.began else ())), default=None)


def _announced_on(snapshot: Snapshot, event: Event, published: date | None) -> date | None:
    """The day on which readers are told of `event`; None for one that they are not told of yet.

    What is remembered stays. Before an office has published anything, that is the day when it happened; after that,
    what is new is told of now, also what happened long ago and what is still to come.
    """
    remembered_event = snapshot.log.events.get(event.id)
    if remembered_event is not None:
        return remembered_event.announced
    if event.kind is EventKind.ENTERED:
        return _entry_announced_on(snapshot, event, published)
    if event.kind not in ANNOUNCED or event.day is None:
        return None
    has_happened = event.day <= snapshot.day
    if published is None:
        return event.day if has_happened else None
    return snapshot.day if has_happened or event.kind is EventKind.CHANGED else None


def _entry_announced_on(snapshot: Snapshot, event: Event, published: date | None) -> date | None:
    """The day on which readers are told that a record was entered: that of the publication which is being made.

    None where another event tells of the same record that day: it is not told twice.
    """
    if not snapshot.publishing:
        return None
    record = snapshot.register.records[event.identity]
    timeline = (snapshot.register.followed_up(record) if is_a(record, FollowUp) else None) or record
    beginnings = (one for one in events_of(snapshot, timeline) if one.kind in BEGINNINGS and one.about == event.about)
    told = any(_announced_on(snapshot, one, published) == event.day for one in beginnings)
    return None if told else snapshot.day


def is_imported(announcement: Announcement, published: date | None) -> bool:
    """Whether it is an entry that nobody is told of: it came with the first publication of its municipality, which was
    on `published`, or was made before entries were told of."""
    event, announced = announcement.event, announcement.announced
    if event.kind is not EventKind.ENTERED or announced is None or event.day is None:
        return False
    return published in (None, announced) or event.day < announced


def _announced_at(name: str, day: date) -> datetime:
    """The moment at which the event `name`, announced on `day`, stands in feeds: just after midnight in Greenwich.

    So it is the same day there and in Sweden, and hardly ever still to come. Within a day what began comes before
    what came of it; then a digest of the id tells, so that the order is the same in every feed and for ever, and no
    two are told at the same moment.
    """
    spread = int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "big") % (_SLOT // _MICROSECOND)
    late = rank(name.rpartition("#")[2]) * _SLOT + spread * _MICROSECOND
    return start_of(day) + late


def start_of(day: date) -> datetime:
    """When `day` begins in Greenwich."""
    return datetime.combine(day, time(), UTC)


def news_item(announcement: Announcement) -> NewsItem:
    """An announcement in a list of recent events. That something was replaced is news of what came in its place."""
    event, subject = announcement.event, announcement.subject
    title, link = event.title, Link(subject.link.text, announcement.href)
    if event.kind is EventKind.REPLACED and announcement.successor:
        title, link = _("Ersatte ”{title}”").format(title=link.text), Link(announcement.successor, announcement.href)
    return NewsItem(
        when=swedish.partial(event.happened),
        iso=str(event.happened),
        title=title,
        link=link,
        places=subject.municipalities,
    )


def last_days(announced: Iterable[Announcement], today: date) -> dict[str, date]:
    """The latest day of an announced event up to `today`, by the address of each page that shows it."""
    days: dict[str, date] = {}
    for announcement in announced:
        day = announcement.event.day
        if day is not None and day <= today:
            places = (link.href or "" for link in announcement.subject.municipalities)
            for page in (announcement.subject.link.href or "", announcement.href, *places):
                address = page.partition("#")[0]
                days[address] = max(day, days.get(address, day))
    return days


def remembered(announcements: Iterable[Announcement]) -> tuple[PublishedEvent, ...]:
    """What a publication announces, to be remembered; what already is, is among it."""
    return tuple(
        PublishedEvent(
            id=announcement.event.id,
            happened=announcement.event.happened,
            announced=announcement.announced,
            title="" if announcement.emptied is not None else announcement.event.title,
            address=announcement.event.identity,
            removed=announcement.emptied,
        )
        for announcement in announcements
        if announcement.announced is not None
    )


def _with_moment(announcement: Announcement) -> Announcement:
    day = announcement.announced
    return replace(announcement, at=_announced_at(announcement.event.id, day) if day is not None else None)


def _restored(
    snapshot: Snapshot, published: PublishedEvent, *, record: AnyRecord | None, named: AnyRecord | None
) -> Announcement:
    """What was announced of `record` and is not derived now; without its text if that has been removed: the event's
    own, the record's, or that of the record that is `named` in it."""
    register, kind = snapshot.register, kind_of(published.id.rpartition("#")[2])
    owner = (register.followed_up(record) if is_a(record, FollowUp) else None) or record
    if record is not None and owner is not None and all(isinstance(it, Record) for it in (record, owner, named)):
        title = published.title if published.removed is None else _("Uppgiften är borttagen")
        event = _remembered_event(published, kind, owner.identity, about=record.identity, title=title)
        announcement = _announcement(
            snapshot, owner, subject=_subject(snapshot, owner), event=event, announced=published.announced
        )
        return replace(announcement, emptied=published.removed)
    identity = owner.identity if owner is not None else published.address
    event = _remembered_event(published, kind, identity, about=identity, title=_("Uppgiften är borttagen"))
    slugs = register.municipalities(owner) if owner is not None else ()
    places = municipality_links(register, slugs)
    link = Link(event.title, urls.of_record(identity))
    return _with_moment(
        Announcement(
            event=event,
            announced=published.announced,
            subject=Subject(link, municipalities=places, slugs=slugs),
            headline=headline_of(event, places),
            href=link.href or "",
            followed_at=published.followed_at or followed_at(register, slugs),
            emptied=published.removed,
        )
    )


def _remembered_event(published: PublishedEvent, kind: EventKind, identity: str, *, about: str, title: str) -> Event:
    return Event(
        id=published.id,
        identity=identity,
        about=about,
        kind=kind,
        happened=published.happened,
        title=title,
        text="",
    )


def _subject(snapshot: Snapshot, record: AnyRecord) -> Subject:
    register = snapshot.register
    slugs = register.municipalities(record)
    parties = register.parties(record) if isinstance(record, Record) else ()
    themes = register.targets(record, Theme, "themes", "actions.theme", "parts.theme", "focus_areas.theme")
    areas = register.targets(record, Area, "areas", "actions.areas", "focus_areas.areas")
    period = record.fields.span if is_commitment(record) else None
    names = tuple(register.geography.municipalities[slug].official_name for slug in slugs)
    return Subject(
        link=link_to(register, record),
        kind=swedish.capital(NAMES[record.kind].singular),
        revised=snapshot.published(record),
        municipalities=municipality_links(register, slugs),
        slugs=slugs,
        themes=tuple(theme.slug for theme in themes),
        areas=tuple(area.identity for area in areas),
        places=(*names, *(link.text for link in links_to(register, areas))),
        names=tuple(link.text for link in party_links(register, record, parties)),
        period=swedish.period(period) if period is not None else "",
        compilation=isinstance(record, Record) and register.is_compilation(record),
    )


def _announcement(
    snapshot: Snapshot, record: AnyRecord, *, subject: Subject, event: Event, announced: date | None
) -> Announcement:
    register = snapshot.register
    named = register.parties(record) if isinstance(record, Record) else ()
    about = (register.get(event.about) if event.about != record.identity else None) or record
    report = about if event.kind in FOLLOW_UPS and is_a(about, FollowUp) else None
    parties = register.party_identities((*named, *(report.fields.by if report is not None else ())))
    police = police_areas_on(register, slugs=subject.slugs, parties=named, day=event.day)
    themes = (f"{urls.THEMES}{slug}" for slug in subject.themes)
    before, after = statuses(record, snapshot.over_time.get(record.identity), event)
    return _with_moment(
        Announcement(
            event=event,
            announced=announced,
            subject=subject,
            headline=headline_of(event, subject.municipalities, subject.link.text),
            href=link_to(register, about).href or "",
            parties=parties,
            police_areas=police,
            before=before,
            after=after,
            promises=promises(snapshot, report) if report is not None else (),
            effect=(report.fields.effect or "") if report is not None else "",
            next_step=next_step(register, record, event=event, about=about),
            successor=title_of(register, about) if event.kind is EventKind.REPLACED else "",
            followed_at=followed_at(
                register,
                subject.slugs,
                (*themes, *subject.areas, *police, *parties),
                is_late=event.kind is EventKind.DEADLINE_PASSED,
            ),
        )
    )
