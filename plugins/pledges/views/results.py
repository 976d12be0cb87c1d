"""What became of a record's actions, as the ends of its strands: one way for pages, cards and lists."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from pledges import swedish, urls
from pledges.content.kinds import Kind, PartyKind
from pledges.content.parties import any_of, is_police
from pledges.content.record import Record, has_actions
from pledges.content.record_fields import Action, Commitment, Tasked
from pledges.content.register import Register
from pledges.history.snapshot import Snapshot
from pledges.i18n import _
from pledges.status.date_ranges import within, year_of
from pledges.status.facts import reports_of
from pledges.status.goal_reached import ActionStanding
from pledges.status.labels import (
    ResultGroup,
    beside_text,
    group_text,
    grouped,
    reader_label,
    result_label,
    shares_text,
    state_label,
    telling_groups,
    unseen_text,
)
from pledges.status.record_state import State
from pledges.status.result_for_readers import ActionResult, ReaderState, Result, Turnout, party_shares
from pledges.status.standing import Standing, Untold
from pledges.tongues import SWEDISH, Tongue
from pledges.views.links import party_links
from pledges.views.strands import ENDS, ENDS_OF_STATES, End, Ending
from pledges.views.view_types import Link, Shortfall, ToldActions

LISTS = {
    ReaderState.IN_FORCE: "galler-nu",
    ReaderState.BEING_FOLLOWED_UP: "foljs-upp",
    ReaderState.REPORTED: "redovisat",
    ReaderState.NOTHING_REPORTED: "inget-redovisat",
    ReaderState.UNKNOWN: "okant",
}
TURNOUT_LISTS = {Turnout.DONE: "gjort", Turnout.NOT_DONE: "inte-gjort"}
_NAMED = 3  # actions that ended alike that an answer names; of more it names one less and says how many there are
_EXAMPLES = 2  # things told beside the actions that a list names
_ROOM = 120  # letters that their names take together; no name is cut, and the first stands however long it is
NOT_BEGUN = (State.PLANNED, State.NOT_YET_PUBLISHED)
_UNANSWERED = (ReaderState.BEING_FOLLOWED_UP, ReaderState.NOTHING_REPORTED, ReaderState.UNKNOWN)


def list_of(state: ReaderState, year: int | None = None) -> str:
    """The address of the list of all pledges that stand under one word, or of those of them that `year` touches."""
    return urls.pledges_by(*(() if year is None else (year,)), LISTS[state])


def list_of_turnout(turnout: Turnout, year: int | None = None) -> str:
    """The address of the list of all pledges of which at least one action turned out so, or of those that `year` touches."""
    return urls.pledges_by(*(() if year is None else (year,)), TURNOUT_LISTS[turnout])


def standing_word(now: Standing, kind: Kind = Kind.PLEDGE) -> str:
    """Gäller nu, Redovisat …: where a record stands, in one of the words for readers; Planerat before it begins.

    Of what is unknown it says what that is, and where the parties have only said something of the whole, that they have.
    """
    if now.state in NOT_BEGUN or (now.reader_state is ReaderState.UNKNOWN and now.state is State.UNKNOWN):
        return state_label(now.state, now.is_compilation, kind)
    if now.reader_state is ReaderState.UNKNOWN:
        return _("Okänt hur det gick")
    if _is_of_whole_alone(now):
        return _("Omdöme{rest}").format(rest=_no_action(now))
    return reader_label(now.reader_state)


def _is_of_whole_alone(now: Standing) -> bool:
    return now.untold is Untold.WHOLE_ALONE and bool(now.own_words)


def _no_action(now: Standing) -> str:
    return _(", ingen åtgärd redovisad") if now.results else ""


def standing_line(snapshot: Snapshot, record: Record[Commitment]) -> str:
    """Redovisat av polisen; Gäller nu, redovisat av polisen och Luleå kommun: where it stands, and who has reported."""
    now = snapshot.standings[record.identity]
    word, names = standing_word(now, record.kind), _reporters(snapshot, record, now)
    if not names:
        return word
    by = swedish.enumerate_words(names)
    if _is_of_whole_alone(now):
        return _("Omdöme av {parties}{rest}").format(parties=by, rest=_no_action(now))
    if now.reader_state is ReaderState.REPORTED:
        return _("{word} av {parties}").format(word=word, parties=by)
    return _("{word}, redovisat av {parties}").format(word=word, parties=by)


def _reporters(snapshot: Snapshot, record: Record[Commitment], now: Standing) -> tuple[str, ...]:
    """The parties that the results and the verdicts are from, within a sentence; the police without saying which."""
    return _named_parties(snapshot, record, told_by(now))


def told_by(now: Standing) -> tuple[str, ...]:
    """The parties that the results, the verdicts and what is said of the whole are from; the police without saying which."""
    by = [party for result in now.results if result.is_answer for party in result.by]
    by += [party for verdict in now.verdicts for party in verdict.by]
    by += [party for said in now.own_words for party in said.by]
    return _without_which_police(by)


def _named_parties(snapshot: Snapshot, record: Record[Commitment], by: Iterable[str]) -> tuple[str, ...]:
    """What parties are called within a sentence, each once; the police without saying which."""
    parties = _without_which_police(by)
    names = (link.text for link in party_links(snapshot.register, record, parties))
    return tuple(name.lower() if name == _("Polisen") else name for name in names)


def is_unanswered(now: Standing) -> bool:
    """Whether something was promised, its time has come, and nobody has said how it went."""
    return now.reader_state in _UNANSWERED and now.state not in NOT_BEGUN


def things_beside(snapshot: Snapshot, record: Record[Commitment], *, of_parties: bool = False) -> tuple[str, ...]:
    """What the follow-ups, or those `of_parties` alone, tell of beside the promised actions, each once."""
    reports = (one for one in reports_of(snapshot.register, record) if one.by_party or not of_parties)
    return tuple(dict.fromkeys(said.what for one in reports for said in one.fields.outcomes if said.what is not None))


def only_beside(
    snapshot: Snapshot,
    record: Record[Commitment],
    *,
    tongue: Tongue = SWEDISH,
    named: Callable[[Iterable[str]], str] | None = None,
) -> str:
    """That the parties have told of other things than the promised actions, or of things that nobody can put against what
    was promised, and of none of the actions; empty where they have not. `named` puts parties as written into the words of
    another `tongue`."""
    now = snapshot.standings[record.identity]
    things = things_beside(snapshot, record, of_parties=True)
    if not things or not has_actions(record) or not is_unanswered(now) or any(one.is_answer for one in now.results):
        return ""
    by = _telling(snapshot, record)
    return beside_text(
        named(by) if named is not None else _in_words(snapshot, record, by),
        len(things),
        now.results,
        compilation=now.is_compilation,
        all_here=now.unseen is None,
        tongue=tongue,
    )


def told_without_actions(snapshot: Snapshot, record: Record[Commitment]) -> str:
    """Polisen har redovisat 15 saker, bland annat: a och b; of what has no actions here, and of which something is told."""
    things = () if record.actions else things_beside(snapshot, record, of_parties=True)
    if not things:
        return ""
    told = _("{parties} har redovisat {things}").format(
        parties=swedish.capital(_in_words(snapshot, record, _telling(snapshot, record))),
        things=swedish.quantity(len(things), _("sak"), _("saker")),
    )
    named = swedish.enumerate_words(things[:_EXAMPLES])
    return f"{told}, {_('bland annat') if len(things) > _EXAMPLES else _('nämligen')}: {named}"


def _telling(snapshot: Snapshot, record: Record[Commitment]) -> tuple[str, ...]:
    """The parties that have told of something beside the promised actions, each once; the police without saying which."""
    by = (
        party
        for report in reports_of(snapshot.register, record)
        if report.by_party and any(said.what is not None for said in report.fields.outcomes)
        for party in report.by
    )
    return _without_which_police(by)


def _without_which_police(by: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(PartyKind.POLICE.value if is_police(party) else party for party in by))


def _in_words(snapshot: Snapshot, record: Record[Commitment], by: Iterable[str]) -> str:
    return swedish.enumerate_words(_named_parties(snapshot, record, by))


def end_of_standing(now: Standing) -> End:
    """How a record's one line ends where its actions are not told apart."""
    return End.OPEN if now.state in NOT_BEGUN else ENDS_OF_STATES[now.reader_state]


