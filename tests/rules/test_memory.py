"""What the rules remember of each record: the same is told as by rules that remember nothing, whatever has changed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pledges.content.problems import Problem
from pledges.incremental.file_digests import file_digest
from pledges.rules.checking import check
from pledges.rules.memory import Memory
from support.rules_samples import AGREEMENT, FOLLOW_UP, PLEDGE, base_site, change, read_site


class Site:
    """A folder that is checked again and again by rules that remember, and by rules that don't."""

    def __init__(self, content: Path) -> None:
        self.content = content
        self.memory = Memory({}, {})

    def check(self, context: str = "") -> list[Problem]:
        register, attachments, told = read_site(self.content)
        digests = {one.path: file_digest(self.content / one.path) for one in register.records.values()}
        self.memory = Memory(self.memory.now, digests, context)
        return check(register, attachments=attachments, reading_problems=told, memory=self.memory)

    def check_all(self) -> list[Problem]:
        register, attachments, told = read_site(self.content)
        return check(register, attachments=attachments, reading_problems=told)


def _rename(file: Path) -> None:
    file.rename(file.with_name(f"ny-{file.name}"))


def _make_draft(file: Path) -> None:
    file.write_text(
        f"---\nstatus: utkast\n{file.read_text(encoding='utf-8').removeprefix('---').lstrip()}", encoding="utf-8"
    )


def _break(file: Path) -> None:
    file.write_text("---\ntitel: [\n---\n", encoding="utf-8")


def _move_in_time(file: Path) -> None:
    file.write_text(file.read_text(encoding="utf-8").replace("2019", "2017").replace("2020", "2018"), encoding="utf-8")


@pytest.mark.parametrize("edit", [Path.unlink, _rename, _make_draft, _break, _move_in_time])
def test_whatever_is_edited_the_same_is_told_as_without_a_memory(
    tmp_path: Path, edit: Callable[[Path], object]
) -> None:
    site = Site(base_site(tmp_path))
    site.check()
    for file in sorted(tmp_path.rglob("*.md")):
        before = file.read_text(encoding="utf-8")
        edit(file)
        assert site.check() == site.check_all(), file
        file.write_text(before, encoding="utf-8")
        assert site.check() == site.check_all(), file


def test_only_what_reads_the_edited_record_is_looked_at_again(tmp_path: Path) -> None:
    site = Site(base_site(tmp_path))
    site.check()
    before = site.memory.now
    change(tmp_path, FOLLOW_UP, body="Mer att säga.")
    site.check()
    again = {name for name, found in site.memory.now.items() if found is not before[name]}
    assert {FOLLOW_UP.removesuffix(".md"), PLEDGE.removesuffix(".md")} <= again
    assert again.isdisjoint({"polisen/lpo-prov", "kommuner/provstad/omraden/centrum", AGREEMENT.removesuffix(".md")})


def test_another_context_makes_all_be_looked_at_again(tmp_path: Path) -> None:
    site = Site(base_site(tmp_path))
    site.check("i går")
    before = site.memory.now
    site.check("i går")
    assert all(site.memory.now[name] is found for name, found in before.items())
    site.check("i dag")
    assert not any(site.memory.now[name] is found for name, found in before.items())
