"""Advice that is followed word for word makes nothing false: no other year, verdict or file is put in a reference's place."""

from pathlib import Path

import pytest

from support.rules_samples import FOLLOW_UP, NEXT, PLEDGE, change, check_site

IN_OWN_WORDS = (
    "Är det parternas egna ord, ta bort bedömning: och skriv omdöme: {}. Har de sagt ett av de bestämda orden, "
    "skriv uppfyllt, delvis uppfyllt, inte uppfyllt eller går inte att bedöma."
)


def advice(content: Path) -> list[tuple[str, str]]:
    return [(one.code, one.hint) for one in check_site(content)]


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("helt uppfyllt", "Skriv uppfyllt."),
        ("fullt uppfyllt", "Skriv uppfyllt."),
        ("ej uppnått", "Skriv inte uppfyllt."),
        ("uppfylt", "Skriv uppfyllt."),
        ("delvs uppfyllt", "Skriv delvis uppfyllt."),
        ("nästan uppfyllt", IN_OWN_WORDS.format("Nästan uppfyllt")),
        ("till stor del uppfyllt", IN_OWN_WORDS.format("Till stor del uppfyllt")),
        ("ungefär som tänkt", "Skriv uppfyllt, delvis uppfyllt, inte uppfyllt eller går inte att bedöma."),
    ],
)
def test_a_verdict_is_never_guessed_to_be_another(written: str, hint: str, content: Path) -> None:
    change(content, FOLLOW_UP, f"bedömning: {written}")
    assert advice(content) == [("fel-varde", hint)]


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("2018", "Skriv filens namn utan .md. Filen ska ligga här: kommuner/provstad/loften/2018.md. I kommuner/provstad/loften/ finns 2019 och 2020."),
        ("2091", "Menade du 2019?"),
    ],
)  # fmt: skip
def test_another_year_is_no_misspelling(written: str, hint: str, content: Path) -> None:
    change(
        content,
        NEXT,
        f"titel: Fler cykelställ i Provstad 2020\nkort: Kommunen lovar cykelställ.\nparter: kommunen\növerenskommelse: okänd\nperiod: 2020\nefterträder: {written}",
    )
    assert advice(content) == [("hanvisning-finns-inte", hint)]


def test_nor_is_another_municipality_s_file_of_that_year(content: Path) -> None:
    for slug, name in (("provby", "Provby"), ("provala", "Provala")):
        other = f"titel: Fler cykelställ i {name} 2018\nkort: Kommunen lovar cykelställ.\nparter: kommunen\növerenskommelse: okänd\nperiod: 2018"
        change(content, f"kommuner/{slug}/loften/2018.md", other)
    change(content, FOLLOW_UP, body="Året före gällde [löftet för 2018](../loften/2018.md).\n")
    change(content, PLEDGE, "efterträder: 2018")
    assert advice(content) == [
        ("hanvisning-finns-inte", "Skriv filens namn utan .md. Filen ska ligga här: kommuner/provstad/loften/2018.md. I kommuner/provstad/loften/ finns 2019."),
        ("lank-utan-mal", "Kontrollera sökvägen. Den räknas från den här filens mapp, och ../ är mappen utanför."),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["2019 - Kopia", "2019 (1)", "2019 - kopia (2)", "Kopia av 2019", "2019 copy"])
def test_a_copy_is_not_given_an_address(name: str, content: Path) -> None:
    (content / f"kommuner/provstad/loften/{name}.md").write_text(
        (content / PLEDGE).read_text(encoding="utf-8"), encoding="utf-8"
    )
    assert advice(content) == [
        ("filnamn", "Är det en kopia av 2019.md som blev kvar, ta bort den. Är det en egen fil, ge den ett eget namn, till exempel efter året.")
    ]  # fmt: skip


def test_a_copy_with_a_name_of_its_own_is_told_of_as_one(content: Path) -> None:
    (content / "kommuner/provstad/loften/trygghet.md").write_text((content / PLEDGE).read_text(encoding="utf-8"), encoding="utf-8")  # fmt: skip
    assert ("titel-tva-ganger", "De två säger detsamma: ta bort den som blev kvar av en kopia.") in advice(content)


def test_a_key_that_lost_its_indentation_is_sent_back_to_its_own_row(content: Path) -> None:
    change(
        content,
        PLEDGE,
        "åtgärder:\n  - id: grannsamverkan\n    vad: Starta områden\n    mål:\n      minst: 8\n    enhet: områden",
    )
    change(content, FOLLOW_UP, "utfall:\n  - åtgärd: grannsamverkan\n    antal: 9")
    (found,) = check_site(content)
    assert (found.line, found.key, found.message, found.hint) == (
        12,
        "åtgärder.1.enhet",
        "Raden enhet: hör till mål:, men är inte indragen under den.",
        "Dra in den två blanksteg till, som raderna ovanför under mål:.",
    )


