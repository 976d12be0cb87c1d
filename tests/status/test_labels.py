"""The words for each state: complete, neutral, and true of a compilation too."""

from dataclasses import replace
from typing import Any

import pytest

from pledges.content.kinds import Kind
from pledges.status.date_ranges import DateRange, range_of
from pledges.status.follow_up_state import FollowUpState
from pledges.status.labels import (
    FOLLOW_UPS,
    READER_STATES,
    RESULTS,
    STATES,
    Words,
    answer_word,
    beside_text,
    follow_up_explanation,
    follow_up_label,
    follow_up_sort,
    headline,
    reader_label,
    result_explanation,
    result_label,
    results_text,
    rhythm_text,
    shares_text,
    silence_text,
    standing_explanation,
    state_explanation,
    state_label,
    unseen_text,
)
from pledges.status.record_state import State
from pledges.status.result_for_readers import ActionResult, ReaderState, Result
from pledges.status.standing import Rhythm, Standing
from pledges.written_values import parse_number, parse_period
from support.samples import on, real_register, register_of, standing, standing_of_record

BLAMING = ("misslyck", "brist", "försum", "underlåt", "struntat", "borde", "skyldig", "bröt mot")


def all_words() -> list[Words]:
    return [*STATES.values(), *FOLLOW_UPS.values()]


def test_every_state_has_its_words() -> None:
    assert set(STATES) == set(State)
    assert set(FOLLOW_UPS) == set(FollowUpState)
    assert set(RESULTS) == set(Result)
    assert set(READER_STATES) == set(ReaderState)


@pytest.mark.parametrize("words", all_words(), ids=lambda words: words.label)
def test_labels_are_short_and_sentences_whole_and_neither_blames(words: Words) -> None:
    labels = [text for text in (words.label, words.compiled_label, words.common) if text]
    sentences = [text for text in (words.sentence, words.compiled_sentence) if text]
    assert all(len(label) <= 60 and not label.endswith(".") and label[0].isupper() for label in labels)
    assert all(sentence.endswith(".") and sentence[0].isupper() for sentence in sentences)
    assert not any(word in text.casefold() for text in labels + sentences for word in BLAMING)


def test_labels_tell_the_states_apart() -> None:
    for table in (STATES, FOLLOW_UPS):
        labels = [words.label for words in table.values()]
        assert len(set(labels)) == len(labels)


def test_a_compilation_says_that_it_has_not_found_it() -> None:
    assert follow_up_label(FollowUpState.NOT_FOUND, True) == "Uppföljning hittades inte i källorna"
    assert "redaktion har inte hittat" in follow_up_explanation(FollowUpState.NOT_FOUND, True)
    nothing = ActionResult("a", Result.NOTHING_REPORTED)
    assert "inte hittat" in result_explanation(nothing, True)
    assert "inte publicerat här" in result_explanation(nothing, False)
    assert "hittades inte i källorna" in state_explanation(State.ENDED, True)
    for state in (FollowUpState.INTERIM_ONLY, FollowUpState.BY_OTHERS_ONLY, FollowUpState.UNKNOWN):
        words = follow_up_label(state, True) + follow_up_explanation(state, True)
        assert "saknas" not in words
        assert "publicerad" not in words
    assert follow_up_label(FollowUpState.INTERIM_ONLY, False) == "Slutresultat saknas, delredovisning finns"


def test_an_agreement_is_of_common_gender() -> None:
    assert state_label(State.BROKEN_OFF, False) == "Avbrutet"
    assert state_label(State.BROKEN_OFF, False, Kind.AGREEMENT) == "Avbruten"
    assert state_label(State.ONGOING, False, Kind.PLAN) == "Perioden pågår"


def test_that_a_period_goes_on_or_has_ended_is_never_put_as_an_answer() -> None:
    """Neither stands for “it is being done” or “it is done” (issue 13)."""
    for state in (State.ONGOING, State.ENDED):
        assert state_label(state, False).startswith("Perioden ")


