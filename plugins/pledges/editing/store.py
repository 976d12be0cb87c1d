"""Saving: what was changed is spliced into the file as it is now, the file is replaced whole, and a version is kept.

Each save names the text that it began from. Has somebody else changed the file since, both changes are brought
together; what can't be is told, and nothing is written until somebody has seen it. What is not fit to be published
yet lies in a folder of its own beside the content, where it stops no build.
"""

import fcntl
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from pledges.content.field_types import DRAFT
from pledges.editing.forms import BODY
from pledges.editing.merge import Conflict, merged
from pledges.editing.person import UNTOLD
from pledges.editing.places import RecordPlace
from pledges.editing.source import SpliceError, UnreadableError, edited, read_source, readable
from pledges.editing.versions import Version, Versions, VersionsError
from pledges.editing.waiting_files import WaitingFiles, begun_folder
from pledges.incremental.fingerprint import digest
from pledges.incremental.replace_file import replace

NEW = b"---\n---\n"

_ORIGIN = ".grund"


@dataclass(frozen=True, slots=True)
class Current:
    """A record's text as it is now: in the content, or begun and not fit for it yet."""

    raw: bytes
    is_begun: bool
    exists: bool

    @property
    def digest(self) -> str:
        """What tells this text from others."""
        return digest(self.raw)


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save came to: the text as it is now, what could not be brought together, and what else there is to say.

    Nothing was written where there are `conflicts`; `raw` is then what would have been, with one's own values.
    """

    raw: bytes
    conflicts: tuple[Conflict, ...] = ()
    note: str = ""


class Store:
    """The files of a content folder, and what is begun beside it."""

    def __init__(self, content: Path, who: str = UNTOLD) -> None:
        """`who` is whose name a version carries."""
        self.content = content
        self.begun = begun_folder(content)
        self.waiting = WaitingFiles(content)
        self.versions = Versions(content)
        self.who = who

    def current(self, place: RecordPlace) -> Current:
        """The record's text as it is now; an empty file where there is none."""
        for folder, is_begun in ((self.begun, True), (self.content, False)):
            path = folder / place.path
            if path.is_file() and not path.is_symlink():
                return Current(path.read_bytes(), is_begun, exists=True)
        return Current(NEW, is_begun=False, exists=False)

    def in_content(self, place: RecordPlace) -> bool:
        return (self.content / place.path).is_file()

    def is_public(self, place: RecordPlace) -> bool:
        """Whether the content has it as something to show: neither begun alone nor a draft."""
        source = readable((self.content / place.path).read_bytes()) if self.in_content(place) else None
        return self.in_content(place) and (source is None or source.values.get("status") != DRAFT)

    def move(self, place: RecordPlace, to: RecordPlace) -> None:
        """Let a record that no reader has met be of another place, what is begun of it too."""
        with self.alone():
            self._move_begun(place, to)
            if self.in_content(place):
                draft = (self.content / place.path).read_bytes()
                self._write(to.path, draft)
                (self.content / place.path).unlink()
                self._keep({to.path: draft, place.path: None}, f"{place.path} heter nu {to.path}")

    def _move_begun(self, place: RecordPlace, to: RecordPlace) -> None:
        for ending in ("", _ORIGIN):
            path = self.begun / f"{place.path}{ending}"
            if path.exists():
                path.rename(self.begun / f"{to.path}{ending}")

    def all_begun(self) -> tuple[str, ...]:
        """The paths under content/ of what is begun."""
        found = sorted(self.begun.rglob("*.md")) if self.begun.is_dir() else ()
        return tuple(path.relative_to(self.begun).as_posix() for path in found)

    def save(
        self,
        place: RecordPlace,
        mine: bytes,
        began_from: bytes,
        *,
        ready: bool = True,
        note: str = "",
        insist: bool = False,
    ) -> Saved:
        """Save `mine`, a change of `began_from`: in the content where it is `ready`, else among what is begun.

        Files that wait and that it names become part of the content with it. `insist` lets one's own values stand where
        both have changed the same. Raises OSError where it can't be written.
        """
        with self.alone():
            now = self.current(place)
            raw, conflicts = (mine, ()) if now.raw == began_from else bring_together(began_from, mine, now.raw)
            if conflicts and not insist:
                return Saved(raw, conflicts)
            if not ready:
                self._begin(place, raw)
                return Saved(raw)
            if now.is_begun:
                raw, conflicts = self._with_content(place, raw)
                if conflicts and not insist:
                    return Saved(raw, conflicts)
            files = {path: self.waiting.read(path) for path in sorted(self.waiting.named_in(raw))} | {place.path: raw}
            for path, data in files.items():
                self._write(path, data)
            self.discard(place)
            said = self._keep(files, note or f"{place.path} ändrad")
            for path in files:
                self.waiting.forget(path)
            return Saved(raw, note=said)

    def _begin(self, place: RecordPlace, raw: bytes) -> None:
        """Keep `raw` among what is begun, with the text in the content that it is a change of."""
        origin = self._origin(place)
        if not origin.exists():
            replace(origin, self.published(place))
        replace(self.begun / place.path, raw)

    def _origin(self, place: RecordPlace) -> Path:
        """The text in the content that what is begun of a record is a change of."""
        return self.begun / f"{place.path}{_ORIGIN}"

    def published(self, place: RecordPlace) -> bytes:
        """The record's text in the content; an empty file where there is none."""
        path = self.content / place.path
        return path.read_bytes() if path.is_file() else NEW

    def _with_content(self, place: RecordPlace, raw: bytes) -> tuple[bytes, tuple[Conflict, ...]]:
        """What is begun, brought together with what has been changed in the content since it was.

        What is in conflict is begun anew from the text that is there now, which whoever writes has then seen.
        """
        origin, path = self._origin(place), self.content / place.path
        if not (origin.is_file() and path.is_file()) or path.read_bytes() == origin.read_bytes():
            return raw, ()
        together, conflicts = bring_together(origin.read_bytes(), raw, path.read_bytes())
        if conflicts:
            replace(self.begun / place.path, together)
            replace(origin, path.read_bytes())
        return together, conflicts

    def hold(self, path: str, data: bytes) -> Path:
        """Let a picture or document wait for its record; gives where it lies meanwhile."""
        with self.alone():
            return self.waiting.put(path, data)

    def discard(self, place: RecordPlace) -> None:
        """Forget what is begun of a record."""
        for ending in ("", _ORIGIN):
            with suppress(FileNotFoundError):
                (self.begun / f"{place.path}{ending}").unlink()

    def remove(self, place: RecordPlace, files: Iterable[str], note: str) -> None:
        """Take a record out of the content, with the `files` that are its own. Its versions stay."""
        with self.alone():
            gone = (place.path, *files)
            for path in gone:
                (self.content / path).unlink(missing_ok=True)
            self.discard(place)
            self._keep(dict.fromkeys(gone), note)

    def set_aside(self, path: str, raw: bytes, origin: bytes) -> None:
        """Keep `raw`, a change of `origin`, among what is begun: the content has another text there now."""
        replace(self.begun / f"{path}{_ORIGIN}", origin)
        if not (self.begun / path).exists():
            replace(self.begun / path, raw)

    def history(self, place: RecordPlace) -> tuple[Version, ...]:
        """The record's versions, newest first."""
        return tuple(self.versions.of(place.path))

    def _write(self, path: str, data: bytes) -> None:
        target = self.content / path
        for folder in target.relative_to(self.content).parents:
            if (self.content / folder).is_symlink():
                raise OSError(f"Mappen {folder} är en länk till något annat ställe.")
        if target.is_symlink():
            raise OSError(f"{path} är en länk till något annat ställe.")
        replace(target, data)
        target.chmod(0o644)

    def _keep(self, files: Mapping[str, bytes | None], note: str) -> str:
        try:
            self.versions.keep(files, self.who, note)
        except VersionsError as error:
            return f"Sparat, men utan att komma med i historiken. {error}"
        return ""

    @contextmanager
    def alone(self) -> Iterator[None]:
        """One save at a time, also where two editors run."""
        self.begun.mkdir(parents=True, exist_ok=True)
        if not (self.begun / ".gitignore").exists():  # it is nobody's version yet
            replace(self.begun / ".gitignore", b"*\n")
        with (self.begun / ".las").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def bring_together(base: bytes, mine: bytes, theirs: bytes) -> tuple[bytes, tuple[Conflict, ...]]:
    """`theirs` with the changes from `base` to `mine`, and what both have changed. Own values stand in what is given.

    Where one of them can't be read by keys, all of it is one conflict.
    """
    try:
        sources = [read_source(one) for one in (base, mine, theirs)]
        base_values, mine_values, their_values = ({**one.values, BODY: one.body} for one in sources)
        values, conflicts = merged(base_values, mine_values, their_values)
        body = values.pop(BODY, "")
        return edited(theirs, values, body), conflicts
    except (UnreadableError, SpliceError):
        return mine, (Conflict((), mine.decode(errors="replace"), theirs.decode(errors="replace")),)
