"""Officers at work in a real browser: from nothing to a page that is right; by keyboard alone; without scripts."""

import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, Route, expect

from support.browser import DESKTOP, PHONE, looks
from support.editor import (
    Running,
    end,
    enter,
    go_on,
    kill,
    opened,
    press,
    press_here,
    press_until,
    settled,
    start,
    values,
)
from support.pdf import pdf_of
from support.sites import DAY, make_site, small_country

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = Axe()


def choose(page: Page, municipality: str = "Ale") -> None:
    page.get_by_label("Vilken kommun skriver du för?").fill(municipality)
    go_on(page, "Kom ihåg det")


def write_next_pledge(page: Page) -> None:
    go_on(page, "Skriv nästa års löfte", "link")
    expect(page.get_by_label("Vilken tid gäller det nya löftet?")).to_have_value("2020")
    go_on(page, "Börja skriva")
    expect(page.get_by_label("Titel")).to_have_value("Påhittat löfte om trafiken 2020")
    state = page.locator("#lage")
    expect(state).to_contain_text("Det här är kopierat från Påhittat löfte om trafiken 2019. Gå igenom det")
    expect(state).not_to_contain_text("Allt är ifyllt")
    assert "Åtgärder" in state.get_by_role("listitem").all_inner_texts()
    page.get_by_label("Kort").fill("Polisen lovar tio kontroller.")
    page.locator("[name='åtgärder.1.mål.minst']").fill("10")
    page.get_by_role("button", name="Lägg till åtgärd").click()
    page.locator("textarea[name='åtgärder.2.vad']").fill("Vandra i parken")
    page.get_by_label("Fri text").fill("Löftet följer [löftet för 2019](2019.md).")


def follow_up(page: Page) -> None:
    go_on(page, "Skriv en uppföljning", "link")
    page.get_by_label("Påhittat löfte om trafiken 2020").check()
    go_on(page, "Börja skriva")
    expect(page.locator("[name='utfall.1.åtgärd']")).to_have_value("Kontroller")
    expect(page.locator("[name='utfall.2.åtgärd']")).to_have_value("Vandra i parken")
    page.locator("[name='utfall.1.antal']").fill("12")
    page.locator("[name='utfall.2.gjort']").select_option("ja")
    page.get_by_label("Bedömning", exact=True).select_option("uppfyllt")
    page.get_by_role("button", name="Lägg till belägg").click()
    page.locator("[name='belägg.1.adress']").fill("https://ale.example/uppfoljning")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_an_officer_writes_next_years_pledge_and_its_follow_up_from_nothing(
    scripts: bool, browser: Browser, running: Running, tmp_path: Path
) -> None:
    with opened(browser, running, scripts=scripts) as page:
        choose(page)
        write_next_pledge(page)
        if scripts:
            settled(page)
        go_on(page, "Klar")
        page.get_by_role("heading", name="Innan sidan visas").wait_for()
        assert not (running.content / "kommuner/ale/loften/2020.md").exists()
        press(page, "alla gäller också 2020 – visa på portalen", "klart att visas nästa gång")
        page.go_back()
        page.get_by_label("Titel").wait_for()
        pledge = values(running, "kommuner/ale/loften/2020.md")
        assert pledge["efterträder"] == "2019"
        assert [row["id"] for row in pledge["åtgärder"]] == ["kontroller", "vandra-i-parken"]
        assert pledge["åtgärder"][0]["mål"] == {"minst": "10", "enhet": "kontroller"}
        assert "status" not in pledge
        go_on(page, "Första sidan", "link")
        follow_up(page)
        if scripts:
            settled(page)
        press(page, "Klar", "klart att visas nästa gång")
    make_site(running.content, tmp_path / "output", geography=small_country("ale", "alingsas"))
    shown = BeautifulSoup((tmp_path / "output/kommuner/ale/loften/2020/index.html").read_text(), "lxml").get_text(
        " ", strip=True
    )
    assert "Polisen lovar tio kontroller." in shown
    assert re.search(r"12\D+kontroller", shown)
    assert "Vandra i parken" in shown
    assert "uppfyllt" in shown.casefold()


