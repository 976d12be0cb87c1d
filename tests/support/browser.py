"""A real browser for tests, and a server that sends what a strict host would."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Playwright,
    ViewportSize,
    expect,
    sync_playwright,
)

from pledges.publish.server_headers import policy
from support.depth import short_or_whole
from support.programs import browser, missing, need

expect.set_options(timeout=60_000)
FLAGS = [
    "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-gpu",
    "--disable-quic",
]  # fmt: skip
PHONE: ViewportSize = {"width": 320, "height": 720}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
Look = tuple[ViewportSize, Literal["light", "dark"]]
# On a busy machine the search's worker may start late: Pagefind then searches without it, and says so.
_STARTED_LATE = "Worker initialization timeout"
_LOOKS: Sequence[Look] = [(PHONE, "light"), (DESKTOP, "dark"), (PHONE, "dark"), (DESKTOP, "light")]


def looks(number: int) -> Sequence[Look]:
    """The sizes and colours that the `number`th page is examined in: one of the first two by turns, or all.

    Pages share their parts, so that each part is met in both.
    """
    return short_or_whole([_LOOKS[number % 2]], _LOOKS)


def launch(playwright: Playwright) -> Browser:
    """Start the browser without a window. Raises playwright's Error where there is none."""
    return playwright.chromium.launch(executable_path=browser(), args=FLAGS)


@contextmanager
def playwright_here() -> Iterator[Playwright]:
    """What leads a browser; without one the tests are skipped."""
    need("libatomic", "chromium")
    with sync_playwright() as playwright:
        yield playwright


@contextmanager
def launched(playwright: Playwright) -> Iterator[Browser]:
    """A browser for the tests; where it doesn't start they are skipped."""
    try:
        started = launch(playwright)
    except Error as error:
        missing(f"En webbläsare som startar ({error.message.splitlines()[0]})")
    yield started
    started.close()


@dataclass
class Served:
    """A site on 127.0.0.1. `address` ends with a slash; `missing` are the paths that were asked for and are not there."""

    address: str = ""
    missing: list[str] = field(default_factory=list)


@contextmanager
def served(root: Path, framed_by: Sequence[str] = ()) -> Iterator[Served]:
    """Serve a site on this machine alone, with the content security policy that the portal is published with."""
    site = Served()

    class Handler(SimpleHTTPRequestHandler):
        def end_headers(self) -> None:
            self.send_header("Content-Security-Policy", policy(urlsplit(self.path).path.lstrip("/"), framed_by))
            super().end_headers()

        def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
            """The site's own page where nothing is found."""
            site.missing.append(self.path)
            page = root / "404.html"
            if code != 404 or not page.is_file():
                return super().send_error(code, message, explain)
            data = page.read_bytes()
            self.send_response(404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)
            return None

        def log_message(self, format: str, *args: object) -> None:
            """Silence: the tests tell what went wrong."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(root)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    site.address = f"http://127.0.0.1:{server.server_port}/"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


def context_on(day: date, browser: Browser, **options: Any) -> BrowserContext:
    """A context whose clock stands on `day`, since a page that is older than some days says so."""
    context = browser.new_context(**options)
    context.clock.set_fixed_time(datetime.combine(day, time(12)))
    return context


@contextmanager
def new_page(browser: Browser, scripts: bool = True, width: int = 390) -> Iterator[tuple[Page, list[str]]]:
    """A page of its own, and everything that its console says and that goes wrong on it."""
    context = browser.new_context(java_script_enabled=scripts, viewport={"width": width, "height": 900})
    opened = visit(context)
    try:
        yield opened.page, opened.console
    finally:
        context.close()


@dataclass
class Visit:
    """A page that is open, with all that it said and asked for while it was."""

    page: Page
    console: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def elsewhere(self) -> list[str]:
        """Requests that left the site."""
        here = urlsplit(self.page.url).netloc
        return [
            address for address in self.asked if urlsplit(address).netloc != here and not address.startswith("data:")
        ]


def visit(context: BrowserContext) -> Visit:
    """A new page in `context` that remembers what it said and asked for."""
    page = context.new_page()
    opened = Visit(page)

    def said(message: ConsoleMessage) -> None:
        if _STARTED_LATE not in message.text:
            opened.console.append(f"{message.type}: {message.text}")

    page.on("console", said)
    page.on("pageerror", lambda error: opened.console.append(f"error: {error}"))
    page.on("request", lambda request: opened.asked.append(request.url))
    return opened
