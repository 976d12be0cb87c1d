"""The state of a record and of its follow-up on one day, from its facts alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from pledges.content.parties import any_of
from pledges.status.facts import ALWAYS, Facts, Move, Report
from pledges.written_values import PartialDate


class State(StrEnum):
    """Where a record stands, worked out from its period, its follow-ups and what is written."""

    NOT_YET_PUBLISHED = "not-yet-published"
    PLANNED = "planned"
    ONGOING = "ongoing"
    ENDED = "ended"
    KEPT = "kept"
    PARTLY_KEPT = "partly-kept"
    NOT_KEPT = "not-kept"
    NOT_ASSESSABLE = "not-assessable"
    PARTIES_DISAGREE = "parties-disagree"  # their final follow-ups give different verdicts
    BROKEN_OFF = "broken-off"
    REPLACED = "replaced"
    UNKNOWN = "unknown"


VERDICTS = {
    "uppfyllt": State.KEPT,
    "delvis uppfyllt": State.PARTLY_KEPT,
    "inte uppfyllt": State.NOT_KEPT,
    "går inte att bedöma": State.NOT_ASSESSABLE,
}
HOLDS_OR_WILL = (State.NOT_YET_PUBLISHED, State.PLANNED, State.ONGOING)
_REPLACED = "ersatt"
_WRITTEN_FOR_EVER = {"avbrutet": State.BROKEN_OFF, "okänd": State.UNKNOWN}
_WRITTEN_FOR_UNKNOWN_PERIODS = {"planerat": State.PLANNED, "pågår": State.ONGOING, "avslutat": State.ENDED}


class Verdict(NamedTuple):
    """The parties' own verdict, in their words, and the final follow-up that gives it, where there is one."""

    text: str
    report: Report | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyVerdict:
    """A verdict, the parties that gave it (and their names, in Swedish), and the final follow-up in which they did."""

    text: str
    by: tuple[str, ...]
    names: tuple[str, ...]
    follow_up: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWords:
    """What parties say of the whole in words of their own, which of them (and their names, in Swedish), where and when, and
    what they say stood in the way; empty where they don't."""

    text: str
    by: tuple[str, ...]
    names: tuple[str, ...]
    follow_up: str
    date: PartialDate | None
    cause: str = ""


class Dated(NamedTuple):
    """A state, and whether it is known since when it holds: what is written bears no date."""

    state: State
    is_dated: bool


def verdict(facts: Facts, day: date) -> Verdict | None:
    """The parties' verdict as published by `day`: what is written, else the latest final follow-up that gives one.

    What is written counts from the follow-up that says the same; where none does, from the end of the period.
    """
    finals = [report for report in facts.reports if report.by_party and report.is_final]
    judging = [report for report in finals if report.since <= day and report.fields.verdict is not None]
    if facts.status in VERDICTS:
        agreeing = [report for report in finals if report.fields.verdict == facts.status]
        if any(report.since <= day for report in agreeing):
            return Verdict(facts.status, agreeing[0])
        if not agreeing and (facts.end is None or day > facts.end):
            return Verdict(facts.status, None)
    return Verdict(str(judging[-1].fields.verdict), judging[-1]) if judging else None


def verdicts(facts: Facts, day: date) -> tuple[PartyVerdict, ...]:
    """The last verdict of each party as published by `day`, those who say the same in the same follow-up together."""
    finals = [one for one in _own(facts, day) if one.is_final and one.fields.verdict is not None]
    return tuple(
        PartyVerdict(text=str(said.report.fields.verdict), by=said.by, names=said.names, follow_up=said.report.identity)
        for said in _last_of_each(finals)
    )


def own_words(facts: Facts, day: date) -> tuple[OwnWords, ...]:
    """The last that each party has said of the whole in words of its own by `day`.

    What was said before the end stands for itself until the party has made its final follow-up.
    """
    own = _own(facts, day)
    finished = [party for report in own if report.is_final for party in report.by]
    telling = [one for one in own if one.fields.own_words and (one.is_final or not any_of(one.by, finished))]
    return tuple(
        OwnWords(
            text=str(said.report.fields.own_words),
            by=said.by,
            names=said.names,
            follow_up=said.report.identity,
            date=said.report.fields.date,
            cause=said.report.fields.cause or "",
        )
        for said in _last_of_each(telling)
    )


class _Said(NamedTuple):
    """A report, and those of its parties (with their names) who have said nothing later."""

    report: Report
    by: tuple[str, ...]
    names: tuple[str, ...]


def _own(facts: Facts, day: date) -> list[Report]:
    return [report for report in facts.reports if report.by_party and report.since <= day]


def _last_of_each(reports: Sequence[Report]) -> tuple[_Said, ...]:
    """The last of `reports` by each party, those who say the same in the same follow-up together."""
    last: list[tuple[str, str, Report]] = []
    for report in reports:
        last = [one for one in last if not any_of((one[0],), report.by)]
        last.extend((party, name, report) for party, name in zip(report.by, report.names, strict=True))
    follow_ups = {report.identity: report for _, _, report in last}
    return tuple(
        _Said(
            report,
            by=tuple(party for party, _, source in last if source is report),
            names=tuple(name for _, name, source in last if source is report),
        )
        for report in follow_ups.values()
    )


def state(facts: Facts, day: date, given: Verdict | None) -> Dated:
    """Where the record stands. What is written wins where it says something that the calendar can't."""
    if facts.published is not None and day < facts.published:
        return Dated(State.NOT_YET_PUBLISHED, True)
    if facts.status in _WRITTEN_FOR_EVER:
        return Dated(_WRITTEN_FOR_EVER[facts.status], False)
    if facts.status == _REPLACED and (facts.replaced_from is None or day >= facts.replaced_from):
        return Dated(State.REPLACED, facts.replaced_from is not None)
    if len({one.text for one in verdicts(facts, day)}) > 1:
        return Dated(State.PARTIES_DISAGREE, True)
    if given is not None:
        return Dated(VERDICTS[given.text], given.report is not None and given.report.since != ALWAYS)
    return _by_calendar(facts, day)


def _by_calendar(facts: Facts, day: date) -> Dated:
    if facts.first is not None and day < facts.first:
        return Dated(State.PLANNED, True)
    if facts.end is not None and day > facts.end:
        return Dated(State.REPLACED if facts.is_open_ended else State.ENDED, True)
    if facts.is_compilation and facts.end is None and facts.certain_until is not None and day > facts.certain_until:
        return Dated(State.UNKNOWN, True)  # nobody has said since whether it still holds
    if facts.first is not None and (facts.end is not None or facts.is_open_ended):
        return Dated(State.ONGOING, True)
    if facts.replaced_from is not None and day >= facts.replaced_from:
        return Dated(State.REPLACED, True)
    if facts.over_after is not None and day > facts.over_after:
        return Dated(State.ENDED, True)
    return Dated(_WRITTEN_FOR_UNKNOWN_PERIODS.get(facts.status or "", State.UNKNOWN), False)


def moves(facts: Facts, day: date) -> tuple[Move, ...]:
    """The moves of the deadline that had been announced by `day`, in order."""
    return tuple(move for announced, move in facts.moves if announced <= day)
