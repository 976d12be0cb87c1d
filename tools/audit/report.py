"""docs/audit.md: what was audited, with what, and what it said."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

_INTRODUCTION = """\
# Audit

Written by `make audit`; do not edit by hand. `ok`: nothing found. `fel`: something to mend. `ej körd`: could not be run
here, and why; run it where the network allows.
"""
_TABLE = "| audit | verdict | told |\n| --- | --- | --- |\n"


@dataclass(frozen=True, slots=True)
class AuditResult:
    """One audit: of what, the verdict, and what was measured."""

    what: str
    verdict: Literal["ok", "fel", "ej körd"]
    measured: str


def write(place: Path, name: str, findings: Iterable[AuditResult]) -> None:
    """Write what the audit called `name` found as a table; the other audits' tables stay."""
    text = place.read_text(encoding="utf-8") if place.exists() else ""
    tables = dict(re.findall(r"^## (\w+)\n\n((?:\|.*\n)*)", text, re.M))
    rows = [f"| {one.what} | {one.verdict} | {one.measured.replace('|', '/')} |\n" for one in findings]
    tables[name] = _TABLE + "".join(rows)
    sections = [f"\n## {one}\n\n{table}" for one, table in tables.items()]
    place.write_text(_INTRODUCTION + "".join(sections), encoding="utf-8")
