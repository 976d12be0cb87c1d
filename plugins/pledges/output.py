"""Writing the site: each file by renaming, under a journal that the next run completes.

A build stages every changed file beside the output folder (in `.<name>.build/`, on the same file system), writes
a journal of what is to be renamed and deleted, and only then touches the output. Killed before the journal, the
output is as it was; killed after it, every file is wholly old or wholly new and the next run finishes the rest.

The manifest remembers what was written and by which key, so that an unchanged file is neither made nor touched.
It is trusted only where the file on disk still has the size and time that it tells of.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Any

import orjson

from pledges.artefacts import Artefact, digest

MARKER = "bygge.json"
_VERSION = 2


class OutputError(Exception):
    """The output folder can't be used; the message is Swedish and says what to do."""


@dataclass(frozen=True, slots=True)
class Written:
    """What the manifest knows of a file: the key it was made by, its bytes' digest, and how it lay on disk."""

    key: str
    digest: str
    size: int
    mtime_ns: int


@dataclass(slots=True)
class Tally:
    """What a build did to the output."""

    made: int = 0
    written: int = 0
    unchanged: int = 0
    deleted: int = 0

    def add(self, other: "Tally") -> None:
        """Count what another has done too."""
        self.made += other.made
        self.written += other.written
        self.unchanged += other.unchanged
        self.deleted += other.deleted


@dataclass(slots=True)
class Batch:
    """Files that have been put: what is known of each, which of them are staged, and what it took."""

    files: dict[str, Written] = field(default_factory=dict)
    staged: list[str] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)

    @property
    def digests(self) -> dict[str, str]:
        """Each file's path and the digest of its bytes."""
        return {path: one.digest for path, one in self.files.items()}


class Stager:
    """Makes and stages what has changed, against what an earlier build wrote. Works in any process."""

    def __init__(self, output: Path, staging: Path, old: Mapping[str, Written]) -> None:
        self.output = output
        self.staging = staging
        self.old = old
        self.batch = Batch()
        self._folders: set[str] = set()

    def put(self, artefact: Artefact) -> None:
        """Take one file into the site: made and staged if its key or the file on disk has changed."""
        path = _safe(artefact.path)
        if path in self.batch.files:
            raise OutputError(_taken(path))
        key, old = artefact.key, self.old.get(path)
        if old is not None and old.key == key and self.lies_as_known(path):
            self._keep(path, old)
            return
        data = artefact.make(artefact.source)
        self.batch.tally.made += 1
        mark = digest(data)
        if old is not None and old.digest == mark and self.lies_as_known(path):
            self._keep(path, Written(key, mark, old.size, old.mtime_ns))
        else:
            self._stage(path, data, key, mark)

    def keep(self, files: Mapping[str, str]) -> bool:
        """Take files (path → digest of the bytes) as they lie, if all of them lie so; else take none.

        The digest matters: what was remembered may come from a build that was killed before it had written anything.
        """
        old = self.old
        if not all(
            path in old and old[path].digest == mark and self.lies_as_known(path) for path, mark in files.items()
        ):
            return False
        for path in files:
            self._keep(path, old[path])
        return True

    def lies_as_known(self, path: str) -> bool:
        """Whether the file on disk has the size and time that the earlier build left it with."""
        try:
            info = os.lstat(self.output / path)
        except OSError:
            return False
        known = self.old[path]
        return info.st_size == known.size and info.st_mtime_ns == known.mtime_ns

    def _keep(self, path: str, known: Written) -> None:
        self.batch.files[path] = known
        self.batch.tally.unchanged += 1

    def _stage(self, path: str, data: bytes, key: str, mark: str) -> None:
        place = self.staging / path
        folder = path.rpartition("/")[0]
        if folder not in self._folders:
            place.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)
        with place.open("wb") as file:
            file.write(data)
            file.flush()
            info = os.fstat(file.fileno())
        self.batch.files[path] = Written(key, mark, info.st_size, info.st_mtime_ns)
        self.batch.staged.append(path)
        self.batch.tally.written += 1


