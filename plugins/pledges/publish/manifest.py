"""The manifest: every file of a published site with its hash, and which source it was built from.

It lies in the site as `manifest.json`, so that anyone can check a copy, and it is all that a deploy needs to know of
what lies at the other end. Its keys are Swedish, as everything that is published.
"""

import hashlib
import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import orjson

NAME = "manifest.json"
_VERSION = 1


@dataclass(frozen=True, slots=True)
class ManifestEntry:
    """A file: its SHA-256 (empty where it isn't known what lies there) and its size in bytes.

    `age` counts the releases since the file was last part of the site itself; kept for those who have an old page open.
    """

    sha256: str
    size: int
    age: int = 0

    def has_content_of(self, other: "ManifestEntry") -> bool:
        """Whether the bytes are the same."""
        return (self.sha256, self.size) == (other.sha256, other.size)


@dataclass(frozen=True, slots=True)
class Manifest:
    """A published site. `commit` is the source's, `modified` whether the source had changes beside it.

    `moved` leads from each old address to the present one and `gone` are those whose text was removed; both rooted in
    the portal, without the first slash. `removals` stand for every removal that was ever made, of a whole text or a
    part, without telling of what.
    """

    day: str
    commit: str
    modified: bool
    files: Mapping[str, ManifestEntry] = field(default_factory=dict)
    moved: Mapping[str, str] = field(default_factory=dict)
    gone: tuple[str, ...] = ()
    removals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BuiltFrom:
    """What a site is built from: the commit ("" outside version control), and whether there were changes beside it."""

    commit: str
    modified: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """How a folder differs from its manifest: paths that are missing, changed, or in no manifest."""

    missing: tuple[str, ...]
    changed: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def paths(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.missing, *self.changed, *self.unknown)

    def __bool__(self) -> bool:
        return bool(self.paths)


def serialise(manifest: Manifest) -> bytes:
    """The manifest's file."""
    stored = {
        "version": _VERSION,
        "dag": manifest.day,
        "källa": {"version": manifest.commit, "ändrad": manifest.modified},
        "flyttade": dict(sorted(manifest.moved.items())),
        "borttagna": sorted(manifest.gone),
        "rensningar": sorted(manifest.removals),
        "filer": {
            path: [entry.sha256, entry.size, *([entry.age] if entry.age else [])]
            for path, entry in sorted(manifest.files.items())
        },
    }
    return orjson.dumps(stored, option=orjson.OPT_APPEND_NEWLINE)


def parse(data: bytes) -> Manifest | None:
    """The manifest in `data`; None where it is damaged, of another version, or names a file outside the site."""
    try:
        stored = orjson.loads(data)
        if stored["version"] != _VERSION:
            return None
        files = {_safe(path): _entry(row) for path, row in stored["filer"].items()}
        source = stored["källa"]
        return Manifest(
            day=str(stored["dag"]),
            commit=str(source["version"]),
            modified=bool(source["ändrad"]),
            files=files,
            moved={str(old): str(new) for old, new in stored["flyttade"].items()},
            gone=tuple(map(str, stored["borttagna"])),
            removals=tuple(map(str, stored.get("rensningar", ()))),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _entry(row: list[object]) -> ManifestEntry:
    sha256, size, age = (*row, 0)[:3]
    if not isinstance(sha256, str) or not isinstance(size, int) or not isinstance(age, int):
        raise TypeError(row)
    return ManifestEntry(sha256, size, age)


def _safe(path: str) -> str:
    """A path within the site. What comes from another machine may not lead out of it, nor break a command's line."""
    parts = path.split("/")
    if any(part in ("", ".", "..") for part in parts) or any(
        ord(character) < 32 or character in "\"'\\`$" for character in path
    ):
        raise ValueError(path)
    return path


def read(folder: Path) -> Manifest | None:
    """The manifest that lies in `folder`; None where there is none that can be read."""
    try:
        return parse((folder / NAME).read_bytes())
    except OSError:
        return None


def measure(folder: Path, paths: Iterable[str]) -> dict[str, ManifestEntry]:
    """The entries of `paths` under `folder`."""
    return {_safe(path): entry_of(folder / path) for path in sorted(paths)}


def entry_of(place: Path) -> ManifestEntry:
    """A file's hash and size. Raises OSError where it can't be read."""
    with place.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        return ManifestEntry(sha256, file.tell())


def compare(folder: Path, manifest: Manifest) -> Difference:
    """Check every file in `folder` against `manifest`."""
    return differences(hashes_of(folder), manifest)


def hashes_of(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file under `folder`; "" for one that can't be read."""
    return {path: _hash_of(folder / path) for path in files_under(folder)}


def differences(hashes: Mapping[str, str], manifest: Manifest) -> Difference:
    """Check the SHA-256 of every file that is there ("" where it can't be read) against `manifest`."""
    there = {path: entry for path, entry in sorted(manifest.files.items()) if path in hashes}
    missing = sorted(manifest.files.keys() - there.keys())
    changed = [path for path, entry in there.items() if hashes[path] != entry.sha256 or not entry.sha256]
    unknown = sorted(hashes.keys() - there.keys() - {NAME})
    return Difference(tuple(missing), tuple(changed), tuple(unknown))


def _hash_of(place: Path) -> str:
    try:
        return entry_of(place).sha256
    except OSError:
        return ""


def files_under(folder: Path) -> Iterator[str]:
    """Every file under `folder`, links too, as paths with /."""
    for here, _folders, names in os.walk(folder):
        for name in names:
            yield (Path(here) / name).relative_to(folder).as_posix()


def source_of(content: Path) -> BuiltFrom:
    """What `content` is checked out from. What publishing itself remembers in `.utgivet/` is no change of the source."""
    commit = _git(content, "rev-parse", "HEAD").strip()
    changes = _git(content, "status", "--porcelain", "--untracked-files=all", "--", ".", ":(exclude).utgivet")
    return BuiltFrom(commit, bool(commit and changes.strip()))


def _git(folder: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(["git", "-C", folder, *arguments], capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout if done.returncode == 0 else ""
