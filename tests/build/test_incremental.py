"""Every incremental build is byte for byte a clean one, whatever was edited in between."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.edits import EDITS, Edit, World, outcome


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(st.sampled_from(EDITS), min_size=1, max_size=3), min_size=1, max_size=3))
def test_any_edits_give_what_a_clean_build_gives(rounds: list[list[Edit]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        world = World(folder)
        outcome(world, folder / "out")
        for number, edits in enumerate(rounds):
            for edit in edits:
                edit(world)
            assert outcome(world, folder / "out") == outcome(world, folder / f"clean-{number}")


def test_every_edit_alone_gives_what_a_clean_build_gives(tmp_path: Path) -> None:
    world = World(tmp_path)
    outcome(world, tmp_path / "out")
    for number, edit in enumerate(EDITS):
        edit(world)
        incremental = outcome(world, tmp_path / "out")
        assert isinstance(incremental, dict)
        if number % 3 == 2 or number >= len(EDITS) - 2:
            assert incremental == outcome(world, tmp_path / f"clean-{number}")
