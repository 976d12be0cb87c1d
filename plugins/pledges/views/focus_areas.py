"""The problems that an agreement or a situation picture is about."""

from dataclasses import dataclass

from pledges.content.record import Record
from pledges.content.record_fields import Agreement, Area, FocusArea, Picture, PictureProblem, Theme
from pledges.content.register import Register
from pledges.history.snapshot import Snapshot
from pledges.i18n import _
from pledges.views.links import link_to, links_to
from pledges.views.record_page import fact, known_facts
from pledges.views.view_types import Fact, Link


@dataclass(frozen=True, slots=True)
class FocusRow:
    """A problem that an agreement or a situation picture is about."""

    title: str
    theme: Link | None
    facts: tuple[Fact, ...]


def focus_rows(snapshot: Snapshot, record: Record[Agreement | Picture]) -> tuple[FocusRow, ...]:
    """A row for each problem that the record is about, in the order written."""
    fields = record.fields
    problems = fields.focus_areas if isinstance(fields, Agreement) else fields.problems
    return tuple(_row(snapshot.register, record, problem) for problem in problems)


def _row(register: Register, record: Record[Agreement | Picture], problem: FocusArea | PictureProblem) -> FocusRow:
    themes = {theme.slug: theme for theme in register.targets(record, Theme, "focus_areas.theme", "problems.theme")}
    areas = {area.slug: area for area in register.targets(record, Area, "focus_areas.areas", "problems.areas")}
    theme = themes.get(problem.theme) if problem.theme else None
    slugs = [ref.rsplit("/", 1)[-1] for ref in problem.areas]
    called = theme.fields.title if theme is not None else ""
    if isinstance(problem, FocusArea):
        text, title = problem.problem, problem.title or called or problem.problem or ""
        own, places = [fact(_("Mål"), problem.goal), fact(_("Ansvar"), problem.duties)], problem.places
    else:
        text, title = problem.text, called or problem.text
        own, places = [fact(_("Utveckling"), problem.trend)], ()
    facts = known_facts(
        fact(_("Problem"), text if text != title else None),
        fact(_("Orsaker"), problem.causes),
        *own,
        fact(_("Gäller"), *links_to(register, (areas[slug] for slug in slugs if slug in areas)), *places),
    )
    return FocusRow(title, link_to(register, theme) if theme is not None else None, facts)
