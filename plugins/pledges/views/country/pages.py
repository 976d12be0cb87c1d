"""Pages that gather from many municipalities. They read summaries, never the municipalities' records."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from pledges import swedish, urls
from pledges.content.geography import Geography, MunicipalityFacts
from pledges.content.kinds import Kind
from pledges.history.snapshot import Snapshot
from pledges.i18n import _
from pledges.incremental.cache import Cache
from pledges.views.common import Count, FeedLink, LateRow, Link, LinkGroup, Meta, NewsItem, NewsRow, Paging
from pledges.views.country.map_levels import MapView, map_view
from pledges.views.country.summary import AGREEMENT, EVERYTHING, FOLLOW_UP, RECENT, Counted, Summary, keys_of
from pledges.views.country.summary_store import StoredParts
from pledges.views.links import links_to
from pledges.views.listing import Card, paging_of

_OF_PLACES = ("cards", "recent")
_OF_EVERYONE = ("told", "days")  # of the shared records too


@dataclass(frozen=True)
class Gathering:
    """Everything that gathering pages are made of: the shared records, and every municipality's summary by slug.

    `shared` is the summary of the shared records. What is large is on the shelves.
    """

    snapshot: Snapshot
    summaries: Mapping[str, Summary]
    shared: Summary
    store: Cache

    @property
    def geography(self) -> Geography:
        """The places that exist from the start."""
        return self.snapshot.register.geography

    @cached_property
    def beginning(self) -> date | None:
        """The day on which the portal was first published; None before that."""
        everyone = (*self.summaries.values(), self.shared)
        return min((one.published for one in everyone if one.published), default=None)

    @cached_property
    def _shelves(self) -> Mapping[str, StoredParts]:
        everyone = (*self.summaries.values(), self.shared)
        return {summary.slug: StoredParts(self.store, summary.marks) for summary in everyone}

    def parts_of(self, summary: Summary) -> StoredParts:
        """Where the stock that a summary tells of lies."""
        return self._shelves[summary.slug]

    def piece(self, part: Literal["items", "entries"], row: str) -> bytes:
        """The finished item or day that a line of the stock stands for."""
        head, mark, slug = row.rsplit(" ", 2)
        parts_of, name = self._shelves[slug], head.partition(" ")[2]
        return (parts_of.items if part == "items" else parts_of.entries).read(name, mark)

    @cached_property
    def _holders(self) -> Mapping[str, Mapping[str, list[Summary]]]:
        """For each part of a summary that has digests, which summaries have something under each key."""
        found: dict[str, dict[str, list[Summary]]] = {part: {} for part in _OF_PLACES + _OF_EVERYONE}
        for summary in (*self.summaries.values(), self.shared):
            for part in _OF_EVERYONE if summary is self.shared else _OF_PLACES + _OF_EVERYONE:
                for key in getattr(summary, part):
                    found[part].setdefault(key, []).append(summary)
        return found

    def having(self, part: str, key: str) -> Sequence[Summary]:
        """The summaries with something under `key` in their digests `part`, in the order of the alphabet."""
        return self._holders[part].get(key, ())

    def marks(self, part: str, keys: Iterable[str]) -> tuple[str, ...]:
        """The digests of all that is under any of `keys`: what is made of that alone is unchanged when they are."""
        return tuple(getattr(summary, part)[key] for key in keys for summary in self.having(part, key))

    def cards(self, keys: Iterable[str]) -> tuple[Card, ...]:
        """The cards under any of `keys`, each once."""
        wanted = frozenset(keys)
        holders = {summary.slug: summary for key in sorted(wanted) for summary in self.having("cards", key)}
        cards = (card for summary in holders.values() for card in self.parts_of(summary).cards)
        return tuple({card.identity: card for card in cards if not wanted.isdisjoint(keys_of(card))}.values())

    def recent(self, keys: Iterable[str]) -> tuple[NewsItem, ...]:
        """The latest announcements under any of `keys`, as readers were told, newest first."""
        rows: dict[str, NewsItem] = {}
        for key in keys:
            for summary in self.having("recent", key):
                rows.update(self.parts_of(summary).recent[key])
        return tuple(rows[row] for row in sorted(rows, reverse=True)[:RECENT])

    @cached_property
    def _counts(self) -> Mapping[str, list[Counted]]:
        found: dict[str, list[Counted]] = {}
        for summary in self.summaries.values():
            for one in summary.counts:
                for slug in one.slugs:
                    found.setdefault(slug, []).append(one)
        return found

    def counts(self, slugs: Iterable[str]) -> tuple[Counted, ...]:
        """What is counted in any of the municipalities `slugs`, each record once."""
        found = (one for slug in slugs for one in self._counts.get(slug, ()))
        return tuple({id(one): one for one in found}.values())


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A municipality in a list: what has been entered here, in words and as a key for the map."""

    link: Link
    slug: str
    code: str
    level: str  # pledges, agreement, entered, nothing
    words: str


