"""What became of each action, on the one scale, and the five words for readers: each rule by itself.

The same rules are told with real pledges in docs/utfall.md, which test_outcome_table works out.
"""

import pytest

from pledges.status.explanation import run_text
from pledges.status.facts import gather_facts
from pledges.status.follow_up_state import FollowUpState
from pledges.status.goal_reached import Reached
from pledges.status.labels import headline, result_explanation
from pledges.status.record_state import State
from pledges.status.result_for_readers import (
    ActionResult,
    PartyShare,
    ReaderState,
    Result,
    Turnout,
    party_shares,
    reader_state,
)
from pledges.status.standing import Standing
from support.samples import on, register_of, standing_of_record

PLEDGE = "kommuner/lulea/loften/prov"
AGREEMENT = "kommuner/lulea/overenskommelser/prov"
LONG_AFTER = "2026-01-01"
DURING = "2019-08-01"
WEEKLY = "{minst: 2, enhet: kontroller, per: vecka}"
YEARLY = "{minst: 3, enhet: mätningar, per: år}"
COUNT = "{minst: 8, enhet: områden}"


def report(
    *outcomes: str, covers: str = "2019", kind: str = "slutlig", by: str = "polisen", date: str = "2020-02-01",
    missing: str = "",
) -> str:  # fmt: skip
    """A follow-up with outcomes for the action, e.g. `antal: 5`, or of something else, `vad: Annat, gjort: ja`."""
    rows = "".join(
        f"  - {{{one}}}\n" if one.startswith("vad:") else f"  - {{åtgärd: prov, {one}}}\n" for one in outcomes
    )
    told = f"utfall:\n{rows}" if rows else ""
    lacks = f"saknas: [{missing}]\n" if missing else ""
    return f"titel: Prov\nlöfte: prov\ndatum: {date}\navser: {covers}\ntyp: {kind}\nav: {by}\nbelägg: https://provstad.example/prov\n{told}{lacks}"


def standing_of(
    goal: str, *reports: str, period: str = "2019", day: str = LONG_AFTER, more: str = "", responsible: str = "polisen"
) -> Standing:
    """The standing of a pledge with one action."""
    aim = f"    mål: {goal}\n" if goal else ""
    action = f"åtgärder:\n  - id: prov\n    vad: Provåtgärd\n    ansvarig: {responsible}\n{aim}"
    head = f"titel: Provlöfte\növerenskommelse: okänd\nparter: [polisen, kommunen]\nperiod: {period}\n{more}{action}"
    files = {f"{PLEDGE}.md": head, "aktorer/provtidningen.md": "titel: Provtidningen\ntyp: tidning"}
    files |= {f"kommuner/lulea/uppfoljningar/u{number}.md": text for number, text in enumerate(reports)}
    return standing_of_record(register_of(files), PLEDGE, day)


def result_of(
    goal: str, *reports: str, period: str = "2019", day: str = LONG_AFTER, more: str = "", responsible: str = "polisen"
) -> ActionResult:
    """What became of the one action."""
    (result,) = standing_of(goal, *reports, period=period, day=day, more=more, responsible=responsible).results
    return result


def times(result: ActionResult) -> tuple[list[str], list[str], list[str]]:
    """The covered, uncovered and otherwise reached times, in words."""
    return tuple([run_text(run) for run in runs] for runs in (result.covered, result.uncovered, result.reached_in))


@pytest.mark.parametrize(("word", "result"), [("ja", Result.DONE), ("delvis", Result.PARTLY), ("nej", Result.NOT_DONE)])
def test_a_word_is_the_answer_to_an_action_without_a_number(word: str, result: Result) -> None:
    found = result_of("", report(f"gjort: {word}"))
    assert (found.result, found.by, found.follow_ups) == (result, ("polisen",), ("kommuner/lulea/uppfoljningar/u0",))
    assert not found.so_far
    assert result_of("{antal: 1, enhet: möten}", report(f"gjort: {word}")).result is result