def action_endings(snapshot: Snapshot, record: Record[Tasked]) -> tuple[Ending, ...]:
    """How the strands of a pledge or a plan end, one for each action, alike ends together, in the order of the scale.

    A record without actions is one strand, which ends as the record stands.
    """
    now = snapshot.standings[record.identity]
    if not now.results:
        return (
            Ending(end=end_of_standing(now), count=1, words=standing_word(now, record.kind).lower(), href=None),
            *_unseen(now),
        )
    return (*(ending_of(group, urls.of_record(record.identity)) for group in grouped(now.results)), *_unseen(now))


def _unseen(now: Standing) -> tuple[Ending, ...]:
    """The strands of the actions that the document has beside those that are here: nobody knows how they end. A single one
    where it may have more."""
    unseen = now.unseen
    return (
        (Ending(end=End.UNKNOWN, count=int(unseen.value) or 1, words=unseen_text(unseen), href=None),)
        if unseen is not None
        else ()
    )


def told_actions(snapshot: Snapshot, record: Record[Tasked]) -> tuple[ToldActions, ...]:
    """Which actions ended how, the most telling first: of each ending a few by name, with a way to the rest."""
    address, names = urls.of_record(record.identity), {action.id: action.what for action in record.actions}
    now = snapshot.standings[record.identity]
    measured = {one.action: one for one in now.actions}
    told = (
        _told_actions(
            ending_of(group, address),
            group_text(group, now),
            [
                Link(
                    names[one.action],
                    f"{address}#{urls.action_anchor(one.action)}",
                    _in_their_words(one, measured.get(one.action)),
                )
                for one in group.results
            ],
        )
        for group in telling_groups(now)
    )
    return (*told, *(ToldActions(ending=ending, words=ending.words, names=(), more=None) for ending in _unseen(now)))


