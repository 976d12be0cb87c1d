"""The catalogue against the shapes of DCAT-AP 3.0.1, which SEMICeu publishes: they are fetched to try, and not kept here.

`SHAPES` in the environment is the folder with them: `releases/3.0.1/html/shacl/` of SEMICeu's repository DCAT-AP. Those that
only bring in other vocabularies from the network are left out.
"""

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from audit.dependencies import checker
from audit.report import AuditResult

_SHAPES = ("shapes", "range", "deprecateduris", "shapes_recommended")
_SEVERITY = re.compile(r"Severity: sh:(\w+)")


def audit(site: Path, tools: Path) -> Iterator[AuditResult]:
    """A finding for each file of shapes: a violation is a fault, and what is only recommended is counted."""
    folder, program = os.environ.get("SHAPES"), checker(tools, "pyshacl")
    for name in _SHAPES:
        what = f"The catalogue passes DCAT-AP 3.0.1: {name}"
        if folder is None or program is None:
            yield AuditResult(what, "ej körd", "needs SHAPES=folder" if program else "pyshacl could not be installed")
            continue
        words = [str(program), "--data-file-format", "xml", "--shacl", str(Path(folder) / f"{name}.ttl"), "--advanced"]
        done = subprocess.run([*words, str(site / "datasets/dcat.rdf")], capture_output=True, text=True, check=False)
        told = _SEVERITY.findall(done.stdout)
        if "Conforms:" not in done.stdout:
            yield AuditResult(what, "fel", (done.stderr.strip().splitlines() or ["nothing was said"])[-1])
        else:
            rest = f"{told.count('Warning')} recommended are missing" if told else "conforms"
            yield AuditResult(what, "fel" if "Violation" in told else "ok", rest)
