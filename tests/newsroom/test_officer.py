"""From the login to a published follow-up with another person's sign-off: real Chromium, real nginx with TLS, the real server."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, Playwright, expect

from support.browser import DESKTOP, FLAGS
from support.depth import PATIENCE
from support.editor import git, sample, surroundings
from support.programs import browser as chromium_there
from support.provider import CLIENT, SECRET, Provider, provider
from support.servers import EDITOR, nginx_for_editor, shared_folder, until
from support.sites import ROOT

SETTINGS = """
address = "https://{host}"
socket = "r.sock"
socket_group = "www-data"
state = "lage"

[login]
kind = "oidc"
issuer = "{issuer}"
client_id = "{client}"
client_secret_file = "hemlighet"

[publishing]
publish = ["{python}", "-m", "pledges", "site", "--content", "{content}", "--output", "{site}"]

[[people]]
subject = "anna01"
shown = "Anna, kommunikatör"
roles = {{ ale = ["skriver"] }}

[[people]]
subject = "bo02"
shown = "Bo, polisen"
roles = {{ ale = ["granskar", "publicerar"] }}
"""


@contextmanager
def server(work: Path, service: Provider, content: Path, site: Path) -> Iterator[None]:
    """`make edit SERVE=…` over `content`, until the end of the block."""
    (work / "hemlighet").write_text(SECRET, encoding="utf-8")
    (work / "hemlighet").chmod(0o600)
    told = SETTINGS.format(
        host=EDITOR, issuer=service.address, client=CLIENT, python=sys.executable, content=content, site=site
    )
    (work / "redigering.toml").write_text(told, encoding="utf-8")
    words = ["edit", "--content", str(content), "--serve", str(work / "redigering.toml")]
    process = subprocess.Popen(
        [sys.executable, "-m", "pledges", *words], env=surroundings(content), cwd=ROOT, stdout=subprocess.PIPE
    )
    try:
        until((work / "r.sock").exists)
        yield
    finally:
        process.terminate()
        process.wait(PATIENCE)


def logged_in(browser: Browser, service: Provider, who: str) -> Page:
    """Somebody's own browser, when they have logged in."""
    service.who = who
    page = browser.new_context(viewport=DESKTOP, ignore_https_errors=True, locale="sv-SE").new_page()
    page.goto(f"https://{EDITOR}/")
    page.get_by_role("link", name="Logga in med").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ale")
    return page


def logged_out_while_typing(page: Page) -> None:
    """What is typed when the login has run out is not lost: neither typing nor a save leads away from it."""
    bar = page.locator("#kvar")
    expect(bar).to_contain_text("kvar på servern om fliken stängs")
    page.context.clear_cookies()
    page.get_by_label("Kort").fill("Skrivet efter utloggningen.")
    expect(page.locator("#notiser")).to_contain_text("Du är inte inloggad längre. Det du har skrivit står kvar här")
    expect(bar).to_have_text(
        re.compile(
            r"^Du är utloggad\. Det du skrev efter \d\d\.\d\d är inte kvar om fliken stängs\. Logga in i en ny flik$"
        )
    )
    expect(bar).to_be_in_viewport()
    page.get_by_role("button", name="Spara utkastet").click()
    expect(page.locator("#notiser")).to_be_in_viewport()
    with page.expect_popup() as opened:
        bar.get_by_role("link", name="Logga in i en ny flik").click()
    opened.value.get_by_role("link", name="Logga in med").click()
    expect(opened.value.get_by_role("heading", level=1)).to_have_text("Ale")
    opened.value.close()
    page.bring_to_front()
    page.get_by_label("Kort").press("End")
    page.get_by_label("Kort").type(" Igen.")
    expect(bar).to_contain_text("kvar på servern om fliken stängs")
    page.get_by_role("button", name="Spara utkastet").click()
    expect(page.locator("#notiser")).to_contain_text("Sparat i utkastet.")
    expect(page.get_by_label("Kort")).to_have_value("Skrivet efter utloggningen. Igen.")


def test_an_officer_from_the_login_to_the_published_page_with_another_persons_sign_off(playwright: Playwright) -> None:
    with ExitStack() as stack:
        work = stack.enter_context(shared_folder())
        content, site = sample(work), work / "sajt"
        (content / "kommuner/ale/uppfoljningar/2019.md").unlink()
        git(content, "commit", "-qam", "Ingen uppföljning än")
        service = stack.enter_context(provider())
        stack.enter_context(server(work, service, content, site))
        port = stack.enter_context(nginx_for_editor(work / "r.sock", work, tls=True))
        leads_here = f"--host-resolver-rules=MAP {EDITOR} 127.0.0.1:{port}"
        browser = playwright.chromium.launch(executable_path=chromium_there(), args=[*FLAGS, leads_here])
        stack.callback(browser.close)

        anna = logged_in(browser, service, "anna01")
        anna.get_by_role("link", name="Skriv en uppföljning", exact=True).click()
        anna.get_by_label("Påhittat löfte om trafiken 2019").check()
        anna.get_by_role("button", name="Börja skriva").click()
        anna.locator("[name='utfall.1.antal']").fill("9")
        anna.get_by_role("button", name="Lägg till belägg").click()
        anna.locator("[name='belägg.1.adress']").fill("https://ale.example/uppfoljning")
        logged_out_while_typing(anna)
        anna.get_by_role("button", name="Klar – låt någon läsa").click()
        expect(anna.locator("#notiser")).to_contain_text("Utkastet väntar på att någon annan läser det.")
        assert not list((content / "kommuner/ale/uppfoljningar").glob("*.md"))

        bo = logged_in(browser, service, "bo02")
        bo.get_by_role("link", name="Granska och ge ut").click()
        bo.locator("main").get_by_role("link", name="Uppföljning").click()
        expect(bo.frame_locator("iframe").last.locator("h1")).to_be_visible()
        bo.get_by_role("button", name="Jag har läst det: godkänn").click()
        bo.get_by_role("button", name="Ge ut").click()
        expect(bo.locator("main")).to_contain_text("Allt som är utgivet är byggt och skickat.")

        pledge = BeautifulSoup((site / "kommuner/ale/loften/2019/index.html").read_bytes(), "lxml")
        assert "1 nådd" in pledge.get_text()
        assert "Anna" not in git(content, "log", "--format=%an%B")
