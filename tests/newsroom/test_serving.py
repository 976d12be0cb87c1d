"""`make edit SERVE=…`: the whole of it in a process of its own, on a Unix socket."""

import signal
import socket
import subprocess
import sys
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import httpx2
import pytest

from pledges.__main__ import main
from pledges.commands.edit_served import to_today
from pledges.editing.running import RunningEditor
from pledges.editing.workspace import Workspace
from support.apart import begun
from support.depth import PATIENCE
from support.editor import sample, surroundings
from support.sites import ROOT
from support.way_in import HEADER, HOST, SITE, settings_in


def words_for(content: Path, settings: Path) -> list[str]:
    return ["edit", "--content", str(content), "--serve", str(settings)]


def test_several_are_served_on_a_socket_that_others_may_not_open(tmp_path: Path) -> None:
    content, settings = sample(tmp_path), settings_in(tmp_path, HEADER)
    with socket.socket(socket.AF_UNIX) as left:  # by one that was killed
        left.bind(str(tmp_path / "r.sock"))
    process, said = begun(words_for(content, settings), ROOT, surroundings(content))
    assert said.readline() == f"Redigeringen svarar på {SITE}. Avsluta med Ctrl-C.\n"
    listening = tmp_path / "r.sock"
    assert listening.stat().st_mode & 0o777 == 0o660
    front = httpx2.Client(
        transport=httpx2.HTTPTransport(uds=str(listening)), base_url="http://socket",
        headers={"host": HOST, "x-inloggad": "anna01"}, timeout=PATIENCE,
    )  # fmt: skip
    into = front.get("/logga-in?till=/ny")
    front.headers["cookie"] = into.headers["set-cookie"].partition(";")[0]
    page = front.get(into.headers["location"])
    assert "Skriv nytt" in page.text
    assert page.headers["strict-transport-security"]
    assert "server" not in page.headers
    process.terminate()
    process.join(PATIENCE)
    assert process.exitcode == -signal.SIGTERM, "after all that was asked has been answered"


def test_what_stops_it_from_being_served_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content, settings = sample(tmp_path, versions=False), settings_in(tmp_path, HEADER)

    def told() -> str:
        assert main(words_for(content, settings)) == 1
        return capsys.readouterr().err

    assert (
        told()
        == f"{content} ligger inte i ett git-arkiv med någon version. Utan det finns ingenstans att spara utkast.\n"
    )
    running = RunningEditor(tmp_path / "lage")
    assert running.take()
    assert told() == f"Redigeringen som har sin mapp i {tmp_path / 'lage'} är redan igång.\n"
    right = settings.read_text(encoding="utf-8")
    for change, words in (
        (("r.sock", "finns-inte/r.sock"), f"Redigeringen kan inte svara på {tmp_path}/finns-inte/r.sock: No such file"),
        (("lage", "hemlighet/lage"), "Mappen för det som inte hör till innehållet går inte att skapa: "),
        (("socket", "sokcet"), "Menade du socket"),
    ):
        settings.write_text(right.replace(*change).replace('"lage"', '"annat"'), encoding="utf-8")
        assert words in told()


def test_the_day_is_todays_in_a_process_that_lives_for_months(monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = SimpleNamespace(day=date(2026, 11, 28))
    for day in ("2026-11-28", "2026-11-29"):
        monkeypatch.setenv("DATE", day)
        to_today(cast(Workspace, workspace))
        assert workspace.day == date.fromisoformat(day)


def test_who_writes_alone_loads_nothing_of_the_login() -> None:
    loaded = "print(sorted({name.partition('.')[0] if 'newsroom' not in name else 'newsroom' for name in sys.modules} & other))"
    code = f"import sys, pledges.commands.edit; other = {{'newsroom', 'authlib', 'httpx2', 'joserfc'}}; {loaded}"
    code += f"; import pledges.commands.edit_served; {loaded}"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT / "plugins", capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n['newsroom']\n", "and who is told by a header loads none of the protocol"
