"""What the page of a follow-up is given."""

from dataclasses import dataclass

from pledges import swedish
from pledges.content.record import Record, is_a
from pledges.content.record_fields import Commitment, FollowUp, Picture, Pledge
from pledges.history.snapshot import Snapshot
from pledges.i18n import _
from pledges.status.facts import is_by_party
from pledges.status.labels import follow_up_sort
from pledges.views.links import link_to, party_links
from pledges.views.page_parts import source_rows
from pledges.views.promised_and_done import OutcomeRow, outcomes
from pledges.views.record_page import RecordView, fact, known_facts, record_cards, record_part
from pledges.views.view_types import Fact, RecordCard, SourceRow


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpView(RecordView):
    """A follow-up: who says so, how it went, and the evidence.

    `thread_is_wider`: the thread shows what became of a pledge, by all of its follow-ups.
    """

    by_parties: bool
    thread_is_wider: bool
    outcomes: tuple[OutcomeRow, ...]
    effect: str
    next_step: str
    evidence: tuple[SourceRow, ...]
    others: tuple[RecordCard, ...]
    pictures: tuple[RecordCard, ...]


def follow_up_view(snapshot: Snapshot, record: Record[FollowUp]) -> FollowUpView:
    register, fields = snapshot.register, record.fields
    subject = register.followed_up(record)
    return FollowUpView(
        record=record_part(
            snapshot,
            record,
            template="follow-up.html",
            facts=_facts(snapshot, record, subject),
            description=_description(record, subject),
        ),
        by_parties=_by_parties(snapshot, record, subject),
        thread_is_wider=is_a(subject, Pledge) and len(register.follow_ups(subject)) > 1,
        outcomes=outcomes(snapshot, record),
        effect=fields.effect or "",
        next_step=fields.next_step or "",
        evidence=source_rows(record, fields.evidence),
        others=_others(snapshot, record, subject),
        pictures=record_cards(snapshot, register.sources(record.identity, Picture, "builds_on")),
    )


def _facts(snapshot: Snapshot, record: Record[FollowUp], subject: Record[Commitment] | None) -> tuple[Fact, ...]:
    register, fields = snapshot.register, record.fields
    unjudged = (
        _("Vi har inte läst uppföljningen")
        if fields.is_unread
        else _("De säger varken uppfyllt, delvis uppfyllt eller inte uppfyllt: läs vad de skriver")
    )
    return known_facts(
        fact(_("Gäller"), link_to(register, subject) if subject is not None else None),
        fact(_("Redovisad av"), *party_links(register, subject or record, fields.by)),
        fact(_("Publicerad"), swedish.partial(fields.date)),
        fact(_("Avser"), swedish.period(fields.covers)),
        fact(_("Typ"), follow_up_sort(by_party=_by_parties(snapshot, record, subject), is_final=fields.is_final)),
        fact(_("Bedömning"), fields.verdict or fields.own_words or unjudged),
    )


def _description(record: Record[FollowUp], subject: Record[Commitment] | None) -> str:
    if record.fields.summary:
        return record.fields.summary
    return record.fields.title if subject is None else _("Uppföljning av {title}").format(title=subject.fields.title)


def _by_parties(snapshot: Snapshot, record: Record[FollowUp], subject: Record[Commitment] | None) -> bool:
    return subject is not None and is_by_party(snapshot.register, record, subject)


def _others(snapshot: Snapshot, record: Record[FollowUp], subject: Record[Commitment] | None) -> tuple[RecordCard, ...]:
    """The other follow-ups of the same thing."""
    if subject is None:
        return ()
    follow_ups = snapshot.register.follow_ups(subject)
    return record_cards(snapshot, (one for one in follow_ups if one.identity != record.identity))
