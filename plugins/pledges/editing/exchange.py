"""What is ready is sent to the repository that the portal is built from, and what others have sent is taken up.

Only where whoever looks after the portal has said so (`make edit SHARED=ja`), for it reaches another machine with that
person's keys. Others' changes and one's own are brought together file by file, and in a record key by key. Where both
have changed the same, theirs stands in the content, and one's own lies among what is begun until somebody has chosen.
"""

import subprocess
from contextlib import suppress
from dataclasses import KW_ONLY, dataclass
from enum import Enum, auto

from pledges.editing.moving import InTheWayError, WorkTree, bytes_of, changes_between, rows_of
from pledges.editing.plumbing import Blob, commit_tree, far_git, git, newest, tree_with
from pledges.editing.store import NEW, Store, bring_together

_ATTEMPTS = 5
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
        except InTheWayError as error:
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
            self._tree.finish()
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
        self._tree.move(head, together)
        return together

    def _together(self, base: str, head: str, theirs: str, *, own: list[str]) -> str:
        """A version with what both have changed since `base`."""
        others = changes_between(self.content, base, theirs)
        kept: dict[str, Blob | None] = {}
        for path, (before, mine) in changes_between(self.content, base, head).items():
            if path not in others:
                kept[path] = mine
            elif others[path][1] != mine:
                kept[path] = self._one(path, before=before, mine=mine, theirs=others[path][1], own=own)
        tree = tree_with(self.content, theirs, rows_of(kept))
        return commit_tree(self.content, tree, (head, theirs), who=self.store.who, note=_NOTE)

    def _one(
        self, path: str, *, before: Blob | None, mine: Blob | None, theirs: Blob | None, own: list[str]
    ) -> Blob | None:
        """A file that both have changed. Where they can't both hold, theirs stands."""
        prefix = self.store.versions.prefix or ""
        record = path.removeprefix(prefix)
        if not path.startswith(prefix) or not record.endswith(".md"):
            raise InTheWayError(path)
        if mine is None:
            return theirs
        text = bytes_of(self.content, mine)
        origin = bytes_of(self.content, before) if before else NEW
        if theirs is not None:
            together, conflicts = bring_together(origin, text, bytes_of(self.content, theirs))
            if not conflicts:
                name = git(self.content, "hash-object", "-w", "--no-filters", "--stdin", given=together).decode()
                return Blob(theirs.mode, name.strip())
        self.store.set_aside(record, text, origin)
        own.append(record)
        return theirs

    @property
    def _tree(self) -> WorkTree:
        return WorkTree(self.content, self.store.begun / ".hamtas")


def _words_of(error: Exception) -> str:
    """What git said of it, on one line."""
    said = (getattr(error, "stderr", None) or b"").decode(errors="replace")
    return " ".join(said.split()) or str(error)
