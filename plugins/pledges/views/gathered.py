"""Pages that gather from many municipalities. They read summaries, never the municipalities' records."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pledges import addresses, swedish
from pledges.geography import Geography, MunicipalityFacts
from pledges.records import Kind
from pledges.summaries import Announcement, Summary
from pledges.texts import _
from pledges.views.common import (
    Count,
    FeedLink,
    Group,
    LateRow,
    Link,
    Meta,
    NewsRow,
    Paging,
    PledgeCard,
    RecordCard,
)
from pledges.views.levels import MapView, map_view
from pledges.views.listing import Card, paging_of
from pledges.views.outlook import Outlook, links_to

RECENT = 8
AGREEMENT = "Överenskommelse"


@dataclass(frozen=True, slots=True)
class Gathering:
    """Everything that gathering pages are made of: the shared records, every summary, and their cards by key.

    `cards` is by municipality slug, by theme identity and by party identity; each list has a card once. `marks` are
    the digests of the cards, by identity: what is made of cards alone is unchanged when they are.
    """

    outlook: Outlook
    summaries: Mapping[str, Summary]
    cards: Mapping[str, tuple[Card, ...]]
    announcements: tuple[Announcement, ...]
    marks: Mapping[str, str]

    @property
    def geography(self) -> Geography:
        """The places that exist from the start."""
        return self.outlook.register.geography


def gather(outlook: Outlook, summaries: Mapping[str, Summary]) -> Gathering:
    """Sort every card under the places, themes and parties that it belongs to, in one pass."""
    cards: dict[str, list[Card]] = {}
    announcements: list[Announcement] = []
    for summary in summaries.values():
        announcements.extend(summary.announcements)
        own: tuple[Card, ...] = (*summary.pledges, *summary.records)
        for card in own:
            keys = (*card.municipality_slugs, *(f"amnen/{theme}" for theme in card.themes), *card.parties)
            for key in dict.fromkeys(keys):
                cards.setdefault(key, []).append(card)
    marks = {identity: mark for summary in summaries.values() for identity, mark in summary.marks}
    by_key = {key: tuple(found) for key, found in cards.items()}
    return Gathering(outlook, summaries, by_key, tuple(newest(announcements)), marks)


def newest(announcements: Iterable[Announcement]) -> list[Announcement]:
    """As readers were told, newest first: what is old but entered today is news. Ties by id."""
    return sorted(announcements, key=lambda one: (one.at.timestamp() if one.at else 0.0, one.event.id), reverse=True)


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
class NewsItem:
    """A recent event in a list."""

    when: str
    iso: str
    title: str
    link: Link
    places: tuple[Link, ...]


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
    groups: tuple[Group, ...]
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


def place_row(gathering: Gathering, facts: MunicipalityFacts) -> PlaceRow:
    """What is entered about a municipality, its own and shared."""
    cards = gathering.cards.get(facts.slug, ())
    pledges = sum(isinstance(card, PledgeCard) for card in cards)
    agreements = sum(isinstance(card, RecordCard) and card.kind == AGREEMENT for card in cards)
    summary = gathering.summaries.get(facts.slug)
    if pledges:
        level, words = "pledges", swedish.quantity(pledges, _("löfte"), _("löften"))
    elif agreements:
        level, words = "agreement", _("överenskommelse, men inget löfte")
    elif summary is not None and summary.entered:
        level, words = "entered", _("uppgifter, men inget löfte")
    else:
        level, words = "nothing", _("inget inlagt här")
    return PlaceRow(Link(facts.name, addresses.municipality(facts.slug)), facts.slug, facts.code, level, words)


def place_rows(gathering: Gathering, places: Iterable[MunicipalityFacts]) -> tuple[PlaceRow, ...]:
    """A row for each municipality, in the order given."""
    return tuple(place_row(gathering, facts) for facts in places)


def news_item(one: Announcement) -> NewsItem:
    """An announcement in a list of recent events."""
    return NewsItem(
        swedish.partial(one.event.happened),
        str(one.event.happened),
        one.event.title,
        Link(one.record.text, one.href),
        one.municipalities,
    )


def start() -> Link:
    return Link(_("Start"), addresses.FRONT)


def country_feed() -> FeedLink:
    """The feed of the whole country."""
    return FeedLink(_("Hela landet"), addresses.COUNTRY_FEED)


def late_feed() -> FeedLink:
    """The feed of late follow-ups."""
    return FeedLink(_("Försenade uppföljningar"), addresses.feed(addresses.LATE))


def front_view(gathering: Gathering, news: tuple[NewsRow, ...]) -> FrontView:
    """The front page."""
    settings = gathering.outlook.settings
    pledges = sum(len(summary.pledges) for summary in gathering.summaries.values())
    kinds = [card.kind for summary in gathering.summaries.values() for card in summary.records]
    places = place_rows(gathering, gathering.geography.municipalities.values())
    having = sum(row.level == "pledges" for row in places)
    counts = (
        Count(pledges, _("löfte") if pledges == 1 else _("löften")),
        Count(having, _("kommun har löften här") if having == 1 else _("kommuner har löften här")),
        Count(kinds.count(AGREEMENT), _("överenskommelser")),
        Count(kinds.count("Uppföljning"), _("uppföljningar")),
    )
    themes = links_to(gathering.outlook.register, gathering.outlook.register.of_kind(Kind.THEME))
    page = Meta(
        addresses.FRONT, "front.html", settings.name, settings.tagline, (), (country_feed(),), kind=_("Startsida")
    )
    recent = tuple(news_item(one) for one in gathering.announcements[:RECENT])
    return FrontView(page, counts, recent, news[:3], themes, places, map_view(row.level for row in places))


def _index(address: str, title: str, intro: str, groups: Iterable[Group], letters: Iterable[Letter] = ()) -> IndexView:
    page = Meta(address, "index-page.html", title, intro, (start(),), (country_feed(),), kind=_("Lista"))
    return IndexView(page, intro, tuple(groups), tuple(letters))


def index_views(gathering: Gathering) -> Iterator[IndexView]:
    """The lists: municipalities, counties, police, themes, other parties, subscriptions."""
    register, geography = gathering.outlook.register, gathering.geography
    places = place_rows(gathering, geography.municipalities.values())
    yield _index(
        addresses.MUNICIPALITIES, _("Kommuner"), _("Alla 290 kommuner. Att inget är inlagt här betyder inte att inget har lovats."),
        (), _by_letter(places),
    )  # fmt: skip
    counties = tuple(Link(group.name, addresses.county(group.slug)) for group in geography.counties.values())
    yield _index(addresses.COUNTIES, _("Län"), _("Sveriges 21 län, med sina kommuner."), (Group(_("Län"), counties),))
    regions = tuple(Link(group.name, addresses.region(group.slug)) for group in geography.regions.values())
    areas = links_to(register, register.of_kind(Kind.POLICE_AREA))
    yield _index(
        addresses.POLICE, _("Polisen"), _("Polisens sju regioner, och de lokalpolisområden som finns inlagda här."),
        (Group(_("Polisregioner"), regions), Group(_("Lokalpolisområden"), areas)),
    )  # fmt: skip
    themes = tuple(
        Link(link.text, link.href, register.records[(link.href or "").rstrip("/")].fields.summary)
        for link in links_to(register, register.of_kind(Kind.THEME))
    )
    yield _index(addresses.THEMES, _("Ämnen"), _("Vad löftena handlar om."), (Group(_("Ämnen"), themes),))
    actors = links_to(register, register.of_kind(Kind.ACTOR))
    yield _index(
        addresses.ACTORS,
        _("Andra parter"),
        _("De som står bakom löften och uppföljningar tillsammans med polisen och kommunerna."),
        (Group(_("Aktörer"), actors),),
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


def late_views(gathering: Gathering) -> Iterator[LateView]:
    """Late follow-ups, by place in the order of the alphabet, paged by place."""
    groups = [
        LateGroup(Link(facts.name, addresses.municipality(slug)), gathering.summaries[slug].late)
        for slug, facts in gathering.geography.municipalities.items()
        if slug in gathering.summaries and gathering.summaries[slug].late
    ]
    kept = sum(summary.entered and not summary.compilation for summary in gathering.summaries.values())
    title = _("Försenade uppföljningar")
    intro = _("Uppföljningar som parterna har lovat till en viss dag, och som inte finns här ännu.")
    for number, first in enumerate(range(0, max(1, len(groups)), gathering.outlook.settings.page_size), 1):
        size = gathering.outlook.settings.page_size
        found = paging_of(len(groups), addresses.LATE, size, number)
        name = title if number == 1 else _("{title}, sida {number}").format(title=title, number=number)
        page = Meta(
            addresses.page_of_list(addresses.LATE, number),
            "late.html",
            name,
            intro,
            (start(),),
            (late_feed(), country_feed()),
            kind=_("Lista"),
        )
        yield LateView(page, tuple(groups[first : first + size]), kept, found)
