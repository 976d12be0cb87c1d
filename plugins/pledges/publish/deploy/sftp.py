"""By SFTP to a small shared host, where there is a folder and nothing else: changed files only, in a safe order.

Each file is sent under another name and renamed, so that a page is wholly old or wholly new. What lies there is known
from the manifest there, which is kept true all the way (see `plan.steps`), and from a listing of its folders; so a cut-off
run is simply run again, and what somebody else has changed is put there anew.
OpenSSH's sftp does the work, with keys and hosts as in ~/.ssh/config. rclone, as Debian has it (1.60), would read no such
file, check no host's key unless told where, and write each file in place, where a visitor meets half of it.
"""

import re
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath

from pledges.publish import manifest as manifests
from pledges.publish.deploy.folder import open_to_all
from pledges.publish.deploy.inspection import Inspection, ListedFile, by_bytes, by_state
from pledges.publish.deploy.plan import DeployError, DeployPlan, steps
from pledges.publish.deploy.program import run
from pledges.publish.deploy.sole_run import LOCK, deploy_alone, next_mark
from pledges.publish.manifest import Manifest

BATCH = 100
# So many files are sent before the run says again that it is at work.
_PULSE = 10
_ARRIVING = ".ny"
# -rw-r--r--    ? loften   www          2741 Nov 26 21:43 /srv/loften/om/index.html
_ROW = re.compile(r"-\S+ +\S+ +\S+ +\S+ +(\d+) (\w{3} [ \d]\d [ \d:]{5}) (.+)")


@dataclass(frozen=True, slots=True)
class SftpTarget:
    """Where to: `host` as sftp takes it (`user@host`), the folder there, and more words for sftp (`-P 2222`)."""

    host: str
    folder: str
    options: tuple[str, ...] = ()


def deploy(site: Path, remote: SftpTarget) -> DeployPlan:
    """Make the folder at `remote` the same as `site`; gives what was done. Raises DeployError."""

    def carry_out(before: Manifest | None, todo: DeployPlan, mark: str) -> None:
        with tempfile.TemporaryDirectory() as scratch:
            lines = commands(site, before, todo, folder=remote.folder, scratch=Path(scratch))
            _batch(remote, _with_pulse(lines, remote.folder, mark))

    where = f"{remote.host}:{remote.folder}"
    return deploy_alone(site, _Lock(remote), where, inspect=lambda: inspection_of(remote), carry_out=carry_out)


def inspection_of(remote: SftpTarget, *, bytes_too: bool = False) -> Inspection:
    """How the site lies at `remote`: by sizes and times, or by its bytes, which are then fetched. Raises DeployError."""
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch) / "there"
        _batch(remote, [f"-get {_quote(f'{remote.folder}/{manifests.NAME}')} {_quote(str(place))}"])
        stored = manifests.parse(place.read_bytes()) if place.exists() else None
        listing = _listing(remote, stored) if stored is not None else {}
        if bytes_too and stored is not None:
            return by_bytes(stored, _fetched_hashes(remote, listing, Path(scratch)))
    return by_state(stored, listing)


def _listing(remote: SftpTarget, stored: Manifest) -> dict[str, ListedFile]:
    """The files in the folders that the manifest knows of."""
    folders = sorted({str(folder) for path in stored.files for folder in PurePosixPath(path).parents} | {"."})
    places = [remote.folder if folder == "." else f"{remote.folder}/{folder}" for folder in folders]
    # sftp writes times in this machine's own zone.
    now = datetime.now()
    rows = (_ROW.fullmatch(row) for row in _batch(remote, (f"-ls -lna {_quote(place)}" for place in places)))
    listing = {row[3]: ListedFile(int(row[1]), _written(row[2], now)) for row in rows if row is not None}
    return {path.removeprefix(f"{remote.folder}/"): state for path, state in listing.items()}


def _written(text: str, now: datetime) -> float:
    """`Nov 26 21:43` or `Nov 26  2025` in seconds.

    The time of day is given for the last half-year alone. What is given a year is older, or is in the future, as where the
    other machine's clock is ahead of this one's: then that day's end stands for it.
    """
    if ":" in text:
        when = datetime.strptime(f"{now.year} {text}", "%Y %b %d %H:%M")
        return (when if when < now + timedelta(days=2) else when.replace(year=now.year - 1)).timestamp()
    when = datetime.strptime(text, "%b %d %Y")
    is_old = when < now - timedelta(days=150)
    return (when if is_old else when + timedelta(days=1)).timestamp()


