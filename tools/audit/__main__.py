"""Run the audits and write docs/audit.md: `python -m audit [name …]`, or `make audit ARGS=name`; without a name, all.

Gives 1 where something was found, 0 else.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from audit import bare_root, booted, catalogue, dependencies, forge, login, pages, served, tables
from audit.report import AuditResult, write
from support.host import host_settings

ROOT = Path(__file__).resolve().parents[2]

TOOLS = ROOT / ".cache" / "audit"


@contextmanager
def _published() -> Iterator[tuple[Path, Path]]:
    """The portal's own content as it would be published, and a folder to work in."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        work.chmod(0o755)
        # The content is copied, since publishing writes what it remembers beside it.
        subprocess.run(["cp", "-r", str(ROOT / "content"), str(work / "content")], check=True)
        words = ["publish", "--content", str(work / "content"), "--output", str(work / "public")]
        words += ["--settings", str(host_settings(work))]
        subprocess.run([sys.executable, "-m", "pledges", *words], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        yield work / "public", work


def _pages() -> Iterator[AuditResult]:
    with _published() as (site, work):
        yield from pages.validity(site, TOOLS)
        yield from pages.lighthouse(site, work, TOOLS)


def _tables() -> Iterator[AuditResult]:
    with _published() as (site, _work):
        yield from tables.audit(site)


def _catalogue() -> Iterator[AuditResult]:
    with _published() as (site, _work):
        yield from catalogue.audit(site, TOOLS)


AUDITS: Mapping[str, Callable[[], Iterable[AuditResult]]] = {
    "dependencies": lambda: dependencies.audit(ROOT / "requirements", TOOLS),
    "pages": _pages,
    "tables": _tables,
    "catalogue": _catalogue,
    "login": lambda: login.audit(TOOLS),
    "forge": forge.audit,
    "bare_root": lambda: bare_root.audit(ROOT, TOOLS),
    "booted": lambda: booted.audit(ROOT),
    "served": lambda: served.audit(ROOT),
}


def main(words: Sequence[str]) -> int:
    """Run the audits that are named, or all; the others' results stay in docs/audit.md."""
    parser = argparse.ArgumentParser(prog="audit")
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(AUDITS))
    names = parser.parse_args(words).names or list(AUDITS)
    if unknown := set(names) - set(AUDITS):
        parser.error(f"no audit is called {', '.join(sorted(unknown))}")
    TOOLS.mkdir(parents=True, exist_ok=True)
    wrong = False
    for name in names:
        findings: list[AuditResult] = []
        for one in AUDITS[name]():
            print(f"{one.verdict:8} {one.what}: {one.measured}", flush=True)
            findings.append(one)
            # Some take an hour: what is done is kept if the rest is stopped.
            write(ROOT / "docs" / "audit.md", name, findings)
        wrong = wrong or any(one.verdict == "fel" for one in findings)
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
