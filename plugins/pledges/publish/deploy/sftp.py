"""By SFTP to a small shared host, where there is a folder and nothing else: changed files only, in a safe order.

Each file is sent under another name and renamed, so that a page is wholly old or wholly new. What lies there is known
from the manifest there, which is kept true all the way (see `plan.steps`); so a cut-off run is simply run again.
OpenSSH's sftp does the work, with keys and hosts as in ~/.ssh/config. rclone, as Debian has it (1.60), would read no such
file, check no host's key unless told where, and write each file in place, where a visitor meets half of it.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pledges.publish import manifest as manifests
from pledges.publish.deploy.plan import DeployPlan, finished_site, plan, steps
from pledges.publish.deploy.program import run
from pledges.publish.manifest import Manifest

BATCH = 100
_ARRIVING = ".ny"


@dataclass(frozen=True, slots=True)
class SftpTarget:
    """Where to: `host` as sftp takes it (`user@host`), the folder there, and more words for sftp (`-P 2222`)."""

    host: str
    folder: str
    options: tuple[str, ...] = ()


def deploy(site: Path, remote: SftpTarget) -> DeployPlan:
    """Make the folder at `remote` the same as `site`; gives what was done. Raises DeployError."""
    made = finished_site(site)
    with tempfile.TemporaryDirectory() as scratch:
        before = _there(remote, Path(scratch))
        todo = plan(before, made)
        if before is None or not todo.is_empty:
            _batch(remote, "\n".join(commands(site, before, todo, remote.folder, Path(scratch))))
    return todo


def _there(remote: SftpTarget, scratch: Path) -> Manifest | None:
    place = scratch / "there"
    _batch(remote, f"-get {_quote(f'{remote.folder}/{manifests.NAME}')} {_quote(str(place))}")
    return manifests.parse(place.read_bytes()) if place.exists() else None


def commands(site: Path, before: Manifest | None, todo: DeployPlan, folder: str, scratch: Path) -> Iterator[str]:
    """The lines for sftp, in order. The manifests on the way are written in `scratch`."""
    made = {folder}
    yield f"-mkdir {_quote(folder)}"
    for number, step in enumerate(steps(before, todo, BATCH), 1):
        place = scratch / f"{number}.json"
        place.write_bytes(manifests.serialise(step.manifest))
        yield from _send(place, folder, manifests.NAME)
        for path in step.uploads:
            yield from (f"-mkdir {_quote(new)}" for new in _new_folders(folder, path, made))
            yield from _send(site / path, folder, path)
        for path in step.deletions:
            yield f"-rm {_quote(f'{folder}/{path}')}"
        for emptied in _emptied(todo) if step.deletions else ():
            yield f"-rmdir {_quote(f'{folder}/{emptied}')}"


def _send(place: Path, folder: str, path: str) -> Iterator[str]:
    arriving = _quote(f"{folder}/{_ARRIVING}")
    yield f"put {_quote(str(place))} {arriving}"
    yield f"rename {arriving} {_quote(f'{folder}/{path}')}"


def _new_folders(root: str, path: str, made: set[str]) -> list[str]:
    """The folders under `root` down to `path` that no earlier line has made; they are added to `made`."""
    above = reversed(PurePosixPath(path).parents[:-1])
    new = [folder for parent in above if (folder := f"{root}/{parent}") not in made]
    made.update(new)
    return new


def _emptied(todo: DeployPlan) -> list[str]:
    """The folders in which nothing is left, the deepest first."""
    kept = {str(folder) for path in todo.after.files for folder in PurePosixPath(path).parents}
    touched = {str(folder) for path in todo.deleted for folder in PurePosixPath(path).parents}
    return sorted(touched - kept, key=lambda folder: (-folder.count("/"), folder))


def _quote(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _batch(remote: SftpTarget, lines: str) -> None:
    """Have sftp do `lines`; it stops at the first that fails, but for those that begin with a hyphen."""
    run(["sftp", "-q", "-b", "-", *remote.options, remote.host], lines.encode())
