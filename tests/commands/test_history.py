"""What git has from before the first publication: told when the host asks for it, and never what has been taken away."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from pledges.__main__ import main
from pledges.build.examination import examine
from pledges.content import geography
from pledges.content.discovery import LOG_FOLDER
from pledges.content.library import ContentLibrary
from pledges.content.record import is_a
from pledges.content.record_fields import Pledge
from pledges.history.publication_log import append, load, remember
from pledges.history.snapshot import take_snapshot
from pledges.publish.removal import Source, remove, remove_words
from pledges.views.pledge import pledge_view
from pledges.views.view_types import RevisionRow
from support.editor import git
from support.samples import on
from support.sites import SETTINGS, write

HOME = "kommuner/arboga"
PLEDGE = f"{HOME}/loften/torget"
NAME = "Torghandlaren"
TEXT = """---
titel: {title}
kort: Kort om löftet.
period: 2024
parter: [polisen, kommunen]
överenskommelse: okänd
källor: https://provstad.example/loftet
åtgärder:
  - id: vandra
    vad: {what}
    ansvarig: polisen
    mål:
      minst: {count}
      enhet: vandringar
---
"""
OTHERS = {
    f"{HOME}/kommun.md": "---\nkommun: Arboga\nförs av: kommunen\n---\n",
    "aktorer/polisen.md": "---\nnamn: Polisen\nslag: polisen\n---\n",
}


def pledge(count: int, *, what: str = "Vandra på torget", title: str = "Löftet om torget") -> str:
    return TEXT.format(count=count, what=what, title=title)


@dataclass(frozen=True)
class Kept:
    """Content in git, of which versions are made, and which is published, on days that a test says."""

    content: Path

    def version(self, day: str, files: Mapping[str, str]) -> None:
        write(self.content, files)
        git(self.content, "add", "-A", ".")
        git(self.content, "commit", "-q", "-m", "Ändrat", day=day)

    def publish(self, day: str) -> None:
        register = self._examined().register(("arboga",))
        folder = self.content / LOG_FOLDER
        append(folder, remember(load(folder), register, on(day)))

    def ask(self, *words: str) -> int:
        return main(
            ["history", "--content", str(self.content), "--output", str(self.content.parent / "public"), *words]
        )

    def told(self) -> list[RevisionRow]:
        register = self._examined().register(("arboga",))
        snapshot = take_snapshot(register, on("2026-11-28"), settings=SETTINGS, log=load(self.content / LOG_FOLDER))
        record = register.records[PLEDGE]
        assert is_a(record, Pledge)
        return list(pledge_view(snapshot, record).record.revisions)

    @property
    def source(self) -> Source:
        return Source(self._examined(), self.content.parent / "senast")

    def remembered(self) -> str:
        return "".join(path.read_text(encoding="utf-8") for path in (self.content / LOG_FOLDER).glob("*.jsonl"))

    def _examined(self) -> ContentLibrary:
        return examine(self.content, geography.load(), self.content.parent / "cache").library


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    """Two versions of a pledge, and then it is published: its goal was lowered in between."""
    one = Kept(tmp_path / "content")
    one.content.mkdir()
    git(one.content, "init", "-q", "-b", "main")
    one.version("2024-01-10", {**OTHERS, f"{PLEDGE}.md": pledge(12, what=f"{NAME} vandrar")})
    one.version("2024-06-01", {f"{PLEDGE}.md": pledge(8)})
    one.publish("2025-01-15")
    return one


def test_what_git_has_from_before_is_shown_first_and_told_when_it_is_saved(
    kept: Kept, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kept.ask() == 0
    said = capsys.readouterr().out
    assert "2 versioner av 1 fil från tiden innan de gavs ut." in said
    assert f"{PLEDGE}.md 2024-06-01 Åtgärd: {NAME} vandrar → Vandra på torget" in said
    assert "Inget är sparat." in said
    assert kept.told() == []
    assert kept.ask("--save") == 0
    rows = {row.label.partition(":")[0]: row for row in kept.told()}
    assert (rows["Åtgärd"].when, rows["Åtgärd"].before) == ("1 juni 2024", f"{NAME} vandrar")
    assert rows["Mål"].mark == "Målet är sänkt, när perioden hade börjat."
    assert all(row.note == "Ur versionshistoriken, från tiden innan texten gavs ut här." for row in rows.values())
    remembered = kept.remembered()
    assert kept.ask("--save") == 0
    assert kept.remembered() == remembered, "what is remembered is not asked for again"


def test_a_removed_text_never_comes_back_out_of_git(kept: Kept, capsys: pytest.CaptureFixture[str]) -> None:
    kept.ask("--save")
    assert NAME in kept.remembered()
    remove_words(kept.source, PLEDGE, words=NAME, day=on("2025-02-01"))
    assert NAME not in kept.remembered()
    capsys.readouterr()
    assert kept.ask("--save") == 0
    assert NAME not in kept.remembered() + capsys.readouterr().out
    assert not any(NAME in f"{row.before} {row.after}" for row in kept.told())


@pytest.mark.parametrize("whole", [True, False])
def test_where_something_was_removed_no_old_version_of_a_neighbour_is_read(
    kept: Kept, whole: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    other = f"{HOME}/loften/parken"
    kept.version("2025-02-01", {f"{other}.md": pledge(5, title="Löftet om parken")})
    kept.publish("2025-02-02")
    if whole:
        remove(kept.source, other, reason="Uppgifterna fick inte finnas kvar.", day=on("2025-02-03"))
    else:
        remove_words(kept.source, other, words="Löftet om", day=on("2025-02-03"))
    assert kept.ask("--save") == 0
    assert NAME not in kept.remembered() + (said := capsys.readouterr().out)
    assert "0 versioner av 0 filer" in said
    assert "Där något har tagits bort för gott läses inga gamla versioner alls: arboga." in said


@pytest.mark.parametrize(
    ("old", "why"),
    [
        (pledge(12, what="Ring Anna på 070-123 45 67"), "kan innehålla personuppgifter"),
        (pledge(12).replace("period:", "status: utkast\nperiod:"), "var utkast"),
        (pledge(12).replace("period: 2024", "period: sommaren"), "gick inte att läsa så som filerna skrivs nu"),
    ],
)
def test_a_version_that_may_not_be_told_is_passed_over_and_counted(
    old: str, why: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = Kept(tmp_path / "content")
    one.content.mkdir()
    git(one.content, "init", "-q", "-b", "main")
    one.version("2024-01-10", {**OTHERS, f"{PLEDGE}.md": old})
    one.version("2024-06-01", {f"{PLEDGE}.md": pledge(8)})
    one.publish("2025-01-15")
    assert one.ask("--save") == 0
    assert f"1 version tas inte med: {why}." in capsys.readouterr().out
    assert one.told() == []


def test_a_file_that_had_another_name_is_followed_by_the_addresses_that_it_names(kept: Kept) -> None:
    git(kept.content, "mv", f"{PLEDGE}.md", f"{HOME}/loften/stortorget.md")
    moved = pledge(8).replace("period:", f"tidigare adresser: {PLEDGE}\nperiod:")
    kept.version("2025-03-01", {f"{HOME}/loften/stortorget.md": moved})
    assert kept.ask("--save") == 0
    assert NAME in kept.remembered()


def test_a_shallow_copy_and_a_folder_without_git_are_told_plainly(
    kept: Kept, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shallow = Kept(tmp_path / "grund")
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{kept.content}", "grund")
    bare = Kept(tmp_path / "utan" / "content")
    write(bare.content, OTHERS)
    assert (shallow.ask(), bare.ask()) == (1, 1)
    said = capsys.readouterr().err
    assert "Kopian av förrådet är grund" in said
    assert "git fetch --unshallow" in said
    assert "ligger inte i något git-förråd med versioner" in said
