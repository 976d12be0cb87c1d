"""The programs that the tests run, and the Debian packages that they come from: the one place that knows.

`make test` runs this module before the tests: root gets every package that is missing, anyone else is told of them in
one line to copy. Nothing is installed while the tests run: one whose programs are missing is skipped with a reason, and
conftest.py ends by saying so (with CI=true the run has then failed).

    python -m support.programs [name …]    what the tests need, and these
"""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NoReturn

import pytest

PACKAGES: Mapping[str, str] = {
    "nginx": "nginx",
    "brotli i nginx": "libnginx-mod-http-brotli-static",
    "apache2": "apache2",
    "caddy": "caddy",
    "curl": "curl",
    "openssl": "openssl",
    "rclone": "rclone",
    "rsync": "rsync",
    "sshd": "openssh-server",
    "ssh": "openssh-client",
    "newsboat": "newsboat",
    "calcurse": "calcurse",
    "systemd-analyze": "systemd",
    "chromium": "chromium-headless-shell",
    "libatomic": "libatomic1",
    "wrk": "wrk",
}
TESTED = tuple(name for name in PACKAGES if name != "wrk")
# The one that is built to have no window draws the same pages in half the time.
_BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_INSTALL = "apt-get install -y --no-install-recommends"
# Debian starts a server as soon as it is installed; a test starts its own.
_QUIETLY = {"DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
_LAST_ERRORS = 3


def find(program: str) -> str | None:
    """Where `program` is, also among those for administrators."""
    return shutil.which(program, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")


def browser() -> str | None:
    """The path of a browser: `BROWSER_PATH`, else Chromium or Chrome on this machine, without a window if it can be had."""
    return os.environ.get("BROWSER_PATH") or next(filter(None, map(find, _BROWSERS)), None)


@lru_cache(maxsize=1)
def _driver_starts() -> bool:
    """Whether Playwright's own program, which leads the browser, finds its libraries."""
    words = [sys.executable, "-m", "playwright", "--version"]
    return subprocess.run(words, capture_output=True, check=False).returncode == 0


_IS_HERE: Mapping[str, Callable[[], bool]] = {
    "brotli i nginx": lambda: Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so").exists(),
    "chromium": lambda: browser() is not None,
    "libatomic": _driver_starts,
}


def absent(names: Iterable[str] = TESTED) -> list[str]:
    """Those of `names` that are not on this machine."""
    return [name for name in names if not (_IS_HERE[name]() if name in _IS_HERE else find(name))]


def need(*names: str) -> None:
    """Skip the test unless all of `names` are here."""
    if lacking := absent(names):
        missing(", ".join(lacking))


def missing(what: str) -> NoReturn:
    """Skip the test for want of `what`."""
    pytest.skip(f"{what} finns inte här.")


def advice(names: Sequence[str]) -> str:
    """The line that gets `names` where there is apt-get; elsewhere what to get. Empty where nothing is missing."""
    if not names:
        return ""
    if find("apt-get") is None:
        return f"Installera {', '.join(names)}."
    words = f"{_INSTALL} {' '.join(PACKAGES[name] for name in names)}"
    if find("sudo"):
        return f"sudo apt-get update && sudo {words}"
    return f"su - -c {shlex.quote(f'apt-get update && {words}')}"


def install(names: Sequence[str]) -> str:
    """Install what gives `names`, as root. Gives apt-get's last words if it failed, else nothing."""
    told = _apt_get("update", "-q")
    # One package that can't be had must not keep the others away.
    together = _apt_get(*_INSTALL.split()[1:], *(PACKAGES[name] for name in names))
    if together:
        alone = [_apt_get(*_INSTALL.split()[1:], PACKAGES[name]) for name in absent(names)]
        return "\n".join(filter(None, [told, *alone]))
    return ""


def _apt_get(*words: str) -> str:
    """Run apt-get and wait for whoever else is installing. Gives its last lines if it failed."""
    command = ["apt-get", "-o", "DPkg::Lock::Timeout=300", *words]
    done = subprocess.run(command, env={**os.environ, **_QUIETLY}, capture_output=True, text=True, check=False)
    return "\n".join(done.stderr.splitlines()[-_LAST_ERRORS:]) if done.returncode else ""


def main(also: Sequence[str]) -> None:
    """Get what the tests need, or say what to get."""
    wanted = absent((*TESTED, *also))
    if wanted and os.geteuid() == 0 and find("apt-get"):
        print(f"Installerar program som proven kör: {', '.join(wanted)} …", flush=True)
        failed = install(wanted)
        _driver_starts.cache_clear()
        wanted = absent(wanted)
        if wanted and failed:
            print(failed, file=sys.stderr)
    if wanted:
        print(f"Proven kan inte köra {', '.join(wanted)}, så en del av dem hoppas över.", file=sys.stderr)
        print(f"För att köra alla, installera med den här raden:\n\n    {advice(wanted)}\n", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
