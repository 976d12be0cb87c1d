"""What is said of the mistakes that people make: the cause, once, at its row, with the value that was meant.

Each is a few changes of a small site that is in order; the table beside it says what must be told.
"""

import tomllib
from pathlib import Path

import pytest
import yaml
from hypothesis import assume, example, given
from hypothesis import strategies as st

from pledges.content.frontmatter import read_front_matter
from pledges.content.problems import Severity
from pledges.content.rows_as_meant import quoted, whole_row
from pledges.content.suggested_values import (
    number_and_more,
    suggested_date,
    suggested_number,
    suggested_period,
    with_a_year,
    without_blanks,
)
from pledges.written_values import parse_date, parse_number, parse_period
from support.mistakes import Mistake, check, make, place, replace, told

TABLE = Path(__file__).with_name("mistakes") / "mistakes.toml"
MISTAKES = {name: Mistake(**row) for name, row in tomllib.loads(TABLE.read_text(encoding="utf-8")).items()}
MENDED = {name: mistake for name, mistake in MISTAKES.items() if mistake.mend}


def test_the_small_site_is_in_order(tmp_path: Path) -> None:
    assert told(check(make(tmp_path / "content", Mistake())).problems) == []


@pytest.mark.parametrize("name", MISTAKES)
def test_the_cause_is_told_once_at_its_row(name: str, tmp_path: Path) -> None:
    mistake = MISTAKES[name]
    problems = check(make(tmp_path / "content", mistake), mistake.day).problems
    assert told(problems) == list(mistake.told)
    said = f"{problems[0].message} {problems[0].hint}" if problems else ""
    for words in mistake.words:
        assert words in said
    assert all(problem.hint for problem in problems)


@pytest.mark.parametrize("name", MENDED)
def test_following_the_advice_mends_it(name: str, tmp_path: Path) -> None:
    content = make(tmp_path / "content", MENDED[name])
    said = " ".join(f"{one.message} {one.hint}" for one in check(content).problems)
    for path, before, after in MENDED[name].mend:
        there = {row.strip() for row in before.split("\n")}
        for row in (row.strip() for row in after.split("\n")):
            key, _, value = row.removeprefix("- ").partition(": ")
            assert MENDED[name].published or row in there or value in said or f"{key}:" in said, row
        replace(content / place(path), before, after)
    problems = check(content).problems
    assert [one for one in problems if one.severity is Severity.ERROR] == []


TEXTS = st.text(st.sampled_from("abåö :#\"'\\&*!|>%@[]{},-?`~”“=1"), min_size=1, max_size=120)


@given(TEXTS)
@example("x" * 500 + ": y")
@example("Kampanjen \"Trygg\": 'nu'")
def test_a_text_in_quotation_marks_is_that_text(text: str) -> None:
    text = " ".join(text.split())
    assume(text)
    assert yaml.safe_load(f"vad: {quoted(text)}") == {"vad": text}


@given(TEXTS)
@example("Trafik: kontroller och " + "vandringar " * 30)
@example("Kampanjen #trygg: nu")
def test_a_suggested_row_says_the_whole_of_what_was_written(text: str) -> None:
    text = " ".join(text.split())
    assume(text and text[0] not in "\"'”“")
    row = whole_row([f"  - vad: {text}"], 0)
    assert yaml.safe_load(row) == {"vad": text}
    assert read_front_matter(f"---\n{row}\n---\n").data == {"vad": text}


MONTHS = st.sampled_from(
    ["januari", "feb", "Mars", "april", "maj", "juni", "juli", "aug.", "september", "okt", "nov", "december"]
)
WRITTEN = st.builds(
    " ".join,
    st.lists(
        st.one_of(
            MONTHS,
            st.sampled_from(["2024", "2023", "31", "1", "15/1", "-", "–", "—", "till", "våren", "kvartal 2", "Q1", "vecka", "v. 12", "helåret", "från", "och framåt", "ca", "minst", "över", "st", "två", "1 200", "9999999999999", "ett tiotal", "%", "2024-01-01", "/", "den", "24"]),
        ),
        min_size=1,
        max_size=5,
    ),
)  # fmt: skip


