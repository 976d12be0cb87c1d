"""What a follow-up tells of its own figures, and of what was promised: other numbers are asked about, parts and other times let be."""

from pathlib import Path

import pytest

from support.rules_samples import FOLLOW_UP, PLEDGE, change, check_site

SEVERAL = "Rätta det som är fel. Gäller de olika saker, säg vilken i kort:."


def told(content: Path) -> list[tuple[str, str, str]]:
    return [(one.key, one.message, one.hint) for one in check_site(content) if one.code == "text-mot-tal"]


@pytest.mark.parametrize(
    ("outcome", "message"),
    [
        ("antal: 9, kommentar: Sju områden startade.", "Kommentaren säger ”Sju områden”, men antalet är 9."),
        ("antal: 9, kommentar: 'Sju områden startade, mot 9 utlovade.'", None),
        ("antal: 9, kommentar: Nio områden startade.", None),
        ("antal: 9, kommentar: Sju möten hölls.", None),
        ("antal: 9, kommentar: 'Sju områden startade på våren.', varav: [{antal: 7, vad: på våren}]", None),
    ],
)
def test_a_comment_against_its_number(outcome: str, message: str | None, content: Path) -> None:
    change(
        content, FOLLOW_UP, f"utfall:\n  - {{åtgärd: grannsamverkan, {outcome}}}\n  - {{åtgärd: belysning, gjort: ja}}"
    )
    hint = "Rätta det som är fel. Gäller de olika saker, säg vilken i kommentaren."
    assert told(content) == ([("utfall.1.antal", message, hint)] if message else [])


@pytest.mark.parametrize(
    ("summary", "message"),
    [
        ("Sju områden startade.", "Sammanfattningen säger ”Sju områden”, men antalet är 9."),
        ("Nio områden startade.", None),
        ("Nio områden startade, mot åtta områden utlovade.", None),
        ("Två områden i veckan startade.", None),
    ],
)
def test_a_follow_ups_summary_against_its_numbers(summary: str, message: str | None, content: Path) -> None:
    change(content, FOLLOW_UP, f"kort: {summary}")
    assert told(content) == ([("utfall.1.antal", message, SEVERAL)] if message else [])


CAMERAS = "utfall:\n  - {åtgärd: grannsamverkan, antal: 9}\n  - {åtgärd: belysning, gjort: ja}\n  - {vad: Kameror på torget, antal: 6, enhet: fasta kameror}\n  - {vad: Kameror vid skolan, antal: 17, enhet: tillfälliga kameror}\n  - {vad: Trafikkontroller, antal: 40, enhet: kontroller}"


@pytest.mark.parametrize(
    ("key", "text", "row", "words", "amounts"),
    [
        ("", "Sex fasta och elva tillfälliga kameror monterades.", 4, "elva tillfälliga kameror", "17"),
        ("", "Sju fasta och sjutton tillfälliga kameror monterades.", 3, "Sju fasta", "6"),
        ("", "Tjugo kameror monterades.", 3, "Tjugo kameror", "6 och 17"),
        ("", "Trafikkontrollerna blev 20, fler än väntat.", 5, "Trafikkontrollerna blev 20", "40"),
        ("kort", "Trafikkontrollerna blev femton.", 5, "Trafikkontrollerna blev femton", "40"),
        ("kort", "Polisen gjorde drygt 50 trafikkontroller.", 5, "50 trafikkontroller", "40"),
        ("kort", "Polisen gjorde nästan 35 trafikkontroller.", 5, "35 trafikkontroller", "40"),
        ("", "Sex fasta och sjutton tillfälliga kameror monterades.", 0, "", ""),
        ("", "Tillsammans monterades 23 kameror.", 0, "", ""),
        ("", "Tio hastighetskontroller gjordes av kommunen.", 0, "", ""),
        ("", "Året före gjordes 12 kontroller.", 0, "", ""),
        ("", "Under 2018 gjordes 12 trafikkontroller.", 0, "", ""),
        ("", "Därtill monterades två kameror i parken.", 0, "", ""),
        ("", "En kamera på torget gick sönder.", 0, "", ""),
        ("", "Under sommaren gjordes 12 trafikkontroller.", 0, "", ""),
        ("", "I maj gjordes sju trafikkontroller.", 0, "", ""),
        ("kort", "Däribland tio trafikkontroller på natten.", 0, "", ""),
        ("", "Under sommaren gjordes 90 trafikkontroller.", 5, "90 trafikkontroller", "40"),
        ("kort", "Polisen gjorde drygt 30 trafikkontroller.", 0, "", ""),
        ("kort", "Polisen gjorde omkring 42 trafikkontroller.", 0, "", ""),
        ("kort", "Polisen gjorde nästan 45 trafikkontroller.", 0, "", ""),
    ],
)  # fmt: skip
def test_running_words_against_the_figures(
    key: str, text: str, row: int, words: str, amounts: str, content: Path
) -> None:
    change(content, FOLLOW_UP, f"kort: {text}\n{CAMERAS}" if key else CAMERAS, body="" if key else f"\n{text}\n")
    message = f"{'Sammanfattningen' if key else 'Texten'} säger ”{words}”, men antalet är {amounts}."
    hint = SEVERAL if key else SEVERAL.replace("kort:", "texten")
    assert told(content) == ([(f"utfall.{row}.antal", message, hint)] if words else [])


