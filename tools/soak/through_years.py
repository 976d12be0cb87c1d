"""Every address ever published answers through five years of renames, removals and a change of domain."""

import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from pledges.__main__ import main
from soak.report import Result
from support.living_portal import LivingPortal, on_nginx_in_a_folder, years

YEARS = 5
PER_YEAR = 12


def run() -> Iterator[Result]:
    """The addresses in the site after each publication, then on a real nginx; and what was removed."""
    with tempfile.TemporaryDirectory() as name:
        portal = LivingPortal(Path(name))
        portal.begin()
        made = portal.publish(date(2026, 12, 1))
        publications, lost = 1, 0
        for _, made in years(portal, first=2027, count=YEARS, per_year=PER_YEAR):
            publications += 1
            lost += len(portal.unanswered(made))
        yield Result(
            "every address ever published is a page, or leads to one",
            f"{publications} publications, {len(portal.addresses)} addresses, {len(made.moved)} moved, {lost} unanswered",
            lost == 0,
        )
        yield _on_nginx(portal)
        left = [path for title in portal.removed.values() for path in portal.remains(title)]
        yield Result(
            "a removed text is nowhere: content, memory, pages, feeds, search, releases",
            f"{len(portal.removed)} removed, {len(left)} files that still hold one"
            + "".join(f"; {one}" for one in left[:3]),
            not left,
        )
        yield Result(
            "the copy is what its manifest says",
            f"{len(made.files)} files",
            main(["verify", str(portal.web / "current")]) == 0,
        )


def _on_nginx(portal: LivingPortal) -> Result:
    with on_nginx_in_a_folder(portal) as answer_to:
        answers = {path: answer_to(path).status for path in sorted(portal.addresses)}
    wrong = [f"{path}: {status}" for path, status in answers.items() if status not in (200, 410)]
    measured = f"{len(answers)} asked for, {len(wrong)} not answered" + "".join(f"; {one}" for one in wrong[:3])
    return Result("on nginx, after a change of domain and into a folder", measured, not wrong)
