"""What has been published: `content/.utgivet/`, one JSON-lines file per municipality and one for the shared folders.

Append-only, so that two offices never collide and a torn last line loses nothing before it; only a removal rewrites
lines. Five kinds of line:

    {"typ":"adress","först":…,"adress":…,"dag":…}       an address that answers; `först` is the record's first one
    {"typ":"text","först":…,"dag":…,"innehåll":…, …}    an edition: digest of the content, and the protected texts
    {"typ":"version","först":…,"dag":…,"innehåll":…, …} the same of a version that git has from before the first edition
    {"typ":"händelse","id":…,"hände":…,"kungjord":…,"titel":…,"adress":…}
    {"typ":"borttagning","först":…,"dag":…,"allt":…}    a text was taken away: all of the record's, or a part

An address is a path under content/ without .md, as a record's identity is. The first one names the record for ever.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import orjson

from pledges import urls
from pledges.content.discovery import LOG_FOLDER, LOG_SUFFIX
from pledges.content.former_addresses import former_addresses
from pledges.content.problems import Problem, Severity
from pledges.content.record import AnyRecord, Record
from pledges.content.register import Register
from pledges.history.protected_texts import (
    GENERATION,
    ProtectedText,
    content_digest,
    generation_of,
    may_be_filled_in,
    may_come_and_go,
    protected_texts,
    says_the_same,
)
from pledges.incremental import replace_file
from pledges.written_values import PartialDate, parse_date

SHARED = urls.SHARED
CHANGE = "handelse-"  # how the part of an event's id after # begins, for a line under `händelser`
_CONFLICT = (b"<<<<<<<", b"=======", b">>>>>>>")


@dataclass(frozen=True, slots=True)
class PublishedAddress:
    """An address that a record has answered at since `day`; `first` is the one that it was published at first."""

    first: str
    address: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A record as it was published on `day`: digest of the content, title, and the protected texts.

    `period` is as written; `changes` is how many lines `händelser` had. A `compiled` one is kept by the editors.
    `generation` says which texts were protected then. One that is a `version` was never published: git has it, from a
    day before the first publication, and `make history` has remembered it.
    """

    first: str
    day: date
    digest: str
    title: str
    period: str
    changes: int
    compiled: bool
    texts: tuple[ProtectedText, ...]
    generation: int
    version: bool = False


@dataclass(frozen=True, kw_only=True)
class PublishedEvent:
    """An event that has been announced: when it happened, as exactly as known, and the day the public was told.

    One whose text was taken away on the day `removed` has no title; `followed_at` are then the addresses of the pages
    whose followers were told, so that each of them meets the emptied one. `at_first` is when it happened as it was first
    told, where its day has been mended since.
    """

    id: str
    happened: PartialDate | None
    announced: date
    title: str
    address: str
    removed: date | None = None
    followed_at: tuple[str, ...] = ()
    at_first: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class PublishedRemoval:
    """That a text of the record first published at `first` was taken away on `day`: the `whole` of it, or a part."""

    first: str
    day: date
    whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationLog:
    """All that is remembered. `addresses` leads from each address to its record's first one.

    `editions` are by first address, oldest first, as are the `versions` from before them; `events` by id; `removals` in the order of the files; `problems`
    what was damaged. `began` is the day on which something was first published in each folder that has a file (a
    municipality, or SHARED); it stands even if that is removed.
    """

    addresses: Mapping[str, str] = field(default_factory=dict)
    editions: Mapping[str, tuple[Edition, ...]] = field(default_factory=dict)
    events: Mapping[str, PublishedEvent] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    removals: tuple[PublishedRemoval, ...] = ()
    began: Mapping[str, date] = field(default_factory=dict)
    versions: Mapping[str, tuple[Edition, ...]] = field(default_factory=dict)

    def first_address(self, record: AnyRecord) -> str:
        """The address that names a record for ever: its first published one, else its oldest, else its own."""
        former = former_addresses(record)
        firsts = (self.addresses[address] for address in (record.identity, *former) if address in self.addresses)
        return next(firsts, former[0] if former else record.identity)

    def latest(self, record: AnyRecord) -> Edition | None:
        """The record as it was last published; None where it has not been."""
        editions = self.editions.get(self.first_address(record), ())
        return editions[-1] if editions else None

    def whole_removal(self, record: AnyRecord) -> PublishedRemoval | None:
        """The last time that all of the record's text was taken away; None where it never was."""
        first = self.first_address(record)
        return next((one for one in reversed(self.removals) if one.whole and one.first == first), None)

    def is_unchanged(self, record: AnyRecord) -> bool:
        """Whether the record says exactly what it said when it was last published."""
        latest = self.latest(record)
        return latest is not None and latest.digest == content_digest(record)


