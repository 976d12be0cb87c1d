"""What the page of an action plan is given."""

from dataclasses import dataclass

from pledges import swedish
from pledges.content.schema import Kind, Record
from pledges.i18n import _
from pledges.views.common import Fact, SourceRow
from pledges.views.measures import ExtraRow, MeasureRow, extras, measures
from pledges.views.parts import Outlook, links_to, party_links, source_rows
from pledges.views.record import FollowedRecordView, date_text, fact, known_facts, record_cards, record_part
from pledges.views.status import status


@dataclass(frozen=True, slots=True)
class PlanView(FollowedRecordView):
    """An action plan: what is planned, and whether it has been done."""

    measures: tuple[MeasureRow, ...]
    extras: tuple[ExtraRow, ...]
    documents: tuple[SourceRow, ...]


def plan_view(outlook: Outlook, record: Record) -> PlanView:
    """The page of an action plan."""
    return PlanView(
        record=record_part(outlook, record, template="plan.html", facts=_facts(outlook, record)),
        status=status(outlook, record),
        follow_ups=record_cards(outlook, outlook.register.sources(record.identity, Kind.FOLLOW_UP, "plan")),
        measures=measures(outlook, record),
        extras=extras(outlook, record),
        documents=source_rows(record, record.fields.documents),
    )


def _facts(outlook: Outlook, record: Record) -> tuple[Fact, ...]:
    register, fields = outlook.register, record.fields
    return known_facts(
        fact(_("Parter"), *party_links(register, record, register.parties(record))),
        fact(_("Period"), swedish.capital(swedish.period(fields.period)) if fields.period else None),
        fact(_("Beslutad"), date_text(fields.decided)),
        fact(_("Överenskommelse"), *links_to(register, register.targets(record, "agreement"))),
        fact(_("Lägesbilder"), *links_to(register, register.targets(record, "pictures"))),
        fact(_("Uppföljning"), fields.follow_up.how if fields.follow_up is not None else None),
    )
