"""A page that somebody pastes or chooses: what is suggested, how often it is right, and what no file can do."""

import io
import re
import subprocess
import sys
import time
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from pledges.content.kinds import Kind
from pledges.content.record_fields import MODELS
from pledges.editing.from_text.apart import MOST_BYTES, MOST_PAGES, UnreadableFileError, read_file
from pledges.editing.from_text.page import MOST_LETTERS, Block, from_html, from_lines
from pledges.editing.from_text.registers import offers
from pledges.editing.from_text.suggestions import Registers, may_name_a_person, suggestions
from pledges.editing.from_text.times import dates, range_in, year_in
from pledges.incremental.apart import MOST_SECONDS
from support.depth import PATIENCE
from support.page_texts import AREAS, LEARNT_FROM, PARTIES, Figure, figures, labelled
from support.pdf import pdf_of
from support.sites import ROOT

REGISTERS = Registers("Provstad", official_name="Provstads kommun", areas=AREAS, parties=PARTIES)
LEFT_OUT = "titel"


def test_the_texts_are_thirty_of_three_kinds_in_three_forms() -> None:
    assert [text.number for text in labelled()] == list(range(1, 31))
    for half in (labelled()[:LEARNT_FROM], labelled()[LEARNT_FROM:]):
        assert {text.kind for text in half} == {Kind.PLEDGE, Kind.FOLLOW_UP, Kind.AGREEMENT}
        assert {text.form for text in half} == {"html", "text", "pdf"}


def _table(guide: str) -> dict[str, tuple[str, str]]:
    rows = re.findall(r"^\| ([^|]+) \| (\d+ av \d+) \| (\d+ av \d+) \|$", guide, re.M)
    return {name: (held_out, every) for name, held_out, every in rows}


def _told(figure: Figure) -> str:
    return f"{figure.right} av {figure.cases}"


def test_the_guide_tells_how_often_each_field_comes_right() -> None:
    held_out, every = figures(labelled()[LEARNT_FROM:]), figures(labelled())
    told = {field: (_told(held_out[field]), _told(every[field])) for field in every}
    assert _table((ROOT / "docs/redigera-matt.md").read_text(encoding="utf-8")) == told


def test_every_field_that_is_suggested_comes_right_in_90_of_100_and_what_does_not_is_left_out() -> None:
    held_out, every = figures(labelled()[LEARNT_FROM:]), figures(labelled())
    right = {field for field in every if held_out[field].of_100 >= 90 and every[field].of_100 >= 90}
    assert every.keys() - right == {LEFT_OUT}
    fields = {one.field for text in labelled() for one in suggestions(text.kind, text.page, text.registers)}
    assert LEFT_OUT not in fields


def test_every_suggestion_has_its_sentence_from_the_page() -> None:
    for text in labelled():
        whole = " ".join(block.text for block in text.page.blocks)
        for one in suggestions(text.kind, text.page, text.registers):
            assert one.sentence
            assert one.sentence in whole, text.number


def test_no_name_of_a_person_is_suggested() -> None:
    for text in labelled():
        said = str([one.value for one in suggestions(text.kind, text.page, text.registers)])
        assert not re.search(r"Prov(?:berg|lund|gren|qvist|ell|son|sson|ström|dal|man|hage|näs)", said), text.number


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("gäller 1 april 2018 till 31 mars 2019", "2018-04-01/2019-03-31"),
        ("2022-01-01 – 2023-12-31", "2022-01-01/2023-12-31"),
        ("mars–maj 2022", "2022-03/2022-05"),
        ("från juli 2023 till och med juni 2027", "2023-07/2027-06"),
        ("under 2024 och 2025", "2024/2025"),
        ("från den 1 april 2019 och tills vidare", "2019-04-01/.."),
        ("gäller till och med 2026", "okänd/2026"),
        ("första halvåret 2024", "2024-01/2024-06"),
        ("2019–2020 och 2021–2022", None),
        ("ring 0910-20 19 00", None),
        ("KS 2019/2020", None),
        ("Medborgarlöfte 2023-2024", "2023/2024"),
        ("Under 2023−2026 lovar vi", "2023/2026"),
        ("under tiden 2022-01-01-- 2022-12-31", "2022-01-01/2022-12-31"),
        ("under perioden 20160101–20161231", "2016-01-01/2016-12-31"),
        ("från 2023 och fram till 2026", "2023/2026"),
        ("dnr 2019-2020-31", None),
    ],
)
def test_a_period_is_read_out_of_a_sentence_or_not_at_all(text: str, period: str | None) -> None:
    assert range_in(text) == period


