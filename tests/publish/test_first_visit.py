"""A first visit is light, and no page of ours is stopped by our own protection: a real browser against a real nginx."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from support import servers
from support.depth import short_or_whole
from support.first_visit import MOST_BYTES, MOST_REQUESTS, first_visit
from support.living_portal import LivingPortal
from support.servers import Server


@pytest.fixture(scope="module")
def served() -> Iterator[tuple[LivingPortal, Server]]:
    """Provland, published and deployed, on nginx."""
    with ExitStack() as stack:
        work = stack.enter_context(servers.shared_folder())
        portal = LivingPortal(work)
        portal.settings = portal.settings.model_copy(update={"compress": True})
        portal.begin()
        portal.publish(date(2026, 11, 22))
        yield portal, stack.enter_context(servers.nginx(portal.web / "current", work))


@pytest.mark.parametrize("place", ["kommuner/provstad/", "kommuner/provby/", "kommuner/provstad/loften/2023/"])
def test_a_first_visit_takes_three_requests_and_thirty_kilobytes(
    served: tuple[LivingPortal, Server], browser: Browser, place: str
) -> None:
    sizes = first_visit(browser, f"http://127.0.0.1:{served[1].port}/{place}")
    assert len(sizes) <= MOST_REQUESTS, sizes
    assert sum(sizes.values()) <= MOST_BYTES, sizes


def test_no_page_breaks_its_own_policy(served: tuple[LivingPortal, Server], browser: Browser) -> None:
    """Nothing inline, nothing from elsewhere: each page opens without an error in the console."""
    portal, server = served
    page = browser.new_page()
    wrong: list[str] = []
    where = ""
    page.on("console", lambda message: wrong.append(f"{where}: {message.text}") if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(f"{where}: {error}"))
    # What the browser itself puts off, since the next page is asked for, has not failed.
    page.on(
        "requestfailed", lambda one: None if "ABORTED" in (one.failure or "") else wrong.append(f"{where}: {one.url}")
    )
    folders = sorted(path.relative_to(portal.site) for path in Path(portal.site).rglob("index.html"))
    assert len(folders) > 100
    for path in folders[:: short_or_whole(3, 1)]:
        where = f"/{path.parent.as_posix()}/".replace("/./", "/")
        # A page that has moved leads on at once, and the browser writes in the console that one is gone (410).
        text = (portal.site / path).read_text(encoding="utf-8")
        if 'http-equiv="refresh"' not in text and "Uppgifterna är borttagna" not in text:
            page.goto(f"http://127.0.0.1:{server.port}{where}")
    page.close()
    assert wrong == []


def test_paper_says_where_the_page_lies_and_of_which_day_it_is(
    served: tuple[LivingPortal, Server], browser: Browser
) -> None:
    page = browser.new_page()
    page.goto(f"http://127.0.0.1:{served[1].port}/kommuner/provstad/loften/2023/")
    assert page.locator(".paper:visible").count() == 0
    page.emulate_media(media="print")
    (told,) = page.locator(".paper:visible").all_inner_texts()
    page.close()
    assert told == "https://loften.example/kommuner/provstad/loften/2023/ Så såg sidan ut den 22 november 2026."
