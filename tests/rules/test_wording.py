"""Words: which municipality a text speaks of, and what is left of a template."""

from pathlib import Path

import pytest

from pledges.content import geography
from pledges.content.record import Record
from pledges.rules.wording import ORDINARY_WORDS, names_in, other_municipality
from support.rules_samples import PLEDGE, change, check_site, codes
from support.samples import real_register


@pytest.mark.parametrize(
    ("what", "condition"),
    [
        ("Fotpatrull vid behov", "vid behov"),
        ("Trygghetsvandring där det behövs", "där det behövs"),
        ("Kurser, om behov finns, för krögare", "om behov finns"),
        ("Besök I mån av tid", "I mån av tid"),
        ("Patrullera där behovet är störst", None),
        ("Utreda om det behövs fler hinder", None),
        ("Vandringar om belysning och andra behov", None),
    ],
)
def test_a_condition_inside_what_is_promised(what: str, condition: str | None, content: Path) -> None:
    change(
        content,
        PLEDGE,
        f"åtgärder:\n  - id: grannsamverkan\n    vad: {what}\n  - id: belysning\n    vad: Se över belysningen",
    )
    found = [problem for problem in check_site(content) if problem.code == "villkor-i-texten"]
    assert [problem.message for problem in found] == (
        [f"Åtgärden ”grannsamverkan” har ett förbehåll i texten: ”{condition}”."] if condition else []
    )


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Polisen i Karlstad och Karlstads kommun", ["Karlstad", "Karlstad"]),
        ("Bergs kommun lovar", ["Berg"]),
        ("Åre kommun, Sala kommun och Lunds stad", ["Åre", "Sala", "Lund"]),
        ("Upplands Väsby kommun", ["Upplands Väsby"]),
        ("Insatser i Upplands-Bro, Dals-Ed och Malung-Sälen", ["Upplands-Bro", "Dals-Ed", "Malung-Sälen"]),
        ("Tyresös badplatser", ["Tyresö"]),
        ("Lilla Edets centrum", ["Lilla Edet"]),
        ("Östra Göinge", ["Östra Göinge"]),
    ],
)
def test_a_municipality_that_is_spoken_of(text: str, names: list[str]) -> None:
    assert [name for name, _ in names_in(text, geography.load())] == names


@pytest.mark.parametrize(
    "text",
    [
        "Bergslagen, berget och Berg",
        "Polisen ska vara mer närvarande",
        "Mark och vatten. Vara rädda om varandra. Lund växer i parken.",
        "Lokalpolisområde Luleå/Boden",
        "Luleå/Boden och lokalpolisområdet Karlstad",
        "Uppsala län, Region Halland och Kalmar läns polis",
        "Region Uppsala, Göteborgs universitet, Malmö tingsrätt",
        "Stockholmsvägen, karlstadsborna och göteborgare",
        "Moraparken, Salabacke och Åredalen",
        "Väsby centrum och Upplands idrottsförbund",
        "åre, sala och umeå med liten bokstav",
    ],
)
def test_words_that_speak_of_no_municipality(text: str) -> None:
    assert list(names_in(text, geography.load())) == []


def test_every_ordinary_word_is_a_municipality() -> None:
    assert {facts.name for facts in geography.load().municipalities.values()} >= ORDINARY_WORDS


def test_the_real_content_names_no_other_municipality_but_where_its_file_says_why() -> None:
    register = real_register()
    records = [record for record in register.records.values() if isinstance(record, Record)]
    named = [(record, finding) for record in records for finding in other_municipality(register, record)]
    assert [found for one, found in named if found.code not in {row.code for row in one.fields.accepted_warnings}] == []


def test_a_part_of_the_municipality_may_have_anothers_name(content: Path) -> None:
    change(content, PLEDGE, "problem: Otryggt i Provby.")
    assert codes(check_site(content)) == ["annan-kommun"]
    change(content, "kommuner/provstad/omraden/provby.md", "titel: Provby")
    change(content, PLEDGE, "områden: [provby]")
    assert check_site(content) == []


def test_a_shared_pledge_may_name_all_who_share_it(content: Path) -> None:
    both = "kommuner: [provstad, provby]"
    change(content, "kommuner/provstad/overenskommelser/2019-2020.md", both)
    change(content, PLEDGE, f"{both}\nproblem: Otryggt i Provstad och Provby.")
    assert check_site(content) == []


@pytest.mark.parametrize(
    "text",
    ["Lorem ipsum dolor", "XXX kommun", "[fyll i datum]", "Skriv din text här", "TODO", "???", "[kommunens namn]"],
)
def test_a_placeholder_is_told_of_in_keys_and_text(text: str, content: Path) -> None:
    change(content, PLEDGE, f'problem: "{text}"', body=f"\n{text}\n")
    problems = check_site(content)
    assert codes(problems) == ["platshallare", "platshallare"]
    assert [problem.line for problem in problems] == [17, 20]


@pytest.mark.parametrize(
    "text",
    ["Vad händer nu?", "Fler … och bättre", "[löftet](2019.md)", "Max 2 xx", "Skriv till kommunen här i Provstad"],
)
def test_ordinary_text_is_no_placeholder(text: str, content: Path) -> None:
    change(content, PLEDGE, body=f"{text}\n")
    assert check_site(content) == []


def test_a_summary_of_exactly_160_signs_fits(content: Path) -> None:
    change(content, PLEDGE, f"kort: {'å' * 160}")
    assert check_site(content) == []
    change(content, PLEDGE, f"kort: {'å' * 161}")
    assert codes(check_site(content)) == ["kort-for-langt"]


def test_the_same_title_in_two_places_is_in_order(content: Path) -> None:
    same = "titel: Fler bänkar\nkort: Fler bänkar.\nparter: [kommunen]\növerenskommelse: okänd\nperiod: 2020"
    change(content, "kommuner/provstad/loften/2020.md", same)
    change(content, "kommuner/provby/loften/2020.md", same)
    assert check_site(content) == []
