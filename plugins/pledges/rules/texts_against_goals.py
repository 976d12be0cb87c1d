"""What a record says with words of its own figures: a summary, a comment and a text that give other numbers than the keys."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain

from pledges.content.goals import NumericGoal
from pledges.content.record import Loc, Record, has_actions, is_a
from pledges.content.record_fields import Agreement, DialogueFigures, FollowUp, Indicator, Pledge, Tasked
from pledges.content.register import Register
from pledges.rules.every_text import own_sentences, sentences
from pledges.rules.figures import ANY_TIME, TIME_WORDS, answers_are_no_more_than_asked
from pledges.rules.finding import Finding, Rule
from pledges.rules.follow_up_targets import target_of
from pledges.rules.number_reader import HOW, NUMBER, NUMERAL, Said, is_of, last_word, said_in, value_of
from pledges.status.date_ranges import range_of, whole_units
from pledges.status.reported_numbers import PERCENT
from pledges.swedish import counted, decimal, enumerate_words, number
from pledges.written_values import Number, may_be_thousands

_TIMED = re.compile(rf"\b(?:per|i|om|varje)\s+(?P<per>{ANY_TIME})\b", re.IGNORECASE)
_PERCENT = re.compile(r"(?<![\d,–-])(\d+(?:,\d+)?) ?(?:procent|%)(?!enh)", re.IGNORECASE)
_PEOPLE = r"\s+(?:personer|invånare|boende|medborgare|hushåll|elever)\b"
_OF_DIALOGUE = {
    "svar": (rf"{HOW}{NUMBER}\s+(?:svar|svarade|svarande)\b",),
    "utskick": (rf"\b(?:till|bland)\s+{HOW}{NUMBER}{_PEOPLE}",),
    "deltagare": (rf"\bmed\s+{HOW}{NUMBER}{_PEOPLE}", rf"{HOW}{NUMBER}(?:{_PEOPLE}\s+deltog|\s+deltagare)\b"),
    "möten": (rf"{HOW}{NUMBER}\s+(?:öpp(?:na|et)\s+)?[^\W\d_]*(?:möten?|dialoger?)\b",),
}
_DIALOGUE_FIELDS: Mapping[str, Callable[[DialogueFigures], Number | None]] = {
    "svar": lambda one: one.answers,
    "utskick": lambda one: one.sent_out,
    "deltagare": lambda one: one.participants,
    "möten": lambda one: one.meetings,
}
_OF_PROMISES = re.compile(
    r"\b(?:(?:ut)?lova|löft|mål(?:et|en)?\b|ska\b|minst\b|(?:gör|genomför|håller|besöker|ordnar|kontrollerar|åtar sig) [^.]*\bminst\b)",
    re.IGNORECASE,
)


def summary_says_what_is_promised(register: Register, record: Record) -> Iterator[Finding]:
    """A number of something in the summary is that of the one goal that counts it, as often as the goal says."""
    if not has_actions(record) or record.fields.summary is None:
        return
    summary = record.fields.summary
    said = list(said_in(summary))
    goals = [(place, one.goal) for place, one in enumerate(record.actions) if isinstance(one.goal, NumericGoal)]
    together = {sum(goal.number.value for _, goal in goals)} if not any(goal.per for _, goal in goals) else set()
    for place, goal in goals:
        of_it = [one for one in said if is_of(one.noun, goal.unit)]
        own = numbers_of(goal, record)
        if (
            sum(
                is_of(last_word(other.unit), goal.unit) or is_of(last_word(goal.unit), other.unit) for _, other in goals
            )
            > 1
        ):
            of_it = [one for one in of_it if one.value in own]  # which of them is spoken of, nobody can tell
        elif of_it and not (own | together) & {one.value for one in of_it}:
            yield Finding(
                code="text-mot-tal",
                message=f"Sammanfattningen säger ”{of_it[0].words}”, men målet är {counted(goal.written or goal.number, goal.unit)}.",
                hint="Rätta det som är fel. Gäller de olika saker, säg vilken i kort:.",
                loc=("åtgärder", place, "mål"),
            )
            continue
        yield from _as_often(summary, of_it, record=record, goal=goal, loc=("åtgärder", place, "mål"))


def _as_often(
    summary: str, said: Iterable[Said], *, record: Record[Tasked], goal: NumericGoal, loc: Loc
) -> Iterator[Finding]:
    """What the summary says of how often: beside what is counted, or in the same sentence as the goal's number."""
    spoken = next((one.words for one in said if one.per and one.value in numbers_of(goal)), None)
    is_alone = (
        sum(
            isinstance(one.goal, NumericGoal) and bool(numbers_of(one.goal) & numbers_of(goal))
            for one in record.actions
        )
        == 1
    )
    if (
        spoken is None
        and goal.per is None
        and is_alone
        and not (goal.occasions or goal.for_each)
        and _is_of_years(record)
    ):
        spoken = next(
            (part for one in sentences(summary) if (part := _from_number_to_time(one, goal)) is not None), None
        )
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
    numerals = list(NUMERAL.finditer(sentence))
    last = next((one for one in reversed(numerals) if value_of(one["number"]) in numbers_of(goal)), None)
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