def test_a_day_and_a_year_in_a_sentence() -> None:
    assert dates("Den 3 mars 2021 och i maj 2022.") == [(4, "2021-03-03"), (22, "2022-05")]
    assert dates("Den 31 februari 2021.") == []
    assert year_in("under hela 2019") == "2019"
    assert year_in("2019 eller 2020") is None
    assert year_in("dnr 2019:12") is None


@pytest.mark.parametrize(
    "text",
    ["från 2018", "till och med 2025", "29 maj 2023 och ett år framåt", "mars 2018, ett år", "2020, tre år", "treårig, 2021", "2023-05-29"],
)  # fmt: skip
def test_a_year_that_is_only_where_a_time_begins_or_ends_is_no_period(text: str) -> None:
    assert year_in(text) is None


def test_two_periods_that_both_are_said_to_hold_give_none() -> None:
    page = from_lines("Löftet gäller 2019.\n\nÖverenskommelsen gäller 2018–2021.")
    assert [one.value for one in suggestions(Kind.PLEDGE, page, REGISTERS) if one.field == "period"] == []


def _said(kind: Kind, text: str, field: str, *, registers: Registers = REGISTERS) -> list[object]:
    found = suggestions(kind, from_lines(text), registers)
    return [one.value["vad"] if isinstance(one.value, dict) else one.value for one in found if one.field == field]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        (
            "Provstad – medborgarlöften\n\nMedborgarlöfte 2023-2024\n\n- Polisen ska vara synlig i byarna.",
            ["2023/2024"],
        ),
        (
            "Löften\n\nPolisen lovar att under tidsperioden 1 januari 2019 – 31 december 2020:",
            ["2019-01-01/2020-12-31"],
        ),
        ("Löften\n\nUnder 2023-2024 kommer polisen och kommunen att samverka.", ["2023/2024"]),
        # What tells of another time is no time of this one.
        ("Löften\n\nI medborgarlöftet för 2020 lovade kommunen två möten.", []),
        ("Löften\n\nMedborgarlöftet för 2021–2022 har summerats.", []),
    ],
)
def test_the_time_of_a_pledge_is_read_as_pages_write_it(text: str, period: list[str]) -> None:
    assert _said(Kind.PLEDGE, text, "period") == period


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Ett löfte om aktiviteter från polis och kommun.", ["polisen", "kommunen"]),
        ("Polisen lovar en sak.\n\nKommunen lovar en annan.", ["polisen", "kommunen"]),
        # The one police area that a page names is its police.
        ("Chefen för lokalpolisområde Provstad är nöjd.\n\nPolisen och Provstads kommun har tecknat ett löfte.", ["lpo-provstad", "kommunen"]),
        # What is done in the municipality is not done by it.
        ("Polisen lovar trafikkontroller i kommunen.", ["polisen"]),
    ],
)  # fmt: skip
def test_who_promises_is_read_as_pages_write_it(text: str, parties: list[str]) -> None:
    assert _said(Kind.PLEDGE, text, "parter") == parties


