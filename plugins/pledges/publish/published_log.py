"""The log of the whole site as it is published: the log, the list of files that its last line is of, the signature and the key.

Everything that a visitor can be given is in the list, by the name that it is asked for: not the compressed siblings, which
are the same file once more, not what steers a server, and not what lies in the log's own folder.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pledges.content.record import AnyRecord, RemovedRecord
from pledges.history import site_log
from pledges.history.publication_log import PublicationLog
from pledges.history.redirects import Redirects
from pledges.history.site_log import SiteLog, SiteState
from pledges.i18n import languages
from pledges.incremental import replace_file
from pledges.publish import manifest as manifests
from pledges.publish.log_signature import allowed_signers, sign
from pledges.publish.manifest import LogHead, Manifest
from pledges.publish.precompression import compress
from pledges.publish.server_headers import ENCODINGS
from pledges.settings import Settings
from pledges.urls import in_language, of_record, output_path

FOLDER = "logg/"
LOG = f"{FOLDER}{site_log.NAME}"
FILES = f"{FOLDER}filer.txt"
SIGNATURE = f"{FOLDER}signatur.txt"
KEY = f"{FOLDER}nyckel.txt"


@dataclass(frozen=True, slots=True)
class NewLog:
    """The log with the line of a publication: all of its bytes, and the list of files."""

    data: bytes
    files: bytes


def is_listed(path: str) -> bool:
    """Whether a visitor can be given `path`, so that the list of files has it."""
    hidden = any(part.startswith(".") and part != ".well-known" for part in path.split("/"))
    return not (hidden or path == manifests.NAME or path.startswith(FOLDER) or path.endswith(tuple(ENCODINGS)))


def state_of(
    log: PublicationLog, also: Iterable[str], *, redirects: Redirects, notable: Iterable[AnyRecord], made: Manifest
) -> SiteState:
    """What the site `made` says of its records: those that `log` remembers, and the identities that are published now,
    each in the languages that it has a page in."""
    removed = {
        of_record(one.identity): one.removed[-1].reason if one.removed else ""
        for one in notable
        if isinstance(one, RemovedRecord)
    }
    own = [of_record(identity) for identity in (*log.addresses, *also)]
    addresses = (*own, *(in_language(language, address) for language in languages() for address in own))
    return SiteState(
        addresses=frozenset(address for address in addresses if output_path(address) in made.files),
        moved=redirects.moved,
        removed=removed,
        words_removed=tuple(of_record(one.first) for one in log.removals if not one.whole),
    )


def extended(log: bytes, made: Manifest, day: date, *, state: SiteState) -> NewLog:
    """The log with the line of the publication of `made`; as it was where nothing has changed since the last one."""
    files = site_log.listing({path: entry.sha256 for path, entry in made.files.items() if is_listed(path)})
    return NewLog(log + site_log.next_line(site_log.read(log), day.isoformat(), files, state=state), files)


def lay_out(output: Path, made: Manifest, new: NewLog, *, settings: Settings) -> Manifest:
    """Put the log in the site `made` in `output`, signed where the host has a key; gives the manifest of it all.

    Raises SignatureError where it is to be signed and can't be.
    """
    files = {LOG: new.data, FILES: new.files}
    if settings.signing_key:
        key = Path(settings.signing_key).expanduser()
        files[KEY] = allowed_signers(key, settings.signer or settings.contact_email)
        files[SIGNATURE] = sign(new.data, key)
    for path, data in files.items():
        replace_file.replace_if_changed(output / path, data)
    paths = frozenset(files) | (compress(output, files) if settings.compress else frozenset())
    head = site_log.read(new.data).head
    return replace(
        made,
        files={**made.files, **manifests.measure(output, paths)},
        log=LogHead(head.number, head.digest) if head is not None else None,
    )


def read(folder: Path) -> SiteLog:
    """The log of the site in `folder`; an empty one where it has none."""
    try:
        return site_log.read((folder / LOG).read_bytes())
    except OSError:
        return SiteLog()
