"""Long lists: cards of several kinds in one order, cut into pages that link to each other."""

from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from typing import TypeVar

from pledges import swedish, urls
from pledges.content.kinds import NAMES, Kind
from pledges.i18n import _
from pledges.incremental.fingerprint import Shared
from pledges.views.cards import Card, newest_first
from pledges.views.view_types import Link, Paging, PledgeCard, RecordCard, Section

T = TypeVar("T")
_AROUND = 2  # pages on either side of the one that is shown
NOW = "nu"  # where the pledges that hold now begin in a list, always on its first page
_TIMING_HEADINGS = {
    "now": ("Löften som gäller nu", NOW),
    "coming": ("Kommande löften", "kommande"),
    "before": ("Löften vars period är slut", "tidigare"),
    "unknown": ("Löften där det är oklart om de gäller", "okand-period"),
}
_AFTER_PLEDGES = (Kind.AGREEMENT, Kind.PLAN, Kind.PICTURE, Kind.FOLLOW_UP, Kind.MENTION)


def anchor_of(kind: Kind) -> str:
    """Where the records of a kind that is no pledge begin in a list."""
    return NAMES[kind].list_name


def in_order(pledges: Iterable[PledgeCard], records: Iterable[RecordCard]) -> list[Card]:
    """Pledges now, coming, before, and those of which nobody knows, most of them old; then the other records kind by kind; newest first in each."""
    timings = list(_TIMING_HEADINGS)
    return [
        *sorted(newest_first(pledges), key=lambda card: timings.index(card.timing)),
        *sorted(newest_first(records), key=lambda card: _AFTER_PLEDGES.index(card.kind)),
    ]


def sections(cards: Iterable[Card]) -> tuple[Section, ...]:
    """Cards in order → sections under their headings."""
    return tuple(_section(*heading, tuple(members)) for heading, members in groupby(cards, key=_heading))


def _section(title: str, anchor: str, cards: tuple[Card, ...]) -> Section:
    return Section(
        title=_(title),
        id=anchor,
        pledges=Shared(card for card in cards if isinstance(card, PledgeCard)),
        records=Shared(card for card in cards if isinstance(card, RecordCard)),
    )


def _heading(card: Card) -> tuple[str, str]:
    if isinstance(card, PledgeCard):
        return _TIMING_HEADINGS[card.timing]
    return NAMES[card.kind].heading, anchor_of(card.kind)


def pages(rows: Sequence[T], address: str, size: int) -> list[tuple[str, Sequence[T], Paging]]:
    """(address, rows, paging) for each page of the list at `address`; at least one, perhaps empty."""
    count = max(1, -(-len(rows) // size))
    links = tuple(Link(swedish.decimal(number), urls.page_of_list(address, number)) for number in range(1, count + 1))
    return [
        (link.href or "", rows[(number - 1) * size : number * size], _paging(links, number))
        for number, link in enumerate(links, 1)
    ]


def _paging(links: tuple[Link, ...], number: int) -> Paging:
    return Paging(
        number=number,
        count=len(links),
        previous=links[number - 2].href if number > 1 else None,
        next=links[number].href if number < len(links) else None,
        here=links[number - 1].href or "",
        pages=_window(links, number),
    )


def _window(links: tuple[Link, ...], number: int) -> tuple[Link | None, ...]:
    """The first page, the last, and the nearest around `number`; None where pages are left out between them."""
    shown = sorted({1, len(links), *range(max(1, number - _AROUND), min(len(links), number + _AROUND) + 1)})
    rows: list[Link | None] = []
    for before, page in pairwise((0, *shown)):
        if page - before == 2:
            rows.append(links[page - 2])
        elif page - before > 2:
            rows.append(None)
        rows.append(links[page - 1])
    return tuple(rows)


def page_title(title: str, number: int) -> str:
    """What page `number` of a list is called: as the list is, with the number from the second page on."""
    return title if number == 1 else _("{title}, sida {number}").format(title=title, number=number)
