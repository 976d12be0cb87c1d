"""Words that say the opposite of `gjort`, `antal` and `bedömning` are asked about, and words of a part or another time are let be."""

from pathlib import Path

import pytest

from support.rules_samples import FOLLOW_UP, PLEDGE, change, check_site


def told(content: Path) -> list[tuple[str, str, str, str]]:
    return [(one.code, one.key, one.message, one.hint) for one in check_site(content)]


@pytest.mark.parametrize(
    ("outcome", "stated", "where", "said"),
    [
        ("gjort: nej, kommentar: Översynen är genomförd.", "gjort: nej", "kommentaren", "är genomförd"),
        ("gjort: nej, kommentar: Lamporna är på plats.", "gjort: nej", "kommentaren", "är på plats"),
        ("gjort: nej, kommentar: Kommunen skriver att översynen gjordes.", "gjort: nej", "kommentaren", "gjordes"),
        ("gjort: nej, kommentar: Översynen har slutförts.", "gjort: nej", "kommentaren", "har slutförts"),
        ("gjort: nej, kommentar: Översynen blev klar.", "gjort: nej", "kommentaren", "blev klar"),
        ("gjort: nej, kommentar: Arbetet löper enligt plan.", "gjort: nej", "kommentaren", "enligt plan"),
        ("gjort: ja, kommentar: Översynen hanns inte med.", "gjort: ja", "kommentaren", "hanns inte"),
        ("antal: 0, enhet: vandringar, kommentar: Vandringarna hölls på hösten.", "antal: 0", "kommentaren", "hölls"),
        ("gjort: ja, kommentar: Översynen kunde inte genomföras.", "gjort: ja", "kommentaren", "inte genomföras"),
        ("gjort: ja, orsak: Vandringen ställdes in för att det var halt.", "gjort: ja", "orsaken", "ställdes in"),
        ("gjort: ja, kommentar: Översynen sköts upp till hösten.", "gjort: ja", "kommentaren", "sköts upp"),
        ("antal: 3, enhet: vandringar, kommentar: Inga vandringar hölls.", "antal: 3", "kommentaren", "Inga vandringar hölls"),
        ("gjort: nej, kommentar: Översynen är inte genomförd.", "gjort: nej", "", ""),
        ("gjort: nej, kommentar: Arbetet är påbörjat.", "gjort: nej", "", ""),
        ("gjort: nej, kommentar: 'Det gjordes i stället ett möte, som hölls digitalt.'", "gjort: nej", "", ""),
        ("gjort: nej, kommentar: Översynen gjordes först 2020.", "gjort: nej", "", ""),
        ("gjort: nej, kommentar: En del av lamporna är på plats.", "gjort: nej", "", ""),
        ("gjort: nej, kommentar: Översynen ska vara klar nästa år.", "gjort: nej", "", ""),
        ("gjort: delvis, kommentar: Översynen är genomförd.", "gjort: delvis", "", ""),
        ("gjort: ja, kommentar: Arbetet startade inte förrän i maj.", "gjort: ja", "", ""),
        ("antal: 3, enhet: vandringar, kommentar: Vandringen i december ställdes in.", "antal: 3", "", ""),
        ("antal: 3, enhet: vandringar, kommentar: Inga fynd gjordes.", "antal: 3", "", ""),
    ],
)  # fmt: skip
def test_what_stands_beside_done(outcome: str, stated: str, where: str, said: str, content: Path) -> None:
    key = stated.split(":", maxsplit=1)[0]
    change(content, FOLLOW_UP, f"utfall:\n  - {{åtgärd: grannsamverkan, antal: 9}}\n  - {{åtgärd: belysning, {outcome}}}")  # fmt: skip
    hint = {
        "gjort: nej": "Skriv gjort: ja, eller rätta kommentaren.",
        "antal: 0": "Skriv antalet, eller rätta kommentaren.",
        "gjort: ja": f"Skriv gjort: nej eller delvis, eller rätta {where}. Gäller den en liten del, acceptera varningen.",
        "antal: 3": "Rätta det som är fel.",
    }.get(stated, "")
    message = f"Det står {stated}, men {where} säger ”{said}”."
    assert told(content) == ([("gjort-mot-kommentar", f"utfall.2.{key}", message, hint)] if said else [])