PAGE = """Medborgarlöfte 2020

Polisen och Ale kommun lovar:
- Polisen gör minst 8 trafikkontroller per månad.
- Kommunen går två trygghetsvandringar.

Löftet gäller 1 februari till 31 december 2020."""


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_an_officer_fills_in_a_pledge_out_of_a_text(scripts: bool, browser: Browser, running: Running) -> None:
    with opened(browser, running, scripts=scripts) as page:
        page.goto(f"{running.address}/ny/pledge/ale")
        go_on(page, "Fyll i ur en text", "link")
        page.get_by_label("Sidans text").fill(PAGE)
        page.get_by_label("Vad sidan eller dokumentet heter").fill("Kommunens sida om löftet")
        page.get_by_label("Sidans adress").fill("https://ale.example/lofte")
        go_on(page, "Läs texten")
        page.get_by_label("Titel").fill("Lugnare trafik i Ale 2020")
        page.get_by_label("1 februari").check()
        page.get_by_label("Polisen gör minst 8 trafikkontroller per månad").check()
        press(page, "Fyll i formuläret", "Inget är sparat än")
        expect(page.locator("[name='period']")).to_have_value("1 februari 2020 – 31 december 2020")
        path = running.content / "kommuner/ale/loften/2020.md"
        assert not path.exists()
        page.get_by_label("Kort").fill("Polisen lovar trafikkontroller.")
        if scripts:
            settled(page)
        press(page, "Klar", "klart att visas nästa gång")
    saved = values(running, "kommuner/ale/loften/2020.md")
    assert saved["period"] == "2020-02-01/2020-12-31"
    assert saved["åtgärder"] == [
        {
            "id": "polisen-gor-minst-8",
            "vad": "Polisen gör minst 8 trafikkontroller per månad",
        }
    ]
    assert saved["källor"] == [
        {"titel": "Kommunens sida om löftet", "adress": "https://ale.example/lofte", "hämtad": DAY.isoformat()}
    ]


def test_a_follow_up_is_filled_in_out_of_a_document_with_the_keyboard_alone(
    browser: Browser, running: Running, tmp_path: Path
) -> None:
    document = tmp_path / "uppföljning.pdf"
    document.write_bytes(
        pdf_of("Uppföljning av löftet\n\nPolisen genomförde 11 kontroller under 2019.\nLöftet är uppfyllt.")
    )
    with opened(browser, running) as page:
        page.goto(f"{running.address}/ny/follow-up/ale/ur-text")
        page.get_by_label("Eller en fil").set_input_files(document)
        enter(page, "button[value='läs']")
        page.get_by_text("Förslag ur texten").first.wait_for()
        press_until(page, "input[aria-describedby='m-0']", "Space")
        press_until(page, "input[aria-describedby='m-1']", "Space")
        enter(page, "button[value='börja']")
        page.get_by_text("Inget är sparat än").wait_for()
        expect(page.locator("[name='utfall.1.åtgärd']")).to_have_value("Kontroller")
        expect(page.locator("[name='utfall.1.antal']")).to_have_value("")
        expect(page.locator("[name='bedömning']")).to_have_value("uppfyllt")


def test_an_officer_with_the_keyboard_alone_writes_a_follow_up(browser: Browser, running: Running) -> None:
    with opened(browser, running) as page:
        press_until(page, "#kommun")
        page.keyboard.type("Ale")
        page.keyboard.press("Escape")
        enter(page, "button")
        enter(page, "a[href*='follow-up']")
        enter(page, "button")
        page.get_by_text("Det finns redan en uppföljning av det.").wait_for()
        enter(page, "button")
        press_until(page, "[name='utfall.1.antal']")
        page.keyboard.type("9")
        press_until(page, "button[value='ny belägg']", "Enter")
        expect(page.locator("[name='belägg.1.adress']")).to_be_focused()
        page.keyboard.type("https://ale.example/b")
        enter(page, "button[value='klar']")
        page.get_by_text("klart att visas nästa gång").wait_for()
    saved = values(running, "kommuner/ale/uppfoljningar/2019-2.md")
    assert saved["utfall"] == [{"åtgärd": "kontroller", "antal": "9"}]


WORD = "mso-list:l0 level1 lfo1"
PASTED = [
    (
        "<p>Så gick det:</p><table><tr><td><p>Åtgärd</p></td><td><p>Antal</p></td></tr><tr><td>Torg|möten</td><td>4</td></tr></table>",
        "",
        "Så gick det:\n\n| Åtgärd | Antal |\n| --- | --- |\n| Torg\\|möten | 4 |",
    ),
    (
        f"<style>p {{ color: red }}</style><p style='{WORD}'><span style='mso-list:Ignore'>·&nbsp;</span>Punkt ett</p><p style='{WORD}'><span style='mso-list:Ignore'>·</span>Punkt två</p>",
        "",
        "- Punkt ett\n- Punkt två",
    ),
    ("<h2>Rubrik</h2><ol><li>Ett<li>Två</ol>", "", "## Rubrik\n\n1. Ett\n2. Två"),
    ("", "Så gick det:\nÅtgärd\tAntal\nTorgmöten\t4\n•\tPunkt ett", "Så gick det:\n\n| Åtgärd | Antal |\n| --- | --- |\n| Torgmöten | 4 |\n\n- Punkt ett"),
    ("<p>Bara <b>ord</b></p>", "Bara ord", "as it is"),
]  # fmt: skip


