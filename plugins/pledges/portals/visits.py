"""What one portal has today: its manifest says which files have changed, and only those are fetched.

What to ask with next time is remembered in a folder that may be lost: then the manifest is fetched once more.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import orjson
from pydantic import BaseModel, ConfigDict, ValidationError

from pledges import urls
from pledges.history import site_log
from pledges.history.site_log import SiteLog
from pledges.incremental import replace_file
from pledges.incremental.fingerprint import digest
from pledges.portals.fetching import FetchError, Visit
from pledges.portals.listed import ListedPortal
from pledges.portals.offer import Offer, OfferError, municipality_offer, shared_offers
from pledges.publish import manifest as manifests
from pledges.publish import published_log
from pledges.publish.log_signature import NAMESPACE, SignatureError, checked

MANIFEST_LIMIT = 32 * 1024 * 1024
FILE_LIMIT = 16 * 1024 * 1024
_SIGNATURE_LIMIT = 64 * 1024
_FOLDER = urls.data("x").removesuffix("x.json")


class Remembered(BaseModel):
    """What the portal's manifest said last time of the files that can be gathered, and how to ask whether it has changed.

    `shared` is the digest of the shared records that were last read, and of which of them were asked for. `key` is the key
    that the log was signed with, and `lines` and `last` how many lines it had and the digest of the last.
    """

    model_config = ConfigDict(strict=True, frozen=True)

    etag: str = ""
    modified: str = ""
    hashes: Mapping[str, str] = {}
    shared: str = ""
    key: str | None = None
    lines: int = 0
    last: str = ""


@dataclass(frozen=True, slots=True)
class Offered:
    """What a portal offers of a municipality or a shared record, and the SHA-256 of the file that it stood in."""

    source: str
    offer: Offer


@dataclass(kw_only=True)
class Visited:
    """What came of a visit. `unreached` is why it came to nothing; `faults` are sentences by what they are about.

    `fetched` counts the files that were sent, of which most visits need none.
    """

    portal: ListedPortal
    unreached: str = ""
    offered: dict[str, Offered] = field(default_factory=dict)
    unchanged: set[str] = field(default_factory=set)
    faults: dict[str, str] = field(default_factory=dict)
    fetched: int = 0
    remembered: Remembered | None = None


class _ChangedMeanwhileError(Exception):
    """A file is another than the manifest says: the portal was put out anew while it was read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """What lies here of a portal's: `shared` are the names of its shared records, and `is_from` says whether what is here of
    a folder or a shared record came out of the file with that SHA-256, and is as it was then."""

    shared: frozenset[str]
    is_from: Callable[[str, str], bool]


def visit(portal: ListedPortal, here: Here, memory: Path, *, open_visit: Callable[..., Visit] = Visit) -> Visited:
    """What the portal has today. Never raises for what a portal answers."""
    visited = Visited(portal=portal)
    try:
        with open_visit(portal.base, inside=portal.inside) as visiting:
            before = _recall(_place(portal, memory))
            try:
                _read(visiting, before, here, visited=visited)
            except _ChangedMeanwhileError:
                visited = Visited(portal=portal, fetched=visited.fetched)
                _read(visiting, Remembered(), here, visited=visited)
    except FetchError as error:
        return Visited(portal=portal, unreached=str(error), fetched=visited.fetched)
    except _ChangedMeanwhileError:
        return Visited(portal=portal, unreached="filerna är andra än dess manifest säger", fetched=visited.fetched)
    except Exception as error:  # what a portal answers may meet a mistake of ours: that is no reason to lose the others
        said = f"det den svarade gick inte att läsa ({type(error).__name__}), vilket är ett fel i portalen här; rapportera det"
        return Visited(portal=portal, unreached=said, fetched=visited.fetched)
    return visited


def remember(visited: Visited, memory: Path, *, shared_taken: bool) -> None:
    """Remember how to ask next time; `shared_taken` says that all that was offered of shared records is here."""
    if visited.remembered is not None:
        kept = visited.remembered if shared_taken else visited.remembered.model_copy(update={"shared": ""})
        replace_file.replace_if_changed(_place(visited.portal, memory), orjson.dumps(kept.model_dump()))


def _place(portal: ListedPortal, memory: Path) -> Path:
    return memory / f"{digest(portal.base.encode())}.json"


def _recall(place: Path) -> Remembered:
    try:
        return Remembered.model_validate_json(place.read_bytes())
    except (OSError, ValidationError):
        return Remembered()


def _read(visiting: Visit, before: Remembered, here: Here, *, visited: Visited) -> None:
    """Everything that the portal has and that is not here already."""
    remembered = _manifest(visiting, before, visited)
    for slug in visited.portal.municipalities:
        _municipality(visiting, slug, here, source=remembered.hashes.get(urls.data(slug)), visited=visited)
    shared = _shared(visiting, remembered, here, visited=visited)
    visited.remembered = remembered.model_copy(update={"shared": shared})


