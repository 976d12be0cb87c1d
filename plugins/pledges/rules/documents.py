"""PDF documents: what keeps one from being published.

A document is published as it is, since a signed one may not be changed. So what should not be in it is told of: scripts and
programs, which some readers run, and who wrote it.
"""

from collections.abc import Iterator

from pledges.content.documents import MOST_BYTES, Document
from pledges.content.problems import Problem
from pledges.rules.finding import Finding, to_problem_of_file

_MB = 1024 * 1024


def document_problems(path: str, document: Document) -> tuple[Problem, ...]:
    """What is to be said of the document at `path` under content/."""
    return tuple(to_problem_of_file(path, finding) for finding in _findings(document))


def _findings(document: Document) -> Iterator[Finding]:
    if document.size > MOST_BYTES:
        yield Finding(
            code="pdf-for-stor",
            message=f"Dokumentet är {document.size // _MB} MB; högst {MOST_BYTES // _MB} MB publiceras.",
            hint="Spara det mindre (”minska filstorlek”), eller länka dit där det finns.",
        )
    elif document.instead:
        yield Finding(
            code="bilaga-fel-typ",
            message=f"Filen heter .pdf men är {document.instead}.",
            hint="Hämta dokumentet på nytt, och se efter att det går att öppna. Var det en inloggning som sparades, logga in först.",
        )
    elif document.inside is None:
        yield Finding(
            code="olaslig-pdf",
            message="Dokumentet går inte att läsa, eller är låst.",
            hint="Öppna det och skriv ut det till en ny pdf.",
        )
    else:
        if document.inside.runs:
            yield Finding(
                code="pdf-med-program",
                message="Dokumentet har skript, knappar som gör något eller bifogade filer.",
                hint="Öppna det och skriv ut det till en ny pdf; då följer de inte med.",
            )
        if document.inside.author:
            yield Finding(
                code="pdf-forfattare",
                message=f"Dokumentet säger att det är skrivet av ”{document.inside.author}”.",
                hint="Är det en person: töm Författare i dokumentets egenskaper och spara det på nytt.",
            )