EMPTY = PublicationLog()


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One protected text before and after. `announced` is the day when the new one was published, None if not yet.

    `before` is None for something that was added, `after` for something taken away. `compiled` says that the
    editors corrected what they had compiled, so that it says nothing of what the parties did. `key` is the text's own.
    """

    announced: date | None
    label: str
    before: str | None
    after: str | None
    compiled: bool
    key: str = field(default="", compare=False)


def first_slugs(register: Register, log: PublicationLog, record: Record) -> dict[str, str]:
    """The slugs that what `record` refers to was published with at first, by those that it has now."""
    slugs: dict[str, str] = {}
    for link in register.out.get(record.identity, ()):
        target, slug = register.get(link.target), link.reference.text
        if target is not None and target.slug == slug:
            slugs[slug] = log.first_address(target).rpartition("/")[2]
    return slugs


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What a record says, from one publication of it to the next. `announced` is the day of the later one, None if not yet.

    `titles` and `periods` are before and after, the periods as written. `corrected` says that the editors mended what they
    had compiled, and told of nothing that the parties had done. `otherwise` says that what was changed is neither its title
    nor a protected text, or no more than a typo in one; a line under `händelser` is told of as what has happened.
    """

    announced: date | None
    revisions: tuple[Revision, ...]
    titles: tuple[str, str]
    periods: tuple[str, str]
    corrected: bool
    otherwise: bool


def steps_since_published(log: PublicationLog, register: Register, record: AnyRecord) -> tuple[Step, ...]:
    """Each change of a record since it was first published, oldest first."""
    editions = log.editions.get(log.first_address(record), ())
    if not isinstance(record, Record) or not editions:
        return ()
    last = editions[-1]
    now = replace(
        last,
        texts=protected_texts(record, first_slugs(register, log, record)),
        title=record.title,
        period=str(record.fields.span or ""),
        changes=len(record.changes),
        digest=content_digest(record),
    )
    steps = ((edition, edition.day) for edition in editions[1:])
    return tuple(
        _step(before, after, announced)
        for before, (after, announced) in zip(editions, (*steps, (now, None)), strict=True)
        if before.digest != after.digest
    )


def steps_before_published(log: PublicationLog, record: AnyRecord) -> tuple[Step, ...]:
    """Each change of a record from the first version that is remembered of it until it was published, oldest first."""
    first = log.first_address(record)
    chain = (*log.versions.get(first, ()), *log.editions.get(first, ())[:1])
    return tuple(_step(before, after, after.day) for before, after in pairwise(chain) if before.digest != after.digest)


def _step(before: Edition, after: Edition, announced: date | None) -> Step:
    # A version is remembered by what is protected now; an edition that is older than that lacks some of it.
    known = tuple(text for text in before.texts if generation_of(text.key) <= after.generation)
    before = replace(before, texts=known)
    revisions = tuple(compare(before, after.texts, announced=announced, compiled=after.compiled))
    return Step(
        announced=announced,
        revisions=revisions,
        titles=(before.title, after.title),
        periods=(before.period, after.period),
        corrected=after.compiled and after.changes <= before.changes,
        otherwise=not revisions and (before.title, before.changes) == (after.title, after.changes),
    )


def changes_since_published(log: PublicationLog, register: Register, record: AnyRecord) -> tuple[Revision, ...]:
    """What has changed in a record's protected texts since it was first published, oldest first, typos left out."""
    return tuple(one for step in steps_since_published(log, register, record) for one in step.revisions)


