"""Everything that pages of the whole country are made of: the shared records and every municipality's summary."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from pledges import urls
from pledges.content.geography import Geography
from pledges.history.snapshot import Snapshot
from pledges.incremental.cache import Cache
from pledges.status.result_for_readers import ReaderState, Result, Turnout
from pledges.status.standing import Untold
from pledges.views.cards import Card
from pledges.views.country.summary import RECENT, SHORT_IN_WORDS, Counted, Summary, keys_of, list_key, told_key
from pledges.views.country.summary_store import StoredParts
from pledges.views.view_types import Link, NewsItem, PledgeCard

_OF_PLACES = ("cards", "recent", "tables")
_OF_EVERYONE = ("announced", "imported", "days")  # of the shared records too


@dataclass(frozen=True, kw_only=True)
class Country:
    """Everything that gathering pages are made of: the shared records, and every municipality's summary by slug.

    `shared` is the summary of the shared records. What is large lies in the summary store.
    """

    snapshot: Snapshot
    summaries: Mapping[str, Summary]
    shared: Summary
    cache: Cache

    @property
    def geography(self) -> Geography:
        """The places that exist from the start."""
        return self.snapshot.register.geography

    @cached_property
    def beginning(self) -> date | None:
        """The day on which the portal was first published; None before that."""
        return min((summary.published for summary in self._everyone if summary.published), default=None)

    @cached_property
    def last_announced(self) -> date | None:
        """The latest day on which readers were told of anything."""
        return max((one.last_announced for one in self._everyone if one.last_announced), default=None)

    @property
    def _everyone(self) -> tuple[Summary, ...]:
        return (*self.summaries.values(), self.shared)

    @cached_property
    def _stored(self) -> Mapping[str, StoredParts]:
        return {summary.slug: StoredParts(self.cache, summary.digests) for summary in self._everyone}

    def parts_of(self, summary: Summary) -> StoredParts:
        """The parts whose digests are in `summary`."""
        return self._stored[summary.slug]

    def piece(self, part: Literal["items", "entries"], row: str) -> bytes:
        """The finished item or day that a line of the parts stands for."""
        head, mark, slug = row.rsplit(" ", 2)
        stored, name = self._stored[slug], head.partition(" ")[2]
        return (stored.items if part == "items" else stored.entries).read(name, mark)

    @cached_property
    def _holders(self) -> Mapping[str, Mapping[str, list[Summary]]]:
        """For each part of a summary that has digests, which summaries have something under each key."""
        holders: dict[str, dict[str, list[Summary]]] = {part: {} for part in _OF_PLACES + _OF_EVERYONE}
        for summary in self._everyone:
            for part in _OF_EVERYONE if summary is self.shared else _OF_PLACES + _OF_EVERYONE:
                for key in getattr(summary, part):
                    holders[part].setdefault(key, []).append(summary)
        return holders

    def having(self, part: str, key: str) -> Sequence[Summary]:
        """The summaries with something under `key` in their digests `part`, in the order of the alphabet."""
        return self._holders[part].get(key, ())

    def digests(self, part: str, keys: Iterable[str]) -> tuple[str, ...]:
        """The digests of all that is under any of `keys`: what is made of that alone is unchanged when they are."""
        return tuple(getattr(summary, part)[key] for key in keys for summary in self.having(part, key))

    def cards(self, keys: Iterable[str]) -> tuple[Card, ...]:
        """The cards under any of `keys`, each once."""
        wanted = frozenset(keys)
        holders = {summary.slug: summary for key in sorted(wanted) for summary in self.having("cards", key)}
        found: dict[str, Card] = {}
        for summary in holders.values():
            cards, places = self.parts_of(summary).cards, self._places_of_cards(summary)
            for place in sorted({place for key in wanted for place in places.get(key, ())}):
                found[cards[place].identity] = cards[place]
        return tuple(found.values())

    def _places_of_cards(self, summary: Summary) -> Mapping[str, list[int]]:
        """Which of a summary's cards are under each key: a large municipality's stand in a thousand lists."""
        if summary.slug not in self._places:
            places: dict[str, list[int]] = {}
            for place, card in enumerate(self.parts_of(summary).cards):
                for key in keys_of(card):
                    places.setdefault(key, []).append(place)
            self._places[summary.slug] = places
        return self._places[summary.slug]

    @cached_property
    def _places(self) -> dict[str, Mapping[str, list[int]]]:
        return {}

    def rows_in_table(self, file: str, address: str) -> Iterator[bytes]:
        """The rows of the table at `address` as they lie in `file` (`loften.csv`), one municipality's after another's, by
        their slugs."""
        for summary in sorted(self.having("tables", address), key=lambda one: one.slug):
            yield self.parts_of(summary).tables[file]

    def counties_in_table(self, name: str) -> tuple[str, ...]:
        """The counties, by slug, that have a table of this name."""
        return tuple(slug for slug in self.geography.counties if self.having("tables", urls.table(name, slug)))

    def recent(self, keys: Iterable[str]) -> tuple[NewsItem, ...]:
        """The latest announcements under any of `keys`, newest first."""
        rows: dict[str, NewsItem] = {}
        for key in keys:
            for summary in self.having("recent", key):
                rows.update(self.parts_of(summary).recent[key])
        return tuple(rows[row] for row in sorted(rows, reverse=True)[:RECENT])

    def latest(self, key: str) -> tuple[NewsItem, ...]:
        """The latest under `key` in each municipality, newest first, and no municipality twice."""
        rows = dict(self.parts_of(summary).recent[key][0] for summary in self.having("recent", key))
        shown: list[NewsItem] = []
        places: set[Link] = set()
        for row in sorted(rows, reverse=True):
            if places.isdisjoint(rows[row].places):
                places.update(rows[row].places)
                shown.append(rows[row])
        return tuple(shown[:RECENT])

    @cached_property
    def states(self) -> Mapping[ReaderState, int]:
        """How many of all pledges stand under each word."""
        return {state: sum(one.states.get(state, 0) for one in self.summaries.values()) for state in ReaderState}

    @cached_property
    def turnouts(self) -> Mapping[Turnout, int]:
        """How many of all pledges have at least one action that was done, and at least one that was not."""
        return {one: sum(summary.turnouts.get(one, 0) for summary in self.summaries.values()) for one in Turnout}

    @cached_property
    def untold(self) -> Mapping[Untold, int]:
        """How many of all pledges are reported without a word of whether any action was done, by what is said instead."""
        return {one: sum(summary.untold.get(one, 0) for summary in self.summaries.values()) for one in Untold}

    @cached_property
    def turnouts_of_part(self) -> Mapping[Turnout, int]:
        """Of how many of those it is said of a part of the time alone."""
        return {
            one: sum(summary.turnouts_of_part.get(one, 0) for summary in self.summaries.values()) for one in Turnout
        }

    @cached_property
    def short_in_words(self) -> int:
        """Of how many pledges the parties say of the whole, and of no action, that something stood in the way or was not done."""
        cards = (card for card in self.cards((list_key(SHORT_IN_WORDS),)) if isinstance(card, PledgeCard))
        return sum(Turnout.NOT_DONE not in card.turnouts for card in cards)

    @cached_property
    def results(self) -> Mapping[Result, int]:
        """What became of every action of every pledge."""
        return {one: sum(summary.results.get(one, 0) for summary in self.summaries.values()) for one in Result}

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Every year that a pledge is known to touch, the last first."""
        names = (key.removeprefix(list_key("")) for key in self._holders["cards"] if key.startswith(list_key("")))
        return tuple(sorted((int(name) for name in names if name.isdigit()), reverse=True))

    def has_pledges(self, *names: str | int) -> bool:
        """Whether there is a pledge of all of `names`: a year and a word, or one of them and a county."""
        return list_key(*names) in self._holders["cards"]

    @cached_property
    def themes(self) -> Mapping[str, int]:
        """How many pledges are about a theme, by its slug."""
        counts = Counter[str]()
        for summary in self.summaries.values():
            counts.update(summary.themes)
        return counts

    @cached_property
    def themes_in_counties(self) -> Mapping[str, int]:
        """How many pledges there are about each theme in each county, by `theme_key`, and how many of which something about it
        is reported, by `told_key`; only where there are any."""
        counts = Counter[str]()
        for summary in self.summaries.values():
            counts.update(summary.themes_in_counties)
        return counts

    def has_told(self, theme: str, county_slug: str = "") -> bool:
        """Whether anything about the theme is reported of any pledge, or of any in the county."""
        return told_key(theme, county_slug) in self._holders["cards"]

    @cached_property
    def _counts(self) -> Mapping[str, list[Counted]]:
        by_slug: dict[str, list[Counted]] = {}
        for summary in self.summaries.values():
            for counted in summary.counts:
                for slug in counted.slugs:
                    by_slug.setdefault(slug, []).append(counted)
        return by_slug

    def counts(self, slugs: Iterable[str]) -> tuple[Counted, ...]:
        """What is counted in any of the municipalities `slugs`, each record once."""
        shared = (counted for slug in slugs for counted in self._counts.get(slug, ()))
        return tuple({id(counted): counted for counted in shared}.values())