@dataclass(frozen=True, slots=True)
class Letter:
    """The municipalities on a letter."""

    title: str
    id: str
    places: tuple[PlaceRow, ...]


@dataclass(frozen=True, slots=True)
class FrontView:
    """The front page."""

    meta: Meta
    counts: tuple[Count, ...]
    recent: tuple[NewsItem, ...]
    news: tuple[NewsRow, ...]
    themes: tuple[Link, ...]
    places: tuple[PlaceRow, ...]
    map: MapView


@dataclass(frozen=True, slots=True)
class IndexView:
    """A page that lists things under headings: municipalities A–Ö, counties, police, themes, actors, subscriptions."""

    meta: Meta
    intro: str
    groups: tuple[LinkGroup, ...]
    letters: tuple[Letter, ...] = ()


@dataclass(frozen=True, slots=True)
class LateGroup:
    """The late follow-ups of one municipality."""

    place: Link
    rows: tuple[LateRow, ...]


@dataclass(frozen=True, slots=True)
class LateView:
    """Late follow-ups, by place, in the order of the alphabet."""

    meta: Meta
    groups: tuple[LateGroup, ...]
    kept_by_parties: int
    paging: Paging


def place_row(country: Gathering, facts: MunicipalityFacts) -> PlaceRow:
    """What is entered about a municipality, its own and shared."""
    counts = country.counts((facts.slug,))
    pledges, agreements = sum(one.pledges for one in counts), sum(one.agreements for one in counts)
    summary = country.summaries.get(facts.slug)
    if pledges:
        level, words = "pledges", swedish.quantity(pledges, _("löfte"), _("löften"))
    elif agreements:
        level, words = "agreement", _("överenskommelse, men inget löfte")
    elif summary is not None and summary.entered:
        level, words = "entered", _("uppgifter, men inget löfte")
    else:
        level, words = "nothing", _("inget inlagt här")
    return PlaceRow(Link(facts.name, urls.municipality(facts.slug)), facts.slug, facts.code, level, words)


def place_rows(country: Gathering, places: Iterable[MunicipalityFacts]) -> tuple[PlaceRow, ...]:
    """A row for each municipality, in the order given."""
    return tuple(place_row(country, facts) for facts in places)


def start() -> Link:
    return Link(_("Start"), urls.FRONT)


def country_feed() -> FeedLink:
    """The feed of the whole country."""
    return FeedLink(_("Hela landet"), urls.COUNTRY_FEED)


def late_feed() -> FeedLink:
    """The feed of late follow-ups."""
    return FeedLink(_("Försenade uppföljningar"), urls.feed(urls.LATE))


def front_view(country: Gathering, news: tuple[NewsRow, ...]) -> FrontView:
    """The front page."""
    settings = country.snapshot.settings
    everyone = country.summaries.values()
    pledges = sum(one.pledges for summary in everyone for one in summary.counts)
    agreements = sum(summary.kinds.get(AGREEMENT, 0) for summary in everyone)
    follow_ups = sum(summary.kinds.get(FOLLOW_UP, 0) for summary in everyone)
    places = place_rows(country, country.geography.municipalities.values())
    having = sum(row.level == "pledges" for row in places)
    counts = (
        Count(pledges, _("löfte") if pledges == 1 else _("löften")),
        Count(having, _("kommun har löften här") if having == 1 else _("kommuner har löften här")),
        Count(agreements, _("överenskommelser")),
        Count(follow_ups, _("uppföljningar")),
    )
    themes = links_to(country.snapshot.register, country.snapshot.register.of_kind(Kind.THEME))
    page = Meta(urls.FRONT, "front.html", settings.name, settings.tagline, (), (country_feed(),), kind=_("Startsida"))
    return FrontView(
        page, counts, country.recent((EVERYTHING,)), news[:3], themes, places, map_view(row.level for row in places)
    )


