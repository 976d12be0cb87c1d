"""Taking a text away for good: `make remove`.

The file keeps its address and an empty notice; what was remembered of its text is forgotten, and the files that only it
used are deleted. The next publication has the text on no page, in no feed and in no archive, and the deploy of it sees
that something was removed and deletes every older release (`deploy.plan`, purge).
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import orjson
import yaml

from pledges.content.attachments import used_by
from pledges.content.discovery import LOG_FOLDER, LOG_SUFFIX
from pledges.content.former_addresses import address_of
from pledges.content.library import ContentLibrary
from pledges.content.record import AnyRecord
from pledges.content.register import Register
from pledges.history import publication_log
from pledges.history.publication_log import load
from pledges.incremental import replace_file


class RemovalError(Exception):
    """Nothing was removed; the message is Swedish and says what to do."""


@dataclass(frozen=True, slots=True)
class Removal:
    """What was done: the file, the log's files that were cleaned, the attachments that were deleted.

    `referring` are the files that still mention the record, for staff to look through.
    """

    path: str
    forgotten: tuple[str, ...]
    attachments: tuple[str, ...]
    referring: tuple[str, ...]


def remove(library: ContentLibrary, name: str, *, reason: str, day: date) -> Removal:
    """Remove the text of the record `name` (its path, with or without .md, or its web address), and say `reason`.

    Raises RemovalError where there is no such record or no reason.
    """
    identity = address_of(name.removeprefix(f"{library.content.name}/"))
    if identity not in library.identities:
        raise RemovalError(f"Filen {identity}.md finns inte. Ange sökvägen under content/, eller sidans adress.")
    if not reason.strip():
        raise RemovalError("Skälet saknas. Skriv varför, utan att upprepa det som tas bort.")
    register = _register(library, identity)
    record = register.records.get(identity)
    log = load(library.content / LOG_FOLDER)
    first = log.first_address(record) if record is not None else log.addresses.get(identity, identity)
    attachments = _only_used_by(register, record) if record is not None else ()
    referring = sorted({link.source for link in register.back.get(identity, ())})
    forgotten = _forget(library.content / LOG_FOLDER, first)
    if identity not in log.addresses and first in log.addresses:
        # It has been renamed since it was published; the notice answers for its first address too.
        line = {"typ": "adress", "först": first, "adress": identity, "dag": day.isoformat()}
        publication_log.append(
            library.content / LOG_FOLDER, {publication_log.file_of(identity): (orjson.dumps(line).decode(),)}
        )
    replace_file.replace(library.content / f"{identity}.md", notice(reason, day, record).encode())
    for path in attachments:
        (library.content / path).unlink()
    return Removal(
        path=f"{identity}.md",
        forgotten=forgotten,
        attachments=attachments,
        referring=tuple(f"{one}.md" for one in referring),
    )


def notice(reason: str, day: date, record: AnyRecord | None) -> str:
    """The file that is left: when, why, and the addresses that it has had."""
    front: dict[str, object] = {"borttaget": [{"datum": day.isoformat(), "skäl": reason.strip()}]}
    if record is not None and record.former_addresses:
        front["tidigare adresser"] = list(record.former_addresses)
    text: str = yaml.safe_dump(front, allow_unicode=True, sort_keys=False, width=1000)
    return f"---\n{text}---\n"


def summary(done: Removal) -> str:
    """What staff are told, and what remains for them to do."""
    lines = [f"Texten i {done.path} är borttagen; en tom notis ligger kvar på adressen."]
    lines += [f"  Glömt i {LOG_FOLDER}/{name}" for name in done.forgotten]
    lines += [f"  Bilagan {path} är borttagen" for path in done.attachments]
    if done.referring:
        lines.append("Dessa filer hänvisar hit. Läs igenom dem, så att de inte upprepar det borttagna:")
        lines += [f"  {path}" for path in done.referring]
    lines += [
        "Gör nu så här:",
        "  1. make publish och make deploy. Då försvinner texten från sidor, flöden och arkiv, och alla äldre utgåvor raderas.",
        "  2. Texten finns kvar i versionshistoriken, i säkerhetskopior och hos sökmotorer: se docs/drift.md, ”Ta bort uppgifter”.",
    ]
    return "\n".join(lines)


def _register(library: ContentLibrary, identity: str) -> Register:
    parts = identity.split("/")
    cluster = next((one for one in library.clusters if parts[0] == "kommuner" and parts[1] in one.slugs), None)
    return library.register(cluster.slugs) if cluster is not None else _everything(library)


def _everything(library: ContentLibrary) -> Register:
    slugs = tuple(sorted({slug for cluster in library.clusters for slug in cluster.slugs}))
    return library.register(slugs)


def _only_used_by(register: Register, record: AnyRecord) -> tuple[str, ...]:
    others = {path for one in register.records.values() if one is not record for path in used_by(one)}
    return tuple(sorted(used_by(record) - others))


def _forget(folder: Path, first: str) -> tuple[str, ...]:
    """Clean every file of the log of what the record first published at `first` said; gives those that changed."""
    cleaned = []
    for place in sorted(folder.glob(f"*{LOG_SUFFIX}")) if folder.is_dir() else ():
        if replace_file.replace_if_changed(place, publication_log.forget(place.read_bytes(), first)):
            cleaned.append(place.name)
    return tuple(cleaned)
