"""The feeds: one for everything that can be followed, in RSS and Atom, with their archives, and a list of them all.

Each feed holds the newest items, and is paged as RFC 5005 has it: every full page of the oldest items is an archive
document that never changes, and each document leads to the one before. Older still is what was history when its
municipality was first published.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pledges import urls
from pledges.feeds.calendar import calendar, has_calendar, heading_of, since
from pledges.feeds.channels import Followed, followed
from pledges.feeds.item import beginning, tag, time_of
from pledges.feeds.opml import OpmlGroup, OpmlOutline, Outlines, opml
from pledges.feeds.order import FeedOrder, feed_order, midnight
from pledges.feeds.order import marks as ledger_marks
from pledges.feeds.subscription_pages import SubscribeView, subscribe_view
from pledges.feeds.syndication import Channel, atom, rss
from pledges.i18n import SOURCE_LANGUAGE, _
from pledges.incremental.artifact import Artifact, Unit
from pledges.incremental.fingerprint import code_key, digest, serialise
from pledges.settings import Settings, absolute
from pledges.views.country.country import Country

IMAGE = "flode.png"
_PICTURE = Path(__file__).with_name("flode.png")
_HISTORY = "historik-"


def feed_units(country: Country, page: Callable[[SubscribeView], Artifact], shared_key: str) -> Iterator[Unit]:
    """Everything that a resident can follow: for each place its feeds, its calendar and the page that tells of them.

    `page` makes a page of its view; `shared_key` is the digest of the shared records.
    """
    settings, places = country.snapshot.settings, tuple(followed(country))
    names = {place.address: place.name for place in places}
    context = digest(
        code_key(), serialise(settings), serialise(places), shared_key.encode(), str(since(country.snapshot.day)).encode()
    )  # fmt: skip
    for place in places:
        lines = (*ledger_marks(country, place.address), *country.marks("days", (place.address,)))

        def make(place: Followed = place) -> Iterator[Artifact]:
            yield from feed_artifacts(country, place)
            if has_calendar(place.address):
                yield calendar_artifact(country, place)
            if place.address != urls.FRONT:
                yield page(subscribe_view(country, place, names))

        yield Unit(
            f"följ {place.address}", digest(context.encode(), place.address.encode(), "\n".join(lines).encode()), make
        )


def index_artifacts(country: Country) -> Iterator[Artifact]:
    """The list of all feeds, and their picture."""
    yield Artifact(
        urls.FEEDS, _outlines(country.snapshot.settings, followed(country)), code_key().hex(), opml
    )  # fmt: skip
    yield Artifact(IMAGE, _PICTURE.read_bytes(), "asset", bytes)


def calendar_artifact(country: Country, place: Followed) -> Artifact:
    """The calendar of `place`."""
    first = str(since(country.snapshot.day))
    rows = [row for one in country.having("days", place.address) for row in country.parts_of(one).days[place.address]]
    lines = [row for row in sorted(rows) if row >= first]
    heading = heading_of(country.snapshot.settings, place.address, place.name)

    def make(_source: object) -> bytes:
        return calendar(heading, (country.piece("entries", row) for row in lines))

    return Artifact(urls.calendar(place.address), (heading, "\n".join(lines)), code_key().hex(), make)


def feed_title(place: Followed, settings: Settings) -> str:
    """Luleå kommun – Medborgarlöften"""
    return f"{place.name} – {settings.name}"


def _outlines(settings: Settings, places: Iterable[Followed]) -> Outlines:
    groups: dict[str, list[OpmlOutline]] = {}
    for place in places:
        row = OpmlOutline(
            feed_title(place, settings),
            absolute(settings, urls.feed(place.address)),
            absolute(settings, place.address),
        )
        groups.setdefault(place.group, []).append(row)
    title = _("Alla flöden – {name}").format(name=settings.name)
    return Outlines(title, tuple(OpmlGroup(name, tuple(rows)) for name, rows in groups.items()))


@dataclass(frozen=True, slots=True)
class Pages:
    """A feed cut into documents: the newest items, the full pages before them, and what was history from the start."""

    newest: Sequence[str]
    pages: Sequence[Sequence[str]]
    past: Sequence[Sequence[str]]


def _paged(size: int, book: FeedOrder, open_from: str) -> Pages:
    """The feed holds its newest items, and all that is in no archive document, however much that is.

    What is told today may still be added to, so it is in no archive document yet.
    """
    told, imported = book.told, book.imported
    closed = bisect_left(told, open_from)
    pages = [told[start : start + size] for start in range(0, closed - size + 1, size)]
    past = [[], *(imported[start : start + size] for start in range(0, len(imported) + 1, size))]
    return Pages(told[-max(size, len(told) - size * len(pages)) :], pages, past)


def feed_artifacts(country: Country, place: Followed) -> Iterator[Artifact]:
    """The feed in both forms, and its archive in Atom, which every reader that knows of archives reads.

    The past has two pages from the start, though they are empty: those who follow the feed have read them then, and
    are not sent into the past when it grows. The second says what comes after it, since nothing may come before.
    """
    size = country.snapshot.settings.feed_size
    pages = _paged(size, feed_order(country, place.address), midnight(country.snapshot.day))
    for number, page in enumerate(pages.past, 1):
        older = f"{_HISTORY}{number + 1}" if number < len(pages.past) else ""
        newer = f"{_HISTORY}{number - 1}" if number > 1 else ""
        yield _document(country, place, page, f"{_HISTORY}{number}", older, newer)
    oldest = f"{_HISTORY}1"
    for number, page in enumerate(pages.pages, 1):
        yield _document(country, place, page, str(number), str(number - 1) if number > 1 else oldest)
    older = str(len(pages.pages)) if pages.pages else oldest
    yield _document(country, place, pages.newest, "", older, form=rss)
    yield _document(country, place, pages.newest, "", older)


def _document(
    country: Country,
    place: Followed,
    lines: Sequence[str],
    name: str,
    older: str,
    newer: str = "",
    form: Callable[[Channel, Iterable[bytes]], bytes] = atom,
) -> Artifact:
    """The feed itself, or the archive document `name`; `older` names the one before, `newer` the one after."""
    settings = country.snapshot.settings
    shown, atom_feed = lines[::-1], absolute(settings, urls.atom(place.address))
    channel = Channel(
        tag(settings, f"{place.address}flode"), feed_title(place, settings),
        _("Löften, överenskommelser och uppföljningar: {name}.").format(name=place.name),
        absolute(settings, place.address), absolute(settings, urls.feed(place.address)),
        absolute(settings, urls.archive(place.address, name)) if name else atom_feed,
        time_of(shown[0]) if shown else beginning(settings), SOURCE_LANGUAGE, settings.contact_name, settings.contact_email,
        absolute(settings, IMAGE), absolute(settings, urls.archive(place.address, older)) if older else "",
        absolute(settings, urls.archive(place.address, newer)) if newer else "", atom_feed if name else "",
    )  # fmt: skip
    path = urls.archive(place.address, name) if name else urls.atom(place.address)

    def make(_source: object) -> bytes:
        return form(channel, (country.piece("items", row) for row in shown))

    source = (channel, "\n".join(shown))
    return Artifact(path if form is atom else urls.feed(place.address), source, code_key().hex(), make)
