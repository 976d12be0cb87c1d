"""The pages that tell how to follow a place, a theme or a party: what will come, and in which ways it can come."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pledges import urls
from pledges.content.record import is_a
from pledges.content.schema import PoliceArea
from pledges.feeds.calendar import has_calendar
from pledges.feeds.channels import Followed, followed
from pledges.i18n import _
from pledges.settings import Settings, absolute
from pledges.views.country.country import Country
from pledges.views.view_types import FeedLink, Link, LinkGroup, Meta, start


@dataclass(frozen=True, slots=True)
class Way:
    """One way of following: the address to copy (absolute), the link to press, and what to do with it."""

    id: str
    title: str
    explanation: str
    address: str
    link: Link


@dataclass(frozen=True, slots=True)
class SubscribeView:
    """How to follow one place. `wider` are those that it is part of, with pages of their own."""

    meta: Meta
    place: Link
    contents: tuple[str, ...]
    ways: tuple[Way, ...]
    email: Link | None
    wider: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class SubscriptionsView:
    """Everything that can be followed, with how to follow the whole country first."""

    meta: Meta
    contents: tuple[str, ...]
    ways: tuple[Way, ...]
    email: Link | None
    groups: tuple[LinkGroup, ...]
    opml: Way


def subscribe_view(country: Country, place: Followed, names: Mapping[str, str]) -> SubscribeView:
    """The page of one place. `names` are those of everything that can be followed, by address."""
    settings, here = country.snapshot.settings, Link(place.name, place.address)
    everything = Followed(urls.FRONT, names[urls.FRONT], "")
    page = Meta(
        urls.subscription(place.address), "subscribe.html", _("Följ {name}").format(name=place.name),
        _("Få veta när något nytt om {name} är publicerat, utan att titta här.").format(name=place.name),
        (start(), Link(_("Prenumerera"), urls.SUBSCRIBE), here),
        (*feed_links(place), *feed_links(everything)), kind=_("Prenumeration"),
    )  # fmt: skip
    wider = tuple(
        Link(names[address], urls.subscription(address))
        for address in wider_than(country, place.address)
        if address in names
    )
    return SubscribeView(page, here, contents(place), ways(place, settings), email(settings), wider)


def subscriptions_view(country: Country) -> SubscriptionsView:
    """The page that leads to all of them."""
    settings, places = country.snapshot.settings, tuple(followed(country))
    everything = places[0]
    groups: dict[str, list[Link]] = {}
    for place in places[1:]:
        groups.setdefault(place.group, []).append(Link(place.name, urls.subscription(place.address)))
    title, intro = (
        _("Prenumerera"),
        _("Följ en plats eller ett ämne, så får du veta när något händer utan att titta här."),
    )
    page = Meta(
        urls.SUBSCRIBE, "subscriptions.html", title, intro, (start(),),
        feed_links(everything), kind=_("Lista"),
    )  # fmt: skip
    rows = tuple(LinkGroup(name, tuple(links), f"grupp-{number}") for number, (name, links) in enumerate(groups.items(), 1))
    return SubscriptionsView(page, contents(everything), ways(everything, settings), email(settings), rows, _opml(settings))


def feed_links(place: Followed) -> tuple[FeedLink, ...]:
    """What a page's head tells of the feed, in both forms."""
    return (
        FeedLink(place.name, urls.feed(place.address)),
        FeedLink(f"{place.name} (Atom)", urls.atom(place.address), "atom"),
    )


def contents(place: Followed) -> tuple[str, ...]:
    """What will come, in plain words."""
    if place.address == urls.LATE:
        return (
            _(
                "Varje gång en dag passerar som parterna har lovat att ha följt upp till, utan att uppföljningen finns här."
            ),
        )
    return (
        _("Nya löften, överenskommelser och åtgärdsplaner."),
        _("Större ändringar, möten som du kan gå på, och uppföljningar som flyttas, med skälet."),
        _("Uppföljningar: vad som lovades, vad som gjordes och vad som händer härnäst."),
        _("Löften som ersätts eller tas bort."),
    )


def ways(place: Followed, settings: Settings) -> tuple[Way, ...]:
    """The feed, and the calendar where there is one."""
    rss, atom = absolute(settings, urls.feed(place.address)), urls.atom(place.address)
    found = [
        Way(
            "flode", _("I en RSS-läsare"),
            _("Kopiera adressen och klistra in den i din läsare, under ”Lägg till flöde” eller liknande. Varje händelse kommer en gång, med hela texten."),
            rss, Link(_("Samma flöde i formatet Atom"), atom),
        )
    ]  # fmt: skip
    if has_calendar(place.address):
        ics = absolute(settings, urls.calendar(place.address))
        found.append(
            Way(
                "kalender", _("I din kalender"),
                _("Dagar då uppföljningar ska vara klara, perioder slutar och möten hålls. Kalendern håller sig uppdaterad av sig själv."),
                ics, Link(_("Lägg till i kalendern"), webcal(ics)),
            )
        )  # fmt: skip
    return tuple(found)


def webcal(address: str) -> str:
    """The address by which a calendar program subscribes at once."""
    scheme, colon, rest = address.partition(":")
    return f"webcal{colon}{rest}" if scheme in ("http", "https") else address


def email(settings: Settings) -> Link | None:
    """The host's own way of sending the feeds by e-mail, where there is one."""
    if not settings.subscribe_email:
        return None
    is_mailbox = "@" in settings.subscribe_email and "://" not in settings.subscribe_email
    return Link(
        settings.subscribe_email, f"mailto:{settings.subscribe_email}" if is_mailbox else settings.subscribe_email
    )


def _opml(settings: Settings) -> Way:
    return Way(
        "alla", _("Alla flöden på en gång"), _("En lista i formatet OPML som RSS-läsare kan importera."),
        absolute(settings, urls.FEEDS), Link(_("Hämta listan"), urls.FEEDS),
    )  # fmt: skip


def wider_than(country: Country, address: str) -> Iterable[str]:
    """The addresses of what the page at `address` is part of, the nearest first."""
    geography, register = country.geography, country.snapshot.register
    parts = address.split("/")
    slugs: list[str] = []
    found: list[str] = []
    if parts[0] == "kommuner":
        slugs = [parts[1]]
        if len(parts) > 3:
            found.append(urls.municipality(parts[1]))
        found += [urls.county(geography.municipalities[slug].county_slug) for slug in slugs]
        found += [
            urls.of_record(area.identity)
            for area in register.sources(f"kommuner/{parts[1]}/kommun", PoliceArea, "coverage.municipality")
        ]
    area = register.get(address.rstrip("/"))
    if is_a(area, PoliceArea):
        slugs = [row.municipality for row in area.fields.coverage]
    found += [
        urls.region(geography.municipalities[slug].region_slug) for slug in slugs if slug in geography.municipalities
    ]
    return dict.fromkeys((*found, urls.FRONT))
