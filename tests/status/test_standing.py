"""Where a record stands on a day: the calendar, what is written, and the follow-ups. The words are in test_standing_words."""

import pytest

from pledges.content.record_fields import Agreement, Plan
from pledges.content.register import Register
from pledges.status.follow_up_state import FollowUpState
from pledges.status.goal_reached import Reached
from pledges.status.record_state import State
from pledges.status.standing import Rhythm, Standing
from support.samples import on, real_register, register_of, standing, standing_of_record

PLEDGE = "kommuner/lulea/loften/prov"
COMPILATION = {"kommuner/lulea/kommun.md": "förs av: sammanställning"}


def pledge(rest: str = "", period: str = "2019") -> str:
    head = f"titel: Provlöfte\növerenskommelse: okänd\nparter: [polisen, kommunen, provbostader]\nperiod: {period}\n"
    return head + rest


def follow_up(
    date: str = "2020-02-01", covers: str = "2019", kind: str = "slutlig", *, by: str = "polisen", rest: str = ""
) -> str:
    head = f"titel: Prov\nlöfte: prov\ndatum: {date}\navser: {covers}\ntyp: {kind}\nav: {by}\n"
    return f"{head}belägg: https://provstad.example/prov\n{rest}"


def register_with(
    text: str, *follow_ups: str, compilation: bool = False, others: dict[str, str] | None = None
) -> Register:
    files = {f"{PLEDGE}.md": text, **(COMPILATION if compilation else {}), **(others or {})}
    files |= {f"kommuner/lulea/uppfoljningar/u{number}.md": one for number, one in enumerate(follow_ups)}
    return register_of(files)


def standing_on(register: Register, day: str, grace_months: int = 6) -> Standing:
    return standing_of_record(register, PLEDGE, day, grace_months=grace_months)


def states(register: Register, *days: str) -> list[State]:
    return [standing_on(register, day).state for day in days]


def follow_up_states(register: Register, *days: str) -> list[FollowUpState]:
    return [standing_on(register, day).follow_up for day in days]


SUCCESSOR = {"kommuner/lulea/loften/ny.md": pledge("efterträder: prov\npublicerat: 2020-03-10\n", "2020-02/2021")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (pledge(), [("2018-12-31", State.PLANNED), ("2019-01-01", State.ONGOING), ("2019-12-31", State.ONGOING), ("2020-01-01", State.ENDED)]),
        (pledge(period="2019-02/2019-03"), [("2019-01-31", State.PLANNED), ("2019-03-31", State.ONGOING), ("2019-04-01", State.ENDED)]),
        (pledge(period="2019/.."), [("2018-12-31", State.PLANNED), ("2030-01-01", State.ONGOING)]),
        (pledge(period="2019/okänd"), [("2018-12-31", State.PLANNED), ("2019-01-01", State.UNKNOWN)]),
        (pledge(period="okänd/2019"), [("2019-12-31", State.UNKNOWN), ("2020-01-01", State.ENDED)]),
        (pledge(period="okänd"), [("2019-06-01", State.UNKNOWN)]),
        (pledge("status: pågår", period="okänd"), [("2019-06-01", State.ONGOING)]),
        (pledge("status: avslutat", period="2019/okänd"), [("2018-06-01", State.PLANNED), ("2019-06-01", State.ENDED)]),
        (pledge("status: planerat", period="okänd"), [("2019-06-01", State.PLANNED)]),
        (pledge("status: pågår"), [("2018-12-31", State.PLANNED), ("2020-01-01", State.ENDED)]),
        (pledge("status: avslutat"), [("2019-06-01", State.ONGOING), ("2020-01-01", State.ENDED)]),
        (pledge("status: avbrutet\nskäl: Prov"), [("2019-06-01", State.BROKEN_OFF), ("2020-06-01", State.BROKEN_OFF)]),
        (pledge("status: okänd"), [("2019-06-01", State.UNKNOWN), ("2020-06-01", State.UNKNOWN)]),
        (pledge("status: ersatt"), [("2019-06-01", State.REPLACED)]),
        (pledge("publicerat: 2019-02-12"), [("2018-12-31", State.NOT_YET_PUBLISHED), ("2019-02-11", State.NOT_YET_PUBLISHED), ("2019-02-12", State.ONGOING)]),
        (pledge("publicerat: 2019-02"), [("2019-01-31", State.NOT_YET_PUBLISHED), ("2019-02-01", State.ONGOING)]),
        (pledge("publicerat: 2018-11-01"), [("2018-10-31", State.NOT_YET_PUBLISHED), ("2018-11-01", State.PLANNED)]),
        (pledge("status: uppfyllt"), [("2019-12-31", State.ONGOING), ("2020-01-01", State.KEPT)]),
    ],
)  # fmt: skip
def test_the_calendar_and_what_is_written(text: str, expected: list[tuple[str, State]]) -> None:
    register = register_with(text)
    assert [(day, standing_on(register, day).state) for day, _ in expected] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (pledge(), [State.ENDED, State.ENDED]),
        (pledge("status: ersatt"), [State.ENDED, State.REPLACED]),
        (pledge(period="2019/.."), [State.ONGOING, State.REPLACED]),
        (pledge(period="2019/okänd"), [State.UNKNOWN, State.REPLACED]),
        (pledge(period="okänd"), [State.UNKNOWN, State.REPLACED]),
    ],
)
def test_a_successor_replaces_from_when_it_has_begun_and_is_published(text: str, expected: list[State]) -> None:
    register = register_with(text, others=SUCCESSOR)
    assert states(register, "2020-03-09", "2020-03-10") == expected


