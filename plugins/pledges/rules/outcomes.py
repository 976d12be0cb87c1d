"""The rows of outcomes by themselves: in the goal's unit, each once, and no part more than the whole."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from pledges.content.geography import slugify
from pledges.content.goals import MeasurableGoal, NumericGoal, RelativeGoal, TimeLimitGoal
from pledges.content.record import Record, is_a
from pledges.content.record_fields import Action, FollowUp, Outcome
from pledges.content.register import Register
from pledges.rules.finding import Finding, Rule, title
from pledges.rules.follow_up_targets import target_of
from pledges.rules.number_reader import NUMERAL, value_of
from pledges.status.reported_numbers import is_share
from pledges.swedish import counted, decimal, enumerate_words, partial, period
from pledges.swedish import number as swedish_number
from pledges.written_values import Qualifier, parse_duration

_SHORTEST = 5  # letters of a unit that can be told in an action's id: `dialoger` in `medborgardialoger`


def outcomes_in_same_unit(register: Register, record: Record) -> Iterator[Finding]:
    """A figure is in the goal's unit, or there is another row that is."""
    if not is_a(record, FollowUp) or (target := target_of(register, record)) is None:
        return
    goals = {action.id: action.goal for action in target.actions}
    for number, outcome in enumerate(record.fields.outcomes):
        goal = goals.get(outcome.action or "")
        if not isinstance(goal, MeasurableGoal) or not goal.counted or outcome.amount is None or outcome.unit is None:
            continue
        same_action = [row for row in record.fields.outcomes if row.action == outcome.action]
        if not _fits(goal, outcome) and not any(row.amount and _fits(goal, row) for row in same_action):
            yield Finding(
                code="annan-enhet",
                message=f"Utfallet räknas i {outcome.unit}, men målet i {goal.counted}.",
                hint=_of_a_time(goal, outcome)
                or _of_another(target.actions, outcome)
                or f"Skriv antalet {goal.counted}, utan enhet:. Är det samma sak, använd samma ord.",
                loc=("utfall", number, "enhet"),
            )


def _of_a_time(goal: MeasurableGoal, outcome: Outcome) -> str:
    """What to write where the longest time that it took was reported as a number of hours."""
    try:
        taken = parse_duration(f"{outcome.amount} {outcome.unit}")
    except ValueError:
        return ""
    return (
        f"Är det tiden som det tog, skriv inom: {taken}, i stället för antal: och enhet:."
        if isinstance(goal, TimeLimitGoal)
        else ""
    )


def _of_another(actions: Sequence[Action], outcome: Outcome) -> str:
    """The question which action a row is of that counts what the goal of another does, by its unit or its name."""
    unit = (outcome.unit or "").casefold()
    goals = [(action.id, action.goal) for action in actions if action.id != outcome.action]
    counted = [name for name, goal in goals if isinstance(goal, MeasurableGoal) and _fits(goal, outcome)]
    named = [name for name, _ in goals if len(unit) >= _SHORTEST and name.endswith(slugify(unit))]
    others = enumerate_words(counted or named, "eller")
    return (
        f"Gäller raden {others}? Skriv i så fall det under åtgärd:, och kontrollera den andras rad." if others else ""
    )


def _fits(goal: MeasurableGoal, outcome: Outcome) -> bool:
    return outcome.unit is None or outcome.unit.casefold() == goal.counted.casefold()


def what_was_promised_has_its_id(register: Register, record: Record) -> Iterator[Finding]:
    """What is reported beside the promises is none of them, by its words or its id."""
    target = target_of(register, record)
    if target is None or not is_a(record, FollowUp):
        return
    ids = {name: action.id for action in target.actions for name in (action.what.casefold().rstrip("."), action.id)}
    for number, outcome in enumerate(record.fields.outcomes):
        promised = ids.get((outcome.what or "").casefold().rstrip("."))
        is_told = any(one.action == promised for one in record.fields.outcomes)
        if promised is not None:
            yield Finding(
                code="utfall-utan-atgard",
                message=f"”{outcome.what}” är en åtgärd i {title(target)}, men redovisas som något som inte var lovat.",
                hint="Den redovisas redan med sitt id: ta bort raden, eller skriv det som är nytt i den under kommentar: där."
                if is_told
                else f"Skriv åtgärd: {promised} i stället för vad:.",
                loc=("utfall", number, "vad"),
            )