def test_a_yes_is_no_answer_to_how_many() -> None:
    assert result_of(COUNT, report("gjort: ja")).result is Result.DONE_UNCOUNTED
    assert result_of(WEEKLY, report("gjort: ja")).result is Result.DONE_UNCOUNTED
    assert result_of(COUNT, report("gjort: ja")).turnout is None
    assert result_of("{minst: 1, enhet: insatser}", report("gjort: ja")).result is Result.DONE
    assert result_of(COUNT, report("gjort: nej")).result is Result.NOT_DONE
    assert result_of(COUNT, report("gjort: delvis")).result is Result.PARTLY


def test_a_comment_alone_is_reported() -> None:
    for goal in (COUNT, "", "Löpande"):
        assert result_of(goal, report("kommentar: Prov.")).result is Result.REPORTED


def test_so_many_of_what_was_promised_without_any_goal_is_done() -> None:
    some = "antal: 21, enhet: tillsyner"
    assert result_of("", report(some)).result is Result.DONE
    assert result_of("", report("antal: minst 21")).turnout is Turnout.DONE
    assert result_of("", report(f"{some}, gjort: delvis")).result is Result.PARTLY
    assert result_of("", report("antal: 0, enhet: tillsyner")).result is Result.REPORTED
    assert result_of("", report("antal: 40, enhet: procent")).result is Result.REPORTED
    assert result_of("", report(some), report("gjort: nej", by="kommunen")).result is Result.PARTLY
    in_words = result_of("Löpande", report(some))
    assert (in_words.result, in_words.has_aim) == (Result.REPORTED, True)


@pytest.mark.parametrize(
    ("number", "result"),
    [("8", Result.REACHED), ("7", Result.NOT_REACHED), ("0", Result.NOT_REACHED), ("minst 7", Result.REPORTED)],
)
def test_a_count_of_the_whole_period(number: str, result: Result) -> None:
    found = result_of(COUNT, report(f"antal: {number}"))
    assert (found.result, times(found)) == (result, ([], [], []))


def test_a_count_that_falls_short_of_a_part_is_only_reported() -> None:
    assert result_of(COUNT, report("antal: 7", covers="2019-01/2019-06")).result is Result.REPORTED
    found = result_of(
        COUNT, report("antal: 7", covers="2019-01/2019-06", kind="delredovisning", date="2019-07"), day=DURING
    )
    assert (found.result, found.so_far) == (Result.REPORTED, True)


def test_interim_reports_alone_never_say_that_a_count_fell_short() -> None:
    """A story of the year's first walk says nothing of how many there were, whatever time it is said to cover."""
    first = report("antal: 3", covers="2019-01/2019-06", kind="delredovisning", date="2019-07")
    rest = report("antal: 2", covers="2019-07/2019-12", kind="delredovisning")
    for told in ([report("antal: 3", kind="delredovisning")], [first, rest]):
        assert result_of(COUNT, *told).result is Result.REPORTED
        (measured,) = standing_of(COUNT, *told).actions
        assert measured.reached is Reached.PARTLY_REPORTED
    assert result_of(COUNT, first, report("antal: 2", covers="2019-07/2019-12")).result is Result.NOT_REACHED


def test_a_count_that_is_reached_stays_reached_also_before_the_end() -> None:
    interim = report("antal: 9", covers="2019-01/2019-06", kind="delredovisning", date="2019-07")
    found = result_of(COUNT, interim, day=DURING)
    assert (found.result, found.so_far, times(found)) == (Result.REACHED, False, ([], [], []))
    assert result_of(COUNT, interim).result is Result.REACHED
    assert result_of(COUNT, interim, report("gjort: delvis")).result is Result.REACHED
    assert result_of(COUNT, interim, report("vad: Annat, gjort: ja")).result is Result.REACHED


def test_a_goal_per_week_is_reached_only_for_the_time_that_is_covered() -> None:
    found = result_of(WEEKLY, report("antal: 100", covers="2019-05/2019-12"))
    assert (found.result, times(found)) == (Result.REACHED, (["maj–december 2019"], ["januari–april 2019"], []))
    short = result_of(WEEKLY, report("antal: 10", covers="2019-05/2019-12"))
    assert (short.result, times(short)) == (Result.NOT_REACHED, (["maj–december 2019"], ["januari–april 2019"], []))
    whole = result_of(WEEKLY, report("antal: 104"))
    assert (whole.result, times(whole)) == (Result.REACHED, ([], [], []))


