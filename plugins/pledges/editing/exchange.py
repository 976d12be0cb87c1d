"""What is ready is sent to the repository that the portal is built from, and what others have sent is taken up.

Only where whoever looks after the portal has said so (`make edit SHARED=ja`), for it reaches another machine with that
person's keys. Others' changes and one's own are brought together file by file, and in a record key by key. Where both
have changed the same, theirs stands in the content, and one's own lies among what is begun until somebody has chosen.
"""

import hashlib
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import KW_ONLY, dataclass
from enum import Enum, auto
from pathlib import Path

from pledges.editing.plumbing import commit_tree, far_git, git, move_head, newest, stage, tree_with
from pledges.editing.store import NEW, Store, bring_together
from pledges.incremental.replace_file import replace

_ATTEMPTS = 5
_FILE_MODES = ("100644", "100755")
_SEEN = "refs/redigering/delat"
_NOTE = "Andras ändringar hämtade"


class Outcome(Enum):
    """What became of an exchange."""

    SENT = auto()
    NOWHERE = auto()
    NOT_REACHED = auto()
    REFUSED = auto()
    IN_THE_WAY = auto()


@dataclass(frozen=True, slots=True)
class Exchanged:
    """An exchange: what became of it, how many saves are not sent, and which records (by path) have another text now.

    `own` is the records whose own text lies among what is begun; `detail` is for whoever looks after the portal.
    """

    outcome: Outcome
    waiting: int
    _: KW_ONLY
    own: tuple[str, ...] = ()
    detail: str = ""


@dataclass(frozen=True, slots=True)
class _Blob:
    """A file in a version: its mode and the name of its bytes."""

    mode: str
    name: str


_Changes = Mapping[str, tuple[_Blob | None, _Blob | None]]
"""What differs between two versions, by path from the repository's top: the file before and after, None where there is none."""


class _InTheWayError(Exception):
    """A file that can't be brought together, or that was changed here by something else than the editor."""


