"""Evidence: nothing is called kept unless the parties have said so, answered for every action and shown where."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import TypeGuard

from pledges.content.goals import MeasurableGoal, NumericGoal
from pledges.content.kinds import NAMES, Kind
from pledges.content.parties import any_of
from pledges.content.record import Loc, Record, is_a, is_commitment
from pledges.content.record_fields import Action, Commitment, FollowUp, Mention, Outcome, Pledge
from pledges.content.register import Register
from pledges.rules.copied import days_are_those_of_the_source
from pledges.rules.done_in_words import is_undone
from pledges.rules.finding import Finding, Rule, has_unreadable, title
from pledges.rules.follow_up_targets import of_target, target_of
from pledges.status.date_ranges import DateRange, range_of
from pledges.status.facts import Report, is_by_party, reports_of
from pledges.status.goal_reached import Reached, measure
from pledges.swedish import capital, decimal, enumerate_words, partial, period
from pledges.swedish import number as swedish_number
from pledges.written_values import Qualifier

VERDICTS = ("uppfyllt", "delvis uppfyllt", "inte uppfyllt")
_ENDED_EARLY = ("avbrutet", "ersatt")


def _finals(register: Register, target: Record[Commitment]) -> list[Record[FollowUp]]:
    return [record for record in of_target(register, target) if record.fields.is_final]


def verdict_was_given(register: Register, record: Record) -> Iterator[Finding]:
    """A pledge's written verdict is the one that the parties gave in a final follow-up."""
    if not is_a(record, Pledge) or record.fields.status not in VERDICTS:
        return
    status = record.fields.status
    given = [final.fields.verdict for final in _finals(register, record) if final.fields.verdict]
    if not given and not has_unreadable(register, record, Kind.FOLLOW_UP):
        yield Finding(
            code="omdome-utan-uppfoljning",
            message=f"Löftet sägs vara {status}, men ingen slutlig uppföljning av parterna ger det omdömet.",
            hint=f"Lägg till en uppföljning med typ: slutlig, bedömning: {status} och belägg. "
            "Har parterna inte gett något omdöme, ta bort status:.",
            loc=("status",),
        )
    elif given and status not in given:
        said = enumerate_words(f"”{verdict}”" for verdict in dict.fromkeys(given))
        yield Finding(
            code="omdome-stammer-inte",
            message=f"Löftet sägs vara {status}, men parternas bedömning är {said}.",
            hint="Skriv samma omdöme, eller ta bort status: så att portalen visar parternas.",
            loc=("status",),
        )


def _judges(record: Record) -> TypeGuard[Record[FollowUp]]:
    """Whether it is a follow-up that gives an overall verdict."""
    return is_a(record, FollowUp) and record.fields.verdict in VERDICTS


def _is_final(record: Record) -> TypeGuard[Record[FollowUp]]:
    return is_a(record, FollowUp) and record.fields.is_final


def verdict_is_the_parties(register: Register, record: Record) -> Iterator[Finding]:
    """A verdict is given by a party, in a final follow-up."""
    if not _judges(record) or (target := target_of(register, record)) is None:
        return
    if record.fields.by and not is_by_party(register, record, target):
        yield Finding(
            code="bedomning-av-annan",
            message=f"Bedömningen ”{record.fields.verdict}” är inte parternas: {enumerate_words(record.fields.by)} är inte part.",
            hint="Ta bort bedömning: och skriv i texten vad de kom fram till.",
            loc=("bedömning",),
        )
    elif not record.fields.is_final:
        yield Finding(
            code="bedomning-i-delredovisning",
            message=f"Delredovisningen ger redan omdömet ”{record.fields.verdict}”.",
            hint="Skriv typ: slutlig om det är parternas sista ord. Gäller det ett år av flera, skriv årsbedömning:.",
            loc=("bedömning",),
        )


