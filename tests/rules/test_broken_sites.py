"""Whole broken sites: each is refused with exactly the report that lies beside it."""

from pathlib import Path

import pytest

from pledges.content.problems import Severity, as_text
from pledges.rules.catalogue import CATALOGUE, RuleGroup
from support.rules_samples import check_site, codes

SITES = sorted(path.parent for path in (Path(__file__).parent / "broken").glob("*/expected.txt"))


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.name)
def test_the_report_of_a_broken_site(site: Path) -> None:
    problems = check_site(site / "content")
    assert as_text(problems) == (site / "expected.txt").read_text(encoding="utf-8")
    for problem in problems:
        assert problem.hint
        assert problem.severity in (CATALOGUE[problem.code].severity, Severity.WARNING, Severity.ACCEPTED)


def test_the_broken_sites_are_of_every_kind() -> None:
    groups = {CATALOGUE[code].group for site in SITES for code in codes(check_site(site / "content"))}
    assert groups == set(RuleGroup)
    assert len(SITES) >= 25
