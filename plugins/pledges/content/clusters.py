"""Which municipalities belong together: a cluster is those whose records refer to each other.

Most clusters are a single municipality. Everything about a municipality's own pages can be worked out from its
cluster and the shared records (police areas, other parties, themes, news, pages), so that an edit costs one cluster.
"""

from collections.abc import Iterable, Mapping


def components(mentions: Mapping[str, Iterable[str]]) -> list[tuple[str, ...]]:
    """The connected groups of `mentions` (slug → the slugs that it mentions), each sorted, in order of the first."""
    leader: dict[str, str] = {}

    def find(slug: str) -> str:
        while leader.setdefault(slug, slug) != slug:
            leader[slug] = leader[leader[slug]]
            slug = leader[slug]
        return slug

    for slug, others in mentions.items():
        find(slug)
        for other in others:
            first, second = sorted((find(slug), find(other)))
            leader[second] = first
    members: dict[str, list[str]] = {}
    for slug in sorted(leader):
        members.setdefault(find(slug), []).append(slug)
    return sorted(tuple(slugs) for slugs in members.values())
