"""The dated events of a record: the one source for its page's timeline, the feeds, the calendar and open data.

An event's id is made of the record's first address and what happened, never of a title or an order, so that it
stays the same when texts are mended, records move or the site changes domain. Lines under `händelser` have no name
of their own: `event_recognition.identities` finds each again in what has been published.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from pledges.content.record import AnyRecord, Record, RemovedRecord, is_a, is_commitment
from pledges.content.record_fields import (
    Agreement,
    Chain,
    Change,
    Commitment,
    Mention,
    News,
    Plan,
    Pledge,
)
from pledges.content.register import Register
from pledges.history.event_recognition import identities
from pledges.history.publication_log import EMPTY, PublicationLog
from pledges.i18n import _
from pledges.status.date_ranges import DAY
from pledges.status.facts import gather_facts, is_by_party
from pledges.status.follow_up_state import FollowUpState
from pledges.status.labels import follow_up_sort
from pledges.status.standing import Standing, StatusOverTime
from pledges.swedish import capital, day, partial
from pledges.written_values import PartialDate

SUCCESSOR = "#replaced-by-"


class EventKind(StrEnum):
    """What can happen to a record."""

    PUBLISHED = "published"
    SIGNED = "signed"
    CHANGED = "changed"
    DEADLINE_MOVED = "deadline-moved"
    INTERIM = "interim-follow-up"
    FINAL = "final-follow-up"
    BY_OTHERS = "report-by-others"
    DEADLINE_PASSED = "deadline-passed"
    REPLACED = "replaced"
    REMOVED = "removed"
    PERIOD_END = "period-end"
    FOLLOW_UP_DUE = "follow-up-due"
    NEWS = "news"
    CANCELLED = "cancelled"
    REINSTATED = "reinstated"
    ENTERED = "entered"


FOLLOW_UPS = frozenset((EventKind.INTERIM, EventKind.FINAL, EventKind.BY_OTHERS))
BEGINNINGS = FOLLOW_UPS | {EventKind.SIGNED, EventKind.PUBLISHED}  # each tells that there is a new record
ANNOUNCED = frozenset(EventKind) - {EventKind.PERIOD_END, EventKind.FOLLOW_UP_DUE}


@dataclass(frozen=True, kw_only=True)
class Event:
    """One thing that happened, or is to happen, to the record `identity`.

    `id` is stable for ever. `happened` is as exact as the source; an event without a date has None and is on the
    page only. `about` is the identity of the page to read: the follow-up's own for a follow-up. `moved` is how many
    times the day has been changed. A meeting may have a `clock` and a `place`, be `cancelled`, or have been on another day
    (`moved_from`).
    """

    id: str
    identity: str
    about: str
    kind: EventKind
    happened: PartialDate | None
    title: str
    text: str
    moved: int = 0
    clock: str = ""
    place: str = ""
    cancelled: bool = False
    moved_from: PartialDate | None = None

    @property
    def full_title(self) -> str:
        """The title, and that it is cancelled."""
        return _("Inställt: {what}").format(what=self.title) if self.cancelled else self.title

    @property
    def day(self) -> date | None:
        """The first day on which it can have happened."""
        return self.happened.first if self.happened else None


# By what an id says after #, up to its own part. The order is that of a day: what began before what came of it.
_NAMES = {
    "signed": EventKind.SIGNED,
    "published": EventKind.PUBLISHED,
    "replaced-by": EventKind.REPLACED,
    "handelse": EventKind.CHANGED,
    "uppfoljning": EventKind.INTERIM,
    "deadline-passed": EventKind.DEADLINE_PASSED,
    "removed": EventKind.REMOVED,
    "news": EventKind.NEWS,
    "cancelled": EventKind.CANCELLED,
    "reinstated": EventKind.REINSTATED,
    "entered": EventKind.ENTERED,
}


def kind_of(name: str) -> EventKind:
    """What kind of event an id tells of, by its part after #; CHANGED for one that is not known."""
    return next((kind for start, kind in _NAMES.items() if name.startswith(start)), EventKind.CHANGED)


def rank(name: str) -> int:
    """Where in the order of a day an event comes, by its id's part after #. It never changes, as a kind may."""
    return next((place for place, start in enumerate(_NAMES) if name.startswith(start)), len(_NAMES))