def test_what_lies_outside_the_period_is_not_said_to_be_covered() -> None:
    found = result_of(WEEKLY, report("antal: 200", covers="2018-10/2019-06"))
    assert times(found) == (["januari–juni 2019"], ["juli–december 2019"], [])


def test_a_goal_per_week_before_the_end_is_so_far() -> None:
    found = result_of(
        WEEKLY, report("antal: 60", covers="2019-01/2019-06", kind="delredovisning", date="2019-07"), day=DURING
    )
    assert (found.result, found.so_far) == (Result.REACHED, True)
    assert times(found) == (["januari–juni 2019"], ["juli–december 2019"], [])


def test_a_gap_between_two_reports_is_uncovered() -> None:
    found = result_of(
        "{minst: 2, enhet: kontroller, per: dygn}",
        report("antal: 300", covers="2019-01/2019-03", kind="delredovisning"),
        report("antal: 500", covers="2019-07/2019-09", kind="delredovisning"),
    )
    assert found.result is Result.REACHED
    assert times(found)[:2] == (
        ["januari–mars 2019", "juli–september 2019"],
        ["april–juni 2019", "oktober–december 2019"],
    )


def test_a_rate_in_part_of_the_time_is_told_for_that_part() -> None:
    found = result_of(WEEKLY, report("antal: '2,5', per: vecka", covers="2019-01/2019-06", kind="delredovisning"))
    assert (found.result, times(found)[:2]) == (Result.REACHED, (["januari–juni 2019"], ["juli–december 2019"]))


def yearly(*numbers: str) -> list[str]:
    return [
        report(number, covers=str(2019 + place), date=f"{2020 + place}-02", kind="delredovisning")
        for place, number in enumerate(numbers)
    ]


def test_a_goal_per_year_is_judged_year_by_year() -> None:
    found = result_of(YEARLY, *yearly("antal: 3", "antal: 2", "antal: 4"), period="2019/2021")
    assert (found.result, times(found)) == (Result.NOT_REACHED, (["2020"], [], ["2019", "2021"]))
    kept = result_of(YEARLY, *yearly("antal: 3", "antal: 3", "antal: 4"), period="2019/2021")
    assert (kept.result, times(kept)) == (Result.REACHED, ([], [], []))
    partly = result_of(YEARLY, *yearly("antal: 3", "antal: 3"), period="2019/2021")
    assert (partly.result, times(partly)) == (Result.REACHED, (["2019–2020"], ["2021"], []))


def test_rates_per_year_are_judged_year_by_year() -> None:
    found = result_of(
        YEARLY, *yearly("antal: 3, per: år", "antal: 2, per: år", "antal: 4, per: år"), period="2019/2021"
    )
    assert (found.result, times(found)) == (Result.NOT_REACHED, (["2020"], [], ["2019", "2021"]))


def test_two_halves_of_a_year_are_that_year() -> None:
    halves = [
        report("antal: 2", covers="2019-01/2019-06", kind="delredovisning"),
        report("antal: 1", covers="2019-07/2019-12", kind="delredovisning"),
        report("antal: 3", covers="2020", date="2021-02"),
    ]
    found = result_of(YEARLY, *halves, period="2019/2020")
    assert (found.result, times(found)) == (Result.REACHED, ([], [], []))


def test_a_sum_of_three_years_does_not_tell_of_each() -> None:
    assert (
        result_of(YEARLY, report("antal: 9", covers="2019/2021", date="2022"), period="2019/2021").result
        is Result.REPORTED
    )
    found = result_of(YEARLY, report("antal: 8", covers="2019/2021", date="2022"), period="2019/2021")
    assert found.result is Result.NOT_REACHED


