"""Writing the site: each file by renaming, under a journal that the next run completes.

A build stages every changed file beside the output folder (in `.<name>.build/`, on the same file system), writes
a journal, and only then moves what is staged into the output, whole folders at a time where they are new. Killed
before the journal, the output is as it was; killed after it, every file is wholly old or wholly new and the next run
finishes the rest.

Files belong to *units*: what is made together and stays together. The manifest names the units, and each has a table
of its files: by which key each was made, and how it lay on disk. So a unit that is as it was costs nothing but the status
of its files (`intact`). A table lies under the digest of its bytes; what no manifest names is swept away.
"""

import errno
import os
import shutil
import stat
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, ExitStack, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

import orjson

from pledges.incremental import replace_file
from pledges.incremental.artifact import Artifact
from pledges.incremental.file_digests import file_digest
from pledges.incremental.fingerprint import digest
from pledges.incremental.lock import locked
from pledges.incremental.scan import files_under

MARKER = "bygge.json"
_VERSION = 3
_TABLES = "filer"


class OutputError(Exception):
    """The output folder can't be used; the message is Swedish and says what to do."""


class FileState(NamedTuple):
    """What the manifest knows of a file: the key it was made by, its bytes' digest, and how it lay on disk."""

    key: str
    digest: str
    size: int
    mtime_ns: int


@dataclass(slots=True, kw_only=True)
class WriteCounts:
    """What a build did to the output."""

    made: int = 0
    written: int = 0
    unchanged: int = 0
    deleted: int = 0

    def add(self, other: "WriteCounts") -> None:
        """Count what another has done too."""
        self.made += other.made
        self.written += other.written
        self.unchanged += other.unchanged
        self.deleted += other.deleted


@dataclass(slots=True)
class Batch:
    """Files that have been put: what is known of each, which pages are unlisted, and what it took."""

    files: dict[str, FileState] = field(default_factory=dict)
    unlisted: list[str] = field(default_factory=list)
    counts: WriteCounts = field(default_factory=WriteCounts)


class PutFile(NamedTuple):
    """A file that was put: where it is, the key that it was made by, and its address where it is not to be listed."""

    path: str
    key: str
    unlisted: str


class Stager:
    """Makes and stages what has changed, against what an earlier build wrote. Works in any process."""

    def __init__(self, output: Path, staging: Path, old: Mapping[str, FileState]) -> None:
        self.output = str(output)
        self.staging = str(staging)
        self.old = old
        self.batch = Batch()
        self._folders: set[str] = set()

    def put(self, artifact: Artifact) -> PutFile:
        """Take one file into the site: made and staged if its key or the file on disk has changed."""
        path = _inside(artifact.path)
        key, old = artifact.key, self.old.get(path)
        one = PutFile(path, key, artifact.unlisted)
        if self.has(one):
            self.keep(one)
            return one
        self._enter(one)
        data = artifact.make(artifact.source)
        self.batch.counts.made += 1
        new_digest = digest(data)
        if old is not None and old.digest == new_digest and self.is_intact(path):
            self._keep(path, FileState(key=key, digest=new_digest, size=old.size, mtime_ns=old.mtime_ns))
        else:
            self._stage(path, data, key=key, data_digest=new_digest)
        return one

    def has(self, one: PutFile) -> bool:
        """Whether a file lies as an earlier build made it, by the same key."""
        old = self.old.get(one.path)
        return old is not None and old.key == one.key and self.is_intact(one.path)

    def keep(self, one: PutFile) -> None:
        """Take a file that `has` into the site as it lies, without an artifact."""
        self._enter(one)
        self._keep(one.path, self.old[one.path])

    def _enter(self, one: PutFile) -> None:
        if one.path in self.batch.files:
            raise OutputError(_collision(one.path))
        if one.unlisted:
            self.batch.unlisted.append(one.unlisted)

    def is_intact(self, path: str) -> bool:
        """Whether the file on disk is what the earlier build left."""
        state, place = self.old[path], f"{self.output}/{path}"
        return _is_untouched(place, state.size, state.mtime_ns) or _says_the_same(place, state.digest, state.mtime_ns)

    def _keep(self, path: str, state: FileState) -> None:
        self.batch.files[path] = state
        self.batch.counts.unchanged += 1

    def _stage(self, path: str, data: bytes, *, key: str, data_digest: str) -> None:
        folder = f"{self.staging}/{path}".rpartition("/")[0]
        if folder not in self._folders:
            _make_folder(folder)
            self._folders.add(folder)
        with open(f"{self.staging}/{path}", "wb") as file:
            file.write(data)
            file.flush()
            info = os.fstat(file.fileno())
        self.batch.files[path] = FileState(key=key, digest=data_digest, size=info.st_size, mtime_ns=info.st_mtime_ns)
        self.batch.counts.written += 1


