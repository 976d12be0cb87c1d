"""The settings file: by whom it is read, and how a mistake in it is told, with its line and without a traceback."""

import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any, TypeAlias

from pledges.build.checked_settings import end_with

Reader: TypeAlias = Callable[[str, dict[str, str]], dict[str, Any]]
"""Gives the values of the file at a path, with those that are laid over them."""


def read_alone(path: str, override: Mapping[str, str]) -> dict[str, Any]:
    """What the settings file at `path` says, with our plugin and theme, and the folders in `override`.

    For whoever builds nothing: Pelican's own settings, and whatever it would change, are left out, since loading it takes
    as long as looking through the content. Ends the run with status 1 on mistakes.
    """
    return read(path, override, _without_pelican)


def read(path: str, override: Mapping[str, str], reader: Reader) -> dict[str, Any]:
    """The settings from the file at `path`, with our plugin and theme, and the folders in `override`.

    Ends the run with status 1 on mistakes.
    """
    if not Path(path).is_file():
        end_with(f"Inställningsfilen {path} finns inte. Ange en annan med --settings.")
    if not Path(override["PATH"]).is_dir():
        end_with(f"Mappen {override['PATH']} finns inte. Ange en annan med CONTENT=mapp.")
    try:
        # Pelican would look for folders from where the settings are, which may be a host's own folder.
        folders = {name: str(Path(folder).absolute()) for name, folder in override.items()}
        with _leaving_no_bytecode():
            values = reader(path, {**folders, "SETTINGS_FILE": Path(path).name})
    except Exception as error:
        end_with(_where(path, error))
    if not any(getattr(one, "__name__", one) == "pledges.plugin" for one in values["PLUGINS"]):
        end_with(f"{Path(path).name}: PLUGINS ska vara [plugin]; utan den byggs ingen portal.")
    return values


def with_pelican(path: str, override: dict[str, str]) -> dict[str, Any]:
    """As Pelican reads the file, with all of its own settings."""
    from pelican.settings import read_settings  # noqa: PLC0415 - loads all of Pelican, which only a build needs

    values: dict[str, Any] = read_settings(path, override)
    return values


def _without_pelican(path: str, override: dict[str, str]) -> dict[str, Any]:
    """As `pelican.settings` does it; where there is anything that it would say something about, it is left to say it."""
    name, folder = Path(path).stem, Path(path).parent.absolute()
    spec = spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        return with_pelican(path, override)
    module = sys.modules[name] = module_from_spec(spec)
    spec.loader.exec_module(module)
    values = {**{name: value for name, value in vars(module).items() if name.isupper()}, **override}
    values["THEME"] = str(folder / values.get("THEME", ""))
    if "PLUGINS" not in values or not Path(values["THEME"], "templates").is_dir():
        return with_pelican(path, override)
    return values


@contextmanager
def _leaving_no_bytecode() -> Iterator[None]:
    """Settings lie among what the host saves, and Python's copy of them is nothing to save."""
    before = sys.dont_write_bytecode
    sys.dont_write_bytecode = True
    try:
        yield
    finally:
        sys.dont_write_bytecode = before


def _where(path: str, error: Exception) -> str:
    """Where in the settings file it went wrong."""
    name = Path(path).name
    if isinstance(error, SyntaxError):
        return (
            f"{name} rad {error.lineno}: raden går inte att läsa. Kontrollera citattecken, kommatecken och parenteser."
        )
    lines = [frame.lineno for frame in traceback.extract_tb(sys.exc_info()[2]) if Path(frame.filename).name == name]
    where = f" rad {lines[-1]}" if lines else ""
    return f"{name}{where}: {error}"
