"""What the page of a pledge is given."""

from dataclasses import dataclass, replace

from pledges import swedish, urls
from pledges.content.record import Record
from pledges.content.record_fields import Agreement, Area, Plan, Pledge, Theme
from pledges.content.register import NO_AGREEMENT
from pledges.history.snapshot import Snapshot
from pledges.i18n import _
from pledges.views.against_before import Against, against
from pledges.views.cards import pledge_card
from pledges.views.details import (
    Details,
    commitment_parties,
    details,
    dialogue_facts,
    follow_up_fact,
    place_fact,
    resources_of,
    time_facts,
)
from pledges.views.links import link_to, links_to, municipality_links
from pledges.views.page_parts import source_rows
from pledges.views.promised_and_done import ExtraRow, MeasureRow, extras, measures
from pledges.views.record_page import FollowedRecordView, date_text, fact, known_facts, record_cards, record_part
from pledges.views.status import status
from pledges.views.structured_data import json_ld, meetings
from pledges.views.view_types import Fact, Link, PledgeCard, SourceRow

NEAREST = 6  # pledges shown beside one under the same agreement; a city has hundreds


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionRow:
    """What many said in the dialogue: how many, the actions that answer it, each with what became of it, or an answer in words."""

    text: str
    amount: str
    actions: tuple[Link, ...]
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeView(FollowedRecordView):
    """A pledge: what is promised, by whom, whether it has been done, how they know, what happens next."""

    details: Details
    problem: str
    dialogue: str
    dialogue_figures: tuple[Fact, ...]
    opinions: tuple[OpinionRow, ...]
    text_unknown: bool
    effect_goals: tuple[str, ...]
    measures: tuple[MeasureRow, ...]
    extras: tuple[ExtraRow, ...]
    against: Against | None
    documents: tuple[SourceRow, ...]
    poster: str
    siblings: tuple[PledgeCard, ...]
    more_siblings: Link | None


def pledge_view(snapshot: Snapshot, record: Record[Pledge]) -> PledgeView:
    register, fields = snapshot.register, record.fields
    agreement = register.target(record, Agreement, "agreement")
    siblings, more = _siblings(snapshot, record, agreement) if agreement is not None else ((), None)
    part = record_part(snapshot, record, template="pledge.html", facts=_facts(snapshot, record, agreement))
    told = meetings(
        snapshot.settings,
        part.meta.address,
        name=fields.title,
        figures=fields.dialogue_figures,
        places=municipality_links(register, register.municipalities(record)),
    )
    return PledgeView(
        record=replace(part, meta=replace(part.meta, structured=json_ld(*told))),
        status=status(snapshot, record),
        follow_ups=record_cards(snapshot, register.follow_ups(record)),
        details=details(snapshot, record),
        problem=fields.problem or "",
        dialogue=fields.dialogue or "",
        dialogue_figures=dialogue_facts(fields.dialogue_figures),
        opinions=_opinions(snapshot, record),
        text_unknown=fields.text_unknown,
        effect_goals=fields.effect_goals,
        measures=measures(snapshot, record),
        extras=extras(snapshot, record),
        against=against(snapshot, record),
        documents=source_rows(record, fields.documents),
        poster=urls.poster_of(part.meta.address),
        siblings=siblings,
        more_siblings=more,
    )


def _opinions(snapshot: Snapshot, record: Record[Pledge]) -> tuple[OpinionRow, ...]:
    """Each with a link to what answers it; where nobody says what does, that is said."""
    rows = {row.anchor: row for row in measures(snapshot, record)}
    address = urls.of_record(record.identity)
    return tuple(
        OpinionRow(
            text=one.text,
            amount=_("{count} sa det").format(count=swedish.number(one.amount)) if one.amount is not None else "",
            actions=tuple(
                Link(row.what, f"{address}#{anchor}", row.result)
                for anchor in map(urls.action_anchor, one.actions)
                if (row := rows.get(anchor)) is not None
            ),
            answer=one.answer or ("" if one.actions else _("Vad som svarar på det framgår inte.")),
        )
        for one in record.fields.opinions
    )


def _facts(snapshot: Snapshot, record: Record[Pledge], agreement: Record[Agreement] | None) -> tuple[Fact, ...]:
    register, fields = snapshot.register, record.fields
    return known_facts(
        commitment_parties(register, record),
        *time_facts(record),
        fact(_("Överenskommelse"), _agreement(snapshot, record, agreement)),
        fact(_("Utdrag ur"), *links_to(register, register.targets(record, Plan, "plan"))),
        place_fact(register, record),
        fact(_("Ämnen"), *links_to(register, register.targets(record, Theme, "themes"))),
        fact(_("Undertecknat"), date_text(fields.signed)),
        fact(_("Publicerat"), date_text(fields.published)),
        fact(_("Diarienummer"), fields.diary_number),
        resources_of(record),
        follow_up_fact(fields.follow_up),
        fact(_("Ersätter"), *links_to(register, register.targets(record, Pledge, "succeeds"))),
        fact(_("Ersatt av"), *links_to(register, register.successors(record))),
    )


def _agreement(snapshot: Snapshot, record: Record[Pledge], agreement: Record[Agreement] | None) -> Link | str:
    if agreement is not None:
        return link_to(snapshot.register, agreement)
    if record.fields.agreement == NO_AGREEMENT:
        return _("Hör inte till någon överenskommelse")
    return _("Hittades inte i källorna") if snapshot.register.is_compilation(record) else _("Okänd")


def _siblings(
    snapshot: Snapshot, record: Record[Pledge], agreement: Record[Agreement]
) -> tuple[tuple[PledgeCard, ...], Link | None]:
    """The nearest of the other pledges under the agreement, those of the same places first, and a link to them all."""
    register = snapshot.register
    under = register.sources(agreement.identity, Pledge, "agreement")
    places = {area.identity for area in register.targets(record, Area, "areas")}
    others = [one for one in under if one.identity != record.identity]
    others.sort(key=lambda one: places.isdisjoint(area.identity for area in register.targets(one, Area, "areas")))
    text = _("Alla {count} löften i överenskommelsen").format(count=len(under))
    more = Link(text, f"{urls.of_record(agreement.identity)}#loften") if len(others) > NEAREST else None
    return tuple(pledge_card(snapshot, one) for one in others[:NEAREST]), more
