"""Cards: what lists say of a pledge or of another record, and the order that they stand in."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from pledges import swedish, urls
from pledges.content.kinds import NAMES
from pledges.content.record import Record
from pledges.content.schema import Area, FollowUp, Mention, News, Picture, Pledge, Theme
from pledges.history.snapshot import Snapshot, once
from pledges.i18n import _
from pledges.status.date_ranges import timing
from pledges.status.labels import follow_up_label, headline, state_label
from pledges.views.links import municipality_links, title_of
from pledges.views.thread import HERE, thread
from pledges.views.view_types import Node, PledgeCard, RecordCard

Card = PledgeCard | RecordCard
AnyCard = TypeVar("AnyCard", bound=Card)


@once
def pledge_card(snapshot: Snapshot, record: Record[Pledge]) -> PledgeCard:
    """What lists say of a pledge."""
    register, fields = snapshot.register, record.fields
    now = snapshot.standings[record.identity]
    compilation = register.is_compilation(record)
    slugs = register.municipalities(record)
    themes = [theme.slug for theme in register.targets(record, Theme, "themes", "actions.theme")]
    areas = [area.identity for area in register.targets(record, Area, "areas", "actions.areas")]
    nodes = thread(snapshot, record)
    return PledgeCard(
        identity=record.identity,
        href=urls.of_record(record.identity),
        title=fields.title,
        summary=fields.summary or "",
        municipalities=municipality_links(register, slugs),
        municipality_slugs=slugs,
        period=swedish.period(fields.period),
        span=fields.period,
        timing=timing(fields.period, snapshot.day),
        state=now.state.value,
        state_label=state_label(now.state, compilation),
        follow_up=now.follow_up.value,
        follow_up_label=follow_up_label(now.follow_up, compilation),
        headline=headline(now),
        compilation=compilation,
        themes=tuple(dict.fromkeys(themes)),
        parties=register.party_identities(register.parties(record)),
        areas=tuple(dict.fromkeys(areas)),
        counted=now.counted,
        reached=now.reached,
        chain=tuple(node.state for node in nodes),
        chain_words=_chain_words(nodes),
    )


def _chain_words(nodes: Iterable[Node]) -> str:
    """Här finns problem, löfte och åtgärder."""
    here = [node.label.lower() for node in nodes if node.state == HERE]
    return _("Här finns {nodes}").format(nodes=swedish.enumerate_words(here))


@once
def record_card(snapshot: Snapshot, record: Record) -> RecordCard:
    """What lists say of a record that is no pledge."""
    register, fields = snapshot.register, record.fields
    span, names = (
        fields.span,
        fields.by if isinstance(fields, FollowUp | Mention | Picture) else register.parties(record),
    )
    dated = swedish.partial(fields.date) if isinstance(fields, FollowUp | Mention | Picture | News) else ""
    slugs = register.municipalities(record)
    themes = [
        theme.slug for theme in register.targets(record, Theme, "focus_areas.theme", "problems.theme", "actions.theme")
    ]
    return RecordCard(
        identity=record.identity,
        href=urls.of_record(record.identity),
        kind=record.kind,
        kind_label=swedish.capital(NAMES[record.kind].singular),
        title=title_of(register, record),
        summary=fields.summary or "",
        when=swedish.period(span) if span is not None else dated,
        span=span,
        timing=timing(span, snapshot.day),
        municipalities=municipality_links(register, slugs),
        municipality_slugs=slugs,
        parties=register.party_identities(names),
        themes=tuple(dict.fromkeys(themes)),
        compilation=register.is_compilation(record),
    )


def newest_first(cards: Iterable[AnyCard]) -> list[AnyCard]:
    """Latest period first, undated last; ties by title and identity."""

    def order(card: Card) -> tuple[bool, int, tuple[str, str], str]:
        span = card.span
        last = None if span is None else date.max if span.open_ended else span.last or span.first
        return (last is None, -(last or date.min).toordinal(), swedish.sort_key(card.title), card.identity)

    return sorted(cards, key=order)
