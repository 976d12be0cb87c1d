"""Where the stock of each municipality lies, part by part, until something that gathers asks for it."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from functools import cached_property
from typing import Any

from pledges.history.publication_log import PublishedEvent
from pledges.incremental.cache import Cache, Pieces
from pledges.views.common import NewsItem
from pledges.views.country.summary import Summary, SummaryParts
from pledges.views.listing import Card

_PIECES = ("items", "entries")
PARTS = tuple(field.name for field in fields(SummaryParts))


def put_away(store: Cache, summary: Summary, stock: SummaryParts) -> Summary:
    """Put the stock into `store`; the summary then tells where it lies."""
    marks = {
        part: store.add_pieces(part, getattr(stock, part)) if part in _PIECES else store.add(part, getattr(stock, part))
        for part in PARTS
    }
    return replace(summary, marks=marks)


class StoredParts:
    """One municipality's stock, each part fetched when it is first asked for. DamagedError is raised where it is lost."""

    def __init__(self, store: Cache, marks: Mapping[str, str]) -> None:
        self.store = store
        self.marks = marks

    def _fetch(self, part: str) -> Any:
        return self.store.fetch(part, self.marks[part])

    @cached_property
    def cards(self) -> tuple[Card, ...]:
        """See Stock."""
        found: tuple[Card, ...] = self._fetch("cards")
        return found

    @cached_property
    def recent(self) -> Mapping[str, tuple[tuple[str, NewsItem], ...]]:
        """See Stock."""
        found: Mapping[str, tuple[tuple[str, NewsItem], ...]] = self._fetch("recent")
        return found

    @cached_property
    def told(self) -> Mapping[str, tuple[str, ...]]:
        """See Stock."""
        found: Mapping[str, tuple[str, ...]] = self._fetch("told")
        return found

    @cached_property
    def days(self) -> Mapping[str, tuple[str, ...]]:
        """See Stock."""
        found: Mapping[str, tuple[str, ...]] = self._fetch("days")
        return found

    @cached_property
    def pages(self) -> Mapping[str, date]:
        """See Stock."""
        found: Mapping[str, date] = self._fetch("pages")
        return found

    @cached_property
    def remembered(self) -> tuple[PublishedEvent, ...]:
        """See Stock."""
        found: tuple[PublishedEvent, ...] = self._fetch("remembered")
        return found

    @cached_property
    def items(self) -> Pieces:
        """The finished items of feeds."""
        return self.store.pieces("items", self.marks["items"])

    @cached_property
    def entries(self) -> Pieces:
        """The finished days of calendars."""
        return self.store.pieces("entries", self.marks["entries"])
