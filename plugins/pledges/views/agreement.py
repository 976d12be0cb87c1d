"""What the page of an agreement is given."""

from dataclasses import dataclass

from pledges.content.record import Record
from pledges.content.record_fields import Agreement, Picture, Plan, Pledge
from pledges.history.snapshot import Snapshot
from pledges.i18n import _
from pledges.views.cards import newest_first, pledge_card
from pledges.views.details import (
    Details,
    commitment_parties,
    details,
    follow_up_fact,
    place_fact,
    resources_of,
    time_facts,
)
from pledges.views.focus_areas import FocusRow, focus_rows
from pledges.views.links import links_to
from pledges.views.page_parts import source_rows
from pledges.views.record_page import FollowedRecordView, date_text, fact, known_facts, record_cards, record_part
from pledges.views.status import status
from pledges.views.thread import steps_view
from pledges.views.view_types import Fact, PledgeCard, RecordCard, SourceRow, StepsView


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementView(FollowedRecordView):
    """An agreement: who, what about, the five steps, and the pledges under it."""

    details: Details
    focus: tuple[FocusRow, ...]
    effect_goals: tuple[str, ...]
    steps: StepsView
    pledges: tuple[PledgeCard, ...]
    plans: tuple[RecordCard, ...]
    pictures: tuple[RecordCard, ...]
    documents: tuple[SourceRow, ...]


def agreement_view(snapshot: Snapshot, record: Record[Agreement]) -> AgreementView:
    register, identity = snapshot.register, record.identity
    return AgreementView(
        record=record_part(snapshot, record, template="agreement.html", facts=_facts(snapshot, record)),
        status=status(snapshot, record),
        follow_ups=record_cards(snapshot, register.follow_ups(record)),
        details=details(snapshot, record),
        focus=focus_rows(snapshot, record),
        effect_goals=record.fields.effect_goals,
        steps=steps_view(snapshot, record),
        pledges=tuple(
            newest_first(pledge_card(snapshot, one) for one in register.sources(identity, Pledge, "agreement"))
        ),
        plans=record_cards(snapshot, register.sources(identity, Plan, "agreement")),
        pictures=record_cards(snapshot, register.targets(record, Picture, "pictures")),
        documents=source_rows(record, record.fields.documents),
    )


def _facts(snapshot: Snapshot, record: Record[Agreement]) -> tuple[Fact, ...]:
    register, fields = snapshot.register, record.fields
    return known_facts(
        commitment_parties(register, record),
        *time_facts(record),
        fact(_("Undertecknad"), date_text(fields.signed)),
        fact(_("Undertecknare"), *fields.signatories),
        place_fact(register, record),
        fact(_("Organisation"), fields.organisation),
        resources_of(record),
        fact(_("Diarienummer"), fields.diary_number),
        follow_up_fact(fields.follow_up),
        fact(_("Ersätter"), *links_to(register, register.targets(record, Agreement, "succeeds"))),
        fact(_("Ersatt av"), *links_to(register, register.successors(record))),
    )
