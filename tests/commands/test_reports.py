"""What strangers reported of texts as people paste them: each is shown as it was meant, or told of at its row."""

import time
from pathlib import Path
from textwrap import indent

import pytest

from pledges.build.examination import examine
from pledges.content import geography
from pledges.content.markdown import to_html
from pledges.content.record import Record
from support.mistakes import FILES, Mistake, check, make, replace, told

PLEDGE = FILES["löfte"]
TEXT = "Åtgärderna följer av [överenskommelsen för 2023–2024](../overenskommelser/2023-2024.md)."
PROBLEM = "problem: Bilar kör för fort vid skolan, och många undviker stationen på kvällen."


def with_text(folder: Path, text: str) -> Path:
    """The small site, where the pledge's text ends with `text` from row 51."""
    return make(folder / "content", Mistake(change=[("löfte", TEXT, text)]))


def pledge(content: Path) -> Record:
    """The pledge as it is read."""
    library = examine(content, geography.load(), content.with_name("cache")).library
    record = library.register(("alvesta",)).records[PLEDGE.removesuffix(".md")]
    assert isinstance(record, Record)
    return record


def html(text: str) -> str:
    """A text as it is shown, on one row."""
    return to_html(text, lambda href: href).html.replace("\n", "")


def test_what_cannot_be_seen_is_told_and_what_is_safe_is_made_whole(tmp_path: Path) -> None:
    content = with_text(tmp_path, "Gra\ufb03tin i Klockar\u00adkärleken är borta.")
    replace(content / PLEDGE, PROBLEM, "problem: \u200b")
    replace(content / PLEDGE, "    vad: Polisen finns på torget", "    vad: Minst \u202e12\u202c polis\u200ber")
    assert told(check(content).problems) == ["löfte 11 osynligt-tecken", "löfte 31 osynligt-tecken"]
    replace(content / PLEDGE, "problem: \u200b", PROBLEM)
    replace(content / PLEDGE, "    vad: Minst \u202e12\u202c polis\u200ber", "    vad: Minst 12 poliser")
    assert "Graffitin i Klockarkärleken är borta." in pledge(content).body


def test_lists_are_lists_as_people_write_them(tmp_path: Path) -> None:
    assert html("Vi lovar:\n- fler kontroller\n- fler vandringar") == (
        "<p>Vi lovar:</p><ul><li>fler kontroller</li><li>fler vandringar</li></ul>"
    )
    nested = "<ul><li>Polisen<ul><li>kontroller</li></ul></li><li>Kommunen</li></ul>"
    assert html("- Polisen\n  - kontroller\n- Kommunen") == nested
    numbered = nested.replace("<ul><li>Polisen", "<ol><li>Polisen").replace(
        "<li>Kommunen</li></ul>", "<li>Kommunen</li></ol>"
    )
    assert html("1. Polisen\n   - kontroller\n2. Kommunen") == numbered
    assert html("1) Polisen\n2) Kommunen") == "<ol><li>Polisen</li><li>Kommunen</li></ol>"
    content = with_text(
        tmp_path, "1. Polisen\n2. Kommunen\n\n2023. Då började arbetet.\n\n• fler kontroller\n• fler vandringar"
    )
    assert told(check(content).problems) == ["löfte 54 ingen-lista?", "löfte 56 ingen-lista?"]


def test_markdown_under_a_key_is_told(tmp_path: Path) -> None:
    content = make(tmp_path / "content", Mistake())
    several = "problem: |\n  Bilar kör för fort:\n  - vid skolan\n  - vid torget\n\n  Läs **mer** på [sidan](https://provstad.example/x)."
    replace(content / PLEDGE, PROBLEM, several)
    assert told(check(content).problems) == ["löfte 11 markdown-i-nyckel?"]


def test_null_and_empty_are_as_if_the_key_were_not_there(tmp_path: Path) -> None:
    content = make(tmp_path / "content", Mistake())
    replace(
        content / PLEDGE, "diarienummer: KS/2024:12", 'diarienummer: null\nefterträder: ""\nstatus: ~\nsaknas: [""]'
    )
    replace(content / PLEDGE, "effektmål:\n  - Medelhastigheten på Provgatan ska bli lägre.", 'effektmål: ["", null]')
    assert told(check(content).problems) == []
    fields = pledge(content).fields
    assert (fields.diary_number, fields.succeeds, fields.status, fields.missing, fields.effect_goals) == (
        None,
        None,
        None,
        (),
        (),
    )


def test_what_comes_out_of_a_word_processor_is_told_at_its_row(tmp_path: Path) -> None:
    text = "Text med not[^1].\n\n[^1]: Källa.\n\n    Ett indraget stycke.\n\nResultat:\n| År | Antal |\n|---|---|\n| 2023 | 12 |\n\nEtt stycke som följs av en linje.\n---\n\nMer på https://provstad.example/sida."
    assert told(check(with_text(tmp_path, text)).problems) == [
        "löfte 51 fotnot?",
        "löfte 55 indragen-text?",
        "löfte 62 rubrik-av-misstag?",
        "löfte 65 adress-utan-lank?",
    ]
    assert "<table>" in html("Resultat:\n| År | Antal |\n|---|---|\n| 2023 | 12 |")


@pytest.mark.parametrize("where", ["text", "key"])
@pytest.mark.parametrize(
    ("before", "piece", "after"),
    [
        ("", "[", ""),
        ("", "![", ""),
        ("", "[", "]" * 20_000),
        ("", "[", "](b)" * 20_000),
        ("a ", "<![CDATA[", ""),
        ("", "[a](", ""),
        ("", "![](", ""),
        ("", "<a ", ""),
        ("a ", "<!-- ", ""),
        ("", "*[A]:", ""),
        ("[^1]" * 40_000, "[^1]", ""),
        ("", "[a]: b\n", ""),
    ],
)
def test_a_text_of_marks_holds_up_nobody(before: str, piece: str, after: str, where: str, tmp_path: Path) -> None:
    text = before + piece * ((20_000 if after else 40_000) // len(piece)) + after
    content = with_text(tmp_path, text if where == "text" else TEXT)
    if where == "key":
        replace(content / PLEDGE, PROBLEM, "problem: |\n" + indent(text, "  "))
    started = time.process_time()
    check(content)
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    "piece",
    [
        " ",
        "a ",
        ": ",
        "\t",
        "-",
        "|",
        '"',
        "'",
        "[",
        "# ",
        "#a ",
        "& ",
        "1 ",
        "–",
        "A a ",
        "**",
        "och ",
        "\n  ",
        "\n  a: ",
    ],
)
@pytest.mark.parametrize("key", ["problem", "undertecknat", "ämnen", "kontakt"])
def test_a_long_value_holds_up_nobody(key: str, piece: str, tmp_path: Path) -> None:
    started = time.process_time()
    text = f"---\ntitel: Prov\nperiod: 2024\növerenskommelse: okänd\n{key}: x{piece * (60_000 // len(piece))}y\n---\n"
    content = make(tmp_path / "content", Mistake(add=[("kommuner/alvesta/loften/lang.md", text)]))
    check(content)
    assert time.process_time() - started < 20
