"""Evidence: what is enough for a verdict, and that none is ever asked for."""

from pathlib import Path

import pytest

from pledges.content.problems import as_text
from support.rules_samples import FOLLOW_UP, PLEDGE, change, check_site, codes

POLICE = "kommuner/provstad/uppfoljningar/2019-polisen.md"
OF_THE_POLICE = """titel: Polisens uppföljning i Provstad 2019
löfte: 2019
datum: 2020-03
avser: 2019
typ: slutlig
av: polisen
belägg: https://polisen.example/uppfoljning
{}"""


def test_a_verdict_is_never_asked_for(content: Path) -> None:
    (content / FOLLOW_UP).unlink()
    assert check_site(content) == []


@pytest.mark.parametrize("verdict", ["uppfyllt", "delvis uppfyllt"])
def test_a_verdict_with_all_its_evidence_may_also_be_written_as_status(verdict: str, content: Path) -> None:
    change(content, PLEDGE, f"status: {verdict}")
    change(content, FOLLOW_UP, f"bedömning: {verdict}\norsak: Belysningen dröjde.")
    assert check_site(content) == []


def test_two_parties_answer_for_a_part_each(content: Path) -> None:
    change(content, FOLLOW_UP, "av: kommunen\nbedömning: uppfyllt\nutfall:\n  - åtgärd: belysning\n    gjort: ja")
    assert codes(check_site(content)) == ["bedomning-utan-alla-atgarder"]
    change(content, POLICE, OF_THE_POLICE.format("utfall:\n  - åtgärd: grannsamverkan\n    antal: 9"))
    assert check_site(content) == []


def test_a_draft_answers_for_its_own_actions(content: Path) -> None:
    outcomes = "utfall:\n  - åtgärd: belysning\n    gjort: ja"
    change(
        content, FOLLOW_UP, f"status: utkast\nbedömning: uppfyllt\n{outcomes}\n  - åtgärd: grannsamverkan\n    antal: 9"
    )
    assert codes(check_site(content)) == []
    change(content, FOLLOW_UP, f"status: utkast\nbedömning: uppfyllt\n{outcomes}")
    (found,) = check_site(content)
    assert found.message.endswith("men säger inget om grannsamverkan.")


def test_what_a_newspaper_says_answers_for_nothing(content: Path) -> None:
    change(content, "aktorer/provtidningen.md", "titel: Provtidningen\ntyp: tidning")
    change(content, FOLLOW_UP, "bedömning: uppfyllt\nutfall:\n  - åtgärd: belysning\n    gjort: ja")
    change(
        content,
        POLICE,
        OF_THE_POLICE.format("utfall:\n  - åtgärd: grannsamverkan\n    antal: 9").replace(
            "av: polisen", "av: provtidningen"
        ),
    )
    assert codes(check_site(content)) == ["uppfoljning-av-annan", "bedomning-utan-alla-atgarder"]


def test_the_local_police_area_is_the_police(content: Path) -> None:
    change(content, FOLLOW_UP, "av: lpo-prov\nbedömning: uppfyllt")
    assert check_site(content) == []
    change(content, "polisen/lpo-annat.md", "titel: Lokalpolisområde Annat\nkommuner: [provstad]")
    change(content, FOLLOW_UP, "av: lpo-annat")
    assert codes(check_site(content)) == ["bedomning-av-annan"]


def test_nothing_done_is_an_answer_to_a_counted_goal(content: Path) -> None:
    outcome = "utfall:\n  - åtgärd: grannsamverkan\n    gjort: nej\n    orsak: Pengarna tog slut.\n  - åtgärd: belysning\n    gjort: nej"
    change(content, FOLLOW_UP, f"bedömning: inte uppfyllt\n{outcome}")
    assert check_site(content) == []


@pytest.mark.parametrize(
    ("verdict", "number", "codes_expected"),
    [
        ("uppfyllt", "8", []),
        ("uppfyllt", "7", ["bedomning-mot-talen"]),
        ("uppfyllt", "minst 7", []),
        ("delvis uppfyllt", "7", []),
        ("delvis uppfyllt", "8", ["inte-uppfyllt-trots-ja"]),
        ("inte uppfyllt", "7", []),
        ("inte uppfyllt", "8", ["inte-uppfyllt-trots-ja"]),
        ("går inte att bedöma", "2", []),
    ],
)
def test_a_verdict_against_the_numbers(verdict: str, number: str, codes_expected: list[str], content: Path) -> None:
    outcome = f"utfall:\n  - åtgärd: grannsamverkan\n    antal: {number}\n  - åtgärd: belysning\n    gjort: ja"
    change(content, FOLLOW_UP, f"bedömning: {verdict}\n{outcome}")
    assert codes(check_site(content)) == codes_expected


