"""The pages of the thread: pledge, agreement, action plan, situation picture and follow-up."""

from dataclasses import dataclass

from pledges import swedish, urls
from pledges.content.kinds import Kind
from pledges.content.record import Record
from pledges.content.register import NO_AGREEMENT
from pledges.history.events import EventKind
from pledges.history.publication_log import changes_since_published
from pledges.history.snapshot import Snapshot, events_of
from pledges.i18n import _
from pledges.status.labels import (
    follow_up_explanation,
    follow_up_label,
    headline,
    rhythm_text,
    state_explanation,
    state_label,
)
from pledges.status.standing import Standing
from pledges.status.states import FollowUpState
from pledges.values import PartialDate
from pledges.views.cards import newest_first, pledge_card, record_card
from pledges.views.common import (
    Fact,
    Link,
    Meta,
    Node,
    PledgeCard,
    RecordCard,
    RevisionRow,
    SourceRow,
    StepRow,
    TimelineRow,
)
from pledges.views.free_text import body_html
from pledges.views.links import link_to, links_to, municipality_links, party_links
from pledges.views.measures import ExtraRow, MeasureRow, OutcomeRow, extras, measures, outcomes
from pledges.views.parts import meta, source_rows, timeline
from pledges.views.thread import step_rows, thread

NEAREST = 6  # pledges shown beside one under the same agreement; a city has hundreds


@dataclass(frozen=True, slots=True)
class Status:
    """Where a record stands, in words, since when, and how we know.

    `due` is a sentence about the promised day; `next` is the next date of any kind, `meeting` the next one that the
    parties have announced, such as a dialogue.
    """

    state: str
    label: str
    explanation: str
    headline: str
    follow_up: str
    follow_up_label: str
    follow_up_explanation: str
    since: str
    due: str
    moves: tuple[str, ...]
    rhythm: str
    next: str
    meeting: str
    reason: str


@dataclass(frozen=True, slots=True)
class RecordView:
    """What every page of the thread has."""

    meta: Meta
    compilation: bool
    municipalities: tuple[Link, ...]
    nodes: tuple[Node, ...]
    facts: tuple[Fact, ...]
    body: str
    timeline: tuple[TimelineRow, ...]
    sources: tuple[SourceRow, ...]
    missing: tuple[str, ...]
    contact: str


@dataclass(frozen=True, slots=True)
class PledgeView:
    """A pledge: what is promised, by whom, whether it has been done, how they know, what happens next."""

    record: RecordView
    summary: str
    status: Status
    problem: str
    dialogue: str
    effect_goals: tuple[str, ...]
    measures: tuple[MeasureRow, ...]
    extras: tuple[ExtraRow, ...]
    follow_ups: tuple[RecordCard, ...]
    revisions: tuple[RevisionRow, ...]
    siblings: tuple[PledgeCard, ...]
    more_siblings: Link | None

    @property
    def meta(self) -> Meta:
        """The layout's part."""
        return self.record.meta


@dataclass(frozen=True, slots=True)
class FocusRow:
    """A problem that an agreement or a situation picture is about."""

    title: str
    theme: Link | None
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class AgreementView:
    """An agreement: who, what about, the five steps, and the pledges under it."""

    record: RecordView
    summary: str
    status: Status
    focus: tuple[FocusRow, ...]
    effect_goals: tuple[str, ...]
    steps: tuple[StepRow, ...]
    pledges: tuple[PledgeCard, ...]
    plans: tuple[RecordCard, ...]
    pictures: tuple[RecordCard, ...]
    follow_ups: tuple[RecordCard, ...]
    documents: tuple[SourceRow, ...]

    @property
    def meta(self) -> Meta:
        """The layout's part."""
        return self.record.meta


@dataclass(frozen=True, slots=True)
class PlanView:
    """An action plan."""

    record: RecordView
    summary: str
    status: Status
    measures: tuple[MeasureRow, ...]
    extras: tuple[ExtraRow, ...]
    follow_ups: tuple[RecordCard, ...]
    documents: tuple[SourceRow, ...]

    @property
    def meta(self) -> Meta:
        """The layout's part."""
        return self.record.meta


@dataclass(frozen=True, slots=True)
class PictureView:
    """A situation picture."""

    record: RecordView
    summary: str
    problems: tuple[FocusRow, ...]
    agreements: tuple[RecordCard, ...]
    plans: tuple[RecordCard, ...]
    documents: tuple[SourceRow, ...]

    @property
    def meta(self) -> Meta:
        """The layout's part."""
        return self.record.meta


