"""From one version of the content to another: the files and the newest version together, wholly, however it ends.

What is to be done is written down before anything is: killed half-way, `finish` does the rest. A file that was changed
by something else than the editor is never written over, and nothing is written through a link.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from pledges.editing.plumbing import Blob, git, move_head, newest, stage
from pledges.incremental.replace_file import replace

_FILE_MODES = ("100644", "100755")


Changes = Mapping[str, tuple[Blob | None, Blob | None]]
"""What differs between two versions, by path from the repository's top: the file before and after, None where there is none."""


class InTheWayError(Exception):
    """A file that can't be brought together, or that was changed here by something else than the editor."""


class WorkTree:
    """The files of the repository that `content` lies in. `journal` is where what is to be done is written down."""

    def __init__(self, content: Path, journal: Path) -> None:
        self.content = content
        self.journal = journal

    def move(self, before: str, after: str) -> bool:
        """Let the files and the newest version be `after`. False where the newest is no longer `before`: then the files
        are as they were. Raises InTheWayError before anything is written."""
        changes = changes_between(self.content, before, after)
        top = Path(git(self.content, "rev-parse", "--show-toplevel").decode().rstrip("\n"))
        for path, (old, new) in changes.items():
            if new is not None and new.mode not in _FILE_MODES:
                raise InTheWayError(path)
            if any((top / part).is_symlink() for part in (path, *map(str, Path(path).parents))):
                raise InTheWayError(path)
            if _name_of(top / path, like=after) not in {old.name if old else "", new.name if new else ""}:
                raise InTheWayError(path)
        replace(self.journal, f"{before} {after}".encode())
        self._write(top, {path: new for path, (_, new) in changes.items()})
        # The git of a server that was killed may have outlived it, and moved the newest version a moment ago.
        moved = move_head(self.content, before, after) or newest(self.content) == after
        if moved:
            stage(self.content, rows_of({path: new for path, (_, new) in changes.items()}))
        else:
            self._write(top, {path: old for path, (old, _) in changes.items()})
        self.journal.unlink()
        return moved

    def _write(self, top: Path, files: Mapping[str, Blob | None]) -> None:
        for path, blob in files.items():
            if blob is None:
                (top / path).unlink(missing_ok=True)
            else:
                replace(top / path, bytes_of(self.content, blob))
                (top / path).chmod(int(blob.mode[-3:], 8))

    def finish(self) -> None:
        """Do the rest of a move that was killed half-way. Files of it that lie here already are no change of anybody's."""
        if not self.journal.exists():
            return
        before, after = self.journal.read_text().split()
        head = newest(self.content)
        if head == before:
            self.move(before, after)
            return
        if git(self.content, "merge-base", head, after).decode().strip() == after:
            changed = changes_between(self.content, before, head)
            stage(self.content, rows_of({path: new for path, (_, new) in changed.items()}))
        self.journal.unlink()


def changes_between(content: Path, before: str, after: str) -> Changes:
    """What differs between two versions."""
    listed = git(content, "diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-abbrev", before, after)
    parts = listed.decode().rstrip("\0").split("\0")
    found: dict[str, tuple[Blob | None, Blob | None]] = {}
    for facts, path in zip(parts[::2], parts[1::2], strict=False):
        old_mode, new_mode, old, new, _ = facts.removeprefix(":").split()
        found[path] = (_blob(old_mode, old), _blob(new_mode, new))
    return found


def bytes_of(content: Path, blob: Blob) -> bytes:
    """What a file in a version says."""
    return git(content, "cat-file", "blob", blob.name)


def rows_of(files: Mapping[str, Blob | None]) -> bytes:
    """The files as update-index reads them."""
    gone = Blob("0", "0" * 40)
    rows = ((path, blob or gone) for path, blob in files.items())
    return "".join(f"{blob.mode} {blob.name}\t{path}\0" for path, blob in rows).encode()


def _blob(mode: str, name: str) -> Blob | None:
    return Blob(mode, name) if name.strip("0") else None


def _name_of(path: Path, *, like: str) -> str:
    """The name that git has for a file's bytes, of the kind that `like` is; empty where there is no file."""
    try:
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return ""
    algorithm = hashlib.sha1 if len(like) == 40 else hashlib.sha256
    return algorithm(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
