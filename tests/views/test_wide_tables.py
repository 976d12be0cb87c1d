"""A table in a free text that is wider than a phone: it says that it goes on, and the keyboard reaches all of it."""

from pathlib import Path

from playwright.sync_api import Browser

from support.browser import new_page
from support.sites import make_site, small_country, write

TABLE = """---
titel: Påhittade kolumner
kort: Ett prov.
---

Före.

| kolumn | betydelse | exempel |
| --- | --- | --- |
| enpåhittadkolumnsomärlång | Påhittat. | enpåhittaddelsomärlikalång |
| kort | Påhittat. | 3 |

Efter `<table>`.
"""


def test_a_wide_table_in_a_text_is_drawn_sideways_by_hand_and_by_keyboard(tmp_path: Path, browser: Browser) -> None:
    write(tmp_path / "content", {"sidor/kolumner.md": TABLE})
    make_site(tmp_path / "content", tmp_path / "ut", geography=small_country("ale"))
    with new_page(browser) as (page, said):
        page.set_viewport_size({"width": 320, "height": 660})
        page.goto(f"file://{tmp_path}/ut/sidor/kolumner/index.html")
        box = page.get_by_role("group", name="Tabell")
        assert box.locator("table").count() == 1
        assert page.locator(".prose code").inner_text() == "<table>"
        assert box.evaluate("one => one.scrollWidth > one.clientWidth")
        assert "gradient" in box.evaluate("one => getComputedStyle(one).backgroundImage")
        first = box.locator("tbody td").first
        left = first.evaluate("one => one.getBoundingClientRect().left")
        page.keyboard.press("Tab")
        while not box.evaluate("one => one === document.activeElement"):
            page.keyboard.press("Tab")
        for _ in range(5):
            page.keyboard.press("ArrowRight")
        page.wait_for_function("document.activeElement.scrollLeft > 20")
        assert first.evaluate("one => one.getBoundingClientRect().left") == left
        assert said == []
