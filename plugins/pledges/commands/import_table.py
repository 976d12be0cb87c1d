"""`make import`: a result sheet that a municipality has filled in becomes draft follow-ups.

The sheet is the table of actions that is downloaded from the municipality's own page. All that is to be mended is told at
once, and nothing is written while anything is.
"""

import sys
from argparse import ArgumentParser, Namespace
from functools import lru_cache
from pathlib import Path

from pledges.build.checked_settings import checked_settings
from pledges.commands.arguments import add_content, add_settings
from pledges.commands.authoring.choices import Draft, read_context
from pledges.commands.authoring.new import save_all
from pledges.commands.importing.follow_ups import ForAll, ReadBack, read_back
from pledges.commands.importing.rows import NEEDED, Place, Remark
from pledges.commands.importing.sheet import Sheet, UnreadableSheetError, read_sheet
from pledges.commands.settings_file import read_alone
from pledges.content import geography
from pledges.content.discovery import discover
from pledges.content.field_types import BY_PARTIES, COMPILED
from pledges.history.publication_log import log_of
from pledges.settings import SettingsError
from pledges.swedish import capital, quantity

HELP = "läs in en ifylld tabell över åtgärderna som utkast till uppföljningar"
_FOR_ALL = (
    "Det som gäller alla rader kan sägas en gång: make import FILE=… COVERS=2025 TYPE=slutlig PUBLISHED=2026-01-28 "
    'BY="polisen, kommunen" SOURCE=https://…'
)


def add_arguments(parser: ArgumentParser) -> None:
    add_content(parser)
    add_settings(parser)
    parser.add_argument("file", help="tabellen: en Excel-arbetsbok (xlsx) eller CSV")
    parser.add_argument("--covers", default="", help="tiden som redovisas, där tabellen inte säger den: 2025")
    parser.add_argument("--type", default="", help="slutlig eller delredovisning, där tabellen inte säger det")
    parser.add_argument("--published", default="", help="dagen då redovisningen publicerades, eller okänd")
    parser.add_argument("--by", default="", help="de som redovisar: polisen, kommunen")
    parser.add_argument("--source", default="", help="var redovisningen kan läsas")
    parser.add_argument(
        "--kept-by",
        choices=("", BY_PARTIES, COMPILED),
        default="",
        help="vem som för in uppgifterna; annars som i kommunens egen fil",
    )


def run(chosen: Namespace) -> int:
    """Read the table and write what it says; gives the exit status: 0 when drafts were written."""
    if not chosen.file:
        print("Vilken tabell? Kör make import FILE=uppfoljning.xlsx", file=sys.stderr)
        return 1
    for_all = ForAll(
        covers=chosen.covers,
        sort=chosen.type,
        published=chosen.published,
        by=chosen.by,
        source=chosen.source,
        kept_by=chosen.kept_by or None,
    )
    try:
        # Nothing is published, so what only a publication needs may be wanting.
        values = {**read_alone(chosen.settings, {"PATH": chosen.content}), "PUBLISH": False}
        settings, day = checked_settings(values)
        sheet = read_sheet(Path(chosen.file).read_bytes(), NEEDED)
        content, everywhere = Path(chosen.content), geography.load()
        sources = discover(content, everywhere).records

        def place(slug: str) -> Place:
            context = read_context(content, sources, everywhere, day=day, place=slug)
            return Place.of(context, settings=settings, log=log_of(content, (slug,)))

        read = read_back(sheet, for_all, places=lru_cache(place), geography=everywhere)
        return _told(Path(chosen.file).name, sheet, read) or _written(content, read)
    except (UnreadableSheetError, SettingsError) as error:
        print(f"{error}\nInget har skrivits.", file=sys.stderr)
    except OSError as error:
        print(
            f"Det gick inte att läsa eller skriva {error.filename}: {error.strerror}. Inget har skrivits.",
            file=sys.stderr,
        )
    return 1


def _told(name: str, sheet: Sheet, read: ReadBack) -> int:
    """Say what is to be mended, and what was not read; gives the exit status so far."""
    if read.remarks:
        print(
            f"{name}: {quantity(len(read.remarks), 'sak', 'saker')} att rätta. Inget har skrivits.\n", file=sys.stderr
        )
        for one in read.remarks:
            print(f"  {where(sheet, one)}: {one.text}", file=sys.stderr)
        print("\nRätta i tabellen och kör samma kommando igen.", file=sys.stderr)
        if any(one.row == 0 and one.column for one in read.remarks):
            print(_FOR_ALL, file=sys.stderr)
    for note in read.notes:
        print(note, file=sys.stderr)
    return int(bool(read.remarks))


def where(sheet: Sheet, remark: Remark) -> str:
    """Rad 4, kolumn R (tal): where in the table something is to be mended."""
    letter = sheet.columns.get(remark.column)
    column = f"kolumn {letter} ({remark.column})" if letter else f"kolumn {remark.column}" if remark.column else ""
    return capital(
        ", ".join(part for part in (f"rad {remark.row}" if remark.row else "", column) if part) or "tabellen"
    )


def _written(content: Path, read: ReadBack) -> int:
    """Write every draft, or none."""
    *others, last = (one.draft for one in read.follow_ups)
    try:
        paths = save_all(content, Draft(last.path, last.text, tuple(others)))
    except FileExistsError as error:
        print(f"{error.filename2 or error.filename} finns redan: någon hann före. Inget har skrivits.", file=sys.stderr)
        return 1
    for path, one in zip(paths, read.follow_ups, strict=True):
        print(f"Utkastet är skrivet: {path}, {quantity(len(one.rows), 'rad', 'rader')} om ”{one.pledge}”.")
    print("Kör make check. Ta bort raden status: utkast i filen när uppföljningen får visas.")
    return 0
