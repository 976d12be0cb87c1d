"""Run every audit and write docs/audit.md: `python -m audit`. Gives 1 where something was results, 0 else."""

import subprocess
import sys
import tempfile
from pathlib import Path

from audit import dependencies, pages
from audit.report import AuditResult, write

ROOT = Path(__file__).resolve().parents[2]

TOOLS = ROOT / ".cache" / "audit"


def main() -> int:
    """Audit the locked packages, then the portal's own content as it would be published."""
    TOOLS.mkdir(parents=True, exist_ok=True)
    results: list[AuditResult] = list(dependencies.audit(ROOT / "requirements", TOOLS))
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        work.chmod(0o755)
        # The content is copied, since publishing writes what it remembers beside it.
        subprocess.run(["cp", "-r", str(ROOT / "content"), str(work / "content")], check=True)
        words = ["publish", "--content", str(work / "content"), "--output", str(work / "public")]
        subprocess.run([sys.executable, "-m", "pledges", *words], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        results += pages.validity(work / "public", TOOLS)
        results += pages.lighthouse(work / "public", work, TOOLS)
    for one in results:
        print(f"{one.verdict:8} {one.what}: {one.measured}")
    write(ROOT / "docs" / "audit.md", results)
    return int(any(one.verdict == "fel" for one in results))


if __name__ == "__main__":
    sys.exit(main())
