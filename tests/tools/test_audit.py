"""The audits' report, and what the bare machine is given."""

from pathlib import Path

from audit import bare_root, booted, tables
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


def test_a_cell_that_a_spreadsheet_has_changed_is_seen_and_the_first_zero_of_a_code_is_told_of() -> None:
    assert tables.alike("0,67", "0,67")
    assert tables.alike("0114", "114")
    assert tables.alike("1,40", "1,4")
    assert not tables.alike("0114", "14")
    assert not tables.alike("2018: 2", "84 days, 2:02:00")
    assert not tables.alike("2019-03", "2019-03-01")
    assert not tables.alike("x", "")
