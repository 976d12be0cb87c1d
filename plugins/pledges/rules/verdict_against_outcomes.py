"""A verdict beside what the same follow-up says was done: kept with a goal missed, or not kept with all of them reached."""

from collections.abc import Iterator, Sequence

from pledges.content.goals import MeasurableGoal, NumericGoal
from pledges.content.record import Loc, Record, is_a
from pledges.content.record_fields import Action, FollowUp, Outcome, Pledge
from pledges.content.register import Register
from pledges.rules.done_in_words import is_undone
from pledges.rules.finding import Finding, Rule
from pledges.rules.follow_up_targets import target_of
from pledges.rules.verdicts import ENDED_EARLY, judges
from pledges.status.date_ranges import DateRange, range_of
from pledges.status.facts import Report, reports_of
from pledges.status.goal_reached import Reached, measure
from pledges.swedish import enumerate_words


def verdict_agrees_with_numbers(register: Register, record: Record) -> Iterator[Finding]:
    """`uppfyllt` with every counted goal missed, or `inte uppfyllt` with every action's goal reached, can't be."""
    if not judges(record) or not record.fields.is_final or (target := target_of(register, record)) is None:
        return
    run = range_of(target.fields.period) if target.fields.period is not None else None
    actions, reports = target.actions, reports_of(register, target)
    reached = [
        measure(action, reports, period=run, is_over=True).reached
        for action in actions
        if isinstance(action.goal, MeasurableGoal)
    ]
    if record.fields.verdict == "uppfyllt" and reached and set(reached) == {Reached.NOT_REACHED}:
        message = "Bedömningen är uppfyllt, men inget av de räknade målen är nått."
    elif (
        record.fields.verdict == "inte uppfyllt" and len(reached) == len(actions) and set(reached) == {Reached.REACHED}
    ):
        message = "Bedömningen är inte uppfyllt, men alla mål är nådda."
    else:
        return
    yield Finding(
        code="bedomning-mot-talen",
        message=message,
        hint="Kontrollera antal: i utfallet och målen i löftet. Stämmer talen, rätta bedömning:, eller flytta den till omdöme: och förklara i texten.",
        loc=("bedömning",),
    )


def nothing_undone_is_kept(register: Register, record: Record) -> Iterator[Finding]:
    """`uppfyllt` of the whole or of a year, with an action that is said not to be done, is asked about."""
    key, verdict = _verdict(record)
    if not is_a(record, FollowUp) or verdict not in ("uppfyllt", "delvis uppfyllt"):
        return
    rows = [(place, one) for place, one in enumerate(record.fields.outcomes) if one.action is not None]
    if verdict == "delvis uppfyllt":
        if rows and all(is_undone(one) for _, one in rows):
            yield _kept_but(
                key, "Bedömningen är delvis uppfyllt, men ingen åtgärd är gjord.", other="gjort:", loc=(key,)
            )
        return
    for place, outcome in rows:
        if outcome.done in ("nej", "delvis"):
            how = "inte" if outcome.done == "nej" else "bara delvis"
            message = f"Bedömningen är uppfyllt, men ”{outcome.action}” är {how} gjord."
            yield _kept_but(key, message, other="gjort:", loc=("utfall", place, "gjort"))
        elif is_undone(outcome) and not isinstance(_goal(register, record, outcome), MeasurableGoal):
            message = f"Bedömningen är uppfyllt, men antalet för ”{outcome.action}” är 0."
            yield _kept_but(key, message, other="antal:", loc=("utfall", place, "antal"))


def _kept_but(key: str, message: str, *, other: str, loc: Loc) -> Finding:
    hint = f"Rätta {key}: eller {other}. Menar parterna båda, acceptera varningen och förklara i texten."
    return Finding(code="uppfyllt-trots-nej", message=message, hint=hint, loc=loc)


def _verdict(record: Record) -> tuple[str, str | None]:
    """The key of a follow-up's verdict on the whole, or else of a year's, and the verdict."""
    if not is_a(record, FollowUp):
        return "", None
    if record.fields.verdict is not None:
        return "bedömning", record.fields.verdict
    return "årsbedömning", record.fields.yearly_verdict


