"""`make remove`: take a text away for good; an empty notice is left."""

import os
import shutil
from argparse import ArgumentParser, Namespace
from pathlib import Path

from pledges.build.examination import CACHE, examine
from pledges.commands.arguments import add_content
from pledges.commands.exit_status import attempt
from pledges.content import geography
from pledges.publish.removal import remove, summary
from pledges.settings import read_day

HELP = "ta bort en text för gott; en tom notis blir kvar"


def add_arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    add_content(parser)
    parser.add_argument("record", help="filen under content/, eller sidans adress")
    parser.add_argument("reason", help="skälet, utan att upprepa det som tas bort")


def run(chosen: Namespace) -> int:
    """Remove it; gives the exit status."""
    return attempt(lambda: _removed(Path(chosen.content), chosen.record, reason=chosen.reason))


def _removed(content: Path, name: str, *, reason: str) -> str:
    day = read_day(os.environ.get("DATE"))
    removal = remove(examine(content, geography.load()).library, name, reason=reason, day=day)
    # What builds remember holds the text too; it is safe to delete.
    shutil.rmtree(CACHE, ignore_errors=True)
    return summary(removal)
