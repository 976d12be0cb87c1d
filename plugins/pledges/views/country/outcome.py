"""How it went in the whole country: every pledge as a strand, grouped by what is reported and never by place."""

from dataclasses import dataclass

from pledges import swedish
from pledges.i18n import _
from pledges.status.result_for_readers import ReaderState
from pledges.views.country.country import Country
from pledges.views.results import list_of, state_endings
from pledges.views.strands import Strands, draw

_OVER = (ReaderState.BEING_FOLLOWED_UP, ReaderState.REPORTED, ReaderState.NOTHING_REPORTED)


@dataclass(frozen=True, slots=True)
class CountryOutcome:
    """The pledges of the whole country by what is reported of them, drawn, and the answer in words."""

    title: str
    question: str
    answer: str
    explanation: tuple[str, ...]
    strands: Strands


def country_outcome(country: Country) -> CountryOutcome:
    """The outcome of every pledge that is entered. Each number leads to its list."""
    states = country.states
    total, over = sum(states.values()), sum(states[state] for state in _OVER)
    reported = states[ReaderState.REPORTED]
    answer = _("{reported} av {over} avslutade löften är redovisade").format(
        reported=swedish.decimal(reported), over=swedish.decimal(over)
    )
    return CountryOutcome(
        title=swedish.quantity(total, _("löfte"), _("löften")),
        question=_("Har det gjorts?"),
        answer=answer if over else _("Inget löfte är avslutat ännu"),
        explanation=(
            _(
                "Redovisat betyder att parterna har berättat hur det gick med något av det som lovades, bra eller dåligt."
            ),
            _("Att inget är redovisat här betyder inte att inget är gjort."),
        ),
        strands=draw(state_endings(states, {state: list_of(state) for state in ReaderState})),
    )