def test_a_part_of_the_municipality_among_the_pledges_is_told_of_once(content: Path) -> None:
    change(content, PLEDGE, "områden: centrum")
    (content / "kommuner/provstad/omraden/centrum.md").rename(content / "kommuner/provstad/loften/centrum.md")
    (found,) = check_site(content)
    assert (found.path, found.code, found.message, found.hint) == (
        "kommuner/provstad/loften/centrum.md",
        "fel-plats",
        "Det här ser ut som en del av kommunen, men ligger bland löften.",
        "Flytta filen till kommuner/provstad/omraden/centrum.md.",
    )


def test_a_pledge_that_is_only_begun_is_a_pledge(content: Path) -> None:
    change(content, NEXT, "titel: 2020 i Provstad")
    assert [code for code, _ in advice(content)] == ["saknad-nyckel", "saknad-nyckel"]


def test_a_follow_up_keeps_what_it_follows_up(content: Path) -> None:
    change(content, PLEDGE, "borttaget:\n  - {datum: 2020, skäl: Löftet gällde fel plats.}")
    assert advice(content) == [
        ("hanvisning-till-borttagen", "Ska också uppföljningen bort, skriv borttaget: i den. Hänvisningen måste stå kvar; acceptera annars varningen.")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("reason", "is_told"), [("ok", True), ("Stämmer.", True), ("Se ovan", True), ("Löftet heter så i beslutet.", False)]
)
def test_a_reason_says_why(reason: str, is_told: bool, content: Path) -> None:
    change(
        content,
        PLEDGE,
        f"titel: Tryggare Provstad till 2030\naccepterade varningar:\n  - {{kod: ar-stammer-inte, skäl: {reason}}}",
    )
    told = [(one.message, one.hint) for one in check_site(content) if one.code == "skal-utan-innehall"]
    assert told == (
        [(f"”{reason}” säger inte varför.", "Skriv skälet med en mening som läsaren förstår.")] if is_told else []
    )


def test_a_code_with_swedish_letters_is_told_the_one_that_is_meant(content: Path) -> None:
    change(
        content,
        PLEDGE,
        "titel: Tryggare Provstad till 2030\naccepterade varningar:\n  - {kod: år-stämmer-inte, skäl: Titeln nämner visionen.}",
    )
    assert ("onodig-acceptans", "Skriv ar-stammer-inte.") in advice(content)


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ("  grannsamverkan\t9\n  belysning\tja", 8),
        ("grannsamverkan\t9\nbelysning\tja", 9),
        ("  Åtgärd\tAntal\n  grannsamverkan\t9\n  belysning\tja", 8),
        ("  grannsamverkan\t9\n  - åtgärd: belysning\n    gjort: ja", 9),
        ("  grannsamverkan;9\n  belysning;ja", 8),
    ],
)
def test_results_pasted_out_of_a_table_are_told_how_a_row_is_written(rows: str, line: int, content: Path) -> None:
    before, after = (content / FOLLOW_UP).read_text(encoding="utf-8").split("utfall:\n")
    after = after[after.index("belägg:") :]
    (content / FOLLOW_UP).write_text(f"{before}utfall:\n{rows}\n{after}", encoding="utf-8")
    (found,) = check_site(content)
    assert (found.line, found.hint) == (
        line,
        "Varje åtgärd är en rad i en lista. Skriv - åtgärd: grannsamverkan på raden och antal: 9 på raden under.",
    )


def test_a_pledge_under_another_times_agreement_is_told_its_own(content: Path) -> None:
    change(content, "kommuner/provstad/overenskommelser/2021-2022.md", "titel: Samverkansöverenskommelse i Provstad 2021–2022\nparter: [kommunen, lpo-prov]\nperiod: 2021/2022\nkort: Parterna samverkar om trafiken.")  # fmt: skip
    change(content, PLEDGE, "överenskommelse: 2021-2022")
    assert advice(content) == [
        ("utanfor-overenskommelsen", "Hör det till överenskommelsen ”Samverkansöverenskommelse i Provstad 2019–2020”, skriv överenskommelse: 2019-2020. Rätta annars perioden.")
    ]  # fmt: skip
    change(content, PLEDGE, "överenskommelse: 2019-2020")
    assert advice(content) == []


def test_where_several_agreements_hold_none_is_chosen(content: Path) -> None:
    for years, places in (("2021/2022", "torget"), ("2018/2020", "skolan")):
        name = years.replace("/", "-")
        change(content, f"kommuner/provstad/overenskommelser/{name}.md", f"titel: Överenskommelse i Provstad {years.replace('/', '–')}\nparter: [kommunen, lpo-prov]\nperiod: {years}\nkort: Parterna samverkar om {places}.")  # fmt: skip
    change(content, PLEDGE, "överenskommelse: 2021-2022")
    hint = "Rätta perioden här eller i kommuner/provstad/overenskommelser/2021-2022.md, eller skriv en annan överenskommelse."
    assert ("utanfor-overenskommelsen", hint) in advice(content)


