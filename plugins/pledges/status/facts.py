"""What a record's standing depends on, gathered from the register once, whatever the day."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from pledges.content.kinds import PartyKind
from pledges.content.parties import any_of
from pledges.content.record import Record, has_actions, is_a
from pledges.content.record_fields import Action, Change, Commitment, FollowUp, FollowUpPlan, Pledge
from pledges.content.register import Register
from pledges.i18n import _
from pledges.status.date_ranges import DAY, DateRange, add_months, range_of
from pledges.written_values import Duration, Number, PartialDate, Period, Qualifier

ALWAYS = date.min
UNKNOWN_PERIOD = Period(None, None)
NO_PLAN = FollowUpPlan()
_WITHOUT_PARTIES = (PartyKind.POLICE, PartyKind.MUNICIPALITY)


@dataclass(frozen=True, slots=True)
class Move:
    """A deadline that was moved: both days, and why."""

    old: date | None
    new: date
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A follow-up as it is counted. `since` is the first day on which it counts, `run` the days that it covers.

    `by` are the parties of the record among those who say so, empty where only others do, and `names` what these are called.
    """

    identity: str
    fields: FollowUp
    since: date
    by: tuple[str, ...]
    names: tuple[str, ...]
    run: DateRange | None

    @property
    def by_party(self) -> bool:
        """Whether a party says so."""
        return bool(self.by)

    @property
    def is_final(self) -> bool:
        return self.fields.is_final

    @property
    def concludes(self) -> bool:
        """Whether it says how its time ended: as the final one, or with a verdict of its year."""
        return self.is_final or self.fields.yearly_verdict is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A pledge, an agreement or an action plan, with all that its standing is worked out from.

    `first` and `end` are the period's days, None where unknown; `end` of one that holds until further notice is
    the day before its successor begins, `over_after` the last day that it can have held: `end`,
    or where that is unknown what its `length` or its successor says. `certain_until` is the last day on which it certainly holds, if that is said. `due` is the last day first promised for the follow-up; `moves` are
    with the days on which they were announced. `promises_actions` says that its kind has them, `actions_in_document` are how many it has, where only some of them are here, or nobody knows whether all are. `every` is the rhythm promised, where the period is known. `reports`
    are in order of the day from which they count.
    """

    published: date | None
    status: str | None
    first: date | None
    end: date | None
    over_after: date | None
    length: Duration | None
    is_open_ended: bool
    certain_until: date | None
    replaced_from: date | None
    is_compilation: bool
    due: date | None
    moves: tuple[tuple[date, Move], ...]
    every: str | None
    promises_actions: bool
    actions: tuple[Action, ...]
    actions_in_document: Number | None
    reports: tuple[Report, ...]

    @property
    def run(self) -> DateRange | None:
        """The period's days, None where an end is unknown or open."""
        return DateRange(self.first, self.end) if self.first and self.end and self.first <= self.end else None


def interim_is_enough(end: date | None, due: date) -> bool:
    """Whether an interim report keeps a promise to report by `due`: within the period, or where its end is unknown."""
    return end is None or due <= end


def gather_facts(register: Register, record: Record[Commitment]) -> Facts:
    """Gather what the standing of a public record depends on."""
    fields = record.fields
    period = fields.period or UNKNOWN_PERIOD
    replaced_from = _replaced_from(register, record)
    end = replaced_from - DAY if period.open_ended and replaced_from is not None else period.last
    until = fields.holds_at_least_until
    plan = fields.follow_up or NO_PLAN
    due = plan.latest.last if plan.latest is not None else None
    is_known = period.first is not None and (end is not None or period.open_ended)
    return Facts(
        published=_published(record),
        status=fields.status,
        first=period.first,
        end=end,
        over_after=end if end is not None or period.open_ended else _latest_end(period, fields.length, replaced_from),
        length=fields.length,
        is_open_ended=period.open_ended,
        certain_until=until.last if until is not None and period.open_ended else None,
        replaced_from=replaced_from,
        is_compilation=register.is_compilation(record),
        due=due,
        moves=_moves(fields.changes, due),
        every=plan.every if is_known else None,
        promises_actions=has_actions(record),
        actions=record.actions,
        actions_in_document=_more_than_here(record),
        reports=reports_of(register, record),
    )


