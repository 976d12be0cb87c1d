"""What an earlier run worked out of a large cluster's records, and what tells whether that holds."""

from pledges.content.library import SHARED, Cluster, ContentLibrary
from pledges.history.snapshot import Before
from pledges.incremental.kept_work import KeptWork

WORTH_REMEMBERING = 500  # records: what of fewer is worked out is worked out as fast as it is recalled


def worked_out_before(library: ContentLibrary, cluster: Cluster, kept: KeptWork, *around: object) -> Before | None:
    """What is `kept` of a cluster's records, which holds while `around` is the same; None where all is worked out as fast."""
    if len(library.register(cluster.slugs).records) < WORTH_REMEMBERING:
        return None
    if not library.is_settled((*cluster.slugs, SHARED)):
        return None
    context = repr((*around, library.published(cluster.slugs)))
    return Before(work=kept, digests=library.digests, context=context)
