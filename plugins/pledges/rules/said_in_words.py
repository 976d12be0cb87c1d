"""What a record says with words of its own figures: a summary, a comment and a text that give other numbers than the keys."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from pledges.content.goals import NumericGoal
from pledges.content.record import Loc, Record, has_actions, is_a
from pledges.content.record_fields import Agreement, FollowUp, Indicator, Outcome, Pledge, Tasked
from pledges.content.register import Register
from pledges.rules.figures import ANY_TIME, TIME_WORDS
from pledges.rules.finding import Finding, Rule
from pledges.rules.follow_up_targets import target_of
from pledges.status.date_ranges import range_of, whole_units
from pledges.status.reported_numbers import PERCENT
from pledges.swedish import counted, decimal, number, singular
from pledges.written_values import NUMBER_WORDS, may_be_thousands

_NUMBER = rf"(?<![\d,–-])(?P<number>\d{{1,3}}(?:[ \u00a0]\d{{3}})+(?!\d)|\d+(?:,\d+)?|\b(?:{'|'.join(NUMBER_WORDS)})\b)"
_COUNTED = re.compile(
    rf"{_NUMBER}\s+(?:[^\W\d_]+(?:a|de|na)\s+)?(?P<noun>[^\W\d_]{{4,}})"
    rf"(?:\s*(?:/|\bper\b|\bi\b|\bom\b|\bvarje\b)\s*(?P<per>{ANY_TIME})\b)?",
    re.IGNORECASE,
)
_ANYTHING = ("gång", "gånger", "tillfälle", "tillfällen")  # units of which nobody can tell what they count
_SENTENCE = re.compile(r"[^.!?]+")
_TIMED = re.compile(rf"\b(?:per|i|om|varje)\s+(?P<per>{ANY_TIME})\b", re.IGNORECASE)
_NUMERAL = re.compile(_NUMBER, re.IGNORECASE)
_PERCENT = re.compile(r"(?<![\d,–-])(\d+(?:,\d+)?) ?(?:procent|%)(?!enh)", re.IGNORECASE)
_ANSWERS = re.compile(rf"{_NUMBER}\s+(?:svar|svarade)\b", re.IGNORECASE)


def _value(written: str) -> Decimal:
    plain = written.casefold()
    if plain in NUMBER_WORDS:
        return Decimal(NUMBER_WORDS[plain])
    return Decimal(re.sub(r"[ \u00a0]", "", plain).replace(",", "."))


def _is_of(noun: str, unit: str) -> bool:
    """Whether a noun is what a unit counts: `trafikkontroll` of kontroller, `vandringar` of trygghetsvandringar."""
    last, noun = _last(unit.casefold()), noun.casefold()
    if noun in _ANYTHING:
        return False
    forms = (last, singular(last))
    return any(noun.endswith(form) for form in forms) or (len(noun) > 5 and any(form.endswith(noun) for form in forms))


def summary_says_what_is_promised(register: Register, record: Record) -> Iterator[Finding]:
    """A number of something in the summary is that of the one goal that counts it, as often as the goal says."""
    if not has_actions(record) or record.fields.summary is None:
        return
    summary = record.fields.summary
    said = list(_COUNTED.finditer(summary))
    goals = [(place, one.goal) for place, one in enumerate(record.actions) if isinstance(one.goal, NumericGoal)]
    together = {sum(goal.number.value for _, goal in goals)}
    for place, goal in goals:
        of_it = [one for one in said if _is_of(one["noun"], goal.unit)]
        own = _numbers(goal, record)
        if sum(_is_of(_last(other.unit), goal.unit) or _is_of(_last(goal.unit), other.unit) for _, other in goals) > 1:
            of_it = [
                one for one in of_it if _value(one["number"]) in own
            ]  # which of them is spoken of, nobody can tell
        elif of_it and not (own | together) & {_value(one["number"]) for one in of_it}:
            yield Finding(
                code="text-mot-tal",
                message=f"Sammanfattningen säger ”{of_it[0][0]}”, men målet är {counted(goal.written or goal.number, goal.unit)}.",
                hint="Rätta det som är fel. Gäller de olika saker, säg vilken i kort:.",
                loc=("åtgärder", place, "mål"),
            )
            continue
        yield from _as_often(summary, of_it, record, goal, ("åtgärder", place, "mål"))


def _as_often(
    summary: str, said: Iterable[re.Match[str]], record: Record[Tasked], goal: NumericGoal, loc: Loc
) -> Iterator[Finding]:
    """What the summary says of how often: beside what is counted, or in the same sentence as the goal's number."""
    spoken = next((one[0] for one in said if one["per"] and _value(one["number"]) in _numbers(goal)), None)
    is_alone = (
        sum(isinstance(one.goal, NumericGoal) and bool(_numbers(one.goal) & _numbers(goal)) for one in record.actions)
        == 1
    )
    if (
        spoken is None
        and goal.per is None
        and is_alone
        and not (goal.occasions or goal.for_each)
        and _is_of_years(record)
    ):
        sentences = (one[0] for one in _SENTENCE.finditer(summary))
        spoken = next((part for one in sentences if (part := _from_number_to_time(one, goal)) is not None), None)
    if spoken is None:
        return
    per = TIME_WORDS[re.split(r"[\s/]", spoken.casefold())[-1]]
    if per == goal.per or (goal.per or "").startswith("varannan"):
        return
    is_missing = goal.per is None
    yield Finding(
        code="text-mot-tal",
        message=f"Sammanfattningen säger ”{spoken}”, men målet är {counted(goal.written or goal.number, goal.unit)}"
        + (" för hela tiden." if is_missing else f" per {goal.per}."),
        hint=f"Skriv per: {per} under mål:. Är målet rätt, ändra kort:.",
        loc=loc if is_missing else (*loc, "per"),
    )


