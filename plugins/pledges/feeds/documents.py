"""The feeds: one for everything that can be followed, in RSS and Atom, with their archives, and a list of them all.

Each feed holds the newest items, and is paged as RFC 5005 has it: every full page of the oldest items is an archive
document that never changes, and each document leads to the one before. Older still is what was history when its
municipality was first published; the newest of that is in a feed that has little else, so that it is not empty.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pledges import urls
from pledges.feeds.calendar import calendar, has_calendar, heading_of, since
from pledges.feeds.channels import Channel, followed
from pledges.feeds.item_text import beginning, tag, time_of
from pledges.feeds.opml import OpmlGroup, OpmlOutline, Outlines, opml
from pledges.feeds.order import FeedOrder, days_in_calendar, feed_order, midnight, order_digests
from pledges.feeds.subscription_pages import SubscribeView, subscribe_view
from pledges.feeds.syndication import FeedHeading, atom, atom_in_brief, rss
from pledges.feeds.translated import followed_in_languages, in_the_country
from pledges.i18n import _
from pledges.incremental.artifact import Artifact, Unit
from pledges.incremental.fingerprint import code_key, digest, serialise
from pledges.settings import Settings, absolute
from pledges.tongues import Tongue
from pledges.views.country.country import Country
from pledges.views.translated.shown import used

IMAGE = "flode.png"
_PICTURE = Path(__file__).with_name("flode.png")
_HISTORY = "historik-"
_LEAST = 10  # so many items does a feed begin with, if there are so many


def feed_units(country: Country, page: Callable[[SubscribeView], Artifact], shared_key: str) -> Iterator[Unit]:
    """What there is for each channel: its feeds, its calendar, and the page that says how to follow it.

    `page` makes a page of its view; `shared_key` is the digest of the shared records.
    """
    settings, channels = country.snapshot.settings, tuple(followed(country))
    names = {channel.address: channel.name for channel in channels}
    first_day = str(since(country.snapshot.day))
    context = digest(code_key(), serialise(settings), serialise(channels), shared_key.encode(), first_day.encode())
    for channel in channels:
        lines = (*order_digests(country, channel.address), *country.digests("days", (channel.address,)))

        def make(channel: Channel = channel) -> Iterator[Artifact]:
            yield from feed_artifacts(country, channel)
            if has_calendar(channel.address):
                yield calendar_artifact(country, channel)
            if channel.address != urls.FRONT:
                yield page(subscribe_view(country, channel, names))

        yield Unit(
            f"följ {channel.address}",
            digest(context.encode(), channel.address.encode(), "\n".join(lines).encode()),
            make,
        )


def translated_feed_units(country: Country, shared_key: str) -> Iterator[Unit]:
    """The feeds in other languages, each with its newest items."""
    settings = country.snapshot.settings
    context = digest(code_key(), serialise(settings), shared_key.encode())
    for channel in followed_in_languages(country):
        lines = (*order_digests(country, channel.address), channel.name)

        def make(channel: Channel = channel) -> Iterator[Artifact]:
            return translated_feed_artifacts(country, channel)

        yield Unit(
            f"följ {channel.address}",
            digest(context.encode(), channel.address.encode(), "\n".join(lines).encode()),
            make,
        )


def translated_feed_artifacts(country: Country, channel: Channel) -> Iterator[Artifact]:
    """A feed in another language, in both forms."""
    order = feed_order(country, channel.address)
    newest = sorted((*order.announced, *order.imported))[-country.snapshot.settings.feed_size :]
    for form in (rss, atom):
        yield _document(country, channel, newest, form=form)


def index_artifacts(country: Country) -> Iterator[Artifact]:
    """The list of all feeds, of those in other languages the country's, and their picture."""
    settings = country.snapshot.settings
    abroad = (in_the_country(language) for language in used(country.snapshot.register, settings))
    outlines = _outlines(settings, (*followed(country), *abroad))
    yield Artifact(path=urls.FEEDS, source=outlines, maker=code_key().hex(), make=opml)
    yield Artifact(path=IMAGE, source=_PICTURE.read_bytes(), maker="asset", make=bytes)


def calendar_artifact(country: Country, channel: Channel) -> Artifact:
    lines = days_in_calendar(country, channel.address)
    heading = heading_of(country.snapshot.settings, channel.address, channel.name)

    def make(_source: object) -> bytes:
        return calendar(heading, (country.piece("entries", line) for line in lines))

    return Artifact(
        path=urls.calendar(channel.address),
        source=(heading, "\n".join(lines)),
        maker=code_key().hex(),
        make=make,
    )


def _feed_title(channel: Channel, settings: Settings) -> str:
    """Luleå kommun – Medborgarlöften"""
    return f"{channel.name} – {settings.name}"


