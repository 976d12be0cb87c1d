"""PDF documents for tests."""

import io
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import NameObject


def pdf(*, author: str = "", attached: bytes = b"", **root: Any) -> bytes:
    """A document of one empty page, by `author`, with an attached file; `root` is added to its catalogue."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.metadata = {"/Author": author} if author else None
    if attached:
        writer.add_attachment("bilaga.bin", attached)
    for name, value in root.items():
        writer.root_object[NameObject(f"/{name}")] = value
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


PDF = pdf()
