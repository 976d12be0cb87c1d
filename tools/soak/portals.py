"""One country of twenty portals, each of a part of the country: gathered, broken and built. First of all that is in content/,
then of the made-up country with as many pledges as `LARGE`.

Each portal publishes what a publication would of its records, served by a web server of its own; nothing else is made up
but what the broken ones say.
"""

import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import orjson

from bench.country import write_country
from pledges.build.examination import examine
from pledges.build.site import Built
from pledges.content import geography
from pledges.content.library import ContentLibrary
from pledges.content.origins import ORIGINS
from pledges.exports.open_data import record_artifacts
from pledges.history.publication_log import PublicationLog
from pledges.history.snapshot import take_snapshot
from pledges.portals.gather import Gathered, gather
from pledges.settings import Settings
from soak.report import Result
from support.other_portals import PortalServer, answer, serving, with_manifest
from support.sites import CONTENT, SETTINGS, make_site

PORTALS = 20
LARGE = 1_000
DAY = date(2026, 11, 28)
PLACES = geography.load()


def run() -> Iterator[Result]:
    """Gather, ask again, change one, break three, and build after each."""
    yield from _run(CONTENT, "of all that is in content/")
    with tempfile.TemporaryDirectory() as folder:
        write_country(Path(folder), LARGE)
        yield from _run(Path(folder), f"of {LARGE} made-up pledges")


def _run(source: Path, scale: str) -> Iterator[Result]:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        country = _Country(source, Path(folder), stack)
        yield country.first(scale)
        yield country.again()
        yield country.one_changes()
        yield from country.three_break()


