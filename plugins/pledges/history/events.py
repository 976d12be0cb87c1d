"""The dated events of a record: the one source for its page's timeline, the feeds, the calendar and open data.

An event's id is made of the record's first address and what happened, never of a title or an order, so that it
stays the same when texts are mended, records move or the site changes domain. Lines under `händelser` have no name
of their own: `changes.identities` finds each again in what has been published.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from pledges.content.record import AnyRecord, Record, RemovedRecord, is_a, is_commitment
from pledges.content.register import Register
from pledges.content.schema import Agreement, Change, Commitment, News, Plan, Pledge
from pledges.history.change_identity import identities
from pledges.history.publication_log import EMPTY, PublicationLog
from pledges.i18n import _
from pledges.status.date_ranges import DAY
from pledges.status.facts import gather_facts
from pledges.status.standing import FollowUpState, Standing, StatusOverTime
from pledges.swedish import day, partial
from pledges.values import PartialDate

SUCCESSOR = "#replaced-by-"


class EventKind(StrEnum):
    """What can happen to a record."""

    PUBLISHED = "published"
    SIGNED = "signed"
    CHANGED = "changed"
    DEADLINE_MOVED = "deadline-moved"
    INTERIM = "interim-follow-up"
    FINAL = "final-follow-up"
    DEADLINE_PASSED = "deadline-passed"
    REPLACED = "replaced"
    REMOVED = "removed"
    PERIOD_END = "period-end"
    FOLLOW_UP_DUE = "follow-up-due"
    NEWS = "news"


ANNOUNCED = frozenset(EventKind) - {EventKind.PERIOD_END, EventKind.FOLLOW_UP_DUE}


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, or is to happen, to the record `identity`.

    `id` is stable for ever. `happened` is as exact as the source; an event without a date has None and is on the
    page only. `about` is the identity of the page to read: the follow-up's own for a follow-up. `moved` is how many
    times the day has been changed.
    """

    id: str
    identity: str
    about: str
    kind: EventKind
    happened: PartialDate | None
    title: str
    text: str
    moved: int = 0

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
}


def kind_of(name: str) -> EventKind:
    """What kind of event an id tells of, by its part after #; CHANGED for one that is not known."""
    return next((kind for start, kind in _NAMES.items() if name.startswith(start)), EventKind.CHANGED)


def rank(name: str) -> int:
    """Where in the order of a day an event comes, by its id's part after #. It never changes, as a kind may."""
    return next((place for place, start in enumerate(_NAMES) if name.startswith(start)), len(_NAMES))


def events(
    register: Register, record: AnyRecord, standing: Standing | None = None, log: PublicationLog = EMPTY
) -> tuple[Event, ...]:
    """Everything dated that the register tells of `record`, in order of time, undated first; ties by id.

    A month or a year counts from its first day, and comes after the days that begin with it.
    """
    return tuple(sorted(_events(register, record, standing, log), key=_order))


def _order(event: Event) -> tuple[date, date, str]:
    if event.happened is None:
        return date.min, date.min, event.id
    return event.happened.first, event.happened.last, event.id


def _events(register: Register, record: AnyRecord, standing: Standing | None, log: PublicationLog) -> Iterator[Event]:
    first = log.first_address(record)
    if isinstance(record, RemovedRecord):
        for number, removed in enumerate(record.removed, 1):
            name = f"{first}#removed" if number == 1 else f"{first}#removed-{number}"
            yield _event(record, name, EventKind.REMOVED, removed.date, _("Uppgifterna togs bort"), removed.reason)
        return
    if is_a(record, Pledge) or is_a(record, Agreement):
        yield from _beginnings(register, record, log)
    if is_a(record, Plan) and record.fields.decided is not None:
        title = _("Åtgärdsplanen beslutades")
        yield _event(
            record, f"{first}#published", EventKind.PUBLISHED, record.fields.decided, title, record.fields.title
        )
    if is_a(record, News):
        fields = record.fields
        yield _event(record, f"{first}#news", EventKind.NEWS, fields.date, fields.title, fields.summary or "")
    if is_commitment(record):
        yield from _changes(record, record, log)
        yield from _follow_ups(register, record, log)
        yield from _deadlines(register, record, standing, log)


