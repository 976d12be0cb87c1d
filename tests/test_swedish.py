"""Units beside a number: in the singular where there is one of them, and never a made-up word."""

from decimal import Decimal

import pytest

from pledges.content.goals import NumericGoal
from pledges.swedish import counted, plural, singular
from pledges.written_values import Number, Qualifier
from support.samples import real_register


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("kontroller", "kontroll"),
        ("trafikkontroller", "trafikkontroll"),
        ("trygghetsvandringar", "trygghetsvandring"),
        ("utbildningar", "utbildning"),
        ("områden", "område"),
        ("tillfällen", "tillfälle"),
        ("gånger", "gång"),
        ("helger", "helg"),
        ("timmar", "timme"),
        ("insatser", "insats"),
        ("samverkansgrupper", "samverkansgrupp"),
        ("aktiviteter", "aktivitet"),
        ("händelser", "händelse"),
        ("verksamheter", "verksamhet"),
        ("nätter", "natt"),
        ("personer", "person"),
        ("veckor", "vecka"),
        ("utbildningar i ansvarsfull alkoholservering", "utbildning i ansvarsfull alkoholservering"),
        ("gemensamma insatser", "gemensam insats"),
        ("fasta kameror", "fast kamera"),
    ],
)
def test_a_unit_in_the_singular(plural: str, one: str) -> None:
    assert singular(plural) == one


@pytest.mark.parametrize(
    "unit",
    [
        "farthinder", "narkotikabrott", "hundsök", "procent", "besök", "trygghetsvandring", "kontroll", "pass", "barn",
        "gemensamma möten", "registrerade tillfällen", "narkotikasök i skolor", "grejor", "",
    ],
)  # fmt: skip
def test_a_unit_that_is_not_surely_known_keeps_its_form(unit: str) -> None:
    assert singular(unit) == unit


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("gång", "gånger"),
        ("trafikkontroll", "trafikkontroller"),
        ("område", "områden"),
        ("kontroller", "kontroller"),
        ("stycken", "stycken"),
    ],
)
def test_a_unit_in_the_plural(one: str, many: str) -> None:
    assert plural(one) == many


def test_one_is_singular_whatever_its_reservation() -> None:
    assert counted(Decimal(1), "kontroller") == "1 kontroll"
    assert counted(Number(Decimal(1), Qualifier.AT_LEAST), "gånger") == "minst 1 gång"
    assert counted(Number(Decimal("1.0")), "gånger") == "1 gång"
    assert counted(Decimal(0), "kontroller") == "0 kontroller"
    assert counted(Decimal("0.78"), "kontroller") == "0,78 kontroller"
    assert counted(Decimal(245), "kontroller") == "245 kontroller"
    assert counted(Decimal(3), "") == "3"


# Words that are the same in the plural, and one that is written in the singular.
UNCHANGED = {
    "poliskontor",
    "besök",
    "brev",
    "hundsök",
    "styrdokument",
    "trygghetsvandring",
    "narkotikabrott",
    "farthinder",
    "forum",
    "inriktningsbeslut",
    "samtal",
    "områdeskontor",
    "trygghetscenter",
}


def test_every_unit_of_a_single_word_that_the_content_promises_has_a_singular() -> None:
    goals = (action.goal for record in real_register().commitments() for action in record.actions)
    units = {goal.unit for goal in goals if isinstance(goal, NumericGoal) and goal.number.value == 1}
    assert units
    assert {unit for unit in units if singular(unit) == unit} <= UNCHANGED
