"""Goals that real pledges have beside a plain number: each form reached, not reached and not to be told."""

import pytest

from pledges.status.follow_up_state import FollowUpState
from pledges.status.goal_reached import ActionStanding, Reached
from pledges.status.record_state import State
from pledges.status.result_for_readers import Result
from pledges.status.standing import Standing
from support.samples import on, register_of, standing_of_record

PLEDGE = "kommuner/lulea/loften/prov"
ALL = "{alla: skolor}"
IN_TIME = "{inom: 24 timmar, enhet: anmälningar}"
FEWER = "{jämfört med: 2018, riktning: färre, enhet: inbrott, utgångsvärde: 120}"


def standing_of(
    goal: str, *outcomes: str, covers: str = "2019", kind: str = "slutlig", day: str = "2026-01-01"
) -> Standing:
    """The standing of a pledge for 2019 with one action, and one follow-up with `outcomes` of it."""
    rows = "".join(f"  - {{åtgärd: prov, {outcome}}}\n" for outcome in outcomes)
    files = {
        f"{PLEDGE}.md": "titel: Prov\növerenskommelse: okänd\nparter: polisen\nperiod: 2019\nåtgärder:\n"
        f"  - id: prov\n    vad: Prov\n    ansvarig: polisen\n    mål: {goal}\n",
        "kommuner/lulea/uppfoljningar/u.md": f"titel: U\nlöfte: prov\ndatum: 2020-02\navser: {covers}\ntyp: {kind}\n"
        f"av: polisen\nbelägg: https://provstad.example/a\nutfall:\n{rows}",
    }
    return standing_of_record(register_of(files), PLEDGE, day)


def measured(goal: str, *outcomes: str, covers: str = "2019", kind: str = "slutlig") -> ActionStanding:
    return standing_of(goal, *outcomes, covers=covers, kind=kind).actions[0]


@pytest.mark.parametrize(
    ("goal", "outcome", "reached", "result"),
    [
        ("{minst: 3, högst: 4, enhet: möten, per: år}", "antal: 3", Reached.REACHED, Result.REACHED),
        ("{minst: 3, högst: 4, enhet: möten, per: år}", "antal: 2", Reached.NOT_REACHED, Result.NOT_REACHED),
        ("{högst: 4, enhet: olyckor}", "antal: 4", Reached.REACHED, Result.REACHED),
        ("{högst: 4, enhet: olyckor}", "antal: 5", Reached.NOT_REACHED, Result.NOT_REACHED),
        ("{högst: 0, enhet: olyckor}", "antal: 0", Reached.REACHED, Result.REACHED),
        ("{högst: 4, enhet: olyckor}", "antal: minst 3", Reached.NOT_COMPUTED, Result.REPORTED),
        ("{högst: 4, enhet: olyckor, per: månad}", "antal: 5", Reached.NOT_COMPUTED, Result.REPORTED),
        ("{antal: 1, enhet: kontroller, per: varannan vecka}", "antal: 26", Reached.REACHED, Result.REACHED),
        ("{antal: 1, enhet: kontroller, per: varannan vecka}", "antal: 25", Reached.NOT_REACHED, Result.NOT_REACHED),
        ("{antal: 2, enhet: möten, per: termin}", "antal: 4", Reached.REACHED, Result.REACHED),
        ("{antal: 2, enhet: möten, per: termin}", "antal: 3", Reached.NOT_REACHED, Result.NOT_REACHED),
        ("{antal: 1, enhet: besök, för varje: skola, hur många: 5}", "antal: 5", Reached.REACHED, Result.REACHED),
        ("{antal: 1, enhet: besök, för varje: skola, hur många: 5}", "antal: 4", Reached.NOT_REACHED, Result.NOT_REACHED),
        ("{antal: 1, enhet: besök, för varje: skola}", "antal: 5", Reached.NOT_COMPUTED, Result.REPORTED),
        ("{tillfällen: [valborg, avslutningen]}", "antal: 2", Reached.REACHED, Result.REACHED),
        ("{tillfällen: [valborg, avslutningen]}", "antal: 1", Reached.NOT_REACHED, Result.NOT_REACHED),
        ("{tillfällen: [valborg, avslutningen], minst: 3, enhet: pass}", "antal: 6", Reached.REACHED, Result.REACHED),
        (ALL, "antal: 12, av: 12", Reached.REACHED, Result.REACHED),
        (ALL, "antal: 11, av: 12", Reached.NOT_REACHED, Result.NOT_REACHED),
        (ALL, "gjort: ja", Reached.WITHOUT_NUMBER, Result.DONE),
        (ALL, "antal: 12", Reached.WITHOUT_NUMBER, Result.REPORTED),
        (IN_TIME, "inom: 20 timmar", Reached.REACHED, Result.REACHED),
        (IN_TIME, "inom: 1 dygn", Reached.REACHED, Result.REACHED),
        (IN_TIME, "inom: 2 dagar", Reached.NOT_REACHED, Result.NOT_REACHED),
        (IN_TIME, "inom: 1 arbetsdag", Reached.WITHOUT_NUMBER, Result.REPORTED),
        (IN_TIME, "antal: 40, av: 40", Reached.REACHED, Result.REACHED),
        (IN_TIME, "antal: 39, av: 40", Reached.NOT_REACHED, Result.NOT_REACHED),
        (FEWER, "antal: 119", Reached.REACHED, Result.REACHED),
        (FEWER, "antal: 120", Reached.NOT_REACHED, Result.NOT_REACHED),
        (FEWER.replace("färre", "högst lika många"), "antal: 120", Reached.REACHED, Result.REACHED),
        (FEWER.replace("färre", "minst lika många"), "antal: 120", Reached.REACHED, Result.REACHED),
        (FEWER.replace("färre", "fler"), "antal: 120", Reached.NOT_REACHED, Result.NOT_REACHED),
        (FEWER.replace("färre,", "fler, gånger: 2,"), "antal: 240", Reached.REACHED, Result.REACHED),
        (FEWER.replace("färre,", "färre, procent: 10,"), "antal: 108", Reached.REACHED, Result.REACHED),
        (FEWER.replace("färre,", "färre, procent: 10,"), "antal: 109", Reached.NOT_REACHED, Result.NOT_REACHED),
        (FEWER.replace(", utgångsvärde: 120", ""), "antal: 119", Reached.NOT_COMPUTED, Result.REPORTED),
        (
            FEWER.replace(", utgångsvärde: 120", ""),
            "antal: 119, jämförelse: [{år: 2018, antal: 120}]",
            Reached.REACHED,
            Result.REACHED,
        ),
    ],
)  # fmt: skip
def test_each_form_of_goal(goal: str, outcome: str, reached: Reached, result: Result) -> None:
    now = standing_of(goal, outcome)
    assert (now.actions[0].reached, now.results[0].result) == (reached, result)


