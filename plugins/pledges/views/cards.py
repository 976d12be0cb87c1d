"""Cards: what lists say of a pledge or of another record, and the order that they stand in."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from pledges import swedish, urls
from pledges.content.kinds import NAMES
from pledges.content.record import AnyRecord, Record, is_a
from pledges.content.record_fields import CHAIN, Area, FollowUp, Mention, News, Picture, Pledge, Theme
from pledges.history.snapshot import Snapshot, recalled
from pledges.i18n import _
from pledges.incremental.of_each import once_of_each
from pledges.status.date_ranges import timing, year_of
from pledges.status.labels import said_in_all
from pledges.status.record_state import State
from pledges.status.result_for_readers import Turnout
from pledges.views.links import municipality_links, title_of
from pledges.views.results import (
    action_endings,
    only_beside,
    shares_of,
    short_in_words,
    shortfalls,
    standing_line,
    told_actions,
    told_without_actions,
)
from pledges.views.theme_results import theme_results
from pledges.views.view_types import PledgeCard, RecordCard
from pledges.written_values import PartialDate, Period

Card = PledgeCard | RecordCard
AnyCard = TypeVar("AnyCard", bound=Card)
WITH_CARDS = frozenset(model.kind for model in (*CHAIN, Mention))
"""The kinds of record that lists show."""


@recalled
def pledge_card(snapshot: Snapshot, record: Record[Pledge]) -> PledgeCard:
    """What lists say of a pledge."""
    register, fields = snapshot.register, record.fields
    now, held = snapshot.standings[record.identity], _held(snapshot, record)
    years = years_of(held, snapshot.day)
    slugs = register.municipalities(record)
    themes = [theme.slug for theme in register.targets(record, Theme, "themes", "actions.theme", "parts.theme")]
    areas = [area.identity for area in register.targets(record, Area, "areas", "actions.areas")]
    return PledgeCard(
        identity=record.identity,
        href=urls.of_record(record.identity),
        title=fields.title,
        summary=fields.summary or "",
        municipalities=municipality_links(register, slugs),
        municipality_slugs=slugs,
        county_slugs=tuple(dict.fromkeys(register.geography.municipalities[slug].county_slug for slug in slugs)),
        period=_period_words(snapshot, record),
        span=held,
        timing=_timing(snapshot, record),
        headline=". ".join(
            text
            for text in (
                told_without_actions(snapshot, record) or only_beside(snapshot, record),
                said_in_all(now),
            )
            if text
        ),
        told=told_actions(snapshot, record),
        shares="" if now.own_words else shares_of(snapshot, record),  # those already say whose word it is
        themes=tuple(dict.fromkeys(themes)),
        parties=register.party_identities(register.parties(record)),
        areas=tuple(dict.fromkeys(areas)),
        reader_state=now.reader_state.value,
        reader_label=standing_line(snapshot, record),
        endings=action_endings(snapshot, record),
        years=years,
        undone_in=tuple(
            year for year in years if any(one.turnout_in(year_of(year)) is Turnout.NOT_DONE for one in now.results)
        ),
        short_in=tuple(year for year in years if short_in_words(register, record, year)),
        turnouts=tuple(one.value for one in Turnout if any(result.turnout is one for result in now.results)),
        shortfalls=shortfalls(snapshot, record),
        short_in_words=short_in_words(register, record),
        by_theme=theme_results(snapshot, record, tuple(dict.fromkeys(themes))),
    )


def _held(snapshot: Snapshot, record: Record[Pledge]) -> Period:
    """The time that a pledge is known to have held: one until further notice held until its successor began, or to the last
    day that was said, where nobody has told whether it still does."""
    span, facts = record.fields.period, snapshot.over_time[record.identity].facts
    is_unknown = snapshot.standings[record.identity].state is State.UNKNOWN
    last = facts.end or (facts.certain_until if is_unknown else None)
    if not span.open_ended or last is None:
        return span
    return Period(span.start, PartialDate(last.year, last.month, last.day))


def _period_words(snapshot: Snapshot, record: Record[Pledge]) -> str:
    """2019; från och med april 2019 och tills vidare, ersatt 2020."""
    words, facts = swedish.period(record.fields.period), snapshot.over_time[record.identity].facts
    if not facts.is_open_ended or facts.replaced_from is None or facts.replaced_from > snapshot.day:
        return words
    return _("{period}, ersatt {year}").format(period=words, year=facts.replaced_from.year)


def card_of(snapshot: Snapshot, record: AnyRecord) -> Card | None:
    """The card of a record that lists show; None for what has none."""
    if not isinstance(record, Record) or record.kind not in WITH_CARDS:
        return None
    return pledge_card(snapshot, record) if is_a(record, Pledge) else record_card(snapshot, record)


def years_of(span: Period, day: date) -> tuple[int, ...]:
    """The years that a period is known to touch, to this year where it has no end."""
    last = day if span.open_ended else span.last or span.first
    first = span.first or span.last
    return tuple(range(first.year, last.year + 1)) if first is not None and last is not None else ()


@recalled
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
        summary=fields.summary or (_("Vi har inte läst uppföljningen.") if _is_unread(record) else ""),
        when=swedish.period(span) if span is not None else dated,
        span=span,
        timing=_timing(snapshot, record),
        municipalities=municipality_links(register, slugs),
        municipality_slugs=slugs,
        parties=register.party_identities(names),
        themes=tuple(dict.fromkeys(themes)),
    )


def _is_unread(record: Record) -> bool:
    return is_a(record, FollowUp) and record.fields.is_unread


def _timing(snapshot: Snapshot, record: Record) -> str:
    """`now`, `before`, `coming` or `unknown`: of one that may have been followed by another nobody knows, and one that
    was replaced or broken off, or is said to have ended, is over, whatever its period says."""
    now = snapshot.standings.get(record.identity)
    by_calendar = timing(record.fields.span, snapshot.day)
    if now is None or by_calendar not in ("now", "unknown"):
        return by_calendar
    return _OF_STATES.get(now.state, by_calendar)


_OF_STATES = {
    State.UNKNOWN: "unknown",
    **dict.fromkeys((State.ENDED, State.REPLACED, State.BROKEN_OFF), "before"),
}


def newest_first(cards: Iterable[AnyCard]) -> list[AnyCard]:
    """Latest period first, undated last; of those that end alike, or not at all, the one that began last. One without
    an end of which nobody knows whether it still holds stands by its beginning. Ties by title and identity.
    """

    return sorted(cards, key=_order)


@once_of_each
def _order(card: Card) -> tuple[bool, int, int, tuple[str, str], str]:
    first, last = _ends(card)
    return (
        last is None,
        -(last or date.min).toordinal(),
        -(first or date.min).toordinal(),
        swedish.sort_key(card.title),
        card.identity,
    )


def _ends(card: Card) -> tuple[date | None, date | None]:
    """The days that the time of a card begins and ends, for its place in a list."""
    if card.span is None:
        return None, None
    first, last = card.span.first, card.span.last
    return first, (date.max if card.span.open_ended and card.timing != "unknown" else last or first)