def paste(page: Page, label: str, *, markup: str, text: str) -> None:
    """What a browser does when something is pasted in a box: what nothing on the page takes is put in as it is."""
    page.get_by_label(label).evaluate(
        """(box, [markup, text]) => {
          const clipboard = new DataTransfer();
          clipboard.setData("text/html", markup);
          clipboard.setData("text/plain", text);
          box.focus();
          const event = new ClipboardEvent("paste", { clipboardData: clipboard, bubbles: true, cancelable: true });
          if (box.dispatchEvent(event)) document.execCommand("insertText", false, "as it is");
        }""",
        [markup, text],
    )


def test_a_page_that_is_pasted_keeps_its_list_of_what_is_promised(browser: Browser, running: Running) -> None:
    with opened(browser, running) as page:
        page.goto(f"{running.address}/ny/pledge/ale/ur-text")
        items = "<li>Polisen gör minst 8 trafikkontroller per månad</li><li>Kommunen går två trygghetsvandringar</li>"
        paste(
            page,
            "Sidans text",
            markup=f"<h1>Medborgarlöfte 2020</h1><p>Vi lovar att:</p><ul>{items}</ul>",
            text="utan punkter",
        )
        expect(page.get_by_label("Sidans text")).to_have_value(re.compile("- Kommunen går två trygghetsvandringar$"))
        go_on(page, "Läs texten")
        expect(page.get_by_label("trafikkontroller")).to_be_visible()
        expect(page.get_by_label("trygghetsvandringar")).to_be_visible()


def test_messages_and_the_page_follow_as_one_writes(browser: Browser, running: Running) -> None:
    with opened(browser, running) as page:
        page.goto(f"{running.address}/redigera/pledge/ale/2019")
        page.get_by_label("Period").fill("2019-13")
        expect(page.locator("#m-period")).to_contain_text("Månaden 13")
        expect(page.locator("[name=period]")).to_have_attribute("aria-invalid", "true")
        expect(page.locator("#lage")).to_contain_text("Period")
        page.get_by_label("Period").fill("2019-03")
        page.get_by_text("mars 2019", exact=True).wait_for()
        expect(page.locator("[name=period]")).not_to_have_attribute("aria-invalid", "true")
        page.locator("[name='ämnen.2']").fill("Skola")
        page.locator("#n-ämnen").get_by_role("link", name="Lägg till ett ämne").wait_for()
        page.locator("#m-ämnen .message").wait_for()
        expect(page.locator("[name='ämnen.2']")).to_have_attribute("aria-invalid", "true")
        page.locator("[name='ämnen.2']").fill("")
        expect(page.locator("#m-ämnen .message")).to_have_count(0)
        expect(page.locator("[name='ämnen.2']")).not_to_have_attribute("aria-invalid", "true")
        expect(page.locator("[id='n-åtgärder.1.ämne'] a")).to_have_count(0)
        page.locator("[name='åtgärder.1.ämne']").fill("Skola")
        page.locator("[id='n-åtgärder.1.ämne'] a").wait_for()
        page.locator("[name='åtgärder.1.ämne']").fill("")
        page.get_by_label("Titel").fill("En annan titel 2019")
        page.frame_locator("iframe").get_by_role("heading", name="En annan titel 2019", level=1).wait_for()
        page.get_by_text("Så står det i listor").click()
        expect(page.locator("#kortet h3")).to_have_text("En annan titel 2019")
        page.get_by_label("Titel").fill("x")
        for markup, text, written in PASTED:
            page.get_by_label("Fri text").fill("")
            paste(page, "Fri text", markup=markup, text=text)
            expect(page.get_by_label("Fri text")).to_have_value(written)
        page.frame_locator("iframe").get_by_text("as it is").wait_for()
        page.evaluate(
            "() => { const asked = fetch; fetch = async (...all) => { await new Promise(r => setTimeout(r, 2000)); return asked(...all); }; }"
        )
        page.get_by_label("Titel").fill("Dröjer")
        expect(page.locator("#strax")).to_have_text("Det du skrev sist visas strax.")
        page.frame_locator("iframe").get_by_role("heading", name="Dröjer", level=1).wait_for()
        expect(page.locator("#strax")).to_be_empty()
        page.get_by_role("link", name="Första sidan").click()


