"""`make verify`: compare a copy of the portal with its manifest."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from pledges.commands.exit_status import fail
from pledges.publish import manifest as manifests
from pledges.swedish import quantity

HELP = "pröva en kopia av portalen mot dess manifest"
SHOWN = 20


def add_arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("folder", type=Path, help="mappen med kopian")


def run(chosen: Namespace) -> int:
    """Say how the copy differs; gives the exit status."""
    folder: Path = chosen.folder
    manifest = manifests.read(folder)
    if manifest is None:
        return fail(f"{folder / manifests.NAME} finns inte eller går inte att läsa.")
    difference = manifests.compare(folder, manifest)
    for text, paths in (
        ("Saknas", difference.missing),
        ("Ändrad", difference.changed),
        ("Finns inte i manifestet", difference.unknown),
    ):
        for path in paths[:SHOWN]:
            print(f"{text}: {path}")
        if len(paths) > SHOWN:
            print(f"… och {len(paths) - SHOWN} till")
    if difference:
        return fail(f"{folder} stämmer inte med sitt manifest.")
    source = f"version {manifest.commit}" if manifest.commit else "okänd version"
    also = " med ändringar" if manifest.modified else ""
    print(f"Alla {quantity(len(manifest.files), 'fil', 'filer')} stämmer. Byggd för {manifest.day} av {source}{also}.")
    return 0
