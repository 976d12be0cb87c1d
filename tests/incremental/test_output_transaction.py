"""Writing: wholly old or wholly new, whatever happens, and nothing touched that did not change."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pledges.incremental.artifact import Artifact
from pledges.incremental.output_transaction import (
    MARKER,
    OutputError,
    Transaction,
    WriteCounts,
    complete_interrupted,
    intact,
)


def page(path: str, text: str, maker: str = "1") -> Artifact:
    return Artifact(path=path, source=text, maker=maker, make=lambda source: str(source).encode())


def unit_of(path: str) -> str:
    """What is in a folder is a unit, and what lies beside the folders is another."""
    return path.partition("/")[0] if "/" in path else "top"


def write(output: Path, files: dict[str, str], *, maker: str = "1", kept: tuple[str, ...] = ()) -> WriteCounts:
    """Write `files`, each in the unit of its folder; the units `kept` stay as they are."""
    with Transaction(output) as transaction:
        for unit in kept:
            transaction.keep(unit)
        for unit in sorted({unit_of(path) for path in files} - set(kept)):
            stager = transaction.stager(unit)
            for path, text in files.items():
                if unit_of(path) == unit:
                    stager.put(page(path, text, maker))
            transaction.take(unit, stager.batch)
        return transaction.commit()


def tree(output: Path) -> dict[str, str]:
    return {path.relative_to(output).as_posix(): path.read_text() for path in output.rglob("*") if path.is_file()}


FIRST = {MARKER: "{}", "index.html": "one", "a/index.html": "a", "b/c/index.html": "c"}


def test_what_was_put_is_what_lies_there(tmp_path: Path) -> None:
    assert write(tmp_path / "out", FIRST) == WriteCounts(made=4, written=4)
    assert tree(tmp_path / "out") == FIRST


def test_an_unchanged_file_is_neither_made_nor_touched(tmp_path: Path) -> None:
    write(tmp_path / "out", FIRST)
    before = (tmp_path / "out/a/index.html").stat().st_mtime_ns
    assert write(tmp_path / "out", {**FIRST, "index.html": "two"}) == WriteCounts(made=1, written=1, unchanged=3)
    assert (tmp_path / "out/a/index.html").stat().st_mtime_ns == before


def test_a_changed_maker_with_the_same_bytes_does_not_touch_the_file(tmp_path: Path) -> None:
    write(tmp_path / "out", FIRST)
    assert write(tmp_path / "out", FIRST, maker="2") == WriteCounts(made=4, unchanged=4)


def test_what_is_no_longer_put_is_deleted_with_its_empty_folders(tmp_path: Path) -> None:
    write(tmp_path / "out", FIRST)
    kept = {MARKER: "{}", "index.html": "one"}
    assert write(tmp_path / "out", kept).deleted == 2
    assert tree(tmp_path / "out") == kept
    assert not (tmp_path / "out/b").exists()


def test_a_file_changed_by_another_hand_is_made_again(tmp_path: Path) -> None:
    write(tmp_path / "out", FIRST)
    (tmp_path / "out/index.html").write_text("broken by hand")
    write(tmp_path / "out", FIRST)
    assert tree(tmp_path / "out") == FIRST


def test_a_kept_unit_costs_nothing_and_stays(tmp_path: Path) -> None:
    write(tmp_path / "out", FIRST)
    changed = {**FIRST, "index.html": "two"}
    assert write(tmp_path / "out", changed, kept=("a", "b")) == WriteCounts(made=1, written=1, unchanged=3)
    assert tree(tmp_path / "out") == changed
    assert write(tmp_path / "out", FIRST, kept=("b",)).deleted == 0
    assert tree(tmp_path / "out") == FIRST


def test_a_file_that_moves_from_one_unit_to_another_is_not_deleted(tmp_path: Path) -> None:
    def one_unit(name: str) -> None:
        with Transaction(tmp_path / "out") as transaction:
            for unit, path in ((name, "a/index.html"), ("top", MARKER)):
                stager = transaction.stager(unit)
                stager.put(page(path, "text"))
                transaction.take(unit, stager.batch)
            transaction.commit()

    one_unit("first")
    one_unit("second")
    assert tree(tmp_path / "out") == {"a/index.html": "text", MARKER: "text"}


def test_a_page_at_the_address_of_a_kept_units_page_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "out", FIRST)
    with Transaction(tmp_path / "out") as transaction:
        transaction.keep("a")
        stager = transaction.stager("top")
        stager.put(page("a/index.html", "mine"))
        transaction.take("top", stager.batch)
        with pytest.raises(OutputError, match=r"Två sidor vill ligga på samma adress: a/index\.html"):
            transaction.commit()
    assert tree(tmp_path / "out") == FIRST


def defaced(path: Path) -> None:
    """As long as it was, and at another time."""
    path.write_text("b")


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_text("by hand"), defaced])
def test_only_units_whose_files_lie_as_they_were_left_are_intact(tmp_path: Path, harm: Callable[[Path], None]) -> None:
    write(tmp_path / "out", FIRST)
    assert len(intact(tmp_path / "out") or ()) == 3
    harm(tmp_path / "out/a/index.html")
    with Transaction(tmp_path / "out") as transaction:
        assert [bool(transaction.table(unit)) for unit in ("a", "b", "top", "unknown")] == [False, True, True, False]


def test_a_file_with_another_time_and_the_same_bytes_is_as_it_was_left_and_gets_its_time_back(tmp_path: Path) -> None:
    write(tmp_path / "out", FIRST)
    page = tmp_path / "out/a/index.html"
    before = page.stat().st_mtime_ns
    os.utime(page)
    assert len(intact(tmp_path / "out") or ()) == 3
    assert page.stat().st_mtime_ns == before


@pytest.mark.parametrize("damage", [b"", b"[]", None])
def test_a_lost_or_damaged_table_is_not_trusted_and_leaves_no_stale_file(tmp_path: Path, damage: bytes | None) -> None:
    write(tmp_path / "out", {**FIRST, "a/stale.html": "x"})
    for table in (tmp_path / ".out.build/filer").iterdir():
        if b"a/stale" in table.read_bytes():
            table.write_bytes(damage) if damage is not None else table.unlink()
    assert intact(tmp_path / "out") is None
    write(tmp_path / "out", FIRST)
    assert tree(tmp_path / "out") == FIRST


def test_the_tables_of_what_is_gone_are_swept_away(tmp_path: Path) -> None:
    for text in ("one", "two", "three"):
        write(tmp_path / "out", {**FIRST, "index.html": text})
    assert len(list((tmp_path / ".out.build/filer").iterdir())) == 3


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"version":3}', b'{"version":2,"files":{}}', None])
def test_a_lost_or_damaged_manifest_is_rebuilt_not_trusted(tmp_path: Path, damage: bytes | None) -> None:
    write(tmp_path / "out", {**FIRST, "stale/index.html": "x"})
    manifest = tmp_path / ".out.build/manifest"
    if damage is None:
        manifest.unlink()
    else:
        manifest.write_bytes(damage)
    write(tmp_path / "out", FIRST)
    assert tree(tmp_path / "out") == FIRST


def test_leaving_without_commit_leaves_the_site_as_it_was(tmp_path: Path) -> None:
    write(tmp_path / "out", FIRST)
    with Transaction(tmp_path / "out") as transaction:
        stager = transaction.stager("top")
        stager.put(page("index.html", "new"))
        transaction.take("top", stager.batch)
    assert tree(tmp_path / "out") == FIRST
    assert not (tmp_path / ".out.build/staged").exists()


def test_two_pages_at_one_address_are_refused(tmp_path: Path) -> None:
    with Transaction(tmp_path / "out") as transaction:
        one, other = transaction.stager("one"), transaction.stager("other")
        one.put(page("index.html", "one"))
        with pytest.raises(OutputError, match=r"Två sidor vill ligga på samma adress: index\.html"):
            one.put(page("index.html", "two"))
        other.put(page("index.html", "two"))
        transaction.take("one", one.batch)
        with pytest.raises(OutputError, match=r"Två sidor vill ligga på samma adress: index\.html"):
            transaction.take("other", other.batch)


@pytest.mark.parametrize("path", ["../x", "/etc/x", "a/../../x", ""])
def test_nothing_is_written_outside_the_output(tmp_path: Path, path: str) -> None:
    with Transaction(tmp_path / "out") as transaction, pytest.raises(OutputError, match="utanför portalen"):
        transaction.stager("top").put(page(path, "x"))


def test_an_output_on_another_disk_is_told_with_what_to_do(tmp_path: Path) -> None:
    """As a volume of Docker's: here by way of a link, since mounting takes rights."""
    disks = ("/dev/shm", "/run", "/run/lock", "/tmp")
    elsewhere = next((one for one in disks if os.access(one, os.W_OK) and _device(one) != _device(tmp_path)), None)
    if elsewhere is None:
        pytest.skip("Det finns ingen annan disk här.")
    with tempfile.TemporaryDirectory(dir=elsewhere) as volume:
        (tmp_path / "out").symlink_to(volume)
        with pytest.raises(OutputError) as told, Transaction(tmp_path / "out"):
            pass
        assert str(told.value).endswith(f"Ange en mapp inuti den: OUTPUT={tmp_path}/out/portal")
        write(tmp_path / "out/portal", FIRST)
        assert tree(Path(volume) / "portal") == FIRST


