"""`make import`: the table of actions, filled in as people fill it in, becomes draft follow-ups, or is told of box by box."""

import csv
import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

import pytest
from openpyxl import Workbook

from pledges.__main__ import main
from pledges.commands.authoring.choices import read_context
from pledges.commands.importing.follow_ups import ForAll, ReadBack, read_back
from pledges.commands.importing.rows import NEEDED, Place
from pledges.commands.importing.sheet import Sheet, UnreadableSheetError, as_text, letter, read_sheet
from pledges.content import geography
from pledges.content.discovery import discover
from pledges.exports.csv_table import to_csv
from pledges.exports.table_columns import TABLES
from pledges.history.publication_log import log_of
from pledges.urls import ACTIONS
from pledges.views.action_rows import action_rows
from support.samples import file_text, read_folder
from support.sites import SETTINGS, write

DAY = date(2020, 2, 1)
HOME = "kommuner/ale"
OUT = f"{HOME}/uppfoljningar/2019.md"
CONTENT = {
    "polisen/lpo-prov.md": "titel: Lokalpolisområde Prov\nkommuner: [ale]",
    f"{HOME}/loften/2019.md": """
        titel: Provlöfte 2019
        överenskommelse: okänd
        parter: [lpo-prov, kommunen]
        period: 2019
        åtgärder:
          - id: kontroller
            vad: Trafikkontroller vid skolan
            ansvarig: polisen
            mål:
              minst: 2
              enhet: kontroller
              per: vecka
          - id: ljus
            vad: "- Laga lyktor"
            ansvarig: kommunen
            mål:
              minst: 8
              enhet: lyktor
          - id: klotter
            vad: Sanera klotter
            ansvarig: kommunen
            mål:
              inom: 24 timmar
          - id: vandring
            vad: Vuxna ute
            ansvarig: kommunen
            mål:
              antal: 40
              av: 52
              enhet: helger
          - id: trygga
            vad: Fler trygga
            ansvarig: kommunen
            mål:
              minst: 70
              enhet: procent
          - id: mote
            vad: Möten med de boende
            ansvarig: [polisen, kommunen]
            mål: varje månad
          - id: affischer
            vad: Sätta upp affischer
            ansvarig: kommunen
        """,
    f"{HOME}/loften/2018.md": """
        titel: Provlöfte 2018
        överenskommelse: okänd
        parter: [lpo-prov, kommunen]
        period: 2018
        åtgärder:
          - id: natt
            vad: Nattvandra
            ansvarig: kommunen
            mål:
              minst: 8
              enhet: nätter
        """,
    f"{HOME}/loften/2017.md": "titel: Provlöfte 2017\növerenskommelse: okänd\nparter: [lpo-prov, kommunen]\nperiod: 2017",
    f"{HOME}/loften/nytt.md": "titel: Provutkast\növerenskommelse: okänd\nparter: [kommunen]\nperiod: 2020\nstatus: utkast",
    f"{HOME}/uppfoljningar/2018.md": """
        titel: Så gick det 2018
        löfte: 2018
        datum: 2019-01-30
        avser: 2018
        typ: slutlig
        av: kommunen
        utfall:
          - åtgärd: natt
            antal: 5
        belägg: https://ale.example/2018
        """,
}
FOR_ALL = ForAll(
    covers="2019", sort="slutlig", published="2020-01-28", by="Ale kommun", source="https://ale.example/2019"
)
Rows = dict[str, dict[str, object]]


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("import") / "content"
    write(folder, {path: file_text(text) for path, text in CONTENT.items()})
    return folder


@lru_cache(maxsize=1)
def places(content: Path) -> Callable[[str], Place]:
    sources = discover(content, geography.load()).records

    def place(slug: str) -> Place:
        context = read_context(content, sources, geography.load(), day=DAY, place=slug)
        return Place.of(context, settings=SETTINGS, log=log_of(content, (slug,)))

    return lru_cache(place)


