"""docs/soak.md: what was asked, what was measured, and whether it held."""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pledges.publish.built_from import PORTAL, built_from

_TITLES = {
    "rebuilds": "Builds after edits at random, and builds killed",
    "standings": "Where every record stands, every day of sixteen years",
    "previews": "Every record's page in the editor",
    "tests": "Tests that look at some in `make test`, looking at all",
    "swaps": "A hundred swaps under load",
    "kills": "Deploys killed at random moments",
    "pairs": "Two deploys at the same moment",
    "portals": "One country of twenty portals",
    "years": "Five years of renames, removals and a change of domain",
    "log": "A log of five years, and what is done to it in silence",
    "visit": "A first visit",
    "writers": "Fifty who write at once on a served editor",
    "published": "A served editor killed while it publishes",
}
_INTRODUCTION = """\
# Long proofs

Written by `make soak`, section by section; do not edit by hand. A short form of each proof runs in `make test`.
Measured on {cores} cores, on the day and at the commit of the portal that a section says; times vary with the machine, the
counts of failures may not.
"""


@dataclass(frozen=True, slots=True)
class Result:
    """One line of a proof: what was asked, what was measured, and whether it held."""

    what: str
    measured: str
    passed: bool


def write(place: Path, results: Mapping[str, Sequence[Result]]) -> None:
    """Write the sections of `results`; a section that was not run this time stays as it was."""
    old = place.read_text(encoding="utf-8") if place.exists() else ""
    parts = [_INTRODUCTION.format(cores=os.cpu_count())]
    when = f"{date.today()}, `{built_from(PORTAL / 'content').portal[:7]}`\n"
    for name, title in _TITLES.items():
        if name in results:
            rows = [f"| {one.what} | {one.measured} | {'yes' if one.passed else '**no**'} |" for one in results[name]]
            parts.append(
                "\n".join([f"## {title}\n", when, "| proof | measured | held |", "| --- | --- | --- |", *rows]) + "\n"
            )
        elif section := re.search(rf"^## {re.escape(title)}\n.*?(?=^## |\Z)", old, re.S | re.M):
            parts.append(section[0].rstrip("\n") + "\n")
    place.write_text("\n".join(parts), encoding="utf-8")
