"""What has been published: `content/.utgivet/`, one JSON-lines file per municipality and one for the shared folders.

Append-only, so that two offices never collide and a torn last line loses nothing before it. Three kinds of line:

    {"typ":"adress","först":…,"adress":…,"dag":…}       an address that answers; `först` is the record's first one
    {"typ":"text","först":…,"dag":…,"innehåll":…, …}    an edition: digest of the content, and the protected texts
    {"typ":"händelse","id":…,"hände":…,"kungjord":…,"titel":…,"adress":…}

An address is a path under content/ without .md, as a record's identity is. The first one names the record for ever.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import orjson

from pledges import urls
from pledges.content.discovery import LOG_FOLDER, LOG_SUFFIX
from pledges.content.former_addresses import former_addresses
from pledges.content.problems import Problem, Severity
from pledges.content.record import AnyRecord, Record
from pledges.content.record_fields import Municipality
from pledges.content.register import Register
from pledges.history.protected_texts import (
    GENERATION,
    ProtectedText,
    content_digest,
    generation_of,
    may_come_and_go,
    protected_texts,
    says_the_same,
)
from pledges.incremental import replace_file
from pledges.written_values import PartialDate, parse_date

SHARED = urls.SHARED
_CONFLICT = (b"<<<<<<<", b"=======", b">>>>>>>")


@dataclass(frozen=True, slots=True)
class PublishedAddress:
    """An address that a record has answered at since `day`; `first` is the one that it was published at first."""

    first: str
    address: str
    day: date


@dataclass(frozen=True, slots=True)
class Edition:
    """A record as it was published on `day`: digest of the content, title, and the protected texts.

    `period` is as written; `changes` is how many lines `händelser` had. A `compiled` one is kept by the editors.
    `generation` says which texts were protected then.
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


@dataclass(frozen=True)
class PublishedEvent:
    """An event that has been announced: when it happened, as exactly as known, and the day the public was told."""

    id: str
    happened: PartialDate | None
    announced: date
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class PublicationLog:
    """All that is remembered. `addresses` leads from each address to its record's first one.

    `editions` are by first address, oldest first; `events` by id; `problems` what was damaged.
    """

    addresses: Mapping[str, str] = field(default_factory=dict)
    editions: Mapping[str, tuple[Edition, ...]] = field(default_factory=dict)
    events: Mapping[str, PublishedEvent] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def first_address(self, record: AnyRecord) -> str:
        """The address that names a record for ever: its first published one, else its oldest, else its own."""
        former = former_addresses(record)
        firsts = (self.addresses[address] for address in (record.identity, *former) if address in self.addresses)
        return next(firsts, former[0] if former else record.identity)

    def latest(self, record: AnyRecord) -> Edition | None:
        """The record as it was last published; None where it has not been."""
        editions = self.editions.get(self.first_address(record), ())
        return editions[-1] if editions else None

    def is_unchanged(self, record: AnyRecord) -> bool:
        """Whether the record says exactly what it said when it was last published."""
        latest = self.latest(record)
        return latest is not None and latest.digest == content_digest(record)


EMPTY = PublicationLog()


@dataclass(frozen=True, slots=True)
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


def changes_since_published(log: PublicationLog, register: Register, record: AnyRecord) -> tuple[Revision, ...]:
    """What has changed in a record's protected texts since it was first published, oldest first, typos left out."""
    editions = log.editions.get(log.first_address(record), ())
    if not isinstance(record, Record) or not editions:
        return ()
    later = [(edition.texts, edition.day, edition.compiled) for edition in editions[1:]]
    now = protected_texts(record, first_slugs(register, log, record))
    steps = [*later, (now, None, editions[-1].compiled)]
    return tuple(
        revision
        for edition, (after, day, compiled) in zip(editions, steps, strict=True)
        for revision in compare(edition, after, announced=day, compiled=compiled)
    )


def compare(
    before: Edition, after: Iterable[ProtectedText], *, announced: date | None, compiled: bool
) -> Iterator[Revision]:
    """The texts that differ. What a compilation has found more of is no change of what was promised, nor is what was
    not yet protected when `before` was published."""
    old, new = {text.key: text for text in before.texts}, {text.key: text for text in after}
    for key, named in (old | new).items():
        old_text = old[key].text if key in old else None
        new_text = new[key].text if key in new else None
        if old_text is None and (compiled or generation_of(key) > before.generation):
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
                _add(lines, address, {"typ": "adress", "först": first, "adress": address, "dag": day.isoformat()})
        latest = log.latest(record)
        if isinstance(record, Record) and (latest is None or not log.is_unchanged(record)):
            _add(lines, identity, _edition_line(log, register, record, day=day))
        elif isinstance(record, Record) and latest is not None and _remembers_less(latest, record):
            _add(lines, identity, _edition_line(log, register, record, day=latest.day))
    for event in events:
        if event.id not in log.events:
            _add(lines, event.address, _event_line(event))
    return {name: tuple(of_file) for name, of_file in sorted(lines.items())}


