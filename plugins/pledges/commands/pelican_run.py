"""A Pelican run from our own command: the same as `pelican content -s pelicanconf.py`, with less said.

A mistake in the settings file is told with its line, not with a traceback.
"""

import sys
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from pelican import Pelican
from pelican.log import console
from pelican.settings import read_settings

from pledges.build.checked_settings import end_with
from pledges.build.up_to_date import BuildState, using


def run_site(
    *, content: str, output: str, settings: str, before: BuildState | None = None, searchable: bool = True
) -> int:
    """Build `content` into `output`; gives the exit status. Errors end the run with status 1.

    `before` is what was seen there by somebody who looked whether there was anything to build. The search index is left as
    it is unless `searchable`.
    """
    values = load_settings(settings, {"PATH": content, "OUTPUT_PATH": output})
    values["SEARCHABLE"] = searchable
    # Another plugin may depend on what we know nothing of: then nothing is ever taken to stand still.
    if before is not None and len(values["PLUGINS"]) > 1:
        before = replace(before, key="")
    console.quiet = True
    with using(before):
        Pelican(values).run()
    return 0


def load_settings(path: str, override: Mapping[str, str]) -> dict[str, Any]:
    """Pelican's settings from the file at `path`, with our plugin and theme, and the folders in `override`.

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
            values: dict[str, Any] = read_settings(path, {**folders, "SETTINGS_FILE": Path(path).name})
    except Exception as error:
        end_with(_where(path, error))
    if not any(getattr(one, "__name__", one) == "pledges.plugin" for one in values["PLUGINS"]):
        end_with(f"{Path(path).name}: PLUGINS ska vara [plugin]; utan den byggs ingen portal.")
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
