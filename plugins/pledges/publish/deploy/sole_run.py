"""One deploy at a time to a place that has no locks of its own: web hosts by SFTP, and storage.

On this machine a lock on a file is held by the run and by the programs that it has started, so that what a killed run has
left at work is waited for. At the other end lies a mark that says whose run it is, and that the run changes as it goes: a
mark that does not change has been left by a run that is no more, and is taken over. A run that has lost its mark stops.
"""

import hashlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from pledges.incremental import replace_file
from pledges.incremental.lock import locked
from pledges.publish.deploy.inspection import Inspection, read_back
from pledges.publish.deploy.plan import DeployError, DeployPlan, finished_site, plan_to_show
from pledges.publish.deploy.progress import announce
from pledges.publish.manifest import Manifest

LOCK = ".lock"
# No single file takes longer to send than this.
SILENCE = 5 * 60
PATIENCE = 30 * 60
_POLL = 2


class MarkedPlace(Protocol):
    """Where a mark can be left. A mark is `<machine>.<number>`; the number grows while its run is at work."""

    def mark(self) -> str | None:
        """The mark that lies there; None where there is none."""

    def put(self, mark: str, instead_of: str | None) -> bool:
        """Put a mark there in place of the one that was seen; gives whether it then was this one's."""

    def clear(self, machine: str) -> None:
        """Take the machine's mark away."""


def deploy_alone(
    site: Path,
    place: MarkedPlace,
    target: str,
    *,
    inspect: Callable[[], Inspection],
    carry_out: Callable[[Manifest | None, DeployPlan, str], None],
) -> DeployPlan:
    """Make what lies at `place` the same as `site`, and read it back; gives what was done. Raises DeployError.

    `carry_out` is given what is known to lie there, what to do, and the run's first mark.
    """
    made = finished_site(site)
    with sole_run(place, target) as mark:
        there = inspect()
        before = there.trusted(cleared=False)
        todo = replace(plan_to_show(before, made), repaired=(*there.difference.missing, *there.difference.changed))
        if before is None or not todo.is_empty:
            announce(todo, target)
            carry_out(before, todo, mark)
            now = inspect()
            if now.manifest != todo.after:
                raise DeployError(f"Det som ligger i {target} är inte det som lades ut. Kör samma kommando igen.")
            read_back(now.difference, target)
    return todo


@contextmanager
def sole_run(place: MarkedPlace, target: str) -> Iterator[str]:
    """Be the only run at `place`, which is called `target`; gives the first mark. Raises DeployError after half an hour."""
    with _alone_on_this_machine(target) as machine:
        mark = f"{machine}.0"
        seen, since, began, told = place.mark(), time.monotonic(), time.monotonic(), False
        while not (_may_take(seen, machine, since) and place.put(mark, instead_of=seen)):
            if time.monotonic() - began > PATIENCE:
                raise DeployError(f"Någon annan lägger ut i {target} sedan länge. Kör samma kommando igen senare.")
            if not told:
                print(f"Någon annan lägger ut i {target}. Väntar …", file=sys.stderr)
                told = True
            time.sleep(_POLL)
            now = place.mark()
            if now != seen:
                seen, since = now, time.monotonic()
        try:
            yield mark
        finally:
            place.clear(machine)


def _may_take(seen: str | None, machine: str, since: float) -> bool:
    """Whether nobody is at work there: a mark of this machine's own is from a run that has ended."""
    return seen is None or seen.partition(".")[0] == machine or time.monotonic() - since > SILENCE


def next_mark(mark: str) -> str:
    """The mark after `mark`, of the same run."""
    machine, _, number = mark.partition(".")
    return f"{machine}.{int(number) + 1}"


@contextmanager
def _alone_on_this_machine(target: str) -> Iterator[str]:
    """Hold this machine's own lock for `target`; gives the name that its runs go by there."""
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "loften"
    place = folder / hashlib.sha256(target.encode()).hexdigest()[:16]
    with locked(place.with_suffix(".lock"), "make deploy", target, by_programs=True):
        named = place.with_suffix(".name")
        if not named.exists():
            replace_file.replace(named, uuid4().hex.encode())
        yield named.read_text(encoding="ascii")
