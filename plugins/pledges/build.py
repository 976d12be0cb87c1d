"""The way through: files → records → register → problems, and views → files.

`examine` reads, links and checks; `build` makes the site of what was examined, or refuses. Both do only what an
edit has made necessary: a bundle whose key is as before gives what it gave then. Nothing here knows of Pelican:
the environment that renders comes from outside.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pledges import age
from pledges.addresses import of_record, output_path
from pledges.artefacts import Artefact, Unit, digest, serialise
from pledges.attachments import attachment_artefacts
from pledges.charts import chart_artefacts
from pledges.feeds import feed_units
from pledges.finding import finding_artefacts
from pledges.geography import Geography
from pledges.library import SHARED, Bundle, Library
from pledges.maps import map_artefacts
from pledges.opendata import record_artefacts
from pledges.output import MARKER, Batch, Tally, Transaction
from pledges.pages import collection_units, gathered_pages, municipality_pages, shared_pages
from pledges.parallel import spread
from pledges.problems import Problem, Severity, as_text, has_errors
from pledges.records import Record
from pledges.rendering import Renderer
from pledges.rules import check, check_addresses
from pledges.settings import Settings
from pledges.sitemap import sitemap_artefacts
from pledges.store import Store, code_key
from pledges.summaries import Summary, summarise
from pledges.views.gathered import Gathering, gather
from pledges.views.outlook import look

CACHE = Path(__file__).resolve().parents[2] / ".cache" / "register"


@dataclass(frozen=True, slots=True)
class Examined:
    """What is in content/, and every problem in it."""

    library: Library
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did."""

    tally: Tally
    summaries: Mapping[str, Summary]
    paths: frozenset[str]


class RefusedError(Exception):
    """The content has errors; nothing has been written. `problems` holds all of them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(as_text(problems))
        self.problems = problems


def examine(content: Path, geography: Geography, cache: Path = CACHE) -> Examined:
    """Read, link and check everything under `content`. `cache` may be lost or damaged at any time."""
    store = Store(cache / digest(str(content.resolve()).encode()), code_key())
    library = Library(content, geography, store)
    problems = list(library.discovery.problems)
    problems += check(
        library.shared,
        library.attachments,
        library.memory((SHARED,)),
        frozenset(library.shared.records),
        library.found((SHARED,)),
    )
    problems += _checked_bundles(library)
    problems += _checked_addresses(library)
    return Examined(library, tuple(sorted(problems, key=lambda problem: problem.order)))


def _checked_bundles(library: Library) -> list[Problem]:
    """The problems of every bundle; those of an unchanged one are remembered."""
    remembered: dict[str, tuple[str, list[Problem]]] = library.store.get("provade") or {}
    changed = [bundle for bundle in library.bundles if remembered.get(bundle.name, ("",))[0] != bundle.key]

    def examine_bundle(bundle: Bundle) -> list[Problem]:
        register = library.register(bundle.slugs)
        own = frozenset(record.identity for record in register.records.values() if record.municipality in bundle.slugs)
        return check(register, library.attachments, library.memory(bundle.slugs), own, library.found(bundle.slugs))

    fresh = dict(zip((bundle.name for bundle in changed), spread(examine_bundle, changed, "Prövar"), strict=True))
    known = {
        bundle.name: (bundle.key, fresh[bundle.name] if bundle.name in fresh else remembered[bundle.name][1])
        for bundle in library.bundles
    }
    if fresh or known.keys() != remembered.keys():
        library.store.put("provade", known)
    return [problem for _, problems in known.values() for problem in problems]


def _checked_addresses(library: Library) -> list[Problem]:
    """What takes the whole site to see. The outlines tell whether there is anything to look closer at."""
    notable = [record for outline in library.outlines.values() for record in outline.notable]
    memory = library.remembered_addresses()
    problems = check_addresses(notable, library.identities, memory, library.geography)
    if any(problem.code == "sida-forsvinner" for problem in problems):
        everything = library.records(library.outlines)
        problems = check_addresses(everything, library.identities, memory, library.geography)
    return [*memory.problems, *problems]


@dataclass(frozen=True, slots=True)
class Made:
    """What a unit of work gave: its files, and the municipalities' summaries where it was a bundle."""

    batch: Batch
    summaries: tuple[Summary, ...] = ()


