"""What the page of every record is given. What one kind has beside that is in its own module, named after it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pledges import swedish
from pledges.content.record import Record, in_thread
from pledges.content.record_fields import Agreement, Pledge
from pledges.history.snapshot import Snapshot
from pledges.views.cards import newest_first, record_card
from pledges.views.free_text import body_html
from pledges.views.links import municipality_links
from pledges.views.page_parts import meta, source_rows, timeline
from pledges.views.revisions import revisions, unchanged_since
from pledges.views.status import Status
from pledges.views.thread import Thread, thread
from pledges.views.view_types import Fact, Link, Meta, RecordCard, RevisionRow, SourceRow, TimelineRow
from pledges.written_values import PartialDate


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPart:
    """What the page of a record has, whatever its kind. Only those in the thread have a `thread` and a `timeline`.

    Where there are no `revisions` it says what it said on the day `unchanged_since`, "" where it is not published.
    """

    meta: Meta
    summary: str
    compilation: bool
    municipalities: tuple[Link, ...]
    thread: Thread | None
    facts: tuple[Fact, ...]
    body: str
    timeline: tuple[TimelineRow, ...]
    sources: tuple[SourceRow, ...]
    missing: tuple[str, ...]
    contact: str
    revisions: tuple[RevisionRow, ...]
    unchanged_since: str


@dataclass(frozen=True, slots=True)
class RecordView:
    """The page of a record (in the thread `record.html`)."""

    record: RecordPart

    @property
    def meta(self) -> Meta:
        return self.record.meta


@dataclass(frozen=True, slots=True)
class FollowedRecordView(RecordView):
    """The page of a record that is followed up (`followed-record.html`): a pledge, an agreement or a plan."""

    status: Status
    follow_ups: tuple[RecordCard, ...]


def record_part(
    snapshot: Snapshot, record: Record, *, template: str, facts: tuple[Fact, ...] = (), description: str = ""
) -> RecordPart:
    """What the page of `record` has, whatever its kind. `facts` are the kind's own, as is `description` where given."""
    register, fields = snapshot.register, record.fields
    return RecordPart(
        meta=meta(snapshot, record, template, description=description),
        summary=fields.summary or "",
        compilation=register.is_compilation(record),
        municipalities=municipality_links(register, register.municipalities(record)),
        thread=thread(snapshot, record) if in_thread(record) else None,
        facts=facts,
        body=body_html(snapshot, record),
        timeline=tuple(reversed(timeline(snapshot, record))) if in_thread(record) else (),
        sources=source_rows(record, fields.sources),
        missing=fields.missing,
        contact=(fields.contact if isinstance(fields, Pledge | Agreement) else None) or "",
        revisions=revisions(snapshot, record),
        unchanged_since=unchanged_since(snapshot, record),
    )


def record_cards(snapshot: Snapshot, records: Iterable[Record]) -> tuple[RecordCard, ...]:
    """A card for each record, newest first, as places and lists show them."""
    return tuple(newest_first(record_card(snapshot, record) for record in records))


def fact(term: str, *values: Link | str | None) -> Fact | None:
    """A term and its values; None where there are none. The first value begins a line: Varje år, Mars 2019."""
    links = [Link(value, None) if isinstance(value, str) else value for value in values if value]
    if not links:
        return None
    links[0] = replace(links[0], text=swedish.capital(links[0].text))
    return Fact(swedish.capital(term), tuple(links))


def known_facts(*facts: Fact | None) -> tuple[Fact, ...]:
    """The facts that have a value."""
    return tuple(fact for fact in facts if fact is not None)


def date_text(value: PartialDate | None) -> str | None:
    """A date in words, None where it is unknown."""
    return swedish.partial(value) if value is not None else None
