"""A finished site in a real browser: served as a web server would with the portal's own headers, and what it asked for."""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from pledges.delivery import policy

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@dataclass
class Served:
    """A site on 127.0.0.1. `missing` are the paths that were asked for and are not there."""

    address: str
    missing: list[str] = field(default_factory=list)


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    """Serve `folder` with the content security policy that the portal is published with."""
    site = Served("")

    class Handler(SimpleHTTPRequestHandler):
        def end_headers(self) -> None:
            self.send_header("Content-Security-Policy", policy(urlsplit(self.path).path))
            super().end_headers()

        def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
            site.missing.append(self.path)
            super().send_error(code, message, explain)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder))) as server:
        site.address = f"http://127.0.0.1:{server.server_address[1]}/"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield site
        server.shutdown()


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser that is there, else Playwright's own. Without any the test is skipped; with CI=true it fails."""
    known = next((path for name in _NAMES if (path := shutil.which(name))), None)
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=known, args=["--no-sandbox"])
        except PlaywrightError as error:
            reason = f"ingen webbläsare att pröva i: {str(error).splitlines()[0]}"
            if os.environ.get("CI") == "true":
                pytest.fail(reason)
            pytest.skip(reason)
        yield browser
        browser.close()


@contextmanager
def new_page(browser: Browser, scripts: bool = True, width: int = 390) -> Iterator[tuple[Page, list[str]]]:
    """A page, and everything that its console says and that goes wrong on it."""
    context = browser.new_context(java_script_enabled=scripts, viewport={"width": width, "height": 900})
    page, said = context.new_page(), list[str]()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page, said
    context.close()
