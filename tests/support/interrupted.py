"""Deploys that are ended in the middle, and what a visitor would miss after one."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

_LINK = re.compile(r'(?:href|src)="(/[^"]*)"')


def dead_links(folder: Path) -> list[str]:
    """What a visitor who begins at the front page and follows every link would miss, in a folder that is served."""
    waiting, seen, dead = ["/"], {"/"}, []
    while waiting:
        address = waiting.pop()
        place = folder / address.lstrip("/")
        place = place / "index.html" if address.endswith("/") else place
        if not place.is_file():
            dead.append(address)
            continue
        for link in _LINK.findall(place.read_text(encoding="utf-8")) if place.suffix == ".html" else ():
            if link not in seen:
                seen.add(link)
                waiting.append(link)
    return dead


def killed_after(share: float, arguments: list[str], first: list[str]) -> bool:
    """Run the deploy `first` to its end, then `arguments`, which takes as long, and end that after a share of the time."""
    began = time.monotonic()
    assert not killed(first, None)
    return killed(arguments, (time.monotonic() - began) * share)


def killed(arguments: list[str], delay: float | None) -> bool:
    """Run a deploy and end it, with the programs it has started, after `delay` seconds (None: let it finish).

    Gives whether it was still at work.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", "pledges", *arguments],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    if delay is None:
        return process.wait() != 0
    time.sleep(delay)
    was_at_work = process.poll() is None
    # Its own session has its own group, so nothing else is ended.
    if was_at_work:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    return was_at_work