def _more_than_here(record: Record[Commitment]) -> Number | None:
    """How many actions the document has, where that is more than are here, or may be: of a text that nobody has seen, or not
    to its end, those that are here are the least that it can have."""
    number, here = record.actions_in_document, len(record.actions)
    if number is not None and number.qualifier is Qualifier.AT_LEAST:
        return replace(number, value=max(number.value, Decimal(here)))
    if number is not None and number.value > here:
        return number
    is_unseen = here and is_a(record, Pledge) and record.fields.text_unknown
    return Number(Decimal(here), Qualifier.AT_LEAST) if is_unseen else None


def reports_of(register: Register, record: Record[Commitment]) -> tuple[Report, ...]:
    """The public follow-ups of a record, by the day from which each counts, then identity."""
    parties = register.parties(record) or _WITHOUT_PARTIES
    reports = (_report(register, source, parties) for source in register.follow_ups(record))
    return tuple(sorted(reports, key=lambda report: (report.since, report.identity)))


def is_by_party(register: Register, follow_up: Record[FollowUp], record: Record[Commitment]) -> bool:
    """Whether a party of `record` is among those who made one of its follow-ups.

    Where the parties are unknown here, the municipality and the police are taken for parties.
    """
    return any_of(follow_up.fields.by, register.parties(record) or _WITHOUT_PARTIES)


def _report(register: Register, source: Record[FollowUp], parties: Iterable[str]) -> Report:
    by = tuple(speaker for speaker in source.fields.by if any_of((speaker,), parties))
    return Report(
        identity=source.identity,
        fields=source.fields,
        since=_first_day(source.fields.date) or ALWAYS,
        by=by,
        names=tuple(party_name(register, party) for party in by),
        run=range_of(source.fields.covers),
    )


def party_name(register: Register, party: str) -> str:
    """Polisen, Kommunen, or the title of the party's own record; the name as written where it has none."""
    if party == PartyKind.POLICE:
        return _("Polisen")
    if party == PartyKind.MUNICIPALITY:
        return _("Kommunen")
    record = register.party(party)
    return record.fields.title if record is not None else party


def _first_day(day: PartialDate | None) -> date | None:
    return day.first if day is not None else None


def _published(record: Record[Commitment]) -> date | None:
    return _first_day(record.fields.published) if is_a(record, Pledge) else None


def _replaced_from(register: Register, record: Record[Commitment]) -> date | None:
    """The first day of the earliest successor: when it both has begun and is published, as far as known."""
    days = []
    for successor in register.successors(record):
        begins = successor.fields.period.first if successor.fields.period is not None else None
        known_days = [day for day in (begins, _published(successor)) if day is not None]
        if known_days:
            days.append(max(known_days))
    return min(days, default=None)


def _latest_end(period: Period, length: Duration | None, replaced_from: date | None) -> date | None:
    """The last day that one whose end is unknown can have held: its whole length from its latest beginning, or until it
    was replaced."""
    months = length.months if length is not None else None
    lasts = [replaced_from - DAY] if replaced_from is not None else []
    if period.start is not None and months is not None:
        lasts.append(add_months(period.start.last, months))
    return min(lasts, default=None)


def _moves(changes: Iterable[Change], due: date | None) -> tuple[tuple[date, Move], ...]:
    moves: list[tuple[date, Move]] = []
    for change in sorted(changes, key=lambda change: _first_day(change.date) or ALWAYS):
        if change.new_latest is not None:
            move = Move(
                old=moves[-1][1].new if moves else due,
                new=change.new_latest.last,
                reason=change.reason,
            )
            moves.append((_first_day(change.date) or ALWAYS, move))
    return tuple(moves)
