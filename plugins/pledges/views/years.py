"""A municipality year by year: its pledges against each other in a table, and a report of each year for its council."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from pledges import swedish, urls
from pledges.content.record import Record, is_a
from pledges.content.record_fields import Agreement, Plan, Pledge, Tasked
from pledges.history.events import EventKind
from pledges.history.snapshot import Snapshot, answered, recalled
from pledges.i18n import _
from pledges.status.date_ranges import year_of
from pledges.status.facts import reports_of
from pledges.status.record_state import State
from pledges.status.result_for_readers import ActionResult, Result
from pledges.views.against_before import in_short, promises_against
from pledges.views.cards import newest_first, pledge_card, years_of
from pledges.views.details import IndicatorRow, ToldRow, details
from pledges.views.links import link_to, links_to, municipality_link, party_links
from pledges.views.page_parts import feeds_near, home_of, municipality_breadcrumbs, timeline
from pledges.views.promised_and_done import MeasureRow, extras, measures
from pledges.views.required_by_law import IN_FORCE
from pledges.views.results import standing_line
from pledges.views.strands import ENDS, End
from pledges.views.view_types import Count, Link, Meta, TimelineRow
from pledges.written_values import Period

_SEVERAL = 2  # pledges, before there is anything to put against each other
_NOTHING, _NOTHING_READ = "inget redovisat", "inget redovisat i det vi läste"
_GROUPS: tuple[tuple[str, tuple[Result, ...]], ...] = (
    ("gjort eller nått", (Result.DONE, Result.REACHED)),
    ("delvis", (Result.PARTLY,)),
    ("inte gjort eller inte nått", (Result.NOT_DONE, Result.NOT_REACHED)),
    ("redovisat på annat sätt", (Result.REPORTED,)),
    ("nämns inte i uppföljningen", (Result.NOT_MENTIONED,)),
    (_NOTHING, (Result.NOTHING_REPORTED,)),
    ("inte dags än", (Result.NOT_YET,)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearRow:
    """A pledge in the table, with its time: how it went, and what it promises against the one before."""

    pledge: Link
    result: str
    against: str


@dataclass(frozen=True, slots=True, kw_only=True)
class YearsView:
    """A municipality's pledges, the latest first, and the reports of its years. `none_later` says why there is no later one,
    where something holds now."""

    meta: Meta
    compilation: bool
    rows: tuple[YearRow, ...]
    reports: tuple[Link, ...]
    none_later: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedAction:
    """An action in a report: what was promised, how it ended, and what the follow-ups say. `of_other_time` leads to what is
    told of another time, where nothing is of the year; `others` to those who are no party and tell of it."""

    what: Link
    goal: str
    end: End
    is_dashed: bool
    result: str
    figures: str
    others: tuple[Link, ...]
    of_other_time: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedCommitment:
    """A pledge or an action plan in the report of a year. `said` is what the parties say of the whole, and `beside` what they
    did beside the actions, in that year; `silent` says that nothing is told of just that one of several, and `more` that the
    document holds more than is here.
    """

    title: Link
    about: str
    told: str
    said: tuple[ToldRow, ...]
    actions: tuple[ReportedAction, ...]
    beside: tuple[ToldRow, ...]
    silent: str
    more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """What was promised in a municipality in a year, what became of it, how the problems have changed and what comes.

    `is_by_law`: lag 2023:196, whose 13 § asks for reports to the council, was in force for some of the year.
    """

    meta: Meta
    year: int
    is_by_law: bool
    compilation: bool
    is_of_longer: bool
    in_short: tuple[Count, ...]
    commitments: tuple[ReportedCommitment, ...]
    agreements: tuple[Link, ...]
    indicators: tuple[IndicatorRow, ...]
    effects: tuple[ToldRow, ...]
    follow_ups: tuple[Link, ...]
    changes: tuple[TimelineRow, ...]
    coming: tuple[TimelineRow, ...]
    next_pledges: tuple[Link, ...]
    next_steps: tuple[ToldRow, ...]
    years: tuple[Link, ...]


def years_pages(snapshot: Snapshot, slug: str) -> Iterator[tuple[str, Callable[[], YearsView | ReportView]]]:
    """The addresses of the municipality's page of its years and of the report of each, with what makes them; nothing where
    there is neither."""
    years = reported_years(snapshot, slug)
    if years or len(_pledges(snapshot, slug)) >= _SEVERAL:
        yield urls.years_of(slug), partial(_years_view, snapshot, slug, years)
    for year in years:
        yield urls.report_of(slug, year), partial(_report_view, snapshot, slug, year)


def way_to_years(snapshot: Snapshot, slug: str) -> Link | None:
    """The link from the municipality's page to that of its years, where there is one."""
    years = reported_years(snapshot, slug)
    if not years and len(_pledges(snapshot, slug)) < _SEVERAL:
        return None
    return Link(_("År för år, och en rapport för varje år"), urls.years_of(slug))


