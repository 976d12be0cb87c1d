"""By SFTP to a small shared host, where there is a folder and nothing else: changed files only, in a safe order.

Each file is sent under another name and renamed, so that a page is wholly old or wholly new. What lies there is known
from the manifest there, which is kept true all the way (see `plan.intents`); so a cut-off run is simply run again.
OpenSSH's sftp does the work, with keys and hosts as in ~/.ssh/config.
"""

import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pledges.publish import manifest as manifests
from pledges.publish.deploy.plan import DeployError, DeployPlan, before_deleting, finished_site, intents, plan
from pledges.publish.manifest import Manifest

BATCH = 100
_ARRIVING = ".ny"


@dataclass(frozen=True, slots=True)
class Remote:
    """Where to: `host` as sftp takes it (`user@host`), the folder there, and more words for sftp (`-P 2222`)."""

    host: str
    folder: str
    options: tuple[str, ...] = ()


def deploy(site: Path, remote: Remote) -> DeployPlan:
    """Make the folder at `remote` the same as `site`; gives what was done. Raises DeployError."""
    made = finished_site(site)
    with tempfile.TemporaryDirectory() as scratch:
        before = _there(remote, Path(scratch))
        todo = plan(before, made)
        if before is None or not todo.is_empty:
            _batch(remote, "\n".join(commands(site, before, todo, remote.folder, Path(scratch))))
    return todo


def _there(remote: Remote, scratch: Path) -> Manifest | None:
    place = scratch / "there"
    _batch(remote, f"-get {_quote(f'{remote.folder}/{manifests.NAME}')} {_quote(str(place))}")
    return manifests.parse(place.read_bytes()) if place.exists() else None


def commands(site: Path, before: Manifest | None, todo: DeployPlan, folder: str, scratch: Path) -> Iterator[str]:
    """The lines for sftp, in order. The manifests on the way are written in `scratch`."""
    made: set[str] = set()
    step = 0

    def manifest(stored: Manifest) -> Iterator[str]:
        nonlocal step
        step += 1
        place = scratch / f"{step}.json"
        place.write_bytes(manifests.serialise(stored))
        yield from _send(place, folder, manifests.NAME)

    yield from (f"-mkdir {_quote(one)}" for one in _folders(folder, f"{folder}/x", made))
    for intent, paths in intents(before, todo, BATCH):
        yield from manifest(intent)
        for path in paths:
            yield from (f"-mkdir {_quote(one)}" for one in _folders(folder, f"{folder}/{path}", made))
            yield from _send(site / path, folder, path)
    yield from manifest(before_deleting(before, todo))
    for path in todo.deleted:
        yield f"-rm {_quote(f'{folder}/{path}')}"
    for one in _emptied(todo):
        yield f"-rmdir {_quote(f'{folder}/{one}')}"
    yield from manifest(todo.after)


def _send(place: Path, folder: str, path: str) -> Iterator[str]:
    arriving = _quote(f"{folder}/{_ARRIVING}")
    yield f"put {_quote(str(place))} {arriving}"
    yield f"rename {arriving} {_quote(f'{folder}/{path}')}"


def _folders(root: str, path: str, made: set[str]) -> list[str]:
    """The folders above `path`, from `root` down, that no earlier line has made."""
    inside = PurePosixPath(path).parent.relative_to(root).parts
    found = [root, *("/".join((root, *inside[: depth + 1])) for depth in range(len(inside)))]
    new = [one for one in found if one not in made]
    made.update(new)
    return new


def _emptied(todo: DeployPlan) -> list[str]:
    """The folders in which nothing is left, the deepest first."""
    kept = {str(one) for path in todo.after.files for one in PurePosixPath(path).parents}
    gone = {str(one) for path in todo.deleted for one in PurePosixPath(path).parents}
    return sorted(gone - kept, key=lambda one: (-one.count("/"), one))


def _quote(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _batch(remote: Remote, lines: str) -> None:
    """Have sftp do `lines`; it stops at the first that fails, but for those that begin with a hyphen."""
    command = ["sftp", "-q", "-b", "-", *remote.options, remote.host]
    try:
        done = subprocess.run(command, input=lines.encode(), capture_output=True, check=False)
    except FileNotFoundError:
        raise DeployError("Programmet sftp finns inte här. Installera det: sudo apt install openssh-client") from None
    if done.returncode != 0:
        told = done.stderr.decode(errors="replace").strip().splitlines()
        raise DeployError(f"sftp misslyckades: {told[-1] if told else done.returncode}. Kör samma kommando igen.")
