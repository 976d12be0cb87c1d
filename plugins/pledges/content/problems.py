"""A problem, and how it is shown: on a terminal, and as annotations for a hosted review.

A problem is for the person who can mend it: where it is (file, line, column, key), what is wrong and what to
write instead, in Swedish. Nothing here prints: each function returns text.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from pledges.content.record import Position


class Severity(StrEnum):
    """How much a problem matters. An error stops the build; advice never does."""

    ERROR = "fel"
    WARNING = "varning"
    ACCEPTED = "accepterad"


_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.ACCEPTED: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing to mend. `path` is relative to content/; `line` and `column` count from 1, 0 where unknown."""

    code: str
    severity: Severity = Severity.ERROR
    path: str
    line: int = 0
    column: int = 0
    key: str = ""
    message: str
    hint: str = ""

    @property
    def order(self) -> tuple[str, int, int, int, str, str]:
        """Sorts by file, most important first, then place."""
        return (self.path, _RANK[self.severity], self.line, self.column, self.code, self.message)


def count(problems: Iterable[Problem], severity: Severity) -> int:
    """How many of `problems` have `severity`."""
    return sum(problem.severity is severity for problem in problems)


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of `problems` stops the build."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def as_text(
    problems: Iterable[Problem], content_name: str = "content", rank: Callable[[Problem], int] = lambda _: 0
) -> str:
    """All problems grouped by file for a terminal: errors first, and of those what `rank` puts first."""
    lines: list[str] = []
    ordered = sorted(problems, key=lambda problem: problem.order)
    groups = [(path, list(group)) for path, group in groupby(ordered, key=lambda problem: problem.path)]
    groups.sort(key=lambda pair: (_RANK[pair[1][0].severity], min(map(rank, pair[1])), pair[0]))
    for path, group in groups:
        lines.append(f"{content_name}/{path}" if path else content_name)
        for problem in group:
            place = f"rad {problem.line}" if problem.line else "hela filen"
            key = f", {problem.key}" if problem.key else ""
            lines.append(f"  {problem.severity.value.upper()} {place}{key}: {problem.message} [{problem.code}]")
            if problem.hint:
                lines.append(f"      → {problem.hint}")
        lines.append("")
    return "\n".join(lines)


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def as_annotations(problems: Iterable[Problem], content_name: str = "content") -> str:
    """All problems as workflow commands (`::error file=…`), which hosted Git reviews show at the line."""
    kinds = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ACCEPTED: "notice"}
    lines = []
    for problem in sorted(problems, key=lambda problem: problem.order):
        path = f"{content_name}/{problem.path}".replace(",", "%2C").replace(":", "%3A")
        text = f"{problem.message} {problem.hint}".strip()
        place = f"file={path},line={max(problem.line, 1)},col={max(problem.column, 1)}"
        lines.append(f"::{kinds[problem.severity]} {place},title={problem.code}::{_escape(text)}")
    return "\n".join(lines)


def problem_at(path: str, code: str, *, message: str, hint: str, place: Position, key: str = "") -> Problem:
    """An error at its place in a file."""
    return Problem(code=code, path=path, line=place.line, column=place.column, key=key, message=message, hint=hint)
