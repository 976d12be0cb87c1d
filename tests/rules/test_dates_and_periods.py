"""Time: what is unknown is never judged, and years are only years."""

from pathlib import Path

import pytest

from support.rules_samples import AGREEMENT, FOLLOW_UP, PLEDGE, change, check_site, codes


@pytest.mark.parametrize("path", [PLEDGE, AGREEMENT])
@pytest.mark.parametrize("period", ["okänd", "2019/okänd", "okänd/2019", "2019/.."])
def test_unknown_ends_are_never_judged(path: str, period: str, content: Path) -> None:
    change(content, path, f"period: {period}")
    assert set(codes(check_site(content))) <= {
        "ar-stammer-inte",
        "delvis-utanfor-overenskommelsen",
        "tom-overenskommelse",
    }
    change(content, FOLLOW_UP, "datum: okänd")
    change(content, AGREEMENT, "titel: Samverkansöverenskommelse i Provstad\nperiod: okänd\nlängd: två år")
    assert check_site(content) == []


@pytest.mark.parametrize("covers", ["okänd", "okänd/2019", "2019/okänd", "2019-02/2019-03"])
def test_a_follow_up_of_a_part_or_of_unknown_time(covers: str, content: Path) -> None:
    change(content, FOLLOW_UP, f"avser: {covers}\ntyp: delredovisning")
    assert check_site(content) == []


@pytest.mark.parametrize(
    ("title", "codes_expected"),
    [
        ("Tryggare Provstad", []),
        ("Tryggare Provstad 2019", []),
        ("Minst 2000 kontroller i Provstad", []),
        ("2025 kontroller i Provstad", []),
        ("Väg 2019 i Provstad", []),
        ("Provstad 2020", ["ar-stammer-inte"]),
        ("Provstad 2018–2019", ["ar-stammer-inte"]),
        ("Vision 12019", []),
    ],
)
def test_years_in_the_title(title: str, codes_expected: list[str], content: Path) -> None:
    change(content, PLEDGE, f"titel: {title}")
    assert codes(check_site(content)) == codes_expected


@pytest.mark.parametrize(
    ("name", "codes_expected"), [("2019-2020-delredovisning", []), ("2018-delredovisning", ["ar-stammer-inte"])]
)
def test_a_follow_up_may_be_named_after_what_it_follows_up(name: str, codes_expected: list[str], content: Path) -> None:
    change(content, PLEDGE, "titel: Tryggare Provstad\nperiod: 2019/2020")
    (content / PLEDGE).rename(content / "kommuner/provstad/loften/2019-2020.md")
    change(content, FOLLOW_UP, "löfte: 2019-2020\navser: 2019\ntyp: delredovisning")
    (content / FOLLOW_UP).rename(content / f"kommuner/provstad/uppfoljningar/{name}.md")
    assert codes(check_site(content)) == codes_expected


def test_the_year_when_a_follow_up_was_published_may_stand_in_its_title(content: Path) -> None:
    change(content, FOLLOW_UP, "titel: Uppföljning i februari 2020")
    assert check_site(content) == []


def test_an_agreement_until_further_notice_may_have_any_later_year(content: Path) -> None:
    change(content, AGREEMENT, "titel: Samverkansöverenskommelse, förnyad 2024\nperiod: 2019/..")
    assert check_site(content) == []


@pytest.mark.parametrize(
    ("text", "reported"),
    [
        ("31 juni", True), ("den 31 juni 2019", True), ("0 maj", True), ("32 mars", True), ("29 februari 2019", True),
        ("29 februari 2020", False), ("29 februari", False), ("30 juni", False), ("31 maj", False), ("1931 juni", False),
        ("130 juni", False), ("maj 31", False), ("17–31 juni", False),
    ],
)  # fmt: skip
def test_days_in_the_text(text: str, reported: bool, content: Path) -> None:
    change(content, PLEDGE, body=f"Belysningen lagas före {text}.\n")
    assert codes(check_site(content)) == (["omojligt-datum-i-text"] if reported else [])


@pytest.mark.parametrize(
    ("keys", "reported"),
    [
        ("period: 2020/2021", True),
        ("period: 2020-12-31/..", True),
        ("period: 2021/2022", False),
        ("period: okänd/2022", False),
        ("period: 2020/2021\nområden: [centrum]", False),
        ("period: 2020/2021\nstatus: utkast", False),
    ],
)
def test_two_agreements_for_one_place(keys: str, reported: bool, content: Path) -> None:
    change(
        content,
        "kommuner/provstad/overenskommelser/nasta.md",
        f"titel: Nästa överenskommelse\nparter: [kommunen, polisen]\n{keys}",
    )
    assert codes(check_site(content)) == (["overlappande-overenskommelser"] if reported else [])


def test_agreements_shared_from_another_municipality_count(content: Path) -> None:
    change(
        content,
        "kommuner/provby/overenskommelser/gemensam.md",
        "titel: Gemensam överenskommelse\nparter: [kommunen, polisen]\nkommuner: [provby, provstad]\nperiod: 2020",
    )
    problems = check_site(content)
    assert [(one.code, one.path) for one in problems] == [
        ("overlappande-overenskommelser", "kommuner/provby/overenskommelser/gemensam.md")
    ]


@pytest.mark.parametrize(
    ("day", "codes_expected"),
    [
        ("2019-09-30", []),
        ("2019-12-31", ["dag-efter"]),
        ("2020-01-01", ["undertecknat-efter-slutet"]),
        ("2019", []),
        ("okänd", []),
    ],
)
def test_signed_on_the_last_day_is_in_time(day: str, codes_expected: list[str], content: Path) -> None:
    change(content, PLEDGE, f"undertecknat: {day}")
    assert codes(check_site(content)) == codes_expected


@pytest.mark.parametrize(
    ("day", "codes_expected"),
    [
        ("2019-01-01", ["dag-fore"]),
        ("2019-07-02", []),
        ("2018-12-31", ["senast-fore-start"]),
        ("2018", ["senast-fore-start"]),
        ("2019", []),
    ],
)
def test_a_deadline_on_the_first_day_is_after_the_start(day: str, codes_expected: list[str], content: Path) -> None:
    change(content, PLEDGE, f"uppföljning:\n  senast: {day}")
    assert codes(check_site(content)) == codes_expected


@pytest.mark.parametrize(("period", "codes_expected"), [("2019/2034", []), ("2019/2035", ["lang-period"])])
def test_a_period_of_fifteen_years_is_the_longest(period: str, codes_expected: list[str], content: Path) -> None:
    change(content, AGREEMENT, f"titel: Samverkansöverenskommelse i Provstad\nperiod: {period}")
    assert codes(check_site(content)) == codes_expected


@pytest.mark.parametrize(
    ("year", "codes_expected"),
    [
        ("2000", ["dag-fore"]),
        ("1999", ["orimligt-ar"]),
        ("2018", []),
        ("2050", ["dag-efter"]),
        ("2051", ["orimligt-ar"]),
    ],
)
def test_years_that_a_pledge_can_have_to_do_with(year: str, codes_expected: list[str], content: Path) -> None:
    change(content, PLEDGE, f"händelser:\n  - datum: {year}\n    text: Prov.")
    assert codes(check_site(content)) == codes_expected
