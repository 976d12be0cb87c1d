"""`make codeowners`: who reviews a change in which folder, from who keeps which municipality's records."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from pledges.build.examination import examine
from pledges.commands.arguments import add_content
from pledges.commands.exit_status import attempt
from pledges.content import geography
from pledges.content.library import ContentLibrary
from pledges.content.record import Record
from pledges.content.register import municipality_identity

HELP = "skriv CODEOWNERS för kommunernas mappar"


def add_arguments(parser: ArgumentParser) -> None:
    add_content(parser)
    parser.add_argument("team", help="vem som granskar en kommuns mapp, med {kommun} för namnet: @loften/{kommun}")
    parser.add_argument("editors", help="vem som granskar allt annat: @loften/redaktionen")


def run(chosen: Namespace) -> int:
    return attempt(
        lambda: codeowners(
            examine(Path(chosen.content), geography.load()).library, team=chosen.team, editors=chosen.editors
        )
    )


def codeowners(library: ContentLibrary, *, team: str, editors: str) -> str:
    """The file's text. `team` has `{kommun}` where the slug goes (`@loften/{kommun}`); `editors` review everything else.

    A municipality that keeps its own records reviews them together with the editors; what the editors have compiled
    is theirs alone.
    """
    lines = ["# Skrivs av make codeowners ur content/; ändra inte för hand.", f"* {editors}"]
    slugs = sorted({source.municipality for source in library.discovery.records if source.municipality})
    for slug in slugs:
        home = next((one for one in library.records((slug,)) if one.identity == municipality_identity(slug)), None)
        if not isinstance(home, Record) or not home.fields.is_compiled:
            owner = team.replace("{kommun}", slug)
            lines.append(f"/content/kommuner/{slug}/ {owner} {editors}")
            lines.append(f"/content/.utgivet/{slug}.jsonl {owner} {editors}")
    return "\n".join(lines)