def test_what_was_replaced_is_over_also_where_nobody_knows_when_it_ended() -> None:
    days = ("2020-03-09", "2020-03-10", "2020-09-09", "2020-09-10")
    register = register_with(pledge(period="2019/okänd"), others=SUCCESSOR)
    assert follow_up_states(register, *days) == [
        FollowUpState.UNKNOWN,
        FollowUpState.AWAITED,
        FollowUpState.AWAITED,
        FollowUpState.NOT_PUBLISHED_HERE,
    ]
    compiled = register_with(pledge(period="2019/okänd"), others=SUCCESSOR, compilation=True)
    assert follow_up_states(compiled, *days[:2]) == [FollowUpState.UNKNOWN, FollowUpState.NOT_FOUND]


def test_a_length_that_has_run_out_from_its_latest_beginning_is_over() -> None:
    register = register_with(pledge("längd: två år", "2022-03/okänd"), compilation=True)
    days = ("2022-03-01", "2024-03-31", "2024-04-01")
    assert states(register, *days) == [State.UNKNOWN, State.UNKNOWN, State.ENDED]
    assert follow_up_states(register, *days[1:]) == [FollowUpState.UNKNOWN, FollowUpState.NOT_FOUND]
    assert states(register_with(pledge("längd: två år", "okänd"), compilation=True), "2030-01-01") == [State.UNKNOWN]


def test_results_of_a_pledge_until_further_notice_are_awaited_when_it_has_been_replaced() -> None:
    register = register_with(pledge(period="2019/.."), others=SUCCESSOR)
    assert follow_up_states(register, "2020-03-09", "2020-03-10", "2020-09-09", "2020-09-10") == [
        FollowUpState.NOT_DUE,
        FollowUpState.AWAITED,
        FollowUpState.AWAITED,
        FollowUpState.NOT_PUBLISHED_HERE,
    ]


@pytest.mark.parametrize(
    ("verdict", "state"),
    [
        ("uppfyllt", State.KEPT),
        ("delvis uppfyllt", State.PARTLY_KEPT),
        ("inte uppfyllt", State.NOT_KEPT),
        ("går inte att bedöma", State.NOT_ASSESSABLE),
    ],
)
def test_the_parties_verdict_in_a_final_follow_up_counts_from_its_day(verdict: str, state: State) -> None:
    register = register_with(pledge(), follow_up(rest=f"bedömning: {verdict}\n"))
    assert states(register, "2020-01-31", "2020-02-01") == [State.ENDED, state]
    before, after = standing_on(register, "2020-01-31"), standing_on(register, "2020-02-01")
    assert (before.verdict, before.verdict_from) == (None, None)
    assert (after.verdict, after.verdict_from) == (verdict, "kommuner/lulea/uppfoljningar/u0")


@pytest.mark.parametrize(("kind", "by"), [("delredovisning", "polisen"), ("slutlig", "tidningen")])
def test_an_interim_verdict_or_somebody_elses_is_no_verdict(kind: str, by: str) -> None:
    register = register_with(pledge(), follow_up(kind=kind, by=by, rest="bedömning: uppfyllt\n"))
    assert standing_on(register, "2021-01-01").state is State.ENDED