def test_a_year_that_is_over_reached_before_its_end_is_reached() -> None:
    found = result_of(YEARLY, report("antal: 3", covers="2019-01/2019-06", kind="delredovisning"))
    assert (found.result, times(found)) == (Result.REACHED, ([], [], []))
    short = result_of(YEARLY, report("antal: 2", covers="2019-01/2019-06", kind="delredovisning"))
    assert short.result is Result.REPORTED


def test_the_years_of_a_period_that_begins_in_july() -> None:
    reports = [
        report("antal: 3", covers="2019-07/2020-06", kind="delredovisning"),
        report("antal: 2", covers="2020-07/2021-06", kind="delredovisning", date="2021-09"),
    ]
    found = result_of(YEARLY, *reports, period="2019-07/2021-06")
    assert (found.result, times(found)) == (
        Result.NOT_REACHED,
        (["juli 2020 – juni 2021"], [], ["juli 2019 – juni 2020"]),
    )


@pytest.mark.parametrize(
    ("per", "covers"),
    [
        ("månad", ["2019-01", "2019-02", "2019-03"]),
        ("kvartal", ["2019-01/2019-03", "2019-04/2019-06", "2019-07/2019-09"]),
        ("halvår", ["2019-01/2019-06", "2019-07/2019-12"]),
    ],
)
def test_a_goal_per_month_or_longer_reported_one_by_one_is_judged_so(per: str, covers: list[str]) -> None:
    numbers = ("3", "2", "4")
    reports = [
        report(f"antal: {number}", covers=one, kind="delredovisning")
        for one, number in zip(covers, numbers, strict=False)
    ]
    found = result_of(f"{{minst: 3, enhet: pass, per: {per}}}", *reports)
    assert found.result is Result.NOT_REACHED
    assert [run.first for run in found.covered] == [on(f"{covers[1][:7]}-01")]


def test_a_percentage_over_several_years_is_told_year_by_year() -> None:
    goal = "{minst: 90, enhet: procent}"
    found = result_of(goal, *yearly("antal: 92", "antal: 85", "antal: 95"), period="2019/2021")
    assert (found.result, times(found)) == (Result.NOT_REACHED, (["2020"], [], ["2019", "2021"]))
    kept = result_of(goal, *yearly("antal: 92", "antal: 91", "antal: 95"), period="2019/2021")
    assert (kept.result, times(kept)) == (Result.REACHED, ([], [], []))


def test_a_share_of_all_is_no_failure_before_all_is_reported() -> None:
    goal = "{antal: 40, av: 52, enhet: helger}"
    interim = report("antal: 15, av: 52", covers="2019-01/2019-06", kind="delredovisning", date="2019-07")
    assert result_of(goal, interim, day=DURING).result is Result.REPORTED
    assert result_of(goal, interim).result is Result.REPORTED
    assert result_of(goal, report("antal: 41, av: 52")).result is Result.REACHED
    assert result_of(goal, report("antal: 39, av: 52")).result is Result.NOT_REACHED


def test_silence_by_those_responsible_is_not_mentioned() -> None:
    other = "vad: Annat, gjort: ja"
    found = result_of(COUNT, report(other))
    assert (found.result, found.read_whole, found.by) == (Result.NOT_MENTIONED, True, ("polisen",))
    partly_read = result_of(COUNT, report(other, missing="Vi läste bara inledningen."))
    assert (partly_read.result, partly_read.read_whole) == (Result.NOTHING_REPORTED, False)
    assert result_of(COUNT, report(other, by="kommunen")).result is Result.NOTHING_REPORTED
    assert result_of(COUNT, report(other), responsible="[polisen, kommunen]").result is Result.NOTHING_REPORTED
    assert result_of(COUNT, report(other, kind="delredovisning")).result is Result.NOTHING_REPORTED
    assert result_of(COUNT, report()).result is Result.NOTHING_REPORTED


