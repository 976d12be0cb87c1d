"""Properties of the standing through time, over the real content and over generated records."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from pledges.content.record import Record
from pledges.content.record_fields import Commitment
from pledges.content.register import Register
from pledges.status.facts import gather_facts
from pledges.status.standing import FollowUpState, Standing, StatusOverTime, standing
from support.samples import real_register, register_of

FIRST, LAST = date(2015, 1, 1), date(2030, 12, 31)
DAY = timedelta(days=1)
PLEDGE = "kommuner/lulea/loften/prov"

# How far a promise to report is from being kept; the parties' own follow-up may never make it more.
LATENESS = {
    FollowUpState.FINAL: 0,
    FollowUpState.NOT_DUE: 1,
    FollowUpState.UNKNOWN: 1,
    FollowUpState.AWAITED: 2,
    FollowUpState.INTERIM_ONLY: 3,
    FollowUpState.BY_OTHERS_ONLY: 4,
    FollowUpState.NOT_FOUND: 5,
    FollowUpState.NOT_PUBLISHED_HERE: 5,
    FollowUpState.LATE: 6,
}


def shown(now: Standing) -> Standing:
    return replace(now, since=None, until=None)


def assert_changes_only_when_foretold(over_time: StatusOverTime) -> None:
    """Every day of sixteen years: the same standing until the day it foretold, and another one on that day."""
    before: Standing | None = None
    day = FIRST
    while day <= LAST:
        now = over_time.on(day)
        assert now.since is None or now.since <= day
        assert now.until is None or now.until > day
        if before is not None and shown(before) == shown(now):
            assert (now.since, now.until) == (before.since, before.until), day
        elif before is not None:
            assert (before.until, now.since) == (day, day)
        before, day = now, day + DAY


def assert_since_is_the_first_day_of_the_state(over_time: StatusOverTime, day: date) -> None:
    now = over_time.on(day)
    since = now.state_since
    if since is not None:
        assert over_time.on(since).state is now.state
        assert over_time.on(since - DAY).state is not now.state


def all_records(register: Register) -> list[Record[Commitment]]:
    return list(register.commitments())


def test_a_real_record_stands_somewhere_every_day_and_changes_only_when_foretold() -> None:
    """Every tenth of them: all of the country's would take minutes."""
    register = real_register()
    records = all_records(register)[::10]
    assert len(records) >= 30
    for record in records:
        assert_changes_only_when_foretold(StatusOverTime(gather_facts(register, record)))


def test_no_real_record_is_late_since_all_are_compilations() -> None:
    register = real_register()
    for record in all_records(register):
        for year in range(2015, 2031):
            assert standing(register, record, date(year, 7, 2)).follow_up is not FollowUpState.LATE


days = st.dates(date(2016, 1, 1), date(2024, 12, 31))
partial_dates = st.one_of(
    days.map(str), days.map(lambda day: f"{day:%Y-%m}"), days.map(lambda day: f"{day:%Y}"), st.just("okänd")
)
spans = st.tuples(days, days).map(lambda pair: f"{min(pair)}/{max(pair)}")
periods = st.one_of(
    spans,
    spans,
    st.sampled_from(["2018", "2019/2020", "2019/..", "okänd", "2018/okänd", "okänd/2020", "2019-05-29/2020-05-28"]),
)
units = st.sampled_from(["dygn", "vecka", "månad", "kvartal", "tertial", "halvår", "år"])
verdicts = st.sampled_from(["", "", "uppfyllt", "delvis uppfyllt", "inte uppfyllt", "går inte att bedöma"])
speakers = st.sampled_from(["polisen", "kommunen", "lpo-prov", "provtidningen", "[kommunen, provtidningen]"])
outcomes = st.lists(
    st.tuples(
        st.sampled_from(["total", "takt", "andel", "text"]),
        st.one_of(st.integers(0, 300).map(lambda number: f"antal: {number}"), st.sampled_from(["gjort: ja", "antal: minst 5", "antal: 3, per: dygn", "antal: 3, av: 4"])),
    ),
    max_size=4,
)  # fmt: skip


