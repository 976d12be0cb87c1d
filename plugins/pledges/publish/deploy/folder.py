"""To a folder on this machine, by the swap of a symbolic link.

    <target>/releases/000007/   a whole site, never changed once it is there
    <target>/current            a link to the release that visitors meet; the server's root

A new release shares every unchanged file with the one before it (a hard link), so that it costs little and the file
keeps its modification time: a reader's 304 survives. The link is replaced by renaming, so that at every moment it is
the old site or the new.
"""

import os
import re
import shutil
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from pledges.incremental import replace_file
from pledges.incremental.lock import locked
from pledges.publish import manifest as manifests
from pledges.publish.deploy.inspection import Inspection, by_bytes, read_back
from pledges.publish.deploy.plan import RELEASES_KEPT, DeployError, DeployPlan, finished_site, plan_to_show
from pledges.publish.manifest import Manifest

CURRENT = "current"
RELEASES = "releases"
NEXT = ".next"
LOCK = ".lock"
_NUMBER = re.compile(r"\d{6}")


@dataclass(frozen=True, slots=True)
class Release:
    """A release under `target`: its number, its manifest (None if damaged) and whether visitors meet it."""

    number: int
    manifest: Manifest | None
    is_current: bool

    @property
    def name(self) -> str:
        """The name of its folder."""
        return name_of(self.number)


def name_of(number: int) -> str:
    """Release 7 → `000007`."""
    return f"{number:06d}"


def deploy(site: Path, target: Path, *, latest: bool = False) -> tuple[DeployPlan, int]:
    """Make `site` what visitors meet at `target`; gives what was done and the release's number.

    Where nothing has changed no release is made. One that somebody has gone back to is replaced by the `latest`. Raises DeployError, and OSError where a file can't be written.
    """
    with _alone(target, "make deploy"):
        return _release(site, finished_site(site), target, latest=latest)


def restore(target: Path, number: int | None = None) -> tuple[DeployPlan, int]:
    """Make an old release (the one before, if `number` is None) what visitors meet, as a new release, which stays.

    So assets of the site that is taken down stay for those who have it open, and nothing old is changed.
    """
    with _alone(target, "make restore"):
        wanted = chosen(releases(target), number, str(target))
        old = target / RELEASES / name_of(wanted)
        return _release(old, replace(finished_site(old), restored=wanted), target)


def chosen(present: Sequence[Release], number: int | None, where: str) -> int:
    """The number of the release to go back to: `number`, or the one before what visitors meet. Raises DeployError."""
    current = next((release.number for release in present if release.is_current), 0)
    if number is None:
        number = max((release.number for release in present if release.number < current), default=0)
    if number not in {release.number for release in present}:
        numbers = ", ".join(str(release.number) for release in present) or "inga"
        raise DeployError(f"Utgåva {number or 'före den nuvarande'} finns inte i {where}. De som finns: {numbers}.")
    return number


def inspection_of(target: Path) -> Inspection:
    """How the release that visitors meet at `target` lies there."""
    name = current_name(target)
    if name is None:
        return by_bytes(None, {})
    current = target / RELEASES / name
    return by_bytes(manifests.read(current), manifests.hashes_of(current))


def releases(target: Path) -> list[Release]:
    """The releases under `target`, oldest first."""
    current = current_name(target)
    folder = target / RELEASES
    names = sorted(one.name for one in folder.iterdir() if _NUMBER.fullmatch(one.name)) if folder.is_dir() else []
    return [Release(int(name), manifests.read(folder / name), name == current) for name in names]


def current_name(target: Path) -> str | None:
    """The name of the release that visitors meet; None where there is none yet."""
    try:
        return Path(os.readlink(target / CURRENT)).name
    except FileNotFoundError:
        return None
    except OSError:
        raise DeployError(f"{target / CURRENT} är ingen länk. Flytta undan mappen och kör igen.") from None


def _release(site: Path, made: Manifest, target: Path, *, latest: bool = False) -> tuple[DeployPlan, int]:
    name = current_name(target)
    current = target / RELEASES / name if name is not None else None
    present = inspection_of(target)
    todo = replace(plan_to_show(present.trusted(cleared=True), made, latest=latest), repaired=present.difference.paths)
    number = max((one.number for one in releases(target)), default=0) + 1
    if current is not None and todo.is_empty and name is not None:
        return todo, int(name)
    folder = target / RELEASES / NEXT
    shutil.rmtree(folder, ignore_errors=True)
    _fill(folder, todo, site=site, current=current)
    read_back(manifests.compare(folder, todo.after), str(target))
    os.sync()
    place = target / RELEASES / name_of(number)
    folder.rename(place)
    swap(target, place.name)
    prune(target, 1 if todo.purge else RELEASES_KEPT)
    return todo, number


def _fill(folder: Path, todo: DeployPlan, *, site: Path, current: Path | None) -> None:
    """The whole new release: what is as it was is shared with the release before, the rest copied."""
    for path, entry in todo.after.files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        if current is not None and _holds(current / path, entry):
            replace_file.share(current / path, place)
        else:
            shutil.copyfile(site / path, place)
    (folder / manifests.NAME).write_bytes(manifests.serialise(todo.after))
    for one in (folder, *folder.rglob("*")):
        open_to_all(one)


def open_to_all(place: Path) -> None:
    """Let the web server, which is another user, read the file or folder, whatever the umask of the one who deploys."""
    mode = 0o755 if place.is_dir() else 0o644
    if stat.S_IMODE(place.stat().st_mode) != mode:
        place.chmod(mode)


def _holds(place: Path, entry: manifests.ManifestEntry) -> bool:
    """Whether the file holds what the manifest says. It is read, so that damage never lives on into a new release."""
    try:
        return manifests.entry_of(place).has_content_of(entry)
    except OSError:
        return False


def swap(target: Path, name: str) -> None:
    """Let visitors meet the release `name`, from one moment to the next."""
    link = target / f".{CURRENT}"
    link.unlink(missing_ok=True)
    link.symlink_to(Path(RELEASES) / name)
    os.replace(link, target / CURRENT)


def prune(target: Path, kept: int) -> None:
    """Delete the oldest releases, so that `kept` remain with the one that visitors meet."""
    present = releases(target)
    others = [release for release in present if not release.is_current]
    for release in others[: max(0, len(present) - kept)]:
        (target / RELEASES / release.name).rename(target / RELEASES / f".gone-{release.name}")
    for going in (target / RELEASES).glob(".gone-*"):
        shutil.rmtree(going)


@contextmanager
def _alone(target: Path, name: str) -> Iterator[None]:
    """One deploy at a time; a second waits. `name` is what this one is called."""
    for one in (target, target / RELEASES):
        if not one.is_dir():
            one.mkdir(parents=True, exist_ok=True)
            open_to_all(one)
    with locked(target / LOCK, name, target):
        yield
