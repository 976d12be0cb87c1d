"""How long the editor takes from a key press to the new page beside: `python tools/editor_speed.py`.

In a real browser, over the portal's own content and the made-up country of `bench/country.py`. Tells how busy the
machine was, since waiting for others is in what is measured; the editor's own work is told apart.
"""

import os
import shutil
import tempfile
import time
from collections import Counter
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

from bench.country import write_country
from support.browser import launch
from support.editor import Running, end, settled, start
from support.sites import CONTENT

PRESSES = 12
PLEDGES = 1000
PATIENCE = 600_000
"""Milliseconds to wait for a page: the first reads all of the content, which takes minutes where others work too."""
_SHOWN = "(before) => { const box = document.getElementById('forhandsvisning').dataset; return box.shown !== before && box.shown === box.liveVersion; }"


def main() -> None:
    """Measure the largest municipality of the content, one of about a hundred records, and the largest made-up one."""
    with tempfile.TemporaryDirectory() as folder:
        real, made_up = Path(folder) / "verkligt" / "content", Path(folder) / "påhittat" / "content"
        shutil.copytree(CONTENT, real)
        made_up.parent.mkdir()
        write_country(made_up, PLEDGES)
        sizes = _sizes(made_up)
        hundred = min(sizes, key=lambda slug: abs(sizes[slug] - 100))
        for content, slugs in (
            (real, [max(_sizes(real), key=_sizes(real).__getitem__), "stockholm"]),
            (made_up, [hundred, max(sizes, key=sizes.__getitem__)]),
        ):
            running = start(content)
            try:
                _measure(running, slugs)
            finally:
                end(running)


def _sizes(content: Path) -> Counter[str]:
    return Counter(path.relative_to(content).parts[1] for path in content.glob("kommuner/*/**/*.md"))


def _measure(running: Running, slugs: list[str]) -> None:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(PATIENCE)
        page.goto(running.opening)
        for slug in slugs:
            pledge = sorted((running.content / "kommuner" / slug / "loften").glob("*.md"))[0]
            page.goto(f"{running.address}/redigera/pledge/{slug}/{pledge.stem}")
            took = [_press(page, running) for _ in range(PRESSES)]
            walls, works = [wall for wall, _ in took[2:]], [work for _, work in took[2:]]
            print(
                f"{slug}: {_sizes(running.content)[slug]} filer; från tangent till sida {median(walls):.2f} s "
                f"({min(walls):.2f}–{max(walls):.2f}), redigeringens eget arbete {median(works):.3f} s, last {os.getloadavg()[0]:.1f}",
                flush=True,
            )
        browser.close()


def _press(page: Page, running: Running) -> tuple[float, float]:
    """(seconds from a key to the new page, seconds of the editor's own work) of one key."""
    settled(page)
    title = page.locator("[name='titel']")
    title.press("End")
    before = page.locator("#forhandsvisning").get_attribute("data-shown") or ""
    began, worked = time.perf_counter(), _work(running)
    title.press("a")
    page.wait_for_function(_SHOWN, arg=before)
    return time.perf_counter() - began, _work(running) - worked


def _work(running: Running) -> float:
    """Seconds of processor time that the editor has taken so far."""
    fields = Path(f"/proc/{running.process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
