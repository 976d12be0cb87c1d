"""docs/audit.md: what was audited, with what, and what it said."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

_INTRODUCTION = """\
# Audit

Written by `make audit`; do not edit by hand. `ok`: nothing found. `fel`: something to mend. `ej körd`: could not be run
here, and why; run it where the network allows.

| audit | verdict | told |
| --- | --- | --- |
"""


@dataclass(frozen=True, slots=True)
class AuditResult:
    """One audit: of what, the verdict, and what was measured."""

    what: str
    verdict: Literal["ok", "fel", "ej körd"]
    measured: str


def write(place: Path, findings: Iterable[AuditResult]) -> None:
    """Write them all as a table."""
    rows = [f"| {one.what} | {one.verdict} | {one.measured.replace('|', '/')} |" for one in findings]
    place.write_text(_INTRODUCTION + "\n".join(rows) + "\n", encoding="utf-8")