def _device(place: str | Path) -> int:
    return os.stat(place).st_dev


def test_a_folder_with_other_things_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home/diary.txt").write_text("mine")
    with pytest.raises(OutputError, match="innehåller annat än en byggd portal"):
        write(tmp_path / "home", FIRST)
    assert tree(tmp_path / "home") == {"diary.txt": "mine"}


_WRITER = """
import sys
from pathlib import Path
sys.path[:0] = sys.argv[3:]
from pledges.incremental.artifact import Artifact
from pledges.incremental.output_transaction import Transaction
with Transaction(Path(sys.argv[1])) as transaction:
    stager = transaction.stager("all")
    page = lambda path, text: Artifact(path=path, source=text, maker="1", make=str.encode)
    for number in range(300):
        stager.put(page(f"{number % 7}/{number}.html", sys.argv[2] * 2000))
    stager.put(page("bygge.json", sys.argv[2]))
    transaction.take("all", stager.batch)
    print("staged", flush=True)
    transaction.commit()
"""


@pytest.mark.parametrize("delay", [0.0, 0.001, 0.003, 0.006, 0.01, 0.02, 0.04])
def test_killed_while_writing_every_file_is_whole_and_the_next_run_completes(tmp_path: Path, delay: float) -> None:
    output = tmp_path / "out"

    def run(text: str, kill_after: float | None = None) -> None:
        command = [sys.executable, "-c", _WRITER, str(output), text, *sys.path]
        process = subprocess.Popen(command, stdout=subprocess.PIPE)
        if kill_after is not None:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(kill_after)
            os.kill(process.pid, signal.SIGKILL)
        process.wait()

    run("a")
    run("b", kill_after=delay)
    texts = {path: path.read_text() for path in output.rglob("*.html")}
    assert len(texts) == 300
    assert all(text in ("a" * 2000, "b" * 2000) for text in texts.values())
    run("b")
    assert {path.read_text() for path in output.rglob("*.html")} == {"b" * 2000}
    assert not complete_interrupted(output)