def test_interim_figures_count_towards_the_verdict(content: Path) -> None:
    change(
        content,
        FOLLOW_UP,
        "bedömning: uppfyllt\navser: 2019-07/2019-12\nutfall:\n  - åtgärd: grannsamverkan\n    antal: 4\n  - åtgärd: belysning\n    gjort: ja",
    )
    change(
        content,
        POLICE,
        OF_THE_POLICE.format("utfall:\n  - åtgärd: grannsamverkan\n    antal: 5")
        .replace("slutlig", "delredovisning")
        .replace("avser: 2019", "avser: 2019-01/2019-06"),
    )
    assert check_site(content) == []


@pytest.mark.parametrize("status", ["avbrutet\nskäl: Överenskommelsen sades upp.", "ersatt"])
def test_a_pledge_that_ended_early_may_be_judged_early(status: str, content: Path) -> None:
    change(content, PLEDGE, f"status: {status}")
    change(
        content,
        "kommuner/provstad/loften/2020.md",
        "titel: Nästa\nkort: Nästa.\növerenskommelse: 2019-2020\nperiod: 2020\nefterträder: 2019",
    )
    change(content, FOLLOW_UP, "datum: 2019-09\nbedömning: delvis uppfyllt")
    assert check_site(content) == []


@pytest.mark.parametrize(("verdict", "is_told"), [("uppfyllt", True), ("delvis uppfyllt", False)])
def test_a_pledge_that_was_broken_off_was_not_kept_whole(verdict: str, is_told: bool, content: Path) -> None:
    change(content, PLEDGE, "status: avbrutet\nskäl: Överenskommelsen sades upp.")
    change(content, FOLLOW_UP, f"bedömning: {verdict}")
    found = [one.message for one in check_site(content) if one.code == "status-motsags"]
    assert found == (["Status är ”avbrutet”, men parternas bedömning är ”uppfyllt”."] if is_told else [])


@pytest.mark.parametrize("day", ["2019-12-31", "2019-12", "2019", "okänd"])
def test_a_final_follow_up_that_may_be_after_the_end_is_in_order(day: str, content: Path) -> None:
    change(content, FOLLOW_UP, f"datum: {day}")
    assert check_site(content) == []


def test_a_verdict_on_an_agreement_needs_a_day_and_evidence_but_no_actions(content: Path) -> None:
    change(
        content,
        FOLLOW_UP,
        "löfte:\növerenskommelse: 2019-2020\ndatum: 2021-02\nutfall:\nbedömning: uppfyllt\navser: 2019/2020\ntitel: Så gick det 2019–2020",
    )
    assert check_site(content) == []
    change(content, FOLLOW_UP, "datum: okänd")
    assert codes(check_site(content)) == ["bedomning-utan-datum"]


def test_all_that_is_missing_is_told_at_once_where_it_is_to_be_mended(content: Path) -> None:
    change(content, PLEDGE, "status: uppfyllt")
    change(
        content,
        FOLLOW_UP,
        "bedömning: uppfyllt\ndatum: okänd\nutfall:\n  - åtgärd: grannsamverkan\n    gjort: ja\nbelägg:\n  - titel: Protokoll",
    )
    problems = check_site(content)
    assert {problem.path for problem in problems} == {FOLLOW_UP}, as_text(problems)
    assert set(codes(problems)) == {
        "bedomning-utan-datum", "bedomning-utan-belagg", "bedomning-utan-alla-atgarder", "bedomning-utan-tal",
    }  # fmt: skip


def test_a_figure_in_two_units_is_in_order_if_one_is_the_goals(content: Path) -> None:
    change(
        content,
        FOLLOW_UP,
        "utfall:\n  - åtgärd: grannsamverkan\n    antal: 9\n  - åtgärd: grannsamverkan\n    antal: 140\n    enhet: hushåll\n  - åtgärd: belysning\n    gjort: ja",
    )
    assert check_site(content) == []


