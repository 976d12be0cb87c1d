"""What the page of an action plan is given."""

from dataclasses import dataclass

from pledges.content.record import Record
from pledges.content.record_fields import Agreement, Picture, Plan
from pledges.history.snapshot import Snapshot
from pledges.i18n import _
from pledges.views.details import Details, commitment_parties, details, follow_up_fact, place_fact, time_facts
from pledges.views.links import links_to
from pledges.views.page_parts import source_rows
from pledges.views.promised_and_done import ExtraRow, MeasureRow, extras, measures
from pledges.views.record_page import FollowedRecordView, date_text, fact, known_facts, record_cards, record_part
from pledges.views.status import status
from pledges.views.view_types import Fact, SourceRow


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView(FollowedRecordView):
    """An action plan: what is planned, and whether it has been done."""

    details: Details
    measures: tuple[MeasureRow, ...]
    extras: tuple[ExtraRow, ...]
    documents: tuple[SourceRow, ...]


def plan_view(snapshot: Snapshot, record: Record[Plan]) -> PlanView:
    return PlanView(
        record=record_part(snapshot, record, template="plan.html", facts=_facts(snapshot, record)),
        status=status(snapshot, record),
        follow_ups=record_cards(snapshot, snapshot.register.follow_ups(record)),
        details=details(snapshot, record),
        measures=measures(snapshot, record),
        extras=extras(snapshot, record),
        documents=source_rows(record, record.fields.documents),
    )


def _facts(snapshot: Snapshot, record: Record[Plan]) -> tuple[Fact, ...]:
    register, fields = snapshot.register, record.fields
    return known_facts(
        commitment_parties(register, record),
        *time_facts(record),
        place_fact(register, record),
        fact(_("Beslutad"), date_text(fields.decided)),
        fact(_("Överenskommelse"), *links_to(register, register.targets(record, Agreement, "agreement"))),
        fact(_("Lägesbilder"), *links_to(register, register.targets(record, Picture, "pictures"))),
        follow_up_fact(fields.follow_up),
    )