def _outlines(settings: Settings, channels: Iterable[Channel]) -> Outlines:
    groups: dict[str, list[OpmlOutline]] = {}
    for channel in channels:
        outline = OpmlOutline(
            title=_feed_title(channel, settings),
            feed=absolute(settings, urls.feed(channel.address)),
            page=absolute(settings, channel.address),
        )
        groups.setdefault(channel.group, []).append(outline)
    title = _("Alla flöden – {name}").format(name=settings.name)
    return Outlines(title, tuple(OpmlGroup(name, tuple(outlines)) for name, outlines in groups.items()))


@dataclass(frozen=True, slots=True)
class FeedPages:
    """A feed cut into documents: the newest items, the full pages before them, and what was history from the start."""

    newest: Sequence[str]
    full: Sequence[Sequence[str]]
    history: Sequence[Sequence[str]]


def _paged(size: int, order: FeedOrder, open_from: str) -> FeedPages:
    """The feed holds its newest items, and all that is in no archive document, however much that is; where it holds
    few, also the newest of its history, which a new reader would else have to look for.

    What is announced today may still be added to, so it is in no archive document yet.
    """
    announced, imported = order.announced, order.imported
    closed = bisect_left(announced, open_from)
    full = [announced[start : start + size] for start in range(0, closed - size + 1, size)]
    newest = announced[-max(size, len(announced) - size * len(full)) :]
    left_out = max(0, len(imported) - max(0, min(_LEAST, size) - len(newest)))
    return FeedPages(
        newest=sorted((*newest, *sorted(imported)[left_out:])),
        full=full,
        history=[[], *(imported[start : start + size] for start in range(0, len(imported) + 1, size))],
    )


def feed_artifacts(country: Country, channel: Channel) -> Iterator[Artifact]:
    """The feed in both forms, and its archive in Atom, which every reader that knows of archives reads.

    A municipality's archive holds its items whole. That of what gathers from many holds them in brief, since the same
    event would else stand whole in the archives of its county, region, police area, themes, parties and the country.

    The past has two pages from the first item, though they are empty: those who follow the feed have read them then,
    and are not sent into the past when it grows. The second says what comes after it, since nothing may come before.
    A feed without items has no past: whoever follows it has been shown nothing, and is as new as the first reader.
    """
    size = country.snapshot.settings.feed_size
    municipalities = map(urls.municipality, country.geography.municipalities)
    archived = atom if channel.address in municipalities else atom_in_brief
    pages = _paged(size, feed_order(country, channel.address), midnight(country.snapshot.day))
    if not pages.newest:
        for form in (rss, atom):
            yield _document(country, channel, (), form=form)
        return
    for number, page in enumerate(pages.history, 1):
        older = f"{_HISTORY}{number + 1}" if number < len(pages.history) else ""
        newer = f"{_HISTORY}{number - 1}" if number > 1 else ""
        yield _document(country, channel, page, name=f"{_HISTORY}{number}", older=older, newer=newer, form=archived)
    oldest = f"{_HISTORY}1"
    for number, page in enumerate(pages.full, 1):
        older = str(number - 1) if number > 1 else oldest
        yield _document(country, channel, page, name=str(number), older=older, form=archived)
    older = str(len(pages.full)) if pages.full else oldest
    for form in (rss, atom):
        yield _document(country, channel, pages.newest, older=older, form=form)


def _document(
    country: Country,
    channel: Channel,
    lines: Sequence[str],
    *,
    name: str = "",
    older: str = "",
    newer: str = "",
    form: Callable[[FeedHeading, Iterable[bytes]], bytes] = atom,
) -> Artifact:
    """The feed itself, or the archive document `name`; `older` names the one before, `newer` the one after."""
    settings, tongue = country.snapshot.settings, Tongue(channel.language)
    newest_first = lines[::-1]
    path = urls.archive(channel.address, name) if name else urls.atom(channel.address)
    heading = FeedHeading(
        id=tag(settings, f"{channel.address}flode"),
        title=_feed_title(channel, settings),
        description=tongue.say("Löften, överenskommelser och uppföljningar: {name}.", name=channel.name),
        page=absolute(settings, channel.address),
        rss=absolute(settings, urls.feed(channel.address)),
        atom=absolute(settings, path),
        updated=time_of(newest_first[0]) if newest_first else beginning(settings),
        language=tongue.tag,
        author=settings.contact_name,
        email=settings.contact_email,
        image=absolute(settings, IMAGE),
        previous=absolute(settings, urls.archive(channel.address, older)) if older else "",
        next=absolute(settings, urls.archive(channel.address, newer)) if newer else "",
        current=absolute(settings, urls.atom(channel.address)) if name else "",
    )

    def make(_source: object) -> bytes:
        return form(heading, (country.piece("items", line) for line in newest_first))

    return Artifact(
        path=urls.feed(channel.address) if form is rss else path,
        source=(heading, "\n".join(newest_first)),
        maker=code_key().hex(),
        make=make,
    )