def _from_number_to_time(sentence: str, goal: NumericGoal) -> str | None:
    """`minst tre kontroller av hastigheten om året`, where the goal is three; with another number between, nobody can tell."""
    numerals = list(_NUMERAL.finditer(sentence))
    last = next((one for one in reversed(numerals) if _value(one["number"]) in _numbers(goal)), None)
    end = _TIMED.search(sentence, last.end()) if last is not None else None
    if last is None or end is None or any(last.end() <= one.start() < end.start() for one in numerals):
        return None
    return sentence[last.start() : end.end()]


def _is_of_years(record: Record[Tasked]) -> bool:
    """Whether a record holds for more than one year, so that a number a year is not the number in all."""
    period = record.fields.period
    return (
        period is not None
        and period.first is not None
        and period.last is not None
        and (period.last.year > period.first.year)
    )


def _last(unit: str) -> str:
    return unit.rsplit(maxsplit=1)[-1]


def _numbers(goal: NumericGoal, record: Record[Tasked] | None = None) -> set[Decimal]:
    """What a goal may be said to be in numbers; with its record also how many it is in all."""
    numbers = (goal.at_least, goal.amount, goal.at_most, goal.out_of, goal.number, goal.how_many)
    found = {one.value for one in numbers if one is not None}
    run = range_of(record.fields.period) if record is not None and record.fields.period is not None else None
    units = whole_units(run, goal.per) if run is not None and goal.per is not None else None
    return found | ({goal.number.value * units} if units else set())


def answers_are_those_of_the_dialogue(register: Register, record: Record) -> Iterator[Finding]:
    """The number of answers that the dialogue is told with is one of its figures."""
    if not is_a(record, Pledge) or record.fields.dialogue is None:
        return
    figures = [one.answers for one in record.fields.dialogue_figures]
    known = {one.value: place for place, one in enumerate(figures) if one is not None and not may_be_thousands(one)}
    said = list(_ANSWERS.finditer(record.fields.dialogue))
    if known and said and not known.keys() & {_value(one["number"]) for one in said}:
        value, place = next(iter(known.items()))
        yield Finding(
            code="text-mot-tal",
            message=f"Under dialog: står ”{said[0][0]}”, men svar: är {decimal(value)}.",
            hint="Rätta det som är fel.",
            loc=("dialogsiffror", place, "svar"),
        )


def comment_has_the_number(register: Register, record: Record) -> Iterator[Finding]:
    """A comment that begins with how many there were, and gives no other number, says what the figure says."""
    if not is_a(record, FollowUp):
        return
    for place, outcome in enumerate(record.fields.outcomes):
        unit, comment = _unit(register, record, outcome), outcome.comment
        if outcome.amount is None or comment is None or unit is None:
            continue
        said, numerals = _COUNTED.match(comment), list(_NUMERAL.finditer(comment))
        if said is None or len(numerals) != 1 or not _is_of(said["noun"], unit):
            continue
        known = {outcome.amount.value, *(one.amount.value for one in outcome.comparisons + outcome.of_which)}
        if outcome.out_of is not None:
            known.add(outcome.out_of.value)
        if _value(said["number"]) not in known:
            yield Finding(
                code="text-mot-tal",
                message=f"Kommentaren säger ”{said[0]}”, men antalet är {number(outcome.amount)}.",
                hint="Rätta det som är fel. Är det en del av antalet, skriv den under varav:.",
                loc=("utfall", place, "antal"),
            )


