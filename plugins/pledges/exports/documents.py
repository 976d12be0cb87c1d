"""PDF documents, as far as what they are may keep them from being published: read in a process of their own.

A document is published as it is, since a signed one may not be changed. So what should not be in it is told of: scripts and
programs, which some readers run, and who wrote it.
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from pledges.content.problems import Problem, Severity
from pledges.incremental.apart import ApartError, bound, run_apart

SUFFIX = ".pdf"
MOST_BYTES = 20 * 1024 * 1024
_BEGINS_WITHIN = 1024
_MOST_OBJECTS = 200_000
_RUN = ("/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition")


def document_problems(content: Path, path: str) -> tuple[Problem, ...]:
    """What is to be said of the document at `path` under `content`."""
    try:
        size = (content / path).stat().st_size
        data = (content / path).read_bytes() if size <= MOST_BYTES else b""
    except OSError:
        return ()  # told of where the files are found
    return tuple(_problems(path, size, data))


def _problems(path: str, size: int, data: bytes) -> Iterator[Problem]:
    most = MOST_BYTES // 1024 // 1024
    if size > MOST_BYTES:
        message = f"Dokumentet är {size // 1024 // 1024} MB; högst {most} MB publiceras."
        yield _problem(
            path, "pdf-for-stor", message, "Spara det mindre (”minska filstorlek”), eller länka dit där det finns."
        )
        return
    head = data[:_BEGINS_WITHIN]
    if b"%PDF" not in head:
        # Often the page to log in on was saved in its place.
        what = (
            "en webbsida" if re.match(rb"\s*<(?:!doctype|html)", head, re.I) else "tom" if not head else "något annat"
        )
        hint = "Hämta dokumentet på nytt, och se efter att det går att öppna. Var det en inloggning som sparades, logga in först."
        yield _problem(path, "bilaga-fel-typ", f"Filen heter .pdf men är {what}.", hint)
        return
    try:
        told = orjson.loads(run_apart("pledges.exports.documents", data))
    except (ApartError, orjson.JSONDecodeError):
        yield _problem(
            path,
            "olaslig-pdf",
            "Dokumentet går inte att läsa, eller är låst.",
            "Öppna det och skriv ut det till en ny pdf.",
        )
        return
    if told["runs"]:
        yield _problem(
            path,
            "pdf-med-program",
            "Dokumentet har skript, knappar som gör något eller bifogade filer.",
            "Öppna det och skriv ut det till en ny pdf; då följer de inte med.",
        )
    if told["author"]:
        yield _problem(
            path,
            "pdf-forfattare",
            f"Dokumentet säger att det är skrivet av ”{told['author']}”.",
            "Är det en person: töm Författare i dokumentets egenskaper och spara det på nytt.",
            Severity.WARNING,
        )


def _problem(path: str, code: str, message: str, hint: str, severity: Severity = Severity.ERROR) -> Problem:
    return Problem(
        code=code, severity=severity, path=path, line=0, column=0, key="", message=message, hint=hint
    )  # fmt: skip


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