def compare(
    before: Edition, after: Iterable[ProtectedText], *, announced: date | None, compiled: bool
) -> Iterator[Revision]:
    """The texts that differ. What a compilation has found more of is no change of what was promised, nor is what was
    not yet protected when `before` was published."""
    old, new = {text.key: text for text in before.texts}, {text.key: text for text in after}
    for key, named in (old | new).items():
        old_text = old[key].text if key in old else None
        new_text = new[key].text if key in new else None
        if old_text is None and (compiled or may_be_filled_in(key) or generation_of(key) > before.generation):
            continue
        if may_come_and_go(key) and (old_text is None or new_text is None):
            continue
        if old_text is None or new_text is None or not says_the_same(key, old_text, new_text):
            yield Revision(
                announced=announced, label=named.label, before=old_text, after=new_text, compiled=compiled, key=key
            )


def file_of(address: str) -> str:
    """The name of the file that remembers `address`."""
    parts = address.split("/")
    return f"{parts[1] if parts[0] == 'kommuner' and len(parts) > 1 else SHARED}{LOG_SUFFIX}"


def remember(
    log: PublicationLog,
    register: Register,
    day: date,
    *,
    events: Iterable[PublishedEvent] = (),
    only: frozenset[str] | None = None,
) -> Mapping[str, tuple[str, ...]]:
    """The lines to append to each file, by its name, when `register` is published on `day`; none where nothing is new.

    `only` limits it to these identities. `events` are those that the publication announces.
    """
    lines: dict[str, list[str]] = {}
    for identity, record in sorted(register.records.items()):
        if record.is_draft or (only is not None and identity not in only):
            continue
        first = log.first_address(record)
        # Its old addresses too: a page answers at them from now on, and must do so when the file no longer names them.
        former = (address for address in former_addresses(record) if address not in register.identities)
        for address in dict.fromkeys((identity, *former)):
            if address not in log.addresses:
                _add(lines, address, PublishedAddress(first, address, day))
        latest = log.latest(record)
        if isinstance(record, Record) and (latest is None or not log.is_unchanged(record)):
            _add(lines, identity, edition_of(log, register, record, day=day))
        elif isinstance(record, Record) and latest is not None and _remembers_less(latest, record):
            _add(lines, identity, edition_of(log, register, record, day=latest.day))
    for event in events:
        if event.id not in log.events or _is_reworded(log.events[event.id], event):
            _add(lines, event.address, event)
    return {name: tuple(of_file) for name, of_file in sorted(lines.items())}


def _is_reworded(known: PublishedEvent, event: PublishedEvent) -> bool:
    """Whether a line under `händelser` has been mended since it was remembered, and is to be known by its new words."""
    is_change = event.id.rpartition("#")[2].startswith(CHANGE)
    return is_change and known.removed is None and (known.title, known.happened) != (event.title, event.happened)


def _remembers_less(edition: Edition, record: Record) -> bool:
    """Whether an edition that says all that the record says lacks a text that has become protected since."""
    return any(generation_of(text.key) > edition.generation for text in protected_texts(record))


def _add(lines: dict[str, list[str]], address: str, line: "Line") -> None:
    lines.setdefault(file_of(address), []).append(written(line))


def edition_of(log: PublicationLog, register: Register, record: Record, *, day: date) -> Edition:
    """What is remembered of `record`, as it stands on `day`."""
    fields = record.fields
    return Edition(
        first=log.first_address(record),
        day=day,
        digest=content_digest(record),
        title=record.title,
        period=str(fields.span or ""),
        changes=len(record.changes),
        compiled=register.is_compilation(record),
        texts=protected_texts(record, first_slugs(register, log, record)),
        generation=GENERATION,
    )


def written(line: "Line") -> str:
    """A line as it stands in its file, without its end."""
    return orjson.dumps(_row(line)).decode()