def _goal(register: Register, record: Record[FollowUp], outcome: Outcome) -> object:
    target = target_of(register, record)
    return next((one.goal for one in target.actions if one.id == outcome.action), None) if target is not None else None


def what_is_done_is_kept(register: Register, record: Record) -> Iterator[Finding]:
    """`inte uppfyllt` or `delvis uppfyllt`, with every action done and no reason given, is asked about.

    An aim may be missed though everything was done, so a pledge with aims can be kept in part.
    """
    key, verdict = _verdict(record)
    if not is_a(record, FollowUp) or verdict not in ("delvis uppfyllt", "inte uppfyllt") or record.fields.cause:
        return
    target = target_of(register, record)
    if target is None or not target.actions or (key == "bedömning" and not record.fields.is_final):
        return
    has_aims = is_a(target, Pledge) and bool(target.fields.effect_goals)
    if target.fields.status in ENDED_EARLY:
        return
    if verdict == "delvis uppfyllt" and (has_aims or key == "årsbedömning"):
        return
    whole = target.fields.period if key == "bedömning" else record.fields.covers
    reports = reports_of(register, target)
    if key == "årsbedömning":
        reports = tuple(one for one in reports if one.identity == record.identity)
    run = range_of(whole) if whole is not None else None
    is_counted = [isinstance(action.goal, MeasurableGoal) for action in target.actions]
    if verdict == "inte uppfyllt" and key == "bedömning" and all(is_counted):
        return  # told of as an error by `verdict_agrees_with_numbers`
    if all(_is_done(action, reports, run) for action in target.actions):
        yield Finding(
            code="inte-uppfyllt-trots-ja",
            message=f"Bedömningen är {verdict}, men alla åtgärder är gjorda och alla mål nådda."
            if any(is_counted)
            else f"Bedömningen är {verdict}, men alla åtgärder är gjorda.",
            hint=f"Rätta {key}: eller utfallet. Menar parterna båda, skriv varför under orsak: för hela uppföljningen.",
            loc=(key,),
        )


def _is_done(action: Action, reports: Sequence[Report], run: DateRange | None) -> bool:
    """Whether an action's goal is reached, or the parties' last word is that it was done."""
    if (
        isinstance(action.goal, MeasurableGoal)
        and measure(action, reports, period=run, is_over=True).reached is Reached.REACHED
    ):
        return True
    said = [
        one.done for report in reports if report.by_party for one in report.fields.outcomes if one.action == action.id
    ]
    has_number = (
        isinstance(action.goal, NumericGoal) and measure(action, reports, period=run, is_over=True).done is not None
    )
    return bool(said) and said[-1] == "ja" and not has_number


def nothing_missed_is_kept(register: Register, record: Record) -> Iterator[Finding]:
    """`uppfyllt` with a counted goal that was not reached is asked about; of the whole, all missed is refused above.

    A year is not asked for what was promised for several.
    """
    key, verdict = _verdict(record)
    target = target_of(register, record)
    if not is_a(record, FollowUp) or verdict != "uppfyllt" or target is None or target.fields.period is None:
        return
    counted = [action for action in target.actions if isinstance(action.goal, MeasurableGoal)]
    run, reports = range_of(target.fields.period), reports_of(register, target)
    if key == "årsbedömning":
        if not record.fields.covers.covers(target.fields.period):
            counted = [one for one in counted if isinstance(one.goal, NumericGoal) and one.goal.per is not None]
        run, reports = range_of(record.fields.covers), tuple(one for one in reports if one.identity == record.identity)
    elif not record.fields.is_final:
        return
    missed = [
        action.id
        for action in counted
        if measure(action, reports, period=run, is_over=True).reached is Reached.NOT_REACHED
    ]
    if missed and (len(missed) < len(counted) or key == "årsbedömning"):
        yield Finding(
            code="uppfyllt-trots-talen",
            message=f"Bedömningen är uppfyllt, men målet för {enumerate_words(missed)} är inte nått.",
            hint=f"Kontrollera antal: i utfallet och målet i löftet. Stämmer de, rätta {key}:. Menar parterna båda, acceptera varningen och förklara i texten.",
            loc=(key,),
        )


RULES: tuple[Rule, ...] = (
    verdict_agrees_with_numbers,
    nothing_undone_is_kept,
    what_is_done_is_kept,
    nothing_missed_is_kept,
)
