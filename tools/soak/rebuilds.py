"""Edits at random, and builds killed at random moments: an incremental build gives what a clean one gives.

Run it in a clone that nobody pulls in: a change of theme or code in the middle makes every page another, which is told as torn.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

from pledges.history import worked_out_before
from soak.report import Result
from support.edits import EDITS, World, outcome
from support.provstad import ENVIRONMENT, PROVSTAD
from support.sites import ROOT, tree, write

ROUNDS = 150
KILLS = 100


def run() -> Iterator[Result]:
    """A line for edits, and one for kills."""
    yield _edited()
    yield _killed()


def _edited() -> Result:
    """Worlds of thirty rounds each; after every round of one to four edits both builds are made and compared. In all worlds
    but the first what is worked out of the records is remembered, as it is of a large municipality's."""
    chance, made, refused, wrong = random.Random(7), 0, 0, 0
    for world_number in range(ROUNDS // 30):
        remembered_from = 0 if world_number else worked_out_before.WORTH_REMEMBERING
        with (
            tempfile.TemporaryDirectory() as name,
            patch.object(worked_out_before, "WORTH_REMEMBERING", remembered_from),
        ):
            folder = Path(name)
            world = World(folder)
            outcome(world, folder / "out")
            for number in range(30):
                for edit in chance.choices(EDITS, k=chance.randint(1, 4)):
                    edit(world)
                incremental = outcome(world, folder / "out")
                wrong += incremental != outcome(world, folder / f"clean-{world_number}-{number}")
                made += isinstance(incremental, dict)
                refused += isinstance(incremental, str)
    return Result(
        "edits at random: each incremental build is byte for byte a clean one, or refused as it is",
        f"{made} sites and {refused} refusals compared, {wrong} unlike",
        wrong == 0,
    )


def _killed() -> Result:
    """The portal's own command on a small content, with all 290 municipalities: two texts, to and fro."""
    chance, torn, unlike, killed, mixed, completed = random.Random(11), 0, 0, 0, 0, 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        content, output = folder / "content", folder / "out"
        write(content, PROVSTAD)
        command = [sys.executable, "-m", "pledges", "site", "--content", str(content), "--output"]
        pages: list[dict[str, bytes]] = []
        states = (("Trafik", "2026-11-22"), ("Trafiken", "2019-05-05"))
        for number, (word, day) in enumerate(states):
            _state(content, word)
            clean, surroundings = folder / f"clean-{number}", {**ENVIRONMENT, "DATE": day}
            subprocess.run([*command, str(clean)], cwd=ROOT, env=surroundings, check=True, capture_output=True)
            pages.append(_pages(clean))
        began = time.monotonic()
        subprocess.run([*command, str(output)], cwd=ROOT, env=surroundings, check=True, capture_output=True)
        whole, number = time.monotonic() - began, 0
        while killed < KILLS:
            word, day = states[number % 2]
            _state(content, word)
            surroundings = {**ENVIRONMENT, "DATE": day}
            process = subprocess.Popen(
                [*command, str(output)],
                cwd=ROOT,
                env=surroundings,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            # Nothing is written in the first half; what a whole run takes is learnt on the way, as in kills.py.
            time.sleep(chance.uniform(whole * 0.5, whole))
            is_alive = process.poll() is None
            if is_alive:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            killed += is_alive
            whole *= 1.01 if is_alive else 0.97
            present = _pages(output)
            torn += sum(data not in (pages[0].get(path), pages[1].get(path)) for path, data in present.items())
            mixed += present not in pages
            number += 1
            if number % 5 == 0:
                subprocess.run([*command, str(output)], cwd=ROOT, env=surroundings, check=True, capture_output=True)
                completed += 1
                unlike += _pages(output) != pages[(number - 1) % 2]
    return Result(
        "builds killed at random moments: every file is wholly old or new, and the next run completes",
        f"{number} builds, {killed} of them killed at work, {mixed} with some files new and others old; {torn} torn files, {unlike} of {completed} completed ones unlike a clean build",
        torn == 0 and unlike == 0,
    )


def _state(content: Path, word: str) -> None:
    write(content, {"amnen/trafik.md": PROVSTAD["amnen/trafik.md"].replace("Trafik", word)})


def _pages(output: Path) -> dict[str, bytes]:
    """What was built, but for the search index, which is made afterwards."""
    return {path: data for path, data in tree(output).items() if not path.startswith("sok/pagefind/")}
