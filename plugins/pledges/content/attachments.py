"""Files beside the records: which are used, and what is published of them.

An attachment is published when a public record refers to it, by `fil:` or as an image in its text. Photographs
lose what the camera wrote into them (place, time, owner) on the way out.
"""

import io
import posixpath
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps

from pledges.content import markdown
from pledges.content.discovery import SourceFile
from pledges.content.problems import Problem, Severity
from pledges.content.record import Record
from pledges.content.schema import Source
from pledges.content.walk import values
from pledges.incremental.artifact import Artifact

_PHOTOGRAPHS = (".jpg", ".jpeg", ".png", ".webp")
_VERSION = "attachment-1"


def used_by(record: Record) -> frozenset[str]:
    """The paths under content/ of the files that a record refers to."""
    if record.fields is None:
        return frozenset()
    home = f"kommuner/{record.municipality}/" if record.municipality else ""
    sources = (value for _, value in values(record) if isinstance(value, Source) and value.file)
    files = {posixpath.normpath(f"{home}{source.file}") for source in sources}
    if "](" in record.body:
        files.update(_in_text(record))
    return frozenset(files)


def _in_text(record: Record) -> tuple[str, ...]:
    def resolve(href: str) -> str | None:
        inside = markdown.path_inside(record.path, href)
        return f"/{inside[0]}" if inside is not None else None

    return tuple(path for path in markdown.to_html(record.body, resolve).images if not path.endswith(".md"))


def attachment_artifacts(
    content: Path, attachments: Iterable[SourceFile], records: Iterable[Record]
) -> Iterator[Artifact]:
    """The attachments that public records use, at the same path in the output."""
    used = {path for record in records if not record.is_draft for path in used_by(record)}
    for source in attachments:
        if source.path in used:
            data = (content / source.path).read_bytes()
            make = partial(_photograph, source.path) if Path(source.path).suffix in _PHOTOGRAPHS else bytes
            yield Artifact(source.path, data, _VERSION, make)


class PictureError(Exception):
    """A picture that can't be read; `problem` says which, for staff."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        hint = "Öppna den i ett bildprogram och spara om den, eller ta bort den."
        self.problem = Problem(
            "olaslig-bild", Severity.ERROR, path, 0, 0, "", "Filen är ingen bild som går att läsa.", hint
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