def events(
    register: Register,
    record: AnyRecord,
    standing: Standing | None = None,
    *,
    log: PublicationLog = EMPTY,
    publishing: date | None = None,
) -> tuple[Event, ...]:
    """Everything dated that the register tells of `record`, in order of time, undated first; ties by id.

    A month or a year counts from its first day, and comes after the days that begin with it. `publishing` is the day
    of the publication that is being made, None where none is.
    """
    told = (*_events(register, record, standing, log=log), *_entry(record, log, publishing))
    return tuple(sorted(told, key=_order))


def _order(event: Event) -> tuple[date, date, str]:
    if event.happened is None:
        return date.min, date.min, event.id
    return event.happened.first, event.happened.last, event.id


def _events(
    register: Register, record: AnyRecord, standing: Standing | None, *, log: PublicationLog
) -> Iterator[Event]:
    if isinstance(record, RemovedRecord):
        for number, removed in enumerate(record.removed, 1):
            name = "removed" if number == 1 else f"removed-{number}"
            title = _("Uppgifterna togs bort")
            yield _event(
                log, record, name, kind=EventKind.REMOVED, happened=removed.date, title=title, text=removed.reason
            )
        return
    if is_a(record, Pledge) or is_a(record, Agreement):
        yield from _beginnings(register, record, log)
    if is_a(record, Plan) and record.fields.decided is not None:
        decided, title = record.fields.decided, _("Åtgärdsplanen beslutades")
        yield _event(log, record, "published", kind=EventKind.PUBLISHED, happened=decided, title=title)
    if is_a(record, News):
        fields, text = record.fields, record.fields.summary or ""
        yield _event(log, record, "news", kind=EventKind.NEWS, happened=fields.date, title=fields.title, text=text)
    if is_commitment(record):
        yield from _changes(record, record, log)
        yield from _follow_ups(register, record, log)
        yield from _deadlines(register, record, standing, log=log)


def _entry(record: AnyRecord, log: PublicationLog, publishing: date | None) -> Iterator[Event]:
    """When it was entered: the day on which it was first published, be it the publication that is being made."""
    if record.is_draft or not isinstance(record, Record) or not isinstance(record.fields, Chain | Mention):
        return
    editions = log.editions.get(log.first_address(record), ())
    day = editions[0].day if editions else publishing
    if day is not None:
        title = _("Lades in i portalen")
        yield _event(log, record, "entered", kind=EventKind.ENTERED, happened=PartialDate.of(day), title=title)


def _beginnings(register: Register, record: Record[Pledge | Agreement], log: PublicationLog) -> Iterator[Event]:
    """Signed, published, and replaced by another."""
    fields = record.fields
    if fields.signed is not None:
        title = _("Löftet undertecknades") if isinstance(fields, Pledge) else _("Överenskommelsen undertecknades")
        yield _event(log, record, "signed", kind=EventKind.SIGNED, happened=fields.signed, title=title)
    if isinstance(fields, Pledge) and fields.published is not None:
        title = _("Löftet publicerades")
        yield _event(log, record, "published", kind=EventKind.PUBLISHED, happened=fields.published, title=title)
    for successor in register.successors(record):
        published = successor.fields.published if isinstance(successor.fields, Pledge) else None
        yield _event(
            log,
            record,
            f"{SUCCESSOR.removeprefix('#')}{log.first_address(successor)}",
            kind=EventKind.REPLACED,
            happened=published or successor.fields.signed or successor.fields.period.start,
            title=_("Ersattes av ”{title}”").format(title=successor.fields.title),
            about=successor.identity,
        )


def _changes(owner: Record, record: Record, log: PublicationLog) -> Iterator[Event]:
    """What the public must be told of `record`: the owner of the timeline, or one of its follow-ups."""
    for change, event_id in zip(record.changes, change_ids(record, log), strict=True):
        title = _change_title(change)
        reason = _("Skäl: {reason}").format(reason=change.reason) if change.reason else ""
        text = change.text if change.text != title else ""
        yield Event(
            id=event_id,
            identity=owner.identity,
            about=record.identity,
            kind=EventKind.DEADLINE_MOVED if change.new_latest else EventKind.CHANGED,
            happened=change.date,
            title=title,
            text=" ".join(part for part in (_when_and_where(change), text, _ends(change), reason) if part),
            clock=change.clock or "",
            place=change.place or "",
            cancelled=change.cancelled,
            moved_from=change.moved_from,
        )


def change_ids(record: Record, log: PublicationLog) -> tuple[str, ...]:
    """The ids of a record's lines under `händelser`, in their order."""
    return identities(
        log, log.first_address(record), [(change.date, _change_title(change)) for change in record.changes]
    )


