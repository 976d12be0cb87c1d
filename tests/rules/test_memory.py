"""What the rules remember of each record: the same is told as by rules that remember nothing, whatever has changed."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from pledges.content.kinds import Kind
from pledges.content.problems import Problem
from pledges.incremental.cache import Cache
from pledges.incremental.file_digests import file_digest
from pledges.incremental.kept_work import KeptWork
from pledges.rules.checking import check
from pledges.rules.compared import mark_text
from pledges.rules.memory import Memory
from pledges.written_values import Number, PartialDate
from support.rules_samples import AGREEMENT, FOLLOW_UP, PLEDGE, base_site, change, codes, read_site


class Site:
    """A folder that is checked again and again by rules that remember, and by rules that don't."""

    def __init__(self, content: Path) -> None:
        self.content = content
        self.kept = KeptWork(Cache(content.with_name("minne"), b""), "regler", 1)
        self.again: set[str] = set()

    def check(self, context: str = "") -> list[Problem]:
        register, attachments, told = read_site(self.content)
        digests = {one.path: file_digest(self.content / one.path) for one in register.records.values()}
        memory = Memory(self.kept, digests, context)
        problems = check(register, attachments=attachments, reading_problems=told, memory=memory)
        self.again = set(memory.work.new) if memory.work is not None else set()
        memory.keep()
        return problems

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
    change(tmp_path, FOLLOW_UP, body="Mer att säga.")
    site.check()
    again = {name.partition(" ")[2] for name in site.again}
    assert {FOLLOW_UP.removesuffix(".md"), PLEDGE.removesuffix(".md")} <= again
    assert again.isdisjoint({"polisen/lpo-prov", "kommuner/provstad/omraden/centrum", AGREEMENT.removesuffix(".md")})


def test_another_context_makes_all_be_looked_at_again(tmp_path: Path) -> None:
    site = Site(base_site(tmp_path))
    site.check("i går")
    everything = site.again
    site.check("i går")
    assert not site.again
    site.check("i dag")
    assert site.again == everything


def test_a_record_that_is_compared_with_others_is_compared_again_when_one_of_those_is_another(tmp_path: Path) -> None:
    site, copy = Site(base_site(tmp_path)), PLEDGE.replace("2019", "2018")
    same = "titel: Fler områden med grannsamverkan i Provstad 2019\nperiod: 2018\növerenskommelse: okänd"
    for keys, is_told in ((same, True), ("titel: Mer", False), (same, True)):
        change(tmp_path, copy, keys)
        found = site.check()
        assert found == site.check_all()
        assert ("titel-tva-ganger" in codes(found)) is is_told
        assert f"jamford {PLEDGE.removesuffix('.md')}" in site.again  # which nobody has touched
    change(tmp_path, copy, "diarienummer: 12-2018")
    assert site.check() == site.check_all()
    assert f"jamford {AGREEMENT.removesuffix('.md')}" not in site.again


def test_marks_that_are_equal_are_the_same_text_in_every_run() -> None:
    one, other = (("utfall", Number(Decimal(value)), PartialDate(2020), Kind.PLEDGE) for value in ("1", "1.0"))
    assert one == other
    assert mark_text(one) == mark_text(other) == "7898e6238f108f26"
    assert mark_text(one) != mark_text(("utfall", Number(Decimal(2)), PartialDate(2020), Kind.PLEDGE))
