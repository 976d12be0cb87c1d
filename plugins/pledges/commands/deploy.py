"""`make deploy`: put what `make publish` built where visitors meet it."""

from argparse import ArgumentParser, Namespace
from contextlib import nullcontext
from pathlib import Path

from pledges.commands.exit_status import attempt
from pledges.commands.target import TargetKind, add_ssh_config, outcome_text, parse_target
from pledges.incremental.output_transaction import alone, beside
from pledges.publish.deploy import folder, s3, sftp, ssh
from pledges.publish.deploy.plan import refuse_older

HELP = "lägg ut det som make publish byggde"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("site", type=Path, help="mappen som make publish byggde")
    parser.add_argument("target", help="/mapp, ssh://namn@dator/mapp, sftp://namn@dator/mapp eller s3:fjärr:hink")
    add_ssh_config(parser)
    parser.add_argument(
        "--content", type=Path, help="mappen med innehållet, som inte får vara nyare än det som läggs ut"
    )
    parser.add_argument(
        "--latest",
        action="store_true",
        help="lägg ut det senaste, också i stället för en utgåva som någon gått tillbaka till",
    )


def run(chosen: Namespace) -> int:
    # A folder in which nothing is built, a copy, changes for nobody.
    is_built_here = beside(chosen.site.absolute()).is_dir()
    with alone(chosen.site, "make deploy") if is_built_here else nullcontext():
        return attempt(lambda: _checked(chosen))


def _checked(chosen: Namespace) -> str:
    if chosen.content is not None:
        refuse_older(chosen.site, chosen.content)
    return _deployed(chosen.site, chosen.target, config=chosen.ssh_config, latest=chosen.latest)


def _deployed(site: Path, text: str, *, config: str | None, latest: bool) -> str:
    target = parse_target(text)
    match target.kind:
        case TargetKind.FOLDER:
            return outcome_text(*folder.deploy(site, Path(target.folder), latest=latest))
        case TargetKind.SSH:
            return outcome_text(*ssh.deploy(site, target.ssh(config), latest=latest))
        case TargetKind.SFTP:
            return outcome_text(sftp.deploy(site, target.sftp(config)))
        case TargetKind.S3:
            return outcome_text(s3.deploy(site, target.folder))
