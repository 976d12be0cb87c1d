"""Pictures and documents that somebody sends: of a kind and size that may be published, and without what is hidden."""

import io
import posixpath
from dataclasses import dataclass

from PIL import Image

from pledges.content.geography import slugify
from pledges.editing.places import RecordPlace
from pledges.exports.images import without_metadata

MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 50_000_000
_ENDINGS = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}
_PDF = b"%PDF-"
_NAME_LETTERS = 50


class RefusedFileError(ValueError):
    """Why a file can't be taken, in Swedish, and what to do instead."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that can be taken: where it is to lie under content/, and its bytes."""

    path: str
    data: bytes

    @property
    def is_picture(self) -> bool:
        """Whether it is a picture."""
        return not self.path.endswith(".pdf")

    def seen_from(self, place: RecordPlace) -> str:
        """The name that the record's free text has for it."""
        return posixpath.relpath(self.path, place.folder)

    @property
    def in_municipality(self) -> str:
        """The name that `fil:` has for it: from the municipality's folder, or from content/."""
        parts = self.path.split("/")
        return "/".join(parts[2:]) if parts[0] == "kommuner" else self.path


def accept(place: RecordPlace, name: str, data: bytes, taken: frozenset[str]) -> Upload:
    """The file `data`, called `name` where it comes from, beside its record. Raises RefusedFileError."""
    if not data:
        raise RefusedFileError("Välj en fil först.")
    if len(data) > MOST_BYTES:
        raise RefusedFileError(
            f"Filen är för stor: högst {MOST_BYTES // 1024 // 1024} MB. Länka till den där den finns i stället."
        )
    if data.startswith(_PDF):
        return Upload(_free(place, name, ".pdf", taken), data)
    ending, plain = _picture(data)
    return Upload(_free(place, name, ending, taken), plain)


def _picture(data: bytes) -> tuple[str, bytes]:
    try:
        with Image.open(io.BytesIO(data), formats=tuple(_ENDINGS)) as opened:
            kind, (width, height) = opened.format or "", opened.size
        if width * height > MOST_PIXELS:
            raise RefusedFileError("Bilden har för många bildpunkter. Förminska den i ett bildprogram först.")
        return _ENDINGS[kind], without_metadata(data)
    except (OSError, SyntaxError, ValueError, KeyError, Image.DecompressionBombError) as error:
        if isinstance(error, RefusedFileError):
            raise
        raise RefusedFileError(
            "Filen är varken en bild (jpg, png, webp) eller ett pdf-dokument som går att läsa."
        ) from None


def _free(place: RecordPlace, name: str, ending: str, taken: frozenset[str]) -> str:
    """A path beside the record that no other file has."""
    stem = slugify(posixpath.basename(name.replace("\\", "/")).rpartition(".")[0])[:_NAME_LETTERS].strip("-") or "fil"
    own = f"{place.slug}-{stem}" if not stem.startswith(place.slug) else stem
    path, number = f"{place.folder}/{own}{ending}", 1
    while path in taken:
        number += 1
        path = f"{place.folder}/{own}-{number}{ending}"
    return path
