"""Which files of a published site show some words, however the file writes them. Pure but for reading the files.

A removal is proved by this: what is looked through is what visitors are given, and not what it was made of.
"""

import gzip
import re
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path

from pledges.publish.server_headers import ENCODINGS, SEARCH_PIECE, is_compressible
from pledges.publish.without_words import composed, pattern_of

_GZIP = b"\x1f\x8b"
_PIECE = re.compile(f"{SEARCH_PIECE}$")
_TAG = re.compile(r"<[^<>]*>")
_FOLDED = re.compile(r"\r?\n[ \t]")  # a line of a calendar goes on
_ESCAPED = {"\\n": " ", "\\,": ",", "\\;": ";", '\\"': '"', "\u00ad": ""}


def files_with(words: str, site: Path, paths: Iterable[str]) -> list[str]:
    """Those of `paths` under `site` that show `words`. Compressed siblings are passed over: they are as their originals."""
    pattern = pattern_of(words)
    return [path for path in paths if _is_text(path) and any(map(pattern.search, _readings(site / path)))]


def _is_text(path: str) -> bool:
    return not path.endswith(tuple(ENCODINGS)) and (is_compressible(path) or _PIECE.search(path) is not None)


def _readings(place: Path) -> Iterator[str]:
    """The text as it stands, and as a reader meets it: without what folds, escapes and marks it."""
    data = place.read_bytes()
    text = composed((gzip.decompress(data) if data.startswith(_GZIP) else data).decode("utf-8", errors="replace"))
    yield text
    # A feed has its text escaped twice: once in the summary's own marks, once in the feed's.
    text = unescape(unescape(_FOLDED.sub("", text)))
    for written, meant in _ESCAPED.items():
        text = text.replace(written, meant)
    yield _TAG.sub("", text)
    yield _TAG.sub(" ", text)
