"""The editor's preview of every record is byte for byte the page that the build makes of it."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from soak.report import Result
from support.previews import unlike


def run() -> Iterator[Result]:
    """One line, on the portal's own content."""
    with tempfile.TemporaryDirectory() as name:
        tried, wrong = unlike(Path(name) / "cache")
    yield Result(
        "each preview is the built page",
        f"{tried.total()} records of {len(tried)} kinds, {len(wrong)} unlike"
        + "".join(f"; {one}" for one in wrong[:3]),
        not wrong,
    )
