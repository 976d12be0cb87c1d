"""The tests that look at some of what there is in `make test`, looking at all of it (`short_or_whole` in support/depth.py)."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from soak.report import Result
from support.depth import WHOLE

ROOT = Path(__file__).resolve().parents[2]
FILES: Mapping[str, str] = {
    "tests/views/test_pages.py": "every page of the real site is whole, in order and joined to the rest",
    "tests/portal/test_attacks.py": "every page with an attack is opened in a browser, where the server protects and where it does not",
}


def run() -> Iterator[Result]:
    """A line for each file of tests. One that could not be run has not held."""
    for path, what in FILES.items():
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", path]
        done = subprocess.run(
            command,
            cwd=ROOT,
            env={**os.environ, WHOLE: "true", "CI": "true"},
            capture_output=True,
            text=True,
            check=False,
        )
        ended = re.search(r"^\d+ (?:passed|failed|skipped|error).*", done.stdout, re.M)
        yield Result(what, ended[0] if ended else f"status {done.returncode}", done.returncode == 0)
