"""What residents meet, in a real browser: every kind of page, light and dark, on a phone and on a order."""

from collections.abc import Iterator
from datetime import datetime, time
from itertools import pairwise
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from support import provland
from support.browser import DESKTOP, PHONE, Visit, context_on, looks, served, visit
from support.kinds import KINDS

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CHAIN = ("löfte", "överenskommelse", "åtgärdsplan", "lägesbild", "uppföljning")
AXE = Axe()


@pytest.fixture(scope="module")
def running(browser: Browser) -> Iterator[tuple[Browser, str]]:
    with served(provland.site()) as site:
        yield browser, site.address


@pytest.fixture(scope="module")
def context(running: tuple[Browser, str]) -> Iterator[BrowserContext]:
    opened = context_on(provland.DAY, running[0], viewport=DESKTOP, reduced_motion="reduce")
    yield opened
    opened.close()


@pytest.fixture
def opened(context: BrowserContext) -> Iterator[Visit]:
    visited = visit(context)
    yield visited
    visited.page.close()


def go(page: Page, running: tuple[Browser, str], kind: str) -> None:
    """Open a page, and wait until it is whole: the search page's filters come with its index."""
    page.goto(f"{running[1]}{KINDS[kind]}")
    if kind == "sök":
        expect(page.locator(".narrow")).to_be_visible()


def violations(page: Page) -> list[str]:
    """What axe finds, told so that it can be mended."""
    options: Any = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    broken = AXE.run(page, options=options).response["violations"]
    return [f"{one['id']}: {[node['html'][:120] for node in one['nodes'][:3]]}" for one in broken]


def overflow(page: Page) -> list[str]:
    """Elements that stick out to the right of the window, where that makes the page scroll sideways."""
    return page.evaluate(
        """() => {
          const wide = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= wide) return [];
          return [...document.querySelectorAll("body *")]
            .filter((one) => one.getBoundingClientRect().right > wide + 1)
            .map((one) => one.outerHTML.slice(0, 100));
        }"""
    )


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_page_is_sound(kind: str, opened: Visit, running: tuple[Browser, str]) -> None:
    page = opened.page
    go(page, running, kind)
    for size, scheme in looks(list(KINDS).index(kind)):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == [], f"{kind} {size['width']} {scheme}"
        assert overflow(page) == [], f"{kind} {size['width']}"
    said = [line for line in opened.console if kind != "saknas" or "404" not in line]
    assert (said, opened.elsewhere()) == ([], [])


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_scrolls_sideways_at_four_hundred_percent_or_with_wide_text(
    kind: str, running: tuple[Browser, str]
) -> None:
    """WCAG 1.4.10 (320 by 256 CSS pixels is 1280 by 1024 at 400 %) and 1.4.12 (text spacing)."""
    context = context_on(provland.DAY, running[0], viewport={"width": 320, "height": 256}, bypass_csp=True)
    page = context.new_page()
    go(page, running, kind)
    assert overflow(page) == []
    page.add_style_tag(
        content="*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}"
    )
    assert overflow(page) == []
    context.close()


