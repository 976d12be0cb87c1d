"""What is typed and not saved outlives the tab, the browser and the editor, and lies where nobody else can read it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, Route, expect

from pledges.content.kinds import Kind
from pledges.editing.places import RecordPlace
from pledges.editing.unsaved import Unsaved
from support.browser import DESKTOP
from support.depth import short_or_whole
from support.editor import Running, end, go_on, kill, opened, press, settled, start, values

PLEDGE = "kommuner/ale/loften/2019.md"
IS_KEPT = "Inte sparat än, men kvar på datorn om fliken stängs"


@contextmanager
def tab(browser: Browser, running: Running) -> Iterator[Page]:
    """A tab of a browser of its own, which may be ended at any time."""
    context = browser.new_context(viewport=DESKTOP, reduced_motion="reduce")
    page = context.new_page()
    page.goto(running.opening)
    yield page
    with suppress(Error):
        context.close()


def kept(running: Running) -> list[Path]:
    return sorted((running.content.parent / "eget").rglob("osparat/*.json"))


def type_title(page: Page, running: Running, title: str) -> None:
    page.goto(f"{running.address}/redigera/pledge/ale/2019")
    if kept(running):
        go_on(page, "Fortsätt skriva")
    page.get_by_label("Titel").fill(title)
    settled(page)
    page.get_by_text(IS_KEPT).wait_for()


def crashed(page: Page) -> None:
    """The browser's own process for the page is gone, as when it crashes."""
    with suppress(Error):
        page.goto("chrome://crash", timeout=2000)


def test_what_was_typed_is_there_after_a_kill_of_browser_and_editor(browser: Browser, running: Running) -> None:
    before = (running.content / PLEDGE).read_bytes()
    for number in range(short_or_whole(2, 20)):
        with tab(browser, running) as page:
            type_title(page, running, f"Skrivet {number} gånger 2019")
            kill(running)
            crashed(page)
        running.process = (again := start(running.content)).process
        running.address, running.key = again.address, again.key
        with tab(browser, running) as page:
            go_on(page, f"Skrivet {number} gånger 2019", "link")
            page.get_by_text("Du har text som inte är sparad, från").wait_for()
            page.get_by_text(f"blev ”Skrivet {number} gånger 2019”").wait_for()
            press(page, "Fortsätt skriva", "Din text är tillbaka. Den är inte sparad än.")
            expect(page.get_by_label("Titel")).to_have_value(f"Skrivet {number} gånger 2019")
            assert (running.content / PLEDGE).read_bytes() == before
            assert len(kept(running)) == 1
            page.close(run_before_unload=False)
        end(running)
        running.process = (again := start(running.content)).process
        running.address, running.key = again.address, again.key
    with tab(browser, running) as page:
        page.goto(f"{running.address}/redigera/pledge/ale/2019")
        go_on(page, "Fortsätt skriva")
        press(page, "Spara", "Sparat.")
    assert re.fullmatch(r"Skrivet \d+ gånger 2019", values(running, PLEDGE)["titel"])
    assert kept(running) == []


def test_what_was_typed_before_the_script_had_come_is_kept_too(browser: Browser, running: Running) -> None:
    with opened(browser, running) as page:

        def typed_first(route: Route) -> None:
            page.get_by_label("Titel").fill("Skrivet tidigt 2019")
            route.continue_()

        page.route("**/tema/redigera.js", typed_first, times=1)
        page.goto(f"{running.address}/redigera/pledge/ale/2019")
        page.get_by_text(IS_KEPT).wait_for()
        (one,) = kept(running)
        assert "Skrivet tidigt 2019" in one.read_text(encoding="utf-8")
        press(page, "Spara", "Sparat.")


def test_a_closed_tab_asks_whether_to_go_on_or_throw_away(browser: Browser, running: Running) -> None:
    with opened(browser, running) as page:
        type_title(page, running, "Skrivet och stängt 2019")
        page.get_by_role("button", name="Lägg till källa").click()
        page.locator("[name='källor.1.titel']").fill("Bara begonnen")
        settled(page)
        other = page.context.new_page()
        page.close()
        other.goto(running.address)
        go_on(other, "Skrivet och stängt 2019", "link")
        go_on(other, "Kasta texten")
        expect(other.get_by_label("Titel")).to_have_value("Påhittat löfte om trafiken 2019")
        assert kept(running) == []
        other.goto(running.address)
        expect(other.get_by_text("Inte sparat")).to_have_count(0)


