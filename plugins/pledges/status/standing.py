"""What the calendar and the follow-ups say of a record, on a given day, since when and until when.

A standing is worked out of the facts and a day alone: no clock, no files. Its rules are those of
docs/content-format.md ("Standing, on a given day"): `record_state` has those of the calendar, `measure` those of
promised against done. A date that is only a month or a year counts from its first day, an unknown one always.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from pledges.settings import GRACE_MONTHS
from pledges.status import record_state
from pledges.status.date_ranges import DAY, DateRange, add_months, after_units, whole_units
from pledges.status.facts import ALWAYS, Facts, Move, Report
from pledges.status.follow_up_state import FollowUpState, awaits, follow_up
from pledges.status.goal_reached import ActionStanding, measure
from pledges.status.record_state import OwnWords, PartyVerdict, State
from pledges.status.result_for_readers import (
    ActionResult,
    Clock,
    ReaderState,
    Turnout,
    action_results,
    is_repeated,
    reader_state,
)
from pledges.written_values import Number


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How many follow-ups a promised rhythm has asked for up to the day, and how many there are here.

    Follow-ups of the same time by different parties count as one.
    """

    expected: int
    reported: int


class Untold(StrEnum):
    """What is reported where nothing is said to be done, or not done."""

    WHOLE_ALONE = "whole-alone"  # what the parties say of the whole, and of no action
    OPEN = "open"  # of actions, that they are partly done, or it can't be told


@dataclass(frozen=True, kw_only=True)
class Standing:
    """All that is worked out for one record on one day.

    `due` is the last day that the parties have promised to report by, `moves` included, and `awaits_due` says that what they
    promised by then has not come. `verdict` is the parties' own, in their words, and `verdict_from` the follow-up that gives it;
    `verdicts` are those of each, where one or several parties have given any, and `own_words` what they say of the whole in
    other words. `results` are what became of the actions, in
    their order, on the scale for readers, `actions_in_document` how many the document has, where only some of them are
    here or nobody knows whether all are, and `reader_state` the one of the five words that the record stands under.

    `since` is when this standing began to hold and `until` the next day on which it will change by itself (None
    where it always has held, or will not change); it is the same on every day from `since` to the day before
    `until`. `state_since` is since when the state alone holds; None also where nobody knows.
    """

    state: State
    follow_up: FollowUpState
    is_compilation: bool
    due: date | None
    awaits_due: bool
    moves: tuple[Move, ...]
    rhythm: Rhythm | None
    actions: tuple[ActionStanding, ...]
    verdict: str | None
    verdict_from: str | None
    verdicts: tuple[PartyVerdict, ...]
    own_words: tuple[OwnWords, ...]
    results: tuple[ActionResult, ...]
    actions_in_document: Number | None
    reader_state: ReaderState
    since: date | None
    until: date | None
    state_since: date | None

    @property
    def unseen(self) -> Number | None:
        """How many more actions the document has than are here, at least 0 where it may have more; None where nothing says that
        it has or may have."""
        whole = self.actions_in_document
        return replace(whole, value=whole.value - len(self.results)) if whole is not None else None

    @property
    def is_told_of(self) -> bool:
        """Whether the parties have said anything of how it went, with an action or with the whole."""
        return self.reader_state is ReaderState.REPORTED or any(result.is_answer for result in self.results)

    @property
    def untold(self) -> Untold | None:
        """Why it doesn't say of any action that it was done or not, though it is reported; None where it does, or isn't."""
        if self.reader_state is not ReaderState.REPORTED or any(result.turnout for result in self.results):
            return None
        return Untold.OPEN if any(result.is_answer for result in self.results) else Untold.WHOLE_ALONE

    def is_of_part(self, turnout: Turnout) -> bool:
        """Whether at least one action turned out so, and it is said of a part of the time of each that did."""
        alike = [result.is_of_part for result in self.results if result.turnout is turnout]
        return bool(alike) and all(alike)