def yearly_verdict_is_of_a_year(register: Register, record: Record) -> Iterator[Finding]:
    """The verdict of one year is given by a party, in an interim follow-up."""
    if not is_a(record, FollowUp) or record.fields.yearly_verdict is None:
        return
    target = target_of(register, record)
    if target is not None and not is_by_party(register, record, target):
        yield Finding(
            code="bedomning-av-annan",
            message=f"Årsbedömningen är inte parternas: {enumerate_words(record.fields.by)} är inte part.",
            hint="Ta bort årsbedömning: och skriv i texten vad de kom fram till.",
            loc=("årsbedömning",),
        )
    elif record.fields.is_final:
        yield Finding(
            code="arsbedomning-i-slutlig",
            message="Uppföljningen är slutlig, men ger en bedömning av ett år.",
            hint="Skriv bedömning: om omdömet gäller hela löftet, annars typ: delredovisning.",
            loc=("årsbedömning",),
        )


def follow_up_is_by_a_party(register: Register, record: Record) -> Iterator[Finding]:
    """A follow-up is the parties' own. One with a verdict is told of by `verdict_is_the_parties`."""
    if not is_a(record, FollowUp) or not record.fields.by or (target := target_of(register, record)) is None:
        return
    if _judges(record) or record.fields.yearly_verdict is not None or is_by_party(register, record, target):
        return
    yield Finding(
        code="uppfoljning-av-annan",
        message=f"{capital(enumerate_words(record.fields.by))} är inte part i {title(target)}. Ska det vara ett omnämnande?",
        hint=f"Flytta filen till omnamnanden/, med säger: i stället för utfall: och {record.identity} under tidigare adresser:.",
        loc=("av",),
    )


def mention_is_by_others(register: Register, record: Record) -> Iterator[Finding]:
    """A mention is by somebody who is no party of what it is about."""
    if not is_a(record, Mention):
        return
    for subject in register.mentioned(record):
        if record.fields.by and any_of(record.fields.by, register.parties(subject)):
            yield Finding(
                code="omnamnande-av-part",
                message=f"{capital(enumerate_words(record.fields.by))} är part i {title(subject)}.",
                hint="Är det parternas redovisning, flytta filen till uppfoljningar/. Annars skriv bara de andra under av:.",
                loc=("av",),
            )
            return


def verdict_can_be_checked(register: Register, record: Record) -> Iterator[Finding]:
    """A verdict has a date and something to check it against."""
    if not _judges(record) or target_of(register, record) is None:
        return
    if record.fields.date is None:
        yield Finding(
            code="bedomning-utan-datum",
            message="Bedömningen saknar datum.",
            hint="Skriv datum: med dagen, månaden eller året då parterna sade det.",
            loc=("datum",),
        )
    if not any(source.address or source.file for source in record.fields.evidence):
        yield Finding(
            code="bedomning-utan-belagg",
            message="Bedömningen har inget belägg som går att läsa.",
            hint="Lägg till en adress eller en fil under belägg:.",
            loc=("belägg",),
        )


def verdict_answers_for_all(register: Register, record: Record) -> Iterator[Finding]:
    """The parties' final follow-ups together answer for every action, with a number for every counted goal."""
    if not _judges(record) or not record.fields.is_final or (target := target_of(register, record)) is None:
        return
    if not is_by_party(register, record, target):
        return
    outcomes = [outcome for final in _finals(register, target) for outcome in final.fields.outcomes]
    ids = {action.id for action in target.actions}
    if any(outcome.action not in {None, *ids} for outcome in outcomes) or has_unreadable(
        register, target, Kind.FOLLOW_UP
    ):
        return  # what they say may be of the very action that seems to be forgotten
    silent = [action.id for action in target.actions if not _of(action.id, outcomes)]
    if silent:
        yield Finding(
            code="bedomning-utan-alla-atgarder",
            message=f"Bedömningen gäller hela {title(target)}, men säger inget om {enumerate_words(silent)}.",
            hint="Lägg till en rad under utfall: för var och en, eller ta bort bedömning:.",
            loc=("utfall",),
        )
    uncounted = [
        action.id
        for action in target.actions
        if isinstance(action.goal, NumericGoal) and action.id not in silent and not _counted(_of(action.id, outcomes))
    ]
    if uncounted:
        yield Finding(
            code="bedomning-utan-tal",
            message=f"Det står inget tal för {enumerate_words(uncounted)}, som har ett räknat mål.",
            hint="Skriv antal: i utfallet. Är talet inte känt, ta bort bedömning:.",
            loc=("utfall",),
        )


def _of(action: str | None, outcomes: Iterable[Outcome]) -> list[Outcome]:
    return [outcome for outcome in outcomes if outcome.action == action]


