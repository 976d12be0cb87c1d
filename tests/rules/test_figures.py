"""Figures that were meant otherwise than they would be read: each slip is told with what to write, and no true figure is."""

from pathlib import Path

import pytest

from pledges.content.problems import as_text
from support.rules_samples import FOLLOW_UP, PLEDGE, change, check_site, codes


def promise(content: Path, goal: str) -> None:
    """One action with a goal, e.g. `{minst: 2, enhet: kontroller}` or a text."""
    change(content, PLEDGE, f"åtgärder:\n  - id: prov\n    vad: Provåtgärd\n    ansvarig: polisen\n    mål: {goal}")


def report(content: Path, outcome: str, covers: str = "2019") -> None:
    kind = "slutlig" if covers == "2019" else "delredovisning"
    change(content, FOLLOW_UP, f"avser: {covers}\ntyp: {kind}\nutfall:\n  - {{åtgärd: prov, {outcome}}}")


@pytest.mark.parametrize(
    ("goal", "hint"),
    [
        ("{minst: 2, enhet: kontroller per vecka}", "Skriv enhet: kontroller och per: vecka, på var sin rad."),
        ("{minst: 2, enhet: kontroller per v.}", "Skriv enhet: kontroller och per: vecka, på var sin rad."),
        ("{minst: 2, enhet: kontroller i veckan}", "Skriv enhet: kontroller och per: vecka, på var sin rad."),
        ("{minst: 2, enhet: kontroller/vecka}", "Skriv enhet: kontroller och per: vecka, på var sin rad."),
        ("{minst: 2, enhet: besök om dagen}", "Skriv enhet: besök och per: dygn, på var sin rad."),
        ("{minst: 2, enhet: besök varje halvår, per: halvår}", "Skriv enhet: besök och per: halvår, på var sin rad."),
        ("2 kontroller i veckan", "Skriv tre rader under mål: antal: 2, enhet: kontroller och per: vecka."),
        ("Minst 2 kontroller per vecka", "Skriv tre rader under mål: minst: 2, enhet: kontroller och per: vecka."),
        ("minst en gång/vecka", "Skriv tre rader under mål: minst: 1, enhet: gånger och per: vecka."),
    ],
)
def test_a_time_inside_a_unit_or_a_text_is_refused_with_the_right_lines(goal: str, hint: str, content: Path) -> None:
    promise(content, goal)
    report(content, "gjort: ja")
    (found,) = check_site(content)
    assert (found.code, found.hint) == ("per-i-enheten", hint)


@pytest.mark.parametrize(
    "goal",
    [
        "varje helgfri torsdag kl. 10–11", "dagligen", "en vandring per station", "varje oktober",
        "Varje vecka på Råslätt och varje månad i de övriga områdena",
        "{minst: 2, enhet: narkotikasök i skolor}", "{minst: 2, enhet: kontroller, per: vecka}", "inga bränder",
    ],
)  # fmt: skip
def test_other_units_and_texts_are_let_be(goal: str, content: Path) -> None:
    promise(content, goal)
    report(content, "kommentar: Prov.")
    assert check_site(content) == []


def test_an_outcome_has_its_time_apart_too(content: Path) -> None:
    promise(content, "{minst: 2, enhet: kontroller, per: vecka}")
    report(content, "antal: 2, enhet: kontroller per vecka")
    found = [one for one in check_site(content) if one.code == "per-i-enheten"]
    assert [(one.key, one.hint) for one in found] == [
        ("utfall.1.enhet", "Skriv enhet: kontroller och per: vecka, på var sin rad.")
    ]


@pytest.mark.parametrize("goal", ["Minst 10 kontroller", "8 områden", "tre vandringar"])
def test_a_text_that_can_be_counted_is_asked_about(goal: str, content: Path) -> None:
    promise(content, goal)
    report(content, "kommentar: Prov.")
    assert codes(check_site(content)) == ["mal-gar-att-rakna"]