_ENDED = (State.BROKEN_OFF, State.REPLACED, State.ENDED, *record_state.VERDICTS.values(), State.PARTIES_DISAGREE)
_DUE = (FollowUpState.LATE, FollowUpState.FINAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class _IntervalStatus:
    """What a standing shows all through a interval, apart from the actions' figures."""

    state: State
    is_dated: bool = field(compare=False)  # it may differ where the state began on the same day
    follow_up: FollowUpState
    due: date | None
    awaits_due: bool
    moves: tuple[Move, ...]
    verdict: str | None
    verdict_from: str | None
    verdicts: tuple[PartyVerdict, ...]
    own_words: tuple[OwnWords, ...]
    reported: int


class StatusOverTime:
    """The standing of one record through time, in intervals between its turning days.

    Interval 0 is the time before the first turning day, interval n begins on the n:th. Within an interval only the
    rhythm can change. Each is worked out when asked for, and then remembered.
    """

    def __init__(self, facts: Facts, grace_months: int = GRACE_MONTHS) -> None:
        self.facts = facts
        self.grace_months = grace_months
        self.turning_days = _turning_days(facts, grace_months)
        self._statuses: dict[int, _IntervalStatus] = {}
        self._measured: dict[tuple[int, bool], tuple[ActionStanding, ...]] = {}
        self._came_of: dict[int, tuple[ActionResult, ...]] = {}
        self._alike: dict[int, bool] = {}

    def on(self, day: date) -> Standing:
        here = bisect_right(self.turning_days, day)
        status, actions = self._status(here), self._actions(here)
        rhythm, last_tick, next_tick = _rhythm(self.facts, day, status.reported)
        return Standing(
            state=status.state,
            follow_up=status.follow_up,
            is_compilation=self.facts.is_compilation,
            due=status.due,
            awaits_due=status.awaits_due,
            moves=status.moves,
            rhythm=rhythm,
            actions=actions,
            verdict=status.verdict,
            verdict_from=status.verdict_from,
            verdicts=status.verdicts,
            own_words=status.own_words,
            results=self._results(here),
            actions_in_document=self.facts.actions_in_document,
            reader_state=self._reader_state(here),
            since=max((day for day in (self._start(here, self._goes_on), last_tick) if day is not None), default=None),
            until=min((day for day in (self._end(here), next_tick) if day is not None), default=None),
            state_since=self._state_since(here),
        )

    def _day(self, interval: int) -> date:
        return self.turning_days[interval - 1] if interval else date.min

    def _status(self, interval: int) -> _IntervalStatus:
        status = self._statuses.get(interval)
        if status is None:
            status = self._statuses[interval] = _status_on(self.facts, self._day(interval), self.grace_months)
        return status

    def _is_over(self, interval: int) -> bool:
        facts, day = self.facts, self._day(interval)
        if facts.end is not None:
            return day > facts.end
        if facts.over_after is not None and day > facts.over_after:
            return True
        return any(report.by_party and report.is_final for report in _reports_by(facts, day))

    def _results(self, interval: int) -> tuple[ActionResult, ...]:
        results = self._came_of.get(interval)
        if results is None:
            results = self._came_of[interval] = self._worked_out(interval)
        return results

    def _worked_out(self, interval: int) -> tuple[ActionResult, ...]:
        facts, status = self.facts, self._status(interval)
        is_over = self._is_over(interval) or status.state in _ENDED
        clock = Clock(
            period=facts.run,
            is_over=is_over,
            is_due=is_over or status.follow_up in _DUE or status.state is State.UNKNOWN,
            passed=_passed_years(facts, self._day(interval), self.grace_months),
            has_no_day=status.state is State.ONGOING and status.due is None,
        )
        return action_results(
            facts.actions,
            measured=self._actions(interval),
            reports=_reports_by(facts, self._day(interval)),
            clock=clock,
        )

    def _reader_state(self, interval: int) -> ReaderState:
        status, reports = self._status(interval), _reports_by(self.facts, self._day(interval))
        return reader_state(
            status.state,
            status.follow_up,
            results=self._results(interval),
            reports=reports,
            own_words=status.own_words,
            promises_actions=self.facts.promises_actions,
        )

    def _actions(self, interval: int) -> tuple[ActionStanding, ...]:
        facts = self.facts
        reports, is_over = _reports_by(facts, self._day(interval)), self._is_over(interval)
        actions = self._measured.get((len(reports), is_over))
        if actions is None:
            actions = tuple(measure(action, reports, period=facts.run, is_over=is_over) for action in facts.actions)
            self._measured[len(reports), is_over] = actions
        return actions

    def _same(self, one: int, other: int) -> bool:
        first, second = self._status(one), self._status(other)
        return (
            first == second
            and (first.is_dated is second.is_dated or self._state_since(one) == self._state_since(other))
            and self._actions(one) == self._actions(other)
            and self._results(one) == self._results(other)
            and self._reader_state(one) is self._reader_state(other)
        )

    def _goes_on(self, interval: int) -> bool:
        """Whether an interval is the same as the one before it."""
        if interval not in self._alike:
            self._alike[interval] = self._same(interval, interval - 1)
        return self._alike[interval]

    def _start(self, here: int, goes_on: Callable[[int], bool]) -> date | None:
        """The first day of the first interval from which each, up to `here`, goes on from the one before."""
        while here and goes_on(here):
            here -= 1
        return self._day(here) if here else None

    def _end(self, here: int) -> date | None:
        last = len(self.turning_days)
        while here < last and self._goes_on(here + 1):
            here += 1
        return self._day(here + 1) if here < last else None

    def _state_since(self, here: int) -> date | None:
        if not self._status(here).is_dated:
            return None
        return self._start(here, lambda one: self._status(one).state is self._status(one - 1).state)


def _reports_by(facts: Facts, day: date) -> tuple[Report, ...]:
    return tuple(report for report in facts.reports if report.since <= day)


def _turning_days(facts: Facts, grace_months: int) -> tuple[date, ...]:
    """Every day on which a standing may change, apart from the rhythm's, in order."""
    days = {facts.published, facts.first, facts.replaced_from}
    days.update(report.since for report in facts.reports)
    if facts.over_after is not None:
        days.update((facts.over_after + DAY, add_months(facts.over_after + DAY, grace_months)))
    if facts.certain_until is not None:
        days.add(facts.certain_until + DAY)
    if facts.due is not None:
        days.add(facts.due + DAY)
    days.update(due for _last, due in _years_due(facts, grace_months))
    for announced, move in facts.moves:
        days.update((announced, move.new + DAY))
    return tuple(sorted(day for day in days if day is not None and day != ALWAYS))


def _years_due(facts: Facts, grace_months: int) -> Iterator[tuple[date, date]]:
    """The last day of each year within a known period, and the day when what was to be done in it is due."""
    if facts.run is None or not any(is_repeated(action) for action in facts.actions):
        return
    for year in range(1, whole_units(facts.run, "år") + 1):
        begins = after_units(facts.run.first, "år", year)
        yield begins - DAY, add_months(begins, grace_months)


def _passed_years(facts: Facts, day: date, grace_months: int) -> DateRange | None:
    last = max((last for last, due in _years_due(facts, grace_months) if due <= day), default=None)
    return DateRange(facts.run.first, last) if facts.run is not None and last is not None else None


def _status_on(facts: Facts, day: date, grace_months: int) -> _IntervalStatus:
    reports = _reports_by(facts, day)
    moves = record_state.moves(facts, day)
    due = moves[-1].new if moves else facts.due
    given = record_state.verdict(facts, day)
    state, is_dated = record_state.state(facts, day, given)
    return _IntervalStatus(
        state=state,
        is_dated=is_dated,
        follow_up=follow_up(facts, day, due=due, reports=reports, grace_months=grace_months),
        due=due,
        awaits_due=awaits(facts, due, reports),
        moves=moves,
        verdict=given.text if given is not None else None,
        verdict_from=given.report.identity if given is not None and given.report is not None else None,
        verdicts=record_state.verdicts(facts, day),
        own_words=record_state.own_words(facts, day),
        reported=len({report.fields.covers for report in reports if report.by_party}) if facts.every else 0,
    )


def _rhythm(facts: Facts, day: date, reported: int) -> tuple[Rhythm | None, date | None, date | None]:
    """The rhythm on `day`, and the last and next days on which it asks for one more follow-up.

    A follow-up is asked for on the day after each whole unit of the period.
    """
    if facts.every is None or facts.first is None:
        return None, None, None
    yesterday = day - DAY if day != date.min else day
    last = min(yesterday, facts.end) if facts.end is not None else yesterday
    expected = whole_units(DateRange(facts.first, last), facts.every) if facts.first <= last else 0
    last_tick = after_units(facts.first, facts.every, expected) if expected else None
    next_tick = after_units(facts.first, facts.every, expected + 1)
    is_last = facts.end is not None and next_tick > facts.end + DAY
    return Rhythm(expected, reported), last_tick, None if is_last else next_tick
