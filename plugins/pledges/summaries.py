"""What gathering pages need to know of a municipality: a small summary, so that they never read its records."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pledges.announcements import Announcement, announcements, first_published, in_calendar
from pledges.artefacts import digest, serialise
from pledges.coverage import DAY
from pledges.punctuality import Arrival, arrivals
from pledges.records import Kind, Record
from pledges.register import Register
from pledges.steps import steps_until
from pledges.values import day_after
from pledges.views.cards import pledge_card, record_card
from pledges.views.common import LateRow, Link, PledgeCard, RecordCard
from pledges.views.outlook import Outlook, happenings, link_to
from pledges.views.places import late_rows

__all__ = ["Announcement", "Summary", "WorkRow", "summarise"]

_CARDS = (Kind.AGREEMENT, Kind.PLAN, Kind.PICTURE, Kind.FOLLOW_UP)


@dataclass(frozen=True, slots=True)
class WorkRow:
    """Something for staff to do: a follow-up that is due soon or overdue."""

    path: str
    title: str
    due: date
    overdue: bool


@dataclass(frozen=True, slots=True)
class Summary:
    """One municipality's own records, as lists tell of them. Shared ones are only with the municipality they lie in.

    `announcements` are what readers have been told of; `dates` what belongs in a calendar.
    `arrivals` are how promised follow-ups came; `postal_codes` lead to parts of the municipality.
    `published` is the day on which any of it was first published, None before that; `until` the next day on which
    anything here changes by itself. `marks` are the cards' digests, by identity.
    """

    slug: str
    entered: bool
    compilation: bool
    pledges: tuple[PledgeCard, ...]
    records: tuple[RecordCard, ...]
    announcements: tuple[Announcement, ...]
    late: tuple[LateRow, ...]
    work: tuple[WorkRow, ...]
    drafts: tuple[str, ...]
    areas: tuple[Link, ...]
    until: date | None
    dates: tuple[Announcement, ...] = ()
    published: date | None = None
    marks: tuple[tuple[str, str], ...] = ()
    arrivals: tuple[Arrival, ...] = ()
    postal_codes: tuple[tuple[str, Link], ...] = ()


def summarise(outlook: Outlook, slug: str) -> Summary:
    """The summary of the municipality `slug`."""
    register = outlook.register
    own = [record for _, record in sorted(register.records.items()) if record.municipality == slug]
    public = [record for record in own if register.get(record.identity) is not None]
    pledges = tuple(pledge_card(outlook, record) for record in public if record.kind is Kind.PLEDGE)
    records = tuple(record_card(outlook, record) for record in public if record.kind in _CARDS)
    cards: tuple[PledgeCard | RecordCard, ...] = (*pledges, *records)
    home = next((record for record in public if record.kind is Kind.MUNICIPALITY), None)
    untils = [day for record in public for day in _turning_days(outlook, record) if day > outlook.day]
    told = tuple(announcements(outlook, own, slug))
    untils += [one.event.day for one in told if one.event.day is not None and one.event.day > outlook.day]
    if any(one.announced == outlook.day and one.event.id not in outlook.memory.events for one in told):
        untils.append(outlook.day + DAY)
    return Summary(
        slug, bool(own), home is not None and home.fields.kept_by is not None, pledges, records,
        tuple(one for one in told if one.announced is not None), late_rows(outlook, slug), _work(outlook, public),
        tuple(record.path for record in own if record.is_draft),
        tuple(link_to(register, record) for record in public if record.kind is Kind.AREA), min(untils, default=None),
        tuple(one for one in told if in_calendar(one)), first_published(outlook.memory, own),
        tuple((card.identity, digest(serialise(card))) for card in cards), tuple(arrivals(outlook, public)),
        tuple(_postal_codes(register, public)),
    )  # fmt: skip


def _turning_days(outlook: Outlook, record: Record) -> Iterator[date]:
    """The days on which what a page, a list or the work list says of a record may change by itself."""
    span = getattr(record.fields, "period", None) or getattr(record.fields, "covers", None)
    if span is not None:
        yield from (day for day in (span.first, span.last and day_after(span.last)) if day is not None)
    now = outlook.standings.get(record.identity)
    if now is None:
        return
    if now.until is not None:
        yield now.until
    if now.due is not None:
        yield now.due - outlook.settings.due_soon_days * DAY
        yield day_after(now.due)
    yield from (event.day for event in happenings(outlook, record) if event.day is not None)
    if record.kind is Kind.AGREEMENT and (day := steps_until(outlook.register, record, outlook.day)) is not None:
        yield day


def _postal_codes(register: Register, records: list[Record]) -> Iterator[tuple[str, Link]]:
    """Each postal code (five digits) that a part of the municipality says is its own."""
    for record in records:
        for text in record.fields.postal_codes if record.kind is Kind.AREA else ():
            code = "".join(text.split())
            if len(code) == 5 and code.isdigit():
                yield code, link_to(register, record)


def _work(outlook: Outlook, records: list[Record]) -> tuple[WorkRow, ...]:
    rows = []
    for record in records:
        now = outlook.standings.get(record.identity)
        if now is None or now.due is None or now.follow_up.value not in ("not-due", "awaited", "late"):
            continue
        days = (now.due - outlook.day).days
        if days <= outlook.settings.due_soon_days and not outlook.register.is_compilation(record):
            rows.append(WorkRow(record.path, str(record.fields.title), now.due, days < 0))
    return tuple(sorted(rows, key=lambda row: (row.due, row.path)))
