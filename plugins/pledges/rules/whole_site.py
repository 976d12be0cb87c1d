"""What takes the whole site to see: old addresses that collide, and published pages that would vanish.

Every run looks, so this loads no rules but those it asks.
"""

from collections.abc import Iterable

from pledges.content.geography import Geography
from pledges.content.kinds import NAMES
from pledges.content.problems import Problem
from pledges.content.record import AnyRecord
from pledges.history.publication_log import PublicationLog
from pledges.rules import changes_after_publication


def meant_places(told: Iterable[Problem]) -> frozenset[str]:
    """The identities that files in another kind's folder may have where they were meant to be."""
    misplaced = (problem.path.removesuffix(".md").split("/") for problem in told if problem.code == "fel-plats")
    return frozenset(
        "/".join((*parts[:2], name.list_name, parts[-1]))
        for parts in misplaced
        for name in NAMES.values()
        if name.is_local and len(parts) == 4
    )


def check_addresses(
    records: Iterable[AnyRecord], identities: frozenset[str], *, log: PublicationLog, geography: Geography
) -> list[Problem]:
    """What takes the whole site to see: old addresses that collide, and published pages that would vanish.

    `records` are all that could be read, `identities` also those that could not.
    """
    of_site = list(records)
    problems = [
        *changes_after_publication.former_addresses_are_free(of_site, identities),
        *changes_after_publication.nothing_vanishes(log, of_site, identities=identities, geography=geography),
    ]
    return sorted(problems, key=lambda problem: problem.order)