def numbers_of(goal: NumericGoal, record: Record[Tasked] | None = None) -> set[Decimal]:
    """What a goal may be said to be in numbers; with its record also how many it is in all."""
    numbers = (goal.at_least, goal.amount, goal.at_most, goal.out_of, goal.number, goal.how_many)
    found = {one.value for one in numbers if one is not None}
    run = range_of(record.fields.period) if record is not None and record.fields.period is not None else None
    units = whole_units(run, goal.per) if run is not None and goal.per is not None else None
    return found | ({goal.number.value * units} if units else set())


def text_says_what_is_promised(register: Register, record: Record) -> Iterator[Finding]:
    """A number of something that the text says is promised is that of a goal which counts it."""
    if not has_actions(record):
        return
    goals = [one.goal for one in record.actions if isinstance(one.goal, NumericGoal)]
    for sentence, loc, line in own_sentences(record) if goals else ():
        if loc or not _OF_PROMISES.search(sentence):
            continue
        of_sentence = [(said, [goal for goal in goals if _counts(goal, said, goals)]) for said in said_in(sentence)]
        for said, of_it in of_sentence:
            known = {value for goal in of_it for value in numbers_of(goal, record)}
            if sum(some == of_it for _, some in of_sentence) == 1:  # beside one of the goals it is no sum of them
                known |= {sum((goal.number.value for goal in some), Decimal(0)) for some in (of_it, goals)}
            if of_it and said.value != 1 and said.value not in known:
                own = enumerate_words(dict.fromkeys(counted(one.written or one.number, one.unit) for one in of_it))
                message = f"Texten säger ”{said.words}”, men {'målet' if len(of_it) == 1 else 'målen'} är {own}."
            elif (often := _another_time(said, of_it)) is not None:
                message = f"Texten säger ”{said.words}”, men målet är {often}."
            else:
                continue
            hint = "Rätta det som är fel. Gäller de olika saker, säg vilken i texten."
            yield Finding(code="text-mot-tal", message=message, hint=hint, line=line)


def _counts(goal: NumericGoal, said: Said, goals: Sequence[NumericGoal]) -> bool:
    """Whether a number is of what a goal counts; of what may be anything, `tillfällen`, where one goal alone is of that."""
    if said.noun.casefold() == goal.unit.casefold() and said.how:
        return sum(one.unit.casefold() == goal.unit.casefold() for one in goals) == 1 or is_of(said.noun, goal.unit)
    return is_of(said.noun, goal.unit)


def _another_time(said: Said, goals: Sequence[NumericGoal]) -> str | None:
    """How often the one goal of that number is to be reached, where the text says that number as often as something else."""
    if said.per is None or len(goals) != 1 or said.value not in numbers_of(goals[0]):
        return None
    (goal,) = goals
    is_said = TIME_WORDS[said.per.casefold()]
    if goal.per is None or is_said == goal.per or goal.per.startswith("varannan"):
        return None
    return f"{counted(goal.written or goal.number, goal.unit)} per {goal.per}"


_OF_ANOTHER_TIME = re.compile(r"\b(?:förra|föregående|tidigare|året (?:före|innan))\b", re.IGNORECASE)
_A_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


