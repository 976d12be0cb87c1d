"""What is left of the file that another was made from is asked about, and what only looks like it is let be."""

from pathlib import Path

import pytest

from support.rules_samples import FOLLOW_UP, NEXT, PLEDGE, change, check_site


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
        ("Uppföljning", "https://provstad.example/uppfoljning-2020/", "", False),
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


@pytest.mark.parametrize(
    ("text", "words", "year"),
    [
        ("Året före gällde [löftet](2019.md).", "Året före", 2020),
        ("Året innan fanns [ett annat löfte](2019.md).", "Året innan", 2020),
        ("Året därpå kom [nästa](2020.md).", "Året därpå", 2022),
        ("Året efter följde [ett löfte om cyklar](2020.md).", "Året efter", 2022),
        ("Året före gällde [löftet](2020.md).", "", 0),
        ("Året före låg fokus på skolan, som i [det gamla löftet](2019.md).", "", 0),
        ("Året före gällde [överenskommelsen](../overenskommelser/2019-2020.md).", "", 0),
    ],
)
def test_the_year_before_is_that(text: str, words: str, year: int, content: Path) -> None:
    next_pledge(content)
    change(content, "kommuner/provstad/loften/2021.md", "titel: Fler bänkar i Provstad 2021\nkort: Kommunen lovar bänkar.\nparter: kommunen\növerenskommelse: okänd\nperiod: 2021", body=f"\n{text}\n")  # fmt: skip
    before = "löftet ”Fler områden med grannsamverkan i Provstad 2019”, som gäller 2019"
    after = "löftet ”Fler cykelställ i Provstad 2020”, som gäller 2020"
    leads = before if "2019.md" in text else after
    message = f"Det står ”{words}”, men länken leder till {leads}."
    hint = f"Rätta länkens adress till den för {year}, eller skriv om meningen."
    assert told(content) == ([("lank-till-annat-ar", message, hint)] if words else [])


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


EARLIER = "löftet ”Fler områden med grannsamverkan i Provstad 2019”"
IS_THE_DAY_LEFT = (
    "Är dagen kvar från den förra filen, skriv den rätta eller ta bort raden. Är det samma dag, acceptera varningen."
)


@pytest.mark.parametrize("succeeds", ["", "\nefterträder: 2019"])
@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("publicerat: 2019-01-20", ("dag-kvar", f"Det står publicerat: 20 januari 2019, samma dag som för {EARLIER}.", IS_THE_DAY_LEFT)),
        ("uppföljning: {senast: 2020-03-31}", ("dag-kvar", f"Det står senast: 31 mars 2020, samma dag som för {EARLIER}.", IS_THE_DAY_LEFT)),
        ("händelser: [{datum: 2019-05-02, text: 'Löftet utökades {igen}.'}]", ("kvar-fran-det-forra", f"Händelsen ”Löftet utökades {{igen}}.” står också i {EARLIER}.", "Hände det bara med det förra, ta bort punkten. Gäller den båda, acceptera varningen.")),
        ("dokument: [{titel: Löftet, adress: 'https://provstad.example/lofte.pdf'}]", ("kvar-fran-det-forra", f"Dokumentet https://provstad.example/lofte.pdf är också dokumentet i {EARLIER}.", "Skriv det här dokumentets egen adress, eller ta bort raden. Är det samma dokument, acceptera varningen.")),
        ("dialogsiffror: [{utskick: 900, svar: 412}]", ("kvar-fran-det-forra", f"Dialogsiffrorna är desamma som i {EARLIER}.", "Skriv siffrorna för den här dialogen, eller ta bort dem. Är det samma dialog, acceptera varningen.")),
        ("dialog: Medborgardialog.", None),
        ("publicerat: 2019-01", None),
        ("källor: [{titel: Polisens sida, adress: 'https://provstad.example/loften'}]", None),
    ],
)  # fmt: skip
def test_what_is_left_of_the_earlier_file(
    keys: str, expected: tuple[str, str, str] | None, succeeds: str, content: Path
) -> None:
    change(content, PLEDGE, keys)
    next_pledge(content, f"{keys}{succeeds}")
    assert told(content) == ([expected] if expected else [])


def test_pledges_of_the_same_time_may_share_days(content: Path) -> None:
    change(content, PLEDGE, "undertecknat: 2019-01-15")
    change(content, "kommuner/provstad/loften/2019-skolan.md", "titel: Fler bänkar vid skolan i Provstad 2019\nkort: Kommunen lovar bänkar.\nparter: kommunen\növerenskommelse: okänd\nperiod: 2019\nundertecknat: 2019-01-15")  # fmt: skip
    assert told(content) == []


def next_follow_up(content: Path, keys: str) -> None:
    next_pledge(content, "åtgärder:\n  - {id: grannsamverkan, vad: Nya områden}\n  - {id: belysning, vad: Fler lampor}")
    change(content, "kommuner/provstad/uppfoljningar/2020.md", f"titel: Så gick det i Provstad 2020\nlöfte: 2020\ndatum: 2021-02-12\navser: 2020\ntyp: slutlig\nav: kommunen\nbelägg: https://provstad.example/2020\n{keys}")  # fmt: skip


