"""Until the standing tells its results itself: the results and the word of a record, from what was measured."""

from pledges.content.record import Record
from pledges.content.schema import Commitment
from pledges.history.snapshot import Snapshot
from pledges.status.measure import ActionStanding, Reached
from pledges.status.result import ActionResult, ReaderState, Result
from pledges.status.states import FollowUpState, State

_WORDS = {"ja": Result.DONE, "nej": Result.NOT_DONE, "delvis": Result.PARTLY}


def _result(one: ActionStanding, is_due: bool) -> Result:
    if one.reached in (Reached.REACHED, Reached.NOT_REACHED, Reached.NOT_MENTIONED):
        return Result(one.reached.value)
    own = [figure for figure in one.figures if figure.by_party]
    said = {_WORDS[figure.done] for figure in own if figure.done}
    if said:
        return said.pop() if len(said) == 1 else Result.PARTLY
    if own:
        return Result.REPORTED
    return Result.NOTHING_REPORTED if is_due else Result.NOT_YET


def results_of(snapshot: Snapshot, record: Record[Commitment]) -> tuple[ActionResult, ...]:
    now = snapshot.standings[record.identity]
    is_due = now.follow_up is not FollowUpState.NOT_DUE
    return tuple(
        ActionResult(one.action, _result(one, is_due), so_far=one.reached is Reached.SO_FAR) for one in now.actions
    )


def reader_state_of(snapshot: Snapshot, record: Record[Commitment]) -> ReaderState:
    now = snapshot.standings[record.identity]
    if now.state is State.ONGOING:
        return ReaderState.IN_FORCE
    if now.state in (State.UNKNOWN, State.PLANNED, State.NOT_YET_PUBLISHED):
        return ReaderState.UNKNOWN
    if now.verdict or any(one.figures for one in now.actions):
        return ReaderState.REPORTED
    return ReaderState.BEING_FOLLOWED_UP if now.follow_up is FollowUpState.AWAITED else ReaderState.NOTHING_REPORTED
