"""A first visit to a place takes at most three requests and 30 kB on the wire, in a real browser with an empty cache."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from pledges.publish.deploy import folder
from soak.report import Result
from support import servers
from support.browser import launched, playwright_here
from support.first_visit import MOST_BYTES, MOST_REQUESTS, first_visit
from support.host import host_settings

ROOT = Path(__file__).resolve().parents[2]
PLACES = (
    "kommuner/lulea/",
    "kommuner/goteborg/",
    "kommuner/stockholm/",
    "kommuner/arboga/",
    "kommuner/lulea/loften/2018/",
)


def run() -> Iterator[Result]:
    """A line for each place, on the portal's own content."""
    with servers.shared_folder() as work:
        # The content is copied, since publishing writes what it remembers beside it.
        shutil.copytree(ROOT / "content", work / "content")
        words = ["publish", "--content", str(work / "content"), "--output", str(work / "public")]
        words += ["--settings", str(host_settings(work))]
        subprocess.run([sys.executable, "-m", "pledges", *words], cwd=ROOT, check=True, capture_output=True)
        folder.deploy(work / "public", work / "web")
        with (
            playwright_here() as playwright,
            launched(playwright) as browser,
            servers.nginx(work / "web/current", work) as server,
        ):
            for place in PLACES:
                found = first_visit(browser, f"http://127.0.0.1:{server.port}/{place}")
                held = len(found) <= MOST_REQUESTS and sum(found.values()) <= MOST_BYTES
                yield Result(f"/{place}", f"{len(found)} requests, {sum(found.values())} bytes", held)
