"""Pictures and documents that somebody sends: of a kind and size that may be published, and without what is hidden."""

import posixpath
import re
from dataclasses import dataclass

from pledges.content.documents import MOST_BYTES
from pledges.content.geography import slugify
from pledges.editing.places import RecordPlace
from pledges.exports.images import PictureError, cleaned

_BEGINS = {
    ".pdf": re.compile(rb"%PDF-"),
    ".jpg": re.compile(rb"\xff\xd8\xff"),
    ".png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    ".webp": re.compile(rb"RIFF.{4}WEBP", re.S),
}
"""How the files that are taken begin, whatever they are called."""
_PICTURES = (".jpg", ".jpeg", ".png", ".webp")
_NAME_LETTERS = 50


class RefusedFileError(ValueError):
    """Why a file can't be taken, in Swedish, and what to do instead."""


class NoWordsError(RefusedFileError):
    """A file that can be taken once somebody has said what it shows, or what it is called."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that can be taken: where it is to lie under content/, and its bytes."""

    path: str
    data: bytes

    @property
    def is_picture(self) -> bool:
        return not self.path.endswith(".pdf")

    def seen_from(self, place: RecordPlace) -> str:
        """The name that the record's free text has for it."""
        return posixpath.relpath(self.path, place.folder)

    @property
    def in_municipality(self) -> str:
        """The name that `fil:` has for it: from the municipality's folder, or from content/."""
        parts = self.path.split("/")
        return "/".join(parts[2:]) if parts[0] == "kommuner" else self.path


def accept(place: RecordPlace, name: str, data: bytes, *, taken: frozenset[str]) -> Upload:
    """The file `data`, called `name` where it comes from, beside its record. Raises RefusedFileError."""
    if not data:
        raise RefusedFileError("Välj en fil först.")
    if len(data) > MOST_BYTES:
        raise RefusedFileError(
            f"Filen är för stor: högst {MOST_BYTES // 1024 // 1024} MB. Länka till den där den finns i stället."
        )
    ending = next((ending for ending, begins in _BEGINS.items() if begins.match(data)), None)
    if ending is None:
        raise RefusedFileError("Filen är varken en bild (jpg, png, webp) eller ett pdf-dokument som går att läsa.")
    called = posixpath.splitext(name.lower())[1]
    if ending == ".pdf" and called in _PICTURES:
        raise RefusedFileError(
            f"Filen är ett pdf-dokument, fast den heter {called}. Välj bilden i stället, eller byt namn på filen så att "
            "den slutar på .pdf."
        )
    path = _free(place, name, ending, taken=taken)
    if ending == ".pdf":
        return Upload(path, data)
    try:
        return Upload(path, cleaned(path, data))
    except PictureError as error:
        raise RefusedFileError(f"{error.problem.message} {error.problem.hint}") from None


def _free(place: RecordPlace, name: str, ending: str, *, taken: frozenset[str]) -> str:
    """A path beside the record that no other file has."""
    stem = slugify(posixpath.basename(name.replace("\\", "/")).rpartition(".")[0])[:_NAME_LETTERS].strip("-") or "fil"
    own = f"{place.slug}-{stem}" if not stem.startswith(place.slug) else stem
    path, number = f"{place.folder}/{own}{ending}", 1
    while path in taken:
        number += 1
        path = f"{place.folder}/{own}-{number}{ending}"
    return path
