"""What a place, a theme or a party answers first: what holds now, how the latest went, and where nothing is reported."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pledges import swedish
from pledges.i18n import _
from pledges.status.result_for_readers import ReaderState
from pledges.tongues import SWEDISH, Tongue
from pledges.views.cards import newest_first
from pledges.views.view_types import Fact, Link, PledgeCard, RecordCard

_NAMED = 2  # pledges that a line names; of more it says how many


def answers_of(
    pledges: Sequence[PledgeCard],
    *,
    whole: str | None = None,
    agreement: RecordCard | None = None,
    agreements: Sequence[Link] = (),
    reported_at: Link | None = None,
    now_at: str | None = None,
    by_party: bool = False,
    counted_below: bool = False,
) -> tuple[Fact, ...]:
    """The first lines of a page with these pledges. `whole` is where all of them stand, if not just below, `now_at` where those that hold now do, `agreement`
    what a municipality has agreed now and `agreements` what others have, after how it went, and
    `reported_at` leads to all that is reported of them. `by_party` adds who has reported the last of them,
    and rows that would only count are left out where the same counts stand just below (`counted_below`). What may hold stands under its own words with the year since when, however old it is: right
    after what surely holds where it is known when it began, and nothing that is known to be over began later; else last.
    """
    ordered = newest_first(pledges)
    now = _now(ordered)
    last = last_reported(ordered)
    silent = [card for card in ordered if card.reader_state == ReaderState.NOTHING_REPORTED]
    over = [card for card in _unknown(ordered) if card.timing == "before"]
    perhaps, leading = _perhaps_now(ordered), _leading(ordered)
    holds = _named(now, now_at or whole) if now else (Link(none_now(ordered), None),)
    rows = [Fact(_("Gäller nu"), holds, now[0].told if len(now) == 1 else ())]
    if agreement is not None:
        rows.append(Fact(_("Överenskommelse nu"), (Link(agreement.title, agreement.href, _unsaid(agreement)),)))
    if leading:
        rows.append(_perhaps(perhaps, whole))
    most = _NAMED if counted_below else len(ordered)
    if last is not None:
        note = last.headline or (last.reader_label if by_party else "")
        more = (reported_at,) if reported_at is not None else ()
        rows.append(Fact(_("Senast redovisat"), (Link(last.title, last.href, note), *more), last.told))
    if 0 < len(silent) <= most:
        rows.append(Fact(_("Inget redovisat"), _newest(silent, whole)))
    if 0 < len(over) <= most:
        rows.append(Fact(_("Okänt hur det gick"), _named(over, whole, told=True)))
    if not leading and 0 < len(perhaps) <= most:
        rows.append(_perhaps(perhaps, whole))
    if agreements:
        rows.append(Fact(_("Överenskommelser nu"), tuple(agreements)))
    return tuple(rows)


def last_reported(newest_first: Sequence[PledgeCard]) -> PledgeCard | None:
    """The newest of which the parties have told how it went, and that doesn't hold now."""
    told = (card for card in newest_first if card.reader_state == ReaderState.REPORTED and card.timing != "now")
    return next((card for card in told if card.is_told), None)


def _now(pledges: Sequence[PledgeCard]) -> list[PledgeCard]:
    return [card for card in pledges if card.reader_state == ReaderState.IN_FORCE]


def _unknown(pledges: Sequence[PledgeCard]) -> list[PledgeCard]:
    return [card for card in pledges if card.reader_state == ReaderState.UNKNOWN and card.timing != "coming"]


def _perhaps_now(pledges: Sequence[PledgeCard]) -> list[PledgeCard]:
    """Those of which nobody knows whether they hold now."""
    return [card for card in _unknown(pledges) if card.timing != "before"]


def _leading(pledges: Sequence[PledgeCard]) -> list[PledgeCard]:
    """Those that may hold and began after all that is known to be over, where none surely holds."""
    newest = max((date.min, *(_begins(card) for card in pledges if card.timing == "before")))
    return [] if _now(pledges) else [card for card in _perhaps_now(pledges) if _begins(card) > newest]


def _begins(card: PledgeCard) -> date:
    """The day that it began, as far as that is known."""
    return card.span.first or card.span.last or date.min


def _unsaid(card: RecordCard) -> str:
    """When it applies, as far as its title doesn't say so: of one whose beginning the title has, only the end."""
    if card.when in card.title:
        return ""
    span = card.span
    begins = " ".join(swedish.partial(span.start).split()[-2:]) if span is not None and span.start is not None else ""
    if span is None or not begins or f" {begins}" not in card.title:
        return card.when
    return _("till och med {day}").format(day=swedish.partial(span.end)) if span.end is not None else ""


def _perhaps(perhaps: Sequence[PledgeCard], whole: str | None) -> Fact:
    """What may hold, and since when."""
    since = {card.href: _since(card) for card in perhaps}
    links = (replace(link, note=since.get(link.href or "", "")) for link in _newest(perhaps, whole))
    return Fact(_("Okänt om det gäller än"), tuple(links))


def _since(card: PledgeCard) -> str:
    """från 2016; nothing where nobody knows, or where the title has the year."""
    start = card.span.start
    return _("från {year}").format(year=start.year) if start is not None and str(start.year) not in card.title else ""


def none_now(pledges: Sequence[PledgeCard], tongue: Tongue = SWEDISH) -> str:
    """That none of them holds now, no surer in any language than it is; empty where one does."""
    say = tongue.say
    if _now(pledges):
        return ""
    if _leading(pledges):
        return say("Vi vet inte om något löfte gäller nu.")
    if not pledges:
        return say("Inget löfte är inlagt här ännu. Det betyder inte att inget har lovats.")
    none = (
        say("Inget löfte som vi känner till gäller nu.")
        if not _perhaps_now(pledges)
        else say("Inget löfte som vi känner till gäller säkert nu.")
    )
    years = [card.years[-1] for card in pledges if card.years and card.timing == "before"]
    if not years:
        return none
    latest = say("Det senaste gällde {year}.", year=max(years))
    return f"{none} {latest}"


def _named(cards: Sequence[PledgeCard], whole: str | None, *, told: bool = False) -> tuple[Link, ...]:
    """A few by name, and what is `told` of each where that is asked for; of more, how many they are."""
    links = tuple(Link(card.title, card.href, card.headline if told else "") for card in cards)
    return links if len(links) <= _NAMED else (Link(_("{count} löften").format(count=len(links)), whole),)


def _newest(cards: Sequence[PledgeCard], whole: str | None) -> tuple[Link, ...]:
    """The newest by name and how many there are beside it; all of them where they are few."""
    if len(cards) <= _NAMED:
        return _named(cards, whole)
    return Link(cards[0].title, cards[0].href), Link(_("och {count} till").format(count=len(cards) - 1), whole)
