"""The feeds: one for each place, theme and party, and for the whole country, in RSS and Atom, with their archives.

An announcement belongs to its places and all that they are part of: part of a municipality → municipality → county
→ country; local police area → police region → country.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import blake2b

from markupsafe import escape

from pledges import addresses, swedish
from pledges.announcements import Announcement, announcements
from pledges.artefacts import Artefact
from pledges.records import Kind
from pledges.settings import STOCKHOLM, Settings
from pledges.syndication import Category, Channel, Document, Entry, Part, atom, rss
from pledges.texts import SOURCE_LANGUAGE, _
from pledges.timeline import EventKind
from pledges.views.gathered import Gathering
from pledges.views.outlook import title_of

MAKER = "feeds 1"
IMAGE = "flode.png"
_ORDER = tuple(EventKind)
_SLOT = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: the page that it follows, what it is called, and what comes in it."""

    address: str
    title: str
    description: str


def feed_artefacts(gathering: Gathering) -> Iterator[Artefact]:
    """Every feed document of the site."""
    settings = gathering.outlook.settings
    everything = sorted(
        (*gathering.announcements, *announcements(gathering.outlook, gathering.outlook.register.of_kind(Kind.NEWS))),
        key=lambda one: (announced_at(one), one.event.id),
    )
    parts: dict[str, list[Part]] = {}
    names = {theme.slug: theme.fields.title for theme in gathering.outlook.register.of_kind(Kind.THEME)}
    for one in everything:
        part = Part(entry(one, settings, names))
        for address in belongs_to(gathering, one):
            parts.setdefault(address, []).append(part)
    for feed in feeds(gathering):
        yield from _documents(settings, feed, parts.get(feed.address, []))


def feeds(gathering: Gathering) -> Iterator[Feed]:
    """Every feed that there is: the country, counties, municipalities and their parts, the police, themes, parties."""
    register, geography = gathering.outlook.register, gathering.geography
    name = gathering.outlook.settings.name
    yield Feed(addresses.FRONT, name, _("Alla händelser i hela landet."))
    for county in geography.counties.values():
        yield _feed(name, addresses.county(county.slug), county.name)
    for region in geography.regions.values():
        yield _feed(name, addresses.region(region.slug), _("Polisregion {name}").format(name=region.name))
    for facts in geography.municipalities.values():
        yield _feed(name, addresses.municipality(facts.slug), facts.official_name)
        for area in gathering.summaries[facts.slug].areas:
            yield _feed(name, area.href or "", f"{area.text}, {facts.name}")
    for kind in (Kind.POLICE_AREA, Kind.THEME, Kind.ACTOR):
        for record in register.of_kind(kind):
            yield _feed(name, addresses.of_record(record.identity), title_of(register, record))
    yield Feed(addresses.LATE, f"{_('Försenade uppföljningar')} – {name}", _("Uppföljningar som inte kom i tid."))


def _feed(name: str, address: str, title: str) -> Feed:
    return Feed(
        address, f"{title} – {name}", _("Löften, överenskommelser och uppföljningar: {title}.").format(title=title)
    )


def belongs_to(gathering: Gathering, one: Announcement) -> tuple[str, ...]:
    """The addresses of the pages whose feeds the announcement comes in, each once."""
    geography, register = gathering.geography, gathering.outlook.register
    slugs = dict.fromkeys(one.municipality_slugs)
    covered = {
        row.municipality
        for identity in one.police_areas
        if (area := register.get(identity)) is not None
        for row in area.fields.coverage
    }
    found = [addresses.FRONT]
    for slug in slugs:
        facts = geography.municipalities[slug]
        found += [
            addresses.municipality(slug),
            addresses.county(facts.county_slug),
            addresses.region(facts.region_slug),
        ]
    found += [
        addresses.region(geography.municipalities[slug].region_slug)
        for slug in sorted(covered)
        if slug in geography.municipalities
    ]
    found += [addresses.of_record(identity) for identity in (*one.areas, *one.police_areas, *one.parties)]
    found += [addresses.of_record(f"amnen/{theme}") for theme in one.themes]
    if one.event.kind is EventKind.DEADLINE_PASSED:
        found.append(addresses.LATE)
    return tuple(dict.fromkeys(found))


def announced_at(one: Announcement) -> datetime:
    """The moment that feeds sort by: the day it was announced, just after midnight in Stockholm.

    Within a day by kind, then by a digest of the id, so that no two are told at the same moment and the order is the
    same in every feed and for ever. At night, so that it is never still to come.
    """
    spread = int.from_bytes(blake2b(one.event.id.encode(), digest_size=6).digest(), "big") % (
        _SLOT // timedelta(microseconds=1)
    )
    late = _SLOT * _ORDER.index(one.event.kind) + timedelta(microseconds=spread)
    return datetime.combine(one.announced, time(), STOCKHOLM) + late


