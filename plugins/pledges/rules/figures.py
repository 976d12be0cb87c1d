"""Figures: a number, its unit and its time are read as they were meant, or asked about. A slip here is a false verdict."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import chain

from pledges.content.goals import NumericGoal, TimeLimitGoal
from pledges.content.record import Loc, Record, is_a, is_commitment
from pledges.content.record_fields import FollowUp, Indicator, IndicatorPoint, Outcome, Pledge
from pledges.content.register import Register
from pledges.rules.every_text import of_each_text
from pledges.rules.finding import Finding, Rule
from pledges.rules.follow_up_targets import target_of
from pledges.status.date_ranges import range_of, whole_units
from pledges.status.reported_numbers import PERCENT, is_share
from pledges.swedish import counted, decimal, enumerate_words, number, plural, singular
from pledges.written_values import (
    LARGER_NUMBER_WORDS,
    NUMBER_WORDS,
    Number,
    Qualifier,
    may_be_thousands,
    thousands_or_decimals,
)

MOST_ROUNDED, MOST_ROUNDED_OF_ABOUT = 1.5, 10  # percentage points, of exact figures and of others
FAR = 10  # times the goal, or a part of it, that a report is asked about
OTHER_SIZE, LARGE = 8, 20  # times another year's value that a measured one is asked about; small counts vary as much
TIME_WORDS = {
    "dygn": "dygn", "dag": "dygn", "dagen": "dygn", "dygnet": "dygn",
    "vecka": "vecka", "veckan": "vecka", "v": "vecka", "v.": "vecka", "månad": "månad", "månaden": "månad", "mån": "månad",
    "kvartal": "kvartal", "kvartalet": "kvartal", "tertial": "tertial", "tertialet": "tertial",
    "termin": "termin", "terminen": "termin", "skoltermin": "termin", "halvår": "halvår", "halvåret": "halvår", "år": "år", "året": "år",
}  # fmt: skip
"""How often a goal is to be reached, as texts say it, and as `per` does."""
ANY_TIME = "|".join(map(re.escape, TIME_WORDS))
_TIME = rf"\s*(?:/\s*|\bper\s+|\bi\s+|\bom\s+|\bvarje\s+)(?P<per>{ANY_TIME})(?!\w)"
_TIMED_UNIT = re.compile(rf"(?P<unit>.*?){_TIME}", re.IGNORECASE)
_GOAL = rf"(?P<least>minst\s+)?(?P<number>\d[\d \u00a0]*(?:,\d+)?|{'|'.join(NUMBER_WORDS)})\s+(?P<unit>[^\W\d]+)"
_COUNTABLE = re.compile(_GOAL, re.IGNORECASE)
_TIMED_GOAL = re.compile(rf"{_GOAL}{_TIME}", re.IGNORECASE)
_NOTHING_COUNTED = ("st", "stycken", "stycke", "styck", "antal", "ggr")
_COUNT_BEFORE = re.compile(r"(?:st\.?|stycken|styck|antal|en|ett) ([^\W\d_]{3,})", re.IGNORECASE)
_IS_NO_COUNT = re.compile(r"(?:minst\s+)?(?:en|ett|\S+\s+(?:procent|av|till|och|eller|gånger))\b", re.IGNORECASE)
_INTERVAL = re.compile(r"(\d+)\s*[-–]\s*(\d+)\b.*")
_OTHER_WEEK = re.compile(r"\bvarannan (?:vecka|månad)\b", re.IGNORECASE)
_EVERYTHING = re.compile(r"alla ([^,.;]+)", re.IGNORECASE)
_WITHIN = re.compile(r"inom (\d+ (?:minuter|timmar|dygn|dagar|arbetsdagar|vecka|veckor|månader))", re.IGNORECASE)
_FROM_TO = re.compile(
    r"\b(?:(?P<down>sjönk|sjunkit|minskade|minskat|sänktes|sänkts|gick (?:ner|ned))|ökade|ökat|steg|stigit|höjdes|höjts|gick upp) "
    r"från (?P<first>\d{1,3}(?:,\d+)?) (?:procent |km/tim |km/h |)?till (?P<last>\d{1,3}(?:,\d+)?)(?![\d ,.]?\d)",
    re.I,
)
_IN_WORDS = {**NUMBER_WORDS, **LARGER_NUMBER_WORDS}
_WHOLE = rf"\d{{1,3}}(?:[ \u00a0]\d{{3}})+|\d+|\b(?:{'|'.join(_IN_WORDS)})\b"
_SOME, _ALL = rf"(?<![\d,–-])(?P<some>{_WHOLE})(?!,?\d)", rf"(?:de |totalt |sammanlagt )?(?P<whole>{_WHOLE})(?!,?\d)"
_SHARE = r"[^\d.;:]{0,60}?(?P<share>\d+(?:,\d+)?) ?(?:procent\b|%)(?!enh)(?![^.]*\d+(?:,\d+)? ?(?:procent|%))"
_SHARE_OF = (
    re.compile(rf"{_SOME} av {_ALL}{_SHARE}", re.IGNORECASE),
    re.compile(rf"\bav {_ALL}[^\d.;:]{{1,60}}?{_SOME}{_SHARE}", re.IGNORECASE),
)
_THAN = r"(?:\s+(?:än|som|jämfört med|från|sedan|mot)\s+(?:år(?:et)?\s+)?(?P<than>[^,.;]+))?"
_PERCENT = r"(?:minst\s+)?(?P<percent>\d+(?:,\d+)?)\s*(?:procent|%)"
_RELATIVE = (
    re.compile(rf"{_PERCENT}\s+(?P<direction>färre|fler)\s+(?P<unit>[^\d,.;]+?){_THAN}\.?", re.IGNORECASE),
    re.compile(rf"(?:antalet\s+(?P<unit>[^\d,.;]+?)\s+ska\s+)?(?P<direction>minska|öka)(?:\s+antalet\s+(?P<what>[^\d,.;]+?)|\s+[^\d,.;]+?)?\s+med\s+{_PERCENT}{_THAN}\.?", re.IGNORECASE),
    re.compile(rf"[^\d,.;]+?\s+ska\s+(?P<direction>minska|öka)\s+med\s+{_PERCENT}{_THAN}\.?", re.IGNORECASE),
    re.compile(rf"(?P<times>dubbelt|tre gånger|fyra gånger)\s+så\s+många\s+(?P<unit>[^\d,.;]+?){_THAN}\.?", re.IGNORECASE),
    re.compile(r"(?P<direction>färre|fler)\s+(?P<unit>[^\d,.;]+?)\s+(?:än|jämfört med)\s+(?:år(?:et)?\s+)?(?P<than>(?:19|20)\d\d)\.?", re.IGNORECASE),
)  # fmt: skip
_FEWER = ("färre", "minska")
_TIMES = {"dubbelt": 2, "tre gånger": 3, "fyra gånger": 4}
# Units that are measured, and so may have three decimals. All others are counted whole.
_MEASURED = frozenset(
    ("procent", "promille", "procentenheter", "timmar", "minuter", "meter", "kilometer", "km", "mil", "ton", "kilo",
     "kg", "liter", "hektar", "km/tim", "kvadratmeter")
)  # fmt: skip


def time_is_apart_from_the_unit(register: Register, record: Record) -> Iterator[Finding]:
    """`kontroller per vecka` is a unit and a time: left together, two a week would be two in all."""
    for place, action in enumerate(record.actions):
        loc: Loc = ("åtgärder", place, "mål")
        if isinstance(action.goal, NumericGoal):
            yield from _timed_unit(action.goal.unit, (*loc, "enhet"), "Målet skulle räknas för hela tiden.")
        elif isinstance(action.goal, str) and (found := _TIMED_GOAL.fullmatch(action.goal.strip())):
            unit = plural(found["unit"])
            yield Finding(
                code="per-i-enheten",
                message=f"Målet ”{action.goal}” går att räkna, men är skrivet som en text.",
                hint=f"Skriv tre rader under mål: {_count(found)}, enhet: {unit} och per: {_per(found)}.",
                loc=loc,
            )
    for place, outcome in enumerate(record.fields.outcomes if is_a(record, FollowUp) else ()):
        yield from _timed_unit(outcome.unit, ("utfall", place, "enhet"), "Talet skulle läggas ihop som ett antal.")


def _timed_unit(unit: str | None, loc: Loc, harm: str) -> Iterator[Finding]:
    found = _TIMED_UNIT.fullmatch(unit.strip()) if unit is not None else None
    if found is not None:
        apart = (
            f"enhet: {found['unit']} och per: {_per(found)}, på var sin rad" if found["unit"] else f"per: {_per(found)}"
        )
        message = f"Enheten ”{unit}” har tiden i sig. {harm}"
        yield Finding(code="per-i-enheten", message=message, hint=f"Skriv {apart}.", loc=loc)


def _per(found: re.Match[str]) -> str:
    return TIME_WORDS[found["per"].casefold()]


def _count(found: re.Match[str]) -> str:
    """minst: 2"""
    word = found["number"].casefold()
    return f"{'minst' if found['least'] else 'antal'}: {NUMBER_WORDS.get(word, word)}"


def countable_goal_is_counted(register: Register, record: Record) -> Iterator[Finding]:
    """A goal such as `minst 10 kontroller` can be counted, and is not put against anything while it is a text."""
    for place, action in enumerate(record.actions):
        hint = _in_keys(action.goal.strip()) if isinstance(action.goal, str) else ""
        if hint:
            yield Finding(
                code="mal-gar-att-rakna",
                message=f"Målet ”{action.goal}” går att räkna, men är skrivet som en text.",
                hint=hint,
                loc=("åtgärder", place, "mål"),
            )


def _in_keys(goal: str) -> str:
    """How a goal in words is written with keys; nothing where that can't be told.

    Where more follows the number and its unit, `en` and `ett` are taken for no number, and a percentage for no count.
    """
    for pattern in _RELATIVE:
        if found := pattern.fullmatch(goal):
            return _relative(found.groupdict())
    if found := _COUNTABLE.fullmatch(goal):
        return f"Skriv två rader under mål: {_count(found)} och enhet: {plural(found['unit'])}."
    if found := _INTERVAL.fullmatch(goal):
        return f"Skriv minst: {found[1]}, högst: {found[2]} och enhet: på var sin rad under mål:, och per: om det är så ofta."
    if found := _OTHER_WEEK.search(goal):
        return f"Skriv antal:, enhet: och per: {found[0].casefold()} på var sin rad under mål:."
    if found := _EVERYTHING.fullmatch(goal):
        return f"Skriv alla: {found[1]} under mål:."
    if found := _WITHIN.fullmatch(goal):
        return f"Skriv inom: {found[1]} under mål:."
    if (found := _COUNTABLE.match(goal)) and not _IS_NO_COUNT.match(goal) and not _TIMED_GOAL.fullmatch(goal):
        time = re.search(_TIME, goal[found.end() :], re.IGNORECASE)
        per = f" och per: {_per(time)}" if time else ""
        return f"Skriv på rader under mål: {_count(found)}, enhet: {plural(found['unit'])}{per}. Resten hör hemma under vad:."
    return ""


def _relative(found: dict[str, str | None]) -> str:
    """How a goal of more or fewer than another time is written with keys."""
    unit = found.get("unit") or found.get("what")
    is_fewer = (found.get("direction") or "fler").casefold() in _FEWER
    rows = [
        f"jämfört med: {found.get('than') or '(året)'}",
        f"riktning: {'färre' if is_fewer else 'fler'}",
        f"enhet: {unit if unit and len(unit.split()) < 4 and 'ska' not in unit.split() else '(det som räknas)'}",
    ]
    if found.get("percent"):
        rows.append(f"procent: {found['percent']}")
    if found.get("times"):
        rows.append(f"gånger: {_TIMES[str(found['times']).casefold()]}")
    return f"Skriv på var sin rad under mål: {enumerate_words(rows)}."


def thousands_are_told_from_decimals(register: Register, record: Record) -> Iterator[Finding]:
    """`1,200` of what is counted whole is 1 200 or 1,2, and nobody but the writer can tell which."""
    for place, action in enumerate(record.actions):
        if isinstance(action.goal, NumericGoal):
            own = action.goal
            rows = {"minst": own.at_least, "antal": own.amount, "högst": own.at_most, "av": own.out_of}
            for name, value in rows.items():
                yield from _ambiguous(value, action.goal.unit, is_rate=False, loc=("åtgärder", place, "mål", name))
    if is_a(record, FollowUp):
        for place, outcome in enumerate(record.fields.outcomes):
            goal = _goal_of(register, record, outcome)
            unit = outcome.unit or (goal.unit if goal is not None else "")
            for name, value in (("antal", outcome.amount), ("av", outcome.out_of)):
                yield from _ambiguous(value, unit, is_rate=outcome.per is not None, loc=("utfall", place, name))


def _ambiguous(value: Number | None, unit: str, *, is_rate: bool, loc: Loc) -> Iterator[Finding]:
    if value is not None and _is_ambiguous(value, unit, is_rate=is_rate):
        yield Finding(
            code="tusental-eller-decimaler",
            message=f"”{value}” går att läsa på två sätt.",
            hint=thousands_or_decimals(value),
            loc=loc,
        )


def _is_ambiguous(value: Number, unit: str, *, is_rate: bool) -> bool:
    """A rate may have three decimals, but nobody ends it with a zero."""
    if not may_be_thousands(value) or unit.casefold() in _MEASURED:
        return False
    return not is_rate or value.value.as_tuple().digits[-1] == 0


def report_is_near_the_goal(register: Register, record: Record) -> Iterator[Finding]:
    """A figure far from its goal is asked about: often it is of another time than the goal, or of something else."""
    if not is_a(record, FollowUp):
        return
    for place, outcome in enumerate(record.fields.outcomes):
        goal = _goal_of(register, record, outcome)
        if goal is None or outcome.amount is None or is_share(goal) or outcome.out_of is not None:
            continue
        if goal.is_upper_limit or goal.is_for_each_unknown or goal.number.value == 0:
            continue
        if outcome.unit is not None and outcome.unit.casefold() != goal.unit.casefold():
            continue
        if _is_ambiguous(outcome.amount, goal.unit, is_rate=outcome.per is not None):
            continue
        units, loc = _units(record, goal), ("utfall", place, "antal")
        yield from _far(goal, outcome, outcome.amount, units=units, loc=loc)


def time_is_near_the_limit(register: Register, record: Record) -> Iterator[Finding]:
    """`36 dagar` beside a limit of 48 timmar is asked about: often the unit is a slip of the hand."""
    target = target_of(register, record)
    if target is None or not is_a(record, FollowUp):
        return
    limits = {one.id: one.goal.within for one in target.actions if isinstance(one.goal, TimeLimitGoal)}
    for place, outcome in enumerate(record.fields.outcomes):
        limit = limits.get(outcome.action or "")
        if limit is None or outcome.within is None or outcome.comment or outcome.cause:
            continue
        times = outcome.within.many_times(limit)
        if times is not None and times >= FAR:
            unit = str(limit).partition(" ")[2]
            yield Finding(
                code="langt-fran-malet",
                message=f"Tiden {outcome.within} är långt från målet, inom {limit}.",
                hint=f"Är det {decimal(outcome.within.number)} {unit}, skriv inom: {decimal(outcome.within.number)} {unit}. Stämmer tiden, skriv varför under orsak:.",
                loc=("utfall", place, "inom"),
            )


def all_of_fewer_than_promised(register: Register, record: Record) -> Iterator[Finding]:
    """`10 av 10` is not reported of 12 that were promised, as if those were all, unless it is said why."""
    if not is_a(record, FollowUp):
        return
    for place, outcome in enumerate(record.fields.outcomes):
        goal = _goal_of(register, record, outcome)
        if goal is None or outcome.out_of is None or outcome.amount is None or outcome.comment:
            continue
        if goal.out_of is not None or goal.per or goal.is_upper_limit or goal.is_for_each_unknown or is_share(goal):
            continue
        if outcome.unit in (None, goal.unit) and outcome.amount.value == outcome.out_of.value < goal.number.value:
            yield Finding(
                code="annan-enhet",
                message=f"{number(outcome.amount)} av {number(outcome.out_of)} låter som allt, men {counted(goal.number.value, goal.unit)} är lovade.",
                hint=f"Skriv av: {number(goal.number)}, eller ta bort av:. Ändrades målet, säg varför i kommentar:.",
                loc=("utfall", place, "av"),
            )


def percentages_are_of_a_hundred(register: Register, record: Record) -> Iterator[Finding]:
    """`0,82` for a goal of 80 procent is most likely 82, as a spreadsheet keeps it; and a goal of all is at most a hundred."""
    for place, action in enumerate(record.actions):
        goal = action.goal
        if isinstance(goal, NumericGoal) and goal.unit.casefold() == PERCENT and goal.number.value > 100:
            yield Finding(
                code="langt-fran-malet",
                message=f"Målet är {counted(goal.number.value, goal.unit)}, mer än alla.",
                hint="Kontrollera talet. Är det en ökning, skriv jämfört med:, riktning: fler och procent:. Stämmer det, acceptera varningen.",
                loc=("åtgärder", place, "mål"),
            )
    if not is_a(record, FollowUp):
        return
    for place, outcome in enumerate(record.fields.outcomes):
        goal = _goal_of(register, record, outcome)
        if (
            goal is None
            or outcome.amount is None
            or goal.unit.casefold() != PERCENT
            or outcome.unit not in (None, PERCENT)
        ):
            continue
        value = outcome.amount.value
        if 0 < value < 1 and value * 100 * FAR > goal.number.value >= FAR:
            share = number(Number(value * 100))
            yield Finding(
                code="langt-fran-malet",
                message=f"Talet {number(outcome.amount)} är långt från målet, {counted(goal.number.value, goal.unit)}.",
                hint=f"Är det {share} procent, skriv {share}. Stämmer talet, acceptera varningen.",
                loc=("utfall", place, "antal"),
            )


def _units(record: Record[FollowUp], goal: NumericGoal) -> int | None:
    """How many whole units of the goal's time the follow-up covers; 1 of a plain count, None where it can't be told."""
    if goal.per is None:
        return 1
    run = range_of(record.fields.covers)
    return (whole_units(run, goal.per) or None) if run is not None else None


def _far(goal: NumericGoal, outcome: Outcome, amount: Number, *, units: int | None, loc: Loc) -> Iterator[Finding]:
    if outcome.per is not None:
        units = 1 if outcome.per == goal.per else None
    if units is None:
        return
    promised, done = goal.number.value * units, amount.value
    message = (
        f"Talet {number(amount)} är långt från målet, {counted(promised, goal.unit)}{_for_the_time(goal, outcome)}."
    )
    if done >= promised * FAR:
        hint = "Kontrollera antal:, och att målet har rätt per:. Räknas något annat, skriv vad med enhet:."
    elif goal.per is not None and outcome.per is None and units > 1 and _looks_like_a_rate(done, promised):
        hint = f"Är det per {goal.per}, lägg till per: {goal.per}."
    else:
        return
    yield Finding(code="langt-fran-malet", message=message, hint=f"{hint} Stämmer talet, acceptera varningen.", loc=loc)


def _for_the_time(goal: NumericGoal, outcome: Outcome) -> str:
    if goal.per is None:
        return ""
    return f" per {goal.per}" if outcome.per is not None else " för den redovisade tiden"


def _looks_like_a_rate(done: Decimal, promised: Decimal) -> bool:
    """Whether a figure for all of the time is likelier one per unit: it is no whole number, or a small part of the goal."""
    return done != done.to_integral_value() or 0 < done * FAR <= promised


def _goal_of(register: Register, record: Record[FollowUp], outcome: Outcome) -> NumericGoal | None:
    target = target_of(register, record)
    goals = (action.goal for action in target.actions if action.id == outcome.action) if target is not None else ()
    return next((goal for goal in goals if isinstance(goal, NumericGoal)), None)


def numbers_have_units(register: Register, record: Record) -> Iterator[Finding]:
    """A number for a goal in words says what was counted."""
    target = target_of(register, record)
    if not is_a(record, FollowUp) or target is None:
        return
    worded = {
        action.id
        for action in target.actions
        if isinstance(action.goal, str) and _COUNTABLE.match(action.goal.strip()) is None
    }
    for place, outcome in enumerate(record.fields.outcomes):
        if outcome.amount is not None and not outcome.unit and outcome.action in worded:
            yield Finding(
                code="tal-utan-enhet",
                message=f"Det står {outcome.amount}, men inte av vad: målet är skrivet med ord.",
                hint="Lägg till enhet: på raden under antal:, till exempel enhet: tillfällen.",
                loc=("utfall", place, "antal"),
            )


def units_say_what_is_counted(register: Register, record: Record) -> Iterator[Finding]:
    """`st` is no unit: it does not say what was promised or counted."""
    goals = [(("åtgärder", place, "mål", "enhet"), action.goal) for place, action in enumerate(record.actions)]
    units: list[tuple[Loc, str | None]] = [(loc, goal.unit) for loc, goal in goals if isinstance(goal, NumericGoal)]
    outcomes = record.fields.outcomes if is_a(record, FollowUp) else ()
    units += [(("utfall", place, "enhet"), outcome.unit) for place, outcome in enumerate(outcomes)]
    for loc, unit in units:
        if unit is not None and (found := re.fullmatch(r"\d[\d ]*\s+(\D+)", unit)) is not None:
            yield Finding(
                code="tal-utan-enhet",
                message=f"Enheten ”{unit}” har ett tal i sig, så sidan skulle säga talet två gånger.",
                hint=f"Skriv enhet: {found[1]}",
                loc=loc,
            )
        if unit is not None and (found := _COUNT_BEFORE.fullmatch(unit.strip())) is not None:
            yield Finding(
                code="tal-utan-enhet",
                message=f"Enheten ”{unit}” har ett antal i sig, så sidan skulle säga ”4 {unit}”.",
                hint=f"Skriv enhet: {plural(found[1])}",
                loc=loc,
            )
        if unit is not None and unit.casefold().strip(".") in _NOTHING_COUNTED:
            yield Finding(
                code="tal-utan-enhet",
                message=f"Enheten ”{unit}” säger inte vad som räknas.",
                hint="Skriv vad det är, i flertal: enhet: kontroller",
                loc=loc,
            )


def dialogue_is_counted_whole(register: Register, record: Record) -> Iterator[Finding]:
    """Answers, invitations, people and meetings are counted whole, so `1,200` of them is 1 200."""
    for place, figures in enumerate(record.fields.dialogue_figures if is_a(record, Pledge) else ()):
        rows = {
            "svar": figures.answers,
            "utskick": figures.sent_out,
            "deltagare": figures.participants,
            "möten": figures.meetings,
        }
        for key, value in rows.items():
            yield from _ambiguous(value, key, is_rate=False, loc=("dialogsiffror", place, key))


def answering_rate_follows(register: Register, record: Record) -> Iterator[Finding]:
    """The share that answered is the answers out of those who were asked, but for the rounding."""
    for place, figures in enumerate(record.fields.dialogue_figures if is_a(record, Pledge) else ()):
        answers, sent, rate = figures.answers, figures.sent_out, figures.response_rate
        if rate is not None and rate.value > 100:
            yield Finding(
                code="fler-an-alla",
                message=f"Svarsfrekvensen är {number(rate)} procent, men fler än alla kan inte svara.",
                hint="Skriv hur många av hundra som svarade. Är det antalet svar, skriv svar: i stället.",
                loc=("dialogsiffror", place, "svarsfrekvens"),
            )
            continue
        if answers is None or sent is None or rate is None or not 0 < answers.value <= sent.value:
            continue
        share = answers.value * 100 / sent.value
        is_exact = all(one.qualifier is Qualifier.EXACT for one in (answers, sent, rate))
        if abs(share - rate.value) > (MOST_ROUNDED if is_exact else MOST_ROUNDED_OF_ABOUT):
            yield Finding(
                code="svarsfrekvens-stammer-inte",
                message=f"{number(answers)} svar av {number(sent)} är {share:.0f} procent, men svarsfrekvens: är {number(rate)}.",
                hint="Rätta det tal som är fel. Räknades andelen på något annat, acceptera varningen.",
                loc=("dialogsiffror", place, "svarsfrekvens"),
            )


def answers_are_no_more_than_asked(register: Register, record: Record) -> Iterator[Finding]:
    """No more have answered than were asked."""
    for place, figures in enumerate(record.fields.dialogue_figures if is_a(record, Pledge) else ()):
        answers, sent = figures.answers, figures.sent_out
        if answers is not None and sent is not None and answers.value > sent.value:
            yield Finding(
                code="fler-an-alla",
                message=f"{number(answers)} svar är fler än de {number(sent)} som fick frågan.",
                hint="Kontrollera talen, och att de inte har bytt plats.",
                loc=("dialogsiffror", place, "svar"),
            )


def opinions_are_of_those_who_answered(register: Register, record: Record) -> Iterator[Finding]:
    """No more have said one thing than have said anything, where it is known how many that were."""
    dialogues = record.fields.dialogue_figures if is_a(record, Pledge) else ()
    said = [one for row in dialogues for one in (row.answers, row.participants) if one is not None]
    most = sum((one.value for one in said), Decimal(0))
    if not all((row.answers is not None and row.participants is not None) or not row.meetings for row in dialogues):
        return  # how many came to the meetings isn't known
    for place, opinion in enumerate(record.fields.opinions if is_a(record, Pledge) and said else ()):
        if opinion.amount is not None and opinion.amount.value > most:
            yield Finding(
                code="fler-an-alla",
                message=f"{number(opinion.amount)} sägs ha tyckt det, men {decimal(most)} svarade eller deltog.",
                hint="Kontrollera talen under synpunkter: och dialogsiffror:.",
                loc=("synpunkter", place, "antal"),
            )


def measures_agree_with_themselves(register: Register, record: Record) -> Iterator[Finding]:
    """A measure goes the way that it says, and no share is more than all."""
    indicators = record.fields.indicators if is_commitment(record) or is_a(record, FollowUp) else ()
    for place, one in enumerate(indicators):
        first, last = one.baseline, one.target
        change = last.value.value - first.value.value if first is not None and last is not None else None
        if change is not None and (
            (one.direction == "minska" and change > 0) or (one.direction == "öka" and change < 0)
        ):
            yield Finding(
                code="matt-motsager-sig",
                message=f"Måttet ska {one.direction}, men målet är {'högre' if change > 0 else 'lägre'} än utgångsvärdet.",
                hint="Rätta riktning:, eller talen under utgångsvärde: och mål:.",
                loc=("mått", place, "riktning"),
            )
        if (one.unit or "").casefold() != PERCENT or not re.match(
            r"(?:andel|hur stor del)", one.what or "", re.IGNORECASE
        ):
            continue
        points: list[tuple[Loc, IndicatorPoint | None]] = [(("utgångsvärde",), first), (("mål",), last)]
        points += [(("värden", row), value) for row, value in enumerate(one.values)]
        for key, point in points:
            if point is not None and point.value.value > 100:
                yield Finding(
                    code="matt-motsager-sig",
                    message=f"En andel kan inte vara {number(point.value)} procent.",
                    hint="Kontrollera värdet, och om ett kommatecken saknas.",
                    loc=("mått", place, *key, "värde"),
                )


@of_each_text
def numbers_go_the_way_they_are_said_to(text: str) -> Iterator[Finding]:
    """`sjönk från 48 till 43` goes down, and `ökade från 43 till 48` up."""
    for found in _FROM_TO.finditer(text):
        first, last = (Decimal(found[key].replace(",", ".")) for key in ("first", "last"))
        if (first < last) if found["down"] else (first > last):
            yield Finding(
                code="matt-motsager-sig",
                message=f"Det står ”{found[0]}”, men {found['last']} är {'mer' if first < last else 'mindre'} än {found['first']}.",
                hint="Kontrollera talen, och om de har bytt plats.",
            )


def _value(written: str) -> Decimal:
    plain = re.sub(r"[ \u00a0]", "", written.casefold()).replace(",", ".")
    return Decimal(_IN_WORDS.get(plain, plain))


@of_each_text
def shares_follow(text: str) -> Iterator[Finding]:
    """`47 av 52, alltså 90 procent` says one thing with its numbers and its share."""
    for found in chain.from_iterable(pattern.finditer(text) for pattern in _SHARE_OF):
        some, whole, said = (_value(found[key]) for key in ("some", "whole", "share"))
        share = some / whole * 100 if whole else said
        if some <= whole and abs(share - said) >= (MOST_ROUNDED if "," in found["share"] or said % 5 else MOST_ROUNDED_OF_ABOUT / 2):  # fmt: skip
            yield Finding(
                code="text-mot-tal",
                message=f"Det står ”{found[0]}”, men {number(Number(some))} av {number(Number(whole))} är {share:.0f} procent.",
                hint="Rätta det tal som är fel. Räknades andelen på något annat, acceptera varningen.",
            )


def reports_are_of_as_many(register: Register, record: Record) -> Iterator[Finding]:
    """What was promised as 40 of 52 is not reported as 36 of 40, unless a comment says why."""
    if not is_a(record, FollowUp):
        return
    for place, outcome in enumerate(record.fields.outcomes):
        goal = _goal_of(register, record, outcome)
        whole = goal.out_of if goal is not None else None
        if (
            goal is None
            or whole is None
            or outcome.out_of is None
            or outcome.comment
            or outcome.unit not in (None, goal.unit)
        ):
            continue
        if outcome.out_of.value == goal.number.value != whole.value:
            yield Finding(
                code="annan-enhet",
                message=f"Det står av: {number(outcome.out_of)}, som är målet, men löftet är {number(goal.number)} av {number(whole)}.",
                hint=f"Skriv av: {number(whole)}. Var de färre, säg varför i kommentar:.",
                loc=("utfall", place, "av"),
            )


def measures_keep_their_size(register: Register, record: Record) -> Iterator[Finding]:
    """A measured value is not many times what the same measure was in every other year: 0,29 beside 31 procent is 29."""
    if not (is_commitment(record) or is_a(record, FollowUp)):
        return
    target = target_of(register, record)
    whole = {one.id: one for one in (target.fields.indicators if target is not None else ()) if one.id is not None}
    for place, one in enumerate(record.fields.indicators):
        promised = whole.get(one.id or "")
        unit = (one.unit or (promised.unit if promised is not None else None) or "").casefold()
        known = [*_points_of(promised), *_points_of(one)]
        for row, point in enumerate(one.values):
            value, others = point.value.value, [other for other in known if other is not point]
            sizes = [other.value.value for other in others if other.value.value > 0]
            if not sizes or value <= 0 or (unit != PERCENT and max(*sizes, value) < LARGE):
                continue
            if all(size >= value * OTHER_SIZE for size in sizes) or all(value >= size * OTHER_SIZE for size in sizes):
                share = unit == PERCENT and 0 < value < 1
                yield Finding(
                    code="matt-motsager-sig",
                    message=f"Värdet {number(point.value)} är långt från måttets andra värden, till exempel {number(others[-1].value)}.",
                    hint=(
                        f"Är det {number(Number(value * 100))} procent, skriv {number(Number(value * 100))}. "
                        if share
                        else "Kontrollera om en siffra eller ett kommatecken är fel. "
                    )
                    + "Stämmer det, acceptera varningen.",
                    loc=("mått", place, "värden", row, "värde"),
                )


def _points_of(measure: Indicator | None) -> Iterator[IndicatorPoint]:
    if measure is not None:
        yield from (one for one in (measure.baseline, *measure.values) if one is not None)


def units_are_plural(register: Register, record: Record) -> Iterator[Finding]:
    """The unit of a goal is written in the plural, since most numbers are; the portal bends it where it is one."""
    for place, action in enumerate(record.actions):
        unit = action.goal.unit if isinstance(action.goal, NumericGoal) else ""
        is_timed = _TIMED_UNIT.fullmatch(unit.strip()) is not None  # told by `time_is_apart_from_the_unit`
        if unit.isalpha() and not is_timed and plural(unit) != unit and singular(unit) == unit:
            yield Finding(
                code="enhet-i-ental",
                message=f"Enheten ”{unit}” står i ental, så sidan skulle säga ”2 {unit}”.",
                hint=f"Skriv enhet: {plural(unit)}",
                loc=("åtgärder", place, "mål", "enhet"),
            )


RULES: tuple[Rule, ...] = (
    time_is_apart_from_the_unit,
    countable_goal_is_counted,
    thousands_are_told_from_decimals,
    report_is_near_the_goal,
    time_is_near_the_limit,
    all_of_fewer_than_promised,
    numbers_have_units,
    units_say_what_is_counted,
    percentages_are_of_a_hundred,
    dialogue_is_counted_whole,
    answering_rate_follows,
    answers_are_no_more_than_asked,
    opinions_are_of_those_who_answered,
    measures_agree_with_themselves,
    numbers_go_the_way_they_are_said_to,
    shares_follow,
    reports_are_of_as_many,
    measures_keep_their_size,
    units_are_plural,
)
