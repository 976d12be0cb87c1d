"""PDF documents: what they are and what they hold is told before they are published."""

from pathlib import Path

import pytest
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from pledges.build.examination import examine
from pledges.content.documents import MOST_BYTES, document_at
from pledges.content.problems import Problem, Severity
from pledges.rules.documents import document_problems
from support.documents import PDF, pdf
from support.provstad import PROVSTAD
from support.sites import small_country, write


def problems(folder: Path, data: bytes) -> tuple[Problem, ...]:
    (folder / "a.pdf").write_bytes(data)
    document = document_at(folder / "a.pdf")
    assert document is not None
    return document_problems("a.pdf", document)


def told(folder: Path, data: bytes) -> list[tuple[str, str]]:
    return [(one.code, one.message) for one in problems(folder, data)]


def action(kind: str) -> DictionaryObject:
    return DictionaryObject({NameObject("/S"): NameObject(kind), NameObject("/F"): TextStringObject("x")})


def test_a_plain_document_is_no_problem(tmp_path: Path) -> None:
    assert told(tmp_path, PDF) == []
    assert told(tmp_path, pdf(OpenAction=action("/GoTo"))) == []


@pytest.mark.parametrize(
    ("data", "what"),
    [(b"", "tom"), (b"\n<!DOCTYPE html><p>Logga in", "en webbsida"), (b"MZ" + b"x" * 2000 + PDF, "något annat")],
)
def test_what_is_no_pdf(tmp_path: Path, data: bytes, what: str) -> None:
    assert told(tmp_path, data) == [("bilaga-fel-typ", f"Filen heter .pdf men är {what}.")]


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\n" + b"<<" * 100_000, PDF[: len(PDF) // 3]])
def test_what_can_not_be_read(tmp_path: Path, data: bytes) -> None:
    assert told(tmp_path, data) == [("olaslig-pdf", "Dokumentet går inte att läsa, eller är låst.")]


@pytest.mark.parametrize(
    "data",
    [
        pdf(OpenAction=action("/JavaScript")),
        pdf(attached=b"MZ"),
        pdf(OpenAction=action("/Launch")),
        pdf(AA=DictionaryObject({NameObject("/O"): ArrayObject([action("/JavaScript")])})),
    ],
)
def test_what_runs_is_told(tmp_path: Path, data: bytes) -> None:
    assert told(tmp_path, data) == [
        ("pdf-med-program", "Dokumentet har skript, knappar som gör något eller bifogade filer.")
    ]


def test_who_wrote_it_and_how_large_it_is(tmp_path: Path) -> None:
    assert told(tmp_path, pdf(author="Prov \n Provsson")) == [
        ("pdf-forfattare", "Dokumentet säger att det är skrivet av ”Prov Provsson”.")
    ]
    assert [one.severity for one in problems(tmp_path, pdf(author="Prov"))] == [Severity.WARNING]
    assert told(tmp_path, PDF + b" " * MOST_BYTES) == [("pdf-for-stor", "Dokumentet är 20 MB; högst 20 MB publiceras.")]


def test_documents_are_checked_with_the_content(tmp_path: Path) -> None:
    write(tmp_path / "content", PROVSTAD)
    (tmp_path / "content/kommuner/ale/avtal.pdf").write_bytes(b"MZ")
    found = [
        one.code for one in examine(tmp_path / "content", small_country("ale", "alingsas"), tmp_path / "c").problems
    ]
    assert sorted(found) == ["bilaga-fel-typ", "bilaga-oanvand"]
