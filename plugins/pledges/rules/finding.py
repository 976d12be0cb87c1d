"""What a rule finds, and the shapes of a rule.

A rule is a pure function that yields findings; severity is not its business (`catalogue` has the table), nor is
the place in the file (`to_problem` looks it up). It reads no clock and no files and must not raise.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass

from pledges.content.frontmatter import key_path
from pledges.content.kinds import NAMES, Kind
from pledges.content.problems import Problem, Severity
from pledges.content.record import AnyRecord, Loc, Position, Record
from pledges.content.register import Register
from pledges.rules.catalogue import CATALOGUE
from pledges.written_values import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that does not hold. `loc` is the key that it stands at; `line` the file's line, for free text."""

    code: str
    message: str
    hint: str = ""
    loc: Loc = ()
    line: int = 0


Rule = Callable[[Register, Record], Iterable[Finding]]
RuleOfAny = Callable[[Register, AnyRecord], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class GroupRule:
    """A rule that compares records of one place with one another: `look` says which of them each finding is about.

    What it says of a record depends on nothing but those that have one of its `marks` too, and on what it asks the register of each
    when it is given that alone: the others need not be looked at.
    """

    look: Callable[[Register, tuple[Record, ...]], Iterable[tuple[Record, Finding]]]
    marks: Callable[[Register, Record], Iterable[Hashable]]


def to_problem(record: AnyRecord, finding: Finding, severity: Severity) -> Problem:
    """`finding` at its place in the record's file."""
    place = Position(finding.line, 1) if finding.line else record.place(finding.loc)
    return Problem(
        code=finding.code,
        severity=severity,
        path=record.path,
        line=place.line,
        column=place.column,
        key=key_path(_as_written(finding.loc, record.places)),
        message=finding.message,
        hint=finding.hint,
    )


def to_problem_of_file(path: str, finding: Finding) -> Problem:
    """`finding` about a file as a whole, as severe as the table says."""
    severity = CATALOGUE[finding.code].severity
    return Problem(code=finding.code, severity=severity, path=path, message=finding.message, hint=finding.hint)


def _as_written(loc: Loc, places: Mapping[Loc, Position]) -> Loc:
    """`loc` without row numbers that the file doesn't have: one value may stand where a list is meant."""
    while loc and isinstance(loc[-1], int) and loc not in places:
        loc = loc[:-1]
    return loc


def line_of(record: Record, line: int) -> int:
    """A line of the free text as a line of the file; the text's first where it is unknown."""
    return record.body_line + max(line, 1) - 1


def has_unreadable(register: Register, record: AnyRecord, kind: Kind) -> bool:
    """Whether a file of `kind` that may concern `record` can't be read, so that nobody knows what it says."""
    homes = register.municipalities(record) if isinstance(record, Record) else ()
    folders = (NAMES[kind].folder.replace("*", home) for home in homes or (record.municipality or "",))
    return any(register.is_unread(folder) for folder in folders)


def title(record: Record) -> str:
    """What a record is called in a message: `löftet ”Tryggare trafik”`."""
    return f"{NAMES[record.kind].definite} ”{record.title or record.slug}”"


def certainly_before(earlier: Period, later: Period) -> bool:
    """Whether one period ended before the other began, as far as is known."""
    return earlier.last is not None and later.first is not None and earlier.last < later.first


def exists(register: Register, identity: str | None, kind: Kind | None = None) -> bool:
    """Whether `identity` is a record of the whole site; a municipality exists without a file."""
    if identity is None:
        return False
    if identity in register.records or identity in register.identities:
        return True
    parts = identity.split("/")
    is_municipality = kind is Kind.MUNICIPALITY or (len(parts) == 3 and parts[0] == "kommuner" and parts[2] == "kommun")
    return is_municipality and len(parts) > 1 and parts[1] in register.geography.municipalities