def test_rows_without_a_number_are_no_repetition(content: Path) -> None:
    rows = "  - vad: Möte på torget\n    antal: 2\n  - vad: Möte i skolan\n    antal: 2\n"
    rows += "  - åtgärd: belysning\n    gjort: delvis\n  - åtgärd: belysning\n    kommentar: Resten görs i vår."
    change(content, FOLLOW_UP, f"utfall:\n  - åtgärd: grannsamverkan\n    antal: 9\n{rows}")
    assert check_site(content) == []


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ("[{antal: 6, vad: a}, {antal: 5, vad: b}]", "Delarna är tillsammans 11, men antalet är 9."),
        ("[{antal: 6, vad: a}, {antal: 3, vad: b}]", None),
        ("[{antal: 6, vad: a}]", None),
    ],
)
def test_parts_that_are_more_than_the_whole(parts: str, message: str | None, content: Path) -> None:
    change(content, FOLLOW_UP, f"utfall:\n  - {{åtgärd: grannsamverkan, antal: 9, varav: {parts}}}\n  - {{åtgärd: belysning, gjort: ja}}")  # fmt: skip
    hint = "Kontrollera talen under varav:. Räknas samma sak i flera delar, acceptera varningen."
    found = [(one.code, one.key, one.message, one.hint) for one in check_site(content)]
    assert found == ([("varav-mer-an-alla", "utfall.1.varav", message, hint)] if message else [])


def test_parts_of_at_least_a_number_may_be_more(content: Path) -> None:
    change(content, FOLLOW_UP, "utfall:\n  - {åtgärd: grannsamverkan, antal: minst 9, varav: [{antal: 6, vad: a}, {antal: 5, vad: b}]}\n  - {åtgärd: belysning, gjort: ja}")  # fmt: skip
    assert check_site(content) == []


def test_kept_with_one_of_two_counted_goals_missed_is_asked_about(content: Path) -> None:
    change(content, PLEDGE, "åtgärder:\n  - {id: grannsamverkan, vad: Starta områden, mål: {minst: 8, enhet: områden}}\n  - {id: belysning, vad: Se över lampor, mål: {minst: 20, enhet: lampor}}")  # fmt: skip
    change(content, FOLLOW_UP, "bedömning: uppfyllt\nutfall:\n  - {åtgärd: grannsamverkan, antal: 9}\n  - {åtgärd: belysning, antal: 12}")  # fmt: skip
    (found,) = check_site(content)
    assert (found.code, found.key, found.message, found.hint) == (
        "uppfyllt-trots-talen",
        "bedömning",
        "Bedömningen är uppfyllt, men målet för belysning är inte nått.",
        "Kontrollera antal: i utfallet och målet i löftet. Stämmer de, rätta bedömning:. Menar parterna båda, acceptera varningen och förklara i texten.",
    )
    change(content, FOLLOW_UP, "bedömning: delvis uppfyllt")
    assert check_site(content) == []


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        ("Redovisas som inte uppnått.", "inte uppnått"),
        ("Vandringen i maj ställdes in.", "ställdes in"),
        ("Mötet blev inte av.", "blev inte av"),
        ("Inget antal anges.", None),
        ("Invånarna har inte märkt någon skillnad.", None),
    ],
)
def test_done_beside_a_comment_that_it_was_not(comment: str, said: str | None, content: Path) -> None:
    change(content, FOLLOW_UP, f"utfall:\n  - {{åtgärd: grannsamverkan, antal: 9}}\n  - {{åtgärd: belysning, gjort: ja, kommentar: {comment}}}")  # fmt: skip
    hint = "Skriv gjort: nej eller delvis, eller rätta kommentaren. Gäller den en liten del, acceptera varningen."
    found = [(one.code, one.key, one.message, one.hint) for one in check_site(content)]
    message = f"Det står gjort: ja, men kommentaren säger ”{said}”."
    assert found == ([("gjort-mot-kommentar", "utfall.2.gjort", message, hint)] if said else [])


@pytest.mark.parametrize(
    ("keys", "is_told"),
    [
        ("avser: 2019-01/2019-04", True),
        ("avser: 2019-05/2019-12", False),
        ("avser: 2019-01/2019-04\ntyp: delredovisning", False),
    ],
)
def test_a_final_follow_up_covers_the_end(keys: str, *, is_told: bool, content: Path) -> None:
    change(content, FOLLOW_UP, keys)
    found = [(one.code, one.key, one.message, one.hint) for one in check_site(content)]
    message = "Uppföljningen är slutlig men gäller januari–april 2019, och löftet slutar 2019."
    hint = "Skriv typ: delredovisning, eller rätta avser:. Har parterna inget mer att redovisa, acceptera varningen."
    assert found == ([("slutlig-fore-slutet", "typ", message, hint)] if is_told else [])
