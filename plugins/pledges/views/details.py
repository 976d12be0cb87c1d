"""What the page of a pledge, an agreement or a plan tells beside the actions.

The promises that it is made of, how the problem has changed, what follows, and what others say of it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pledges import swedish
from pledges.content.record import Record, is_a
from pledges.content.record_fields import (
    Agreement,
    Area,
    Commitment,
    DialogueFigures,
    FollowUpPlan,
    Indicator,
    IndicatorPoint,
    IndicatorValue,
    Mention,
    Pledge,
    Theme,
)
from pledges.content.register import Register
from pledges.history.snapshot import Snapshot
from pledges.i18n import _
from pledges.status.facts import Report, reports_of
from pledges.views.links import link_to, links_to, party_links
from pledges.views.promised_and_done import MeasureRow, measures
from pledges.views.record_page import fact, known_facts
from pledges.views.view_types import Fact, Link
from pledges.written_values import PartialDate, Period


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRow:
    """One of the promises that a document is made of; without a title, the actions that belong to none."""

    title: str
    aim: str
    about: tuple[Link, ...]
    promises: tuple[MeasureRow, ...]

    @property
    def is_bare(self) -> bool:
        """Whether nothing of it is known but what it is called."""
        return not (self.aim or self.about or self.promises)


@dataclass(frozen=True, slots=True)
class PointRow:
    """One value of a measure: when, how much, and what it is or where it is from."""

    when: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """A measure of the problem itself, with its values in order of time."""

    what: str
    about: str
    points: tuple[PointRow, ...]


@dataclass(frozen=True, slots=True)
class ToldRow:
    """Something that a follow-up says of the whole, with the follow-up."""

    text: str
    source: Link


@dataclass(frozen=True, slots=True)
class RemarkRow:
    """Something that others say, and the action that it is about."""

    text: str
    action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionRow:
    """What somebody who is no party says."""

    link: Link
    who: tuple[Link, ...]
    when: str
    nature: str
    remarks: tuple[RemarkRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """All of it, each part empty where there is none.

    `unseen` says once that there are parts whose actions are not known. `not_known` says why what is measured does not tell whether the problem changed, where nobody says what came of it.
    """

    parts: tuple[PartRow, ...]
    unseen: str
    indicators: tuple[IndicatorRow, ...]
    verdicts: tuple[ToldRow, ...]
    causes: tuple[ToldRow, ...]
    effects: tuple[ToldRow, ...]
    next_steps: tuple[ToldRow, ...]
    mentions: tuple[MentionRow, ...]
    not_known: str


def details(snapshot: Snapshot, record: Record[Commitment]) -> Details:
    """What is told of `record` beside its actions. Only the parties' own follow-ups are heard here."""
    register = snapshot.register
    reports = [report for report in reports_of(register, record) if report.by_party]

    def told(texts: Iterable[tuple[Report, str | None]]) -> tuple[ToldRow, ...]:
        return tuple(ToldRow(text, link_to(register, register.records[one.identity])) for one, text in texts if text)

    parts = _parts(snapshot, record)
    return Details(
        parts=parts,
        unseen=_unseen(parts, register.is_compilation(record)),
        indicators=tuple(_indicator_row(one, values) for one, values in _series(record, reports)),
        verdicts=told((one, _yearly_verdict(one)) for one in reports),
        causes=told((one, one.fields.cause) for one in reports),
        effects=told((one, one.fields.effect) for one in reports),
        next_steps=told((one, one.fields.next_step) for one in reports),
        mentions=tuple(_mention_row(register, one, record) for one in register.mentions(record)),
        not_known="" if any(one.fields.effect for one in reports) else _not_known(record, reports),
    )


def _yearly_verdict(report: Report) -> str | None:
    verdict = report.fields.yearly_verdict
    return f"{swedish.capital(swedish.period(report.fields.covers))}: {verdict}" if verdict is not None else None


def _parts(snapshot: Snapshot, record: Record[Commitment]) -> tuple[PartRow, ...]:
    """The parts of a pledge, each with its actions, then the actions of none; nothing of what is no pledge."""
    if not is_a(record, Pledge):
        return ()
    register, parts = snapshot.register, record.fields.parts
    shown = tuple(zip(record.actions, measures(snapshot, record), strict=True))
    areas = {area.slug: area for area in register.targets(record, Area, "parts.areas")}
    themes = {theme.slug: theme for theme in register.targets(record, Theme, "parts.theme")}
    rows = [
        PartRow(
            title=part.title,
            aim=part.aim or "",
            about=(
                *links_to(register, (areas[slug] for ref in part.areas if (slug := ref.rsplit("/", 1)[-1]) in areas)),
                *(Link(place, None) for place in part.places),
                *links_to(register, (themes[part.theme],) if part.theme in themes else ()),
            ),
            promises=tuple(row for action, row in shown if action.part == part.id),
        )
        for part in parts
    ]
    known = {part.id for part in parts}
    rest = tuple(row for action, row in shown if action.part not in known)
    return (*rows, PartRow(title="", aim="", about=(), promises=rest)) if rest else tuple(rows)