def _beginnings(register: Register, record: Record[Pledge | Agreement], log: PublicationLog) -> Iterator[Event]:
    """Signed, published, and replaced by another."""
    first, fields = log.first_address(record), record.fields
    if fields.signed is not None:
        title = _("Löftet undertecknades") if isinstance(fields, Pledge) else _("Överenskommelsen undertecknades")
        yield _event(record, f"{first}#signed", EventKind.SIGNED, fields.signed, title, fields.title)
    if isinstance(fields, Pledge) and fields.published is not None:
        title = _("Löftet publicerades")
        yield _event(record, f"{first}#published", EventKind.PUBLISHED, fields.published, title, fields.title)
    for successor in register.successors(record):
        when = successor.fields.published if isinstance(successor.fields, Pledge) else None
        when = when or successor.fields.signed or successor.fields.period.start
        title = _("Ersattes av ”{title}”").format(title=successor.fields.title)
        name = f"{first}{SUCCESSOR}{log.first_address(successor)}"
        yield Event(name, record.identity, successor.identity, EventKind.REPLACED, when, title, fields.title)


def _changes(owner: Record, record: Record, log: PublicationLog) -> Iterator[Event]:
    """What the public must be told of `record`: the owner of the timeline, or one of its follow-ups."""
    told = [(change.date, _change_title(change)) for change in record.changes]
    for change, (when, title), name in zip(
        record.changes, told, identities(log, log.first_address(record), told), strict=True
    ):
        kind = EventKind.DEADLINE_MOVED if change.new_latest else EventKind.CHANGED
        reason = _("Skäl: {reason}").format(reason=change.reason) if change.reason else ""
        text = " ".join(part for part in (change.text if change.text != title else "", reason) if part)
        yield Event(name, owner.identity, record.identity, kind, when, title, text)


def _change_title(change: Change) -> str:
    if change.new_latest is None:
        return change.text
    return _("Uppföljningen flyttades till {day}").format(day=partial(change.new_latest))


def _follow_ups(register: Register, record: Record[Commitment], log: PublicationLog) -> Iterator[Event]:
    for follow_up in register.follow_ups(record):
        fields = follow_up.fields
        kind = EventKind.FINAL if fields.is_final else EventKind.INTERIM
        word = _("Slutlig uppföljning") if fields.is_final else _("Delredovisning")
        name = f"{log.first_address(follow_up)}#uppfoljning"
        title = f"{word} – {fields.title}"
        yield Event(name, record.identity, follow_up.identity, kind, fields.date, title, fields.summary or "")
        yield from _changes(record, follow_up, log)


def _deadlines(
    register: Register, record: Record[Commitment], standing: Standing | None, log: PublicationLog
) -> Iterator[Event]:
    first, fields = log.first_address(record), record.fields
    if fields.period is not None and fields.period.last is not None:
        title = _("Perioden slutar")
        end = _exact(fields.period.last)
        yield Event(
            f"{first}#period-end", record.identity, record.identity, EventKind.PERIOD_END, end, title, fields.title,
            _times_changed(log, record),
        )  # fmt: skip
    if standing is not None and standing.due is not None:
        title = _("Uppföljningen ska vara klar")
        due = _exact(standing.due)
        yield Event(
            f"{first}#follow-up-due", record.identity, record.identity, EventKind.FOLLOW_UP_DUE, due, title, fields.title,
            len(standing.moves),
        )  # fmt: skip
    for missed in _passed(register, record, standing):
        title = _("Uppföljningen skulle ha varit klar {day}").format(day=day(missed))
        name = f"{first}#deadline-passed-{missed}"
        yield _event(record, name, EventKind.DEADLINE_PASSED, _exact(missed + DAY), title, fields.title)


def _passed(register: Register, record: Record[Commitment], standing: Standing | None) -> list[date]:
    """The promised days that went by without a follow-up: the one that is awaited, and those that were late."""
    facts = gather_facts(register, record)
    if facts.due is None and not facts.moves:
        return []
    over_time = StatusOverTime(facts)
    dues = dict.fromkeys(due for due in (facts.due, *(move.new for _, move in facts.moves)) if due is not None)
    told = [report.since for report in facts.reports] + [announced for announced, _ in facts.moves]
    is_late = standing is not None and standing.follow_up is FollowUpState.LATE
    return [
        due
        for due in dues
        if over_time.on(due + DAY).follow_up is FollowUpState.LATE
        and ((is_late and standing is not None and standing.due == due) or any(one > due for one in told))
    ]


def _times_changed(log: PublicationLog, record: Record[Commitment]) -> int:
    """How many times the period has been changed since the record was first published."""
    editions = log.editions.get(log.first_address(record), ())
    periods = [*(edition.period for edition in editions), str(record.fields.period)]
    return sum(one != other for one, other in pairwise(periods))


def _exact(day: date) -> PartialDate:
    return PartialDate(day.year, day.month, day.day)


def _event(record: AnyRecord, name: str, kind: EventKind, when: PartialDate | None, title: str, text: str) -> Event:
    return Event(name, record.identity, record.identity, kind, when, title, text)