def _make_folder(folder: str) -> None:
    """Make a folder, which nearly always is one more in one that is there: `os.makedirs` looks at both first."""
    try:
        os.mkdir(folder)
    except (FileExistsError, FileNotFoundError):
        os.makedirs(folder, exist_ok=True)


@dataclass(frozen=True, slots=True)
class UnitTable:
    """What the manifest knows of a unit: the digest that its table lies under, and how many files it has."""

    table: str
    count: int


class Tables:
    """The units' tables, in a folder."""

    def __init__(self, work: Path) -> None:
        self.work = work
        self.folder = work / _TABLES

    def write(self, files: Mapping[str, FileState]) -> UnitTable:
        """Store a table, in columns."""
        data = orjson.dumps(
            [
                list(files),
                *([getattr(one, name) for one in files.values()] for name in ("key", "digest", "size", "mtime_ns")),
            ]
        )
        table = digest(data)
        if not (self.folder / table).exists():
            replace_file.replace(self.folder / table, data)
        return UnitTable(table, len(files))

    def read(self, unit: UnitTable) -> dict[str, FileState]:
        """The table of a unit. Raises LostError where it can't be trusted."""
        paths, *columns = self._columns(unit.table)
        return {path: FileState(*row) for path, row in zip(paths, zip(*columns, strict=True), strict=True)}

    def is_intact(self, unit: UnitTable, output: Path) -> bool:
        """Whether every file of a unit lies in `output` as it was left. Raises LostError."""
        paths, _keys, digests, sizes, times = self._columns(unit.table)
        return all(
            _is_untouched(f"{output}/{path}", size, time) or _says_the_same(f"{output}/{path}", data_digest, time)
            for path, data_digest, size, time in zip(paths, digests, sizes, times, strict=True)
        )

    def _columns(self, table: str) -> list[list[Any]]:
        try:
            data = (self.folder / table).read_bytes()
        except OSError as error:
            raise LostError from error
        if digest(data) != table:
            raise LostError
        columns: list[list[Any]] = orjson.loads(data)
        return columns

    def keep_only(self, units: Iterable[UnitTable]) -> None:
        """Sweep away the tables of all other units."""
        wanted = {unit.table for unit in units}
        for path in self.folder.iterdir() if self.folder.is_dir() else ():
            if path.name not in wanted:
                path.unlink(missing_ok=True)


class LostError(Exception):
    """A unit's table is lost or damaged."""


def intact(output: Path) -> frozenset[str] | None:
    """The tables of all units whose files lie in `output` as the last build left them; None if one is lost or damaged.

    Takes no lock: what it gives is of the manifest that lay there, by the tables' digests.
    """
    output = output.absolute()
    tables = Tables(beside(output))
    try:
        return frozenset(unit.table for unit in _manifest(tables.work).values() if tables.is_intact(unit, output))
    except LostError:
        return None


