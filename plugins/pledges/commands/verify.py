"""`make verify`: compare a copy of the portal, or what lies at a target, with its manifest, and look for words in it.

With a site, on the web or in a folder, it is compared with its log, and the log with an older copy.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path

from pledges.commands.exit_status import attempt
from pledges.commands.target import TargetKind, add_ssh_config, parse_target
from pledges.history import site_log
from pledges.publish import manifest as manifests
from pledges.publish import published_log
from pledges.publish.deploy import folder, s3, sftp, ssh
from pledges.publish.deploy.inspection import Inspection
from pledges.publish.deploy.plan import DeployError, plan
from pledges.publish.manifest import Difference, Manifest
from pledges.publish.site_check import as_lines, check
from pledges.publish.site_copy import copy_at
from pledges.publish.words_shown import files_with
from pledges.swedish import enumerate_words, quantity

HELP = "pröva en kopia av portalen mot sin logg, eller det som ligger ute mot manifestet"
SHOWN = 20


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, help="mappen med kopian; med ett mål mappen som make publish byggde")
    parser.add_argument("--target", help="målet som portalen är utlagd i, i stället för kopian")
    parser.add_argument("--text", default="", help="ord som inte får stå i någon av kopians filer")
    parser.add_argument("--bytes", action="store_true", help="hämta och läs varje fil i målet, också med SFTP och S3")
    parser.add_argument("--site", help="en kopia att pröva mot sin logg i stället: webbadress eller mapp")
    parser.add_argument(
        "--against", help="en äldre kopia av loggen: filen, eller en mapp eller webbadress där den ligger"
    )
    parser.add_argument(
        "--signers", type=Path, help="filen med de nycklar som loggen får vara signerad med (allowed_signers)"
    )
    add_ssh_config(parser)


def run(chosen: Namespace) -> int:
    return attempt(lambda: "\n".join(_verified(chosen)))


def _verified(chosen: Namespace) -> Iterator[str]:
    if chosen.site is not None:
        yield from _verified_site(chosen.site, against=chosen.against, signers=chosen.signers)
        return
    if chosen.against is not None or chosen.signers is not None:
        raise DeployError(
            "AGAINST och SIGNERS hör till SITE: skriv vilken portal det gäller, SITE=https://… eller SITE=mapp."
        )
    if chosen.target is None or chosen.text:
        # What is looked for is looked for here: what lies at the target is then found to be the same.
        yield _verified_copy(chosen.folder)
        yield from _without(chosen.text, chosen.folder) if chosen.text else ()
    if chosen.target is not None:
        yield _verified_target(chosen.folder, chosen.target, bytes_too=chosen.bytes, config=chosen.ssh_config)


def _verified_site(place: str, *, against: str | None, signers: Path | None) -> Iterator[str]:
    """What is said of a site that is as its log says. Raises DeployError, which says how it differs."""
    older = _older_log(against) if against is not None else None
    keys = signers.expanduser().read_bytes() if signers is not None else None
    found = check(copy_at(place), place, signers=keys, older=older, tell=lambda text: print(text, file=sys.stderr))
    if found.faults:
        raise DeployError(
            "\n".join(
                (
                    *found.said,
                    *as_lines(found.faults, SHOWN),
                    f"{place} stämmer inte med sin logg, eller gick inte att pröva.",
                )
            )
        )
    yield from found.said
    yield f"{place} stämmer med sin logg."


def _older_log(place: str) -> bytes:
    """The log that somebody has saved: a file, or one in a folder or on the web."""
    saved = Path(place).expanduser()
    if saved.is_file():
        return saved.read_bytes()
    for name in (published_log.LOG, site_log.NAME):
        given = copy_at(place).get(name)
        if given.data is not None and not given.why:
            return given.data
    raise DeployError(f"I {place} finns ingen logg ({site_log.NAME}) att jämföra med.")


def _verified_copy(place: Path) -> str:
    manifest = _manifest_of(place)
    return _sound(manifest, manifests.compare(place, manifest), str(place))


def _without(words: str, place: Path) -> Iterator[str]:
    """That no file of the copy shows `words`. Raises DeployError, which names those that do."""
    shown = files_with(words, place, _manifest_of(place).files)
    if shown:
        raise DeployError("\n".join((*_listed("Orden står i", shown), f"”{words}” står kvar i {place}.")))
    yield f"”{words}” står inte i någon av dem."


def _manifest_of(place: Path) -> Manifest:
    manifest = manifests.read(place)
    if manifest is None:
        raise DeployError(f"{place / manifests.NAME} finns inte eller går inte att läsa.")
    return manifest


def _verified_target(site: Path, text: str, *, bytes_too: bool, config: str | None) -> str:
    found = _inspection(text, bytes_too=bytes_too, config=config)
    if found.manifest is None:
        raise DeployError(f"I {text} ligger ingen portal: {manifests.NAME} saknas. Kör make deploy.")
    said = _sound(found.manifest, found.difference, text)
    made = manifests.read(site)
    if made is not None and not plan(found.manifest, made).is_empty:
        raise DeployError(f"I {text} ligger något annat än i {site}. Kör make deploy.")
    return said


def _inspection(text: str, *, bytes_too: bool, config: str | None) -> Inspection:
    target = parse_target(text)
    match target.kind:
        case TargetKind.FOLDER:
            return folder.inspection_of(Path(target.folder))
        case TargetKind.SSH:
            return ssh.inspection_of(target.ssh(config))
        case TargetKind.SFTP:
            return sftp.inspection_of(target.sftp(config), bytes_too=bytes_too)
        case TargetKind.S3:
            return s3.inspection_of(target.folder, bytes_too=bytes_too)


def _sound(manifest: Manifest, difference: Difference, where: str) -> str:
    """What is said of files that are as the manifest says. Raises DeployError, which says how they differ."""
    if difference:
        raise DeployError("\n".join((*_differences(difference), f"{where} stämmer inte med sitt manifest.")))
    made_of = manifest.source
    source = f"version {made_of.commit}" if made_of.commit else "okänd version"
    also = f" med osparade ändringar i {enumerate_words(made_of.changed)}" if made_of.changed else ""
    return f"Alla {quantity(len(manifest.files), 'fil', 'filer')} stämmer. Byggd för {manifest.day} av {source}{also}."


def _differences(difference: Difference) -> Iterator[str]:
    for text, paths in (
        ("Saknas", difference.missing),
        ("Ändrad", difference.changed),
        ("Finns inte i manifestet", difference.unknown),
    ):
        yield from _listed(text, paths)


def _listed(text: str, paths: Sequence[str]) -> Iterator[str]:
    return as_lines((f"{text}: {path}" for path in paths), SHOWN)
