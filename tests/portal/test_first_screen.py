"""Has it been done? is answered on the first screen of a phone, on the pages with most above it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from support import pages
from support.browser import Served, new_page, served
from support.depth import short_or_whole

SCREEN: ViewportSize = {"width": 390, "height": 844}
# Each kind of page, and what answers on it: the word of a promise, and of a place the first row about how it went.
ROWS = ("Senast redovisat", "Inget redovisat", "Okänt hur det gick", "Okänt om det gäller än")
PLACE = ", ".join(f'.verdict dl > div:has(dt:text-is("{row}"))' for row in ROWS)
KINDS = {
    "kommuner/*/loften/*": "#svar .word",
    "kommuner/*/overenskommelser/*": "#svar .word",
    "kommuner/*/atgardsplaner/*": "#svar .word",
    "kommuner/*": PLACE,
    "kommuner/*/omraden/*": PLACE,
    "polisen/*": PLACE,
    "lan/*": PLACE,
    "laget": "#svar .word",
}


@pytest.fixture(scope="module")
def site() -> Iterator[Served]:
    with served(pages.real_site()) as address:
        yield address


def above(page: Path) -> int:
    """How many letters stand from the title of a page to its answer: what pushes that down."""
    text = page.read_text(encoding="utf-8")
    text = text[text.index("<h1>") :]
    ends = [at for mark in (*(f"<dt>{row}</dt>" for row in ROWS), 'class="word"') if (at := text.find(mark)) > 0]
    return len(re.sub(r"<[^>]*>", "", text[: min(ends, default=text.index('class="verdict'))]))


def worst(pattern: str) -> list[str]:
    """The addresses of the pages of a kind that have an answer, those with the most above it first."""
    found = [one for one in pages.real_site().glob(f"{pattern}/index.html") if 'class="verdict' in one.read_text()]
    ordered = sorted(found, key=lambda one: (-above(one), one))
    chosen = short_or_whole(ordered[:6], ordered)
    return [one.parent.relative_to(pages.real_site()).as_posix() for one in chosen]


@pytest.mark.parametrize("pattern", KINDS)
def test_the_answer_is_on_the_first_screen_of_a_phone(pattern: str, site: Served, browser: Browser) -> None:
    below = []
    with new_page(browser) as (page, _said):
        page.set_viewport_size(SCREEN)
        for address in worst(pattern):
            page.goto(f"{site.address}{address}/index.html")
            rows = page.locator(KINDS[pattern])
            answer = rows.first if rows.count() else page.locator(".verdict").first  # where nothing is over yet
            expect(answer).to_be_visible()
            box = answer.bounding_box()
            assert box is not None
            if box["y"] + min(box["height"], 60) > SCREEN["height"]:
                below.append((address, round(box["y"])))
    assert below == []
