"""What gathering pages need to know of a municipality: a small summary, so that they never read its records."""

from dataclasses import dataclass
from datetime import date

from pledges.records import Kind, Record
from pledges.timeline import ANNOUNCED, Event, events
from pledges.views.common import LateRow, Link, PledgeCard, RecordCard
from pledges.views.outlook import Outlook, link_to, municipality_link, pledge_card, record_card
from pledges.views.places import late_rows

_CARDS = (Kind.AGREEMENT, Kind.PLAN, Kind.PICTURE, Kind.FOLLOW_UP)


@dataclass(frozen=True, slots=True)
class Announcement:
    """An event with what a list or a feed must say of it, readable outside its page."""

    event: Event
    record: Link
    href: str
    municipalities: tuple[Link, ...]
    municipality_slugs: tuple[str, ...]
    themes: tuple[str, ...]
    parties: tuple[str, ...]
    areas: tuple[str, ...]
    compilation: bool
    status: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WorkRow:
    """Something for staff to do: a follow-up that is due soon or overdue."""

    path: str
    title: str
    due: date
    overdue: bool


@dataclass(frozen=True, slots=True)
class Summary:
    """One municipality's own records, as lists tell of them. Shared ones are only with the municipality they lie in."""

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


def summarise(outlook: Outlook, slug: str) -> Summary:
    """The summary of the municipality `slug`."""
    register = outlook.register
    own = [record for _, record in sorted(register.records.items()) if record.municipality == slug]
    public = [record for record in own if register.get(record.identity) is not None]
    pledges = tuple(pledge_card(outlook, record) for record in public if record.kind is Kind.PLEDGE)
    records = tuple(record_card(outlook, record) for record in public if record.kind in _CARDS)
    home = next((record for record in public if record.kind is Kind.MUNICIPALITY), None)
    untils = [
        now.until
        for record in public
        if (now := outlook.standings.get(record.identity)) is not None and now.until is not None
    ]
    return Summary(
        slug, bool(own), home is not None and home.fields.kept_by is not None, pledges, records,
        tuple(_announcements(outlook, public)), late_rows(outlook, slug), _work(outlook, public),
        tuple(record.path for record in own if record.is_draft),
        tuple(link_to(register, record) for record in public if record.kind is Kind.AREA), min(untils, default=None),
    )  # fmt: skip


def _announcements(outlook: Outlook, records: list[Record]) -> list[Announcement]:
    found = []
    cards: dict[str, PledgeCard | RecordCard] = {}
    for record in records:
        if record.kind not in (Kind.PLEDGE, Kind.AGREEMENT, Kind.PLAN):
            continue
        now = outlook.standings[record.identity]
        for event in events(outlook.register, record, now):
            if event.kind not in ANNOUNCED or event.day is None or event.day > outlook.day:
                continue
            if record.identity not in cards:
                cards[record.identity] = (
                    pledge_card(outlook, record) if record.kind is Kind.PLEDGE else record_card(outlook, record)
                )
            found.append(announcement(outlook, record, event, cards[record.identity]))
    return found


def announcement(outlook: Outlook, record: Record, event: Event, card: PledgeCard | RecordCard) -> Announcement:
    """An event told so that it is understood outside the site."""
    register = outlook.register
    about = register.get(event.about)
    link = link_to(register, record)
    lines = [line for line in (event.text, card.summary) if line and line != event.title]
    status = card.headline if isinstance(card, PledgeCard) else ""
    areas = card.areas if isinstance(card, PledgeCard) else ()
    href = link_to(register, about).href if about is not None else link.href
    return Announcement(
        event, link, href or "", tuple(municipality_link(register, slug) for slug in card.municipality_slugs),
        card.municipality_slugs, card.themes, card.parties, areas, card.compilation, status, tuple(lines),
    )  # fmt: skip


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
