"""The way through: files → records → register → problems, and views → files.

`examine` reads, links and checks; `build` makes the site of what `examine` found, or refuses. Nothing here
knows of Pelican: the environment that renders comes from outside.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pledges import memory as remembering
from pledges.addresses import of_record, output_path
from pledges.artefacts import Artefact
from pledges.attachments import attachment_artefacts
from pledges.bundles import partition
from pledges.discovery import MEMORY, Discovery, discover
from pledges.feeds import feed_artefacts
from pledges.geography import Geography
from pledges.memory import Memory
from pledges.output import MARKER, Tally, Transaction
from pledges.pages import gathered_pages, municipality_pages, shared_pages
from pledges.problems import Problem, Severity, has_errors
from pledges.reading import read_file
from pledges.records import Record
from pledges.register import Register, link
from pledges.rendering import Renderer
from pledges.rules import check
from pledges.settings import Settings
from pledges.summaries import Summary, summarise
from pledges.views.gathered import Gathering, gather
from pledges.views.outlook import look


@dataclass(frozen=True, slots=True)
class Examined:
    """What is in content/: each bundle's register, the shared records' own, and every problem."""

    discovery: Discovery
    shared: Register
    bundles: Mapping[tuple[str, ...], Register]
    memory: Memory
    problems: tuple[Problem, ...]

    @property
    def records(self) -> Iterator[Record]:
        """Every record that could be read, once."""
        yield from self.shared.records.values()
        for slugs, register in self.bundles.items():
            yield from (record for record in register.records.values() if record.municipality in slugs)


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did."""

    tally: Tally
    summaries: Mapping[str, Summary]
    paths: frozenset[str]


class RefusedError(Exception):
    """The content has errors; nothing has been written. `problems` holds all of them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{len(problems)} problem")
        self.problems = problems


def examine(content: Path, geography: Geography) -> Examined:
    """Read, link and check everything under `content`."""
    found = discover(content, geography)
    problems, records = list(found.problems), []
    for source in found.records:
        record, mistakes = read_file(content, source)
        problems.extend(mistakes)
        if record is not None:
            records.append(record)
    memory = remembering.load(content / MEMORY)
    problems.extend(memory.problems)
    shared, bundles = partition(records)
    # A file that could not be read is there all the same: what refers to it is not also wrong.
    identities = frozenset(source.identity for source in found.records)
    attachments = frozenset(source.path for source in found.attachments)
    registers = {slugs: link((*shared, *own), geography, identities) for slugs, own in bundles.items()}
    common = link(shared, geography, identities)
    problems.extend(check(common, attachments, memory))
    for slugs, register in registers.items():
        own = frozenset(record.identity for record in bundles[slugs])
        problems.extend(problem for problem in check(register, attachments, memory, own))
    return Examined(found, common, registers, memory, tuple(sorted(problems, key=lambda problem: problem.order)))


def build(examined: Examined, content: Path, output: Path, settings: Settings, day: date, renderer: Renderer) -> Built:
    """Make the site in `output`. Raises RefusedError on errors, and OutputError where the folder can't be used."""
    if has_errors(examined.problems):
        raise RefusedError(examined.problems)
    geography = examined.shared.geography
    with Transaction(output) as transaction:
        summaries: dict[str, Summary] = {}
        for slugs, register in _every_bundle(examined):
            outlook = look(register, day, settings, examined.memory)
            for slug in slugs:
                for view in municipality_pages(outlook, slug):
                    transaction.put(renderer.artefact(view))
                summaries[slug] = summarise(outlook, slug)
        common = look(examined.shared, day, settings, examined.memory)
        ordered = {slug: summaries[slug] for slug in geography.municipalities}
        gathering = gather(common, ordered)
        for view in (*shared_pages(common), *gathered_pages(gathering)):
            transaction.put(renderer.artefact(view))
        for artefact in _other_files(gathering, examined, content, renderer, day):
            transaction.put(artefact)
        lost = _lost(examined, transaction.paths)
        if lost:
            raise RefusedError(lost)
        return Built(transaction.commit(), ordered, transaction.paths)


def _every_bundle(examined: Examined) -> Iterator[tuple[tuple[str, ...], Register]]:
    """The bundles with records, then each municipality of which nothing has been entered."""
    geography = examined.shared.geography
    seen: set[str] = set()
    for slugs, register in examined.bundles.items():
        known = tuple(slug for slug in slugs if slug in geography.municipalities)
        seen.update(known)
        yield known, register
    for slug in geography.municipalities:
        if slug not in seen:
            yield (slug,), examined.shared


def _other_files(
    gathering: Gathering, examined: Examined, content: Path, renderer: Renderer, day: date
) -> Iterator[Artefact]:
    """Feeds, the theme's files, attachments, and the small file that tells which day the site was built for."""
    yield from feed_artefacts(gathering)
    for asset in renderer.assets.values():
        yield Artefact(asset.path, asset.data, "asset", _as_it_is)
    yield from attachment_artefacts(content, examined.discovery.attachments, examined.records)
    yield Artefact(MARKER, {"dag": day.isoformat()}, "marker", _as_json)


def _as_it_is(data: bytes) -> bytes:
    return data


def _as_json(data: Any) -> bytes:
    return b'{"dag":"' + data["dag"].encode() + b'"}\n'


def _lost(examined: Examined, paths: frozenset[str]) -> tuple[Problem, ...]:
    """Every file under content/ must be a page or a draft by now; one that is neither is told of, never passed over."""
    records = {record.path: record for record in examined.records}
    problems = []
    for source in examined.discovery.records:
        record = records.get(source.path)
        if record is not None and (record.is_draft or page_path(record) in paths):
            continue
        message = "Filen blev varken en sida, ett utkast eller ett fel. Det är ett fel i portalen."
        problems.append(
            Problem(
                "bortfallen-fil",
                Severity.ERROR,
                source.path,
                0,
                0,
                "",
                message,
                "Rapportera det till portalens utvecklare.",
            )
        )
    return tuple(problems)


def page_path(record: Record) -> str:
    """The file in the output that a record's page lies in."""
    return output_path(of_record(record.identity))
