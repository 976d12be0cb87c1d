"""Two deploys begun at the same moment, again and again: what lies there after each pair is one whole site.

Each deploy is as from a machine of its own, and another site than the other's. Both must end well, and `make verify` must
find every byte as the manifest says. To a folder, over SSH, by SFTP, and to S3-compatible storage.
"""

from collections.abc import Iterator
from pathlib import Path

from pledges.__main__ import main
from soak.report import Result
from soak.targets import targets
from support.simultaneous import at_once
from support.small_site import changed, publish_small

PAIRS = 50


def run() -> Iterator[Result]:
    """A line for each way of deploying."""
    with targets("lager:par") as (by_kind, settings, scratch):
        for number in (0, 1):
            publish_small(scratch / f"site-{number}", changed(number + 1), compress=False)
        for kind, target in by_kind.items():
            yield _pairs(kind, target, settings=settings, scratch=scratch)


def _pairs(kind: str, target: str, *, settings: Path, scratch: Path) -> Result:
    words = [target, "--ssh-config", str(settings)]
    failed, unsound, said = 0, 0, ""
    for _ in range(PAIRS):
        ended = at_once([["deploy", str(scratch / f"site-{number}"), *words] for number in (0, 1)], scratch)
        for status, text in ended:
            failed += status != 0
            said = said or (text.strip() if status else "")
        unsound += main(["verify", str(scratch / "none"), "--bytes", "--target", *words]) != 0
    measured = f"{PAIRS} pairs, {failed} deploys failed, {unsound} sites not whole" + (f"; {said}" if said else "")
    return Result(f"{kind}: one whole site after two deploys at once", measured, failed == 0 and unsound == 0)