def test_the_focus_stays_by_the_list_when_its_last_row_is_taken_away(browser: Browser, running: Running) -> None:
    with opened(browser, running) as page:
        page.goto(f"{running.address}/redigera/pledge/ale/2019")
        page.locator("button[value^='bort åtgärder.']").last.click()
        expect(page.locator("button[value='ny åtgärder']")).to_be_focused()
        page.get_by_role("link", name="Första sidan").click()


def test_nothing_is_typed_into_a_form_that_is_about_to_be_replaced(browser: Browser, running: Running) -> None:
    """A row's button asks the editor for a new form; on a slow machine somebody goes on before that has come."""
    with opened(browser, running) as page:
        page.goto(f"{running.address}/redigera/pledge/ale/2019")
        short = page.get_by_label("Kort")
        short.fill("Skrivet förut.")
        settled(page)
        held: list[Route] = []

        def hold(route: Route) -> None:
            held.append(route)

        page.route("**/redigera/**", hold)
        page.get_by_role("button", name="Lägg till åtgärd").click()
        page.locator("#formular[inert]").wait_for(state="attached")
        short.evaluate("box => box.focus()")
        page.keyboard.type("Skrivet medan.")
        page.evaluate("dispatchEvent(new Event('focus'))")  # as when one comes back from another tab
        expect(short).to_have_value("Skrivet förut.")
        while not held:
            page.wait_for_timeout(10)
        held[0].continue_()
        expect(page.locator("textarea[name='åtgärder.2.vad']")).to_be_focused()
        expect(short).to_have_value("Skrivet förut.")
        assert len(held) == 1
        page.unroute("**/redigera/**")


def test_two_browsers_on_one_record_lose_nothing(browser: Browser, running: Running) -> None:
    path = "kommuner/ale/loften/2019.md"
    with opened(browser, running) as page:
        other = page.context.new_page()
        for one in (page, other):
            one.goto(f"{running.address}/redigera/pledge/ale/2019")
        page.get_by_label("Titel").fill("Den enas titel 2019")
        press(page, "Spara", "Sparat.")
        other.get_by_label("Kort").fill("Den andras mening.")
        press(other, "Spara", "Båda ändringarna är med")
        assert values(running, path) | {"titel": "Den enas titel 2019", "kort": "Den andras mening."} == values(
            running, path
        )
        page.get_by_label("Titel").fill("Den enas andra titel 2019")
        press(page, "Spara", "Båda ändringarna är med")
        other.get_by_label("Titel").fill("Den andras titel 2019")
        press(other, "Spara", "Sparat nu:")
        assert values(running, path)["titel"] == "Den enas andra titel 2019"
        expect(other.get_by_label("Titel")).to_have_value("Den andras titel 2019")
        other.get_by_role("button", name="Ta det som är sparat").click()
        expect(other.get_by_label("Titel")).to_have_value("Den enas andra titel 2019")
        expect(other.get_by_text("Sparat nu:")).to_have_count(0)
        other.get_by_label("Titel").fill("Den andras titel 2019")
        press(other, "Spara", "Sparat.")
        assert values(running, path)["titel"] == "Den andras titel 2019"
        other.goto(f"{running.address}/historik/pledge/ale/2019")
        told = other.locator("main").inner_text()
        assert "”Den enas andra titel 2019” blev ”Den andras titel 2019”" in told
        assert "Kommunikatör" in told
        other.get_by_role("link", name=re.compile("Ta upp den här versionen")).last.click()
        expect(other.get_by_label("Titel")).to_have_value("Påhittat löfte om trafiken 2019")


def test_a_change_outside_is_never_written_over(browser: Browser, running: Running) -> None:
    path = running.content / "kommuner/ale/loften/2019.md"
    with opened(browser, running) as page:
        page.goto(f"{running.address}/redigera/pledge/ale/2019")
        path.write_text(path.read_text().replace("minst: 8", "minst: 9  # rättat utanför"))
        page.get_by_label("Kort").fill("Inifrån.")
        press(page, "Spara", "Båda ändringarna är med")
    assert "minst: 9  # rättat utanför" in path.read_text()
    assert "kort: Inifrån." in path.read_text()