def test_the_latest_verdict_stands_and_what_is_written_wins_from_the_follow_up_that_says_so() -> None:
    reports = (
        follow_up("2020-02-01", rest="bedömning: delvis uppfyllt\n"),
        follow_up("2020-06-01", rest="bedömning: uppfyllt\n"),
        follow_up("2020-08-01", rest="bedömning: inte uppfyllt\n"),
    )
    days = ("2020-02-01", "2020-06-01", "2020-08-01")
    assert states(register_with(pledge(), *reports), *days) == [State.PARTLY_KEPT, State.KEPT, State.NOT_KEPT]
    written = register_with(pledge("status: uppfyllt"), *reports)
    assert states(written, *days) == [State.PARTLY_KEPT, State.KEPT, State.KEPT]
    assert standing_on(written, "2020-08-01").verdict_from == "kommuner/lulea/uppfoljningar/u1"


def test_broken_off_wins_over_a_verdict_which_is_told_all_the_same() -> None:
    register = register_with(pledge("status: avbrutet\nskäl: Prov"), follow_up(rest="bedömning: inte uppfyllt\n"))
    now = standing_on(register, "2021-01-01")
    assert (now.state, now.verdict) == (State.BROKEN_OFF, "inte uppfyllt")


PERIOD_DAYS = ("2019-12-31", "2020-01-01", "2020-06-30", "2020-07-01", "2030-12-31")


@pytest.mark.parametrize(
    ("reports", "expected"),
    [
        ([], ["not-due", "awaited", "awaited", "not-published-here", "not-published-here"]),
        ([follow_up()], ["not-due", "awaited", "final", "final", "final"]),
        ([follow_up("okänd")], ["final"] * 5),
        ([follow_up(kind="delredovisning")], ["not-due", "awaited", "awaited", "interim-only", "interim-only"]),
        ([follow_up(by="tidningen")], ["not-due", "awaited", "awaited", "by-others-only", "by-others-only"]),
        ([follow_up(rest="status: utkast\n")], ["not-due", "awaited", "awaited", "not-published-here", "not-published-here"]),
        ([follow_up(rest="borttaget:\n  - {datum: 2020-03, skäl: Prov}\n")], ["not-due", "awaited", "awaited", "not-published-here", "not-published-here"]),
    ],
)  # fmt: skip
def test_results_are_awaited_for_six_months_and_then_not_published_here(
    reports: list[str], expected: list[str]
) -> None:
    assert [one.value for one in follow_up_states(register_with(pledge(), *reports), *PERIOD_DAYS)] == expected


@pytest.mark.parametrize(
    ("reports", "expected"),
    [
        ([], ["not-due", "not-found", "not-found"]),
        ([follow_up(kind="delredovisning", date="2019-05")], ["not-due", "interim-only", "interim-only"]),
        ([follow_up(by="tidningen", date="2020-01-01")], ["not-due", "by-others-only", "by-others-only"]),
        ([follow_up()], ["not-due", "not-found", "final"]),
    ],
)
def test_a_compilation_has_not_found_it_from_the_end_of_the_period(reports: list[str], expected: list[str]) -> None:
    register = register_with(pledge(), *reports, compilation=True)
    assert [one.value for one in follow_up_states(register, "2019-12-31", "2020-01-01", "2020-02-01")] == expected
    assert standing_on(register, "2020-02-01").is_compilation


def test_the_months_of_grace_are_a_setting() -> None:
    register = register_with(pledge())
    assert standing_on(register, "2020-01-31", grace_months=1).follow_up is FollowUpState.AWAITED
    assert standing_on(register, "2020-02-01", grace_months=1).follow_up is FollowUpState.NOT_PUBLISHED_HERE
    assert standing_on(register, "2020-01-01", grace_months=0).follow_up is FollowUpState.NOT_PUBLISHED_HERE


LATEST = "uppföljning:\n  senast: 2020-03-31\n"