@pytest.mark.parametrize(
    ("goal", "outcome", "covers", "hint"),
    [
        ("{minst: 2, enhet: kontroller, per: vecka}", "antal: '2,5'", "2019", "per: vecka"),
        ("{minst: 2, enhet: kontroller, per: vecka}", "antal: 3", "2019", "per: vecka"),
        ("{minst: 2, enhet: kontroller, per: vecka}", "antal: '12,5'", "2019", "per: vecka"),
        (
            "{minst: 1, enhet: kontroller, per: dygn}",
            "antal: '0,78', enhet: kontroller",
            "2019-05/2019-07",
            "per: dygn",
        ),
        ("{minst: 2, enhet: kontroller}", "antal: 131", "2019", "rätt per:"),
        ("{minst: 8, enhet: områden}", "antal: 80", "2019", "rätt per:"),
        ("{minst: 2, enhet: kontroller, per: vecka}", "antal: 131, per: vecka", "2019", "rätt per:"),
    ],
)
def test_a_figure_far_from_its_goal_raises_a_question(
    goal: str, outcome: str, covers: str, hint: str, content: Path
) -> None:
    promise(content, goal)
    report(content, outcome, covers)
    problems = [one for one in check_site(content) if one.code != "avser-mer-an-perioden"]
    assert codes(problems) == ["langt-fran-malet"], as_text(problems)
    assert hint in problems[0].hint


@pytest.mark.parametrize(
    ("goal", "outcome", "covers"),
    [
        ("{minst: 2, enhet: kontroller, per: vecka}", "antal: 131", "2019"),
        ("{minst: 2, enhet: kontroller, per: vecka}", "antal: '2,5', per: vecka", "2019"),
        ("{minst: 2, enhet: kontroller, per: vecka}", "antal: 0", "2019"),
        ("{minst: 2, enhet: kontroller, per: vecka}", "antal: 5", "okänd"),
        ("{minst: 2, enhet: mätningar, per: år}", "antal: '2,5'", "2019"),
        ("{minst: 8, enhet: områden}", "antal: 79", "2019"),
        ("{minst: 20, enhet: områden}", "antal: 1", "2019"),
        ("{minst: 90, enhet: procent}", "antal: 3", "2019"),
        ("{minst: 2, enhet: kontroller}", "antal: 131, enhet: samtal", "2019"),
        ("{antal: högst 2, enhet: bränder}", "antal: 131", "2019"),
    ],
)
def test_a_figure_that_may_be_true_is_not_asked_about(goal: str, outcome: str, covers: str, content: Path) -> None:
    promise(content, goal)
    report(content, outcome, covers)
    assert "langt-fran-malet" not in codes(check_site(content))


@pytest.mark.parametrize(
    ("goal", "outcome", "key"),
    [
        ("{minst: 2, enhet: kontroller, per: vecka}", "antal: '1,200'", "utfall.1.antal"),
        ("{minst: 2, enhet: kontroller, per: vecka}", "antal: '1,200', per: vecka", "utfall.1.antal"),
        ("{minst: '1,200', enhet: kontroller}", "antal: 1 300", "åtgärder.1.mål.minst"),
        ("{antal: 1, av: '1,200', enhet: hushåll}", "antal: 1", "åtgärder.1.mål.av"),
    ],
)
def test_three_decimals_of_what_is_counted_whole_are_refused(goal: str, outcome: str, key: str, content: Path) -> None:
    promise(content, goal)
    report(content, outcome)
    problems = [one for one in check_site(content) if one.path.endswith("loften/2019.md") is key.startswith("åtgärder")]
    assert [(one.code, one.key, one.hint) for one in problems] == [
        ("tusental-eller-decimaler", key, "Menar du 1 200 eller 1,2? Skriv det du menar.")
    ]


@pytest.mark.parametrize(
    ("goal", "outcome"),
    [
        ("{minst: 2, enhet: timmar}", "antal: '2,125'"),
        ("{minst: 2, enhet: kontroller, per: vecka}", "antal: '2,125', per: vecka"),
        ("{minst: 2, enhet: kontroller}", "antal: '2,5'"),
        ("{minst: 2, enhet: kontroller}", "antal: '0,125'"),
        ("{minst: 1 200, enhet: kontroller}", "antal: 1 200"),
    ],
)
def test_other_decimals_are_read_as_they_stand(goal: str, outcome: str, content: Path) -> None:
    promise(content, goal)
    report(content, outcome)
    assert "tusental-eller-decimaler" not in codes(check_site(content))


def test_a_point_between_thousands_is_asked_about_and_never_made_decimals(content: Path) -> None:
    promise(content, "{minst: 2, enhet: kontroller, per: vecka}")
    report(content, "antal: 1.200")
    (found,) = [one for one in check_site(content) if one.code == "fel-varde"]
    assert "Menar du 1 200 eller 1,2?" in found.message + found.hint
    assert "1,200" not in found.hint


