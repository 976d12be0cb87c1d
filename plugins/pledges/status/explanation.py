"""”Så räknade vi”: the sentences that explain how promised was put against done, a sentence a step."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache

from pledges import swedish
from pledges.content.goal_phrases import amount_words, goal_words, per_words
from pledges.content.goals import MeasurableGoal, NumericGoal, RelativeGoal
from pledges.content.record_fields import Outcome
from pledges.i18n import _
from pledges.status.date_ranges import DateRange, whole_units
from pledges.written_values import Number, PartialDate, Period

_PLURALS = {
    "dygn": "dygn", "vecka": "hela veckor", "varannan vecka": "hela perioder om två veckor", "månad": "hela månader",
    "varannan månad": "hela perioder om två månader", "kvartal": "hela kvartal", "termin": "hela terminer",
    "tertial": "hela tertial", "halvår": "hela halvår", "år": "hela år",
}  # fmt: skip
_SINGULARS = {
    "dygn": "ett dygn", "vecka": "en hel vecka", "varannan vecka": "två hela veckor", "månad": "en hel månad",
    "varannan månad": "två hela månader", "kvartal": "ett helt kvartal", "termin": "en hel termin",
    "tertial": "ett helt tertial", "halvår": "ett helt halvår", "år": "ett helt år",
}  # fmt: skip


@lru_cache(maxsize=4096)
def run_text(run: DateRange) -> str:
    """maj–december 2018; 2019; 29 maj 2023 – 28 maj 2024."""
    return swedish.period(whole_period(run))


def whole_period(run: DateRange) -> Period:
    """The days as the period that they would be written as: whole years and months where they are that."""
    first, last = PartialDate.of(run.first), PartialDate.of(run.last)
    year, final_year = PartialDate(first.year), PartialDate(last.year)
    month, final_month = PartialDate(first.year, first.month), PartialDate(last.year, last.month)
    if (year.first, final_year.last) == (run.first, run.last):
        return Period(year, final_year)
    if (month.first, final_month.last) == (run.first, run.last):
        return Period(month, final_month)
    return Period(first, last)


def goal(promised: MeasurableGoal) -> str:
    """What was promised."""
    is_plain = isinstance(promised, NumericGoal) and promised.for_each is None and not promised.occasions
    if isinstance(promised, NumericGoal) and promised.per is not None and is_plain:
        return _("Mål: {number}{per} ({what}).").format(
            number=amount_words(promised), per=per_words(promised.per), what=promised.unit
        )
    return _("Mål: {goal}.").format(goal=goal_words(promised))


def covered(runs: Sequence[DateRange], unit: str, units: int) -> str:
    """Which time the follow-ups cover, and how many whole units it holds."""
    if not runs:
        return _("Vilken tid uppföljningen omfattar är inte känt, så målet går inte att räkna om.")
    time = swedish.enumerate_words(run_text(run) for run in runs)
    if units == 0:
        return _("Redovisad tid: {time}. Den är kortare än {unit}, så målet går inte att räkna om.").format(
            time=time, unit=_(_SINGULARS[unit])
        )
    held = _(_SINGULARS[unit]) if units == 1 else f"{swedish.decimal(units)} {_(_PLURALS[unit])}"
    return _("Redovisad tid: {time}. Den rymmer {held}.").format(time=time, held=held)


def product(promised: NumericGoal, units: int, total: Decimal) -> str:
    """The goal times the units."""
    return _("{goal} × {units} = {total} {what} är lovade för den tiden.").format(
        goal=swedish.decimal(promised.number.value),
        units=swedish.decimal(units),
        total=swedish.decimal(total),
        what=swedish.unit_of(total, promised.unit),
    )


def in_all(promised: NumericGoal, run: DateRange) -> str:
    """What a goal per unit of time comes to in `run`: alltså 12–16 för 2023–2026; nothing where that is the goal itself."""
    units = whole_units(run, promised.per) if promised.per is not None else 0
    if units < 2 or promised.for_each is not None or promised.occasions or promised.out_of is not None:
        return ""
    numbers = {"at_least": promised.at_least, "amount": promised.amount, "at_most": promised.at_most}
    total = {name: Number(one.value * units, one.qualifier) for name, one in numbers.items() if one is not None}
    return _("alltså {number} för {time}").format(
        number=amount_words(promised.model_copy(update=total)), time=run_text(run)
    )


def added(values: Sequence[Number], total: Number, unit: str) -> str:
    """What was reported, added."""
    terms = " + ".join(swedish.number(value) for value in values)
    summed = f"{terms} = {swedish.number(total)}" if len(values) > 1 else terms
    return _("Redovisat: {number} {what}.").format(number=summed, what=swedish.unit_of(total, unit))


def compared(values: Sequence[Number], promised: NumericGoal) -> str:
    """Rates or shares as they stand."""
    numbers = swedish.enumerate_words(swedish.number(value) for value in values)
    whole = _(" av {whole}").format(whole=swedish.number(promised.out_of)) if promised.out_of is not None else ""
    per = per_words(promised.per)
    unit = swedish.unit_of(promised.out_of or values[-1], promised.unit)
    sentence = _("Redovisat: {number}{whole} {what}{per}.").format(number=numbers, whole=whole, what=unit, per=per)
    return sentence if len(values) == 1 else f"{sentence} {_('Sådana tal jämförs vart för sig och läggs inte ihop.')}"


def nested(inner: Period, outer: Period) -> str:
    """Why a follow-up is not added."""
    if inner == outer:
        return _("Det finns flera uppföljningar för {time}. Bara den slutliga, eller den senaste, räknas.").format(
            time=swedish.period(inner)
        )
    return _("Uppföljningen för {inner} ligger inom den för {outer} och läggs inte till.").format(
        inner=swedish.period(inner), outer=swedish.period(outer)
    )


def reported_by_year(covers: Period) -> str:
    """Why a follow-up of several years is not counted."""
    return _("Uppföljningen för {time} räknas inte, eftersom varje år är redovisat för sig.").format(
        time=swedish.period(covers)
    )


def part(runs: Sequence[DateRange], *, done: Number, promised: Decimal | None, enough: bool | None, unit: str) -> str:
    """2020: 2 mätningar mot 3, målet är inte nått."""
    time = swedish.enumerate_words(run_text(run) for run in runs)
    answers = {True: _("målet är nått"), False: _("målet är inte nått"), None: _("om målet är nått framgår inte")}
    goal_words = _(" mot {promised}").format(promised=swedish.decimal(promised)) if promised is not None else ""
    return swedish.capital(f"{time}: {swedish.counted(done, unit)}{goal_words}, {answers[enough]}.")


def share(days: int, total: int) -> str:
    """How much of the period is covered."""
    return _("Det redovisade omfattar {days} av periodens {total} dygn.").format(
        days=swedish.decimal(days), total=swedish.decimal(total)
    )


def outside() -> str:
    """The follow-ups go beyond the period."""
    return _("Det redovisade omfattar även tid utanför perioden.")


def partial_overlap(one: Period, other: Period) -> str:
    """Why nothing was added: some of the time is in both."""
    return _("Uppföljningarna för {one} och {other} överlappar delvis, så talen kan inte läggas ihop.").format(
        one=swedish.period(one), other=swedish.period(other)
    )


def unknown_time() -> str:
    """Why nothing was added: the follow-ups may overlap."""
    return _("Det är inte känt vilken tid alla uppföljningar omfattar, så talen kan inte läggas ihop.")


def disagreement(run: DateRange) -> str:
    """Why nothing was added: different parties tell different figures for the same days."""
    return _("Olika parter redovisar olika tal för {time}. Om de ska läggas ihop framgår inte.").format(
        time=run_text(run)
    )


def not_comparable(outcomes: Iterable[Outcome], unit: str) -> str:
    """What was reported can't be put against the goal: another unit, or a rate against a number."""
    reported = swedish.enumerate_words(
        _as_reported(outcome, unit) for outcome in outcomes if outcome.amount is not None
    )
    return _("Det redovisade ({told}) går inte att jämföra med målet.").format(told=reported)