def _fetched_hashes(remote: SftpTarget, paths: Iterable[str], scratch: Path) -> dict[str, str]:
    """The SHA-256 of the files at `paths`, fetched a few at a time."""
    hashes: dict[str, str] = {}
    waiting = sorted(paths)
    for start in range(0, len(waiting), BATCH):
        batch = waiting[start : start + BATCH]
        places = {path: scratch / f"fetched-{number}" for number, path in enumerate(batch)}
        _batch(remote, (f"-get {_quote(f'{remote.folder}/{path}')} {_quote(str(places[path]))}" for path in batch))
        for path, place in places.items():
            hashes[path] = manifests.entry_of(place).sha256 if place.exists() else ""
            place.unlink(missing_ok=True)
    return hashes


@dataclass(frozen=True, slots=True)
class _Lock:
    """A folder with one folder in it, whose name is the mark: making and renaming fail where another was first."""

    remote: SftpTarget

    def mark(self) -> str | None:
        return self._seen([f"-mkdir {_quote(self.remote.folder)}"])

    def put(self, mark: str, instead_of: str | None) -> bool:
        new = _quote(f"{self._place}/{mark}")
        if instead_of:
            lines = [f"rename {_quote(f'{self._place}/{instead_of}')} {new}"]
        else:
            lines = [*([f"mkdir {_quote(self._place)}"] if instead_of is None else []), f"mkdir {new}"]
        for is_last in (False, True):
            try:
                return self._seen(lines) == mark
            except DeployError:
                # Another was first, or may have been and is gone again. If nobody was, it can't be done at all.
                if self.mark() != instead_of:
                    return False
                if is_last:
                    raise
        return False

    def _seen(self, lines: Iterable[str]) -> str | None:
        """The mark after having done `lines`; empty where its folder is."""
        rows = _batch(self.remote, [*lines, f"-ls -1a {_quote(self._place)}"])
        names = {row.removeprefix(f"{self._place}/") for row in rows if row.startswith(f"{self._place}/")}
        return max(names - {".", ".."}, default="") if names else None

    def clear(self, machine: str) -> None:
        mark = self.mark()
        if mark is not None and mark.startswith(f"{machine}."):
            _batch(self.remote, [f"-rmdir {_quote(f'{self._place}/{mark}')}", f"-rmdir {_quote(self._place)}"])

    @property
    def _place(self) -> str:
        return f"{self.remote.folder}/{LOCK}"


def _with_pulse(lines: Iterable[str], folder: str, mark: str) -> Iterator[str]:
    """`lines`, with the mark renamed now and then: the run is at work, and stops there if another has taken over."""
    sent = 0
    for line in lines:
        if line.startswith("put ") and sent % _PULSE == 0:
            new = next_mark(mark)
            yield f"rename {_quote(f'{folder}/{LOCK}/{mark}')} {_quote(f'{folder}/{LOCK}/{new}')}"
            mark = new
        sent += line.startswith("put ")
        yield line


def commands(site: Path, before: Manifest | None, todo: DeployPlan, *, folder: str, scratch: Path) -> Iterator[str]:
    """The lines for sftp, in order. The manifests on the way are written in `scratch`."""
    made = {folder}
    for number, step in enumerate(steps(before, todo, BATCH), 1):
        place = scratch / f"{number}.json"
        place.write_bytes(manifests.serialise(step.manifest))
        open_to_all(place)
        yield from _send(place, folder, manifests.NAME)
        for path in step.uploads:
            yield from (f"-mkdir {_quote(new)}" for new in _new_folders(folder, path, made))
            # sftp gives a file the mode that it has here.
            open_to_all(site / path)
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


def _batch(remote: SftpTarget, lines: Iterable[str]) -> list[str]:
    """Have sftp do `lines`; gives the rows that it printed.

    It stops at the first that fails, but for those that begin with a hyphen.
    """
    command = ["sftp", "-b", "-", *remote.options, remote.host]
    return run(command, "\n".join(lines).encode()).decode(errors="replace").splitlines()
