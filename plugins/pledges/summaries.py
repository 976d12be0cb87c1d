"""What gathering pages need to know of a municipality: a small summary, so that they never read its records."""

from dataclasses import dataclass
from datetime import date

from pledges.announcements import Announcement as Announcement
from pledges.announcements import announcements, in_calendar
from pledges.records import Kind, Record
from pledges.views.common import LateRow, Link, PledgeCard, RecordCard
from pledges.views.outlook import Outlook, link_to, pledge_card, record_card
from pledges.views.places import late_rows

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
    told = tuple(announcements(outlook, own))
    untils += [one.event.day for one in told if one.event.day is not None and one.event.day > outlook.day]
    return Summary(
        slug, bool(own), home is not None and home.fields.kept_by is not None, pledges, records,
        tuple(one for one in told if one.announced is not None), late_rows(outlook, slug), _work(outlook, public),
        tuple(record.path for record in own if record.is_draft),
        tuple(link_to(register, record) for record in public if record.kind is Kind.AREA), min(untils, default=None),
        tuple(one for one in told if in_calendar(one)),
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
