"""People: what is a personal identity number and what only looks like one; addresses and telephones."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pledges.rules.catalogue import CATALOGUE, RuleGroup
from pledges.rules.personal_data.identity_numbers import HIDDEN, masked
from support.pages import real_problems
from support.rules_samples import PLEDGE, change, check_site, codes, write_file


def check_digit(nine: str) -> int:
    """The Luhn check digit of nine digits, worked out another way than the rule does."""
    doubled = [int(digit) * (1 if place % 2 else 2) for place, digit in enumerate(nine)]
    return -sum(number // 10 + number % 10 for number in doubled) % 10


@pytest.mark.parametrize(
    "text",
    [
        "121212-1212",
        "121212+1212",
        "121212–1212",
        "121212 - 1212",
        "121212 1212",
        "121212\u00a01212",
        "1212121212",
        "19121212-1212",
        "191212121212",
        "nr.19121212-1212,",
        "(121212-1212)",
        "121272-121" + str(check_digit("121272121")),
        "KS 121212-1212:a",
    ],
)
@pytest.mark.parametrize("where", ["body", "key"])
def test_a_personal_number_is_an_error_and_is_not_repeated(text: str, where: str, content: Path) -> None:
    if where == "body":
        change(content, PLEDGE, body=f"Anmält av {text} i maj.\n")
    else:
        change(content, PLEDGE, f'problem: "Anmält av {text} i maj."')
    problems = check_site(content)
    assert codes(problems) == ["personnummer"]
    assert text not in repr(problems)


@pytest.mark.parametrize(
    "text",
    [
        "121212-1213",  # wrong checksum
        "121312-1215",  # no thirteenth month
        "120230-1219",  # no 30 February
        "556036-0793",  # a company's number
        "212000-0142",  # a municipality's number
        "2019:12",
        "KS/2018:340",
        "0201-K1234-19",
        "A121212-121-19",
        "2018-05-01",
        "2018-05-01–2018-12-31",
        "123 45",
        "1 212 121 212 kronor",
        "21212121212121212",
        "5000-K121212-1212121-19",
    ],
)
def test_other_numbers_are_no_personal_numbers(text: str, content: Path) -> None:
    change(content, PLEDGE, body=f"Se {text} i arkivet.\n")
    assert check_site(content) == []


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("arende/121212-9819", "personnummer"),
        ("arende/19121212-1212", "personnummer"),
        ("arende/191212121212", "personnummer"),
        ("nyhet/201212121212", "mojligt-personnummer"),
        ("nyhet/121212-1212", "mojligt-personnummer"),
        ("arkiv/1212121212.html", "mojligt-personnummer"),
        ("medborgarloften.4.2a970541587537a4a536ddc.html", None),
        ("artikel/12121212121212", None),
    ],
)
def test_in_an_address_a_time_of_day_or_bare_digits_are_only_possible(
    path: str, expected: str | None, content: Path
) -> None:
    change(content, PLEDGE, f"källor: https://provstad.example/{path}")
    assert codes(check_site(content)) == ([expected] if expected else [])


def test_a_mobile_number_without_blanks_is_only_possibly_a_personal_number(content: Path) -> None:
    number = "070123000" + str(check_digit("070123000"))
    change(content, PLEDGE, body=f"Ring {number}.\n")
    assert set(codes(check_site(content))) == {"mojligt-personnummer", "telefonnummer"}


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)), st.integers(0, 999), st.booleans())
@settings(deadline=None)
def test_every_number_with_a_right_checksum_is_hidden_and_no_other(
    day: date, serial: int, is_coordination: bool
) -> None:
    text = f"{day:%Y%m}{int(f'{day:%d}') + 60 * is_coordination:02d}"
    nine = f"{text[2:]}{serial:03d}"
    for digit in range(10):
        number = f"{nine[:6]}-{nine[6:]}{digit}"
        assert (masked(f"a {number} b") == f"a {HIDDEN} b") == (digit == check_digit(nine))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("prov@gmail.com", "privat-e-post"),
        ("prov@outlook.com", "privat-e-post"),
        ("prov.person@provstad.example", "privat-e-post"),
        ("prov-per.person2@provstad.example", "privat-e-post"),
        ("info@provstad.example", None),
        ("trygg.samordnare@provstad.example", None),
        ("kommun.registrator@provstad.example", None),
        ("registrator.kansli@polisen.example", None),
        ("trygghet@sub.provstad.example", None),
        ("070-123 45 67", "telefonnummer"),
        ("0701234568", "telefonnummer"),
        ("+46 70 123 45 67", "telefonnummer"),
        ("08-123 456 78", "telefonnummer"),
        ("0999-12 34 56", "telefonnummer"),
        ("växeln på 0999-12 34 56", None),
        ("112, 114 14 och 1177", None),
        ("077-114 14 00", None),
        ("020-12 34 56", None),
        ("+46 77 114 14 00", None),
        ("kl. 08-16", None),
        ("0,78 per dygn", None),
        ("972 31 Provstad", None),
        ("0114", None),
        ("2019-01-02 och 2020-02-03", None),
        ("1 200 000 kronor", None),
    ],
)
def test_addresses_and_telephones(text: str, expected: str | None, content: Path) -> None:
    change(content, PLEDGE, body=f"Kontakt: {text}.\n")
    assert codes(check_site(content)) == ([expected] if expected else [])
    change(content, PLEDGE, f'kontakt: "{text}"', body="")
    is_mobile = re.match(r"07|\+46 7", text) and expected
    told = [code for code in codes(check_site(content)) if code != "kontakt-fel"]  # a contact is to lead somewhere, too
    assert told == ([expected] if expected == "privat-e-post" or is_mobile else [])


def told(content: Path) -> list[tuple[str, str, str]]:
    return [(one.code, one.message, one.hint) for one in check_site(content)]


@pytest.mark.parametrize("text", ["Trygghetssamordnaren, 070-174 06 05", "Samordnaren, +46 73 174 06 05"])
def test_a_mobile_number_is_asked_about_beside_a_role_too(text: str, content: Path) -> None:
    change(content, PLEDGE, f'kontakt: "{text}"')
    assert told(content) == [
        (
            "telefonnummer",
            "Under kontakt: står ett mobilnummer, som oftast är en persons.",
            "Skriv växelns nummer eller en funktionsbrevlåda. Är det en funktions telefon, acceptera varningen.",
        )
    ]


def test_a_number_moves_to_a_key_that_the_file_may_have(content: Path) -> None:
    switchboard = "Är det en växel, skriv det: kommunens växel."
    front = "titel: Enkäten är klar\ndatum: 2020-02-03\nkort: Ring 0920-45 30 00 och svara."
    write_file(content, "nyheter/enkat.md", front)
    change(content, PLEDGE, body="Ring 0920-45 30 00.\n")
    assert [one for one in told(content) if one[0] == "telefonnummer"] == [
        ("telefonnummer", "Här står ett telefonnummer.", f"{hint} {switchboard}")
        for hint in (
            "Skriv det under kontakt: om det går till en funktion.",
            "Ta bort det, eller länka till sidan där det står.",
        )
    ]


NAMED = "En person ser ut att vara nämnd vid namn."


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Fru Andersson på Storgatan vågar inte gå ut.", True),
        ("Hunden markerade hos en elev i 9B, Ali H.", True),
        ("Vi talade med Anna, 14 år, vid skolan.", True),
        ("Lisa Berg (14 år) ringde.", True),
        ("![Anna Svensson, 14 år, vid skolan](torget.png)", True),
        ("![Torget](anna-svensson.png)", True),
        ("Vår Fru kyrka ligger vid torget.", False),
        ("Löftet gäller Hjalmar Brantingsplatsen och Gustaf Dalénparken.", False),
        ("Elever i 9B och 9 A svarade.", False),
        ("De som är 14 år eller äldre svarade.", False),
        ("![Torget i Provstad, 14 år efter ombyggnaden](torget.png)", False),
        ("![Torget](anna-skolan.png)", False),
        ("![Torget](trygg-vandring.png)", False),
    ],
)
def test_a_name_is_asked_about(text: str, *, is_told: bool, content: Path) -> None:
    change(content, PLEDGE, body=f"{text}\n")
    found = [one.message for one in check_site(content) if one.code == "namn-i-stallet-for-roll"]
    assert found == ([NAMED] if is_told else [])


@pytest.mark.parametrize(
    ("title", "is_named"),
    [
        ("Mejl från Lena Karlsson den 3 mars 2021", True),
        ("Intervju med Lena Karlsson", True),
        ("Brev från Anna Skolan", False),
        ("Mejl från kommunens trygghetssamordnare den 3 mars 2021", False),
    ],
)
def test_a_source_is_named_by_the_role_of_its_sender(title: str, is_named: bool, content: Path) -> None:
    change(content, PLEDGE, f"källor: [{{titel: {title}, ej publicerad: ja}}]")
    assert [one.message for one in check_site(content)] == ([NAMED] if is_named else [])


def test_what_was_removed_is_not_named_again(content: Path) -> None:
    removed = "borttaget: [{{datum: 2026-11-20, skäl: {}}}]"
    path = "nyheter/torget.md"
    for reason, expected in (
        ("Texten namngav Erik Johansson på torget.", [NAMED]),
        ("Texten namngav en invånare i Norra Provstad.", []),
    ):
        write_file(content, path, removed.format(reason))
        assert [one.message for one in check_site(content) if one.path.endswith(path)] == expected


@pytest.mark.parametrize("text", ["se 5000-K123456-19", "K1234567-2019", "enligt B12345-20"])
def test_the_number_of_a_report_is_asked_about(text: str, content: Path) -> None:
    change(content, PLEDGE, body=f"Insatsen är genomförd, {text}.\n")
    assert told(content) == [
        (
            "polisarende",
            "Här ser numret på en polisanmälan ut att stå.",
            "Ta bort det: den som känner till ärendet ser vem det gäller. Är det något annat, acceptera varningen.",
        )
    ]


@pytest.mark.parametrize("text", ["KS 2019-123", "dnr KS2019-00123", "A123.456/2019", "K2-2019", "LK12345-6"])
def test_other_numbers_are_no_report(text: str, content: Path) -> None:
    change(content, PLEDGE, body=f"Insatsen är genomförd, {text}.\n")
    assert told(content) == []


def test_the_real_content_has_nobody_in_it() -> None:
    assert [one for one in real_problems() if CATALOGUE[one.code].group is RuleGroup.PEOPLE] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Klagomålen gäller Storgatan 5 lgh 1102.", "bostad"),
        ("Klagomålen gäller Storgatan 5, lägenhet 1102.", "bostad"),
        ("Störningar i lgh nr 12 på Björkgatan.", "bostad"),
        ("Mannen bor på Storgatan 5 B.", "bostad"),
        ("Grannarna till Storgatan 14 har ringt polisen om sonen i familjen.", "bostad"),
        ("Familjen på Storgatan 14 har haft besök av socialtjänsten.", "bostad"),
        ("På Norra Storgatan 3 har hushållet störts av musik.", "bostad"),
        ("En kvinna bosatt på Västra Kyrkogatan 12 ringde.", "bostad"),
        ("Hemadress: Skolvägen 3", "bostad"),
        ("Polisens kontor ligger på Storgatan 5.", None),
        ("Familjecentralen på Storgatan 14 är öppen på kvällen.", None),
        ("Stödet till familjer finns på Storgatan 14.", None),
        ("Grannarna till torget har ringt om sonen i familjen.", None),
        ("Vi byggde 120 lägenheter på Storgatan.", None),
        ("De boende på Storgatan 5–15 bjöds in.", None),
        ("I området finns lägenheter från 2019.", None),
        ("Fler som bor på Väster känner sig trygga 2024.", None),
        ("Möte på Lägenhetsgatan 3.", None),
        ("De som bor nära Storgatan fick en enkät 2024.", None),
        ("De som bor utmed riksvägen 40 är oroliga.", None),
        ("De som bor på Storgatan 5–15 bjöds in.", None),
        ("En bil, ABC 123, körde för fort.", "registreringsnummer"),
        ("Fordonet med reg.nr ABC123 stoppades.", "registreringsnummer"),
        ("Registreringsskylten (MLB 84A) var stulen.", "registreringsnummer"),
        ("Vi sökte efter MLB84A i maj.", "registreringsnummer"),
        ("Mopedbilen ABC-123 togs i beslag.", "registreringsnummer"),
        ("Ser du ett misstänkt fordon, ring SOS 112.", None),
        ("Diarienummer KSN 123, dnr KSF-2023-123.", None),
        ("Föreskriften FAP 104 gäller för fordon.", None),
        ("Bilar som kostar SEK 500 000.", None),
        ("Enligt NTU 202 och LPO 123 om fordon.", None),
        ("Bilen syns på [kartan](https://provstad.example/bil/ABC123).", None),
        ("Vägnummer E20 och RV 40 har många bilar.", None),
    ],
)
def test_dwellings_and_plates_are_asked_about(text: str, expected: str | None, content: Path) -> None:
    change(content, PLEDGE, body=f"{text}\n")
    assert codes(check_site(content)) == ([expected] if expected else [])