@pytest.mark.parametrize(
    ("text", "actions"),
    [
        ("Medborgarlöfte 2024\n\n- Att ha öppet hus\n- Att vandra", ["Ha öppet hus", "Vandra"]),
        ("Vi lovar att:\n\nOtrygga platser\n\n- gå en vandring\nAnsvarig: kommunen.\n- tända lampor", ["Gå en vandring", "Tända lampor"]),
        ("Medborgarlöften\n\n1. Polisen ska synas mer genom\n\n• Fotpatruller\n\n• Besök", ["Fotpatruller", "Besök"]),
        # What is prioritised, hoped for, thought by others or aimed at is not promised, and what somebody says is no item.
        ("Medborgarlöfte 2024\n\nVi har följande prioriterade områden:\n\n- Trafik\n- Droger", []),
        ("Medborgarlöfte 2024\n\nMedborgarlöften ska:\n\n- öka tryggheten", []),
        ("Löfte\n\nInvånarna tycker att kommunen ska prioritera:\n\n- Belysning", []),
        ("Löfte\n\nVi arbetar mot målet att:\n\n- Minska brotten", []),
        ("Medborgarlöfte 2024\n\n- Det blir bra, säger Provberg som är chef.", []),
    ],
)  # fmt: skip
def test_what_is_promised_is_told_from_what_stands_beside_it(text: str, actions: list[str]) -> None:
    assert _said(Kind.PLEDGE, text, "åtgärder") == actions


def test_goals_and_outcomes_in_numbers_are_left_to_whoever_fills_in_the_form() -> None:
    """On real pages too few of them were right (docs/redigera-matt.md)."""
    pledge = suggestions(Kind.PLEDGE, from_lines("Vi lovar att:\n- göra minst 8 kontroller per månad"), REGISTERS)
    assert [one.value for one in pledge] == [{"vad": "Göra minst 8 kontroller per månad"}]
    told = suggestions(Kind.FOLLOW_UP, from_lines("Polisen genomförde 12 kontroller."), REGISTERS)
    assert {one.field for one in told} == {"av"}


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("Kommunpolis Anna Provberg besöker skolan", True),
        ("Fråga Anna-Lisa Prov om kartan", True),
        ("Mejla trygghet@example.org", True),
        ("Ring 070-174 06 05", True),
        ("Polisen och Provstads kommun vandrar i Centrum", False),
        ("Lokalpolisområde Norra Prov besöker Region Prov", False),
        ("Minst 8 kontroller på Kyrkbacken", False),
    ],
)
def test_what_may_name_a_person_is_told_from_what_is_in_the_registers(text: str, may: bool) -> None:
    assert may_name_a_person(text, REGISTERS) is may


def test_a_saved_page_is_its_own_text_and_no_menu_script_or_foot() -> None:
    page = from_html(
        b"<!-- saved from url=(0027)https://provstad.example/a/lofte --><html><head><title>L\xc3\xb6fte \n 2019</title>"
        b"<script>alert('kod')</script></head><body><nav>Meny</nav><h1>Rubrik</h1><p>F\xc3\xb6rsta <b>stycket</b>.<br>Rad tv\xc3\xa5"
        b"<ul><li>Punkt <script>x</script>ett<li>Punkt tv\xc3\xa5</ul><aside>Bredvid</aside><footer>Fot</footer></body></html>"
    )
    assert page.title == "Löfte 2019"
    assert page.address == "https://provstad.example/a/lofte"
    assert page.blocks == (
        Block("Rubrik", is_heading=True),
        Block("Första stycket."),
        Block("Rad två"),
        Block("Punkt ett", is_item=True),
        Block("Punkt två", is_item=True),
    )


def test_the_address_of_a_page_is_a_web_address_or_none() -> None:
    assert from_html(b"<html><link rel=canonical href='javascript:alert(1)'><p>x</p></html>").address == ""


def test_lines_that_a_document_breaks_are_brought_together() -> None:
    page = from_lines(
        "Rubrik\n\nPolisen och kommunen i Provstad har efter en lång tids förarbete kom-\nmit överens.\n• Den första åtgärden som\nfortsätter\n• Den andra\n\n\n§ 3"
    )
    assert [block.text for block in page.blocks] == [
        "Rubrik",
        "Polisen och kommunen i Provstad har efter en lång tids förarbete kommit överens.",
        "Den första åtgärden som fortsätter",
        "Den andra",
        "§ 3",
    ]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Medborgarlöfte 2026–\n2027", "2026/2027"),
        ("Medborgarlöfte 2026-\r\n  2027\nVi lovar att:", "2026/2027"),
        ("Medborgarlöfte 2026\n–2027", "2026/2027"),
        ("Löftet gäller 1 mars 2026 –\n31 december 2027.", "2026-03-01/2027-12-31"),
        ("Löftet gäller mars-\nmaj 2026.", "2026-03/2026-05"),
        ("Löftet gäller 2026-01-\n01 till 2026-\n03-31.", "2026-01-01/2026-03-31"),
        ("Medborgarlöfte 2026–\n\n2027", None),
    ],
)
def test_a_time_that_a_line_is_broken_within_is_read_whole_or_not_at_all(text: str, period: str | None) -> None:
    found = [one.value for one in suggestions(Kind.PLEDGE, from_lines(text), REGISTERS) if one.field == "period"]
    assert found == ([] if period is None else [period])


