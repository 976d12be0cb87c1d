"""What a process that is kept holds of the records gives the library that would be read and linked of all the files anew."""

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest

from pledges.content.library import ContentLibrary, Held
from pledges.content.register import Register
from pledges.incremental.cache import Cache
from support.provstad import PROVSTAD
from support.sites import small_country, write

SLUGS = ("ale",)
PLEDGE, THEME = "kommuner/ale/loften/2019.md", "amnen/trafik.md"
GEOGRAPHY = small_country("ale", "alingsas")


def library(content: Path, held: Held | None = None) -> ContentLibrary:
    return ContentLibrary(content, GEOGRAPHY, Cache(content.with_name("cache"), b""), held=held)


def _say_more(path: str) -> Callable[[Path], object]:
    return lambda content: write(content, {path: f"{PROVSTAD[path]}\nMer att säga.\n"})


def _break(content: Path) -> None:
    write(content, {PLEDGE: "---\ntitel: [\n---\n"})


def _translate(content: Path) -> None:
    text = "titel: A pledge\növersatt av: portalens redaktion\ngäller texten från: 2019-03-01\n"
    write(content, {PLEDGE.replace(".md", ".en.md"): f"---\n{text}---\n"})


def _another(content: Path) -> None:
    write(content, {PLEDGE.replace("2019", "2018"): PROVSTAD[PLEDGE].replace("2019", "2018")})


@pytest.mark.parametrize(
    "edit",
    [
        _say_more(PLEDGE),
        _say_more(THEME),
        lambda content: (content / PLEDGE).unlink(),
        lambda content: (content / THEME).unlink(),
        _break,
        _translate,
        _another,
    ],
)
def test_what_is_held_gives_what_would_be_read_anew(tmp_path: Path, edit: Callable[[Path], object]) -> None:
    content = tmp_path / "content"
    write(content, PROVSTAD)
    held = library(content).held(SLUGS)
    for change in (edit, lambda folder: write(folder, PROVSTAD)):
        change(content)
        warm, cold = library(content, held), library(content)
        assert warm.clusters == cold.clusters
        for one, other in ((warm.shared, cold.shared), (warm.register(SLUGS), cold.register(SLUGS))):
            for name in (field.name for field in fields(Register)):
                assert getattr(one, name) == getattr(other, name), name
            assert [*one.records] == [*other.records]
        held = warm.held(SLUGS)


def test_of_what_is_held_only_what_has_changed_is_read(tmp_path: Path) -> None:
    content = tmp_path / "content"
    write(content, PROVSTAD)
    held = library(content).held(SLUGS)
    _say_more(PLEDGE)(content)
    now = library(content, held)
    files = now.held(SLUGS).files["ale"]
    assert {path for path, (_, file) in files.items() if file is not held.files["ale"][path][1]} == {PLEDGE}
    assert now.register(SLUGS).records[THEME.removesuffix(".md")] is held.linked.records[THEME.removesuffix(".md")]
