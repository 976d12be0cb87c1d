"""The commands behind the Makefile: `python -m pledges <command>`. Only the module of the command given is loaded."""

import argparse
import sys
from importlib import import_module

from pledges.incremental.lock import BusyError

COMMANDS = {
    "site": "pledges.commands.site",
    "publish": "pledges.commands.publish",
    "serve": "pledges.commands.serve",
    "check": "pledges.commands.check",
    "new": "pledges.commands.authoring.new",
    "import": "pledges.commands.import_table",
    "edit": "pledges.commands.edit",
    "verify": "pledges.commands.verify",
    "deploy": "pledges.commands.deploy",
    "releases": "pledges.commands.releases",
    "restore": "pledges.commands.restore",
    "remove": "pledges.commands.remove",
    "history": "pledges.commands.history",
    "gather": "pledges.commands.gather",
    "codeowners": "pledges.commands.codeowners",
}
"""The module of each command: its HELP, `add_arguments(parser)`, and `run(chosen)`, which gives the exit status."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command; gives the exit status."""
    words = sys.argv[1:] if arguments is None else arguments
    parser = argparse.ArgumentParser(prog="pledges", description="Portalens kommandon.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="kommando")
    for name in words[:1] if words and words[0] in COMMANDS else COMMANDS:
        module = import_module(COMMANDS[name])
        command = commands.add_parser(name, help=module.HELP)
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    chosen = parser.parse_args(words)
    try:
        status: int = chosen.run(chosen)
    except BusyError as error:
        print(error, file=sys.stderr)
        return 1
    return status


if __name__ == "__main__":
    sys.exit(main())
