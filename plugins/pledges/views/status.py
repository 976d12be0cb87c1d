"""What a page says of where a pledge, an agreement or a plan stands (worked out in `pledges.status`), in words."""

from dataclasses import dataclass
from datetime import date

from pledges import swedish, urls
from pledges.content.record import Record, has_actions, is_a
from pledges.content.record_fields import Agreement, Commitment, FollowUp, Pledge
from pledges.history.events import EventKind
from pledges.history.snapshot import Snapshot, events_of
from pledges.i18n import _
from pledges.status.arrivals import Arrival, arrival
from pledges.status.facts import Facts, reports_of
from pledges.status.labels import (
    answer_word,
    follow_up_explanation,
    follow_up_label,
    rhythm_text,
    said_in_all,
    silence_text,
    standing_explanation,
    state_label,
)
from pledges.status.record_state import HOLDS_OR_WILL, State
from pledges.status.result_for_readers import ReaderState
from pledges.status.standing import Standing
from pledges.views.links import link_to, links_to
from pledges.views.page_parts import timeline
from pledges.views.promised_and_done import evidence_links, measures
from pledges.views.results import (
    is_unanswered,
    only_beside,
    shares_of,
    standing_line,
    standing_word,
    things_beside,
    told_actions,
)
from pledges.views.view_types import Letter, Link, ToldActions
from pledges.views.wanted import question_of, silent_report
from pledges.written_values import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """Where a record stands, in words, since when, and how we know.

    `question` is a letter to those who promised, where something is missing.
    `word` is the one of the five for readers, of an agreement that holds no more that it does not;
    `said_by` are the follow-ups that say so, the last first, each with its date; `read_more` are the others, where none says so, and `silence` what is to be said of them then; `unread` leads straight to what nobody here has read.
    Where the parties have told of other things alone, that is the `word`, and `instead` leads to them.
    `beside` leads to what is reported that was not promised.
    `others` leads to those who are no party and tell of actions that no party does.
    `since` is the state and since when it holds; `told` is how the parties sum it up where there are no actions.
    `shares` tells how much of its own each party has reported, where that differs.
    `due` is a sentence about the promised day; `next` is the next date of any kind, `meeting` the next one that the
    parties have announced, such as a dialogue.
    """

    word: str
    label: str
    explanation: str
    headline: str
    actions: tuple[ToldActions, ...]
    shares: str
    silence: str
    said_by: tuple[Link, ...]
    read_more: tuple[Link, ...]
    unread: tuple[Link, ...]
    instead: Link | None
    beside: Link | None
    others: tuple[Link, ...]
    successors: tuple[Link, ...]
    follow_up_label: str
    follow_up_explanation: str
    since: str
    told: tuple[str, ...]
    due: str
    moves: tuple[str, ...]
    rhythm: str
    next: str
    meeting: str
    reason: str
    question: Letter | None


def status(snapshot: Snapshot, record: Record[Commitment]) -> Status:
    """The status of a pledge, an agreement or a plan."""
    now, compilation = snapshot.standings[record.identity], snapshot.register.is_compilation(record)
    facts = snapshot.over_time[record.identity].facts
    coming = next((row for row in timeline(snapshot, record) if row.coming), None)
    said_by = _follow_ups(snapshot, record, answering=True)
    told_beside = only_beside(snapshot, record)
    unread = silent_report(snapshot, record)
    read_more = () if said_by else _follow_ups(snapshot, record, answering=False)
    return Status(
        word=told_beside or _word(snapshot, record),
        label=state_label(now.state, compilation, record.kind),
        explanation=standing_explanation(now, record.kind),
        headline=said_in_all(now, record.kind),
        actions=told_actions(snapshot, record) if has_actions(record) else (),
        shares=shares_of(snapshot, record),
        silence=_silence(now, compilation) if read_more and not told_beside else "",
        said_by=said_by,
        read_more=read_more,
        unread=evidence_links(unread) if unread is not None and not said_by else (),
        instead=_beside(snapshot, record, names_them=True) if told_beside else None,
        beside=None if told_beside else _beside(snapshot, record, names_them=False),
        others=_others(snapshot, record),
        successors=links_to(snapshot.register, snapshot.register.successors(record)),
        follow_up_label=follow_up_label(now.follow_up, compilation),
        follow_up_explanation=follow_up_explanation(now.follow_up, compilation),
        since=_since(now, facts, state_label(now.state, compilation, record.kind)),
        told=_told(snapshot, record),
        due=_due(now, facts, snapshot.day),
        moves=_moves(now),
        rhythm=rhythm_text(now.rhythm) if now.rhythm is not None else "",
        next=f"{coming.when}: {coming.title}" if coming else "",
        meeting=_meeting(snapshot, record),
        reason=(record.fields.reason if isinstance(record.fields, Pledge) else None) or "",
        question=question_of(snapshot, record),
    )


def _word(snapshot: Snapshot, record: Record[Commitment]) -> str:
    """Redovisat av polisen: 4 av 9 åtgärder. Who says so, where the words below don't begin with that."""
    now = snapshot.standings[record.identity]
    if is_a(record, Agreement) and now.state not in HOLDS_OR_WILL:
        return _holds_no_more(now.state, record.fields.period, snapshot.day)
    is_said_here = now.reader_state is ReaderState.REPORTED and not now.own_words and not now.verdicts
    return answer_word(now, standing_line(snapshot, record) if is_said_here else standing_word(now, record.kind))


def _holds_no_more(state: State, period: Period | None, today: date) -> str:
    """Nej, den gällde 2020–2023; the answer to whether an agreement holds now. Nej where it was replaced before its end."""
    if state is State.UNKNOWN:
        return _("Okänt om den gäller nu")
    if period is None or period.start is None or period.end is None or period.end.last >= today:
        return _("Nej")
    return _("Nej, den gällde {time}").format(time=swedish.period(period))


