"""The tests that look at some of what there is in `make test`, looking at all of it (`short_or_whole` in support/depth.py)."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from soak.report import Result
from support.depth import WHOLE

ROOT = Path(__file__).resolve().parents[2]
FILES: Mapping[str, str] = {
    "tests/views/test_pages.py": "every page of the real site is whole, in order and joined to the rest",
    "tests/portal/test_attacks.py": "every page with an attack is opened in a browser, where the server protects and where it does not",
    "tests/portal/test_first_screen.py": "has it been done? is answered on the first screen of a phone, on every page",
    "tests/portal/test_browser.py": "every kind of page is sound on a phone and on a desktop, in light and in dark",
    "tests/editing/test_browser.py::test_every_screen_is_sound_in_error_and_success": "every screen of the editor is, too",
    "tests/editing/test_store.py::test_kills_while_saving_lose_nothing_that_was_saved": "fifty kills while saving lose nothing",
    "tests/editing/test_unsaved.py": "what is typed outlives twenty kills",
    "tests/editing/test_exchange.py": "what is sent from one machine to all outlives sixty kills",
    "tests/editing/test_forms.py": "every file of the real content comes back from its form as it was",
    "tests/editing/test_wording.py": "of every mistake in the table the form says what make check says",
    "tests/editing/test_source.py": "every file of the real content can be written in without another line touched",
    "tests/publish/test_deploy.py": "a deploy to a folder is killed at seven moments, and two are begun at once three times",
    "tests/publish/test_deploy_afar.py": "a deploy by sftp is killed early and late",
    "tests/publish/test_servers_guide.py::test_a_name_is_out_of_every_public_file_after_one_command_whatever_else_is_wrong": (
        "a rehearsed removal is out of every public file, in each of the four ways to lay out"
    ),
    "tests/status/test_standing_through_time.py": "every real record stands somewhere, and no further follow-up makes one later",
    "tests/publish/test_first_visit.py": "each page of the published sample opens under its own policy",
    "tests/exports/test_search_browser.py": "every postal code and every suggestion leads to its place",
    "tests/build/test_up_to_date.py": "a change of anything that a build depends on is seen",
    "tests/build/test_incremental.py": "each build after each edit is a clean one",
}


PUBLISHED = "tests/newsroom/test_kills.py"
"""The one that is a proof of its own: how many kills came at work is told."""


def run() -> Iterator[Result]:
    """A line for each file of tests. One that could not be run has not held."""
    for path, what in FILES.items():
        yield _held(path, what)[0]


def published() -> Iterator[Result]:
    """The served editor killed while it publishes: a line, with how many of the kills came while it was at work."""
    what = "two hundred kills while publishing leave the published branch, the files and the site all old or all new"
    found, said = _held(PUBLISHED, what, "-s")
    caught = re.search(r"^\d+ killed at work, \d+ sites put out", said, re.M)
    yield replace(found, measured=f"{caught[0]}; {found.measured}" if caught else found.measured)


def _held(path: str, what: str, *options: str) -> tuple[Result, str]:
    """Whether a file of tests holds where all is looked at, and what it said."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options, path]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, WHOLE: "true", "CI": "true"},
        capture_output=True,
        text=True,
        check=False,
    )
    ended = re.search(r"^\d+ (?:passed|failed|skipped|error).*", done.stdout, re.M)
    return Result(what, ended[0] if ended else f"status {done.returncode}", done.returncode == 0), done.stdout
