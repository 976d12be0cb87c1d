"""In which order readers are told: the lines of everything announced, for each page that it is followed at.

The order never changes: what is new comes last. History that came with a municipality's first publication, after
the portal's own, stands apart: it is in the archive for those who look, and floods nobody.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from pledges.feeds.item import moment
from pledges.views.country.country import Country
from pledges.views.country.summary import Summary


@dataclass(frozen=True, slots=True)
class FeedOrder:
    """Lines of the parts: `told` is what readers were told of, oldest first; `imported` the history that they were not,
    in its own order."""

    told: list[str]
    imported: list[str]


def feed_order(country: Country, address: str) -> FeedOrder:
    """Everything that is told to those who follow the page at `address`."""
    told: list[str] = []
    imported: list[tuple[str, str]] = []
    for summary in country.having("announced", address):
        rows = country.parts_of(summary).announced[address]
        since = history_until(country, summary)
        limit = midnight(since) if since is not None else ""
        first = bisect_left(rows, limit)
        imported.extend((limit, row) for row in rows[:first])
        told.extend(rows[first:])
    return FeedOrder(sorted(told), [row for _, row in sorted(imported)])


def history_until(country: Country, summary: Summary) -> date | None:
    """The day before which what is told of a municipality is history that nobody was told of; None if there is none.

    Nobody followed the portal when it began; one that joins it later brings history that nobody is told of.
    """
    since = summary.published or country.snapshot.day
    return None if country.beginning in (None, since) else since


def digests(country: Country, address: str) -> Iterator[str]:
    """What the ledger of `address` depends on, without the parts. Its lines from today are also of the day."""
    for summary in country.having("announced", address):
        since, last = history_until(country, summary), summary.last_announced
        yield f"{summary.slug} {summary.announced[address]} {since} {last if last and last >= country.snapshot.day else ''}"


def midnight(day: date) -> str:
    """What lines of `day` and later come after, and earlier ones before."""
    return moment(datetime.combine(day, time(), UTC))