@answered
def reported_years(snapshot: Snapshot, slug: str) -> tuple[int, ...]:
    """The years, the latest first, up to this one, in which a pledge or an action plan is known to have held."""
    spans = [pledge_card(snapshot, one).span for one in _pledges(snapshot, slug)]
    spans += [one.fields.period for one in _plans(snapshot, slug) if one.fields.period is not None]
    years = {year for span in spans for year in years_of(span, snapshot.day) if year <= snapshot.day.year}
    return tuple(sorted(years, reverse=True))


def _pledges(snapshot: Snapshot, slug: str) -> tuple[Record[Pledge], ...]:
    register = snapshot.register
    return tuple(one for one in register.of(Pledge) if slug in register.municipalities(one))


def _plans(snapshot: Snapshot, slug: str) -> tuple[Record[Plan], ...]:
    register = snapshot.register
    return tuple(one for one in register.of(Plan) if slug in register.municipalities(one))


def _years_view(snapshot: Snapshot, slug: str, years: Sequence[int]) -> YearsView:
    facts = snapshot.register.geography.municipalities[slug]
    cards = newest_first(pledge_card(snapshot, one) for one in _pledges(snapshot, slug))
    records = [one for card in cards if is_a(one := snapshot.register.get(card.identity), Pledge)]
    return YearsView(
        meta=_meta(
            snapshot,
            slug,
            address=urls.years_of(slug),
            template="years.html",
            title=_("År för år i {name}").format(name=facts.name),
        ),
        compilation=_is_compilation(snapshot, slug),
        rows=tuple(_row(snapshot, one) for one in records),
        reports=_report_links(slug, years),
        none_later=_none_later(snapshot, slug, years),
    )


def _none_later(snapshot: Snapshot, slug: str, years: Sequence[int]) -> str:
    if not years or years[0] >= snapshot.day.year:
        return ""
    register = snapshot.register
    agreements = [one for one in register.of(Agreement) if slug in register.municipalities(one)]
    holding = [one for one in agreements if snapshot.standings[one.identity].state is State.ONGOING]
    if not holding and not any(
        snapshot.standings[one.identity].state is State.ONGOING for one in _pledges(snapshot, slug)
    ):
        return ""
    none = _(
        "För senare år än {year} finns ingen rapport: inget löfte och ingen åtgärdsplan som säkert gällde då finns här, och därför inget att redovisa som vi känner till."
    ).format(year=years[0])
    now = _("Nu gäller {agreement}.").format(
        agreement=swedish.enumerate_words(f"”{one.fields.title}”" for one in holding)
    )
    return f"{none} {now}" if holding else none


def _report_links(slug: str, years: Iterable[int]) -> tuple[Link, ...]:
    return tuple(Link(str(year), urls.report_of(slug, year)) for year in years)


def _meta(snapshot: Snapshot, slug: str, *, address: str, template: str, title: str, up: tuple[Link, ...] = ()) -> Meta:
    return Meta(
        address=address,
        template=template,
        title=title,
        description=title,
        breadcrumbs=(*municipality_breadcrumbs(), municipality_link(snapshot.register, slug), *up),
        feeds=feeds_near(snapshot, (slug,)),
        searched=False,
    )


def _is_compilation(snapshot: Snapshot, slug: str) -> bool:
    home = home_of(snapshot.register, slug)
    return home is not None and home.fields.is_compiled


@recalled
def _row(snapshot: Snapshot, record: Record[Pledge]) -> YearRow:
    card, promises = pledge_card(snapshot, record), promises_against(snapshot, record)
    before = snapshot.register.target(record, Pledge, "succeeds")
    if promises:
        against = swedish.capital(in_short(promises))
    elif before is not None:
        against = _("Går inte att jämföra, åtgärderna är inte kända")
    else:
        against = _("Inte känt vilket som gällde före")
    return YearRow(
        pledge=Link(card.title, card.href, card.period),
        result=". ".join(text for text in (card.reader_label, card.headline) if text),
        against=against,
    )