def table(content: Path) -> Rows:
    """The rows as they are downloaded, by pledge and action."""
    place = places(content)("ale")
    names = TABLES[ACTIONS].names
    pledges = [
        one
        for one in place.context.register.commitments()
        if one.path.startswith(f"{HOME}/loften") and not one.is_draft
    ]
    rows = [
        dict(zip(names, astuple(row), strict=True))
        for pledge in sorted(pledges, key=lambda one: one.identity)
        for row in action_rows(place.snapshot, pledge)  # type: ignore[arg-type]
    ]
    return {f"{row['lofte'][-4:]} {row['atgard']}".strip(): dict(row) for row in rows}


def filled(content: Path, cells: Mapping[str, Mapping[str, object]]) -> list[dict[str, object]]:
    """The table with `cells` filled in, in rows by pledge and action; others are added."""
    rows = table(content)
    return [row | dict(cells.get(key, {})) for key, row in rows.items()] + [
        dict(row) for key, row in cells.items() if key not in rows
    ]


def as_csv(rows: Sequence[Mapping[str, object]], columns: Sequence[str] = TABLES[ACTIONS].names) -> bytes:
    names = list(
        dict.fromkeys((*columns, *(name for row in rows for name in row if name not in TABLES[ACTIONS].names)))
    )
    return to_csv(names, [[str(row.get(name, "")) for name in names] for row in rows])


def as_xlsx(rows: Sequence[Sequence[object]], merged: Sequence[str] = (), **formats: str) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for box, form in formats.items():
        sheet[box].number_format = form
    for boxes in merged:
        sheet.merge_cells(boxes)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def imported(content: Path, data: bytes, for_all: ForAll = FOR_ALL) -> ReadBack:
    return read_back(read_sheet(data, NEEDED), for_all, places=places(content), geography=geography.load())


def read(content: Path, cells: Mapping[str, Mapping[str, object]], for_all: ForAll = FOR_ALL) -> ReadBack:
    return imported(content, as_csv(filled(content, cells)), for_all)


def told(result: ReadBack) -> list[tuple[int, str, str]]:
    assert result.follow_ups == ()
    return [(one.row, one.column, one.text) for one in result.remarks]


def outcomes(result: ReadBack) -> str:
    """The outcomes of the only follow-up, as they are written."""
    assert [one.text for one in result.remarks] == []
    (only,) = result.follow_ups
    return re.split(r"^utfall:\n|^#|^belägg", only.draft.text, flags=re.M)[1]


def test_what_is_filled_in_becomes_a_draft_that_is_read_as_any_other(content: Path, tmp_path: Path) -> None:
    cells = {
        "2019 kontroller": {"tal": "2,5", "enhet": "kontroller per vecka", "av": "Polisen"},
        "2019 ljus": {"tal": "8", "utfall": "Nått"},
        "2019 mote": {"utfall": "Delvis", "redovisat": "Sex möten blev av.", "skal": "Sjukdom."},
    }
    result = read(content, cells)
    assert [(one.draft.path, one.rows) for one in result.follow_ups] == [
        (OUT, (4,)),
        (f"{HOME}/uppfoljningar/2019-2.md", (5, 9)),
    ]
    assert result.follow_ups[1].draft.text == (
        "---\nstatus: utkast\ntitel: Uppföljning i Ale 2019\nlöfte: 2019\ndatum: 2020-01-28\navser: 2019\ntyp: slutlig\n"
        "av: [kommunen]\nutfall:\n  - åtgärd: ljus\n    antal: 8\n  - åtgärd: mote\n    gjort: delvis\n"
        "    kommentar: Sex möten blev av.\n    orsak: Sjukdom.\n"
        "# Återstår. Ta bort # och blanksteget först på raden när du vet:\n"
        "#   - åtgärd: kontroller  # Trafikkontroller vid skolan\n#     antal:\n"
        "#   - åtgärd: klotter  # Sanera klotter\n#     gjort:\n"
        "#   - åtgärd: vandring  # Vuxna ute\n#     antal:\n"
        "#   - åtgärd: trygga  # Fler trygga\n#     antal:\n"
        "#   - åtgärd: affischer  # Sätta upp affischer\n#     gjort:\n"
        "belägg:\n  - adress: https://ale.example/2019\n---\n"
    )
    assert result.notes == (
        "5 rader står som på portalen och ger inget nytt. Är samma tal redovisat för en ny tid, töm rutan uppfoljningar på raden.",
    )
    write(tmp_path, {path: file_text(text) for path, text in CONTENT.items()})
    for one in result.follow_ups:
        (tmp_path / one.draft.path).write_text(one.draft.text, encoding="utf-8")
    assert read_folder(tmp_path)[1] == []


