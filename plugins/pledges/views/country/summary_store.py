"""Where the parts of each summary lie, one by one, until something that gathers asks for it."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from functools import cached_property
from typing import Any, cast

from pledges.history.publication_log import PublishedEvent
from pledges.incremental.cache import Cache, Pieces
from pledges.views.action_rows import ActionRow
from pledges.views.cards import Card
from pledges.views.country.summary import Summary, SummaryParts
from pledges.views.view_types import NewsItem

_PIECES = ("items", "entries")
PARTS = tuple(field.name for field in fields(SummaryParts))


def store_parts(cache: Cache, summary: Summary, parts: SummaryParts) -> Summary:
    """Put the parts into `cache`. Gives the summary with their digests, by which they are fetched."""
    digests = {
        part: cache.add_pieces(part, getattr(parts, part)) if part in _PIECES else cache.add(part, getattr(parts, part))
        for part in PARTS
    }
    return replace(summary, digests=digests)


class StoredParts:
    """One municipality's SummaryParts, each fetched when it is first asked for; DamagedError is raised where it is lost."""

    def __init__(self, cache: Cache, digests: Mapping[str, str]) -> None:
        self.cache = cache
        self.digests = digests

    def _fetch(self, part: str) -> Any:
        return self.cache.fetch(part, self.digests[part])

    @cached_property
    def cards(self) -> tuple[Card, ...]:
        return cast(tuple[Card, ...], self._fetch("cards"))

    @cached_property
    def recent(self) -> Mapping[str, tuple[tuple[str, NewsItem], ...]]:
        return cast(Mapping[str, tuple[tuple[str, NewsItem], ...]], self._fetch("recent"))

    @cached_property
    def announced(self) -> Mapping[str, tuple[str, ...]]:
        return cast(Mapping[str, tuple[str, ...]], self._fetch("announced"))

    @cached_property
    def imported(self) -> Mapping[str, tuple[str, ...]]:
        return cast(Mapping[str, tuple[str, ...]], self._fetch("imported"))

    @cached_property
    def days(self) -> Mapping[str, tuple[str, ...]]:
        return cast(Mapping[str, tuple[str, ...]], self._fetch("days"))

    @cached_property
    def pages(self) -> Mapping[str, date]:
        return cast(Mapping[str, date], self._fetch("pages"))

    @cached_property
    def actions(self) -> tuple[ActionRow, ...]:
        return cast(tuple[ActionRow, ...], self._fetch("actions"))

    @cached_property
    def remembered(self) -> tuple[PublishedEvent, ...]:
        return cast(tuple[PublishedEvent, ...], self._fetch("remembered"))

    @cached_property
    def items(self) -> Pieces:
        """The finished items of feeds."""
        return self.cache.pieces("items", self.digests["items"])

    @cached_property
    def entries(self) -> Pieces:
        """The finished days of calendars."""
        return self.cache.pieces("entries", self.digests["entries"])
