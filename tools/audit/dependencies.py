"""The locked packages: each with a hash, and none with a known weakness."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from audit.report import AuditResult


def audit(requirements: Path, tools: Path) -> Iterator[AuditResult]:
    """A finding for each lock file."""
    program = checker(tools, "pip-audit")
    for lock in sorted(requirements.glob("*.txt")):
        text = lock.read_text(encoding="utf-8")
        packages = re.findall(r"^([A-Za-z0-9._-]+)==", text, re.M)
        bare = [
            name for name in packages if not re.search(rf"^{re.escape(name)}==[^\n]*\\\n\s+--hash=sha256:", text, re.M)
        ]
        yield AuditResult(
            f"{lock.name}: every package locked with a hash",
            "fel" if bare else "ok",
            ", ".join(bare) or f"{len(packages)} packages",
        )
        yield _weaknesses(program, lock, len(packages))


def checker(tools: Path, package: str) -> Path | None:
    """The program that a package of Python's is called by, in an environment of the audits' own; None if it can't be had."""
    program = tools / "python" / "bin" / package
    if not program.exists():
        subprocess.run([sys.executable, "-m", "venv", str(tools / "python")], check=True)
        install = [str(tools / "python/bin/pip"), "install", "--quiet", "--disable-pip-version-check", package]
        subprocess.run(install, capture_output=True, check=False)
    return program if program.exists() else None


def _weaknesses(program: Path | None, lock: Path, count: int) -> AuditResult:
    what = f"{lock.name}: known weaknesses (pip-audit)"
    if program is None:
        return AuditResult(what, "ej körd", "pip-audit could not be installed")
    words = [
        str(program),
        "--requirement",
        str(lock),
        "--no-deps",
        "--disable-pip",
        "--require-hashes",
        "--progress-spinner=off",
    ]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    output = done.stdout + done.stderr
    passed_over = output.count("could not be audited")
    if passed_over or "ConnectionError" in output:
        return AuditResult(what, "ej körd", f"{passed_over or count} of {count} packages can't be looked up from here")
    last = (output.strip().splitlines() or [""])[-1]
    return AuditResult(what, "fel" if done.returncode else "ok", last)
