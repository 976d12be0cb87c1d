"""Pages that gather from many municipalities. They read summaries, never the municipalities' records."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from pledges import addresses, swedish
from pledges.geography import Geography, MunicipalityFacts
from pledges.geography import Group as Places
from pledges.records import Kind, Record
from pledges.summaries import Announcement, Summary
from pledges.texts import _
from pledges.views.common import (
    Count,
    Fact,
    FeedLink,
    Group,
    LateRow,
    Link,
    Meta,
    NewsRow,
    Paging,
    PledgeCard,
    RecordCard,
    Section,
    SourceRow,
)
from pledges.views.listing import Card, in_order, pages, paging_of, sections
from pledges.views.outlook import Outlook, body_html, links_to, meta, source_rows

RECENT = 8
_AGREEMENT = "Överenskommelse"


@dataclass(frozen=True, slots=True)
class Gathering:
    """Everything that gathering pages are made of: the shared records, every summary, and their cards by key.

    `cards` is by municipality slug, by theme identity and by party identity; each list has a card once.
    """

    outlook: Outlook
    summaries: Mapping[str, Summary]
    cards: Mapping[str, tuple[Card, ...]]
    announcements: tuple[Announcement, ...]

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
    return Gathering(
        outlook, summaries, {key: tuple(found) for key, found in cards.items()}, tuple(newest(announcements))
    )


def newest(announcements: Iterable[Announcement]) -> list[Announcement]:
    """Newest first; ties by id."""
    return sorted(announcements, key=lambda one: (-(one.event.day or date.min).toordinal(), one.event.id))


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A municipality in a list: what has been entered here, in words and as a key for the map."""

    link: Link
    slug: str
    code: str
    level: str  # pledges, agreement, entered, nothing
    words: str


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


@dataclass(frozen=True, slots=True)
class IndexView:
    """A page that lists things under headings: municipalities A–Ö, counties, police, themes, actors, subscriptions."""

    meta: Meta
    intro: str
    groups: tuple[Group, ...]
    places: tuple[PlaceRow, ...] = ()


@dataclass(frozen=True, slots=True)
class CollectionView:
    """A county, police region, local police area, other party or theme, with all that belongs to it."""

    meta: Meta
    intro: str
    compilation: bool
    facts: tuple[Fact, ...]
    body: str
    places: tuple[PlaceRow, ...]
    sections: tuple[Section, ...]
    paging: Paging
    recent: tuple[NewsItem, ...]
    sources: tuple[SourceRow, ...]
    missing: tuple[str, ...]


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


@dataclass(frozen=True, slots=True)
class StateRow:
    """One line of the state of the country. Coverage counts compilations too; rates only what the parties keep."""

    place: Link
    municipalities: int
    with_pledges: int
    with_agreement: int
    nothing: int
    kept_by_parties: int


@dataclass(frozen=True, slots=True)
class StateView:
    """The state of the country, with its tables."""

    meta: Meta
    counts: tuple[Count, ...]
    counties: tuple[StateRow, ...]
    regions: tuple[StateRow, ...]
    sizes: tuple[StateRow, ...]
    themes: tuple[Fact, ...]


def place_row(gathering: Gathering, facts: MunicipalityFacts) -> PlaceRow:
    """What is entered about a municipality, its own and shared."""
    cards = gathering.cards.get(facts.slug, ())
    pledges = sum(isinstance(card, PledgeCard) for card in cards)
    agreements = sum(isinstance(card, RecordCard) and card.kind == _AGREEMENT for card in cards)
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


def _start() -> Link:
    return Link(_("Start"), addresses.FRONT)


def _country() -> FeedLink:
    return FeedLink(_("Hela landet"), addresses.COUNTRY_FEED)


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
        Count(kinds.count(_AGREEMENT), _("överenskommelser")),
        Count(kinds.count("Uppföljning"), _("uppföljningar")),
    )
    themes = links_to(gathering.outlook.register, gathering.outlook.register.of_kind(Kind.THEME))
    page = Meta(addresses.FRONT, "front.html", settings.name, settings.tagline, (), (_country(),), kind=_("Startsida"))
    recent = tuple(news_item(one) for one in gathering.announcements[:RECENT])
    return FrontView(page, counts, recent, news[:3], themes, places)