@pytest.mark.parametrize(
    ("row", "cells", "written"),
    [
        ("kontroller", {"tal": "120", "enhet": "kontroller"}, "    antal: 120\n"),
        ("kontroller", {"tal": "0,78", "enhet": "kontroller per dygn"}, "    antal: 0,78\n    per: dygn\n"),
        ("kontroller", {"tal": "12", "enhet": "stopp varannan vecka"}, "    antal: 12\n    enhet: stopp\n    per: varannan vecka\n"),
        ("ljus", {"tal": "1\u00a0200"}, "    antal: 1 200\n"),
        ("ljus", {"tal": "cirka 8"}, "    antal: cirka 8\n"),
        ("klotter", {"tal": "20 timmar"}, "    inom: 20 timmar\n"),
        ("klotter", {"tal": "20", "enhet": "timmar"}, "    inom: 20 timmar\n"),
        ("klotter", {"tal": "9 av 10", "enhet": "fall"}, "    antal: 9\n    enhet: fall\n    av: 10\n"),
        ("vandring", {"tal": "41 av 52"}, "    antal: 41\n    av: 52\n"),
        ("trygga", {"tal": "72 %"}, "    antal: 72\n"),
        ("affischer", {"tal": "72 %"}, "    antal: 72\n    enhet: procent\n"),
        ("affischer", {"tal": "3", "enhet": "affischer"}, "    antal: 3\n    enhet: affischer\n"),
        ("affischer", {"utfall": "inte gjort"}, "    gjort: nej\n"),
        ("affischer", {"utfall": "Ja"}, "    gjort: ja\n"),
        ("affischer", {"redovisat": "'- Tre hänger än."}, "    kommentar: '- Tre hänger än.'\n"),
    ],
)  # fmt: skip
def test_each_way_of_saying_how_it_went(content: Path, row: str, cells: dict[str, object], written: str) -> None:
    lines = outcomes(read(content, {f"2019 {row}": cells})).removeprefix(f"  - åtgärd: {row}\n")
    assert sorted(lines.splitlines()) == sorted(written.splitlines())


