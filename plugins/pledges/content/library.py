"""The records of content/, folder by folder: read once, remembered, and read again only when a file has changed.

Each municipality's folder is read alone. Its *outline* (what it mentions, whether anything in it is a draft or has
moved) is enough to tell which folders belong together and what they need of the shared records; the records
themselves are loaded when somebody works on them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from pledges import urls
from pledges.content.clusters import components
from pledges.content.discovery import LOG_FOLDER, LOG_SUFFIX, Discovery, SourceFile, discover, translates
from pledges.content.former_addresses import former_addresses
from pledges.content.geography import Geography
from pledges.content.markdown import path_inside
from pledges.content.origins import Origin, read_origins
from pledges.content.problems import Problem
from pledges.content.reader import read_file
from pledges.content.record import AnyRecord, RemovedRecord
from pledges.content.register import Register, exchanged, link, references, resolve
from pledges.content.translations import Translation, read_translation
from pledges.incremental.cache import Cache
from pledges.incremental.file_digests import file_digest, file_digests
from pledges.incremental.fingerprint import digest
from pledges.incremental.scan import Seen

SHARED = urls.SHARED
RECENT_FOLDERS = 8
_LINK = re.compile(r"\]\(\s*<?([^)\s>]+)|^\s*\[[^\]]+\]:\s*<?(\S+)", re.M)


@dataclass(frozen=True, kw_only=True)
class FileRead:
    """One file as it was read: the record or None, what was wrong, and the identities that the record mentions.

    It is `settled` where the file said the same before and after it was read.
    """

    record: AnyRecord | None
    problems: tuple[Problem, ...]
    mentioned: frozenset[str]
    settled: bool


@dataclass(frozen=True)
class TranslationRead:
    """One translation as it was read, as `FileRead` is one record."""

    translation: Translation | None
    problems: tuple[Problem, ...]
    settled: bool


@dataclass(frozen=True, kw_only=True)
class FolderOutline:
    """What is known of a folder without its records.

    It is `settled` where all its files are. `mentions` are the slugs of the municipalities that it refers to, and
    `needs` the shared records. `notable` are its drafts, removed records, and those that have had other addresses.
    """

    settled: bool
    mentions: frozenset[str]
    needs: frozenset[str]
    notable: tuple[AnyRecord, ...]
    paths: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Some municipalities' records and the shared ones as they were read and linked, held by a process that is kept.

    `files` are by folder and path, each with the digest of what it said.
    """

    slugs: tuple[str, ...]
    files: Mapping[str, Mapping[str, tuple[str, FileRead]]]
    shared: Register
    linked: Register


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

    def __init__(
        self,
        content: Path,
        geography: Geography,
        cache: Cache,
        *,
        seen: Sequence[Seen] | None = None,
        held: Held | None = None,
    ) -> None:
        self._held = held
        self.content = content
        self.geography = geography
        self.cache = cache
        self.discovery: Discovery = discover(content, geography, seen)
        self._gathered, faults = read_origins(content)
        self.discovery.problems += faults
        records, misnamed = self.discovery.records, self.discovery.misnamed
        self.identities = frozenset(source.identity for source in (*records, *misnamed))
        self.attachments = frozenset(source.path for source in self.discovery.attachments)
        self.languages = frozenset(translates(source.path)[1] for source in self.discovery.translations)
        digested = (*records, *self.discovery.translations, *self.discovery.attachments)
        self.digests = file_digests(content, {source.path: source.stamp for source in digested}, cache)
        self._sources = {SHARED: [], **_by_folder(records)}
        self._translations = _by_folder(self.discovery.translations)
        self._attachments = _by_folder(self.discovery.attachments)
        self._misnamed = _by_folder(misnamed)
        self._recent: dict[str, list[FileRead]] = {}
        self._linked: tuple[tuple[str, ...], Register] | None = None

    def read(self, folder: str) -> list[FileRead]:
        """The folder's files in order; the last few folders are kept in memory."""
        if folder not in self._recent:
            while len(self._recent) >= RECENT_FOLDERS:
                self._recent.pop(next(iter(self._recent)))
            self._recent[folder] = self._read(folder)
        return self._recent[folder]

    def _read(self, folder: str) -> list[FileRead]:
        """The folder's files, from what is remembered where a file is as it was."""
        sources = {source.path: source for source in self._sources.get(folder, ())}

        def read(path: str) -> FileRead:
            record, problems = read_file(self.content, sources[path])
            mentioned = frozenset(_mentioned(record) if record is not None else ())
            settled = file_digest(self.content / path) == self.digests[path] != ""
            return FileRead(record=record, problems=tuple(problems), mentioned=mentioned, settled=settled)

        keys = {path: self.digests[path] for path in sources}
        held = self._held.files.get(folder) if self._held is not None else None
        if held is not None:
            known = {path: held[path][1] for path, key in keys.items() if path in held and held[path][0] == key}
            return [known[path] if path in known and known[path].settled else read(path) for path in keys]
        files = self.cache.refresh_in_shards(f"lasta/{folder}", keys, read, holds=lambda _path, file: file.settled)
        return list(files.values())

    def records(self, folders: Iterable[str]) -> list[AnyRecord]:
        """Every record that could be read in `folders`."""
        return [file.record for folder in folders for file in self.read(folder) if file.record is not None]

    def translations(self, folder: str) -> list[TranslationRead]:
        """The folder's translations in order, from what is remembered where a file is as it was."""
        sources = {source.path: source for source in self._translations.get(folder, ())}
        if not sources:
            return []

        def read(path: str) -> TranslationRead:
            translation, problems = read_translation(self.content, sources[path])
            settled = file_digest(self.content / path) == self.digests[path] != ""
            return TranslationRead(translation, tuple(problems), settled)

        keys = {path: self.digests[path] for path in sources}
        found = self.cache.refresh(f"oversatta/{folder}", keys, read, holds=lambda _path, file: file.settled)
        return list(found.values())

    def every_translation(self) -> Iterator[Translation]:
        """All that could be read, folder by folder."""
        for folder in self._translations:
            yield from (file.translation for file in self.translations(folder) if file.translation is not None)

    def reading_problems(self, folders: Iterable[str]) -> list[Problem]:
        """Every problem that reading `folders` gave."""
        names = tuple(folders)
        own = [problem for folder in names for file in self.read(folder) for problem in file.problems]
        return own + [problem for folder in names for file in self.translations(folder) for problem in file.problems]

    def is_settled(self, folders: Iterable[str]) -> bool:
        """Whether every file of `folders` said the same before and after it was read."""
        return all(file.settled for folder in folders for file in self.read(folder))

    def published(self, slugs: Iterable[str]) -> str:
        """The digest of what has been published of `slugs` and of what is shared."""
        return digest(*(self._published(name).encode() for name in (*slugs, SHARED)))

    def register(self, slugs: tuple[str, ...]) -> Register:
        """The records of these municipalities and the shared ones, linked; what was linked last is kept: it is checked, and then shown."""
        if self._linked is None or self._linked[0] != slugs:
            self._linked = slugs, self.told_in_others(self._link(slugs), slugs)
        return self._linked[1]

    @cached_property
    def shared(self) -> Register:
        """The shared records alone, linked."""
        if self._held is not None and self._holds_shared:
            linked = replace(self._held.shared, identities=self.identities)
        else:
            linked = link(self.records((SHARED,)), self.geography, self.identities)
        return self.told_in_others(linked, (SHARED,))

    def held(self, slugs: tuple[str, ...]) -> Held:
        """What there is to hold of these municipalities, for a library of the same folder later."""
        return Held(
            slugs=slugs,
            files={
                folder: {
                    source.path: (self.digests[source.path], file)
                    for source, file in zip(self._sources.get(folder, ()), self.read(folder), strict=True)
                }
                for folder in (*slugs, SHARED)
            },
            shared=self.shared,
            linked=self.register(slugs),
        )

    def _link(self, slugs: tuple[str, ...]) -> Register:
        """The records of these municipalities and the shared ones, linked; of what is held, only what has changed is linked anew."""
        held, shared = self._held, self.shared
        if held is None or held.slugs != slugs or not self._holds_shared:
            return link(self.records(slugs), self.geography, self.identities, onto=shared)
        gone, come = self._changes(held, slugs)
        linked = exchanged(held.linked, gone, come, identities=self.identities)
        return replace(linked, origins=shared.origins, languages=shared.languages)

    @cached_property
    def _holds_shared(self) -> bool:
        return self._held is not None and not any(self._changes(self._held, (SHARED,)))

    def _changes(self, held: Held, folders: Iterable[str]) -> tuple[frozenset[str], list[AnyRecord]]:
        """The identities of the held records in `folders` that are another or gone now, and the records that have come."""
        now = {id(file): file.record for folder in folders for file in self.read(folder)}
        before = {id(file): file.record for folder in folders for _, file in held.files[folder].values()}
        gone = (before[one] for one in before.keys() - now.keys())
        come = (now[one] for one in now if one not in before)
        return (
            frozenset(record.identity for record in gone if record is not None),
            [record for record in come if record is not None],
        )

    def told_in_others(self, linked: Register, slugs: tuple[str, ...]) -> Register:
        """`linked`, of these municipalities' records or of the shared, with what is known of them besides: their translations, and
        of the shared the languages and the portals that there are."""
        if slugs == (SHARED,):
            own = self._translated(slugs)
            return replace(linked, origins=self.origins, translations=own, languages=self.languages)
        return replace(linked, translations={**self.shared.translations, **self._translated(slugs)})

    def _translated(self, folders: Iterable[str]) -> dict[str, dict[str, Translation]]:
        """The translations in `folders`, by the identity of the original and language."""
        translated: dict[str, dict[str, Translation]] = {}
        for folder in folders:
            for one in (file.translation for file in self.translations(folder)):
                if one is not None:
                    translated.setdefault(one.original, {})[one.language] = one
        return translated

    @cached_property
    def folder_keys(self) -> Mapping[str, str]:
        """The digest of what each folder's files are called and say."""
        return {folder: self._folder_key(folder) for folder in sorted(self._sources)}

    @cached_property
    def outlines(self) -> Mapping[str, FolderOutline]:
        """Every folder's outline; only folders with changed files are read."""
        outlines = self.cache.refresh(
            "konturer", self.folder_keys, self._outline, label="Läser", holds=lambda _folder, outline: outline.settled
        )
        self.cache.keep_only("lasta", frozenset(outlines))
        self.cache.keep_only("oversatta", frozenset(self._translations))
        return outlines

    @cached_property
    def clusters(self) -> tuple[Cluster, ...]:
        """The municipalities with a folder, or that are mentioned by one, in clusters."""
        outlines = {folder: outline for folder, outline in self.outlines.items() if folder != SHARED}
        groups = components({slug: outline.mentions for slug, outline in outlines.items()})
        index = self._shared_index()
        shared = {source.identity: self.digests[source.path] for source in self._sources[SHARED]}
        for source in self._translations.get(SHARED, ()):
            original, language = translates(source.path)
            shared[original] = f"{shared.get(original, '')} {language} {self.digests[source.path]}"
        return tuple(
            Cluster(slugs, self._cluster_key(slugs, outlines=outlines, index=index, shared=shared)) for slugs in groups
        )

    @property
    def shared_key(self) -> str:
        """The digest of all that the shared records' own pages are made from: also what there is to link to."""
        outlines = self.outlines
        shared = outlines[SHARED]
        linkable = [repr(outlines[slug].paths) for slug in sorted(shared.mentions) if slug in outlines]
        linkable += sorted(self.attachments)
        return digest(*(part.encode() for part in (self.folder_keys[SHARED], *linkable, self._published(SHARED))))

    def empty_key(self, slug: str) -> str:
        """The digest of all that the page of a municipality without a folder is made from."""
        return digest(slug.encode(), self.folder_keys[SHARED].encode())

    @property
    def origins(self) -> Mapping[str, Origin]:
        """The portals that municipalities were gathered from, by slug."""
        return self._gathered.municipalities

    def owner_of(self, path: str) -> Origin | None:
        """The portal that the file at `path` was gathered from; None where it is our own."""
        parts = path.split("/")
        if parts[0] == "kommuner" and len(parts) > 1:
            return self.origins.get(parts[1])
        return self._gathered.shared.get(path.removesuffix(".md"))

    def owners_key(self, slugs: Iterable[str]) -> str:
        """What the pages of `slugs` show of the portals that they were gathered from; no rule asks for it."""
        return repr([(slug, self.origins[slug].shown) for slug in slugs if slug in self.origins])

    def _outline(self, folder: str) -> FolderOutline:
        records = self.records((folder,))
        mentions: set[str] = set()
        needs: set[str] = set()
        notable: list[AnyRecord] = []
        for identity in frozenset[str]().union(*(file.mentioned for file in self.read(folder))):
            if identity.startswith("kommuner/"):
                mentions.add(identity.split("/")[1])
            else:
                needs.add(identity)
        for record in records:
            if is_notable(record):
                notable.append(record)
        settled = all(file.settled for file in self.read(folder))
        paths = tuple((record.identity, record.is_draft) for record in records)
        return FolderOutline(
            settled=settled, mentions=frozenset(mentions), needs=frozenset(needs), notable=tuple(notable), paths=paths
        )

    def _folder_key(self, folder: str) -> str:
        files = [
            (source.path, self.digests[source.path])
            for by_folder in (self._sources, self._translations, self._attachments)
            for source in by_folder.get(folder, ())
        ]
        # What is misnamed lies under another name than it has here, and is told of whatever it says.
        misnamed = [source.path for source in self._misnamed.get(folder, ())]
        return digest(repr((files, misnamed)).encode())

    def _shared_index(self) -> str:
        """The digest of which shared records there are, and which of them are public."""
        public = [(identity, self.shared.get(identity) is not None) for identity in sorted(self.shared.records)]
        return digest(repr(public).encode())

    def _cluster_key(
        self, slugs: tuple[str, ...], *, outlines: Mapping[str, FolderOutline], index: str, shared: Mapping[str, str]
    ) -> str:
        linked_from = {link.source for slug in slugs for link in self.shared.back.get(f"kommuner/{slug}/kommun", ())}
        needs = linked_from.union(*(outlines[slug].needs for slug in slugs if slug in outlines))
        parts = [index, *(f"{slug} {self.folder_keys.get(slug, '')}" for slug in slugs)]
        parts += [f"{identity} {shared[identity]}" for identity in sorted(needs) if identity in shared]
        parts += [self._published(name) for name in (*slugs, SHARED)]
        return digest(*(part.encode() for part in parts))

    def _published(self, name: str) -> str:
        """The digest of what has been published of a folder."""
        path = self.content / LOG_FOLDER / f"{name}{LOG_SUFFIX}"
        return digest(path.read_bytes()) if path.exists() else ""


def is_notable(record: AnyRecord) -> bool:
    """Whether an address may have another meaning by a record than that its page is there: a draft, one removed or moved."""
    return record.is_draft or isinstance(record, RemovedRecord) or bool(record.former_addresses)


def _by_folder(sources: Iterable[SourceFile]) -> dict[str, list[SourceFile]]:
    by_folder: dict[str, list[SourceFile]] = {}
    for source in sources:
        by_folder.setdefault(source.municipality or SHARED, []).append(source)
    return by_folder


def _mentioned(record: AnyRecord) -> Iterable[str]:
    """The identities that a record's keys, text and old addresses lead to."""
    for reference in references(record):
        target = resolve(reference, record.municipality)
        if target is not None:
            yield target
    for match in _LINK.finditer(record.body):
        inside = path_inside(record.path, match[1] or match[2])
        if inside is not None:
            yield inside[0].removesuffix(".md")
    yield from former_addresses(record)
