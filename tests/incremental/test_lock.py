"""One run at a time: real processes that wait for each other, are told of each other, and are killed."""

import fcntl
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest

from pledges.__main__ import main
from pledges.commands.warm_builds import Site, build
from pledges.incremental import lock
from pledges.incremental.lock import BusyError, locked
from pledges.incremental.output_transaction import alone
from support.depth import PATIENCE
from support.servers import until
from support.small_site import publish_small

_HOLDER = """
import sys, time
from pathlib import Path
sys.path[:0] = sys.argv[2:]
from pledges.incremental.output_transaction import alone
from pledges.incremental.parallel import map_parallel
def work(number):
    time.sleep(600)
with alone(Path(sys.argv[1]), "make publish"):
    print("on", flush=True)
    if {forks}:
        list(map_parallel(work, range(20), "Prövar"))
    sys.stdin.read()
"""


@contextmanager
def held(output: Path, *, forks: bool = False) -> Iterator[subprocess.Popen[str]]:
    """A process that works in `output`, maybe with processes that it has forked, until it is ended."""
    command = [sys.executable, "-c", _HOLDER.format(forks=forks), str(output), *sys.path]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "on\n"
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def test_who_waits_is_told_for_whom_and_goes_on_when_that_one_is_done(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "public"
    with held(output) as process:
        monkeypatch.setattr(lock, "PATIENCE", 0.5)
        with pytest.raises(BusyError) as refused, alone(output, "make site"):
            pass
        busy = capsys.readouterr().err.removesuffix(" Väntar …\n")
        told = rf"make publish \(process {process.pid}\) arbetar i {output} sedan \d{{4}}-\d\d-\d\d kl\. \d\d\.\d\d\."
        assert re.fullmatch(told, busy), busy
        assert str(refused.value) == (
            f"{busy} Den blev inte klar medan det här kommandot väntade, så inget har gjorts och inget är förlorat. Kör samma "
            "kommando igen när den är klar. Har den fastnat, avsluta den först."
        )
    with alone(output, "make site"), alone(output, "ett bygge"):
        assert capsys.readouterr().err == ""


def test_a_run_that_has_just_begun_is_told_of_by_its_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "_POLL", 1)
    place = tmp_path / "lock"
    said: list[str] = []
    with place.open("w", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)

        def wait() -> None:
            with locked(place, "make site", "out"):
                pass

        def is_told() -> bool:
            said.append(capsys.readouterr().err)
            return said[-1] != ""

        waiting = Thread(target=wait)
        waiting.start()
        time.sleep(0.2)
        file.write(lock.Holder.this("make publish").written())
        file.flush()
        until(is_told)
    waiting.join()
    assert re.fullmatch(r"make publish \(process \d+\) arbetar i out sedan .*\. Väntar …\n", said[-1])


def test_a_lock_that_changes_hands_is_at_no_time_nobodys(tmp_path: Path) -> None:
    place, seen, over = tmp_path / "lock", set[str | None](), Event()
    place.write_text(lock.Holder.this("make publish, med ett långt namn").written())

    def look() -> None:
        while not over.is_set():
            holder = lock.Holder.read(place.read_text(encoding="utf-8"))
            seen.add(holder and holder.name)

    looking = Thread(target=look)
    looking.start()
    for turn in range(300):
        with locked(place, ("make site", "make publish, med ett långt namn")[turn % 2], "out"):
            pass
    over.set()
    looking.join()
    assert seen == {"make site", "make publish, med ett långt namn"}


def test_who_does_not_want_to_wait_stops_it_with_nothing_said(tmp_path: Path) -> None:
    output = tmp_path / "public"
    with held(output):
        waiting = subprocess.Popen(
            [sys.executable, "-m", "pledges", "site", "--content", str(tmp_path), "--output", str(output)],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            stderr=subprocess.PIPE,
            text=True,
        )
        assert waiting.stderr is not None
        assert waiting.stderr.readline().endswith("Väntar …\n")
        waiting.send_signal(signal.SIGINT)
        assert (waiting.communicate()[1], waiting.returncode) == ("", 130)


@pytest.mark.parametrize("forks", [False, True])
def test_what_a_killed_run_held_is_let_go_also_by_what_it_had_forked(tmp_path: Path, *, forks: bool) -> None:
    output = tmp_path / "public"
    with held(output, forks=forks) as process:
        time.sleep(0.5 * forks)
        process.send_signal(signal.SIGKILL)
        process.wait()
        began = time.monotonic()
        with alone(output, "make site"):
            assert time.monotonic() - began < PATIENCE, "what it had forked would have been at work for ten minutes"


def test_a_run_on_another_machine_is_named_with_the_machine(tmp_path: Path) -> None:
    holder = lock.Holder(name="make deploy", machine="annan", process=7, since=0.0)
    assert str(holder) == "make deploy (process 7 på annan)"
    assert lock.Holder.read(holder.written()) == holder
    for damaged in ("", "{", "[]", '{"name": 1}', "0123abcd"):
        assert lock.at_work(damaged, tmp_path) == f"En annan körning arbetar i {tmp_path}."


def test_every_command_that_works_in_an_output_waits_for_its_turn(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "public"
    publish_small(output)
    before = {path: path.read_bytes() for path in output.rglob("*") if path.is_file()}
    folders = ["--content", str(tmp_path / "content"), "--output", str(output)]
    monkeypatch.setattr(lock, "PATIENCE", 0)
    with held(output), locked(tmp_path / "web/.lock", "ett prov", "web"):
        for words in (
            ["site", *folders],
            ["publish", *folders],
            ["remove", *folders, "kommuner/ale/kommun.md", "Fel."],
            ["deploy", str(output), str(tmp_path / "web")],
        ):
            assert main(words) == 1, words
            said = capsys.readouterr()
            assert "inget har gjorts och inget är förlorat" in said.err, words
            assert said.out == ""
        site = Site(content=str(tmp_path / "content"), output=str(output), settings="pelicanconf.py")
        code, said_of_it = build(site, (), lambda _pages: None)
        assert code == 1
        assert "inget har gjorts" in said_of_it
    assert {path: path.read_bytes() for path in output.rglob("*") if path.is_file()} == before
    assert not (tmp_path / "web/current").exists()
    assert not (tmp_path / "content").exists()