class Transaction:
    """One build's writing. Use as a context manager: leaving it without `commit` leaves the output as it was.

    `intact_tables` gives what `intact` gave, where that has been begun already.
    """

    def __init__(self, output: Path, intact_tables: Callable[[], frozenset[str] | None] | None = None) -> None:
        self.output = output.absolute()
        self.work = beside(self.output)
        self.staging = self.work / "staged"
        self.tables = Tables(self.work)
        self.counts = WriteCounts()
        self._intact_tables = intact_tables or partial(intact, self.output)
        self._intact: frozenset[str] = frozenset()
        self._old: dict[str, UnitTable] = {}
        self._foreign: frozenset[str] = frozenset()
        self._kept: dict[str, UnitTable] = {}
        self._new: dict[str, UnitTable] = {}
        self._taken: set[str] = set()

    def __enter__(self) -> "Transaction":
        with ExitStack() as stack:
            stack.enter_context(alone(self.output, "ett bygge"))
            self._begin()
            self._lock = stack.pop_all()
        return self

    def _begin(self) -> None:
        if _lies_elsewhere(self.output, self.work):
            raise OutputError(
                f"Mappen {self.output} ligger på en annan disk än mappen som den är i (en monterad volym, eller en länk), så "
                f"att inget kan flyttas dit i ett steg. Ange en mapp inuti den: OUTPUT={self.output}/portal"
            )
        complete_interrupted(self.output)
        shutil.rmtree(self.staging, ignore_errors=True)
        tables = self._intact_tables()
        if tables is None:  # perhaps only because another build swept away the tables that were looked for
            tables = intact(self.output)
        self._intact = tables or frozenset()
        self._old = _manifest(self.work) if tables is not None else {}
        if not self._old:
            self._foreign = self._files_on_disk()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self.staging, ignore_errors=True)
        self._lock.close()

    def table(self, unit: str) -> str:
        """The digest of a unit's table, if its files lie as they were left; else empty."""
        table = self._old[unit].table if unit in self._old else ""
        return table if table in self._intact else ""

    def stager(self, unit: str) -> Stager:
        """Somewhere to put a unit's files, perhaps in another process; what it gathers is given to `take`."""
        return Stager(self.output, self.staging, self._files(unit))

    def keep(self, unit: str) -> None:
        """The unit's files stay as they lie."""
        self._kept[unit] = self._old[unit]
        self.counts.unchanged += self._old[unit].count

    def take(self, unit: str, batch: Batch) -> str:
        """Take a stager's files into the site. Gives the digest of the unit's table."""
        for path in batch.files:
            if path in self._taken:
                raise OutputError(_collision(path))
            self._taken.add(path)
        self._new[unit] = self.tables.write(batch.files)
        self.counts.add(batch.counts)
        return self._new[unit].table

    def commit(self) -> WriteCounts:
        """Make the output what was taken: journal, move, delete. Returns what was done."""
        earlier = self._earlier_files()
        for path in self._taken - earlier:
            if self._is_of_kept(path):
                raise OutputError(_collision(path))
        gone = sorted(earlier - self._taken)
        self.counts.deleted = len(gone)
        units = {**self._kept, **self._new}
        if units != self._old or self._foreign or self.staging.exists():
            manifest = {name: [unit.table, unit.count] for name, unit in sorted(units.items())}
            replace_file.replace(self.work / "manifest.next", orjson.dumps({"version": _VERSION, "units": manifest}))
            replace_file.replace(self.work / "journal", orjson.dumps({"delete": gone}))
            complete_interrupted(self.output)
            self.tables.keep_only(units.values())
        return self.counts

    @property
    def paths(self) -> frozenset[str]:
        """Every file that has been taken or kept."""
        return frozenset(self._taken).union(*(self.tables.read(unit) for unit in self._kept.values()))

    def _files(self, unit: str) -> dict[str, FileState]:
        """What was known of a unit's files."""
        return self.tables.read(self._old[unit]) if unit in self._old else {}

    def _earlier_files(self) -> frozenset[str]:
        """The files that earlier builds wrote, of all units that are not kept."""
        changed = (name for name in self._old if name not in self._kept)
        return self._foreign.union(*(self._files(name) for name in changed))

    def _is_of_kept(self, path: str) -> bool:
        """Whether a path that is new belongs to a kept unit: only then does it lie there already."""
        if not os.path.lexists(f"{self.output}/{path}"):
            return False
        return any(path in self.tables.read(unit) for unit in self._kept.values())

    def _files_on_disk(self) -> frozenset[str]:
        """Every file on disk, where the manifest is lost or damaged and the folder is a site of ours."""
        if (self.output / MARKER).is_file():
            return frozenset(files_under(self.output))
        if self.output.is_dir() and next(files_under(self.output), None) is not None:
            raise OutputError(
                f"Mappen {self.output} innehåller annat än en byggd portal. Töm den själv, eller ange en annan med OUTPUT=mapp."
            )
        return frozenset()


