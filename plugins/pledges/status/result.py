"""What became of a promised action, on the one scale that every page, feed and table uses.

The scale says what the parties themselves have reported, never more: failure may not look like success, and silence
is its own answer. How a number was put against a goal is `measure`; here it is told what that means to a reader.
"""

from dataclasses import dataclass
from enum import StrEnum

from pledges.status.date_ranges import DateRange


class Result(StrEnum):
    """What became of an action, as far as the parties have said."""

    REACHED = "reached"  # nått
    NOT_REACHED = "not-reached"  # inte nått
    DONE = "done"  # gjort
    PARTLY = "partly"  # delvis
    NOT_DONE = "not-done"  # inte gjort
    REPORTED = "reported"  # redovisat utan mål, or in a way that can't be put against the goal
    NOT_MENTIONED = "not-mentioned"  # nämns inte i uppföljningen
    NOTHING_REPORTED = "nothing-reported"  # inget redovisat
    NOT_YET = "not-yet"  # inte dags ännu


class ReaderState(StrEnum):
    """Where a pledge stands, in the five words for readers; the nuances are in `State` and `FollowUpState`."""

    IN_FORCE = "in-force"  # gäller nu
    BEING_FOLLOWED_UP = "being-followed-up"  # följs upp
    REPORTED = "reported"  # redovisat
    NOTHING_REPORTED = "nothing-reported"  # inget redovisat
    UNKNOWN = "unknown"  # okänt


@dataclass(frozen=True, slots=True)
class ActionResult:
    """What became of the action with the id `action`.

    For a goal per unit of time, `covered` are the days that the answer holds for and `uncovered` those of the period
    that nobody has reported; both empty where the answer holds for all of it. `follow_ups` are the identities of the
    follow-ups that say so, `by` the parties that do. `read_whole` is False where the editors have not seen all of them.
    """

    action: str
    result: Result
    covered: tuple[DateRange, ...] = ()
    uncovered: tuple[DateRange, ...] = ()
    follow_ups: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    read_whole: bool = True
    reached_in: tuple[DateRange, ...] = ()
    so_far: bool = False
    has_goal: bool = False
