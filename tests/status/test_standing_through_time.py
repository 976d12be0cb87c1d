"""Properties of the standing through time, over the real content and over generated records."""

from datetime import date

from hypothesis import example, given, settings
from hypothesis import strategies as st

from pledges.status.facts import gather_facts
from pledges.status.follow_up_state import FollowUpState
from pledges.status.standing import StatusOverTime
from support.depth import short_or_whole
from support.generated_records import PLEDGE, follow_ups, places
from support.samples import real_register, register_of, standing
from support.through_time import DAY, FIRST, LAST, commitments, course_of, surprises

STEP = short_or_whole(181, 61)  # days; a prime, so that every day of a week, a month and a year comes

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


def assert_since_is_the_first_day_of_the_state(over_time: StatusOverTime, day: date) -> None:
    now = over_time.on(day)
    since = now.state_since
    if since is not None:
        assert over_time.on(since).state is now.state
        assert over_time.on(since - DAY).state is not now.state


def test_a_real_record_stands_somewhere_every_day_and_changes_only_when_foretold() -> None:
    """Some of them, and not every day: soak/ looks at all of them on all days."""
    register = real_register()
    records = commitments(register)[:: short_or_whole(12, 4)]
    assert len(records) >= 30
    for record in records:
        assert surprises(StatusOverTime(gather_facts(register, record)), STEP) == [], record.identity


def test_no_real_record_is_late_since_all_are_compilations() -> None:
    register = real_register()
    for record in commitments(register)[:: short_or_whole(5, 1)]:
        over_time = StatusOverTime(gather_facts(register, record))
        for year in range(2015, 2031):
            assert over_time.on(date(year, 7, 2)).follow_up is not FollowUpState.LATE


WRITTEN_AS_ENDED = """\
titel: Provlöfte
överenskommelse: okänd
parter: [polisen, kommunen]
period: okänd/2020
åtgärder:
  - {id: total, vad: A, ansvarig: polisen, mål: {minst: 20, enhet: pass}}
status: avslutat
uppföljning:
  senast: 2016-01-01"""


@settings(max_examples=15, deadline=None)
@given(places(), st.integers(0, 9))
@example({f"{PLEDGE}.md": WRITTEN_AS_ENDED}, 0)
def test_every_generated_record_stands_somewhere_every_day_and_changes_only_when_foretold(
    files: dict[str, str], grace_months: int
) -> None:
    assert surprises(course_of(files, grace_months), STEP) == []


@settings(max_examples=short_or_whole(25, 60), deadline=None)
@given(places(), st.lists(st.dates(FIRST, LAST), min_size=5, max_size=20))
def test_the_order_in_which_days_are_asked_for_makes_no_difference(files: dict[str, str], asked: list[date]) -> None:
    register = register_of(files)
    record = register.records[PLEDGE]
    over_time = StatusOverTime(gather_facts(register, record))
    for day in asked:
        assert over_time.on(day) == standing(register, record, day)
        assert_since_is_the_first_day_of_the_state(over_time, day)


REPLACED = """titel: Provlöfte
överenskommelse: okänd
period: okänd
uppföljning:
  senast: 2019-01-01"""
REPLACING = """titel: Provlöfte
överenskommelse: okänd
period: 2018
efterträder: prov"""
INTERIM = """titel: Prov
löfte: prov
datum: 2016-01-01
avser: 2018
typ: delredovisning
av: polisen
belägg: https://provstad.example/prov"""


@settings(max_examples=short_or_whole(50, 150), deadline=None)
@example({f"{PLEDGE}.md": REPLACED, "kommuner/lulea/loften/ny.md": REPLACING}, INTERIM, [date(2018, 8, 1)])
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


@settings(max_examples=short_or_whole(25, 60), deadline=None)
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
        for record in commitments(register)[:: short_or_whole(5, 1)]
        for day in (date(2016, 1, 1), date(2020, 1, 1), date(2026, 1, 1))
    ]
    assert len({now.state for now in seen}) >= 4
    assert len({now.follow_up for now in seen}) >= 4