def test_what_breaks_another_page_is_saved_only_by_one_who_insists(browser: Browser, running: Running) -> None:
    path = "kommuner/ale/loften/2019.md"
    with opened(browser, running) as page:
        page.goto(f"{running.address}/redigera/pledge/ale/2019")
        page.get_by_role("button", name=re.compile("^Ta bort åtgärd 1")).click()
        page.get_by_text("Det här skulle gå sönder i andra sidor").wait_for()
        press(page, "Spara", "gör fel i andra sidor", exact=True)
        assert "åtgärder" in values(running, path)
        press(page, "Spara ändå", "Sparat.")
        assert "åtgärder" not in values(running, path)


def test_what_was_saved_is_there_after_a_kill(browser: Browser, running: Running) -> None:
    with opened(browser, running) as page:
        page.goto(f"{running.address}/redigera/pledge/ale/2019")
        page.get_by_label("Titel").fill("Sparad titel 2019")
        press(page, "Spara", "Sparat.")
        page.get_by_label("Titel").fill("Skriven efteråt 2019")
        settled(page)
        kill(running)
        again = start(running.content, int(running.address.rpartition(":")[2]))
        try:
            tab = page.context.new_page()
            tab.goto(again.opening)
            tab.close()
            expect(page.get_by_label("Titel")).to_have_value("Skriven efteråt 2019")
        finally:
            end(again)
    assert values(running, "kommuner/ale/loften/2019.md")["titel"] == "Sparad titel 2019"


def test_a_warning_is_accepted_with_its_reason_where_it_stands(browser: Browser, running: Running) -> None:
    with opened(browser, running) as page:
        page.goto(f"{running.address}/redigera/pledge/ale/2019")
        page.get_by_label("Fri text").fill("Ring 070-174 06 05 om du undrar.")
        accept = page.locator("#g-fritext .accept").first
        accept.get_by_text("Är det rätt ändå? Godta").click()
        accept.get_by_role("button", name="Godta").click()
        page.get_by_text("Skriv varför varningen är i sin ordning, och godta den sedan.").wait_for()
        reason = accept.get_by_label("Skriv varför det är i sin ordning")
        expect(reason).to_be_focused()
        reason.fill("Numret är kommunens växel.")
        accept.get_by_role("button", name="Godta").click()
        page.get_by_text("Varningen är godtagen").wait_for()
        page.locator("#m-fritext .accepted").first.wait_for()
        accepted_now = page.locator("[name='accepterade varningar.1.kod']")
        assert accepted_now.evaluate("box => box.selectedOptions[0].text") == "Ett telefonnummer"
        press(page, "Spara", "Sparat.")
    accepted = values(running, "kommuner/ale/loften/2019.md")["accepterade varningar"]
    assert [row["skäl"] for row in accepted] == ["Numret är kommunens växel."]


def test_a_picture_loses_what_is_hidden_in_it_and_has_words(browser: Browser, running: Running, tmp_path: Path) -> None:
    from PIL import Image  # noqa: PLC0415

    picture = tmp_path / "Från parken.jpg"
    exif = Image.Exif()
    exif[0x010F] = "Hemlig kamera"
    Image.new("RGB", (40, 30), "green").save(picture, exif=exif)
    with opened(browser, running) as page:
        page.goto(f"{running.address}/redigera/pledge/ale/2019")
        page.get_by_label("Välj en fil").set_input_files(picture)
        page.get_by_role("button", name="Lägg till filen").click()
        page.locator("#m-filtext").get_by_text("Beskriv vad bilden visar.").wait_for()
        words = page.get_by_label("Vad bilden visar")
        expect(words).to_be_focused()
        expect(words).to_have_attribute("aria-invalid", "true")
        expect(words).to_be_in_viewport()
        words.fill("En park med lampor")
        press_here(page, "Lägg till filen", "Bilden är tillagd")
        expect(page.get_by_label("Fri text")).to_be_focused()
        expect(page.frame_locator("iframe").get_by_alt_text("En park med lampor")).to_be_in_viewport()
        press(page, "Spara", "Sparat.")
    saved = running.content / "kommuner/ale/loften/2019-fran-parken.jpg"
    assert b"Hemlig" not in saved.read_bytes()
    assert (
        "![En park med lampor](2019-fran-parken.jpg)" in (running.content / "kommuner/ale/loften/2019.md").read_text()
    )


def violations(page: Page) -> list[str]:
    """What axe finds in the editor's own screens; the portal's pages have tests of their own."""
    options: Any = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"], "iframes": False}
    broken = AXE.run(page, options=options).response["violations"]
    return [f"{one['id']}: {[node['html'][:160] for node in one['nodes'][:3]]}" for one in broken]