@pytest.mark.parametrize(
    ("row", "cells", "column", "text"),
    [
        ("kontroller", {"tal": "2"}, "enhet", "Målet gäller per vecka. Skriv kontroller per vecka om talet också gör det, eller bara kontroller om det är alla tillsammans."),
        ("kontroller", {"tal": "2", "enhet": "kontroller per vcka"}, "enhet", "”vcka” går inte att läsa. Menade du vecka?"),
        ("ljus", {"tal": "åtta"}, "tal", "”åtta” kan inte läsas. Skriv 8."),
        ("ljus", {"tal": "8 lyktor"}, "tal", "”8 lyktor” är inget tal. Skriv bara talet, 8."),
        ("ljus", {"tal": "8.5"}, "tal", "”8.5” kan inte läsas. Skriv 8,5."),
        ("ljus", {"tal": "2019-01-08"}, "tal", "Kalkylprogrammet har gjort det som skrevs till en dag, 2019-01-08. Gör om rutan till text, och skriv talet igen."),
        ("ljus", {"tal": "-3"}, "tal", "”-3” är ett minustal. Skriv 3, och säg med ord eller med riktning: åt vilket håll."),
        ("ljus", {"tal": "1.200"}, "tal", "”1.200” går att läsa på två sätt. Menar du 1 200 eller 1,2? Skriv det du menar."),
        ("ljus", {"tal": "70 %", "enhet": "lyktor"}, "tal", "”70 %” är en andel, men i kolumnen enhet står ”lyktor”. Skriv talet som lyktor, eller procent i enhet."),
        ("ljus", {"enhet": "lyktor"}, "enhet", "Det står vad som räknas, ”lyktor”, men inget tal. Skriv talet i kolumnen tal."),
        ("affischer", {"tal": "3"}, "enhet", "Vad räknar talet 3? Skriv det i flertal: kontroller, vandringar, procent."),
        ("ljus", {"utfall": "Nått"}, "utfall", "”Nått” räknar portalen själv ut av det som är redovisat. Skriv talet i kolumnen tal."),
        ("affischer", {"utfall": "Nått"}, "utfall", "”Nått” räknar portalen själv ut av det som är redovisat. Skriv Gjort, Delvis eller Inte gjort."),
        ("ljus", {"tal": "7", "utfall": "Nått"}, "utfall", "Här står ”Nått”, men med talen som står här blir det på portalen ”Inte nått”. Rätta det som är fel, eller lämna rutan tom: portalen räknar ut det."),
        ("ljus", {"utfall": "Gjord"}, "utfall", "”Gjord” går inte att läsa. Menade du Gjort?"),
        ("ljus", {"utfall": "Kanske"}, "utfall", "”Kanske” går inte att läsa. Skriv Gjort, Delvis eller Inte gjort."),
        ("ljus", {"utfall": "Redovisat utan mål"}, "utfall", "”Redovisat utan mål” säger inte vad som är redovisat. Skriv det i kolumnen redovisat."),
        ("ljus", {"tal": "7", "utfall": "Inte dags ännu"}, "utfall", "Här står ”Inte dags ännu”, men tal är ifyllt. Ta bort det ena."),
        ("ljus", {"skal": "Storm."}, "skal", "Det står varför, men inte hur det gick. Skriv det i kolumnen utfall eller redovisat."),
        ("ljus", {"tal": "#DIVISION/0!"}, "tal", "Formeln i rutan ger ett fel. Rätta formeln, eller skriv värdet."),
        ("ljus", {"tal": "8", "av": "Ale komun"}, "av", "”Ale komun” är ingen part som finns här. Menade du Ale kommun?"),
        ("ljus", {"tal": "8", "av": "Rymdbolaget"}, "av", "”Rymdbolaget” är ingen part som finns här. Löftets parter är Lokalpolisområde Prov och Ale kommun."),
        ("ljus", {"tal": "8", "typ": "slutgiltig"}, "typ", "”slutgiltig” är ingen typ. Menade du slutlig?"),
        ("ljus", {"tal": "8", "avser": "hela 2019"}, "avser", "”hela 2019” kan inte läsas. Skriv 2019."),
        ("ljus", {"tal": "8", "publicerad": "i våras"}, "publicerad", "”i våras” är inget datum. Skriv en dag (2019-02-12), en månad (2019-02), ett år (2019) eller okänd."),
        ("ljus", {"tal": "8", "lofte": ""}, "lofte", "Raden säger inte vilket löfte den gäller. Skriv löftets id, så som det står i tabellen som du hämtade. Är raden en rubrik eller en summa, ta bort den."),
        ("ljus", {"tal": "=SUM(A1:A9)", "lofte": "Summa"}, "lofte", "”Summa” är inget löftes id. Det ser ut som kommuner/lulea/loften/2018. Är raden en rubrik eller en summa, ta bort den."),
        ("ljus", {"tal": "8", "lofte": "Provlöfte 2019"}, "lofte", "”Provlöfte 2019” är inget löftes id. Det ser ut som kommuner/lulea/loften/2018. Är raden en rubrik eller en summa, ta bort den."),
        ("ljus", {"tal": "8", "lofte": f"{HOME}/loften/2091"}, "lofte", "Det finns inget löfte kommuner/ale/loften/2091. Löftet med den titeln har id kommuner/ale/loften/2019."),
        ("ljus", {"tal": "8", "lofte": "kommuner/alle/loften/2019"}, "lofte", "Det finns ingen kommun som heter alle i adresserna. Menade du ale?"),
        ("ljus", {"tal": "8", "lofte": f"{HOME}/loften/nytt"}, "lofte", "Löftet kommuner/ale/loften/nytt är ett utkast. Visa det först, och för in uppföljningen sedan."),
        ("ljus", {"tal": "8", "atgard": "ljuset"}, "atgard", "Löftet har ingen åtgärd ljuset. Åtgärden med den texten har id ljus."),
        ("ljus", {"tal": "8", "atgard": "ljuset", "vad": ""}, "atgard", "Löftet har ingen åtgärd ljuset. Menade du ljus?"),
        ("ljus", {"tal": "8", "vad": "Sanera klotter"}, "vad", "Här står ”Sanera klotter”, men åtgärden med det id som raden har heter ”- Laga lyktor”. Har en kolumn sorterats för sig? Hämta tabellen på nytt, eller rätta raden."),
        ("ljus", {"tal": "8", "titel": "Provlöfte 2018"}, "titel", "Här står ”Provlöfte 2018”, men löftet med det id som raden har heter ”Provlöfte 2019”. Har en kolumn sorterats för sig? Hämta tabellen på nytt, eller rätta raden."),
        ("ljus", {"tal": "8", "atgard": "", "vad": ""}, "atgard", "Skriv vilken åtgärd raden gäller. Gjordes något som inte var lovat, skriv i kolumnen vad vad det var."),
    ],
)  # fmt: skip
def test_what_can_not_be_read_or_placed_is_told_of_at_its_box(
    content: Path, row: str, cells: dict[str, object], column: str, text: str
) -> None:
    number = [*table(content)].index(f"2019 {row}") + 2
    assert told(read(content, {f"2019 {row}": cells})) == [(number, column, text)]


