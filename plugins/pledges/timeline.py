"""The dated events of a record: the one source for its page's timeline, the feeds, the calendar and open data.

An event's identity is made of the record's first address and what happened, never of a title or an order, so
that it stays the same when texts are mended, records move or the site changes domain.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pledges.records import Change, Kind, Record
from pledges.register import Register
from pledges.standing import FollowUpState, Standing
from pledges.swedish import partial
from pledges.texts import _
from pledges.values import PartialDate


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
    page only. `about` is the identity of the page to read: the follow-up's own for a follow-up.
    """

    id: str
    identity: str
    about: str
    kind: EventKind
    happened: PartialDate | None
    title: str
    text: str

    @property
    def day(self) -> date | None:
        """The first day on which it can have happened."""
        return self.happened.first if self.happened else None


def first_address(record: Record) -> str:
    """The identity under which the record was first known: its oldest address."""
    former = getattr(record.fields, "former_addresses", ()) if record.fields is not None else ()
    return str(former[0]).strip("/") if former else record.identity


def events(register: Register, record: Record, standing: Standing | None = None) -> tuple[Event, ...]:
    """Everything dated that the register tells of `record`, in order of time, undated first; ties by id."""
    found = sorted(_events(register, record, standing), key=lambda event: (event.day or date.min, event.id))
    return tuple(found)


def _events(register: Register, record: Record, standing: Standing | None) -> Iterator[Event]:
    fields = record.fields
    if fields is None:
        for removed in record.removed:
            yield _event(record, EventKind.REMOVED, removed.date, _("Uppgifterna togs bort"), removed.reason)
        return
    if record.kind in (Kind.PLEDGE, Kind.AGREEMENT):
        if fields.signed is not None:
            word = _("Löftet undertecknades") if record.kind is Kind.PLEDGE else _("Överenskommelsen undertecknades")
            yield _event(record, EventKind.SIGNED, fields.signed, word, fields.title)
        if record.kind is Kind.PLEDGE and fields.published is not None:
            yield _event(record, EventKind.PUBLISHED, fields.published, _("Löftet publicerades"), fields.title)
        for successor in register.sources(record.identity, record.kind, "succeeds"):
            when = successor.fields.published if successor.kind is Kind.PLEDGE else None
            when = when or successor.fields.signed or successor.fields.period.start
            yield _event(
                record,
                EventKind.REPLACED,
                when,
                _("Ersattes av ”{title}”").format(title=successor.fields.title),
                "",
                successor,
            )
    if record.kind is Kind.PLAN and fields.decided is not None:
        yield _event(record, EventKind.PUBLISHED, fields.decided, _("Åtgärdsplanen beslutades"), fields.title)
    if record.kind is Kind.NEWS:
        yield _event(record, EventKind.NEWS, fields.date, fields.title, fields.summary or "")
    yield from _changes(record, getattr(fields, "changes", ()))
    if record.kind in (Kind.PLEDGE, Kind.AGREEMENT, Kind.PLAN):
        yield from _follow_ups(register, record)
        yield from _deadlines(record, standing)


def _changes(record: Record, changes: tuple[Change, ...]) -> Iterator[Event]:
    seen: dict[str, int] = {}
    for change in changes:
        kind = EventKind.DEADLINE_MOVED if change.new_latest else EventKind.CHANGED
        day = str(change.date) if change.date else "odaterad"
        seen[day] = seen.get(day, 0) + 1
        text = " ".join(
            part for part in (change.text, change.reason and _("Skäl: {reason}").format(reason=change.reason)) if part
        )
        title = (
            _("Uppföljningen flyttades till {day}").format(day=partial(change.new_latest))
            if change.new_latest
            else change.text
        )
        suffix = f"{day}-{seen[day]}" if seen[day] > 1 else day
        yield Event(
            f"{first_address(record)}#handelse-{suffix}",
            record.identity,
            record.identity,
            kind,
            change.date,
            title,
            text,
        )


def _follow_ups(register: Register, record: Record) -> Iterator[Event]:
    for follow_up in register.sources(record.identity, Kind.FOLLOW_UP, "pledge", "agreement", "plan"):
        final = follow_up.fields.type == "slutlig"
        kind = EventKind.FINAL if final else EventKind.INTERIM
        word = _("Slutlig uppföljning") if final else _("Delredovisning")
        yield Event(
            f"{first_address(follow_up)}#uppfoljning", record.identity, follow_up.identity, kind,
            follow_up.fields.date, f"{word}: {follow_up.fields.title}", follow_up.fields.effect or "",
        )  # fmt: skip


def _deadlines(record: Record, standing: Standing | None) -> Iterator[Event]:
    period = record.fields.period
    if period is not None and period.end is not None:
        end = PartialDate(period.end.last.year, period.end.last.month, period.end.last.day)
        yield _event(record, EventKind.PERIOD_END, end, _("Perioden slutar"), record.fields.title)
    if standing is None or standing.due is None:
        return
    due = PartialDate(standing.due.year, standing.due.month, standing.due.day)
    if standing.follow_up is FollowUpState.LATE:
        yield _event(
            record, EventKind.DEADLINE_PASSED, due, _("Uppföljningen skulle ha varit klar"), record.fields.title
        )
    else:
        yield _event(record, EventKind.FOLLOW_UP_DUE, due, _("Uppföljningen ska vara klar"), record.fields.title)


def _event(
    record: Record, kind: EventKind, when: PartialDate | None, title: str, text: str, about: Record | None = None
) -> Event:
    name = kind.value if kind is not EventKind.DEADLINE_PASSED else f"{kind.value}-{when}"
    target = about.identity if about is not None else record.identity
    return Event(f"{first_address(record)}#{name}", record.identity, target, kind, when, title, text)
