"""A small portal for the tests of what can be followed: edited, published and read by its subscribers.

The country is invented; the records are read, linked and summarised as the build does it.
"""

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field
from datetime import date
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

import feedparser
from lxml import etree

from pledges.content.discovery import LOG_FOLDER
from pledges.content.geography import Geography, MunicipalityFacts, PlaceGroup
from pledges.content.library import ContentLibrary
from pledges.history import publication_log
from pledges.history.publication_log import load
from pledges.incremental.cache import Cache
from pledges.settings import Settings
from pledges.views.country.country import Country
from support.gathered_sample import followed_artifacts, gather
from support.samples import file_text


def _facts(code: str, slug: str, county: str) -> MunicipalityFacts:
    name = slug.capitalize()
    return MunicipalityFacts(
        code=code,
        slug=slug,
        name=name,
        official_name=f"{name} kommun",
        county_code=code[:2],
        county_name=county,
        police_region="Prov",
        latitude=60.0,
        longitude=15.0,
        population_2016=1000,
    )


_PLACES = (
    _facts("9801", "provala", "Provskogs län"),
    _facts("9901", "provby", "Provlands län"),
    _facts("9902", "provstad", "Provlands län"),
)
PROVLAND = Geography(
    {one.slug: one for one in _PLACES},
    {
        "provlands-lan": PlaceGroup("provlands-lan", "Provlands län", _PLACES[1:]),
        "provskogs-lan": PlaceGroup("provskogs-lan", "Provskogs län", _PLACES[:1]),
    },
    {"prov": PlaceGroup("prov", "Prov", _PLACES)},
)
SETTINGS = Settings(address="https://loften.example", authority="loften.example,2020", feed_size=5)
ATOM = "{http://www.w3.org/2005/Atom}"


@dataclass
class Portal:
    """A portal in a folder. `publish` builds what can be followed, and remembers what it announced."""

    root: Path
    settings: Settings = SETTINGS
    files: dict[str, bytes] = field(default_factory=dict)

    @property
    def content(self) -> Path:
        return self.root / "content"

    def write(self, files: Mapping[str, str]) -> Self:
        """Write each text (front matter alone gets its fences) at its path under content/; the portal, so that one is made and written in a line."""
        for path, text in files.items():
            target = self.content / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(file_text(text), encoding="utf-8")
        return self

    def mend(self, path: str, old: str, new: str) -> None:
        """Change a file's text; fails where `old` isn't there."""
        target = self.content / path
        text = target.read_text(encoding="utf-8")
        assert old in text
        target.write_text(text.replace(old, new), encoding="utf-8")

    def library(self) -> ContentLibrary:
        """Everything in the folder, read anew."""
        return ContentLibrary(self.content, PROVLAND, Cache(self.root / "minne", b""))

    def country(self, day: date, *, publishing: bool = False) -> Country:
        """The whole portal on `day`, or as it is published then."""
        return gather(
            self.library(), day, settings=self.settings, store=Cache(self.root / "lager", b""), publishing=publishing
        )

    def build(self, day: date, *, publishing: bool = False) -> dict[str, bytes]:
        """Every file that can be followed, as it would be on `day`."""
        artifacts = followed_artifacts(self.country(day, publishing=publishing), self.library())
        self.files = {one.path: one.make(one.source) for one in artifacts}
        return self.files

    def publish(self, day: date, *, entries: bool = True) -> dict[str, bytes]:
        """Build, and remember what was published and announced; without `entries` as version 1.0 did it."""
        country, files = self.country(day, publishing=entries), self.build(day, publishing=entries)
        library = self.library()
        everyone = (country.shared, *country.summaries.values())
        events = sorted(
            (event for one in everyone for event in country.parts_of(one).remembered), key=lambda one: one.id
        )
        log = load(library.content / LOG_FOLDER)
        everything: dict[str, list[str]] = {}
        for slugs in (*(cluster.slugs for cluster in library.clusters), ()):
            register = library.register(slugs) if slugs else library.shared
            own = [event for event in events if event.address in register.records]
            for name, rows in publication_log.remember(log, register, day, events=own).items():
                lines = everything.setdefault(name, [])
                lines.extend(row for row in rows if row not in lines)
        publication_log.append(self.content / LOG_FOLDER, everything)
        return files


def ids(document: bytes) -> list[str]:
    """The items of a document in either form, as they stand."""
    root = etree.fromstring(document)
    return [str(one.text) for one in (*root.iter("guid"), *root.iterfind(f"{ATOM}entry/{ATOM}id"))]


def titles(document: bytes) -> list[str]:
    """The titles of a document's items, as they stand."""
    root = etree.fromstring(document)
    return [str(one.text) for one in (*root.iterfind("channel/item/title"), *root.iterfind(f"{ATOM}entry/{ATOM}title"))]


def previous(document: bytes) -> str | None:
    """The address of the archive document before this one."""
    links = etree.fromstring(document).iter(f"{ATOM}link")
    return next((str(link.get("href")) for link in links if link.get("rel") == "prev-archive"), None)


def chain(files: Mapping[str, bytes], path: str) -> list[str]:
    """The paths of a feed's documents, from the feed itself to its oldest archive document."""
    paths = [path]
    while (address := previous(files[paths[-1]])) is not None:
        paths.append(path_of(address))
        assert len(paths) < 1000
    return paths


def path_of(address: str) -> str:
    """The file that answers at a whole address."""
    return urlsplit(address).path.removeprefix("/")


@dataclass
class Subscriber:
    """A feed reader that knows RFC 5005: it shows each id once, and reads archive documents that it has not read."""

    feed: str
    _: KW_ONLY
    reads_archives: bool = True
    shown: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    archives: set[str] = field(default_factory=set)

    def read(self, files: Mapping[str, bytes]) -> list[str]:
        """Fetch what is new; gives the ids that are shown now, oldest first."""
        path: str | None = self.feed
        documents = []
        while path is not None and path not in self.archives:
            documents.append(files[path])
            if path != self.feed:
                self.archives.add(path)
            older = previous(files[path]) if self.reads_archives else None
            path = path_of(older) if older is not None else None
        new: list[str] = []
        for document in reversed(documents):
            for entry in reversed(feedparser.parse(document).entries):
                if entry.id not in self.shown:
                    self.shown.append(entry.id)
                    self.told.append(entry.title)
                    new.append(entry.id)
        return new