def _as_reported(outcome: Outcome, unit: str) -> str:
    assert outcome.amount is not None
    whole = _(" av {whole}").format(whole=swedish.number(outcome.out_of)) if outcome.out_of is not None else ""
    per = per_words(outcome.per)
    what = swedish.unit_of(outcome.out_of or outcome.amount, outcome.unit or unit)
    return f"{swedish.number(outcome.amount)}{whole} {what}{per}"


def upper_limit() -> str:
    """A limit for each week or month can't be put against a sum of them."""
    return _("Målet är ett högsta tal för varje tid för sig, och sådana mål räknar vi inte på.")


def for_each(what: str) -> str:
    """A goal for each of something that nobody has counted can't be put against a sum."""
    return _("Målet gäller för varje {what}, och hur många de är står inte, så talen kan inte läggas ihop.").format(
        what=what
    )


def unknown_baseline(promised: RelativeGoal) -> str:
    """A goal to be fewer than before needs to know how many there were."""
    return _("Hur många det var {when} är inte känt, så det går inte att säga om målet är nått.").format(
        when=promised.compared_with
    )


def at_most(promised: RelativeGoal, limit: Decimal, *, is_limit: bool) -> str:
    """The number that a comparison comes to."""
    bound = _("högst") if is_limit else _("minst")
    return _("Det blir {bound} {number}.").format(bound=bound, number=swedish.counted(limit, promised.unit))


def one_by_one(outcome: Outcome, unit: str) -> str:
    """12 av 12 skolor; inom 20 timmar"""
    if outcome.within is not None:
        return _("inom {time}").format(time=outcome.within)
    return _as_reported(outcome, unit)


def judged(run: DateRange | None, told: str, enough: bool) -> str:
    """2019: 12 av 12 skolor, målet är nått."""
    answer = _("målet är nått") if enough else _("målet är inte nått")
    time = f"{run_text(run)}: " if run is not None else ""
    return swedish.capital(f"{time}{told}, {answer}.")


def reached(done: Number | None, promised: Decimal | None, *, enough: bool, is_whole: bool) -> str:
    """The answer; unless `is_whole`, of the reported time alone."""
    answer = _("målet är nått") if enough else _("målet är inte nått")
    if not is_whole:
        answer = _("{answer} för den redovisade tiden").format(answer=answer)
    if done is None or promised is None:
        return f"{swedish.capital(answer)}."
    return _("{done} mot {promised}: {answer}.").format(
        done=swedish.capital(swedish.number(done)), promised=swedish.decimal(promised), answer=answer
    )


def so_far() -> str:
    """The period is not over."""
    return _("Perioden är inte slut, så talen gäller hittills.")


def partly_reported() -> str:
    """Too little of the period is reported."""
    return _("Hela perioden är inte slutligt redovisad, så det går inte att säga om målet är nått.")


def left_open() -> str:
    """The figures leave it open."""
    return _("Av uppgifterna framgår inte om målet är nått.")
