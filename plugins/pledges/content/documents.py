"""PDF documents: what they hold that readers of them don't see, read in a process of their own."""

import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from pledges.incremental.apart import ApartError, bound, run_apart

SUFFIX = ".pdf"
MOST_BYTES = 20 * 1024 * 1024
_BEGINS_WITHIN = 1024
_MOST_OBJECTS = 200_000
_RUN = ("/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition")


@dataclass(frozen=True, slots=True)
class Inside:
    """What is in a document: who is said to have written it, and whether it `runs` something or has files within."""

    author: str
    runs: bool


@dataclass(frozen=True, slots=True)
class Document:
    """A file that is called a PDF. `instead` is what it is if it is none; `inside` is None where it can't be read."""

    size: int
    instead: str = ""
    inside: Inside | None = None


def document_at(path: Path) -> Document | None:
    """What the file at `path` is, unless it is too large to be read; None where there is no such file."""
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MOST_BYTES else b""
    except OSError:
        return None
    if size > MOST_BYTES:
        return Document(size)
    head = data[:_BEGINS_WITHIN]
    if b"%PDF" not in head:
        return Document(size, instead=_other_kind(head))
    try:
        return Document(size, inside=Inside(**orjson.loads(run_apart("pledges.content.documents", data))))
    except (ApartError, orjson.JSONDecodeError):
        return Document(size)


def _other_kind(head: bytes) -> str:
    if re.match(rb"\s*<(?:!doctype|html)", head, re.I):
        return "en webbsida"  # often the page to log in on was saved in its place
    return "något annat" if head else "tom"


def _told(data: bytes) -> dict[str, Any]:
    """What a document holds that readers of it don't see. Only the process apart calls this."""
    from pypdf import PdfReader  # noqa: PLC0415 - only this process needs it

    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise ValueError("locked")
    author = reader.metadata.author if reader.metadata is not None else ""
    return {"author": " ".join(str(author or "").split())[:80], "runs": any(map(_runs, _dictionaries(reader.trailer)))}


def _dictionaries(trailer: Any) -> Iterator[dict[str, Any]]:
    """Every dictionary that can be reached from the trailer."""
    waiting: list[Any] = [trailer]
    seen: set[tuple[int, int]] = set()
    while waiting:
        one = waiting.pop()
        if hasattr(one, "idnum"):
            if (one.idnum, one.generation) in seen:
                continue
            seen.add((one.idnum, one.generation))
            if len(seen) > _MOST_OBJECTS:
                raise ValueError("too many objects")
            one = one.get_object()
        if isinstance(one, dict):
            yield one
            waiting.extend(dict.values(one))
        elif isinstance(one, list):
            waiting.extend(list.__iter__(one))


def _runs(one: dict[str, Any]) -> bool:
    """Whether something is done by itself or by a click, or another file lies within."""
    return "/JS" in one or "/EF" in one or "/XFA" in one or dict.get(one, "/S") in _RUN


def main() -> None:
    """Read a document from standard input and write what it holds as JSON, within the bounds."""
    data = sys.stdin.buffer.read(MOST_BYTES + 1)
    bound()
    sys.stdout.buffer.write(orjson.dumps(_told(data)))


if __name__ == "__main__":
    main()