class Exchange:
    """The way between a store and the repository that its content is shared through."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.content = store.content
        self.latest: Exchanged | None = None

    def run(self) -> Exchanged:
        """Take up what others have sent, and send what is ready here; remembered as `latest`."""
        own: list[str] = []
        try:
            outcome, detail = self._run(own)
        except _InTheWayError as error:
            outcome, detail = Outcome.IN_THE_WAY, str(error)
        except (OSError, subprocess.SubprocessError) as error:
            outcome, detail = Outcome.NOT_REACHED, _words_of(error)
        self.latest = Exchanged(outcome, self._waiting(), own=tuple(own), detail=detail)
        return self.latest

    def _run(self, own: list[str]) -> tuple[Outcome, str]:
        there = self._there()
        if there is None:
            return Outcome.NOWHERE, ""
        remote, branch = there
        with self.store.alone():
            self._finish()
        refused = (Outcome.REFUSED, "")
        for _ in range(_ATTEMPTS):
            theirs = self._fetched(remote, branch)
            with self.store.alone():
                mine = self._take_up(theirs, own)
            if mine == theirs:
                return Outcome.SENT, ""
            try:
                far_git(self.content, "push", "--quiet", "--porcelain", remote, f"{mine}:{branch}")
            except subprocess.CalledProcessError as error:
                # Somebody who sends at the same moment is told of in either way; so is one who may not send.
                if b"rejected]" not in error.stdout:
                    raise
                refused = (Outcome.REFUSED, _words_of(error))
            else:
                self._seen(mine)
                return Outcome.SENT, ""
        return refused

    def _fetched(self, remote: str, branch: str) -> str:
        """The newest version that others have sent."""
        far_git(self.content, "fetch", "--quiet", "--no-tags", "--no-recurse-submodules", "--refmap=", remote, branch)
        theirs = newest(self.content, "FETCH_HEAD")
        self._seen(theirs)
        return theirs

    def _seen(self, version: str) -> None:
        """Remember what the others have, in a name that only the editor uses."""
        git(self.content, "update-ref", _SEEN, version)

    def _there(self) -> tuple[str, str] | None:
        """Which repository the content is shared through, and its branch; None where there is none."""
        try:
            here = git(self.content, "symbolic-ref", "-q", "--short", "HEAD").decode().strip()
            remote = git(self.content, "config", "--get", f"branch.{here}.remote").decode().strip()
            return remote, git(self.content, "config", "--get", f"branch.{here}.merge").decode().strip()
        except (OSError, subprocess.SubprocessError):
            return None

    def _waiting(self) -> int:
        with suppress(OSError, subprocess.SubprocessError):
            seen = newest(self.content, _SEEN) or newest(self.content, "@{upstream}")
            return int(git(self.content, "rev-list", "--count", "--first-parent", f"{seen}..HEAD"))
        return 0

    def _take_up(self, theirs: str, own: list[str]) -> str:
        """Bring `theirs` into the content and its newest version; gives that version's name."""
        head = newest(self.content)
        base = git(self.content, "merge-base", head, theirs).decode().strip()
        if base == theirs:
            return head
        together = theirs if base == head else self._together(base, head, theirs, own=own)
        self._move(head, together)
        return together

    def _together(self, base: str, head: str, theirs: str, *, own: list[str]) -> str:
        """A version with what both have changed since `base`."""
        others = self._changes(base, theirs)
        kept: dict[str, _Blob | None] = {}
        for path, (before, mine) in self._changes(base, head).items():
            if path not in others:
                kept[path] = mine
            elif others[path][1] != mine:
                kept[path] = self._one(path, before=before, mine=mine, theirs=others[path][1], own=own)
        tree = tree_with(self.content, theirs, _rows(kept))
        return commit_tree(self.content, tree, (head, theirs), who=self.store.who, note=_NOTE)

    def _one(
        self, path: str, *, before: _Blob | None, mine: _Blob | None, theirs: _Blob | None, own: list[str]
    ) -> _Blob | None:
        """A file that both have changed. Where they can't both hold, theirs stands."""
        prefix = self.store.versions.prefix or ""
        record = path.removeprefix(prefix)
        if not path.startswith(prefix) or not record.endswith(".md"):
            raise _InTheWayError(path)
        if mine is None:
            return theirs
        text = self._bytes(mine)
        origin = self._bytes(before) if before else NEW
        if theirs is not None:
            together, conflicts = bring_together(origin, text, self._bytes(theirs))
            if not conflicts:
                name = git(self.content, "hash-object", "-w", "--no-filters", "--stdin", given=together).decode()
                return _Blob(theirs.mode, name.strip())
        self.store.set_aside(record, text, origin)
        own.append(record)
        return theirs

    def _move(self, before: str, after: str) -> None:
        """Let the content and its newest version be `after`. Killed half-way, `_finish` does the rest."""
        changes = self._changes(before, after)
        top = Path(git(self.content, "rev-parse", "--show-toplevel").decode().rstrip("\n"))
        for path, (old, new) in changes.items():
            if new is not None and new.mode not in _FILE_MODES:
                raise _InTheWayError(path)
            if any((top / part).is_symlink() for part in (path, *map(str, Path(path).parents))):
                raise _InTheWayError(path)
            if _name_of(top / path, like=after) not in {old.name if old else "", new.name if new else ""}:
                raise _InTheWayError(path)
        replace(self._journal, f"{before} {after}".encode())
        for path, (_, new) in changes.items():
            if new is None:
                (top / path).unlink(missing_ok=True)
            else:
                replace(top / path, self._bytes(new))
                (top / path).chmod(int(new.mode[-3:], 8))
        if move_head(self.content, before, after):
            stage(self.content, _rows({path: new for path, (_, new) in changes.items()}))
        self._journal.unlink()

    def _finish(self) -> None:
        """Do the rest of a move that was killed half-way. Files of it that lie here already are no change of anybody's."""
        if not self._journal.exists():
            return
        before, after = self._journal.read_text().split()
        head = newest(self.content)
        if head == before:
            self._move(before, after)
            return
        if git(self.content, "merge-base", head, after).decode().strip() == after:
            stage(self.content, _rows({path: new for path, (_, new) in self._changes(before, head).items()}))
        self._journal.unlink()

    @property
    def _journal(self) -> Path:
        return self.store.begun / ".hamtas"

    def _changes(self, before: str, after: str) -> _Changes:
        listed = git(self.content, "diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-abbrev", before, after)
        parts = listed.decode().rstrip("\0").split("\0")
        found: dict[str, tuple[_Blob | None, _Blob | None]] = {}
        for facts, path in zip(parts[::2], parts[1::2], strict=False):
            old_mode, new_mode, old, new, _ = facts.removeprefix(":").split()
            found[path] = (_blob(old_mode, old), _blob(new_mode, new))
        return found

    def _bytes(self, blob: _Blob) -> bytes:
        return git(self.content, "cat-file", "blob", blob.name)


def _blob(mode: str, name: str) -> _Blob | None:
    return _Blob(mode, name) if name.strip("0") else None


def _rows(files: Mapping[str, _Blob | None]) -> bytes:
    """The files as update-index reads them."""
    gone = _Blob("0", "0" * 40)
    rows = ((path, blob or gone) for path, blob in files.items())
    return "".join(f"{blob.mode} {blob.name}\t{path}\0" for path, blob in rows).encode()


def _name_of(path: Path, *, like: str) -> str:
    """The name that git has for a file's bytes, of the kind that `like` is; empty where there is no file."""
    try:
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return ""
    algorithm = hashlib.sha1 if len(like) == 40 else hashlib.sha256
    return algorithm(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def _words_of(error: Exception) -> str:
    """What git said of it, on one line."""
    said = (getattr(error, "stderr", None) or b"").decode(errors="replace")
    return " ".join(said.split()) or str(error)