def test_two_tabs_each_keep_their_own(browser: Browser, running: Running) -> None:
    with opened(browser, running) as page:
        type_title(page, running, "Den enas 2019")
        other = page.context.new_page()
        other.goto(f"{running.address}/redigera/pledge/ale/2019?steg=sparat")
        other.get_by_label("Titel").fill("Den andras 2019")
        other.get_by_text(IS_KEPT).wait_for()
        assert len(kept(running)) == 2
        press(other, "Spara", "Sparat.")
        assert len(kept(running)) == 1
        page.goto(running.address)
        go_on(page, "Den enas 2019", "link")
        go_on(page, "Fortsätt skriva")
        expect(page.get_by_label("Titel")).to_have_value("Den enas 2019")
        press(page, "Spara", "Sparat nu:")


def test_a_tab_that_is_open_goes_on_when_the_editor_is_started_anew(browser: Browser, running: Running) -> None:
    with tab(browser, running) as page:
        type_title(page, running, "Före 2019")
        kill(running)
        page.get_by_label("Titel").fill("Efter 2019")
        page.get_by_text("Redigeringen svarar inte. Det du har skrivit står kvar här").wait_for()
        expect(page.locator("#kvar")).to_contain_text("är inte kvar om fliken stängs")
        again = start(running.content, int(running.address.rpartition(":")[2]))
        running.process = again.process
        anew = page.context.new_page()
        anew.goto(again.opening)
        anew.close()
        page.bring_to_front()
        page.get_by_label("Kort").fill("Ännu mer.")
        page.get_by_text(IS_KEPT).wait_for()
        expect(page.get_by_text("Redigeringen svarar inte")).to_have_count(0)
        press(page, "Spara", "Sparat.")
    assert values(running, PLEDGE)["titel"] == "Efter 2019"
    assert kept(running) == []


def test_a_text_filled_in_out_of_a_page_is_kept_before_anybody_types(browser: Browser, running: Running) -> None:
    with opened(browser, running) as page:
        page.goto(f"{running.address}/ny/pledge/ale/ur-text")
        page.get_by_label("Sidans text").fill("Medborgarlöfte 2020\n\nLöftet gäller 2020.")
        go_on(page, "Läs texten")
        page.get_by_label("Titel").fill("Ur en sida 2020")
        page.get_by_label("2020").first.check()
        press(page, "Fyll i formuläret", "Inget är sparat än")
        page.goto(running.address)
        go_on(page, "Ur en sida 2020", "link")
        go_on(page, "Fortsätt skriva")
        expect(page.get_by_label("Titel")).to_have_value("Ur en sida 2020")
        page.goto(running.address)
        go_on(page, "Ur en sida 2020", "link")
        go_on(page, "Kasta texten")
        page.get_by_role("heading", name="Börja").wait_for()
    assert kept(running) == []


def test_a_form_that_says_what_is_saved_is_not_kept(browser: Browser, running: Running) -> None:
    with opened(browser, running) as page:
        type_title(page, running, "En annan titel 2019")
        page.get_by_label("Titel").fill("Påhittat löfte om trafiken 2019")
        expect(page.get_by_text(IS_KEPT)).to_have_count(0)
    assert kept(running) == []


def test_an_older_version_that_somebody_only_looks_at_is_not_kept(browser: Browser, running: Running) -> None:
    with opened(browser, running) as page:
        type_title(page, running, "En annan titel 2019")
        press(page, "Spara", "Sparat.")
        go_on(page, "Tidigare versioner", "link")
        go_on(page, "Ta upp den här versionen", "link")
        page.get_by_text("Det här är en äldre version").wait_for()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.method))
        page.evaluate("dispatchEvent(new Event('focus'))")
        page.title()  # what was asked for is told of before this is answered
        assert asked == []
    assert kept(running) == []


def test_a_damaged_file_is_passed_over(tmp_path: Path) -> None:
    unsaved, place = Unsaved(tmp_path), RecordPlace(Kind.PLEDGE, "ale", "2019")
    unsaved.keep(place, "a" * 16, base=b"A", mine=b"B", posted={"titel": "B"})
    unsaved.keep(place, "b" * 16, base=b"A", mine=b"C", posted={})
    path = next((tmp_path / "osparat").glob("*-aaaaaaaaaaaaaaaa.json"))
    for damage in (b"", b"{", b"[]", b'{"sida": ["x", null, "y"]}'):
        path.write_bytes(damage)
        assert [(one.name, one.mine) for one in unsaved.every()] == [("b" * 16, b"C")]
    unsaved.forget(place)
    assert list((tmp_path / "osparat").iterdir()) == []


@pytest.mark.parametrize(
    "name", ["", "../../../../etc/x", "a" * 15, "a" * 17, "å" * 16, "a" * 15 + "/", "a" * 15 + "\n"]
)
def test_a_form_is_kept_under_no_name_but_its_own(name: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no name of a form"):
        Unsaved(tmp_path).keep(RecordPlace(Kind.PLEDGE, "ale", "2019"), name, base=b"", mine=b"", posted={})