def stops(page: Page, most: int = 400) -> list[dict[str, Any]]:
    """Press Tab until the page is left: where the focus stood each time, and how it showed."""
    focused: list[dict[str, Any]] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => {
              const one = document.activeElement;
              if (!one || one === document.body || one === document.documentElement) return null;
              const box = one.getBoundingClientRect(), look = getComputedStyle(one);
              return {
                html: one.outerHTML.slice(0, 90),
                seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
                outlined: look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2,
              };
            }"""
        )
        if stop is None:
            return focused
        focused.append(stop)
    return focused


@pytest.mark.parametrize("kind", KINDS)
def test_the_keyboard_reaches_everything_and_its_focus_shows(
    kind: str, opened: Visit, running: tuple[Browser, str]
) -> None:
    page = opened.page
    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    go(page, running, kind)
    reached = stops(page)
    assert [stop["html"] for stop in reached if not (stop["seen"] and stop["outlined"])] == []
    hidden = "[...document.querySelectorAll('a[href],button,input,select,summary,[tabindex=\"0\"]')].filter((one) => one.checkVisibility() && one.tabIndex >= 0).length"
    assert len(reached) == page.evaluate(hidden)


def test_the_skip_link_leads_past_the_menu(opened: Visit, running: tuple[Browser, str]) -> None:
    page = opened.page
    go(page, running, "löfte")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Till innehållet")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#innehall")).to_be_focused()


@pytest.mark.parametrize("scripts", [True, False], ids=["med skript", "utan skript"])
def test_the_menu_opens_and_closes_on_a_phone(scripts: bool, running: tuple[Browser, str]) -> None:
    context = context_on(provland.DAY, running[0], viewport=PHONE, java_script_enabled=scripts)
    page = context.new_page()
    go(page, running, "löfte")
    link = page.get_by_role("navigation", name="Huvudmeny").get_by_role("link", name="Ämnen")
    expect(link).to_be_hidden()
    page.get_by_role("button", name="Meny").press("Enter")
    expect(link).to_be_visible()
    page.keyboard.press("Escape")
    expect(link).to_be_hidden()
    page.get_by_role("button", name="Meny").click()
    page.get_by_role("button", name="Stäng").click()
    expect(link).to_be_hidden()
    page.get_by_role("button", name="Meny").click()
    link.click()
    page.wait_for_url("**/amnen/index.html")
    context.close()


@pytest.mark.parametrize("kind", ["startsida", "löfte", "kommun", "kommuner", "läget"])
def test_a_page_says_the_same_without_scripts(kind: str, running: tuple[Browser, str]) -> None:
    said = []
    for scripts in (True, False):
        context = context_on(provland.DAY, running[0], viewport=DESKTOP, java_script_enabled=scripts)
        page = context.new_page()
        page.clock.set_fixed_time(datetime.combine(provland.DAY, time(12)))  # an old copy says that it is old
        go(page, running, kind)
        said.append(page.locator("main").inner_text())
        context.close()
    assert said[0] == said[1]


def test_what_is_folded_opens_without_scripts(running: tuple[Browser, str]) -> None:
    context = context_on(provland.DAY, running[0], java_script_enabled=False)
    page = context.new_page()
    go(page, running, "löfte")
    how = page.locator("details.how")
    expect(how.locator("dd").first).to_be_hidden()
    how.locator("summary").press("Enter")
    expect(how.locator("dd").first).to_be_visible()
    context.close()


def test_paper_shows_what_is_folded_and_leaves_out_what_paper_cannot_do(
    opened: Visit, running: tuple[Browser, str]
) -> None:
    page = opened.page
    go(page, running, "löfte")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("details:not([open])")).to_have_count(0)
    page.emulate_media(media="print")
    expect(page.locator("details.how dd").first).to_be_visible()
    expect(page.locator("#meny")).to_be_hidden()
    expect(page.locator(".thread")).to_be_visible()
    shown = page.evaluate("getComputedStyle(document.querySelector('.sources a'), '::after').content")
    assert "attr(href)" in shown or "https://provstad.example" in shown
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    expect(page.locator("details.how dd").first).to_be_hidden()


@pytest.mark.parametrize("kind", CHAIN)
def test_the_thread_and_the_bars_hold_in_forced_colours(kind: str, opened: Visit, running: tuple[Browser, str]) -> None:
    page = opened.page
    page.emulate_media(forced_colors="active")
    go(page, running, kind)
    drawn = page.evaluate(
        """() => {
          const probe = document.body.appendChild(document.createElement("i"));
          probe.style.color = "Canvas";
          const paper = getComputedStyle(probe).color;
          probe.remove();
          return [...document.querySelectorAll(".thread .dot, .strands path, .end path, .bar .done")].map((one) => {
            const look = getComputedStyle(one);
            const seen = one.matches(".done") || look.stroke === "none" ? look.fill : look.stroke;
            return seen !== paper && seen !== "none";
          });
        }"""
    )
    assert len(drawn) >= 5
    assert all(drawn)
    assert violations(page) == []


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["mobil", "skrivbord"])
def test_the_thread_hangs_straight_with_its_words_beside(
    size: dict[str, int], opened: Visit, running: tuple[Browser, str]
) -> None:
    """The nodes stand in a line, the strands begin under the last, and no words stand on a strand."""
    page = opened.page
    page.set_viewport_size(size)
    go(page, running, "löfte")
    boxes = """(what) => [...document.querySelectorAll(what)].map((one) => one.getBoundingClientRect())
      .map((box) => [Math.round(box.left), Math.round(box.top), Math.round(box.right), Math.round(box.bottom)])"""
    nodes, rows = page.evaluate(boxes, ".thread .dot"), page.evaluate(boxes, ".strands li svg")
    assert len({left for left, *_ in nodes}) == 1
    assert nodes == sorted(nodes, key=lambda box: box[1])
    assert {left for left, *_ in rows} == {nodes[0][0]}
    assert all(one[3] == other[1] for one, other in pairwise(rows))
    assert all(words[0] >= row[2] for words, row in zip(page.evaluate(boxes, ".strands li > span"), rows, strict=True))


@pytest.mark.parametrize(
    "kind", ["startsida", "löfte", "löfte-försenat", "löfte-pågår", "kommun", "sammanställd", "läget", "län", "ämne"]
)
def test_the_answer_stands_on_the_first_screen_of_a_phone(
    kind: str, opened: Visit, running: tuple[Browser, str]
) -> None:
    page = opened.page
    page.set_viewport_size({"width": 390, "height": 660})  # what a phone's own bars leave
    page.clock.set_fixed_time(datetime.combine(provland.DAY, time(12)))
    go(page, running, kind)
    answer = page.locator(".verdict .word, .place dd").first
    box = answer.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 660


@pytest.mark.parametrize(("size", "where"), [(PHONE, ".verdict .which"), (DESKTOP, ".strands li > span")])
def test_each_ending_is_told_once_with_its_actions(
    size: Any, where: str, opened: Visit, running: tuple[Browser, str]
) -> None:
    """In the answer on a phone, where it comes first; beside it in the thread, where there is room."""
    page = opened.page
    page.set_viewport_size(size)
    go(page, running, "löfte")
    names = page.locator(f"{where} a[href*='#atgard-']:visible").all_inner_texts()
    assert len(names) > 1
    for name in names:
        assert page.locator(".receipt a:visible", has_text=name).count() == 1, name


def test_the_smallest_phone_has_its_menu_beside_the_name_and_the_answer_without_a_scroll(
    opened: Visit, running: tuple[Browser, str]
) -> None:
    page = opened.page
    page.set_viewport_size({"width": 320, "height": 640})
    page.clock.set_fixed_time(datetime.combine(provland.DAY, time(12)))
    for kind in ("löfte", "kommun", "län", "läget"):
        go(page, running, kind)
        menu, answer = (page.locator(one).first.bounding_box() for one in (".open-menu", ".verdict .word, .place dd"))
        assert menu is not None
        assert answer is not None
        assert menu["y"] < 44, kind
        assert answer["y"] + answer["height"] <= 640, kind


PRIMARY = "button, input, select, .menu a, .brand[href], .follow, .send a, .mail summary, .ways summary, .feeds a, .letters a, .paging a"


def targets(page: Page, selector: str) -> list[tuple[str, int, int]]:
    """What can be pressed of `selector`, with its width and height; not the links that stand in a sentence."""
    found = page.evaluate(
        """(selector) => [...document.querySelectorAll(selector)].filter((one) => {
          if (!one.checkVisibility() || one.matches(".skip, :has(> img)")) return false;
          if (getComputedStyle(one).display !== "inline") return true;
          const around = one.closest("p, li, dd, dt, td, th, h1, h2, h3, nav").cloneNode(true);
          around.querySelectorAll("a, svg, .note").forEach((part) => part.remove());
          return !/[\\p{L}\\d]/u.test(around.textContent);
        }).map((one) => [one.outerHTML.slice(0, 90), one.getBoundingClientRect()])
          .map(([html, box]) => [html, Math.round(box.width), Math.round(box.height)])""",
        selector,
    )
    return [tuple(one) for one in found]


@pytest.mark.parametrize(
    "kind",
    ["startsida", "kommuner", "kommun", "kommun-utan", "löfte", "län", "ämne", "löften", "prenumerera-på-plats", "sök"],
)
def test_what_is_pressed_is_large_enough_for_a_thumb(kind: str, opened: Visit, running: tuple[Browser, str]) -> None:
    """WCAG 2.2: 24 pixels (2.5.8) for everything that stands by itself, 44 (2.5.5) for what a page is for."""
    page = opened.page
    page.set_viewport_size({"width": 390, "height": 844})
    go(page, running, kind)
    pressed = targets(page, "a[href], button, input, select, summary")
    assert len(pressed) > 10
    assert [one for one in pressed if min(one[1:]) < 24] == []
    assert [one for one in targets(page, PRIMARY) if one[2] < 44] == []


def test_an_address_is_copied_by_a_button_or_marked_to_be_copied(running: tuple[Browser, str]) -> None:
    for allowed, told in (
        (["clipboard-read", "clipboard-write"], "Kopierad. Klistra in den i din läsare eller kalender."),
        ([], "Adressen är markerad. Kopiera den som annan text."),
    ):
        context = context_on(provland.DAY, running[0], viewport=PHONE, permissions=allowed)
        page = context.new_page()
        if not allowed:
            page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
        go(page, running, "prenumerera-på-plats")
        address = page.locator(".copy").first.inner_text()
        assert address.endswith("/kommuner/provstad/flode.xml")
        page.get_by_role("button", name="Kopiera adressen").first.press("Enter")
        expect(page.get_by_role("status").first).to_have_text(told)
        assert page.evaluate("getSelection().toString()") == address
        if allowed:
            assert page.evaluate("navigator.clipboard.readText()") == address
        context.close()


@pytest.mark.parametrize("kind", ["prenumerera-på-plats", "prenumerera"])
def test_the_address_to_follow_is_on_the_first_screen(kind: str, opened: Visit, running: tuple[Browser, str]) -> None:
    page = opened.page
    page.set_viewport_size({"width": 390, "height": 844})
    page.clock.set_fixed_time(datetime.combine(provland.DAY, time(12)))
    go(page, running, kind)
    box = page.locator(".copy").first.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 844


def test_a_wide_table_says_that_it_goes_on_and_moves_by_the_arrow_keys(
    opened: Visit, running: tuple[Browser, str]
) -> None:
    page = opened.page
    page.set_viewport_size({"width": 390, "height": 844})
    go(page, running, "läget")
    page.get_by_text("Visa som tabell").first.click()
    table = page.get_by_role("region", name="Tabell: Kommuner med löften, län för län")
    expect(page.locator(".sideways").first).to_be_visible()
    assert table.evaluate("one => one.scrollWidth > one.clientWidth")
    name = table.get_by_role("rowheader").first
    left = name.evaluate("one => one.getBoundingClientRect().left")
    table.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.activeElement.scrollLeft > 100")
    assert name.evaluate("one => one.getBoundingClientRect().left") == left


def test_nothing_moves_for_those_who_want_stillness(opened: Visit, running: tuple[Browser, str]) -> None:
    page = opened.page
    go(page, running, "löfte")
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
