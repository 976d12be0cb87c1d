"""The log of the whole site: a line for each publication, and in each the digest of the line before. Pure.

    {"rad":2,"dag":"2026-11-29","förra":"<SHA-256 of line 1>","filer":"<SHA-256 of the list of files>","antal":10702,
     "nya":["kommuner/…/"],"flyttade":{"gammal/":"ny/"},"borttagna":{"kommuner/…/":"skälet"},"ord borttagna":["…/"]}

A line is what was published, never a text: digests, addresses and reasons. What follows `antal` is left out where there is
none. The digest of a line is of its bytes with the newline, so that `sed -n 1p logg.txt | sha256sum` gives it. No line has
a clock's time: its day is the one that the site was built for, and the same inputs give the same bytes.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import takewhile
from typing import Any

import orjson

NAME = "logg.txt"  # in content/.utgivet/, and in the site's folder for it
_DIGEST = 64
_CONFLICT = (b"<<<<<<<", b"=======", b">>>>>>>")


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """A publication: its number and day, the digests of the line before and of the list of `count` files.

    `new` are the addresses of records that were not published before, `moved` leads from old ones to present, `removed` has
    the reason for each whose text was taken away, and `words_removed` those of which a part was, once for each time.
    `digest` is the line's own.
    """

    number: int
    day: str
    previous: str
    files: str
    count: int
    new: tuple[str, ...] = ()
    moved: Mapping[str, str] = field(default_factory=dict)
    removed: Mapping[str, str] = field(default_factory=dict)
    words_removed: tuple[str, ...] = ()
    digest: str = ""


@dataclass(frozen=True, slots=True)
class SiteLog:
    """A log as it was read: its lines to the first that can't be, and in Swedish what is wrong with it."""

    lines: tuple[LogLine, ...] = ()
    faults: tuple[str, ...] = ()

    @property
    def head(self) -> LogLine | None:
        """The last line; None of an empty log."""
        return self.lines[-1] if self.lines else None

    @property
    def addresses(self) -> dict[str, int]:
        """Every address that a record has been published at, and the line that says so first."""
        said: dict[str, int] = {}
        for line in self.lines:
            for address in line.new:
                said.setdefault(address, line.number)
        return said

    @property
    def moved(self) -> dict[str, str]:
        """Where each old address leads, as it was last said."""
        return _latest(line.moved for line in self.lines)

    @property
    def removed(self) -> dict[str, str]:
        """The reason for each address whose text was taken away, as it was last said."""
        return _latest(line.removed for line in self.lines)


def _latest(parts: Iterable[Mapping[str, str]]) -> dict[str, str]:
    return {address: said for part in parts for address, said in part.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteState:
    """What a publication says of its records: every address that answers, where the old ones lead, which are removed and
    why, and those of which words have been taken away, once for each time."""

    addresses: frozenset[str] = frozenset()
    moved: Mapping[str, str] = field(default_factory=dict)
    removed: Mapping[str, str] = field(default_factory=dict)
    words_removed: tuple[str, ...] = ()


def sha256(data: bytes) -> str:
    """The digest, as sha256sum writes it."""
    return hashlib.sha256(data).hexdigest()


def listing(files: Mapping[str, str]) -> bytes:
    """The list of `files` (path → SHA-256), as `sha256sum --check` reads it."""
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(files.items())).encode()


def read_listing(data: bytes) -> dict[str, str] | None:
    """The files of a list, path → SHA-256; None where it is something else."""
    files = {}
    for row in data.decode(errors="replace").splitlines():
        digest, blanks, path = row[:_DIGEST], row[_DIGEST : _DIGEST + 2], row[_DIGEST + 2 :]
        inside = path and not path.startswith("/") and ".." not in path.split("/")
        if not (_is_digest(digest) and blanks == "  " and inside):
            return None
        files[path] = digest
    return files


def read(data: bytes) -> SiteLog:
    """The log in `data`, and whether each line follows on the one before."""
    lines: list[LogLine] = []
    faults: list[str] = []
    *rows, rest = data.split(b"\n")
    for number, row in enumerate(rows, 1):
        line = _line(row)
        if line is None:
            conflict = row.startswith(_CONFLICT)
            faults.append(
                f"Rad {number}: två loggar har slagits ihop utan att bli färdiga."
                if conflict
                else f"Rad {number} går inte att läsa."
            )
            break
        faults += _breaks(line, number, lines)
        lines.append(line)
    if rest and not faults:
        faults.append(f"Rad {len(rows) + 1} är avbruten.")
    return SiteLog(tuple(lines), tuple(faults))


def _breaks(line: LogLine, number: int, before: Sequence[LogLine]) -> Iterator[str]:
    if line.number != number:
        yield f"Rad {number} säger att den är rad {line.number}: en rad är borta eller tillagd."
    previous = before[-1].digest if before else ""
    if line.previous != previous:
        yield (
            f"Rad {number} följer inte på rad {number - 1}: den är skriven efter en rad med ett annat innehåll, så "
            f"rad {number - 1} är ändrad."
            if before
            else "Rad 1 säger att något kom före den: loggens början är borta."
        )


