"""The way through: files → records → register → problems, and views → files.

`examine` reads, links and checks; `build` makes the site of what was examined, or refuses. Both do only what an
edit has made necessary: a bundle whose key is as before gives what it gave then. Nothing here knows of Pelican:
the environment that renders comes from outside.
"""

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pledges.build.pages import collection_units, gathered_pages, municipality_pages, shared_pages
from pledges.build.summarise import summarise
from pledges.content.geography import Geography
from pledges.content.kinds import Kind
from pledges.content.library import SHARED, Cluster, ContentLibrary
from pledges.content.problems import Problem, Severity, as_text, has_errors
from pledges.content.record import Record
from pledges.exports import site_script
from pledges.exports.charts import chart_artifacts
from pledges.exports.images import attachment_artifacts
from pledges.exports.map import map_artifacts
from pledges.exports.open_data import event_artifacts, index_artifact, record_artifacts
from pledges.exports.place_finder import finding_artifacts
from pledges.exports.sitemap import robots_artifact, sitemap_artifacts
from pledges.feeds.documents import feed_units, index_artifacts
from pledges.history.snapshot import take_snapshot
from pledges.incremental.artifact import Artifact, Unit
from pledges.incremental.cache import Cache, DamagedError
from pledges.incremental.fingerprint import code_key, digest, serialise
from pledges.incremental.output import MARKER, Batch, Transaction, WriteCounts
from pledges.incremental.parallel import spread
from pledges.incremental.scan import Seen
from pledges.rules import check, check_addresses
from pledges.settings import Settings
from pledges.urls import of_record, output_path
from pledges.views.country.country import Country
from pledges.views.country.summary import Summary
from pledges.views.country.summary_store import PARTS, put_away
from pledges.views.rendering import Renderer

MEMORY = "minne"  # beside the output: what the units of an earlier build gave
_UNITS = "enheter"
CACHE = Path(__file__).resolve().parents[3] / ".cache" / "register"


@dataclass(frozen=True, slots=True)
class Examined:
    """What is in content/, and every problem in it."""

    library: ContentLibrary
    problems: tuple[Problem, ...]


class Built:
    """What a build did: how many files were written, and what the site is gathered from."""

    def __init__(self, tally: WriteCounts, country: Country, transaction: Transaction) -> None:
        self.tally = tally
        self.country = country
        self.count = tally.written + tally.unchanged
        self.indexed: frozenset[str] = frozenset()
        self._transaction = transaction

    @property
    def paths(self) -> frozenset[str]:
        """Every file of the site; those of the search index as far as `indexed` tells of them."""
        return self._transaction.paths | self.indexed


