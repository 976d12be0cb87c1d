"""To S3-compatible storage with rclone: the right type, compression and caching on each object, in a safe order.

Objects are replaced one by one and each is wholly old or wholly new. The manifest there is put first, saying which
objects are on their way, so that a cut-off run is simply run again: rclone skips what has arrived, by checksum.
"""

import sys
import tempfile
from collections.abc import Collection, Iterable
from itertools import groupby
from pathlib import Path

from pledges.publish import manifest as manifests
from pledges.publish import server_headers
from pledges.publish.deploy.plan import DeployPlan, finished_site, plan, steps
from pledges.publish.deploy.program import run
from pledges.publish.manifest import Manifest

# rclone's words for "there is no such folder" and "there is no such file".
_NOT_THERE = (3, 4)


def deploy(site: Path, remote: str) -> DeployPlan:
    """Make `remote` (as rclone names it: `lager:hink`) the same as `site`; gives what was done. Raises DeployError."""
    made = finished_site(site)
    before = _there(remote)
    todo = plan(before, made)
    if before is not None and todo.is_empty:
        return todo
    changed = frozenset(todo.changed)
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        for step in steps(before, todo, sys.maxsize):
            _put_manifest(step.manifest, scratch, remote)
            # rclone puts what it is given in any order, so pages are kept apart from what they show.
            for _, paths in groupby(step.uploads, key=lambda path: (path in changed, _is_page(path))):
                _upload(site, paths, scratch=scratch, remote=remote)
            if step.deletions:
                rows = _listed(scratch, step.deletions)
                _rclone("delete", remote, f"--files-from-raw={rows}", "--no-traverse")
    return todo


def _there(remote: str) -> Manifest | None:
    # An object that isn't there and one that is empty look the same to `cat`; both mean that nothing is known.
    return manifests.parse(_rclone("cat", f"{remote}/{manifests.NAME}", allowed=_NOT_THERE))


def _is_page(path: str) -> bool:
    return server_headers.original(path).endswith(".html")


def headers(path: str) -> tuple[str, ...]:
    """What the object at `path` is to be served with."""
    lines = [f"Content-Type: {server_headers.content_type(path)}", f"Cache-Control: {server_headers.caching(path)}"]
    encoding = server_headers.encoding(path)
    return (*lines, f"Content-Encoding: {encoding}") if encoding else tuple(lines)


def _upload(site: Path, paths: Iterable[str], *, scratch: Path, remote: str) -> None:
    for lines, group in groupby(sorted(paths, key=headers), key=headers):
        rows = _listed(scratch, group)
        options = [f"--header-upload={line}" for line in lines]
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