def _unseen(parts: Sequence[PartRow], compilation: bool) -> str:
    if all(part.promises for part in parts):
        return ""
    if not any(part.promises for part in parts):
        return _("Åtgärderna har vi inte sett.") if compilation else _("Inga åtgärder är inlagda här.")
    if compilation:
        return _("Där inga åtgärder står har vi inte sett några.")
    return _("Där inga åtgärder står är inga inlagda.")


_FOR_A_CHANGE = 2  # values that are the least to tell of one


def _series(record: Record[Commitment], reports: Iterable[Report]) -> list[tuple[Indicator, list[IndicatorValue]]]:
    """The measures of the record with the values that the follow-ups add, then those of the follow-ups alone."""
    own = {indicator.id or f"#{number}": indicator for number, indicator in enumerate(record.fields.indicators)}
    values: dict[str, list[IndicatorValue]] = {name: list(one.values) for name, one in own.items()}
    for report in reports:
        for number, indicator in enumerate(report.fields.indicators):
            name = indicator.id if indicator.id in own else f"{report.identity}#{number}"
            assert name is not None
            if indicator.what is not None:
                own.setdefault(name, indicator)
            values.setdefault(name, []).extend(indicator.values)
    return [(indicator, values[name]) for name, indicator in own.items()]


def _not_known(record: Record[Commitment], reports: Sequence[Report]) -> str:
    """Why nothing tells whether the problem changed: the values are of the time before alone, or there is one of each."""
    series = _series(record, reports)
    period = record.fields.period
    counts = [len(values) + (one.baseline is not None) for one, values in series]
    if not series:
        return ""
    if not any(counts):
        return _("Det vet vi inte: inget uppmätt värde finns här.")
    first = period.first if period is not None else None
    if not any(_is_later(value, one.baseline, first) for one, values in series for value in values):
        if first is not None and max(counts) > 1 and all(_is_before(one, first) for one in _points(series)):
            return _("Det vet vi inte: alla värden här är uppmätta före {year}.").format(year=first.year)
        return _("Det vet vi inte: bara utgångsläget finns här.")
    if max(counts) < _FOR_A_CHANGE:
        return _("Det vet vi inte: bara ett värde av varje mått finns här, så det går inte att jämföra.")
    is_told = any(report.fields.indicators for report in reports)
    if not is_told and _may_all_be_before(period, [value.year for _one, values in series for value in values]):
        return _("Det vet vi inte: inget värde här är säkert från senare än utgångsläget.")
    return ""


def _points(
    series: Iterable[tuple[Indicator, list[IndicatorValue]]],
) -> Iterator[IndicatorPoint | IndicatorValue]:
    for indicator, values in series:
        yield from (*values, *([indicator.baseline] if indicator.baseline is not None else []))


def _is_before(point: IndicatorPoint | IndicatorValue, first: date) -> bool:
    return point.year is not None and point.year.last < first


def _is_later(value: IndicatorValue, baseline: IndicatorPoint | None, first: date | None) -> bool:
    """Whether a value may tell of the time of the promise: it is not of before it, and later than what it was built on."""
    if value.year is None:
        return True
    if first is not None and value.year.last < first:
        return False
    return baseline is None or baseline.year is None or value.year.last > baseline.year.last


def _may_all_be_before(period: Period | None, days: Iterable[PartialDate | None]) -> bool:
    """Whether all that a promise itself tells may be from before it: of the year that it began in, where it goes on after that."""
    if period is None or period.first is None or period.last is None or period.last.year == period.first.year:
        return False
    return all(day is not None and day.last.year <= period.first.year for day in days)


_DIRECTIONS = {"öka": "ska öka", "minska": "ska minska", "oförändrat": "ska vara oförändrat"}