SAME = "utfall:\n  - {åtgärd: grannsamverkan, antal: 9, enhet: områden}\n  - {åtgärd: belysning, gjort: ja}"


@pytest.mark.parametrize(
    ("keys", "others", "words"),
    [
        (SAME, SAME, "Utfallet är ordagrant detsamma"),
        ("kort: Det gick bra.", "kort: Det gick bra.", "Sammanfattningen är ordagrant densamma"),
        (f"kort: Det gick bra.\n{SAME}", f"kort: Det gick bra.\n{SAME}", "Utfallet och sammanfattningen är ordagrant desamma"),
        ("effekt: Färre inbrott.", "effekt: Färre inbrott.", "Effekten är ordagrant densamma"),
        ("utfall: [{åtgärd: belysning, gjort: ja}]", "utfall: [{åtgärd: belysning, gjort: ja}]", ""),
        (SAME, SAME.replace("antal: 9", "antal: 8"), ""),
    ],
)  # fmt: skip
def test_a_follow_up_of_another_time_says_the_same(keys: str, others: str, words: str, content: Path) -> None:
    change(content, FOLLOW_UP, keys)
    next_follow_up(content, others)
    message = f"{words} som i uppföljningen ”Så gick det i Provstad 2019”."
    hint = "Skriv det som redovisas för 2020. Är filen en kopia som blev kvar, ta bort den. Stämmer det, acceptera varningen."
    assert told(content) == ([("kopierad-uppfoljning", message, hint)] if words else [])


def test_two_parties_may_say_the_same_of_one_time(content: Path) -> None:
    change(content, FOLLOW_UP, "kort: Det gick bra.\nav: kommunen")
    change(content, "kommuner/provstad/uppfoljningar/2019-polisen.md", "titel: Polisen om Provstad 2019\nkort: Det gick bra.\nlöfte: 2019\ndatum: 2020-02-12\navser: 2019\ntyp: slutlig\nav: polisen\nbelägg: https://provstad.example/polisen")  # fmt: skip
    assert told(content) == []


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("titel: Polisens uppföljning 2018", "belägget heter ”Polisens uppföljning 2018”"),
        ("titel: Uppföljning av 2017 och 2018", "belägget heter ”Uppföljning av 2017 och 2018”"),
        ("adress: https://provstad.example/uppfoljning-2018/", "beläggets adress slutar med uppfoljning-2018"),
        (
            "titel: Vår sida\n    adress: https://provstad.example/uppfoljning-2018/",
            "beläggets adress slutar med uppfoljning-2018",
        ),
        ("titel: Uppföljning av 2018 och 2019", ""),
        ("titel: Kommunens nyhet i januari 2020", ""),
        ("titel: Polisens uppföljning 2018\n    not: Den kom ut på nytt med 2019 års tal.", ""),
        ("titel: Polisens uppföljning 2018\n    ställning: överskriven", ""),
    ],
)
def test_evidence_is_of_the_time_that_it_shows(source: str, named: str, content: Path) -> None:
    change(content, FOLLOW_UP, f"belägg:\n  - {source}")
    message = f"Uppföljningen gäller 2019, men {named}."
    hint = "Är belägget kvar från en tidigare fil, skriv det för 2019. Är det rätt, säg varför i not:."
    assert told(content) == ([("belagg-av-annat-ar", message, hint)] if named else [])


@pytest.mark.parametrize(
    ("source", "is_told"),
    [
        ("titel: Uppföljning 2020\n    adress: https://provstad.example/uppfoljning/", True),
        ("titel: Polisens sida för 2020\n    adress: https://provstad.example/uppfoljning", True),
        ("titel: Uppföljning 2019 och 2020\n    adress: https://provstad.example/uppfoljning/", False),
        ("titel: Uppföljning\n    adress: https://provstad.example/uppfoljning/", False),
        (
            "titel: Uppföljning 2020\n    adress: https://provstad.example/uppfoljning/\n    ställning: överskriven",
            False,
        ),
    ],
)
def test_one_address_is_not_of_two_years(source: str, *, is_told: bool, content: Path) -> None:
    change(content, FOLLOW_UP, "belägg:\n  - titel: Uppföljning 2019\n    adress: https://provstad.example/uppfoljning")
    next_follow_up(content, "")
    change(content, "kommuner/provstad/uppfoljningar/2020.md", f"belägg:\n  - {source}")
    name = source.splitlines()[0].removeprefix("titel: ")
    expected = (
        "adress-mot-titel",
        f"Källan heter ”{name}”, men samma adress heter ”Uppföljning 2019” i kommuner/provstad/uppfoljningar/2019.md.",
        "Är adressen kvar från en annan fil, skriv den rätta. Har sidan skrivits över, säg det med ställning: överskriven.",
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
