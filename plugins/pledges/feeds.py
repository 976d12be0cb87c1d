"""The feeds: one for everything that can be followed, in RSS and Atom, with their archives, and a list of them all.

Each feed holds the newest items, and is paged as RFC 5005 has it: every full page of the oldest items is an archive
document that never changes, and each document leads to the one before. Older still is what was history when its
municipality was first published.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from functools import partial
from pathlib import Path

from pledges import addresses
from pledges.announcements import Announcement
from pledges.artefacts import Artefact, Unit, digest, serialise
from pledges.calendars import Part as Day
from pledges.calendars import calendar_artefact, calendar_parts, has_calendar
from pledges.following import Followed, followed, theme_names
from pledges.items import absolute, beginning, entry, tag
from pledges.ledger import Ledger, announced_at, ledger
from pledges.opendata import contents, event_artefacts
from pledges.opml import Group, Outline, Outlines, opml
from pledges.settings import STOCKHOLM, Settings
from pledges.store import code_key
from pledges.syndication import Channel, Document, Part, atom, rss
from pledges.texts import SOURCE_LANGUAGE, _
from pledges.views.gathered import Gathering

IMAGE = "flode.png"
_PICTURE = Path(__file__).with_name("flode.png")
_HISTORY = "historik-"


def feed_units(gathering: Gathering) -> Iterator[Unit]:
    """Everything that a resident can follow: each place's feeds and calendar, the list of feeds, and all events."""
    settings, themes, places = gathering.outlook.settings, theme_names(gathering), tuple(followed(gathering))
    context = digest(serialise(settings), serialise(themes))
    book = ledger(gathering)
    told, imported = (_parts(found, settings, themes, context) for found in (book.told, book.imported))
    days = calendar_parts(gathering, context)
    # What is told today may still be added to, so it is in no archive document yet.
    open_from = datetime.combine(gathering.outlook.day, time(), STOCKHOLM)
    for place in places:
        pages = _paged(settings, told.get(place.address, ()), imported.get(place.address, ()), open_from)
        dates = days.get(place.address, ()) if has_calendar(place) else None

        def make(
            place: Followed = place, pages: Pages = pages, dates: Sequence[Day] | None = dates
        ) -> Iterator[Artefact]:
            yield from _documents(settings, place, pages)
            if dates is not None:
                yield calendar_artefact(settings, place, dates)

        yield Unit(f"följ {place.address}", digest(context.encode(), serialise((place, pages, dates))), make)
    marks = [one.mark for one in (*book.told, *book.imported)]
    key = digest(context.encode(), serialise((places, marks, contents(gathering))))
    yield Unit("följ alla", key, partial(_common, gathering, places, book))


def _common(gathering: Gathering, places: Sequence[Followed], book: Ledger) -> Iterator[Artefact]:
    yield Artefact(addresses.FEEDS, _outlines(gathering.outlook.settings, places), code_key().hex(), opml)
    yield Artefact(IMAGE, _PICTURE.read_bytes(), "asset", bytes)
    yield from event_artefacts(gathering, book)


def feed_artefacts(gathering: Gathering) -> Iterator[Artefact]:
    """The files of all the units."""
    for unit in feed_units(gathering):
        yield from unit.make()


def _parts(
    announcements: Iterable[Announcement], settings: Settings, themes: Mapping[str, str], context: str
) -> Mapping[str, Sequence[Part]]:
    """The items, in the order given, by the address of each page that they belong to."""
    found: dict[str, list[Part]] = {}
    for one in announcements:
        at = announced_at(one)
        part = Part(context + one.mark, at, partial(entry, one, settings, themes, at))
        for address in one.followed_at:
            found.setdefault(address, []).append(part)
    return found


def feed_title(place: Followed, settings: Settings) -> str:
    """Luleå kommun – Medborgarlöften"""
    return f"{place.name} – {settings.name}"


def _outlines(settings: Settings, places: Iterable[Followed]) -> Outlines:
    groups: dict[str, list[Outline]] = {}
    for place in places:
        row = Outline(
            feed_title(place, settings),
            absolute(settings, addresses.feed(place.address)),
            absolute(settings, place.address),
        )
        groups.setdefault(place.group, []).append(row)
    title = _("Alla flöden – {name}").format(name=settings.name)
    return Outlines(title, tuple(Group(name, tuple(rows)) for name, rows in groups.items()))


@dataclass(frozen=True, slots=True)
class Pages:
    """A feed cut into documents: the newest items, the full pages before them, and what was history from the start."""

    newest: Sequence[Part]
    pages: Sequence[Sequence[Part]]
    past: Sequence[Sequence[Part]]


def _paged(settings: Settings, told: Sequence[Part], imported: Sequence[Part], open_from: datetime) -> Pages:
    """The feed holds its newest items, and all that is in no archive document, however much that is."""
    size = settings.feed_size
    closed = sum(part.at < open_from for part in told)
    pages = [told[start : start + size] for start in range(0, closed - size + 1, size)]
    past = [imported[start : start + size] for start in range(0, len(imported) + 1, size)]
    return Pages(told[-max(size, len(told) - size * len(pages)) :], pages, past)


def _documents(settings: Settings, place: Followed, pages: Pages) -> Iterator[Artefact]:
    """The feed itself and its archive, each in both forms.

    The past has a page from the start, though it may be empty: those who follow the feed have read it then, and are
    not sent into it when it grows.
    """
    for number, page in enumerate(pages.past, 1):
        older = f"{_HISTORY}{number + 1}" if number < len(pages.past) else ""
        yield from _pair(settings, place, f"{_HISTORY}{number}", page, older)
    for number, page in enumerate(pages.pages, 1):
        yield from _pair(settings, place, str(number), page, str(number - 1) if number > 1 else f"{_HISTORY}1")
    yield from _pair(settings, place, "", pages.newest, str(len(pages.pages)) if pages.pages else f"{_HISTORY}1")


def _pair(settings: Settings, place: Followed, name: str, parts: Iterable[Part], older: str) -> Iterator[Artefact]:
    """A document in both forms: the feed itself, or the archive document `name`; `older` names the one before."""
    shown = tuple(reversed(tuple(parts)))
    current, places = _places(place.address, ""), _places(place.address, name)
    channel = Channel(
        tag(settings, f"{place.address}flode"), feed_title(place, settings),
        _("Löften, överenskommelser och uppföljningar: {name}.").format(name=place.name),
        absolute(settings, place.address), absolute(settings, places[0]), absolute(settings, places[1]),
        shown[0].at if shown else beginning(settings), SOURCE_LANGUAGE, settings.contact_name,
        settings.contact_email, absolute(settings, IMAGE),
        _absolutes(settings, _places(place.address, older)) if older else None,
        _absolutes(settings, current) if name else None,
    )  # fmt: skip
    document = Document(channel, shown)
    yield Artefact(places[0], document, code_key().hex(), rss)
    yield Artefact(places[1], document, code_key().hex(), atom)


def _places(address: str, name: str) -> tuple[str, str]:
    if not name:
        return addresses.feed(address), addresses.atom(address)
    return addresses.archive(address, f"{name}.xml"), addresses.archive(address, f"{name}.atom")


def _absolutes(settings: Settings, pair: tuple[str, str]) -> tuple[str, str]:
    return absolute(settings, pair[0]), absolute(settings, pair[1])
