"""What a follow-up and the others of the same make of each action, and why where that is not what it says itself."""

from collections.abc import Iterator, Mapping, Sequence

from pledges.content.record import AnyRecord, is_a
from pledges.content.record_fields import FollowUp, Outcome
from pledges.history.snapshot import Snapshot
from pledges.status.facts import Report, reports_of
from pledges.status.labels import result_label
from pledges.status.result_for_readers import WORDS, ActionResult, Result
from pledges.swedish import enumerate_words, number, partial

_SAYS_AS_MUCH = {
    Result.DONE: (Result.DONE, Result.DONE_UNCOUNTED),
    Result.NOT_DONE: (Result.NOT_DONE, Result.NOT_REACHED),
    Result.PARTLY: (Result.PARTLY,),
}
"""What a word may be read as by itself."""


def became(snapshot: Snapshot, shown: AnyRecord) -> Mapping[str, str]:
    """What each action that the follow-up `shown` is of is read as on the pages, by its id: delvis, för att kommunen säger …"""
    register = snapshot.register
    target = register.followed_up(shown) if is_a(shown, FollowUp) else None
    standing = snapshot.standings.get(target.identity) if target is not None else None
    if target is None or standing is None:
        return {}
    reports = reports_of(register, target)
    titles = {one.identity: one.fields.title for one in register.follow_ups(target)}
    return {
        one.action: ", ".join((result_label(one).lower(), *_why(one, reports, own=shown.identity, titles=titles)))
        for one in standing.results
    }


def _why(result: ActionResult, reports: Sequence[Report], *, own: str, titles: Mapping[str, str]) -> Iterator[str]:
    """What others say, where that is why an action is read as something else than its own follow-up says."""
    here = next((_outcome(one, result.action) for one in reports if one.identity == own), None)
    word = WORDS[here.done] if here is not None and here.done is not None else None
    others = [
        (one, outcome)
        for one in reports
        if one.identity in result.follow_ups and one.identity != own
        if (outcome := _outcome(one, result.action)) is not None
    ]
    if here is None or not others or (word is not None and result.result in _SAYS_AS_MUCH[word]):
        return
    told = enumerate_words(
        f"{enumerate_words(one.names)} i ”{titles[one.identity]}”{_day(one)}: {_says(outcome)}"
        for one, outcome in others
    )
    if own not in result.follow_ups:
        yield f"för att det som är slutligt eller kom senare gäller: {told}"
    elif word is not None:
        yield f"för att parterna säger olika: {told}"
    else:
        yield f"räknat med det som också är redovisat: {told}"


def _outcome(report: Report, action: str) -> Outcome | None:
    return next((one for one in report.fields.outcomes if one.action == action), None)


def _says(outcome: Outcome) -> str:
    if outcome.done is not None:
        return outcome.done
    return number(outcome.amount) if outcome.amount is not None else "redovisat utan tal"


def _day(report: Report) -> str:
    return f" ({partial(report.fields.date)})" if report.fields.date is not None else ""