def _counted(outcomes: list[Outcome]) -> bool:
    """Whether there is a number; `gjort: nej` says that it was none."""
    return any(outcome.amount is not None or outcome.done == "nej" for outcome in outcomes)


def verdict_agrees_with_numbers(register: Register, record: Record) -> Iterator[Finding]:
    """`uppfyllt` with every counted goal missed, or `inte uppfyllt` with every action's goal reached, can't be."""
    if not _judges(record) or not record.fields.is_final or (target := target_of(register, record)) is None:
        return
    run = range_of(target.fields.period) if target.fields.period is not None else None
    actions, reports = target.actions, reports_of(register, target)
    reached = [
        measure(action, reports, run, True).reached for action in actions if isinstance(action.goal, MeasurableGoal)
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
        hint="Kontrollera antal: i utfallet och målen i löftet. Stämmer talen, ta bort bedömning: och förklara i texten.",
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
            yield _kept_but(key, "Bedömningen är delvis uppfyllt, men ingen åtgärd är gjord.", "gjort:", (key,))
        return
    for place, outcome in rows:
        if outcome.done in ("nej", "delvis"):
            how = "inte" if outcome.done == "nej" else "bara delvis"
            message = f"Bedömningen är uppfyllt, men ”{outcome.action}” är {how} gjord."
            yield _kept_but(key, message, "gjort:", ("utfall", place, "gjort"))
        elif is_undone(outcome) and not isinstance(_goal(register, record, outcome), MeasurableGoal):
            message = f"Bedömningen är uppfyllt, men antalet för ”{outcome.action}” är 0."
            yield _kept_but(key, message, "antal:", ("utfall", place, "antal"))


def _kept_but(key: str, message: str, other: str, loc: Loc) -> Finding:
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
    if target.fields.status in _ENDED_EARLY:
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
    if isinstance(action.goal, MeasurableGoal) and measure(action, reports, run, True).reached is Reached.REACHED:
        return True
    said = [
        one.done for report in reports if report.by_party for one in report.fields.outcomes if one.action == action.id
    ]
    has_number = isinstance(action.goal, NumericGoal) and measure(action, reports, run, True).done is not None
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
    missed = [action.id for action in counted if measure(action, reports, run, True).reached is Reached.NOT_REACHED]
    if missed and (len(missed) < len(counted) or key == "årsbedömning"):
        yield Finding(
            code="uppfyllt-trots-talen",
            message=f"Bedömningen är uppfyllt, men målet för {enumerate_words(missed)} är inte nått.",
            hint="Kontrollera antal: i utfallet och målet i löftet. Menar parterna båda, acceptera varningen och förklara i texten.",
            loc=(key,),
        )


def final_comes_after_the_end(register: Register, record: Record) -> Iterator[Finding]:
    """A final follow-up comes when the period is over, unless the pledge ended early."""
    if not _is_final(record) or (target := target_of(register, record)) is None:
        return
    when, wanted = record.fields.date, target.fields.period
    if when is None or wanted is None or wanted.last is None or when.last >= wanted.last:
        return
    begins = record.fields.covers.first or wanted.first
    if begins is not None and when.last < begins:
        return  # told of as a follow-up of a time that had not begun
    if target.fields.status in _ENDED_EARLY or not is_by_party(register, record, target):
        return
    judged = record.fields.verdict in VERDICTS
    if not judged and any(one.loc == ("datum",) for one in days_are_those_of_the_source(register, record)):
        return  # the day is wrong, and is told of with the one that the source gives
    yield Finding(
        code="bedomning-fore-slutet" if judged else "slutlig-fore-slutet",
        message=f"Uppföljningen är slutlig men kom {partial(when)}, innan perioden ({period(wanted)}) var slut.",
        hint="Är dagen fel, rätta datum:. Skriv annars typ: delredovisning"
        + (" och ta bort bedömning:." if judged else ".")
        + f" Är det perioden som är fel, rätta den i {target.path}.",
        loc=("bedömning",) if judged else ("typ",),
    )


def final_covers_the_end(register: Register, record: Record) -> Iterator[Finding]:
    """A final follow-up covers the pledge's last day: what covers a part that ended before is an interim one."""
    if (
        not _is_final(record)
        or (target := target_of(register, record)) is None
        or not is_by_party(register, record, target)
    ):
        return
    wanted, covers, when = target.fields.period, record.fields.covers, record.fields.date
    if (
        wanted is None
        or wanted.last is None
        or covers.last is None
        or covers.first is None
        or covers.last >= wanted.last
    ):
        return
    is_early = when is not None and when.last < wanted.last  # told of by `final_comes_after_the_end`
    if is_early or target.fields.status in _ENDED_EARLY or (wanted.first is not None and covers.last < wanted.first):
        return
    yield Finding(
        code="slutlig-fore-slutet",
        message=f"Uppföljningen är slutlig men gäller {period(covers)}, och {NAMES[target.kind].definite} slutar {partial(wanted.end)}.",
        hint="Skriv typ: delredovisning, eller rätta avser:. Har parterna inget mer att redovisa, acceptera varningen.",
        loc=("typ",),
    )


def parties_agree(register: Register, record: Record) -> Iterator[Finding]:
    """Two final follow-ups of the same thing don't give different verdicts; told in the later by name."""
    if not _judges(record) or not record.fields.is_final or (target := target_of(register, record)) is None:
        return
    for earlier in _finals(register, target):
        if earlier.identity < record.identity and earlier.fields.verdict not in (None, record.fields.verdict):
            yield Finding(
                code="olika-bedomningar",
                message=f"{capital(title(earlier))} ger bedömningen ”{earlier.fields.verdict}”, den här ”{record.fields.verdict}”.",
                hint="Rätta den som är fel. Är parterna oeniga, acceptera varningen.",
                loc=("bedömning",),
            )


def one_final_each(register: Register, record: Record) -> Iterator[Finding]:
    """A party makes one final follow-up of the same thing for the same time."""
    if not _is_final(record) or (target := target_of(register, record)) is None:
        return
    if not is_by_party(register, record, target):
        return
    for earlier in _finals(register, target):
        if earlier.identity >= record.identity:
            return
        if any_of(record.fields.by, earlier.fields.by) and record.fields.covers.overlaps(earlier.fields.covers):
            yield Finding(
                code="dubbel-slutredovisning",
                message=f"Också {title(earlier)} är en slutlig uppföljning av samma part för samma tid.",
                hint="Slå ihop dem, eller skriv typ: delredovisning i den tidigare.",
                loc=("typ",),
            )
            return


def status_agrees(register: Register, record: Record) -> Iterator[Finding]:
    """What is written of a pledge is not contradicted by what is here."""
    if not is_a(record, Pledge) or record.fields.status not in (
        "planerat",
        "pågår",
        "avslutat",
        "avbrutet",
        "okänd",
    ):
        return
    status = record.fields.status
    finals = _finals(register, record)
    verdict = next((final.fields.verdict for final in finals if final.fields.verdict in VERDICTS), None)
    if status == "avbrutet" and verdict != "uppfyllt":
        return
    if finals and status in ("planerat", "pågår"):
        message = f"Status är ”{status}”, men det finns en slutlig uppföljning."
    elif verdict is not None:
        message = f"Status är ”{status}”, men parternas bedömning är ”{verdict}”."
    else:
        return
    yield Finding(
        code="status-motsags", message=message, hint="Ta bort status:, så räknar portalen ut den.", loc=("status",)
    )


def breaking_off_has_reason(register: Register, record: Record) -> Iterator[Finding]:
    """A pledge that was broken off says why."""
    if is_a(record, Pledge) and record.fields.status == "avbrutet" and not record.fields.reason:
        yield Finding(
            code="avbrutet-utan-skal",
            message="Löftet är avbrutet, men det står inte varför.",
            hint="Lägg till skäl: med en mening som invånarna förstår.",
            loc=("status",),
        )


def replaced_by_something(register: Register, record: Record) -> Iterator[Finding]:
    """A pledge that was replaced has a successor."""
    if not is_a(record, Pledge) or record.fields.status != "ersatt":
        return
    if not register.successors(record) and not has_unreadable(register, record, Kind.PLEDGE):
        yield Finding(
            code="ersatt-utan-eftertradare",
            message="Löftet sägs vara ersatt, men inget annat löfte efterträder det.",
            hint=f"Skriv efterträder: {record.slug} i det nya löftet, eller ta bort status:.",
            loc=("status",),
        )


def moving_has_reason(register: Register, record: Record) -> Iterator[Finding]:
    """A deadline that is moved says why, and was there to move."""
    plan = record.fields.follow_up if is_commitment(record) else None
    for number, change in enumerate(record.changes):
        if change.new_latest is None:
            continue
        loc = ("händelser", number, "ny uppföljning senast")
        if not change.reason:
            yield Finding(
                code="flyttad-utan-skal",
                message="Uppföljningen flyttas, men det står inte varför.",
                hint="Lägg till skäl: i samma punkt under händelser:.",
                loc=loc,
            )
        if plan is None or plan.latest is None:
            yield Finding(
                code="flyttad-utan-tidigare-dag",
                message="Uppföljningen flyttas, men det står inte när den först skulle vara klar.",
                hint="Lägg till uppföljning: med senast: och den dag som först var lovad.",
                loc=loc,
            )


def outcomes_in_same_unit(register: Register, record: Record) -> Iterator[Finding]:
    """A figure is in the goal's unit, or there is another row that is."""
    if not is_a(record, FollowUp) or (target := target_of(register, record)) is None:
        return
    goals = {action.id: action.goal for action in target.actions}
    for number, outcome in enumerate(record.fields.outcomes):
        goal = goals.get(outcome.action or "")
        if not isinstance(goal, MeasurableGoal) or not goal.counted or outcome.amount is None or outcome.unit is None:
            continue
        same_action = _of(outcome.action, record.fields.outcomes)
        if not _fits(goal, outcome) and not any(row.amount and _fits(goal, row) for row in same_action):
            yield Finding(
                code="annan-enhet",
                message=f"Utfallet räknas i {outcome.unit}, men målet i {goal.counted}.",
                hint=f"Skriv antalet {goal.counted}, utan enhet:. Är det samma sak, använd samma ord.",
                loc=("utfall", number, "enhet"),
            )


def _fits(goal: MeasurableGoal, outcome: Outcome) -> bool:
    return outcome.unit is None or outcome.unit.casefold() == goal.counted.casefold()


def outcomes_once(register: Register, record: Record) -> Iterator[Finding]:
    """An action is reported once in each way of counting."""
    seen: set[tuple[str, str, str | None]] = set()
    for number, outcome in enumerate(record.fields.outcomes if is_a(record, FollowUp) else ()):
        if outcome.action is None or outcome.amount is None:
            continue
        mark = (outcome.action, (outcome.unit or "").casefold(), outcome.per)
        if mark in seen:
            yield Finding(
                code="dubbelt-utfall",
                message=f"Åtgärden ”{outcome.action}” redovisas två gånger på samma sätt.",
                hint="Ta bort den ena raden, eller skriv vad som skiljer dem med enhet: eller per:.",
                loc=("utfall", number),
            )
        seen.add(mark)


def no_more_than_all(register: Register, record: Record) -> Iterator[Finding]:
    """Nobody does 60 of 52; and a goal of nothing is none."""
    for number, action in enumerate(record.actions):
        loc, goal = ("åtgärder", number, "mål"), action.goal
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


def _too_many(amount: object, whole: object, loc: tuple[str | int, ...]) -> Finding:
    return Finding(
        code="fler-an-alla",
        message=f"{amount} av {whole} går inte.",
        hint="Byt plats på talen, eller rätta det som är fel.",
        loc=loc,
    )


RULES: tuple[Rule, ...] = (
    verdict_was_given,
    verdict_is_the_parties,
    yearly_verdict_is_of_a_year,
    follow_up_is_by_a_party,
    mention_is_by_others,
    verdict_can_be_checked,
    verdict_answers_for_all,
    verdict_agrees_with_numbers,
    nothing_undone_is_kept,
    what_is_done_is_kept,
    nothing_missed_is_kept,
    final_comes_after_the_end,
    final_covers_the_end,
    parties_agree,
    one_final_each,
    status_agrees,
    breaking_off_has_reason,
    replaced_by_something,
    moving_has_reason,
    outcomes_in_same_unit,
    outcomes_once,
    no_more_than_all,
    parts_are_no_more_than_the_whole,
)
