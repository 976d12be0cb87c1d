"""Reads a file that somebody sent, in a process of its own with little memory and time: a file may be made to do harm.

All that comes back is text.
"""

import io
import json
import sys

from pledges.editing.from_text.page import MOST_LETTERS, Page, from_html, from_lines, from_told, told
from pledges.incremental.apart import ApartError, bound, run_apart

MOST_BYTES = 15 * 1024 * 1024
MOST_PAGES = 60


class UnreadableFileError(ValueError):
    """Why a file can't be read, in Swedish, and what to do instead."""


def read_file(data: bytes) -> Page:
    """The page that a file of HTML or PDF holds. Raises UnreadableFileError."""
    if not data:
        raise UnreadableFileError("Klistra in text eller välj en fil först.")
    if len(data) > MOST_BYTES:
        raise UnreadableFileError(
            f"Filen är för stor: högst {MOST_BYTES // 1024 // 1024} MB. Klistra in texten i stället."
        )
    if not (is_pdf(data) or _is_html(data)):
        raise UnreadableFileError(
            "Filen är varken en sparad webbsida (html) eller ett pdf-dokument. Klistra in texten i stället."
        )
    try:
        said = json.loads(run_apart("pledges.editing.from_text.apart", data))
    except (ApartError, ValueError):
        raise UnreadableFileError(
            "Filen gick inte att läsa. Öppna den, kopiera texten och klistra in den i stället."
        ) from None
    if said is None:
        raise UnreadableFileError("Dokumentet är låst med lösenord. Kopiera texten och klistra in den i stället.")
    page = from_told(said)
    if not page.blocks:
        raise UnreadableFileError(
            "Filen har ingen text, kanske bara bilder av text. Skriv av det som behövs i formuläret."
        )
    return page


def is_pdf(data: bytes) -> bool:
    """Whether a file is a PDF document, whatever it is called."""
    return data.startswith(b"%PDF-")


def _is_html(data: bytes) -> bool:
    begins = data[:4096].replace(b"\0", b"").lower()
    return b"<html" in begins or b"<!doctype html" in begins or b"<body" in begins


def _pdf(data: bytes) -> Page | None:
    """The text of a document; None where it is locked."""
    from pypdf import PdfReader  # noqa: PLC0415 - only this process needs it

    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        return None
    texts: list[str] = []
    is_cut = len(reader.pages) > MOST_PAGES
    for page in reader.pages[:MOST_PAGES]:
        texts.append(page.extract_text())
        if sum(map(len, texts)) > MOST_LETTERS:
            break
    return from_lines("\n\n".join(texts), is_cut=is_cut)


def main() -> None:
    """Read standard input and write what it says as JSON, within the bounds."""
    data = sys.stdin.buffer.read(MOST_BYTES + 1)
    bound()
    page = _pdf(data) if is_pdf(data) else from_html(data)
    print(json.dumps(told(page) if page else None))


if __name__ == "__main__":
    main()
