"""What can be followed: each place, theme and party, and the whole country."""

from collections.abc import Iterator
from dataclasses import dataclass

from pledges import urls
from pledges.content.kinds import Kind
from pledges.i18n import _
from pledges.views.country.country import Country
from pledges.views.links import title_of


@dataclass(frozen=True, slots=True)
class Followed:
    """Something to follow: the address of its page, what it is called, and what sort of thing it is."""

    address: str
    name: str
    group: str


def followed(country: Country) -> Iterator[Followed]:
    """Everything that can be followed: the country, counties, municipalities and their parts, the police, themes, parties."""
    register, geography = country.snapshot.register, country.geography
    yield Followed(urls.FRONT, _("Hela landet"), _("Hela landet"))
    yield Followed(urls.LATE, _("Försenade uppföljningar"), _("Hela landet"))
    for county in geography.counties.values():
        yield Followed(urls.county(county.slug), county.name, _("Län"))
    for facts in geography.municipalities.values():
        yield Followed(urls.municipality(facts.slug), facts.official_name, _("Kommuner"))
        for area in country.summaries[facts.slug].areas:
            yield Followed(area.href or "", f"{area.text}, {facts.name}", _("Delar av kommuner"))
    for region in geography.regions.values():
        yield Followed(urls.region(region.slug), _("Polisregion {name}").format(name=region.name), _("Polisen"))
    for kind, group in ((Kind.POLICE_AREA, _("Polisen")), (Kind.THEME, _("Ämnen")), (Kind.ACTOR, _("Andra parter"))):
        for record in register.of_kind(kind):
            yield Followed(urls.of_record(record.identity), title_of(register, record), group)
