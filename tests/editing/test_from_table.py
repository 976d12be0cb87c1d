"""A table that somebody fills in and sends to the editor: what is begun of it, and what is told where it can't be read."""

import csv
import io
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from pledges.commands.importing.sheet import letter
from pledges.editing.source import read_source
from pledges.exports.table_columns import TABLES
from pledges.urls import ACTIONS
from support.asked import HOST, Client, client_of, fields_of, opened_by_key, words_of

NAMES = (*TABLES[ACTIONS].names, "avser", "typ", "publicerad")
READ = "/ny/follow-up/ale/ur-tabell"
FILLED_IN = {"tal": "10", "typ": "delredovisning", "avser": "2019-01/2019-06", "kalla": "Protokoll 2019-08-20"}


@pytest.fixture
def inside(tmp_path: Path) -> Client:
    return opened_by_key(client_of(tmp_path))


def table(inside: Client, **cells: str) -> bytes:
    """The table as it is downloaded, filled in in its only row."""
    text = inside.get(f"{READ}/tabell").text
    head, *rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))
    assert len(rows) == 1
    row = dict(zip(head, rows[0], strict=True)) | cells
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=";").writerows([row.keys(), row.values()])
    return file.getvalue().encode()


def sent(inside: Client, data: bytes, **fields: str) -> str:
    page = fields_of(inside.get(READ).text)
    return inside.shown(READ, {**page, **fields}, files={"fil som skickas": ("tabell.csv", data)})


def test_the_table_to_fill_in_is_the_portals_own_with_what_a_follow_up_needs_besides(inside: Client) -> None:
    assert f'href="{READ}"' in inside.get("/ny/follow-up/ale").text
    answer = inside.get(f"{READ}/tabell")
    assert answer.headers["content-disposition"] == 'attachment; filename="atgarder-ale.csv"'
    assert answer.text.startswith("\ufeffkommuner;lan;")
    assert answer.text.splitlines()[0].endswith(";sammanstallning;adress;avser;typ;publicerad")


def test_what_is_filled_in_is_begun_and_nothing_is_in_the_content_before_somebody_saves_it(inside: Client) -> None:
    before = {path: path.read_bytes() for path in inside.store.content.rglob("*.md")}
    shown = sent(inside, table(inside, **FILLED_IN, Egen="x"), publicerad="20 augusti 2019", av="Polisen; Ale kommun")
    assert "Tabellen är inläst. Det här är påbörjat" in shown
    assert f"Läses inte: kolumnen Egen ({letter(len(NAMES))})." in shown
    assert inside.store.all_begun() == ("kommuner/ale/uppfoljningar/2019-delredovisning.md",)
    assert {path: path.read_bytes() for path in inside.store.content.rglob("*.md")} == before
    begun = inside.store.begun / inside.store.all_begun()[0]
    assert dict(read_source(begun.read_bytes()).values) == {
        "status": "utkast", "titel": "Uppföljning i Ale januari–juni 2019", "löfte": "2019", "datum": "2019-08-20",
        "avser": "2019-01/2019-06", "typ": "delredovisning", "av": ["polisen", "kommunen"],
        "utfall": [{"åtgärd": "kontroller", "antal": "10"}], "belägg": [{"titel": "Protokoll 2019-08-20"}],
    }  # fmt: skip
    link = re.search(r'<a href="(/redigera/follow-up/[^"]+)"', shown)
    assert link is not None
    assert inside.get(urlsplit(link[1]).path).status == 200
    again = sent(inside, table(inside, **FILLED_IN), publicerad="okänd", av="polisen")
    assert "Det finns redan en uppföljning av löftet för den tiden" in again
    assert len(inside.store.all_begun()) == 1


def test_what_is_wrong_is_told_by_row_and_column_and_what_was_typed_is_kept(inside: Client) -> None:
    shown = sent(inside, table(inside, **{**FILLED_IN, "tal": "åtta"}), publicerad="i våras")
    assert "Inget är inläst. Rätta i tabellen, spara den och välj den igen." in shown
    words = words_of(shown)
    for where, text in (
        ("Rad 2, kolumn {} (tal)", "”åtta” kan inte läsas. Skriv 8."),
        ("Kolumn {} (publicerad)", "”i våras” är inget datum."),
        ("Kolumn {} (av)", "Vem redovisar?"),
    ):
        column = letter(NAMES.index(where.partition("(")[2].rstrip(")")))
        assert f"{where.format(column)} : {text}" in words
    assert fields_of(shown)["publicerad"] == "i våras"
    assert inside.store.all_begun() == ()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "Välj tabellen som du har fyllt i."),
        (b"%PDF-1.4 \x00", "Filen är ingen tabell."),
        (b"PK\x03\x04", "Filen gick inte att läsa. Är det en Excel-arbetsbok (xlsx)?"),
    ],
    ids=["nothing", "a document", "a broken workbook"],
)
def test_a_file_that_is_no_table_is_told_of(inside: Client, data: bytes, told: str) -> None:
    assert told in sent(inside, data)
    assert inside.store.all_begun() == ()


def test_who_enters_it_is_asked_where_the_editors_have_done_so_before(inside: Client) -> None:
    (inside.store.content / "kommuner/ale/kommun.md").write_text(
        "---\nförs av: sammanställning\n---\n", encoding="utf-8"
    )
    assert "Säg vem som för in uppgifterna." in sent(
        inside, table(inside, **FILLED_IN), publicerad="okänd", av="polisen"
    )
    sent(inside, table(inside, **FILLED_IN), **{"publicerad": "okänd", "av": "polisen", "förs av": "parterna"})
    (path,) = inside.store.all_begun()
    assert "förs av: parterna\n" in (inside.store.begun / path).read_text(encoding="utf-8")


@pytest.mark.parametrize("what", ["pledge/ale", "nasta-ars-lofte/ale", "theme/gemensamt", "hej/ale", "follow-up/ingen"])
def test_only_follow_ups_of_a_municipality_are_read_out_of_a_table(inside: Client, what: str) -> None:
    for address in (f"/ny/{what}/ur-tabell", f"/ny/{what}/ur-tabell/tabell"):
        assert inside.get(address).status == 404


def test_a_form_from_elsewhere_reads_no_table(inside: Client) -> None:
    files = {"fil som skickas": ("tabell.csv", table(inside, **FILLED_IN))}
    assert inside.post(READ, {"csrf": "fel"}, files=files, origin=f"http://{HOST}").status == 403
    assert inside.store.all_begun() == ()
