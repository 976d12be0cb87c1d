"""The content as the editor sees it, in a process that stays warm: every rule and the real page of a record in no time.

A record that is being written is put in its file's place among the records of its cluster; then everything is as in
a build: linked, checked by every rule, seen on the day and laid out by the same views and templates.
"""

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, wraps
from pathlib import Path
from types import MappingProxyType
from typing import Concatenate, ParamSpec, TypeVar

from jinja2 import Environment, FileSystemLoader

from pledges.build.cluster_files import attachments_of
from pledges.build.examination import CACHE, COMPILED, Examined, examine
from pledges.build.pages import own_view
from pledges.commands.authoring.choices import AuthoringContext, read_context
from pledges.commands.check import CheckReport, report
from pledges.content.discovery import SourceFile, translates
from pledges.content.geography import Geography
from pledges.content.image_variants import PublishedImage
from pledges.content.kinds import NAMES
from pledges.content.library import SHARED, ContentLibrary, is_notable
from pledges.content.problems import Problem, Severity
from pledges.content.reader import read_bytes, read_text
from pledges.content.record import AnyRecord, Record, RemovedRecord, is_gathering
from pledges.content.register import (
    Register,
    exchanged,
    municipality_identity,
    references,
    resolve,
)
from pledges.editing.became import became
from pledges.editing.forms import Choices
from pledges.editing.gathered_pages import GatheredPages
from pledges.editing.half_written import at_own_lines, is_written, readable_of
from pledges.editing.places import RecordPlace, place_of_source
from pledges.editing.reference_lists import ReferenceLists, title_of
from pledges.editing.source import Value
from pledges.editing.waiting_files import WaitingFiles
from pledges.exports.images import PictureError, attachment_artifacts, published_images
from pledges.history.publication_log import PublicationLog, log_of
from pledges.history.snapshot import Snapshot, take_snapshot
from pledges.incremental.fingerprint import digest
from pledges.incremental.template_cache import TemplateCache
from pledges.rules.checking import about_what_is_written, check, known_of
from pledges.rules.days_to_come import told_too_early
from pledges.rules.known import Known
from pledges.rules.whole_site import check_addresses
from pledges.settings import Settings
from pledges.urls import of_record
from pledges.views.cards import card_of
from pledges.views.rendering import Renderer, links_of, load_assets

_MOST_TRIED = 48
_MOST_HELD = 20_000
"""How many records of the municipalities that were asked for last are held: more than the largest has."""
_PATIENCE = 1.0
"""Seconds that a screen waits for content that has been changed to be read, before it goes on with what was read before."""
_log = logging.getLogger(__name__)
_P = ParamSpec("_P")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What a text would be if it stood in a record's file.

    `problems` are its own, `elsewhere` what it would break in other files. `page` is its page's bytes as a build would
    make them, None where it can't be read, and `shown` the record on it; it is `partial` where something can't be read yet, and is left out.
    `card` is how lists show it, as HTML; the empty text for what lists don't show. `became` is what a follow-up and the others of the same make of each action, by its id, in the page's words, and why where it doesn't say so itself.
    """

    problems: tuple[Problem, ...]
    elsewhere: tuple[Problem, ...]
    page: bytes | None
    address: str
    shown: AnyRecord | None
    partial: bool = False
    card: str = ""
    became: Mapping[str, str] = field(default_factory=dict)


_NOTHING: Mapping[RecordPlace, bytes] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A record as it stands in a list."""

    place: RecordPlace
    title: str
    is_draft: bool
    errors: int
    warnings: int


@dataclass(frozen=True, kw_only=True)
class _Cluster:
    """The records of some municipalities as they are saved, linked, and what is wrong with them."""

    slugs: tuple[str, ...]
    register: Register
    reading: tuple[Problem, ...]
    log: PublicationLog
    problems: list[tuple[Problem, ...]] = field(default_factory=list)

    @cached_property
    def known(self) -> Known:
        """What there is to know of them before one is written anew."""
        return known_of(self.register, self.reading)