def test_all_that_is_wrong_is_told_at_once_and_what_all_rows_lack_once(content: Path) -> None:
    cells: dict[str, dict[str, object]] = {
        "2019 ljus": {"tal": "åtta", "typ": "slutgiltig"},
        "2019 trygga": {"tal": "71"},
        "2019 mote": {"utfall": "Gjort"},
    }
    found = told(read(content, cells, ForAll(by="kommunen", source="Protokoll KS 2020-01-28")))
    assert [one[:2] for one in found] == [(0, "typ"), (0, "avser"), (0, "publicerad"), (5, "tal"), (5, "typ")]
    assert (
        0,
        "typ",
        "Är det sista redovisningen av löftet? Skriv slutlig eller delredovisning i kolumnen typ. Rad 8 och 9.",
    ) in found


def test_what_stands_on_the_portal_already_is_no_news_until_its_follow_up_is_taken_away(content: Path) -> None:
    assert told(read(content, {})) == [
        (0, "", "Ingen rad säger något nytt. Fyll i vad som är redovisat i kolumnerna tal, utfall eller redovisat.")
    ]
    (note,) = read(content, {"2019 ljus": {"tal": "8"}}).notes
    assert note.startswith("7 rader står som på portalen och ger inget nytt. Är samma tal redovisat för en ny tid")
    found = told(
        read(content, {"2018 natt": {"uppfoljningar": ""}}, ForAll(covers="2018", sort="slutlig", published="2020"))
    )
    assert found == [
        (
            0,
            "avser",
            f"Det finns redan en uppföljning av löftet för den tiden: ”Så gick det 2018” ({HOME}/uppfoljningar/2018.md). Ändra i den. Rad 3.",
        )
    ]
    again = read(
        content,
        {"2018 natt": {"uppfoljningar": "", "kalla": "https://ale.example/ny"}},
        ForAll(covers="2018-01/2018-06", sort="delredovisning", published="okänd"),
    )
    (one,) = again.follow_ups
    assert one.draft.path == f"{HOME}/uppfoljningar/2018-delredovisning.md"
    assert "    antal: 5\n" in one.draft.text
    assert "av: [kommunen]" in one.draft.text


