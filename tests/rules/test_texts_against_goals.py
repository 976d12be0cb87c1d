"""Words that give other numbers than the keys are told of beside both, and words that may be of something else are let be."""

from pathlib import Path

import pytest

from support.rules_samples import FOLLOW_UP, PLEDGE, change, check_site

SEVERAL = "Rätta det som är fel. Gäller de olika saker, säg vilken i kort:."


def promise(content: Path, summary: str, *goals: str, period: str = "2019") -> None:
    rows = "".join(f"\n  - {{id: prov-{place}, vad: Provåtgärd, mål: {goal}}}" for place, goal in enumerate(goals))
    change(
        content,
        PLEDGE,
        f"titel: Tryggare Provstad\nkort: {summary}\növerenskommelse: okänd\nparter: [polisen, kommunen]\nperiod: {period}\nåtgärder:{rows}",
    )
    outcomes = "".join(f"\n  - {{åtgärd: prov-{place}, kommentar: Prov.}}" for place in range(len(goals)))
    change(content, FOLLOW_UP, f"avser: {period}\ndatum: okänd\nutfall:{outcomes}")


def told(content: Path) -> list[tuple[str, str, str]]:
    return [(one.key, one.message, one.hint) for one in check_site(content) if one.code == "text-mot-tal"]


@pytest.mark.parametrize(
    ("summary", "goal", "key", "message", "hint"),
    [
        ("Polisen lovar minst 900 timmar synlig polis.", "{minst: 9000, enhet: timmar}", "mål", "Sammanfattningen säger ”900 timmar”, men målet är 9\u00a0000 timmar.", SEVERAL),
        ("Polisen lovar tre trafikkontroller.", "{antal: 30, enhet: kontroller}", "mål", "Sammanfattningen säger ”tre trafikkontroller”, men målet är 30 kontroller.", SEVERAL),
        ("Polisen lovar fyra nya områden.", "{antal: 8, enhet: områden}", "mål", "Sammanfattningen säger ”fyra nya områden”, men målet är 8 områden.", SEVERAL),
        ("Polisen lovar en trafikkontroll per dygn.", "{minst: 1, enhet: kontroller, per: vecka}", "mål.per", "Sammanfattningen säger ”en trafikkontroll per dygn”, men målet är 1 kontroll per vecka.", "Skriv per: dygn under mål:. Är målet rätt, ändra kort:."),
        ("Polisen lovar två kontroller i veckan.", "{minst: 2, enhet: kontroller}", "mål", "Sammanfattningen säger ”två kontroller i veckan”, men målet är 2 kontroller för hela tiden.", "Skriv per: vecka under mål:. Är målet rätt, ändra kort:."),
    ],
)  # fmt: skip
def test_a_summary_against_a_goal(summary: str, goal: str, key: str, message: str, hint: str, content: Path) -> None:
    promise(content, summary, goal)
    assert told(content) == [(f"åtgärder.1.{key}", message, hint)]


def test_a_number_a_year_of_several_years(content: Path) -> None:
    promise(
        content,
        "Polisen lovar minst tre insatser mot farten om året.",
        "{minst: 3, enhet: punktinsatser}",
        period="2019/2020",
    )
    assert told(content) == [
        ("åtgärder.1.mål", "Sammanfattningen säger ”tre insatser mot farten om året”, men målet är 3 punktinsatser för hela tiden.", "Skriv per: år under mål:. Är målet rätt, ändra kort:.")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("summary", "goals", "period"),
    [
        ("Polisen lovar 104 kontroller.", ["{minst: 2, enhet: kontroller, per: vecka}"], "2019"),
        ("Polisen lovar åtta trafikinsatser.", ["{minst: 4, enhet: insatser}", "{minst: 4, enhet: tillfällen}"], "2019"),
        ("Polisen lovar tre kontroller av cyklar och fyra av bilar.", ["{minst: 3, enhet: kontroller}", "{minst: 5, enhet: kontroller}"], "2019"),
        ("Polisen lovar två kontroller och två vandringar om året.", ["{minst: 2, enhet: kontroller, per: år}", "{minst: 2, enhet: vandringar, per: år}", "{minst: 2, enhet: tillfällen}"], "2019/2020"),
        ("Polisen lovar tre möten och tio insatser om året.", ["{minst: 3, enhet: träffar}", "{minst: 10, enhet: insatser, per: år}"], "2019/2020"),
        ("Polisen lovar 3–4 möten.", ["{minst: 3, högst: 4, enhet: möten}"], "2019"),
        ("Polisen lovar kontroller 14 gånger.", ["{minst: 3, enhet: gånger}"], "2019"),
        ("Polisen lovar en kontroll varannan vecka.", ["{antal: 1, enhet: kontroller, per: varannan vecka}"], "2019"),
    ],
)  # fmt: skip
def test_what_may_be_of_something_else_is_let_be(summary: str, goals: list[str], period: str, content: Path) -> None:
    promise(content, summary, *goals, period=period)
    assert told(content) == []


