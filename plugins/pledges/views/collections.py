"""The pages of a county, a police region, a local police area, a theme or another party, and of all pledges."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from pledges import addresses
from pledges.artefacts import digest, serialise
from pledges.geography import Group as Places
from pledges.geography import MunicipalityFacts
from pledges.records import Kind, Record
from pledges.texts import _
from pledges.views.common import Fact, FeedLink, Link, Meta, Paging, PledgeCard, RecordCard, Section, SourceRow
from pledges.views.gathered import RECENT, Gathering, NewsItem, PlaceRow, country_feed, news_item, place_rows, start
from pledges.views.listing import Card, in_order, pages, sections
from pledges.views.outlook import body_html, meta, source_rows


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
class Collection:
    """A county, police region, local police area, other party or theme, before its list is cut into pages."""

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

    def key(self, gathering: Gathering) -> str:
        """The digest of all that its pages are made of, the cards by their marks."""
        about = serialise(replace(self, cards=()))
        marks = "".join(gathering.marks[card.identity] for card in self.cards)
        return digest(about, marks.encode(), str(gathering.outlook.settings.page_size).encode())


def _unique(cards: Iterable[Card]) -> tuple[Card, ...]:
    return tuple({card.identity: card for card in cards}.values())


def collections(gathering: Gathering) -> Iterator[Collection]:
    """Counties, police regions, local police areas, themes, other parties, and all pledges."""
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
    yield Collection(
        Meta(addresses.PLEDGES, "collection.html", title, intro, (start(),), (country_feed(),), kind=_("Lista")),
        intro,
        tuple(everything),
    )


def _of_places(gathering: Gathering, group: Places, address: str, kind: str, parent: Link) -> Collection:
    slugs = {facts.slug for facts in group.municipalities}
    cards = _unique(card for slug in slugs for card in gathering.cards.get(slug, ()))
    recent = (one for one in gathering.announcements if slugs.intersection(one.municipality_slugs))
    intro = _("Löften, överenskommelser och uppföljningar i {name}.").format(name=group.name)
    feeds = (FeedLink(group.name, addresses.feed(address)), country_feed())
    page = Meta(address, "collection.html", group.name, intro, (start(), parent), feeds, kind=kind)
    return Collection(
        page,
        intro,
        cards,
        places=place_rows(gathering, group.municipalities),
        recent=tuple(news_item(one) for one in islice(recent, RECENT)),
    )


def _of_record(gathering: Gathering, record: Record) -> Collection:
    outlook, fields = gathering.outlook, record.fields
    cards = gathering.cards.get(record.identity, ())
    page = meta(outlook, record, "collection.html")
    if record.kind in (Kind.POLICE_AREA, Kind.THEME, Kind.ACTOR):
        page = replace(page, feeds=(FeedLink(page.title, addresses.feed(page.address)), country_feed()))
    recent = (one for one in gathering.announcements if record.identity in one.parties or record.slug in one.themes)
    facts, places = _about(gathering, record)
    return Collection(
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


def collection_views(gathering: Gathering, base: Collection) -> Iterator[CollectionView]:
    """The pages of a collection."""
    size = gathering.outlook.settings.page_size
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