@st.composite
def pledges(draw: st.DrawFn) -> str:
    goal = draw(units)
    lines = [
        "titel: Provlöfte",
        "överenskommelse: okänd",
        "parter: [polisen, kommunen]",
        f"period: {draw(periods)}",
        "åtgärder:",
        "  - {id: total, vad: A, ansvarig: polisen, mål: {minst: 20, enhet: pass}}",
        f"  - {{id: takt, vad: B, ansvarig: kommunen, mål: {{antal: 2, enhet: pass, per: {goal}}}}}",
        "  - {id: andel, vad: C, ansvarig: [polisen, kommunen], mål: {antal: 3, enhet: pass, av: 4}}",
        "  - {id: text, vad: D, mål: på torget}",
    ]
    status = draw(
        st.sampled_from(["", "", "", "avbrutet", "ersatt", "okänd", "pågår", "avslutat", "uppfyllt", "inte uppfyllt"])
    )
    lines += [f"status: {status}"] if status else []
    lines += [f"publicerat: {draw(partial_dates)}"] if draw(st.booleans()) else []
    plan = [f"  senast: {draw(partial_dates)}"] if draw(st.booleans()) else []
    plan += [f"  varje: {draw(units)}"] if draw(st.booleans()) else []
    lines += ["uppföljning:", *plan] if plan else []
    moves = draw(st.lists(st.tuples(partial_dates, partial_dates), max_size=3))
    lines += ["händelser:"] if moves else []
    lines += [f"  - {{datum: {told}, text: Prov, ny uppföljning senast: {new}, skäl: Prov}}" for told, new in moves]
    return "\n".join(lines)


@st.composite
def follow_ups(draw: st.DrawFn, by: st.SearchStrategy[str] = speakers) -> str:
    verdict, told = draw(verdicts), draw(outcomes)
    lines = [
        "titel: Prov",
        "löfte: prov",
        f"datum: {draw(partial_dates)}",
        f"avser: {draw(periods)}",
        f"typ: {draw(st.sampled_from(['slutlig', 'delredovisning']))}",
        f"av: {draw(by)}",
        "belägg: https://example.org/prov",
    ]
    lines += [f"bedömning: {verdict}"] if verdict else []
    lines += ["utfall:"] if told else []
    lines += [f"  - {{åtgärd: {action}, {outcome}}}" for action, outcome in told]
    return "\n".join(lines)


@st.composite
def places(draw: st.DrawFn) -> dict[str, str]:
    files = {f"{PLEDGE}.md": draw(pledges())}
    for number, text in enumerate(draw(st.lists(follow_ups(), max_size=3))):
        files[f"kommuner/lulea/uppfoljningar/u{number}.md"] = text
    if draw(st.booleans()):
        files["kommuner/lulea/kommun.md"] = "förs av: sammanställning"
    if draw(st.booleans()):
        files["kommuner/lulea/loften/ny.md"] = draw(pledges()) + "\nefterträder: prov"
    return files


def course_of(files: dict[str, str], grace_months: int = 6) -> StatusOverTime:
    register = register_of(files)
    record = register.get(PLEDGE)
    assert record is not None
    return StatusOverTime(gather_facts(register, record), grace_months)


@settings(max_examples=30, deadline=None)
@given(places(), st.integers(0, 9))
def test_every_generated_record_stands_somewhere_every_day_and_changes_only_when_foretold(
    files: dict[str, str], grace_months: int
) -> None:
    assert_changes_only_when_foretold(course_of(files, grace_months))


@settings(max_examples=60, deadline=None)
@given(places(), st.lists(st.dates(FIRST, LAST), min_size=5, max_size=20))
def test_the_order_in_which_days_are_asked_for_makes_no_difference(files: dict[str, str], asked: list[date]) -> None:
    register = register_of(files)
    record = register.get(PLEDGE)
    assert record is not None
    over_time = StatusOverTime(gather_facts(register, record))
    for day in asked:
        assert over_time.on(day) == standing(register, record, day)
        assert_since_is_the_first_day_of_the_state(over_time, day)


@settings(max_examples=150, deadline=None)
@given(
    places(),
    follow_ups(st.sampled_from(["polisen", "kommunen", "lpo-prov"])),
    st.lists(st.dates(FIRST, LAST), min_size=20, max_size=20),
)
def test_one_more_follow_up_by_the_parties_never_makes_a_pledge_later(
    files: dict[str, str], extra: str, asked: list[date]
) -> None:
    without = course_of(files)
    more = course_of({**files, "kommuner/lulea/uppfoljningar/extra.md": extra})
    for day in {*asked, *(turning for turning in more.turning_days)}:
        assert LATENESS[more.on(day).follow_up] <= LATENESS[without.on(day).follow_up], day


@settings(max_examples=60, deadline=None)
@given(places(), st.lists(st.dates(FIRST, LAST), min_size=10, max_size=10))
def test_a_compilation_is_never_late(files: dict[str, str], asked: list[date]) -> None:
    over_time = course_of({**files, "kommuner/lulea/kommun.md": "förs av: sammanställning"})
    for day in {*asked, *over_time.turning_days}:
        assert over_time.on(day).follow_up is not FollowUpState.LATE


def test_the_real_records_reach_many_states() -> None:
    """A check of every day over records that never change would prove nothing."""
    register = real_register()
    seen = [
        standing(register, record, day)
        for record in all_records(register)
        for day in (date(2016, 1, 1), date(2020, 1, 1), date(2026, 1, 1))
    ]
    assert len({now.state for now in seen}) >= 4
    assert len({now.follow_up for now in seen}) >= 4
