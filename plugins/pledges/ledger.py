"""The one ledger of everything that has been announced, in the order in which readers were told.

The order never changes: what is new comes last. History that came with a municipality's first publication, after
the portal's own, stands apart: it is in the archive for those who look, and floods nobody.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from pledges.announcements import Announcement, announcements, first_published
from pledges.memory import SHARED, RememberedEvent
from pledges.summaries import Summary
from pledges.views.gathered import Gathering
from pledges.views.outlook import Outlook


@dataclass(frozen=True, slots=True)
class Ledger:
    """`told` is what readers were told of, oldest first; `imported` the history that they were not, in its own order."""

    told: tuple[Announcement, ...]
    imported: tuple[Announcement, ...]


def ledger(gathering: Gathering) -> Ledger:
    """Everything announced in the whole country, with the news."""
    outlook = gathering.outlook
    shared = tuple(one for one in outlook.register.records.values() if one.municipality is None)
    offices = [(summary.published, summary.announcements) for summary in gathering.summaries.values()]
    news = tuple(one for one in announcements(outlook, shared, SHARED) if one.announced is not None)
    offices.append((first_published(outlook.memory, shared), news))
    beginning = min((published for published, _ in offices if published is not None), default=None)
    told: list[Announcement] = []
    imported: list[tuple[date, Announcement]] = []
    for published, found in offices:
        since = published or outlook.day
        for one in found:
            # Nobody followed the portal when it began; one who joins it later brings history that nobody is told of.
            if beginning not in (None, since) and one.announced is not None and one.announced < since:
                imported.append((since, one))
            else:
                told.append(one)
    told.sort(key=_order)
    imported.sort(key=lambda pair: (pair[0], _order(pair[1])))
    return Ledger(tuple(told), tuple(one for _, one in imported))


def _order(one: Announcement) -> tuple[datetime, str]:
    assert one.at is not None
    return one.at, one.event.id


def to_remember(summaries: Iterable[Summary], common: Outlook) -> tuple[RememberedEvent, ...]:
    """What a publication announces, to be remembered; what already is, is among it. By id."""
    shared = (one for one in common.register.records.values() if one.municipality is None)
    found = [*announcements(common, shared, SHARED), *(one for summary in summaries for one in summary.announcements)]
    rows = (
        RememberedEvent(one.event.id, one.event.happened, one.announced, one.event.title, one.event.identity)
        for one in found
        if one.announced is not None
    )
    return tuple(sorted(rows, key=lambda row: row.id))
