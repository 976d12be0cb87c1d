"""How it went in the whole country: every pledge as a strand, grouped by what is reported and never by place."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pledges.status.result_for_readers import ReaderState, Result, Turnout
from pledges.status.standing import Untold
from pledges.tongues import SWEDISH, Tongue
from pledges.views.country.country import Country
from pledges.views.results import list_of, list_of_turnout, state_count, state_endings
from pledges.views.strands import Strands, draw
from pledges.views.translated.words import actions, pledges
from pledges.views.view_types import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryOutcome:
    """The pledges of the whole country by what is reported of them, drawn, and the answer in words.

    `turnouts` lead to those of which something was done, and something was not; `actions` counts what became of all actions, and then says why those are fewer than the reported.
    """

    title: str
    question: str
    answer: str
    turnouts: tuple[Link, ...]
    actions: tuple[str, ...]
    explanation: tuple[str, ...]
    strands: Strands


def country_outcome(
    country: Country,
    *,
    tongue: Tongue = SWEDISH,
    counted: Callable[[ReaderState, int], str] = state_count,
    reservations: tuple[str, ...] = (),
) -> CountryOutcome:
    """The outcome of every pledge that is entered, in any `tongue`. Each number leads to its list. `counted` says how many
    stand under a word, and `reservations` are what is to be known beside what holds for all."""
    say, states = tongue.say, country.states
    total, reported = sum(states.values()), states[ReaderState.REPORTED]
    answer = say(
        "{reported} av {total} löften är redovisade", reported=tongue.decimal(reported), total=tongue.decimal(total)
    )
    return CountryOutcome(
        title=pledges(total, tongue),
        question=say("Har det gjorts?"),
        answer=answer if reported else say("Inget löfte är redovisat ännu"),
        turnouts=tuple(
            Link(words, list_of_turnout(one), _beside(country, one, tongue))
            for one, words in turnout_words(country, tongue).items()
        ),
        actions=(*_actions(country, tongue), *_untold(country, reported, tongue)),
        explanation=(
            say("Redovisat betyder att parterna har sagt något om hur det gick, men inte alltid om det blev gjort."),
            say("Att inget är redovisat här betyder inte att inget är gjort."),
            *reservations,
        ),
        strands=draw(state_endings(states, {state: list_of(state) for state in ReaderState}, counted)),
    )


def shown_of(country: Country) -> tuple[Any, ...]:
    """All the numbers that the outcome is made of."""
    numbers = country.states, country.turnouts, country.turnouts_of_part, country.results, country.untold
    return *numbers, country.short_in_words


def _beside(country: Country, turnout: Turnout, tongue: Tongue) -> str:
    """Av dem 2 bara för en del av tiden: the rest of it nobody has told of. Och i 9 till what the parties say of the whole
    alone, which the list has too: who quotes the number alone would leave them out."""
    of_part = country.turnouts_of_part[turnout]
    in_words = country.short_in_words if turnout is Turnout.NOT_DONE else 0
    told = (
        tongue.say("av dem {count} bara för en del av tiden", count=tongue.decimal(of_part)) if of_part else "",
        tongue.say(
            "och i {count} till säger parterna att något hindrade eller inte blev av", count=tongue.decimal(in_words)
        )
        if in_words
        else "",
    )
    return ", ".join(filter(None, told))


ENDED = {
    (Result.DONE, Result.REACHED): "gjorda eller nådda",
    (Result.PARTLY,): "delvis gjorda",
    (Result.NOT_DONE, Result.NOT_REACHED): "inte gjorda eller inte nådda",
    (Result.DONE_UNCOUNTED, Result.REPORTED): "redovisade utan att det framgår om de är gjorda eller målet nått",
}


def _actions(country: Country, tongue: Tongue) -> Iterator[str]:
    """Av 40 åtgärder är 12 gjorda eller nådda och 3 delvis gjorda; nothing where nothing is said of any."""
    total = sum(country.results.values())
    told = {tongue.say(words): sum(country.results[one] for one in results) for results, words in ENDED.items()}
    if not any(told.values()):
        return
    yield tongue.say(
        "Av {all} är {ended}. Om {rest} finns inget resultat här.",
        all=actions(total, tongue),
        ended=tongue.enumerate(f"{tongue.decimal(count)} {words}" for words, count in told.items() if count),
        rest=tongue.decimal(total - sum(told.values())),
    )


UNTOLD = {
    Untold.OPEN: "i {count} är det delvis gjort eller oklart",
    Untold.WHOLE_ALONE: "i {count} säger parterna bara något om helheten",
}


def _untold(country: Country, reported: int, tongue: Tongue) -> Iterator[str]:
    """Why those of which something was done or not are fewer than those that are reported."""
    counts = {words: count for one, words in UNTOLD.items() if (count := country.untold[one])}
    if counts:
        yield tongue.say(
            "I {rest} av de {reported} framgår inte om någon åtgärd är gjord eller inte gjord: {how}.",
            rest=tongue.decimal(sum(counts.values())),
            reported=tongue.decimal(reported),
            how=", ".join(tongue.say(words, count=tongue.decimal(count)) for words, count in counts.items()),
        )


def turnout_words(country: Country, tongue: Tongue = SWEDISH) -> Mapping[Turnout, str]:
    """Minst en åtgärd inte gjord eller inte nådd: 3."""
    counts = {one: tongue.decimal(country.turnouts[one]) for one in Turnout}
    return {
        Turnout.DONE: tongue.say("Minst en åtgärd gjord eller nådd: {count}", count=counts[Turnout.DONE]),
        Turnout.NOT_DONE: tongue.say(
            "Minst en åtgärd inte gjord eller inte nådd: {count}", count=counts[Turnout.NOT_DONE]
        ),
    }
