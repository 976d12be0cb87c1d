"""What became of a promised action, on the one scale that every page, feed and table uses.

The scale says what the parties themselves have reported, never more: failure may not look like success, and silence
is its own answer. How a number was put against a goal is `measure`; here it is told what that means to a reader.

Of several reports of one action, those of the parties alone are heard, and of them a final one before an interim one, a later
before an earlier, and a number that can be put against the goal before a word. A sum that has reached the goal stays
reached, whatever is said later. What is reported of a part of the time is no answer for the rest of it, but for what is
done once and for all. The rules are those of docs/utfall.md, with a real pledge for each.
"""

from collections.abc import Iterable, Sequence
from dataclasses import KW_ONLY, dataclass, replace
from enum import StrEnum

from pledges.content.goals import CompleteGoal, MeasurableGoal, NumericGoal
from pledges.content.parties import all_of, any_of, same_party
from pledges.content.record_fields import Action, Outcome
from pledges.status.another_time import tells_of_another_time
from pledges.status.date_ranges import DateRange, joined, outside, within
from pledges.status.facts import Report
from pledges.status.follow_up_state import FollowUpState
from pledges.status.goal_reached import ActionStanding, Part
from pledges.status.record_state import VERDICTS, OwnWords, State
from pledges.status.reported_numbers import PERCENT, ReportOutcome


class Result(StrEnum):
    """What became of an action, as far as the parties have said."""

    REACHED = "reached"  # nått
    NOT_REACHED = "not-reached"  # inte nått
    DONE = "done"  # gjort
    DONE_UNCOUNTED = "done-uncounted"  # gjort, of what was promised so many times, and nobody says how many
    PARTLY = "partly"  # delvis
    NOT_DONE = "not-done"  # inte gjort
    REPORTED = "reported"  # redovisat in a way that doesn't tell whether it was done, or the goal reached
    NOT_MENTIONED = "not-mentioned"  # nämns inte i uppföljningen
    NOTHING_REPORTED = "nothing-reported"  # inget redovisat
    NOT_YET = "not-yet"  # inte dags ännu


class Turnout(StrEnum):
    """What is asked first of what was promised: was it done. Reported in another way is neither."""

    DONE = "done"  # gjort eller nått
    NOT_DONE = "not-done"  # inte gjort eller inte nått


class ReaderState(StrEnum):
    """Where a pledge stands, in the five words for readers; the nuances are in `State` and `FollowUpState`."""

    IN_FORCE = "in-force"  # gäller nu
    BEING_FOLLOWED_UP = "being-followed-up"  # följs upp
    REPORTED = "reported"  # redovisat
    NOTHING_REPORTED = "nothing-reported"  # inget redovisat
    UNKNOWN = "unknown"  # okänt


@dataclass(frozen=True)
class ActionResult:
    """What became of the action with the id `action`.

    Where only a part of the time is reported, `covered` are the days that the answer holds for and `uncovered` those of
    the period that nobody has reported; both empty where the answer holds for all of it. `beside` are the days for which
    something else is reported than the answer. Where a goal that is judged year by year
    was reached in some years and not in others, `reached_in` are the days for which it was. `told` are the days that those
    who say so report of, whether or not the period is over; empty where they don't tell. `follow_ups` are the
    identities of the follow-ups that say so, `by` the parties that do. `read_whole` is False where the editors have not
    seen all of them, and `is_unread` says that there are some, of which they have seen nothing. `so_far` says that the time isn't over, and that the answer may change. `has_goal` says that the
    action has a goal in numbers, `has_aim` that it has one in words, `has_no_day` that it goes on and nobody has said when
    it is to be reported. `differs` says that it is partly done because those who report say otherwise of it, each in their way.
    """

    action: str
    result: Result
    _: KW_ONLY
    covered: tuple[DateRange, ...] = ()
    uncovered: tuple[DateRange, ...] = ()
    follow_ups: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    read_whole: bool = True
    is_unread: bool = False
    reached_in: tuple[DateRange, ...] = ()
    beside: tuple[DateRange, ...] = ()
    told: tuple[DateRange, ...] = ()
    so_far: bool = False
    has_goal: bool = False
    has_aim: bool = False
    has_no_day: bool = False
    differs: bool = False

    @property
    def is_answer(self) -> bool:
        """Whether the parties have said anything of the action."""
        return self.result not in _SILENCE

    @property
    def turnout(self) -> Turnout | None:
        """Whether it was done; None where what is known says neither."""
        return _TURNOUTS.get(self.result)

    def of(self, time: DateRange) -> Result:
        """What is told of `time`, where it is asked for alone: what is reported of other days is no answer for these, not
        even where it was done once and for all. A report that doesn't tell of which days it is may be of these."""
        if not self.told or within(self.told, time):
            return self.result
        if within(self.reached_in, time):
            return Result.REACHED
        return Result.REPORTED if within(self.beside, time) else Result.NOTHING_REPORTED

    def turnout_in(self, time: DateRange) -> Turnout | None:
        """Whether it was done, by what is told of `time`; None where that says neither."""
        return _TURNOUTS.get(self.of(time))

    @property
    def is_of_part(self) -> bool:
        """Whether it is said of a part of the time alone, and the rest may end otherwise."""
        return bool(self.uncovered) or self.so_far


