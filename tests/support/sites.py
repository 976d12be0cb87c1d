"""Whole sites in tests: content from a table of texts, built by the real code with the real theme."""

import fcntl
import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from runpy import run_path
from tempfile import mkdtemp

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader

from pledges.build.examination import Examined, examine
from pledges.build.site import Built, build
from pledges.content.geography import Geography, PlaceGroup, load
from pledges.settings import Settings, read_settings
from pledges.views.rendering import Renderer, links_of, load_assets

ROOT = Path(__file__).resolve().parents[2]
THEME = ROOT / "theme"
CONTENT = ROOT / "content"
DAY = date(2026, 11, 22)
RUN_FOLDER = "PORTAL_TEST_RUN"
SETTINGS = read_settings(run_path(str(ROOT / "pelicanconf.py"))["PORTAL"])


@lru_cache(maxsize=1)
def _run_folder() -> Path:
    """The folder that all processes of a test run share (conftest.py makes it and takes it away), or one of our own."""
    return Path(os.environ.get(RUN_FOLDER) or mkdtemp(prefix="portal-"))


def made_once(name: str, make: Callable[[Path], object]) -> Path:
    """A folder that `make` has filled, once for all processes of a test run; others wait meanwhile. It is only read."""
    folder, done = _run_folder() / name, _run_folder() / f"{name}.done"
    with (_run_folder() / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            done.touch()
    return folder


def write(content: Path, files: Mapping[str, str]) -> None:
    """Write each text at its path under `content`."""
    for path, text in files.items():
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).write_text(text, encoding="utf-8")


def renderer(examined: Examined, settings: Settings, theme: Path = THEME) -> Renderer:
    """The real theme's renderer; a template is compiled once for a test run."""
    compiled = _run_folder() / "mallar"
    compiled.mkdir(exist_ok=True)
    environment = Environment(
        loader=FileSystemLoader(theme / "templates"), bytecode_cache=FileSystemBytecodeCache(str(compiled))
    )
    return Renderer(
        environment, settings, links=links_of(examined.library.shared, settings), assets=load_assets(theme / "static")
    )


def small_country(*slugs: str) -> Geography:
    """The reference data with only these municipalities, so that a test builds a few pages and not thousands."""
    whole = load()
    kept = {slug: facts for slug, facts in whole.municipalities.items() if slug in slugs}

    def only(groups: Mapping[str, PlaceGroup]) -> dict[str, PlaceGroup]:
        left = {key: tuple(one for one in group.municipalities if one.slug in kept) for key, group in groups.items()}
        return {key: replace(groups[key], municipalities=members) for key, members in left.items() if members}

    return Geography(kept, only(whole.counties), only(whole.regions))


def make_site(
    content: Path,
    output: Path,
    day: date = DAY,
    *,
    settings: Settings | None = None,
    theme: Path = THEME,
    geography: Geography | None = None,
    publishing: bool = False,
) -> Built:
    """Examine and build, maybe to publish; what is remembered lies beside the output."""
    chosen = settings or SETTINGS
    examined = examine(content, geography or load(), output.parent / f"{output.name}-cache")
    made_by = renderer(examined, chosen, theme)
    return build(examined, output, settings=chosen, day=day, renderer=made_by, publishing=publishing)


def tree(output: Path) -> dict[str, bytes]:
    """Every file under `output`."""
    return {
        path.relative_to(output).as_posix(): path.read_bytes() for path in sorted(output.rglob("*")) if path.is_file()
    }