def entry(one: Announcement, settings: Settings, themes: Mapping[str, str]) -> Entry:
    """The announcement as an item of a feed."""
    categories = [
        *(Category(slug, themes.get(slug, slug), _absolute(settings, addresses.THEMES)) for slug in one.themes),
        *(
            Category(slug, link.text, _absolute(settings, addresses.MUNICIPALITIES))
            for link in one.municipalities
            for slug in [(link.href or "").split("/")[1]]
        ),
    ]
    return Entry(
        tag(settings, one.event.id), one.headline, _absolute(settings, one.href), content(one, settings),
        announced_at(one), tuple(categories),
    )  # fmt: skip


def content(one: Announcement, settings: Settings) -> str:
    """The full text of an announcement as HTML that stands by itself."""
    rows = (
        (_("Hände"), swedish.capital(swedish.partial(one.event.happened))),
        (_("Plats"), ", ".join(one.places)),
        (one.kind, one.record.text),
        (_("Parter"), swedish.enumerate_words(one.names)),
        (_("Period"), one.period),
        (_("Status före"), one.before),
        (_("Status efter"), one.after),
    )
    html = [f"<p>{escape(one.event.text)}</p>"] if one.event.text not in ("", one.record.text) else []
    html.append(
        "<p>"
        + "<br>".join(f"<strong>{escape(term)}:</strong> {escape(value)}" for term, value in rows if value)
        + "</p>"
    )
    if one.promises:
        html.append(f"<p><strong>{escape(_('Lovat och gjort'))}</strong></p><ul>")
        html += [f"<li>{escape(promise_text(row.what, row.promised, row.done))}</li>" for row in one.promises]
        html.append("</ul>")
    closing = ((_("Effekt"), one.effect), (_("Vad händer nu"), one.next_step))
    html += [f"<p><strong>{escape(term)}:</strong> {escape(value)}</p>" for term, value in closing if value]
    if one.compilation:
        html.append(f"<p>{escape(_('Uppgifterna är sammanställda ur offentliga källor av portalens redaktion.'))}</p>")
    href = escape(_absolute(settings, one.href))
    html.append(f'<p><a href="{href}">{escape(_("Läs mer på {name}").format(name=settings.name))}</a></p>')
    return "".join(html)


def promise_text(what: str, promised: str, done: str) -> str:
    """Nya områden. Lovat: minst 8 områden. Gjort: 20 områden."""
    words = [
        what,
        promised and _("Lovat: {promised}").format(promised=promised),
        done and _("Redovisat: {done}").format(done=done),
    ]
    return " ".join(word if word.endswith((".", "!", "?")) else f"{word}." for word in words if word)


def tag(settings: Settings, name: str) -> str:
    """An id that outlives titles, addresses and domains (RFC 4151)."""
    return f"tag:{settings.authority}:{name}"


def _absolute(settings: Settings, address: str) -> str:
    return f"{settings.address}/{address}"


def _documents(settings: Settings, feed: Feed, parts: list[Part]) -> Iterator[Artefact]:
    """The current feed in both forms, and an archive document for every full page of the oldest items."""
    size = settings.feed_size
    pages = [parts[start : start + size] for start in range(0, len(parts) - size + 1, size)]
    for number, page in enumerate(pages, 1):
        names = addresses.archive(feed.address, f"{number}.xml"), addresses.archive(feed.address, f"{number}.atom")
        yield from _pair(settings, feed, names, page, number - 1, archived=True)
    names = addresses.feed(feed.address), addresses.atom(feed.address)
    yield from _pair(settings, feed, names, parts[-size:], len(pages), archived=False)


def _pair(
    settings: Settings, feed: Feed, names: tuple[str, str], parts: Iterable[Part], previous: int, *, archived: bool
) -> Iterator[Artefact]:
    shown = tuple(reversed(tuple(parts)))
    older = _absolute(settings, addresses.archive(feed.address, str(previous)))
    channel = Channel(
        tag(settings, f"{feed.address}flode"), feed.title, feed.description, _absolute(settings, feed.address),
        _absolute(settings, names[0]), _absolute(settings, names[1]),
        shown[0].entry.published if shown else _beginning(settings), SOURCE_LANGUAGE, settings.contact_name,
        settings.contact_email, _absolute(settings, IMAGE), (f"{older}.xml", f"{older}.atom") if previous else None,
        (_absolute(settings, addresses.feed(feed.address)), _absolute(settings, addresses.atom(feed.address))) if archived else None,
    )  # fmt: skip
    document = Document(channel, shown)
    yield Artefact(names[0], document, MAKER, rss)
    yield Artefact(names[1], document, MAKER, atom)


def _beginning(settings: Settings) -> datetime:
    """When an empty feed was last changed: the date of the authority in its ids, which never changes."""
    year, month, day = (*settings.authority.rpartition(",")[2].split("-"), "1", "1")[:3]
    return datetime.combine(date(int(year), int(month), int(day)), time(), STOCKHOLM)
