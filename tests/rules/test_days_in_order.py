"""Days that can't be right beside one another are asked about, and days that can are let be."""

from pathlib import Path

import pytest

from support.rules_samples import FOLLOW_UP, PLEDGE, change, check_site, write_file


def told(content: Path) -> list[tuple[str, str, str, str]]:
    return [(one.code, one.key, one.message, one.hint) for one in check_site(content)]


CHECK_THE_YEAR = "Kontrollera årtalet i {}:. Stämmer det, acceptera varningen."


@pytest.mark.parametrize(
    ("keys", "key", "message", "name"),
    [
        ("händelser: [{datum: 2032-02-10, text: Löftet förnyades.}]", "händelser.1.datum", "Det som hände 10 februari 2032 ligger efter slutet (2019).", "datum"),
        ("händelser: [{datum: 2021, text: Fler platser.}]", "händelser.1.datum", "Det som hände 2021 ligger efter slutet (2019).", "datum"),
        ("dialogsiffror: [{år: 2028, svar: 120}]", "dialogsiffror.1.år", "Dialogen fördes 2028, efter slutet (2019).", "år"),
        ("mått: [{vad: Andel otrygga, enhet: procent, utgångsvärde: {år: 2028, värde: 60}}]", "mått.1.utgångsvärde.år", "Utgångsvärdet är från 2028, efter slutet (2019).", "år"),
        ("uppföljning: {senast: 2031-03-31}", "uppföljning.senast", "Uppföljningen ska vara klar senast 31 mars 2031, långt efter slutet (2019).", "senast"),
        ("uppföljning: {senast: 2021-03-31}", "", "", ""),
        ("händelser: [{datum: 2020-11-02, text: Rapporten är klar.}]", "", "", ""),
        ("uppföljning: {senast: 2020-03-31}\nhändelser: [{datum: 2022-01-02, text: Uppföljningen skjuts upp., ny uppföljning senast: 2022-05-31, skäl: Pandemin.}]", "", "", ""),
        ("period: 2019/..\ntitel: Tryggare Provstad\nhändelser: [{datum: 2032-02-10, text: Löftet förnyades.}]", "", "", ""),
        ("dialogsiffror: [{år: 2019, svar: 120}]", "", "", ""),
    ],
)  # fmt: skip
def test_what_comes_after_the_end_of_a_pledge(keys: str, key: str, message: str, name: str, content: Path) -> None:
    change(content, PLEDGE, keys)
    found = [one for one in told(content) if one[0] == "dag-efter"]
    assert found == ([("dag-efter", key, message, CHECK_THE_YEAR.format(name))] if key else [])


@pytest.mark.parametrize(
    ("keys", "key", "day"),
    [
        ("publicerat: 2020-03-20", "publicerat", "2020-03-20"),
        ("undertecknat: 2020-05-15", "undertecknat", "2020-05-15"),
        ("publicerat: 2020-03", "publicerat", "2020-03"),
        ("publicerat: 2020-02", "", ""),
        ("publicerat: 2020-02-12", "", ""),
        ("publicerat: 2019-03-20", "", ""),
    ],
)
def test_a_pledge_is_given_before_it_is_followed_up(keys: str, key: str, day: str, content: Path) -> None:
    change(content, PLEDGE, f"titel: Tryggare Provstad\nperiod: 2019/2020\n{keys}")
    found = [one for one in told(content) if one[0] == "dag-efter"]
    message = f"Det står {key}: {day}, men en uppföljning kom redan 12 februari 2020."
    assert found == ([("dag-efter", key, message, CHECK_THE_YEAR.format(key))] if key else [])


@pytest.mark.parametrize(
    ("keys", "key", "message"),
    [
        ("mått: [{vad: Fart, enhet: km/tim, värden: [{år: 2042, värde: 43}]}]", "mått.1.värden.1.år", "Värdet är från 2042, men uppföljningen kom 12 februari 2020."),
        ("mått: [{vad: Fart, enhet: km/tim, värden: [{år: 2019, värde: 43}, {år: 2020-03, värde: 41}]}]", "mått.1.värden.2.år", "Värdet är från mars 2020, men uppföljningen kom 12 februari 2020."),
        ("datum: okänd\nmått: [{vad: Fart, enhet: km/tim, värden: [{år: 2029, värde: 43}]}]", "mått.1.värden.1.år", "Värdet är från 2029, men uppföljningen gäller 2019."),
        ("utfall: [{åtgärd: grannsamverkan, antal: 9, jämförelse: [{år: 2028, antal: 8}]}]", "utfall.1.jämförelse.1.år", "Värdet är från 2028, men uppföljningen kom 12 februari 2020."),
        ("mått: [{vad: Fart, enhet: km/tim, värden: [{år: 2020, värde: 43}]}]", "", ""),
        ("datum: okänd\nmått: [{vad: Fart, enhet: km/tim, värden: [{år: 2020, värde: 43}]}]", "", ""),
        ("utfall: [{åtgärd: grannsamverkan, antal: 9, jämförelse: [{år: 2018, antal: 8}]}]", "", ""),
    ],
)  # fmt: skip
def test_what_a_follow_up_tells_has_been(keys: str, key: str, message: str, content: Path) -> None:
    change(content, FOLLOW_UP, keys)
    assert told(content) == ([("dag-efter", key, message, CHECK_THE_YEAR.format("år"))] if key else [])


