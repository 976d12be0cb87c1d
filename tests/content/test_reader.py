"""Reading: hostile and careless files alike end in a message with file and line, never in a traceback or a hang."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledges.content.discovery import SourceFile, discover
from pledges.content.frontmatter import read_front_matter
from pledges.content.geography import load
from pledges.content.kinds import Kind
from pledges.content.problems import Problem, Severity
from pledges.content.reader import read_file, read_text
from pledges.content.record import AnyRecord, Position, RemovedRecord
from pledges.written_values import Number, Period

PLEDGE = SourceFile("kommuner/lulea/loften/2019.md", Kind.PLEDGE, municipality="lulea", stamp=(0, 0, 0))
MINIMAL = "---\ntitel: Provlöfte\nperiod: 2019\növerenskommelse: okänd\n{}---\nText.\n"


def read(text: str, source: SourceFile = PLEDGE) -> tuple[AnyRecord | None, list[Problem]]:
    return read_text(source, text.encode())


def only(problems: list[Problem]) -> Problem:
    assert len(problems) == 1, problems
    return problems[0]


def test_a_pledge_is_read_with_the_place_of_each_key() -> None:
    record, problems = read(
        MINIMAL.format(
            "åtgärder:\n  - id: trafik\n    vad: Kontroller\n    mål:\n      minst: 0,78\n      enhet: kontroller\n"
        )
    )
    assert problems == []
    assert record is not None
    assert record.fields.title == "Provlöfte"
    assert isinstance(record.fields.period, Period)
    assert isinstance(record.fields.actions[0].goal.number, Number)
    assert record.place(("åtgärder", 0, "mål", "minst")) == Position(9, 7)
    assert (record.body.strip(), record.body_line) == ("Text.", 12)


@pytest.mark.parametrize("before", ["\ufeff", ""])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_byte_order_mark_line_ends_and_decomposed_letters_are_accepted(before: str, line_end: str) -> None:
    text = before + MINIMAL.format("").replace("ö", "o\u0308").replace("Provlo", "Prov\u00a0lo").replace("\n", line_end)
    record, problems = read(text)
    assert problems == []
    assert record is not None
    assert record.fields.title == "Prov löfte"


def test_one_value_is_accepted_where_a_list_is_meant() -> None:
    record, _ = read(MINIMAL.format("ämnen: trafik\nparter:\n"))
    assert record is not None
    assert record.fields.themes == ("trafik",)
    assert record.fields.parties == ()


@pytest.mark.parametrize(
    ("extra", "code", "line", "message", "hint"),
    [
        ("ämne: trafik\n", "okand-nyckel", 5, "Nyckeln ”ämne” finns inte här.", "Skriv ämnen: i stället för ämne:."),
        ("ansvarig: polisen\n", "okand-nyckel", 5, "Nyckeln ”ansvarig” finns inte här.", "ansvarig: hör hemma i en rad under åtgärder:. Dra in den dit."),
        ("status: pågående\n", "fel-varde", 5, "”pågående” kan inte stå här.", "Skriv pågår."),
        ("förs av: kommunen\n", "fel-varde", 5, "”kommunen” kan inte stå här.", "Skriv parterna om de för uppgifterna själva, sammanställning om portalens redaktion har samlat dem ur offentliga källor. Utan raden gäller det som kommun.md säger, eller parterna om den inget säger."),
        ("titel: En gång till\n", "dubbel-nyckel", 5, "Nyckeln ”titel” står två gånger (också på rad 2).", "Behåll den ena, med det som ska stå kvar av båda, och ta bort den andra."),
        ("problem: Oro: bilar kör fort\n", "yaml", 5, "Kolon följt av mellanslag delar texten i två.", 'Sätt citattecken runt hela texten: problem: "Oro: bilar kör fort"'),
        ("åtgärder:\n\t- id: a\n", "yaml", 6, "Raden är indragen med tabb.", "Dra in med blanksteg i stället, två för varje nivå."),
        ("åtgärder:\n  - {id: a, vad: Möten, vandringar}\n", "komma-i-klammer", 6, "”vandringar” blev en nyckel utan värde, eftersom ett komma skiljer uppgifter åt inom {…}.", "Komma i text? Skriv på egen rad eller sätt citattecken."),
        ("åtgärder:\n  - id: a\n", "saknad-nyckel", 6, "Nyckeln ”vad” saknas på den här raden i listan.", "Lägg till vad: … Vad som ska göras, så att en boende förstår."),
        ("undertecknat: 2023-06-31\n", "fel-varde", 5, "”2023-06-31” finns inte: juni 2023 har 30 dagar.", "Kontrollera dagen. Står det så i källan, skriv månaden och tala om felet i texten."),
        ("källor: example.org\n", "fel-varde", 5, "”example.org” är ingen webbadress.", "Skriv https://example.org"),
        ("källor: https://example.org/a/ b/2019/\n", "fel-varde", 5, "”https://example.org/a/ b/2019/” är ingen webbadress.", "Ett blanksteg har kommit in i adressen. Skriv https://example.org/a/b/2019/ – eller kopiera adressen ur webbläsaren, om blanksteget hör till ett namn."),
        ("källor: javascript:alert(1)\n", "fel-varde", 5, "”javascript:alert(1)” är ingen webbadress.", "Skriv hela adressen med https:// i början."),
        ("problem: &bomb Hej\n", "yaml", 5, "& och * först i ett värde betyder något särskilt i filen.", 'Sätt citattecken runt hela texten: problem: "&bomb Hej"'),
        ("problem: !!python/object:os.system x\n", "yaml", 5, "! först i ett värde betyder något särskilt i filen.", 'Sätt citattecken runt hela texten: problem: "!!python/object:os.system x"'),
        ("åtgärder:\n  - id: a\n    vad: Kontroller\n    mål: 8\n", "fel-varde", 8, "Ett tal ensamt går inte att jämföra med.", "Skriv minst: eller antal: på en egen rad, och enhet: under det."),
        ("åtgärder:\n  - id: a\n    vad:\n", "saknad-nyckel", 7, "Nyckeln ”vad” är tom.", "Skriv något efter vad:, på samma rad eller på rader under."),
        ("effektmål:\n  - Färre stölder.\n  Ökad trygghet.\n", "yaml", 7, "Raden i listan under effektmål: har inget streck.", "Skriv `- Ökad trygghet.` Fortsätter den i stället raden ovanför, dra in den:     Ökad trygghet."),
        ("saknas:\n  - Ett.\nVi läste bara början.\n  - Tre.\n", "yaml", 7, "Raden i listan under saknas: har inget streck.", "Skriv `- Vi läste bara början.` Fortsätter den i stället raden ovanför, dra in den:     Vi läste bara början."),
        ("åtgärder:\n  - id: a\n    vad: Kontroller\n  mål: två i veckan\n", "yaml", 8, "Raden är indragen 2 blanksteg, men de som den hör ihop med 4.", "Dra in den 4 blanksteg, så att rader som hör ihop börjar i samma kolumn."),
        ("åtgärder:\n  - id: a\n    vad: Kontroller\n  källor: example.org\n", "yaml", 8, "Raden är indragen 2 blanksteg, men de som den hör ihop med 0.", "Ta bort indragningen, så att rader som hör ihop börjar i samma kolumn."),
        ("åtgärder:\n  - id: a\n    vad: Kontroller\n    mål:\n      jämfört med: 2023\n      riktning: fler\n      enhet: besök\n      procent: 10 %\n", "fel-varde", 12, "”10 %” är inget tal.", "Skriv procent: 10"),
        ("problem: \"Hej\n", "yaml", 5, "Citattecknet som texten börjar med stängs inte.", 'Sätt ett i slutet av texten: problem: "Hej"'),
    ],
)  # fmt: skip
def test_mistakes_are_told_with_place_and_a_way_to_mend(
    extra: str, code: str, line: int, message: str, hint: str
) -> None:
    record, problems = read(MINIMAL.format(extra))
    problem = only(problems)
    assert record is None
    assert (problem.code, problem.line, problem.message, problem.hint) == (code, line, message, hint)
    assert problem.severity is Severity.ERROR


@pytest.mark.parametrize(
    ("row", "hint"),
    [
        ("gjort: ja delvis", "Skriv gjort: delvis"),
        ("gjort: nja", "Skriv ja, nej eller delvis."),
        ("gjort: jaa", "Skriv ja."),
        ("gjort: nejj", "Skriv nej."),
        ("gjort: devlis", "Skriv delvis."),
        ("gjort: Ja, men bara delvis", "Skriv gjort: delvis"),
        ("gjort: ja, i maj", "Skriv gjort: ja och kommentar: i maj, på var sin rad."),
        ("kommentar: Regn.\n    gjort: ja, i maj", "Skriv gjort: ja, och resten i den kommentar: som redan står."),
        ("kommentar: Regn.\n    gjort: blev inte av", "Skriv ja, nej eller delvis, och resten i den kommentar: som redan står."),
        ("kommentar: Regn.\n    antal: 12 (målet var 15)", "Skriv bara talet, 12, och resten i den kommentar: som redan står."),
        ("kommentar: Regn.\n    antal: ganska många", "Är det ord om hur det gick, flytta dem till kommentar:, och gjort: ja, nej eller delvis om det framgår."),
    ],
)  # fmt: skip
def test_more_than_an_answer_is_not_a_second_comment(row: str, hint: str) -> None:
    follow_up = SourceFile(
        "kommuner/lulea/uppfoljningar/2019.md", Kind.FOLLOW_UP, municipality="lulea", stamp=(0, 0, 0)
    )
    text = f"---\ntitel: Prov\nlöfte: 2019\navser: 2019\nav: polisen\nutfall:\n  - åtgärd: a\n    {row}\n---\n"
    _, problems = read(text, follow_up)
    assert [problem.hint for problem in problems if problem.code == "fel-varde"] == [hint]


def test_a_text_cut_short_by_a_number_sign_is_told_and_a_comment_is_not() -> None:
    record, problems = read(MINIMAL.format("problem: Buller vid plan #3 i parken\n"))
    assert record is None
    assert only(problems).message == "Texten slutar vid ”#3 i parken”: allt efter # läses som en anteckning."
    assert 'problem: "Buller vid plan #3 i parken"' in only(problems).hint
    assert read(MINIMAL.format("problem: Buller   # fråga Kim\n"))[1] == []


def test_all_mistakes_are_told_at_once() -> None:
    _, problems = read("---\nperiod: 2019-13\nstattus: klart\nkort: x\n---\n")
    assert [(problem.line, problem.key) for problem in problems] == [
        (3, "stattus"),
        (1, "titel"),
        (1, "överenskommelse"),
        (2, "period"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Hej",
        "---",
        "---\ntitel: x",
        "---\n---",
        "---\n- a\n---\n",
        "---\njust text\n---\n",
        "---\n? [a]\n: b\n---\n",
    ],
)
def test_what_is_no_record_is_told_of(text: str) -> None:
    record, problems = read(text)
    assert record is None
    assert problems
    assert all(problem.message and problem.hint for problem in problems)


def test_a_yaml_bomb_is_refused_before_it_expands() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    record, problems = read("---\n" + "\n".join(lines) + "\n---\n")
    assert record is None
    assert only(problems).code == "yaml"


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_deep_nesting_is_refused(opening: str) -> None:
    record, problems = read(
        f"---\ntitel: {opening * 20000}\n---\n" if opening != "- " else f"---\ntitel:\n  {opening * 20000}x\n---\n"
    )
    assert record is None
    assert only(problems).code == "yaml"


@pytest.mark.parametrize(
    "raw",
    [b"---\ntitel: \xe5\n---\n", b"\xff\xfe-\x00-\x00", b"---\ntitel: a\x00b\n---\n", b"---\ntitel: a\x1bb\n---\n"],
)
def test_files_that_are_not_clean_utf8_are_refused(raw: bytes) -> None:
    record, problems = read_text(PLEDGE, raw)
    assert record is None
    assert only(problems).code in ("teckenkod", "osynligt-tecken")


def test_removed_text_is_not_kept() -> None:
    record, problems = read(
        "---\ntitel: Namnet på någon\nborttaget:\n  - datum: 2026-01-02\n    skäl: Begäran\n---\nHemligt\n"
    )
    assert problems == []
    assert isinstance(record, RemovedRecord)
    assert [str(row.date) for row in record.removed] == ["2026-01-02"]
    assert record.body == ""
    assert "Namnet" not in repr(record)


@given(st.text(max_size=300))
def test_any_front_matter_gives_a_record_or_problems_and_never_raises(text: str) -> None:
    record, problems = read(MINIMAL.format(text.replace("---", "") + "\n"))
    assert record is not None or any(problem.severity is Severity.ERROR for problem in problems)


@given(st.binary(max_size=400))
def test_any_bytes_give_a_record_or_problems_and_never_raise(raw: bytes) -> None:
    record, problems = read_text(PLEDGE, raw)
    assert record is not None or problems


def test_scalars_stay_text() -> None:
    data = read_front_matter("---\nkommunkod: 0114\non: NO\ntid: 12:30\nnr: 2019:12\n---\n").data
    assert data == {"kommunkod": "0114", "on": "NO", "tid": "12:30", "nr": "2019:12"}


def make(folder: Path, *paths: str) -> None:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("x")


def told(folder: Path) -> dict[str, str]:
    return {problem.path: problem.code for problem in discover(folder, load()).problems}


def test_every_file_is_a_record_an_attachment_passed_over_or_told_of(tmp_path: Path) -> None:
    make(
        tmp_path, "kommuner/lulea/kommun.md", "kommuner/lulea/loften/2019.md", "kommuner/lulea/overenskommelser/2019.pdf",
        "kommuner/luleå/kommun.md", "kommuner/lulea/löften/2019.md", "kommuner/lulea/loften/Löfte 2019.md", "kommuner/lulea/loften/2019.docx",
        "kommuner/lulea/anteckning.md", "lösa.md", "loften/2019.md", ".DS_Store", "kommuner/lulea/~$utkast.docx", "amnen/trafik.md", "amnen/x/y.md", "README",
    )  # fmt: skip
    os.symlink("/etc/passwd", tmp_path / "kommuner/lulea/loften/lank.md")
    os.mkfifo(tmp_path / "kommuner/lulea/loften/ror.md")
    found = discover(tmp_path, load())
    assert [source.path for source in found.records] == [
        "amnen/trafik.md",
        "kommuner/lulea/kommun.md",
        "kommuner/lulea/loften/2019.md",
    ]
    assert [source.path for source in found.attachments] == ["kommuner/lulea/overenskommelser/2019.pdf"]
    assert found.passed_over == [".DS_Store", "kommuner/lulea/~$utkast.docx"]
    assert told(tmp_path) == {
        "README": "filtyp", "amnen/x/y.md": "fel-plats", "kommuner/luleå": "okand-kommun", "kommuner/lulea/löften": "filnamn",
        "kommuner/lulea/loften/Löfte 2019.md": "filnamn", "kommuner/lulea/loften/2019.docx": "filtyp", "kommuner/lulea/anteckning.md": "fel-plats",
        "lösa.md": "filnamn", "loften": "okand-mapp", "kommuner/lulea/loften/lank.md": "lank", "kommuner/lulea/loften/ror.md": "ingen-fil",
    }  # fmt: skip


def test_an_unknown_municipality_gets_a_suggestion(tmp_path: Path) -> None:
    make(tmp_path, "kommuner/hbo/kommun.md")
    assert only(discover(tmp_path, load()).problems).hint == "Menade du habo eller haabo?"


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    make(tmp_path, "amnen/trafik.md")
    (tmp_path / "amnen/trafik.md").write_bytes(b"x" * 600_000)
    assert told(tmp_path) == {"amnen/trafik.md": "for-stor"}


def test_a_file_that_became_a_link_after_it_was_found_is_not_followed(tmp_path: Path) -> None:
    make(tmp_path, "amnen/trafik.md")
    source = discover(tmp_path, load()).records[0]
    (tmp_path / "amnen/trafik.md").unlink()
    os.symlink("/etc/passwd", tmp_path / "amnen/trafik.md")
    record, problems = read_file(tmp_path, source)
    assert record is None
    assert only(problems).code == "olaslig"


@pytest.mark.parametrize(
    ("start", "what"),
    [
        (b"PK\x03\x04\x14\x00\x06\x00\xdf\xa4", "ett dokument från Word eller ett annat kontorsprogram"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ett dokument från ett äldre kontorsprogram"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "ett pdf-dokument"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "en bild"),
        (b"\x89PNG\r\n\x1a\n", "en bild"),
    ],
)
def test_another_programs_file_that_is_called_md_is_told_of_as_such(start: bytes, what: str) -> None:
    problem = only(read_text(PLEDGE, start)[1])
    assert problem.message == f"Filen är {what} som har fått ett namn på .md, inte ren text."
    assert (problem.code, problem.line) == ("teckenkod", 1)
