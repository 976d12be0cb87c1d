"""An officer with the keyboard alone writes a pledge from nothing, and next year's from this year's: Tab, Enter, arrows and letters."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page

from support.editor import Running, enter, opened, press_until, settled, values
from support.sites import make_site, small_country


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def scripts(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


def write(page: Page, selector: str, text: str) -> None:
    """Tab to a box and write in it, over what stands there."""
    press_until(page, selector)
    page.keyboard.press("Control+A")
    page.keyboard.type(text)
    if page.evaluate("document.activeElement.list !== undefined && document.activeElement.list !== null"):
        page.keyboard.press("Escape")  # the list that a browser opens under the box


def add_row(page: Page, rows: str, *, scripts: bool) -> None:
    """Tab to the button under a list and press it. With scripts the focus is in the new row; without, the page opens at the list."""
    button = f"button[value='ny {rows}']"
    if scripts:
        press_until(page, button, "Enter")
        page.wait_for_function("(rows) => document.activeElement.name?.startsWith(`${rows}.`)", arg=rows)
        page.keyboard.press("Shift+Tab")
    else:
        enter(page, button)


def shown(running: Running, folder: Path, address: str) -> str:
    make_site(running.content, folder, geography=small_country("ale", "alingsas"))
    page = BeautifulSoup((folder / address / "index.html").read_text(encoding="utf-8"), "lxml")
    return page.get_text(" ", strip=True)


def say_where(page: Page) -> None:
    write(page, "#kommun", "Ale")
    enter(page, "form.mine button")


def test_an_officer_with_the_keyboard_alone_writes_a_pledge_from_nothing(
    scripts: bool, browser: Browser, running: Running, tmp_path: Path
) -> None:
    with opened(browser, running, scripts=scripts) as page:
        say_where(page)
        enter(page, "a[href='/ny'].button")
        press_until(page, "input[type=radio][name=vad]")
        for _ in range(20):
            if page.evaluate("document.activeElement.value") == "pledge" and page.evaluate(
                "document.activeElement.checked"
            ):
                break
            page.keyboard.press("ArrowDown")
        enter(page, "main .buttons button")
        write(page, "#titel", "Lugnare trafik i Ale 2020")
        write(page, "#period", "2020")
        enter(page, "main .steps-form .buttons button")
        write(page, "[name=kort]", "Polisen lovar fler kontroller.")
        write(page, "[name=överenskommelse]", "Påhittad överenskommelse 2019–2020")
        add_row(page, "åtgärder", scripts=scripts)
        write(page, "[name='åtgärder.1.vad']", "Polisen kontrollerar hastigheten")
        write(page, "[name='åtgärder.1.ansvarig.1']", "Polisen")
        write(page, "[name='åtgärder.1.mål.minst']", "20")
        write(page, "[name='åtgärder.1.mål.enhet']", "kontroller")
        if scripts:
            settled(page)
        enter(page, "button[value='klar']")
        page.get_by_text("klart att visas nästa gång").wait_for()
    pledge = values(running, "kommuner/ale/loften/2020.md")
    assert pledge["överenskommelse"] == "2019-2020"
    assert [(row["ansvarig"], row["mål"]) for row in pledge["åtgärder"]] == [
        ("polisen", {"minst": "20", "enhet": "kontroller"})
    ]
    text = shown(running, tmp_path / "output", "kommuner/ale/loften/2020")
    assert "Lugnare trafik i Ale 2020" in text
    assert re.search(r"[Mm]inst 20\s+kontroller", text)


def test_an_officer_with_the_keyboard_alone_writes_next_years_pledge(
    scripts: bool, browser: Browser, running: Running, tmp_path: Path
) -> None:
    with opened(browser, running, scripts=scripts) as page:
        say_where(page)
        enter(page, "a[href*='nasta-ars-lofte']")
        press_until(page, "#period")
        assert page.evaluate("document.activeElement.value") == "2020"
        enter(page, "main .buttons button")
        write(page, "[name=kort]", "Polisen lovar tio kontroller.")
        write(page, "[name='åtgärder.1.mål.minst']", "10")
        add_row(page, "åtgärder", scripts=scripts)
        write(page, "[name='åtgärder.2.vad']", "Vandra i parken")
        write(page, "[name=fritext]", "Löftet följer [löftet för 2019](2019.md).")
        if scripts:
            settled(page)
        enter(page, "button[value='klar']")
        page.get_by_role("heading", name="Innan sidan visas").wait_for()
        enter(page, "main form button")
        page.get_by_text("klart att visas nästa gång").wait_for()
    pledge = values(running, "kommuner/ale/loften/2020.md")
    assert pledge["efterträder"] == "2019"
    assert [row["vad"] for row in pledge["åtgärder"]] == ["Kontroller", "Vandra i parken"]
    text = shown(running, tmp_path / "output", "kommuner/ale/loften/2020")
    assert re.search(r"[Mm]inst 10\s+kontroller", text)
    assert "Vandra i parken" in text
