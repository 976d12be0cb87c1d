"""A cluster's records → its files, and the summaries that everything which gathers is made from."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from pledges.build.pages import place_pages, record_pages, shared_pages
from pledges.build.summarise import summarise
from pledges.content.discovery import SourceFile
from pledges.content.image_variants import PublishedImage
from pledges.content.kinds import Kind
from pledges.content.library import SHARED, Cluster, ContentLibrary
from pledges.content.record import AnyRecord, RemovedRecord
from pledges.content.register import Register
from pledges.exports.images import attachment_artifacts, published_images
from pledges.exports.open_data import event_artifacts, record_artifacts
from pledges.exports.tables import place_artifacts
from pledges.history.publication_log import log_of
from pledges.history.redirects import aliases
from pledges.history.snapshot import Snapshot, take_snapshot
from pledges.history.worked_out_before import worked_out_before
from pledges.incremental.cache import Cache
from pledges.incremental.output_transaction import Batch, PutFile, Stager
from pledges.urls import of_record, output_path
from pledges.views.country.summary import Summary
from pledges.views.country.summary_store import store_parts
from pledges.views.rendering import Renderer

# The pages of other shared records gather from many municipalities, and so are units of their own: country_units.py.
WORK = "arbete"  # what was worked out of each cluster's records
CLUSTER_PAGES = frozenset(Kind) - {Kind.POLICE_AREA, Kind.THEME, Kind.ACTOR}


@dataclass(frozen=True, slots=True)
class Made:
    """What a unit of work gave: its files, the municipalities' summaries where it was a cluster, and files lost."""

    batch: Batch
    summaries: tuple[Summary, ...] = ()
    lost: tuple[str, ...] = ()


def make_cluster(
    library: ContentLibrary, cluster: Cluster, *, shared: Snapshot, renderer: Renderer, stager: Stager, cache: Cache
) -> Made:
    """Put the files of a cluster into `stager`, and the parts of its summaries into `cache`.

    `shared` is the shared records on the day of the build, which are a cluster of their own.
    """
    is_shared = cluster.name == SHARED
    attachments = attachments_of(library, (None,) if is_shared else cluster.slugs)
    slugs: tuple[str, ...] = ("",)
    snapshot = shared
    if not is_shared:
        attached = [(one.path, library.digests[one.path]) for one in attachments]
        owners = library.owners_key(cluster.slugs)
        snapshot = take_snapshot(
            library.register(cluster.slugs),
            shared.day,
            settings=shared.settings,
            log=log_of(library.content, cluster.slugs),
            publishing=shared.publishing,
            images=partial(images_of, library, cluster.slugs),
            before=worked_out_before(library, cluster, cache, renderer.maker, owners, attached, name=WORK),
        )
        slugs = tuple(slug for slug in cluster.slugs if slug in library.geography.municipalities)
    records, addresses = snapshot.register.records, aliases(snapshot.log)
    summaries = []
    for slug in slugs:
        summary, parts = summarise(snapshot, slug)
        pages = _Pages(snapshot, renderer, stager)
        places = [(SHARED, partial(shared_pages, snapshot))] if is_shared else place_pages(snapshot, slug)
        for name, views in places:
            pages.put(name, views)
        for record in records.values():
            if (record.municipality or "") == slug:
                pages.put(record.identity, partial(record_pages, snapshot, record, addresses))
        files = (*record_artifacts(snapshot, slug), *event_artifacts(snapshot, slug))
        for artifact in (*files, *(place_artifacts(snapshot, slug) if slug else ())):
            stager.put(artifact)
        summaries.append(store_parts(cache, summary, parts))
    for artifact in (
        attachment_artifacts(library.content, attachments, records=records.values(), images=snapshot.images)
        if attachments
        else ()
    ):
        stager.put(artifact)
    if snapshot.memory is not None:
        snapshot.memory.keep()
    return Made(stager.batch, summaries=tuple(summaries), lost=tuple(_lost(records.values(), slugs, stager.batch)))


class _Pages:
    """Puts a cluster's pages. Those of which all that was read says the same, and that lie as they were made, are kept without
    a view."""

    def __init__(self, snapshot: Snapshot, renderer: Renderer, stager: Stager) -> None:
        self._memory = snapshot.memory
        self._renderer = renderer
        self._stager = stager

    def put(self, name: str, views: Callable[[], Iterable[Any]]) -> None:
        """Put the pages that are called `name` together, which `views` gives the views of."""

        def made() -> tuple[PutFile, ...]:
            return tuple(self._stager.put(self._renderer.artifact(view)) for view in views())

        if self._memory is None:
            made()
            return
        work = f"sidor {name}"
        files = self._memory.recall(work, made)
        if self._memory.is_new(work):
            return
        if all(map(self._stager.has, files)):
            for file in files:
                self._stager.keep(file)
        else:
            made()


def attachments_of(library: ContentLibrary, places: Sequence[str | None]) -> tuple[SourceFile, ...]:
    """The attachments in the folders of these municipalities, or of none."""
    return tuple(source for source in library.discovery.attachments if source.municipality in places)


def shared_images(library: ContentLibrary) -> Callable[[Register], Mapping[str, PublishedImage]]:
    """Finds the pictures in the texts of the shared records."""
    return partial(images_of, library, (None,))


def images_of(
    library: ContentLibrary, places: Sequence[str | None], register: Register
) -> Mapping[str, PublishedImage]:
    """The pictures in the texts of these municipalities' records, or of the shared ones."""
    return published_images(library.content, attachments_of(library, places), register.records.values())


def _lost(records: Iterable[AnyRecord], slugs: Iterable[str], batch: Batch) -> Iterable[str]:
    """The files under content/ that should have become pages here and did not."""
    own = frozenset(slugs)
    return (
        record.path
        for record in records
        if (record.municipality or "") in own
        and not record.is_draft
        and (record.kind in CLUSTER_PAGES or isinstance(record, RemovedRecord))
        and output_path(of_record(record.identity)) not in batch.files
    )