@dataclass(frozen=True, slots=True)
class PartyShare:
    """Of the `promised` actions that `party` is responsible for, alone or with others, how many have an answer."""

    party: str
    answered: int
    promised: int


_TURNOUTS = {
    Result.REACHED: Turnout.DONE,
    Result.DONE: Turnout.DONE,
    Result.NOT_REACHED: Turnout.NOT_DONE,
    Result.NOT_DONE: Turnout.NOT_DONE,
}
_SILENCE = (Result.NOT_MENTIONED, Result.NOTHING_REPORTED, Result.NOT_YET)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """What the calendar says: the period's days (None where unknown), whether it is over, and whether results are due.

    `passed` are the whole years of it whose results are due, where it goes on. `has_no_day` says that it does, and that
    no day is promised for the follow-up.
    """

    period: DateRange | None
    is_over: bool
    is_due: bool
    passed: DateRange | None = None
    has_no_day: bool = False


def action_results(
    actions: Sequence[Action], *, measured: Sequence[ActionStanding], reports: Sequence[Report], clock: Clock
) -> tuple[ActionResult, ...]:
    """What became of each of `actions`, in their order, by what `measure` has put against the goals and the reports say."""
    own = tuple(report for report in reports if report.by_party)
    return tuple(
        _result(action, measured=one, own=own, clock=clock) for action, one in zip(actions, measured, strict=True)
    )


def party_shares(
    actions: Sequence[Action], results: Sequence[ActionResult], others: Sequence[str] = ()
) -> tuple[PartyShare, ...]:
    """What of each party's own has been reported, where that tells the parties apart; else nothing.

    `results` are those of `actions`, in their order, and `others` the parties that are only a name. The police without
    saying which and a local police area are one.
    """
    found: dict[str, list[bool]] = {}
    for action, result in zip(actions, results, strict=True):
        named = (name for name in action.other_responsible if name in others)
        for party in (*action.responsible, *named):
            key = next((one for one in found if same_party(one, party)), party)
            found.setdefault(key, []).append(result.is_answer)
    shares = tuple(PartyShare(party, sum(answers), len(answers)) for party, answers in found.items())
    is_telling = any(not one.answered for one in shares) and any(one.answered for one in shares)
    return shares if is_telling else ()


def _result(action: Action, *, measured: ActionStanding, own: Sequence[Report], clock: Clock) -> ActionResult:
    rows = [(report, said) for report in own for said in report.fields.outcomes if said.action == action.id]
    has_goal = isinstance(action.goal, MeasurableGoal)
    if not rows:
        return _dated(
            replace(_silence(action, own, clock), has_goal=has_goal), [(report, report.run) for report in own]
        )
    timed = [(report, _run_of(report, said)) for report, said in rows]
    found = _for_its_time(
        _answer(action, measured=measured, rows=rows, own=own, clock=clock), action, timed=timed, clock=clock
    )
    may_change = not clock.is_over and not (found.result is Result.REACHED and not found.covered)
    return _dated(replace(found, so_far=may_change, has_goal=has_goal, has_aim=isinstance(action.goal, str)), timed)


def _run_of(report: Report, outcome: Outcome) -> DateRange | None:
    """The days that an outcome is of: those of its report, and unknown where its own words say that it was done at another time."""
    is_of_another = report.run is not None and tells_of_another_time(outcome, report.run)
    return None if is_of_another else report.run


def _dated(found: ActionResult, timed: Sequence[tuple[Report, DateRange | None]]) -> ActionResult:
    """With the days that it is told of: those it holds for, or all that its reports are of where it holds for them all."""
    runs = [run for report, run in timed if report.identity in found.follow_ups]
    known = [run for run in runs if run is not None]
    return replace(found, told=found.covered or joined(known if len(known) == len(runs) else ()))


