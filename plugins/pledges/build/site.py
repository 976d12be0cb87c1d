"""Examined content → the files of the site: views of each cluster's records, then of the summaries that they leave.

Only what an edit has made necessary is done: a unit whose key is as before, on a day when it would be the same, keeps
the files that it has. Nothing here knows of Pelican: the environment that renders comes from outside.
"""

import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pledges.build.cluster_files import CLUSTER_PAGES, Made, make_cluster, shared_images
from pledges.build.country_units import country_units, sitemap_unit
from pledges.build.examination import Examined
from pledges.content.library import SHARED, Cluster, ContentLibrary
from pledges.content.problems import Problem, as_text, has_errors
from pledges.content.record import Record
from pledges.history.publication_log import log_of
from pledges.history.snapshot import take_snapshot
from pledges.incremental.artifact import Unit
from pledges.incremental.cache import Cache, DamagedError
from pledges.incremental.fingerprint import code_key, digest, serialise
from pledges.incremental.output_transaction import Transaction, WriteCounts
from pledges.settings import Settings
from pledges.urls import of_record
from pledges.views.country.country import Country
from pledges.views.country.summary import Summary
from pledges.views.country.summary_store import PARTS
from pledges.views.rendering import Renderer

UNITS = "minne"  # beside the output: what the units of an earlier build gave


@dataclass(frozen=True, kw_only=True)
class Built:
    """A site that has been built in `output` of the content in `library`: what was written, and what it is gathered from.

    `indexed` are the files of the search index. `held` are the folders that are faulty today, and stand as they were
    last published.
    """

    library: ContentLibrary
    settings: Settings
    day: date
    output: Path
    counts: WriteCounts
    country: Country
    transaction: Transaction = field(repr=False)
    indexed: frozenset[str] = frozenset()
    held: tuple[str, ...] = ()

    @property
    def paths(self) -> frozenset[str]:
        """Every file of the site."""
        return self.transaction.paths | self.indexed