def _follow_ups(snapshot: Snapshot, record: Record[Commitment], *, answering: bool) -> tuple[Link, ...]:
    """The follow-ups that the answers are from, or those that answer nothing: the parties' first, and the last of them."""
    register, now = snapshot.register, snapshot.standings[record.identity]
    sources = {identity for one in now.results if one.is_answer for identity in one.follow_ups} | {now.verdict_from}
    sources |= {said.follow_up for said in now.own_words}
    if not record.actions:
        sources |= {
            one.identity for one in reports_of(register, record) if one.by_party and one.fields.says_how_it_went
        }
    reports = sorted(
        reports_of(register, record),
        key=lambda one: (one.by_party, one.is_final, one.since, one.run.last if one.run else one.since),
        reverse=True,
    )
    records = (register.records[one.identity] for one in reports if (one.identity in sources) is answering)
    return tuple(link_to(register, one, _published(one.fields)) for one in records if is_a(one, FollowUp))


def _published(fields: FollowUp) -> str:
    """(publicerad 2020); nothing where nobody knows."""
    return _("(publicerad {day})").format(day=swedish.partial(fields.date)) if fields.date is not None else ""


def _told(snapshot: Snapshot, record: Record[Commitment]) -> tuple[str, ...]:
    """How the parties' follow-ups sum it up, where there are no actions to tell of one by one, nor words of
    theirs on the whole."""
    if record.actions:
        return ()
    own = [report.fields for report in reports_of(snapshot.register, record) if report.by_party]
    return tuple(fields.summary for fields in own if fields.summary and fields.outcomes and not fields.own_words)


def _since(now: Standing, facts: Facts, label: str) -> str:
    """Perioden tog slut 31 december 2018; Uppfyllt, oförändrat sedan 1 mars 2019: since when the state holds."""
    if now.state is State.ENDED and facts.end is not None:
        return _("Perioden tog slut {day}").format(day=swedish.day(facts.end))
    if now.state is State.ENDED and facts.over_after is not None and facts.length is not None:
        return _("Perioden tog slut senast {day}, räknat av längden ({length})").format(
            day=swedish.day(facts.over_after), length=facts.length
        )
    if now.state is State.ONGOING and facts.first is not None:
        return _("Perioden började {day}").format(day=swedish.day(facts.first))
    if now.state_since is None:
        return label
    return _("{label}, oförändrat sedan {since}").format(label=label, since=swedish.day(now.state_since))


def _silence(now: Standing, compilation: bool) -> str:
    return silence_text(now.results, compilation) if now.results and is_unanswered(now) else ""


_NAMED = 2  # things beside the promised that the answer names


def _beside(snapshot: Snapshot, record: Record[Commitment], *, names_them: bool) -> Link | None:
    """The way to what the follow-ups tell of beside the promised actions, where there is any; `names_them` where
    nothing else is told of."""
    things = things_beside(snapshot, record)
    if not things or not is_a(record, Pledge):
        return None
    words = _("Dessutom redovisat: {things}") if record.actions and not names_them else _("Redovisat: {things}")
    told = swedish.quantity(len(things), _("sak"), _("saker"))
    if names_them:
        rest = len(things) - _NAMED
        more = [_("{count} till").format(count=swedish.decimal(rest))] if rest > 0 else []
        told = swedish.enumerate_words([*things[:_NAMED], *more])
    return Link(words.format(things=told), f"{urls.of_record(record.identity)}#ocksa-redovisat")


def _others(snapshot: Snapshot, record: Record[Commitment]) -> tuple[Link, ...]:
    rows = measures(snapshot, record) if has_actions(record) else ()
    return tuple(dict.fromkeys(link for row in rows for link in row.others))


def _due(now: Standing, facts: Facts, day: date) -> str:
    """The promised day, in the tense that it has; a compilation is never in time, and never late."""
    if now.due is None:
        return _("När uppföljningen ska vara klar framgår inte.") if now.reader_state is ReaderState.IN_FORCE else ""
    came = arrival(facts, now.due, day)
    if came is None:
        words = _("Uppföljningen ska vara klar {day}.")
    elif came is Arrival.NOT_HERE:
        words = (
            _("Uppföljningen skulle vara klar {day}. Den hittades inte i källorna.")
            if now.is_compilation
            else _("Uppföljningen skulle vara klar {day}. Den finns inte här ännu.")
        )
    elif came is Arrival.UNDATED or now.is_compilation:
        words = _("Uppföljningen var utlovad till {day}.")
    elif came is Arrival.IN_TIME:
        words = _("Uppföljningen var utlovad till {day} och kom i tid.")
    else:
        words = _("Uppföljningen var utlovad till {day} och kom senare.")
    return words.format(day=swedish.day(now.due))


def _moves(now: Standing) -> tuple[str, ...]:
    return tuple(
        _("Flyttad från {old} till {new}.").format(
            old=swedish.day(move.old) if move.old else _("okänd dag"), new=swedish.day(move.new)
        )
        + (f" {_('Skäl')}: {move.reason}" if move.reason else "")
        for move in now.moves
    )


def _meeting(snapshot: Snapshot, record: Record[Commitment]) -> str:
    for event in events_of(snapshot, record):
        is_ahead = event.kind is EventKind.CHANGED and event.day is not None and event.day > snapshot.day
        if is_ahead and not event.cancelled:
            clock = _("kl. {clock}").format(clock=event.clock) if event.clock else ""
            told = ", ".join(filter(None, (event.title.rstrip("."), clock, event.place)))
            return (
                f"{swedish.capital(swedish.partial(event.happened))}: {told if clock or event.place else event.title}"
            )
    return ""
