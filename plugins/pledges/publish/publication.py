"""What `make publish` does when the site has been built: make it ready for any server, sign it, and remember it.

Precompressed siblings, the servers' own files, security.txt, and last of all the manifest. A site without a manifest
that is true of it is not finished, and no deploy takes it. What was published is then remembered in content/.utgivet/.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from pledges import urls
from pledges.build import last_published
from pledges.build.site import Built
from pledges.content.discovery import LOG_FOLDER
from pledges.content.library import SHARED
from pledges.history import publication_log, site_log
from pledges.history.publication_log import PublishedAddress, PublishedEvent, load, log_of
from pledges.history.redirects import Redirects, in_languages, redirects_of
from pledges.history.snapshot import known_on
from pledges.i18n import _, languages
from pledges.incremental import replace_file
from pledges.incremental.scan import files_under
from pledges.publish import manifest as manifests
from pledges.publish import published_log
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
    memory = library.content / LOG_FOLDER
    known = memory / site_log.NAME
    before = known.read_bytes() if known.exists() else b""
    redirects = in_languages(
        redirects_of(load(memory), notable, library.identities),
        logged=site_log.read(before).addresses,
        paths=built.paths,
    )
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
    lines = to_remember(built)
    new = published_log.extended(
        before,
        made,
        built.day,
        state=published_log.state_of(load(memory), _entered(lines), redirects=redirects, notable=notable, made=made),
    )
    made = published_log.lay_out(built.output, made, new, settings=settings)
    staged = manifests.stage(built.output, made)
    remembered = remember(built, lines)
    replace_file.replace_if_changed(known, new.data)
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
        **moved_pages(redirects.moved, paths),
        **server_files(redirects, settings.base_path, followed, framed_by=settings.framed_by),
        **_root_files(settings, day),
    }
    for path, data in extra.items():
        replace_file.replace_if_changed(output / path, data)
    files = paths | extra.keys()
    if settings.compress:
        files |= compress(output, paths)
    _remove_others(
        output, files | frozenset(path for path in files_under(output) if path.startswith(published_log.FOLDER))
    )
    return Manifest(
        day=day.isoformat(),
        source=source,
        files=manifests.measure(output, files),
        moved=redirects.moved,
        gone=redirects.gone,
        held=held,
    )


_MOVED = """<!doctype html>
<html lang="sv">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={target}">
<title>{title}</title>
</head>
<body>
<main><h1>{title}</h1><p><a href="{target}">{way}</a></p></main>
</body>
</html>
"""


def moved_pages(moved: Mapping[str, str], paths: frozenset[str]) -> dict[str, bytes]:
    """A page at each old address that none was built at, for servers that can't redirect: those in other languages, which only
    the site's log knows of. The page is in Swedish, as what it leads to most often is."""
    title, way = _("Sidan har flyttat"), _("Till sidan")
    return {
        urls.output_path(old): _MOVED.format(title=title, way=way, target=escape(urls.relative(old, new))).encode()
        for old, new in moved.items()
        if urls.output_path(old) not in paths and old.partition("/")[0] in languages()
    }


def summary(published: Published, output: Path) -> str:
    """What staff are told of a publication."""
    made = published.manifest
    lines = [
        f"Klart att lägga ut: {quantity(len(made.files), 'fil', 'filer')} i {output}, förtecknade i {manifests.NAME}.",
        f"  {quantity(len(made.moved), 'gammal adress leder', 'gamla adresser leder')} vidare, "
        f"{quantity(len(made.gone), 'är borttagen', 'är borttagna')}.",
    ]
    if made.log is not None:
        signed = "signerad" if published_log.SIGNATURE in made.files else "osignerad"
        lines.append(
            f"  Loggen över allt som getts ut har {quantity(made.log.number, 'rad', 'rader')} och är {signed}."
        )
    if published.remembered:
        new = quantity(published.remembered, "ny rad", "nya rader")
        lines.append(
            f"  {new} i content/{LOG_FOLDER}/: spara den mappen i versionshanteringen tillsammans med innehållet."
        )
    return "\n".join((*lines, *(f"  OBS! {advice}" for advice in published.advice)))


def to_remember(built: Built) -> Mapping[str, tuple[str, ...]]:
    """What is published for the first time: the lines to append to each file in content/.utgivet/."""
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
    return lines


def remember(built: Built, lines: Mapping[str, tuple[str, ...]] | None = None) -> int:
    """Append what is published for the first time, or the `lines` where they are known; gives the number of new ones."""
    known = to_remember(built) if lines is None else lines
    publication_log.append(built.library.content / LOG_FOLDER, known)
    return sum(map(len, known.values()))


def _entered(lines: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """The addresses that answer from now on."""
    for rows in lines.values():
        for line in publication_log.read_lines("\n".join(rows).encode(), "")[0]:
            if isinstance(line, PublishedAddress):
                yield line.address


def _root_files(settings: Settings, day: date) -> dict[str, bytes]:
    return {
        ".htaccess": htaccess(settings.base_path, settings.framed_by).encode(),
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
