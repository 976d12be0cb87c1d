"""The builds of `make serve`: each in a process forked from one that has read the libraries and the portal's code already, and
after a save also the records of the municipality that was saved in.

So an edit costs its own work and no more. What was saved is shown first (`build/first_pages.py`), then all pages as soon as they are made;
the search index, which takes longer than all of them, is made after that, and begun anew when something is saved meanwhile.
"""

import io
import multiprocessing
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pledges.incremental.lock import BusyError
from pledges.incremental.output_transaction import alone
from pledges.incremental.parallel import Forked

if TYPE_CHECKING:  # is loaded by the process that is kept
    from pledges.content.library import Held

Pages = Mapping[str, bytes]
_ANSI = re.compile(r"\x1b\[[0-9;]*m")
_ENDED = (1, "Bygget avbröts.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What is built, as the command was told it: paths to the content, the output and the settings file."""

    content: str
    output: str
    settings: str


class WarmBuilds:
    """Builds of one site. Use `warm_builds`, which ends what it has begun."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._start()

    def build(self, edited: Sequence[str] = (), show: Callable[[Pages], None] = lambda _pages: None) -> str:
        """Build. Gives the errors, empty if there were none; prints what the build says.

        `show` is given the pages of the files that were `edited`, as paths under content/, before anything is checked.
        """
        try:
            self._pipe.send(tuple(edited))
            while isinstance(said := self._pipe.recv(), dict):
                show(said)
            code, text = said
        except (EOFError, OSError):  # the portal's own code can't be read, or somebody has ended the process
            self.renew()
            code, text = _ENDED
        print(text, file=sys.stderr if code else sys.stdout, flush=True)
        return text if code else ""

    def renew(self) -> None:
        """Go on from the portal's code as it is now."""
        self.end()
        self._start()

    def end(self) -> None:
        """Let go of the process and of what it does."""
        self._pipe.close()
        self._process.join()

    def _start(self) -> None:
        # Nothing is shared with this process, which has read some of the code that may be changed.
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_stand_ready, args=(theirs, self._site))
        self._process.start()
        theirs.close()


@contextmanager
def warm_builds(site: Site) -> Iterator[WarmBuilds]:
    """What builds `site`, until it is left."""
    builds = WarmBuilds(site)
    try:
        yield builds
    finally:
        builds.end()


def build(
    site: Site, edited: Sequence[str], show: Callable[[Pages], None], *, held: "Held | None" = None
) -> tuple[int, str]:
    """Build here, without the search index. Gives the exit status and what was said; `show` is given what is looked at first.

    `held` is what is held of the records."""
    try:
        with alone(Path(site.output), "make serve"):
            return _build(site, edited, show, held=held)
    except BusyError as error:
        return 1, str(error)


def _build(site: Site, edited: Sequence[str], show: Callable[[Pages], None], *, held: "Held | None") -> tuple[int, str]:
    from pledges.build.first_pages import LookedAt
    from pledges.commands.pelican_run import run_site

    printed = io.StringIO()
    code: Any = 0
    with redirect_stdout(printed), redirect_stderr(printed):
        try:
            run_site(
                content=site.content,
                output=site.output,
                settings=site.settings,
                searchable=False,
                looked_at=LookedAt(edited, show, held),
            )
        except SystemExit as end:
            code = end.code
    return code or 0, _ANSI.sub("", printed.getvalue()).strip()


def _stand_ready(pipe: "Connection[Pages | tuple[int, str], Sequence[str]]", site: Site) -> None:
    _read_ahead()
    searching: Forked[None] | None = None
    held: Held | None = None
    try:
        while True:
            edited = pipe.recv()
            if searching is not None:
                searching.stop()
            code, text = _forked(site, edited, pipe.send, held=held)
            pipe.send((code, text))
            searching = None if code else Forked(partial(make_searchable, site))
            if edited and not pipe.poll():
                held = hold(site, edited, held)
    except (EOFError, KeyboardInterrupt):  # whoever served has ended
        pass
    finally:
        if searching is not None:
            searching.stop()


def _read_ahead() -> None:
    """What every build begins with, and none changes."""
    import pledges.rules.checking  # noqa: F401
    from pledges.content import geography
    from pledges.content.record_fields import MODELS
    from pledges.incremental.fingerprint import code_key

    code_key()
    geography.load()
    for model in MODELS.values():
        model.model_rebuild()


def _forked(
    site: Site, edited: Sequence[str], show: Callable[[Pages], None], *, held: "Held | None"
) -> tuple[int, str]:
    try:
        return Forked(partial(build, site, edited, show, held=held)).result()
    except EOFError:
        return _ENDED


def hold(site: Site, edited: Sequence[str], held: "Held | None") -> "Held | None":
    """The records of the municipality that the first of the files `edited` is in, as the next build will need them: whoever writes
    in one mostly goes on there. `held` is what is held already."""
    from pledges.build.examination import library_of
    from pledges.content import geography

    try:
        library = library_of(Path(site.content), geography.load(), held=held)
        homes = edited[0].split("/")[1:2]
        slugs = next((one.slugs for one in library.clusters if not frozenset(homes).isdisjoint(one.slugs)), None)
        return held if slugs is None else library.held(slugs)
    except OSError:  # a file has gone meanwhile
        return None


def make_searchable(site: Site) -> None:
    """Make the search index where the settings ask for one, and say so."""
    from pledges.build.checked_settings import checked_settings
    from pledges.build.messages import search_text
    from pledges.commands.pelican_run import load_settings
    from pledges.exports.search_index import SearchError, index

    settings, _ = checked_settings(load_settings(site.settings, {"PATH": site.content, "OUTPUT_PATH": site.output}))
    started = time.monotonic()
    try:
        if settings.search and index(Path(site.output)):
            print(search_text(time.monotonic() - started), end="", flush=True)
    except SearchError as error:
        print(error, file=sys.stderr, flush=True)
