"""Two who write on machines of their own, each in a browser: neither needs a terminal for the other's words to come."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from support.editor import Running, end, git, go_on, opened, press, sample, start

PLEDGE = "/redigera/pledge/ale/2019"


@contextmanager
def machine(shared: Path, name: str) -> Iterator[Running]:
    """An editor on a machine of somebody's own."""
    git(shared.parent, "clone", "-q", str(shared), name)
    running = start(shared.parent / name / "content", who=name, shared=True)
    try:
        yield running
    finally:
        end(running)


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    (tmp_path / "forst").mkdir()
    sample(tmp_path / "forst")
    git(tmp_path, "clone", "-q", "--bare", "forst", "delat.git")
    return tmp_path / "delat.git"


def test_what_one_says_is_ready_the_other_fetches_by_a_button(browser: Browser, shared: Path) -> None:
    with machine(shared, "Anna") as hers, machine(shared, "Bo") as his:
        with opened(browser, hers) as page:
            expect(page.get_by_text("Allt som är klart är skickat")).to_be_visible()
            page.goto(hers.address + PLEDGE)
            page.get_by_label("Titel").fill("Annas titel om trafiken 2019")
            press(page, "Spara", "Sparat. Läsarna ser ändringen nästa gång portalen byggs")
        with opened(browser, his) as page:
            go_on(page, "Hämta och skicka nu")
            page.goto(his.address + PLEDGE)
            expect(page.get_by_label("Titel")).to_have_value("Annas titel om trafiken 2019")
            page.goto(f"{his.address}/historik/pledge/ale/2019")
            expect(page.locator("main")).to_contain_text("Anna")


def test_what_could_not_be_sent_is_told_and_sent_later(browser: Browser, shared: Path) -> None:
    with machine(shared, "Anna") as hers, opened(browser, hers) as page:
        away = shared.rename(shared.with_name("borta.git"))
        page.goto(hers.address + PLEDGE)
        page.get_by_label("Titel").fill("Annas titel om trafiken 2019")
        press(page, "Spara", "Portalen går inte att nå just nu.")
        page.goto(hers.address)
        expect(page.get_by_text("1 ändring väntar på att skickas.")).to_be_visible()
        away.rename(shared)
        press(page, "Hämta och skicka nu", "Allt som är klart är skickat")
    assert "Annas titel om trafiken 2019" in git(shared, "show", "main:content/kommuner/ale/loften/2019.md")


def test_the_same_changed_by_both_is_shown_at_once_to_whoever_came_last(browser: Browser, shared: Path) -> None:
    with machine(shared, "Anna") as hers, machine(shared, "Bo") as his:
        with opened(browser, hers) as page:
            page.goto(hers.address + PLEDGE)
            page.get_by_label("Titel").fill("Annas titel 2019")
            press(page, "Spara", "Det är skickat till portalen.")
        with opened(browser, his) as page:
            page.goto(his.address + PLEDGE)
            page.get_by_label("Titel").fill("Bos titel 2019")
            press(page, "Spara", "Inte sparat än. Du eller någon annan har ändrat samma sak")
            expect(page.get_by_text("Sparat nu: Annas titel 2019")).to_be_visible()
            assert "Annas titel 2019" in git(shared, "show", "main:content/kommuner/ale/loften/2019.md")
            press(page, "Spara", "Det är skickat till portalen.", exact=True)
    assert "Bos titel 2019" in git(shared, "show", "main:content/kommuner/ale/loften/2019.md")
