"""The words of an announcement: its headline, the status before and after, promised against done, and what is next."""

from collections.abc import Iterable
from dataclasses import dataclass

from pledges import swedish
from pledges.content.kinds import Kind
from pledges.content.record import AnyRecord, Record, is_a, is_commitment
from pledges.content.record_fields import Commitment, FollowUp
from pledges.content.register import Register
from pledges.history.events import FOLLOW_UPS, Event, EventKind
from pledges.history.snapshot import Snapshot
from pledges.i18n import _
from pledges.status.date_ranges import DAY
from pledges.status.follow_up_state import FollowUpState
from pledges.status.labels import follow_up_label, headline, state_label
from pledges.status.record_state import State
from pledges.status.standing import Standing, StatusOverTime
from pledges.views.links import title_of
from pledges.views.promised_and_done import outcomes
from pledges.views.results import standing_word
from pledges.views.view_types import Link

_MANY = 3
_NOTHING_TO_SAY = (FollowUpState.NOT_DUE, FollowUpState.UNKNOWN, FollowUpState.NOT_FOUND)

# What the words for readers don't tell of, and the follow-up doesn't either.
_TOLD_BESIDE = (State.BROKEN_OFF, State.REPLACED, State.UNKNOWN)


@dataclass(frozen=True)
class PromisedAndDone:
    """Promised against done for one action, in words. `promised` is empty where there was no goal."""

    what: str
    promised: str
    done: str


def headline_of(event: Event, municipalities: tuple[Link, ...], title: str = "") -> str:
    """Luleå: Löftet undertecknades – Trygg trafik"""
    names = [link.text for link in municipalities]
    place = ", ".join(names) if len(names) <= _MANY else _("{count} kommuner").format(count=len(names))
    words = f"{event.title} – {event.text}" if title and event.text == title else event.title
    return f"{place}: {words}" if place else words


def statuses(record: AnyRecord, over_time: StatusOverTime | None, event: Event) -> tuple[str, str]:
    """The status in words on the day before the event, and on its day; empty where the record has none."""
    if event.kind is EventKind.REMOVED:
        return _("Publicerad."), _("Borttagen.")
    if over_time is None or event.day is None:
        return "", ""
    kind = record.kind
    after = _status(over_time.on(event.day), kind)
    if event.kind is EventKind.SIGNED:
        return _("Inte undertecknat.") if kind is Kind.PLEDGE else _("Inte undertecknad."), after
    return _status(over_time.on(event.day - DAY), kind), after


def _status(standing: Standing, kind: Kind) -> str:
    """Följs upp. Resultat väntas.; Redovisat. Slutlig uppföljning finns. 3 åtgärder: 2 nådda, 1 gjord."""
    word, state = standing_word(standing, kind), state_label(standing.state, standing.is_compilation, kind)
    phrases = [word] if standing.state not in _TOLD_BESIDE else [state] if state.startswith(word) else [word, state]
    if standing.follow_up not in _NOTHING_TO_SAY:
        phrases.append(follow_up_label(standing.follow_up, standing.is_compilation))
        if standing.verdicts or standing.own_words or any(result.is_answer for result in standing.results):
            phrases.append(headline(standing, kind))
        elif any(result.is_unread for result in standing.results):
            phrases.append(_("Vi har inte läst uppföljningen"))
    return " ".join(f"{phrase}." for phrase in dict.fromkeys(phrases))


def promises(snapshot: Snapshot, about: Record[FollowUp]) -> tuple[PromisedAndDone, ...]:
    """What a follow-up reports, action by action."""
    return tuple(
        PromisedAndDone(row.what, row.goal, sentences((row.figure.text, row.figure.comment, _cause(row.figure.cause))))
        for row in outcomes(snapshot, about)
    )


def _cause(cause: str) -> str:
    return _("Orsak: {cause}").format(cause=cause) if cause else ""


def sentences(phrases: Iterable[str]) -> str:
    """20 områden. Två av tre gångtunnlar är klara."""
    said = [phrase.rstrip() for phrase in phrases if phrase.strip()]
    return " ".join(phrase if phrase.endswith((".", "!", "?")) else f"{phrase}." for phrase in said)


def next_step(register: Register, record: AnyRecord, *, event: Event, about: AnyRecord) -> str:
    """What happens next, from what the records say; empty where they say nothing."""
    if event.kind in FOLLOW_UPS:
        return (about.fields.next_step or "") if is_a(about, FollowUp) else ""
    if event.kind is EventKind.REPLACED:
        return _("Nu gäller ”{title}”.").format(title=title_of(register, about))
    if event.kind is EventKind.DEADLINE_PASSED:
        return _("När uppföljningen publiceras här kommer den i flödet.")
    if event.kind in (EventKind.PUBLISHED, EventKind.SIGNED) and is_commitment(record):
        return _plan(record, register.is_compilation(record))
    return ""


def _plan(record: Record[Commitment], compilation: bool) -> str:
    plan = record.fields.follow_up
    if plan is not None and plan.latest is not None:
        return _("Utlovad dag för uppföljningen: senast {day}.").format(day=swedish.partial(plan.latest))
    if plan is not None and plan.every is not None:
        return _("Det ska följas upp varje {unit}.").format(unit=_(plan.every))
    if compilation:
        return _("När det ska följas upp hittades inte i källorna.")
    return _("Ingen dag för uppföljningen är angiven.")