def _report_view(snapshot: Snapshot, slug: str, year: int) -> ReportView:
    register = snapshot.register
    facts = register.geography.municipalities[slug]
    held = _held_in(snapshot, slug, year)
    told = [details(snapshot, one) for one in held]
    rows = [row for one in held for row in _happened(snapshot, one)]
    years = reported_years(snapshot, slug)
    first = str(year + 1)
    return ReportView(
        meta=_meta(
            snapshot,
            slug,
            address=urls.report_of(slug, year),
            template="report.html",
            title=_("{name} {year}: vad som lovades och vad som blev gjort").format(
                name=facts.official_name, year=year
            ),
            up=(Link(_("År för år"), urls.years_of(slug)),),
        ),
        year=year,
        is_by_law=year >= IN_FORCE.year,
        compilation=_is_compilation(snapshot, slug),
        is_of_longer=any(years_of(one.fields.period, snapshot.day) != (year,) for one in held if one.fields.period),
        in_short=_in_short(snapshot, held, year=year, compilation=_is_compilation(snapshot, slug)),
        commitments=tuple(_commitment(snapshot, one, year) for one in held),
        agreements=links_to(
            register,
            (
                one
                for one in register.of(Agreement)
                if slug in register.municipalities(one) and year in years_of(one.fields.period, snapshot.day)
            ),
        ),
        indicators=tuple({row.what: row for one in told for row in one.indicators}.values()),
        effects=tuple(dict.fromkeys(row for one in told for row in one.effects)),
        follow_ups=tuple(
            link_to(register, one, swedish.partial(one.fields.date))
            for held_one in held
            for one in register.follow_ups(held_one)
        ),
        changes=tuple(
            sorted(
                (row for row in rows if row.iso.startswith(str(year)) and not row.coming),
                key=lambda row: row.iso,
                reverse=True,
            )
        ),
        coming=tuple(sorted((row for row in rows if row.coming), key=lambda row: row.iso)),
        next_pledges=tuple(
            link_to(register, one, swedish.period(one.fields.period))
            for one in _pledges(snapshot, slug)
            if one.fields.period.first is not None and str(one.fields.period.first.year) == first
        ),
        next_steps=tuple(dict.fromkeys(row for one in told for row in one.next_steps)),
        years=_report_links(slug, years),
    )


def _happened(snapshot: Snapshot, record: Record[Tasked]) -> Iterator[TimelineRow]:
    """What happened to a commitment; that it was entered here says nothing of the year."""
    for row in timeline(snapshot, record):
        if row.kind == EventKind.ENTERED:
            continue
        text = row.text or (record.fields.title if row.title != record.fields.title else "")
        yield replace(row, text=text, href=row.href or urls.of_record(record.identity))


def _held_in(snapshot: Snapshot, slug: str, year: int) -> tuple[Record[Tasked], ...]:
    """The pledges and the action plans that are known to have held in a year, the pledges first."""
    pledges = [
        one
        for name in _pledges_by_year(snapshot, slug).get(year, ())
        if is_a(one := snapshot.register.get(name), Pledge)
    ]
    plans = [
        one
        for one in _plans(snapshot, slug)
        if one.fields.period is not None and year in years_of(one.fields.period, snapshot.day)
    ]
    return (*pledges, *plans)


@answered
def _pledges_by_year(snapshot: Snapshot, slug: str) -> dict[int, list[str]]:
    """The identities of the pledges that are known to have held in each year."""
    held: dict[int, list[str]] = {}
    for one in _pledges(snapshot, slug):
        for year in pledge_card(snapshot, one).years:
            held.setdefault(year, []).append(one.identity)
    return held


def _in_short(snapshot: Snapshot, held: Sequence[Record[Tasked]], *, year: int, compilation: bool) -> tuple[Count, ...]:
    """How many actions ended how, by what is told of the year; each that is known here is in one of the rows."""
    counts = Counter(result.of(year_of(year)) for one in held for result in snapshot.standings[one.identity].results)
    pledges = sum(is_a(one, Pledge) for one in held)
    plans = len(held) - pledges
    ends = [(_(_NOTHING_READ if compilation and words == _NOTHING else words), results) for words, results in _GROUPS]
    rows = (
        (_("löfte som gällde") if pledges == 1 else _("löften som gällde"), pledges),
        (_("åtgärdsplan som gällde") if plans == 1 else _("åtgärdsplaner som gällde"), plans),
        (_("åtgärd som är känd här") if counts.total() == 1 else _("åtgärder som är kända här"), counts.total()),
        *((words, sum(counts[result] for result in results)) for words, results in ends),
    )
    return tuple(Count(number, words) for words, number in rows if number)


