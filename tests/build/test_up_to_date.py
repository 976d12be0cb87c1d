"""A build of nothing: it is a look and a word, and never taken for granted."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pledges.incremental.scan import UNSETTLED_NS
from support.depth import short_or_whole
from support.sites import ROOT, tree, write

FILES = {
    "kommuner/ale/kommun.md": "---\nkort: Påhittat.\n---\n",
    "kommuner/ale/loften/a.md": (
        "---\ntitel: Påhittat löfte i Ale\nkort: Ett prov.\nparter: [polisen, kommunen]\növerenskommelse: okänd\nperiod: 2019\n---\n"
    ),
}

OLD = 1_600_000_000
ALE = "1440"


class Copy:
    """The portal's own code, theme and settings in a folder, with a little content, and what its command says."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for part in ("plugins", "theme", "data"):
            shutil.copytree(ROOT / part, root / part, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copyfile(ROOT / "pelicanconf.py", root / "pelicanconf.py")
        for name in (
            "municipalities.csv",
            "postal_codes.csv",
            "city_parts.csv",
            "districts.csv",
        ):  # a country of one municipality is built fast
            head, *rows = (root / "data" / name).read_text(encoding="utf-8").splitlines()
            (root / "data" / name).write_text(
                "\n".join([head, *(row for row in rows if ALE in row.split(","))]) + "\n", encoding="utf-8"
            )
        write(root / "content", FILES)
        for path in root.rglob("*"):
            os.utime(path, (OLD, OLD))

    def site(self, **environment: str) -> str:
        """Run `pledges site`; gives what it says."""
        surroundings = {**os.environ, "PYTHONPATH": "plugins", "DATE": "2026-11-22", **environment}
        command = [sys.executable, "-X", "importtime", "-m", "pledges", "site"]
        done = subprocess.run(command, cwd=self.root, env=surroundings, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        self.loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
        return done.stdout

    @property
    def stood_still(self) -> bool:
        """Whether the last run loaded no library that builds."""
        return not self.loaded & {"pelican", "jinja2", "pydantic", "markdown"}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    copy = Copy(tmp_path_factory.mktemp("portal"))
    copy.site()
    return copy


def still(copy: Copy) -> str:
    """A state from which nothing changes, once what was just changed has come to rest."""
    time.sleep(2 * UNSETTLED_NS / 1e9)
    copy.site()
    said = copy.site()
    assert copy.stood_still
    return said


def test_when_nothing_has_changed_the_same_is_said_and_no_library_is_loaded(copy: Copy) -> None:
    def times() -> dict[Path, int]:
        """When every file was written, but the lock, in which each run says that it is at work."""
        files = (path for path in copy.root.rglob("*") if path.is_file() and path.name != "lock")
        return {path: path.stat().st_mtime_ns for path in files}

    still(copy)
    before = times()
    said = copy.site()
    assert copy.stood_still
    assert before == times()
    assert said.startswith("Portalen är byggd för 22 november 2026: 1 löfte.\n")
    count = len(tree(copy.root / "output"))
    match = re.search(
        r"^ {2}.* filer i .*output: 0 skrivna, (\d+) oförändrade, 0 borttagna, på (?:under )?[\d,]+ s\.$", said, re.M
    )
    assert match is not None
    assert 0 < int(match[1]) <= count
    assert said.endswith("output/index.html i webbläsaren, eller kör make serve.\n")


def append(path: str, text: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        with (root / path).open("a", encoding="utf-8") as file:
            file.write(text)

    return change


CHANGES: dict[str, Callable[[Path], None]] = {
    "content": append("content/kommuner/ale/loften/a.md", "\nMer text.\n"),
    "a new file": lambda root: write(
        root / "content", {"nyheter/ny.md": "---\ntitel: Ny\ndatum: 2026-01-01\n---\nText.\n"}
    ),
    "a deleted file": lambda root: (root / "content/nyheter/ny.md").unlink(missing_ok=True),
    "what was published": lambda root: write(root / "content", {".utgivet/ale.jsonl": ""}),
    "the theme": append("theme/templates/pledge.html", "\n"),
    "a macro": append("theme/templates/macros/thread.html", "\n"),
    "the code": append("plugins/pledges/exports/sitemap.py", "\n"),
    "data": append("data/README.md", "\n"),
    "settings": append("pelicanconf.py", "\n"),
    "a page by hand": append("output/kommuner/ale/index.html", "by hand"),
    "a lost page": lambda root: (root / "output/kommuner/ale/index.html").unlink(),
    "the search index": lambda root: shutil.rmtree(root / "output/sok/pagefind"),
    "the manifest": lambda root: (root / ".output.build/manifest").unlink(),
    "what is remembered": lambda root: (root / ".output.build/senast").write_text("[]"),
}


@pytest.mark.parametrize("name", list(CHANGES)[:: short_or_whole(3, 1)])
def test_any_change_is_seen(copy: Copy, name: str) -> None:
    if name == "a deleted file":
        CHANGES["a new file"](copy.root)
    still(copy)
    CHANGES[name](copy.root)
    copy.site()
    assert not copy.stood_still


@pytest.mark.parametrize("name", ["a page by hand", "a lost page"])
def test_what_another_hand_did_to_the_site_is_mended(copy: Copy, name: str) -> None:
    still(copy)
    before = (copy.root / "output/kommuner/ale/index.html").read_bytes()
    CHANGES[name](copy.root)
    copy.site()
    assert (copy.root / "output/kommuner/ale/index.html").read_bytes() == before


def test_another_day_and_another_surrounding_are_seen(copy: Copy) -> None:
    still(copy)
    assert "23 november 2026" in copy.site(DATE="2026-11-23")
    assert not copy.stood_still
    still(copy)
    copy.site(SOMETHING="that a settings file may read")
    assert not copy.stood_still


def test_content_changed_just_before_the_build_is_not_remembered(copy: Copy) -> None:
    still(copy)
    append("content/kommuner/ale/loften/a.md", "\nI sista stund.\n")(copy.root)
    soon = time.time() + 10
    os.utime(copy.root / "content/kommuner/ale/loften/a.md", (soon, soon))
    copy.site()
    assert not (copy.root / ".output.build/senast").exists()
    os.utime(copy.root / "content/kommuner/ale/loften/a.md", (OLD, OLD))


def test_another_plugin_may_depend_on_what_nobody_knows_of(copy: Copy) -> None:
    still(copy)
    settings = copy.root / "pelicanconf.py"
    text = settings.read_text(encoding="utf-8")
    (copy.root / "annat.py").write_text("def register():\n    pass\n")
    try:
        settings.write_text(text.replace("PLUGINS = [plugin]", "import annat\n\nPLUGINS = [plugin, annat]"))
        assert "annat" in settings.read_text(encoding="utf-8")
        copy.site()
        copy.site()
        assert not copy.stood_still
    finally:
        settings.write_text(text, encoding="utf-8")
        (copy.root / "annat.py").unlink()
