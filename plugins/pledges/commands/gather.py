"""`make gather`: lay what other portals of this kind publish among the content, for one country of many portals."""

import os
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from pledges.build.checked_settings import end_with
from pledges.build.examination import CACHE, examine
from pledges.commands.arguments import add_content
from pledges.content import geography
from pledges.incremental.fingerprint import digest
from pledges.incremental.lock import locked
from pledges.portals.gather import GatherError, gather
from pledges.portals.listed import NAME, ListedError, read_listed
from pledges.portals.report import FAULT, told
from pledges.settings import SettingsError, read_day

HELP = "hämta det som andra portaler publicerar"


def add_arguments(parser: ArgumentParser) -> None:
    add_content(parser)
    parser.add_argument("--portals", default=NAME, type=Path, help="filen med portalerna")
    parser.add_argument(
        "--gathered", type=Path, help="skriv hit vad under content/ som är hämtat, åtskilt av nolltecken"
    )


def run(chosen: Namespace) -> int:
    """Gather; gives the exit status: 1 where something that a portal has is not here."""
    content = Path(chosen.content)
    if not content.is_dir():
        end_with(f"Mappen {content} finns inte. Ange en annan med CONTENT=mapp.")
    places = geography.load()
    memory = CACHE.parent / "portaler" / digest(str(content.resolve()).encode())
    try:
        day = read_day(os.environ.get("DATE"))
        portals = read_listed(chosen.portals, places)
        with locked(memory / "lock", "make gather", content):
            gathered = gather(content, portals, day=day, memory=memory, examine=lambda folder: examine(folder, places))
    except (ListedError, GatherError, SettingsError) as error:
        end_with(f"{error}\nInget har hämtats.")
    for line in told(gathered).splitlines():
        print(line, file=sys.stderr if line.startswith(FAULT) else sys.stdout)
    if chosen.gathered is not None:
        chosen.gathered.write_text("\0".join(gathered.paths), encoding="utf-8")
    return int(not all(one.is_well for one in gathered.portals))
