"""What a place, a theme or a party answers first: what holds now, how the latest went, and where nothing is reported."""

from collections.abc import Sequence

from pledges.i18n import _
from pledges.status.result_for_readers import ReaderState
from pledges.views.cards import newest_first
from pledges.views.view_types import Fact, Link, PledgeCard, RecordCard

_NAMED = 2  # pledges that a line names; of more it says how many


def answers_of(
    pledges: Sequence[PledgeCard],
    whole: str | None = None,
    agreement: RecordCard | None = None,
    reported_at: Link | None = None,
) -> tuple[Fact, ...]:
    """The first lines of a page with these pledges. `whole` is where all of them stand, if not just below, and
    `reported_at` leads to all that is reported of them."""
    ordered = newest_first(pledges)
    now = [card for card in ordered if card.reader_state == ReaderState.IN_FORCE]
    reported = [
        card for card in ordered if card.reader_state == ReaderState.REPORTED and card.timing != "now" and card.is_told
    ]
    silent = [card for card in ordered if card.reader_state == ReaderState.NOTHING_REPORTED]
    unknown = [card for card in ordered if card.reader_state == ReaderState.UNKNOWN and card.timing != "coming"]
    perhaps, over = ([card for card in unknown if (card.timing == "before") is is_over] for is_over in (False, True))
    rows = [Fact(_("Gäller nu"), _named(now, whole) if now else (Link(_none_now(ordered), None),))]
    if agreement is not None:
        rows.append(Fact(_("Överenskommelse nu"), (Link(agreement.title, agreement.href, _unsaid(agreement)),)))
    if perhaps:
        rows.append(Fact(_("Oklart om det gäller"), _named(perhaps, whole)))
    if reported:
        last = reported[0]
        note = f"{last.headline}. {last.shares}" if last.shares else last.headline
        more = (reported_at,) if reported_at is not None else ()
        rows.append(Fact(_("Senast redovisat"), (Link(last.title, last.href, note), *more)))
    if silent:
        rows.append(Fact(_("Inget redovisat"), _named(silent, whole)))
    if over:
        rows.append(Fact(_("Oklart hur det gick"), _named(over, whole)))
    return tuple(rows)


def _unsaid(card: RecordCard) -> str:
    """When it applies, where its title doesn't say so."""
    return "" if card.when in card.title else card.when


def _none_now(ordered: Sequence[PledgeCard]) -> str:
    if not ordered:
        return _("Inget löfte är inlagt här ännu. Det betyder inte att inget har lovats.")
    years = [card.years[-1] for card in ordered if card.years and card.timing == "before"]
    none = _("Inget löfte som vi känner till gäller nu.")
    return f"{none} {_('Det senaste gällde {year}.').format(year=max(years))}" if years else none


def _named(cards: Sequence[PledgeCard], whole: str | None) -> tuple[Link, ...]:
    links = tuple(Link(card.title, card.href) for card in cards)
    return links if len(links) <= _NAMED else (Link(_("{count} löften").format(count=len(links)), whole),)