def sound(page: Page, name: str) -> None:
    # A page's words are there before its style sheet, which says how large and how dark they are.
    page.wait_for_load_state()
    for size, scheme in looks(len(name)):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == [], f"{name} {size['width']} {scheme}"
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{name} {size['width']} scrolls sideways"
        if size is PHONE:
            small = page.evaluate(
                """() => [...document.querySelectorAll("button, input:not([type=hidden]), select, .choice")]
                  .filter((one) => one.offsetParent && !one.closest("[hidden], .unseen") && !one.matches(".unseen"))
                  .filter((one) => one.getBoundingClientRect().height < 22).map((one) => one.outerHTML.slice(0, 90))"""
            )
            assert small == [], f"{name}: too small to hit"


def test_every_screen_is_sound_in_error_and_success(browser: Browser, running: Running) -> None:
    with opened(browser, running) as page:
        sound(page, "first screen")
        choose(page)
        sound(page, "first screen of a municipality")
        page.goto(f"{running.address}/ny")
        sound(page, "what to write")
        go_on(page, "Gå vidare")
        sound(page, "what to write, in error")
        for what in ("follow-up/ale", "theme/gemensamt", "nasta-ars-lofte/ale"):
            page.goto(f"{running.address}/ny/{what}")
            sound(page, what)
        go_on(page, "Börja skriva")
        go_on(page, "Klar")
        page.get_by_role("heading", name="Innan sidan visas").wait_for()
        sound(page, "what is read through before it is shown")
        page.goto(f"{running.address}/ny/follow-up/ale")
        press(page, "Börja skriva", "Det finns redan en uppföljning av det.")
        sound(page, "followed up already")
        go_on(page, "Börja en till")
        sound(page, "begun")
        press(page, "Klar", "Sparat bland det påbörjade")
        sound(page, "not ready")
        page.goto(f"{running.address}/redigera/pledge/ale/2019")
        for summary in page.locator("summary").all():
            summary.evaluate("one => { one.parentElement.open = true; }")
        page.get_by_label("Period").fill("2019-13")
        page.get_by_label("Fri text").fill("Ring 070-174 06 05.")
        settled(page)
        sound(page, "form in error")
        page.get_by_label("Period").fill("2019")
        settled(page)
        page.locator("#g-fritext summary").first.click()
        sound(page, "a warning to accept")
        press_here(page, "Lägg till filen", "Välj en fil först.")
        sound(page, "no file")
        page.goto(f"{running.address}/redigera/pledge/ale/2019")
        page.get_by_role("button", name="Fortsätt skriva").wait_for()
        sound(page, "text that is not saved")
        go_on(page, "Fortsätt skriva")
        page.get_by_label("Period").fill("2019")
        page.get_by_label("Fri text").fill("Text.")
        press(page, "Spara", "Sparat.")
        sound(page, "saved")
        page.goto(f"{running.address}/historik/pledge/ale/2019")
        sound(page, "history")
        page.goto(f"{running.address}/ny/pledge/ale/ur-text")
        sound(page, "a text to fill in from")
        page.goto(f"{running.address}/ny/follow-up/ale/ur-tabell")
        sound(page, "a table to read in")
        page.get_by_label("Tabellen").set_input_files(
            {
                "name": "t.csv",
                "mimeType": "text/csv",
                "buffer": b"lofte;atgard;tal\nkommuner/ale/loften/2019;kontroller;x\n",
            }
        )
        go_on(page, "Läs in")
        expect(page.get_by_role("alert")).to_contain_text("Rad 2, kolumn C (tal)")
        sound(page, "a table to read in, in error")
        page.goto(f"{running.address}/ny/pledge/ale/ur-text")
        press(page, "Läs texten", "Klistra in text eller välj en fil först.")
        sound(page, "a text to fill in from, in error")
        page.get_by_label("Sidans text").fill(f"{PAGE}\n- {'Långtord' * 40}")
        page.get_by_label("Vad sidan eller dokumentet heter").fill("En sida")
        go_on(page, "Läs texten")
        sound(page, "suggestions")
        page.get_by_label("Titel").fill(" ")
        press(page, "Fyll i formuläret", "Skriv en titel.")
        sound(page, "suggestions, in error")
        page.goto(f"{running.address}/ny/pledge/ale/ur-text")
        page.get_by_label("Sidans text").fill("Hej.")
        press(page, "Läs texten", "Texten gav inga förslag")
        sound(page, "no suggestions")
        page.goto(f"{running.address}/redigera/theme/gemensamt/trafik")
        sound(page, "a record whose page gathers")
        page.set_viewport_size({"width": 320, "height": 256})
        page.goto(f"{running.address}/redigera/pledge/ale/2019")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        page.locator("[name=period]").fill("https://ale.example/" + "x" * 80)
        page.locator(".message.error").get_by_text("x" * 80).first.wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, "a long address within a message"


