"""What became of a record's actions, as the ends of its strands: one way for pages, cards and lists."""

from collections.abc import Iterator, Mapping

from pledges import swedish, urls
from pledges.content.kinds import Kind, PartyKind
from pledges.content.parties import any_of, is_police
from pledges.content.record import Record
from pledges.content.record_fields import Action, Commitment, Tasked
from pledges.history.snapshot import Snapshot
from pledges.i18n import _
from pledges.status.goal_reached import ActionStanding
from pledges.status.labels import ResultGroup, grouped, reader_label, result_label, shares_text, state_label
from pledges.status.record_state import State
from pledges.status.result_for_readers import ReaderState, Turnout, party_shares
from pledges.status.standing import Standing
from pledges.views.links import party_links
from pledges.views.strands import ENDS, ENDS_OF_STATES, End, Ending
from pledges.views.view_types import Shortfall

LISTS = {
    ReaderState.IN_FORCE: "galler-nu",
    ReaderState.BEING_FOLLOWED_UP: "foljs-upp",
    ReaderState.REPORTED: "redovisat",
    ReaderState.NOTHING_REPORTED: "inget-redovisat",
    ReaderState.UNKNOWN: "okant",
}
TURNOUT_LISTS = {Turnout.DONE: "gjort", Turnout.NOT_DONE: "inte-gjort"}
_NOT_BEGUN = (State.PLANNED, State.NOT_YET_PUBLISHED)


def list_of(state: ReaderState, year: int | None = None) -> str:
    """The address of the list of all pledges that stand under one word, or of those of them that `year` touches."""
    return urls.pledges_by(*(() if year is None else (year,)), LISTS[state])


def list_of_turnout(turnout: Turnout) -> str:
    """The address of the list of all pledges of which at least one action turned out so."""
    return urls.pledges_by(TURNOUT_LISTS[turnout])


def standing_word(now: Standing, kind: Kind = Kind.PLEDGE) -> str:
    """Gäller nu, Redovisat …: where a record stands, in one of the words for readers; Planerat before it begins."""
    return (
        state_label(now.state, now.is_compilation, kind) if now.state in _NOT_BEGUN else reader_label(now.reader_state)
    )


def standing_line(snapshot: Snapshot, record: Record[Commitment]) -> str:
    """Redovisat av polisen; Gäller nu, redovisat av polisen och Luleå kommun: where it stands, and who has reported."""
    now = snapshot.standings[record.identity]
    word, names = standing_word(now, record.kind), _reporters(snapshot, record, now)
    if not names:
        return word
    by = swedish.enumerate_words(names)
    if now.reader_state is ReaderState.REPORTED:
        return _("{word} av {parties}").format(word=word, parties=by)
    return _("{word}, redovisat av {parties}").format(word=word, parties=by)


def _reporters(snapshot: Snapshot, record: Record[Commitment], now: Standing) -> tuple[str, ...]:
    """The parties that the results and the verdicts are from, within a sentence; the police without saying which."""
    by = [party for result in now.results if result.is_answer for party in result.by]
    by += [party for verdict in now.verdicts for party in verdict.by]
    by += [party for said in now.own_words for party in said.by]
    parties = dict.fromkeys(PartyKind.POLICE.value if is_police(party) else party for party in by)
    names = (link.text for link in party_links(snapshot.register, record, parties))
    return tuple(name.lower() if name == _("Polisen") else name for name in names)


def end_of_standing(now: Standing) -> End:
    """How a record's one line ends where its actions are not told apart."""
    return End.OPEN if now.state in _NOT_BEGUN else ENDS_OF_STATES[now.reader_state]


def action_endings(snapshot: Snapshot, record: Record[Tasked]) -> tuple[Ending, ...]:
    """How the strands of a pledge or a plan end, one for each action, alike ends together, in the order of the scale.

    A record without actions is one strand, which ends as the record stands.
    """
    now = snapshot.standings[record.identity]
    if not now.results:
        return (Ending(end_of_standing(now), 1, standing_word(now, record.kind).lower(), None),)
    return tuple(ending_of(group, urls.of_record(record.identity)) for group in grouped(now.results))


def shortfalls(snapshot: Snapshot, record: Record[Tasked]) -> tuple[Shortfall, ...]:
    """Each action that was not done or not reached, with the reason where the record tells it."""
    now = snapshot.standings[record.identity]
    measured = {one.action: one for one in now.actions}
    return tuple(
        Shortfall(action.what, result_label(result).lower(), " ".join(reasons(action, measured.get(action.id))))
        for action, result in zip(record.actions, now.results, strict=True)
        if result.turnout is Turnout.NOT_DONE
    )


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
    results = snapshot.standings[record.identity].results
    shares = party_shares(record.actions, results)
    if not shares:
        return ""
    register = snapshot.register
    idle = [party for party in register.parties(record) if not any_of((party,), [one.party for one in shares])]
    counts = {one.party: (one.answered, one.promised) for one in shares} | dict.fromkeys(idle, (0, 0))
    return shares_text(
        (
            (swedish.enumerate_words(link.text for link in party_links(register, record, (party,))), answered, promised)
            for party, (answered, promised) in counts.items()
        ),
        read_whole=all(result.read_whole for result in results),
        are_shared=sum(one.promised for one in shares) > len(results),
        compilation=register.is_compilation(record),
    )


def state_endings(counts: Mapping[ReaderState, int], hrefs: Mapping[ReaderState, str]) -> tuple[Ending, ...]:
    """How the strands of many pledges end, by how many stand under each word, and where more is said of them."""
    return tuple(
        Ending(ENDS_OF_STATES[state], count, state_count(state, count), hrefs[state])
        for state in ReaderState
        if (count := counts.get(state, 0))
    )


def state_count(state: ReaderState, count: int) -> str:
    """38 redovisade, 11 gäller nu: how many stand under a word."""
    several = state is ReaderState.REPORTED and count > 1
    return f"{swedish.decimal(count)} {_('redovisade') if several else reader_label(state).lower()}"