def test_nothing_reported_after_the_end_and_not_yet_before() -> None:
    during, before = (result_of(COUNT, day=day) for day in (DURING, "2018-01-01"))
    assert (during.result, during.has_no_day) == (Result.NOT_YET, True)
    assert (before.result, before.has_no_day) == (Result.NOT_YET, False)
    due = result_of(COUNT, day=DURING, more="uppföljning: {senast: 2020-06-30}\n")
    assert (due.result, due.has_no_day) == (Result.NOT_YET, False)
    assert result_of(COUNT, day="2020-01-01").result is Result.NOTHING_REPORTED
    assert result_of(COUNT).result is Result.NOTHING_REPORTED
    assert result_of(COUNT, period="okänd").result is Result.NOTHING_REPORTED
    assert result_of(COUNT, period="2019/..").result is Result.NOT_YET
    late = result_of(COUNT, day=DURING, more="uppföljning: {senast: 2019-06-30}\n")
    assert late.result is Result.NOTHING_REPORTED


def test_what_is_to_be_done_every_year_is_due_for_the_years_that_have_passed() -> None:
    weekly, once = "{minst: 1, enhet: möten, per: vecka}", "{minst: 3, enhet: mätningar}"
    for goal in (YEARLY, weekly):
        found = result_of(goal, period="2019/2022", day="2021-08-01")
        assert (found.result, times(found)) == (Result.NOTHING_REPORTED, (["2019–2020"], [], []))
    assert result_of(YEARLY, period="2019/2022", day="2020-06-30").result is Result.NOT_YET
    assert result_of(YEARLY, period="2019/2022", day="2020-07-01").result is Result.NOTHING_REPORTED
    assert result_of(once, period="2019/2022", day="2021-08-01").result is Result.NOT_YET
    assert times(result_of(YEARLY, period="2019/2022", day="2024-01-01")) == ([], [], [])
    now = standing_of(YEARLY, period="2019/2022", day="2021-06-30")
    assert (now.reader_state, now.until) == (ReaderState.IN_FORCE, on("2021-07-01"))
    assert headline(now) == "1 åtgärd: inte redovisad 2019"


def test_what_the_editors_have_not_read_is_said() -> None:
    assert result_of(COUNT, report(kind="delredovisning")).read_whole is False
    assert result_of(COUNT, report("antal: 9", missing="Resten.")).read_whole is False
    assert result_of(COUNT, report("antal: 9")).read_whole is True


def test_what_nobody_has_read_answers_nothing_until_one_of_them_is_read() -> None:
    unread = f"{report(missing='Vi har inte läst den.')}oläst: ja\n"
    found = result_of(COUNT, unread)
    assert (found.result, found.is_unread) == (Result.NOTHING_REPORTED, True)
    assert result_of(COUNT, unread, report(kind="delredovisning")).is_unread is False
    assert result_of(COUNT).is_unread is False


def shares(responsible: list[str], *answered: int) -> tuple[PartyShare, ...]:
    """The shares where each action has one of `responsible`, and those numbered in `answered` are reported done."""
    rows = "".join(f"  - {{id: a{number}, vad: Prov, ansvarig: {who}}}\n" for number, who in enumerate(responsible))
    outcomes = "".join(f"  - {{åtgärd: a{number}, gjort: ja}}\n" for number in answered)
    head = f"titel: Provlöfte\növerenskommelse: okänd\nparter: [polisen, kommunen]\nperiod: 2019\nåtgärder:\n{rows}"
    text = f"titel: P\nlöfte: prov\ndatum: 2020-02-01\navser: 2019\ntyp: slutlig\nav: polisen\nbelägg: https://provstad.example/p\nutfall:\n{outcomes}"
    register = register_of({f"{PLEDGE}.md": head, "kommuner/lulea/uppfoljningar/u.md": text})
    facts = gather_facts(register, register.records[PLEDGE])
    return party_shares(facts.actions, standing_of_record(register, PLEDGE, LONG_AFTER).results)