def test_on_a_phone_the_form_and_the_page_are_tabs(browser: Browser, running: Running) -> None:
    with opened(browser, running, size=PHONE) as page:
        page.goto(f"{running.address}/redigera/pledge/ale/2019")
        expect(page.locator("iframe")).to_be_hidden()
        page.get_by_role("button", name="Se sidan").click()
        expect(page.locator("iframe")).to_be_visible()
        expect(page.locator("#formular")).to_be_hidden()
        page.get_by_role("button", name="Skriv", exact=True).click()
        expect(page.locator("#formular")).to_be_visible()
        expect(page.locator("iframe")).to_be_hidden()


def test_each_tab_on_a_phone_is_within_reach_and_left_where_it_was(browser: Browser, running: Running) -> None:
    with opened(browser, running, size=PHONE) as page:
        page.goto(f"{running.address}/redigera/pledge/ale/2019")
        page.get_by_label("Fri text").scroll_into_view_if_needed()
        page.get_by_role("button", name="Se sidan").click()
        expect(page.get_by_role("heading", name="Så här blir sidan")).to_be_in_viewport()
        page.get_by_role("button", name="Skriv", exact=True).click()
        expect(page.get_by_label("Fri text")).to_be_in_viewport()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_link_in_the_page_beside_has_a_way_back(scripts: bool, size: Any, browser: Browser, running: Running) -> None:
    with opened(browser, running, scripts=scripts, size=size) as page:
        page.goto(f"{running.address}/redigera/pledge/ale/2019")
        if scripts and size is PHONE:
            page.get_by_role("button", name="Se sidan").click()
        beside, back = page.frame_locator("iframe"), page.get_by_role("link", name="Tillbaka till sidan du skriver")
        own = beside.get_by_role("heading", name="Påhittat löfte om trafiken 2019", level=1)
        expect(own).to_be_visible()
        if scripts:
            expect(back).to_be_hidden()
        beside.locator("main a[href*='overenskommelser/']").first.click()
        expect(own).to_have_count(0)
        back.click()
        expect(own).to_be_visible()
        if scripts:
            expect(back).to_be_hidden()


def test_an_older_version_says_when_it_was_and_what_has_been_changed_since(browser: Browser, running: Running) -> None:
    with opened(browser, running) as page:
        page.goto(f"{running.address}/redigera/pledge/ale/2019")
        page.get_by_label("Titel").fill("En annan titel 2019")
        press(page, "Spara", "Sparat.")
        go_on(page, "Tidigare versioner", "link")
        go_on(page, "Ta upp den här versionen", "link")
        told = page.locator("#notiser .notice")
        expect(told).to_contain_text(
            re.compile(r"från \d+ \w+ \d{4} klockan \d\d\.\d\d, sparad av p\. Spara om den ska gälla")
        )
        expect(told.get_by_role("listitem")).to_have_text(
            "Titel: ”Påhittat löfte om trafiken 2019” blev ”En annan titel 2019”."
        )
        press(page, "Spara", "Sparat.")
    assert values(running, "kommuner/ale/loften/2019.md")["titel"] == "Påhittat löfte om trafiken 2019"


def test_screens_that_are_shown_again_and_where_two_have_changed_the_same_are_sound(
    browser: Browser, running: Running
) -> None:
    with opened(browser, running) as page:
        address = f"{running.address}/redigera/pledge/ale/2019"
        page.goto(f"{running.address}/ny/pledge/ale/ur-text")
        page.get_by_label("Sidans text").fill(PAGE)
        go_on(page, "Läs texten")
        page.get_by_role("heading", name="Förslag ur texten").wait_for()
        page.reload()  # what was posted is posted again
        page.get_by_role("heading", name="Förslag ur texten").wait_for()
        sound(page, "suggestions, asked for again")
        page.goto(address)
        page.get_by_text("Mer, som sällan behövs").click()
        page.get_by_role("button", name="Lägg till händelse").click()
        page.locator("[name='händelser.1.text']").fill("Den enas händelse.")
        settled(page)
        page.reload()
        page.get_by_role("button", name="Fortsätt skriva").wait_for()
        sound(page, "a form that is shown again")
        go_on(page, "Fortsätt skriva")
        page.reload()
        expect(page.locator("[name='händelser.1.text']")).to_have_value("Den enas händelse.")
        sound(page, "a form that is gone on with, shown again")
        other = page.context.new_page()
        other.goto(f"{address}?steg=sparat")
        other.get_by_text("Mer, som sällan behövs").click()
        other.get_by_role("button", name="Lägg till händelse").click()
        other.locator("[name='händelser.1.datum']").fill("1 maj 2019")
        other.locator("[name='händelser.1.text']").fill("Den andras händelse.")
        press(other, "Spara", "Sparat.")
        other.close()
        press(page, "Spara", "Sparat nu:")
        sound(page, "what two have changed")
        page.get_by_role("button", name="Ta det som är sparat").click()
        expect(page.locator("[name='händelser.1.text']")).to_have_value("Den andras händelse.")
        expect(page.locator("[name='händelser.1.datum']")).to_be_focused()
        press(page, "Spara", "Sparat.")


