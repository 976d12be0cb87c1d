"""`make history`: let the portal remember, out of git, how the texts were changed before they were first published here.

git is no source of the pages themselves: it holds what removals have taken, a clone may have none of it, and a build would
depend on one thing more. So it is read once, when the host asks for it, and only what may be told is written into what
publishing remembers. From there a removal takes it as it takes all else, and a build sees nothing new.

Left alone is a record gathered from another portal, whose removals we know nothing of; a folder from which anything has been removed, since what was taken out of one text may stand in an older one
of its neighbours; a version that cannot be read, that is a draft, or that looks as if it told of a person; and whatever lies on
another line of history than the one that the content is on.
"""

import subprocess
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from pledges.build.examination import examine
from pledges.commands.arguments import add_content, add_output
from pledges.commands.exit_status import attempt
from pledges.content import geography
from pledges.content.discovery import LOG_FOLDER, SourceFile
from pledges.content.former_addresses import former_addresses
from pledges.content.library import SHARED, ContentLibrary
from pledges.content.reader import read_text
from pledges.content.record import Record, RemovedRecord
from pledges.content.register import Register
from pledges.editing.plumbing import git, newest
from pledges.editing.versions import Versions
from pledges.history.protected_texts import protected_texts
from pledges.history.publication_log import (
    Edition,
    PublicationLog,
    Step,
    append,
    edition_of,
    file_of,
    load,
    steps_before_published,
    written,
)
from pledges.incremental.output_transaction import alone
from pledges.rules.personal_data import RULES
from pledges.settings import STOCKHOLM, SettingsError
from pledges.swedish import quantity

HELP = "minns ur git hur texterna ändrades innan de gavs ut"


def add_arguments(parser: ArgumentParser) -> None:
    add_content(parser)
    add_output(parser, "public")
    parser.add_argument("--save", action="store_true", help="skriv det; annars visas bara vad som skulle skrivas")


def run(chosen: Namespace) -> int:
    with alone(Path(chosen.output), "make history"):
        return attempt(lambda: _attempted(Path(chosen.content), save=chosen.save))


@dataclass(frozen=True, slots=True)
class Committed:
    """A file as a version of the content has it: the day, and the name that git has for its bytes."""

    day: date
    blob: str


@dataclass(slots=True)
class Found:
    """The versions to remember, by the first address of their record, and how many were passed over, by why."""

    versions: dict[str, tuple[Edition, ...]]
    passed: dict[str, int]

    def pass_over(self, why: str) -> None:
        self.passed[why] = self.passed.get(why, 0) + 1


def _attempted(content: Path, *, save: bool) -> str:
    try:
        return _told(content, save=save)
    except subprocess.SubprocessError as error:
        raise SettingsError(f"git kunde inte läsa versionerna: {error}.") from error


def _told(content: Path, *, save: bool) -> str:
    _must_have_versions(content)
    library, log = examine(content, geography.load()).library, load(content / LOG_FOLDER)
    if not log.editions:
        raise SettingsError(
            "Inget har getts ut än. Kör make publish först: det som redan minns sin första dag kan få sin tid före den."
        )
    found = earlier_versions(library, log)
    known = replace(log, versions={**log.versions, **found.versions})
    lines = list(_in_words(library, known, found))
    if save:
        by_file: dict[str, list[str]] = {}
        for first, versions in sorted(found.versions.items()):
            by_file.setdefault(file_of(first), []).extend(map(written, versions))
        append(content / LOG_FOLDER, by_file)
        lines.append("Sparat i .utgivet/. Sidorna berättar det när portalen ges ut nästa gång.")
    elif found.versions:
        lines.append("Inget är sparat. Läs igenom raderna: de blir öppna för alla. Spara med make history SAVE=ja")
    return "\n".join(lines)


def _must_have_versions(content: Path) -> None:
    """Raises SettingsError where there is no history, or where the clone has only the end of it."""
    if not Versions(content).kept or not newest(content):
        raise SettingsError(f"{content} ligger inte i något git-förråd med versioner, så det finns inget att minnas.")
    if git(content, "rev-parse", "--is-shallow-repository").strip() == b"true":
        raise SettingsError(
            "Kopian av förrådet är grund: den har bara de senaste versionerna, och den äldsta skulle se ut som den första. "
            "Hämta resten med git fetch --unshallow, och kör samma kommando igen."
        )


def earlier_versions(library: ContentLibrary, log: PublicationLog) -> Found:
    """The versions from before its first publication of every record that has been published and remembers none yet."""
    found = Found({}, {})
    committed = _committed(library.content)
    wanted = {
        record.identity: (record, register)
        for folders in ((SHARED,), *(cluster.slugs for cluster in library.clusters))
        for register in (library.shared if folders == (SHARED,) else library.register(folders),)
        for record in _asked_about(register, log, folders)
        if library.owner_of(record.path) is None
    }
    blobs = _contents(library.content, (one.blob for rows in committed.values() for one in rows))
    for identity, (record, register) in sorted(wanted.items()):
        first = log.first_address(record)
        until = log.editions[first][0]
        # By its names and never by likeness: git's guess at what was renamed may be another record's text.
        names = dict.fromkeys((*former_addresses(record), identity))
        rows = sorted((one for name in names for one in committed.get(f"{name}.md", ())), key=lambda one: one.day)
        read = [
            edition
            for one in rows
            if one.day < until.day
            for edition in _read(record, register, log, one=one, raw=blobs[one.blob], found=found)
        ]
        changed = tuple(
            one
            for before, one in zip([None, *read], read, strict=False)
            if before is None or before.digest != one.digest
        )
        if changed and (len(changed) > 1 or changed[0].digest != until.digest):
            found.versions[first] = changed
    return found


