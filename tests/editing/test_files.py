"""A picture or document that is sent waits for its record: one version holds both, and a page thrown away leaves none."""

import subprocess
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from pledges.content.kinds import Kind
from pledges.editing.places import RecordPlace
from pledges.editing.uploads import RefusedFileError, accept
from pledges.editing.waiting_files import WaitingFiles
from support.editor import Running, go_on, opened, press, settled
from support.pdf import pdf_of

PICTURE = "kommuner/ale/loften/2019-parken.png"


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "Parken.png"
    Image.new("RGB", (40, 30), "green").save(path)
    return path


def send(page: Page, file: Path, words: str) -> None:
    page.get_by_label("Välj en fil").set_input_files(file)
    page.get_by_label("Vad bilden visar").fill(words)
    page.get_by_role("button", name="Lägg till filen").click()


def commits(running: Running) -> list[list[str]]:
    """The files of each version but the first, newest first."""
    done = subprocess.run(
        ["git", "log", "--format=%x00", "--name-only"], cwd=running.content, capture_output=True, text=True, check=True
    )
    return [version.split() for version in done.stdout.split("\0")[1:-1]]


def lie_in_content(running: Running) -> set[str]:
    return {path.name for path in running.content.rglob("*") if path.suffix in (".png", ".pdf")}


def test_one_version_holds_the_record_and_its_picture(browser: Browser, running: Running, picture: Path) -> None:
    with opened(browser, running) as page:
        page.goto(f"{running.address}/redigera/pledge/ale/2019")
        send(page, picture, "En park med lampor")
        page.frame_locator("iframe").get_by_alt_text("En park med lampor").wait_for()
        settled(page)
        expect(page.locator("#lage .error, #m-fritext .error")).to_have_count(0)
        assert lie_in_content(running) == set()
        assert commits(running) == []
        press(page, "Spara", "Sparat.")
    assert (running.content / PICTURE).is_file()
    assert commits(running) == [["content/kommuner/ale/loften/2019-parken.png", "content/kommuner/ale/loften/2019.md"]]
    assert WaitingFiles(running.content).every() == frozenset()


def test_a_page_that_is_thrown_away_leaves_no_file(browser: Browser, running: Running, picture: Path) -> None:
    with opened(browser, running) as page:
        page.goto(f"{running.address}/redigera/pledge/ale/2019")
        send(page, picture, "En park med lampor")
        page.get_by_text("Bilden är tillagd").wait_for()
        assert WaitingFiles(running.content).every() == {PICTURE}
        page.goto(f"{running.address}/redigera/pledge/ale/2019")
        go_on(page, "Kasta texten")
        page.get_by_label("Titel").wait_for()
    assert WaitingFiles(running.content).every() == frozenset()
    assert lie_in_content(running) == set()
    assert commits(running) == []


def test_a_file_waits_as_long_as_its_record_is_begun(browser: Browser, running: Running, tmp_path: Path) -> None:
    document = tmp_path / "Protokoll.pdf"
    document.write_bytes(pdf_of("Ett protokoll"))
    with opened(browser, running) as page:
        page.goto(f"{running.address}/ny/follow-up/alingsas")
        go_on(page, "Börja skriva")
        send(page, document, "Protokollet")
        page.get_by_text("Dokumentet står som en ny rad").wait_for()
        page.get_by_label("Datum").fill("vet inte")
        press(page, "Klar", "Sparat bland det påbörjade")
        (waits,) = WaitingFiles(running.content).every()
        assert waits.startswith("kommuner/alingsas/uppfoljningar/")
        assert lie_in_content(running) == set()
        page.get_by_text("Kasta det påbörjade").click()
        go_on(page, "Ja, kasta det")
        page.get_by_role("heading", name="Börja").wait_for()
    assert WaitingFiles(running.content).every() == frozenset()


def test_a_document_that_would_stop_the_portal_is_refused(browser: Browser, running: Running, tmp_path: Path) -> None:
    document = tmp_path / "Trasigt.pdf"
    document.write_bytes(b"%PDF-1.4 inget mer")
    with opened(browser, running) as page:
        page.goto(f"{running.address}/redigera/pledge/ale/2019")
        send(page, document, "Ett dokument")
        page.locator("#m-fil").get_by_text("Dokumentet går inte att läsa, eller är låst.").wait_for()
    assert WaitingFiles(running.content).every() == frozenset()


def test_a_document_that_is_called_a_picture_is_told_as_that() -> None:
    with pytest.raises(RefusedFileError) as refused:
        accept(RecordPlace(Kind.PLEDGE, "ale", "2019"), "Torget.JPG", pdf_of("Ett protokoll"), taken=frozenset())
    assert str(refused.value) == (
        "Filen är ett pdf-dokument, fast den heter .jpg. Välj bilden i stället, eller byt namn på filen så att den slutar på .pdf."
    )


def test_only_a_whole_name_names_a_file(tmp_path: Path) -> None:
    files, place = WaitingFiles(tmp_path / "content"), RecordPlace(Kind.PLEDGE, "ale", "2019")
    files.put("kommuner/ale/loften/2019-foto.png", b"x")
    files.put("kommuner/ale/loften/2020-foto.png", b"x")
    assert files.named_in(b"![Skolan](12019-foto.png) och 2019-foto.pngx") == frozenset()
    assert files.named_in(b"![Skolan](2019-foto.png)") == {"kommuner/ale/loften/2019-foto.png"}
    files.forget_unnamed(place, [b"fil: loften/2019-foto.png"])
    assert len(files.every()) == 2
    files.forget_unnamed(place, [])
    assert files.every() == {"kommuner/ale/loften/2020-foto.png"}
