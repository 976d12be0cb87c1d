"""What `make publish` does when the site has been built: make it ready for any server, sign it, and remember it.

Precompressed siblings, the servers' own files, security.txt, and last of all the manifest. A site without a manifest
that is true of it is not finished, and no deploy takes it. What was published is then remembered in content/.utgivet/.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from pledges.build import last_published
from pledges.build.site import Built
from pledges.content.discovery import LOG_FOLDER
from pledges.content.library import SHARED
from pledges.history import publication_log
from pledges.history.publication_log import PublishedEvent, load, log_of
from pledges.history.redirects import Redirects, redirects_of
from pledges.history.snapshot import known_on
from pledges.incremental import replace_file
from pledges.incremental.scan import files_under
from pledges.publish import manifest as manifests
from pledges.publish.built_from import BuiltFrom, built_from
from pledges.publish.manifest import Manifest
from pledges.publish.precompression import compress
from pledges.publish.server_configuration import htaccess
from pledges.publish.server_files import followed_files, server_files
from pledges.publish.server_headers import READ_ONLY, READ_ONLY_FILE
from pledges.settings import Settings
from pledges.swedish import enumerate_words, quantity


@dataclass(frozen=True, slots=True)
class Published:
    """A site that is ready: its manifest, how many lines were remembered, and what the host should know."""

    manifest: Manifest
    remembered: int
    advice: tuple[str, ...]


def publish(built: Built, source: BuiltFrom | None = None) -> Published:
    """Finish the site that was just built, and remember it. Raises OSError where it can't be written.

    `source` is what it was built from, as it was when the build began.
    """
    library, settings = built.library, built.settings
    notable = [record for outline in library.outlines.values() for record in outline.notable]
    redirects = redirects_of(load(library.content / LOG_FOLDER), notable, library.identities)
    made = prepare(
        built.output,
        built.paths,
        settings=settings,
        day=built.day,
        redirects=redirects,
        source=source or built_from(library.content),
        held=built.held,
    )
    # What can fail is done before anything is remembered, and nothing is laid out that is not remembered.
    staged = manifests.stage(built.output, made)
    remembered = remember(built)
    staged.replace(built.output / manifests.NAME)
    last_published.keep(library.content, last_published.place_of(built.output))
    return Published(made, remembered, tuple(_advice(settings, made)))


def prepare(
    output: Path,
    paths: frozenset[str],
    *,
    settings: Settings,
    day: date,
    redirects: Redirects,
    source: BuiltFrom,
    held: tuple[str, ...] = (),
) -> Manifest:
    """Make the site of `paths` in `output` ready for any server, but for its manifest, which is only worked out: until it
    lies there, no deploy takes the site."""
    (output / manifests.NAME).unlink(missing_ok=True)
    followed = followed_files(paths, redirects.moved)
    extra = {
        **{old: (output / new).read_bytes() for old, new in followed.items()},
        **server_files(redirects, settings.base_path, followed),
        **_root_files(settings, day),
    }
    for path, data in extra.items():
        replace_file.replace_if_changed(output / path, data)
    files = paths | extra.keys()
    if settings.compress:
        files |= compress(output, paths)
    _remove_others(output, files)
    return Manifest(
        day=day.isoformat(),
        source=source,
        files=manifests.measure(output, files),
        moved=redirects.moved,
        gone=redirects.gone,
        held=held,
    )


def summary(published: Published, output: Path) -> str:
    """What staff are told of a publication."""
    made = published.manifest
    lines = [
        f"Klart att lägga ut: {quantity(len(made.files), 'fil', 'filer')} i {output}, förtecknade i {manifests.NAME}.",
        f"  {quantity(len(made.moved), 'gammal adress leder', 'gamla adresser leder')} vidare, "
        f"{quantity(len(made.gone), 'är borttagen', 'är borttagna')}.",
    ]
    if published.remembered:
        new = quantity(published.remembered, "ny rad", "nya rader")
        lines.append(
            f"  {new} i content/{LOG_FOLDER}/: spara den mappen i versionshanteringen tillsammans med innehållet."
        )
    return "\n".join((*lines, *(f"  OBS! {advice}" for advice in published.advice)))


def remember(built: Built) -> int:
    """Append what is published for the first time to content/.utgivet/; gives the number of new lines."""
    library = built.library
    shared = frozenset(library.shared.records)
    events_by_address: dict[str, list[PublishedEvent]] = {}
    country = built.country
    for summary in (country.shared, *country.summaries.values()):
        for event in country.parts_of(summary).remembered:
            events_by_address.setdefault(event.address, []).append(event)
    lines: dict[str, tuple[str, ...]] = {}
    for folders in ((SHARED,), *(cluster.slugs for cluster in library.clusters)):
        log = log_of(library.content, folders)
        whole = library.shared if folders == (SHARED,) else library.register(folders)
        register = known_on(whole, built.day, log)
        own = frozenset(register.records) - (shared if folders != (SHARED,) else frozenset())
        events = [
            event
            for identity in sorted(own)
            for event in sorted(events_by_address.get(identity, ()), key=lambda one: one.id)
        ]
        for name, rows in publication_log.remember(log, register, built.day, events=events, only=own).items():
            lines[name] = (*lines.get(name, ()), *rows)
    publication_log.append(library.content / LOG_FOLDER, lines)
    return sum(map(len, lines.values()))


def _root_files(settings: Settings, day: date) -> dict[str, bytes]:
    return {
        ".htaccess": htaccess(settings.base_path).encode(),
        READ_ONLY_FILE: f"{READ_ONLY}\n".encode(),
        ".well-known/security.txt": security_text(settings, day).encode(),
    }


def security_text(settings: Settings, day: date) -> str:
    """security.txt (RFC 9116): who to tell of a weakness. It holds for eleven months from the month of `day`."""
    months = day.year * 12 + day.month - 1 + 11
    expires = date(months // 12, months % 12 + 1, 1)
    return (
        f"Contact: mailto:{settings.contact_email}\n"
        f"Expires: {expires.isoformat()}T00:00:00Z\n"
        "Preferred-Languages: sv, en\n"
        f"Canonical: {settings.address}/.well-known/security.txt\n"
    )


def _advice(settings: Settings, made: Manifest) -> Iterator[str]:
    if made.held:
        yield f"{enumerate_words(made.held)} ligger kvar som det senast gavs ut: kör make check för att se felen."
    host = urlsplit(settings.address).hostname or ""
    if host == "127.0.0.1" or host.endswith(".example"):
        yield f"Adressen i inställningarna är {settings.address}. Byt den mot portalens riktiga adress."
    if not made.source.commit:
        yield "Innehållet ligger inte i versionshantering, så manifestet kan inte säga vilken version det är byggt av."
    if made.source.changed:
        yield (
            f"Ändringar i {enumerate_words(made.source.changed)} är inte sparade i versionshanteringen, så den version "
            "som manifestet anger är inte hela sanningen. Spara dem och kör make publish igen."
        )


def _remove_others(folder: Path, wanted: Iterable[str]) -> None:
    """Delete every file under `folder` that isn't `wanted`, and folders left empty."""
    for path in frozenset(files_under(folder)).difference(wanted):
        (folder / path).unlink()
        for parent in (folder / path).parents:
            if parent == folder or any(parent.iterdir()):
                break
            parent.rmdir()
