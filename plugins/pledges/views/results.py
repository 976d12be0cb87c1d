"""What became of a record's actions, in words and as the ends of its strands: one way for pages, cards and lists."""

from collections.abc import Mapping
from itertools import groupby

from pledges import swedish, urls
from pledges.content.record import Record
from pledges.content.schema import Tasked
from pledges.history.snapshot import Snapshot
from pledges.i18n import _
from pledges.status.explanation import run_text
from pledges.status.result import ActionResult, ReaderState, Result
from pledges.views.stand_in import reader_state_of, results_of
from pledges.views.strands import ENDS, ENDS_OF_STATES, End, Ending

# Of one action and of several; a word that is the same for both stands alone.
_WORDS = {
    Result.REACHED: ("nådd", "nådda"),
    Result.DONE: ("gjord", "gjorda"),
    Result.PARTLY: ("delvis gjord", "delvis gjorda"),
    Result.NOT_REACHED: ("inte nådd", "inte nådda"),
    Result.NOT_DONE: ("inte gjord", "inte gjorda"),
    Result.REPORTED: ("redovisad utan mål", "redovisade utan mål"),
    Result.NOT_MENTIONED: ("nämns inte i uppföljningen", "nämns inte i uppföljningen"),
    Result.NOTHING_REPORTED: ("inget redovisat", "inget redovisat"),
    Result.NOT_YET: ("inte dags ännu", "inte dags ännu"),
}
_BESIDE_GOAL = ("redovisad, men inte mot målet", "redovisade, men inte mot målet")
_LABELS = {
    Result.REACHED: "Målet nått",
    Result.DONE: "Gjort",
    Result.PARTLY: "Delvis gjort",
    Result.NOT_REACHED: "Målet inte nått",
    Result.NOT_DONE: "Inte gjort",
    Result.REPORTED: "Redovisat utan mål",
    Result.NOT_MENTIONED: "Nämns inte i uppföljningen",
    Result.NOTHING_REPORTED: "Inget redovisat",
    Result.NOT_YET: "Inte dags ännu",
}
_STATES = {
    ReaderState.IN_FORCE: "gäller nu",
    ReaderState.BEING_FOLLOWED_UP: "följs upp",
    ReaderState.REPORTED: "redovisat",
    ReaderState.NOTHING_REPORTED: "inget redovisat",
    ReaderState.UNKNOWN: "okänt",
}
_STATES_OF_SEVERAL = {ReaderState.REPORTED: "redovisade"}
LISTS = {
    ReaderState.IN_FORCE: "galler-nu",
    ReaderState.BEING_FOLLOWED_UP: "foljs-upp",
    ReaderState.REPORTED: "redovisat",
    ReaderState.NOTHING_REPORTED: "inget-redovisat",
    ReaderState.UNKNOWN: "okant",
}
_ORDER = {result: at for at, result in enumerate(Result)}


def state_word(state: ReaderState) -> str:
    """Gäller nu: the word that a pledge stands under, for readers."""
    return swedish.capital(_(_STATES[state]))


def result_label(result: ActionResult) -> str:
    """Målet nått maj–december, resten av tiden okänd: what became of one action."""
    if result.result is Result.REPORTED and result.has_goal:
        label = _("Redovisat, men inte mot målet")
    else:
        label = _(_LABELS[result.result])
    if result.so_far:
        label = _("{label} hittills").format(label=label)
    if result.covered:
        label = f"{label} {_times(result)}"
    if result.uncovered:
        unknown = swedish.enumerate_words(run_text(run) for run in result.uncovered)
        label = _("{label}, {time} okänt").format(label=label, time=unknown)
    return label


def _times(result: ActionResult) -> str:
    return swedish.enumerate_words(run_text(run) for run in result.covered)


def action_endings(snapshot: Snapshot, record: Record[Tasked]) -> tuple[Ending, ...]:
    """How the strands of a pledge or a plan end, one for each action, alike ends together: best known first.

    A record without actions is one strand, which ends as the record stands.
    """
    results = results_of(snapshot, record)
    if not results:
        state = reader_state_of(snapshot, record)
        return (Ending(ENDS_OF_STATES[state], 1, _(_STATES[state]), None),)
    ordered = sorted(results, key=lambda one: _ORDER[one.result])
    groups = (tuple(alike) for _key, alike in groupby(ordered, key=_alike))
    return tuple(_ending(alike, urls.of_record(record.identity)) for alike in groups)


def _alike(one: ActionResult) -> tuple[object, ...]:
    return one.result, one.covered, one.so_far, one.result is Result.REPORTED and one.has_goal


def _ending(alike: tuple[ActionResult, ...], address: str) -> Ending:
    first, count = alike[0], len(alike)
    forms = _BESIDE_GOAL if first.result is Result.REPORTED and first.has_goal else _WORDS[first.result]
    words = [swedish.decimal(count), _(forms[count > 1])]
    if first.so_far:
        words.append(_("hittills"))
    if first.covered:
        words.append(_times(first))
    anchor = urls.action_anchor(first.action)
    return Ending(ENDS[first.result], count, " ".join(words), f"{address}#{anchor}", first.so_far)


def end_of(result: ActionResult) -> End:
    """How the strand of one action ends."""
    return ENDS[result.result]


def list_of(state: ReaderState) -> str:
    """The address of the list of all pledges that stand under one word."""
    return urls.pledges_by(LISTS[state])


def state_endings(counts: Mapping[ReaderState, int], hrefs: Mapping[ReaderState, str]) -> tuple[Ending, ...]:
    """How the strands of many pledges end, by how many stand under each word, and where more is said of them."""
    return tuple(
        Ending(ENDS_OF_STATES[state], count, f"{swedish.decimal(count)} {_state_words(state, count)}", hrefs[state])
        for state in ReaderState
        if (count := counts.get(state, 0))
    )


def _state_words(state: ReaderState, count: int) -> str:
    return _(_STATES_OF_SEVERAL.get(state, _STATES[state]) if count > 1 else _STATES[state])
