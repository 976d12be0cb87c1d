"""`make publish`: build the portal for a web server, and remember what was published."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from pledges.commands.arguments import add_content, add_output, add_settings
from pledges.commands.pelican_run import run_site
from pledges.incremental.output_transaction import alone

HELP = "bygg portalen för en webbserver, och kom ihåg vad som publicerades"


def add_arguments(parser: ArgumentParser) -> None:
    add_content(parser)
    add_settings(parser, "publishconf.py")
    add_output(parser, "public")


def run(chosen: Namespace) -> int:
    with alone(Path(chosen.output), "make publish"):
        return run_site(content=chosen.content, output=chosen.output, settings=chosen.settings)
