"""A bare machine: Debian with the packages that README names and nothing else, where `make site` and `make test` pass.

Two fresh roots by debootstrap. In one it is root from the beginning. In the other an ordinary user, who can't install,
gets the tests that need nothing more and one line to copy; root runs that line, and then the same user's whole test run
passes. The roots have no /dev/shm that a user can write in, no locale and no settings, except how this machine's apt and
pip reach their packages; /run/lock is a disk in memory, as on every Debian that has started.
"""

import ast
import os
import re
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from audit.report import AuditResult

RELEASE = "bookworm"
_SOURCES = ("sources.list", "sources.list.d", "auth.conf", "auth.conf.d", "trusted.gpg", "trusted.gpg.d", "keyrings")
_PROXIES = ("http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")
USER = "prov"
_ADVISED = re.compile(r"^    ((?:su - -c|sudo) .*apt-get install .*)$", re.M)
_LEAST_FREE_GB = 6


class FailedError(Exception):
    """A root that could not be made, and why."""


@dataclass(frozen=True)
class Root:
    """A Debian of its own under `place`, with folders of this machine's that pip reads packages from."""

    place: Path
    mounts: frozenset[Path] = field(default=frozenset())

    def run(self, command: str, user: str = "root") -> tuple[int, str]:
        """Run a line of shell as `user`, at home. Gives its status and all that it said."""
        mounts = [
            ["mount", "-t", "proc", "proc", f"{self.place}/proc"],
            ["mount", "-t", "tmpfs", "-o", "mode=1777", "tmpfs", f"{self.place}/run/lock"],
            ["mount", "-t", "devpts", "-o", "newinstance,ptmxmode=0666", "devpts", f"{self.place}/dev/pts"],
            *(["mount", "--bind", "-o", "ro", str(one), f"{self.place}{one}"] for one in sorted(self.mounts)),
        ]
        inside = [
            *map(shlex.join, mounts),
            f"exec {shlex.join(['chroot', str(self.place), 'su', '-', user, '-c', command])}",
        ]
        done = subprocess.run(
            ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-euc", "\n".join(inside)],
            env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout.decode(errors="replace")

    def clone(self, repository: Path, user: str) -> None:
        """What is committed in `repository`, at the user's home."""
        home = "root" if user == "root" else f"home/{user}"
        _do("git", "clone", "--quiet", str(repository), str(self.place / home / "loften"))
        self.run(f"chown -R {user}: /{home}/loften")


@dataclass(frozen=True)
class Tried:
    """What was tried on which machine; all that was said lies in `logs`."""

    machine: str
    logs: Path

    def judge(self, what: str, status: int, output: str) -> AuditResult:
        """The verdict, with the last that was said."""
        log = self.logs / f"bare-{re.sub(r'[^a-z]+', '-', what.lower())}.log"
        log.write_text(output, encoding="utf-8")
        return AuditResult(f"{self.machine}: {what}", "fel" if status else "ok", last_words(output))


def audit(repository: Path, tools: Path) -> Iterator[AuditResult]:
    """What an ordinary user and root meet on a bare Debian."""
    what = f"Bare Debian ({RELEASE})"
    if reason := why_not():
        yield AuditResult(what, "ej körd", reason)
        return
    with tempfile.TemporaryDirectory(prefix="bare-", dir="/var/tmp", ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o755)
        try:
            first = bare(Path(name) / "user", readme_packages(repository))
            second = Root(Path(name) / "root", first.mounts)
            _do("cp", "-a", str(first.place), str(second.place))
            first.clone(repository, USER)
            second.clone(repository, "root")
        except FailedError as error:
            yield AuditResult(what, "ej körd", str(error))
            return
        yield from _as_root(second, Tried(what, tools))
        yield from _as_user(first, Tried(what, tools))


def _as_user(root: Root, tried: Tried) -> Iterator[AuditResult]:
    """The tests without the programs, the line that the user is given to copy, and the tests with them."""
    yield tried.judge("make site as an ordinary user", *root.run("cd loften && make site", USER))
    status, output = root.run("cd loften && make test", USER)
    yield tried.judge("make test as an ordinary user", status, output)
    line = _ADVISED.search(output)
    if line is None:
        yield tried.judge("the line to copy", 1, "no line was given")
        return
    status, output = root.run(line[1])
    yield tried.judge("the line to copy", status, output if status else line[1])
    yield tried.judge("make test after that, with CI=true", *root.run("cd loften && CI=true make test", USER))


def _as_root(root: Root, tried: Tried) -> Iterator[AuditResult]:
    yield tried.judge("make site as root", *root.run("cd loften && make site"))
    yield tried.judge("make test as root, with CI=true", *root.run("cd loften && CI=true make test"))


def last_words(output: str) -> str:
    """The last line with words in it, without pytest's frame and make's own line."""
    lines = [line.strip("= ") for line in output.splitlines() if not line.startswith("make:")]
    return next(filter(None, reversed(lines)), "")


def why_not(*also: str) -> str:
    """Why a root can't be made here; empty where it can. `also` are other programs that are needed."""
    if os.geteuid() != 0:
        return "needs root"
    absent = [one for one in ("debootstrap", "unshare", "chroot", *also) if shutil.which(one) is None]
    if absent:
        return f"needs {', '.join(absent)}"
    free = shutil.disk_usage("/var/tmp").free // 10**9
    return "" if free >= _LEAST_FREE_GB else f"needs {_LEAST_FREE_GB} GB in /var/tmp, where {free} are free"


def readme_packages(repository: Path) -> list[str]:
    """The packages that README says are enough."""
    text = (repository / "README.md").read_text(encoding="utf-8")
    return re.findall(r"`([^`]+)`", next(line for line in text.splitlines() if line.startswith("On Debian or Ubuntu")))


def bare(place: Path, packages: list[str]) -> Root:
    """A root with `packages` and one ordinary user. Raises FailedError where it can't be made."""
    mirror = _mirror()
    _do("debootstrap", "--variant=minbase", RELEASE, str(place), *([mirror] if mirror else []))
    if mirror:
        _copy_apt_settings(place)
    for name in ("resolv.conf", "hosts"):
        shutil.copy(f"/etc/{name}", place / "etc" / name)
    proxies = "".join(f"{name}={os.environ[name]}\n" for name in _PROXIES if name in os.environ)
    (place / "etc/environment").write_text(proxies)
    root = Root(place, _copy_pip_settings(place))
    command = f"apt-get update -q && apt-get install -qy --no-install-recommends {shlex.join(packages)}"
    status, output = root.run(f"{command} && useradd -m -s /bin/bash {USER}")
    if status:
        raise FailedError(f"apt-get: {last_words(output)}")
    return root


def _mirror() -> str:
    """Where this machine gets Debian's packages from; empty where it has no such source of its own."""
    words = ["apt-get", "indextargets", "--format", "$(CODENAME) $(COMPONENT) $(SITE)", "Created-By: Packages"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    rows = [line.split() for line in done.stdout.splitlines()]
    return next((row[2] for row in rows if row[:2] == [RELEASE, "main"]), "")


def _copy_apt_settings(place: Path) -> None:
    """The sources, their keys, and how they are reached; nothing else that this machine has been set to."""
    (place / "etc/apt/sources.list").unlink(missing_ok=True)
    for name in _SOURCES:
        here, there = Path("/etc/apt") / name, place / "etc/apt" / name
        if here.is_dir():
            shutil.copytree(here, there, dirs_exist_ok=True)
        elif here.exists():
            shutil.copy(here, there)
    words = ["apt-config", "dump", "--format", '%F "%v";%n', "Acquire"]
    acquire = subprocess.run(words, capture_output=True, text=True, check=False).stdout
    (place / "etc/apt/apt.conf.d/90host").write_text(acquire)


def _copy_pip_settings(place: Path) -> frozenset[Path]:
    """pip's settings, for every user there. Gives the folders that they name, which are to be seen from inside."""
    words = ["python3", "-m", "pip", "config", "list"]
    listed = subprocess.run(words, capture_output=True, text=True, check=False).stdout
    pairs = [line.split("=", 1) for line in listed.splitlines() if "=" in line]
    # The environment's settings are listed as `:env:.name` and come first; the first of a name holds.
    settings: dict[str, str] = {}
    for key, value in pairs:
        settings.setdefault(key.rpartition(".")[2], ast.literal_eval(value))
    mounts: set[Path] = set()
    (place / "etc/pip").mkdir()
    for key, value in settings.items():
        for word in value.split():
            here = Path(word.removeprefix("file://"))
            if here.is_file():
                # Its own place may be a package's, such as the certificates'.
                shutil.copy(here, place / "etc/pip" / here.name)
                settings[key] = settings[key].replace(word, f"/etc/pip/{here.name}")
            elif here.is_absolute() and here.is_dir():
                # An index has its files beside it.
                mounts.add(here.parent if key.endswith("index-url") else here)
    for one in mounts:
        Path(f"{place}{one}").mkdir(parents=True, exist_ok=True)
    lines = [f"{key} = {' '.join(value.split())}\n" for key, value in settings.items()]
    (place / "etc/pip.conf").write_text("[global]\n" + "".join(lines))
    return frozenset(mounts)


def _do(*words: str) -> None:
    """Run a command. Raises FailedError with its last line if it fails."""
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        raise FailedError(f"{words[0]}: {last_words(done.stdout + done.stderr)}")
