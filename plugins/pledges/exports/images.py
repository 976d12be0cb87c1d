"""Files beside the records, as they are published. Pictures are scaled, and lose what the camera wrote into them
(place, time, owner); those in a text are also made smaller, and in formats that weigh less.

Only the formats that are allowed are ever tried: Pillow starts other programs for some of the rest.
"""

import io
import warnings
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path, PurePosixPath
from typing import Any

from PIL import Image, ImageOps, features

from pledges.content.attachments import shown_by, used_by
from pledges.content.discovery import SourceFile
from pledges.content.image_variants import FORMATS, WIDEST, ImageSize, ImageVariant, PublishedImage, published_image
from pledges.content.problems import Problem
from pledges.content.record import AnyRecord
from pledges.incremental.artifact import Artifact
from pledges.incremental.fingerprint import code_key

_MOST_PIXELS = 120_000_000
_ALLOWED = tuple(dict.fromkeys(FORMATS.values()))
_OPTIONS: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 85, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 80, "method": 4},
    "AVIF": {"quality": 60, "speed": 6, "max_threads": 1},
}
_AS_THEY_ARE = ("1", "L", "LA", "RGB", "RGBA", "P")


class PictureError(Exception):
    """A picture that can't be published; `problem` says which and why, for staff."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)  # what it is made of, so that a worker can send it
        self.problem = problem


@cache
def light_formats() -> tuple[str, ...]:
    """The formats that pictures are made lighter in, as far as Pillow here can write them, the lightest first."""
    return ("AVIF", "WEBP") if features.check("avif") else ("WEBP",)


def attachment_artifacts(
    content: Path,
    attachments: Iterable[SourceFile],
    *,
    records: Iterable[AnyRecord],
    images: Mapping[str, PublishedImage],
) -> Iterator[Artifact]:
    """The attachments that public records use, at the same path in the output, and what `images` adds to them."""
    used = {path for record in records if not record.is_draft for path in used_by(record)}
    for source in attachments:
        if source.path not in used:
            continue
        data = (content / source.path).read_bytes()
        if not _is_picture(source.path):
            yield Artifact(path=source.path, source=data, maker="attachment-2", make=bytes)
            continue
        maker = code_key().hex()
        image = images.get(source.path)
        for variant in image.variants if image is not None else (_alone(source.path, data),):
            make = partial(_picture, source.path, variant)
            yield Artifact(path=variant.path, source=data, maker=f"{maker} {variant}", make=make)


def _is_picture(path: str) -> bool:
    return PurePosixPath(path).suffix in FORMATS


def _alone(path: str, data: bytes) -> ImageVariant:
    """A picture that no text shows: one file."""
    return published_image(path, _size_of(path, data), ()).original


def cleaned(path: str, data: bytes) -> bytes:
    """The picture as it may be published at `path`, whose ending says its format. Raises PictureError."""
    return _picture(path, _alone(path, data), data)


def published_images(
    content: Path, attachments: Iterable[SourceFile], records: Iterable[AnyRecord]
) -> dict[str, PublishedImage]:
    """What each picture that a public record's text shows is published as, by its path. Raises PictureError."""
    pictures = [source.path for source in attachments if _is_picture(source.path)]
    shown = {path for record in records if not record.is_draft for path in shown_by(record)} if pictures else set()
    return {
        path: published_image(path, _size_of(path, (content / path).read_bytes()), light_formats())
        for path in pictures
        if path in shown
    }


def picture_problem(content: Path, path: str) -> Problem | None:
    """What reading all of the picture at `path` says against it; None for one that can be published."""
    try:
        data = (content / path).read_bytes()
    except OSError:
        return None
    try:
        with _opened(path, io.BytesIO(data)) as opened:
            opened.draft("RGB", (WIDEST, WIDEST))
            opened.load()
    except PictureError as error:
        return error.problem
    except (OSError, SyntaxError, ValueError):
        return _unreadable(path).problem
    return None