@pytest.mark.parametrize(
    ("figure", "dialogue", "words"),
    [
        ("svar: 120", "Enkät med nästan 1 200 svar.", "1 200 svar"),
        ("svar: 120", "Enkät med 200 svarande.", "200 svarande"),
        ("utskick: 900", "Enkät till 700 invånare.", "till 700 invånare"),
        ("utskick: 900", "Enkät bland drygt 950 hushåll.", "bland drygt 950 hushåll"),
        ("deltagare: 305", "Samtal med 350 invånare.", "med 350 invånare"),
        ("deltagare: 305", "En dialog där 530 invånare deltog.", "530 invånare deltog"),
        ("möten: 2", "Fyra öppna möten och en enkät.", "Fyra öppna möten"),
        ("möten: 2", "Fem medborgardialoger hösten 2018.", "Fem medborgardialoger"),
        ("svar: 120", "Enkät med 120 svar, mot 95 svar året före.", ""),
        ("svar: 120", "Enkät bland 1 200 invånare.", ""),
        ("svar: cirka 1 200", "Enkät med nästan 1 200 svar.", ""),
        ("svar: 1 204", "Enkät med drygt 1 200 svar.", ""),
        ("svar: 1 190", "Enkät med omkring 1 200 svar.", ""),
        ("utskick: 1 000", "Undersökning till 1 000 personer och samtal med 40 personer.", ""),
        ("deltagare: 40", "Undersökning till 1 000 personer och samtal med 40 personer.", ""),
        ("möten: 1", "Ett öppet möte i biblioteket.", ""),
    ],
)
def test_the_dialogue_against_its_figures(figure: str, dialogue: str, words: str, content: Path) -> None:
    change(content, PLEDGE, f"dialog: {dialogue}\ndialogsiffror:\n  - {figure}")
    key, _, value = figure.partition(": ")
    words = words.removeprefix("till ").removeprefix("bland drygt ").removeprefix("med ")
    message = f"Under dialog: står ”{words}”, men {key}: är {value}."
    assert told(content) == ([(f"dialogsiffror.1.{key}", message, "Rätta det som är fel.")] if words else [])


@pytest.mark.parametrize(
    ("text", "goals", "message"),
    [
        ("Polisen lovar tolv kontroller.", ["{minst: 21, enhet: kontroller}"], "Texten säger ”tolv kontroller”, men målet är 21 kontroller."),
        ("Löftet är minst 15 riktade trafikkontroller.", ["{minst: 51, enhet: kontroller}"], "Texten säger ”15 riktade trafikkontroller”, men målet är 51 kontroller."),
        ("Femton vandringar ska hållas.", ["{antal: 5, enhet: vandringar}"], "Texten säger ”Femton vandringar”, men målet är 5 vandringar."),
        ("Polisen lovar sju kontroller.", ["{minst: 3, enhet: kontroller}", "{minst: 5, enhet: kontroller}"], "Texten säger ”sju kontroller”, men målen är 3 kontroller och 5 kontroller."),
        ("Polisen lovar åtta kontroller.", ["{minst: 3, enhet: kontroller}", "{minst: 5, enhet: kontroller}"], None),
        ("Året före gjordes 40 kontroller.", ["{minst: 21, enhet: kontroller}"], None),
        ("Polisen lovar 104 kontroller på ett år.", ["{minst: 2, enhet: kontroller, per: vecka}"], None),
        ("Polisen lovar en kontroll där farten är hög.", ["{minst: 21, enhet: kontroller}"], None),
        ("Polisen lovar att stå där tio gånger.", ["{minst: 21, enhet: gånger}"], None),
    ],
)  # fmt: skip
def test_the_text_against_the_goals(text: str, goals: list[str], message: str | None, content: Path) -> None:
    promise(content, "Polisen lovar mer.", *goals)
    change(content, PLEDGE, body=f"\n{text}\n")
    hint = "Rätta det som är fel. Gäller de olika saker, säg vilken i texten."
    assert told(content) == ([("", message, hint)] if message else [])


@pytest.mark.parametrize(
    ("effect", "value", "is_told"),
    [
        ("40 procent känner sig otrygga, mot 60 procent 2018.", 49, True),
        ("48 procent känner sig otrygga.", 84, True),
        ("40 procent känner sig otrygga.", 40, False),
        ("60 procent kände sig otrygga 2018.", 49, False),
        ("Otryggheten sjönk med 14 procentenheter.", 44, False),
    ],
)
def test_the_effect_against_the_measure(effect: str, value: int, *, is_told: bool, content: Path) -> None:
    change(
        content,
        PLEDGE,
        "mått:\n  - {id: otrygga, vad: Andel otrygga, enhet: procent, utgångsvärde: {år: 2018, värde: 60}}",
    )
    change(content, FOLLOW_UP, f"effekt: {effect}\nmått:\n  - {{id: otrygga, värden: [{{år: 2019, värde: {value}}}]}}")
    share = effect.split(maxsplit=1)[0]
    message = f"Under effekt: står {share} procent, men värdet är {value}."
    hint = "Rätta det som är fel. Är det två olika mått, acceptera varningen."
    assert told(content) == ([("mått.1.värden.1.värde", message, hint)] if is_told else [])
