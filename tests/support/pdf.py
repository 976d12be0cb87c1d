"""A PDF document of plain lines, as a word processor would make it."""

import zlib

_PER_PAGE = 45


def pdf_of(text: str, pages: int = 0) -> bytes:
    """A document that shows the lines of `text`, as many to a page as it holds; `pages` repeats them to so many."""
    lines = text.splitlines()
    chunks = [lines[at : at + _PER_PAGE] for at in range(0, max(len(lines), 1), _PER_PAGE)]
    chunks = (chunks * pages)[:pages] if pages else chunks
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    kids = []
    for chunk in chunks:
        shown = b"".join(b"(" + _escaped(line) + b") Tj T*\n" for line in chunk)
        stream = zlib.compress(b"BT /F1 11 Tf 14 TL 60 780 Td\n" + shown + b"ET")
        objects.append(b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
            % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    made, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return made + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (len(objects) + 1, table, len(objects) + 1, len(made))
    )


def _escaped(line: str) -> bytes:
    return line.encode("cp1252", errors="replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