@pytest.mark.parametrize(
    ("path", "keys", "key", "message", "hint"),
    [
        (FOLLOW_UP, "händelser: [{datum: 2019-03-01, text: Ett tal rättades.}]", "händelser.1.datum", "Rättelsen är från 1 mars 2019, innan uppföljningen kom 12 februari 2020.", "Kontrollera årtalen i datum:."),
        (PLEDGE, "mått: [{vad: Fart, enhet: km/tim, utgångsvärde: {år: 2018, värde: 48}, mål: {år: 2009, värde: 45}}]", "mått.1.mål.år", "Målet är satt till 2009, före utgångsvärdet från 2018.", "Kontrollera årtalen, eller skriv målet som ett av värdena."),
        (PLEDGE, "undertecknat: 2019-01-15\nkällor: [{titel: Löftet, adress: 'https://provstad.example/', hämtad: 2018-02-01}]", "undertecknat", "Det står undertecknat: 2019-01-15, men källorna lästes senast 1 februari 2018.", "Kontrollera årtalen i undertecknat: och hämtad:."),
        (PLEDGE, "publicerat: 2019-11-20\nkällor: [{titel: Löftet, adress: 'https://provstad.example/', hämtad: 2019-01-22}]", "publicerat", "Det står publicerat: 2019-11-20, men källorna lästes senast 22 januari 2019.", "Kontrollera årtalen i publicerat: och hämtad:."),
        (FOLLOW_UP, "händelser: [{datum: 2020-03-01, text: Ett tal rättades.}]", "", "", ""),
        (PLEDGE, "publicerat: 2019-01-20\nkällor: [{titel: Dialogen, adress: 'https://provstad.example/', hämtad: 2018-02-01}, {titel: Löftet, adress: 'https://provstad.example/a', hämtad: 2019-02-01}]", "", "", ""),
        (PLEDGE, "publicerat: 2019-01\nkällor: [{titel: Löftet, adress: 'https://provstad.example/', hämtad: 2019-01-22}]", "", "", ""),
        (PLEDGE, "mått: [{vad: Fart, enhet: km/tim, utgångsvärde: {år: 2019, värde: 48}, mål: {år: 2019, värde: 45}}]", "", "", ""),
    ],
)  # fmt: skip
def test_what_comes_before(path: str, keys: str, key: str, message: str, hint: str, content: Path) -> None:
    change(content, path, keys)
    expected = ("dag-fore", key, message, f"{hint} Stämmer de, acceptera varningen.")
    assert told(content) == ([expected] if key else [])


PUT_OFF = "uppföljning: {{senast: 2020-03-31}}\nhändelser: [{{datum: 2020-03-20, text: {text}, ny uppföljning senast: {day}, skäl: Det tog tid.}}]"


@pytest.mark.parametrize(
    ("keys", "key", "message"),
    [
        (PUT_OFF.format(text="Skjuts upp.", day="2020-01-31"), "ny uppföljning senast", "Den nya dagen är 31 januari 2020, men uppföljningen skulle redan vara klar senast 31 mars 2020."),
        (PUT_OFF.format(text="Skjuts upp.", day="2020-03-31"), "ny uppföljning senast", "Den nya dagen är 31 mars 2020, men uppföljningen skulle redan vara klar senast 31 mars 2020."),
        ("period: 2019\nhändelser: [{datum: 2019-06-20, text: Förlängs., gammalt slut: 2020-01-31, nytt slut: 2019-12-31}]", "nytt slut", "Det nya slutet är 31 december 2019, men det skulle redan ha gällt till 31 januari 2020."),
        ("period: 2019\nhändelser: [{datum: 2019-06-20, text: Förlängs., gammalt slut: 2019-12-31, nytt slut: 2019-06-30}]", "nytt slut", "Det nya slutet är 30 juni 2019, men det skulle redan ha gällt till 31 december 2019."),
        (PUT_OFF.format(text="Skjuts upp.", day="2020-05-31"), "", ""),
        (PUT_OFF.format(text="Uppföljningen tidigareläggs.", day="2020-01-31"), "", ""),
        ("period: 2019\nhändelser: [{datum: 2019-06-20, text: Förlängs., gammalt slut: 2019-06-30, nytt slut: 2019-12-31}]", "", ""),
    ],
)  # fmt: skip
def test_what_is_put_off_gets_a_later_day(keys: str, key: str, message: str, content: Path) -> None:
    change(content, PLEDGE, keys)
    kept = "Skriv tillbaka den första dagen i senast: under uppföljning:. Det är händelsen som säger den nya."
    hints = {
        "ny uppföljning senast": kept
        if "31 mars 2020, men" in message
        else "Rätta ny uppföljning senast:. Är den flyttad till en tidigare dag, skriv det i text: Uppföljningen tidigareläggs.",
        "nytt slut": "Rätta nytt slut: eller gammalt slut:. Har de bytt plats, byt tillbaka.",
    }
    assert told(content) == ([("flyttad-bakat", f"händelser.1.{key}", message, hints[key])] if key else [])


