"""Deploys that are begun at the same moment, each as from a machine of its own."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path


def at_once(commands: Sequence[Sequence[str]], work: Path, *, one_machine: bool = False) -> list[tuple[int, str]]:
    """Run `commands` of the portal together; gives each one's exit status and what it said.

    What a machine knows of its own runs lies in a folder for each of them under `work`, or in one for all.
    """
    begun = [
        subprocess.Popen(
            [sys.executable, "-m", "pledges", *words],
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join(sys.path),
                "XDG_CACHE_HOME": str(work / ("machine" if one_machine else f"machine-{number}")),
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for number, words in enumerate(commands)
    ]
    said = [process.communicate()[0] for process in begun]
    return [(process.returncode, text) for process, text in zip(begun, said, strict=True)]
