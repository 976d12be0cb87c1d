"""CODEOWNERS: who reviews a change in which folder, from who keeps which municipality's records."""

from pledges.content.library import ContentLibrary
from pledges.content.register import municipality_identity


def codeowners(library: ContentLibrary, team: str, editors: str) -> str:
    """The file's text. `team` has `{kommun}` where the slug goes (`@loften/{kommun}`); `editors` review everything else.

    A municipality that keeps its own records reviews them together with the editors; what the editors have compiled
    is theirs alone.
    """
    lines = ["# Skrivs av make codeowners ur content/; ändra inte för hand.", f"* {editors}"]
    slugs = sorted({source.municipality for source in library.discovery.records if source.municipality})
    for slug in slugs:
        home = next((one for one in library.records((slug,)) if one.identity == municipality_identity(slug)), None)
        if home is None or home.fields is None or home.fields.kept_by is None:
            owner = team.replace("{kommun}", slug)
            lines.append(f"/content/kommuner/{slug}/ {owner} {editors}")
            lines.append(f"/content/.utgivet/{slug}.jsonl {owner} {editors}")
    return "\n".join(lines) + "\n"