def test_the_second_move_is_from_the_first(content: Path) -> None:
    moves = "[{datum: 2020-03-20, text: Skjuts upp., ny uppföljning senast: 2020-05-31, skäl: Det tog tid.}, {datum: 2020-05-20, text: Skjuts upp., ny uppföljning senast: 2020-04-30, skäl: Det tog tid.}]"
    change(content, PLEDGE, f"uppföljning: {{senast: 2020-03-31}}\nhändelser: {moves}")
    assert [(code, key) for code, key, *_ in told(content)] == [("flyttad-bakat", "händelser.2.ny uppföljning senast")]


@pytest.mark.parametrize(
    ("path", "keys", "code", "key", "message"),
    [
        (FOLLOW_UP, "datum: 2032-09", "dag-efter", "datum", "Uppföljningen kom september 2032, 13 år efter slutet (2019)."),
        (FOLLOW_UP, "datum: 2022-09", "", "", ""),
        (FOLLOW_UP, "datum: okänd\nbelägg: [{titel: Sidan, adress: 'https://provstad.example/a', hämtad: 2012-02-01}]", "dag-fore", "belägg.1.hämtad", "Källan är hämtad 1 februari 2012, 7 år före det som uppföljningen gäller (2019)."),
        (FOLLOW_UP, "datum: okänd\nbelägg: [{titel: Sidan, adress: 'https://provstad.example/a', hämtad: 2018-02-01}]", "", "", ""),
        (PLEDGE, "revideras: [2012-12]", "dag-fore", "revideras.1", "Det ska ses över december 2012, innan perioden (2019) har börjat."),
        (PLEDGE, "revideras: [2021-12]", "dag-efter", "revideras.1", "Det ska ses över december 2021, efter slutet (2019)."),
        (PLEDGE, "revideras: [2019-06, 2019-12]", "", "", ""),
        (PLEDGE, "dialogsiffror: [{år: 2019, svarsfrekvens: 420}]", "fler-an-alla", "dialogsiffror.1.svarsfrekvens", "Svarsfrekvensen är 420 procent, men fler än alla kan inte svara."),
        (PLEDGE, "dialogsiffror: [{år: 2019, svarsfrekvens: 100}]", "", "", ""),
    ],
)  # fmt: skip
def test_what_is_far_from_its_time(path: str, keys: str, code: str, key: str, message: str, content: Path) -> None:
    change(content, path, keys)
    found = [one[:3] for one in told(content) if one[0] in ("dag-fore", "dag-efter", "fler-an-alla")]
    assert found == ([(code, key, message)] if code else [])


@pytest.mark.parametrize(("day", "is_told"), [("2012-10-02", True), ("2017-10-02", False), ("2020-03-01", False)])
def test_a_mention_comes_after_what_it_mentions(day: str, is_told: bool, content: Path) -> None:
    front = (
        f"titel: Tidningen om löftet\nlöfte: '2019'\ndatum: {day}\nandra: Provtidningen\nslag: nyhet\n"
        "kort: Tidningen har frågat på torget.\nbelägg: [{titel: Artikeln, adress: 'https://provtidningen.example/a'}]"
    )
    write_file(content, "kommuner/provstad/omnamnanden/tidningen.md", front)
    message = "Omnämnandet är från 2 oktober 2012, 7 år före det som det gäller."
    hint = "Kontrollera årtalet i datum:. Stämmer de, acceptera varningen."
    found = [one for one in told(content) if one[0] == "dag-fore"]
    assert found == ([("dag-fore", "datum", message, hint)] if is_told else [])