class RefusedError(Exception):
    """The content has errors; nothing has been written. `problems` holds all of them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(as_text(problems))
        self.problems = problems


@dataclass(frozen=True, kw_only=True)
class UnitResult:
    """What a unit gave, and on which days that holds: from `day` to the day before `until`, where those matter.

    `table` names its files, `pages` is the digest of its pages' addresses and `unlisted` are those that search engines
    are not to list.
    """

    table: str
    pages: str
    unlisted: tuple[str, ...]
    summaries: tuple[Summary, ...] = ()
    day: date | None = None
    until: date | None = None


def build(
    examined: Examined,
    output: Path,
    *,
    settings: Settings,
    day: date,
    renderer: Renderer,
    publishing: bool = False,
    intact: Callable[[], frozenset[str] | None] | None = None,
) -> Built:
    """Make the site in `output`. Raises RefusedError on errors, and OutputError where the folder can't be used.

    `publishing` says that it is to be published: what is new is entered on `day`, and told of.
    `intact` gives what `output.intact` found, where somebody has begun to look already.
    """
    if has_errors(examined.problems):
        raise RefusedError(examined.problems)

    def run(transaction: Transaction) -> Built:
        return SiteBuild(
            examined.library,
            settings=settings,
            day=day,
            publishing=publishing,
            renderer=renderer,
            transaction=transaction,
        ).run()

    try:
        return run(Transaction(output, intact))
    except DamagedError:
        transaction = Transaction(output)
        shutil.rmtree(transaction.work / UNITS, ignore_errors=True)
        return run(transaction)


class SiteBuild:
    """One build: everything that its steps share."""

    def __init__(
        self,
        library: ContentLibrary,
        *,
        settings: Settings,
        day: date,
        publishing: bool,
        renderer: Renderer,
        transaction: Transaction,
    ) -> None:
        self.library = library
        self.settings = settings
        self.day = day
        self.renderer = renderer
        self.transaction = transaction
        self.cache = Cache(transaction.work / UNITS, code_key() + bytes.fromhex(renderer.maker))
        log = log_of(library.content, (SHARED,))
        self.shared = take_snapshot(
            library.shared, day, settings=settings, log=log, publishing=publishing, images=shared_images(library)
        )
        self.results: dict[str, UnitResult] = {}

    def run(self) -> Built:
        """Records → views → files and summaries; summaries → views, feeds, exports → files. Raises as `build` does."""
        with self.transaction:
            summaries = self._clusters()
            shared = summaries.pop(SHARED)
            country = Country(snapshot=self.shared, summaries=summaries, shared=shared, cache=self.cache)
            self._units("landet", country_units(country, self.renderer, self.library.shared_key))
            self._units(
                "webbkarta",
                (sitemap_unit(country, pages=self._pages(), unlisted=self._unlisted(), transaction=self.transaction),),
            )
            self._refuse_lost_units()
            counts = self.transaction.commit()
            self._sweep((*summaries.values(), shared))
            return Built(
                library=self.library,
                settings=self.settings,
                day=self.day,
                output=self.transaction.output,
                counts=counts,
                country=country,
                transaction=self.transaction,
            )

    def _clusters(self) -> dict[str, Summary]:
        """The pages of every municipality, and their summaries by slug in the order of the alphabet; the shared first."""
        library, municipalities = self.library, self.library.geography.municipalities
        entered = [Cluster((SHARED,), library.shared_key), *library.clusters]
        seen = {slug for cluster in entered for slug in cluster.slugs}
        empty = [Cluster((slug,), library.empty_key(slug)) for slug in municipalities if slug not in seen]
        clusters = {cluster.name: cluster for cluster in (*entered, *empty)}
        context = serialise((self.settings, self.shared.publishing))
        lost: list[str] = []

        def make(name: str) -> Made:
            return make_cluster(
                library,
                clusters[name],
                shared=self.shared,
                renderer=self.renderer,
                stager=self.transaction.stager(name),
                cache=self.cache,
            )

        results = self._refresh(
            "kommuner",
            {
                name: digest(cluster.key.encode(), library.owners_key(cluster.slugs).encode(), context)
                for name, cluster in clusters.items()
            },
            make,
            label="Bygger",
            lost=lost,
        )
        self._refuse(lost)
        summaries = {
            SHARED if name == SHARED else one.slug: one for name, result in results.items() for one in result.summaries
        }
        return {slug: summaries[slug] for slug in (SHARED, *municipalities)}

    def _units(self, group: str, units: Iterable[Unit]) -> None:
        """The files of every unit of a group."""
        by_name = {unit.name: unit for unit in units}

        def make(name: str) -> Made:
            stager = self.transaction.stager(name)
            for artifact in by_name[name].make():
                stager.put(artifact)
            return Made(stager.batch)

        self._refresh(group, {name: unit.key for name, unit in by_name.items()}, make, label="Bygger listor")

    def _refresh(
        self,
        group: str,
        keys: Mapping[str, str],
        make: Callable[[str], Made],
        *,
        label: str,
        lost: list[str] | None = None,
    ) -> dict[str, UnitResult]:
        """What each unit of a group gives: kept where it would be the same and its files lie as they did, else made.

        Files under content/ that became nothing are added to `lost`.
        """
        taken: set[str] = set()

        def take(name: str, made: Made) -> UnitResult:
            taken.add(name)
            if lost is not None:
                lost.extend(made.lost)
            return self._take(name, made)

        results = self.cache.refresh_and_take(group, keys, make, label=label, holds=self._holds, take=take)
        for name in results:
            if name not in taken:
                self.transaction.keep(name)
        self.results.update(results)
        return results

    def _holds(self, name: str, result: UnitResult) -> bool:
        """Whether a unit would give the same today, and its files lie as they did."""
        if result.table != self.transaction.table(name):
            return False
        return result.day is None or (result.day <= self.day and (result.until is None or self.day < result.until))

    def _take(self, name: str, made: Made) -> UnitResult:
        untils = [one.until for one in made.summaries if one.until is not None]
        return UnitResult(
            table=self.transaction.take(name, made.batch),
            pages=digest(*(path.encode() for path in sorted(made.batch.files) if path.endswith(".html"))),
            unlisted=tuple(made.batch.unlisted),
            summaries=made.summaries,
            day=self.day if made.summaries else None,
            until=min(untils, default=None),
        )

    def _pages(self) -> tuple[str, ...]:
        """What the addresses of all pages depend on."""
        return tuple(f"{name} {one.pages} {' '.join(one.unlisted)}" for name, one in sorted(self.results.items()))

    def _unlisted(self) -> tuple[str, ...]:
        return tuple(address for one in self.results.values() for address in one.unlisted)

    def _refuse_lost_units(self) -> None:
        shared = self.shared.register.records.values()
        self._refuse(
            record.path
            for record in shared
            if record.kind not in CLUSTER_PAGES
            and isinstance(record, Record)
            and not record.is_draft
            and of_record(record.identity) not in self.results
        )

    def _refuse(self, lost: Iterable[str]) -> None:
        """Every file under content/ is a page or a draft by now; one that is neither is told of, never passed over."""
        problems = tuple(
            Problem(
                code="bortfallen-fil",
                path=path,
                message="Filen blev varken en sida, ett utkast eller ett fel. Det är ett fel i portalen.",
                hint="Rapportera det till portalens utvecklare.",
            )
            for path in lost
        )
        if problems:
            raise RefusedError(problems)

    def _sweep(self, summaries: Sequence[Summary]) -> None:
        """Forget the parts that no summary leads to."""
        for part in PARTS:
            self.cache.keep_only(part, frozenset(one.digests[part] for one in summaries))
