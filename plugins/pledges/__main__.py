"""The commands behind the Makefile: `python -m pledges <command>`."""

import argparse
import sys
from collections.abc import Callable


def _site(chosen: argparse.Namespace) -> int:
    from pledges.running import run_site

    return run_site(chosen.content, chosen.output, chosen.settings)


def _serve(chosen: argparse.Namespace) -> int:
    from pledges.serving import serve

    serve(chosen.content, chosen.output, chosen.settings, chosen.port)
    return 0


def main(arguments: list[str] | None = None) -> int:
    """Run one command; gives the exit status. Each command loads only what it needs."""
    parser = argparse.ArgumentParser(prog="pledges", description="Portalens kommandon.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="kommando")

    def command(name: str, run: Callable[[argparse.Namespace], int], help_text: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=help_text)
        added.set_defaults(run=run)
        added.add_argument("--content", default="content", help="mappen med innehållet")
        return added

    for name, run, text in (
        ("site", _site, "bygg portalen"),
        ("serve", _serve, "bygg, visa och bygg om när något sparas"),
    ):
        added = command(name, run, text)
        added.add_argument("--output", default="output", help="mappen som portalen byggs i")
        added.add_argument("--settings", default="pelicanconf.py", help="filen med inställningar")
        if name == "serve":
            added.add_argument("--port", type=int, default=8000, help="porten på den egna datorn")
    chosen = parser.parse_args(arguments)
    status: int = chosen.run(chosen)
    return status


if __name__ == "__main__":
    sys.exit(main())
