"""The commands behind the Makefile: `python -m pledges <command>`. Each loads only what it needs."""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

_STARTED = time.monotonic()
OPERATING = ("verify", "deploy", "releases", "restore", "remove", "codeowners")


def _site(chosen: argparse.Namespace) -> int:
    from pledges.build import up_to_date

    before = up_to_date.build_state(Path(chosen.content), Path(chosen.output), Path(chosen.settings))
    if before.message is not None:
        print(before.message.text(time.monotonic() - _STARTED))
        return 0
    from pledges.commands.pelican_run import run_site

    return run_site(chosen.content, chosen.output, chosen.settings, before)


def _publish(chosen: argparse.Namespace) -> int:
    from pledges.commands.pelican_run import run_site

    return run_site(chosen.content, chosen.output, chosen.settings)


def _serve(chosen: argparse.Namespace) -> int:
    from pledges.commands.dev_server import serve

    serve(chosen.content, chosen.output, chosen.settings, chosen.port)
    return 0


def _check(chosen: argparse.Namespace) -> int:
    from pledges.build.run import checked_settings
    from pledges.commands.check import run_check
    from pledges.commands.pelican_run import load_settings

    settings, day = checked_settings(load_settings(chosen.settings, {"PATH": chosen.content}))
    return run_check(chosen.content, settings, day, chosen.form)


def _new(chosen: argparse.Namespace) -> int:
    from pledges.commands.authoring.new import main as ask

    return ask(["--content", chosen.content])


def main(arguments: list[str] | None = None) -> int:
    """Run one command; gives the exit status."""
    parser = argparse.ArgumentParser(prog="pledges", description="Portalens kommandon.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="kommando")

    def command(name: str, run: Callable[[argparse.Namespace], int], help_text: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=help_text)
        added.set_defaults(run=run)
        added.add_argument("--content", default="content", help="mappen med innehållet")
        return added

    def reads_settings(added: argparse.ArgumentParser, default: str = "pelicanconf.py") -> None:
        added.add_argument("--settings", default=default, help="filen med inställningar")

    def writes(added: argparse.ArgumentParser, default: str) -> None:
        added.add_argument("--output", default=default, help="mappen som portalen byggs i")

    site = command("site", _site, "bygg portalen")
    reads_settings(site)
    writes(site, "output")
    publish = command("publish", _publish, "bygg portalen för en webbserver, och kom ihåg vad som publicerades")
    reads_settings(publish, "publishconf.py")
    writes(publish, "public")
    serve = command("serve", _serve, "bygg, visa och bygg om när något sparas")
    reads_settings(serve)
    writes(serve, "output")
    serve.add_argument("--port", type=int, default=8000, help="porten på den egna datorn")
    check = command("check", _check, "pröva innehållet utan att bygga")
    reads_settings(check)
    check.add_argument("--form", choices=("text", "json", "annotations"), default="text", help="hur det berättas")
    command("new", _new, "fråga sig fram till en ny fil")
    words = sys.argv[1:] if arguments is None else arguments
    if set(words) & {*OPERATING, "-h", "--help"}:
        from pledges.commands.host import add_commands

        add_commands(commands)
    chosen = parser.parse_args(words)
    status: int = chosen.run(chosen)
    return status


if __name__ == "__main__":
    sys.exit(main())