def _row(line: "Line") -> Mapping[str, Any]:
    if isinstance(line, PublishedAddress):
        return {"typ": "adress", "först": line.first, "adress": line.address, "dag": line.day.isoformat()}
    if isinstance(line, PublishedRemoval):
        return {"typ": "borttagning", "först": line.first, "dag": line.day.isoformat(), "allt": line.whole}
    if isinstance(line, Edition):
        return {
            "typ": "version" if line.version else "text",
            "först": line.first,
            "dag": line.day.isoformat(),
            "innehåll": line.digest,
            "titel": line.title,
            "period": line.period,
            "händelser": line.changes,
            "sammanställning": line.compiled,
            "texter": [[text.key, text.label, text.text] for text in line.texts],
            "vakt": line.generation,
        }
    row: dict[str, Any] = {
        "typ": "händelse",
        "id": line.id,
        "hände": str(line.happened) if line.happened is not None else None,
        "kungjord": line.announced.isoformat(),
        "titel": line.title,
        "adress": line.address,
    }
    if line.removed is not None:
        row |= {"borttagen": line.removed.isoformat(), "följs": list(line.followed_at)}
    return row


def load(folder: Path, names: frozenset[str] | None = None) -> PublicationLog:
    """Read what is remembered in `folder`, or only of the municipalities in `names` (and SHARED).

    An absent folder is an empty log. Damage becomes problems.
    """
    addresses: dict[str, str] = {}
    editions: dict[str, list[Edition]] = {}
    versions: dict[str, list[Edition]] = {}
    events: dict[str, PublishedEvent] = {}
    removals: list[PublishedRemoval] = []
    began: dict[str, date] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob(f"*{LOG_SUFFIX}")) if folder.is_dir() else ():
        if names is not None and path.stem not in names:
            continue
        try:
            raw = path.read_bytes()
        except OSError as error:
            problems.append(_damage(f"{folder.name}/{path.name}", 0, f"Filen går inte att läsa: {error.strerror}."))
            continue
        lines, damage = read_lines(raw, f"{folder.name}/{path.name}")
        problems.extend(damage)
        for line in lines:
            if isinstance(line, PublishedAddress):
                addresses.setdefault(line.address, line.first)
                if line.address == line.first:
                    began[path.stem] = min(line.day, began.get(path.stem, line.day))
            elif isinstance(line, Edition):
                (versions if line.version else editions).setdefault(line.first, []).append(line)
            elif isinstance(line, PublishedRemoval):
                removals.append(line)
            else:
                events[line.id] = _known_as(events.get(line.id), line)
    return PublicationLog(
        addresses=addresses,
        editions=_by_day(editions),
        events=events,
        problems=tuple(problems),
        removals=tuple(removals),
        began=began,
        versions=_by_day(versions),
    )


def _by_day(editions: Mapping[str, list[Edition]]) -> dict[str, tuple[Edition, ...]]:
    return {first: tuple(sorted(some, key=lambda edition: edition.day)) for first, some in editions.items()}


def _known_as(before: PublishedEvent | None, line: PublishedEvent) -> PublishedEvent:
    """An event by its latest words, announced when it was first; one whose text was taken away stays without."""
    if before is None:
        return line
    at_first = before.at_first or before.happened
    return before if before.removed is not None else replace(line, announced=before.announced, at_first=at_first)


def last_day(log: PublicationLog) -> date | None:
    """The last day on which anything that is remembered was published; None where nothing is."""
    editions = (edition.day for some in log.editions.values() for edition in some)
    announced = (event.announced for event in log.events.values())
    return max((*editions, *announced, *(one.day for one in log.removals)), default=None)


def log_of(content: Path, folders: Iterable[str]) -> PublicationLog:
    """What has been published of these `folders` of `content`, and of the shared records."""
    return load(content / LOG_FOLDER, frozenset((*folders, SHARED)))


Line = PublishedAddress | Edition | PublishedEvent | PublishedRemoval


def read_lines(raw: bytes, path: str) -> tuple[list[Line], list[Problem]]:
    """The lines of one file, and what is damaged in it. The last line may be torn: a publication was interrupted."""
    rows = raw.split(b"\n")
    lines: list[Line] = []
    problems: list[Problem] = []
    for number, row in enumerate(rows, 1):
        if not row.strip():
            continue
        try:
            lines.append(_line(orjson.loads(row)))
        except (ValueError, KeyError, TypeError):
            if number == len(rows):
                problems.append(_torn(path, number))
            elif row.startswith(_CONFLICT):
                problems.append(_damage(path, number, "Två versioner av filen har slagits ihop utan att bli färdiga."))
            else:
                problems.append(_damage(path, number, "Raden går inte att läsa."))
    return lines, problems