_UNCLEAR = (Result.REPORTED, Result.DONE_UNCOUNTED)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ”])")
_SAID = 170  # letters of what is told of an unclear answer; no sentence is cut, and the first stands however long it is


def _in_their_words(result: ActionResult, measured: ActionStanding | None) -> str:
    """What the reports that an unclear answer is from tell of the action, in short; empty where the answer is clear, or they
    tell no more."""
    if result.result not in _UNCLEAR or measured is None:
        return ""
    told = [one.outcome.comment for one in measured.figures if one.follow_up in result.follow_ups]
    sentences = [sentence for text in told if text for sentence in _SENTENCE.split(text)]
    room = accumulate(len(one) for one in sentences)
    return " ".join(
        one for at, (one, taken) in enumerate(zip(sentences, room, strict=True)) if taken <= _SAID or not at
    )


def _told_actions(ending: Ending, words: str, links: Sequence[Link]) -> ToldActions:
    most = len(links) if len(links) <= _NAMED else _NAMED - 1
    shown = next((at for at in range(2, most + 1) if sum(len(one.text) for one in links[:at]) > _ROOM), most + 1) - 1
    rest = links[shown:]
    more = Link(_("och {count} till").format(count=len(rest)), rest[0].href) if rest else None
    return ToldActions(ending=ending, words=words, names=tuple(links[:shown]), more=more)


def shortfalls(snapshot: Snapshot, record: Record[Tasked]) -> tuple[Shortfall, ...]:
    """Each action that was not done or not reached, with the reason where the record tells it; else what the reports that
    say so tell of it, and that they give no reason."""
    now = snapshot.standings[record.identity]
    measured = {one.action: one for one in now.actions}
    return tuple(
        Shortfall(
            what=action.what,
            words=result_label(result).lower(),
            reason=_why_not(action, measured.get(action.id), result),
            is_of_part=result.is_of_part,
        )
        for action, result in zip(record.actions, now.results, strict=True)
        if result.turnout is Turnout.NOT_DONE
    )


def _why_not(action: Action, measured: ActionStanding | None, result: ActionResult) -> str:
    said = [one for one in measured.figures if one.follow_up in result.follow_ups] if measured is not None else []
    why = [text for text in (action.reason, *(one.outcome.cause for one in said)) if text]
    told = [text for text in (one.outcome.comment for one in said) if text]
    return " ".join(dict.fromkeys(why or (*told, _("Varför framgår inte."))))


