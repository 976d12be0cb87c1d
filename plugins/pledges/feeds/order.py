"""In which order readers are told: the lines of everything announced, for each page that it is followed at.

The order never changes: what is new comes last. History that came with a municipality's first publication, after
the portal's own, stands apart: it is in the archive for those who look, and floods nobody. So does what says that
those first records were entered.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pledges.feeds.announcement import start_of
from pledges.feeds.calendar import since
from pledges.feeds.item_text import moment, time_of
from pledges.views.country.country import Country
from pledges.views.country.summary import Summary


@dataclass(frozen=True, slots=True)
class FeedOrder:
    """Lines of the parts: `announced` is what readers were told of, oldest first; `imported` the history that they
    were not, in its own order."""

    announced: list[str]
    imported: list[str]


def feed_order(country: Country, address: str) -> FeedOrder:
    """Everything that is told to those who follow the page at `address`."""
    announced: list[str] = []
    imported: list[tuple[str, str]] = []
    for summary in country.having("announced", address):
        lines = country.parts_of(summary).announced[address]
        until = _history_until(country, summary)
        limit = midnight(until) if until is not None else ""
        first = bisect_left(lines, limit)
        imported.extend((limit, line) for line in lines[:first])
        announced.extend(lines[first:])
    for summary in country.having("imported", address):
        imported.extend((midnight(time_of(line).date()), line) for line in country.parts_of(summary).imported[address])
    return FeedOrder(announced=sorted(announced), imported=[line for _, line in sorted(imported)])


def has_entries(country: Country, address: str) -> bool:
    """Whether anything has been told to those who follow the page at `address`."""
    return any(country.having(part, address) for part in ("announced", "imported"))


def days_in_calendar(country: Country, address: str) -> tuple[str, ...]:
    """The lines of the days in the calendar of the page at `address`, in order."""
    first_day = str(since(country.snapshot.day))
    days = (day for summary in country.having("days", address) for day in country.parts_of(summary).days[address])
    return tuple(sorted(day for day in days if day >= first_day))


def _history_until(country: Country, summary: Summary) -> date | None:
    """The day before which what is told of a municipality is history that nobody was told of; None if there is none.

    Nobody followed the portal when it began; one that joins it later brings history that nobody is told of.
    """
    published = summary.published or country.snapshot.day
    return None if country.beginning in (None, published) else published


def order_digests(country: Country, address: str) -> Iterator[str]:
    """What `feed_order` of `address` depends on, without the parts. Its lines from today are also of the day."""
    for summary in country.having("announced", address):
        until, last = _history_until(country, summary), summary.last_announced
        yield f"{summary.slug} {summary.announced[address]} {until} {last if last and last >= country.snapshot.day else ''}"
    yield from country.digests("imported", (address,))


def midnight(day: date) -> str:
    """What lines of `day` and later come after, and earlier ones before."""
    return moment(start_of(day))
