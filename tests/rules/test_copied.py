"""What is left of the file that another was made from is asked about, and what only looks like it is let be."""

from pathlib import Path

import pytest

from support.rules_samples import base_site, change, check_site

PLEDGE = "kommuner/provstad/loften/2019.md"
NEXT = "kommuner/provstad/loften/2020.md"
FOLLOW_UP = "kommuner/provstad/uppfoljningar/2019.md"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return base_site(tmp_path / "content")


def next_pledge(content: Path, keys: str = "") -> None:
    change(content, NEXT, f"titel: Fler cykelställ i Provstad 2020\nkort: Kommunen lovar cykelställ.\nparter: [kommunen]\növerenskommelse: okänd\nperiod: 2020\n{keys}".rstrip())  # fmt: skip


def told(content: Path) -> list[tuple[str, str, str]]:
    return [(one.code, one.message, one.hint) for one in check_site(content)]


@pytest.mark.parametrize(
    ("day", "title", "address", "is_told"),
    [
        ("2018-01-05", "Kommunens nyhet den 5 januari 2019", "https://provstad.example/", True),
        ("2018-01-05", "Kommunens nyhet", "https://provstad.example/2019-01-05-lofte.html", True),
        ("2019-01-05", "Kommunens nyhet den 5 januari 2019", "https://provstad.example/", False),
        ("2019-01-06", "Kommunens nyhet den 5 januari 2018", "https://provstad.example/", False),
        ("2019-01", "Kommunens nyhet den 5 januari 2018", "https://provstad.example/", False),
        ("2018-01-05", "Kommunens nyhet den 5 januari 2019", "https://provstad.example/2018-01-05", False),
        ("2019-01-05", "Kommunens nyhet den 31 juni 2018", "https://provstad.example/2018-13-45", False),
    ],
)
def test_a_day_is_that_of_its_source(day: str, title: str, address: str, *, is_told: bool, content: Path) -> None:
    change(content, PLEDGE, f"publicerat: {day}\nkällor:\n  - titel: {title}\n    adress: {address}")
    found = [one for one in told(content) if one[0] == "dag-mot-kallan"]
    expected = (
        "dag-mot-kallan",
        "Det står publicerat: 2018-01-05, men källan säger 2019-01-05.",
        "Är det samma dag, skriv publicerat: 2019-01-05.",
    )
    assert found == ([expected] if is_told else [])


@pytest.mark.parametrize(
    ("title", "covers", "words", "said", "meant"),
    [
        ("Provstad januari–juni 2019", "2019-01/2019-05", "januari–juni 2019", "januari–maj 2019", "2019-01/2019-06"),
        ("Andra tertialet 2019 i Provstad", "2019-05/2019-09", "Andra tertialet 2019", "maj–september 2019", "2019-05/2019-08"),
        ("Provstad, första kvartalet 2019", "2019-02/2019-04", "första kvartalet 2019", "februari–april 2019", "2019-01/2019-03"),
        ("Andra halvåret 2019 i Provstad", "2019", "Andra halvåret 2019", "2019", "2019-07/2019-12"),
    ],
)  # fmt: skip
def test_a_part_of_the_year_is_that_of_the_title(
    title: str, covers: str, words: str, said: str, meant: str, content: Path
) -> None:
    change(content, FOLLOW_UP, f"titel: {title}\navser: {covers}\ntyp: delredovisning")
    assert told(content) == [
        ("tid-mot-titeln", f"Titeln säger ”{words}”, men avser: är {said}.", f"Skriv avser: {meant}, eller rätta titeln.")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "covers"),
    [
        ("Andra tertialet 2019 i Provstad", "2019-05/2019-08"),
        ("Uppföljning i februari 2020", "2019"),
        ("Provstad mars 2019 till mars 2020", "2019"),
        ("Första och andra kvartalet 2019", "2019-01/2019-06"),
        ("Januari–mars 2019 och juli–september 2019", "2019"),
    ],
)
def test_other_titles_are_let_be(title: str, covers: str, content: Path) -> None:
    change(content, FOLLOW_UP, f"titel: {title}\navser: {covers}\ntyp: delredovisning")
    assert told(content) == []


@pytest.mark.parametrize(
    ("title", "address", "note", "is_told"),
    [
        ("Uppföljning 2019", "https://provstad.example/uppfoljning-2018/", "", True),
        ("Uppföljning 2019", "https://provstad.example/uppfoljning-2019/", "", False),
        ("Uppföljning 2019", "https://provstad.example/2018/uppfoljning-2019", "", False),
        ("Uppföljning 2018–2019", "https://provstad.example/uppfoljning-2018/", "", False),
        ("Uppföljning", "https://provstad.example/uppfoljning-2018/", "", False),
        ("Uppföljning 2019", "https://provstad.example/uppfoljning-2018/", "\n    not: Adressen har fel år.", False),
    ],
)
def test_an_address_is_of_its_titles_year(title: str, address: str, note: str, *, is_told: bool, content: Path) -> None:
    change(content, FOLLOW_UP, f"belägg:\n  - titel: {title}\n    adress: {address}{note}")
    expected = (
        "adress-mot-titel",
        "Källan heter ”Uppföljning 2019”, men adressen slutar med uppfoljning-2018.",
        "Är adressen kvar från förra årets fil, skriv den för 2019. Är den rätt, säg det i not:.",
    )
    assert told(content) == ([expected] if is_told else [])


