"""From a signed draft to a published page: tried as a whole, made the newest version by compare-and-swap, built and sent.

A version is made of what is published and the draft's own files, exactly as they were signed. All of the content is
tried as it would be, in a copy, before anything is changed. Then the newest version and the files become it together
(`editing/moving.py`); killed at any moment, the next start does the rest. Building and sending are the host's own commands,
which leave the last good site as it was where they fail.
"""

import os
import shutil
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import orjson

from pledges.editing.moving import InTheWayError, WorkTree, rows_of
from pledges.editing.places import RecordPlace
from pledges.editing.plumbing import Blob, commit_tree, git, newest, tree_with
from pledges.incremental.replace_file import replace
from pledges.newsroom.draft_store import DraftStore
from pledges.newsroom.drafts import Draft, Drafts
from pledges.newsroom.sign_off import SignOffs

_ATTEMPTS = 5
_MOST_TOLD = 20_000


class Refusal(Enum):
    """Why a draft is not published; the value is what people are told."""

    UNSIGNED = "Utkastet är ändrat sedan det godkändes, eller ska inte ges ut än. Någon behöver läsa det på nytt."
    STALE = "Sidan har ändrats på portalen sedan utkastet godkändes. Öppna utkastet, spara det klart och låt någon läsa det på nytt."
    FAULTY = "Med utkastet går portalen inte att bygga. Det som är fel står nedan; inget är ändrat."
    IN_THE_WAY = "En fil i innehållet har ändrats av något annat än redigeringen. Säg till den som sköter portalen."
    BUSY = "Innehållet ändrades hela tiden av någon annan. Försök igen."


class RefusedError(Exception):
    """A draft that is not published. `told` is what the check or git said."""

    def __init__(self, refusal: Refusal, told: str = "") -> None:
        super().__init__(refusal.value)
        self.refusal = refusal
        self.told = told


@dataclass(frozen=True, slots=True)
class Site:
    """What is known of the site: the version that it is to show, the one that it shows, and what building it said."""

    wanted: str = ""
    shown: str = ""
    told: str = ""

    @property
    def is_in_step(self) -> bool:
        return self.wanted == self.shown


