"""The lists of places, themes and parties."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pledges import urls
from pledges.content.record import Record
from pledges.content.record_fields import Actor, PoliceArea, Theme
from pledges.i18n import _
from pledges.settings import Language
from pledges.swedish import quantity, sort_key
from pledges.views.country.country import Country
from pledges.views.country.municipality_levels import PlaceRow, county_links, place_rows
from pledges.views.links import links_to
from pledges.views.page_parts import portal_meta
from pledges.views.table_links import table_links
from pledges.views.translated.shown import everywhere, with_alternates
from pledges.views.view_types import Link, LinkGroup, Meta


@dataclass(frozen=True, slots=True)
class Letter:
    """The municipalities on a letter."""

    title: str
    id: str
    places: tuple[PlaceRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexView:
    """A page that lists things under headings: municipalities A–Ö, counties, police, themes, actors, subscriptions."""

    meta: Meta
    intro: str
    groups: tuple[LinkGroup, ...]
    letters: tuple[Letter, ...] = ()


def _index(
    address: str,
    *,
    title: str,
    intro: str,
    groups: Iterable[LinkGroup],
    letters: Iterable[Letter] = (),
    languages: tuple[Language, ...] = (),
) -> IndexView:
    page = portal_meta(address, "index-page.html", title=title, description=intro)
    return IndexView(meta=with_alternates(page, languages), intro=intro, groups=tuple(groups), letters=tuple(letters))


def index_views(country: Country) -> Iterator[IndexView]:
    """The lists: municipalities, counties, police, themes, other parties, subscriptions."""
    register, geography = country.snapshot.register, country.geography
    places = place_rows(country, geography.municipalities.values())
    yield _index(
        urls.MUNICIPALITIES,
        title=_("Kommuner"),
        intro=_("Alla 290 kommuner. Att inget är inlagt här betyder inte att inget har lovats."),
        groups=(),
        letters=_by_letter(places),
        languages=everywhere(register, country.snapshot.settings),
    )
    yield _index(
        urls.COUNTIES,
        title=_("Län"),
        intro=_("Sveriges 21 län, och i hur många av kommunerna där det finns löften här."),
        groups=(
            LinkGroup(_("Län"), county_links(country)),
            LinkGroup(_("Tabeller för hela landet (CSV)"), table_links(country), "landets-tabeller"),
            LinkGroup(_("Alla lovade åtgärder och vad det blev, län för län (CSV)"), _tables(country), "tabeller"),
        ),
    )
    regions = tuple(Link(group.name, urls.region(group.slug)) for group in geography.regions.values())
    areas = links_to(register, register.of(PoliceArea))
    yield _index(
        urls.POLICE,
        title=_("Polisen"),
        intro=_("Polisens sju regioner, och de lokalpolisområden som finns inlagda här."),
        groups=(LinkGroup(_("Polisregioner"), regions), LinkGroup(_("Lokalpolisområden"), areas)),
    )
    themes = tuple(
        Link(theme.fields.title, urls.of_record(theme.identity), _about(theme, country))
        for theme in sorted(
            register.of(Theme), key=lambda theme: (sort_key(theme.fields.title), urls.of_record(theme.identity))
        )
    )
    yield _index(
        urls.THEMES, title=_("Ämnen"), intro=_("Vad löftena handlar om."), groups=(LinkGroup(_("Ämnen"), themes),)
    )
    actors = links_to(register, register.of(Actor))
    yield _index(
        urls.ACTORS,
        title=_("Andra parter"),
        intro=_("De som står bakom löften och uppföljningar tillsammans med polisen och kommunerna."),
        groups=(LinkGroup(_("Aktörer"), actors),),
    )


def _tables(country: Country) -> tuple[Link, ...]:
    """The table of what is promised in each county that has one."""
    return tuple(
        Link(country.geography.counties[slug].name, urls.table(urls.ACTIONS, slug))
        for slug in country.counties_in_table(urls.ACTIONS)
    )


def _about(theme: Record[Theme], country: Country) -> str:
    """What a theme is, after how many pledges are about it."""
    count = country.themes.get(theme.slug, 0)
    counted = f"{quantity(count, _('löfte'), _('löften'))}. " if count else ""
    return f"{counted}{theme.fields.summary}"


def _by_letter(places: Iterable[PlaceRow]) -> Iterator[Letter]:
    letters: dict[str, list[PlaceRow]] = {}
    for row in places:
        letters.setdefault(row.link.text[0].upper(), []).append(row)
    for letter, rows in letters.items():
        yield Letter(letter, slug_of_letter(letter), tuple(rows))


def slug_of_letter(letter: str) -> str:
    """An anchor for a letter: å, ä and ö have names of their own."""
    return {"Å": "bokstav-aa", "Ä": "bokstav-ae", "Ö": "bokstav-oe"}.get(letter, f"bokstav-{letter.lower()}")
