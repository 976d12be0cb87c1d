"""What a site is built from: which version of the content and of the portal, and what of it no version holds."""

import hashlib
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import KW_ONLY, dataclass
from pathlib import Path

from pledges.content.discovery import LOG_FOLDER, is_passed_over
from pledges.history.publication_log import load
from pledges.incremental.fingerprint import digest
from pledges.incremental.scan import files, scan

PORTAL = Path(__file__).resolve().parents[3]
_REMOVAL_LENGTH = 12


@dataclass(frozen=True, slots=True)
class BuiltFrom:
    """What a site is built from: the commits of the content and of the portal ("" outside version control).

    `changed` names what differs from those commits, in Swedish. `content` is the digest of all that was written, and
    `removals` has a name for each removal, which tells nothing of what was removed.
    """

    commit: str
    _: KW_ONLY
    portal: str = ""
    changed: tuple[str, ...] = ()
    content: str = ""
    removals: tuple[str, ...] = ()


def built_from(content: Path, theme: Path = PORTAL / "theme", portal: Path = PORTAL) -> BuiltFrom:
    """What a site that is built now, of `content` with `theme`, is built from.

    What publishing itself remembers in `.utgivet/` is no change of the content. A host's own settings lie at the top of
    the content's repository.
    """
    parts = (
        ("innehållet", content, [".", f":(exclude){LOG_FOLDER}"]),
        ("inställningarna", portal, [":(glob)*.py"]),
        ("inställningarna", content, [":(top,glob)*.py"]),
        ("temat", theme, ["."]),
        ("koden", portal, ["plugins", "data", "requirements"]),
    )
    return BuiltFrom(
        commit=_commit(content),
        portal=_commit(portal),
        changed=tuple(dict.fromkeys(name for name, folder, paths in parts if _is_changed(folder, paths))),
        content=content_digest(content),
        removals=tuple(_removals(content)),
    )


def content_digest(content: Path) -> str:
    """The digest of every file in `content` that may be published, without what is remembered of the published."""
    hasher = hashlib.sha256()
    for path, *_ in files(scan(content)):
        if path.partition("/")[0] != LOG_FOLDER and not any(map(is_passed_over, path.split("/"))):
            hasher.update(f"{path}\0".encode())
            hasher.update(_bytes(content / path))
    return hasher.hexdigest()


def _bytes(place: Path) -> bytes:
    try:
        return hashlib.sha256(place.read_bytes()).digest()
    except OSError:
        return b""


def _removals(content: Path) -> Iterator[str]:
    of_record: Counter[str] = Counter()
    for one in load(content / LOG_FOLDER).removals:
        of_record[one.first] += 1
        yield digest(f"{one.first} {one.day} {of_record[one.first]}".encode())[:_REMOVAL_LENGTH]


def _commit(folder: Path) -> str:
    return _git(folder, "rev-parse", "HEAD").strip()


def _is_changed(folder: Path, paths: list[str]) -> bool:
    return bool(_git(folder, "status", "--porcelain", "--untracked-files=all", "--", *paths).strip())


def _git(folder: Path, *arguments: str) -> str:
    try:
        # Without the index's lock, which a build that is killed would leave to all.
        command = ["git", "--no-optional-locks", "-C", str(folder), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout if done.returncode == 0 else ""