def compared_with_another_time(register: Register, record: Record) -> Iterator[Finding]:
    """A comparison is with another time than the one that is reported, and with none that came after it."""
    covers = record.fields.covers if is_a(record, FollowUp) else None
    if not is_a(record, FollowUp) or covers is None or covers.last is None:
        return
    told = (
        record.fields.date.last if record.fields.date is not None else date.max
    )  # what comes after it is told of as such
    for number, outcome in enumerate(record.fields.outcomes):
        for row, other in enumerate(outcome.comparisons):
            if other.year is not None and covers.last < other.year.first <= told:
                yield Finding(
                    code="dag-efter",
                    message=f"Jämförelsen är med {partial(other.year)}, efter det som redovisas ({period(covers)}).",
                    hint="Kontrollera årtalet i år:. Stämmer det, acceptera varningen.",
                    loc=("utfall", number, "jämförelse", row, "år"),
                )
            elif other.year is not None and (other.year.first, other.year.last) == (covers.first, covers.last):
                yield Finding(
                    code="dag-efter",
                    message=f"Jämförelsen är med {partial(other.year)}, som är den tid som redovisas.",
                    hint="Skriv under år: den tid som jämförs med. Är det en del av antalet, skriv den under varav:.",
                    loc=("utfall", number, "jämförelse", row, "år"),
                )


def goals_are_put_against_the_past(register: Register, record: Record) -> Iterator[Finding]:
    """A goal of more or fewer is put against a year that has been when what is promised begins."""
    own = record.fields.span
    for place, action in enumerate(record.actions if own is not None and own.last is not None else ()):
        goal = action.goal
        if (
            not isinstance(goal, RelativeGoal)
            or own is None
            or own.last is None
            or not re.fullmatch(r"20\d\d", goal.compared_with)
        ):
            continue
        if int(goal.compared_with) > own.last.year:
            yield Finding(
                code="dag-efter",
                message=f"Målet jämförs med {goal.compared_with}, efter den tid som löftet gäller ({period(own)}).",
                hint="Kontrollera årtalet i jämfört med:. Stämmer det, acceptera varningen.",
                loc=("åtgärder", place, "mål", "jämfört med"),
            )


def outcomes_once(register: Register, record: Record) -> Iterator[Finding]:
    """An action is reported once in each way of counting. Two that differ may be of two actions, so neither is to go."""
    seen: dict[tuple[str, str | None, str | None], Outcome] = {}
    outcomes = record.fields.outcomes if is_a(record, FollowUp) else ()
    target = target_of(register, record)
    told = {outcome.action for outcome in outcomes}
    promised = dict.fromkeys(action.id for action in target.actions) if target is not None else ()
    untold = [action for action in promised if action not in told]
    for number, outcome in enumerate(outcomes):
        if outcome.action is None or (outcome.amount is None and outcome.done is None):
            continue
        is_counted = outcome.amount is not None
        mark = (outcome.action, (outcome.unit or "").casefold() if is_counted else None, outcome.per)
        if mark in seen:
            is_copy = outcome == seen[mark]
            differs = (
                "skriv vad som skiljer dem med enhet: eller per:."
                if is_counted
                else "skriv en rad, med gjort: delvis om en del blev av, och resten under kommentar:."
            )
            yield Finding(
                code="dubbelt-utfall",
                message=f"Åtgärden ”{outcome.action}” redovisas två gånger på samma sätt.",
                hint=f"Ta bort den ena raden, eller {differs}"
                if is_copy
                else f"{_another_action(untold)} Gäller båda {outcome.action}, {differs}",
                loc=("utfall", number),
            )
        seen.setdefault(mark, outcome)


def _another_action(untold: Sequence[str]) -> str:
    """The question which action a second row is of, with those that have no row."""
    if not untold:
        return "Raderna säger olika: kontrollera i källan vilken åtgärd var och en gäller."
    return f"Vilken åtgärd gäller raden? Utan utfall: {enumerate_words(untold)}."


