"""How a record is begun: no question that is answered already, and none left out that matters to readers."""

from pathlib import Path

from playwright.sync_api import Browser, expect

from pledges.editing.source import read_source
from support.editor import Running, go_on, opened, press_here, settled

HOME = "kommuner/ale/kommun.md"


def begun(running: Running) -> dict[str, dict[str, object]]:
    folder = running.content.parent / ".content-paborjat"
    return {path.name: dict(read_source(path.read_bytes()).values) for path in folder.rglob("*.md")}


def compiled(running: Running) -> None:
    path = running.content / HOME
    path.write_text("---\nförs av: sammanställning\n---\n", encoding="utf-8")


def test_who_enters_it_is_asked_of_what_is_filled_in_out_of_a_text(browser: Browser, running: Running) -> None:
    compiled(running)
    with opened(browser, running) as page:
        page.goto(f"{running.address}/ny/pledge/ale/ur-text")
        page.get_by_label("Sidans text").fill("Löftet gäller 2020.")
        go_on(page, "Läs texten")
        page.get_by_label("Titel").fill("Ett löfte 2020")
        page.get_by_label("Parterna själva").check()
        go_on(page, "Fyll i formuläret")
        page.get_by_text("Inget är sparat än").wait_for()
        expect(page.locator("[name='förs av']")).to_have_value("parterna")


def test_a_second_follow_up_of_the_same_is_asked_about(browser: Browser, running: Running) -> None:
    with opened(browser, running) as page:
        page.goto(f"{running.address}/ny/follow-up/ale")
        expect(page.locator("label", has_text="Påhittat löfte om trafiken 2019")).to_contain_text("är uppföljt")
        go_on(page, "Börja skriva")
        page.get_by_text("Det finns redan en uppföljning av det. Öppna den, eller börja en till.").wait_for()
        assert begun(running) == {}
        go_on(page, "Börja en till")
        page.get_by_label("Titel").wait_for()
        assert list(begun(running)) == ["2019-2.md"]
        page.goto(f"{running.address}/ny/follow-up/ale")
        go_on(page, "Börja skriva")
        links = page.get_by_role("alert").get_by_role("link")
        assert [link.get_attribute("href") for link in links.all()] == [
            "/redigera/follow-up/ale/2019-2",
            "/redigera/follow-up/ale/2019",
        ]


def test_only_what_is_not_known_is_asked_for(browser: Browser, running: Running) -> None:
    with opened(browser, running) as page:
        go_on(page, "Skriv en uppföljning", "link")
        page.get_by_role("heading", name="Vilken kommun gäller det?").wait_for()
        expect(page.get_by_role("radio")).to_have_count(0)
        page.get_by_label("Kommun").fill("Finns inte")
        go_on(page, "Gå vidare")
        page.get_by_text("Välj en kommun ur listan.").wait_for()
        page.get_by_label("Kommun").fill("Ale")
        go_on(page, "Gå vidare")
        page.wait_for_url("**/ny/follow-up/ale")
        page.goto(f"{running.address}/ny?vad=theme")
        page.wait_for_url("**/ny/theme/gemensamt")
        page.goto(f"{running.address}/ny?vad=nagot")
        expect(page.get_by_role("radio").nth(5)).to_be_visible()


def test_what_an_edit_breaks_is_told_of_by_the_title_of_the_page(browser: Browser, running: Running) -> None:
    with opened(browser, running) as page:
        page.goto(f"{running.address}/redigera/pledge/ale/2019")
        press_here(page, "Ta bort åtgärd 1", "Det här skulle gå sönder i andra sidor")
        told = page.locator("#lage").inner_text()
        assert ".md" not in told
        title = read_source(Path(running.content / "kommuner/ale/uppfoljningar/2019.md").read_bytes()).values["titel"]
        assert str(title) in told


def test_the_browsers_way_back_leads_to_a_page_and_never_to_a_form_that_has_to_be_sent_again(
    browser: Browser, running: Running
) -> None:
    with opened(browser, running) as page:
        page.goto(f"{running.address}/ny")
        go_on(page, "Gå vidare")
        page.get_by_text("Välj vad du vill skriva.").wait_for()
        page.goto(f"{running.address}/ny/pledge/ale")
        page.get_by_label("Period").fill("2021")
        go_on(page, "Börja skriva")
        page.get_by_text("Skriv en titel.").wait_for()
        page.goto(f"{running.address}/ny/pledge/ale/ur-text")
        page.get_by_label("Sidans text").fill("Medborgarlöfte 2021\n\n- Polisen ska vandra i parken")
        go_on(page, "Läs texten")
        page.get_by_label("Titel").fill("Ett löfte 2021")
        page.get_by_label("Polisen ska vandra").check()
        go_on(page, "Fyll i formuläret")
        page.get_by_text("Inget är sparat än").wait_for()
        page.go_back()
        page.get_by_role("heading", name="Förslag ur texten").wait_for()
        page.go_back()
        page.get_by_label("Sidans text").wait_for()
        page.go_back()
        page.get_by_text("Skriv en titel.").wait_for()
        expect(page.get_by_label("Period")).to_have_value("2021")
        page.go_back()
        page.go_back()
        page.get_by_text("Välj vad du vill skriva.").wait_for()


def test_what_was_typed_in_something_new_is_there_after_the_page_is_loaded_anew(
    browser: Browser, running: Running
) -> None:
    with opened(browser, running) as page:
        page.goto(f"{running.address}/ny/pledge/ale")
        page.get_by_label("Titel").fill("Ett löfte 2021")
        page.get_by_label("Period").fill("2021")
        go_on(page, "Börja skriva")
        page.wait_for_url("**/redigera/pledge/ale/2021?steg=ny")
        page.get_by_label("Kort").fill("Skrivet innan omladdningen.")
        settled(page)
        page.reload()
        go_on(page, "Fortsätt skriva")
        expect(page.get_by_label("Kort")).to_have_value("Skrivet innan omladdningen.")