@pytest.mark.parametrize(
    ("rest", "reports", "days"),
    [
        (LATEST, [], {"2019-12-31": "not-due", "2020-01-01": "awaited", "2020-03-31": "awaited", "2020-04-01": "late", "2030-01-01": "late"}),
        ("uppföljning:\n  senast: 2020-03\n", [], {"2020-03-31": "awaited", "2020-04-01": "late"}),
        ("uppföljning:\n  senast: 2020-12-01\n", [], {"2020-07-01": "awaited", "2020-12-01": "awaited", "2020-12-02": "late"}),
        (LATEST, [follow_up("2020-04-15")], {"2020-04-14": "late", "2020-04-15": "final"}),
        (LATEST, [follow_up("2020-02-01", kind="delredovisning")], {"2020-03-31": "awaited", "2020-04-01": "late"}),
        (LATEST, [follow_up("2020-02-01", by="tidningen")], {"2020-04-01": "late"}),
        ("uppföljning:\n  senast: 2019-09-30\n", [], {"2019-09-30": "not-due", "2019-10-01": "late", "2030-01-01": "late"}),
        (
            "uppföljning:\n  senast: 2019-09-30\n",
            [follow_up("2019-10-05", kind="delredovisning", covers="2019-01/2019-08")],
            {"2019-10-04": "late", "2019-10-05": "not-due", "2020-01-01": "awaited", "2020-07-01": "interim-only"},
        ),
    ],
)  # fmt: skip
def test_late_only_after_a_promised_day(rest: str, reports: list[str], days: dict[str, str]) -> None:
    register = register_with(pledge(rest), *reports)
    assert {day: standing_on(register, day).follow_up.value for day in days} == days
    compiled = register_with(pledge(rest), *reports, compilation=True)
    assert FollowUpState.LATE not in follow_up_states(compiled, *days)


def test_a_promised_day_on_the_last_day_of_the_period_is_within_it() -> None:
    rest = "uppföljning:\n  senast: 2019-12-31\n"
    register = register_with(pledge(rest), follow_up("2019-12-20", kind="delredovisning", covers="2019-01/2019-11"))
    assert standing_on(register, "2020-01-01").follow_up is FollowUpState.AWAITED


def test_before_it_is_published_no_result_is_due() -> None:
    register = register_with(pledge("publicerat: 2020-03-01\nuppföljning:\n  senast: 2020-01-31\n"))
    assert [one.value for one in follow_up_states(register, "2020-02-29", "2020-03-01")] == ["not-due", "late"]


def test_the_last_days_of_period_promise_and_grace_still_belong_to_them() -> None:
    """A report on the very day makes that day a turning day of its own."""
    for rest, day, state, follow in (
        ("", "2019-12-31", State.ONGOING, "not-due"),
        ("status: uppfyllt\n", "2019-12-31", State.ONGOING, "not-due"),
        ("", "2020-06-30", State.ENDED, "awaited"),
        (LATEST, "2020-03-31", State.ENDED, "awaited"),
    ):
        now = standing_on(register_with(pledge(rest), follow_up(day, by="tidningen")), day)
        assert (now.state, now.follow_up.value) == (state, follow), (rest, day)


def test_of_two_verdicts_on_one_day_the_written_one_stands() -> None:
    reports = (follow_up(rest="bedömning: uppfyllt\n"), follow_up(rest="bedömning: inte uppfyllt\n"))
    assert standing_on(register_with(pledge("status: uppfyllt"), *reports), "2020-02-01").state is State.KEPT


def test_a_compilation_with_a_promised_day_awaits_until_then() -> None:
    register = register_with(pledge(LATEST), compilation=True)
    assert [one.value for one in follow_up_states(register, "2020-03-31", "2020-04-01")] == ["awaited", "not-found"]


@pytest.mark.parametrize(
    ("period", "rest", "days"),
    [
        ("okänd", "", {"2019-06-01": "unknown"}),
        ("2019/..", "", {"2030-06-01": "not-due"}),
        ("okänd", LATEST, {"2020-03-31": "not-due", "2020-04-01": "late"}),
        ("2019/..", LATEST, {"2020-03-31": "not-due", "2020-04-01": "late"}),
    ],
)
def test_without_a_known_end_only_a_promised_day_can_pass(period: str, rest: str, days: dict[str, str]) -> None:
    register = register_with(pledge(rest, period))
    assert {day: standing_on(register, day).follow_up.value for day in days} == days


def test_with_an_unknown_end_a_promised_day_is_kept_by_any_follow_up_of_the_parties() -> None:
    register = register_with(pledge(LATEST, "okänd"), follow_up("2020-02-01", kind="delredovisning"))
    assert standing_on(register, "2020-04-01").follow_up is FollowUpState.UNKNOWN