def test_whose_actions_are_reported_is_told_where_a_partys_own_are_all_silent() -> None:
    assert shares(["polisen", "kommunen", "polisen", "kommunen"], 0) == (
        PartyShare("polisen", 1, 2),
        PartyShare("kommunen", 0, 2),
    )
    assert shares(["[polisen, kommunen]", "kommunen"], 0) == ()
    assert shares(["[polisen, kommunen]", "lpo-lulea-boden", "skolan"], 0) == (
        PartyShare("polisen", 1, 2),
        PartyShare("kommunen", 1, 1),
        PartyShare("skolan", 0, 1),
    )


def test_whose_actions_are_reported_is_not_told_where_all_or_none_are() -> None:
    assert shares(["polisen", "kommunen"], 0, 1) == ()
    assert shares(["polisen", "kommunen"]) == ()


def test_others_never_count() -> None:
    for outcome in ("antal: 9", "gjort: ja", "kommentar: Prov."):
        assert result_of(COUNT, report(outcome, by="provtidningen")).result is Result.NOTHING_REPORTED
    found = result_of(COUNT, report("antal: 7"), report("antal: 9", by="provtidningen", date="2021"))
    assert (found.result, found.by) == (Result.NOT_REACHED, ("polisen",))
    both = result_of(COUNT, report("antal: 9", by="[provtidningen, polisen]"))
    assert (both.result, both.by) == (Result.REACHED, ("polisen",))


def test_the_final_report_is_heard_before_the_interim_and_the_later_before_the_earlier() -> None:
    interim = report("gjort: delvis", kind="delredovisning", date="2019-07")
    assert result_of("", interim, report("gjort: ja")).result is Result.DONE
    assert result_of("", interim, report("gjort: nej")).result is Result.NOT_DONE
    later = report("gjort: ja", kind="delredovisning", date="2019-11")
    assert result_of("", interim, later).result is Result.DONE
    assert result_of("", report("gjort: nej"), report("gjort: ja", date="2020-05")).result is Result.DONE
    assert result_of("", report("gjort: ja"), report("gjort: nej", date="2020-05")).result is Result.NOT_DONE


def test_a_final_report_is_heard_before_a_later_interim_one_by_another_party() -> None:
    later = report("gjort: nej", kind="delredovisning", by="kommunen", date="2020-06-01")
    assert result_of("", report("gjort: ja"), later).result is Result.DONE


def test_the_last_word_is_heard_over_an_earlier_number_that_is_no_sum() -> None:
    interim = report("antal: 60", covers="2019-01/2019-06", kind="delredovisning", date="2019-07")
    assert result_of(WEEKLY, interim).result is Result.REACHED
    assert result_of(WEEKLY, interim, report("gjort: nej")).result is Result.NOT_DONE
    assert result_of(
        WEEKLY, report("antal: 104"), report("gjort: nej", kind="delredovisning", date="2020-03")
    ).result is (Result.REACHED)


def test_a_number_is_heard_before_a_word_in_the_same_report() -> None:
    assert result_of(COUNT, report("antal: 7, gjort: ja")).result is Result.NOT_REACHED
    assert result_of(COUNT, report("antal: 8, gjort: delvis")).result is Result.REACHED
    assert result_of(COUNT, report("antal: 9, enhet: hushåll, gjort: delvis")).result is Result.PARTLY


def test_a_yes_of_the_first_half_that_the_final_report_does_not_repeat_holds_for_that_half() -> None:
    interim = report("gjort: ja", covers="2019-01/2019-06", kind="delredovisning", date="2019-07")
    final = report("vad: Annat, gjort: ja")
    found = result_of("", interim, final)
    assert (found.result, times(found)[:2]) == (Result.DONE, (["januari–juni 2019"], ["juli–december 2019"]))
    assert result_of("", interim).result is Result.DONE
    assert result_of("", interim, report("vad: Annat, gjort: ja", by="kommunen")).result is Result.DONE
    no = report("gjort: nej", covers="2019-01/2019-06", kind="delredovisning", date="2019-07")
    assert result_of("", no, final).result is Result.NOT_DONE