def _change_title(change: Change) -> str:
    if change.new_latest is None:
        return change.text
    return _("Uppföljningen flyttades till {day}").format(day=partial(change.new_latest))


def _when_and_where(change: Change) -> str:
    """Kl. 18.00–19.30, Provby bibliotek. Flyttat från 2 maj 2019."""
    where = ", ".join(filter(None, (_("kl. {clock}").format(clock=change.clock) if change.clock else "", change.place)))
    moved = _("Flyttat från {day}.").format(day=partial(change.moved_from)) if change.moved_from is not None else ""
    return " ".join(part for part in (f"{capital(where)}." if where else "", moved) if part)


def _ends(change: Change) -> str:
    """The old and the new end, where a change moves it."""
    if change.new_end is None:
        return ""
    if change.old_end is None:
        return _("Nytt slut: {new}.").format(new=partial(change.new_end))
    return _("Slutet flyttades från {old} till {new}.").format(old=partial(change.old_end), new=partial(change.new_end))


def _follow_ups(register: Register, record: Record[Commitment], log: PublicationLog) -> Iterator[Event]:
    for follow_up in register.follow_ups(record):
        fields = follow_up.fields
        by_party = is_by_party(register, follow_up, record)
        kind = EventKind.BY_OTHERS if not by_party else EventKind.FINAL if fields.is_final else EventKind.INTERIM
        sort = follow_up_sort(by_party=by_party, is_final=fields.is_final)
        yield Event(
            id=f"{log.first_address(follow_up)}#uppfoljning",
            identity=record.identity,
            about=follow_up.identity,
            kind=kind,
            happened=fields.date,
            title=f"{sort} – {fields.title}",
            text=fields.summary or "",
        )
        yield from _changes(record, follow_up, log)


def _deadlines(
    register: Register, record: Record[Commitment], standing: Standing | None, *, log: PublicationLog
) -> Iterator[Event]:
    period = record.fields.period
    if period is not None and period.last is not None:
        end, title, moved = PartialDate.of(period.last), _("Perioden slutar"), _times_changed(log, record)
        yield _event(log, record, "period-end", kind=EventKind.PERIOD_END, happened=end, title=title, moved=moved)
    if standing is not None and standing.due is not None:
        due, title, moved = PartialDate.of(standing.due), _("Utlovad dag för uppföljningen"), len(standing.moves)
        yield _event(log, record, "follow-up-due", kind=EventKind.FOLLOW_UP_DUE, happened=due, title=title, moved=moved)
    for missed in _missed_deadlines(register, record, standing):
        title = _("Uppföljningen skulle ha varit klar {day}").format(day=day(missed))
        name, happened = f"deadline-passed-{missed}", PartialDate.of(missed + DAY)
        yield _event(log, record, name, kind=EventKind.DEADLINE_PASSED, happened=happened, title=title)


def _missed_deadlines(register: Register, record: Record[Commitment], standing: Standing | None) -> list[date]:
    """The promised days that went by without a follow-up: the one that is awaited, and those that were late."""
    facts = gather_facts(register, record)
    if facts.due is None and not facts.moves:
        return []
    over_time = StatusOverTime(facts)
    dues = dict.fromkeys(due for due in (facts.due, *(move.new for _, move in facts.moves)) if due is not None)
    answered = [report.since for report in facts.reports] + [announced for announced, _ in facts.moves]
    awaited = standing.due if standing is not None and standing.follow_up is FollowUpState.LATE else None
    return [
        due
        for due in dues
        if over_time.on(due + DAY).follow_up is FollowUpState.LATE
        and (due == awaited or any(day_of_answer > due for day_of_answer in answered))
    ]


def _times_changed(log: PublicationLog, record: Record[Commitment]) -> int:
    """How many times the period has been changed since the record was first published."""
    editions = log.editions.get(log.first_address(record), ())
    periods = [*(edition.period for edition in editions), str(record.fields.period)]
    return sum(before != after for before, after in pairwise(periods))


def _event(
    log: PublicationLog,
    record: AnyRecord,
    name: str,
    *,
    kind: EventKind,
    happened: PartialDate | None,
    title: str,
    text: str | None = None,
    about: str | None = None,
    moved: int = 0,
) -> Event:
    """An event of `record`, which `name` tells from its others; about the record itself, with its title as the text,
    unless something else is said."""
    return Event(
        id=f"{log.first_address(record)}#{name}",
        identity=record.identity,
        about=record.identity if about is None else about,
        kind=kind,
        happened=happened,
        title=title,
        text=record.title if text is None else text,
        moved=moved,
    )
