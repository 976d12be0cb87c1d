"""The whole way of one run: settings checked, content examined, site built and searchable, staff told.

Everything that ends a run ends it here, with a message and an exit status; nothing ends in a traceback.
"""

import os
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment

from pledges.build import last_published, up_to_date
from pledges.build.checked_settings import checked_settings, end_with
from pledges.build.examination import Examined, examine, examine_library, library_of
from pledges.build.first_pages import LookedAt, first_pages
from pledges.build.messages import held_text, message_of, refusal, search_text
from pledges.build.site import Built, RefusedError, build
from pledges.content import geography
from pledges.content.discovery import LOG_FOLDER
from pledges.content.library import ContentLibrary
from pledges.content.problems import has_errors
from pledges.exports.images import PictureError
from pledges.exports.search_index import SearchError, folder_of, index
from pledges.history.publication_log import last_day, load
from pledges.i18n import SOURCE_LANGUAGE, languages
from pledges.incremental.garbage import look_seldom
from pledges.incremental.output_transaction import OutputError
from pledges.settings import Settings, read_day
from pledges.views.rendering import Renderer, links_of, load_assets


def build_portal(values: Mapping[str, Any], environment: Environment, *, content: Path, output: Path) -> Built:
    """Build `content` into `output`, as docs/architecture.md draws it; ends the run with status 1 on any mistake.

    `values` are Pelican's settings and `environment` renders the templates. Somebody who is looking on (`LookedAt`) is shown the
    pages of what was saved as soon as they can be made.
    """
    started = time.monotonic()
    look_seldom()
    settings, day = checked_settings(values)
    state = up_to_date.current(content, output)
    theme = Path(values["THEME"])
    assets = load_assets(theme / "static")
    environment.auto_reload = False  # a build is of the templates as they were when it began

    def renderer_of(library: ContentLibrary) -> Renderer:
        return Renderer(environment, settings, links=links_of(library.shared, settings), assets=assets)

    try:
        # files → records
        looked_at: LookedAt | None = values.get("LOOKED_AT")
        library = library_of(
            content, geography.load(), seen=state.files, held=looked_at.held if looked_at is not None else None
        )
        if looked_at is not None:
            renderer = renderer_of(library)
            looked_at.show(first_pages(library, looked_at.edited, settings=settings, day=day, renderer=renderer))
        # records → register → problems
        examined = examine_library(library)
        held: tuple[str, ...] = ()
        if values.get("PUBLISH"):
            _refuse_wrong_day(content, day)
            examined, held = _publishable(examined, output, settings)
        # register → snapshot → views → files; summaries → views, feeds, exports → files
        built = build(
            examined,
            output,
            settings=settings,
            day=day,
            renderer=renderer_of(examined.library),
            publishing=bool(values.get("PUBLISH")),
            intact=state.intact,
        )
        # files → search index
        seconds = time.monotonic() - started
        built = replace(built, held=held)
        built, searching = _indexed(built) if values.get("SEARCHABLE", True) else (built, None)
    except RefusedError as error:
        end_with(refusal(error.problems, content.name))
    except PictureError as error:
        end_with(refusal([error.problem], content.name))
    except (OutputError, SearchError) as error:
        end_with(str(error))
    except OSError as error:
        end_with(unwritable(error, output))
    message = message_of(examined.problems, built)
    print(message.text(seconds, built.counts, search_text(searching)))
    up_to_date.remember(state, message, output=output, theme=theme)
    return built


def _refuse_wrong_day(content: Path, day: date) -> None:
    """Ends the run where what is published would be announced on a day that has not been, or before what was published.

    ANYWAY in the environment says that it is meant.
    """
    today, last = read_day(None), last_day(load(content / LOG_FOLDER))
    wrong = (
        f"har inte varit än: i dag är det {today}"
        if day > today
        else f"är före den dag då portalen senast gavs ut, {last}"
        if last is not None and day < last
        else ""
    )
    if wrong and not os.environ.get("ANYWAY"):
        end_with(
            f"{day} {wrong}. Det som ges ut minns portalen med sin dag, för alltid. Kör make site DATE={day} för att titta. "
            f"Ska det verkligen ges ut, kör make publish DATE={day} ANYWAY=ja."
        )


def _publishable(examined: Examined, output: Path, settings: Settings) -> tuple[Examined, tuple[str, ...]]:
    """What can be published of what was examined, and the folders that stand as they were last published, if any.

    Raises RefusedError where what is remembered of the published has been edited.
    """
    content, kept = examined.library.content, last_published.place_of(output)
    if lost := last_published.memory_problems(content, kept):
        raise RefusedError((*examined.problems, *lost))
    if not settings.keep_last_published or not has_errors(examined.problems):
        return examined, ()
    standing = last_published.standing_in(examined, kept, lambda folder: examine(folder, geography.load()))
    if standing is None:
        return examined, ()
    print(held_text(examined.problems, content.name, standing.held), file=sys.stderr)
    return standing.examined, standing.held


def _indexed(built: Built) -> tuple[Built, float | None]:
    """The site with its search index, made anew where pages have changed, and the seconds that it took if it was."""
    if not built.settings.search:
        return built, None
    started = time.monotonic()
    made = index(built.output)
    seconds = time.monotonic() - started if made else None
    folders = (built.output / folder_of(language) for language in (SOURCE_LANGUAGE, *languages()))
    files = (
        path.relative_to(built.output).as_posix() for folder in folders for path in folder.rglob("*") if path.is_file()
    )
    return replace(built, indexed=frozenset(files)), seconds


def unwritable(error: OSError, output: Path) -> str:
    """What to say when a file can't be written."""
    return f"Det gick inte att skriva {error.filename or output}: {error.strerror}. Kör samma kommando igen."