@given(WRITTEN)
def test_a_suggested_value_can_be_read(text: str) -> None:
    for suggest, parse in (
        (suggested_date, parse_date),
        (suggested_period, parse_period),
        (suggested_number, parse_number),
    ):
        better = suggest(text)
        assert better is None or parse(better) is not None


@pytest.mark.parametrize(
    ("text", "meant"), [("sex", "6"), ("minst sex", "minst 6"), ("sex st", "6"), ("10x", "10"), ("10 x", "10")]
)
def test_the_x_of_times_is_not_the_x_of_sex(text: str, meant: str) -> None:
    assert suggested_number(text) == meant


@pytest.mark.parametrize(
    ("text", "period"), [("2018–19", "2018/2019"), ("2018-20", "2018/2020"), ("2024–24", "2024"), ("2024–23", None)]
)
def test_a_year_with_two_digits_after_it(text: str, period: str | None) -> None:
    assert suggested_period(text) == period


@pytest.mark.parametrize(
    ("text", "day", "period"),
    [
        ("15/1-18", "2018-01-15", "2018-01-15"),
        ("1/2 –18", "2018-02-01", "2018-02-01"),
        ("15/1-18 – 20/3-18", None, "2018-01-15/2018-03-20"),
        ("15/1–20/3 2018", None, "2018-01-15/2018-03-20"),
        ("15/1-12", None, None),  # before there were any pledges: the twelfth may be a day
        ("31/2-18", None, None),
    ],
)
def test_days_with_slashes(text: str, day: str | None, period: str | None) -> None:
    assert (suggested_date(text), suggested_period(text)) == (day, period)


@pytest.mark.parametrize(
    ("text", "day", "period"),
    [
        ("15/1", "2019-01-15", "2019-01-15"),
        ("15/1–30/6", None, "2019-01-15/2019-06-30"),
        ("15 mars", "2019-03-15", "2019-03-15"),
        ("mars–maj", None, "2019-03/2019-05"),
        ("30/2", None, None),
        ("mars 2020", None, None),
        ("v. 12", None, None),
    ],
)
def test_of_a_day_without_its_year_the_year_is_asked_for(text: str, day: str | None, period: str | None) -> None:
    assert (with_a_year(text, suggested_date), with_a_year(text, suggested_period)) == (day, period)


@pytest.mark.parametrize(
    ("pasted", "address"),
    [
        ("https://a.example/aktuellt/ nyheter/2019/", "https://a.example/aktuellt/nyheter/2019/"),
        (" https://a.example/b/2019/ ", "https://a.example/b/2019/"),
        ("https:// a.example/b", "https://a.example/b"),
        ("https://a.example/b/\n c- d/", "https://a.example/b/c-d/"),
        ("https://a.example/akt uellt", "https://a.example/aktuellt"),
        ("https://a.example/mitt%20 lofte.pdf", "https://a.example/mitt%20lofte.pdf"),
        ("https://a.example/b se sidan 4", None),
        ("https://a.example plan", None),
        ("https://a.example/b", None),
    ],
)
def test_a_blank_that_came_into_an_address_is_taken_out_and_never_made_part_of_it(
    pasted: str, address: str | None
) -> None:
    assert without_blanks(pasted) == address


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("fyrahundra", "400"), ("fyra hundra", "400"), ("minst tvåhundrafemtio", "minst 250"), ("tretusen", "3000"),
        ("två tusen femhundra", "2500"), ("ettusen", "1000"), ("hundratjugo", "120"), ("sextiotvå", "62"), ("elvahundra", "1100"),
        ("femtielva", None), ("trehundratusen", None), ("två miljoner", None), ("tvåan", None),
    ],
)  # fmt: skip
def test_a_number_in_words_is_read_whole_or_not_at_all(text: str, number: str | None) -> None:
    assert suggested_number(text) == number
    assert number_and_more(text) in ({}, {"antal": number})


def test_a_number_in_words_with_its_unit_is_never_divided() -> None:
    assert number_and_more("fyrahundra kronor") == {"antal": "400", "enhet": "kronor"}
    assert number_and_more("tjugofem procent") == {"antal": "25", "enhet": "procent"}
    assert number_and_more("två miljoner kronor") == {}
    assert number_and_more("två enkäter") == {"antal": "2", "enhet": "enkäter"}
    assert number_and_more("två vandringar per år") == {"antal": "2", "enhet": "vandringar", "per": "år"}
