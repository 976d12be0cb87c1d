"""Files beside the records, as they are published. Photographs lose what the camera wrote into them (place, time, owner)."""

import io
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps

from pledges.content.attachments import used_by
from pledges.content.discovery import SourceFile
from pledges.content.problems import Problem, Severity
from pledges.content.record import AnyRecord
from pledges.incremental.artifact import Artifact

_PHOTOGRAPHS = (".jpg", ".jpeg", ".png", ".webp")
_VERSION = "attachment-1"


def attachment_artifacts(
    content: Path, attachments: Iterable[SourceFile], records: Iterable[AnyRecord]
) -> Iterator[Artifact]:
    """The attachments that public records use, at the same path in the output."""
    used = {path for record in records if not record.is_draft for path in used_by(record)}
    for source in attachments:
        if source.path in used:
            data = (content / source.path).read_bytes()
            make = partial(_photograph, source.path) if Path(source.path).suffix in _PHOTOGRAPHS else bytes
            yield Artifact(path=source.path, source=data, maker=_VERSION, make=make)


class PictureError(Exception):
    """A picture that can't be read; `problem` says which, for staff."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        hint = "Öppna den i ett bildprogram och spara om den, eller ta bort den."
        self.problem = Problem(
            code="olaslig-bild",
            severity=Severity.ERROR,
            path=path,
            line=0,
            column=0,
            key="",
            message="Filen är ingen bild som går att läsa.",
            hint=hint,
        )


def _photograph(path: str, data: bytes) -> bytes:
    try:
        return without_metadata(data)
    except (OSError, SyntaxError, ValueError):
        raise PictureError(path) from None


def without_metadata(data: bytes) -> bytes:
    """The picture turned the right way up, without EXIF, XMP or comments; unreadable ones raise OSError."""
    with Image.open(io.BytesIO(data)) as opened:
        kind = opened.format or "PNG"
        turned = ImageOps.exif_transpose(opened)
        plain = Image.frombytes(turned.mode, turned.size, turned.tobytes())
        if turned.mode == "P" and turned.palette is not None:
            plain.putpalette(turned.getpalette() or [])
        out = io.BytesIO()
        options: dict[str, Any] = {"quality": 90} if kind in ("JPEG", "WEBP") else {}
        plain.save(out, kind, **options)
        return out.getvalue()
