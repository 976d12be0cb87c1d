"""What a portal offers of a municipality: its open data → content files, or what is wrong with them.

Nothing is taken on trust. The form of the whole is checked, then that the portal speaks for no one else's records, then
each record as if staff had written it: what is laid among the content has been read back from the very bytes.
"""

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urldefrag

import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pledges.content.discovery import MAX_BYTES, SourceFile, kind_at
from pledges.content.file_text import front_matter
from pledges.content.former_addresses import former_addresses
from pledges.content.frontmatter import MAX_DEPTH
from pledges.content.kinds import NAMES, Kind
from pledges.content.markdown import path_inside
from pledges.content.problems import Problem
from pledges.content.reader import read_text
from pledges.content.record import AnyRecord, RemovedRecord
from pledges.content.register import references, resolve
from pledges.urls import of_record

MOST_RECORDS = 5000
_DEPTH = MAX_DEPTH + 3  # the file, its list and the record are three more
_SHARED_KINDS = (Kind.POLICE_AREA, Kind.ACTOR, Kind.THEME)
_IDENTITY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*){1,3}")
_LINK = re.compile(r"(!?)(\[[^\[\]]*\]\(\s*<?)([^)\s>]+)")
_DEFINITION = re.compile(r"^(\s*\[[^\]]+\]:\s*<?)(\S+?)(?=>?(?:\s|$))", re.M)
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")


class OfferError(Exception):
    """Why nothing of a file can be taken: a Swedish sentence."""


class _Row(BaseModel):
    """One record as open data has it. Where it stands on a day, and what has happened, are worked out anew here."""

    model_config = ConfigDict(strict=True, frozen=True)

    id: str
    typ: str
    uppgifter: dict[str, Any] | None = None
    text: str = ""
    borttaget: list[dict[str, Any]] | None = None
    former: list[str] = Field([], alias="tidigare adresser")


class _File(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True)

    poster: list[_Row]


@dataclass(frozen=True, kw_only=True)
class Offer:
    """The content files of a municipality, or a shared record, by path; `faults` is what is wrong, in sentences.

    `removals` are the files that are nothing but a notice that a text has been removed. `needs` are the shared records
    that the others lead to.
    """

    files: Mapping[str, bytes]
    removals: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    faults: tuple[str, ...] = ()


@dataclass(kw_only=True)
class _Making:
    files: dict[str, bytes] = field(default_factory=dict)
    records: list[AnyRecord] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def offer(self) -> Offer:
        targets = frozenset(target for record in self.records for target in _targets(record))
        return Offer(
            files=self.files,
            removals=frozenset(one.path for one in self.records if isinstance(one, RemovedRecord)),
            needs=frozenset(target for target in targets if not target.startswith("kommuner/")),
            faults=tuple(self.faults),
        )


def municipality_offer(raw: bytes, slug: str, *, base: str, known: Collection[str]) -> Offer:
    """What the portal at `base` offers of the municipality `slug`. `known` are those that it may speak of.

    Raises OfferError where the file has not the form of open data.
    """
    making, rows = _Making(), _rows(raw)
    gathered = frozenset(row.id for row in rows)
    for row in rows:
        if not row.id.startswith(f"kommuner/{slug}/"):
            making.faults.append(f"posten {_quoted(row.id)} hör inte till {slug}")
        else:
            _take(row, making, municipality=slug, base=base, gathered=gathered)
    for record in making.records:
        making.faults += _speaks_for_others(record, slug, known)
    return making.offer()


def shared_offers(
    raw: bytes, *, base: str, municipalities: Collection[str], named: Collection[str]
) -> dict[str, Offer]:
    """The shared records that a portal may speak for: those `named`, and police areas within its own `municipalities`.

    Raises OfferError as `municipality_offer` does.
    """
    offers = {}
    rows = _rows(raw)
    for row in rows:
        kind = kind_at(f"{row.id}.md".split("/"))
        if kind not in _SHARED_KINDS or (row.id not in named and kind is not Kind.POLICE_AREA):
            continue
        making = _Making()
        _take(row, making, municipality=None, base=base, gathered=frozenset(one.id for one in rows))
        for record in making.records:
            making.faults += [
                f"{row.id} har haft adressen {_quoted(old)}, som inte är dess egen"
                for old in former_addresses(record)
                if old.rpartition("/")[0] != row.id.rpartition("/")[0]
            ]
        covered = {target.split("/")[1] for one in making.records for target in _targets(one)}
        if row.id in named or (covered and covered <= {*municipalities}):
            offers[row.id] = making.offer()
    return offers


def _rows(raw: bytes) -> list[_Row]:
    try:
        data = orjson.loads(raw)
    except orjson.JSONDecodeError:
        raise OfferError("filen är inte JSON") from None
    if _is_deeper(data, _DEPTH):
        raise OfferError(f"filen har mer än {_DEPTH} nivåer i varandra")
    try:
        rows = _File.model_validate(data).poster
    except ValidationError as mistakes:
        where = ".".join(map(str, mistakes.errors(include_url=False)[0]["loc"]))
        raise OfferError(f"filen har inte den form som öppna data har: se {where[:80] or 'filens början'}") from None
    if len(rows) > MOST_RECORDS:
        raise OfferError(f"filen har {len(rows)} poster; högst {MOST_RECORDS} tas emot")
    return rows


