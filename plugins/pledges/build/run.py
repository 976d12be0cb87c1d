"""One run of the portal: settings checked, content examined, site built, and what staff are told of it.

Everything that ends a run ends it here, with a message and an exit status; nothing ends in a traceback.
"""

import gc
import os
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from jinja2 import Environment

from pledges import urls
from pledges.build import up_to_date
from pledges.build.messages import refusal, search_text, word_of
from pledges.build.site import Built, Examined, RefusedError, build, examine
from pledges.build.up_to_date import BuildState
from pledges.content import geography, problems
from pledges.exports.images import PictureError
from pledges.exports.search import SearchError, index
from pledges.incremental.output import OutputError, intact
from pledges.incremental.parallel import aside
from pledges.settings import Settings, SettingsError, read_day, read_settings
from pledges.views.rendering import Renderer, load_assets, site_of
from pledges.views.statement import read_statement

# A build makes millions of objects that live to its end; looking through them all for garbage took a tenth of its time.
GARBAGE = (200_000, 20, 100)
SEEN_BEFORE = "PLEDGES_SEEN_BEFORE"  # among Pelican's settings, since Pelican lies between the command and us


@dataclass(frozen=True, slots=True)
class Job:
    """A run that may begin: checked settings, and content without errors.

    `looked` waits for what lies in the output, and `before` is what was seen by somebody who looked whether there was
    anything to build; None where nobody has.
    """

    settings: Settings
    day: date
    content: Path
    output: Path
    theme: Path
    examined: Examined
    started: float
    looked: Callable[[], frozenset[str] | None] | None = None
    before: BuildState | None = None


def prepare(values: Mapping[str, Any], content: str, output: str) -> Job:
    """Check the settings and the content. Ends the run with status 1 if either has errors."""
    started = time.monotonic()
    gc.set_threshold(*GARBAGE)
    settings, day = checked_settings(values)
    folder = Path(content)
    before: BuildState | None = values.get(SEEN_BEFORE)
    looked = aside(partial(intact, Path(output))) if before is None else before.looked
    examined = examine(folder, geography.load(), seen=before.seen if before is not None else None)
    if problems.has_errors(examined.problems):
        end_with(refusal(examined.problems, folder.name))
    return Job(settings, day, folder, Path(output), Path(values["THEME"]), examined, started, looked, before)


def checked_settings(values: Mapping[str, Any]) -> tuple[Settings, date]:
    """The portal's settings and the day of the build. Ends the run with status 1 on mistakes."""
    try:
        settings = read_settings(values.get("PORTAL", {}))
        read_statement(settings.accessibility)
        _check_surroundings(values, settings)
    except SettingsError as error:
        lines = "\n".join(f"  {line}" for line in str(error).splitlines())
        end_with(f"Inställningarna i pelicanconf.py behöver rättas:\n{lines}\nInget har skrivits.")
    try:
        return settings, read_day(os.environ.get("DATE"))
    except SettingsError as error:
        end_with(str(error))


def _check_surroundings(values: Mapping[str, Any], settings: Settings) -> None:
    """What the portal's settings say of other things: a logotype that is there, and an output that is left alone."""
    if values.get("DELETE_OUTPUT_DIRECTORY"):
        raise SettingsError(
            "DELETE_OUTPUT_DIRECTORY ska vara False: annars töms den förra portalen innan innehållet är läst."
        )
    if settings.logo and not (Path(values["THEME"]) / "static" / settings.logo).is_file():
        raise SettingsError(f"logo: filen {settings.logo} finns inte i theme/static/.")


def make(job: Job, environment: Environment) -> Built:
    """Build the site and print the summary. Ends the run with status 1 if it can't be written."""
    renderer = Renderer(
        environment,
        site_of(job.settings, job.examined.library.shared),
        load_assets(job.theme / "static"),
        job.settings.absolute_links,
    )
    try:
        built = build(job.examined, job.output, job.settings, job.day, renderer, job.looked)
        seconds = time.monotonic() - job.started
        indexed, searching = _indexed(job)
        word = word_of(job.examined, built, job.output, job.day)
        print(word.text(seconds, built.tally, search_text(searching)))
        built.indexed = indexed
    except RefusedError as error:
        end_with(refusal(error.problems, job.content.name))
    except PictureError as error:
        end_with(refusal([error.problem], job.content.name))
    except (OutputError, SearchError) as error:
        end_with(str(error))
    except OSError as error:
        end_with(unwritable(error, job))
    if job.before is not None:
        up_to_date.remember(job.before, job.output, job.theme, word)
    return built


def unwritable(error: OSError, job: Job) -> str:
    """What to say when a file can't be written."""
    return f"Det gick inte att skriva {error.filename or job.output}: {error.strerror}. Kör samma kommando igen."


def _indexed(job: Job) -> tuple[frozenset[str], float | None]:
    """Make the search index where pages have changed; gives its files, and the seconds that it took if it was made."""
    if not job.settings.search:
        return frozenset(), None
    started = time.monotonic()
    made = index(job.output)
    seconds = time.monotonic() - started if made else None
    folder = job.output / urls.SEARCH_INDEX
    return frozenset(path.relative_to(job.output).as_posix() for path in folder.rglob("*") if path.is_file()), seconds


def end_with(message: str) -> NoReturn:
    """Tell what is wrong on standard error, and end with status 1."""
    print(message, file=sys.stderr)
    raise SystemExit(1)