def no_more_than_all(register: Register, record: Record) -> Iterator[Finding]:
    """Nobody does 60 of 52; and a goal of nothing is none."""
    for number, action in enumerate(record.actions):
        loc, goal = ("åtgärder", number, "mål"), action.goal
        if isinstance(goal, TimeLimitGoal) and goal.within.number == 0:
            yield Finding(
                code="mal-noll",
                message="Tiden är noll, så målet kan aldrig nås.",
                hint="Skriv tiden som är lovad, till exempel inom: 24 timmar.",
                loc=loc,
            )
        if not isinstance(goal, NumericGoal):
            continue
        if goal.out_of is not None and goal.number.value > goal.out_of.value:
            yield _too_many(goal.number.value, goal.out_of.value, loc)
        if goal.number.value == 0 and not goal.is_upper_limit:
            yield Finding(
                code="mal-noll",
                message="Målet är noll, så det är nått vad som än händer.",
                hint="Skriv talet som är lovat, eller beskriv målet med ord: mål: inga …",
                loc=loc,
            )
    for number, outcome in enumerate(record.fields.outcomes if is_a(record, FollowUp) else ()):
        if outcome.out_of is not None and outcome.amount is not None and outcome.amount.value > outcome.out_of.value:
            yield _too_many(outcome.amount.value, outcome.out_of.value, ("utfall", number, "antal"))
        for row, part in enumerate(outcome.of_which):
            if outcome.amount is not None and part.amount.value > outcome.amount.value:
                yield _too_many(part.amount.value, outcome.amount.value, ("utfall", number, "varav", row, "antal"))


def parts_are_no_more_than_the_whole(register: Register, record: Record) -> Iterator[Finding]:
    """The parts of a figure add up to no more than it, unless one and the same is counted in several."""
    for number, outcome in enumerate(record.fields.outcomes if is_a(record, FollowUp) else ()):
        parts = [part.amount.value for part in outcome.of_which]
        amount = outcome.amount
        if amount is None or amount.qualifier is not Qualifier.EXACT or max(parts, default=0) > amount.value:
            continue
        if sum(parts) > amount.value:
            yield Finding(
                code="varav-mer-an-alla",
                message=f"Delarna är tillsammans {decimal(Decimal(sum(parts)))}, men antalet är {swedish_number(amount)}.",
                hint="Kontrollera talen under varav:. Räknas samma sak i flera delar, acceptera varningen.",
                loc=("utfall", number, "varav"),
            )


def reports_are_of_what_was_promised(register: Register, record: Record) -> Iterator[Finding]:
    """What was promised as 4 in all is not reported as 3 of 5, unless a comment tells of the five."""
    target = target_of(register, record)
    if target is None or not is_a(record, FollowUp):
        return
    goals = {action.id: action.goal for action in target.actions}
    for number, outcome in enumerate(record.fields.outcomes):
        goal, whole = goals.get(outcome.action or ""), outcome.out_of
        if not isinstance(goal, NumericGoal) or whole is None or outcome.amount is None:
            continue
        if goal.out_of is not None or goal.per or goal.is_upper_limit or goal.is_for_each_unknown or is_share(goal):
            continue
        told = {value_of(found["number"]) for found in NUMERAL.finditer(outcome.comment or "")}
        if outcome.amount.value < whole.value != goal.number.value and _fits(goal, outcome) and whole.value not in told:
            yield Finding(
                code="annan-enhet",
                message=f"Det står {swedish_number(outcome.amount)} av {swedish_number(whole)}, men {counted(goal.number.value, goal.unit)} är lovade.",
                hint=f"Skriv av: {swedish_number(goal.number)}, eller ta bort av:. Planerades fler eller färre än så, säg det i kommentar:.",
                loc=("utfall", number, "av"),
            )


def _too_many(amount: object, whole: object, loc: tuple[str | int, ...]) -> Finding:
    return Finding(
        code="fler-an-alla",
        message=f"{amount} av {whole} går inte.",
        hint="Byt plats på talen, eller rätta det som är fel.",
        loc=loc,
    )


RULES: tuple[Rule, ...] = (
    outcomes_in_same_unit,
    what_was_promised_has_its_id,
    compared_with_another_time,
    goals_are_put_against_the_past,
    outcomes_once,
    no_more_than_all,
    reports_are_of_what_was_promised,
    parts_are_no_more_than_the_whole,
)
