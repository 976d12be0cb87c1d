"""`make site`: build the portal, or see before any library is loaded that there is nothing to build."""

import time
from argparse import ArgumentParser, Namespace
from pathlib import Path

from pledges.commands.arguments import add_content, add_output, add_settings
from pledges.incremental.output_transaction import alone

HELP = "bygg portalen"
_STARTED = time.monotonic()


def add_arguments(parser: ArgumentParser) -> None:
    add_content(parser)
    add_settings(parser)
    add_output(parser)


def run(chosen: Namespace) -> int:
    with alone(Path(chosen.output), "make site"):
        return _built(chosen)


def _built(chosen: Namespace) -> int:
    from pledges.build import up_to_date

    before = up_to_date.build_state(Path(chosen.content), output=Path(chosen.output), settings=Path(chosen.settings))
    if before.message is not None:
        print(before.message.text(time.monotonic() - _STARTED))
        return 0
    from pledges.commands.pelican_run import run_site

    return run_site(content=chosen.content, output=chosen.output, settings=chosen.settings, before=before)