def answers_are_as_many_in_every_text(register: Register, record: Record) -> Iterator[Finding]:
    """`En enkät med 1 507 svar` in the summary or the text is of the dialogue's figures, where they have answers."""
    figures = record.fields.dialogue_figures if is_a(record, Pledge) else ()
    known = [one for row in figures for one in (row.answers, row.sent_out, row.participants) if one is not None]
    place = next((place for place, row in enumerate(figures) if row.answers is not None), None)
    told = own_sentences(record) if place is not None else ()
    span = record.fields.span
    ends = (span.first, span.last) if span is not None else ()
    own = {str(row.year.year) for row in figures if row.year is not None} | {
        str(day.year) for day in ends if day is not None
    }
    for sentence in (one for one, _, _ in told if not _OF_ANOTHER_TIME.search(one) and own >= {*_A_YEAR.findall(one)}):
        for said in said_in(sentence):
            if said.noun.casefold() in ("svar", "svarande") and not any(said.may_be(one) for one in known):
                yield Finding(
                    code="text-mot-tal",
                    message=f"Det står ”{said.words}”, men svar: är {enumerate_words(number(row.answers) for row in figures if row.answers is not None)}.",
                    hint="Rätta det som är fel.",
                    loc=("dialogsiffror", place or 0, "svar"),
                )
                return


def dialogue_has_its_figures(register: Register, record: Record) -> Iterator[Finding]:
    """The numbers that the dialogue is told with are those of its figures."""
    if (
        not is_a(record, Pledge)
        or record.fields.dialogue is None
        or list(answers_are_no_more_than_asked(register, record))
    ):
        return
    for key, patterns in _OF_DIALOGUE.items():
        figures = [_DIALOGUE_FIELDS[key](one) for one in record.fields.dialogue_figures]
        known = [(place, one) for place, one in enumerate(figures) if one is not None and not may_be_thousands(one)]
        matches = (re.finditer(pattern, record.fields.dialogue, re.IGNORECASE) for pattern in patterns)
        said = [_said(found, record.fields.dialogue) for found in chain.from_iterable(matches)]
        if known and said and not any(one.may_be(figure) for one in said for _, figure in known):
            place, figure = known[0]
            yield Finding(
                code="text-mot-tal",
                message=f"Under dialog: står ”{said[0].words}”, men {key}: är {number(figure)}.",
                hint="Rätta det som är fel.",
                loc=("dialogsiffror", place, key),
            )


def _said(found: re.Match[str], text: str) -> Said:
    words = text[found.start("number") : found.end()]
    return Said(words=words, value=value_of(found["number"]), how=found["how"] or "", noun="", kind=None, per=None)


def effect_has_the_measured_shares(register: Register, record: Record) -> Iterator[Finding]:
    """A share in `effekt` or `problem` that is a slip of the hand from a measured one, and is no other measured one, is asked about."""
    target = target_of(register, record)
    promised = target.fields.indicators if target is not None and isinstance(target.fields, Pledge | Agreement) else ()
    units = {one.id: one.unit for one in promised if one.id is not None}
    match record.fields:
        case FollowUp(effect=str() as text, indicators=own):
            key = "effekt"
        case Pledge(problem=str() as text, indicators=own):
            key = "problem"
        case _:
            return
    said = [Decimal(one[1].replace(",", ".")) for one in _PERCENT.finditer(text)]
    known = {value for one in (*promised, *own) for value in _values(one)}
    for place, one in enumerate(own):
        if (one.unit or units.get(one.id or "") or "").casefold() != PERCENT:
            continue
        for loc, value in _measured(one, place):
            slip = next((other for other in said if other not in known and is_a_slip(other, value)), None)
            if value not in said and slip is not None:
                yield Finding(
                    code="text-mot-tal",
                    message=f"Under {key}: står {decimal(slip)} procent, men värdet är {decimal(value)}.",
                    hint="Rätta det som är fel. Är det två olika mått, acceptera varningen.",
                    loc=loc,
                )


