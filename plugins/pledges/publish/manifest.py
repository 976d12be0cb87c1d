"""The manifest: every file of a published site with its hash, and which source it was built from.

It lies in the site as `manifest.json`, so that anyone can check a copy, and it is all that a deploy needs to know of
what lies at the other end. Its keys are Swedish, as everything that is published.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import KW_ONLY, dataclass, field
from pathlib import Path
from typing import Any

import orjson

from pledges.incremental.scan import files_under
from pledges.publish.built_from import BuiltFrom

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
class LogHead:
    """The last line of a site's log: its number, and its digest."""

    number: int
    digest: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """A published site, and what it was built `of`.

    `held` are the folders of the content that were faulty, and stand as they were published before. `moved` leads from each
    old address to the present one and `gone` are those whose text was removed; both rooted in the portal, without the first
    slash. `restored` is the release that somebody went back to, where the site is one. `log` is the last line of the log
    that has been put out, and `lines` the digests of all, where the site is at hand: they are in the log, not in the manifest.
    """

    day: str
    source: BuiltFrom
    _: KW_ONLY
    files: Mapping[str, ManifestEntry] = field(default_factory=dict)
    moved: Mapping[str, str] = field(default_factory=dict)
    gone: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    restored: int | None = None
    log: LogHead | None = None
    lines: tuple[str, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Difference:
    """How a folder differs from its manifest: paths that are missing, changed, or in no manifest."""

    missing: tuple[str, ...]
    changed: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def paths(self) -> tuple[str, ...]:
        return (*self.missing, *self.changed, *self.unknown)

    def __bool__(self) -> bool:
        return bool(self.paths)


def serialise(manifest: Manifest) -> bytes:
    """The manifest's file."""
    source = manifest.source
    stored = {
        "version": _VERSION,
        "dag": manifest.day,
        "källa": {
            "version": source.commit,
            "portal": source.portal,
            "ändrad": bool(source.changed),
            "ändrat": source.changed,
            "innehåll": source.content,
        },
        "kvarhållet": manifest.held,
        **({"återställd": manifest.restored} if manifest.restored is not None else {}),
        **({"logg": [manifest.log.number, manifest.log.digest]} if manifest.log is not None else {}),
        "flyttade": dict(sorted(manifest.moved.items())),
        "borttagna": sorted(manifest.gone),
        "rensningar": source.removals,
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
        return Manifest(
            day=str(stored["dag"]),
            source=_source(stored),
            files=files,
            moved={str(old): str(new) for old, new in stored["flyttade"].items()},
            gone=tuple(map(str, stored["borttagna"])),
            held=tuple(map(str, stored.get("kvarhållet", ()))),
            restored=int(stored["återställd"]) if "återställd" in stored else None,
            log=_head(*stored["logg"]) if "logg" in stored else None,
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _source(stored: Mapping[str, Any]) -> BuiltFrom:
    """What a site says that it was built from; one of an older version says less."""
    source = stored["källa"]
    return BuiltFrom(
        commit=str(source["version"]),
        portal=str(source.get("portal", "")),
        changed=tuple(map(str, source.get("ändrat", ("innehållet",) if source["ändrad"] else ()))),
        content=str(source.get("innehåll", "")),
        removals=tuple(map(str, stored.get("rensningar", ()))),
    )


def _head(number: object, digest: object) -> LogHead:
    if not isinstance(number, int) or not isinstance(digest, str):
        raise TypeError(number)
    return LogHead(number, digest)


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


def stage(folder: Path, manifest: Manifest) -> Path:
    """Write the manifest of the site in `folder` beside its place; gives the file, which is then to be renamed."""
    staged = folder / f".{NAME}.next"
    staged.write_bytes(serialise(manifest))
    return staged


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