@pytest.mark.parametrize(
    ("goal", "rows"),
    [
        ("10 procent färre inbrott", "jämfört med: (året), riktning: färre, enhet: inbrott och procent: 10"),
        ("Minst 20 % fler kontroller än 2023", "jämfört med: 2023, riktning: fler, enhet: kontroller och procent: 20"),
        ("Minska antalet inbrott med 10 procent", "jämfört med: (året), riktning: färre, enhet: inbrott och procent: 10"),
        ("Minska inbrotten med 10 %", "jämfört med: (året), riktning: färre, enhet: (det som räknas) och procent: 10"),
        ("Antalet olyckor ska minska med 5 procent jämfört med 2022", "jämfört med: 2022, riktning: färre, enhet: olyckor och procent: 5"),
        ("Skadegörelsen ska minska med 15 procent", "jämfört med: (året), riktning: färre, enhet: (det som räknas) och procent: 15"),
        ("10 procent färre ska känna sig otrygga", "jämfört med: (året), riktning: färre, enhet: (det som räknas) och procent: 10"),
        ("Dubbelt så många vandringar som 2023", "jämfört med: 2023, riktning: fler, enhet: vandringar och gånger: 2"),
        ("Färre inbrott än 2023", "jämfört med: 2023, riktning: färre och enhet: inbrott"),
    ],
)  # fmt: skip
def test_a_goal_of_more_or_fewer_is_told_with_its_keys(goal: str, rows: str, content: Path) -> None:
    promise(content, goal)
    (found,) = [one for one in check_site(content) if one.code == "mal-gar-att-rakna"]
    assert found.hint == f"Skriv på var sin rad under mål: {rows}."


@pytest.mark.parametrize(
    "goal",
    [
        "Färre inbrott",
        "Fler anmälda narkotikabrott",
        "Minskad rekrytering.",
        "Minska ungas bruk av tobak, alkohol och narkotika.",
        "Mäts i CAN:s rapport 2023, jämfört med 2019",
        "Öka känslan av trygghet.",
        "Färre våldsbrott i centrum än i övriga delar",
        "Skadegörelsen ska minska med tiden",
    ],
)
def test_a_goal_that_nobody_can_count_stays_a_text(goal: str, content: Path) -> None:
    promise(content, goal)
    assert "mal-gar-att-rakna" not in codes(check_site(content))


@pytest.mark.parametrize(
    ("figures", "codes_expected"),
    [
        ("svar: 412, utskick: 900, svarsfrekvens: 64", ["svarsfrekvens-stammer-inte"]),
        ("svar: 412, utskick: 900, svarsfrekvens: 46", []),
        ("svar: 412, utskick: 900, svarsfrekvens: '45,8'", []),
        ("svar: cirka 400, utskick: cirka 1 000, svarsfrekvens: 46", []),
        ("svar: 412, svarsfrekvens: 64", []),
        ("svar: '1,200'", ["tusental-eller-decimaler"]),
        ("deltagare: 'cirka 1,200'", ["tusental-eller-decimaler"]),
    ],
)
def test_the_figures_of_a_dialogue(figures: str, codes_expected: list[str], content: Path) -> None:
    change(content, PLEDGE, f"dialogsiffror:\n  - {{{figures}}}")
    assert codes(check_site(content)) == codes_expected


def test_an_answering_rate_is_told_with_the_right_one(content: Path) -> None:
    change(content, PLEDGE, "dialogsiffror:\n  - {svar: 412, utskick: 900, svarsfrekvens: 64}")
    (found,) = check_site(content)
    assert (found.key, found.message, found.hint) == (
        "dialogsiffror.1.svarsfrekvens",
        "412 svar av 900 är 46 procent, men svarsfrekvens: är 64.",
        "Rätta det tal som är fel. Räknades andelen på något annat, acceptera varningen.",
    )


@pytest.mark.parametrize("goal", ["{minst: 2, enhet: bänkar per vy}", "2 bänkar per vy", "2 träffar per årskurs"])
def test_a_word_that_begins_like_a_time_is_no_time(goal: str, content: Path) -> None:
    promise(content, goal)
    assert not any("per: vecka" in one.hint or "per: år" in one.hint for one in check_site(content))
