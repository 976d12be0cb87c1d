"""What the page of an agreement is given."""

from collections.abc import Iterable
from dataclasses import dataclass

from pledges import swedish
from pledges.content.record import Record
from pledges.content.schema import Agreement, Area, Picture, Plan, Pledge
from pledges.history.snapshot import Snapshot
from pledges.i18n import _
from pledges.views.cards import newest_first, pledge_card
from pledges.views.focus_areas import FocusRow, focus_rows
from pledges.views.links import links_to, party_links
from pledges.views.page_parts import source_rows
from pledges.views.record_page import FollowedRecordView, date_text, fact, known_facts, record_cards, record_part
from pledges.views.status import status
from pledges.views.thread import step_rows
from pledges.views.view_types import Fact, PledgeCard, RecordCard, SourceRow, StepRow


@dataclass(frozen=True, slots=True)
class AgreementView(FollowedRecordView):
    """An agreement: who, what about, the five steps, and the pledges under it."""

    focus: tuple[FocusRow, ...]
    effect_goals: tuple[str, ...]
    steps: tuple[StepRow, ...]
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
        focus=focus_rows(snapshot, record),
        effect_goals=record.fields.effect_goals,
        steps=step_rows(snapshot, record),
        pledges=_pledge_cards(snapshot, register.sources(identity, Pledge, "agreement")),
        plans=record_cards(snapshot, register.sources(identity, Plan, "agreement")),
        pictures=record_cards(snapshot, register.targets(record, Picture, "pictures")),
        documents=source_rows(record, record.fields.documents),
    )


def _facts(snapshot: Snapshot, record: Record[Agreement]) -> tuple[Fact, ...]:
    register, fields = snapshot.register, record.fields
    plan = fields.follow_up
    return known_facts(
        fact(_("Parter"), *party_links(register, record, fields.parties)),
        fact(_("Period"), swedish.capital(swedish.period(fields.period))),
        fact(_("Undertecknad"), date_text(fields.signed)),
        fact(_("Undertecknare"), *fields.signatories),
        fact(_("Gäller"), *links_to(register, register.targets(record, Area, "areas"))),
        fact(_("Organisation"), fields.organisation),
        fact(_("Resurser"), fields.resources),
        fact(_("Diarienummer"), fields.diary_number),
        fact(_("Uppföljning"), plan.how if plan is not None else None),
        fact(_("Efterträder"), *links_to(register, register.targets(record, Agreement, "succeeds"))),
        fact(_("Efterträdd av"), *links_to(register, register.successors(record))),
    )


def _pledge_cards(snapshot: Snapshot, records: Iterable[Record[Pledge]]) -> tuple[PledgeCard, ...]:
    return tuple(newest_first(pledge_card(snapshot, record) for record in records))