@pytest.mark.parametrize(
    ("amount", "is_told"), [("minst 40", False), ("minst 60", True), ("cirka 48", False), ("cirka 90", True)]
)
def test_a_figure_that_is_not_exact_is_not_far_from_its_words(amount: str, *, is_told: bool, content: Path) -> None:
    change(content, FOLLOW_UP, f"kort: Nio områden och 50 kontroller.\n{CAMERAS.replace('antal: 40', f'antal: {amount}')}")  # fmt: skip
    message = f"Sammanfattningen säger ”50 kontroller”, men antalet är {amount}."
    assert told(content) == ([("utfall.5.antal", message, SEVERAL)] if is_told else [])


TWO = "åtgärder:\n  - {id: grannsamverkan, vad: Starta områden, mål: {minst: 8, enhet: områden}}\n  - {id: belysning, vad: Se över lampor, mål: {antal: 20, enhet: lampor}}"


@pytest.mark.parametrize(
    ("pledge", "text", "words", "goals"),
    [
        ("", "Det blev nio, mot utlovade minst 15.", "utlovade minst 15", "målet är 8 områden"),
        ("", "Det blev nio, mot sex utlovade.", "sex utlovade", "målet är 8 områden"),
        ("", "Målet var tolv.", "Målet var tolv", "målet är 8 områden"),
        (TWO, "Lamporna blev fler, mot utlovade 25.", "utlovade 25", "målet är 20 lampor"),
        (TWO, "Det blev nio, mot lovade 15.", "lovade 15", "målen är 8 områden och 20 lampor"),
        ("", "Det blev nio, mot utlovade minst åtta.", "", ""),
        (TWO, "Lamporna blev fler, mot utlovade 20.", "", ""),
        (TWO, "Det blev nio, mot lovade åtta.", "", ""),
        ("", "Polisen lovade att komma tillbaka.", "", ""),
    ],
)
def test_a_promise_is_told_as_it_was(pledge: str, text: str, words: str, goals: str, content: Path) -> None:
    change(content, PLEDGE, pledge)
    change(content, FOLLOW_UP, f"kort: {text}\nutfall:\n  - {{åtgärd: grannsamverkan, antal: 9}}\n  - {{åtgärd: belysning, gjort: ja}}")  # fmt: skip
    message = f"Det står ”{words}”, men {goals}."
    hint = f"Rätta det som är fel. Är det målet, rätta det i {PLEDGE}."
    assert told(content) == ([("kort", message, hint)] if words else [])