def test_a_limit_is_said_to_be_kept_only_of_all_the_time_and_to_be_passed_at_once() -> None:
    part = {"covers": "2019-01/2019-06", "kind": "delredovisning"}
    assert measured("{högst: 4, enhet: olyckor}", "antal: 3", **part).reached is Reached.PARTLY_REPORTED
    assert measured("{högst: 4, enhet: olyckor}", "antal: 5", **part).reached is Reached.NOT_REACHED


@pytest.mark.parametrize(
    ("goal", "outcome", "told"),
    [
        (ALL, "antal: 12, av: 12", ("Mål: alla skolor.", "2019: 12 av 12 skolor, målet är nått.", "Målet är nått.")),
        (
            IN_TIME,
            "inom: 2 dagar",
            ("Mål: anmälningar inom 24 timmar.", "2019: inom 2 dagar, målet är inte nått.", "Målet är inte nått."),
        ),
        (
            FEWER,
            "antal: 119",
            (
                "Mål: färre inbrott än 2018 (då 120).",
                "Det blir högst 119 inbrott.",
                "Redovisat: 119 inbrott.",
                "119 mot 119: målet är nått.",
            ),
        ),
        (
            FEWER.replace(", utgångsvärde: 120", ""),
            "antal: 119",
            (
                "Mål: färre inbrott än 2018.",
                "Hur många det var 2018 är inte känt, så det går inte att säga om målet är nått.",
            ),
        ),
        (
            "{antal: 1, enhet: besök, för varje: skola}",
            "antal: 5",
            (
                "Mål: 1 besök för varje skola.",
                "Målet gäller för varje skola, och hur många de är står inte, så talen kan inte läggas ihop.",
            ),
        ),
        (
            "{antal: 2, enhet: möten, per: termin}",
            "antal: 4",
            (
                "Mål: 2 per termin (möten).",
                "Redovisad tid: 2019. Den rymmer 2 hela terminer.",
                "2 × 2 = 4 möten är lovade för den tiden.",
                "Redovisat: 4 möten.",
                "4 mot 4: målet är nått.",
            ),
        ),
    ],
)
def test_how_it_was_worked_out_is_told(goal: str, outcome: str, told: tuple[str, ...]) -> None:
    assert measured(goal, outcome).explanation == told


@pytest.mark.parametrize(("kept_by", "state"), [("förs av: sammanställning\n", State.UNKNOWN), ("", State.ONGOING)])
def test_what_holds_until_the_next_is_signed_is_not_said_to_hold_for_ever_in_a_compilation(
    kept_by: str, state: State
) -> None:
    pledge = "titel: Prov\növerenskommelse: okänd\nparter: polisen\nperiod: 2019/..\ngäller minst till: 2019\n"
    register = register_of({f"{PLEDGE}.md": pledge + kept_by})
    now = standing_of_record(register, PLEDGE, "2019-12-31")
    assert (now.state, now.until) == (State.ONGOING, on("2020-01-01") if kept_by else None)
    assert now.follow_up is FollowUpState.NOT_DUE
    after = standing_of_record(register, PLEDGE, "2020-01-01")
    assert after.state is state
    assert after.follow_up is (FollowUpState.NOT_FOUND if kept_by else FollowUpState.NOT_DUE)
