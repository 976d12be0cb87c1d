"""When a file was written is no change: a checkout, a copied folder and a restored cache say what they said."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from support.edits import COUNTRY, World
from support.sites import make_site, tree


def touched(folder: Path) -> Path:
    """Every file as a checkout of another branch and back leaves it."""
    for path in (folder / "content").rglob("*"):
        if path.is_file():
            raw = path.read_bytes()
            path.unlink()
            path.write_bytes(raw)
    return folder


def copied(folder: Path) -> Path:
    """All of it in another place, with the time of the copying: what was built, too, and what is remembered of it."""
    return Path(shutil.copytree(folder, folder.with_name("copy"), copy_function=shutil.copyfile))


def checked_out(folder: Path) -> Path:
    """A fresh clone of the content, beside what an earlier run left and an archive with whole seconds kept."""
    touched(folder)
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_relative_to(folder / "content"):
            os.utime(path, (int(path.stat().st_atime), int(path.stat().st_mtime)))
    return folder


@pytest.mark.parametrize("moved", [touched, copied, checked_out])
def test_what_says_the_same_is_not_made_again(tmp_path: Path, moved: Callable[[Path], Path]) -> None:
    (tmp_path / "first").mkdir()
    world = World(tmp_path / "first")
    made = make_site(world.content, tmp_path / "first/out", world.day, settings=world.settings, geography=COUNTRY)
    before = tree(tmp_path / "first/out")
    there = moved(tmp_path / "first")
    again = make_site(there / "content", there / "out", world.day, settings=world.settings, geography=COUNTRY)
    assert (again.counts.made, again.counts.written, again.counts.deleted) == (0, 0, 0)
    assert again.counts.unchanged == made.counts.written > 0
    assert tree(there / "out") == before


def test_what_says_something_else_is_made_again_where_its_length_is_the_same(tmp_path: Path) -> None:
    world = World(tmp_path)
    out = tmp_path / "out"
    make_site(world.content, out, world.day, settings=world.settings, geography=COUNTRY)
    before = tree(out)
    page = out / "kommuner/alingsas/index.html"
    page.write_text(page.read_text().replace("Alingsås", "Olingsås"))
    pledge = world.content / "kommuner/alingsas/loften/2021.md"
    pledge.write_text(pledge.read_text().replace("i grannen", "i grammen"[: len("i grannen")]))
    make_site(world.content, out, world.day, settings=world.settings, geography=COUNTRY)
    after = tree(out)
    assert b"Olings" not in after["kommuner/alingsas/index.html"]
    assert after != before
    make_site(world.content, tmp_path / "clean", world.day, settings=world.settings, geography=COUNTRY)
    assert after == tree(tmp_path / "clean")
