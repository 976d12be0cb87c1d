"""What an earlier run worked out of a large cluster's records, and what tells whether that holds."""

from pledges.content.library import SHARED, Cluster, ContentLibrary
from pledges.history.snapshot import Before
from pledges.incremental.cache import Cache
from pledges.incremental.kept_work import KeptWork

WORTH_REMEMBERING = 500  # records: what of fewer is worked out is worked out as fast as it is recalled


def worked_out_before(
    library: ContentLibrary, cluster: Cluster, cache: Cache, *around: object, name: str
) -> Before | None:
    """What `cache` has of a cluster's records under `name`, which holds while `around` is the same; None where all is worked out as fast."""
    records = library.register(cluster.slugs).records
    if len(records) < WORTH_REMEMBERING or not library.is_settled((*cluster.slugs, SHARED)):
        return None
    context = repr((*around, library.published(cluster.slugs)))
    kept = KeptWork(cache, f"{name}/{cluster.name}", len(records))
    return Before(work=kept, digests=library.digests, context=context)
