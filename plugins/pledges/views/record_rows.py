"""Pledges, agreements and follow-ups as rows of the tables that are open data, a row a record.

exports/table_columns.py says what each column means.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from pledges import swedish
from pledges.content.record import Record, is_a
from pledges.content.record_fields import Agreement, FollowUp, Pledge, Theme
from pledges.history.snapshot import Snapshot
from pledges.status.facts import is_by_party
from pledges.status.labels import headline, reader_label, state_label
from pledges.status.record_state import OwnWords, PartyVerdict
from pledges.status.result_for_readers import Result
from pledges.status.standing import Standing
from pledges.views.cards import record_card
from pledges.views.page_parts import source_rows
from pledges.views.table_cells import (
    addresses,
    begins_and_ends,
    counties,
    municipalities,
    page,
    parties,
    police_areas,
    together,
    yes_or_no,
)

_GROUPS = {
    "done": (Result.REACHED, Result.DONE),
    "partly": (Result.PARTLY,),
    "not_done": (Result.NOT_REACHED, Result.NOT_DONE),
    "otherwise": (Result.DONE_UNCOUNTED, Result.REPORTED),
    "without_result": (Result.NOT_MENTIONED, Result.NOTHING_REPORTED, Result.NOT_YET),
}


@dataclass(frozen=True, kw_only=True)
class PledgeRow:
    """A pledge, where it stands, and what became of its actions in numbers that add up to all of them."""

    municipalities: str
    counties: str
    police_areas: str
    identity: str
    title: str
    parties: str
    period: str
    begins: str
    ends: str
    themes: str
    agreement: str
    word: str
    state: str
    promised_day: str
    headline: str
    verdicts: str
    own_words: str
    actions: str
    actions_in_document: str
    done: str
    partly: str
    not_done: str
    otherwise: str
    without_result: str
    follow_ups: str
    sources: str
    compilation: str
    address: str


@dataclass(frozen=True, kw_only=True)
class AgreementRow:
    """An agreement, and where it stands."""

    municipalities: str
    counties: str
    police_areas: str
    identity: str
    title: str
    parties: str
    period: str
    begins: str
    ends: str
    signed: str
    state: str
    in_force: str
    promised_day: str
    pledges: str
    follow_ups: str
    sources: str
    compilation: str
    address: str


@dataclass(frozen=True, kw_only=True)
class FollowUpRow:
    """A follow-up: of what, whose, and what it says of the whole."""

    municipalities: str
    counties: str
    identity: str
    title: str
    subject: str
    published: str
    period: str
    begins: str
    ends: str
    sort: str
    by: str
    by_party: str
    verdict: str
    yearly_verdict: str
    own_words: str
    cause: str
    unread: str
    answered: str
    effect: str
    next_step: str
    sources: str
    compilation: str
    address: str


def pledge_row(snapshot: Snapshot, record: Record[Pledge]) -> PledgeRow:
    register, fields, now = snapshot.register, record.fields, snapshot.standings[record.identity]
    agreement = register.target(record, Agreement, "agreement")
    return PledgeRow(
        municipalities=municipalities(register, record),
        counties=counties(register, record),
        police_areas=police_areas(register, record),
        identity=record.identity,
        title=fields.title,
        parties=together(filter(None, (parties(register, record, register.parties(record)), *fields.other_parties))),
        **begins_and_ends(fields.period),
        themes=together(
            theme.fields.title for theme in register.targets(record, Theme, "themes", "actions.theme", "parts.theme")
        ),
        agreement=agreement.identity if agreement is not None else "",
        word=reader_label(now.reader_state),
        state=state_label(now.state, now.is_compilation, record.kind),
        promised_day=str(now.due or ""),
        headline=headline(now, record.kind),
        verdicts=_said(now.verdicts),
        own_words=_said(now.own_words),
        actions=str(len(now.results)),
        actions_in_document=str(now.actions_in_document or ""),
        **_counted(now),
        follow_ups=together(one.identity for one in register.follow_ups(record)),
        sources=addresses(snapshot, source_rows(record, (*fields.documents, *fields.sources))),
        compilation=yes_or_no(register.is_compilation(record)),
        address=page(snapshot, record),
    )


def agreement_row(snapshot: Snapshot, record: Record[Agreement]) -> AgreementRow:
    register, fields, now = snapshot.register, record.fields, snapshot.standings[record.identity]
    return AgreementRow(
        municipalities=municipalities(register, record),
        counties=counties(register, record),
        police_areas=police_areas(register, record),
        identity=record.identity,
        title=fields.title,
        parties=together(filter(None, (parties(register, record, fields.parties), *fields.other_parties))),
        **begins_and_ends(fields.period),
        signed=str(fields.signed or ""),
        state=state_label(now.state, now.is_compilation, record.kind),
        in_force=yes_or_no(record_card(snapshot, record).timing == "now"),
        promised_day=str(now.due or ""),
        pledges=together(one.identity for one in register.sources(record.identity, Pledge, "agreement")),
        follow_ups=together(one.identity for one in register.follow_ups(record)),
        sources=addresses(snapshot, source_rows(record, (*fields.documents, *fields.sources))),
        compilation=yes_or_no(register.is_compilation(record)),
        address=page(snapshot, record),
    )


def follow_up_row(snapshot: Snapshot, record: Record[FollowUp]) -> FollowUpRow:
    register, fields = snapshot.register, record.fields
    subject = register.followed_up(record)
    return FollowUpRow(
        municipalities=municipalities(register, record),
        counties=counties(register, record),
        identity=record.identity,
        title=fields.title,
        subject=subject.identity if subject is not None else "",
        published=str(fields.date or ""),
        **begins_and_ends(fields.covers),
        sort=fields.type,
        by=parties(register, subject or record, fields.by),
        by_party=yes_or_no(subject is not None and is_by_party(register, record, subject)),
        verdict=swedish.capital(fields.verdict or ""),
        yearly_verdict=swedish.capital(fields.yearly_verdict or ""),
        own_words=fields.own_words or "",
        cause=fields.cause or "",
        unread=yes_or_no(fields.is_unread),
        answered=str(len({one.action for one in fields.outcomes if one.action}))
        if is_a(subject, Pledge) and not fields.is_unread
        else "",
        effect=fields.effect or "",
        next_step=fields.next_step or "",
        sources=addresses(snapshot, source_rows(record, (*fields.evidence, *fields.sources))),
        compilation=yes_or_no(register.is_compilation(record)),
        address=page(snapshot, record),
    )


def _said(rows: Iterable[PartyVerdict | OwnWords]) -> str:
    """Polisen: Uppfyllt; each party's own."""
    return together(f"{' och '.join(one.names)}: {one.text}" for one in rows)


def _counted(now: Standing) -> dict[str, str]:
    return {name: str(sum(one.result in results for one in now.results)) for name, results in _GROUPS.items()}