class RefusedError(Exception):
    """The content has errors; nothing has been written. `problems` holds all of them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(as_text(problems))
        self.problems = problems


def examine(content: Path, geography: Geography, cache: Path = CACHE, seen: Sequence[Seen] | None = None) -> Examined:
    """Read, link and check everything under `content`. `cache` may be lost or damaged at any time.

    `seen` is what `scan` has seen in `content`, where somebody has looked already.
    """
    store = Cache(cache / digest(str(content.resolve()).encode()), code_key())
    library = ContentLibrary(content, geography, store, seen)
    problems = list(library.discovery.problems)
    problems += _checked_bundles(library)
    problems += _checked_addresses(library)
    return Examined(library, tuple(sorted(problems, key=lambda problem: problem.order)))


def _checked_bundles(library: ContentLibrary) -> list[Problem]:
    """The problems of the shared records and of every bundle; those of what is unchanged are remembered."""
    remembered: dict[str, tuple[str, list[Problem]]] = library.store.get("provade") or {}
    clusters = (Cluster((SHARED,), library.shared_key), *library.clusters)
    changed = [cluster for cluster in clusters if remembered.get(cluster.name, ("",))[0] != cluster.key]

    def examine_bundle(cluster: Cluster) -> list[Problem]:
        is_shared = cluster.name == SHARED
        register = library.shared if is_shared else library.register(cluster.slugs)
        own = frozenset(
            record.identity for record in register.records.values() if is_shared or record.municipality in cluster.slugs
        )
        return check(register, library.attachments, library.log(cluster.slugs), own, library.found(cluster.slugs))

    fresh = dict(zip((cluster.name for cluster in changed), spread(examine_bundle, changed, "Prövar"), strict=True))
    known = {
        cluster.name: (cluster.key, fresh[cluster.name] if cluster.name in fresh else remembered[cluster.name][1])
        for cluster in clusters
    }
    if fresh or known.keys() != remembered.keys():
        library.store.put("provade", known)
    return [problem for _, problems in known.values() for problem in problems]


def _checked_addresses(library: ContentLibrary) -> list[Problem]:
    """What takes the whole site to see. The outlines tell whether there is anything to look closer at."""
    notable = [record for outline in library.outlines.values() for record in outline.notable]
    log = library.remembered_addresses()
    problems = check_addresses(notable, library.identities, log, library.geography)
    if any(problem.code == "sida-forsvinner" for problem in problems):
        everything = library.records(library.outlines)
        problems = check_addresses(everything, library.identities, log, library.geography)
    return [*log.problems, *problems]


@dataclass(frozen=True, slots=True)
class Made:
    """What a unit of work gave: its files, the municipalities' summaries where it was a bundle, and files lost."""

    batch: Batch
    summaries: tuple[Summary, ...] = ()
    lost: tuple[str, ...] = ()


@dataclass(frozen=True)
class Remembered:
    """What a unit gave, and on which days that holds: from `day` to the day before `until`, where those matter.

    `table` names its files, `pages` is the digest of its pages' addresses and `unlisted` are those that search engines
    are not to list.
    """

    key: str
    table: str
    pages: str
    unlisted: tuple[str, ...]
    summaries: tuple[Summary, ...] = ()
    day: date | None = None
    until: date | None = None