def _asked_about(register: Register, log: PublicationLog, folders: tuple[str, ...]) -> Iterator[Record]:
    """The records whose pages tell of changes, that have been published, and in whose folder nothing has been removed."""
    firsts = (*(one.first for one in log.removals), *(
        one.identity for one in register.records.values() if isinstance(one, RemovedRecord)
    ))  # fmt: skip
    closed = frozenset(map(file_of, firsts))
    for record in register.records.values():
        first = log.first_address(record)
        is_ours = (record.municipality or SHARED) in folders
        if (
            is_ours
            and isinstance(record, Record)
            and not record.is_draft
            and protected_texts(record)
            and log.editions.get(first)
            and first not in log.versions
            and closed.isdisjoint(map(file_of, (first, record.identity)))
        ):
            yield record


def _read(
    record: Record, register: Register, log: PublicationLog, *, one: Committed, raw: bytes, found: Found
) -> Iterator[Edition]:
    """The version as it is remembered; nothing where it may not be told."""
    source = SourceFile(record.path, record.kind, municipality=record.municipality, stamp=(0, 0, 0))
    old, _problems = read_text(source, raw)
    if not isinstance(old, Record):
        found.pass_over("gick inte att läsa så som filerna skrivs nu")
    elif old.is_draft:
        found.pass_over("var utkast")
    elif any(finding for rule in RULES for finding in rule(register, old)):
        found.pass_over("kan innehålla personuppgifter")
    else:
        yield replace(edition_of(log, register, old, day=one.day), first=log.first_address(record), version=True)


def _committed(content: Path) -> Mapping[str, tuple[Committed, ...]]:
    """Every version of each file, by its path under content/, oldest first, along the line that the content is on.

    Days never go backwards: a clock that was wrong when a version was made moves no later one before it.
    """
    prefix = Versions(content).prefix or ""
    told = git(
        content,
        "log",
        "-z",
        "--first-parent",
        "--diff-merges=first-parent",
        "--reverse",
        "--no-renames",
        "--no-ext-diff",
        "--raw",
        "--no-abbrev",
        "--diff-filter=AM",
        "--format=%x01%ct",
        "--",
        f":(literal,top){prefix}" if prefix else ".",
    ).decode(errors="replace")
    files: dict[str, list[Committed]] = {}
    latest = date.min
    for version in told.split("\x01")[1:]:
        when, _end, rest = version.partition("\0")
        latest = max(latest, datetime.fromtimestamp(int(when), STOCKHOLM).date())
        parts = [part.lstrip("\n") for part in rest.split("\0")]
        for row, path in zip(parts[::2], parts[1::2], strict=False):
            if row.startswith(":") and path.endswith(".md"):
                files.setdefault(path.removeprefix(prefix), []).append(Committed(latest, row.split(" ")[3]))
    return {path: tuple(rows) for path, rows in files.items()}


def _contents(content: Path, blobs: Iterable[str]) -> Mapping[str, bytes]:
    """The bytes of each of `blobs`, from one run of git."""
    names = sorted(set(blobs))
    told = git(content, "cat-file", "--batch", given="".join(f"{name}\n" for name in names).encode())
    found: dict[str, bytes] = {}
    at = 0
    for name in names:
        end = told.index(b"\n", at)
        size = int(told[at:end].split()[-1])
        found[name] = told[end + 1 : end + 1 + size]
        at = end + 1 + size + 1
    return found


def _in_words(library: ContentLibrary, log: PublicationLog, found: Found) -> Iterator[str]:
    """What the pages will tell: each text before and after, for whoever is to say that it may be told."""
    records = {log.first_address(one): one for one in library.records(library.outlines)}
    yield (
        f"{quantity(sum(map(len, found.versions.values())), 'version', 'versioner')} av "
        f"{quantity(len(found.versions), 'fil', 'filer')} från tiden innan de gavs ut."
    )
    for first in sorted(found.versions):
        for step in steps_before_published(log, records[first]):
            yield from _step_in_words(records[first].path, step)
    for why, count in sorted(found.passed.items()):
        yield f"{quantity(count, 'version', 'versioner')} tas inte med: {why}."
    closed = sorted({file_of(one.first).partition(".")[0] for one in log.removals})
    if closed:
        yield f"Där något har tagits bort för gott läses inga gamla versioner alls: {', '.join(closed)}."


def _step_in_words(path: str, step: Step) -> Iterator[str]:
    before, after = step.titles
    if before != after:
        yield f"  {path} {step.announced} Rubriken: {before} → {after}"
    for one in step.revisions:
        yield f"  {path} {step.announced} {one.label}: {one.before or '–'} → {one.after or '–'}"
    if step.otherwise:
        yield f"  {path} {step.announced} Övrig text"