def _line(row: Mapping[str, Any]) -> Line:
    """One line as it was written. Raises ValueError, KeyError or TypeError for anything else."""
    kind = row["typ"]
    if kind == "adress":
        return PublishedAddress(_text(row["först"]), _text(row["adress"]), date.fromisoformat(row["dag"]))
    if kind in ("text", "version"):
        texts = tuple(ProtectedText(_text(key), _text(label), _text(text)) for key, label, text in row["texter"])
        return Edition(
            first=_text(row["först"]),
            day=date.fromisoformat(row["dag"]),
            digest=_text(row["innehåll"]),
            title=_text(row["titel"]),
            period=_text(row["period"]),
            changes=int(row["händelser"]),
            compiled=bool(row["sammanställning"]),
            texts=texts,
            generation=int(row.get("vakt", 1)),
            version=kind == "version",
        )
    if kind == "händelse":
        return PublishedEvent(
            id=_text(row["id"]),
            happened=parse_date(_text(row["hände"])) if row["hände"] is not None else None,
            announced=date.fromisoformat(row["kungjord"]),
            title=_text(row["titel"]),
            address=_text(row["adress"]),
            removed=date.fromisoformat(row["borttagen"]) if "borttagen" in row else None,
            followed_at=tuple(map(_text, row.get("följs", ()))),
        )
    if kind == "borttagning":
        return PublishedRemoval(_text(row["först"]), date.fromisoformat(row["dag"]), bool(row["allt"]))
    raise ValueError(kind)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _damage(path: str, line: int, message: str) -> Problem:
    hint = "Hämta tillbaka filen ur versionshistoriken. Den skrivs av make publish och ska aldrig ändras för hand."
    return Problem(code="minne-skadat", path=path, line=line, column=1 if line else 0, message=message, hint=hint)


def _torn(path: str, line: int) -> Problem:
    message, hint = "Den sista raden är avbruten; en publicering blev inte klar.", "Kör make publish igen."
    return Problem(
        code="minne-avbrutet", severity=Severity.WARNING, path=path, line=line, column=1, message=message, hint=hint
    )


def append(folder: Path, lines: Mapping[str, Iterable[str]]) -> None:
    """Add `lines` to the files in `folder`, each replaced by renaming, so that it is never half written.

    A torn last line is dropped: what it would have said is among the new lines, since it was never read.
    """
    for name, new_lines in lines.items():
        path = folder / name
        kept = _without_torn_line(path.read_bytes()) if path.exists() else b""
        replace_file.replace(path, kept + "".join(f"{line}\n" for line in new_lines).encode())


def _without_torn_line(raw: bytes) -> bytes:
    complete, newline, tail = raw.rpartition(b"\n")
    if not tail.strip():
        return raw
    try:
        _line(orjson.loads(tail))
    except (ValueError, KeyError, TypeError):
        return complete + newline
    return raw + b"\n"


def rewritten(raw: bytes, change: Callable[[Line], Line | None]) -> bytes:
    """A file's bytes with each line as `change` makes it; one that it makes None is gone. What can't be read stays."""
    rows = []
    for row in raw.splitlines(keepends=True):
        before = next(iter(read_lines(row, "")[0]), None)
        after = change(before) if before is not None else None
        if before is None or after == before:
            rows.append(row)
        elif after is not None:
            rows.append(f"{written(after)}\n".encode())
    return b"".join(rows)


def tells_of(line: Line, first: str) -> bool:
    """Whether a line holds the record's text, one of its events, or that it replaced another: that has its title."""
    if isinstance(line, Edition):
        return line.first == first
    return isinstance(line, PublishedEvent) and (
        line.id.startswith(f"{first}#") or line.id.endswith(f"#replaced-by-{first}")
    )