_NOT = re.compile(r"\b(?:inte|ej|aldrig|inga|ingen|inget)\b", re.IGNORECASE)
_FELL_SHORT = ("inte uppfyllt", "delvis uppfyllt")


def short_in_words(register: Register, record: Record[Tasked], year: int | None = None) -> tuple[Shortfall, ...]:
    """What each report of the parties, or each that may be of the `year`, says of the whole, and why, where it says no to any
    of it or gives a cause.

    What their words mean is left to the reader: they stand there as they are, and nothing is counted by them.
    """
    rows = []
    for report in reports_of(register, record):
        fields = report.fields
        words = fields.own_words if fields.own_words and (fields.cause or _NOT.search(fields.own_words)) else ""
        words = words or (fields.verdict if fields.verdict in _FELL_SHORT else "")
        is_of = year is None or report.run is None or bool(within((report.run,), year_of(year)))
        if report.by_party and is_of and (words or fields.cause):
            names = swedish.capital(swedish.enumerate_words(report.names))
            rows.append(Shortfall(what=names, words=words.rstrip("."), reason=fields.cause or ""))
    return tuple(rows)


def reasons(action: Action, measured: ActionStanding | None) -> tuple[str, ...]:
    """Why an action was changed, and what each follow-up says beside its figures, or gives as cause; each once."""
    return tuple(dict.fromkeys(_reasons(action, measured)))


def _reasons(action: Action, measured: ActionStanding | None) -> Iterator[str]:
    if action.reason:
        yield action.reason
    for figure in measured.figures if measured is not None else ():
        yield from (text for text in (figure.outcome.comment, figure.outcome.cause) if text)


def ending_of(group: ResultGroup, address: str) -> Ending:
    """The end of alike strands: how many there are, in words, and the first of them on the page at `address`."""
    first, count = group.results[0], len(group.results)
    return Ending(
        end=ENDS[first.result],
        count=count,
        words=f"{swedish.decimal(count)} {group.phrase}",
        href=f"{address}#{urls.action_anchor(first.action)}",
        so_far=first.so_far,
    )


def shares_of(snapshot: Snapshot, record: Record[Commitment]) -> str:
    """Redovisade åtgärder: polisen 4 av 4, Luleå kommun 0 av 5; empty where that doesn't tell the parties apart."""
    now = snapshot.standings[record.identity]
    results, others = now.results, record.fields.other_parties
    shares = party_shares(record.actions, results, others)
    if not shares:
        return ""
    register = snapshot.register
    parties = (*register.parties(record), *others)
    idle = [party for party in parties if not any_of((party,), [one.party for one in shares])]
    counts = {one.party: (one.answered, one.promised) for one in shares} | dict.fromkeys(idle, (0, 0))
    return shares_text(
        (
            (swedish.enumerate_words(link.text for link in party_links(register, record, (party,))), answered, promised)
            for party, (answered, promised) in counts.items()
        ),
        read_whole=all(result.read_whole for result in results),
        all_here=now.unseen is None,
        are_shared=sum(one.promised for one in shares) > len(results),
        compilation=register.is_compilation(record),
    )


def state_endings(
    counts: Mapping[ReaderState, int],
    hrefs: Mapping[ReaderState, str],
    counted: Callable[[ReaderState, int], str] | None = None,
) -> tuple[Ending, ...]:
    """How the strands of many pledges end, by how many stand under each word, and where more is said of them. `counted` puts
    that in another language."""
    words = counted or state_count
    return tuple(
        Ending(end=ENDS_OF_STATES[state], count=count, words=words(state, count), href=hrefs[state])
        for state in ReaderState
        if (count := counts.get(state, 0))
    )


def state_count(state: ReaderState, count: int) -> str:
    """38 redovisade, 11 gäller nu, 4 där läget är okänt: how many pledges stand under a word; of the unknown, what that is."""
    words = _COUNTED.get(state) if count > 1 or state is ReaderState.UNKNOWN else None
    return f"{swedish.decimal(count)} {_(words) if words else reader_label(state).lower()}"


_COUNTED = {ReaderState.REPORTED: "redovisade", ReaderState.UNKNOWN: "där läget är okänt"}
