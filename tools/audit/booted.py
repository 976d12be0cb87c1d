"""The night under a systemd that has booted: its timer starts it, and of whatever goes wrong a letter is sent.

A bare Debian boots in a container (systemd-nspawn) with the units as hosts copy them. What they run is the night itself,
with stand-ins for `make`, for sendmail, which puts the letters in a file, and for nginx.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from audit.bare_root import RELEASE, USER, FailedError, bare, last_words, why_not
from audit.report import AuditResult

_PACKAGES = ["systemd", "systemd-sysv", "dbus", "make", "git"]
_HOME = f"/home/{USER}/loften"
_LETTERS = f"/home/{USER}/letters"
_SOON = "[Timer]\nOnCalendar=*:*:00/5\nAccuracySec=1s\n"
_MAKEFILE = """\
where:
\t@echo content
publish:
\t@sleep $$(cat takes)
deploy:
\t@cat says >&2; test ! -s says
"""
_NGINX = "[Service]\nExecStart=/bin/sleep infinity\nExecReload=/bin/sh -c 'test ! -e /run/broken'\n"
_PATIENCE = 60


@dataclass(frozen=True)
class _Tried:
    """What is done to a night, as a line of shell, and what the letter then holds; nothing where none is to be sent."""

    what: str
    done: str
    letter: str = ""


_NIGHT = "systemctl start loften.service"
TRIED = (
    _Tried("the timer starts it", "systemctl start loften.timer; sleep 12; systemctl stop loften.timer"),
    _Tried("it fails", f"echo Fullt. > says; {_NIGHT}; : > says", '"orsak":"lägga ut: Fullt."'),
    _Tried(
        "it is killed",
        f"echo 60 > takes; {_NIGHT} --no-block; sleep 3; systemctl kill --signal=KILL loften.service; echo 0 > takes",
        '"gick inte":"körningen avbröts"',
    ),
    _Tried(
        "the web server does not reload",
        f"touch /run/broken; {_NIGHT}; rm /run/broken",
        "gick det inte att ladda om webbservern",
    ),
    _Tried("the night after", _NIGHT),
)


def audit(repository: Path) -> Iterator[AuditResult]:
    """What is told of a night, however it ends."""
    what = f"A night under systemd ({RELEASE})"
    if reason := why_not("systemd-nspawn", "nsenter"):
        yield AuditResult(what, "ej körd", reason)
        return
    with tempfile.TemporaryDirectory(prefix="booted-", dir="/var/tmp", ignore_cleanup_errors=True) as name:
        place = Path(name) / "root"
        try:
            root = bare(place, _PACKAGES)
            furnish(repository, place)
            root.run(f"chown -R {USER}: /home/{USER}")
            with booted(place) as leader:
                inside(leader, "systemctl start nginx.service")
                yield from (_judged(what, leader, one) for one in TRIED)
        except FailedError as error:
            yield AuditResult(what, "ej körd", str(error))


def furnish(repository: Path, place: Path) -> None:
    """The units as they are copied, with this machine's user, and what they run."""
    schedules, units = repository / "hosting/schema", place / "etc/systemd/system"
    portal = place / _HOME.lstrip("/")
    shutil.copytree(schedules, portal / "hosting/schema")
    units.mkdir(parents=True, exist_ok=True)
    for unit in (*schedules.glob("*.service"), *schedules.glob("*.timer")):
        text = unit.read_text(encoding="utf-8").replace("User=loften", f"User={USER}")
        (units / unit.name).write_text(text.replace("/home/loften/loften", _HOME), encoding="utf-8")
    files: Mapping[Path, str] = {
        portal / "Makefile": _MAKEFILE,
        portal / "takes": "0\n",
        portal / "says": "",
        units / "loften.timer.d/soon.conf": _SOON,
        units / "nginx.service": _NGINX,
        place / "etc/default/loften": "ALARM=loften@loften.example\n",
        place / "usr/sbin/sendmail": f"#!/bin/sh\ncat >> {_LETTERS}\n",
    }
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (place / "usr/sbin/sendmail").chmod(0o755)


@contextmanager
def booted(place: Path) -> Iterator[int]:
    """`place` as a machine that has started; gives the process that is its first. Raises FailedError where it does not."""
    options = ["--register=no", "--keep-unit", "--resolv-conf=off", "--timezone=off", "--console=pipe"]
    process = subprocess.Popen(
        ["systemd-nspawn", f"--directory={place}", "--boot", "--kill-signal=SIGRTMIN+3", *options],
        env={**os.environ, "UNIFIED_CGROUP_HIERARCHY": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield _leader(process)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _leader(process: "subprocess.Popen[bytes]") -> int:
    for _ in range(_PATIENCE):
        time.sleep(1)
        if process.poll() is not None:
            break
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        if children and inside(int(children[0]), "systemctl is-system-running").strip() in ("running", "degraded"):
            return int(children[0])
    raise FailedError("systemd does not boot in a container here")


def inside(leader: int, command: str) -> str:
    """What a line of shell says on the machine, in the portal's folder."""
    words = ["nsenter", f"--target={leader}", "--mount", "--uts", "--ipc", "--pid", "--root", "--wd"]
    done = subprocess.run(
        [*words, "sh", "-c", f"cd {_HOME}; {command}"],
        env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.stdout.decode(errors="replace")


def _judged(what: str, leader: int, tried: _Tried) -> AuditResult:
    old = _LETTERS if tried.letter else f"{_LETTERS} natt.json"
    inside(leader, f"rm -f {old}; {tried.done}")
    # The letter is sent by a unit of its own, which nobody waits for.
    waiting = f"for _ in $(seq 20); do [ ! -s {_LETTERS} ] || break; sleep 0.5; done" if tried.letter else "sleep 3"
    letter = inside(leader, f"{waiting}; cat {_LETTERS} 2>/dev/null")
    state = inside(leader, "cat natt.json")
    held = tried.letter in letter if tried.letter else not letter and '"lyckades":true' in state
    told = f"a letter: {tried.letter}" if tried.letter else "it went well, and no letter"
    return AuditResult(f"{what}: {tried.what}", "ok" if held else "fel", told if held else last_words(letter + state))
