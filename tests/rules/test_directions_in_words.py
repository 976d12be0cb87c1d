"""A measure or a goal that goes another way than its words is asked about, and words of something else are let be."""

from pathlib import Path

import pytest

from support.rules_samples import AGREEMENT, FOLLOW_UP, PLEDGE, change, check_site

SPEED = "mått:\n  - {{id: fart, vad: Medelhastighet på Provgatan, enhet: km/tim, riktning: {}, utgångsvärde: {{år: 2018, värde: 48}}}}"
AGREED = "överenskommelsen ”Samverkansöverenskommelse i Provstad 2019–2020”"


def told(content: Path) -> list[tuple[str, str, str, str]]:
    return [(one.code, one.key, one.message, one.hint) for one in check_site(content)]


@pytest.mark.parametrize(
    ("what", "direction", "aim", "meant"),
    [
        ("Medelhastighet på Provgatan", "öka", "Medelhastigheten på Provgatan ska bli lägre.", "minska"),
        ("Andel som känner sig otrygga", "öka", "Färre ska känna sig otrygga vid stationen.", "minska"),
        ("Antal anmälda bostadsinbrott", "öka", "Bostadsinbrotten ska minska.", "minska"),
        ("Andel som känner sig trygga", "minska", "Fler ska känna sig trygga.", "öka"),
        ("Upplevd trygghet", "minska", "Tryggheten ska öka i centrum.", "öka"),
        ("Medelhastighet på Provgatan", "minska", "Medelhastigheten på Provgatan ska bli lägre.", ""),
        ("Andel som känner sig otrygga", "minska", "Fler ska känna sig trygga.", ""),
        ("Andel som är nöjda med arbetet mot narkotika", "öka", "Narkotikan ska minska.", ""),
        ("Antal anmälda våldsbrott", "öka", "Våldsbrotten ska minska och fler ska anmäla dem.", ""),
        ("Bostadsinbrott", "minska", "Bostadsinbrotten ska inte öka.", ""),
        ("Utsatta områden på polisens lista", "minska", "Betydande steg mot inga utsatta områden.", ""),
        ("Bostadsinbrott", "oförändrat", "Bostadsinbrotten ska minska.", ""),
    ],
)  # fmt: skip
def test_a_measure_against_an_aim(what: str, direction: str, aim: str, meant: str, content: Path) -> None:
    change(content, PLEDGE, f"effektmål: {aim}\nmått:\n  - {{vad: {what}, riktning: {direction}}}")
    message = f"Måttet ska {direction}, men effektmål: säger ”{aim.removesuffix('.')}”."
    hint = f"Skriv riktning: {meant}, eller rätta texten. Gäller den något annat, acceptera varningen."
    assert told(content) == ([("matt-motsager-sig", "mått.1.riktning", message, hint)] if meant else [])


def test_following_the_advice_mends_it(content: Path) -> None:
    change(content, PLEDGE, f"effektmål: Medelhastigheten ska bli lägre.\n{SPEED.format('öka')}")
    (found,) = check_site(content)
    change(content, PLEDGE, SPEED.format(found.hint.removeprefix("Skriv riktning: ").split(",", maxsplit=1)[0]))
    assert check_site(content) == []


def test_the_aims_of_the_agreement_and_of_the_parts_are_read_too(content: Path) -> None:
    change(content, PLEDGE, SPEED.format("öka"))
    change(content, AGREEMENT, "fokusområden:\n  - {titel: Trafik, mål: Medelhastigheten ska sänkas.}")
    message = f"Måttet ska öka, men mål: under fokusområden i {AGREED} säger ”Medelhastigheten ska sänkas”."
    assert [found[2] for found in told(content)] == [message]
    change(content, AGREEMENT, "fokusområden:\neffektmål: Lägre medelhastighet.")
    message = f"Måttet ska öka, men effektmål: i {AGREED} säger ”Lägre medelhastighet”."
    assert [found[2] for found in told(content)] == [message]
    change(content, AGREEMENT, "effektmål:")
    change(content, PLEDGE, "delar:\n  - {id: trafik, titel: Lugnare trafik, syfte: Lägre medelhastighet.}\nåtgärder:\n  - {id: grannsamverkan, vad: Områden, del: trafik}\n  - {id: belysning, vad: Lampor}")  # fmt: skip
    assert "Måttet ska öka, men syfte: säger ”Lägre medelhastighet”." in [found[2] for found in told(content)]


