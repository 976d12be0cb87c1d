"""A time with a slip of the hand is told of once, where it stands, and what is compared with it is let be."""

from pathlib import Path

import pytest

from pledges.content.problems import Severity
from support.rules_samples import AGREEMENT, FOLLOW_UP, PLEDGE, change, check_site, codes

_AFTER = (
    " Är det i stället titeln och filnamnet som är fel, rätta dem. Det som jämförs med tiden prövas när den är rättad."
)


@pytest.mark.parametrize(
    ("path", "keys", "key", "message", "hint"),
    [
        (PLEDGE, "period: 2091", "period", "Perioden är 2091, men titeln och filnamnet säger 2019.", "Skriv period: 2019."),
        (PLEDGE, "period: 2018", "period", "Perioden är 2018, men titeln och filnamnet säger 2019.", "Skriv period: 2019."),
        (PLEDGE, "period: 2018-03/2018-05", "period", "Perioden är mars–maj 2018, men titeln och filnamnet säger 2019.", "Rätta årtalet i period:."),
        (AGREEMENT, "period: 2029/2030", "period", "Perioden är 2029–2030, men titeln och filnamnet säger 2019–2020.", "Skriv period: 2019/2020."),
        (AGREEMENT, "period: 2019/2030", "period", "Perioden är 2019–2030, men titeln och filnamnet säger 2019–2020.", "Skriv period: 2019/2020."),
        (FOLLOW_UP, "avser: 2018", "avser", "Tiden som den avser är 2018, men titeln och filnamnet säger 2019.", "Skriv avser: 2019."),
    ],
)  # fmt: skip
def test_one_wrong_year_is_one_message(path: str, keys: str, key: str, message: str, hint: str, content: Path) -> None:
    change(content, "kommuner/provstad/kommun.md", "saknas: Vi har inte sett löften för andra år än 2019.")
    change(content, path, keys)
    (found,) = check_site(content)
    assert (found.path, found.key, found.code, found.message, found.hint, found.severity) == (
        path, key, "tid-mot-namnet", message, hint + _AFTER, Severity.ERROR,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("path", "keys"),
    [
        (PLEDGE, "titel: Tryggare Provstad\nperiod: 2019-07/2020-06"),
        (AGREEMENT, "period: 2019/2021"),
        (AGREEMENT, "period: 2018/2020"),
        (AGREEMENT, "titel: Överenskommelse 2019–2020, förnyad 2024\nperiod: 2019/.."),
        (FOLLOW_UP, "avser: 2019-01/2019-06"),
    ],
)
def test_a_time_that_has_its_names_years_in_it_is_let_be(path: str, keys: str, content: Path) -> None:
    change(content, path, keys)
    assert "tid-mot-namnet" not in codes(check_site(content))


def test_a_prolonged_period_is_let_be(content: Path) -> None:
    change(content, AGREEMENT, "period: 2019/2029\nhändelser:\n  - {datum: 2020, text: Förlängdes., nytt slut: 2029}")
    assert check_site(content) == []


def test_what_else_is_wrong_with_it_is_told_too(content: Path) -> None:
    change(content, PLEDGE, "period: 2091\nstatus: uppfyllt\nundertecknat: 1919")
    assert codes(check_site(content)) == ["tid-mot-namnet", "omdome-utan-uppfoljning"]


def test_a_follow_up_dated_before_its_time_is_one_message(content: Path) -> None:
    change(content, FOLLOW_UP, "datum: 2012-02-20")
    (found,) = check_site(content)
    assert (found.code, found.message) == (
        "uppfoljning-fore-tiden",
        "Uppföljningen är från 20 februari 2012, men gäller 2019.",
    )


def test_a_pledge_made_over_in_place_is_told_of_and_its_follow_up_is_let_be(content: Path) -> None:
    change(content, "kommuner/provstad/kommun.md", "saknas: Vi har inte sett löften för andra år än 2019.")
    change(content, PLEDGE, "titel: Fler områden med grannsamverkan i Provstad 2020\nperiod: 2020")
    (found,) = check_site(content)
    assert (found.path, found.key, found.code, found.message, found.hint) == (
        PLEDGE, "period", "tid-mot-namnet", "Titeln och perioden säger 2020, men filnamnet och det som följer upp 2019.",
        "Skriv period: 2019, och titeln som den var. Är det ett nytt löfte, skriv det i en egen fil, 2020.md, och låt den här stå som den var.",
    )  # fmt: skip
