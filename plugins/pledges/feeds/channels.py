"""What can be followed (each place, theme and party, and the whole country), and which events reach it."""

from collections.abc import Collection, Iterator
from dataclasses import KW_ONLY, dataclass
from datetime import date

from pledges import urls
from pledges.content.parties import is_police
from pledges.content.record import is_a
from pledges.content.record_fields import Actor, PoliceArea, Theme
from pledges.content.register import Register, municipality_identity
from pledges.i18n import SOURCE_LANGUAGE, _
from pledges.views.country.country import Country


@dataclass(frozen=True, slots=True)
class Channel:
    """Something that can be followed: the address of its page, what it is called, what sort of thing it is, and in which language."""

    address: str
    name: str
    group: str
    _: KW_ONLY
    language: str = SOURCE_LANGUAGE


def followed(country: Country) -> Iterator[Channel]:
    """Everything that can be followed: the country, counties, municipalities and their parts, the police, themes, parties."""
    register, geography = country.snapshot.register, country.geography
    yield Channel(urls.FRONT, _("Hela landet"), _("Hela landet"))
    yield Channel(urls.LATE, _("Försenade uppföljningar"), _("Hela landet"))
    for county in geography.counties.values():
        yield Channel(urls.county(county.slug), county.name, _("Län"))
    for facts in geography.municipalities.values():
        yield Channel(urls.municipality(facts.slug), facts.official_name, _("Kommuner"))
        for part in country.summaries[facts.slug].areas:
            yield Channel(part.href or "", f"{part.text}, {facts.name}", _("Delar av kommuner"))
    for region in geography.regions.values():
        yield Channel(urls.region(region.slug), _("Polisregion {name}").format(name=region.name), _("Polisen"))
    for area in register.of(PoliceArea):
        yield Channel(urls.of_record(area.identity), area.fields.title, _("Polisen"))
    for theme in register.of(Theme):
        yield Channel(urls.of_record(theme.identity), theme.fields.title, _("Ämnen"))
    for actor in register.of(Actor):
        yield Channel(urls.of_record(actor.identity), actor.fields.title, _("Andra parter"))


def followed_at(
    register: Register, slugs: Collection[str], identities: Collection[str] = (), *, is_late: bool = False
) -> tuple[str, ...]:
    """The addresses of the channels that an event of the municipalities `slugs` and the records `identities` reaches.

    It reaches what they are part of too: part of a municipality → municipality → county → country; local police area
    → police region → country. `is_late` is for an awaited follow-up that did not come.
    """
    municipalities, addresses = register.geography.municipalities, [urls.FRONT]
    for slug in slugs:
        addresses += [urls.municipality(slug), urls.county(municipalities[slug].county_slug)]
    covered = [
        row.municipality
        for identity in identities
        if is_a(area := register.get(identity), PoliceArea)
        for row in area.fields.coverage
    ]
    addresses += [
        urls.region(municipalities[slug].region_slug) for slug in (*slugs, *covered) if slug in municipalities
    ]
    addresses += [urls.of_record(identity) for identity in identities]
    return tuple(dict.fromkeys((*addresses, *((urls.LATE,) if is_late else ()))))


def police_areas_on(
    register: Register, *, slugs: Collection[str], parties: Collection[str], day: date | None
) -> tuple[str, ...]:
    """The local police areas that a record belongs to on `day`: those among its `parties`, else those that cover it.

    An area that covers only a part of a municipality counts, since what is promised in all of it is promised there.
    """
    named = register.party_identities(filter(is_police, parties))
    if named or day is None:
        return named
    covering = (
        area.identity
        for slug in slugs
        for area in register.sources(municipality_identity(slug), PoliceArea, "coverage.municipality")
        for row in area.fields.coverage
        if row.municipality == slug
        and (row.since is None or row.since.first <= day)
        and (row.until is None or day <= row.until.last)
    )
    return tuple(dict.fromkeys(covering))
