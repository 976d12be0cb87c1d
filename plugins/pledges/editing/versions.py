"""Versions of content files, kept by git where the folder is in a repository; nothing where it isn't.

Only git's own plumbing is used: no hook runs, no configuration or attribute of the content is obeyed, nothing is
checked out, and what somebody else has staged is left as it is.
"""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

_UNCONFIGURED = (
    "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "core.attributesFile=/dev/null",
    "-c", "core.pager=cat", "-c", "commit.gpgSign=false", "-c", "core.autocrlf=false", "-c", "core.quotePath=false",
    "-c", "gc.auto=0", "-c", "protocol.allow=never", "-c", "log.showSignature=false",
)  # fmt: skip
_MOST_VERSIONS = 100
_ATTEMPTS = 5
EMAIL = "redigering@portalen.invalid"


@dataclass(frozen=True, slots=True)
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
            inside = self._git("rev-parse", "--is-inside-work-tree").strip() == b"true"
            prefix = self._git("rev-parse", "--show-prefix").decode().rstrip("\n") if inside else None
            ignored = prefix is not None and self._ignored()
        except (OSError, subprocess.SubprocessError):
            return None
        return None if ignored else prefix

    def _ignored(self) -> bool:
        with suppress(subprocess.CalledProcessError):
            self._git("check-ignore", "-q", ".")
            return True
        return False

    @property
    def kept(self) -> bool:
        return self.prefix is not None

    def keep(self, files: dict[str, bytes], who: str, note: str) -> None:
        """Keep `files` (by path under content/) as they are now. Raises VersionsError where that can't be done."""
        if self.prefix is None:
            return
        try:
            rows = "".join(
                f"100644 {self._git('hash-object', '-w', '--no-filters', '--stdin', given=data).decode().strip()}\t{self.prefix}{path}\0"
                for path, data in files.items()
            ).encode()
            for _ in range(_ATTEMPTS):
                if self._commit(rows, who, note):
                    break
            else:
                raise VersionsError("Historiken ändrades hela tiden av någon annan.")
            self._stage(rows)
        except subprocess.SubprocessError as error:
            raise VersionsError(f"Historiken kunde inte skrivas: {error}.") from error

    def _stage(self, rows: bytes) -> None:
        """Tell the repository's own index too, so that the files don't look changed to those who work with git.

        Seen from an empty folder, for git would pass files that it finds through filters of the content's own.
        """
        with tempfile.TemporaryDirectory(prefix="tom-") as empty, suppress(subprocess.CalledProcessError):
            repository = self._git("rev-parse", "--absolute-git-dir").decode().rstrip("\n")
            elsewhere = {"GIT_DIR": repository, "GIT_WORK_TREE": empty}
            self._git("update-index", "-z", "--add", "--index-info", given=rows, extra=elsewhere)

    def _commit(self, rows: bytes, who: str, note: str) -> bool:
        """Add a version on top of the newest. False where another came first."""
        head = self._head()
        with tempfile.TemporaryDirectory(prefix="version-") as folder:
            index = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
            self._git("read-tree", head if head else "--empty", extra=index)
            self._git("update-index", "-z", "--add", "--index-info", given=rows, extra=index)
            tree = self._git("write-tree", extra=index).decode().strip()
        if head and self._git("rev-parse", f"{head}^{{tree}}").decode().strip() == tree:
            return True
        parents = ("-p", head) if head else ()
        commit = self._git("commit-tree", tree, *parents, given=note.encode(), extra=_names(who)).decode().strip()
        try:
            self._git("update-ref", "-m", "redigering", "HEAD", commit, head or "0" * 40)
        except subprocess.CalledProcessError:
            return False
        return True

    def _head(self) -> str:
        try:
            return self._git("rev-parse", "--verify", "-q", "HEAD^{commit}").decode().strip()
        except subprocess.CalledProcessError:
            return ""

    def of(self, path: str) -> Iterator[Version]:
        """The versions of a file, newest first."""
        if self.prefix is None or not self._head():
            return
        form = "--format=%H%x00%an%x00%aI%x00%s"
        listed = self._git(
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

    def text(self, path: str, name: str) -> bytes | None:
        """A file as it was in a version; None where it was not there. `name` is one that `of` gave."""
        if self.prefix is None or not any(one.name == name for one in self.of(path)):
            return None
        try:
            return self._git("cat-file", "blob", f"{name}:{self.prefix}{path}")
        except subprocess.CalledProcessError:
            return None

    def _git(self, *arguments: str, given: bytes = b"", extra: dict[str, str] | None = None) -> bytes:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        environment |= {
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_OPTIONAL_LOCKS": "0",
            "LC_ALL": "C.UTF-8",
            **(extra or {}),
        }
        done = subprocess.run(
            ["git", *_UNCONFIGURED, *arguments],
            cwd=self.content, input=given, capture_output=True, env=environment, timeout=60, check=True,
        )  # fmt: skip
        return done.stdout


def _names(who: str) -> dict[str, str]:
    name = " ".join(who.replace("<", " ").replace(">", " ").split()) or "Redaktionen"
    return {
        f"GIT_{role}_{part}": value
        for role in ("AUTHOR", "COMMITTER")
        for part, value in (("NAME", name), ("EMAIL", EMAIL))
    }