@pytest.mark.parametrize(
    ("summary", "outcome", "message"),
    [
        ("De två utlovade vandringarna blev av.", "antal: 0, enhet: vandringar", "Det står ”blev av” om det som har antal: 0 under utfall:."),
        ("Översynen av belysningen är klar.", "gjort: nej", "Det står ”är klar” om det som har gjort: nej under utfall:."),
        ("Belysningen är på plats, enligt kommunen.", "gjort: nej", "Det står ”är på plats” om det som har gjort: nej under utfall:."),
        ("Belysningen blev inte av.", "gjort: ja", "Det står ”blev inte av” om det som har gjort: ja under utfall:."),
        ("Vandringarna ställdes in på grund av halka.", "gjort: ja", None),
        ("Belysningen blev inte av på två platser.", "gjort: ja", None),
        ("De två utlovade vandringarna blev av.", "antal: 2, enhet: vandringar", None),
        ("Belysningen är klar först 2021.", "gjort: nej", None),
        ("Mötet om skolan hölls.", "gjort: nej", None),
        ("Grannsamverkan och belysning är på plats.", "gjort: nej", None),
    ],
)  # fmt: skip
def test_a_summary_against_what_was_done(summary: str, outcome: str, message: str | None, content: Path) -> None:
    change(content, FOLLOW_UP, f"kort: {summary}\nutfall:\n  - {{åtgärd: grannsamverkan, antal: 9}}\n  - {{åtgärd: belysning, {outcome}}}")  # fmt: skip
    hint = "Rätta det som är fel. Gäller meningen något annat, acceptera varningen."
    assert told(content) == ([("gjort-mot-kommentar", "kort", message, hint)] if message else [])


def test_the_text_is_told_at_its_line(content: Path) -> None:
    change(content, FOLLOW_UP, "utfall:\n  - {åtgärd: grannsamverkan, antal: 9}\n  - {åtgärd: belysning, gjort: nej}", body="\nHär står hur det\ngick. [Belysningen](../loften/2019.md)\när på plats.\n")  # fmt: skip
    (found,) = check_site(content)
    row = (content / FOLLOW_UP).read_text(encoding="utf-8").split("\n")[found.line - 1]
    assert (found.code, row) == ("gjort-mot-kommentar", "gick. [Belysningen](../loften/2019.md)")


@pytest.mark.parametrize(
    ("verdict", "said", "words"),
    [
        ("uppfyllt", "Löftet hölls inte.", "Löftet hölls inte"),
        ("uppfyllt", "Löftet är delvis uppfyllt.", "Löftet är delvis uppfyllt"),
        ("uppfyllt", "Polisen och kommunen skriver att löftet uppfylldes till viss del.", "löftet uppfylldes till viss del"),
        ("delvis uppfyllt", "Alla löften är uppfyllda.", "Alla löften är uppfyllda"),
        ("inte uppfyllt", "Löftet har hållits.", "Löftet har hållits"),
        ("uppfyllt", "Löftet är uppfyllt.", ""),
        ("delvis uppfyllt", "Löftet hölls delvis.", ""),
        ("uppfyllt", "Året före hölls löftet inte.", ""),
        ("uppfyllt", "Löftet uppfylldes inte 2018.", ""),
        ("uppfyllt", "De flesta löften har hållits.", ""),
    ],
)  # fmt: skip
def test_what_is_said_of_the_whole(verdict: str, said: str, words: str, content: Path) -> None:
    change(content, FOLLOW_UP, f"kort: {said}\nbedömning: {verdict}\norsak: Så blev det.")
    message = f"Det står ”{words}”, men bedömningen är ”{verdict}”."
    assert told(content) == ([("kort-mot-bedomning", "kort", message, "Rätta den ena.")] if words else [])