def _remembers_less(edition: Edition, record: Record) -> bool:
    """Whether an edition that says all that the record says lacks a text that has become protected since."""
    return any(generation_of(text.key) > edition.generation for text in protected_texts(record))


def _add(lines: dict[str, list[str]], address: str, line: Mapping[str, Any]) -> None:
    lines.setdefault(file_of(address), []).append(orjson.dumps(line).decode())


def _edition_line(log: PublicationLog, register: Register, record: Record, *, day: date) -> dict[str, Any]:
    fields = record.fields
    texts = protected_texts(record, first_slugs(register, log, record))
    return {
        "typ": "text",
        "först": log.first_address(record),
        "dag": day.isoformat(),
        "innehåll": content_digest(record),
        "titel": "" if isinstance(fields, Municipality) else fields.title,
        "period": str(fields.span or ""),
        "händelser": len(record.changes),
        "sammanställning": register.is_compilation(record),
        "texter": [[text.key, text.label, text.text] for text in texts],
        "vakt": GENERATION,
    }


def _event_line(event: PublishedEvent) -> dict[str, Any]:
    happened = str(event.happened) if event.happened is not None else None
    return {
        "typ": "händelse",
        "id": event.id,
        "hände": happened,
        "kungjord": event.announced.isoformat(),
        "titel": event.title,
        "adress": event.address,
    }


def load(folder: Path, names: frozenset[str] | None = None) -> PublicationLog:
    """Read what is remembered in `folder`, or only of the municipalities in `names` (and SHARED).

    An absent folder is an empty log. Damage becomes problems.
    """
    addresses: dict[str, str] = {}
    editions: dict[str, list[Edition]] = {}
    events: dict[str, PublishedEvent] = {}
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
            elif isinstance(line, Edition):
                editions.setdefault(line.first, []).append(line)
            else:
                events.setdefault(line.id, line)
    ordered = {first: tuple(sorted(some, key=lambda edition: edition.day)) for first, some in editions.items()}
    return PublicationLog(addresses=addresses, editions=ordered, events=events, problems=tuple(problems))


def log_of(content: Path, folders: Iterable[str]) -> PublicationLog:
    """What has been published of these `folders` of `content`, and of the shared records."""
    return load(content / LOG_FOLDER, frozenset((*folders, SHARED)))


Line = PublishedAddress | Edition | PublishedEvent


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
    if kind == "text":
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
        )
    if kind == "händelse":
        return PublishedEvent(
            id=_text(row["id"]),
            happened=parse_date(_text(row["hände"])) if row["hände"] is not None else None,
            announced=date.fromisoformat(row["kungjord"]),
            title=_text(row["titel"]),
            address=_text(row["adress"]),
        )
    raise ValueError(kind)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _damage(path: str, line: int, message: str) -> Problem:
    hint = "Hämta tillbaka filen ur versionshistoriken. Den skrivs av make publish och ska aldrig ändras för hand."
    return _problem("minne-skadat", Severity.ERROR, path, line, message=message, hint=hint)


def _torn(path: str, line: int) -> Problem:
    message, hint = "Den sista raden är avbruten; en publicering blev inte klar.", "Kör make publish igen."
    return _problem("minne-avbrutet", Severity.WARNING, path, line, message=message, hint=hint)


def _problem(code: str, severity: Severity, path: str, line: int, *, message: str, hint: str) -> Problem:
    return Problem(
        code=code,
        severity=severity,
        path=path,
        line=line,
        column=1 if line else 0,
        key="",
        message=message,
        hint=hint,
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


def forget(raw: bytes, first: str) -> bytes:
    """A file's bytes without what the record first published at `first` said: its texts go, its addresses stay."""
    rows = raw.splitlines(keepends=True)
    return b"".join(row for row in rows if not any(_tells_of(line, first) for line in read_lines(row, "")[0]))


def _tells_of(line: Line, first: str) -> bool:
    """Whether a line holds the record's text, one of its events, or that it replaced another: that has its title."""
    if isinstance(line, Edition):
        return line.first == first
    return isinstance(line, PublishedEvent) and (
        line.id.startswith(f"{first}#") or line.id.endswith(f"#replaced-by-{first}")
    )
