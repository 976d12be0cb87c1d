"""The municipalities of the country as rows of the table that is open data. table_columns.py says what each column means."""

from collections.abc import Iterator
from dataclasses import dataclass

from pledges import urls
from pledges.settings import absolute
from pledges.views.country.country import Country
from pledges.views.country.state_of_country import state_counts
from pledges.views.required_by_law import LawShown
from pledges.views.table_cells import together, yes_or_no


@dataclass(frozen=True, kw_only=True)
class MunicipalityRow:
    """A municipality, whether anything is entered of it, who keeps that, how promised follow-ups came, and what is shown of
    what lag (2023:196) asks, with the newest day of each."""

    slug: str
    code: str
    name: str
    county: str
    region: str
    population: str
    entered: str
    own: str
    in_time: str
    afterwards: str
    undated: str
    not_here: str
    law: str
    picture: str
    picture_renewed: str
    plan: str
    plan_followed_up: str
    agreement: str
    council: str
    coordination: str
    report: str
    address: str


def municipality_rows(country: Country) -> Iterator[MunicipalityRow]:
    """A row for each municipality there is, by its name in addresses."""
    for slug, facts in sorted(country.geography.municipalities.items()):
        counted, summary = state_counts(country, (facts,)), country.summaries.get(slug)
        law = summary.law if summary is not None else LawShown()
        in_time, afterwards, undated, not_here = map(str, counted.arrivals)
        yield MunicipalityRow(
            slug=slug,
            code=facts.code,
            name=facts.name,
            county=facts.county_name,
            region=facts.police_region,
            population=str(facts.population_2016),
            entered=yes_or_no(summary is not None and summary.entered),
            own=yes_or_no(counted.kept_by_parties > 0),
            in_time=in_time,
            afterwards=afterwards,
            undated=undated,
            not_here=not_here,
            law=together(law.paragraphs),
            picture=law.picture,
            picture_renewed=law.picture_renewed,
            plan=law.plan,
            plan_followed_up=law.plan_followed_up,
            agreement=law.agreement,
            council=law.council,
            coordination=law.coordination,
            report=law.report,
            address=absolute(country.snapshot.settings, urls.municipality(slug)),
        )
