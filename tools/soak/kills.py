"""A deploy killed at a random moment, again and again, never serves a page whose assets or links are missing.

After each kill the whole site is walked from its front page, link by link and asset by asset; then the next deploy
begins from what the killed one left. To a folder, over SSH, and by SFTP and to S3-compatible storage, where it must hold
without any link to swap.
"""

import random
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from pledges.__main__ import main
from pledges.publish import manifest
from soak.report import Result
from soak.targets import targets
from support.interrupted import dead_links, killed
from support.small_site import changed, publish_small

KILLS = 200
BUCKET = "lager:avbrott"


def run() -> Iterator[Result]:
    """A line for each way of deploying."""
    with targets(BUCKET) as (by_kind, settings, scratch):
        for kind, target in by_kind.items():
            yield _again_and_again(kind, scratch / kind, target=target, settings=settings, scratch=scratch)


def _again_and_again(kind: str, web: Path, *, target: str, settings: Path, scratch: Path) -> Result:
    chance = random.Random(7)
    swaps = kind in ("folder", "ssh")
    sites = [scratch / f"{kind}-one", scratch / f"{kind}-two"]
    for site, files in zip(sites, (None, changed()), strict=True):
        publish_small(site, **({"files": files} if files is not None else {}), compress=swaps)
    words = ["--ssh-config", str(settings)]
    assert main(["deploy", str(sites[0]), target, *words]) == 0
    began = time.monotonic()
    killed(["deploy", str(sites[1]), target, *words], None)
    whole = time.monotonic() - began
    served = web / "current" if swaps else web
    _fetch(kind, served)
    dead, mixed, landed, alive = [], 0, 0, 0
    before = (served / "index.html").read_bytes()
    tries = 0
    while alive < KILLS and tries < 4 * KILLS:
        # Half of the time goes to starting Python. What a whole run takes is learnt on the way, since a machine that
        # does other things too is now slower, now faster.
        was_alive = killed(["deploy", str(sites[tries % 2]), target, *words], chance.uniform(whole * 0.5, whole))
        whole *= 1.01 if was_alive else 0.97
        alive += was_alive
        tries += 1
        _fetch(kind, served)
        dead += dead_links(served)
        made = manifest.read(served)
        mixed += swaps and (made is None or bool(manifest.compare(served, made)))
        after = (served / "index.html").read_bytes()
        landed += after != before
        before = after
    finished = main(["deploy", str(sites[0]), target, *words]) == 0
    finished = finished and main(["verify", str(sites[0]), "--bytes", "--target", target, *words]) == 0
    measured = (
        f"{tries} deploys, {alive} of them killed at work, the front page another after {landed}; {len(dead)} dead links or assets, "
        f"{mixed} mixed sites; the run after it {'completed' if finished else 'FAILED'}"
    )
    return Result(f"{kind}: every page works", measured, not dead and mixed == 0 and finished and alive >= KILLS)


def _fetch(kind: str, served: Path) -> None:
    """What lies in the storage, put where it can be walked as a visitor does."""
    if kind == "s3":
        subprocess.run(["rclone", "sync", BUCKET, str(served)], check=True, capture_output=True)
