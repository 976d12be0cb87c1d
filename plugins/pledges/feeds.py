"""The feeds: one for everything that can be followed, in RSS and Atom, with their archives, and a list of them all.

Each feed holds the newest items, and is paged as RFC 5005 has it: every full page of the oldest items is an archive
document that never changes, and each document leads to the one before. Older still is what was history when its
municipality was first published.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import partial
from pathlib import Path

from pledges import addresses
from pledges.announcements import Announcement
from pledges.artefacts import Artefact, Unit, digest, serialise
from pledges.calendars import Part as Day
from pledges.calendars import calendar_artefact, calendar_parts, has_calendar
from pledges.following import Followed, followed, theme_names
from pledges.items import absolute, beginning, entry, tag
from pledges.ledger import Ledger, ledger
from pledges.opendata import contents, event_artefacts
from pledges.opml import Group, Outline, Outlines, opml
from pledges.settings import Settings
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
    open_from = datetime.combine(gathering.outlook.day, time(), UTC)
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
        assert one.at is not None
        part = Part.of(context + one.mark, one.at, partial(entry, one, settings, themes, one.at))
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
    past = [[], *(imported[start : start + size] for start in range(0, len(imported) + 1, size))]
    return Pages(told[-max(size, len(told) - size * len(pages)) :], pages, past)


def _documents(settings: Settings, place: Followed, pages: Pages) -> Iterator[Artefact]:
    """The feed in both forms, and its archive in Atom, which every reader that knows of archives reads.

    The past has two pages from the start, though they are empty: those who follow the feed have read them then, and
    are not sent into the past when it grows. The second says what comes after it, since nothing may come before.
    """
    for number, page in enumerate(pages.past, 1):
        older = f"{_HISTORY}{number + 1}" if number < len(pages.past) else ""
        newer = f"{_HISTORY}{number - 1}" if number > 1 else ""
        document = _document(settings, place, page, f"{_HISTORY}{number}", older, newer)
        yield Artefact(addresses.archive(place.address, f"{_HISTORY}{number}"), document, code_key().hex(), atom)
    oldest = f"{_HISTORY}1"
    for number, page in enumerate(pages.pages, 1):
        document = _document(settings, place, page, str(number), str(number - 1) if number > 1 else oldest)
        yield Artefact(addresses.archive(place.address, str(number)), document, code_key().hex(), atom)
    document = _document(settings, place, pages.newest, "", str(len(pages.pages)) if pages.pages else oldest)
    yield Artefact(addresses.feed(place.address), document, code_key().hex(), rss)
    yield Artefact(addresses.atom(place.address), document, code_key().hex(), atom)


def _document(
    settings: Settings, place: Followed, parts: Sequence[Part], name: str, older: str, newer: str = ""
) -> Document:
    """The feed itself, or the archive document `name`; `older` names the one before, `newer` the one after."""
    shown, atom_feed = tuple(reversed(parts)), absolute(settings, addresses.atom(place.address))
    channel = Channel(
        tag(settings, f"{place.address}flode"), feed_title(place, settings),
        _("Löften, överenskommelser och uppföljningar: {name}.").format(name=place.name),
        absolute(settings, place.address), absolute(settings, addresses.feed(place.address)),
        absolute(settings, addresses.archive(place.address, name)) if name else atom_feed,
        shown[0].at if shown else beginning(settings), SOURCE_LANGUAGE, settings.contact_name, settings.contact_email,
        absolute(settings, IMAGE), absolute(settings, addresses.archive(place.address, older)) if older else "",
        absolute(settings, addresses.archive(place.address, newer)) if newer else "", atom_feed if name else "",
    )  # fmt: skip
    return Document(channel, shown)
