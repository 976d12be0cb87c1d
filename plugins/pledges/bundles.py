"""Which municipalities belong together: a bundle is those whose records refer to each other.

Most bundles are a single municipality. Everything about a municipality's own pages can be worked out from its
bundle and the shared records (police areas, other parties, themes, news, pages), so that an edit costs one bundle.
"""

from collections.abc import Iterable, Mapping

from pledges.records import Record
from pledges.register import references, resolve


def partition(records: Iterable[Record]) -> tuple[tuple[Record, ...], dict[tuple[str, ...], tuple[Record, ...]]]:
    """(shared records, bundles): each bundle's records under the sorted slugs of its municipalities."""
    shared: list[Record] = []
    own: dict[str, list[Record]] = {}
    for record in records:
        if record.municipality is None:
            shared.append(record)
        else:
            own.setdefault(record.municipality, []).append(record)
    groups = _components(own)
    bundles = {slugs: tuple(record for slug in slugs for record in own.get(slug, ())) for slugs in groups}
    return tuple(shared), bundles


def _components(own: Mapping[str, list[Record]]) -> list[tuple[str, ...]]:
    leader: dict[str, str] = {slug: slug for slug in own}

    def find(slug: str) -> str:
        while leader.setdefault(slug, slug) != slug:
            leader[slug] = leader[leader[slug]]
            slug = leader[slug]
        return slug

    for slug, records in own.items():
        for other in {name for record in records for name in _mentioned(record)}:
            first, second = sorted((find(slug), find(other)))
            leader[second] = first
    members: dict[str, list[str]] = {}
    for slug in sorted(leader):
        members.setdefault(find(slug), []).append(slug)
    return [tuple(slugs) for slugs in members.values()]


def _mentioned(record: Record) -> Iterable[str]:
    """The municipalities that a record's references lead to."""
    for reference in references(record):
        target = resolve(reference, record.municipality)
        if target is not None and target.startswith("kommuner/"):
            yield target.split("/")[1]