def test_screens_of_what_is_hidden_thrown_away_or_cannot_be_read_are_sound(browser: Browser, running: Running) -> None:
    follow_up_of_ale = f"{running.address}/redigera/follow-up/ale/2019"
    pledge = running.content / "kommuner/ale/loften/2019.md"
    with opened(browser, running) as page:
        choose(page)
        page.goto(f"{running.address}/redigera/agreement/ale/2019-2020")
        page.locator("summary", has_text="Visa inte på portalen längre").click()
        sound(page, "what can be hidden")
        press(page, "Ja, visa den inte längre", "”Påhittat löfte om trafiken 2019”: Den här sidan bygger")
        sound(page, "what can't be hidden")
        page.goto(follow_up_of_ale)
        page.get_by_label("Kort").fill("Nio kontroller.")
        press(page, "Spara", "Sparat.")
        page.goto(follow_up_of_ale.replace("redigera", "historik"))
        with page.expect_navigation():
            page.get_by_role("link", name=re.compile("Ta upp den här versionen")).last.click()
        page.get_by_text("Det här är en äldre version").wait_for()
        sound(page, "an older version")
        page.goto(follow_up_of_ale)
        page.locator("summary", has_text="Visa inte på portalen längre").click()
        press(page, "Ja, visa den inte längre", "Sidan visas inte längre")
        page.locator("summary", has_text="Kasta utkastet").click()
        sound(page, "hidden, and a draft that can be thrown away")
        press(page, "Ja, kasta utkastet", "Det är kastat.")
        sound(page, "thrown away")
        page.goto(f"{running.address}/redigera/pledge/ale/2019")
        page.get_by_label("Period").fill("2019-13")
        press(page, "Spara", "Sparat bland det påbörjade")
        page.locator("summary", has_text="Kasta det påbörjade").click()
        sound(page, "begun anew, and to be thrown away")
        press(page, "Ja, kasta det", "Det är kastat.")
        sound(page, "what was begun is thrown away")
        for title in ("Den enas 2019", "Den andras 2019"):
            page.goto(f"{running.address}/redigera/pledge/ale/2019?steg=sparat")
            page.get_by_label("Titel").fill(title)
            settled(page)
        page.goto(f"{running.address}/redigera/pledge/ale/2019")
        sound(page, "two texts that are not saved")
        with page.expect_navigation():
            page.get_by_role("button", name="Kasta texten").first.click()
        page.get_by_text("är kastad. Här är den andra.").wait_for()
        sound(page, "one of two thrown away")
        pledge.write_text("---\ntitel: [\n---\n", encoding="utf-8")
        page.goto(f"{running.address}/redigera/pledge/ale/2019?steg=sparat")
        page.get_by_text("Filen går inte att läsa som ett formulär.").wait_for()
        sound(page, "a file that can't be read")
        page.goto(running.address)
        page.get_by_role("heading", name="Behöver rättas").wait_for()
        sound(page, "first screen with what waits and what is wrong")


@pytest.mark.parametrize("address", ["/redigera/pledge/ale/1999", "/ingen"])
def test_a_page_that_is_not_there_is_sound(address: str, browser: Browser, running: Running) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(running.opening)
    page.goto(f"{running.address}{address}")
    page.get_by_role("alert").wait_for()
    sound(page, address)
    context.close()


WHERE_PASTED = ("/redigera/pledge/ale/2019", "/ny/pledge/ale/ur-text")
LOST = "En lista som du klistrar in blir då vanlig text: skriv - och ett blanksteg först på varje rad."


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_only_without_scripts_the_form_says_what_becomes_of_a_list_that_is_pasted(
    scripts: bool, browser: Browser, running: Running
) -> None:
    with opened(browser, running, scripts=scripts) as page:
        for address in WHERE_PASTED:
            page.goto(f"{running.address}{address}")
            expect(page.get_by_text(LOST)).to_be_visible(visible=not scripts)