@pytest.mark.parametrize(
    ("rhythm", "text"),
    [
        (Rhythm(6, 1), "1 av 6 uppföljningar finns här."),
        (Rhythm(1, 0), "0 av 1 uppföljning finns här."),
        (Rhythm(0, 0), "0 uppföljningar finns här."),
        (Rhythm(1, 3), "3 uppföljningar finns här."),
        (Rhythm(0, 1), "1 uppföljning finns här."),
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
avser: {covers}
typ: {kind}
av: {by}
belägg: https://provstad.example/prov
{verdict}
utfall:
{outcomes}
"""


def standing_of(goals: int, texts: int, done: list[str], *, day: str = "2026-01-01", kind: str = "slutlig", date: str = "2020-02-01",
         status: str = "", verdict: str = "", compiled: bool = False, covers: str = "2019", by: str = "[polisen, kommunen]") -> Standing:  # fmt: skip
    """The standing of a pledge with `goals` actions to do twice and `texts` without number, reported as `done`, in that order."""
    names = [*(f"tal{number}" for number in range(goals)), *(f"text{number}" for number in range(texts))]
    aims = [", mål: {antal: 2, enhet: pass}"] * goals + [""] * texts
    actions = [f"  - {{id: {name}, vad: Prov, ansvarig: polisen{aim}}}" for name, aim in zip(names, aims, strict=True)]
    files = {
        "kommuner/lulea/loften/prov.md": PLEDGE.format(status=status, actions="\n".join(actions) if actions else "")
    }
    if done:
        outcomes = "\n".join(f"  - {{åtgärd: {name}, {said}}}" for name, said in zip(names, done, strict=False))
        files["kommuner/lulea/uppfoljningar/prov.md"] = REPORT.format(
            date=date, kind=kind, verdict=verdict, outcomes=outcomes, covers=covers, by=by
        )
    if compiled:
        files["kommuner/lulea/kommun.md"] = "förs av: sammanställning"
    return standing_of_record(register_of(files), "kommuner/lulea/loften/prov", day)


def line(*goals_and_texts: Any, **more: Any) -> str:
    """The headline of what `standing_of` gives."""
    return headline(standing_of(*goals_and_texts, **more))


def test_the_headline_counts_every_action() -> None:
    many, fewer = ["antal: 2", "antal: 3", "antal: 1", "gjort: nej"], ["gjort: ja", "gjort: delvis", "kommentar: Prov."]
    assert line(4, 0, many) == "4 åtgärder: 2 nådda, 1 inte nådd, 1 inte gjord"
    assert line(0, 3, fewer) == "3 åtgärder: 1 gjord, 1 delvis, 1 redovisad (oklart om den är gjord)"
    assert line(0, 4, ["gjort: ja"] * 2 + ["gjort: nej"] * 2) == "4 åtgärder: 2 gjorda, 2 inte gjorda"
    assert line(0, 2, ["antal: 5, enhet: pass"] * 2) == "2 åtgärder: båda gjorda"
    assert line(0, 2, ["kommentar: Prov."] * 2) == "2 åtgärder: båda redovisade (oklart om de är gjorda)"
    assert line(2, 0, ["kommentar: Prov."] * 2) == "2 åtgärder: båda redovisade (oklart om målet är nått)"
    assert line(2, 0, ["gjort: ja"] * 2) == "2 åtgärder: båda gjorda (antalet framgår inte)"
    assert line(2, 1, ["antal: 2"]) == "3 åtgärder: 1 nådd, 2 nämns inte i uppföljningen"
    assert line(2, 1, ["antal: 2"], by="kommunen") == "3 åtgärder: 1 nådd, 2 inte redovisade"
    assert line(2, 1, ["antal: 2"], verdict="saknas: Resten.") == "3 åtgärder: 1 nådd, 2 inte redovisade i det vi läste"


def test_the_headline_of_one_action_has_no_number() -> None:
    assert line(0, 1, ["gjort: ja"]) == "1 åtgärd: gjord"
    assert line(0, 1, ["gjort: nej"]) == "1 åtgärd: inte gjord"
    assert line(1, 0, ["antal: 2"]) == "1 åtgärd: nådd"
    assert line(1, 0, []) == "1 åtgärd: inte redovisad"
    assert line(
        1, 0, ["antal: 1"], covers="2019-01/2019-06", kind="delredovisning", date="2019-07-01", day="2019-08-01"
    ) == ("1 åtgärd: redovisad hittills (oklart om målet är nått)")


def test_without_results_the_headline_still_answers() -> None:
    assert line(2, 2, [], day="2018-06-01") == "4 åtgärder: inte dags ännu"
    assert line(2, 2, [], day="2019-06-01") == "4 åtgärder: ingen redovisad än"
    assert line(1, 0, [], day="2019-06-01") == "1 åtgärd: inte redovisad än"
    assert line(2, 2, [], day="2020-02-01") == "4 åtgärder: ingen redovisad"
    assert line(2, 2, [], compiled=True) == "4 åtgärder: ingen redovisad"
    assert line(0, 0, []) == "Löftet har inga åtgärder här"
    assert line(0, 0, [], compiled=True) == "Löftet har inga åtgärder i vår sammanställning"
    assert line(1, 1, [], day="2019-01-15", status="publicerat: 2019-02-01") == (
        "Ännu inte publicerat. 2 åtgärder: inte dags ännu"
    )
    assert (
        line(1, 1, [], day="2019-06-01", status="status: avbrutet\nskäl: Prov")
        == "Avbrutet. 2 åtgärder: ingen redovisad"
    )


def test_the_verdict_comes_first_and_whose_it_is() -> None:
    assert line(1, 0, ["antal: 2"], verdict="bedömning: delvis uppfyllt") == (
        "Polisen och kommunen bedömer att det som lovades är delvis uppfyllt. 1 åtgärd: nådd"
    )
    assert line(1, 0, ["antal: 2"], verdict="bedömning: uppfyllt", by="polisen") == (
        "Polisen bedömer att det som lovades är uppfyllt. 1 åtgärd: nådd"
    )
    assert line(1, 0, ["kommentar: Prov."], verdict="bedömning: går inte att bedöma", by="kommunen").startswith(
        "Kommunen bedömer att det inte går att bedöma om det som lovades är uppfyllt. "
    )


def test_what_the_parties_say_in_other_words_comes_first_with_whose_and_when() -> None:
    said = "omdöme: De flesta löften är i hamn."
    assert line(2, 0, ["antal: 2"], verdict=said) == (
        "Polisen och kommunen (1 februari 2020): De flesta löften är i hamn. 2 åtgärder: 1 nådd, 1 nämns inte i uppföljningen"
    )
    assert line(1, 0, ["antal: 2"], verdict=said, by="polisen", date="okänd").startswith("Polisen (okänt datum): De ")
    assert line(1, 0, ["antal: 2"], verdict=f"{said}\nbedömning: uppfyllt", by="polisen") == (
        "Polisen bedömer att det som lovades är uppfyllt. "
        "Polisen (1 februari 2020): De flesta löften är i hamn. 1 åtgärd: nådd"
    )


def test_words_of_the_whole_are_an_answer_once_the_time_is_over() -> None:
    def now(day: str, final: str = "") -> Standing:
        interim = REPORT.format(
            date="2019-10-01", kind="delredovisning", verdict="omdöme: Merparten är gjord.", outcomes="  []",
            covers="2019-01/2019-09", by="polisen",
        )  # fmt: skip
        files = {
            "kommuner/lulea/loften/prov.md": PLEDGE.format(
                status="", actions="  - {id: a, vad: Prov, ansvarig: polisen}"
            ),
            "kommuner/lulea/uppfoljningar/prov.md": interim,
        }
        if final:
            files["kommuner/lulea/uppfoljningar/slut.md"] = REPORT.format(
                date="2020-02-01",
                kind="slutlig",
                verdict="",
                outcomes="  - {åtgärd: a, gjort: nej}",
                covers="2019",
                by=final,
            )
        return standing_of_record(register_of(files), "kommuner/lulea/loften/prov", day)

    assert now("2019-09-01").own_words == ()
    assert now("2019-11-01").reader_state is ReaderState.IN_FORCE
    assert now("2020-09-01").reader_state is ReaderState.REPORTED
    assert answer_word(now("2020-09-01"), "Redovisat") == "Redovisat"
    assert headline(now("2020-09-01")).startswith("Polisen (1 oktober 2019): Merparten är gjord. 1 åtgärd")
    assert headline(now("2020-09-01", final="kommunen")).startswith("Polisen (1 oktober 2019)")
    assert headline(now("2020-09-01", final="polisen")) == "1 åtgärd: inte gjord"


def test_what_stood_in_the_way_is_said_with_the_word_on_the_whole() -> None:
    """Nearly all of a pledge was said to be kept, and what hindered the rest stood in the list of what was not done alone."""
    report = REPORT.format(
        date="2020-04-04", kind="slutlig", verdict="omdöme: Nästan alla är uppfyllda.\norsak: Pandemin hindrade resten.",
        outcomes="  []", covers="2019", by="polisen",
    )  # fmt: skip
    files = {
        "kommuner/lulea/loften/prov.md": PLEDGE.format(status="", actions="  - {id: a, vad: Prov, ansvarig: polisen}"),
        "kommuner/lulea/uppfoljningar/prov.md": report,
    }
    now = standing_of_record(register_of(files), "kommuner/lulea/loften/prov", "2026-01-01")
    assert headline(now).startswith(
        "Polisen (4 april 2020): Nästan alla är uppfyllda. Orsak: Pandemin hindrade resten. 1 åtgärd"
    )


def two_verdicts(police: str, municipality: str, status: str = "") -> Standing:
    files = {
        "kommuner/lulea/loften/prov.md": PLEDGE.format(
            status=status, actions="  - {id: text0, vad: Prov, ansvarig: polisen}"
        )
    }
    for by, verdict, date in (("polisen", police, "2020-02-01"), ("kommunen", municipality, "2020-03-01")):
        files[f"kommuner/lulea/uppfoljningar/{by}.md"] = REPORT.format(
            date=date,
            kind="slutlig",
            verdict=f"bedömning: {verdict}",
            outcomes="  - {åtgärd: text0, gjort: ja}",
            covers="2019",
            by=by,
        )
    return standing_of_record(register_of(files), "kommuner/lulea/loften/prov", "2026-01-01")


@pytest.mark.parametrize("status", ["", "status: uppfyllt", "status: inte uppfyllt"])
def test_parties_that_disagree_are_both_told_and_a_state_of_its_own(status: str) -> None:
    now = two_verdicts("inte uppfyllt", "uppfyllt", status)
    assert now.state is State.PARTIES_DISAGREE
    assert (
        headline(now)
        == "Polisen bedömer att det som lovades inte är uppfyllt, kommunen att det är uppfyllt. 1 åtgärd: gjord"
    )
    assert state_label(now.state, False) == "Parterna bedömer olika"
    assert standing_explanation(now) == (
        "Parterna bedömer olika. Polisen bedömer att det som lovades inte är uppfyllt, kommunen att det är uppfyllt."
    )
    assert [(one.text, one.by) for one in now.verdicts] == [
        ("inte uppfyllt", ("polisen",)),
        ("uppfyllt", ("kommunen",)),
    ]


def test_parties_that_agree_in_a_follow_up_each_are_one() -> None:
    now = two_verdicts("uppfyllt", "uppfyllt")
    assert now.state is State.KEPT
    assert headline(now).startswith("Polisen och kommunen bedömer att det som lovades är uppfyllt. ")


def test_nothing_that_is_said_of_a_verdict_is_the_parties_without_saying_which() -> None:
    assert not any(
        "Parterna bedömer att" in text
        for words in STATES.values()
        for text in (words.sentence, words.compiled_sentence)
    )


def days(text: str) -> DateRange:
    run = range_of(parse_period(text))
    assert run is not None
    return run


@pytest.mark.parametrize(
    ("result", "label"),
    [
        (ActionResult("a", Result.REACHED), "Nått"),
        (
            ActionResult("a", Result.REACHED, covered=(days("2018-05/2018-12"),), uncovered=(days("2018-01/2018-04"),)),
            "Nått maj–december, januari–april okänt",
        ),
        (
            ActionResult("a", Result.NOT_REACHED, covered=(days("2020"),), reached_in=(days("2019"), days("2021"))),
            "Inte nått 2020, nått 2019 och 2021",
        ),
        (
            ActionResult("a", Result.REACHED, covered=(days("2019/2020"),), uncovered=(days("2021"),)),
            "Nått 2019–2020, 2021 okänt",
        ),
        (
            ActionResult(
                "a",
                Result.DONE,
                covered=(days("2020"),),
                uncovered=(days("2019"), days("2022")),
                beside=(days("2021"),),
            ),
            "Gjort 2020, annat redovisat 2021, i övrigt okänt",
        ),
        (ActionResult("a", Result.NOT_DONE, so_far=True), "Inte gjort hittills"),
        (ActionResult("a", Result.DONE_UNCOUNTED, has_goal=True), "Gjort, antalet framgår inte"),
        (ActionResult("a", Result.DONE_UNCOUNTED, so_far=True), "Gjort hittills, antalet framgår inte"),
        (ActionResult("a", Result.REPORTED), "Redovisat, oklart om det är gjort"),
        (ActionResult("a", Result.REPORTED, has_goal=True), "Redovisat, oklart om målet är nått"),
        (ActionResult("a", Result.REPORTED, has_aim=True), "Redovisat, oklart om målet är nått"),
        (ActionResult("a", Result.NOT_MENTIONED), "Nämns inte i uppföljningen"),
        (ActionResult("a", Result.NOTHING_REPORTED), "Inget redovisat"),
        (ActionResult("a", Result.NOTHING_REPORTED, read_whole=False), "Inget redovisat i det vi läste"),
        (ActionResult("a", Result.NOT_YET), "Inte dags ännu"),
        (ActionResult("a", Result.NOT_YET, has_no_day=True), "Inget redovisat än"),
    ],
)
def test_the_label_of_a_result(result: ActionResult, label: str) -> None:
    assert result_label(result) == label
    for compilation in (False, True):
        assert result_explanation(result, compilation).endswith(".")


@pytest.mark.parametrize(
    ("identity", "told"),
    [
        (
            "kommuner/uppsala/loften/gottsunda-valsatra",
            "Minst 5 åtgärder, av vilka 4 är återgivna här: 3 gjorda, 1 inte gjord 2019",
        ),
        (
            "kommuner/lulea/loften/2018",
            "9 åtgärder: 1 nådd, 1 nådd maj–december, 2 gjorda, 1 gjord januari–september, 1 delvis maj–december, "
            "3 inte redovisade i det vi läste",
        ),
        (
            "kommuner/linkoping/loften/2023-2024",
            "Minst 6 åtgärder, av vilka 5 är återgivna här: 3 gjorda, 2 delvis. "
            "Redovisat för delar av maj 2023 – april 2024, olika för olika åtgärder",
        ),
    ],
)
def test_in_a_line_each_time_is_told_once_and_three_different_or_more_are_summed(identity: str, told: str) -> None:
    assert headline(standing_of_record(real_register(), identity, "2026-01-01")) == told


def test_how_much_of_its_own_each_party_has_reported() -> None:
    rows = [("Polisen", 4, 4), ("Luleå kommun", 0, 5)]
    assert shares_text(rows, read_whole=True) == "Redovisade åtgärder: polisen 4 av 4, Luleå kommun 0 av 5."
    assert shares_text(rows, read_whole=False) == (
        "Redovisade åtgärder i det vi läste: polisen 4 av 4. Där står inget om det som Luleå kommun lovade."
    )
    assert shares_text([], read_whole=True) == ""
    assert shares_text([("Polisen", 2, 5), ("Kommunen", 0, 4), ("Skolan", 0, 0)], read_whole=True, are_shared=True) == (
        "Redovisade åtgärder: polisen 2 av 5, kommunen 0 av 4, Skolan ingen åtgärd. "
        "Gemensamma åtgärder räknas hos var och en."
    )
    assert shares_text(
        [("Polisen", 2, 5), ("Skolan", 0, 0), ("Kommunen", 0, 0)], read_whole=True, compilation=True
    ) == ("Redovisade åtgärder: polisen 2 av 5. Vi har inte sett några åtgärder för Skolan och kommunen.")


@pytest.mark.parametrize(
    ("goals", "texts", "said", "word"),
    [
        (0, 2, ["gjort: nej", "gjort: nej"], "Redovisat: inte gjort"),
        (0, 1, ["gjort: ja"], "Redovisat: gjort"),
        (1, 0, ["antal: 2"], "Redovisat: nått"),
        (1, 1, ["antal: 2", "gjort: nej"], "Redovisat: 2 av 2 åtgärder, 1 inte gjord"),
        (0, 3, ["gjort: nej", "kommentar: Prov."], "Redovisat: 2 av 3 åtgärder, 1 inte gjord"),
        (0, 3, ["gjort: ja"], "Redovisat: 1 av 3 åtgärder"),
        (0, 1, ["kommentar: Prov."], "Redovisat: 1 av 1 åtgärd"),
        (0, 2, [], "Inget redovisat"),
    ],
)
def test_a_big_reported_is_never_taken_for_a_yes(goals: int, texts: int, said: list[str], word: str) -> None:
    now = standing_of(goals, texts, said)
    assert answer_word(now, reader_label(now.reader_state)) == word


@pytest.mark.parametrize(
    ("here", "said", "whole", "told", "word"),
    [
        (2, "gjort: ja", "minst 9", "Minst 9 åtgärder, av vilka 2 är återgivna här: 2 gjorda", "Redovisat: 2 av minst 9 åtgärder"),
        (1, "gjort: nej", "2", "2 åtgärder, av vilka 1 är återgiven här: 1 inte gjord", "Redovisat: 1 av 2 åtgärder, 1 inte gjord"),
        (2, "gjort: ja", "2", "2 åtgärder: båda gjorda", "Redovisat: gjort"),
        (0, "", "minst 4", "Minst 4 åtgärder, av vilka ingen är återgiven här", "Inget redovisat"),
        (2, "gjort: ja", "minst 2", "Minst 2 åtgärder: 2 gjorda", "Redovisat: 2 av minst 2 åtgärder"),
        (1, "gjort: ja", "minst 1", "Minst 1 åtgärd: 1 gjord", "Redovisat: 1 av minst 1 åtgärd"),
        (3, "gjort: ja", "minst 2", "Minst 3 åtgärder: 3 gjorda", "Redovisat: 3 av minst 3 åtgärder"),
    ],
)  # fmt: skip
def test_of_a_document_with_more_actions_than_are_here_that_is_said_wherever_they_are_counted(
    here: int, said: str, whole: str, told: str, word: str
) -> None:
    now = standing_of(0, here, [said] * here, status=f"antal åtgärder: {whole}")
    assert headline(now) == told
    assert answer_word(now, reader_label(now.reader_state)) == word


def test_of_a_text_that_nobody_has_seen_the_actions_are_at_least_those_that_are_here() -> None:
    now = standing_of(0, 2, ["gjort: ja"] * 2, status="texten okänd: ja")
    assert headline(now) == "Minst 2 åtgärder: 2 gjorda"
    assert answer_word(now, reader_label(now.reader_state)) == "Redovisat: 2 av minst 2 åtgärder"
    assert standing_of(0, 0, [], status="texten okänd: ja").actions_in_document is None


def test_the_actions_that_are_not_here_are_told_of_as_that() -> None:
    assert unseen_text(parse_number("minst 0")) == "fler åtgärder kan finnas"
    assert unseen_text(parse_number("minst 7")) == "minst 7 till, inte återgivna här"
    assert unseen_text(parse_number("1")) == "1 till, inte återgiven här"
    rows = [("Polisen", 2, 2), ("Kommunen", 0, 1)]
    assert shares_text(rows, read_whole=True, all_here=False) == (
        "Redovisade av de åtgärder som är återgivna här: polisen 2 av 2, kommunen 0 av 1."
    )
    assert beside_text(
        "polisen", 3, [ActionResult("a", Result.NOTHING_REPORTED)], compilation=True, all_here=False
    ) == ("Polisen har redovisat 3 saker, men inget om de lovade åtgärder som är återgivna här")


def test_that_a_pledge_holds_is_no_answer_to_whether_it_was_done() -> None:
    held = replace(standing_of(0, 2, []), reader_state=ReaderState.IN_FORCE)
    assert answer_word(held, "Gäller nu") == "Gäller nu, inget redovisat än"
    told = replace(standing_of(0, 2, ["gjort: ja"]), reader_state=ReaderState.IN_FORCE)
    assert answer_word(told, "Gäller nu, redovisat av polisen") == "Gäller nu, redovisat av polisen"


def test_a_follow_up_that_answers_nothing_is_told_as_that() -> None:
    read, unread = (ActionResult("a", Result.NOTHING_REPORTED, read_whole=whole) for whole in (True, False))
    assert silence_text([read], True) == "En uppföljning finns, men den säger inget om åtgärderna."
    assert silence_text([read, unread], True) == (
        "En uppföljning finns. I det som portalens redaktion har sett av den står inget om åtgärderna."
    )
    assert silence_text([unread], False) == (
        "En uppföljning finns. I den del av den som finns här står inget om åtgärderna."
    )


def test_of_a_follow_up_that_nobody_has_read_nothing_is_said_but_that() -> None:
    unread = ActionResult("a", Result.NOTHING_REPORTED, read_whole=False, is_unread=True)
    assert silence_text([unread], True) == "Det finns en uppföljning, men vi har inte läst den."
    assert result_explanation(unread, True) == "Det finns en uppföljning, men vi har inte läst den."
    assert result_label(unread) == "Okänt, uppföljningen är oläst"
    assert results_text([unread, unread]) == "2 åtgärder: uppföljningen är oläst"
    assert results_text([unread]) == "1 åtgärd: okänd, uppföljningen är oläst"


def test_that_other_things_alone_are_reported_is_told_with_whose_word_it_is() -> None:
    read, unread = (ActionResult("a", Result.NOTHING_REPORTED, read_whole=whole) for whole in (True, False))
    assert (
        beside_text("polisen", 1, [read], compilation=True)
        == "Polisen har redovisat 1 sak, men inte den lovade åtgärden"
    )
    assert beside_text("polisen och Luleå kommun", 19, [read, unread], compilation=True) == (
        "Polisen och Luleå kommun har redovisat 19 saker, men ingen av de 2 lovade åtgärderna i det vi läste"
    )
    nothing_is_known = [beside_text("polisen", 15, [], compilation=compiled) for compiled in (True, False)]
    assert nothing_is_known == [
        "Polisen har redovisat 15 saker, men vad som lovades har vi inte sett",
        "Polisen har redovisat 15 saker, men vad som lovades står inte här",
    ]


def test_the_five_words_for_readers() -> None:
    assert [reader_label(state) for state in ReaderState] == [
        "Gäller nu",
        "Följs upp",
        "Redovisat",
        "Inget redovisat",
        "Okänt",
    ]


def test_what_others_say_is_neither_final_nor_interim() -> None:
    assert {follow_up_sort(by_party=False, is_final=is_final) for is_final in (False, True)} == {
        "Redovisat av någon annan"
    }
    assert follow_up_sort(by_party=True, is_final=True) == "Slutlig uppföljning"
    assert follow_up_sort(by_party=True, is_final=False) == "Delredovisning"


def test_the_answer_to_whether_it_was_done_is_never_a_state_of_the_calendar() -> None:
    wrong = {
        state_label(state, compilation)
        for state in (State.ENDED, State.ONGOING, State.PLANNED)
        for compilation in (False, True)
    }
    register = real_register()
    for record in register.commitments():
        for day in ("2018-06-01", "2022-06-01", "2026-01-01"):
            assert headline(standing(register, record, on(day)), record.kind) not in wrong
    assert "dags" not in follow_up_label(FollowUpState.NOT_DUE, False)


def test_where_nobody_knows_whether_it_holds_the_answer_says_also_that_nothing_is_reported() -> None:
    now = standing_of_record(real_register(), "kommuner/sjobo/loften/2016", "2026-11-26")
    assert answer_word(now, reader_label(now.reader_state)) == "Okänt om det gäller nu, inget redovisat"


@pytest.mark.parametrize("result", [Result.DONE, Result.PARTLY, Result.NOT_DONE, Result.NOT_REACHED])
def test_what_the_editors_read_out_of_a_report_is_not_put_into_the_reporters_mouth(result: Result) -> None:
    told = result_explanation(ActionResult("a", result), compilation=True)
    assert told.startswith("Portalens redaktion läser redovisningen så att ")
    assert result_explanation(ActionResult("a", result), compilation=False).startswith("Enligt den som redovisar ")
