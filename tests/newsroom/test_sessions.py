"""Who is logged in, over a restart of the server."""

from pathlib import Path

import pytest

from pledges.editing.gate import OwnForms
from pledges.newsroom import sessions as module
from pledges.newsroom.sessions import KeptSessions, Sessions, forms_key


class Machine:
    """A machine whose clocks are set by hand: the calendar goes on when the server is started anew, the other begins at nought."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.calendar = 1_800_000_000.0
        self.running = 0.0

    def passes(self, seconds: float) -> None:
        self.calendar += seconds
        self.running += seconds

    def server(self) -> Sessions:
        self.running = 5.0
        return Sessions(
            idle=600,
            age=3600,
            clock=lambda: self.running,
            forms=OwnForms(forms_key(b"k")),
            kept=KeptSessions(self.folder, lambda: self.calendar),
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_a_session_and_its_forms_hold_over_a_restart_and_the_file_lets_nobody_in(machine: Machine) -> None:
    before = machine.server()
    secret = before.begin("anna")
    machine.passes(100)
    there = before.of(secret)
    assert there is not None
    (file,) = machine.folder.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    assert secret not in file.read_text(encoding="utf-8")
    machine.calendar += 100
    after = machine.server()
    assert after.of(secret) == there
    assert after.of(there.name) is None, "what the file says is no way in"
    assert after.forms.is_own(there.name, before.forms.csrf(there.name))


def test_the_time_that_a_server_is_down_counts(machine: Machine) -> None:
    secret = machine.server().begin("anna")
    machine.calendar += 599
    assert machine.server().of(secret) is not None
    machine.calendar += 601
    assert machine.server().of(secret) is None
    old = machine.server()
    secret = old.begin("bo")
    for _ in range(7):
        machine.passes(500)
        assert old.of(secret) is not None
    machine.calendar += 101
    assert machine.server().of(secret) is None, "an hour has gone since the login"


def test_a_clock_that_is_set_back_or_a_damaged_file_logs_everybody_out(machine: Machine) -> None:
    secret = machine.server().begin("anna")
    machine.calendar -= 1
    assert machine.server().of(secret) is None
    for text in ("", "{", "[]", '{"när": 1, "inloggade": [["a"]]}'):
        (machine.folder / "inloggade.json").write_text(text, encoding="utf-8")
        assert machine.server().of(secret) is None


@pytest.mark.parametrize("full", [False, True])
def test_who_has_logged_out_is_out_after_a_restart_though_the_disk_is_full(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, full: bool
) -> None:
    before = machine.server()
    secret = before.begin("anna")
    there = before.of(secret)
    assert there is not None

    def cannot(_path: Path, _data: bytes) -> None:
        raise OSError(28, "No space left on device")

    if full:
        monkeypatch.setattr(module, "replace", cannot)
    before.end(there.name)
    assert machine.server().of(secret) is None
    assert before.of(before.begin("bo")) is not None, "and nobody is kept from working"
