"""What a list lacks is made on the way, in a tab of its own, and is in the list then: a theme, a party, a police area, a part of the municipality."""

import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from support.editor import Running, end, go_on, opened, press, sample, settled, start, values

PLEDGE = "kommuner/ale/loften/2019.md"


def made(page: Page, link: str, title: str, **boxes: str) -> None:
    """Follow the link beside a list, write what is missing, and come back."""
    with page.expect_popup() as popup:
        page.get_by_role("link", name=re.compile(link)).first.click()
    new = popup.value
    new.get_by_label("Titel").fill(title)
    go_on(new, "Börja skriva")
    for name, text in boxes.items():
        if name == "kommuner":
            new.get_by_role("button", name="Lägg till kommun").click()
            new.locator("[name='kommuner.1.kommun']").fill(text)
            settled(new)
        else:
            new.locator(f"[name={name}]").fill(text)
    press(new, "Klar", "klart att visas")
    new.close()


def test_a_missing_theme_is_made_on_the_way(browser: Browser, running: Running) -> None:
    with opened(browser, running) as page:
        page.goto(f"{running.address}/redigera/pledge/ale/2019")
        made(page, "Lägg till ett ämne", "Skola", kort="Trygghet i skolan.")
        page.locator("[name='ämnen.2']").fill("Skola")
        settled(page)
        expect(page.locator("#m-ämnen .message")).to_have_count(0)
        press(page, "Spara", "Sparat.")
    assert values(running, PLEDGE)["ämnen"] == ["trafik", "skola"]


@pytest.mark.parametrize(
    ("link", "title", "boxes", "path"),
    [
        ("Lägg till en part", "Påhittade Bostäder", {}, "aktorer/pahittade-bostader.md"),
        ("Är det ett lokalpolisområde", "Lokalpolisområde Prov", {"kommuner": "Ale"}, "polisen/lpo-prov.md"),
    ],
    ids=["party", "police area"],
)
def test_a_missing_party_is_made_on_the_way(
    link: str, title: str, boxes: dict[str, str], path: str, browser: Browser, running: Running
) -> None:
    with opened(browser, running) as page:
        page.goto(f"{running.address}/redigera/agreement/ale/2019-2020")
        made(page, link, title, **boxes)
        page.locator("[name='parter.1']").fill(title)
        settled(page)
        expect(page.locator("#m-parter .message")).to_have_count(0)
        press(page, "Spara", "Sparat.")
    assert (running.content / path).is_file()
    agreement = values(running, "kommuner/ale/overenskommelser/2019-2020.md")
    assert agreement["parter"] == [Path(path).stem, "kommunen"]


def test_a_missing_part_of_the_municipality_is_made_on_the_way(browser: Browser, running: Running) -> None:
    with opened(browser, running) as page:
        page.goto(f"{running.address}/redigera/pledge/ale/2019")
        page.get_by_text("Mer, som sällan behövs").click()
        made(page, "Lägg till en del av kommunen", "Centrum", kort="Påhittat område för prov.")
        page.locator("[name='områden.1']").fill("Centrum")
        settled(page)
        expect(page.locator("#m-områden .message")).to_have_count(0)
        press(page, "Spara", "Sparat.")
    assert values(running, PLEDGE)["områden"] == "centrum"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2020, 2, 29), None),
        (date(2020, 3, 1), "senast 31 mars 2020"),
        (date(2020, 3, 31), "senast 31 mars 2020"),
        (date(2020, 4, 1), "skulle ha kommit 31 mars 2020"),
    ],
    ids=["31 days before", "30 days before", "the day", "the day after"],
)
def test_the_first_screen_tells_what_is_due_within_thirty_days_or_overdue(
    day: date, said: str | None, browser: Browser, tmp_path: Path
) -> None:
    content = sample(tmp_path)
    (content / "kommuner/ale/uppfoljningar/2019.md").unlink()
    running = start(content, day=day)
    try:
        with opened(browser, running) as page:
            page.get_by_label("Vilken kommun skriver du för?").fill("Ale")
            go_on(page, "Kom ihåg det")
            due = page.locator("section[aria-labelledby=dags]")
            if said is None:
                expect(due).to_have_count(0)
                return
            expect(due.get_by_role("listitem")).to_have_count(1)
            expect(due).to_contain_text(said)
            go_on(page, "Skriv uppföljningen", "link")
            expect(page.get_by_label("Påhittat löfte om trafiken 2019")).to_be_checked()
    finally:
        end(running)
