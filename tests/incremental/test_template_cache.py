"""Compiled templates are kept, and never used where they could tell something else."""

from pathlib import Path
from typing import Any

import pytest
from jinja2 import DictLoader, Environment

from pledges.incremental import template_cache
from pledges.incremental.template_cache import TemplateCache

PAGE = "{# prov #}{{ 'a' | upper }}\n"


def laid_out(folder: Path, source: str = PAGE, **options: Any) -> str:
    """The page of `source`, by an environment that keeps what it compiles in `folder`."""
    environment = Environment(loader=DictLoader({"sida.html": source}), **options)
    environment.bytecode_cache = TemplateCache(folder, options)
    return environment.get_template("sida.html").render()


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A folder where the page has been kept."""
    assert laid_out(tmp_path / "mallar") == "A"
    return tmp_path / "mallar"


def kept_file(folder: Path) -> Path:
    (file,) = folder.iterdir()
    return file


def test_what_has_been_compiled_is_not_compiled_again(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Environment, "_generate", None)
    assert laid_out(kept) == "A"


@pytest.mark.parametrize("damaged", [b"", b"\n", b"j2", "half", "turned"])
def test_what_is_damaged_is_compiled_again(kept: Path, damaged: bytes | str) -> None:
    file = kept_file(kept)
    whole = file.read_bytes()
    changed = {"half": whole[: len(whole) // 2], "turned": whole[:-1] + bytes([whole[-1] ^ 1])}
    file.write_bytes(damaged if isinstance(damaged, bytes) else changed[damaged])
    assert laid_out(kept) == "A"
    assert file.read_bytes() == whole


def test_another_source_other_options_and_other_code_are_compiled_anew(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert laid_out(kept, "{{ 'b' | upper }}") == "B"
    assert laid_out(kept, keep_trailing_newline=True) == "A\n"
    before = kept_file(kept).read_bytes()
    monkeypatch.setattr(template_cache, "code_key", lambda: b"another filter of the portal's")
    assert laid_out(kept, keep_trailing_newline=True) == "A\n"
    assert kept_file(kept).read_bytes() != before


def test_a_folder_that_cannot_be_written_is_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / "mallar").write_text("ingen mapp")
    assert laid_out(tmp_path / "mallar") == "A"