@pytest.mark.parametrize(
    ("number", "text", "words"),
    [
        (9, "Områdena blev färre än utlovat.", "färre än utlovat"),
        (9, "Det blev lika många som utlovat.", "lika många som utlovat"),
        (7, "Områdena blev fler än utlovat.", "fler än utlovat"),
        (7, "Polisen startade fler områden än målet.", "fler områden än målet"),
        (8, "Områdena blev fler än löftet angav.", "fler än löftet angav"),
        (9, "Målet för områdena nåddes inte.", "Målet för områdena nåddes inte"),
        (9, "Områdena låg under målet.", "under målet"),
        (7, "Områdena nådde målet.", "nådde målet"),
        (7, "Målet nåddes.", "Målet nåddes"),
        (8, "Områdena är över målet.", "över målet"),
        (7, "Målet för områdena nåddes inte.", ""),
        (8, "Målet för områdena nåddes.", ""),
        (9, "Områdena nådde upp till målet.", ""),
        (7, "Områdena nådde inte upp till ambitionen.", ""),
        (9, "Områdena blev fler än utlovat.", ""),
        (7, "Områdena blev färre än vad som var lovat.", ""),
        (8, "Områdena blev lika många som i löftet.", ""),
        (7, "Områdena blev fler än året före.", ""),
        (7, "Mötena blev fler än i löftet 2018.", ""),
        ("minst 7", "Områdena blev fler än utlovat.", ""),
    ],
)
def test_more_than_promised_is_more(number: int | str, text: str, words: str, content: Path) -> None:
    change(content, FOLLOW_UP, f"kort: {text}\nutfall:\n  - {{åtgärd: grannsamverkan, antal: {number}}}\n  - {{åtgärd: belysning, gjort: ja}}")  # fmt: skip
    message = f"Det står ”{words}”, men {number} områden redovisas mot lovade 8."
    hint = "Rätta det som är fel. Gäller meningen något annat, säg vad."
    assert told(content) == ([("kort", message, hint)] if words else [])


def test_of_several_goals_the_one_that_is_named_is_meant(content: Path) -> None:
    change(content, PLEDGE, TWO)
    rows = "utfall:\n  - {åtgärd: grannsamverkan, antal: 9}\n  - {åtgärd: belysning, antal: 12}"
    change(content, FOLLOW_UP, f"kort: Lamporna blev fler än utlovat.\n{rows}")
    assert [message for _, message, _ in told(content)] == [
        "Det står ”fler än utlovat”, men 12 lampor redovisas mot lovade 20."
    ]
    change(content, FOLLOW_UP, f"kort: Det blev fler än utlovat.\n{rows}")
    assert told(content) == []


@pytest.mark.parametrize(
    ("number", "text", "words", "left"),
    [
        (4, "En av fyra vandringar ställdes in.", "En av fyra vandringar ställdes in", 3),
        (3, "Två av fyra vandringar blev inte av.", "Två av fyra vandringar blev inte av", 2),
        (4, "Tre av fyra vandringar hölls.", "Tre av fyra vandringar hölls", 3),
        (3, "En av fyra vandringar ställdes in.", "", 0),
        (3, "Tre av fyra vandringar genomfördes.", "", 0),
        ("minst 2", "Tre av fyra vandringar genomfördes.", "", 0),
        (4, "Två av tre möten ställdes in.", "", 0),
        (4, "Två av fyra vandringar ställdes in 2018.", "", 0),
    ],
)
def test_some_of_all_are_as_many(number: int | str, text: str, words: str, left: int, content: Path) -> None:
    rows = f"utfall:\n  - {{åtgärd: grannsamverkan, antal: 9}}\n  - {{åtgärd: belysning, gjort: ja}}\n  - {{vad: Vandringar, antal: {number}, enhet: vandringar}}"
    change(content, FOLLOW_UP, rows, body=f"\n{text}\n")
    message = f"Det står ”{words}”, det vill säga att {left} blev av, men antalet är {number}."
    hint = "Rätta det som är fel. Gäller de olika saker, säg vilken."
    assert told(content) == ([("", message, hint)] if words else [])
