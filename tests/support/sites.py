"""Whole sites in tests: content from a table of texts, built by the real code with the real theme."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from runpy import run_path

from jinja2 import Environment, FileSystemLoader

from pledges.build.examination import Examined, examine
from pledges.build.site import Built, build
from pledges.content.geography import Geography, PlaceGroup, load
from pledges.settings import Settings, read_settings
from pledges.views.rendering import Renderer, load_assets, site_of

ROOT = Path(__file__).resolve().parents[2]
THEME = ROOT / "theme"
CONTENT = ROOT / "content"
DAY = date(2026, 11, 22)
SETTINGS = read_settings(run_path(str(ROOT / "pelicanconf.py"))["PORTAL"])


def write(content: Path, files: Mapping[str, str]) -> None:
    """Write each text at its path under `content`."""
    for path, text in files.items():
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).write_text(text, encoding="utf-8")


def renderer(examined: Examined, settings: Settings, theme: Path = THEME) -> Renderer:
    """The real theme's renderer."""
    environment = Environment(loader=FileSystemLoader(theme / "templates"))
    return Renderer(
        environment, site_of(settings, examined.library.shared), load_assets(theme / "static"), settings.absolute_links
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
    settings: Settings | None = None,
    theme: Path = THEME,
    geography: Geography | None = None,
    *,
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
