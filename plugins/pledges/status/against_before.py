"""A pledge against the one before it: what was promised again, with what goal, and what was not.

Two documents say the same thing in different words, and different things in the same. So an action follows an earlier one
where it says so (`följer`), or where both are promised in the same words for the same place by the same parties: words but
for the small ones, and for those that are the goal's. All else is unpaired, which is neither new nor dropped.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pledges.content.goals import NumericGoal
from pledges.content.parties import any_of
from pledges.content.record_fields import NEW_ACTION, Action, Part, Pledge
from pledges.status.date_ranges import DAY, add_months, range_of, whole_units
from pledges.written_values import Number, Period, Qualifier

_GOES_ON = re.compile(r"^(?:fortsätta(?: med| att)?|fortsatta?)\s+(?!och\b)")
_WORD = re.compile(r"\w+")
_SMALL = frozenset(["en", "ett", "den", "det", "de", "att", "i", "på", "vid", "under"])
_TELLING = 3  # so many words say by themselves what is promised, whatever the part is called that they stand in
_NUMBERS = {"at_least", "amount", "at_most"}
_PERCENT = "procent"


class Fate(StrEnum):
    """What became of a promise from one pledge to the next."""

    RAISED = "raised"  # the same, with a higher goal
    LOWERED = "lowered"  # the same, with a lower goal
    OTHER_GOAL = "other-goal"  # the same, with a goal that can't be put against the earlier one
    OTHER_TIME = "other-time"  # the same number, for a longer or shorter time
    KEPT = "kept"
    SPLIT = "split"  # one that several follow
    NEW = "new"
    DROPPED = "dropped"
    UNPAIRED = "unpaired"


@dataclass(frozen=True, slots=True)
class Promise:
    """An action of the pledge, of the one `before` it, or of both."""

    fate: Fate
    action: Action | None
    before: Action | None


def against_before(fields: Pledge, before: Pledge) -> tuple[Promise, ...]:
    """What was promised in either of two pledges, of which the one succeeds the other: first the actions of `fields` in their
    order, then those of `before` that none of them follows."""
    followed = _followed(fields, before)
    times = Counter(followed.values())
    earlier = {action.id: action for action in before.actions}
    left = [action for action in before.actions if action.id not in times]
    declared_new = {action.id for action in fields.actions if action.follows == NEW_ACTION}
    open_now = [action for action in fields.actions if action.id not in followed and action.id not in declared_new]
    lasts_as_long = _length(fields.period) is not None and _length(fields.period) == _length(before.period)

    def promises() -> Iterator[Promise]:
        for action in fields.actions:
            if action.id in followed:
                old = earlier[followed[action.id]]
                is_split = times[old.id] > 1
                fate = Fate.SPLIT if is_split else _fate(action, old, lasts_as_long=lasts_as_long)
                yield Promise(fate, action, old)
            else:
                is_new = action.id in declared_new or (not left and _is_whole(before))
                yield Promise(Fate.NEW if is_new else Fate.UNPAIRED, action, None)
        is_dropped = not open_now and _is_whole(fields)
        for old in left:
            yield Promise(Fate.DROPPED if is_dropped else Fate.UNPAIRED, None, old)

    return tuple(promises())


def _followed(fields: Pledge, before: Pledge) -> Mapping[str, str]:
    """The id of the earlier action that each follows, where that is known."""
    ids = {action.id for action in before.actions}
    named = {action.id: action.follows for action in fields.actions if action.follows in ids}
    now = _by_words(fields, [action for action in fields.actions if action.follows is None])
    then = _by_words(before, [action for action in before.actions if action.id not in named.values()])
    alike = {
        now[words].id: then[words].id for words in now if words in then and _may_be_by_the_same(now[words], then[words])
    }
    return {**named, **alike}


def _by_words(fields: Pledge, actions: Sequence[Action]) -> Mapping[tuple[object, ...], Action]:
    """Each of `actions` by its words and place, but for those that another action of the pledge shares them with."""
    parts = {part.id: part for part in fields.parts}
    alike = Counter(_words(action, parts) for action in fields.actions)
    return {words: action for action in actions if alike[words := _words(action, parts)] == 1}


def _words(action: Action, parts: Mapping[str, Part]) -> tuple[object, ...]:
    part = parts.get(action.part or "")
    places = (*action.places, *(part.places if part is not None else ()))
    areas = (*action.areas, *(part.areas if part is not None else ()))
    what = action.what.casefold()
    if isinstance(action.goal, str):
        what = what.removesuffix(action.goal.casefold())
    words = _in_words(_GOES_ON.sub("", what))
    return (
        words,
        _in_words(part.title.casefold()) if part is not None and len(words) < _TELLING else (),
        frozenset(place.casefold() for place in places),
        frozenset(area.rsplit("/", 1)[-1] for area in areas),
    )


def _in_words(text: str) -> tuple[str, ...]:
    words = _WORD.findall(text)
    return tuple(word for word in words if word not in _SMALL) or tuple(words)


def _may_be_by_the_same(now: Action, before: Action) -> bool:
    return not now.responsible or not before.responsible or any_of(now.responsible, before.responsible)


def _is_whole(fields: Pledge) -> bool:
    """Whether all that the document promises is here, as far as anything tells."""
    return bool(fields.actions) and not (fields.text_unknown or fields.actions_in_document or fields.missing)


def _length(period: Period) -> tuple[int, int] | None:
    """How long a period is, in whole months, or in days where it isn't so many; None where that isn't known."""
    run = range_of(period)
    if run is None or run.last < run.first:
        return None
    months = whole_units(run, "månad")
    return (months, 0) if add_months(run.first, months) == run.last + DAY else (0, run.days)


def _fate(now: Action, before: Action, *, lasts_as_long: bool) -> Fate:
    if now.condition != before.condition:
        return Fate.OTHER_GOAL
    if not (isinstance(now.goal, NumericGoal) and isinstance(before.goal, NumericGoal)):
        return Fate.KEPT if now.goal == before.goal else Fate.OTHER_GOAL
    change = _change(now.goal, before.goal)
    if lasts_as_long or not _is_for_all_of_the_time(now.goal):
        return change
    return Fate.OTHER_TIME if change is Fate.KEPT else Fate.OTHER_GOAL


def _is_for_all_of_the_time(goal: NumericGoal) -> bool:
    """Whether the number is promised once for the whole period: a longer one holds more of it."""
    return goal.per is None and goal.out_of is None and goal.unit != _PERCENT and not goal.occasions


def _change(now: NumericGoal, before: NumericGoal) -> Fate:
    """The one number against the other, where both count the same thing in the same way."""
    if now == before:
        return Fate.KEPT
    is_other = (
        now.model_dump(exclude=_NUMBERS) != before.model_dump(exclude=_NUMBERS)
        or now.is_upper_limit
        or before.is_upper_limit
        or _is_rounded(now.number) != _is_rounded(before.number)
        or (now.at_most is None) != (before.at_most is None)
    )
    if is_other:
        return Fate.OTHER_GOAL
    steps = {_step(now.number, before.number), _step(now.at_most, before.at_most)} - {0}
    if not steps:
        return Fate.KEPT
    return Fate.OTHER_GOAL if len(steps) > 1 else Fate.RAISED if steps == {1} else Fate.LOWERED


def _is_rounded(number: Number) -> bool:
    return number.qualifier not in (Qualifier.EXACT, Qualifier.AT_LEAST)


def _step(now: Number | None, before: Number | None) -> int:
    if now is None or before is None or now.value == before.value:
        return 0
    return 1 if now.value > before.value else -1