@pytest.mark.parametrize(
    ("words", "is_of_another"),
    [
        ("Gjordes på samtliga boenden i februari och mars.", True),
        ("Möten hölls på båda skolorna i december 2018.", True),
        ("Gjordes i april och juni.", False),
        ("Mötet hölls i maj 2019.", False),
        ("En samordnare slutade i februari.", False),
        ("Gjordes på samtliga boenden.", False),
    ],
)
def test_a_yes_whose_own_words_say_another_time_has_none(words: str, is_of_another: bool) -> None:
    told = f"gjort: ja, kommentar: {words}"
    result = result_of("", report(told, covers="2019-05/2019-07", kind="delredovisning"))
    assert result.result is Result.DONE
    assert times(result)[0] == ([] if is_of_another else ["maj–juli 2019"])
    assert bool(result.uncovered) is bool(result.told) is not is_of_another


def test_an_interim_no_before_the_end_may_change() -> None:
    no = report("gjort: nej", covers="2019-01/2019-06", kind="delredovisning", date="2019-07")
    found = result_of("", no, day=DURING)
    assert (found.result, found.so_far) == (Result.NOT_DONE, True)
    later = result_of("", no)
    assert later.so_far is False
    assert times(later)[:2] == (["januari–juni 2019"], ["juli–december 2019"])


@pytest.mark.parametrize(
    ("said", "kind", "covers", "spans"),
    [
        ("delvis", "delredovisning", "2019-01/2019-06", (["januari–juni 2019"], ["juli–december 2019"])),
        ("nej", "delredovisning", "2019-07/2019-12", (["juli–december 2019"], ["januari–juni 2019"])),
        ("nej", "delredovisning", "2019", ([], [])),
        ("nej", "slutlig", "2019-01/2019-06", (["januari–juni 2019"], ["juli–december 2019"])),
        ("ja", "delredovisning", "2019-01/2019-06", (["januari–juni 2019"], ["juli–december 2019"])),
        ("ja", "slutlig", "2019-01/2019-12", ([], [])),
    ],
)
def test_a_word_holds_for_its_own_time(said: str, kind: str, covers: str, spans: tuple[list[str], list[str]]) -> None:
    assert times(result_of("", report(f"gjort: {said}", covers=covers, kind=kind, date="2020-01-15")))[:2] == spans


def test_what_is_reported_without_a_word_holds_for_its_own_time_too() -> None:
    half = {"covers": "2019-01/2019-06", "kind": "delredovisning"}
    spans = (["januari–juni 2019"], ["juli–december 2019"])
    for goal, said, result in [
        ("", "kommentar: Prov.", Result.REPORTED),
        ("", "antal: 5, enhet: pass", Result.DONE),
        (WEEKLY, "gjort: ja", Result.DONE_UNCOUNTED),
        (COUNT, "antal: 5", Result.REPORTED),
    ]:
        found = result_of(goal, report(said, **half))
        assert (found.result, times(found)[:2]) == (result, spans)
    assert times(result_of("", report("kommentar: Prov.", **half), day=DURING)) == ([], [], [])
    assert times(result_of("", report("gjort: ja", covers="okänd"))) == ([], [], [])


@pytest.mark.parametrize("goal", ["{antal: 1, enhet: poliskontor}", "{alla: boenden}"])
def test_what_is_done_once_and_for_all_is_done_whatever_time_the_report_covers(goal: str) -> None:
    late = {"covers": "2019-07/2019-09", "kind": "delredovisning", "date": "2019-10"}
    done, not_done = (result_of(goal, report(f"gjort: {word}", **late)) for word in ("ja", "delvis"))
    assert done.result in (Result.DONE, Result.REACHED)
    assert times(done) == ([], [], [])
    assert times(not_done) == (["januari–september 2019"], ["oktober–december 2019"], [])


def test_reports_that_say_the_same_are_added_and_what_another_says_is_not_unknown() -> None:
    first = report("gjort: delvis", covers="2019-01/2019-03", kind="delredovisning", date="2019-04")
    second = report("gjort: delvis", covers="2019-04/2019-06", kind="delredovisning", date="2019-07")
    third = report("kommentar: Prov.", covers="2019-07/2019-09", kind="delredovisning", date="2019-10")
    found = result_of("", first, second, third)
    assert times(found)[:2] == (["januari–juni 2019"], ["oktober–december 2019"])
    assert [run_text(run) for run in found.beside] == ["juli–september 2019"]
    assert found.follow_ups == ("kommuner/lulea/uppfoljningar/u0", "kommuner/lulea/uppfoljningar/u1")