def _is_deeper(value: object, levels: int) -> bool:
    """Whether lists and mappings lie in each other more than `levels` deep."""
    inner: Iterable[object] = value if isinstance(value, list) else value.values() if isinstance(value, dict) else ()
    return any(levels <= 0 or _is_deeper(one, levels - 1) for one in inner)


def _take(row: _Row, making: _Making, *, municipality: str | None, base: str, gathered: frozenset[str]) -> None:
    """The file of a record, or what is wrong with it, added to what is being made."""
    path = f"{row.id}.md"
    kind = kind_at(path.split("/")) if _IDENTITY.fullmatch(row.id) else None
    if kind is None or NAMES[kind].singular != row.typ:
        making.faults.append(f"posten {_quoted(row.id)} ({_quoted(row.typ)}) är ingen post som kan ligga där")
        return
    if path in making.files:
        making.faults.append(f"posten {_quoted(row.id)} står två gånger")
        return
    if (row.uppgifter is None) is (row.borttaget is None):
        making.faults.append(f"{row.id}: en post har antingen uppgifter eller borttaget")
        return
    try:
        raw = _file(row, path, base=base, gathered=gathered)
    except OfferError as error:
        making.faults.append(f"{row.id}: {error}")
        return
    record, problems = read_text(SourceFile(path, kind, municipality=municipality, stamp=(0, 0, 0)), raw)
    if record is None:
        making.faults += [f"{row.id}: {_said(one)}" for one in problems]
        return
    making.files[path] = raw
    making.records.append(record)


def _said(problem: Problem) -> str:
    return f"{f'{problem.key}: ' if problem.key else ''}{problem.message.rstrip('.')}"


def _file(row: _Row, path: str, *, base: str, gathered: frozenset[str]) -> bytes:
    """The content file: what it says under its keys, and its text, with links that lead to the owner where we have nothing."""
    if row.borttaget is not None:
        text = front_matter({"borttaget": _texts(row.borttaget), "tidigare adresser": row.former})
    else:
        home = path.split("/")[1] if path.startswith("kommuner/") else ""
        values = _led_to_files(_texts(row.uppgifter), f"{base}/kommuner/{home}/")
        text = front_matter(values) + _led(row.text, path, base=base, gathered=gathered)
    raw = text.encode()
    if len(raw) > MAX_BYTES:
        raise OfferError(f"posten är {len(raw) // 1024} kB; högst {MAX_BYTES // 1024} kB går att läsa")
    return raw


def _texts(value: Any) -> Any:
    """What stands under the keys: text, lists and mappings of text. An unknown date is none in open data."""
    if isinstance(value, str):
        return value
    if value is None:
        return "okänd"
    if isinstance(value, list):
        return [_texts(one) for one in value]
    if isinstance(value, dict):
        return {name: _texts(one) for name, one in value.items()}
    raise OfferError(f"värdet {value!r} är ingen text")


def _led_to_files(value: Any, folder: str) -> Any:
    """The same with every `fil:` as the address where its owner has published it: files are not gathered."""
    if isinstance(value, list):
        return [_led_to_files(one, folder) for one in value]
    if not isinstance(value, dict):
        return value
    led = {name: _led_to_files(one, folder) for name, one in value.items()}
    file = led.pop("fil", None) if isinstance(led.get("fil"), str) else None
    return {"adress": f"{folder}{posixpath.normpath(file).lstrip('./')}", **led} if file else led


def _led(text: str, path: str, *, base: str, gathered: frozenset[str]) -> str:
    """`text` with its links within the portal led to the owner's pages, but for those to records that we have too.

    A picture becomes a link to it.
    """

    def target(href: str) -> str | None:
        if _SCHEME.match(href) or href.startswith("#"):
            return None
        inside = path_inside(path, href)
        if inside is None:
            return f"{base}/"
        identity = inside[0].removesuffix(".md")
        if inside[0].endswith(".md") and identity in gathered and identity.split("/")[:2] == path.split("/")[:2]:
            return None
        anchor = f"#{inside[1]}" if inside[1] else ""
        ending = "/" if urldefrag(href)[0].endswith("/") else ""
        own = of_record(identity) if inside[0].endswith(".md") else inside[0] + ending
        return f"{base}/{own.lstrip('./')}{anchor}"

    def link(match: re.Match[str]) -> str:
        led = target(match[3])
        return match[0] if led is None else f"{match[2]}{led}"

    def definition(match: re.Match[str]) -> str:
        led = target(match[2])
        return match[0] if led is None else f"{match[1]}{led}"

    return _DEFINITION.sub(definition, _LINK.sub(link, text)) if "]" in text else text


def _targets(record: AnyRecord) -> Iterator[str]:
    """The identities of what a record's keys refer to."""
    for reference in references(record):
        if (target := resolve(reference, record.municipality)) is not None:
            yield target


def _speaks_for_others(record: AnyRecord, slug: str, known: Collection[str]) -> Iterator[str]:
    """Where a record of the municipality `slug` concerns others than its portal may speak of."""
    for target in _targets(record):
        if target.startswith("kommuner/") and (other := target.split("/")[1]) not in known:
            yield f"{record.identity} gäller också {other}, som portalen inte får tala för"
    for old in former_addresses(record):
        if not old.startswith(f"kommuner/{slug}/"):
            yield f"{record.identity} har haft adressen {_quoted(old)}, som inte är kommunens"


def _quoted(text: str) -> str:
    """A text from elsewhere as it can be shown on a terminal."""
    shown = "".join(one if one.isprintable() else "?" for one in text)
    return f"”{shown[:80]}{'…' if len(shown) > 80 else ''}”"
