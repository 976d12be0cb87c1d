"""Promised against done: every way of counting, with how it was worked out, told in Swedish."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pledges.status.goal_reached import ActionStanding, Reached
from pledges.status.reported_numbers import add
from pledges.status.standing import Standing
from pledges.written_values import Number, Qualifier
from support.samples import real_register, register_of, standing_of_record

PLEDGE = "kommuner/lulea/loften/prov"
LONG_AFTER = "2026-01-01"


def goal(text: str) -> str:
    """One action with a goal, e.g. `minst: 8, enhet: områden`."""
    return f"""
åtgärder:
  - id: prov
    vad: Provåtgärd
    ansvarig: polisen
    mål: {{{text}}}
"""


def report(
    covers: str, *outcomes: str, kind: str = "delredovisning", by: str = "polisen", date: str = "2020-02-01"
) -> str:
    """A follow-up with outcomes for the action, e.g. `antal: 5`."""
    rows = "".join(f"  - {{åtgärd: prov, {outcome}}}\n" for outcome in outcomes)
    told = f"utfall:\n{rows}" if rows else ""
    return f"titel: Provuppföljning\nlöfte: prov\ndatum: {date}\navser: {covers}\ntyp: {kind}\nav: {by}\nbelägg: https://provstad.example/prov\n{told}"


def standing_of(action: str, *reports: str, period: str = "2019", day: str = LONG_AFTER) -> Standing:
    files = {
        f"{PLEDGE}.md": f"titel: Provlöfte\növerenskommelse: okänd\nparter: [polisen, kommunen]\nperiod: {period}\n{action}"
    }
    files |= {f"kommuner/lulea/uppfoljningar/u{number}.md": text for number, text in enumerate(reports)}
    return standing_of_record(register_of(files), PLEDGE, day)


def measured(action: str, *reports: str, period: str = "2019", day: str = LONG_AFTER) -> ActionStanding:
    return standing_of(action, *reports, period=period, day=day).actions[0]


def lulea_2018(day: str) -> ActionStanding:
    """The checks of traffic that were promised."""
    now = standing_of_record(real_register(), "kommuner/lulea/loften/2018", day)
    return next(one for one in now.actions if one.action == "trafikkontroller")


def test_lulea_2018_is_301_of_245_and_the_nested_report_is_not_added() -> None:
    checks = lulea_2018("2020-01-01")
    assert (checks.promised, checks.done) == (Decimal(245), Number(Decimal(301)))
    assert checks.reached is Reached.REACHED
    assert checks.coverage == pytest.approx(245 / 365)
    assert checks.explanation == (
        "Mål: minst 1 per dygn (kontroller).",
        "Uppföljningen för maj–juli 2018 ligger inom den för maj–december 2018 och läggs inte till.",
        "Redovisad tid: maj–december 2018. Den rymmer 245 dygn.",
        "1 × 245 = 245 kontroller är lovade för den tiden.",
        "Redovisat: 301 kontroller.",
        "Det redovisade omfattar 245 av periodens 365 dygn.",
        "301 mot 245: målet är nått för den redovisade tiden.",
    )
    told = {(str(one.outcome.amount), one.outcome.per): (one.nested_in, one.counted) for one in checks.figures}
    whole = "kommuner/lulea/uppfoljningar/2018-maj-december"
    assert told == {
        ("301", None): (None, True),
        ("1,23", "dygn"): (None, False),
        ("71", None): (whole, False),
        ("0,78", "dygn"): (whole, False),
    }


def test_lulea_2018_in_september_2018_was_71_of_92_so_far() -> None:
    checks = lulea_2018("2018-09-01")
    assert (checks.reached, checks.promised, checks.done) == (Reached.SO_FAR, Decimal(92), Number(Decimal(71)))
    assert checks.explanation[-1] == "Perioden är inte slut, så talen gäller hittills."


@pytest.mark.parametrize(
    ("done", "reached", "last"),
    [
        ("antal: 8", Reached.REACHED, "8 mot 8: målet är nått."),
        ("antal: 7", Reached.NOT_REACHED, "7 mot 8: målet är inte nått."),
        ("antal: minst 8", Reached.REACHED, "Minst 8 mot 8: målet är nått."),
        ("antal: minst 7", Reached.NOT_COMPUTED, "Av uppgifterna framgår inte om målet är nått."),
        ("antal: högst 9", Reached.NOT_COMPUTED, "Av uppgifterna framgår inte om målet är nått."),
        ("antal: högst 7", Reached.NOT_REACHED, "Högst 7 mot 8: målet är inte nått."),
        ("antal: cirka 8", Reached.REACHED, "Cirka 8 mot 8: målet är nått."),
    ],
)
def test_a_number_is_compared_with_its_reservation(done: str, reached: Reached, last: str) -> None:
    action = measured(goal("minst: 8, enhet: områden"), report("2019", done, kind="slutlig"))
    assert (action.reached, action.explanation[-1]) == (reached, last)


def test_reports_that_follow_on_each_other_are_added() -> None:
    action = measured(
        goal("antal: 8, enhet: områden"),
        report("2019-01/2019-06", "antal: 5"),
        report("2019-07/2019-12", "antal: minst 4"),
    )
    assert (action.reached, action.done) == (Reached.REACHED, Number(Decimal(9), Qualifier.AT_LEAST))
    assert action.explanation == (
        "Mål: 8 områden.",
        "Redovisat: 5 + minst 4 = minst 9 områden.",
        "Minst 9 mot 8: målet är nått.",
    )
    assert action.coverage == 1


def test_rows_of_one_report_for_one_action_are_added() -> None:
    action = measured(goal("antal: 8, enhet: områden"), report("2019", "antal: 5", "antal: 3", kind="slutlig"))
    assert action.done == Number(Decimal(8))


def test_a_partial_overlap_is_not_computed_and_says_so() -> None:
    action = measured(
        goal("minst: 8, enhet: områden"), report("2019-01/2019-06", "antal: 9"), report("2019-06/2019-12", "antal: 9")
    )
    assert (action.reached, action.done, action.promised) == (Reached.NOT_COMPUTED, None, Decimal(8))
    assert action.explanation == (
        "Mål: minst 8 områden.",
        "Uppföljningarna för januari–juni 2019 och juni–december 2019 överlappar delvis, så talen kan inte läggas ihop.",
    )
    assert not any(figure.counted for figure in action.figures)


def test_one_day_in_common_is_an_overlap() -> None:
    days = ("2019-01-01/2019-06-15", "2019-06-15/2019-12-31")
    action = measured(goal("minst: 8, enhet: områden"), *(report(covers, "antal: 9") for covers in days))
    assert action.reached is Reached.NOT_COMPUTED


def test_a_sum_is_no_more_exact_than_its_parts() -> None:
    assert str(add([Number(Decimal(5)), Number(Decimal(3))])) == "8"
    assert str(add([Number(Decimal(5), Qualifier.AT_LEAST), Number(Decimal(3))])) == "minst 8"
    assert str(add([Number(Decimal(5), Qualifier.AT_LEAST), Number(Decimal(3), Qualifier.AT_MOST)])) == "cirka 8"


def test_of_two_reports_for_the_same_time_the_final_one_counts() -> None:
    action = measured(
        goal("minst: 8, enhet: områden"),
        report("2019", "antal: 9", kind="slutlig", date="2020-01-15"),
        report("2019", "antal: 7", date="2020-02-15"),
    )
    assert action.done == Number(Decimal(9))
    assert "Det finns flera uppföljningar för 2019. Bara den slutliga, eller den senaste, räknas." in action.explanation


def test_different_figures_of_different_parties_for_the_same_time_are_not_computed() -> None:
    action = measured(
        goal("minst: 8, enhet: områden"),
        report("2019", "antal: 5", kind="slutlig", by="polisen"),
        report("2019", "antal: 4", kind="slutlig", by="kommunen"),
    )
    assert action.reached is Reached.NOT_COMPUTED
    assert action.explanation[-1] == "Olika parter redovisar olika tal för 2019. Om de ska läggas ihop framgår inte."


def test_an_unknown_time_can_be_compared_alone_but_not_added() -> None:
    alone = measured(goal("minst: 8, enhet: områden"), report("okänd", "antal: 9"))
    assert (alone.reached, alone.coverage) == (Reached.REACHED, None)
    both = measured(goal("minst: 8, enhet: områden"), report("okänd", "antal: 9"), report("2019", "antal: 1"))
    assert both.reached is Reached.NOT_COMPUTED
    assert (
        both.explanation[-1]
        == "Det är inte känt vilken tid alla uppföljningar omfattar, så talen kan inte läggas ihop."
    )
    per_week = measured(goal("antal: 1, enhet: pass, per: vecka"), report("okänd", "antal: 9"))
    assert (per_week.reached, per_week.promised) == (Reached.NOT_COMPUTED, None)


@pytest.mark.parametrize(
    ("per", "covers", "promised", "held"),
    [
        ("dygn", "2019-02", 28, "Redovisad tid: februari 2019. Den rymmer 28 dygn."),
        ("vecka", "2019-02", 4, "Redovisad tid: februari 2019. Den rymmer 4 hela veckor."),
        ("vecka", "2019-01", 4, "Redovisad tid: januari 2019. Den rymmer 4 hela veckor."),
        (
            "månad",
            "2019-01-15/2019-03-13",
            1,
            "Redovisad tid: 15 januari 2019 – 13 mars 2019. Den rymmer en hel månad.",
        ),
        (
            "månad",
            "2019-01-15/2019-03-14",
            2,
            "Redovisad tid: 15 januari 2019 – 14 mars 2019. Den rymmer 2 hela månader.",
        ),
        ("kvartal", "2019-01/2019-08", 2, "Redovisad tid: januari–augusti 2019. Den rymmer 2 hela kvartal."),
        ("tertial", "2019-05/2019-12", 2, "Redovisad tid: maj–december 2019. Den rymmer 2 hela tertial."),
        ("halvår", "2019-05/2019-12", 1, "Redovisad tid: maj–december 2019. Den rymmer ett helt halvår."),
        ("år", "2019", 1, "Redovisad tid: 2019. Den rymmer ett helt år."),
        ("år", "2019-05-29/2020-05-28", 1, "Redovisad tid: 29 maj 2019 – 28 maj 2020. Den rymmer ett helt år."),
    ],
)
def test_a_goal_per_unit_of_time_counts_the_whole_units_covered(
    per: str, covers: str, promised: int, held: str
) -> None:
    action = measured(
        goal(f"antal: 1, enhet: pass, per: {per}"), report(covers, "antal: 3", kind="slutlig"), period="2019/2020"
    )
    assert action.promised == promised
    assert held in action.explanation


def test_a_goal_per_year_is_reached_in_eight_months_or_not_computed() -> None:
    yearly, months = goal("antal: 4, enhet: gånger, per: år"), "2019-05/2019-12"
    action = measured(yearly, report(months, "antal: 4", kind="slutlig"))
    assert (action.reached, action.promised, action.done) == (Reached.REACHED, Decimal(4), Number(Decimal(4)))
    assert "2019: 4 gånger mot 4, målet är nått." in action.explanation
    action = measured(yearly, report(months, "antal: 3", kind="slutlig"))
    assert (action.reached, action.promised, action.done) == (Reached.NOT_COMPUTED, None, Number(Decimal(3)))
    assert (
        "Redovisad tid: maj–december 2019. Den är kortare än ett helt år, så målet går inte att räkna om."
        in action.explanation
    )


def test_a_total_reached_in_a_part_of_the_period_is_reached_but_a_shortfall_there_proves_nothing() -> None:
    half = "2019-01/2019-06"
    assert measured(goal("minst: 8, enhet: områden"), report(half, "antal: 8")).reached is Reached.REACHED
    for kind in ("delredovisning", "slutlig"):
        short = measured(goal("minst: 8, enhet: områden"), report(half, "antal: 7", kind=kind))
        assert short.reached is Reached.PARTLY_REPORTED
        assert short.explanation[-2:] == (
            "Det redovisade omfattar 181 av periodens 365 dygn.",
            "Hela perioden är inte slutligt redovisad, så det går inte att säga om målet är nått.",
        )


def test_a_goal_per_time_is_told_of_a_part_only_when_the_parties_call_it_final() -> None:
    half = "2019-01/2019-06"
    per_day = goal("minst: 1, enhet: kontroller, per: dygn")
    assert measured(per_day, report(half, "antal: 300")).reached is Reached.PARTLY_REPORTED
    assert measured(per_day, report(half, "antal: 300", kind="slutlig")).reached is Reached.REACHED
    assert measured(per_day, report(half, "antal: 100", kind="slutlig")).reached is Reached.NOT_REACHED


def test_before_the_end_it_is_so_far_however_much_is_done() -> None:
    early = report("2019-01/2019-06", "antal: 20", date="2019-08-01")
    assert measured(goal("minst: 8, enhet: områden"), early, day="2019-12-31").reached is Reached.SO_FAR
    assert measured(goal("minst: 8, enhet: områden"), early, day="2020-01-01").reached is Reached.REACHED
    on_the_last_day = report("2019-01/2019-06", "antal: 20", date="2019-12-31")
    assert measured(goal("minst: 8, enhet: områden"), on_the_last_day, day="2019-12-31").reached is Reached.SO_FAR


def test_where_the_end_is_unknown_it_is_so_far_until_the_parties_report_finally() -> None:
    areas = goal("minst: 8, enhet: områden")
    interim = report("2019-01/2019-06", "antal: 3")
    newspaper = report("2019-01/2019-06", "gjort: ja", kind="slutlig", by="tidningen")
    assert measured(areas, interim, newspaper, period="2019/okänd").reached is Reached.SO_FAR
    final = report("2019-01/2019-06", "antal: 3", kind="slutlig")
    assert measured(areas, final, period="2019/okänd").reached is Reached.NOT_REACHED


def test_rates_are_compared_and_never_added() -> None:
    per_day = goal("minst: 1, enhet: kontroller, per: dygn")
    one = measured(per_day, report("2019", "antal: 1,2, per: dygn".replace("1,2", "'1,2'"), kind="slutlig"))
    assert (one.reached, one.promised, one.done) == (Reached.REACHED, Decimal(1), Number(Decimal("1.2")))
    assert one.explanation[1:] == ("Redovisat: 1,2 kontroller per dygn.", "1,2 mot 1: målet är nått.")
    halves = [
        report("2019-01/2019-06", "antal: '0,6', per: dygn"),
        report("2019-07/2019-12", "antal: '0,7', per: dygn"),
    ]
    short = measured(per_day, *halves)
    assert (short.reached, short.done) == (Reached.NOT_REACHED, None)
    assert short.explanation[1:] == (
        "Redovisat: 0,6 och 0,7 kontroller per dygn. Sådana tal jämförs vart för sig och läggs inte ihop.",
        "Målet är inte nått.",
    )
    mixed = measured(per_day, halves[0], report("2019-07/2019-12", "antal: '1,5', per: dygn"))
    assert mixed.reached is Reached.NOT_REACHED
    assert mixed.explanation[2:4] == (
        "Januari–juni 2019: 0,6 kontroller mot 1, målet är inte nått.",
        "Juli–december 2019: 1,5 kontroller mot 1, målet är nått.",
    )


def test_a_rate_of_another_unit_of_time_is_shown_and_not_computed() -> None:
    action = measured(goal("minst: 7, enhet: pass, per: vecka"), report("2019", "antal: 2, per: dygn", kind="slutlig"))
    assert action.reached is Reached.NOT_COMPUTED
    assert action.explanation[-1] == "Det redovisade (2 pass per dygn) går inte att jämföra med målet."
    assert [(str(one.outcome.amount), one.outcome.unit, one.outcome.per, one.counted) for one in action.figures] == [
        ("2", "pass", "dygn", False)
    ]


@pytest.mark.parametrize(
    ("promised", "told", "reached", "done"),
    [
        ("antal: 40, enhet: helger, av: 52", "antal: 41, av: 52", Reached.REACHED, 41),
        ("antal: 40, enhet: helger, av: 52", "antal: 39", Reached.NOT_REACHED, 39),
        ("antal: 40, enhet: helger, av: 52", "antal: 20, av: 26", Reached.REACHED, 40),
        ("antal: 40, enhet: helger, av: 52", "antal: 19, av: 26", Reached.NOT_REACHED, 38),
        ("minst: 90, enhet: procent", "antal: 90", Reached.REACHED, 90),
        ("minst: 90, enhet: Procent", "antal: 89, enhet: procent", Reached.NOT_REACHED, 89),
        ("minst: 90, enhet: procent", "antal: 45, av: 50", Reached.REACHED, 90),
    ],
)
def test_shares_are_compared(promised: str, told: str, reached: Reached, done: int) -> None:
    action = measured(goal(promised), report("2019", told, kind="slutlig"))
    assert (action.reached, action.done) == (reached, Number(Decimal(done)))


def test_shares_of_two_halves_are_not_added() -> None:
    action = measured(
        goal("antal: 40, enhet: helger, av: 52"),
        report("2019-01/2019-06", "antal: 20"),
        report("2019-07/2019-12", "antal: 21"),
    )
    assert (action.reached, action.done) == (Reached.NOT_COMPUTED, None)


def test_a_share_of_nothing_is_not_computed() -> None:
    action = measured(goal("minst: 90, enhet: procent"), report("2019", "antal: 0, av: 0", kind="slutlig"))
    assert action.reached is Reached.NOT_COMPUTED


def test_another_unit_is_shown_and_not_computed() -> None:
    action = measured(goal("minst: 8, enhet: områden"), report("2019", "antal: 16, enhet: tillsyner", kind="slutlig"))
    assert (action.reached, action.done) == (Reached.NOT_COMPUTED, None)
    assert action.explanation == (
        "Mål: minst 8 områden.",
        "Det redovisade (16 tillsyner) går inte att jämföra med målet.",
    )
    beside = measured(
        goal("minst: 8, enhet: områden"), report("2019", "antal: 16, enhet: tillsyner", "antal: 8", kind="slutlig")
    )
    assert (beside.done, [figure.counted for figure in beside.figures]) == (Number(Decimal(8)), [False, True])


def test_a_share_reported_against_a_plain_number_is_shown_and_not_computed() -> None:
    action = measured(goal("minst: 8, enhet: områden"), report("2019", "antal: 9, av: 20", kind="slutlig"))
    assert action.explanation[-1] == "Det redovisade (9 av 20 områden) går inte att jämföra med målet."


def test_an_upper_limit_is_not_taken_for_a_goal_to_reach() -> None:
    limit = "antal: högst 8, enhet: olyckor"
    assert measured(goal(limit), report("2019", "antal: 3", kind="slutlig")).reached is Reached.REACHED
    assert measured(goal(limit), report("2019", "antal: 9", kind="slutlig")).reached is Reached.NOT_REACHED
    monthly = measured(goal(f"{limit}, per: månad"), report("2019", "antal: 3", kind="slutlig"))
    assert (monthly.reached, monthly.explanation[-1]) == (
        Reached.NOT_COMPUTED,
        "Målet är ett högsta tal för varje tid för sig, och sådana mål räknar vi inte på.",
    )


@pytest.mark.parametrize("told", ["gjort: ja", "gjort: nej", "kommentar: Arbetet pågår"])
def test_words_against_a_number_are_reported_without_a_number(told: str) -> None:
    action = measured(goal("minst: 8, enhet: områden"), report("2019", told, kind="slutlig"))
    assert (action.reached, action.explanation) == (Reached.WITHOUT_NUMBER, ())
    assert (action.promised, action.unit) == (8, "områden")


def test_time_outside_the_period_is_told() -> None:
    action = measured(goal("minst: 8, enhet: områden"), report("2018-12/2019-12", "antal: 8", kind="slutlig"))
    assert (action.reached, action.coverage) == (Reached.REACHED, 1)
    assert "Det redovisade omfattar även tid utanför perioden." in action.explanation


def test_a_period_of_one_day_is_covered_whole() -> None:
    action = measured(
        goal("minst: 8, enhet: besök"), report("2019-05-04", "antal: 7", kind="slutlig"), period="2019-05-04"
    )
    assert (action.reached, action.coverage) == (Reached.NOT_REACHED, 1)


def test_what_others_report_is_shown_and_not_counted() -> None:
    newspaper = report("2019", "antal: 9", by="tidningen", kind="slutlig")
    alone = measured(goal("minst: 8, enhet: områden"), newspaper)
    assert (alone.reached, alone.done) == (Reached.BY_OTHERS_ONLY, None)
    assert [figure.counted for figure in alone.figures] == [False]
    both = measured(goal("minst: 8, enhet: områden"), newspaper, report("2019-01/2019-06", "antal: 4"))
    assert both.done == Number(Decimal(4))


TEXT_ONLY = "åtgärder:\n  - {id: prov, vad: Provåtgärd, ansvarig: polisen, mål: varje torsdag}\n"
OTHER = "titel: Prov\nlöfte: prov\ndatum: 2020-02-01\navser: 2019\ntyp: {kind}\nav: {by}\nbelägg: https://provstad.example/prov\n{rest}"
TOLD = "utfall:\n  - {vad: Något annat, gjort: ja}\n"


@pytest.mark.parametrize(
    ("responsible", "kind", "by", "rest", "reached"),
    [
        ("polisen", "slutlig", "polisen", TOLD, Reached.NOT_MENTIONED),
        ("lpo-prov", "slutlig", "polisen", TOLD, Reached.NOT_MENTIONED),
        ("polisen", "delredovisning", "polisen", TOLD, Reached.NOT_REPORTED),
        ("polisen", "slutlig", "kommunen", TOLD, Reached.NOT_REPORTED),
        ("[polisen, kommunen]", "slutlig", "polisen", TOLD, Reached.NOT_REPORTED),
        ("[polisen, kommunen]", "slutlig", "[kommunen, polisen]", TOLD, Reached.NOT_MENTIONED),
        ("polisen", "slutlig", "polisen", TOLD + "saknas: Resten\n", Reached.NOT_REPORTED),
        ("polisen", "slutlig", "polisen", "", Reached.NOT_REPORTED),
        ("polisen", "slutlig", "tidningen", TOLD, Reached.NOT_REPORTED),
        ("[]", "slutlig", "polisen", TOLD, Reached.NOT_REPORTED),
    ],
)
def test_not_mentioned_only_where_all_responsible_have_made_a_complete_final_report(
    responsible: str, kind: str, by: str, rest: str, reached: Reached
) -> None:
    action = goal("minst: 8, enhet: områden").replace("polisen", responsible)
    assert measured(action, OTHER.format(kind=kind, by=by, rest=rest)).reached is reached


def test_an_action_without_a_number_has_a_state_of_its_own() -> None:
    assert measured(TEXT_ONLY).reached is Reached.NO_MEASURABLE_GOAL
    reported = measured(TEXT_ONLY, report("2019", "gjort: delvis, orsak: Sjukdom", kind="slutlig"))
    assert reported.reached is Reached.NO_MEASURABLE_GOAL
    assert [(figure.outcome.done, figure.outcome.cause) for figure in reported.figures] == [("delvis", "Sjukdom")]
    passed_over = measured(TEXT_ONLY, OTHER.format(kind="slutlig", by="polisen", rest=TOLD))
    assert passed_over.reached is Reached.NOT_MENTIONED


@settings(deadline=None)
@given(
    amounts=st.lists(st.integers(0, 40), min_size=12, max_size=12),
    cuts=st.sets(st.integers(1, 11), max_size=5),
    promised=st.sampled_from(
        [
            "minst: 100, enhet: pass",
            "minst: 1, enhet: pass, per: dygn",
            "antal: 3, enhet: pass, per: vecka",
            "antal: 12, enhet: pass, per: månad",
        ]
    ),
)
def test_the_sum_over_interim_reports_that_do_not_overlap_is_the_whole(
    amounts: list[int], cuts: set[int], promised: str
) -> None:
    edges = [0, *sorted(cuts), 12]
    parts = [
        report(f"2019-{first + 1:02d}/2019-{last:02d}", f"antal: {sum(amounts[first:last])}")
        for first, last in pairwise(edges)
    ]
    whole = measured(goal(promised), report("2019", f"antal: {sum(amounts)}"))
    added = measured(goal(promised), *parts)
    assert (added.promised, added.done, added.coverage, added.reached) == (
        whole.promised,
        whole.done,
        whole.coverage,
        whole.reached,
    )


@settings(deadline=None)
@given(
    amounts=st.lists(st.integers(0, 40), min_size=1, max_size=4),
    inner=st.integers(0, 100),
    promised=st.sampled_from(["minst: 100, enhet: pass", "antal: 3, enhet: pass, per: vecka"]),
)
def test_a_report_inside_another_changes_nothing(amounts: list[int], inner: int, promised: str) -> None:
    quarters = [
        report(f"2019-{3 * number + 1:02d}/2019-{3 * number + 3:02d}", f"antal: {amount}")
        for number, amount in enumerate(amounts)
    ]
    without = measured(goal(promised), *quarters)
    nested = measured(goal(promised), *quarters, report("2019-02", f"antal: {inner}"))
    assert (nested.promised, nested.done, nested.coverage, nested.reached) == (
        without.promised,
        without.done,
        without.coverage,
        without.reached,
    )
    assert [figure.nested_in for figure in nested.figures][-1] == "kommuner/lulea/uppfoljningar/u0"


def test_the_standing_counts_what_could_be_told() -> None:
    actions = """
åtgärder:
  - {id: prov, vad: Ett, ansvarig: polisen, mål: {minst: 2, enhet: pass}}
  - {id: tva, vad: Två, ansvarig: polisen, mål: {minst: 2, enhet: pass}}
  - {id: tre, vad: Tre, ansvarig: polisen, mål: på torget}
  - {id: fyra, vad: Fyra, ansvarig: polisen, mål: {minst: 2, enhet: pass}}
"""
    told = report("2019", "antal: 2", kind="slutlig") + "  - {åtgärd: fyra, antal: 1}\n"
    now = standing_of(actions, told)
    reached = [action.reached for action in now.actions]
    assert (reached.count(Reached.REACHED), reached.count(Reached.NOT_REACHED), len(reached)) == (1, 1, 4)