class Build:
    """One build: everything that its steps share."""

    def __init__(
        self, examined: Examined, settings: Settings, day: date, renderer: Renderer, transaction: Transaction
    ) -> None:
        self.library = examined.library
        self.settings = settings
        self.day = day
        self.renderer = renderer
        self.transaction = transaction
        self.store = Cache(transaction.work / MEMORY, code_key() + bytes.fromhex(renderer.maker))
        self.common = take_snapshot(self.library.shared, day, settings, self.library.log((SHARED,)))
        self._known: dict[str, Remembered] = {}
        self._now: dict[str, Remembered] = {}

    def run(self) -> Built:
        """Make the site. Raises OutputError where the folder can't be used."""
        with self.transaction:
            self._known = self.store.get(_UNITS) or {}
            summaries = self._bundles()
            shared = summaries.pop(SHARED)
            country = Country(self.common, summaries, shared, self.store)
            self._units((*collection_units(country, self.renderer), *self._gathered(country), self._theme()))
            self._units((self._sitemap(country),))
            self._refuse_lost_units()
            if self._now != self._known:
                self.store.put(_UNITS, self._now)
            tally = self.transaction.commit()
            self._sweep((*summaries.values(), shared))
            return Built(tally, country, self.transaction)

    def _bundles(self) -> dict[str, Summary]:
        """The pages of every municipality, and their summaries by slug in the order of the alphabet; the shared first."""
        geography = self.library.geography
        clusters = [Cluster((SHARED,), self.library.shared_key), *self.library.clusters]
        seen = {slug for cluster in clusters for slug in cluster.slugs}
        clusters += [
            Cluster((slug,), self.library.empty_key(slug)) for slug in geography.municipalities if slug not in seen
        ]
        settings = serialise(self.settings)
        keys = {cluster.name: digest(cluster.key.encode(), settings) for cluster in clusters}
        changed = [cluster for cluster in clusters if not self._keep(cluster.name, keys[cluster.name])]
        lost: list[str] = []
        for cluster, made in zip(changed, spread(self._make_bundle, changed, "Bygger"), strict=True):
            lost.extend(made.lost)
            self._take(cluster.name, keys[cluster.name], made, self.day)
        self._refuse(lost)
        found = {
            SHARED if cluster.name == SHARED else one.slug: one
            for cluster in clusters
            for one in self._now[cluster.name].summaries
        }
        return {slug: found[slug] for slug in (SHARED, *geography.municipalities)}

    def _keep(self, name: str, key: str) -> bool:
        """Keep what a unit gave last time, if it would give the same today and its files lie as they did."""
        found = self._known.get(name)
        if found is None or found.key != key or found.table != self.transaction.table(name):
            return False
        if found.day is not None and (self.day < found.day or (found.until is not None and self.day >= found.until)):
            return False
        self.transaction.keep(name)
        self._now[name] = found
        return True

    def _take(self, name: str, key: str, made: Made, day: date | None = None) -> None:
        table = self.transaction.take(name, made.batch)
        untils = [one.until for one in made.summaries if one.until is not None]
        pages = digest(*(path.encode() for path in sorted(made.batch.files) if path.endswith(".html")))
        self._now[name] = Remembered(
            key, table, pages, tuple(made.batch.unlisted), made.summaries, day, min(untils, default=None)
        )  # fmt: skip

    def _make_bundle(self, cluster: Cluster) -> Made:
        library = self.library
        if cluster.name == SHARED:
            snapshot, known = self.common, [""]
        else:
            snapshot = take_snapshot(library.register(cluster.slugs), self.day, self.settings, library.log(cluster.slugs))
            known = [slug for slug in cluster.slugs if slug in library.geography.municipalities]
        stager = self.transaction.stager(cluster.name)
        summaries = []
        for slug in known:
            summary, stock = summarise(snapshot, slug)
            for view in municipality_pages(snapshot, slug) if slug else shared_pages(snapshot):
                stager.put(self.renderer.artifact(view))
            for artifact in (*record_artifacts(snapshot, slug), *event_artifacts(snapshot, slug)):
                stager.put(artifact)
            summaries.append(put_away(self.store, summary, stock))
        folders = (None,) if cluster.name == SHARED else cluster.slugs
        for artifact in self._attachments(snapshot.register.records.values(), folders):
            stager.put(artifact)
        lost = (
            record.path
            for record in snapshot.register.records.values()
            if (record.municipality or "") in known
            and not (record.is_draft or self._is_unit(record))
            and output_path(of_record(record.identity)) not in stager.batch.files
        )
        return Made(stager.batch, tuple(summaries), tuple(lost))

    def _attachments(self, records: Iterable[Record], folders: Sequence[str | None]) -> Iterator[Artifact]:
        mine = [source for source in self.library.discovery.attachments if source.municipality in folders]
        return attachment_artifacts(self.library.content, mine, records) if mine else iter(())

    def _gathered(self, country: Country) -> Iterator[Unit]:
        """What can be followed, and what tells of the whole country."""
        yield from feed_units(country, self.renderer.artifact, self.library.shared_key)
        faces = [f"{one.face} {one.last_told is not None}" for one in (*country.summaries.values(), country.shared)]
        key = digest(
            self.library.shared_key.encode(), serialise(self.settings), str(self.day).encode(), "".join(faces).encode()
        )

        def make() -> Iterator[Artifact]:
            yield from (self.renderer.artifact(view) for view in gathered_pages(country))
            yield from finding_artifacts(country)
            yield from map_artifacts(country)
            yield from chart_artifacts(country)
            yield from index_artifacts(country)
            yield index_artifact(country)
            yield robots_artifact(self.settings)

        yield Unit("landet", key, make)

    def _theme(self) -> Unit:
        """The theme's files, the script of every page, which knows the day of the build, and the file that tells it."""
        assets = self.renderer.assets

        def make() -> Iterator[Artifact]:
            for name, asset in assets.items():
                if name not in site_script.PARTS:
                    yield Artifact(asset.path, asset.data, "asset", _as_it_is)
            yield site_script.script(self.day, [assets[name].data for name in site_script.PARTS])
            yield Artifact(MARKER, {"dag": self.day.isoformat()}, "marker", serialise)

        return Unit("tema", str(self.day), make)

    def _sitemap(self, country: Country) -> Unit:
        everyone = country.summaries.values()
        about = [f"{name} {one.pages} {' '.join(one.unlisted)}" for name, one in sorted(self._now.items())]
        key = digest(
            self.settings.address.encode(), *(one.encode() for one in (*about, *(one.pages for one in everyone)))
        )

        def make() -> Iterator[Artifact]:
            days: dict[str, date] = {}
            for summary in everyone:
                for address, day in country.parts_of(summary).pages.items():
                    days[address] = max(day, days.get(address, day))
            unlisted = (address for one in self._now.values() for address in one.unlisted)
            return sitemap_artifacts(self.settings, days, self.transaction.paths, unlisted)

        return Unit("webbkarta", key, make)

    def _units(self, units: Sequence[Unit]) -> None:
        """Keep the files of every unit that is as it was, and make the others."""
        changed = [unit for unit in units if not self._keep(unit.name, unit.key)]
        for unit, made in zip(changed, spread(self._make_unit, changed, "Bygger listor"), strict=True):
            self._take(unit.name, unit.key, made)

    def _make_unit(self, unit: Unit) -> Made:
        stager = self.transaction.stager(unit.name)
        for artifact in unit.make():
            stager.put(artifact)
        return Made(stager.batch)

    def _is_unit(self, record: Record) -> bool:
        """Whether a record's page is a unit of its own, whose name is its address."""
        return record.kind in (Kind.POLICE_AREA, Kind.THEME, Kind.ACTOR) and record.fields is not None

    def _refuse_lost_units(self) -> None:
        shared = self.common.register.records.values()
        self._refuse(
            record.path
            for record in shared
            if self._is_unit(record) and not record.is_draft and of_record(record.identity) not in self._now
        )

    def _refuse(self, lost: Iterable[str]) -> None:
        """Every file under content/ is a page or a draft by now; one that is neither is told of, never passed over."""
        problems = tuple(
            Problem(
                "bortfallen-fil", Severity.ERROR, path, 0, 0, "",
                "Filen blev varken en sida, ett utkast eller ett fel. Det är ett fel i portalen.",
                "Rapportera det till portalens utvecklare.",
            )
            for path in lost
        )  # fmt: skip
        if problems:
            raise RefusedError(problems)

    def _sweep(self, summaries: Iterable[Summary]) -> None:
        """Forget the stock that no summary leads to."""
        marks = [one.marks for one in summaries]
        for part in PARTS:
            self.store.keep_only(part, frozenset(one[part] for one in marks))


def build(
    examined: Examined,
    output: Path,
    settings: Settings,
    day: date,
    renderer: Renderer,
    looked: Callable[[], frozenset[str] | None] | None = None,
) -> Built:
    """Make the site in `output`. Raises RefusedError on errors, and OutputError where the folder can't be used.

    `looked` gives what `output.intact` found, where somebody has begun to look already.
    """
    if has_errors(examined.problems):
        raise RefusedError(examined.problems)
    try:
        return Build(examined, settings, day, renderer, Transaction(output, looked)).run()
    except DamagedError:
        transaction = Transaction(output)
        shutil.rmtree(transaction.work / MEMORY, ignore_errors=True)
        return Build(examined, settings, day, renderer, transaction).run()


def _as_it_is(data: bytes) -> bytes:
    return data
