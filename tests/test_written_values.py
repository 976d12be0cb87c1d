"""Dates, periods and numbers as Swedes write them."""

import re
from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledges.written_values import (
    Number,
    PartialDate,
    Period,
    Qualifier,
    may_be_thousands,
    parse_clock,
    parse_date,
    parse_duration,
    parse_number,
    parse_period,
    thousands_or_decimals,
)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2019-02-12", date(2019, 2, 12), date(2019, 2, 12)),
    ],
)
def test_a_year_or_a_month_is_all_of_it(text: str, first: date, last: date) -> None:
    parsed = parse_date(text)
    assert parsed is not None
    assert (parsed.first, parsed.last) == (first, last)


def test_an_unknown_date_is_none() -> None:
    assert parse_date("okänd") is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "2023-06-31",
            "”2023-06-31” finns inte: juni 2023 har 30 dagar. Kontrollera dagen. Står det så i källan, skriv månaden och tala om felet i texten.",
        ),
        (
            "2019-02-29",
            "”2019-02-29” finns inte: februari 2019 har 28 dagar. Kontrollera dagen. Står det så i källan, skriv månaden och tala om felet i texten.",
        ),
        ("2026-18-02", "Månaden 18 i ”2026-18-02” finns inte. Skriv 2026-02-18."),
        ("2019-13", "Månaden 13 i ”2019-13” finns inte. Skriv år-månad-dag, till exempel 2019-02-12."),
        (
            "12/2 2019",
            "”12/2 2019” är inget datum. Skriv en dag (2019-02-12), en månad (2019-02), ett år (2019) eller okänd.",
        ),
        ("1019", "Året 1019 i ”1019” ligger utanför 1900–2199. Kontrollera siffrorna."),
    ],
)
def test_an_impossible_date_says_what_to_write(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=r"\S") as caught:
        parse_date(text)
    assert str(caught.value) == message


def test_periods() -> None:
    assert parse_period("2019/2020").last == date(2020, 12, 31)
    assert parse_period("2019") == Period(PartialDate(2019), PartialDate(2019))
    assert parse_period("2010/..") == Period(PartialDate(2010), None, open_ended=True)
    assert parse_period("okänd/2021-12").first is None
    assert parse_period("okänd") == Period(None, None)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2019-2020", "Perioden ”2019-2020” har fel tecken mellan början och slut. Skriv 2019/2020."),
        ("2019–2020", "Perioden ”2019–2020” har fel tecken mellan början och slut. Skriv 2019/2020."),
        ("2020/2019", "Perioden ”2020/2019” slutar innan den börjar. Byt plats på datumen eller rätta årtalet."),
        (
            "mars 2020 – februari 2019",
            "”mars 2020 – februari 2019” är ingen period. Skriv början och slutet som datum med / emellan: 2019-03/2020-02.",
        ),
        ("2019/2020/2021", "”2019/2020/2021” har fler än två delar. Skriv början/slut, till exempel 2019/2020."),
        ("../2020", "”../2020” saknar början. Skriv okänd/… om den inte är känd."),
    ],
)
def test_a_wrong_period_says_what_to_write(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=r"\S") as caught:
        parse_period(text)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0,78", Number(Decimal("0.78"))),
        ("1 200", Number(Decimal(1200))),
        ("1\u00a0200", Number(Decimal(1200))),
        ("minst 200", Number(Decimal(200), Qualifier.AT_LEAST)),
        ("cirka 100", Number(Decimal(100), Qualifier.ABOUT)),
    ],
)
def test_numbers(text: str, number: Number) -> None:
    assert parse_number(text) == number


@pytest.mark.parametrize("text", ["9" * 27, "minst 1 000 000 000 000", "0,1234567890123"])
def test_a_number_that_nobody_can_mean(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(f"”{text}” har fler än 12 siffror. Kontrollera talet.")):
        parse_number(text)
    with pytest.raises(ValueError, match="har fler än 12 siffror"):
        parse_duration(f"{'9' * 13} år")


def test_a_decimal_point_is_explained() -> None:
    with pytest.raises(ValueError, match="Skriv decimaler med komma: 0,78"):
        parse_number("0.78")


_DATES = st.builds(
    lambda day, precision: PartialDate(day.year, *(day.month, day.day)[:precision]),
    st.dates(date(1900, 1, 1), date(2199, 12, 31)),
    st.integers(0, 2),
)


@given(_DATES)
def test_a_date_reads_as_it_is_written(value: PartialDate) -> None:
    assert parse_date(str(value)) == value


@given(_DATES, _DATES)
def test_a_period_reads_as_it_is_written_and_covers_itself(one: PartialDate, other: PartialDate) -> None:
    start, end = sorted((one, other))
    period = Period(start, end)
    assert parse_period(str(period)) == period
    assert period.covers(period)
    assert period.overlaps(period)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("1.200", "Menar du 1 200 eller 1,2?"),
        ("minst 40.125", "Menar du 40 125 eller 40,125?"),
        ("1.000", "Menar du 1 000 eller 1?"),
        ("1.200.000", "Menar du 1 200 000?"),
        ("1,200,000", "Menar du 1 200 000?"),
    ],
)
def test_thousands_with_a_sign_between_are_asked_about(text: str, asked: str) -> None:
    with pytest.raises(ValueError, match=re.escape(asked)) as told:
        parse_number(text)
    assert "Skriv decimaler" not in str(told.value)


@pytest.mark.parametrize(
    ("text", "may_be"), [("1,200", True), ("999,999", True), ("0,125", False), ("1,20", False), ("1 200", False)]
)
def test_three_decimals_may_be_thousands(text: str, may_be: bool) -> None:
    assert may_be_thousands(parse_number(text)) is may_be


def test_the_question_has_both_readings() -> None:
    assert thousands_or_decimals(parse_number("1,200")) == "Menar du 1 200 eller 1,2? Skriv det du menar."


@pytest.mark.parametrize(
    ("text", "begins", "ends"),
    [
        ("18", time(18), None),
        ("kl. 18.30", time(18, 30), None),
        ("18:30", time(18, 30), None),
        ("9-11.30", time(9), time(11, 30)),
        ("18.00–19.30", time(18), time(19, 30)),
    ],
)
def test_a_clock_is_a_time_or_two(text: str, begins: time, ends: time | None) -> None:
    assert parse_clock(text) == (begins, ends)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "på kvällen",
            "”på kvällen” är inget klockslag. Skriv 18.30, eller 18–19.30 om det också sägs när det slutar.",
        ),
        ("25", "”25” är inget klockslag. Skriv 18.30, eller 18–19.30 om det också sägs när det slutar."),
        ("19–18", "”19–18” slutar innan det börjar. Skriv det tidigare klockslaget först."),
    ],
)
def test_what_is_no_clock_is_told(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        parse_clock(text)