def _measured(one: Indicator, place: int) -> Iterator[tuple[Loc, Decimal]]:
    """What was measured, with where it stands; a target is no such thing."""
    if one.baseline is not None:
        yield ("mått", place, "utgångsvärde", "värde"), one.baseline.value.value
    for row, point in enumerate(one.values):
        yield ("mått", place, "värden", row, "värde"), point.value.value


def actions_say_their_own_number(register: Register, record: Record) -> Iterator[Finding]:
    """A number of what an action's goal counts, in the words of the action, is the goal's."""
    for place, action in enumerate(record.actions if has_actions(record) else ()):
        goal = action.goal
        if not isinstance(goal, NumericGoal) or not has_actions(record):
            continue
        of_it = [one for one in said_in(action.what) if is_of(one.noun, goal.unit) and _is_as_often(one, goal, record)]
        if len(of_it) == 1 and of_it[0].value > 1 and of_it[0].value not in numbers_of(goal, record):
            yield Finding(
                code="text-mot-tal",
                message=f"Åtgärden säger ”{of_it[0].words}”, men målet är {counted(goal.written or goal.number, goal.unit)}.",
                hint="Rätta det som är fel. Gäller de olika saker, säg vilken i vad:.",
                loc=("åtgärder", place, "vad"),
            )


def _is_as_often(said: Said, goal: NumericGoal, record: Record[Tasked]) -> bool:
    """Whether a number is for the same time as a goal's: all of it, or a year where that is all of it."""
    per = TIME_WORDS[said.per.casefold()] if said.per is not None else None
    return per == goal.per or ("år" in (per, goal.per) and None in (per, goal.per) and not _is_of_years(record))


def parts_of_a_goal_are_no_more_than_it(register: Register, record: Record) -> Iterator[Finding]:
    """`varav: minst 3` is of a goal that is three or more."""
    for place, action in enumerate(record.actions):
        goal = action.goal
        if not isinstance(goal, NumericGoal) or goal.of_which is None:
            continue
        said = NUMERAL.search(goal.of_which)
        if said is None or _PERCENT.search(goal.of_which) or goal.at_most is not None:
            continue
        if value_of(said["number"]) > goal.number.value:
            yield Finding(
                code="varav-mer-an-alla",
                message=f"Under varav: står {said[0]}, men målet är {counted(goal.written or goal.number, goal.unit)}.",
                hint="Rätta det som är fel. Är det något annat än en del av målet, gör det till en egen åtgärd.",
                loc=("åtgärder", place, "mål", "varav"),
            )


def dialogue_is_of_its_years(register: Register, record: Record) -> Iterator[Finding]:
    """The year that the dialogue is told with is one of its figures'."""
    if not is_a(record, Pledge) or record.fields.dialogue is None:
        return
    said = {*_A_YEAR.findall(record.fields.dialogue)}
    years = [
        (place, str(row.year.year)) for place, row in enumerate(record.fields.dialogue_figures) if row.year is not None
    ]
    if said and years and not said & {year for _, year in years}:
        yield Finding(
            code="ar-stammer-inte",
            message=f"Under dialog: står {enumerate_words(sorted(said))}, men dialogsiffror: är från {enumerate_words(dict.fromkeys(year for _, year in years))}.",
            hint="Rätta det som är fel. Är det två olika dialoger, säg det under dialog:.",
            loc=("dialogsiffror", years[0][0], "år"),
        )


def _values(one: Indicator) -> Iterator[Decimal]:
    for point in (one.baseline, one.target, *one.values):
        if point is not None:
            yield point.value.value


def is_a_slip(one: Decimal, other: Decimal) -> bool:
    """Whether two numbers differ in one digit, or in the order of two: 40 and 49, 48 and 84."""
    first, second = str(one), str(other)
    if len(first) != len(second) or first == second:
        return False
    return sum(a != b for a, b in zip(first, second, strict=True)) == 1 or sorted(first) == sorted(second)


RULES: tuple[Rule, ...] = (
    summary_says_what_is_promised,
    text_says_what_is_promised,
    dialogue_has_its_figures,
    answers_are_as_many_in_every_text,
    effect_has_the_measured_shares,
    actions_say_their_own_number,
    dialogue_is_of_its_years,
    parts_of_a_goal_are_no_more_than_it,
)
