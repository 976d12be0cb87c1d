"""`make restore`: deploy an older release again."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from pledges.commands.exit_status import attempt
from pledges.commands.target import ONLY_THE_LATEST, TargetKind, add_ssh_config, outcome_text, parse_target
from pledges.publish.deploy import folder, ssh
from pledges.publish.deploy.plan import DeployError

HELP = "lägg ut en äldre utgåva igen"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("target", help="/mapp eller ssh://namn@dator/mapp")
    parser.add_argument("number", type=int, nargs="?", help="utgåvans nummer; utan nummer den förra")
    add_ssh_config(parser)


def run(chosen: Namespace) -> int:
    return attempt(lambda: _restored(chosen.target, chosen.number, config=chosen.ssh_config))


def _restored(text: str, number: int | None, *, config: str | None) -> str:
    target = parse_target(text)
    if target.kind is TargetKind.SSH:
        return outcome_text(*ssh.restore(target.ssh(config), number))
    if target.kind is TargetKind.FOLDER:
        return outcome_text(*folder.restore(Path(target.folder), number))
    raise DeployError(ONLY_THE_LATEST)
