"""Where a site is deployed to, as it is written, and what is said when it has been.

A target is a folder (`/srv/loften`), `ssh://user@host/folder` (rsync), `sftp://user@host/folder`, or `s3:remote:bucket`
(an rclone remote). `/~/` at the beginning of a folder is the user's own.
"""

import re
from argparse import ArgumentParser
from dataclasses import KW_ONLY, dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from pledges.publish.deploy.inspection import examples
from pledges.publish.deploy.plan import DeployError, DeployPlan
from pledges.publish.deploy.remote_shell import SshTarget
from pledges.publish.deploy.sftp import SftpTarget
from pledges.swedish import enumerate_words, quantity

ONLY_THE_LATEST = "Där finns bara den senaste utgåvan. Gå tillbaka i versionshanteringen och kör make publish."


class TargetKind(StrEnum):
    """The ways to put a site out. The value is how an address begins, but for a folder's."""

    FOLDER = "folder"
    SSH = "ssh"
    SFTP = "sftp"
    S3 = "s3"


@dataclass(frozen=True, slots=True)
class Target:
    """A target; `host` and `port` hold for ssh and sftp."""

    kind: TargetKind
    folder: str
    _: KW_ONLY
    host: str = ""
    port: int | None = None

    def ssh(self, config: str | None) -> SshTarget:
        """How it is reached by ssh, with the settings in the file `config` instead of the usual ones."""
        words = ["ssh", *_config(config), *(["-p", str(self.port)] if self.port else []), "-o", "BatchMode=yes"]
        return SshTarget(self.host, self.folder, " ".join(words))

    def sftp(self, config: str | None) -> SftpTarget:
        """How it is reached by sftp, in the same way."""
        return SftpTarget(self.host, self.folder, (*_config(config), *(["-P", str(self.port)] if self.port else [])))


_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+:", re.I)


def parse_target(text: str) -> Target:
    """The target that `text` means. Raises DeployError for one that can't be understood."""
    if text.startswith("s3:"):
        return Target(TargetKind.S3, text.removeprefix("s3:"))
    if not _SCHEME.match(text):
        return Target(TargetKind.FOLDER, text)
    parts = urlsplit(text)
    folder = parts.path.removeprefix("/~/") if parts.path.startswith("/~/") else parts.path
    if (
        parts.scheme not in (TargetKind.SSH, TargetKind.SFTP)
        or not parts.hostname
        or not folder.strip("/")
        or parts.password
    ):
        raise DeployError(f"Målet ”{text}” går inte att förstå. Skriv till exempel ssh://loften@dator.se/srv/loften.")
    host = f"{parts.username}@{parts.hostname}" if parts.username else parts.hostname
    return Target(TargetKind(parts.scheme), folder.rstrip("/"), host=host, port=parts.port)


def _config(path: str | None) -> list[str]:
    return ["-F", path] if path else []


def add_ssh_config(parser: ArgumentParser) -> None:
    """The argument of the commands that may reach another machine."""
    parser.add_argument("--ssh-config", help="en annan fil med inställningar för ssh än den vanliga")


def outcome_text(done: DeployPlan, number: int | None = None) -> str:
    """What a deploy did, in a few words; `number` is the release's, where there are releases."""
    held = done.after.held
    also = f"\nOBS! {enumerate_words(held)} ligger kvar som det förut gavs ut: kör make check." if held else ""
    if done.is_empty:
        return f"Inget har ändrats sedan sist; det som ligger ute är det senaste.{also}"
    release = f"Utgåva {number} ligger ute. " if number is not None else "Portalen ligger ute. "
    counts = (
        f"{quantity(len(done.added), 'ny fil', 'nya filer')}, {quantity(len(done.changed), 'ändrad', 'ändrade')}, "
        f"{quantity(len(done.deleted), 'borttagen', 'borttagna')}."
    )
    if done.instead_of is not None:
        counts += f" Den ligger i stället för utgåva {done.instead_of}, som någon hade gått tillbaka till."
    if done.after.restored is not None:
        counts += (
            f"\nDet är utgåva {done.after.restored} igen, och den ligger kvar: natten bygger men lägger inte ut något nytt, och "
            "säger till varje gång. När felet är rättat, kör make publish och sedan make deploy med LATEST=ja."
        )
    purged = " En text är borttagen: inget från tidigare utgåvor har sparats." if done.purge else ""
    return f"{release}{counts}{purged}{_repaired(done)}{also}"


def _repaired(done: DeployPlan) -> str:
    """What is said where something did not lie as the last deploy had left it."""
    if not done.repaired:
        return ""
    return (
        f"\nNågot annat hade skrivit där, eller en körning hade brutits: {examples(done.repaired)} låg inte som när de lades "
        "ut, och är återställt. Vet du inte varför, ta reda på det: en sida kan ha bytts ut av någon annan."
    )
