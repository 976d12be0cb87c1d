"""`make edit` once more shows the editor that is open; and who writes is told once."""

import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from pledges.editing.own_folder import own_folder, persons_folder
from pledges.editing.person import Person, RememberedPerson
from pledges.editing.running import RunningEditor
from support.depth import PATIENCE
from support.editor import Running, end, go_on, kill, opened, press, sample, start, surroundings
from support.sites import ROOT


def once_more(content: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pledges", "edit", "--content", str(content), "--no-browser", *words],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=PATIENCE, env=surroundings(content),
    )  # fmt: skip


def told(done: subprocess.CompletedProcess[str]) -> str:
    return next(word for word in done.stdout.split() if "nyckel=" in word)


def test_the_editor_that_is_open_is_shown_when_it_is_started_once_more(browser: Browser, running: Running) -> None:
    with opened(browser, running) as page:
        page.get_by_role("heading", name="Börja").wait_for()
    for _ in range(2):
        done = once_more(running.content)
        assert done.returncode == 0
        assert done.stdout.startswith(f"Redigeringen är redan öppen. Den visas på {running.address}/start?nyckel=")
        page = browser.new_context().new_page()
        page.goto(told(done))
        page.get_by_role("heading", name="Börja").wait_for()
        page.goto(told(done))
        page.get_by_text("Adressen gäller bara en gång.").wait_for()
        page.context.close()


def test_the_key_to_an_open_editor_is_read_by_its_own_person_alone(running: Running) -> None:
    folders = [path for path in (running.content.parent / "eget").rglob("*") if path.is_dir()]
    assert [path.stat().st_mode & 0o777 for path in folders] == [0o700] * len(folders)
    (way_in,) = (running.content.parent / "eget").rglob("oppen.txt")
    assert way_in.read_text().startswith(running.address)
    assert not list(running.content.parent.glob(".content-paborjat/*"))
    assert not list(running.content.rglob("oppen*"))


def test_after_a_kill_the_editor_starts_as_if_it_were_the_first(running: Running) -> None:
    kill(running)
    again = start(running.content)
    running.process = again.process
    assert again.key != running.key


def test_another_program_at_the_port_is_told_of(running: Running, tmp_path: Path) -> None:
    other = sample(tmp_path / "annat")
    port = running.address.rpartition(":")[2]
    done = once_more(other, "--port", port)
    assert done.returncode == 1
    assert done.stderr == f"Port {port} används av andra program. Kör make edit PORT=8100, eller med ett annat tal.\n"


def test_an_editor_that_does_not_tell_its_address_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pledges.editing.running._PATIENCE", 2)
    first, second = RunningEditor(tmp_path), RunningEditor(tmp_path)
    assert first.take()
    assert not second.take()
    assert second.way_in() is None
    key = first.new_key("http://127.0.0.1:8001")
    assert second.way_in() == f"http://127.0.0.1:8001/start?nyckel={key}"


def test_who_writes_is_asked_once_and_stands_in_the_history(browser: Browser, tmp_path: Path) -> None:
    content = sample(tmp_path)
    running = start(content, who="")
    try:
        with opened(browser, running) as page:
            page.get_by_label("Vad heter du?").fill("Kim, kommunikatör")
            page.get_by_label("Vilken kommun skriver du för?").fill("Ale")
            go_on(page, "Kom ihåg det")
            page.get_by_role("heading", name="Ale", level=1).wait_for()
            expect(page.get_by_label("Vad heter du?")).to_be_hidden()
            page.goto(f"{running.address}/redigera/pledge/ale/2019")
            page.get_by_label("Titel").fill("En ny titel 2019")
            press(page, "Spara", "Sparat.")
            go_on(page, "Tidigare versioner", "link")
            page.get_by_text("Kim, kommunikatör").wait_for()
            page.goto(running.address)
            page.locator("section[aria-labelledby=senast]").get_by_role("link", name="En ny titel 2019").wait_for()
        end(running)
        running = start(content, who="")
        with opened(browser, running) as page:
            page.get_by_role("heading", name="Ale", level=1).wait_for()
            expect(page.get_by_label("Vad heter du?")).to_be_hidden()
    finally:
        end(running)
    assert not [path for path in content.rglob("*") if path.is_file() and "Kim" in path.read_text(errors="replace")]


def test_a_person_is_remembered_in_a_folder_of_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    folder = persons_folder()
    assert folder == tmp_path / "medborgarloften"
    assert own_folder(tmp_path / "content").parent == folder
    person = RememberedPerson(folder)
    assert (person.name, person.is_known) == ("Redaktionen", False)
    person.remember(Person("  Kim \x00 <kim>" + "x" * 100, "ale"))
    again = RememberedPerson(folder)
    assert again.told == Person(("Kim <kim>" + "x" * 100)[:80], "ale")
    assert RememberedPerson(folder, "Kommunikatör").name == "Kommunikatör"
    (folder / "jag.json").write_bytes(b"[")
    assert RememberedPerson(folder).told == Person()
    monkeypatch.setenv("XDG_STATE_HOME", "inte/hel")
    monkeypatch.setenv("HOME", str(tmp_path / "hem"))
    assert persons_folder() == tmp_path / "hem/.local/state/medborgarloften"
