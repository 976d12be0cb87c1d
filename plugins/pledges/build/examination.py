"""files → records → register → problems: what is in content/, and everything that is wrong with it."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from pledges.content.discovery import LOG_FOLDER
from pledges.content.documents import SUFFIX, document_at
from pledges.content.geography import Geography
from pledges.content.library import SHARED, Cluster, ContentLibrary, Held
from pledges.content.problems import Problem, Severity
from pledges.exports.images import picture_problem
from pledges.history.publication_log import load, log_of
from pledges.incremental.cache import Cache
from pledges.incremental.fingerprint import code_key, digest
from pledges.incremental.kept_work import KeptWork
from pledges.incremental.scan import Seen
from pledges.rules.documents import document_problems
from pledges.rules.memory import Memory
from pledges.rules.whole_site import check_addresses, meant_places

CACHE = Path(__file__).resolve().parents[3] / ".cache" / "register"
COMPILED = CACHE.with_name("mallar")
"""Where templates are kept as they were compiled."""


@dataclass(frozen=True, slots=True)
class Examined:
    """What is in content/, and every problem in it."""

    library: ContentLibrary
    problems: tuple[Problem, ...]


def examine(
    content: Path, geography: Geography, cache: Path = CACHE, *, seen: Sequence[Seen] | None = None
) -> Examined:
    """Read, link and check everything under `content`; the rest is as for `library_of`."""
    return examine_library(library_of(content, geography, cache, seen=seen))


def library_of(
    content: Path,
    geography: Geography,
    cache: Path = CACHE,
    *,
    seen: Sequence[Seen] | None = None,
    held: Held | None = None,
) -> ContentLibrary:
    """The records under `content`, each read when it is asked for. `cache` may be lost or damaged at any time.

    `seen` is what `scan` has seen in `content`, where somebody has looked already, and `held` what is held of its records.
    """
    # Where they lie from each other, so that a copy of both finds what is remembered.
    way = os.path.relpath(content.resolve(), cache.resolve())
    return ContentLibrary(content, geography, Cache(cache / digest(way.encode()), code_key()), seen=seen, held=held)


def examine_library(library: ContentLibrary) -> Examined:
    """Link and check everything in `library`."""
    problems = [
        *library.discovery.problems,
        *_checked_clusters(library),
        *_checked_addresses(library),
        *_checked_attachments(library),
    ]
    # What is asked about in a gathered record is for its owner to answer; what is wrong with it stops the build as ever.
    ours = [one for one in problems if one.severity is Severity.ERROR or library.owner_of(one.path) is None]
    return Examined(library, tuple(sorted(ours, key=lambda problem: problem.order)))


def _checked_clusters(library: ContentLibrary) -> list[Problem]:
    """The problems of the shared records and of every cluster; those of what is unchanged are remembered."""
    clusters = {one.name: one for one in (Cluster((SHARED,), library.shared_key), *library.clusters)}

    misnamed = frozenset(
        (*(one.path for one in library.discovery.misnamed), *(one.path for one in library.discovery.problems))
    )

    def check_cluster(name: str) -> list[Problem]:
        from pledges.rules.checking import check  # noqa: PLC0415 - loading all rules takes as long as looking for changes

        slugs = clusters[name].slugs
        is_shared = name == SHARED
        register = library.shared if is_shared else library.register(slugs)
        own = frozenset(
            record.identity for record in register.records.values() if is_shared or record.municipality in slugs
        )
        log, reading = log_of(library.content, slugs), library.reading_problems(slugs)
        kept = KeptWork(library.cache, f"regler/{name}", len(own))
        memory = (
            Memory(kept, library.digests, f"{context} {library.published(slugs)}")
            if library.is_settled((*slugs, SHARED))
            else None
        )
        problems = check(
            register,
            attachments=library.attachments,
            log=log,
            only=own,
            reading_problems=reading,
            misnamed=misnamed,
            memory=memory,
        )
        if memory is not None:
            memory.keep()
        return problems

    context = digest(*(path.encode() for path in sorted(library.attachments | misnamed)))

    keys = {name: cluster.key for name, cluster in clusters.items()}
    checked = library.cache.refresh("provade", keys, check_cluster, label="Prövar", prepare=_load_rules)
    library.cache.keep_only("regler", frozenset(clusters))
    return [problem for problems in checked.values() for problem in problems]


def _load_rules() -> None:
    """So that every core has them when the work is spread."""
    import_module("pledges.rules.checking")


def _checked_attachments(library: ContentLibrary) -> list[Problem]:
    """What is to be said of pictures and documents for what they are; of those that are unchanged it is remembered."""
    files = {source.path: library.digests[source.path] for source in library.discovery.attachments}

    def look(path: str) -> tuple[Problem, ...]:
        if path.endswith(SUFFIX):
            document = document_at(library.content / path)
            return document_problems(path, document) if document is not None else ()  # told of where files are found
        problem = picture_problem(library.content, path)
        return (problem,) if problem is not None else ()

    looked = library.cache.refresh("bilagor", files, look)
    return [problem for problems in looked.values() for problem in problems]


def _checked_addresses(library: ContentLibrary) -> list[Problem]:
    """What takes the whole site to see. The outlines tell whether there is anything to look closer at."""
    notable = [record for outline in library.outlines.values() for record in outline.notable]
    log = load(library.content / LOG_FOLDER)
    problems = check_addresses(notable, library.identities, log=log, geography=library.geography)
    if any(problem.code == "sida-forsvinner" for problem in problems):
        everything = library.records(library.outlines)
        homes = {one.path.split("/")[1] for one in problems if one.path.startswith("kommuner/")}
        there = library.identities | meant_places(library.reading_problems(homes & {*library.outlines}))
        problems = check_addresses(everything, there, log=log, geography=library.geography)
    return [*log.problems, *problems]