@pytest.mark.parametrize(
    ("aim", "target", "is_told"),
    [
        ("Medelhastigheten ska vara under 40 km/tim.", 45, True),
        ("Medelhastigheten på Provgatan ska ned till 40 km/tim.", 38, True),
        ("Lägre medelhastighet: högst 30 km/tim.", 40, True),
        ("Medelhastigheten ska vara under 40 km/tim.", 40, False),
        ("Medelhastigheten ska gå från 48 km/tim till 40 km/tim.", 45, False),
        ("Hastigheten vid skolan ska vara under 30 km/tim.", 40, False),
        ("Medelhastigheten ska sänkas på 40 platser.", 45, False),
    ],
)
def test_a_target_against_an_aim(aim: str, target: int, *, is_told: bool, content: Path) -> None:
    measure = SPEED.format("minska").removesuffix("}") + f", mål: {{år: 2019, värde: {target}}}}}"
    change(content, PLEDGE, measure)
    change(content, AGREEMENT, f"fokusområden:\n  - titel: Trafik\n    mål: '{aim}'")
    message = f"Måttets mål är {target} km/tim, men mål: under fokusområden i {AGREED} säger ”{aim.removesuffix('.')}”."
    hint = "Rätta det som är fel. Är det två olika mål, acceptera varningen."
    assert told(content) == ([("text-mot-tal", "mått.1.mål.värde", message, hint)] if is_told else [])


@pytest.mark.parametrize(
    ("what", "direction", "word", "meant"),
    [
        ("Minska antalet inbrott", "fler", "Minska", "färre"),
        ("Färre inbrott i källare", "fler", "Färre", "färre"),
        ("Öka antalet kontroller", "färre", "Öka", "fler"),
        ("Minska antalet inbrott", "färre", "", ""),
        ("Minska farten genom fler kontroller", "fler", "", ""),
        ("Inbrotten ska inte öka", "färre", "", ""),
        ("Minska antalet inbrott", "högst lika många", "", ""),
    ],
)
def test_a_goal_against_its_action(what: str, direction: str, word: str, meant: str, content: Path) -> None:
    goal = f"mål: {{jämfört med: 2018, riktning: {direction}, enhet: inbrott}}"
    change(content, PLEDGE, f"åtgärder:\n  - {{id: grannsamverkan, vad: {what}, {goal}}}\n  - {{id: belysning, vad: Lampor}}")  # fmt: skip
    found = [one for one in told(content) if one[0] == "matt-motsager-sig"]
    message = f"Målet är {direction}, men åtgärden säger ”{word}”."
    hint = f"Skriv riktning: {meant}, eller rätta vad:."
    assert found == ([("matt-motsager-sig", "åtgärder.1.mål.riktning", message, hint)] if word else [])


@pytest.mark.parametrize(
    ("effect", "value", "code", "message"),
    [
        ("Medelhastigheten sjönk.", 53, "matt-motsager-sig", "Under effekt: står ”sjönk”, men värdet gick från 48 till 53."),
        ("Medelhastigheten har blivit lägre.", 53, "matt-motsager-sig", "Under effekt: står ”lägre”, men värdet gick från 48 till 53."),
        ("Medelhastigheten på Provgatan ökade.", 43, "matt-motsager-sig", "Under effekt: står ”ökade”, men värdet gick från 48 till 43."),
        ("Medelhastigheten sjönk från 48 till 43 km/tim.", 34, "text-mot-tal", "Under effekt: står ”från 48 till 43”, men 43 är inget av måttets värden."),
        ("Medelhastigheten sjönk från 84 till 43 km/tim.", 43, "text-mot-tal", "Under effekt: står ”från 84 till 43”, men 84 är inget av måttets värden."),
        ("Medelhastigheten sjönk från 48 till 43 km/tim.", 43, "", ""),
        ("Medelhastigheten sjönk inte.", 53, "", ""),
        ("Medelhastigheten steg.", 53, "", ""),
        ("Farten sjönk på andra gator.", 53, "", ""),
        ("Medelhastigheten sjönk på våren men ökade på hösten.", 53, "", ""),
        ("Medelhastigheten sjönk.", 48, "", ""),
        ("Medelhastigheten sjönk från vecka 20 till 24.", 43, "", ""),
    ],
)  # fmt: skip
def test_an_effect_against_the_values(effect: str, value: int, code: str, message: str, content: Path) -> None:
    change(content, PLEDGE, SPEED.format("minska"))
    change(content, FOLLOW_UP, f"effekt: {effect}\nmått:\n  - {{id: fart, värden: [{{år: 2019, värde: {value}}}]}}")
    hint = "Rätta det som är fel." if code == "text-mot-tal" else "Kontrollera värdena, eller rätta effekt:."
    assert told(content) == ([(code, "mått.1.värden.1.värde", message, hint)] if code else [])
