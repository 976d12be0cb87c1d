"""`make remove`: take a text away for good: all of a record, some words of it, or an event."""

import os
import shutil
from argparse import ArgumentParser, Namespace
from pathlib import Path

from pledges.build import last_published
from pledges.build.examination import CACHE, examine
from pledges.commands.arguments import add_content, add_output
from pledges.commands.exit_status import attempt
from pledges.content import geography
from pledges.incremental.output_transaction import alone
from pledges.publish.removal import Source, remove, remove_event, remove_words, summary
from pledges.settings import read_day

HELP = "ta bort en text för gott"


def add_arguments(parser: ArgumentParser) -> None:
    add_content(parser)
    add_output(parser, "public")
    parser.add_argument("record", help="filen under content/, sidans adress, eller en händelses id")
    parser.add_argument("reason", nargs="?", default="", help="skälet, utan att upprepa det som tas bort")
    parser.add_argument("--text", default="", help="bara de här orden, och inte hela texten")
    parser.add_argument(
        "--changed",
        type=Path,
        help="skriv hit vilka filer under content/ som rördes, åtskilda av nolltecken: då läggs det ut av den som frågar",
    )


def run(chosen: Namespace) -> int:
    with alone(Path(chosen.output), "make remove"):
        return attempt(lambda: _removed(chosen))


def _removed(chosen: Namespace) -> str:
    day = read_day(os.environ.get("DATE"))
    library = examine(Path(chosen.content), geography.load()).library
    source = Source(library, last_published.place_of(Path(chosen.output)))
    if chosen.text:
        removal = remove_words(source, chosen.record, words=chosen.text, day=day)
    elif "#" in chosen.record:
        removal = remove_event(source, chosen.record, day=day)
    else:
        removal = remove(source, chosen.record, reason=chosen.reason, day=day)
    # What builds remember holds the text too; it is safe to delete.
    shutil.rmtree(CACHE, ignore_errors=True)
    if chosen.changed is not None:
        chosen.changed.write_text("\0".join(removal.touched), encoding="utf-8")
    return summary(removal, goes_out=chosen.changed is not None)
