"""To S3-compatible storage with rclone: the right type, compression and caching on each object, in a safe order.

Objects are replaced one by one and each is wholly old or wholly new. The manifest there is put first, saying which
objects are on their way, so that a cut-off run is simply run again: rclone skips what has arrived, by checksum.
Storage has no locks, so a run's mark (`sole_run`) is put, and read again after a while: the last one to put it has it.
"""

import sys
import tempfile
import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby, islice
from pathlib import Path

import orjson

from pledges.publish import manifest as manifests
from pledges.publish import server_headers
from pledges.publish.deploy.inspection import Inspection, ListedFile, by_bytes, by_state
from pledges.publish.deploy.plan import DeployError, DeployPlan, steps
from pledges.publish.deploy.program import run
from pledges.publish.deploy.progress import Progress
from pledges.publish.deploy.sole_run import LOCK, deploy_alone, next_mark
from pledges.publish.manifest import Manifest

# rclone's words for "there is no such folder" and "there is no such file".
_NOT_THERE = (3, 4)
# Two runs that begin within this many seconds of each other see who was last.
_SETTLING = 1.0
# So many objects are put by one call of rclone, and the run's mark is older than so many seconds at most between two.
_BATCH = 500
_PULSE = 30


def deploy(site: Path, remote: str) -> DeployPlan:
    """Make `remote` (as rclone names it: `lager:hink`) the same as `site`; gives what was done. Raises DeployError."""
    lock = _Lock(remote)

    def carry_out(before: Manifest | None, todo: DeployPlan, mark: str) -> None:
        _carry_out(site, before, todo, remote=remote, pulse=_Pulse(lock, mark))

    return deploy_alone(site, lock, remote, inspect=lambda: inspection_of(remote), carry_out=carry_out)


def _carry_out(site: Path, before: Manifest | None, todo: DeployPlan, *, remote: str, pulse: "_Pulse") -> None:
    changed = frozenset(todo.changed)
    progress = Progress(len(todo.added) + len(todo.changed))
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        for step in steps(before, todo, sys.maxsize):
            pulse.beat()
            _put_manifest(step.manifest, scratch, remote)
            # rclone puts what it is given in any order, so pages are kept apart from what they show.
            for _, paths in groupby(step.uploads, key=lambda path: (path in changed, _is_page(path))):
                pulse.beat()
                for batch in _batches(paths):
                    pulse.keep()
                    _upload(site, batch, scratch=scratch, remote=remote)
                    progress.add(len(batch))
            if step.deletions:
                rows = _listed(scratch, step.deletions)
                _rclone("delete", remote, f"--files-from-raw={rows}", "--no-traverse")


def inspection_of(remote: str, *, bytes_too: bool = False) -> Inspection:
    """How the site lies at `remote`: by sizes and times, or by its bytes, which are then fetched. Raises DeployError."""
    # An object that isn't there and one that is empty look the same to `cat`; both mean that nothing is known.
    stored = manifests.parse(_rclone("cat", f"{remote}/{manifests.NAME}", allowed=_NOT_THERE))
    if bytes_too:
        printed = _rclone("hashsum", "sha256", "--download", remote, allowed=_NOT_THERE).decode()
        rows = (line.partition("  ") for line in printed.splitlines())
        return by_bytes(stored, {path: sha256 for sha256, _, path in rows if path != LOCK})
    words = ("--recursive", "--files-only", "--no-mimetype", "--use-server-modtime")
    listing = orjson.loads(_rclone("lsjson", *words, remote, allowed=_NOT_THERE) or b"[]")
    states = {
        row["Path"]: ListedFile(row["Size"], datetime.fromisoformat(row["ModTime"]).timestamp()) for row in listing
    }
    return by_state(stored, {path: state for path, state in states.items() if path != LOCK})


@dataclass(frozen=True, slots=True)
class _Lock:
    """An object that holds the mark."""

    remote: str

    def mark(self) -> str | None:
        try:
            return self._read()
        except DeployError:  # it may have been taken away while rclone read it
            return self._read()

    def _read(self) -> str | None:
        return _rclone("cat", f"{self.remote}/{LOCK}", allowed=_NOT_THERE).decode() or None

    def put(self, mark: str, instead_of: str | None) -> bool:
        self.write(mark)
        time.sleep(_SETTLING)
        return self.mark() == mark

    def write(self, mark: str) -> None:
        # Another run may write its own mark before rclone has read this one back; whose it became, `mark` tells.
        run(["rclone", "rcat", "--ignore-checksum", f"{self.remote}/{LOCK}"], mark.encode())

    def clear(self, machine: str) -> None:
        mark = self.mark()
        if mark is not None and mark.startswith(f"{machine}."):
            with suppress(DeployError):
                _rclone("deletefile", f"{self.remote}/{LOCK}")


@dataclass(slots=True)
class _Pulse:
    """The mark of a run that is at work."""

    lock: _Lock
    mark: str
    beaten: float = field(default_factory=time.monotonic)

    def keep(self) -> None:
        """Say that the run is at work, where that was said a while ago."""
        if time.monotonic() - self.beaten >= _PULSE:
            self.beat()

    def beat(self) -> None:
        """Say that the run is at work. Raises DeployError where another has taken over."""
        if self.lock.mark() != self.mark:
            raise DeployError(f"En annan körning har tagit över {self.lock.remote}. Kör samma kommando igen senare.")
        self.mark = next_mark(self.mark)
        self.lock.write(self.mark)
        self.beaten = time.monotonic()


def _is_page(path: str) -> bool:
    return server_headers.original(path).endswith(".html")


def headers(path: str) -> tuple[str, ...]:
    """What the object at `path` is to be served with."""
    lines = [f"Content-Type: {server_headers.content_type(path)}", f"Cache-Control: {server_headers.caching(path)}"]
    encoding = server_headers.encoding(path)
    return (*lines, f"Content-Encoding: {encoding}") if encoding else tuple(lines)


def _batches(paths: Iterable[str]) -> Iterator[list[str]]:
    """The paths, a few at a time, with the same headers."""
    for _, group in groupby(sorted(paths, key=headers), key=headers):
        while batch := list(islice(group, _BATCH)):
            yield batch


def _upload(site: Path, paths: list[str], *, scratch: Path, remote: str) -> None:
    """Put files there that have the same headers."""
    rows = _listed(scratch, paths)
    options = [f"--header-upload={line}" for line in headers(paths[0])]
    _rclone("copy", str(site), remote, f"--files-from-raw={rows}", "--no-traverse", "--checksum", *options)


def _put_manifest(stored: Manifest, scratch: Path, remote: str) -> None:
    place = scratch / manifests.NAME
    place.write_bytes(manifests.serialise(stored))
    options = [f"--header-upload={line}" for line in headers(manifests.NAME)]
    _rclone("copyto", str(place), f"{remote}/{manifests.NAME}", "--ignore-times", *options)


def _listed(scratch: Path, paths: Iterable[str]) -> Path:
    rows = scratch / "rows"
    rows.write_text("".join(f"{path}\n" for path in paths), encoding="utf-8")
    return rows


def _rclone(*words: str, allowed: Collection[int] = ()) -> bytes:
    return run(["rclone", *words], allowed=allowed)