def _manifest(visiting: Visit, before: Remembered, visited: Visited) -> Remembered:
    portal = visited.portal
    known = before if before.key == portal.signing_key else Remembered()
    answer = visiting.get(manifests.NAME, limit=MANIFEST_LIMIT, etag=known.etag, modified=known.modified)
    if answer is None:
        return known
    visited.fetched += 1
    manifest = manifests.parse(answer.body)
    if manifest is None:
        raise FetchError("dess manifest går inte att läsa")
    if portal.signing_key is None:
        files: Mapping[str, str] = {path: entry.sha256 for path, entry in manifest.files.items()}
        log = SiteLog()
    else:
        files, log = _signed(visiting, portal.signing_key, known, visited=visited)
    return Remembered(
        etag=answer.etag,
        modified=answer.modified,
        hashes={path: sha256 for path, sha256 in files.items() if _is_of_records(path)},
        shared=known.shared,
        key=portal.signing_key,
        lines=len(log.lines),
        last=log.head.digest if log.head is not None else "",
    )


def _is_of_records(path: str) -> bool:
    return path == urls.data("") or (path.startswith(_FOLDER) and path.count("/") == _FOLDER.count("/"))


def _signed(visiting: Visit, key: str, before: Remembered, *, visited: Visited) -> tuple[Mapping[str, str], SiteLog]:
    """The files by SHA-256 as the portal's own key has signed for them, and its log. Raises FetchError."""

    def fetch(path: str, limit: int) -> bytes:
        answer = visiting.get(path, limit=limit)
        visited.fetched += 1
        return answer.body if answer is not None else b""

    data = fetch(published_log.LOG, FILE_LIMIT)
    signature = fetch(published_log.SIGNATURE, _SIGNATURE_LIMIT)
    try:
        signed = checked(data, signature, f'portalen namespaces="{NAMESPACE}" {key}\n'.encode())
    except SignatureError as error:
        raise FetchError(f"dess signatur går inte att pröva ({str(error).rstrip('.')})") from None
    if signed is None:
        raise FetchError("dess logg är inte signerad med den nyckel som står i listan")
    log = site_log.read(data)
    if log.faults or log.head is None:
        raise FetchError(f"dess logg hänger inte ihop ({' '.join(log.faults[:1]).rstrip('.') or 'den är tom'})")
    if len(log.lines) < before.lines:
        raise FetchError(f"en äldre utgåva ligger ute: dess logg har gått tillbaka till rad {len(log.lines)}")
    if before.lines and log.lines[before.lines - 1].digest != before.last:
        raise FetchError(f"dess logg är omskriven: rad {before.lines} är en annan än den var")
    listing = fetch(published_log.FILES, MANIFEST_LIMIT)
    files = site_log.read_listing(listing)
    if files is None or site_log.sha256(listing) != log.head.files:
        raise _ChangedMeanwhileError
    return files, log


def _municipality(visiting: Visit, slug: str, here: Here, *, source: str | None, visited: Visited) -> None:
    name, portal = f"kommuner/{slug}", visited.portal
    if source is None:
        visited.faults[name] = f"portalen har inga öppna data om {slug}"
    elif here.is_from(name, source):
        visited.unchanged.add(name)
    else:
        raw = _fetch(visiting, urls.data(slug), source, visited=visited)
        try:
            offer = municipality_offer(
                raw, slug, base=portal.base, known={*portal.municipalities, *portal.together_with}
            )
        except OfferError as error:
            visited.faults[name] = str(error)
        else:
            visited.offered[name] = Offered(source, offer)


def _shared(visiting: Visit, remembered: Remembered, here: Here, *, visited: Visited) -> str:
    """Read the shared records; gives the digest of what was read."""
    portal, source = visited.portal, remembered.hashes.get(urls.data(""))
    if source is None:
        visited.faults |= dict.fromkeys(portal.shared, "portalen har den inte")
        return ""
    key = digest(repr((source, portal.municipalities, portal.shared)).encode())
    if key == remembered.shared and all(here.is_from(name, source) for name in here.shared):
        visited.unchanged |= here.shared
        return key
    raw = _fetch(visiting, urls.data(""), source, visited=visited)
    try:
        offers = shared_offers(raw, base=portal.base, municipalities=portal.municipalities, named=portal.shared)
    except OfferError as error:
        visited.faults["gemensamt"] = str(error)
        return ""
    visited.offered |= {name: Offered(source, offer) for name, offer in offers.items()}
    visited.faults |= {name: "portalen har den inte" for name in portal.shared if name not in offers}
    return key


def _fetch(visiting: Visit, path: str, source: str, *, visited: Visited) -> bytes:
    answer = visiting.get(path, limit=FILE_LIMIT)
    visited.fetched += 1
    if answer is None or hashlib.sha256(answer.body).hexdigest() != source:
        raise _ChangedMeanwhileError
    return answer.body