def beside(output: Path) -> Path:
    """The folder that holds what a build remembers of `output`."""
    return output.parent / f".{output.name}.build"


def alone(output: Path, name: str) -> AbstractContextManager[None]:
    """Be the only run that works in `output`, as a run called `name`. Raises BusyError."""
    return locked(beside(output.absolute()) / "lock", name, output)


def _lies_elsewhere(output: Path, work: Path) -> bool:
    """Whether nothing can be renamed from `work` into `output`: another disk, or the same one mounted once more.

    Only trying tells; a file that isn't there is enough to be told, and nothing is touched.
    """
    try:
        os.rename(work / ".finns-inte", output / ".finns-inte")
    except OSError as error:
        return error.errno == errno.EXDEV
    return False


def _manifest(work: Path) -> dict[str, UnitTable]:
    """The units by name; none where the manifest is lost or damaged."""
    try:
        stored = orjson.loads((work / "manifest").read_bytes())
        return {name: UnitTable(*row) for name, row in stored["units"].items()} if stored["version"] == _VERSION else {}
    except (OSError, orjson.JSONDecodeError, KeyError, TypeError, AttributeError):
        return {}


def manifest_digest(work: Path, tables: frozenset[str] | None = None) -> str:
    """The digest of the manifest in `work`; empty where it is lost, or names a unit whose table is not in `tables`."""
    units = _manifest(work).values()
    whole = tables is None or all(unit.table in tables for unit in units)
    return digest(*sorted(unit.table.encode() for unit in units)) if units and whole else ""


def _is_untouched(path: str, size: int, mtime_ns: int) -> bool:
    try:
        info = os.lstat(path)
    except OSError:
        return False
    return info.st_size == size and info.st_mtime_ns == mtime_ns


def _says_the_same(path: str, data_digest: str, mtime_ns: int) -> bool:
    """Whether a file whose time is another has the bytes that it was left with, as in a copy or an unpacked archive.

    It gets its time back then, so that it is read only once.
    """
    try:
        info = os.lstat(path)
    except OSError:
        return False
    if not stat.S_ISREG(info.st_mode) or file_digest(Path(path)) != data_digest:
        return False
    with suppress(OSError):  # another's file, which is read again next time
        os.utime(path, ns=(info.st_atime_ns, mtime_ns))
    return True


def _collision(path: str) -> str:
    return f"Två sidor vill ligga på samma adress: {path}. Byt namn på den ena filen."


def complete_interrupted(output: Path) -> bool:
    """Finish the moves and deletions of a journal, if one was left. Returns whether there was one."""
    output = output.absolute()
    work = beside(output)
    journal = work / "journal"
    try:
        steps: dict[str, Any] = orjson.loads(journal.read_bytes())
    except FileNotFoundError:
        return False
    if (work / "staged").is_dir():
        _move(f"{work}/staged", str(output))
    for path in steps["delete"]:
        (output / path).unlink(missing_ok=True)
        _remove_empty(output, (output / path).parent)
    output.mkdir(parents=True, exist_ok=True)
    if (work / "manifest.next").exists():
        os.replace(work / "manifest.next", work / "manifest")
    journal.unlink()
    return True


def _move(source: str, target: str) -> None:
    """Move a staged folder into place: whole where there is none before, else what is in it, file by file."""
    if not os.path.lexists(target):
        os.makedirs(os.path.dirname(target), exist_ok=True)
        os.rename(source, target)
        return
    with os.scandir(source) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                _move(entry.path, f"{target}/{entry.name}")
            else:
                os.replace(entry.path, f"{target}/{entry.name}")


def _remove_empty(root: Path, folder: Path) -> None:
    while folder != root:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent


def _inside(path: str) -> str:
    if not path or path.startswith("/") or ".." in path.split("/"):
        raise OutputError(f"Adressen ”{path}” ligger utanför portalen.")
    return path
