"""The problems that an agreement or a situation picture is about."""

from dataclasses import dataclass

from pledges.content.record import Record
from pledges.history.snapshot import Snapshot
from pledges.i18n import _
from pledges.views.common import Fact, Link
from pledges.views.links import link_to, links_to
from pledges.views.record import fact, known_facts


@dataclass(frozen=True, slots=True)
class FocusRow:
    """A problem that an agreement or a situation picture is about."""

    title: str
    theme: Link | None
    facts: tuple[Fact, ...]


def focus_rows(snapshot: Snapshot, record: Record, field: str) -> tuple[FocusRow, ...]:
    """A row for each problem in `field` of the record (`focus_areas` or `problems`), in the order written."""
    register, rows = snapshot.register, []
    themes = {theme.slug: theme for theme in register.targets(record, f"{field}.theme")}
    areas = {area.slug: area for area in register.targets(record, f"{field}.areas")}
    for row in getattr(record.fields, field):
        theme = themes.get(row.theme) if row.theme else None
        slugs = [ref.rsplit("/", 1)[-1] for ref in row.areas]
        text = getattr(row, "text", None) or getattr(row, "problem", None)
        title = getattr(row, "title", None) or (theme.fields.title if theme is not None else text or "")
        facts = known_facts(
            fact(_("Problem"), text if text != title else None),
            fact(_("Orsaker"), row.causes),
            fact(_("Mål"), getattr(row, "goal", None)),
            fact(_("Ansvar"), getattr(row, "duties", None)),
            fact(_("Utveckling"), getattr(row, "trend", None)),
            fact(_("Gäller"), *links_to(register, (areas[slug] for slug in slugs if slug in areas))),
        )
        rows.append(FocusRow(title, link_to(register, theme) if theme is not None else None, facts))
    return tuple(rows)
