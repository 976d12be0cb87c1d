"""A goal as a phrase: the one way in which it is told on pages, in feeds, in the log and by `make new`."""

from decimal import Decimal

from pledges import swedish
from pledges.content.goals import CompleteGoal, MeasurableGoal, NumericGoal, RelativeGoal, TimeLimitGoal
from pledges.written_values import Number, Qualifier

_TWICE = Number(Decimal(2))
_COMPARED = {
    "färre": ("färre {unit} än {other}", "{percent} procent färre {unit} än {other}"),
    "högst lika många": ("högst lika många {unit} som {other}", "minst {percent} procent färre {unit} än {other}"),
    "minst lika många": ("minst lika många {unit} som {other}", "minst {percent} procent fler {unit} än {other}"),
    "fler": ("fler {unit} än {other}", "{percent} procent fler {unit} än {other}"),
}


def goal_words(goal: MeasurableGoal | str) -> str:
    """`minst 8 områden`, `3–4 möten per år`, `40 av 52 helger`, `alla skolor`, `inom 24 timmar`; a text as it is."""
    match goal:
        case NumericGoal():
            return _numeric(goal)
        case CompleteGoal():
            return f"alla {goal.everything}{per_words(goal.per)}"
        case TimeLimitGoal():
            unit = f"{goal.unit} " if goal.unit else ""
            return f"{unit}inom {goal.within}" + (f" från {goal.since}" if goal.since else "")
        case RelativeGoal():
            return _relative(goal)
    return str(goal)


def amount_words(goal: NumericGoal) -> str:
    """`minst 8`, `3–4`, `högst 5`, `40 av 52`."""
    assert goal.written is not None
    if goal.at_least is not None and goal.at_most is not None:
        return f"{swedish.number(goal.at_least)}–{swedish.number(goal.at_most)}"
    exact = goal.written.qualifier is Qualifier.EXACT
    bound = "minst " if exact and goal.at_least is not None else "högst " if exact and goal.at_most is not None else ""
    whole = f" av {swedish.number(goal.out_of)}" if goal.out_of is not None else ""
    return f"{bound}{swedish.number(goal.written)}{whole}"


def per_words(unit: str | None) -> str:
    """` per år`, ` varannan vecka`; nothing where there is no unit."""
    if unit is None:
        return ""
    return f" {unit}" if unit.startswith("varannan ") else f" per {unit}"


def _numeric(goal: NumericGoal) -> str:
    assert goal.written is not None
    unit = swedish.unit_of(goal.out_of or goal.at_most or goal.written, goal.unit)
    if goal.occasions:
        each = (
            ""
            if goal.written == Number(Decimal(1)) and goal.unit == "tillfällen"
            else f"{amount_words(goal)} {unit} vid "
        )
        words = f"{each}{swedish.enumerate_words(goal.occasions)}{per_words(goal.per)}"
    else:
        words = f"{amount_words(goal)} {unit}{per_words(goal.per)}"
    if goal.for_each is not None:
        count = f", {swedish.number(goal.how_many)} i antal" if goal.how_many is not None else ""
        words = f"{words} för varje {goal.for_each}{count}"
    more = (goal.lasting, goal.of_which and f"varav {goal.of_which}", goal.within and f"inom {goal.within}")
    return ", ".join((words, *(part for part in more if part)))


def _relative(goal: RelativeGoal) -> str:
    plain, by_percent = _COMPARED[goal.direction]
    if goal.times is not None:
        times = "dubbelt" if goal.times == _TWICE else f"{swedish.number(goal.times)} gånger"
        words = f"{times} så många {goal.unit} som {goal.compared_with}"
    elif goal.percent is not None:
        percent = swedish.number(goal.percent)
        words = by_percent.format(percent=percent, unit=goal.unit, other=goal.compared_with)
    else:
        words = plain.format(unit=goal.unit, other=goal.compared_with)
    return f"{words} (då {swedish.number(goal.baseline)})" if goal.baseline is not None else words
