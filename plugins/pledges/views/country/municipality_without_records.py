"""The page of a municipality of which nothing has been entered: whom to ask, and what there is nearby."""

from collections.abc import Iterator
from dataclasses import dataclass

from pledges.content.geography import nearest
from pledges.i18n import _
from pledges.views.box import Elsewhere, elsewhere
from pledges.views.country.country import Country
from pledges.views.country.municipality_levels import WITH_PLEDGES, PlaceRow, place_rows
from pledges.views.municipality import place_facts, place_meta
from pledges.views.ready_letters import question_on_pledge
from pledges.views.translated.shown import everywhere, with_alternates
from pledges.views.view_types import Fact, Letter, Meta

NEIGHBOURS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class MunicipalityWithoutRecordsView:
    """A municipality of which nothing has been entered. `question` is written for the reader to send, and `elsewhere` is what
    its own website may show."""

    meta: Meta
    official_name: str
    elsewhere: Elsewhere
    question: Letter
    neighbours: tuple[PlaceRow, ...]
    facts: tuple[Fact, ...]


def views_without_records(country: Country) -> Iterator[MunicipalityWithoutRecordsView]:
    """A page for each municipality that no record tells of."""
    municipalities = country.geography.municipalities
    rows = {row.slug: row for row in place_rows(country, municipalities.values())}
    with_pledges = [facts for facts in municipalities.values() if rows[facts.slug].level in WITH_PLEDGES]
    for slug, facts in municipalities.items():
        if not country.summaries[slug].has_records:
            page = place_meta(
                country.snapshot,
                slug,
                template="municipality-without-records.html",
                description=_("Inget om {name} är inlagt här ännu.").format(name=facts.official_name),
            )
            yield MunicipalityWithoutRecordsView(
                meta=with_alternates(page, everywhere(country.snapshot.register, country.snapshot.settings)),
                official_name=facts.official_name,
                elsewhere=elsewhere(country.snapshot.settings, facts),
                question=question_on_pledge(facts.official_name),
                neighbours=tuple(rows[one.slug] for one in nearest(facts, with_pledges, NEIGHBOURS)),
                facts=place_facts(country.snapshot, slug),
            )
