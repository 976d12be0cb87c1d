"""Every incremental build is byte for byte a clean one, whatever was edited in between."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pledges.build.site import Built
from pledges.history import worked_out_before
from pledges.publish.publication import remember
from support.depth import short_or_whole
from support.edits import COUNTRY, EDITS, Edit, World, add, change, later, outcome, police_area
from support.sites import make_site, tree

RETITLED_THEME = change("amnen/trafik.md", "titel: Trafik", "titel: Trafik @")


@pytest.fixture(autouse=True, scope="module")
def however_small() -> Iterator[None]:
    """What is worked out is remembered of every municipality here, not of large ones alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(worked_out_before, "WORTH_REMEMBERING", 0)
        yield


REWORDED_MUNICIPALITY = change("kommuner/ale/kommun.md", "kort: Påhittade", "kort: Påhittade @")


@settings(max_examples=short_or_whole(2, 30), deadline=None, suppress_health_check=[HealthCheck.too_slow])
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
        before = world.state()
        edit(world)
        assert world.state() != before, number
        incremental = outcome(world, tmp_path / "out")
        assert isinstance(incremental, dict)
        if number % short_or_whole(8, 1) == 0 or number >= len(EDITS) - 2:
            assert incremental == outcome(world, tmp_path / f"clean-{number}")


def made(world: World, output: Path, *, publishing: bool) -> Built:
    return make_site(
        world.content,
        output,
        world.day,
        settings=world.settings,
        theme=world.theme,
        geography=COUNTRY,
        publishing=publishing,
    )


def test_a_page_that_is_recalled_is_made_where_it_is_lost_and_no_other_is(tmp_path: Path) -> None:
    world, out = World(tmp_path), tmp_path / "out"
    made(world, out, publishing=False)
    before = tree(out)
    (out / "kommuner/ale/loften/2019/index.html").unlink()
    assert made(world, out, publishing=False).counts.made == 1
    assert tree(out) == before


def test_a_publication_is_the_same_in_a_folder_that_has_been_built_in_and_when_it_is_made_again(tmp_path: Path) -> None:
    """And what is built afterwards is what was published; a day later without one, the day before has left nothing."""
    world, out = World(tmp_path), tmp_path / "out"
    later(40)(world)
    made(world, out, publishing=False)
    site = tree(out)
    made(world, out, publishing=True)
    made(world, tmp_path / "clean", publishing=True)
    published = tree(out)
    assert published == tree(tmp_path / "clean")
    later(1)(world)
    remember(made(world, out, publishing=True))
    made(world, tmp_path / "clean-later", publishing=True)
    assert tree(out) == tree(tmp_path / "clean-later")
    front = "index.html"
    assert "Det senaste vi känner till".encode() in site[front]
    assert b"Senast inlagt" not in site[front]
    assert b"Senast inlagt" in published[front]
    assert "Det senaste vi känner till".encode() not in published[front]

    for _ in range(2):
        for edit in (add, police_area, RETITLED_THEME, REWORDED_MUNICIPALITY):
            edit(world)
        remember(made(world, out, publishing=True))
        published = tree(out)
        made(world, out, publishing=True)
        assert tree(out) == published
        made(world, out, publishing=False)
        assert tree(out) == published
        later(3)(world)
    for told_of in ("amnen/trafik", "polisen/lpo-pahitt", "kommuner/ale"):
        assert b'id="andringar"' in published[f"{told_of}/index.html"]