REACHED = "  - {åtgärd: grannsamverkan, antal: 9}\n"
DONE = f"{REACHED}  - {{åtgärd: belysning, gjort: ja}}"


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (f"bedömning: inte uppfyllt\nutfall:\n{DONE}", ("bedömning", "Bedömningen är inte uppfyllt, men alla åtgärder är gjorda och alla mål nådda.", "Rätta bedömning: eller utfallet. Menar parterna båda, skriv varför under orsak: för hela uppföljningen.")),
        (f"bedömning: delvis uppfyllt\nutfall:\n{DONE}", ("bedömning", "Bedömningen är delvis uppfyllt, men alla åtgärder är gjorda och alla mål nådda.", "Rätta bedömning: eller utfallet. Menar parterna båda, skriv varför under orsak: för hela uppföljningen.")),
        (f"typ: delredovisning\nårsbedömning: inte uppfyllt\nutfall:\n{DONE}", ("årsbedömning", "Bedömningen är inte uppfyllt, men alla åtgärder är gjorda och alla mål nådda.", "Rätta årsbedömning: eller utfallet. Menar parterna båda, skriv varför under orsak: för hela uppföljningen.")),
        (f"bedömning: inte uppfyllt\norsak: Belysningen kom för sent.\nutfall:\n{DONE}", None),
        (f"bedömning: inte uppfyllt\nutfall:\n{REACHED}  - {{åtgärd: belysning, gjort: delvis}}", None),
        ("bedömning: inte uppfyllt\nutfall:\n  - {åtgärd: grannsamverkan, antal: 2}\n  - {åtgärd: belysning, gjort: ja}", None),
        (f"bedömning: inte uppfyllt\nutfall:\n{REACHED}  - {{åtgärd: belysning, kommentar: Arbetet fortsätter.}}", None),
        (f"bedömning: går inte att bedöma\nutfall:\n{DONE}", None),
        (f"bedömning: uppfyllt\nutfall:\n{REACHED}  - {{åtgärd: belysning, gjort: delvis}}", ("utfall.2.gjort", "Bedömningen är uppfyllt, men ”belysning” är bara delvis gjord.", "Rätta bedömning: eller gjort:. Menar parterna båda, acceptera varningen och förklara i texten.")),
        (f"bedömning: uppfyllt\nutfall:\n{REACHED}  - {{åtgärd: belysning, antal: 0, enhet: lampor}}", ("utfall.2.antal", "Bedömningen är uppfyllt, men antalet för ”belysning” är 0.", "Rätta bedömning: eller antal:. Menar parterna båda, acceptera varningen och förklara i texten.")),
        (f"typ: delredovisning\nårsbedömning: uppfyllt\nutfall:\n{REACHED}  - {{åtgärd: belysning, gjort: nej}}", ("utfall.2.gjort", "Bedömningen är uppfyllt, men ”belysning” är inte gjord.", "Rätta årsbedömning: eller gjort:. Menar parterna båda, acceptera varningen och förklara i texten.")),
        ("bedömning: delvis uppfyllt\nutfall:\n  - {åtgärd: grannsamverkan, antal: 0}\n  - {åtgärd: belysning, gjort: nej}", ("bedömning", "Bedömningen är delvis uppfyllt, men ingen åtgärd är gjord.", "Rätta bedömning: eller gjort:. Menar parterna båda, acceptera varningen och förklara i texten.")),
        (f"bedömning: delvis uppfyllt\nutfall:\n{REACHED}  - {{åtgärd: belysning, gjort: nej}}", None),
        ("typ: delredovisning\nårsbedömning: uppfyllt\nutfall:\n  - {åtgärd: grannsamverkan, antal: 7}\n  - {åtgärd: belysning, gjort: ja}", ("årsbedömning", "Bedömningen är uppfyllt, men målet för grannsamverkan är inte nått.", "Kontrollera antal: i utfallet och målet i löftet. Stämmer de, rätta årsbedömning:. Menar parterna båda, acceptera varningen och förklara i texten.")),
        ("typ: delredovisning\navser: 2019-01/2019-06\nårsbedömning: uppfyllt\nutfall:\n  - {åtgärd: grannsamverkan, antal: 7}\n  - {åtgärd: belysning, gjort: ja}", None),
    ],
)  # fmt: skip
def test_a_verdict_against_what_was_done(keys: str, expected: tuple[str, str, str] | None, content: Path) -> None:
    change(content, FOLLOW_UP, keys)
    assert [found[1:] for found in told(content)] == ([expected] if expected else [])


def test_an_aim_may_be_missed_though_all_is_done(content: Path) -> None:
    change(content, PLEDGE, "effektmål: Färre inbrott.")
    change(content, FOLLOW_UP, "bedömning: delvis uppfyllt")
    assert told(content) == []
