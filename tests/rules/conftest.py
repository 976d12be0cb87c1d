"""What the tests of the rules share: a site that is in order, for each to change."""

from pathlib import Path

import pytest

from support.rules_samples import base_site


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return base_site(tmp_path / "content")
