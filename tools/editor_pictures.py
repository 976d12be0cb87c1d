"""The pictures of the guide to the editor: a made-up municipality, written in by a real browser. `docs/bilder/`."""

import io
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from support.browser import launch
from support.editor import editor, settled
from support.sites import ROOT

PAGE = """Medborgarlöfte 2020

Polisen och Ale kommun lovar:
- Polisen gör minst 8 trafikkontroller per månad.
- Kommunen går två trygghetsvandringar.

Löftet gäller 1 februari till 31 december 2020."""
PICTURES = ROOT / "docs" / "bilder"


def save(page: Page, name: str) -> None:
    """A small picture of what the window shows."""
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(64, dither=Image.Dither.NONE)
    PICTURES.mkdir(exist_ok=True)
    picture.save(PICTURES / f"{name}.png", optimize=True)


def main() -> None:
    """Take them all."""
    with tempfile.TemporaryDirectory() as folder, editor(Path(folder)) as running, sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_page(viewport={"width": 1280, "height": 860})
        page.goto(running.opening)
        page.get_by_label("Vilken kommun skriver du för?").fill("Ale")
        page.get_by_role("button", name="Kom ihåg det").click()
        page.goto(f"{running.address}/ny/follow-up/ale")
        page.get_by_role("button", name="Börja skriva").click()
        page.get_by_role("button", name="Börja en till").click()
        page.locator("[name='utfall.1.antal']").fill("9")
        settled(page)
        page.locator("#f-utfall").evaluate("(rows) => rows.scrollIntoView()")
        save(page, "redigera-uppfoljning")
        page.goto(f"{running.address}/ny/nasta-ars-lofte/ale")
        page.get_by_role("button", name="Börja skriva").click()
        page.get_by_role("button", name="Klar").click()
        page.get_by_role("heading", name="Innan sidan visas").wait_for()
        save(page, "redigera-innan")
        page.goto(running.address)
        save(page, "redigera-start")
        page.goto(f"{running.address}/redigera/pledge/ale/2019")
        page.get_by_label("Period").fill("2019-13")
        settled(page)
        page.get_by_label("Period").scroll_into_view_if_needed()
        page.evaluate("scrollTo(0, 0)")
        save(page, "redigera-fel")
        page.goto(f"{running.address}/ny/pledge/ale/ur-text")
        page.get_by_label("Sidans text").fill(PAGE)
        page.get_by_role("button", name="Läs texten").click()
        page.get_by_label("minst 8 trafikkontroller").check()
        save(page, "redigera-forslag")
        browser.close()


if __name__ == "__main__":
    main()
