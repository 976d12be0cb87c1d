"""Where the parts of each summary lie, one by one, until something that gathers asks for it."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from functools import cached_property
from typing import Any

from pledges.history.publication_log import PublishedEvent
from pledges.incremental.cache import Cache, Pieces
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


def _fetched(part: str) -> cached_property[Any]:
    return cached_property(lambda stored: stored.cache.fetch(part, stored.digests[part]))


class StoredParts:
    """One municipality's SummaryParts, each fetched when it is first asked for; DamagedError is raised where it is lost."""

    cards: cached_property[tuple[Card, ...]] = _fetched("cards")
    recent: cached_property[Mapping[str, tuple[tuple[str, NewsItem], ...]]] = _fetched("recent")
    announced: cached_property[Mapping[str, tuple[str, ...]]] = _fetched("announced")
    imported: cached_property[Mapping[str, tuple[str, ...]]] = _fetched("imported")
    days: cached_property[Mapping[str, tuple[str, ...]]] = _fetched("days")
    pages: cached_property[Mapping[str, date]] = _fetched("pages")
    tables: cached_property[Mapping[str, bytes]] = _fetched("tables")
    remembered: cached_property[tuple[PublishedEvent, ...]] = _fetched("remembered")

    def __init__(self, cache: Cache, digests: Mapping[str, str]) -> None:
        self.cache = cache
        self.digests = digests

    @cached_property
    def items(self) -> Pieces:
        """The finished items of feeds."""
        return self.cache.pieces("items", self.digests["items"])

    @cached_property
    def entries(self) -> Pieces:
        """The finished days of calendars."""
        return self.cache.pieces("entries", self.digests["entries"])