def test_a_row_whose_follow_up_is_taken_away_says_again_what_somebody_can_report_and_not_the_portals_own_words(
    tmp_path: Path,
) -> None:
    done = """
        titel: Så gick det 2019
        löfte: 2019
        datum: 2019-07-01
        avser: 2019-01/2019-06
        typ: delredovisning
        av: kommunen
        utfall:
          - åtgärd: affischer
            gjort: delvis
            orsak: Storm.
          - åtgärd: mote
            kommentar: Två möten.
        belägg: https://ale.example/2019
        """
    write(
        tmp_path, {path: file_text(text) for path, text in {**CONTENT, f"{HOME}/uppfoljningar/2019-1.md": done}.items()}
    )
    again = {"uppfoljningar": "", "kalla": "https://ale.example/hela"}
    before = table(tmp_path)
    assert (before["2019 affischer"]["utfall"], before["2019 affischer"]["skal"]) == ("Delvis", "Storm.")
    result = read(tmp_path, {"2019 affischer": again, "2019 mote": again})
    assert outcomes(result) == "  - åtgärd: affischer\n    gjort: delvis\n"
    assert "Rad 9: inget sägs om hur det gick, så åtgärden är utelämnad." in result.notes


def test_rows_that_only_say_who_and_where_are_left_out_and_told_of(content: Path) -> None:
    who = {"av": "Polisen; kommunen", "kalla": "https://ale.example/a; Protokoll 2020"}
    result = read(content, {"2019 ljus": {"tal": "8", **who}, "2019 mote": who})
    assert outcomes(result) == "  - åtgärd: ljus\n    antal: 8\n"
    assert "av: [polisen, kommunen]\n" in result.follow_ups[0].draft.text
    assert "belägg:\n  - adress: https://ale.example/a\n  - titel: Protokoll 2020\n" in result.follow_ups[0].draft.text
    assert "Rad 9: inget sägs om hur det gick, så åtgärden är utelämnad." in result.notes


def test_what_was_done_without_being_promised_is_a_row_without_an_action(content: Path) -> None:
    also = {"lofte": f"{HOME}/loften/2017", "vad": "Insats mot mopeder", "tal": "12", "enhet": "kontroller"}
    result = read(
        content,
        {"också": also},
        ForAll(covers="2017", sort="slutlig", published="2018", by="Polisen", source="https://p.example/a"),
    )
    assert outcomes(result) == "  - vad: Insats mot mopeder\n    antal: 12\n    enhet: kontroller\n"


def test_an_action_that_two_rows_answer_for_is_asked_about_unless_they_count_different_things(content: Path) -> None:
    one = table(content)["2019 kontroller"]
    rows: dict[str, dict[str, object]] = {
        "2019 kontroller": {"tal": "300", "enhet": "kontroller"},
        "till": one | {"tal": "2", "enhet": "kontroller per vecka"},
        "igen": one | {"tal": "301", "enhet": "kontroller"},
    }
    assert told(read(content, rows)) == [(12, "atgard", "Åtgärden står också på rad 4. Behåll en av raderna.")]
    del rows["igen"]
    assert outcomes(read(content, rows)).count("åtgärd: kontroller") == 2


def test_a_promise_is_not_changed_by_a_table(content: Path) -> None:
    result = read(content, {"2019 ljus": {"tal": "8", "mal": "6"}})
    assert outcomes(result) == "  - åtgärd: ljus\n    antal: 8\n"
    assert (
        "Rad 5: det som lovades är ändrat i tabellen. Det läses inte; ett löfte ändras på sin egen sida."
        in result.notes
    )


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_table_is_read_however_it_was_saved(content: Path, delimiter: str, coding: str) -> None:
    columns = ["Åtgärd", "Löfte", "Utfall", "Egen anteckning", "redovisat"]
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter).writerows(
        [["Kommunens resultat"], [], columns, ["mote", f"{HOME}/loften/2019", "Gjort", "åäö", "Å, ä; och ö"], []]
    )
    result = imported(content, file.getvalue().encode(coding))
    assert outcomes(result) == "  - åtgärd: mote\n    gjort: ja\n    kommentar: Å, ä; och ö\n"
    assert result.notes == ("Läses inte: kolumnen Egen anteckning (D).",)


