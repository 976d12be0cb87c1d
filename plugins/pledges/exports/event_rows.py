"""What has been announced as rows of the table that is open data, a row an event. table_columns.py says what each column means."""

from dataclasses import dataclass

from pledges.feeds.announcement import Announcement
from pledges.feeds.item_text import tag
from pledges.history.events import EventKind
from pledges.history.snapshot import Snapshot
from pledges.settings import absolute
from pledges.views.table_cells import together, yes_or_no

_WORDS = {
    EventKind.PUBLISHED: "publicerat",
    EventKind.SIGNED: "undertecknat",
    EventKind.CHANGED: "möte eller ändring",
    EventKind.DEADLINE_MOVED: "uppföljningen flyttad",
    EventKind.INTERIM: "delredovisning",
    EventKind.FINAL: "slutlig redovisning",
    EventKind.BY_OTHERS: "redovisat av andra",
    EventKind.DEADLINE_PASSED: "utlovad dag passerad",
    EventKind.REPLACED: "ersatt",
    EventKind.REMOVED: "borttaget",
    EventKind.PERIOD_END: "perioden slutar",
    EventKind.FOLLOW_UP_DUE: "utlovad dag för uppföljningen",
    EventKind.NEWS: "nyhet",
    EventKind.CANCELLED: "inställt",
    EventKind.REINSTATED: "blir av",
    EventKind.ENTERED: "inlagt i portalen",
}


@dataclass(frozen=True, kw_only=True)
class EventRow:
    """An event: what happened to what, when, and where it stood before and after."""

    municipalities: str
    counties: str
    identity: str
    happened: str
    announced: str
    sort: str
    headline: str
    text: str
    subject: str
    before: str
    after: str
    next_step: str
    compilation: str
    address: str


def event_row(snapshot: Snapshot, announcement: Announcement) -> EventRow:
    event, subject, settings = announcement.event, announcement.subject, snapshot.settings
    known = snapshot.register.geography.municipalities
    return EventRow(
        municipalities=together(link.text for link in subject.municipalities),
        counties=together(dict.fromkeys(known[slug].county_name for slug in subject.slugs if slug in known)),
        identity=tag(settings, event.id),
        happened=str(event.happened or ""),
        announced=str(announcement.announced or ""),
        sort=_WORDS[event.kind],
        headline=announcement.headline,
        text=announcement.text,
        subject=event.identity,
        before=announcement.before,
        after=announcement.after,
        next_step=announcement.next_step,
        compilation=yes_or_no(subject.compilation),
        address=absolute(settings, announcement.href),
    )
