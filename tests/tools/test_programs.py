"""What the tests need from Debian is got or told of, and what was not run is said last."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from support import programs

ROOT = Path(__file__).resolve().parents[2]
INSTALL = "apt-get install -y --no-install-recommends"


@pytest.mark.parametrize(
    ("here", "line"),
    [
        ({"apt-get", "sudo"}, f"sudo apt-get update && sudo {INSTALL} chromium-headless-shell libatomic1"),
        ({"apt-get"}, f"su - -c 'apt-get update && {INSTALL} chromium-headless-shell libatomic1'"),
        (set(), "Installera chromium, libatomic."),
    ],
)
def test_the_line_to_copy_suits_the_machine(monkeypatch: pytest.MonkeyPatch, here: set[str], line: str) -> None:
    monkeypatch.setattr(programs, "find", lambda name: name if name in here else None)
    assert programs.advice(["chromium", "libatomic"]) == line
    assert programs.advice([]) == ""


def test_everything_that_is_needed_has_a_package() -> None:
    called = {
        name
        for path in (ROOT / "tests").rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip().startswith(("need(", "programs.need("))
        for name in line.split('"')[1::2]
    }
    assert called <= set(programs.TESTED)
    assert called >= {"nginx", "apache2", "caddy", "chromium", "rclone"}


def test_one_package_that_cannot_be_had_does_not_keep_the_others_away(monkeypatch: pytest.MonkeyPatch) -> None:
    installed: set[str] = set()

    def apt_get(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        packages = [word for word in command if word in programs.PACKAGES.values()]
        if "caddy" in packages:
            return subprocess.CompletedProcess(command, 100, "", "E: Unable to locate package caddy\n")
        installed.update(packages)
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(subprocess, "run", apt_get)
    monkeypatch.setattr(programs, "absent", lambda names: [name for name in names if name not in installed])
    assert programs.install(["nginx", "caddy", "rsync"]) == "E: Unable to locate package caddy"
    assert installed == {"nginx", "rsync"}


@pytest.mark.parametrize(("ci", "status"), [("", 0), ("true", 1)])
def test_a_run_ends_by_saying_what_was_left_out(tmp_path: Path, ci: str, status: int) -> None:
    (tmp_path / "test_it.py").write_text(
        "from support.programs import missing\n\n\ndef test_one():\n    missing('caddy')\n\n\ndef test_two():\n    pass\n"
    )
    environment = {
        **os.environ,
        "CI": ci,
        "PYTHONPATH": os.pathsep.join(str(ROOT / one) for one in ("tests", "plugins")),
    }
    words = [sys.executable, "-m", "pytest", "-q", "-p", "conftest", "-p", "no:cacheprovider", str(tmp_path)]
    done = subprocess.run(words, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == status
    assert "Det här kunde inte köras" in done.stdout
    assert "1 prov: caddy finns inte här." in done.stdout
