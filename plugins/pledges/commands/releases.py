"""`make releases`: which releases there are in a folder."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from pledges.commands.exit_status import attempt
from pledges.publish.deploy.folder import Release, releases

HELP = "visa vilka utgåvor som finns"


def add_arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("target", type=Path, help="mappen som portalen läggs ut i")


def run(chosen: Namespace) -> int:
    """List them; gives the exit status."""
    return attempt(
        lambda: "\n".join(map(_line, releases(chosen.target))) or f"Det finns inga utgåvor i {chosen.target}."
    )


def _line(release: Release) -> str:
    manifest = release.manifest
    day, commit = (manifest.day, manifest.commit[:12]) if manifest else ("skadad", "")
    return f"{'→' if release.is_current else ' '} {release.number:4}  {day}  {commit or 'okänd version'}"
