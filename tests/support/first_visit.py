"""What a first visit costs, as a real browser with an empty cache counts it."""

from typing import Any

from playwright.sync_api import Browser

MOST_REQUESTS = 3
MOST_BYTES = 30_000
_AFTERWARDS_MS = 1500


def first_visit(browser: Browser, address: str) -> dict[str, int]:
    """Each address that is asked for, also well after the page has loaded, and its bytes on the wire with headers.

    The icon counts too, which a browser without a window never asks for. A picture further down that the visitor has
    not scrolled to does not.
    """
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    addresses: dict[str, str] = {}
    sizes: dict[str, int] = {}

    def sent(event: dict[str, Any]) -> None:
        if not event["request"]["url"].startswith("data:"):
            addresses[event["requestId"]] = event["request"]["url"]

    def finished(event: dict[str, Any]) -> None:
        if event["requestId"] in addresses:
            sizes[addresses[event["requestId"]]] = int(event["encodedDataLength"])

    session.on("Network.requestWillBeSent", sent)
    session.on("Network.loadingFinished", finished)
    page.goto(address, wait_until="networkidle")
    page.wait_for_timeout(_AFTERWARDS_MS)
    icon = page.evaluate("() => document.querySelector('link[rel=icon]')?.href ?? location.origin + '/favicon.ico'")
    if not icon.startswith("data:") and icon not in addresses.values():
        addresses["icon"] = icon
        sizes[icon] = len(context.request.get(icon).body())
    context.close()
    return {one: sizes.get(one, 0) for one in addresses.values()}
