"""The pages that are looked at first: those of what was saved just now, before anything is checked or gathered.

They are shown and never written. What a build gives does not depend on them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from pledges.build.cluster_files import images_of
from pledges.build.pages import own_view
from pledges.content.kinds import Kind
from pledges.content.library import Cluster, ContentLibrary, Held
from pledges.content.record import Record, is_a
from pledges.content.record_fields import FollowUp
from pledges.history.publication_log import log_of
from pledges.history.snapshot import Snapshot, take_snapshot
from pledges.settings import Settings
from pledges.views.rendering import Renderer

Pages = Mapping[str, bytes]
MOST = 4
"""So many files are what somebody writes in; more were fetched, and nobody looks at one of them."""


@dataclass(frozen=True, slots=True)
class LookedAt:
    """What somebody is looking at while it is built: the files that were saved, as paths under content/, and what shows their pages.

    `held` is what the process that is kept holds of the records.
    """

    edited: Sequence[str]
    show: Callable[[Pages], None]
    held: Held | None = None


def first_pages(
    library: ContentLibrary, edited: Sequence[str], *, settings: Settings, day: date, renderer: Renderer
) -> Pages:
    """The own pages of the municipalities' records in the files `edited`, and of what those follow up, by their paths in the output,
    as a build makes them.

    There are none of what can't be read, nor of what nobody can show before it has been put right: that is told of by the build.
    """
    pages: dict[str, bytes] = {}
    for cluster in library.clusters if 0 < len(edited) <= MOST else ():
        own = frozenset(path for path in edited if path.split("/")[1:2] and path.split("/")[1] in cluster.slugs)
        if own:
            snapshot = _snapshot(library, cluster, settings=settings, day=day)
            for record in _shown(snapshot, own):
                try:
                    artifact = renderer.artifact(own_view(snapshot, record))
                    pages[artifact.path] = artifact.make(artifact.source)
                except (
                    Exception
                ):  # what a view takes for granted is what the rules hold, and they have not been asked yet
                    continue
    return pages


def _snapshot(library: ContentLibrary, cluster: Cluster, *, settings: Settings, day: date) -> Snapshot:
    return take_snapshot(
        library.register(cluster.slugs),
        day,
        settings=settings,
        log=log_of(library.content, cluster.slugs),
        images=partial(images_of, library, cluster.slugs),
    )


def _shown(snapshot: Snapshot, paths: frozenset[str]) -> Iterator[Record[Any]]:
    register = snapshot.register
    for record in register.records.values():
        if (
            record.path in paths
            and isinstance(record, Record)
            and not record.is_draft
            and record.kind is not Kind.MUNICIPALITY
        ):
            yield record
            followed_up = register.followed_up(record) if is_a(record, FollowUp) else None
            if followed_up is not None:
                yield followed_up