def _alone(asked: Callable[Concatenate["Workspace", _P], _T]) -> Callable[Concatenate["Workspace", _P], _T]:
    """What a workspace is asked, when nothing else is asked of it."""

    @wraps(asked)
    def when_free(self: "Workspace", /, *arguments: _P.args, **named: _P.kwargs) -> _T:
        with self.one_at_a_time:
            return asked(self, *arguments, **named)

    return when_free


class Workspace:
    """A folder of content. What is read is kept until `refresh`.

    Several may ask at once: what reads or works out something is done one at a time. What a save needs waits for none of that.
    """

    def __init__(
        self,
        content: Path,
        *,
        settings: Settings,
        day: date,
        geography: Geography,
        theme: Path,
        templates: Iterable[str] = (),
        cache: Path = CACHE,
    ) -> None:
        self.content = content
        self.settings = settings
        self.day = day
        self.geography = geography
        self.cache = cache
        self._theme = theme
        self._templates = [*templates, str(theme / "templates")]
        self.one_at_a_time = threading.RLock()
        self._renderer: Renderer | None = None
        self._references = ReferenceLists(self._records_of, geography)
        self._waiting = WaitingFiles(content)
        self._version: Callable[[], str] | None = None
        self._seen: tuple[str, date] | None = None
        self._reader: Executor = ThreadPoolExecutor(
            1, "innehallet"
        )  # begins no thread until it is given something to do
        self._coming: tuple[tuple[str, date], Future[tuple[Examined, CheckReport]]] | None = None
        self.refresh()

    @_alone
    def follow(self, version: Callable[[], str]) -> None:
        """From now on see the files anew only where `version` gives another word than the last time, or the day is another.

        For content that nothing but publications change: looking at every file costs more than a save where they are many.
        It is then read beside what is asked, and what was read before is used until that is done.
        """
        self._version = version
        self._seen = (version(), self.day)
        self._take(*self._read())

    @_alone
    def refresh(self) -> None:
        """See the files as they are now; only what has been changed is read again."""
        if self._version is None:
            self._take(examine(self.content, self.geography, self.cache))
        elif (now := (self._version(), self.day)) != self._seen:
            self._follow_to(now)

    def _follow_to(self, now: tuple[str, date]) -> None:
        """Take what is read of another version or day, once that is done."""
        if self._coming is None:
            self._coming = now, self._reader.submit(self._read)
            wait([self._coming[1]], _PATIENCE)
        of, reading = self._coming
        if not reading.done():
            return
        self._coming = None
        try:
            self._take(*reading.result())
        except Exception:  # what was read before is still there, and the next who asks has it read again
            _log.exception("Innehållet kunde inte läsas")
        else:
            self._seen = of

    def _read(self) -> tuple[Examined, CheckReport]:
        """What is in the content, and what there is to tell of all of it."""
        examined = examine(self.content, self.geography, self.cache)
        return examined, report(examined, self.settings, self.day)

    def _take(self, examined: Examined, told: CheckReport | None = None) -> None:
        """Let this be what is in the content."""
        self.examined = examined
        self._clusters: OrderedDict[tuple[str, ...], _Cluster] = OrderedDict()
        self._gathered = GatheredPages(self.library, self.settings, day=self.day, folder=self.cache.with_name("landet"))
        self._references.renew()
        self._tried: OrderedDict[
            tuple[RecordPlace, bytes, frozenset[str], tuple[tuple[RecordPlace, bytes], ...], bool], Trial
        ] = OrderedDict()
        for worked_out in ("by_municipality", "places", "by_address", "known", "reported", "_told_of"):
            self.__dict__.pop(worked_out, None)
        if told is not None:
            self.__dict__["reported"] = told

    @property
    def library(self) -> ContentLibrary:
        return self.examined.library

    @cached_property
    def by_municipality(self) -> Mapping[str, tuple[str, ...]]:
        """The cluster of each municipality that has a folder or is mentioned."""
        return {slug: cluster.slugs for cluster in self.library.clusters for slug in cluster.slugs}

    @cached_property
    def places(self) -> Mapping[str, RecordPlace]:
        """The places of the records in the content, by path."""
        return {one.path: place_of_source(one) for one in self.library.discovery.records}

    @cached_property
    def by_address(self) -> Mapping[str, RecordPlace]:
        """The places of the records in the content, by the address of their page."""
        return {of_record(place.identity): place for place in self.places.values()}

    @cached_property
    def known(self) -> frozenset[tuple[str, ...]]:
        """What tells the problems of the content from others."""
        return frozenset(map(_said, self.examined.problems))

    @cached_property
    def _told_of(self) -> Mapping[str, tuple[Problem, ...]]:
        """The problems of the content, by path."""
        by_path: dict[str, list[Problem]] = {}
        for problem in self.examined.problems:
            by_path.setdefault(problem.path, []).append(problem)
        return {path: tuple(problems) for path, problems in by_path.items()}

    @cached_property
    def reported(self) -> CheckReport:
        """What there is to tell of the whole content on the day."""
        return report(self.examined, self.settings, self.day)

    @property
    def renderer(self) -> Renderer:
        """What lays out pages: made anew when the menu or the footer has changed."""
        links = links_of(self.library.shared, self.settings)
        if self._renderer is None or self._renderer.links != links:
            environment = Environment(
                loader=FileSystemLoader(self._templates), bytecode_cache=TemplateCache(COMPILED / "sidor", {})
            )
            assets = load_assets(self._theme / "static")
            self._renderer = Renderer(environment, self.settings, links=links, assets=assets)
        return self._renderer

    # Lists.

    def entered(self) -> tuple[str, ...]:
        """The slugs of the municipalities that have a folder, by name."""
        folders = {source.municipality for source in self.library.discovery.records if source.municipality}
        return tuple(slug for slug in self.geography.municipalities if slug in folders)

    @_alone
    def listed(self, municipality: str | None) -> tuple[Listed, ...]:
        """The records of a municipality, or the shared ones, by kind and title."""
        records = {record.path: record for record in self.library.records((municipality or SHARED,))}
        sources = [one for one in self.library.discovery.records if one.municipality == municipality]
        counts: dict[tuple[str, Severity], int] = {}
        for problem in self.examined.problems:
            counts[problem.path, problem.severity] = counts.get((problem.path, problem.severity), 0) + 1
        order = list(NAMES)
        rows = [
            Listed(
                place=place_of_source(source),
                title=self.title(records.get(source.path), source.identity),
                is_draft=(record := records.get(source.path)) is not None and record.is_draft,
                errors=counts.get((source.path, Severity.ERROR), 0),
                warnings=counts.get((source.path, Severity.WARNING), 0),
            )
            for source in sources
        ]
        return tuple(sorted(rows, key=lambda row: (order.index(row.place.kind), row.place.slug)))

    def translations(self, place: RecordPlace) -> tuple[str, ...]:
        """The names of the files with a record's text in other languages."""
        files = (one.path for one in self.library.discovery.translations if translates(one.path)[0] == place.identity)
        return tuple(path.rpartition("/")[2] for path in files)

    def title(self, record: AnyRecord | None, identity: str) -> str:
        """What a record is called; the last of its identity where it can't be read."""
        return title_of(record, identity, self.geography)

    @_alone
    def context(self, municipality: str | None) -> AuthoringContext:
        """What `make new` knows of a municipality."""
        return read_context(
            self.content, self.library.discovery.records, self.geography, day=self.day, place=municipality
        )

    # References.

    def choices(
        self,
        place: RecordPlace,
        values: Mapping[str, Value],
        *,
        beside: Mapping[RecordPlace, bytes] = _NOTHING,
        as_shown: bool = False,
    ) -> Choices:
        """What the references of a record may name: what its municipality has, what is shown at the same time, and what is
        shared. `as_shown`: by the lists that were shown last, where there are any; then nothing is read."""
        return self._references.choices(place, values, _read(beside), as_shown=as_shown)

    # What a text would be.

    @_alone
    def try_out(
        self, place: RecordPlace, raw: bytes, *, near: bool = False, beside: Mapping[RecordPlace, bytes] = _NOTHING
    ) -> Trial:
        """What `raw` would be in the record's file: its problems, what it breaks, and its page.

        `beside` is what other records are to say when this one is shown.

        What it breaks is looked for in all of the cluster, or only in what is linked with the record where `near` is
        said: while one types. Its own problems are the same. Of a text that is not whole yet, what it says of people and what
        it refers to are told of as well: they must not wait until the rest is filled in.

        What was tried last is remembered until the content is another: what one saves is most often what one has just seen.
        """
        waiting, others = self._waiting.named_in(raw), tuple(sorted(beside.items(), key=lambda one: one[0].path))
        for is_near in (False, near):
            if (known := self._tried.get((place, raw, waiting, others, is_near))) is not None:
                return known
        trial = self._try_out(place, raw, waiting, near=near, others=_read(beside))
        self._tried[place, raw, waiting, others, near] = trial
        while len(self._tried) > _MOST_TRIED:
            self._tried.popitem(last=False)
        return trial

    def _try_out(
        self, place: RecordPlace, raw: bytes, waiting: frozenset[str], *, near: bool, others: Sequence[AnyRecord]
    ) -> Trial:
        record, reading = read_bytes(place.source, raw)
        is_broken = any(one.severity is Severity.ERROR for one in reading)
        cluster = self._cluster(place, record)
        register = self._register(cluster, place, record, beside=others)
        # What is shown at the same time tells its own on its own page.
        theirs = {place.path, *(one.path for one in others)}
        elsewhere: tuple[Problem, ...] = ()
        if not others and not waiting and self.library.digests.get(place.path) == digest(raw):
            problems = list(
                self._told_of.get(place.path, ())
            )  # as it is saved: what is wrong is known, and it breaks nothing
        else:
            only = _linked_with(register, place.identity) if near else None
            reads = [one for one in self._reading(cluster, place) if one.path not in theirs]
            anew = only.union(one.identity for one in others) if only is not None else None
            problems = self._check(cluster, register, [*reads, *reading], only=only, waiting=waiting, anew=anew)
            elsewhere = self._new(cluster, (one for one in problems if one.path not in theirs))
        shown = readable_of(place, raw) if record is None or is_broken else record
        own = tuple(one for one in problems if one.path == place.path)
        own += tuple(_told_too_early(record, own, self.day))
        if is_broken and shown is not None and raw != self._in_content(place):
            register = self._register(cluster, place, shown, beside=others)
            told = {(one.code, one.key) for one in own}
            also = (one for one in about_what_is_written(register, shown) if (one.code, one.key) not in told)
            own += tuple(at_own_lines(raw, shown, (one for one in also if is_written(raw, one.key))))
        snapshot = (
            None
            if shown is None
            else self._snapshot(cluster, place, shown, linked=register if shown is record else None, beside=others)
        )
        return Trial(
            problems=own,
            elsewhere=elsewhere,
            page=None if snapshot is None or shown is None else self._page(snapshot, _published(shown)),
            address=of_record(place.identity),
            shown=None if shown is None else _published(shown),
            partial=is_broken,
            card="" if snapshot is None or shown is None else self._card(snapshot, _published(shown)),
            became={} if snapshot is None or shown is None else became(snapshot, shown),
        )

    def _in_content(self, place: RecordPlace) -> bytes:
        path = self.content / place.path
        return path.read_bytes() if path.is_file() else b""

    @_alone
    def picture(self, address: str, shown: AnyRecord | None) -> bytes | None:
        """A picture or document beside the records as it is published, whichever of its sizes; None where there is none.

        `shown` is a record that is being written, whose pictures are published too.
        """
        folder = address.split("/")[1] if address.startswith("kommuner/") else None
        saved = self.library.records((folder or SHARED,))
        records = saved if shown is None else [*(one for one in saved if one.path != shown.path), shown]
        try:
            for where, attachments in self._files((folder,)):
                images = published_images(where, attachments, records)
                made = attachment_artifacts(where, attachments, records=records, images=images)
                found = next((one for one in made if one.path == address), None)
                if found is not None:
                    return found.make(found.source)
        except PictureError:
            return None
        return (self.content / address).read_bytes() if address in self.library.attachments else None

    def _images(self, cluster: _Cluster) -> Callable[[Register], Mapping[str, PublishedImage]]:
        """Finds the pictures in the texts; none where one of them can't be published, which the rules tell of."""
        files = self._files((None,) if cluster.slugs == (SHARED,) else cluster.slugs)

        def images(register: Register) -> Mapping[str, PublishedImage]:
            found: dict[str, PublishedImage] = {}
            for where, attachments in files:
                with suppress(PictureError):
                    found |= published_images(where, attachments, register.records.values()) if attachments else {}
            return found

        return images

    def _files(self, municipalities: tuple[str | None, ...]) -> tuple[tuple[Path, tuple[SourceFile, ...]], ...]:
        """The pictures and documents of some municipalities, or of none: those of the content, and those that wait for it."""
        return (
            (self.content, attachments_of(self.library, municipalities)),
            (self._waiting.folder, self._waiting.sources(municipalities)),
        )

    @_alone
    def is_published(self, place: RecordPlace) -> bool:
        """Whether readers have been given the record's page, as far as the content remembers."""
        return place.identity in self._cluster(place, None).log.addresses

    @_alone
    def is_referred_to(self, place: RecordPlace) -> bool:
        """Whether any other record says something of it."""
        cluster = self._cluster(place, None)
        return bool(self._register(cluster, place, None).back.get(place.identity))

    @_alone
    def page_at(self, place: RecordPlace) -> bytes | None:
        """The page of a record as it is saved; None where there is none, or it can't be read."""
        own = self.library.records((place.municipality or SHARED,))
        record = next((one for one in own if one.path == place.path), None)
        if record is None:
            return None
        return self._page(self._snapshot(self._cluster(place, record), place, record), _published(record))

    def asset(self, path: str) -> bytes | None:
        """A file of the theme, by its path in the output."""
        return next((one.data for one in self.renderer.assets.values() if one.path == path), None)

    def _cluster(self, place: RecordPlace, record: AnyRecord | None) -> _Cluster:
        slugs = self._slugs(place, record)
        if slugs not in self._clusters:
            self._clusters[slugs] = _Cluster(
                slugs=slugs,
                register=self.library.shared if slugs == (SHARED,) else self.library.register(slugs),
                reading=tuple(self.library.reading_problems(slugs)),
                log=log_of(self.content, slugs),
            )
        self._clusters.move_to_end(slugs)
        while (
            len(self._clusters) > 1 and sum(len(one.register.records) for one in self._clusters.values()) > _MOST_HELD
        ):
            self._clusters.popitem(last=False)
        return self._clusters[slugs]

    @_alone
    def _records_of(self, folder: str) -> tuple[AnyRecord, ...]:
        """The records of a municipality as they are saved, or the shared ones."""
        held = self._clusters.get(self.by_municipality.get(folder, (folder,)))
        if held is None:
            return tuple(self.library.records((folder,)))
        return tuple(one for one in held.register.records.values() if (one.municipality or SHARED) == folder)

    def _slugs(self, place: RecordPlace, record: AnyRecord | None) -> tuple[str, ...]:
        """The municipalities that the record's belongs together with, also by what the record itself refers to."""
        if place.municipality is None:
            return (SHARED,)
        slugs = set(self.by_municipality.get(place.municipality, ())) | {place.municipality}
        for reference in references(record) if record is not None else ():
            target = resolve(reference, place.municipality) or ""
            if target.startswith("kommuner/"):
                other = target.split("/")[1]
                slugs |= {other, *self.by_municipality.get(other, ())}
        return tuple(sorted(slugs))

    def _register(
        self, cluster: _Cluster, place: RecordPlace, record: AnyRecord | None, *, beside: Sequence[AnyRecord] = ()
    ) -> Register:
        own = [one for one in beside if one.path != place.path and (one.municipality or SHARED) in cluster.slugs]
        along = {place.identity, *(one.identity for one in beside)}
        known = self.library.identities
        return exchanged(
            cluster.register,
            frozenset({place.identity}),
            own if record is None else [*own, record],
            identities=known if along <= known else known | along,
        )

    def _reading(self, cluster: _Cluster, place: RecordPlace) -> list[Problem]:
        return [one for one in cluster.reading if one.path != place.path]

    def _new(self, cluster: _Cluster, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Those of `problems` that the cluster as it is saved does not have. All of it is tried only for what is not known
        from when the content was read."""
        left = [one for one in problems if _said(one) not in self.known]
        before = {_said(one) for one in self._before(cluster)} if left else ()
        return tuple(one for one in left if _said(one) not in before)

    def _before(self, cluster: _Cluster) -> tuple[Problem, ...]:
        """What is wrong with the cluster as it is saved."""
        if not cluster.problems:
            cluster.problems.append(tuple(self._check(cluster, cluster.register, list(cluster.reading))))
        return cluster.problems[0]

    def _check(
        self,
        cluster: _Cluster,
        register: Register,
        reading: list[Problem],
        *,
        only: frozenset[str] | None = None,
        anew: frozenset[str] | None = None,
        waiting: frozenset[str] = frozenset(),
    ) -> list[Problem]:
        """What the rules say of a cluster, or `only` of some of its records, with the files that are `waiting` in their place.

        Of records that are not to be looked at `anew` it is taken for granted that they are as they were saved; None is all.
        """
        asked = register.records.keys() if only is None else only & register.records.keys()
        identities = frozenset(one for one in asked if (register.records[one].municipality or SHARED) in cluster.slugs)
        discovery = self.library.discovery
        misnamed = frozenset(one.path for one in discovery.misnamed)
        misnamed |= frozenset(one.path for one in discovery.problems)
        problems = check(
            register,
            attachments=self.library.attachments | waiting,
            log=cluster.log,
            only=identities,
            reading_problems=reading,
            misnamed=misnamed,
            known=cluster.known.but_for(anew) if anew is not None else None,
        )
        notable = (one for one in register.records.values() if is_notable(one))
        addresses = check_addresses(notable, register.identities, log=cluster.log, geography=self.geography)
        if any(
            one.code == "sida-forsvinner" for one in addresses
        ):  # of which all the others may tell what became of it
            every = register.records.values()
            addresses = check_addresses(every, register.identities, log=cluster.log, geography=self.geography)
        return [*problems, *addresses]

    # The page.

    def _snapshot(
        self,
        cluster: _Cluster,
        place: RecordPlace,
        record: AnyRecord,
        *,
        linked: Register | None = None,
        beside: Sequence[AnyRecord] = (),
    ) -> Snapshot:
        """The cluster on the day with `record` in it; with a draft as it would be if it were none.

        `linked` is the register with `record` in it, where there is one already.
        """
        shown = _published(record)
        register = (
            linked if linked is not None and shown is record else self._register(cluster, place, shown, beside=beside)
        )
        return take_snapshot(register, self.day, settings=self.settings, log=cluster.log, images=self._images(cluster))

    def _page(self, snapshot: Snapshot, shown: AnyRecord) -> bytes | None:
        """The page as a build would make it."""
        view = self._gathered.view(snapshot, shown) if is_gathering(shown) else own_view(snapshot, shown)
        return None if view is None else self.renderer.page(view)

    def _card(self, snapshot: Snapshot, shown: AnyRecord) -> str:
        card = card_of(snapshot, shown)
        return "" if card is None else self.renderer.card(card, of_record(shown.identity))


def _said(problem: Problem) -> tuple[str, ...]:
    return problem.path, problem.code, problem.key, problem.message


def _read(beside: Mapping[RecordPlace, bytes]) -> list[AnyRecord]:
    """The records of texts, of those that are whole."""
    return [one for place, raw in beside.items() if (one := read_text(place.source, raw)[0]) is not None]


def _told_too_early(record: AnyRecord | None, told: Iterable[Problem], day: date) -> Iterator[Problem]:
    """What a record tells as done on a day that has not come, where nothing else is told at the same row."""
    lines = {one.line for one in told}
    if isinstance(record, Record):
        yield from (one for _, one in told_too_early(record, day) if one.line not in lines)


def _linked_with(register: Register, identity: str) -> frozenset[str]:
    """A record with those that it refers to and those that refer to it, and its municipality's own page."""
    parts = identity.split("/")
    home = (municipality_identity(parts[1]),) if parts[0] == "kommuner" else ()
    targets = (one.target for one in register.out.get(identity, ()))
    sources = (one.source for one in register.back.get(identity, ()))
    return frozenset({identity, *home, *(one for one in targets if one), *sources})


def _published(record: AnyRecord) -> AnyRecord:
    if isinstance(record, RemovedRecord) or not record.is_draft:
        return record
    return replace(record, fields=record.fields.model_copy(update={"status": None}))