def test_a_final_follow_up_before_the_end_is_asked_for_its_day_first(content: Path) -> None:
    change(content, FOLLOW_UP, "datum: 2019-02-12")
    hint = "Är dagen fel, rätta datum:. Skriv annars typ: delredovisning. Är det perioden som är fel, rätta den i kommuner/provstad/loften/2019.md."
    assert advice(content) == [("slutlig-fore-slutet", hint)]
    change(content, FOLLOW_UP, "belägg: https://provstad.example/2020-02-12-uppfoljning")
    (found,) = advice(content)
    assert found == ("dag-mot-kallan", "Är det samma dag, skriv datum: 2020-02-12.")
    change(content, FOLLOW_UP, "datum: 2020-02-12")
    assert advice(content) == []


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("C:\\Users\\anna\\lofte-2019.pdf", "lofte-2019.pdf"),
        ("\\\\server\\gemensam\\lofte.pdf", "lofte.pdf"),
        ("H:\\lofte.pdf", "lofte.pdf"),
    ],
)
def test_a_file_on_a_disk_is_told_of_once(file: str, name: str, content: Path) -> None:
    change(content, PLEDGE, f"dokument:\n  - titel: Löftet\n    fil: {file}")
    hint = f"Det är en plats på en dator. Lägg filen i kommuner/provstad/ och skriv fil: {name}"
    assert advice(content) == [("bilaga-saknas", hint)]
    (content / "kommuner/provstad" / name).write_bytes(b"%PDF-1.7")
    change(content, PLEDGE, f"dokument:\n  - titel: Löftet\n    {hint.partition('skriv ')[2]}")
    assert advice(content) == []


def test_a_misspelt_folder_beside_the_right_one_is_emptied_into_it(content: Path) -> None:
    (content / "kommuner/Provstad kommun").mkdir()
    assert ("okand-kommun", "Flytta det som ligger i den till kommuner/provstad/, som redan finns, och ta sedan bort mappen.") in advice(content)  # fmt: skip


@pytest.mark.parametrize(
    ("party", "kind", "first"),
    [
        ("provbyhus", "bostadsbolag", "Menade du provstadshus?"),
        ("bostader-provby", "bostadsbolag", "Menade du provstadshus?"),
        (
            "provbyhus",
            "region",
            "Rätta ansvarig:, som är en annan kommuns. Parterna är kommunen, lpo-prov och provstadshus.",
        ),
        ("bostader", "bostadsbolag", "Lägg till bostader under parter:."),
        ("provstad-bostader", "bostadsbolag", "Lägg till provstad-bostader under parter:."),
    ],
)
def test_another_municipality_s_actor_is_taken_for_the_like_one_that_is_a_party(
    party: str, kind: str, first: str, content: Path
) -> None:
    change(content, "aktorer/provstadshus.md", "titel: Provstadshus\ntyp: bostadsbolag")
    change(content, f"aktorer/{party}.md", f"titel: Ett annat\ntyp: {kind}")
    change(content, PLEDGE, "parter: [kommunen, lpo-prov, provstadshus]")
    pledge = (content / PLEDGE).read_text(encoding="utf-8")
    (content / PLEDGE).write_text(pledge.replace("ansvarig: polisen", f"ansvarig: {party}"), encoding="utf-8")
    hint = f"{first} Är det någon som bara hjälper till, skriv den under tillsammans med:."
    assert ("ansvarig-inte-part", hint) in advice(content)


def test_a_follow_up_of_another_municipality_s_pledge_is_told_its_own(content: Path) -> None:
    other = "titel: Fler cykelställ i Provby 2019\nkort: Kommunen lovar cykelställ.\nparter: [kommunen, polisen]\növerenskommelse: okänd\nperiod: 2019\nsaknas: Uppföljning hittades inte."
    change(content, "kommuner/provby/loften/2019.md", other)
    change(content, FOLLOW_UP, "löfte: provby/2019")
    (found,) = check_site(content)
    assert (found.path, found.key, found.code, found.message, found.hint) == (
        FOLLOW_UP, "löfte", "fel-plats",
        "Uppföljningen ligger i Provstad, men löftet ligger i Provby, och det som redovisas hör till löftet ”Fler områden med grannsamverkan i Provstad 2019”.",
        "Skriv löfte: 2019",
    )  # fmt: skip


def test_a_pledge_that_two_share_is_followed_up_in_either(content: Path) -> None:
    other = "titel: Fler cykelställ i Provby 2019\nkort: Kommunen lovar cykelställ.\nkommuner: provstad\nparter: [kommunen, lpo-prov]\növerenskommelse: okänd\nperiod: 2019"
    change(content, "kommuner/provby/loften/2019.md", other)
    change(content, FOLLOW_UP, "löfte: provby/2019")
    assert "fel-plats" not in [code for code, _ in advice(content)]
