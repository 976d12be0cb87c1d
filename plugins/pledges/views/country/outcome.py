"""How it went in the whole country: every pledge as a strand, grouped by what is reported and never by place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pledges import swedish
from pledges.i18n import _
from pledges.status.result_for_readers import ReaderState, Result, Turnout
from pledges.status.standing import Untold
from pledges.views.country.country import Country
from pledges.views.results import list_of, list_of_turnout, state_endings
from pledges.views.strands import Strands, draw
from pledges.views.view_types import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryOutcome:
    """The pledges of the whole country by what is reported of them, drawn, and the answer in words.

    `turnouts` lead to those of which something was done, and something was not; `actions` counts what became of all actions, and says why those are fewer than the reported.
    """

    title: str
    question: str
    answer: str
    turnouts: tuple[Link, ...]
    actions: tuple[str, ...]
    explanation: tuple[str, ...]
    strands: Strands


def country_outcome(country: Country) -> CountryOutcome:
    """The outcome of every pledge that is entered. Each number leads to its list."""
    states = country.states
    total, reported = sum(states.values()), states[ReaderState.REPORTED]
    answer = _("{reported} av {total} löften är redovisade").format(
        reported=swedish.decimal(reported), total=swedish.decimal(total)
    )
    return CountryOutcome(
        title=swedish.quantity(total, _("löfte"), _("löften")),
        question=_("Har det gjorts?"),
        answer=answer if reported else _("Inget löfte är redovisat ännu"),
        turnouts=tuple(
            Link(words, list_of_turnout(one), _of_part(country, one)) for one, words in turnout_words(country).items()
        ),
        actions=(*_actions(country), *_untold(country, reported)),
        explanation=(
            _("Redovisat betyder att parterna har sagt något om hur det gick, men inte alltid om det blev gjort."),
            _("Att inget är redovisat här betyder inte att inget är gjort."),
        ),
        strands=draw(state_endings(states, {state: list_of(state) for state in ReaderState})),
    )


def _of_part(country: Country, turnout: Turnout) -> str:
    """Av dem 2 bara för en del av tiden: the rest of it nobody has told of."""
    count = country.turnouts_of_part[turnout]
    return _("av dem {count} bara för en del av tiden").format(count=swedish.decimal(count)) if count else ""


_ENDED = {
    (Result.DONE, Result.REACHED): "gjorda eller nådda",
    (Result.PARTLY,): "delvis gjorda",
    (Result.NOT_DONE, Result.NOT_REACHED): "inte gjorda eller inte nådda",
    (Result.DONE_UNCOUNTED, Result.REPORTED): "redovisade utan att det framgår om de är gjorda eller målet nått",
}


def _actions(country: Country) -> Iterator[str]:
    """Av 40 åtgärder är 12 gjorda eller nådda och 3 delvis gjorda; nothing where nothing is said of any."""
    total = sum(country.results.values())
    told = {_(words): sum(country.results[one] for one in results) for results, words in _ENDED.items()}
    if not any(told.values()):
        return
    ended = swedish.enumerate_words(f"{swedish.decimal(count)} {words}" for words, count in told.items() if count)
    yield _("Av {all} är {ended}. Om {rest} finns inget resultat här.").format(
        all=swedish.quantity(total, _("åtgärd"), _("åtgärder")),
        ended=ended,
        rest=swedish.decimal(total - sum(told.values())),
    )


_UNTOLD = {
    Untold.OPEN: "i {count} är det delvis gjort eller oklart",
    Untold.WHOLE_ALONE: "i {count} säger parterna bara något om helheten",
}


def _untold(country: Country, reported: int) -> Iterator[str]:
    """Why those of which something was done or not are fewer than those that are reported."""
    counts = {words: count for one, words in _UNTOLD.items() if (count := country.untold[one])}
    if counts:
        yield _("I {rest} av de {reported} framgår inte om någon åtgärd är gjord eller inte gjord: {how}.").format(
            rest=swedish.decimal(sum(counts.values())),
            reported=swedish.decimal(reported),
            how=", ".join(_(words).format(count=swedish.decimal(count)) for words, count in counts.items()),
        )


def turnout_words(country: Country) -> Mapping[Turnout, str]:
    """Minst en åtgärd inte gjord eller inte nådd: 3."""
    words = {
        Turnout.DONE: _("Minst en åtgärd gjord eller nådd: {count}"),
        Turnout.NOT_DONE: _("Minst en åtgärd inte gjord eller inte nådd: {count}"),
    }
    return {one: text.format(count=swedish.decimal(country.turnouts[one])) for one, text in words.items()}