MOVED = (
    LATEST
    + """
händelser:
  - {datum: 2020-06-01, text: Igen, ny uppföljning senast: 2020-09, skäl: Mer tid}
  - {datum: 2020-04-10, text: Flyttas, ny uppföljning senast: 2020-05-31, skäl: Sjukdom}
  - {datum: 2020-01-10, text: Ett möte}
"""
)


def test_a_moved_deadline_shows_both_days_and_counts_from_when_it_was_told() -> None:
    register = register_with(pledge(MOVED))
    days = {
        "2020-04-01": "late",
        "2020-04-10": "awaited",
        "2020-05-31": "awaited",
        "2020-06-01": "awaited",
        "2020-10-01": "late",
    }
    assert {day: standing_on(register, day).follow_up.value for day in days} == days
    assert (standing_on(register, "2020-04-09").due, standing_on(register, "2020-04-09").moves) == (
        on("2020-03-31"),
        (),
    )
    told = standing_on(register, "2020-06-01")
    assert told.due == on("2020-09-30")
    assert [(move.old, move.new, move.reason) for move in told.moves] == [
        (on("2020-03-31"), on("2020-05-31"), "Sjukdom"),
        (on("2020-05-31"), on("2020-09-30"), "Mer tid"),
    ]


def test_a_deadline_first_promised_by_a_change_has_no_old_day() -> None:
    rest = "händelser:\n  - {datum: 2019-05-01, text: Prov, ny uppföljning senast: 2020-02-01}\n"
    move = standing_on(register_with(pledge(rest)), "2019-05-01").moves[0]
    assert (move.old, move.new) == (None, on("2020-02-01"))


@pytest.mark.parametrize(
    ("parties", "by", "counts"),
    [
        ("[polisen]", "polisen", True),
        ("[polisen]", "lpo-prov", True),
        ("[lpo-prov]", "polisen", True),
        ("[lpo-prov]", "lpo-prov", True),
        ("[lpo-prov]", "lpo-annat", False),
        ("[polisen]", "kommunen", False),
        ("[kommunen]", "kommunen", True),
        ("[kommunen, provbostader]", "provbostader", True),
        ("[kommunen]", "provbostader", False),
        ("[kommunen]", "[provbostader, kommunen]", True),
        ("[kommunen]", "polisen", False),
    ],
)
def test_whose_follow_up_fulfils_the_duty(parties: str, by: str, counts: bool) -> None:
    text = f"titel: Prov\növerenskommelse: okänd\nperiod: 2019\nparter: {parties}\n"
    now = standing_on(register_with(text, follow_up(by=by)), "2021-01-01")
    assert now.follow_up is (FollowUpState.FINAL if counts else FollowUpState.BY_OTHERS_ONLY)


def test_a_pledge_without_parties_of_its_own_has_its_agreements() -> None:
    agreement = {"kommuner/lulea/overenskommelser/avtal.md": "titel: Prov\nparter: [provbostader]\nperiod: 2019\n"}
    text = "titel: Prov\növerenskommelse: avtal\nperiod: 2019\n"
    for by, expected in (("provbostader", FollowUpState.FINAL), ("polisen", FollowUpState.BY_OTHERS_ONLY)):
        register = register_with(text, follow_up(by=by), others=agreement)
        assert standing_on(register, "2021-01-01").follow_up is expected


EVERY = "uppföljning:\n  varje: tertial\n"


def test_a_rhythm_asks_for_one_more_on_the_day_after_each_unit() -> None:
    register = register_with(
        pledge(EVERY, "2023/2024"),
        follow_up("2024-05-10", "2024-01/2024-04", "delredovisning"),
        follow_up("2024-05-12", "2024-01/2024-04", "delredovisning", by="kommunen"),
        follow_up("2024-05-12", "2023-01/2023-04", "delredovisning", by="tidningen"),
    )
    days = {
        "2022-06-01": (0, 0), "2023-04-30": (0, 0), "2023-05-01": (1, 0), "2024-05-09": (4, 0), "2024-05-10": (4, 1),
        "2024-12-31": (5, 1), "2025-01-01": (6, 1), "2030-01-01": (6, 1),
    }  # fmt: skip
    for day, (expected, found) in days.items():
        assert standing_on(register, day).rhythm == Rhythm(expected, found), day
    assert standing_on(register, "2023-05-01").since == on("2023-05-01")
    assert standing_on(register, "2023-05-01").until == on("2023-09-01")


