"""Pictures and documents that somebody has sent: they wait beside the content until a record that names them is saved.

A file that nothing unsaved or begun names any more is taken away, so that a page that is thrown away leaves none.
"""

import re
from collections.abc import Iterable
from pathlib import Path

from pledges.content.discovery import ATTACHMENTS, SourceFile
from pledges.editing.places import RecordPlace
from pledges.incremental.replace_file import replace


def begun_folder(content: Path) -> Path:
    """The folder beside `content` for what is begun and what waits, which no build looks in."""
    return content.absolute().parent / f".{content.absolute().name}-paborjat"


class WaitingFiles:
    """The files that wait beside a folder of content, by the paths that they are to have in it."""

    def __init__(self, content: Path) -> None:
        self.folder = begun_folder(content)

    def every(self) -> frozenset[str]:
        """The paths of all that wait."""
        found = self.folder.rglob("*") if self.folder.is_dir() else ()
        return frozenset(
            path.relative_to(self.folder).as_posix()
            for path in found
            if path.suffix in ATTACHMENTS and path.is_file() and not path.is_symlink()
        )

    def sources(self, municipalities: Iterable[str | None]) -> tuple[SourceFile, ...]:
        """Those of some municipalities' folders, or of none, as the portal knows files."""
        wanted = frozenset(municipalities)
        return tuple(
            SourceFile(path, None, municipality=municipality, stamp=(0, 0, 0))
            for path in sorted(self.every())
            if (municipality := path.split("/")[1] if path.startswith("kommuner/") else None) in wanted
        )

    def named_in(self, text: bytes) -> frozenset[str]:
        """The paths of those whose names stand in `text`."""
        return frozenset(path for path in self.every() if is_named(path, text))

    def put(self, path: str, data: bytes) -> Path:
        """Let a file wait; gives where it lies meanwhile."""
        replace(self.folder / path, data)
        return self.folder / path

    def read(self, path: str) -> bytes:
        """A file that waits."""
        return (self.folder / path).read_bytes()

    def forget(self, path: str) -> None:
        """Take a file away."""
        (self.folder / path).unlink(missing_ok=True)

    def forget_unnamed(self, place: RecordPlace, texts: Iterable[bytes]) -> None:
        """Take away those beside a record that neither `texts` nor what is begun names."""
        begun = (path.read_bytes() for path in self.folder.rglob("*.md")) if self.folder.is_dir() else ()
        named = self.named_in(b"\n".join([*texts, *begun]))
        for path in self.every() - named:
            if path.startswith(place.identity):
                self.forget(path)


def is_named(path: str, text: bytes) -> bool:
    """Whether a text names a file, by the last of its path."""
    name = path.rpartition("/")[2]
    return re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])".encode(), text) is not None
