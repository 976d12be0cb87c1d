"""The host's commands: verify, deploy, releases, restore, remove, codeowners.

A target is a folder (`/srv/loften`), `ssh://user@host/folder` (rsync), `sftp://user@host/folder`, or `s3:remote:bucket`
(an rclone remote). `/~/` at the beginning of a folder is the user's own.
"""

import argparse
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pledges.build.site import CACHE, examine
from pledges.commands.codeowners import codeowners
from pledges.content import geography
from pledges.content.library import ContentLibrary
from pledges.publish import manifest, removal
from pledges.publish.deploy import folder, s3, sftp, ssh
from pledges.publish.deploy.plan import DeployError, DeployPlan
from pledges.settings import SettingsError, read_day
from pledges.swedish import quantity

SHOWN = 20


def add_commands(commands: Any) -> None:
    """Add the commands to argparse's `commands` (what `add_subparsers` gave). Each sets `run`, as the others do."""

    def command(name: str, run: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
        added: argparse.ArgumentParser = commands.add_parser(name, help=text)
        added.set_defaults(run=run)
        return added

    verify = command("verify", _verify, "pröva en kopia av portalen mot dess manifest")
    verify.add_argument("folder", type=Path, help="mappen med kopian")
    deploy = command("deploy", _deploy, "lägg ut det som make publish byggde")
    deploy.add_argument("site", type=Path, help="mappen som make publish byggde")
    deploy.add_argument("target", help="/mapp, ssh://namn@dator/mapp, sftp://namn@dator/mapp eller s3:fjärr:hink")
    releases = command("releases", _releases, "visa vilka utgåvor som finns")
    releases.add_argument("target", type=Path, help="mappen som portalen läggs ut i")
    restore = command("restore", _restore, "lägg ut en äldre utgåva igen")
    restore.add_argument("target", help="/mapp eller ssh://namn@dator/mapp")
    restore.add_argument("number", type=int, nargs="?", help="utgåvans nummer; utan nummer den förra")
    for one in (deploy, restore):
        one.add_argument("--ssh-config", help="en annan fil med inställningar för ssh än den vanliga")
    remove = command("remove", _remove, "ta bort en text för gott; en tom notis blir kvar")
    remove.add_argument("--content", type=Path, default=Path("content"), help="mappen med innehållet")
    remove.add_argument("record", help="filen under content/, eller sidans adress")
    remove.add_argument("reason", help="skälet, utan att upprepa det som tas bort")
    owners = command("codeowners", _codeowners, "skriv CODEOWNERS för kommunernas mappar")
    owners.add_argument("--content", type=Path, default=Path("content"), help="mappen med innehållet")
    owners.add_argument("team", help="vem som granskar en kommuns mapp, med {kommun} för namnet: @loften/{kommun}")
    owners.add_argument("editors", help="vem som granskar allt annat: @loften/redaktionen")


def main(arguments: list[str] | None = None) -> int:
    """Run one of the commands by itself; gives the exit status."""
    parser = argparse.ArgumentParser(prog="pledges", description="Värdens kommandon.")
    add_commands(parser.add_subparsers(dest="command", required=True, metavar="kommando"))
    chosen = parser.parse_args(arguments)
    status: int = chosen.run(chosen)
    return status


def _verify(chosen: argparse.Namespace) -> int:
    made = manifest.read(chosen.folder)
    if made is None:
        return _fail(f"{chosen.folder / manifest.NAME} finns inte eller går inte att läsa.")
    difference = manifest.compare(chosen.folder, made)
    for text, paths in (
        ("Saknas", difference.missing),
        ("Ändrad", difference.changed),
        ("Finns inte i manifestet", difference.unknown),
    ):
        _tell(*(f"{text}: {path}" for path in paths[:SHOWN]))
        if len(paths) > SHOWN:
            _tell(f"… och {len(paths) - SHOWN} till")
    if difference:
        return _fail(f"{chosen.folder} stämmer inte med sitt manifest.")
    source = f"version {made.commit}" if made.commit else "okänd version"
    also = " med ändringar" if made.modified else ""
    _tell(f"Alla {quantity(len(made.files), 'fil', 'filer')} stämmer. Byggd för {made.day} av {source}{also}.")
    return 0


def _deploy(chosen: argparse.Namespace) -> int:
    return _attempt(lambda: _deployed(chosen))


def _deployed(chosen: argparse.Namespace) -> str:
    kind, host, place, port = target_of(chosen.target)
    config = ["-F", chosen.ssh_config] if chosen.ssh_config else []
    number = None
    if kind == "ssh":
        done, number = ssh.deploy(chosen.site, _over_ssh(host, place, port, config))
    elif kind == "sftp":
        words = (*config, *(["-P", str(port)] if port else []))
        done = sftp.deploy(chosen.site, sftp.Remote(host, place, tuple(words)))
    elif kind == "s3":
        done = s3.deploy(chosen.site, place)
    else:
        done, number = folder.deploy(chosen.site, Path(place))
    return told(done, number)


def target_of(text: str) -> tuple[str, str, str, int | None]:
    """(kind, host, folder, port) of a target as written. Raises DeployError for one that can't be understood."""
    if text.startswith("s3:"):
        return ("s3", "", text.removeprefix("s3:"), None)
    if "://" not in text:
        return ("folder", "", text, None)
    parts = urlsplit(text)
    place = parts.path.removeprefix("/~/") if parts.path.startswith("/~/") else parts.path
    if parts.scheme not in ("ssh", "sftp") or not parts.hostname or not place.strip("/") or parts.password:
        raise DeployError(f"Målet ”{text}” går inte att förstå. Skriv till exempel ssh://loften@dator.se/srv/loften.")
    host = f"{parts.username}@{parts.hostname}" if parts.username else parts.hostname
    return (parts.scheme, host, place.rstrip("/"), parts.port)


def _over_ssh(host: str, place: str, port: int | None, config: list[str]) -> ssh.Remote:
    words = ["ssh", *config, *(["-p", str(port)] if port else []), "-o", "BatchMode=yes"]
    return ssh.Remote(host, place, " ".join(words))


def told(done: DeployPlan, number: int | None) -> str:
    """What a deploy did, in a few words."""
    if done.is_empty:
        return "Inget har ändrats sedan sist; det som ligger ute är det senaste."
    release = f"Utgåva {number} ligger ute. " if number is not None else "Portalen ligger ute. "
    counts = (
        f"{quantity(len(done.added), 'ny fil', 'nya filer')}, {quantity(len(done.changed), 'ändrad', 'ändrade')}, "
        f"{quantity(len(done.deleted), 'borttagen', 'borttagna')}."
    )
    purged = " En text är borttagen: inget från tidigare utgåvor har sparats." if done.purge else ""
    return f"{release}{counts}{purged}"


def _releases(chosen: argparse.Namespace) -> int:
    def told_releases() -> str:
        rows = [
            f"{'→' if one.is_current else ' '} {one.number:4}  {one.manifest.day if one.manifest else 'skadad'}  "
            f"{(one.manifest.commit[:12] if one.manifest else '') or 'okänd version'}"
            for one in folder.releases(chosen.target)
        ]
        return "\n".join(rows) or f"Det finns inga utgåvor i {chosen.target}."

    return _attempt(told_releases)


def _restore(chosen: argparse.Namespace) -> int:
    def restored() -> str:
        kind, host, place, port = target_of(chosen.target)
        config = ["-F", chosen.ssh_config] if chosen.ssh_config else []
        if kind == "ssh":
            return told(*ssh.restore(_over_ssh(host, place, port, config), chosen.number))
        if kind == "folder":
            return told(*folder.restore(Path(place), chosen.number))
        raise DeployError("Där finns bara den senaste utgåvan. Gå tillbaka i versionshanteringen och kör make publish.")

    return _attempt(restored)


def _remove(chosen: argparse.Namespace) -> int:
    def removed() -> str:
        day = read_day(os.environ.get("DATE"))
        done = removal.remove(_library(chosen.content), chosen.record, chosen.reason, day)
        # What builds remember holds the text too; it is safe to delete.
        shutil.rmtree(CACHE, ignore_errors=True)
        return removal.summary(done)

    return _attempt(removed)


def _codeowners(chosen: argparse.Namespace) -> int:
    return _attempt(lambda: codeowners(_library(chosen.content), chosen.team, chosen.editors).rstrip("\n"))


def _library(content: Path) -> ContentLibrary:
    return examine(content, geography.load()).library


def _attempt(work: Callable[[], str]) -> int:
    """Do `work` and tell what it says; a mistake is told in Swedish and gives status 1, never a traceback."""
    os.umask(0o022)
    try:
        _tell(work())
    except (DeployError, removal.RemovalError, SettingsError) as error:
        return _fail(str(error))
    except OSError as error:
        return _fail(f"Det gick inte att läsa eller skriva {error.filename or ''}: {error.strerror}.")
    return 0


def _tell(*lines: str) -> None:
    for line in lines:
        print(line)


def _fail(message: str) -> int:
    print(message, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
