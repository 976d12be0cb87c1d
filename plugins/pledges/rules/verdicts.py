"""Evidence: nothing is called kept unless the parties have said so, answered for every action and shown where."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import TypeGuard

from pledges.content.goals import NumericGoal
from pledges.content.kinds import NAMES, Kind, PartyKind
from pledges.content.parties import any_of
from pledges.content.record import Record, is_a
from pledges.content.record_fields import Agreement, Commitment, FollowUp, Mention, Outcome, Pledge
from pledges.content.register import Register
from pledges.rules.copied import days_are_those_of_the_source
from pledges.rules.finding import Finding, Rule, has_unreadable, title
from pledges.rules.follow_up_targets import of_target, target_of
from pledges.status.facts import is_by_party
from pledges.swedish import capital, enumerate_words, partial, period

VERDICTS = ("uppfyllt", "delvis uppfyllt", "inte uppfyllt")
ENDED_EARLY = ("avbrutet", "ersatt")


def finals(register: Register, target: Record[Commitment]) -> list[Record[FollowUp]]:
    return [record for record in of_target(register, target) if record.fields.is_final]


def verdict_was_given(register: Register, record: Record) -> Iterator[Finding]:
    """A pledge's written verdict is the one that the parties gave in a final follow-up."""
    if not is_a(record, Pledge) or record.fields.status not in VERDICTS:
        return
    status = record.fields.status
    given = [final.fields.verdict for final in finals(register, record) if final.fields.verdict]
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


def judges(record: Record) -> TypeGuard[Record[FollowUp]]:
    """Whether it is a follow-up that gives an overall verdict."""
    return is_a(record, FollowUp) and record.fields.verdict in VERDICTS


def _is_final(record: Record) -> TypeGuard[Record[FollowUp]]:
    return is_a(record, FollowUp) and record.fields.is_final


def verdict_is_the_parties(register: Register, record: Record) -> Iterator[Finding]:
    """A verdict is given by a party, in a final follow-up."""
    if not judges(record) or (target := target_of(register, record)) is None:
        return
    if record.fields.by and not is_by_party(register, record, target):
        yield _anothers(record, f"Bedömningen ”{record.fields.verdict}”", "bedömning")
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
        yield _anothers(record, "Årsbedömningen", "årsbedömning")
    elif record.fields.is_final:
        yield Finding(
            code="arsbedomning-i-slutlig",
            message="Uppföljningen är slutlig, men ger en bedömning av ett år.",
            hint="Skriv bedömning: om omdömet gäller hela löftet, annars typ: delredovisning.",
            loc=("årsbedömning",),
        )


def _anothers(record: Record[FollowUp], what: str, key: str) -> Finding:
    """A verdict that is not the parties'."""
    return Finding(
        code="bedomning-av-annan",
        message=f"{what} är inte parternas: {enumerate_words(record.fields.by)} är inte part.",
        hint=f"Ta bort {key}: och skriv i texten vad de kom fram till.",
        loc=(key,),
    )


def follow_up_is_by_a_party(register: Register, record: Record) -> Iterator[Finding]:
    """A follow-up is the parties' own; a party may have been forgotten in what was promised. One with a verdict is told of by `verdict_is_the_parties`."""
    if not is_a(record, FollowUp) or not record.fields.by or (target := target_of(register, record)) is None:
        return
    if judges(record) or record.fields.yearly_verdict is not None or is_by_party(register, record, target):
        return
    agreement = register.target(target, Agreement, "agreement")
    likely = (PartyKind.MUNICIPALITY, PartyKind.POLICE, *(agreement.fields.parties if agreement is not None else ()))
    forgotten = enumerate_words(party for party in record.fields.by if any_of((party,), likely))
    holder = agreement if agreement is not None and not target.fields.parties else target
    add = f"Har {forgotten} också lovat det, lägg till {forgotten} under parter: i {holder.path}. "
    yield Finding(
        code="uppfoljning-av-annan",
        message=f"{capital(enumerate_words(record.fields.by))} är inte part i {title(target)}, men redovisar det.",
        hint=f"{add if forgotten else ''}Redovisar en part, rätta av: till {enumerate_words(register.parties(target), 'eller') or 'polisen eller kommunen'}. "
        f"Är det någon annans ord, flytta filen till omnamnanden/, med säger: i stället för utfall:, och skriv {record.identity} under tidigare adresser: om den är publicerad.",
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
    if not judges(record) or target_of(register, record) is None:
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
    if not judges(record) or not record.fields.is_final or (target := target_of(register, record)) is None:
        return
    if not is_by_party(register, record, target):
        return
    others = [final for final in finals(register, target) if final.identity != record.identity]
    outcomes = [outcome for final in (record, *others) for outcome in final.fields.outcomes]  # also while it is a draft
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
            hint="Lägg till en rad under utfall: för var och en. Vet ingen, flytta bedömningen till omdöme:, med parternas ord.",
            loc=("utfall",),
        )
    uncounted = [
        action.id
        for action in target.actions
        if isinstance(action.goal, NumericGoal)
        and action.id not in silent
        and not _is_answered(action.goal, _of(action.id, outcomes))
    ]
    if uncounted:
        yield Finding(
            code="bedomning-utan-tal",
            message=f"Det står inget tal för {enumerate_words(uncounted)}, som har ett räknat mål.",
            hint="Skriv antal: i utfallet. Är talet inte känt, flytta bedömningen till omdöme:, med parternas ord.",
            loc=("utfall",),
        )