def next_line(log: SiteLog, day: str, files: bytes, *, state: SiteState) -> bytes:
    """The line that a publication of the list `files` on `day` adds; empty where it is what the last line says already."""
    head, digest = log.head, sha256(files)
    known, moved, removed = log.addresses, log.moved, log.removed
    told = Counter(address for line in log.lines for address in line.words_removed)
    words = Counter(state.words_removed) - told
    changes = {
        "nya": sorted(state.addresses - known.keys()),
        "flyttade": {old: new for old, new in sorted(state.moved.items()) if moved.get(old) != new},
        "borttagna": {address: why for address, why in sorted(state.removed.items()) if removed.get(address) != why},
        "ord borttagna": sorted(words.elements()),
    }
    said = {name: change for name, change in changes.items() if change}
    if head is not None and head.files == digest and not said:
        return b""
    row = {
        "rad": len(log.lines) + 1,
        "dag": day,
        "förra": head.digest if head is not None else "",
        "filer": digest,
        "antal": files.count(b"\n"),
        **said,
    }
    return orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE)


def _line(row: bytes) -> LogLine | None:
    try:
        stored: dict[str, Any] = orjson.loads(row)
        line = LogLine(
            number=int(stored["rad"]),
            day=_text(stored["dag"]),
            previous=_text(stored["förra"]),
            files=_text(stored["filer"]),
            count=int(stored["antal"]),
            new=tuple(map(_text, stored.get("nya", ()))),
            moved=_texts(stored.get("flyttade", {})),
            removed=_texts(stored.get("borttagna", {})),
            words_removed=tuple(map(_text, stored.get("ord borttagna", ()))),
            digest=sha256(row + b"\n"),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return line if _is_digest(line.files) and (not line.previous or _is_digest(line.previous)) else None


def _texts(values: Mapping[str, object]) -> dict[str, str]:
    return {_text(key): _text(value) for key, value in values.items()}


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _is_digest(text: str) -> bool:
    return len(text) == _DIGEST and set(text) <= set("0123456789abcdef")


class Course(Enum):
    """How a log has gone on from an older copy of it."""

    SAME = "same"
    LONGER = "longer"
    WENT_BACK = "went back"
    REWRITTEN = "rewritten"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A log against an older copy: its course, how many lines they share from the first, and in Swedish what is wrong."""

    course: Course
    shared: int
    faults: tuple[str, ...] = ()


def compare(log: SiteLog, older: SiteLog) -> Comparison:
    """Whether `log` goes on from `older`, has gone back to an earlier line of it, or tells another past."""
    pairs = zip(log.lines, older.lines, strict=False)
    shared = sum(1 for _ in takewhile(lambda pair: pair[0].digest == pair[1].digest, pairs))
    if shared == len(older.lines):
        return Comparison(Course.LONGER if len(log.lines) > shared else Course.SAME, shared)
    if shared == len(log.lines):
        last = len(older.lines)
        lines = f"rad {last}" if shared + 1 == last else f"raderna {shared + 1}–{last}"
        why = (
            f"Loggen slutar vid rad {shared}, men kopian har också {lines}: portalen har gått tillbaka till en äldre utgåva, "
            "eller så är det senaste struket."
        )
        return Comparison(Course.WENT_BACK, shared, (why, *_forgotten(log, older)))
    here, there = log.lines[shared], older.lines[shared]
    why = f"Det förflutna är omskrivet från rad {shared + 1}: kopian säger att {_told(there)}, och loggen att {_told(here)}."
    return Comparison(Course.REWRITTEN, shared, (why, *_forgotten(log, older)))


def _told(line: LogLine) -> str:
    return f"{line.count} filer gavs ut {line.day} (lista {line.files[:12]}…)"


def _forgotten(log: SiteLog, older: SiteLog) -> Iterator[str]:
    """What the older copy says that the log no longer says: records, and that something was removed."""
    known = log.addresses
    for address, number in older.addresses.items():
        if address not in known:
            yield f"Borta ur loggen: {address} (kopian, rad {number})."
    removed = log.removed
    for address in older.removed:
        if address in known and address not in removed:
            yield f"Loggen säger inte längre att {address} är borttagen."


def vanished(log: SiteLog, pages: Iterable[str]) -> Iterator[str]:
    """The records that the log says were published, and that have no page among `pages` (addresses), in Swedish.

    One that has moved leads on from its old address, and one that was removed leaves a notice: both have a page.
    """
    present = frozenset(pages)
    for address, number in log.addresses.items():
        if address not in present:
            yield f"Försvunnen: {address} gavs ut enligt rad {number} men har ingen sida, och är inte borttagen med skäl."
