"""The settings file: by whom it is read, and how a mistake in it is told, with its line and without a traceback."""

import re
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
_UNREADABLE = "raden går inte att läsa. Kontrollera citattecken, kommatecken och parenteser, också på raden ovanför."
_CURLY = re.compile("[”“„’‘»«]")
_DAY = re.compile(r"(?<![\"'\d-])\d{4}-\d\d-\d\d(?![\"'\d-])")
_CAPITALS = {"true": "True", "ja": "True", "false": "False", "nej": "False", "none": '""', "null": '""'}


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
    if misnamed := _misnamed(Path(path).read_text(encoding="utf-8-sig")):
        end_with(f"{Path(path).name}: {misnamed} läses inte. Skriv PORTAL = med stora bokstäver.")
    if not any(getattr(one, "__name__", one) == "pledges.plugin" for one in values.get("PLUGINS") or ()):
        end_with(
            f"{Path(path).name}: PLUGINS ska vara [plugin]; utan den byggs ingen portal. "
            "Er egen fil ska börja med raderna from publishconf import …, som i hosting/innehall/loften.py."
        )
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
    if "PLUGINS" in values and not Path(values["THEME"], "templates").is_dir():
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
    """Where in the settings file it went wrong, and what to write instead."""
    name, data = Path(path).name, Path(path).read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        return f"{name} är inte sparad som UTF-8. Öppna filen i en textredigerare och spara om den med kodningen UTF-8."
    if isinstance(error, SyntaxError) and error.filename is not None and Path(error.filename).name != name:
        return f"{Path(error.filename).name} rad {error.lineno}: {_UNREADABLE}"
    if isinstance(error, SyntaxError):
        rows = text.splitlines()
        row = rows[error.lineno - 1].strip() if error.lineno and error.lineno <= len(rows) else ""
        return f"{name} rad {error.lineno}: {_of_a_row(row, error.msg)}"
    lines = [frame.lineno for frame in traceback.extract_tb(sys.exc_info()[2]) if Path(frame.filename).name == name]
    where = f" rad {lines[-1]}" if lines else ""
    return f"{name}{where}: {_in_swedish(error, text)}"


def _of_a_row(row: str, said: str) -> str:
    """What is wrong with a row that isn't Python: what people do who write it as they write all else."""
    if _CURLY.search(row):
        return f"citattecknen är krulliga. Skriv raka: {_CURLY.sub(chr(34), row)}"
    if day := _DAY.search(row):
        return f'en dag ska stå inom citattecken: "{day[0]}".'
    if "unterminated string" in said:
        return "citattecknet som texten börjar med stängs inte. Sätt ett i slutet av texten."
    if "unexpected indent" in said or "unindent" in said:
        return "raden börjar inte i rätt kolumn. Låt den börja i samma kolumn som raderna omkring."
    if "was never closed" in said or "does not match" in said or "unmatched" in said:
        return "en parentes ( [ eller { stängs inte, eller stängs med fel tecken."
    return _UNREADABLE


def _in_swedish(error: Exception, text: str) -> str:
    """What went wrong when the file was run."""
    if isinstance(error, ModuleNotFoundError):
        return f"det finns inget som heter {error.name}. Skriv raden som i hosting/innehall/loften.py: from publishconf import *"
    if not isinstance(error, NameError) or error.name is None:
        return str(error)
    name = error.name
    if name.casefold() in _CAPITALS:
        return f"skriv {_CAPITALS[name.casefold()]} i stället för {name}."
    if colon := re.search(rf"^{re.escape(name)}\s*:", text, re.M):
        row = text.count("\n", 0, colon.start()) + 1
        return f"{name} har inget värde. Skriv {name} = i stället för {name}: på rad {row}."
    return f'{name} finns inte. Är det en text, sätt citattecken runt den: "{name}". Är det ett namn, kontrollera hur det är stavat.'


def _misnamed(text: str) -> str | None:
    """What the settings are called in the file where it isn't PORTAL, so that none of them is read."""
    found = re.search(r"^(portal\w{0,2}|portel|protal)\s*=\s*\{", text, re.M | re.I)
    return (
        found[1] if found is not None and found[1] != "PORTAL" and not re.search(r"^PORTAL\s*=", text, re.M) else None
    )