def _is_of(snapshot: Snapshot, time: Period, year: int) -> bool:
    """Whether something that is told of `time` may be of `year`: also where it isn't known of when it is."""
    years = years_of(time, snapshot.day)
    return year in years or not years


def _said(snapshot: Snapshot, record: Record[Tasked], year: int) -> Iterator[ToldRow]:
    """What the parties say of the whole of the year, in their own words or as a verdict, and why."""
    for report in reports_of(snapshot.register, record):
        fields = report.fields
        words = fields.own_words or fields.verdict or fields.yearly_verdict
        by = swedish.capital(swedish.enumerate_words(report.names))
        texts = [text.rstrip(".") for text in (f"{by}: {words}" if words else "", fields.cause) if text]
        if report.by_party and texts and _is_of(snapshot, fields.covers, year):
            source = link_to(snapshot.register, snapshot.register.records[report.identity])
            yield ToldRow(f"{'. '.join(texts)}.", source)


def _beside(snapshot: Snapshot, record: Record[Tasked], year: int) -> Iterator[ToldRow]:
    for row in extras(snapshot, record):
        for one in row.figures:
            if _is_of(snapshot, one.time, year):
                told = ". ".join(text.rstrip(".") for text in (one.text, one.comment) if text)
                yield ToldRow(f"{row.what}: {told}." if told else f"{row.what}.", one.source)


def _silent(snapshot: Snapshot, record: Record[Tasked], year: int) -> str:
    """That nothing is told of just this year, of what is promised for several and has been told of."""
    period = record.fields.period
    if period is None or years_of(period, snapshot.day) == (year,):
        return ""
    times = [one.fields.covers for one in snapshot.register.follow_ups(record)]
    return (
        ""
        if not times or any(_is_of(snapshot, one, year) for one in times)
        else _("Ingen uppföljning här är av {year}.").format(year=year)
    )


def _action(
    snapshot: Snapshot, record: Record[Tasked], *, row: MeasureRow, result: ActionResult, year: int
) -> ReportedAction:
    address = f"{urls.of_record(record.identity)}#{row.anchor}"
    is_told = result.of(year_of(year)) is not Result.NOTHING_REPORTED or result.result is Result.NOTHING_REPORTED
    return ReportedAction(
        what=Link(row.what, address),
        goal=row.goal,
        end=row.end if is_told else ENDS[Result.NOTHING_REPORTED],
        is_dashed=row.is_dashed and is_told,
        result=row.result if is_told else _("Inget redovisat för {year}").format(year=year),
        figures="; ".join(
            f"{one.covers}: {one.text}" for one in row.figures if one.text and _is_of(snapshot, one.time, year)
        ),
        others=row.others,
        of_other_time=None if is_told else Link(_("Vad som sägs om annan tid"), address),
    )


def _commitment(snapshot: Snapshot, record: Record[Tasked], year: int) -> ReportedCommitment:
    register, now = snapshot.register, snapshot.standings[record.identity]
    parties = swedish.enumerate_words(link.text for link in party_links(register, record, register.parties(record)))
    period = swedish.period(record.fields.period) if record.fields.period is not None else ""
    more = ""
    if now.unseen is not None and record.actions:
        more = (
            _("Dokumentet har fler åtgärder än de som finns här.")
            if now.unseen.value
            else _("Fler åtgärder kan finnas: vi har inte sett hela löftet.")
        )
    return ReportedCommitment(
        title=link_to(register, record),
        about=" · ".join(text for text in (swedish.capital(period), parties) if text),
        told=standing_line(snapshot, record),
        said=tuple(_said(snapshot, record, year)),
        actions=tuple(
            _action(snapshot, record, row=row, result=result, year=year)
            for row, result in zip(measures(snapshot, record), now.results, strict=True)
        ),
        beside=tuple(_beside(snapshot, record, year)),
        silent=_silent(snapshot, record, year),
        more=more or ("" if record.actions else _("Vad som skulle göras är inte känt här.")),
    )