def _of(action: str | None, outcomes: Iterable[Outcome]) -> list[Outcome]:
    return [outcome for outcome in outcomes if outcome.action == action]


def _is_answered(goal: NumericGoal, outcomes: list[Outcome]) -> bool:
    """Whether there is a number; `gjort: nej` says that it was none, and of named occasions `gjort: ja` that it was all."""
    words = ("ja", "nej") if goal.is_one_of_each_occasion else ("nej",)
    return any(outcome.amount is not None or outcome.done in words for outcome in outcomes)


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
    if target.fields.status in ENDED_EARLY or not is_by_party(register, record, target):
        return
    judged = record.fields.verdict in VERDICTS
    if not judged and any(one.loc == ("datum",) for one in days_are_those_of_the_source(register, record)):
        return  # the day is wrong, and is told of with the one that the source gives
    yield Finding(
        code="bedomning-fore-slutet" if judged else "slutlig-fore-slutet",
        message=f"Uppföljningen är slutlig men kom {partial(when)}, innan perioden ({period(wanted)}) var slut.",
        hint=f"{_other_day(record, wanted.last)} Skriv annars typ: delredovisning"
        + (" och flytta bedömningen till omdöme:." if judged else ".")
        + f" Är det perioden som är fel, rätta den i {target.path}.",
        loc=("bedömning",) if judged else ("typ",),
    )


def _other_day(record: Record[FollowUp], last: date) -> str:
    """What to write where the day is wrong: that of the year after, where it fits the end and when the sources were read."""
    when, read = record.fields.date, [one.retrieved for one in record.fields.evidence if one.retrieved is not None]
    if when is not None and when.month is not None and read and (when.month, when.day) != (2, 29):
        meant = replace(when, year=when.year + 1)
        if meant.last > last and all(meant.first <= one.last for one in read):
            return f"Är årtalet fel, skriv datum: {meant}."
    return "Är dagen fel, rätta datum:."


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
    if is_early or target.fields.status in ENDED_EARLY or (wanted.first is not None and covers.last < wanted.first):
        return
    yield Finding(
        code="slutlig-fore-slutet",
        message=f"Uppföljningen är slutlig men gäller {period(covers)}, och {NAMES[target.kind].definite} slutar {partial(wanted.end)}.",
        hint="Skriv typ: delredovisning, eller rätta avser:. Har parterna inget mer att redovisa, acceptera varningen.",
        loc=("typ",),
    )


def parties_agree(register: Register, record: Record) -> Iterator[Finding]:
    """Two final follow-ups of the same thing don't give different verdicts; told in the later by name."""
    if not judges(record) or not record.fields.is_final or (target := target_of(register, record)) is None:
        return
    for earlier in finals(register, target):
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
    for earlier in finals(register, target):
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


RULES: tuple[Rule, ...] = (
    verdict_was_given,
    verdict_is_the_parties,
    yearly_verdict_is_of_a_year,
    follow_up_is_by_a_party,
    mention_is_by_others,
    verdict_can_be_checked,
    verdict_answers_for_all,
    final_comes_after_the_end,
    final_covers_the_end,
    parties_agree,
    one_final_each,
)
