"""Many who write at once on a served editor, over a made-up country: how long a save takes, and what processor time and memory it
needs.

The real server over its port; each writer is a browser of its own that opens a record, previews it as one types, and saves.
"""

import os
import random
import re
import secrets
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import httpx2

from bench.country import write_country
from pledges.newsroom.turns import LIVE
from soak.report import Result
from support.editor import git
from support.posted import fields_on
from support.servers import free_port
from support.sites import ROOT

PLEDGES = int(os.environ.get("SOAK_PLEDGES", "20000"))
WRITERS = 50
MINUTES = 2
PAUSE = (2.0, 8.0)  # seconds between what one who writes does
HOST = "redigera.prov.example"
_SETTINGS = """
address = "https://{host}"
port = {port}
state = "lage"
[login]
kind = "header"
name = "X-Inloggad"
secret_header = "X-Hemlighet"
secret_file = "hemlighet"
[publishing]
publish = ["true"]
"""
_PERSON = '\n[[people]]\nsubject = "skribent{0}"\nshown = "Skribent {0}"\nroles = {{ alla = ["skriver"] }}\n'


def run() -> Iterator[Result]:
    """How long the saves took, and what the server needed."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        content = work / "content"
        write_country(content, PLEDGES)
        for words in (("init", "-q", "-b", "main"), ("add", "content"), ("commit", "-q", "-m", "Början")):
            git(work, *words)
        secret = secrets.token_urlsafe(16)
        (work / "hemlighet").write_text(secret, encoding="utf-8")
        (work / "hemlighet").chmod(0o600)
        port = free_port()
        people = "".join(_PERSON.format(number) for number in range(WRITERS))
        (work / "redigering.toml").write_text(_SETTINGS.format(host=HOST, port=port) + people, encoding="utf-8")
        command = [
            sys.executable,
            "-m",
            "pledges",
            "edit",
            "--content",
            str(content),
            "--serve",
            str(work / "redigering.toml"),
        ]
        with subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT / "plugins")}) as server:
            try:
                _wait_for(port)
                yield from _measured(work, port, server.pid, secret=secret)
            finally:
                server.terminate()


def _wait_for(port: int) -> None:
    """Until the server answers: it reads all of the content first."""
    while not _answers(port):
        time.sleep(1)


def _answers(port: int) -> bool:
    try:
        return httpx2.get(f"http://127.0.0.1:{port}/tema/redigera.css", headers={"Host": HOST}).status_code == 200
    except httpx2.HTTPError:
        return False


@dataclass(kw_only=True)
class _Seen:
    """What the writers have met: the seconds that openings, saves and previews took, and what was refused."""

    openings: list[float] = field(default_factory=list)
    saves: list[float] = field(default_factory=list)
    previews: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def _measured(work: Path, port: int, process: int, *, secret: str) -> Iterator[Result]:
    pledges = sorted((work / "content").glob("kommuner/*/loften/*.md"))
    chosen, seen, end = random.Random(17).sample(pledges, WRITERS), _Seen(), time.monotonic() + MINUTES * 60
    writers = [
        _Writer(port=port, secret=secret, number=number, pledge=pledge, seen=seen)
        for number, pledge in enumerate(chosen)
    ]
    threads = [threading.Thread(target=one.write, args=(end,), daemon=True) for one in writers]
    before = _processor(process)
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    used = _processor(process) - before
    kept = git(work, "for-each-ref", "--format=%(refname)", "refs/heads/utkast").count("\n")
    what = f"{WRITERS} who write at once, {PLEDGES} pledges: no save takes more than two seconds"
    yield Result(what, _told(seen.saves), bool(seen.saves) and max(seen.saves) < 2)
    yield Result("what one types is shown beside meanwhile", _told(seen.previews), bool(seen.previews))
    yield Result("a page is opened meanwhile", _told(seen.openings), bool(seen.openings))
    answers = len(seen.openings) + len(seen.saves) + len(seen.previews)
    each = f"{used:.0f} s for {answers} answers, {used / answers:.3f} s each, its git processes in it"
    # On a machine with other things to do it is this that can be held against another time's.
    yield Result("processor time of the server", f"{each}; load {os.getloadavg()[1]:.1f}", answers > 0)
    what = "nothing that was said to be saved is lost, and nothing was refused"
    yield Result(what, f"{kept} drafts, {len(seen.faults)} refused {seen.faults[:2]}", not seen.faults and kept > 0)
    memory = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text(encoding="utf-8"))
    yield Result(
        "memory of the server at its highest", f"{int(memory[1]) // 1024 if memory else 0} MB", memory is not None
    )


def _processor(process: int) -> float:
    """The seconds of processor time that a process and those that it has waited for have used."""
    facts = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(") ")[2].split()
    return sum(map(int, facts[11:15])) / os.sysconf("SC_CLK_TCK")


def _told(seconds: list[float]) -> str:
    """How many, the middle one, the one that nineteen of twenty are quicker than, and the slowest."""
    if not seconds:
        return "none"
    late = sorted(seconds)[len(seconds) * 19 // 20]
    return f"{len(seconds)}, median {median(seconds):.2f} s, 95 % {late:.2f} s, slowest {max(seconds):.2f} s"


@dataclass(frozen=True, kw_only=True)
class _Writer:
    """Somebody who writes of one pledge, in a browser of their own."""

    port: int
    secret: str
    number: int
    pledge: Path
    seen: _Seen

    @property
    def address(self) -> str:
        return f"/redigera/pledge/{self.pledge.parts[-3]}/{self.pledge.stem}"

    def write(self, end: float) -> None:
        """Open it, write a while with the page beside, and save, again and again."""
        headers = {
            "Host": HOST,
            "Origin": f"https://{HOST}",
            "X-Inloggad": f"skribent{self.number}",
            "X-Hemlighet": self.secret,
        }
        chance = random.Random(self.number)
        with httpx2.Client(base_url=f"http://127.0.0.1:{self.port}", headers=headers, timeout=300) as browser:
            browser.headers["Cookie"] = browser.get("/logga-in").headers.get("set-cookie", "").partition(";")[0]
            while time.monotonic() < end:
                began = time.monotonic()
                form = fields_on(browser.get(self.address).text, self.address)
                self.seen.openings.append(time.monotonic() - began)
                for _ in range(3):
                    time.sleep(chance.uniform(*PAUSE))
                    form["kort"] = f"Ett prov, {secrets.token_hex(4)}."
                    self.seen.previews.append(
                        self._timed(browser, {**form, "gör": "pröva", "levande": "ja"}, live=True)
                    )
                self.seen.saves.append(self._timed(browser, {**form, "gör": "spara"}))
                time.sleep(chance.uniform(*PAUSE))

    def _timed(self, browser: httpx2.Client, fields: dict[str, str], *, live: bool = False) -> float:
        began = time.monotonic()
        answer = browser.post(self.address, data=fields, headers={LIVE: "ja"} if live else {})
        while live and answer.status_code == 503:  # as the form does
            time.sleep(2)
            answer = browser.post(self.address, data=fields, headers={LIVE: "ja"})
        if answer.status_code not in (200, 303):
            self.seen.faults.append(str(answer.status_code))
        return time.monotonic() - began
