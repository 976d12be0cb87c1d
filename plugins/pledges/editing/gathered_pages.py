"""The pages that gather from many municipalities, as a build would make them of what is saved: themes, parties, police areas."""

import shutil
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from pledges.build.summarise import summarise
from pledges.content.library import Cluster, ContentLibrary
from pledges.content.record import Record
from pledges.content.record_fields import Gathering
from pledges.history.publication_log import log_of
from pledges.history.snapshot import Snapshot, take_snapshot
from pledges.incremental.cache import Cache, DamagedError
from pledges.incremental.fingerprint import code_key, digest, serialise
from pledges.settings import Settings
from pledges.views.country.collections import CollectionView, collection_of, collection_views
from pledges.views.country.country import Country
from pledges.views.country.summary import Summary
from pledges.views.country.summary_store import PARTS, store_parts

_NAME = "kommuner"


class GatheredPages:
    """What every municipality adds to the pages that gather. Only what has changed since last time is worked out anew."""

    def __init__(self, library: ContentLibrary, settings: Settings, *, day: date, folder: Path) -> None:
        self.library = library
        self.settings = settings
        self.day = day
        self.cache = Cache(folder / digest(str(library.content.resolve()).encode()), code_key())
        self._summaries: Mapping[str, Summary] = {}

    def view(self, shared: Snapshot, record: Record[Gathering]) -> CollectionView:
        """The first page of a record that gathers; `shared` is the shared records, with it among them."""
        try:
            return self._view(shared, record)
        except DamagedError:
            shutil.rmtree(self.cache.folder, ignore_errors=True)
            self._summaries = {}
            return self._view(shared, record)

    def _view(self, shared: Snapshot, record: Record[Gathering]) -> CollectionView:
        own, _ = summarise(shared, "")
        country = Country(snapshot=shared, summaries=self._of_municipalities(), shared=own, cache=self.cache)
        return next(collection_views(country, collection_of(country, record)))

    def _of_municipalities(self) -> Mapping[str, Summary]:
        if not self._summaries:
            clusters = {cluster.name: cluster for cluster in self._clusters()}
            given = digest(serialise(self.settings), str(self.day).encode())
            keys = {name: digest(cluster.key.encode(), given.encode()) for name, cluster in clusters.items()}
            made = self.cache.refresh(_NAME, keys, lambda name: self._summarised(clusters[name].slugs))
            found = {one.slug: one for some in made.values() for one in some}
            self._summaries = {slug: found[slug] for slug in self.library.geography.municipalities}
            for part in PARTS:
                self.cache.keep_only(part, frozenset(one.digests[part] for one in found.values()))
        return self._summaries

    def _clusters(self) -> Iterator[Cluster]:
        """Those that have a folder or are mentioned, and each other municipality alone."""
        library = self.library
        yield from library.clusters
        seen = {slug for cluster in library.clusters for slug in cluster.slugs}
        yield from (
            Cluster((slug,), library.empty_key(slug)) for slug in library.geography.municipalities if slug not in seen
        )

    def _summarised(self, slugs: tuple[str, ...]) -> tuple[Summary, ...]:
        log = log_of(self.library.content, slugs)
        snapshot = take_snapshot(self.library.register(slugs), self.day, settings=self.settings, log=log)
        known = [slug for slug in slugs if slug in self.library.geography.municipalities]
        return tuple(store_parts(self.cache, *summarise(snapshot, slug)) for slug in known)
