"""The state of the country: what is here of each county, police region and size of municipality, and of each theme.

What has been compiled counts as coverage. Only what the parties keep themselves counts in rates. Places stand in the
order of the alphabet: this is no league table.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from textwrap import wrap

from pledges import swedish, urls
from pledges.content.geography import MunicipalityFacts
from pledges.content.record_fields import Theme
from pledges.i18n import _
from pledges.status.arrivals import Arrival
from pledges.views.country.country import Country
from pledges.views.country.municipality_levels import LABELS, WITH_PLEDGES, MapView, county_links, map_view, place_rows
from pledges.views.country.outcome import CountryOutcome, country_outcome
from pledges.views.links import links_to
from pledges.views.page_parts import portal_meta
from pledges.views.table_links import table_links
from pledges.views.view_types import Count, Link, Meta

Groups = Iterable[tuple[Link, tuple[MunicipalityFacts, ...]]]
CHART_ROOM = 360
CHART_MARGIN = 8
CHART_ROW = 50
CHART_LINE = 20
SURVEY_YEAR, SURVEY_SHARE = 2013, 85
SURVEY_SOURCE = "http://docplayer.se/111021-Rapport-2013-5-samverkan-mellan-polis-och-kommun-brottsforebyggande-arbete-utifran-overenskommelser.html"
_LETTER = 11  # the average width of a label's letters in the widest of the fonts that computers have (DejaVu Sans Bold)
LEGEND_ROW = 28
_SIZES = (
    (0, 15_000, "Färre än 15 000 invånare"),
    (15_000, 50_000, "15 000–49 999 invånare"),
    (50_000, 10**9, "50 000 invånare och fler"),
)
_ARRIVALS = {
    Arrival.IN_TIME: "I tid",
    Arrival.AFTERWARDS: "Efter den utlovade dagen",
    Arrival.UNDATED: "Finns, okänt när den kom",
    Arrival.NOT_HERE: "Finns inte här",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartRow:
    """A bar, what stands beside it, and its line in the table. `bar` has a number for each of the chart's series."""

    place: Link
    bar: tuple[int, ...]
    words: str
    cells: tuple[int, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """The name, on as many lines as leave the words beside it in peace, whatever the font."""
        return tuple(wrap(self.place.text, CHART_ROOM // _LETTER - len(self.words) - 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart with the table behind it. `whole` tells whether each bar is the whole of its row, or one scale holds for all.

    `series` names the parts of a bar, in the order of svg.LEVELS; a chart with one series has no legend.
    """

    id: str
    title: str
    description: str
    note: str
    series: tuple[str, ...]
    whole: bool
    columns: tuple[str, ...]
    rows: tuple[ChartRow, ...]

    @property
    def picture(self) -> str:
        return f"{urls.STATE}{self.id}.svg"

    @property
    def table(self) -> str:
        return f"{urls.STATE}{self.id}.csv"

    @property
    def width(self) -> int:
        return CHART_ROOM + 2 * CHART_MARGIN

    @property
    def height(self) -> int:
        legend = LEGEND_ROW * len(self.series) + 12 if len(self.series) > 1 else 0
        more = sum(len(row.lines) - 1 for row in self.rows)
        return legend + CHART_ROW * len(self.rows) + CHART_LINE * more + CHART_MARGIN


@dataclass(frozen=True, slots=True, kw_only=True)
class StateView:
    """The state of the country: numbers with their words, the map, and charts with their tables."""

    meta: Meta
    outcome: CountryOutcome
    tables: tuple[Link, ...]
    counts: tuple[Count, ...]
    beside_survey: str
    survey: Link
    explanation: tuple[str, ...]
    map: MapView
    counties: tuple[Link, ...]
    charts: tuple[Chart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StateCounts:
    """What is here of some municipalities taken together."""

    municipalities: int
    levels: tuple[int, ...]
    pledges: int
    pledges_now: int
    agreements_now: int
    kept_by_parties: int
    arrivals: tuple[int, ...]

    @property
    def with_pledges(self) -> int:
        """How many of the municipalities have pledges here."""
        return sum(count for level, count in zip(LABELS, self.levels, strict=True) if level in WITH_PLEDGES)

    @property
    def due(self) -> int:
        """How many follow-ups with a promised day have come or are late, of those that the parties keep."""
        return sum(self.arrivals)


def state_view(country: Country) -> StateView:
    total = state_counts(country, country.geography.municipalities.values())

    def having(count: int, rest: str) -> Count:
        return Count(count, f"{_('kommun') if count == 1 else _('kommuner')} {rest}")

    counts = (
        having(total.agreements_now, _("har en överenskommelse här som gäller nu")),
        having(total.with_pledges, _("har löften inlagda här")),
        Count(total.pledges, _("löften är inlagda, varav {now} gäller nu").format(now=total.pledges_now)),
        having(total.levels[-1], _("har inget inlagt här")),
    )
    intro = _("Vad som finns inlagt i portalen. Att inget är inlagt betyder inte att inget har lovats.")
    levels = map_view(row.level for row in place_rows(country, country.geography.municipalities.values()))
    return StateView(
        meta=portal_meta(urls.STATE, "state.html", title=_("Läget i landet"), description=intro),
        outcome=country_outcome(country),
        tables=table_links(country),
        counts=counts,
        beside_survey=_beside_survey(total),
        survey=Link(_("Brås rapport 2013:5"), SURVEY_SOURCE),
        explanation=tuple(_explanation(total)),
        map=levels,
        counties=county_links(country),
        charts=charts(country),
    )


def state_counts(country: Country, members: Iterable[MunicipalityFacts]) -> StateCounts:
    """Count what is here of `members`. A record that several of them share counts once."""
    facts = tuple(members)
    counts = country.counts(place.slug for place in facts)
    summaries = [country.summaries[place.slug] for place in facts if place.slug in country.summaries]
    levels = [row.level for row in place_rows(country, facts)]
    arrivals = [arrival for summary in summaries for arrival in summary.arrivals]
    return StateCounts(
        municipalities=len(facts),
        levels=tuple(levels.count(level) for level in LABELS),
        pledges=sum(row.pledges for row in counts),
        pledges_now=sum(row.pledges_now for row in counts),
        agreements_now=sum(any(row.agreements_now for row in country.counts((place.slug,))) for place in facts),
        kept_by_parties=sum(summary.entered and not summary.compilation for summary in summaries),
        arrivals=tuple(arrivals.count(arrival) for arrival in Arrival),
    )


def _beside_survey(total: StateCounts) -> str:
    """The share with an agreement here beside that of the only survey of all: what is found is not what exists."""
    return _(
        "Här finns en överenskommelse som gäller nu i {now} av {all} kommuner, {share} procent. {year} fann Brå att drygt {then} procent av kommunerna arbetade efter en överenskommelse. "
        "Talen går inte att jämföra: vårt är av dem som vi har hittat, och säger inte hur många som finns."
    ).format(
        now=swedish.decimal(total.agreements_now),
        all=swedish.decimal(total.municipalities),
        share=round(100 * total.agreements_now / total.municipalities),
        year=SURVEY_YEAR,
        then=SURVEY_SHARE,
    )


def _explanation(total: StateCounts) -> Iterator[str]:
    yield _(
        "En kommun räknas till det som den har mest av här: löften, annars en överenskommelse, annars andra uppgifter. Ett löfte räknas som redovisat när parterna har berättat hur det gick med något av det."
    )
    yield _("Det som portalens redaktion har sammanställt ur offentliga källor räknas med i vad som finns här.")
    if total.kept_by_parties == 0:
        yield _(
            "Ingen kommun för ännu sina uppgifter själv. Därför räknas inga andelar av hur många uppföljningar som kom i tid."
        )
    elif total.due == 0:
        yield _(
            "Ingen utlovad dag för en uppföljning som parterna själva för in här har passerat. Därför räknas inga andelar av hur många som kom i tid."
        )
    else:
        yield _("Hur många uppföljningar som kom i tid räknas bara bland dem som parterna själva för in här.")


def charts(country: Country) -> tuple[Chart, ...]:
    """Every chart of the page. The last only where there is something to count."""
    geography = country.geography
    counties = [
        (Link(group.name, urls.county(group.slug)), group.municipalities) for group in geography.counties.values()
    ]
    regions = [
        (Link(group.name, urls.region(group.slug)), group.municipalities) for group in geography.regions.values()
    ]
    everyone = tuple(geography.municipalities.values())
    sizes = [
        (Link(_(label), None), tuple(facts for facts in everyone if low <= facts.population_2016 < high))
        for low, high, label in _SIZES
    ]
    always = (
        _coverage(country, counties, "lan", title=_("Kommuner med löften, län för län")),
        _coverage(country, regions, "polisregioner", title=_("Kommuner med löften i varje polisregion")),
        _coverage(
            country,
            sizes,
            "storlek",
            title=_("Kommuner med löften efter storlek"),
            note=_("Storleken är kommunens folkmängd 2016."),
        ),
        _themes(country),
    )
    punctuality = _punctuality(country, regions)
    return always if punctuality is None else (*always, punctuality)


def _coverage(country: Country, groups: Groups, name: str, *, title: str, note: str = "") -> Chart:
    columns = (
        _("Kommuner"),
        _("Med minst ett redovisat löfte"),
        _("Med löften men inget redovisat"),
        _("Bara överenskommelse"),
        _("Bara andra uppgifter"),
        _("Inget inlagt här"),
        _("Överenskommelse som gäller nu"),
        _("Löften"),
        _("Löften som gäller nu"),
        _("För uppgifterna själva"),
        _("Utlovade uppföljningar"),
        _("Varav i tid"),
    )
    rows = []
    for place, members in groups:
        counted = state_counts(country, members)
        words = _("{count} av {all}").format(count=counted.with_pledges, all=counted.municipalities)
        cells = (
            *(counted.municipalities, *counted.levels, counted.agreements_now, counted.pledges, counted.pledges_now),
            *(counted.kept_by_parties, counted.due, counted.arrivals[0]),
        )
        rows.append(ChartRow(place=place, bar=counted.levels, words=words, cells=cells))
    description = _(
        "En stapel för varje område, delad efter vad som finns inlagt om kommunerna där. Alla tal står i tabellen."
    )
    return Chart(
        id=name,
        title=title,
        description=description,
        note=note,
        series=tuple(_(label) for label in LABELS.values()),
        whole=True,
        columns=columns,
        rows=tuple(rows),
    )


def _themes(country: Country) -> Chart:
    """The themes by how many pledges are about them, most first; a theme without pledges is left out."""
    register, rows = country.snapshot.register, []
    for link in links_to(register, register.of(Theme)):
        theme = (link.href or "").removeprefix(urls.THEMES).rstrip("/")
        if count := country.themes.get(theme, 0):
            rows.append(ChartRow(place=link, bar=(count,), words=swedish.decimal(count), cells=(count,)))
    rows.sort(key=lambda row: -row.bar[0])
    return Chart(
        id="amnen",
        title=_("Vad löftena handlar om"),
        description=_("En stapel för varje ämne, så lång som antalet löften. Alla tal står i tabellen."),
        note=_("Ett löfte kan handla om flera ämnen och räknas då i vart och ett."),
        series=(_("Löften"),),
        whole=False,
        columns=(_("Löften"),),
        rows=tuple(rows),
    )


def _punctuality(country: Country, regions: Groups) -> Chart | None:
    rows = []
    for place, members in regions:
        counted = state_counts(country, members)
        if counted.due:
            words = _("{count} av {all} i tid").format(count=counted.arrivals[0], all=counted.due)
            rows.append(ChartRow(place=place, bar=counted.arrivals, words=words, cells=counted.arrivals))
    if not rows:
        return None
    labels = tuple(_(label) for label in _ARRIVALS.values())
    return Chart(
        id="uppfoljningar",
        title=_("Utlovade uppföljningar"),
        description=_(
            "En stapel för varje polisregion, delad efter hur de utlovade uppföljningarna kom. Alla tal står i tabellen."
        ),
        note=_(
            "Bara det som parterna själva för in här, och bara uppföljningar som har kommit eller vars utlovade dag har passerat."
        ),
        series=labels,
        whole=True,
        columns=labels,
        rows=tuple(rows),
    )
