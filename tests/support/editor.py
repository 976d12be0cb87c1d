"""The editor running in a process of its own, over a small made-up municipality, and a browser that has opened it."""

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import IO, Any, Literal

from playwright.sync_api import Browser, Page

from pledges.editing.source import read_source
from support.apart import begun
from support.browser import DESKTOP
from support.depth import PATIENCE
from support.provstad import PROVSTAD
from support.sites import DAY, ROOT, write

_EXPECTED = ("Blocked script execution",)  # the page beside runs nothing
_SHOWN = (
    "() => { const box = document.getElementById('forhandsvisning')?.dataset; return box?.shown === box?.liveVersion; }"
)
_ADDRESS = re.compile(r"(http://127\.0\.0\.1:\d+)/start\?nyckel=(\S+)")


@dataclass(kw_only=True)
class Running:
    """An editor that has been started: where it answers, its one key, and its content."""

    address: str
    key: str
    content: Path
    process: BaseProcess
    said: IO[str]  # open as long as the editor may say something

    @property
    def opening(self) -> str:
        """The address that opens it, once."""
        return f"{self.address}/start?nyckel={self.key}"


def git(folder: Path, *words: str, day: str = "") -> str:
    """What git says, with none of this machine's own settings; what it commits is of noon on `day`, if that is given."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment |= {"GIT_CONFIG_GLOBAL": os.devnull}
    environment |= {"GIT_COMMITTER_DATE": f"{day}T12:00:00+01:00"} if day else {}
    done = subprocess.run(
        ["git", "-c", "user.name=p", "-c", "user.email=p@p.invalid", *words],
        cwd=folder, capture_output=True, check=True, env=environment,
    )  # fmt: skip
    return done.stdout.decode()


def sample(folder: Path, versions: bool = True) -> Path:
    """A folder of content in `folder`, in a repository of its own unless told not to be."""
    content = folder / "content"
    write(content, PROVSTAD)
    if versions:
        for words in (("init", "-q", "-b", "main"), ("add", "content"), ("commit", "-q", "-m", "Början")):
            git(folder, *words)
    return content


def start(
    content: Path, port: int | None = 0, who: str = "Kommunikatör", *, shared: bool = False, day: date = DAY
) -> Running:
    """Start `make edit` over `content`, for somebody whose own folder lies beside it."""
    words = ["--content", str(content), "--no-browser", *(() if port is None else ("--port", str(port)))]
    words += ["--shared"] if shared else []
    words += ["--who", who] if who else []
    process, said = begun(["edit", *words], ROOT, surroundings(content, day))
    match = _ADDRESS.search(said.readline())
    assert match is not None
    return Running(address=match[1], key=match[2], content=content, process=process, said=said)


def surroundings(content: Path, day: date = DAY) -> dict[str, str]:
    """What an editor over `content` is started in: a person's own folder beside it, and `day` as the day it is."""
    return {
        **os.environ, "PYTHONPATH": str(ROOT / "plugins"), "PYTHONUTF8": "1", "DATE": day.isoformat(),
        "XDG_STATE_HOME": str(content.absolute().parent / "eget"),
    }  # fmt: skip


def end(running: Running) -> None:
    """Ask an editor to end, as a machine that is turned off does, and wait until it has."""
    running.process.terminate()
    _gone(running)


def kill(running: Running) -> None:
    """End an editor that is not asked, as when the power goes."""
    running.process.kill()
    _gone(running)


def _gone(running: Running) -> None:
    running.process.join(PATIENCE)
    assert running.process.exitcode is not None


@contextmanager
def editor(folder: Path) -> Iterator[Running]:
    """An editor over the sample, until the end of the block."""
    running = start(sample(folder))
    try:
        yield running
    finally:
        end(running)


@contextmanager
def opened(browser: Browser, running: Running, *, scripts: bool = True, size: Any = DESKTOP) -> Iterator[Page]:
    """The editor opened by its one address; nothing may go wrong in its console."""
    context = browser.new_context(java_script_enabled=scripts, viewport=size, reduced_motion="reduce")
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: dialog.accept())
    try:
        page.goto(running.opening)
        yield page
        assert [line for line in said if not line.startswith(_EXPECTED)] == []
    finally:
        context.close()


def go_on(page: Page, name: str, role: Literal["button", "link"] = "button", *, exact: bool = False) -> None:
    """Press what leads to another page, and wait until that is whole: what looks at once would see the one before."""
    with page.expect_navigation():
        page.get_by_role(role, name=name, exact=exact).click()


def press(page: Page, button: str, told: str, *, exact: bool = False) -> None:
    """Press a button that sends the form, and wait for what the page that comes tells of it."""
    go_on(page, button, exact=exact)
    page.get_by_text(told).wait_for()


def press_here(page: Page, button: str, told: str) -> None:
    """Press a button whose answer is put into the page that is open, and wait for what is told of it."""
    page.get_by_role("button", name=button).click()
    page.get_by_text(told).wait_for()


def values(running: Running, path: str) -> dict[str, Any]:
    """What a record of the running editor's content says."""
    return dict(read_source((running.content / path).read_bytes()).values)


def settled(page: Page) -> None:
    """Wait until the form's answers have come, and the page beside shows what is written."""
    page.wait_for_load_state()  # the script that asks for them comes with the rest of the page
    page.locator("body:not([data-pending])").wait_for()
    page.wait_for_function(_SHOWN)


def enter(page: Page, selector: str) -> None:
    """Tab to a button or a link, press Enter, and wait for the page that it leads to."""
    press_until(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def press_until(page: Page, selector: str, key: str = "") -> None:
    """Tab until something has the focus, as somebody without a mouse does, and press a key on it."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement?.matches(selector)", selector):
            box = page.evaluate(
                "() => { const r = document.activeElement.getBoundingClientRect(); return [r.top, r.bottom, innerHeight]; }"
            )
            assert -1 <= box[0] < box[2], f"{selector} has the focus out of sight"
            if key:
                page.keyboard.press(key)
            return
    raise AssertionError(f"Tab never came to {selector}")