@dataclass(frozen=True, slots=True)
class Remembered:
    """What a bundle gave, and on which days that holds: from `day` to the day before `until`."""

    key: str
    day: date
    until: date | None
    summaries: tuple[Summary, ...]
    files: Mapping[str, str]


class Build:
    """One build: everything that its steps share."""

    def __init__(self, examined: Examined, output: Path, settings: Settings, day: date, renderer: Renderer) -> None:
        self.library = examined.library
        self.settings = settings
        self.day = day
        self.renderer = renderer
        self.transaction = Transaction(output)
        self.store = Store(self.transaction.work / "minne", code_key() + bytes.fromhex(renderer.maker))

    def run(self) -> Built:
        """Make the site. Raises OutputError where the folder can't be used."""
        with self.transaction:
            summaries = self._bundles()
            self._gathered(summaries)
            lost = self._lost()
            if lost:
                raise RefusedError(lost)
            return Built(self.transaction.commit(), summaries, self.transaction.paths)

    def _bundles(self) -> dict[str, Summary]:
        """The pages of every municipality, and their summaries by slug in the order of the alphabet."""
        geography = self.library.geography
        bundles = list(self.library.bundles)
        seen = {slug for bundle in bundles for slug in bundle.slugs}
        empty = [slug for slug in geography.municipalities if slug not in seen]
        bundles += [Bundle((slug,), self._empty_key(slug)) for slug in empty]
        keys = {bundle.name: digest(bundle.key.encode(), serialise(self.settings)) for bundle in bundles}
        summaries: dict[str, Summary] = {}
        changed = []
        for bundle in bundles:
            remembered = self._remembered(bundle.name, keys[bundle.name])
            if remembered is None:
                changed.append(bundle)
            else:
                summaries.update((summary.slug, summary) for summary in remembered.summaries)
        for bundle, made in zip(changed, spread(self._make_bundle, changed, "Bygger"), strict=True):
            self.transaction.take(made.batch)
            summaries.update((summary.slug, summary) for summary in made.summaries)
            self._remember(bundle.name, keys[bundle.name], made)
        self.store.keep_only("byggda", frozenset(keys))
        return {slug: summaries[slug] for slug in geography.municipalities}

    def _empty_key(self, slug: str) -> str:
        return digest(slug.encode(), self.library.outlines[SHARED].key.encode())

    def _remembered(self, name: str, key: str) -> Remembered | None:
        """What the bundle gave last time, if it would give the same today and its files lie as they did."""
        found: Remembered | None = self.store.get(f"byggda/{name}")
        if found is None or found.key != key or self.day < found.day or (found.until and self.day >= found.until):
            return None
        stager = self.transaction.stager()
        if not stager.keep(found.files):
            return None
        self.transaction.take(stager.batch)
        return found

    def _remember(self, name: str, key: str, made: Made) -> None:
        untils = [summary.until for summary in made.summaries if summary.until is not None]
        self.store.put(
            f"byggda/{name}",
            Remembered(key, self.day, min(untils, default=None), made.summaries, made.batch.digests),
        )

    def _make_bundle(self, bundle: Bundle) -> Made:
        library = self.library
        outlook = look(library.register(bundle.slugs), self.day, self.settings, library.memory(bundle.slugs))
        known = tuple(slug for slug in bundle.slugs if slug in library.geography.municipalities)
        stager = self.transaction.stager()
        for slug in known:
            for view in municipality_pages(outlook, slug):
                stager.put(self.renderer.artefact(view))
            for artefact in record_artefacts(outlook, slug):
                stager.put(artefact)
        for artefact in self._attachments(outlook.register.records.values(), bundle.slugs):
            stager.put(artefact)
        return Made(stager.batch, tuple(summarise(outlook, slug) for slug in known))

    def _attachments(self, records: Iterable[Record], folders: tuple[str | None, ...]) -> Iterator[Artefact]:
        mine = [source for source in self.library.discovery.attachments if source.municipality in folders]
        return attachment_artefacts(self.library.content, mine, records) if mine else iter(())

    def _gathered(self, summaries: dict[str, Summary]) -> None:
        """The pages that gather from many municipalities, and every other file."""
        common = look(self.library.shared, self.day, self.settings, self.library.memory((SHARED,)))
        gathering = gather(common, summaries)
        self._units((*collection_units(gathering, self.renderer), *feed_units(gathering)))
        stager = self.transaction.stager()
        unlisted = []
        for view in (*shared_pages(common), *gathered_pages(gathering)):
            stager.put(self.renderer.artefact(view))
            if not view.meta.indexed:
                unlisted.append(view.meta.address)
        for artefact in (*self._data(gathering), *self._theme()):
            stager.put(artefact)
        self.transaction.take(stager.batch)
        stager = self.transaction.stager()
        for artefact in sitemap_artefacts(gathering, self.transaction.paths, unlisted):
            stager.put(artefact)
        self.transaction.take(stager.batch)

    def _units(self, units: Sequence[Unit]) -> None:
        """Keep the files of every unit that is as it was, and make the others."""
        remembered: dict[str, tuple[str, Mapping[str, str]]] = self.store.get("enheter") or {}
        known, changed = {}, []
        for unit in units:
            key, files = remembered.get(unit.name, ("", {}))
            stager = self.transaction.stager()
            if key == unit.key and stager.keep(files):
                self.transaction.take(stager.batch)
                known[unit.name] = (key, files)
            else:
                changed.append(unit)
        for unit, batch in zip(changed, spread(self._make_unit, changed, "Bygger listor"), strict=True):
            self.transaction.take(batch)
            known[unit.name] = (unit.key, batch.digests)
        if changed or known.keys() != remembered.keys():
            self.store.put("enheter", known)

    def _make_unit(self, unit: Unit) -> Batch:
        stager = self.transaction.stager()
        for artefact in unit.make():
            stager.put(artefact)
        return stager.batch

    def _data(self, gathering: Gathering) -> Iterator[Artefact]:
        """What scripts, programs and readers of pictures get, and the small file that tells the day of the build."""
        yield from finding_artefacts(gathering)
        yield from map_artefacts(gathering)
        yield from chart_artefacts(gathering)
        yield from record_artefacts(gathering.outlook)
        yield from self._attachments(self.library.shared.records.values(), (None,))
        yield Artefact(MARKER, {"dag": self.day.isoformat()}, "marker", serialise)

    def _theme(self) -> Iterator[Artefact]:
        """The theme's files, and the script of every page, which knows the day of the build."""
        assets = self.renderer.assets
        for name, asset in assets.items():
            if name not in age.PARTS:
                yield Artefact(asset.path, asset.data, "asset", _as_it_is)
        yield age.script(self.day, [assets[name].data for name in age.PARTS])

    def _lost(self) -> tuple[Problem, ...]:
        """Every file under content/ is a page or a draft by now; one that is neither is told of, never passed over."""
        paths = self.transaction.paths
        pages = {
            identity
            for outline in self.library.outlines.values()
            for identity, is_draft in outline.paths
            if is_draft or output_path(of_record(identity)) in paths
        }
        return tuple(
            Problem(
                "bortfallen-fil", Severity.ERROR, source.path, 0, 0, "",
                "Filen blev varken en sida, ett utkast eller ett fel. Det är ett fel i portalen.",
                "Rapportera det till portalens utvecklare.",
            )
            for source in self.library.discovery.records
            if source.identity not in pages
        )  # fmt: skip


def build(examined: Examined, output: Path, settings: Settings, day: date, renderer: Renderer) -> Built:
    """Make the site in `output`. Raises RefusedError on errors, and OutputError where the folder can't be used."""
    if has_errors(examined.problems):
        raise RefusedError(examined.problems)
    return Build(examined, output, settings, day, renderer).run()


def _as_it_is(data: bytes) -> bytes:
    return data
