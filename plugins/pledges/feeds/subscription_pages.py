"""The pages that tell how to follow a place, a theme or a party: what will come, and in which ways it can come."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from pledges import swedish, urls
from pledges.content.record import is_a
from pledges.content.record_fields import PoliceArea
from pledges.content.register import municipality_identity
from pledges.feeds.calendar import has_calendar
from pledges.feeds.channels import Channel, followed
from pledges.feeds.order import days_in_calendar, has_entries
from pledges.i18n import _
from pledges.settings import Settings, absolute
from pledges.views.country.country import Country
from pledges.views.view_types import FeedLink, Link, LinkGroup, Meta, start


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way of following: the address to copy (absolute), the link to press, and what to do with it.

    `empty` says that nothing has come that way yet; empty itself where something has.
    """

    id: str
    title: str
    explanation: str
    address: str
    link: Link
    empty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscribeView:
    """How to follow one channel. `wider` are those that it is part of, with pages of their own."""

    meta: Meta
    place: Link
    contents: tuple[str, ...]
    ways: tuple[Way, ...]
    email: Link | None
    wider: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscriptionsView:
    """Everything that can be followed, with how to follow the whole country first."""

    meta: Meta
    contents: tuple[str, ...]
    ways: tuple[Way, ...]
    email: Link | None
    groups: tuple[LinkGroup, ...]
    opml: Way


def subscribe_view(country: Country, channel: Channel, names: Mapping[str, str]) -> SubscribeView:
    """The page of one channel. `names` are those of everything that can be followed, by address."""
    settings, here = country.snapshot.settings, Link(channel.name, channel.address)
    everything = Channel(urls.FRONT, names[urls.FRONT], "")
    meta = Meta(
        address=urls.subscription(channel.address),
        template="subscribe.html",
        title=_("Följ {name}").format(name=channel.name),
        description=_("Få veta när något nytt om {name} är publicerat, i en RSS-läsare eller i din kalender.").format(
            name=channel.name
        ),
        breadcrumbs=(start(), Link(_("Prenumerera"), urls.SUBSCRIBE), here),
        feeds=(*feed_links(channel), *feed_links(everything)),
    )
    wider = tuple(
        Link(names[address], urls.subscription(address))
        for address in wider_than(country, channel.address)
        if address in names
    )
    return SubscribeView(
        meta=meta,
        place=here,
        contents=_contents(channel),
        ways=_ways(country, channel),
        email=_email(settings),
        wider=wider,
    )


def subscriptions_view(country: Country) -> SubscriptionsView:
    """The page that leads to all of them."""
    settings, channels = country.snapshot.settings, tuple(followed(country))
    everything = channels[0]
    groups: dict[str, list[Link]] = {}
    for channel in channels[1:]:
        groups.setdefault(channel.group, []).append(Link(channel.name, urls.subscription(channel.address)))
    meta = Meta(
        address=urls.SUBSCRIBE,
        template="subscriptions.html",
        title=_("Prenumerera"),
        description=_("Följ en plats eller ett ämne i en RSS-läsare eller din kalender."),
        feeds=feed_links(everything),
    )
    for links in groups.values():
        links.sort(key=lambda link: swedish.sort_key(link.text))
    numbered = enumerate(groups.items(), 1)
    return SubscriptionsView(
        meta=meta,
        contents=_contents(everything),
        ways=tuple(
            replace(way, title=_("Hela landet {way}").format(way=f"{way.title[:1].lower()}{way.title[1:]}"))
            for way in _ways(country, everything)
        ),
        email=_email(settings),
        groups=tuple(LinkGroup(name, tuple(links), f"grupp-{number}") for number, (name, links) in numbered),
        opml=_opml(settings),
    )


def feed_links(channel: Channel) -> tuple[FeedLink, ...]:
    """What a page's head tells of the feed, in both forms."""
    return (
        FeedLink(channel.name, urls.feed(channel.address)),
        FeedLink(f"{channel.name} (Atom)", urls.atom(channel.address), "atom"),
    )


def _contents(channel: Channel) -> tuple[str, ...]:
    """What will come, in plain words."""
    if channel.address == urls.LATE:
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


def _ways(country: Country, channel: Channel) -> tuple[Way, ...]:
    """The feed, and the calendar where there is one."""
    settings, has_items = country.snapshot.settings, has_entries(country, channel.address)
    rss, atom = absolute(settings, urls.feed(channel.address)), urls.atom(channel.address)
    feed = Way(
        id="flode",
        title=_("I en RSS-läsare"),
        explanation=_(
            "RSS är ett sätt att få veta när en webbplats har något nytt. En RSS-läsare är en app eller ett program som hämtar det åt dig. "
            "Kopiera adressen och klistra in den i läsaren, under ”Lägg till flöde” eller liknande. Varje händelse kommer en gång, med hela texten."
        ),
        address=rss,
        link=Link(_("Samma flöde i formatet Atom"), atom),
        empty="" if has_items else _("Just nu finns inget i flödet; det första kommer när något händer."),
    )
    if not has_calendar(channel.address):
        return (feed,)
    ics = absolute(settings, urls.calendar(channel.address))
    calendar = Way(
        id="kalender",
        title=_("I din kalender"),
        explanation=_(
            "Dagar då uppföljningar ska vara klara, perioder slutar och möten hålls. Kalendern håller sig uppdaterad av sig själv."
        ),
        address=ics,
        link=Link(_("Lägg till i kalendern"), webcal(ics)),
        empty=""
        if days_in_calendar(country, channel.address)
        else _("Just nu finns ingen dag i kalendern; dagar kommer när de är kända."),
    )
    return feed, calendar


def webcal(address: str) -> str:
    """The address by which a calendar program subscribes at once."""
    scheme, colon, rest = address.partition(":")
    return f"webcal{colon}{rest}" if scheme in ("http", "https") else address


def _email(settings: Settings) -> Link | None:
    """The host's own way of sending the feeds by e-mail, where there is one."""
    if not settings.subscribe_email:
        return None
    is_mailbox = "@" in settings.subscribe_email and "://" not in settings.subscribe_email
    return Link(
        settings.subscribe_email, f"mailto:{settings.subscribe_email}" if is_mailbox else settings.subscribe_email
    )


def _opml(settings: Settings) -> Way:
    return Way(
        id="alla",
        title=_("Alla flöden på en gång"),
        explanation=_("En lista i formatet OPML som RSS-läsare kan importera."),
        address=absolute(settings, urls.FEEDS),
        link=Link(_("Hämta listan"), urls.FEEDS),
    )


def wider_than(country: Country, address: str) -> Iterable[str]:
    """The addresses of what the page at `address` is part of, the nearest first."""
    geography, register = country.geography, country.snapshot.register
    parts = address.split("/")
    slugs: list[str] = []
    addresses: list[str] = []
    if parts[0] == "kommuner":
        slugs = [parts[1]]
        if len(parts) > 3:
            addresses.append(urls.municipality(parts[1]))
        addresses.append(urls.county(geography.municipalities[parts[1]].county_slug))
        areas = register.sources(municipality_identity(parts[1]), PoliceArea, "coverage.municipality")
        addresses += [urls.of_record(area.identity) for area in areas]
    area = register.get(address.rstrip("/"))
    if is_a(area, PoliceArea):
        slugs = [row.municipality for row in area.fields.coverage]
    addresses += [
        urls.region(geography.municipalities[slug].region_slug) for slug in slugs if slug in geography.municipalities
    ]
    return dict.fromkeys((*addresses, urls.FRONT))
