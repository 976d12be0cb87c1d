"""Days that are covered, and who is who among the parties: the ground that measuring stands on."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pledges.content.parties import all_of, any_of, same_party
from pledges.status.date_ranges import (
    DAY,
    DateRange,
    add_months,
    after_units,
    days_within,
    joined,
    range_of,
    whole_units,
)
from pledges.status.facts import party_name
from pledges.written_values import parse_period
from support.samples import on, register_of

UNITS = ("dygn", "vecka", "varannan vecka", "månad", "varannan månad", "kvartal", "tertial", "halvår", "år")
days = st.dates(date(2000, 1, 1), date(2040, 12, 31))
runs = st.builds(lambda first, length: DateRange(first, first + timedelta(days=length)), days, st.integers(0, 2000))


@pytest.mark.parametrize(
    ("period", "unit", "expected"),
    [
        ("2018-05/2018-12", "dygn", 245),
        ("2019", "vecka", 52),
        ("2019-02", "vecka", 4),
        ("2019-02", "varannan vecka", 2),
        ("2019", "varannan månad", 6),
        ("2019", "termin", 2),
        ("2019-01/2019-06", "termin", 1),
        ("2019-02/2019-12", "termin", 1),
        ("2019-02/2019-11", "termin", 0),
        ("2018-08/2021-06", "termin", 5),
        ("2019-02-01/2019-02-27", "månad", 0),
        ("2020-02", "månad", 1),
        ("2023-05-29/2024-05-28", "år", 1),
        ("2023-05-29/2024-05-27", "år", 0),
        ("2019-01-31/2019-02-27", "månad", 1),
        ("2023/2024", "tertial", 6),
        ("2019-04/2019-09", "kvartal", 2),
        ("2019-04/2019-08", "halvår", 0),
    ],
)
def test_whole_units(period: str, unit: str, expected: int) -> None:
    run = range_of(parse_period(period))
    assert run is not None
    assert whole_units(run, unit) == expected


@pytest.mark.parametrize("period", ["okänd", "2019/..", "2019/okänd", "okänd/2019"])
def test_an_unknown_or_open_period_is_no_run(period: str) -> None:
    assert range_of(parse_period(period)) is None


@settings(deadline=None)
@given(runs, st.sampled_from(UNITS))
def test_the_units_counted_fit_and_one_more_would_not(run: DateRange, unit: str) -> None:
    count = whole_units(run, unit)
    assert after_units(run.first, unit, count) <= run.last + DAY < after_units(run.first, unit, count + 1)


def test_the_last_day_of_a_month_stands_for_a_day_that_it_lacks() -> None:
    assert add_months(on("2019-01-31"), 1) == on("2019-02-28")
    assert add_months(on("2019-08-31"), 6) == on("2020-02-29")
    assert add_months(on("2019-12-15"), -12) == on("2018-12-15")


@settings(deadline=None)
@given(st.lists(runs, max_size=6))
def test_joining_keeps_the_days_and_leaves_gaps_between(parts: list[DateRange]) -> None:
    whole = joined(parts)
    members = {run.first + timedelta(days=number) for run in parts for number in range(run.days)}
    assert sum(run.days for run in whole) == len(members)
    assert all(one.last + DAY < other.first for one, other in pairwise(whole))
    outer = DateRange(on("2010-01-01"), on("2019-12-31"))
    assert days_within(whole, outer) == sum(outer.first <= day <= outer.last for day in members)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("polisen", "lpo-prov", True),
        ("lpo-prov", "polisen", True),
        ("lpo-prov", "lpo-prov", True),
        ("lpo-prov", "lpo-annat", False),
        ("polisen", "kommunen", False),
        ("provbostader", "provbostader", True),
        ("provbostader", "polisen", False),
    ],
)
def test_the_police_go_by_two_names(one: str, other: str, same: bool) -> None:
    assert same_party(one, other) is same
    assert any_of([one], [other, "annan"]) is same


def test_all_of_nobody_is_nobody() -> None:
    assert not all_of([], ["polisen"])
    assert all_of(["lpo-prov", "kommunen"], ["kommunen", "polisen"])
    assert not all_of(["lpo-prov", "kommunen"], ["polisen"])


def test_a_party_is_called_by_its_title() -> None:
    register = register_of(
        {
            "polisen/lpo-prov.md": "titel: Lokalpolisområde Prov\nkommuner: lulea",
            "aktorer/provbostader.md": "titel: Provbostäder",
        }
    )
    names = [party_name(register, party) for party in ("polisen", "kommunen", "lpo-prov", "provbostader", "okand-part")]
    assert names == ["Polisen", "Kommunen", "Lokalpolisområde Prov", "Provbostäder", "okand-part"]


@given(days, st.integers(0, 20))
def test_after_so_many_terms_there_have_been_as_many(first: date, count: int) -> None:
    after = after_units(first, "termin", count)
    assert after >= first or count == 0
    assert (after.month, after.day) in ((1, 1), (7, 1))
    if count:
        assert whole_units(DateRange(first, after - DAY), "termin") == count