class Publication:
    """The way of drafts out. `check` is the command that tries the content in the folder named after it."""

    def __init__(
        self,
        store: DraftStore,
        sign_offs: SignOffs,
        state: Path,
        *,
        check: Sequence[str],
        build: Sequence[Sequence[str]],
    ) -> None:
        """`state` is the folder for what is remembered, and `build` the commands that make the site and send it."""
        self._store = store
        self._sign_offs = sign_offs
        self._drafts: Drafts = sign_offs.drafts
        self._content = store.content
        self._state = state
        self._check = check
        self._build = build
        self._tree = WorkTree(store.content, state / "flyttas")

    def catch_up(self) -> None:
        """After a start: do the rest of what was killed half-way."""
        with self._store.alone():
            self._tree.finish()
        self._settle_all()

    def publish(self, *drafts: Draft) -> str:
        """Make drafts that are ordered part of the newest version, together; gives that version.

        Raises RefusedError: then nothing is changed.
        """
        for _ in range(_ATTEMPTS):
            before = newest(self._content)
            after = self._together(drafts, before)
            self._try(before, after)
            with self._store.alone():
                self._tree.finish()
                for draft in drafts:
                    now = self._drafts.get(draft.place)
                    if now != draft or self._sign_offs.standing(draft).ordered is None:
                        raise RefusedError(Refusal.UNSIGNED)
                try:
                    is_moved = newest(self._content) == before and self._tree.move(before, after)
                except InTheWayError as error:
                    raise RefusedError(Refusal.IN_THE_WAY, str(error)) from error
            if is_moved:
                self._remember(Site(after, self.site.shown, ""))
                for draft in drafts:
                    self._settle(draft.place)
                return after
        raise RefusedError(Refusal.BUSY)

    def move_to(self, version: str) -> bool:
        """Let a version that was published elsewhere, after the newest here, be the newest; False where another came first.

        Raises InTheWayError, and then nothing is changed.
        """
        with self._store.alone():
            self._tree.finish()
            is_moved = self._tree.move(newest(self._content), version)
        if is_moved:
            self._remember(Site(version, self.site.shown, ""))
            self._settle_all()
        return is_moved

    @property
    def site(self) -> Site:
        """What is known of the site."""
        try:
            told = orjson.loads(self._site_file.read_bytes())
            return Site(str(told["vill"]), str(told["visar"]), str(told["sagt"]))
        except (OSError, ValueError, KeyError, TypeError):
            return Site()

    def build(self) -> Site:
        """Build the newest version and send it; gives what is known then. Where a command fails the site is as it was."""
        wanted = newest(self._content)
        self._remember(Site(wanted, self.site.shown, ""))
        said: list[str] = []
        for command in self._build:
            status, told = _run(command)
            said.append(f"$ {' '.join(command)}\n{told}")
            if status != 0:
                return self._remember(Site(wanted, self.site.shown, "\n".join(said)))
        return self._remember(Site(wanted, wanted, "\n".join(said)))

    def _together(self, drafts: Sequence[Draft], before: str) -> str:
        """A version of what is published with the drafts' files as they were signed."""
        files: dict[str, Blob | None] = {}
        words, signers, ordered_by = [], [], ""
        for draft in drafts:
            standing = self._sign_offs.standing(draft)
            if standing.signed is None or standing.ordered is None:
                raise RefusedError(Refusal.UNSIGNED)
            changes = self._drafts.changes(draft)
            for path, (began_from, _) in changes.items():
                if _name_at(self._content, before, path) != (began_from.name if began_from else ""):
                    raise RefusedError(Refusal.STALE)
            files |= {path: new for path, (_, new) in changes.items()}
            words.append(git(self._content, "log", "-1", "--format=%B", draft.version).decode().strip())
            signers.append(standing.signed.who)
            ordered_by = standing.ordered.who
        tree = tree_with(self._content, before, rows_of(files))
        writers = ", ".join(dict.fromkeys(who for draft in drafts for who in draft.writers))
        by = f"Skrivet av {writers}.\nGodkänt av {', '.join(dict.fromkeys(signers))}."
        note = "\n\n".join([*words, by])
        parents = (before, *(draft.version for draft in drafts))
        return commit_tree(self._content, tree, parents, who=ordered_by, note=note)

    def _try(self, before: str, after: str) -> None:
        """Try all of the content as it would be. Raises RefusedError with what is wrong with it."""
        copy = self._state / "provas" / self._content.name
        shutil.rmtree(copy.parent, ignore_errors=True)
        shutil.copytree(self._content, copy, copy_function=_linked, symlinks=True, ignore=_without_git)
        prefix = self._drafts.prefix
        listed = git(self._content, "diff-tree", "-r", "-z", "--name-only", "--no-renames", before, after).decode()
        for path in filter(None, listed.split("\0")):
            target = copy / path.removeprefix(prefix)
            with suppress(FileNotFoundError):
                target.unlink()
            if _name_at(self._content, after, path):
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(git(self._content, "cat-file", "blob", f"{after}:{path}"))
        status, told = _run([*self._check, str(copy)])
        shutil.rmtree(copy.parent, ignore_errors=True)
        if status != 0:
            raise RefusedError(Refusal.FAULTY, told)

    def _settle_all(self) -> None:
        for draft in self._drafts.every():
            self._settle(draft.place)

    def _says_the_same(self, draft: Draft) -> bool:
        """Whether all that a draft says is published, though not as a version of its own: squashed, say."""
        head = newest(self._content)
        changed = self._drafts.changes(draft)
        return bool(changed) and all(
            _name_at(self._content, head, path) == (new.name if new else "") for path, (_, new) in changed.items()
        )

    def _settle(self, place: RecordPlace) -> None:
        """Let there be no draft of what is published. One that somebody has gone on with since is left."""
        with self._store.alone():
            draft = self._drafts.get(place)
            if draft is None or not (draft.is_published or self._says_the_same(draft)):
                return
            for path in self._store.waiting.every():
                if (self._content / path).is_file():
                    self._store.waiting.forget(path)
            self._store.discard(place)
        self._sign_offs.forget(place)

    @property
    def _site_file(self) -> Path:
        return self._state / "platsen.json"

    def _remember(self, site: Site) -> Site:
        replace(self._site_file, orjson.dumps({"vill": site.wanted, "visar": site.shown, "sagt": site.told}))
        return site


def _name_at(content: Path, version: str, path: str) -> str:
    """The name of a file's bytes in a version; empty where it has none."""
    try:
        return git(content, "rev-parse", "--verify", "-q", f"{version}:{path}").decode().strip()
    except subprocess.CalledProcessError:
        return ""


_without_git = shutil.ignore_patterns(".git")


def _linked(source: str, target: str) -> str:
    """A copy that takes no room where the file system can give that."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
    return target


def _run(command: Sequence[str]) -> tuple[int, str]:
    """A command's exit status, and the last of what it said."""
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
        )
    except OSError as error:
        return 127, f"{command[0]}: {error.strerror}"
    return done.returncode, done.stdout.decode(errors="replace")[-_MOST_TOLD:]