def summary_says_what_was_done(register: Register, record: Record) -> Iterator[Finding]:
    """A number of something in a follow-up's summary is that of an outcome which counts it."""
    if not is_a(record, FollowUp) or record.fields.summary is None:
        return
    rows = [(place, one, _unit(register, record, one)) for place, one in enumerate(record.fields.outcomes)]
    for said in _COUNTED.finditer(record.fields.summary):
        of_it = [(place, one) for place, one, unit in rows if unit is not None and _is_of(said["noun"], unit)]
        if len(of_it) != 1 or said["per"]:
            continue
        place, outcome = of_it[0]
        if outcome.amount is None:
            continue
        goal = _goal(register, record, outcome)
        known = {one.amount.value for one in outcome.comparisons + outcome.of_which} | (
            _numbers(goal) if goal else set()
        )
        known |= {one.value for one in (outcome.amount, outcome.out_of) if one is not None}
        if _value(said["number"]) not in known:
            yield Finding(
                code="text-mot-tal",
                message=f"Sammanfattningen säger ”{said[0]}”, men antalet är {number(outcome.amount)}.",
                hint="Rätta det som är fel. Gäller de olika saker, säg vilken i kort:.",
                loc=("utfall", place, "antal"),
            )


def _unit(register: Register, record: Record[FollowUp], outcome: Outcome) -> str | None:
    """What an outcome counts: its own unit, or its goal's."""
    goal = _goal(register, record, outcome)
    return outcome.unit or (goal.unit if goal is not None else None)


def _goal(register: Register, record: Record[FollowUp], outcome: Outcome) -> NumericGoal | None:
    target = target_of(register, record)
    goals = (action.goal for action in target.actions if action.id == outcome.action) if target is not None else ()
    return next((goal for goal in goals if isinstance(goal, NumericGoal)), None)


def effect_has_the_measured_shares(register: Register, record: Record) -> Iterator[Finding]:
    """A share in `effekt` that is a slip of the hand from a measured one, and is no other measured one, is asked about."""
    if not is_a(record, FollowUp) or record.fields.effect is None:
        return
    target = target_of(register, record)
    promised = target.fields.indicators if target is not None and isinstance(target.fields, Pledge | Agreement) else ()
    units = {one.id: one.unit for one in promised if one.id is not None}
    said = [Decimal(one[1].replace(",", ".")) for one in _PERCENT.finditer(record.fields.effect)]
    known = {value for one in (*promised, *record.fields.indicators) for value in _values(one)}
    for place, one in enumerate(record.fields.indicators):
        if (one.unit or units.get(one.id or "") or "").casefold() != PERCENT:
            continue
        for row, point in enumerate(one.values):
            value = point.value.value
            slip = next((other for other in said if other not in known and _is_a_slip(other, value)), None)
            if value not in said and slip is not None:
                yield Finding(
                    code="text-mot-tal",
                    message=f"Under effekt: står {decimal(slip)} procent, men värdet är {decimal(value)}.",
                    hint="Rätta det som är fel. Är det två olika mått, acceptera varningen.",
                    loc=("mått", place, "värden", row, "värde"),
                )


def _values(one: Indicator) -> Iterator[Decimal]:
    for point in (one.baseline, one.target, *one.values):
        if point is not None:
            yield point.value.value


def _is_a_slip(one: Decimal, other: Decimal) -> bool:
    """Whether two numbers differ in one digit, or in the order of two: 40 and 49, 48 and 84."""
    first, second = str(one), str(other)
    if len(first) != len(second) or first == second:
        return False
    return sum(a != b for a, b in zip(first, second, strict=True)) == 1 or sorted(first) == sorted(second)


RULES: tuple[Rule, ...] = (
    summary_says_what_is_promised,
    answers_are_those_of_the_dialogue,
    comment_has_the_number,
    summary_says_what_was_done,
    effect_has_the_measured_shares,
)