@pytest.mark.parametrize(
    ("link", "is_told"),
    [
        ("[löftet för 2018](../loften/2019.md)", True),
        ("[löftet för 2019](../loften/2019.md)", False),
        ("[löftet](../loften/2019.md)", False),
        ("[överenskommelsen för 2020](../overenskommelser/2019-2020.md)", False),
        ("[uppföljningen från 2020](2019.md)", False),
    ],
)
def test_a_link_leads_to_the_year_that_it_says(link: str, *, is_told: bool, content: Path) -> None:
    change(content, FOLLOW_UP, body=f"Det gäller {link}.\n")
    expected = (
        "lank-till-annat-ar",
        "Länken ”löftet för 2018” leder till löftet ”Fler områden med grannsamverkan i Provstad 2019”, som gäller 2019.",
        "Rätta länkens adress, eller året i texten.",
    )
    assert told(content) == ([expected] if is_told else [])


@pytest.mark.parametrize(("day", "is_told"), [("2019-01-15", True), ("2020-01-15", False), ("2019", False)])
def test_a_day_left_from_what_it_succeeds(day: str, *, is_told: bool, content: Path) -> None:
    change(content, PLEDGE, f"undertecknat: {'2019-01-15' if len(day) > 4 else day}")
    next_pledge(content, f"efterträder: 2019\nundertecknat: {day}")
    expected = (
        "dag-kvar",
        "Det står undertecknat: 15 januari 2019, samma dag som för löftet ”Fler områden med grannsamverkan i Provstad 2019”.",
        "Är dagen kvar från den förra filen, skriv den rätta eller ta bort raden. Är det samma dag, acceptera varningen.",
    )
    assert told(content) == ([expected] if is_told else [])


def test_a_follow_up_that_still_refers_to_last_years_pledge_is_told_which_is_meant(content: Path) -> None:
    next_pledge(content)
    change(content, "kommuner/provstad/uppfoljningar/2020.md", "titel: Så gick det i Provstad 2020\nlöfte: 2019\ndatum: okänd\navser: 2020\ntyp: delredovisning\nav: kommunen\nbelägg: https://provstad.example/2020")  # fmt: skip
    assert told(content) == [
        ("avser-annan-tid", "Uppföljningen gäller 2020, men löftet 2019.", "Är det löftet ”Fler cykelställ i Provstad 2020” som följs upp, skriv löfte: 2020. Rätta annars avser:.")
    ]  # fmt: skip


def test_a_copy_that_kept_its_predecessor_is_told_which_it_follows(content: Path) -> None:
    change(content, "kommuner/provstad/loften/2018.md", "titel: Fler bänkar i Provstad 2018\nkort: Kommunen lovar bänkar.\nparter: kommunen\növerenskommelse: okänd\nperiod: 2018")  # fmt: skip
    change(content, PLEDGE, "efterträder: 2018")
    next_pledge(content, "efterträder: 2018")
    assert told(content) == [
        (
            "dubbel-eftertradare",
            "Också löftet ”Fler områden med grannsamverkan i Provstad 2019” säger sig efterträda ”2018”.",
            "Följer den här på löftet ”Fler områden med grannsamverkan i Provstad 2019”, skriv efterträder: 2019. Delades det i två, acceptera varningen.",
        )
    ]


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Uppföljning eller resultat hittades inte i det vi läste.", True),
        ("Resultat hittades inte i de sidor vi läste.", True),
        ("Resultat för kommunens åtgärder hittades inte i det vi läste.", False),
    ],
)
def test_a_pledge_with_results_does_not_say_that_none_were_found(text: str, *, is_told: bool, content: Path) -> None:
    change(content, PLEDGE, f"saknas: {text}")
    expected = (
        "motsags-av-senare",
        f"Det står ”{text}”, men uppföljningen ”Så gick det i Provstad 2019” finns här.",
        "Skriv om meningen, eller ta bort den. Det som finns ligger i kommuner/provstad/uppfoljningar/2019.md.",
    )
    assert told(content) == ([expected] if is_told else [])


@pytest.mark.parametrize(
    ("name", "day", "message"),
    [
        ("2020-02-10-nytt", "2020-02-10", None),
        ("2020-02-nytt", "2020-02-10", None),
        ("2020-02-10-nytt", "2020-02", None),
        ("nytt", "2020-02-10", None),
        ("2020-02-10-nytt", "2020-02-20", "Filnamnet säger 2020-02-10, men datumet är 20 februari 2020."),
        ("2020-02-nytt", "2020-03-10", "Filnamnet säger 2020-02, men datumet är 10 mars 2020."),
        ("2020-02-10-nytt", "2019-02-10", "Filnamnet säger 2020, men datumet är 10 februari 2019."),
    ],
)
def test_a_news_item_is_of_its_names_day(name: str, day: str, message: str | None, content: Path) -> None:
    change(content, f"nyheter/{name}.md", f"titel: Nytt i Provstad\nkort: Något nytt.\ndatum: {day}", body="Nytt.\n")
    assert [found[1] for found in told(content)] == ([message] if message else [])