def _silence(action: Action, own: Sequence[Report], clock: Clock) -> ActionResult:
    """Nobody has said anything of the action.

    It is passed over where all who are responsible have made a final follow-up that says how it went, of which all has been
    read. One that doesn't only says that it exists at the source, so it passes nothing over. What was to be done so
    many times a year, or oftener, is due for each whole year that has passed.
    """
    whole = [
        report for report in own if report.is_final and report.fields.says_how_it_went and not report.fields.missing
    ]
    over = [report for report in whole if any_of(report.by, action.responsible)]
    if all_of(action.responsible, _parties(over)) and not action.other_responsible:
        return _said(action, Result.NOT_MENTIONED, over)
    read_whole = not any(report.fields.missing or not report.fields.says_how_it_went for report in own)
    is_unread = bool(own) and all(report.fields.is_unread for report in own)
    nothing = ActionResult(action.id, Result.NOTHING_REPORTED, read_whole=read_whole, is_unread=is_unread)
    if clock.is_due:
        return nothing
    if clock.passed is not None and is_repeated(action):
        return replace(nothing, covered=(clock.passed,))
    return ActionResult(action.id, Result.NOT_YET, has_no_day=clock.has_no_day)


def _answer(
    action: Action, *, measured: ActionStanding, rows: Sequence[ReportOutcome], own: Sequence[Report], clock: Clock
) -> ActionResult:
    word, figure = _word(action, rows), _figure(action, measured=measured, rows=rows, clock=clock)
    if figure is None or figure.result is Result.REPORTED:
        return word or figure or _said(action, Result.REPORTED, [report for report, _ in rows])
    is_kept = measured.is_total and figure.result is Result.REACHED
    if word is None or is_kept or _rank(figure, own) >= _rank(word, own):
        return figure
    return word


def _rank(found: ActionResult, own: Sequence[Report]) -> tuple[bool, int]:
    """Final before interim, later before earlier."""
    return max((one.is_final, one.since.toordinal()) for one in own if one.identity in found.follow_ups)


def _said(action: Action, result: Result, reports: Sequence[Report]) -> ActionResult:
    """An answer that `reports` give."""
    return ActionResult(
        action.id, result, follow_ups=tuple(dict.fromkeys(report.identity for report in reports)),
        by=_parties(reports), read_whole=not any(report.fields.missing for report in reports),
    )  # fmt: skip


def _parties(reports: Iterable[Report]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(party for report in reports for party in report.by))


WORDS = {"ja": Result.DONE, "nej": Result.NOT_DONE, "delvis": Result.PARTLY}


def _word(action: Action, rows: Sequence[ReportOutcome]) -> ActionResult | None:
    """What `gjort` says: the last word of each party, and partly where these differ; None where nobody says.

    A no to a goal in words is about the goal: who was to work for a camera may have done so in vain.
    """
    words = [(report, word) for report, outcome in rows if (word := _said_of(action, outcome)) is not None]
    said = [(report, word) for report, word in words if report.is_final] or words
    last = {speaker: report for report, _ in sorted(said, key=lambda one: one[0].since) for speaker in report.by}
    heard = [(report, word) for report, word in said if report in last.values()]
    if not heard:
        return None
    result = heard[0][1]
    if any(word is not result for _, word in heard):
        return replace(_said(action, Result.PARTLY, [report for report, _ in heard]), differs=True)
    reports = [report for report, word in words if word is result]
    if result is Result.DONE and needs_number(action):
        result = Result.DONE_UNCOUNTED
    if result is Result.NOT_DONE and isinstance(action.goal, str):
        result = Result.NOT_REACHED
    return _said(action, result, reports)


def _said_of(action: Action, outcome: Outcome) -> Result | None:
    """The word of one outcome. So many of what was promised without any goal is that it was done; of a share in per cent
    nobody knows that."""
    if outcome.done is not None:
        return WORDS[outcome.done]
    counts = outcome.amount is not None and outcome.amount.value > 0 and (outcome.unit or "").casefold() != PERCENT
    return Result.DONE if counts and action.goal is None else None


def _for_its_time(
    answer: ActionResult, action: Action, *, timed: Sequence[tuple[Report, DateRange | None]], clock: Clock
) -> ActionResult:
    """The answer for the days that its reports cover, once the period is over and they don't cover all of it.

    What is done once and for all is done, and what was not done by a day was not done before it. A number that was put
    against a goal has its own days, or is a sum for all of them.
    """
    period = clock.period
    runs = [run for report, run in timed if report.identity in answer.follow_ups]
    known = [run for run in runs if run is not None]
    by_numbers = isinstance(action.goal, MeasurableGoal) and answer.result in (Result.REACHED, Result.NOT_REACHED)
    is_kept = by_numbers or (answer.result is Result.DONE and _is_once(action))
    if period is None or not clock.is_over or len(known) < len(runs) or is_kept:
        return answer
    if _is_once(action):
        known.append(DateRange(period.first, max(run.last for run in known)))
    told = within(joined([*known, *(run for _, run in timed if run is not None)]), period)
    covered, uncovered = within(joined(known), period), outside(told, period)
    if not uncovered or not covered:
        return answer
    return replace(answer, covered=covered, uncovered=uncovered, beside=outside((*covered, *uncovered), period))