class Transaction:
    """One build's writing. Use as a context manager: leaving it without `commit` leaves the output as it was."""

    def __init__(self, output: Path) -> None:
        self.output = output.absolute()
        self.work = self.output.parent / f".{self.output.name}.build"
        self.staging = self.work / "staged"
        self.tally = Tally()
        self._old: dict[str, Written] = {}
        self._new: dict[str, Written] = {}
        self._staged: list[str] = []

    def __enter__(self) -> "Transaction":
        self.work.mkdir(parents=True, exist_ok=True)
        self._lock = (self.work / "lock").open("w")
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        complete_interrupted(self.output)
        shutil.rmtree(self.staging, ignore_errors=True)
        self._old = self._known()
        self._refuse_foreign_folder()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self.staging, ignore_errors=True)
        self._lock.close()

    def stager(self) -> Stager:
        """Somewhere to put files, perhaps in another process; what it gathers is given to `take`."""
        return Stager(self.output, self.staging, self._old)

    def take(self, batch: Batch) -> None:
        """Take a stager's files into the site."""
        for path in batch.files:
            if path in self._new:
                raise OutputError(_taken(path))
        self._new.update(batch.files)
        self._staged.extend(batch.staged)
        self.tally.add(batch.tally)

    def commit(self) -> Tally:
        """Make the output what was taken: journal, rename, delete. Returns what was done."""
        gone = sorted(self._old.keys() - self._new.keys())
        self.tally.deleted = len(gone)
        if self._staged or gone or self._new != self._old:
            manifest = {path: [one.key, one.digest, one.size, one.mtime_ns] for path, one in sorted(self._new.items())}
            _replace(self.work / "manifest.next", orjson.dumps({"version": _VERSION, "files": manifest}))
            _replace(self.work / "journal", orjson.dumps({"replace": self._staged, "delete": gone}))
            complete_interrupted(self.output)
        return self.tally

    @property
    def paths(self) -> frozenset[str]:
        """Every file that has been taken."""
        return frozenset(self._new)

    def _known(self) -> dict[str, Written]:
        """The manifest, or every file on disk where it is lost or damaged and the folder is a site of ours."""
        try:
            stored = orjson.loads((self.work / "manifest").read_bytes())
            if stored["version"] == _VERSION:
                return {path: Written(*row) for path, row in stored["files"].items()}
        except (OSError, orjson.JSONDecodeError, KeyError, TypeError):
            pass
        if not (self.output / MARKER).is_file():
            return {}
        return {path: Written("", "", -1, -1) for path in _files(self.output)}

    def _refuse_foreign_folder(self) -> None:
        if not self._old and self.output.is_dir() and next(_files(self.output), None) is not None:
            raise OutputError(
                f"Mappen {self.output} innehåller annat än en byggd portal. Töm den själv, eller ange en annan med OUTPUT=mapp."
            )


def _taken(path: str) -> str:
    return f"Två sidor vill ligga på samma adress: {path}. Byt namn på den ena filen."


def complete_interrupted(output: Path) -> bool:
    """Finish the renames and deletions of a journal, if one was left. Returns whether there was one."""
    output = output.absolute()
    work = output.parent / f".{output.name}.build"
    journal = work / "journal"
    try:
        steps: dict[str, Any] = orjson.loads(journal.read_bytes())
    except FileNotFoundError:
        return False
    staging, folders = f"{work}/staged/", set()
    for path in steps["replace"]:
        folder = path.rpartition("/")[0]
        if folder not in folders:
            (output / folder).mkdir(parents=True, exist_ok=True)
            folders.add(folder)
        with suppress(FileNotFoundError):  # it was renamed before the run was killed
            os.replace(f"{staging}{path}", f"{output}/{path}")
    for path in steps["delete"]:
        (output / path).unlink(missing_ok=True)
        _remove_empty(output, (output / path).parent)
    output.mkdir(parents=True, exist_ok=True)
    if (work / "manifest.next").exists():
        os.replace(work / "manifest.next", work / "manifest")
    journal.unlink()
    return True


def _remove_empty(root: Path, folder: Path) -> None:
    while folder != root:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent


def _files(root: Path) -> Iterator[str]:
    for folder, _folders, names in os.walk(root):
        for name in names:
            yield (Path(folder) / name).relative_to(root).as_posix()


def _safe(path: str) -> str:
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or ".." in parts:
        raise OutputError(f"Adressen ”{path}” ligger utanför portalen.")
    return path


def _replace(path: Path, data: bytes) -> None:
    """Without fsync: the promise is about killed processes, and ext4 keeps a replaced file whole in a power cut too."""
    temporary = path.with_name(f"{path.name}.part")
    temporary.write_bytes(data)
    os.replace(temporary, path)