def _size_of(path: str, data: bytes) -> ImageSize:
    with _opened(path, io.BytesIO(data)) as opened:
        width, height = opened.size
        try:
            is_on_its_side = opened.getexif().get(0x0112, 1) in (5, 6, 7, 8)
        except (OSError, SyntaxError, ValueError):
            is_on_its_side = False
        return ImageSize(height, width) if is_on_its_side else ImageSize(width, height)


def _opened(path: str, file: Any) -> Image.Image:
    """The picture, of which no pixel has been read. Raises PictureError for one that may not be published."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            opened = Image.open(file, formats=_ALLOWED)
    except Image.DecompressionBombError:
        raise _too_large(path) from None
    except (OSError, SyntaxError, ValueError):
        raise _unreadable(path) from None
    if opened.width * opened.height > _MOST_PIXELS:
        raise _too_large(path)
    if opened.format != FORMATS[PurePosixPath(path).suffix]:
        raise _misnamed(path, opened.format or "")
    return opened


def _picture(path: str, variant: ImageVariant, data: bytes) -> bytes:
    try:
        with _opened(path, io.BytesIO(data)) as opened:
            opened.draft("RGB", (2 * WIDEST, 2 * WIDEST))  # a large JPEG need not be read in full
            return _written(opened, variant)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise _unreadable(path) from None


def _written(opened: Image.Image, variant: ImageVariant) -> bytes:
    """The picture turned the right way up and scaled, without EXIF, XMP, profiles or comments."""
    is_drawn = opened.format == "PNG"
    turned = _in_colours(ImageOps.exif_transpose(opened), variant)
    size = (variant.size.width, variant.size.height)
    scaled = turned if turned.size == size else turned.resize(size, Image.Resampling.LANCZOS)
    plain = Image.frombytes(scaled.mode, scaled.size, scaled.tobytes())
    if scaled.mode == "P" and scaled.palette is not None:
        plain.putpalette(scaled.getpalette() or [])
    options = {"lossless": True, "method": 4} if is_drawn and variant.format == "WEBP" else _OPTIONS[variant.format]
    out = io.BytesIO()
    plain.save(out, variant.format, **options)
    return out.getvalue()


def _in_colours(image: Image.Image, variant: ImageVariant) -> Image.Image:
    """In colours that the format holds and that can be scaled: those of a palette and of print are worked out."""
    is_scaled = image.size != (variant.size.width, variant.size.height)
    if image.mode == "P" and not is_scaled and variant.format == "PNG" and "transparency" not in image.info:
        return image
    if image.mode.startswith("I"):  # sixteen bits of grey
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode == "P" or image.mode not in _AS_THEY_ARE:
        has_alpha = "transparency" in image.info or image.mode in ("PA", "La", "RGBa")
        image = image.convert("RGBA" if has_alpha and variant.format != "JPEG" else "RGB")
    elif image.mode == "1" and (is_scaled or variant.format != "PNG"):
        image = image.convert("L")
    if variant.format in ("WEBP", "AVIF") and image.mode not in ("RGB", "RGBA"):
        image = image.convert("RGBA" if "A" in image.mode else "RGB")
    return image


def _error(path: str, code: str, *, message: str, hint: str) -> PictureError:
    return PictureError(Problem(code=code, path=path, message=message, hint=hint))


def _unreadable(path: str) -> PictureError:
    hint = "Öppna den i ett bildprogram och spara om den, eller ta bort den."
    return _error(path, "olaslig-bild", message="Filen är ingen bild som går att läsa.", hint=hint)


def _too_large(path: str) -> PictureError:
    most = _MOST_PIXELS // 1_000_000
    hint = f"Öppna den i ett bildprogram och spara den mindre: {WIDEST} bildpunkter på bredden räcker."
    return _error(path, "bild-for-stor", message=f"Bilden har fler än {most} miljoner bildpunkter.", hint=hint)


def _misnamed(path: str, kind: str) -> PictureError:
    ending = next(ending for ending, allowed in FORMATS.items() if allowed == kind)
    suffix = PurePosixPath(path).suffix
    hint = f"Byt namn till {PurePosixPath(path).stem}{ending}, och rätta namnet där bilden används."
    return _error(path, "bild-fel-format", message=f"Filen heter {suffix} men är en {kind}-bild.", hint=hint)