def is_repeated(action: Action) -> bool:
    """Whether the goal is per unit of time: a year at most."""
    return isinstance(action.goal, NumericGoal | CompleteGoal) and action.goal.per is not None


def _is_once(action: Action) -> bool:
    """Whether the goal says that it is done once and for all: one police office, all homes."""
    goal = action.goal
    if isinstance(goal, CompleteGoal):
        return goal.per is None
    return isinstance(goal, NumericGoal) and not needs_number(action)


def needs_number(action: Action) -> bool:
    """Whether a `ja` is no answer to the goal: eight are promised, and nobody says how many there were."""
    goal = action.goal
    return isinstance(goal, NumericGoal) and (goal.number.value > 1 or goal.per is not None or goal.out_of is not None)


def _figure(
    action: Action, *, measured: ActionStanding, rows: Sequence[ReportOutcome], clock: Clock
) -> ActionResult | None:
    """What the numbers say; None where there are none to put against the goal."""
    if not measured.parts:
        return None
    counted = {figure.follow_up for figure in measured.figures if figure.counted}
    reports = [report for report, _ in rows if report.identity in counted]
    if measured.is_total:
        return _said(action, _of_total(measured.parts[0], clock, reports), reports)
    short, enough = _runs(measured.parts, False), _runs(measured.parts, True)
    if any(part.enough is False for part in measured.parts):
        result, covered, reached_in = Result.NOT_REACHED, short, enough
    elif any(part.enough for part in measured.parts):
        result, covered, reached_in = Result.REACHED, enough, ()
    else:
        return _said(action, Result.REPORTED, reports)
    judged = (*short, *enough)
    uncovered = outside(judged, clock.period) if clock.period is not None and judged else ()
    if clock.period is not None:
        covered = within(covered, clock.period)
        reached_in = within(reached_in, clock.period)
        if covered == (clock.period,):
            covered = ()
    return replace(_said(action, result, reports), covered=covered, uncovered=uncovered, reached_in=reached_in)


def _runs(parts: Sequence[Part], enough: bool) -> tuple[DateRange, ...]:
    return joined(run for part in parts if part.enough is enough for run in part.runs)


def _of_total(part: Part, clock: Clock, reports: Iterable[Report]) -> Result:
    """A sum that is enough is reached at once; one that falls short is told of only when all of it is reported, and
    finally: an interim report doesn't say how it ended."""
    if part.enough:
        return Result.REACHED
    is_told = part.enough is False and part.is_whole and clock.is_over and any(one.is_final for one in reports)
    return Result.NOT_REACHED if is_told else Result.REPORTED


# Where the state alone gives the word. A pledge that isn't in force yet has no word of its own among the five.
_BY_STATE = {
    State.NOT_YET_PUBLISHED: ReaderState.UNKNOWN,
    State.PLANNED: ReaderState.UNKNOWN,
    State.ONGOING: ReaderState.IN_FORCE,
    **dict.fromkeys((*VERDICTS.values(), State.PARTIES_DISAGREE), ReaderState.REPORTED),
}
# For what has ended, was broken off or replaced, and of which the parties have reported nothing that was promised.
_BY_FOLLOW_UP = {
    **dict.fromkeys(FollowUpState, ReaderState.NOTHING_REPORTED),
    FollowUpState.AWAITED: ReaderState.BEING_FOLLOWED_UP,
    FollowUpState.UNKNOWN: ReaderState.UNKNOWN,
}


def reader_state(
    state: State,
    follow_up: FollowUpState,
    *,
    results: Sequence[ActionResult],
    reports: Iterable[Report],
    own_words: Sequence[OwnWords] = (),
    promises_actions: bool = True,
) -> ReaderState:
    """The one of the five words that a record stands under, with what became of its actions and all `reports` of it.

    A follow-up that answers for none of the promised actions is not an answer to whether it was done. Where the editors
    have not read all of it, or know none of the actions, that isn't known. What promises no actions (an agreement) is
    answered by any outcome. What the parties say of the whole in words of their own is an answer too. What is reported
    is so where nobody knows whether the period goes on, too.
    """
    if state in _BY_STATE:
        return _BY_STATE[state]
    own = [report for report in reports if report.by_party]
    if (
        own_words
        or any(one.is_answer for one in results)
        or (not promises_actions and any(report.fields.says_how_it_went for report in own))
    ):
        return ReaderState.REPORTED
    is_unseen = bool(own) and not results
    if (
        state is State.UNKNOWN
        or is_unseen
        or any(report.fields.missing or not report.fields.says_how_it_went for report in own)
    ):
        return ReaderState.UNKNOWN
    return _BY_FOLLOW_UP[follow_up]
