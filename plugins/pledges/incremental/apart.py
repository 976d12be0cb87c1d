"""Work on a file that may be made to do harm, in a process of its own with little memory and time.

A module that is run so calls `bound` once it has read what it is given: from then on it may take no more, and write no file.
"""

import resource
import subprocess
import sys
from pathlib import Path

MOST_SECONDS = 15
MOST_MEMORY = 768 * 1024 * 1024
_PLUGINS = Path(__file__).resolve().parents[2]


class ApartError(Exception):
    """The process took too much, or failed at what it was given."""


def run_apart(module: str, data: bytes) -> bytes:
    """What `module`, run as a program, prints of `data`. Raises ApartError."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", module],
            input=data, capture_output=True, timeout=MOST_SECONDS, check=True, cwd="/",
            env={"PYTHONPATH": str(_PLUGINS), "PYTHONUTF8": "1"},
        )  # fmt: skip
    except subprocess.SubprocessError as error:
        raise ApartError(module) from error
    return done.stdout


def bound() -> None:
    """From here on the process gets little memory and time, and may write no file."""
    for what, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