def test_a_word_that_a_line_is_broken_within_is_brought_together() -> None:
    page = from_lines("Vi lovar trygghets\u00ad\nvandringar, möten samt trafik‐\nkontroller och park-\nsamt gatuvärdar")
    assert [one.text for one in page.blocks] == [
        "Vi lovar trygghetsvandringar, möten samt trafikkontroller och park- samt gatuvärdar"
    ]


def test_a_bullet_with_a_tab_after_it_begins_an_item() -> None:
    page = from_lines("Vi lovar att:\n•\tgå en vandring\no\tgöra en kontroll\n2.\thålla ett möte\nOrt\tAntal")
    assert [(one.text, one.is_item) for one in page.blocks] == [
        ("Vi lovar att:", False),
        ("gå en vandring", True),
        ("göra en kontroll", True),
        ("hålla ett möte", True),
        ("Ort", False),
        ("Antal", False),
    ]


def test_a_point_in_an_abbreviation_or_after_a_day_ends_no_sentence() -> None:
    block = Block("Öppet kl. 10 för t.ex. Polisen. Möte den 3. Mars blir bra.")
    assert block.sentences == ("Öppet kl. 10 för t.ex. Polisen.", "Möte den 3. Mars blir bra.")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "Klistra in text eller välj en fil först."),
        (b"MZ\x90", "Filen är varken en sparad webbsida (html) eller ett pdf-dokument. Klistra in texten i stället."),
        (b"%PDF-1.4 trasig", "Filen gick inte att läsa. Öppna den, kopiera texten och klistra in den i stället."),
        (pdf_of(""), "Filen har ingen text, kanske bara bilder av text. Skriv av det som behövs i formuläret."),
        (b"<html><script>x</script></html>", "Filen har ingen text, kanske bara bilder av text. Skriv av det som behövs i formuläret."),
        (b"%PDF-" + b"x" * MOST_BYTES, "Filen är för stor: högst 15 MB. Klistra in texten i stället."),
    ],
)  # fmt: skip
def test_a_file_that_can_not_be_read_says_what_to_do(data: bytes, why: str) -> None:
    with pytest.raises(UnreadableFileError) as refused:
        read_file(data)
    assert str(refused.value) == why


def test_a_locked_document_says_so() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf_of("Hemligt"))))
    writer.encrypt("lösen", algorithm="RC4-128")
    locked = io.BytesIO()
    writer.write(locked)
    with pytest.raises(UnreadableFileError, match="låst med lösenord"):
        read_file(locked.getvalue())


def test_a_long_document_is_read_in_part_and_says_so() -> None:
    page = read_file(pdf_of("En rad.", pages=MOST_PAGES + 1))
    assert page.is_cut
    assert len(page.blocks) == MOST_PAGES
    assert from_lines("ord " * MOST_LETTERS).is_cut


def _bomb() -> bytes:
    """A document whose one page unpacks to a gigabyte."""
    packed = zlib.compress(b"(x) Tj " * 150_000_000, 1)
    return pdf_of("x").replace(b"/FlateDecode >>\nstream\n", b"/FlateDecode >>\nstream\n" + packed, 1)


def test_a_file_that_would_fill_memory_or_time_does_neither() -> None:
    deep = b"<html>" + b"<div>" * 200_000 + b"text"
    many = b"<html>" + b"<p>a</p>" * 500_000
    endless = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 1 0 R /Kids [1 0 R] /Count 9999999 >>\nendobj\ntrailer << /Root 1 0 R >>\n"
    for data in (deep, many, endless, _bomb()):
        began = time.monotonic()
        try:
            page = read_file(data)
            assert sum(len(block.text) for block in page.blocks) <= MOST_LETTERS
        except UnreadableFileError:
            pass
        assert time.monotonic() - began < MOST_SECONDS + PATIENCE


