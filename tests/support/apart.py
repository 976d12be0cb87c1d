"""A command of the portal in a process of its own, forked from one that has loaded its libraries: reading them takes the
longest of starting it."""

import multiprocessing
import os
import sys
from collections.abc import Mapping
from importlib import import_module
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import IO

_FORKED = multiprocessing.get_context("forkserver")
_FORKED.set_forkserver_preload(["pledges.commands.edit", "support.apart"])


def begun(words: list[str], folder: Path, environment: Mapping[str, str]) -> tuple[BaseProcess, IO[str]]:
    """The command `words` begun in `folder`, and what it says."""
    ours, theirs = _FORKED.Pipe(duplex=False)
    process = _FORKED.Process(target=_run, args=(theirs, words, str(folder)), kwargs={"environment": dict(environment)})
    process.start()
    theirs.close()
    with ours:
        return process, os.fdopen(os.dup(ours.fileno()), encoding="utf-8")


def _run(told: Connection, words: list[str], folder: str, *, environment: Mapping[str, str]) -> None:
    os.dup2(told.fileno(), sys.stdout.fileno())
    told.close()
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    sys.exit(import_module("pledges.__main__").main(words))