@dataclass(frozen=True, slots=True)
class FollowUpView:
    """A follow-up: who says so, how it went, and the evidence."""

    record: RecordView
    summary: str
    verdict: str
    by_parties: bool
    outcomes: tuple[OutcomeRow, ...]
    effect: str
    next_step: str
    evidence: tuple[SourceRow, ...]
    others: tuple[RecordCard, ...]
    pictures: tuple[RecordCard, ...]

    @property
    def meta(self) -> Meta:
        """The layout's part."""
        return self.record.meta


def status(snapshot: Snapshot, record: Record) -> Status:
    """The status of a pledge, an agreement or a plan."""
    register, now = snapshot.register, snapshot.standings[record.identity]
    compilation = register.is_compilation(record)
    moves = tuple(
        _("Flyttad från {old} till {new}.").format(
            old=swedish.day(move.old) if move.old else _("okänd dag"), new=swedish.day(move.new)
        )
        + (f" {_('Skäl')}: {move.reason}" if move.reason else "")
        for move in now.moves
    )
    rhythm = rhythm_text(now.rhythm) if now.rhythm is not None else ""
    coming = next((row for row in timeline(snapshot, record) if row.coming), None)
    return Status(
        now.state.value, state_label(now.state, compilation, record.kind), state_explanation(now.state, compilation),
        headline(now, now.verdict), now.follow_up.value, follow_up_label(now.follow_up, compilation),
        follow_up_explanation(now.follow_up, compilation), swedish.day(now.state_since) if now.state_since else "",
        _due(now), moves, rhythm, f"{coming.when}: {coming.title}" if coming else "", _meeting(snapshot, record),
        getattr(record.fields, "reason", None) or "",
    )  # fmt: skip


def _due(now: Standing) -> str:
    if now.due is None:
        return ""
    sentences = {
        FollowUpState.FINAL: _("Uppföljningen var utlovad till {day}."),
        FollowUpState.LATE: _("Uppföljningen skulle vara klar {day}. Den finns inte här ännu."),
    }
    return sentences.get(now.follow_up, _("Uppföljningen ska vara klar {day}.")).format(day=swedish.day(now.due))


def _meeting(snapshot: Snapshot, record: Record) -> str:
    for event in events_of(snapshot, record):
        if event.kind is EventKind.CHANGED and event.day is not None and event.day > snapshot.day:
            return f"{swedish.capital(swedish.partial(event.happened))}: {event.title}"
    return ""


def _revisions(snapshot: Snapshot, record: Record) -> tuple[RevisionRow, ...]:
    rows = []
    for one in changes_since_published(snapshot.log, record):
        when = swedish.day(one.announced) if one.announced is not None else _("i den här versionen")
        note = _("Redaktionen har rättat sin sammanställning.") if one.compiled else ""
        rows.append(RevisionRow(when, one.label, one.before or "", one.after or "", note))
    return tuple(rows)


def _fact(term: str, *values: Link | str | None) -> Fact | None:
    found = tuple(Link(value, None) if isinstance(value, str) else value for value in values if value)
    return Fact(term, found) if found else None


def _date(value: PartialDate | None) -> str | None:
    return swedish.partial(value) if value is not None else None


def _facts(*facts: Fact | None) -> tuple[Fact, ...]:
    return tuple(fact for fact in facts if fact is not None)


def record_view(
    snapshot: Snapshot, record: Record, template: str, facts: tuple[Fact, ...], description: str = ""
) -> RecordView:
    """The part that every page of the thread shares."""
    register = snapshot.register
    return RecordView(
        meta(snapshot, record, template, description=description), register.is_compilation(record),
        municipality_links(register, register.municipalities(record)), thread(snapshot, record), facts,
        body_html(snapshot, record), timeline(snapshot, record), source_rows(record, record.fields.sources),
        record.fields.missing, getattr(record.fields, "contact", None) or "",
    )  # fmt: skip