def test_the_process_that_reads_may_write_no_file_and_take_little_memory(tmp_path: Path) -> None:
    probe = (
        "import sys; sys.stdin = open('/dev/null')\n"
        "from pledges.incremental import apart\n"
        "apart.bound()\n"
        "for harm in (lambda: bytearray(apart.MOST_MEMORY), lambda: open(sys.argv[1], 'wb', 0).write(b'x')):\n"
        "    try:\n        harm(); print('harm')\n    except (MemoryError, OSError) as error: print(type(error).__name__)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe, str(tmp_path / "harm")],
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(ROOT / "plugins")},
        check=False,
    )
    assert done.stdout.splitlines() == ["MemoryError", "OSError"]


@pytest.mark.parametrize(
    "text",
    [
        "minst 8 " * 20_000,
        "från 2019 till " * 10_000,
        "- Polisen ska göra 3 3 3 3 3 " * 5000,
        "löftet " * 30_000,
        "Löftet och att " * 10_000,
        "1 1 1 1 1 " * 20_000,
        "Anna-" * 40_000,
        "A. " * 60_000,
        "löfte" + " ." * 90_000,
        "- " * 90_000,
        "\n".join(["• Vi lovar minst 8 kontroller per månad"] * 5000),
        "a" * 199_999,
    ],
)
def test_text_made_to_take_time_takes_little(text: str) -> None:
    began = time.process_time()
    page = from_lines(text)
    registers = Registers("Provstad", official_name="", areas=AREAS, parties=PARTIES)
    for kind in (Kind.PLEDGE, Kind.FOLLOW_UP, Kind.AGREEMENT):
        found = suggestions(kind, page, registers)
        assert len(found) < 100
    assert time.process_time() - began < 5


WORDS = st.lists(
    st.sampled_from(
        [
            "Polisen", "Vi", "kommunen", "lovar", "ska", "minst", "högst", "cirka", "upp till", "8", "3–4", "5–3", "0", "1 200",
            "0,5", "två", "en", "av", "52", "99999999999999999999", "kontroller", "gånger", "besök", "per", "månad", "år",
            "dygn", "inom", "24", "timmar", "varje", "varannan", "vecka", "gäller", "löper", "från", "till", "till och med",
            "tills vidare", "2019", "2021", "3", "mars", "31", "februari", "2019-02-31", "2020–2019", "och", "att", "senast",
            "redovisas", "undertecknades", "den", "Publicerad", "löftet", "är", "inte", "uppfyllt", "Dnr", "KS", "2019:1", "Solängen",
            ".", ":", "\n", "\n\n", "\n- ", "\n1. ", "mellan", "Löfte", "åtgärder",
        ]
    ),
    max_size=60,
).map(" ".join)  # fmt: skip


LEAST = {
    Kind.PLEDGE: {"titel": "T", "överenskommelse": "okänd", "period": "2019"},
    Kind.FOLLOW_UP: {
        "titel": "T", "löfte": "l", "datum": "2020", "avser": "2019", "typ": "slutlig", "av": "polisen",
        "belägg": "https://provstad.example",
    },
    Kind.AGREEMENT: {"titel": "T", "period": "2019", "parter": "polisen"},
}  # fmt: skip


@given(WORDS)
@settings(max_examples=300, deadline=None)
def test_whatever_a_page_says_each_suggestion_can_stand_in_a_record(text: str) -> None:
    registers = Registers("Provstad", official_name="", areas=AREAS, parties=PARTIES)
    for kind in (Kind.PLEDGE, Kind.FOLLOW_UP, Kind.AGREEMENT):
        found = suggestions(kind, from_lines(text), registers)
        assert all(offer.words for offer in offers(kind, found, registers))
        for one in found:
            value = {"id": "ny", **one.value} if one.field == "åtgärder" else one.value
            MODELS[kind].model_validate({**LEAST[kind], one.field: [value] if one.many else value})
