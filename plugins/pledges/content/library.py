"""The records of content/, folder by folder: read once, remembered, and read again only when a file has changed.

Each municipality's folder is read alone. Its *outline* (what it mentions, whether anything in it is a draft or has
moved) is enough to tell which folders belong together and what they need of the shared records; the records
themselves are loaded when somebody works on them.
"""

import re
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from pledges import urls
from pledges.content.clusters import components
from pledges.content.discovery import MEMORY, Discovery, SourceFile, discover
from pledges.content.former_addresses import former_addresses
from pledges.content.geography import Geography
from pledges.content.markdown import path_inside
from pledges.content.problems import Problem
from pledges.content.reader import read_file
from pledges.content.record import Record
from pledges.content.register import Register, link, references, resolve
from pledges.history import publication_log
from pledges.history.publication_log import PublicationLog
from pledges.incremental.cache import Cache
from pledges.incremental.fingerprint import digest
from pledges.incremental.parallel import spread
from pledges.incremental.scan import UNSETTLED_NS, Seen

SHARED = urls.SHARED
AT_HAND = 8
_LINK = re.compile(r"\]\(\s*<?([^)\s>]+)|^\s*\[[^\]]+\]:\s*<?(\S+)", re.M)
Stamp = tuple[int, int, int]


@dataclass(frozen=True)
class FileRead:
    """One file as it was read: its stamp then, the record or None, and what was wrong."""

    stamp: Stamp
    record: Record | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class FolderOutline:
    """What is known of a folder without its records.

    `key` is the digest of its files' stamps. `mentions` are the slugs of the municipalities that it refers to, and
    `needs` the shared records. `notable` are its drafts, removed records, and those that have had other addresses.
    """

    key: str
    settled: bool
    mentions: frozenset[str]
    needs: frozenset[str]
    notable: tuple[Record, ...]
    paths: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Municipalities whose records refer to each other. `key` is the digest of all that their pages are made from."""

    slugs: tuple[str, ...]
    key: str

    @property
    def name(self) -> str:
        """What remembered results are filed under."""
        return self.slugs[0]


class ContentLibrary:
    """The content of one folder, and what is remembered of it."""

    def __init__(self, content: Path, geography: Geography, store: Cache, seen: Sequence[Seen] | None = None) -> None:
        self.content = content
        self.geography = geography
        self.store = store
        self.discovery: Discovery = discover(content, geography, seen)
        self.identities = frozenset(source.identity for source in self.discovery.records)
        self.attachments = frozenset(source.path for source in self.discovery.attachments)
        self._sources: dict[str, list[SourceFile]] = {SHARED: []}
        self._beside: dict[str, list[SourceFile]] = {}
        self._at_hand: dict[str, list[FileRead]] = {}
        for source in self.discovery.records:
            self._sources.setdefault(source.municipality or SHARED, []).append(source)
        for source in self.discovery.attachments:
            self._beside.setdefault(source.municipality or SHARED, []).append(source)

    def read(self, folder: str) -> list[FileRead]:
        """The folder's files in order; the last few folders are at hand."""
        if folder not in self._at_hand:
            while len(self._at_hand) >= AT_HAND:
                self._at_hand.pop(next(iter(self._at_hand)))
            self._at_hand[folder] = self._read(folder)
        return self._at_hand[folder]

    def _read(self, folder: str) -> list[FileRead]:
        """The folder's files, from what is remembered where a file is as it was."""
        known: dict[str, FileRead] = self.store.get(f"lasta/{folder}") or {}
        found = {}
        for source in self._sources.get(folder, ()):
            old = known.get(source.path)
            if old is not None and old.stamp == source.stamp:
                found[source.path] = old
                continue
            record, problems = read_file(self.content, source)
            stamp = source.stamp if self._is_settled(source) else (0, 0, 0)
            found[source.path] = FileRead(stamp, record, tuple(problems))
        if any(known.get(path) is not one for path, one in found.items()) or len(found) != len(known):
            self.store.put(f"lasta/{folder}", found)
        return list(found.values())

    def records(self, folders: Iterable[str]) -> list[Record]:
        """Every record that could be read in `folders`."""
        return [one.record for folder in folders for one in self.read(folder) if one.record is not None]

    def found(self, folders: Iterable[str]) -> list[Problem]:
        """Every problem that reading `folders` gave."""
        return [problem for folder in folders for one in self.read(folder) for problem in one.problems]

    def register(self, slugs: tuple[str, ...]) -> Register:
        """The records of these municipalities and the shared ones, linked."""
        return link(self.records(slugs), self.geography, self.identities, self.shared)

    @cached_property
    def shared(self) -> Register:
        """The shared records alone, linked."""
        return link(self.records((SHARED,)), self.geography, self.identities)

    @cached_property
    def outlines(self) -> Mapping[str, FolderOutline]:
        """Every folder's outline; only folders with changed files are read."""
        remembered: dict[str, FolderOutline] = self.store.get("konturer") or {}
        keys = {folder: self._stamps(folder) for folder in self._sources}
        changed = [
            folder for folder, key in keys.items()
            if (old := remembered.get(folder)) is None or old.key != key or not old.settled
        ]  # fmt: skip
        fresh = dict(zip(changed, spread(partial(self._outline, keys), changed, "Läser"), strict=True))
        if fresh or remembered.keys() != keys.keys():
            found = {folder: fresh.get(folder) or remembered[folder] for folder in sorted(keys)}
            self.store.put("konturer", found)
            self.store.keep_only("lasta", frozenset(found))
            return found
        return remembered

    @cached_property
    def clusters(self) -> tuple[Cluster, ...]:
        """The municipalities with a folder, or that are mentioned by one, in bundles."""
        outlines = {folder: outline for folder, outline in self.outlines.items() if folder != SHARED}
        groups = components({slug: outline.mentions for slug, outline in outlines.items()})
        index = self._shared_index()
        stamps = {source.identity: source.stamp for source in self._sources[SHARED]}
        return tuple(Cluster(slugs, self._bundle_key(slugs, outlines, index, stamps)) for slugs in groups)

    @property
    def shared_key(self) -> str:
        """The digest of all that the shared records' own pages are made from: also what there is to link to."""
        outlines = self.outlines
        shared = outlines[SHARED]
        there = [repr(outlines[slug].paths) for slug in sorted(shared.mentions) if slug in outlines]
        there += sorted(self.attachments)
        return digest(*(part.encode() for part in (shared.key, *there, self._memory_stamp(publication_log.SHARED))))

    def empty_key(self, slug: str) -> str:
        """The digest of all that the page of a municipality without a folder is made from."""
        return digest(slug.encode(), self.outlines[SHARED].key.encode())

    def log(self, folders: Iterable[str]) -> PublicationLog:
        """What has been published of these folders and of the shared records."""
        return publication_log.load(self.content / MEMORY, frozenset((*folders, publication_log.SHARED)))

    def remembered_addresses(self) -> PublicationLog:
        """Every address ever published, without the texts."""
        return publication_log.load(self.content / MEMORY)

    def _outline(self, keys: Mapping[str, str], folder: str) -> FolderOutline:
        read = self.read(folder)
        mentions: set[str] = set()
        needs: set[str] = set()
        notable = []
        for record in (one.record for one in read if one.record is not None):
            for identity in _mentioned(record):
                if identity.startswith("kommuner/"):
                    mentions.add(identity.split("/")[1])
                else:
                    needs.add(identity)
            if record.is_draft or record.removed or former_addresses(record):
                notable.append(record)
        settled = all(one.stamp != (0, 0, 0) for one in read)
        paths = tuple((one.record.identity, one.record.is_draft) for one in read if one.record is not None)
        return FolderOutline(keys[folder], settled, frozenset(mentions), frozenset(needs), tuple(notable), paths)

    def _stamps(self, folder: str) -> str:
        files = (*self._sources.get(folder, ()), *self._beside.get(folder, ()))
        return digest(repr([(source.path, source.stamp) for source in files]).encode())

    def _is_settled(self, source: SourceFile) -> bool:
        """Whether a change after this reading is sure to change the stamp: clocks of file systems tick slowly."""
        return time.time_ns() - source.stamp[0] > UNSETTLED_NS

    def _shared_index(self) -> str:
        """The digest of which shared records there are, and which of them are public."""
        public = [(identity, self.shared.get(identity) is not None) for identity in sorted(self.shared.records)]
        return digest(repr(public).encode())

    def _bundle_key(
        self, slugs: tuple[str, ...], outlines: Mapping[str, FolderOutline], index: str, stamps: Mapping[str, Stamp]
    ) -> str:
        about = {
            one.source for slug in slugs for one in self.shared.back.get(f"kommuner/{slug}/kommun", ())
        }  # fmt: skip
        needs = about.union(*(outlines[slug].needs for slug in slugs if slug in outlines))
        parts = [index, *(f"{slug} {outlines[slug].key if slug in outlines else ''}" for slug in slugs)]
        parts += [f"{identity} {stamps[identity]}" for identity in sorted(needs) if identity in stamps]
        parts += [self._memory_stamp(name) for name in (*slugs, publication_log.SHARED)]
        return digest(*(part.encode() for part in parts))

    def _memory_stamp(self, name: str) -> str:
        path = self.content / MEMORY / f"{name}{publication_log.SUFFIX}"
        return digest(path.read_bytes()) if path.exists() else ""


def _mentioned(record: Record) -> Iterable[str]:
    """The identities that a record's keys, text and old addresses lead to."""
    for reference in references(record):
        target = resolve(reference, record.municipality)
        if target is not None:
            yield target
    for match in _LINK.finditer(record.body):
        inside = path_inside(record.path, match[1] or match[2])
        if inside is not None:
            yield inside[0].removesuffix(".md")
    for text in former_addresses(record):
        yield publication_log.address_of(text)
