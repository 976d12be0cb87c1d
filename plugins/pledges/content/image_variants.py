"""The sizes and formats that a picture in a text is published in, and what they are called. Pure: no picture is read.

A picture keeps its address and its format, at most WIDEST wide; beside it lie a smaller one, and both in formats that
weigh less. Their names have _, which no file under content/ may have.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

WIDEST, NARROW, HIGHEST = 1600, 800, 4000
FORMATS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP"}
"""What a picture may be, by how its file's name ends."""
_MEDIA_TYPES = {"AVIF": "image/avif", "WEBP": "image/webp", "JPEG": "image/jpeg", "PNG": "image/png"}


@dataclass(frozen=True)
class ImageSize:
    """A picture's width and height in pixels, the right way up."""

    width: int
    height: int

    def scaled(self, width: int) -> "ImageSize":
        """The same shape, at most `width` wide and HIGHEST high; never larger than it is."""
        scale = min(1.0, width / self.width, HIGHEST / self.height)
        return ImageSize(max(1, round(self.width * scale)), max(1, round(self.height * scale)))


@dataclass(frozen=True)
class ImageVariant:
    """A picture as it is published: where (a path under content/), in which of Pillow's formats, and how large."""

    path: str
    format: str
    size: ImageSize


@dataclass(frozen=True)
class PublishedImage:
    """All that a picture is published as: `original` at its own address, `smaller` in the same format, and
    `alternatives` in other formats, the lightest format first and each from narrow to wide."""

    original: ImageVariant
    smaller: tuple[ImageVariant, ...]
    alternatives: tuple[ImageVariant, ...]

    @property
    def variants(self) -> tuple[ImageVariant, ...]:
        """Every file."""
        return (self.original, *self.smaller, *self.alternatives)


def published_image(path: str, size: ImageSize, light_formats: Iterable[str]) -> PublishedImage:
    """What the picture at `path` is published as. `light_formats` are those that can be written, the lightest first."""
    stem, _dot, ending = path.rpartition(".")
    own = FORMATS[f".{ending}"]
    large = size.scaled(WIDEST)
    sizes = (large,) if large.width <= NARROW else (size.scaled(NARROW), large)

    def variant(kind: str, scaled: ImageSize) -> ImageVariant:
        return ImageVariant(f"{stem}_{ending}_{scaled.width}.{kind.lower()}", kind, scaled)

    smaller = tuple(
        ImageVariant(f"{stem}_{ending}_{scaled.width}.{ending}", own, scaled) for scaled in sizes if scaled != large
    )
    lighter = [kind for kind in light_formats if _gains(own, kind)]
    return PublishedImage(
        ImageVariant(path, own, large), smaller, tuple(variant(kind, scaled) for kind in lighter for scaled in sizes)
    )


def _gains(own: str, light: str) -> bool:
    """A photograph weighs less in both; a drawing is kept exact, which only WebP does well."""
    return own == "JPEG" or (own == "PNG" and light == "WEBP")


def srcset(variants: Iterable[ImageVariant]) -> str:
    """The files with their widths, as rooted addresses: `/a_jpg_800.webp 800w, /a_jpg_1600.webp 1600w`."""
    return ", ".join(f"/{variant.path} {variant.size.width}w" for variant in variants)


def sources(image: PublishedImage) -> Mapping[str, str]:
    """The srcset of each other format, by its media type, the lightest first."""
    kinds = dict.fromkeys(variant.format for variant in image.alternatives)
    return {
        _MEDIA_TYPES[kind]: srcset(variant for variant in image.alternatives if variant.format == kind)
        for kind in kinds
    }