def test_a_no_to_a_goal_in_words_is_about_the_goal() -> None:
    assert result_of("Permanent kamera", report("gjort: nej")).result is Result.NOT_REACHED
    assert result_of("Permanent kamera", report("gjort: ja")).result is Result.DONE


def test_different_words_by_different_parties_are_partly() -> None:
    found = result_of(
        "", report("gjort: ja"), report("gjort: nej", by="kommunen", date="2020-03"), responsible="[polisen, kommunen]"
    )
    assert (found.result, found.by) == (Result.PARTLY, ("polisen", "kommunen"))
    assert "säger olika om åtgärden" in result_explanation(found, compilation=False)
    told_so = result_of("", report("gjort: delvis"), report("gjort: delvis", date="2020-03"))
    assert "säger olika" not in result_explanation(told_so, compilation=False)


def state_of(goal: str = "", *reports: str, period: str = "2019", day: str = LONG_AFTER, more: str = "") -> ReaderState:
    return standing_of(goal, *reports, period=period, day=day, more=more).reader_state


def test_the_five_words() -> None:
    assert state_of(day=DURING) is ReaderState.IN_FORCE
    assert state_of(day="2020-02-01") is ReaderState.BEING_FOLLOWED_UP
    assert state_of() is ReaderState.NOTHING_REPORTED
    assert state_of(period="okänd") is ReaderState.UNKNOWN
    assert state_of("", report("gjort: nej")) is ReaderState.REPORTED
    assert state_of("", report("kommentar: Prov.", kind="delredovisning")) is ReaderState.REPORTED
    assert state_of("", report("gjort: ja", by="provtidningen")) is ReaderState.NOTHING_REPORTED
    assert state_of("", report("gjort: ja"), period="okänd") is ReaderState.REPORTED
    assert state_of("", report("gjort: ja", kind="delredovisning"), period="okänd") is ReaderState.REPORTED
    assert state_of("", report("gjort: ja", kind="delredovisning", date="2019-07"), day=DURING) is ReaderState.IN_FORCE
    assert state_of(day="2018-01-01") is ReaderState.UNKNOWN


def test_a_follow_up_that_answers_for_no_action_is_not_an_answer() -> None:
    other = "vad: Annat, gjort: ja"
    assert state_of("", report(other)) is ReaderState.NOTHING_REPORTED
    assert state_of("", report(other, missing="Vi läste bara inledningen.")) is ReaderState.UNKNOWN
    assert state_of("", report()) is ReaderState.UNKNOWN


def test_a_follow_up_of_what_nobody_has_seen_is_no_answer_but_one_of_what_promises_no_actions_is() -> None:
    pledge = {f"{PLEDGE}.md": "titel: P\növerenskommelse: okänd\nparter: [polisen, kommunen]\nperiod: 2019"}
    agreement = {f"{AGREEMENT}.md": "titel: Ö\nparter: [polisen, kommunen]\nperiod: 2019"}
    told = report("vad: Annat, gjort: ja")
    for files, identity, key, state in (
        (pledge, PLEDGE, "löfte: prov", ReaderState.UNKNOWN),
        (agreement, AGREEMENT, "överenskommelse: prov", ReaderState.REPORTED),
    ):
        follow_up = {"kommuner/lulea/uppfoljningar/u.md": told.replace("löfte: prov", key)}
        assert standing_of_record(register_of(files | follow_up), identity, LONG_AFTER).reader_state is state
        assert standing_of_record(register_of(files), identity, LONG_AFTER).reader_state is ReaderState.NOTHING_REPORTED


def test_every_state_has_a_word() -> None:
    for state in State:
        for follow_up in FollowUpState:
            assert reader_state(state, follow_up, results=(), reports=()) in ReaderState
