"""The feeds: one for everything that can be followed, in RSS and Atom, with their archives, and a list of them all.

Each feed holds the newest items, and is paged as RFC 5005 has it: every full page of the oldest items is an archive
document that never changes, and each document leads to the one before. Older still is what was history when its
municipality was first published.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time
from pathlib import Path

from pledges import addresses
from pledges.announcements import Announcement
from pledges.artefacts import Artefact
from pledges.calendars import calendar_artefacts
from pledges.following import Followed, Members, followed, theme_names
from pledges.items import absolute, beginning, entry, tag
from pledges.ledger import announced_at, ledger
from pledges.opendata import event_artefacts
from pledges.opml import Group, Outline, Outlines, opml
from pledges.settings import STOCKHOLM, Settings
from pledges.store import code_key
from pledges.syndication import Channel, Document, Part, atom, rss
from pledges.texts import SOURCE_LANGUAGE, _
from pledges.views.gathered import Gathering

IMAGE = "flode.png"
_PICTURE = Path(__file__).with_name("flode.png")
_HISTORY = "historik-"


def feed_artefacts(gathering: Gathering) -> Iterator[Artefact]:
    """Everything that a resident can follow: feeds, calendars, the list of feeds, and the ledger of all events."""
    book, settings, themes = ledger(gathering), gathering.outlook.settings, theme_names(gathering)
    places = tuple(followed(gathering))

    def parts(announcements: Iterable[Announcement]) -> Members[Part]:
        made = ((one, Part(entry(one, settings, themes, announced_at(one)))) for one in announcements)
        return Members(gathering, made)

    told, imported = parts(book.told), parts(book.imported)
    # What is told today may still be added to, so it is in no archive document yet.
    open_from = datetime.combine(gathering.outlook.day, time(), STOCKHOLM)
    for feed in places:
        yield from _documents(settings, feed, told.of(feed), imported.of(feed), open_from)
    yield Artefact(addresses.FEEDS, _outlines(settings, places), code_key().hex(), opml)
    yield Artefact(IMAGE, _PICTURE.read_bytes(), "asset", bytes)
    yield from calendar_artefacts(gathering, places)
    yield from event_artefacts(gathering, book)


def feed_title(feed: Followed, settings: Settings) -> str:
    """Luleå kommun – Medborgarlöften"""
    return f"{feed.name} – {settings.name}"


def _outlines(settings: Settings, places: Iterable[Followed]) -> Outlines:
    groups: dict[str, list[Outline]] = {}
    for feed in places:
        row = Outline(
            feed_title(feed, settings),
            absolute(settings, addresses.feed(feed.address)),
            absolute(settings, feed.address),
        )
        groups.setdefault(feed.group, []).append(row)
    title = _("Alla flöden – {name}").format(name=settings.name)
    return Outlines(title, tuple(Group(name, tuple(rows)) for name, rows in groups.items()))


def _documents(
    settings: Settings, feed: Followed, told: Sequence[Part], imported: Sequence[Part], open_from: datetime
) -> Iterator[Artefact]:
    """The feed itself and its archive, each in both forms. The feed holds all that is in no archive document."""
    size = settings.feed_size
    closed = sum(part.entry.published < open_from for part in told)
    pages = [told[start : start + size] for start in range(0, closed - size + 1, size)]
    past = [imported[start : start + size] for start in range(0, len(imported) + 1, size)] if pages or imported else []
    for number, page in enumerate(past, 1):
        older = f"{_HISTORY}{number + 1}" if number < len(past) else ""
        yield from _pair(settings, feed, f"{_HISTORY}{number}", page, older)
    for number, page in enumerate(pages, 1):
        yield from _pair(settings, feed, str(number), page, str(number - 1) if number > 1 else f"{_HISTORY}1")
    newest = told[-max(size, len(told) - size * len(pages)) :]
    yield from _pair(settings, feed, "", newest, str(len(pages)) if pages else f"{_HISTORY}1" if past else "")


def _pair(settings: Settings, feed: Followed, name: str, parts: Iterable[Part], older: str) -> Iterator[Artefact]:
    """A document in both forms: the feed itself, or the archive document `name`; `older` names the one before."""
    shown = tuple(reversed(tuple(parts)))
    current, places = _places(feed.address, ""), _places(feed.address, name)
    channel = Channel(
        tag(settings, f"{feed.address}flode"), feed_title(feed, settings),
        _("Löften, överenskommelser och uppföljningar: {name}.").format(name=feed.name),
        absolute(settings, feed.address), absolute(settings, places[0]), absolute(settings, places[1]),
        shown[0].entry.published if shown else beginning(settings), SOURCE_LANGUAGE, settings.contact_name,
        settings.contact_email, absolute(settings, IMAGE),
        _absolutes(settings, _places(feed.address, older)) if older else None,
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