@pytest.mark.parametrize("period", ["okänd", "2019/okänd", "okänd/2019"])
def test_a_rhythm_of_an_unknown_period_is_not_counted(period: str) -> None:
    assert standing_on(register_with(pledge(EVERY, period)), "2020-06-01").rhythm is None


def test_a_rhythm_until_further_notice_goes_on() -> None:
    register = register_with(pledge("uppföljning:\n  varje: år\n", "2019/.."))
    now = standing_on(register, "2030-06-01")
    assert (now.rhythm, now.since, now.until) == (Rhythm(11, 0), on("2030-01-01"), on("2031-01-01"))


def test_since_and_until_of_each_part() -> None:
    register = register_with(pledge(LATEST), follow_up("2020-05-01"))
    seen = [
        (now.state.value, now.follow_up.value, now.since, now.until, now.state_since)
        for now in (
            standing_on(register, day) for day in ("2018-06-01", "2019-06-01", "2020-02-01", "2020-04-05", "2022-01-01")
        )
    ]
    assert seen == [
        ("planned", "not-due", None, on("2019-01-01"), None),
        ("ongoing", "not-due", on("2019-01-01"), on("2020-01-01"), on("2019-01-01")),
        ("ended", "awaited", on("2020-01-01"), on("2020-04-01"), on("2020-01-01")),
        ("ended", "late", on("2020-04-01"), on("2020-05-01"), on("2020-01-01")),
        ("ended", "final", on("2020-05-01"), None, on("2020-01-01")),
    ]


def test_a_day_on_which_nothing_changes_is_not_foretold() -> None:
    """The months of grace end while a final follow-up is here, and a promised day passes that has been kept."""
    register = register_with(pledge(LATEST), follow_up("2020-02-01"))
    assert standing_on(register, "2020-02-01").until is None


@pytest.mark.parametrize("status", ["avbrutet", "okänd", "ersatt"])
def test_nobody_knows_since_when_a_written_status_holds(status: str) -> None:
    assert (
        standing_on(register_with(pledge(f"status: {status}\npublicerat: 2019-02-01\n")), "2021-01-01").state_since
        is None
    )


def test_nobody_knows_since_when_a_follow_up_without_a_date_is_here() -> None:
    register = register_with(pledge("publicerat: 2019-02-01\n"), follow_up("okänd", rest="bedömning: uppfyllt\n"))
    now = standing_on(register, "2021-01-01")
    assert (now.state, now.state_since) == (State.KEPT, None)
    assert now.follow_up is FollowUpState.FINAL


def test_agreements_and_action_plans_have_a_standing_of_their_own() -> None:
    files = {
        "kommuner/lulea/overenskommelser/avtal.md": f"titel: Prov\nparter: [kommunen]\nperiod: 2019\n{LATEST}",
        "kommuner/lulea/atgardsplaner/plan.md": "titel: Prov\növerenskommelse: avtal\nparter: [kommunen]\n"
        "åtgärder:\n  - {id: prov, vad: Prov, mål: {antal: 2, enhet: pass}}\n",
        "kommuner/lulea/uppfoljningar/avtal.md": follow_up(by="kommunen").replace(
            "löfte: prov", "överenskommelse: avtal"
        ),
        "kommuner/lulea/uppfoljningar/plan.md": follow_up(
            by="kommunen", kind="delredovisning", rest="utfall:\n  - {åtgärd: prov, antal: 1}\n"
        ).replace("löfte: prov", "åtgärdsplan: plan"),
    }
    register = register_of(files)
    (agreement,), (plan,) = register.of(Agreement), register.of(Plan)
    now = standing(register, agreement, on("2020-06-01"))
    assert (now.state, now.follow_up, now.due, now.actions) == (State.ENDED, FollowUpState.FINAL, on("2020-03-31"), ())
    planned = standing(register, plan, on("2020-06-01"))
    assert (planned.state, planned.follow_up) == (State.UNKNOWN, FollowUpState.UNKNOWN)
    assert str(planned.actions[0].done) == "1"


def test_skara_2018_has_three_of_three() -> None:
    now = standing_of_record(real_register(), "kommuner/skara/loften/2018", "2026-11-22")
    reached = [action.reached for action in now.actions]
    assert (reached.count(Reached.REACHED), reached.count(Reached.NOT_REACHED), len(reached)) == (3, 0, 5)
