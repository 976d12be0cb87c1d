"""For search engines: which pages there are and when their content last changed, and who may read them.

The day of a page comes from what has happened in its records, never from the build: a page that was laid out anew
has not changed. A page of which no day is known has none.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape

from pledges import urls
from pledges.incremental.artifact import Artifact
from pledges.settings import Settings

LIMIT = 50_000  # addresses in one sitemap, by the protocol at sitemaps.org
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """A page: its whole address, and the day on which its content last changed (ISO), empty where it is unknown."""

    address: str
    day: str


def sitemap_artifacts(
    settings: Settings, days: Mapping[str, date], *, paths: Iterable[str], unlisted: Iterable[str]
) -> Iterator[Artifact]:
    """The sitemap.

    `days` are when pages last changed, by address; `paths` the output's files, of which pages are listed; `unlisted`
    the addresses of pages that search engines are not to list.
    """
    hidden = frozenset((*unlisted, urls.SEARCH))
    addresses = sorted(
        path.removesuffix("index.html") for path in paths if path == "index.html" or path.endswith("/index.html")
    )
    entries = tuple(
        SitemapEntry(f"{settings.address}/{address}", days[address].isoformat() if address in days else "")
        for address in addresses
        if address not in hidden
    )
    chunks = [entries[start : start + LIMIT] for start in range(0, len(entries), LIMIT)] or [()]
    if len(chunks) == 1:
        yield Artifact(path=urls.SITEMAP, source=chunks[0], maker="sitemap 1", make=make)
    else:
        names = [f"{urls.SITEMAP.removesuffix('.xml')}-{number}.xml" for number in range(1, len(chunks) + 1)]
        for name, chunk in zip(names, chunks, strict=True):
            yield Artifact(path=name, source=chunk, maker="sitemap 1", make=make)
        yield Artifact(
            path=urls.SITEMAP,
            source=tuple(f"{settings.address}/{name}" for name in names),
            maker="sitemap 1",
            make=make_index,
        )


def robots_artifact(settings: Settings) -> Artifact:
    """robots.txt: everybody may read everything."""
    return Artifact(path=urls.ROBOTS, source=settings.address, maker="robots 1", make=make_robots)


def make(entries: tuple[SitemapEntry, ...]) -> bytes:
    rows = [
        f"<url><loc>{escape(entry.address)}</loc>{f'<lastmod>{entry.day}</lastmod>' if entry.day else ''}</url>"
        for entry in entries
    ]
    return _document("urlset", rows)


def make_index(addresses: tuple[str, ...]) -> bytes:
    return _document("sitemapindex", [f"<sitemap><loc>{escape(address)}</loc></sitemap>" for address in addresses])


def _document(tag: str, rows: list[str]) -> bytes:
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<{tag} {_NAMESPACE}>", *rows, f"</{tag}>", ""]
    return "\n".join(lines).encode()


def make_robots(address: str) -> bytes:
    return f"User-agent: *\nDisallow:\n\nSitemap: {address}/{urls.SITEMAP}\n".encode()