def test_the_boxes_of_a_workbook_are_read_as_they_are_shown(content: Path) -> None:
    header = ["lofte", "atgard", "tal", "utfall", "avser", "publicerad", "typ"]
    pledge = f"{HOME}/loften/2019"
    rows = [
        header,
        [pledge, "trygga", 0.715, None, 2019, datetime(2020, 1, 28), "Slutlig"],
        [pledge, "ljus", 1200.0, None, 2019, datetime(2020, 1, 28), "slutlig"],
        [pledge, "mote", None, True, 2019, date(2020, 1, 28), "slutlig"],
    ]
    result = imported(content, as_xlsx(rows, C2="0.0%"), ForAll(by="kommunen", source="https://ale.example/2019"))
    assert outcomes(result) == (
        "  - åtgärd: trygga\n    antal: 71,5\n  - åtgärd: ljus\n    antal: 1200\n  - åtgärd: mote\n    gjort: ja\n"
    )
    assert "datum: 2020-01-28\navser: 2019\n" in result.follow_ups[0].draft.text


def test_a_merged_box_is_of_every_row_but_where_it_says_how_it_went(content: Path) -> None:
    pledge, header = f"{HOME}/loften/2019", ["lofte", "atgard", "tal", "utfall"]
    rows = [["Vårt löfte", None, None, None], header, [pledge, "ljus", 8, None], [None, "mote", None, "Gjort"]]
    result = imported(content, as_xlsx(rows, merged=("A1:D1", "A3:A4")))
    assert outcomes(result) == "  - åtgärd: ljus\n    antal: 8\n  - åtgärd: mote\n    gjort: ja\n"
    lost = [header, [pledge, "ljus", 8, None], [pledge, "affischer", None, None]]
    assert [(row, column) for row, column, _ in told(imported(content, as_xlsx(lost, merged=("C2:C3",))))] == [
        (3, "tal")
    ]


def test_a_formula_is_read_by_its_value_and_told_of_where_it_has_none(content: Path) -> None:
    text = "Rutan har en formel som inte är uträknad. Öppna tabellen, spara den igen, eller skriv värdet."
    rows = [["lofte", "atgard", "tal"], [f"{HOME}/loften/2019", "ljus", "=4+4"]]
    assert told(imported(content, as_xlsx(rows))) == [(2, "tal", text)]
    assert told(imported(content, f"lofte;atgard;tal\n{HOME}/loften/2019;ljus;=4+4\n".encode())) == [(2, "tal", text)]
    worked_out = as_xlsx(rows)
    with zipfile.ZipFile(io.BytesIO(worked_out)) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    parts["xl/worksheets/sheet1.xml"] = (
        parts["xl/worksheets/sheet1.xml"].replace(b"<v></v>", b"<v>8</v>").replace(b"<v />", b"<v>8</v>")
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as book:
        for name, part in parts.items():
            book.writestr(name, part)
    assert outcomes(imported(content, file.getvalue())) == "  - åtgärd: ljus\n    antal: 8\n"


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (0.1 + 0.2, "General", "0,3"),
        (12000000.0, "General", "12000000"),
        (datetime(2025, 1, 1), "mmm-yy", "2025-01"),
        (datetime(2025, 1, 1), "yyyy", "2025"),
        (datetime(2025, 1, 31), '[$-41D]d mmmm yyyy', "2025-01-31"),
        (datetime(2025, 1, 1), '[$-41D]mmmm yyyy', "2025-01"),
        (5, '0" % av dagarna"', "5"),
        (datetime(2025, 1, 31, 10, 30), "General", "2025-01-31 10:30"),
        (False, "General", "nej"),
    ],
)  # fmt: skip
def test_what_a_spreadsheet_keeps_as_a_number_is_written_as_it_is_shown(value: object, form: str, text: str) -> None:
    assert as_text(value, form) == text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", "Filen är tom."),
        (b"\xd0\xcf\x11\xe0rest", "Filen är av Excels gamla slag (xls), eller låst med lösenord. Öppna den och spara den som Excel-arbetsbok (xlsx) utan lösenord."),
        (b"PK\x03\x04rest", "Filen gick inte att läsa. Är det en Excel-arbetsbok (xlsx)? Spara den annars som CSV UTF-8."),
        (b"\x00\x01\x02", "Filen är ingen tabell. Spara den som Excel-arbetsbok (xlsx) eller CSV."),
        (b"loftet;atgard;tal\n", "Ingen rad har kolumnerna lofte och atgard, som säger vilket löfte och vilken åtgärd en rad gäller. Menade du loftet? Hämta tabellen från kommunens sida, och låt rubrikerna stå kvar."),
        (b"lofte;atgard;tal;Tal\n", "Kolumnen tal finns två gånger. Ta bort den ena."),
    ],
)  # fmt: skip
def test_a_file_that_is_no_such_table_is_told_of(data: bytes, text: str) -> None:
    with pytest.raises(UnreadableSheetError) as error:
        read_sheet(data, NEEDED)
    assert str(error.value) == text


