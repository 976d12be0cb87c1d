"""The audits' report, and what the bare machine is given."""

from pathlib import Path

from audit import bare_root, booted
from audit.report import AuditResult, write

ROOT = Path(__file__).resolve().parents[2]


def test_an_audit_that_is_run_alone_keeps_what_the_others_found(tmp_path: Path) -> None:
    report = tmp_path / "audit.md"
    write(report, "pages", [AuditResult("HTML", "ok", "0 errors | 5 pages")])
    write(report, "bare_root", [AuditResult("make site", "fel", "no")])
    write(report, "bare_root", [AuditResult("make site", "ok", "yes")])
    text = report.read_text(encoding="utf-8")
    assert text.count("| HTML | ok | 0 errors / 5 pages |\n") == 1
    assert "| make site | ok | yes |\n" in text
    assert "| no |" not in text


def test_the_bare_machine_gets_what_the_readme_names() -> None:
    assert bare_root.readme_packages(ROOT) == ["python3", "python3-venv", "make", "git"]


def test_the_last_words_are_neither_a_frame_nor_makes_own() -> None:
    assert bare_root.last_words("ett\n===== 2 failed =====\nmake: *** [Makefile:57: test] Error 1\n\n") == "2 failed"
    assert bare_root.last_words("") == ""


def test_the_booted_machine_has_every_unit_for_its_own_user(tmp_path: Path) -> None:
    booted.furnish(ROOT, tmp_path)
    units = sorted((ROOT / "hosting/schema").glob("loften*.*"))
    assert len(units) == 3
    for unit in units:
        text = (tmp_path / "etc/systemd/system" / unit.name).read_text(encoding="utf-8")
        assert "/home/loften" not in text
        assert "User=loften" not in text
        assert text.count("\n") == unit.read_text(encoding="utf-8").count("\n")
