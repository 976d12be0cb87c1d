"""The words for each state: complete, neutral, and true of a compilation too."""

import pytest
from pledges.content.kinds import Kind

from pledges.status.labels import (
    FOLLOW_UPS,
    REACHED,
    STATES,
    Words,
    follow_up_explanation,
    follow_up_label,
    headline,
    reached_explanation,
    reached_label,
    rhythm_text,
    state_explanation,
    state_label,
)
from pledges.status.measure import Reached
from pledges.status.standing import FollowUpState, Rhythm, State, standing
from support.samples import on, register_of

BLAMING = ("misslyck", "brist", "försum", "underlåt", "struntat", "borde", "skyldig", "bröt mot")


def all_words() -> list[Words]:
    return [*STATES.values(), *FOLLOW_UPS.values(), *REACHED.values()]


def test_every_state_has_its_words() -> None:
    assert set(STATES) == set(State)
    assert set(FOLLOW_UPS) == set(FollowUpState)
    assert set(REACHED) == set(Reached)


@pytest.mark.parametrize("words", all_words(), ids=lambda words: words.label)
def test_labels_are_short_and_sentences_whole_and_neither_blames(words: Words) -> None:
    labels = [text for text in (words.label, words.compiled_label, words.common) if text]
    sentences = [text for text in (words.sentence, words.compiled_sentence) if text]
    assert all(len(label) <= 60 and not label.endswith(".") and label[0].isupper() for label in labels)
    assert all(sentence.endswith(".") and sentence[0].isupper() for sentence in sentences)
    assert not any(word in text.casefold() for text in labels + sentences for word in BLAMING)


def test_labels_tell_the_states_apart() -> None:
    for table in (STATES, FOLLOW_UPS, REACHED):
        labels = [words.label for words in table.values()]
        assert len(set(labels)) == len(labels)


def test_a_compilation_says_that_it_has_not_found_it() -> None:
    assert follow_up_label(FollowUpState.NOT_FOUND, True) == "Uppföljning hittades inte i källorna"
    assert "redaktion har inte hittat" in follow_up_explanation(FollowUpState.NOT_FOUND, True)
    assert reached_label(Reached.NOT_REPORTED, True) == "Resultat hittades inte i källorna"
    assert reached_label(Reached.NOT_REPORTED, False) == "Inget resultat redovisat här"
    assert "inte hittat" in reached_explanation(Reached.NOT_REPORTED, True)
    assert "hittades inte i källorna" in state_explanation(State.ENDED, True)
    for state in (FollowUpState.INTERIM_ONLY, FollowUpState.BY_OTHERS_ONLY, FollowUpState.UNKNOWN):
        words = follow_up_label(state, True) + follow_up_explanation(state, True)
        assert "saknas" not in words
        assert "publicerad" not in words
    assert follow_up_label(FollowUpState.INTERIM_ONLY, False) == "Slutresultat saknas, delredovisning finns"


def test_an_agreement_is_of_common_gender() -> None:
    assert state_label(State.ENDED, False) == "Avslutat"
    assert state_label(State.ENDED, False, Kind.AGREEMENT) == "Avslutad"
    assert state_label(State.ONGOING, False, Kind.PLAN) == "Pågår"


@pytest.mark.parametrize(
    ("rhythm", "text"),
    [
        (Rhythm("tertial", 6, 1), "1 av 6 uppföljningar finns här."),
        (Rhythm("tertial", 1, 0), "0 av 1 uppföljning finns här."),
        (Rhythm("tertial", 0, 0), "0 uppföljningar finns här."),
        (Rhythm("tertial", 1, 3), "3 uppföljningar finns här."),
        (Rhythm("tertial", 0, 1), "1 uppföljning finns här."),
    ],
)
def test_a_rhythm_in_words(rhythm: Rhythm, text: str) -> None:
    assert rhythm_text(rhythm) == text


PLEDGE = """
titel: Provlöfte
överenskommelse: okänd
parter: [polisen, kommunen]
period: 2019
{status}
åtgärder:
{actions}
"""
REPORT = """
titel: Prov
löfte: prov
datum: {date}
avser: 2019
typ: {kind}
av: [polisen, kommunen]
belägg: https://example.org/prov
{verdict}
utfall:
{outcomes}
"""


def line(goals: int, texts: int, done: list[int], day: str = "2026-01-01", kind: str = "slutlig", date: str = "2020-02-01",
         status: str = "", verdict: str = "", compiled: bool = False) -> str:  # fmt: skip
    """The headline of a pledge with `goals` actions to do twice and `texts` without number, reported as `done`."""
    actions = [f"  - {{id: tal{number}, vad: Prov, mål: {{antal: 2, enhet: pass}}}}" for number in range(goals)]
    actions += [f"  - {{id: text{number}, vad: Prov}}" for number in range(texts)]
    files = {
        "kommuner/lulea/loften/prov.md": PLEDGE.format(status=status, actions="\n".join(actions) if actions else "")
    }
    if done:
        outcomes = "\n".join(f"  - {{åtgärd: tal{number}, antal: {amount}}}" for number, amount in enumerate(done))
        files["kommuner/lulea/uppfoljningar/prov.md"] = REPORT.format(
            date=date, kind=kind, verdict=verdict, outcomes=outcomes
        )
    if compiled:
        files["kommuner/lulea/kommun.md"] = "förs av: sammanställning"
    register = register_of(files)
    record = register.get("kommuner/lulea/loften/prov")
    assert record is not None
    now = standing(register, record, on(day))
    return headline(now, now.verdict)


def test_headlines() -> None:
    assert line(3, 2, [2, 3, 4]) == "3 av 3 räknade mål nådda, 2 utan mätbart mål"
    assert line(3, 0, [2, 1, 0]) == "1 av 3 räknade mål nått"
    assert line(1, 0, [2]) == "1 av 1 räknat mål nått"
    assert line(1, 0, [1]) == "0 av 1 räknat mål nådda"
    assert line(4, 1, [2, 2]) == "2 av 2 räknade mål nådda, 2 mål utan jämförbart resultat, 1 utan mätbart mål"
    assert line(2, 1, [1], day="2019-11-01", date="2019-08-01", kind="delredovisning") == (
        "Resultat hittills för 1 mål, 1 mål utan jämförbart resultat, 1 utan mätbart mål"
    )
    assert line(1, 0, [2], verdict="bedömning: delvis uppfyllt") == "Delvis uppfyllt"
    assert line(1, 0, [2], verdict="bedömning: uppfyllt", status="status: avbrutet\nskäl: Prov") == "Avbrutet"


def test_headlines_without_figures_say_how_it_stands() -> None:
    assert line(2, 2, [], day="2018-06-01") == "Planerat"
    assert line(2, 2, [], day="2019-06-01") == "Pågår"
    assert line(2, 2, [], day="2020-02-01") == "Resultat väntas"
    assert line(2, 2, []) == "Inget resultat publicerat här"
    assert line(2, 2, [], compiled=True) == "Uppföljning hittades inte i källorna"
    assert line(2, 2, [], day="2019-01-15", status="publicerat: 2019-02-01") == "Ännu inte publicerat"
    assert line(2, 2, [], status="status: ersatt") == "Ersatt"