class _Country:
    """A national site whose own content is what no municipality owns, and its twenty portals."""

    def __init__(self, source: Path, work: Path, stack: ExitStack) -> None:
        self.work = work
        self.content = work / "riket" / "content"
        shared = ("aktorer", "amnen", "nyheter", "polisen", "sidor")
        for name in shared:
            if (source / name).is_dir():
                shutil.copytree(source / name, self.content / name)
        self.library = examine(source, PLACES, work / "register").library
        slugs = sorted(
            (slug for slug in self.library.outlines if slug in PLACES.municipalities),
            key=lambda slug: (PLACES.municipalities[slug].county_code, slug),
        )
        # Whole clusters to one portal, so that nobody speaks for another's.
        clusters = {slug: one.slugs for one in self.library.clusters for slug in one.slugs}
        owners: dict[str, int] = {}
        for number, slug in enumerate(slugs):
            if slug not in owners:
                owners |= dict.fromkeys(clusters[slug], number * PORTALS // len(slugs))
        self.owned = [tuple(slug for slug in slugs if owners[slug] == number) for number in range(PORTALS)]
        self.servers = [stack.enter_context(serving(_published(self.library, owned))) for owned in self.owned]
        self.listed = [
            server.listed(*owned, name=f"Portal {number}")
            for number, (server, owned) in enumerate(zip(self.servers, self.owned, strict=True), 1)
        ]

    def gather(self) -> tuple[Gathered, float]:
        began = time.monotonic()
        gathered = gather(
            self.content,
            self.listed,
            day=DAY,
            memory=self.work / "minne",
            examine=lambda folder: examine(folder, PLACES, self.work / "register"),
        )
        return gathered, time.monotonic() - began

    def build(self) -> tuple[Built, float]:
        began = time.monotonic()
        built = make_site(self.content, self.work / "output", DAY, settings=SETTINGS, geography=PLACES)
        return built, time.monotonic() - began

    def asked(self) -> tuple[int, int]:
        """How many requests there were since the last time, and how many of them were answered with a file."""
        asked = [status for server in self.servers for _path, status in server.taken()]
        return len(asked), asked.count(200)

    def first(self, scale: str) -> Result:
        gathered, seconds = self.gather()
        requests, _ = self.asked()
        here = examine(self.content, PLACES, self.work / "register").library
        again = {path: data for owned in self.owned for path, data in _published(here, owned).items()}
        unlike = [
            path
            for server in self.servers
            for path, data in server.files.items()
            if path.startswith("data/kommuner/") and _unled(again[path]) != _unled(data)
        ]
        built, took = self.build()
        municipalities = sum(map(len, self.owned))
        return Result(
            f"{PORTALS} portals {scale} become one country, and its data are theirs, but for links that lead back to them",
            f"{municipalities} municipalities, {len(gathered.changed)} files by {requests} requests in {seconds:.0f} s; "
            f"{len(unlike)} of {municipalities} unlike; built, {len(built.paths)} files, in {took:.0f} s",
            not unlike and all(one.is_well for one in gathered.portals),
        )

    def again(self) -> Result:
        gathered, seconds = self.gather()
        requests, sent = self.asked()
        return Result(
            "where nothing has changed nothing is sent or written",
            f"{requests} requests, {sent} of them answered with a file, {len(gathered.changed)} files written, in {seconds:.1f} s",
            (requests, sent, gathered.changed) == (PORTALS, 0, ()),
        )

    def one_changes(self) -> Result:
        """One pledge of one portal gets another summary."""
        server, slug = self.servers[7], self.owned[7][0]
        _change(server, slug, lambda row: row["uppgifter"].update(saknas=["Ett prov."]))
        gathered, seconds = self.gather()
        requests, sent = self.asked()
        built, took = self.build()
        return Result(
            "what one portal changed costs that portal",
            f"{requests} requests, {sent} files sent, {len(gathered.changed)} written, in {seconds:.1f} s; "
            f"{built.counts.written} of {len(built.paths)} files of the site made anew in {took:.1f} s",
            sent == 2 and len(gathered.changed) == 2 and gathered.changed[-1] == ORIGINS and built.counts.written < 200,
        )

    def three_break(self) -> Iterator[Result]:
        before = _texts(self.content)
        down, hostile, wrong = self.servers[2], self.servers[9], self.servers[15]
        down.answers["/manifest.json"] = answer(503)
        _change(
            hostile,
            self.owned[9][0],
            lambda row: row["uppgifter"].update(kommuner=[self.owned[9][0], self.owned[3][0]]),
        )
        path = f"data/kommuner/{self.owned[15][0]}.json"
        wrong.files = with_manifest({**wrong.files, path: b'{"poster": {"id": 1}}'})
        well = self.servers[12]
        _change(well, self.owned[12][0], lambda row: row["uppgifter"].update(saknas=["Ett annat prov."]))

        gathered, seconds = self.gather()
        after = _texts(self.content)
        changed = {path for path in after if before.get(path) != after[path]}
        told = [number for number, one in enumerate(gathered.portals) if not one.is_well]
        built, took = self.build()
        pages = [
            sum(
                b"har inte g\xc3\xa5tt att" in (built.output / one).read_bytes()
                for one in built.paths
                if one.endswith("index.html")
                and one.startswith(tuple(f"kommuner/{slug}/" for slug in self.owned[number]))
            )
            for number in range(PORTALS)
        ]
        yield Result(
            "three of them broken in three ways keep what they had, are told of, and harm no other",
            f"portals {', '.join(str(one + 1) for one in told)} told of (down, for another, wrong form), {len(changed)} file of another "
            f"changed as it should, in {seconds:.1f} s",
            told == [2, 9, 15]
            and len(changed) == 1
            and all(f"kommuner/{self.owned[12][0]}/" in one for one in changed),
        )
        yield Result(
            "the country is built, and only their pages say that they are not reached",
            f"{built.counts.written} of {len(built.paths)} files made anew in {took:.0f} s; "
            f"{sum(pages)} pages of {sum(map(bool, pages))} portals say so",
            [number for number in range(PORTALS) if pages[number]] == told,
        )


def _published(library: ContentLibrary, owned: tuple[str, ...]) -> dict[str, bytes]:
    """What a portal publishes of its municipalities."""
    made = {}
    for slug in owned:
        snapshot = take_snapshot(library.register((slug,)), DAY, settings=Settings(), log=PublicationLog())
        made |= {one.path: one.make(one.source) for one in record_artifacts(snapshot, slug)}
    return with_manifest(made)


def _change(server: PortalServer, slug: str, change: Callable[[dict[str, dict[str, object]]], object]) -> None:
    """Put out the portal anew with a pledge of `slug` changed."""
    path = f"data/kommuner/{slug}.json"
    rows = orjson.loads(server.files[path])["poster"]
    change(next(row for row in rows if row["typ"] == "löfte"))
    server.files = with_manifest({**server.files, path: orjson.dumps({"poster": rows})})


def _unled(data: bytes) -> bytes:
    """The data of a municipality without where the links in its texts lead: those to what is not gathered lead to the owner."""
    return re.sub(rb"\]\([^)]*\)", b"]", data)


def _texts(content: Path) -> Mapping[str, bytes]:
    return {path.relative_to(content).as_posix(): path.read_bytes() for path in content.rglob("*.md")}