def _indicator_row(indicator: Indicator, values: Iterable[IndicatorValue]) -> IndicatorRow:
    about = (
        indicator.unit,
        _(_DIRECTIONS[indicator.direction]) if indicator.direction is not None else None,
        _("källa: {source}").format(source=indicator.source) if indicator.source is not None else None,
    )
    points: list[tuple[IndicatorPoint, str]] = [(value, value.source or "") for value in values]
    if indicator.baseline is not None:
        points.append((indicator.baseline, _("utgångsvärde")))
    if indicator.target is not None:
        points.append((indicator.target, _("mål")))
    points.sort(key=lambda point: (point[0].year is None, str(point[0].year or "")))
    return IndicatorRow(
        what=indicator.what or "",
        about=", ".join(text for text in about if text),
        points=tuple(
            PointRow(when=swedish.capital(swedish.partial(point.year)), value=swedish.number(point.value), note=note)
            for point, note in points
        ),
    )


def mention_row(register: Register, mention: Record[Mention]) -> MentionRow:
    """What somebody says, whatever it is about."""
    return _mention_row(register, mention, None)


def _mention_row(register: Register, mention: Record[Mention], about: Record[Commitment] | None) -> MentionRow:
    subjects = (about,) if about is not None else register.mentioned(mention)
    actions = {action.id: action.what for subject in subjects for action in subject.actions}
    fields = mention.fields
    return MentionRow(
        link=link_to(register, mention),
        who=(*party_links(register, mention, fields.by), *(Link(name, None) for name in fields.others)),
        when=swedish.partial(fields.date),
        nature=fields.nature,
        remarks=tuple(
            RemarkRow(text=remark.text, action=actions.get(remark.action or "", "")) for remark in fields.remarks
        ),
    )


def commitment_parties(register: Register, record: Record[Commitment]) -> Fact | None:
    """Those who stand behind a record, with a page of their own or only a name."""
    others = (Link(name, None) for name in record.fields.other_parties)
    return fact(_("Parter"), *party_links(register, record, register.parties(record)), *others)


def place_fact(register: Register, record: Record[Commitment]) -> Fact | None:
    """Where it applies, where that is said."""
    whole = _("Hela kommunen") if record.fields.whole_municipality else None
    places = (swedish.capital(place) for place in record.fields.places)
    return fact(_("Gäller"), whole, *links_to(register, register.targets(record, Area, "areas")), *places)


def time_facts(record: Record[Commitment]) -> Iterator[Fact | None]:
    """When it applies, as far as it is known."""
    fields = record.fields
    yield fact(_("Period"), swedish.period(fields.period) if fields.period is not None else None)
    yield fact(_("Längd"), str(fields.length) if fields.length is not None else None)
    until = fields.holds_at_least_until
    yield fact(_("Gäller minst till"), swedish.partial(until) if until is not None else None)
    if isinstance(fields, Pledge) and fields.rolling is not None:
        yield fact(_("Bestäms på nytt"), every(fields.rolling))
    yield fact(_("Förlängning"), fields.extension)
    yield fact(_("Ses över"), *(swedish.partial(day) for day in fields.revisions))


def follow_up_fact(plan: FollowUpPlan | None) -> Fact | None:
    """How the parties have promised to report: the rhythm, and where."""
    if plan is None:
        return None
    if plan.every is None:
        return fact(_("Uppföljning"), plan.how)
    how = swedish.within_sentence(plan.how) if plan.how is not None else None
    return fact(_("Uppföljning"), every(plan.every), how)


def every(unit: str) -> str:
    """varje kvartal; varannan vecka"""
    return unit if unit.startswith("varannan ") else _("varje {unit}").format(unit=unit)


def dialogue_facts(figures: Iterable[DialogueFigures]) -> tuple[Fact, ...]:
    """The dialogue in figures, a fact for each occasion."""
    return known_facts(
        *(fact(swedish.partial(row.year) if row.year else _("Dialogen"), *_dialogue_words(row)) for row in figures)
    )


def _dialogue_words(row: DialogueFigures) -> Iterator[str]:
    if row.answers is not None and row.sent_out is not None:
        yield _("{answers} svar på {sent} utskick").format(
            answers=swedish.number(row.answers), sent=swedish.number(row.sent_out)
        )
    elif row.answers is not None:
        yield _("{answers} svar").format(answers=swedish.number(row.answers))
    elif row.sent_out is not None:
        yield _("{sent} utskick").format(sent=swedish.number(row.sent_out))
    if row.response_rate is not None:
        yield _("{rate} procent svarade").format(rate=swedish.number(row.response_rate))
    if row.meetings is not None:
        yield swedish.counted(row.meetings, _("möten"))
    if row.participants is not None:
        yield _("{count} deltagare").format(count=swedish.number(row.participants))
    yield from row.places


def resources_of(record: Record[Pledge | Agreement]) -> Fact | None:
    """What it costs, or what the parties set aside."""
    return fact(_("Resurser"), record.fields.resources)
