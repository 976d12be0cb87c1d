"""Which reported numbers can be put against a goal, and which of them stand for themselves.

A follow-up that lies inside another's time belongs to it and is not added; a partial overlap, or unknown times,
can't be worked out, and the tally says why.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from pledges.content.schema import FollowUp, NumericGoal, Outcome
from pledges.status import explanation
from pledges.status.date_ranges import Run, joined
from pledges.values import Number, Qualifier

FINAL_TYPE = "slutlig"
PERCENT = "procent"
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Account:
    """A follow-up as it is counted. `since` is the first day on which it counts, `run` the days that it covers."""

    identity: str
    fields: FollowUp
    since: date
    by_party: bool
    run: Run | None

    @property
    def is_final(self) -> bool:
        """Whether it is the final one."""
        return self.fields.type == FINAL_TYPE


Row = tuple[Account, Outcome]


@dataclass(frozen=True, slots=True)
class Entry:
    """What a follow-up reports towards a goal, in the goal's own terms, and the outcomes that it is made of."""

    account: Account
    value: Number
    rows: tuple[Outcome, ...]


@dataclass(slots=True)
class Tally:
    """The numbers put in order. `nested` leads from a follow-up to the one that it lies inside.

    `is_sum` says that the values are counts to add; otherwise they are rates or shares, each to compare.
    `obstacle` says in Swedish why nothing can be worked out, where so.
    """

    is_sum: bool
    standing: list[Entry] = field(default_factory=list)
    nested: dict[str, tuple[Account, Account]] = field(default_factory=dict)
    obstacle: str | None = None

    @property
    def values(self) -> list[Number]:
        """The values that stand for themselves, in order of time."""
        return [entry.value for entry in self.standing]

    @property
    def runs(self) -> tuple[Run, ...]:
        """The days that they cover, as far as known."""
        return joined(entry.account.run for entry in self.standing if entry.account.run is not None)

    @property
    def is_final(self) -> bool:
        """Whether a final follow-up is among them."""
        return any(entry.account.is_final for entry in self.standing)


def is_share(goal: NumericGoal) -> bool:
    """Whether a goal is a share (`av`) or a percentage, which is never added."""
    return goal.out_of is not None or goal.unit.casefold() == PERCENT


def tally(goal: NumericGoal, rows: Sequence[Row]) -> Tally:
    """Put the numbers that the parties report of an action (`rows`) in order, against `goal`."""
    counts = [] if is_share(goal) else _counts(goal, rows)
    if counts:
        return _arranged(counts, Tally(is_sum=True))
    result = Tally(is_sum=not is_share(goal) and goal.per is None)
    comparable = _comparables(goal, rows)
    if not comparable:
        result.obstacle = explanation.not_comparable((outcome for _, outcome in rows), goal.unit)
    return _arranged(comparable, result)


def _same_unit(goal: NumericGoal, outcome: Outcome) -> bool:
    return outcome.unit is None or outcome.unit.casefold() == goal.unit.casefold()


def _counts(goal: NumericGoal, rows: Iterable[Row]) -> list[Entry]:
    """What each follow-up reports as a number in the goal's unit, its rows added."""
    grouped: dict[str, tuple[Account, list[tuple[Number, Outcome]]]] = {}
    for account, outcome in rows:
        if outcome.amount is not None and not outcome.per and not outcome.out_of and _same_unit(goal, outcome):
            grouped.setdefault(account.identity, (account, []))[1].append((outcome.amount, outcome))
    return [
        Entry(account, add(number for number, _ in found), tuple(outcome for _, outcome in found))
        for account, found in grouped.values()
    ]


def _comparables(goal: NumericGoal, rows: Iterable[Row]) -> list[Entry]:
    found = ((account, outcome, _in_terms_of(goal, outcome)) for account, outcome in rows)
    return [Entry(account, value, (outcome,)) for account, outcome, value in found if value is not None]


def _in_terms_of(goal: NumericGoal, outcome: Outcome) -> Number | None:
    """A rate or share as the goal has it: 20 av 26 is 40 of the 52 in the goal. None where it is another measure."""
    if outcome.amount is None or outcome.per != goal.per or not _same_unit(goal, outcome):
        return None
    if outcome.out_of is None or outcome.out_of == goal.out_of:
        return outcome.amount
    if not is_share(goal) or not outcome.out_of.value:
        return None
    whole = goal.out_of.value if goal.out_of is not None else _HUNDRED
    return Number(outcome.amount.value * whole / outcome.out_of.value, outcome.amount.qualifier)


def add(numbers: Iterable[Number]) -> Number:
    """The sum, with the reservation of its parts: `minst 5` + 3 is `minst 8`; of two different ones, `cirka`."""
    total, words = Decimal(0), set()
    for number in numbers:
        total += number.value
        words.add(number.qualifier)
    words.discard(Qualifier.EXACT)
    return Number(total, words.pop() if len(words) == 1 else Qualifier.ABOUT if words else Qualifier.EXACT)


def is_enough(done: Number, promised: Decimal) -> bool | None:
    """Whether `done` reaches `promised`; None where its reservation leaves it open (`minst 5` or `högst 9` of 8)."""
    enough = done.value >= promised
    is_open = done.qualifier is (Qualifier.AT_MOST if enough else Qualifier.AT_LEAST)
    return None if is_open else enough


def _arranged(entries: Iterable[Entry], result: Tally) -> Tally:
    """Sweep through the entries by time. Of follow-ups for the same days the final one stands, else the latest."""
    dated = []
    for entry in entries:
        if entry.account.run is None:
            result.standing.append(entry)
        else:
            dated.append((entry.account.run, entry))
    dated.sort(key=lambda pair: (pair[0].first, -pair[0].last.toordinal(), _rank(pair[1].account)))
    if (
        result.standing
        and len({id(entry.account) for entry in result.standing} | {id(entry.account) for _, entry in dated}) > 1
    ):
        result.obstacle = explanation.unknown_time()
    last: tuple[Run, Entry] | None = None
    for run, entry in dated:
        if last is not None and run.last <= last[0].last and entry.account is not last[1].account:
            result.nested[entry.account.identity] = (entry.account, last[1].account)
            if run == last[0] and _differ(entry, last[1]):
                result.obstacle = explanation.disagreement(run)
            continue
        if last is not None and run.first <= last[0].last and entry.account is not last[1].account:
            result.obstacle = explanation.partial_overlap(last[1].account.fields.covers, entry.account.fields.covers)
        result.standing.append(entry)
        last = (run, entry)
    return result


def _rank(account: Account) -> tuple[bool, int, str]:
    return not account.is_final, -account.since.toordinal(), account.identity


def _differ(one: Entry, other: Entry) -> bool:
    """Different parties' different figures for the same days: a part each, or a quarrel; nobody can tell which."""
    return set(one.account.fields.by) != set(other.account.fields.by) and one.value != other.value
