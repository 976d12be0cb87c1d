"""The one ledger of everything that has been announced, in the order in which readers were told.

The order never changes: what is new comes last. History that came with a municipality's first publication, after
the portal's own, stands apart: it is in the archive for those who look, and floods nobody.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import blake2b

from pledges.announcements import Announcement, announcements
from pledges.memory import SHARED, RememberedEvent
from pledges.settings import STOCKHOLM
from pledges.summaries import Summary
from pledges.timeline import rank
from pledges.views.gathered import Gathering
from pledges.views.outlook import Outlook

_SLOT = timedelta(minutes=10)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Ledger:
    """`told` is what readers were told of, oldest first; `imported` the history that they were not, in its own order."""

    told: tuple[Announcement, ...]
    imported: tuple[Announcement, ...]


def ledger(gathering: Gathering) -> Ledger:
    """Everything announced in the whole country, with the news."""
    outlook = gathering.outlook
    news = tuple(one for one in shared_announcements(outlook) if one.announced is not None)
    found = [*news, *(one for summary in gathering.summaries.values() for one in summary.announcements)]
    days = [summary.published for summary in gathering.summaries.values() if summary.published is not None]
    days += [one.imported for one in news if one.imported is not None]
    beginning = min(days, default=None)
    found.sort(key=lambda one: (announced_at(one), one.event.id))
    later = [one for one in found if one.imported is not None and one.imported != beginning]
    later.sort(key=lambda one: one.imported or date.max)
    apart = {one.event.id for one in later}
    return Ledger(tuple(one for one in found if one.event.id not in apart), tuple(later))


def shared_announcements(outlook: Outlook) -> Iterator[Announcement]:
    """The announcements of the records that lie in no municipality: news, and what was removed."""
    shared = (one for one in outlook.register.records.values() if one.municipality is None)
    yield from announcements(outlook, shared, SHARED)


def announced_at(one: Announcement) -> datetime:
    """The moment that feeds sort by: the day it was announced, just after midnight in Stockholm.

    Within a day what began comes before what came of it; then a digest of the id tells, so that the order is the
    same in every feed and for ever, and no two are told at the same moment. At night, so that it is never still to
    come.
    """
    assert one.announced is not None
    name = one.event.id
    spread = int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "big") % (_SLOT // _MICROSECOND)
    late = rank(name.rpartition("#")[2]) * _SLOT + spread * _MICROSECOND
    return datetime.combine(one.announced, time(), STOCKHOLM) + late


def to_remember(summaries: Iterable[Summary], common: Outlook) -> tuple[RememberedEvent, ...]:
    """What a publication announces, to be remembered; what already is, is among it. By id."""
    found = [*shared_announcements(common), *(one for summary in summaries for one in summary.announcements)]
    rows = (
        RememberedEvent(one.event.id, one.event.happened, one.announced, one.event.title, one.event.identity)
        for one in found
        if one.announced is not None
    )
    return tuple(sorted(rows, key=lambda row: row.id))
