"""Versions of content files, kept by git where the folder is in a repository; nothing where it isn't.

Nothing is checked out, and what somebody else has staged is left as it is.
"""

import subprocess
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from pledges.editing.faults import in_words
from pledges.editing.plumbing import commit_tree, git, move_head, newest, stage, tree_with

_MOST_VERSIONS = 100
_MOST_LOOKED_AT = 300
_ATTEMPTS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A file as somebody left it: who, when, what they said of it."""

    name: str
    who: str
    when: datetime
    note: str


class VersionsError(OSError):
    """The version could not be kept; the file itself is saved."""


class Versions:
    """The versions of the files under `content`."""

    def __init__(self, content: Path) -> None:
        self.content = content

    @cached_property
    def prefix(self) -> str | None:
        """Where `content` lies in its repository, ending with a slash; None where there is no repository."""
        try:
            inside = git(self.content, "rev-parse", "--is-inside-work-tree").strip() == b"true"
            prefix = git(self.content, "rev-parse", "--show-prefix").decode().rstrip("\n") if inside else None
            ignored = prefix is not None and self._ignored()
        except (OSError, subprocess.SubprocessError):
            return None
        return None if ignored else prefix

    def _ignored(self) -> bool:
        with suppress(subprocess.CalledProcessError):
            git(self.content, "check-ignore", "-q", ".")
            return True
        return False

    @property
    def kept(self) -> bool:
        return self.prefix is not None

    def keep(self, files: Mapping[str, bytes | None], who: str, note: str) -> None:
        """Keep `files` (by path under content/) as they are now, None for one that is gone.

        Raises VersionsError where that can't be done.
        """
        if self.prefix is None:
            return
        try:
            rows = "".join(f"{self._blob(data)}\t{self.prefix}{path}\0" for path, data in files.items()).encode()
            for _ in range(_ATTEMPTS):
                if self._commit(rows, who, note):
                    break
            else:
                raise VersionsError("Historiken ändrades hela tiden av någon annan.")
            stage(self.content, rows)
        except subprocess.SubprocessError as error:
            raise VersionsError(f"Historiken kunde inte skrivas: {in_words(error)}.") from error

    def _blob(self, data: bytes | None) -> str:
        """A file's mode and name as update-index reads them."""
        if data is None:
            return f"0 {'0' * 40}"
        name = git(self.content, "hash-object", "-w", "--no-filters", "--stdin", given=data).decode().strip()
        return f"100644 {name}"

    def _commit(self, rows: bytes, who: str, note: str) -> bool:
        """Add a version on top of the newest. False where another came first."""
        head = newest(self.content)
        tree = tree_with(self.content, head, rows)
        if head and git(self.content, "rev-parse", f"{head}^{{tree}}").decode().strip() == tree:
            return True
        return move_head(
            self.content, head, commit_tree(self.content, tree, (head,) if head else (), who=who, note=note)
        )

    def of(self, path: str) -> Iterator[Version]:
        """The versions of a file, newest first."""
        if self.prefix is None or not newest(self.content):
            return
        form = "--format=%H%x00%an%x00%aI%x00%s"
        listed = git(
            self.content,
            "log",
            "-z",
            "--no-ext-diff",
            "--no-textconv",
            f"-{_MOST_VERSIONS}",
            form,
            "--",
            f":(literal,top){self.prefix}{path}",
        )
        parts = listed.decode(errors="replace").rstrip("\0").split("\0")
        for at in range(0, len(parts) - 3, 4):
            name, who, when, note = parts[at : at + 4]
            yield Version(name=name, who=who, when=datetime.fromisoformat(when), note=note)

    def latest_by(self, who: str) -> Iterator[tuple[str, datetime]]:
        """The files under content/ that `who` has left as they are told of by the latest versions, each once, newest first."""
        if self.prefix is None or not newest(self.content):
            return
        listed = git(
            self.content,
            "log",
            "--no-ext-diff",
            "--no-textconv",
            "--name-only",
            f"-{_MOST_LOOKED_AT}",
            "--format=%x00%an%x00%aI",
            "--",
            f":(literal,top){self.prefix}",
        )
        seen: set[str] = set()
        parts = listed.decode(errors="replace").split("\0")[1:]
        for name, rest in zip(parts[::2], parts[1::2], strict=True):
            when, *paths = rest.split("\n")
            for path in filter(None, paths):
                inside = path.removeprefix(self.prefix)
                if name == who and inside not in seen:
                    yield inside, datetime.fromisoformat(when)
                seen.add(inside)

    def text(self, path: str, name: str) -> bytes | None:
        """A file as it was in a version; None where it was not there. `name` is one that `of` gave."""
        if self.prefix is None or not any(one.name == name for one in self.of(path)):
            return None
        try:
            return git(self.content, "cat-file", "blob", f"{name}:{self.prefix}{path}")
        except subprocess.CalledProcessError:
            return None
