"""`make releases`: which releases there are in a folder, here or on another machine."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from pledges.commands.exit_status import attempt
from pledges.commands.target import ONLY_THE_LATEST, TargetKind, add_ssh_config, parse_target
from pledges.publish.deploy import folder, ssh
from pledges.publish.deploy.folder import Release
from pledges.publish.deploy.plan import DeployError

HELP = "visa vilka utgåvor som finns"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("target", help="/mapp eller ssh://namn@dator/mapp")
    add_ssh_config(parser)


def run(chosen: Namespace) -> int:
    return attempt(lambda: _listed(chosen.target, config=chosen.ssh_config))


def _listed(text: str, *, config: str | None) -> str:
    target = parse_target(text)
    if target.kind is TargetKind.SSH:
        present = ssh.releases(target.ssh(config))
    elif target.kind is TargetKind.FOLDER:
        present = folder.releases(Path(target.folder))
    else:
        raise DeployError(ONLY_THE_LATEST)
    return "\n".join(map(_line, present)) or f"Det finns inga utgåvor i {text}."


def _line(release: Release) -> str:
    manifest = release.manifest
    day, commit = (manifest.day, manifest.source.commit[:12]) if manifest else ("skadad", "")
    again = f"  utgåva {manifest.restored} igen" if manifest and manifest.restored is not None else ""
    return f"{'→' if release.is_current else ' '} {release.number:4}  {day}  {commit or 'okänd version'}{again}"
