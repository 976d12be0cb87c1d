"""Long lists: cards of several kinds in one order, cut into pages that link to each other."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from pledges import swedish, urls
from pledges.i18n import _
from pledges.views.cards import newest_first
from pledges.views.view_types import Link, Paging, PledgeCard, RecordCard, Section

Card = PledgeCard | RecordCard
_TIMING = {
    "now": ("Löften som gäller nu", "nu"),
    "coming": ("Kommande löften", "kommande"),
    "unknown": ("Löften utan känd period", "okand-period"),
    "before": ("Löften vars period är slut", "tidigare"),
}
_KINDS = {
    "Överenskommelse": ("Överenskommelser", "overenskommelser"),
    "Åtgärdsplan": ("Åtgärdsplaner", "atgardsplaner"),
    "Lägesbild": ("Lägesbilder", "lagesbilder"),
    "Uppföljning": ("Uppföljningar", "uppfoljningar"),
}


def in_order(pledges: Iterable[PledgeCard], records: Iterable[RecordCard]) -> list[Card]:
    """Pledges now, coming, of unknown period and before; then the other records kind by kind; newest first in each."""
    ordered = newest_first(pledges)
    timing = list(_TIMING)
    kinds = list(_KINDS)
    ordered.sort(key=lambda card: timing.index(card.timing))
    others = newest_first(records)
    others.sort(key=lambda card: kinds.index(card.kind) if isinstance(card, RecordCard) else 0)
    return [*ordered, *others]


def sections(cards: Sequence[Card]) -> tuple[Section, ...]:
    """Cards in order → sections under their headings."""
    found = []
    for (title, anchor), group in groupby(cards, key=_heading):
        members = list(group)
        pledges = tuple(card for card in members if isinstance(card, PledgeCard))
        records = tuple(card for card in members if isinstance(card, RecordCard))
        found.append(Section(title=_(title), id=anchor, pledges=pledges, records=records))
    return tuple(found)


def _heading(card: Card) -> tuple[str, str]:
    return _TIMING[card.timing] if isinstance(card, PledgeCard) else _KINDS[card.kind]


def pages(cards: Sequence[Card], address: str, size: int) -> list[tuple[str, Sequence[Card], Paging]]:
    """(address, cards, paging) for each page of the list; at least one, perhaps empty."""
    count = max(1, -(-len(cards) // size))
    return [
        (
            urls.page_of_list(address, number),
            cards[(number - 1) * size : number * size],
            paging_of(len(cards), address, size, number),
        )
        for number in range(1, count + 1)
    ]


def page_title(title: str, number: int) -> str:
    """What page `number` of a list is called: as the list is, with the number from the second page on."""
    return title if number == 1 else _("{title}, sida {number}").format(title=title, number=number)


def paging_of(rows: int, address: str, size: int, number: int) -> Paging:
    """The paging of page `number` of a list with `rows` rows at `address`."""
    count = max(1, -(-rows // size))
    links = tuple(Link(swedish.decimal(one), urls.page_of_list(address, one)) for one in range(1, count + 1))
    before = links[number - 2].href if number > 1 else None
    after = links[number].href if number < count else None
    return Paging(number=number, count=count, previous=before, next=after, pages=links)