def _index(
    address: str, title: str, intro: str, groups: Iterable[Group], places: tuple[PlaceRow, ...] = ()
) -> IndexView:
    page = Meta(address, "index-page.html", title, intro, (_start(),), (_country(),), kind=_("Lista"))
    return IndexView(page, intro, tuple(groups), places)


def index_views(gathering: Gathering) -> Iterator[IndexView]:
    """The lists: municipalities, counties, police, themes, other parties, subscriptions."""
    register, geography = gathering.outlook.register, gathering.geography
    places = place_rows(gathering, geography.municipalities.values())
    yield _index(
        addresses.MUNICIPALITIES, _("Kommuner"), _("Alla 290 kommuner. Att inget är inlagt här betyder inte att inget har lovats."),
        _by_letter(places), places,
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
    yield _subscriptions(gathering, counties, regions)


def _by_letter(places: Iterable[PlaceRow]) -> Iterator[Group]:
    letters: dict[str, list[Link]] = {}
    for row in places:
        letters.setdefault(row.link.text[0].upper(), []).append(Link(row.link.text, row.link.href, row.words))
    for letter, links in letters.items():
        yield Group(letter, tuple(links), slug_of_letter(letter))


def slug_of_letter(letter: str) -> str:
    """An anchor for a letter: å, ä and ö have names of their own."""
    return {"Å": "bokstav-aa", "Ä": "bokstav-ae", "Ö": "bokstav-oe"}.get(letter, f"bokstav-{letter.lower()}")


def _subscriptions(gathering: Gathering, counties: tuple[Link, ...], regions: tuple[Link, ...]) -> IndexView:
    register, geography = gathering.outlook.register, gathering.geography

    def feeds(links: Iterable[Link]) -> tuple[Link, ...]:
        return tuple(Link(link.text, addresses.feed(link.href or "")) for link in links)

    municipalities = tuple(
        Link(facts.name, addresses.municipality(facts.slug)) for facts in geography.municipalities.values()
    )
    return _index(
        addresses.SUBSCRIBE, _("Prenumerera"), _("Följ en plats eller ett ämne med RSS: du får veta när något händer utan att titta här."),
        (
            Group(_("Hela landet"), (Link(_("Hela landet"), addresses.COUNTRY_FEED),)),
            Group(_("Län"), feeds(counties)),
            Group(_("Polisregioner"), feeds(regions)),
            Group(_("Lokalpolisområden"), feeds(links_to(register, register.of_kind(Kind.POLICE_AREA)))),
            Group(_("Ämnen"), feeds(links_to(register, register.of_kind(Kind.THEME)))),
            Group(_("Kommuner"), feeds(municipalities)),
        ),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Base:
    """What a collection is made of, before its list is cut into pages."""

    meta: Meta
    intro: str
    cards: tuple[Card, ...]
    facts: tuple[Fact, ...] = ()
    places: tuple[PlaceRow, ...] = ()
    recent: tuple[NewsItem, ...] = ()
    body: str = ""
    compilation: bool = False
    sources: tuple[SourceRow, ...] = ()
    missing: tuple[str, ...] = ()


def _paged(base: _Base, size: int) -> Iterator[CollectionView]:
    ordered = in_order(
        (card for card in base.cards if isinstance(card, PledgeCard)),
        (card for card in base.cards if isinstance(card, RecordCard)),
    )
    for address, cards, paging in pages(ordered, base.meta.address, size):
        first = paging.number == 1
        title = (
            base.meta.title
            if first
            else _("{title}, sida {number}").format(title=base.meta.title, number=paging.number)
        )
        yield CollectionView(
            replace(base.meta, address=address, title=title), base.intro, base.compilation, base.facts if first else (),
            base.body if first else "", base.places if first else (), sections(cards), paging, base.recent if first else (),
            base.sources if first else (), base.missing if first else (),
        )  # fmt: skip


def _unique(cards: Iterable[Card]) -> tuple[Card, ...]:
    return tuple({card.identity: card for card in cards}.values())


def collection_views(gathering: Gathering) -> Iterator[CollectionView]:
    """Counties, police regions, local police areas, themes, other parties, and all pledges."""
    size = gathering.outlook.settings.page_size
    for base in _bases(gathering):
        yield from _paged(base, size)


def _bases(gathering: Gathering) -> Iterator[_Base]:
    geography, register = gathering.geography, gathering.outlook.register
    for group in geography.counties.values():
        yield _of_places(gathering, group, addresses.county(group.slug), _("Län"), Link(_("Län"), addresses.COUNTIES))
    for group in geography.regions.values():
        name = replace(group, name=_("Polisregion {name}").format(name=group.name))
        yield _of_places(
            gathering, name, addresses.region(group.slug), _("Polisregion"), Link(_("Polisen"), addresses.POLICE)
        )
    for record in (*register.of_kind(Kind.POLICE_AREA), *register.of_kind(Kind.THEME), *register.of_kind(Kind.ACTOR)):
        yield _of_record(gathering, record)
    everything = [card for summary in gathering.summaries.values() for card in summary.pledges]
    title, intro = _("Alla löften"), _("Alla löften som finns inlagda, de som gäller nu först.")
    yield _Base(
        Meta(addresses.PLEDGES, "collection.html", title, intro, (_start(),), (_country(),), kind=_("Lista")),
        intro,
        tuple(everything),
    )


def _of_places(gathering: Gathering, group: Places, address: str, kind: str, parent: Link) -> _Base:
    slugs = {facts.slug for facts in group.municipalities}
    cards = _unique(card for slug in slugs for card in gathering.cards.get(slug, ()))
    recent = (one for one in gathering.announcements if slugs.intersection(one.municipality_slugs))
    intro = _("Löften, överenskommelser och uppföljningar i {name}.").format(name=group.name)
    feeds = (FeedLink(group.name, addresses.feed(address)), _country())
    page = Meta(address, "collection.html", group.name, intro, (_start(), parent), feeds, kind=kind)
    return _Base(
        page,
        intro,
        cards,
        places=place_rows(gathering, group.municipalities),
        recent=tuple(news_item(one) for one in islice(recent, RECENT)),
    )


def _of_record(gathering: Gathering, record: Record) -> _Base:
    outlook, fields = gathering.outlook, record.fields
    cards = gathering.cards.get(record.identity, ())
    page = meta(outlook, record, "collection.html")
    if record.kind in (Kind.POLICE_AREA, Kind.THEME):
        page = replace(page, feeds=(FeedLink(page.title, addresses.feed(page.address)), _country()))
    recent = (one for one in gathering.announcements if record.identity in one.parties or record.slug in one.themes)
    facts, places = _about(gathering, record)
    return _Base(
        page, fields.summary or "", cards, facts, places, tuple(news_item(one) for one in islice(recent, RECENT)),
        body_html(outlook, record), fields.kept_by is not None, source_rows(record, fields.sources), fields.missing,
    )  # fmt: skip


def _about(gathering: Gathering, record: Record) -> tuple[tuple[Fact, ...], tuple[PlaceRow, ...]]:
    fields, facts = record.fields, []
    covered: list[MunicipalityFacts] = []
    municipalities = gathering.geography.municipalities
    if record.kind is Kind.ACTOR and fields.type:
        facts.append(Fact(_("Typ"), (Link(fields.type, None),)))
    if record.kind is Kind.POLICE_AREA:
        if fields.police_district:
            facts.append(Fact(_("Polisområde"), (Link(fields.police_district, None),)))
        regions = {
            municipalities[row.municipality].region_slug
            for row in fields.coverage
            if row.municipality in municipalities
        }
        links = tuple(Link(gathering.geography.regions[slug].name, addresses.region(slug)) for slug in sorted(regions))
        facts.append(Fact(_("Polisregion"), links))
        covered = [municipalities[row.municipality] for row in fields.coverage if row.municipality in municipalities]
        for row in fields.coverage:
            if row.part and row.municipality in municipalities:
                place = municipalities[row.municipality]
                facts.append(
                    Fact(
                        _("Del av {name}").format(name=place.name),
                        (Link(row.part, addresses.municipality(place.slug)),),
                    )
                )
    website = getattr(fields, "website", None)
    if website:
        facts.append(Fact(_("Webbplats"), (Link(website, website),)))
    if getattr(fields, "contact", None):
        facts.append(Fact(_("Kontakt"), (Link(fields.contact, None),)))
    places = place_rows(gathering, dict.fromkeys(covered))
    return tuple(facts), places


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
    for number, start in enumerate(range(0, max(1, len(groups)), gathering.outlook.settings.page_size), 1):
        size = gathering.outlook.settings.page_size
        found = paging_of(len(groups), addresses.LATE, size, number)
        name = title if number == 1 else _("{title}, sida {number}").format(title=title, number=number)
        page = Meta(
            addresses.page_of_list(addresses.LATE, number),
            "late.html",
            name,
            intro,
            (_start(),),
            (_country(),),
            kind=_("Lista"),
        )
        yield LateView(page, tuple(groups[start : start + size]), kept, found)


_SIZES = (
    (0, 15_000, "Färre än 15 000 invånare"),
    (15_000, 50_000, "15 000–49 999 invånare"),
    (50_000, 10**9, "50 000 invånare och fler"),
)


def state_view(gathering: Gathering) -> StateView:
    """The state of the country: coverage by county, police region and size of municipality, and themes."""
    geography = gathering.geography
    rows = place_rows(gathering, geography.municipalities.values())
    by_slug = {row.slug: row for row in rows}
    counties = tuple(
        _state_row(gathering, Link(group.name, addresses.county(group.slug)), group.municipalities, by_slug)
        for group in geography.counties.values()
    )
    regions = tuple(
        _state_row(gathering, Link(group.name, addresses.region(group.slug)), group.municipalities, by_slug)
        for group in geography.regions.values()
    )
    sizes = tuple(
        _state_row(
            gathering,
            Link(_(label), None),
            tuple(facts for facts in geography.municipalities.values() if low <= facts.population_2016 < high),
            by_slug,
        )
        for low, high, label in _SIZES
    )
    themes = tuple(
        Fact(link.text, (Link(swedish.quantity(count, _("löfte"), _("löften")), link.href),))
        for link in links_to(gathering.outlook.register, gathering.outlook.register.of_kind(Kind.THEME))
        if (
            count := sum(
                isinstance(card, PledgeCard) for card in gathering.cards.get((link.href or "").rstrip("/"), ())
            )
        )
    )
    total = _state_row(gathering, Link(_("Hela landet"), None), tuple(geography.municipalities.values()), by_slug)
    counts = (
        Count(total.with_pledges, _("kommuner har löften inlagda här")),
        Count(total.with_agreement, _("kommuner har en överenskommelse inlagd men inget löfte")),
        Count(total.nothing, _("kommuner har inget inlagt här")),
        Count(total.kept_by_parties, _("kommuner för sina uppgifter själva")),
    )
    intro = _("Vad som finns inlagt i portalen. Att inget är inlagt betyder inte att inget har lovats.")
    page = Meta(
        addresses.STATE, "state.html", _("Läget i landet"), intro, (_start(),), (_country(),), kind=_("Statistik")
    )
    return StateView(page, counts, counties, regions, sizes, themes)


def _state_row(
    gathering: Gathering, place: Link, members: tuple[MunicipalityFacts, ...], rows: Mapping[str, PlaceRow]
) -> StateRow:
    levels = [rows[facts.slug].level for facts in members]
    kept = sum(
        (summary := gathering.summaries.get(facts.slug)) is not None and summary.entered and not summary.compilation
        for facts in members
    )
    return StateRow(
        place, len(members), levels.count("pledges"), levels.count("agreement"), levels.count("nothing"), kept
    )