def pledge_view(snapshot: Snapshot, record: Record) -> PledgeView:
    """The page of a pledge."""
    register, fields = snapshot.register, record.fields
    agreement = register.target(record, "agreement")
    if agreement is not None:
        agreement_value: Link | str = link_to(register, agreement)
    elif fields.agreement == NO_AGREEMENT:
        agreement_value = _("Hör inte till någon överenskommelse")
    else:
        compilation = register.is_compilation(record)
        agreement_value = _("Hittades inte i källorna") if compilation else _("Okänd")
    plan = fields.follow_up
    facts = _facts(
        _fact(_("Parter"), *party_links(register, record, register.parties(record))),
        _fact(_("Period"), swedish.capital(swedish.period(fields.period))),
        _fact(_("Överenskommelse"), agreement_value),
        _fact(_("Gäller"), *links_to(register, register.targets(record, "areas"))),
        _fact(_("Ämnen"), *links_to(register, register.targets(record, "themes"))),
        _fact(_("Undertecknat"), _date(fields.signed)),
        _fact(_("Publicerat"), _date(fields.published)),
        _fact(_("Diarienummer"), fields.diary_number),
        _fact(_("Uppföljning"), plan.how if plan is not None else None),
        _fact(_("Efterträder"), *links_to(register, register.targets(record, "succeeds"))),
        _fact(_("Efterträtt av"), *links_to(register, register.sources(record.identity, Kind.PLEDGE, "succeeds"))),
    )
    follow_ups = register.sources(record.identity, Kind.FOLLOW_UP, "pledge")
    siblings, more = _siblings(snapshot, record, agreement) if agreement is not None else ((), None)
    return PledgeView(
        record_view(snapshot, record, "pledge.html", facts), fields.summary or "", status(snapshot, record),
        fields.problem or "", fields.dialogue or "", fields.effect_goals, measures(snapshot, record),
        extras(snapshot, record), tuple(record_card(snapshot, one) for one in follow_ups),
        _revisions(snapshot, record), siblings, more,
    )  # fmt: skip


def _siblings(snapshot: Snapshot, record: Record, agreement: Record) -> tuple[tuple[PledgeCard, ...], Link | None]:
    """The nearest of the other pledges under the agreement, those of the same places first, and the way to them all."""
    register = snapshot.register
    under = register.sources(agreement.identity, Kind.PLEDGE, "agreement")
    places = {area.identity for area in register.targets(record, "areas")}
    others = [one for one in under if one.identity != record.identity]
    others.sort(key=lambda one: places.isdisjoint(area.identity for area in register.targets(one, "areas")))
    text = _("Alla {count} löften i överenskommelsen").format(count=len(under))
    more = Link(text, f"{urls.of_record(agreement.identity)}#loften") if len(others) > NEAREST else None
    return tuple(pledge_card(snapshot, one) for one in others[:NEAREST]), more


def _focus(snapshot: Snapshot, record: Record, field: str) -> tuple[FocusRow, ...]:
    register, rows = snapshot.register, []
    themes = {theme.slug: theme for theme in register.targets(record, f"{field}.theme")}
    areas = {area.slug: area for area in register.targets(record, f"{field}.areas")}
    for row in getattr(record.fields, field):
        theme = themes.get(row.theme) if row.theme else None
        text = getattr(row, "text", None) or getattr(row, "problem", None)
        title = getattr(row, "title", None) or (theme.fields.title if theme is not None else text or "")
        facts = _facts(
            _fact(_("Problem"), text if text != title else None),
            _fact(_("Orsaker"), row.causes),
            _fact(_("Mål"), getattr(row, "goal", None)),
            _fact(_("Ansvar"), getattr(row, "duties", None)),
            _fact(_("Utveckling"), getattr(row, "trend", None)),
            _fact(
                _("Gäller"),
                *links_to(
                    register, (areas[ref.rsplit("/", 1)[-1]] for ref in row.areas if ref.rsplit("/", 1)[-1] in areas)
                ),
            ),
        )
        rows.append(FocusRow(title, link_to(register, theme) if theme is not None else None, facts))
    return tuple(rows)


def _cards(snapshot: Snapshot, records: tuple[Record, ...]) -> tuple[RecordCard, ...]:
    return tuple(record_card(snapshot, record) for record in records)


def _pledge_cards(snapshot: Snapshot, records: tuple[Record, ...]) -> tuple[PledgeCard, ...]:
    ordered = newest_first(pledge_card(snapshot, record) for record in records)
    return tuple(card for card in ordered if isinstance(card, PledgeCard))


def agreement_view(snapshot: Snapshot, record: Record) -> AgreementView:
    """The page of an agreement."""
    register, fields = snapshot.register, record.fields
    plan = fields.follow_up
    facts = _facts(
        _fact(_("Parter"), *party_links(register, record, fields.parties)),
        _fact(_("Period"), swedish.capital(swedish.period(fields.period))),
        _fact(_("Undertecknad"), _date(fields.signed)),
        _fact(_("Undertecknare"), *fields.signatories),
        _fact(_("Gäller"), *links_to(register, register.targets(record, "areas"))),
        _fact(_("Organisation"), fields.organisation),
        _fact(_("Resurser"), fields.resources),
        _fact(_("Diarienummer"), fields.diary_number),
        _fact(_("Uppföljning"), plan.how if plan is not None else None),
        _fact(_("Efterträder"), *links_to(register, register.targets(record, "succeeds"))),
        _fact(_("Efterträdd av"), *links_to(register, register.sources(record.identity, Kind.AGREEMENT, "succeeds"))),
    )
    return AgreementView(
        record_view(snapshot, record, "agreement.html", facts), fields.summary or "", status(snapshot, record),
        _focus(snapshot, record, "focus_areas"), fields.effect_goals, step_rows(snapshot, record),
        _pledge_cards(snapshot, register.sources(record.identity, Kind.PLEDGE, "agreement")),
        _cards(snapshot, register.sources(record.identity, Kind.PLAN, "agreement")),
        _cards(snapshot, register.targets(record, "pictures")),
        _cards(snapshot, register.sources(record.identity, Kind.FOLLOW_UP, "agreement")),
        source_rows(record, fields.documents),
    )  # fmt: skip