def _index(address: str, title: str, intro: str, groups: Iterable[LinkGroup], letters: Iterable[Letter] = ()) -> IndexView:
    page = Meta(address, "index-page.html", title, intro, (start(),), (country_feed(),), kind=_("Lista"))
    return IndexView(page, intro, tuple(groups), tuple(letters))


def index_views(country: Gathering) -> Iterator[IndexView]:
    """The lists: municipalities, counties, police, themes, other parties, subscriptions."""
    register, geography = country.snapshot.register, country.geography
    places = place_rows(country, geography.municipalities.values())
    yield _index(
        urls.MUNICIPALITIES, _("Kommuner"), _("Alla 290 kommuner. Att inget är inlagt här betyder inte att inget har lovats."),
        (), _by_letter(places),
    )  # fmt: skip
    counties = tuple(Link(group.name, urls.county(group.slug)) for group in geography.counties.values())
    yield _index(urls.COUNTIES, _("Län"), _("Sveriges 21 län, med sina kommuner."), (LinkGroup(_("Län"), counties),))
    regions = tuple(Link(group.name, urls.region(group.slug)) for group in geography.regions.values())
    areas = links_to(register, register.of_kind(Kind.POLICE_AREA))
    yield _index(
        urls.POLICE, _("Polisen"), _("Polisens sju regioner, och de lokalpolisområden som finns inlagda här."),
        (LinkGroup(_("Polisregioner"), regions), LinkGroup(_("Lokalpolisområden"), areas)),
    )  # fmt: skip
    themes = tuple(
        Link(link.text, link.href, register.records[(link.href or "").rstrip("/")].fields.summary)
        for link in links_to(register, register.of_kind(Kind.THEME))
    )
    yield _index(urls.THEMES, _("Ämnen"), _("Vad löftena handlar om."), (LinkGroup(_("Ämnen"), themes),))
    actors = links_to(register, register.of_kind(Kind.ACTOR))
    yield _index(
        urls.ACTORS,
        _("Andra parter"),
        _("De som står bakom löften och uppföljningar tillsammans med polisen och kommunerna."),
        (LinkGroup(_("Aktörer"), actors),),
    )


def _by_letter(places: Iterable[PlaceRow]) -> Iterator[Letter]:
    letters: dict[str, list[PlaceRow]] = {}
    for row in places:
        letters.setdefault(row.link.text[0].upper(), []).append(row)
    for letter, rows in letters.items():
        yield Letter(letter, slug_of_letter(letter), tuple(rows))


def slug_of_letter(letter: str) -> str:
    """An anchor for a letter: å, ä and ö have names of their own."""
    return {"Å": "bokstav-aa", "Ä": "bokstav-ae", "Ö": "bokstav-oe"}.get(letter, f"bokstav-{letter.lower()}")


def late_views(country: Gathering) -> Iterator[LateView]:
    """Late follow-ups, by place in the order of the alphabet, paged by place."""
    groups = [
        LateGroup(Link(facts.name, urls.municipality(slug)), country.summaries[slug].late)
        for slug, facts in country.geography.municipalities.items()
        if slug in country.summaries and country.summaries[slug].late
    ]
    kept = sum(summary.entered and not summary.compilation for summary in country.summaries.values())
    title = _("Försenade uppföljningar")
    intro = _("Uppföljningar som parterna har lovat till en viss dag, och som inte finns här ännu.")
    for number, first in enumerate(range(0, max(1, len(groups)), country.snapshot.settings.page_size), 1):
        size = country.snapshot.settings.page_size
        found = paging_of(len(groups), urls.LATE, size, number)
        name = title if number == 1 else _("{title}, sida {number}").format(title=title, number=number)
        page = Meta(
            urls.page_of_list(urls.LATE, number),
            "late.html",
            name,
            intro,
            (start(),),
            (late_feed(), country_feed()),
            kind=_("Lista"),
        )
        yield LateView(page, tuple(groups[first : first + size]), kept, found)
