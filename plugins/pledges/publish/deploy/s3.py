"""To S3-compatible storage with rclone: the right type, compression and caching on each object, in a safe order.

Objects are replaced one by one and each is wholly old or wholly new. The manifest there is put first, saying which
objects are on their way, so that a cut-off run is simply run again: rclone skips what has arrived, by checksum.
"""

import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

from pledges.publish import manifest as manifests
from pledges.publish import server_headers
from pledges.publish.deploy.plan import DeployError, DeployPlan, before_deleting, finished_site, intents, plan
from pledges.publish.manifest import Manifest

# rclone's words for "there is no such folder" and "there is no such file".
_NOT_THERE = (3, 4)


def deploy(site: Path, remote: str, options: Sequence[str] = ()) -> DeployPlan:
    """Make `remote` (as rclone names it: `lager:hink`) the same as `site`; gives what was done. Raises DeployError.

    `options` are more words for rclone, such as `--config=…`.
    """
    made = finished_site(site)
    before = _there(remote, options)
    todo = plan(before, made)
    if before is not None and todo.is_empty:
        return todo
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        for intent, _paths in intents(before, todo, len(todo.after.files) + 1):
            _put_manifest(intent, scratch, remote, options)
        for paths in (todo.added, todo.changed):
            for _rank, group in groupby(paths, key=_order):
                _upload(site, list(group), scratch, remote, options)
        _put_manifest(before_deleting(before, todo), scratch, remote, options)
        if todo.deleted:
            rows = _listed(scratch, todo.deleted)
            _rclone(["delete", remote, f"--files-from-raw={rows}", "--no-traverse"], options)
        _put_manifest(todo.after, scratch, remote, options)
    return todo


def _there(remote: str, options: Sequence[str]) -> Manifest | None:
    # An object that isn't there and one that is empty look the same to `cat`; both mean that nothing is known.
    return manifests.parse(_rclone(["cat", f"{remote}/{manifests.NAME}"], options, allowed=_NOT_THERE))


def _order(path: str) -> bool:
    """Pages come after what they show; the plan's order has them so already, this only keeps them apart."""
    return server_headers.original(path).endswith(".html")


def headers(path: str) -> tuple[str, ...]:
    """What the object at `path` is to be served with."""
    found = [f"Content-Type: {server_headers.content_type(path)}", f"Cache-Control: {server_headers.caching(path)}"]
    encoding = server_headers.encoding(path)
    return (*found, f"Content-Encoding: {encoding}") if encoding else tuple(found)


def _upload(site: Path, paths: Iterable[str], scratch: Path, remote: str, options: Sequence[str]) -> None:
    for words, group in groupby(sorted(paths, key=headers), key=headers):
        rows = _listed(scratch, group)
        told = [f"--header-upload={word}" for word in words]
        _rclone(["copy", str(site), remote, f"--files-from-raw={rows}", "--no-traverse", "--checksum", *told], options)


def _put_manifest(stored: Manifest, scratch: Path, remote: str, options: Sequence[str]) -> None:
    place = scratch / manifests.NAME
    place.write_bytes(manifests.serialise(stored))
    told = [f"--header-upload={word}" for word in headers(manifests.NAME)]
    _rclone(["copyto", str(place), f"{remote}/{manifests.NAME}", "--ignore-times", *told], options)


def _listed(scratch: Path, paths: Iterable[str]) -> Path:
    rows = scratch / "rows"
    rows.write_text("".join(f"{path}\n" for path in paths), encoding="utf-8")
    return rows


def _rclone(words: list[str], options: Sequence[str], allowed: Sequence[int] = ()) -> bytes:
    command = ["rclone", *words, *options]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except FileNotFoundError:
        raise DeployError("Programmet rclone finns inte här. Installera det: sudo apt install rclone") from None
    if done.returncode in allowed:
        return b""
    if done.returncode != 0:
        told = done.stderr.decode(errors="replace").strip().splitlines()
        raise DeployError(f"rclone misslyckades: {told[-1] if told else done.returncode}. Kör samma kommando igen.")
    return done.stdout