def plan_view(snapshot: Snapshot, record: Record) -> PlanView:
    """The page of an action plan."""
    register, fields = snapshot.register, record.fields
    facts = _facts(
        _fact(_("Parter"), *party_links(register, record, register.parties(record))),
        _fact(_("Period"), swedish.capital(swedish.period(fields.period)) if fields.period else None),
        _fact(_("Beslutad"), _date(fields.decided)),
        _fact(_("Överenskommelse"), *links_to(register, register.targets(record, "agreement"))),
        _fact(_("Lägesbilder"), *links_to(register, register.targets(record, "pictures"))),
        _fact(_("Uppföljning"), fields.follow_up.how if fields.follow_up is not None else None),
    )
    return PlanView(
        record_view(snapshot, record, "plan.html", facts), fields.summary or "", status(snapshot, record),
        measures(snapshot, record), extras(snapshot, record),
        _cards(snapshot, register.sources(record.identity, Kind.FOLLOW_UP, "plan")), source_rows(record, fields.documents),
    )  # fmt: skip


_PUBLISHED = {"ja": "Ja", "delvis": "Delvis", "sekretess": "Nej, den omfattas av sekretess"}


def picture_view(snapshot: Snapshot, record: Record) -> PictureView:
    """The page of a situation picture."""
    register, fields = snapshot.register, record.fields
    facts = _facts(
        _fact(_("Framtagen av"), *party_links(register, record, fields.by)),
        _fact(_("Datum"), swedish.partial(fields.date)),
        _fact(_("Publicerad"), _(_PUBLISHED[fields.published]) if fields.published else None),
        _fact(_("Bygger på"), *links_to(register, register.targets(record, "builds_on"))),
    )
    return PictureView(
        record_view(snapshot, record, "picture.html", facts), fields.summary or "", _focus(snapshot, record, "problems"),
        _cards(snapshot, register.sources(record.identity, Kind.AGREEMENT, "pictures")),
        _cards(snapshot, register.sources(record.identity, Kind.PLAN, "pictures")), source_rows(record, fields.documents),
    )  # fmt: skip


def follow_up_view(snapshot: Snapshot, record: Record) -> FollowUpView:
    """The page of a follow-up."""
    register, fields = snapshot.register, record.fields
    target = next(iter(register.targets(record, "pledge", "agreement", "plan")), None)
    parties = register.parties(target) if target is not None else ()
    by_parties = any(
        name in parties or name in ("polisen", "kommunen") or name.startswith("lpo-") for name in fields.by
    )
    facts = _facts(
        _fact(_("Gäller"), link_to(register, target) if target is not None else None),
        _fact(_("Redovisad av"), *party_links(register, target or record, fields.by)),
        _fact(_("Publicerad"), swedish.partial(fields.date)),
        _fact(_("Avser"), swedish.period(fields.covers)),
        _fact(_("Typ"), _("Slutlig uppföljning") if fields.type == "slutlig" else _("Delredovisning")),
        _fact(
            _("Bedömning"),
            swedish.capital(fields.verdict)
            if fields.verdict
            else _("Parterna har inte gjort någon samlad bedömning här"),
        ),
    )
    others = (
        register.sources(target.identity, Kind.FOLLOW_UP, "pledge", "agreement", "plan") if target is not None else ()
    )
    description = fields.summary or (
        _("Uppföljning av {title}").format(title=target.fields.title) if target is not None else fields.title
    )
    return FollowUpView(
        record_view(snapshot, record, "follow-up.html", facts, description), fields.summary or "", fields.verdict or "", by_parties,
        outcomes(snapshot, record), fields.effect or "", fields.next_step or "", source_rows(record, fields.evidence),
        _cards(snapshot, tuple(one for one in others if one.identity != record.identity)),
        _cards(snapshot, register.sources(record.identity, Kind.PICTURE, "builds_on")),
    )  # fmt: skip
