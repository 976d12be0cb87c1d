"""The pages that tell how to follow a place, a theme or a party: what will come, and in which ways it can come."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pledges import addresses
from pledges.calendars import has_calendar
from pledges.following import Followed, followed
from pledges.items import absolute
from pledges.records import Kind
from pledges.settings import Settings
from pledges.texts import _
from pledges.views.common import FeedLink, Group, Link, Meta
from pledges.views.gathered import Gathering


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
    groups: tuple[Group, ...]
    opml: Way


def subscribe_view(gathering: Gathering, place: Followed, names: Mapping[str, str]) -> SubscribeView:
    """The page of one place. `names` are those of everything that can be followed, by address."""
    settings, here = gathering.outlook.settings, Link(place.name, place.address)
    country = Followed(addresses.FRONT, names[addresses.FRONT], "")
    page = Meta(
        addresses.subscription(place.address), "subscribe.html", _("Följ {name}").format(name=place.name),
        _("Få veta när något nytt om {name} är publicerat, utan att titta här.").format(name=place.name),
        (Link(_("Start"), addresses.FRONT), Link(_("Prenumerera"), addresses.SUBSCRIBE), here),
        (*feed_links(place), *feed_links(country)), kind=_("Prenumeration"),
    )  # fmt: skip
    wider = tuple(
        Link(names[address], addresses.subscription(address))
        for address in wider_than(gathering, place.address)
        if address in names
    )
    return SubscribeView(page, here, contents(place), ways(place, settings), email(settings), wider)


def subscriptions_view(gathering: Gathering) -> SubscriptionsView:
    """The page that leads to all of them."""
    settings, places = gathering.outlook.settings, tuple(followed(gathering))
    country = places[0]
    groups: dict[str, list[Link]] = {}
    for place in places[1:]:
        groups.setdefault(place.group, []).append(Link(place.name, addresses.subscription(place.address)))
    title, intro = (
        _("Prenumerera"),
        _("Följ en plats eller ett ämne, så får du veta när något händer utan att titta här."),
    )
    page = Meta(
        addresses.SUBSCRIBE, "subscriptions.html", title, intro, (Link(_("Start"), addresses.FRONT),),
        feed_links(country), kind=_("Lista"),
    )  # fmt: skip
    rows = tuple(Group(name, tuple(links), f"grupp-{number}") for number, (name, links) in enumerate(groups.items(), 1))
    return SubscriptionsView(page, contents(country), ways(country, settings), email(settings), rows, _opml(settings))


def feed_links(place: Followed) -> tuple[FeedLink, ...]:
    """What a page's head tells of the feed, in both forms."""
    return (
        FeedLink(place.name, addresses.feed(place.address)),
        FeedLink(f"{place.name} (Atom)", addresses.atom(place.address), "atom"),
    )


def contents(place: Followed) -> tuple[str, ...]:
    """What will come, in plain words."""
    if place.address == addresses.LATE:
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
    rss, atom = absolute(settings, addresses.feed(place.address)), addresses.atom(place.address)
    found = [
        Way(
            "flode", _("I en RSS-läsare"),
            _("Kopiera adressen och klistra in den i din läsare, under ”Lägg till flöde” eller liknande. Varje händelse kommer en gång, med hela texten."),
            rss, Link(_("Samma flöde i formatet Atom"), atom),
        )
    ]  # fmt: skip
    if has_calendar(place.address):
        ics = absolute(settings, addresses.calendar(place.address))
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
        absolute(settings, addresses.FEEDS), Link(_("Hämta listan"), addresses.FEEDS),
    )  # fmt: skip


def wider_than(gathering: Gathering, address: str) -> Iterable[str]:
    """The addresses of what the page at `address` is part of, the nearest first."""
    geography, register = gathering.geography, gathering.outlook.register
    parts = address.split("/")
    slugs: list[str] = []
    found: list[str] = []
    if parts[0] == "kommuner":
        slugs = [parts[1]]
        if len(parts) > 3:
            found.append(addresses.municipality(parts[1]))
        found += [addresses.county(geography.municipalities[slug].county_slug) for slug in slugs]
        found += [
            addresses.of_record(area.identity)
            for area in register.sources(f"kommuner/{parts[1]}/kommun", Kind.POLICE_AREA, "coverage.municipality")
        ]
    area = register.get(address.rstrip("/"))
    if area is not None and area.kind is Kind.POLICE_AREA:
        slugs = [row.municipality for row in area.fields.coverage]
    found += [
        addresses.region(geography.municipalities[slug].region_slug)
        for slug in slugs
        if slug in geography.municipalities
    ]
    return dict.fromkeys((*found, addresses.FRONT))
