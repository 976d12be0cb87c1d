"""What the page of a situation picture is given."""

from dataclasses import dataclass

from pledges import swedish
from pledges.content.record import Record
from pledges.content.record_fields import Agreement, FollowUp, Picture, Plan
from pledges.history.snapshot import Snapshot
from pledges.i18n import _
from pledges.views.focus_areas import FocusRow, focus_rows
from pledges.views.links import links_to, party_links
from pledges.views.page_parts import source_rows
from pledges.views.record_page import RecordView, fact, known_facts, record_cards, record_part
from pledges.views.view_types import Fact, RecordCard, SourceRow

_PUBLISHED = {"ja": "Ja", "delvis": "Delvis", "sekretess": "Nej, den omfattas av sekretess"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureView(RecordView):
    """A situation picture: which problems there are, and what came of it."""

    problems: tuple[FocusRow, ...]
    agreements: tuple[RecordCard, ...]
    plans: tuple[RecordCard, ...]
    documents: tuple[SourceRow, ...]


def picture_view(snapshot: Snapshot, record: Record[Picture]) -> PictureView:
    register, identity = snapshot.register, record.identity
    return PictureView(
        record=record_part(snapshot, record, template="picture.html", facts=_facts(snapshot, record)),
        problems=focus_rows(snapshot, record),
        agreements=record_cards(snapshot, register.sources(identity, Agreement, "pictures")),
        plans=record_cards(snapshot, register.sources(identity, Plan, "pictures")),
        documents=source_rows(record, record.fields.documents),
    )


def _facts(snapshot: Snapshot, record: Record[Picture]) -> tuple[Fact, ...]:
    register, fields = snapshot.register, record.fields
    return known_facts(
        fact(_("Framtagen av"), *party_links(register, record, fields.by)),
        fact(_("Datum"), swedish.partial(fields.date)),
        fact(_("Publicerad"), _(_PUBLISHED[fields.published]) if fields.published else None),
        fact(_("Bygger på"), *links_to(register, register.targets(record, FollowUp, "builds_on"))),
    )