def test_a_column_that_is_called_nearly_as_one_that_is_read_is_not_lost_in_silence(content: Path) -> None:
    data = f"lofte;atgard;utfal;tal\n{HOME}/loften/2019;ljus;Gjort;8\n".encode()
    assert told(imported(content, data)) == [
        (0, "utfal", "Kolumnen heter inte som någon som läses. Menade du utfall? Byt rubriken, eller ta bort kolumnen.")
    ]


def test_columns_have_the_letters_that_a_spreadsheet_shows() -> None:
    assert [letter(place) for place in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
    assert read_sheet(b"lofte;atgard;tal\n", NEEDED) == Sheet(
        columns={"lofte": "A", "atgard": "B", "tal": "C"},
        titles={"lofte": "lofte", "atgard": "atgard", "tal": "tal"},
        rows=(),
    )


def test_the_command_writes_all_or_nothing_and_never_over_a_file(
    content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "content"
    write(own, {path: file_text(text) for path, text in CONTENT.items()})
    before = sorted(own.rglob("*.md"))
    sheet = tmp_path / "uppfoljning.csv"
    words = ["import", "--content", str(own), "--settings", "pelicanconf.py", "--covers", "2019", "--type", "slutlig"]
    words += ["--published", "2020-01-28", "--by", "kommunen", "--source", "https://ale.example/2019", str(sheet)]
    sheet.write_bytes(as_csv(filled(content, {"2019 ljus": {"tal": "8"}, "2018 natt": {"tal": "x", "enhet": ""}})))
    assert main(words) == 1
    said = capsys.readouterr()
    assert "uppfoljning.csv: 1 sak att rätta. Inget har skrivits." in said.err
    column = letter(TABLES[ACTIONS].names.index("tal"))
    assert f"  Rad 3, kolumn {column} (tal): ”x” är inget tal." in said.err
    assert sorted(own.rglob("*.md")) == before
    sheet.write_bytes(as_csv(filled(content, {"2019 ljus": {"tal": "8"}})))
    assert main(words) == 0
    assert capsys.readouterr().out == (
        f"Utkastet är skrivet: {own}/{OUT}, 1 rad om ”Provlöfte 2019”.\n"
        "Kör make check. Ta bort raden status: utkast i filen när uppföljningen får visas.\n"
    )
    assert (own / OUT).read_text(encoding="utf-8").startswith("---\nstatus: utkast\n")
    assert main(words) == 1
    assert (
        f"Det finns redan en uppföljning av löftet för den tiden: ”Uppföljning i Ale 2019” ({OUT})"
        in capsys.readouterr().err
    )
