"""The long proofs: what `make test` looks at in part is looked at whole."""

import re

from soak.whole_tests import FILES, PUBLISHED
from support.sites import ROOT

_PART_OF_IT = re.compile(r"\b(?:short_or_whole|looks)\(")


def test_whatever_is_looked_at_in_part_is_looked_at_whole_by_soak() -> None:
    """And nothing else is: a row for a file that has no depth would prove nothing twice."""
    tests = ROOT / "tests"
    in_part = {
        path.relative_to(ROOT).as_posix()
        for path in tests.rglob("test_*.py")
        if _PART_OF_IT.search(path.read_text(encoding="utf-8"))
    }
    assert in_part == {path.partition("::")[0] for path in (*FILES, PUBLISHED)}
