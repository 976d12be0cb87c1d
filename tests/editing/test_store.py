"""Saving: whole or not at all, over nobody's change, with a version of it; and nothing of the content's is obeyed."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pledges.content.geography import load
from pledges.content.kinds import Kind
from pledges.editing.differences import differences
from pledges.editing.forms import Choices, Option
from pledges.editing.places import NoSuchPlaceError, RecordPlace, place_of
from pledges.editing.source import edited, read_source
from pledges.editing.store import Store
from pledges.rules.catalogue import CATALOGUE
from support.depth import short_or_whole
from support.editor import git
from support.provstad import PROVSTAD
from support.sites import ROOT, write

PLEDGE = RecordPlace(Kind.PLEDGE, "ale", "2019")


@pytest.fixture
def plain(tmp_path: Path) -> Store:
    write(tmp_path / "content", PROVSTAD)
    return Store(tmp_path / "content")


@pytest.fixture
def kept(plain: Store) -> Store:
    git(plain.content.parent, "init", "-q", "-b", "main")
    git(plain.content.parent, "add", "content")
    git(plain.content.parent, "commit", "-q", "-m", "Början")
    return Store(plain.content, "Kommunikatör i Ale")


def changed(raw: bytes, **values: str) -> bytes:
    source = read_source(raw)
    return edited(raw, {**source.values, **values})


def test_a_plain_save(plain: Store) -> None:
    raw = plain.current(PLEDGE).raw
    saved = plain.save(PLEDGE, changed(raw, titel="Ny"), raw)
    assert (saved.conflicts, saved.note) == ((), "")
    assert (plain.content / PLEDGE.path).read_bytes() == changed(raw, titel="Ny")
    assert plain.history(PLEDGE) == ()


def test_a_save_is_a_version_with_who_and_what(kept: Store) -> None:
    raw = kept.current(PLEDGE).raw
    kept.save(PLEDGE, changed(raw, titel="Ny"), raw, note="Titeln")
    versions = kept.history(PLEDGE)
    assert [(one.who, one.note) for one in versions] == [("Kommunikatör i Ale", "Titeln"), ("p", "Början")]
    assert kept.versions.text(PLEDGE.path, versions[1].name) == raw
    assert git(kept.content, "status", "--porcelain") == ""
    old, new = (read_source(kept.versions.text(PLEDGE.path, one.name) or b"") for one in reversed(versions))
    assert differences(Kind.PLEDGE, old, new) == ("Titel: ”Påhittat löfte om trafiken 2019” blev ”Ny”.",)


def test_what_differs_tells_times_in_words() -> None:
    old, new = (
        read_source(f"---\nperiod: 2019{more}\n---\n".encode()) for more in ("", "/2020\nundertecknat: 2019-02-01")
    )
    told = differences(Kind.PLEDGE, old, new)
    assert told == ("Period: ”2019” blev ”2019–2020”.", "Undertecknat skrevs: ”1 februari 2019”.")


def test_what_differs_is_seen_also_at_the_end_of_a_long_text() -> None:
    long = "Polisen och kommunen lovar mer av allt det som gör det tryggt att gå hem från stationen på kvällen, " * 2
    old, new = (read_source(f"---\nkort: {long}trygghet för {who}\n---\n".encode()) for who in ("all.", "alla."))
    (told,) = differences(Kind.PLEDGE, old, new)
    before, after = told.removeprefix("Kort: ").split(" blev ")
    assert before == "”…från stationen på kvällen, trygghet för all.”"
    assert after == "”…från stationen på kvällen, trygghet för alla.”."


def test_what_differs_is_told_by_titles_and_of_each_row_by_itself() -> None:
    head = "---\nlöfte: 2019\nav: polisen\nutfall:\n"
    rows = [
        "  - åtgärd: ljus\n    gjort: ja\n",
        "  - åtgärd: ronder\n    antal: 3\n",
        "  - åtgärd: mote\n    gjort: nej\n",
    ]
    code = "accepterade varningar:\n  - kod: bedomning-utan-tal\n    skäl: Så är det.\n"
    old, new = (
        read_source(text.encode())
        for text in (
            f"{head}{''.join(rows)}---\n",
            f"{head.replace('polisen', 'kommunen')}{rows[2]}{rows[1].replace('3', '4')}{code}---\n",
        )
    )
    names = {
        "parter": (Option("polisen", "Polisen"), Option("kommunen", "Kommunen")),
        "åtgärder": (Option("ljus", "Mer ljus"), Option("ronder", "Gå ronder"), Option("mote", "Hålla möten")),
    }
    assert differences(Kind.FOLLOW_UP, old, new, choices=Choices(names)) == (
        "Av: ”Polisen” blev ”Kommunen”.",
        "Utfall 2 (Gå ronder), Antal: ”3” blev ”4”.",
        "Utfall 1 togs bort: åtgärd Mer ljus, gjort ja.",
        "Utfall: raderna har bytt plats.",
        f"Varning 1 lades till: gäller {CATALOGUE['bedomning-utan-tal'].title}, skäl Så är det..",
    )


def test_what_somebody_else_has_staged_is_left_alone(kept: Store) -> None:
    other = kept.content / "amnen/trafik.md"
    other.write_text(other.read_text().replace("Säkrare", "Lugnare"))
    git(kept.content, "add", "amnen/trafik.md")
    raw = kept.current(PLEDGE).raw
    kept.save(PLEDGE, changed(raw, titel="Ny"), raw)
    assert git(kept.content, "diff", "--cached", "--name-only").split() == ["content/amnen/trafik.md"]
    assert git(kept.content, "show", "--name-only", "--format=", "HEAD").split() == [f"content/{PLEDGE.path}"]


def test_a_repository_without_versions_gets_its_first(plain: Store) -> None:
    git(plain.content, "init", "-q", "-b", "main")
    store = Store(plain.content)
    raw = store.current(PLEDGE).raw
    store.save(PLEDGE, changed(raw, titel="Ny"), raw)
    assert len(store.history(PLEDGE)) == 1


def test_no_hook_filter_or_configuration_of_the_content_runs(kept: Store, tmp_path: Path) -> None:
    trap, ran = tmp_path / "trap.sh", tmp_path / "ran"
    trap.write_text(f"#!/bin/sh\ntouch '{ran}'\ncat\n")
    trap.chmod(0o755)
    root = kept.content.parent
    for hook in ("pre-commit", "post-commit", "reference-transaction", "post-index-change", "commit-msg"):
        (root / ".git/hooks" / hook).write_bytes(trap.read_bytes())
        (root / ".git/hooks" / hook).chmod(0o755)
    (root / ".git/info/attributes").write_text("* filter=trap diff=trap\n")
    for key in ("filter.trap.clean", "filter.trap.smudge", "filter.trap.process", "diff.trap.textconv", "diff.external",
                "core.fsmonitor", "core.pager", "gpg.program", "core.sshCommand", "core.editor", "alias.log"):  # fmt: skip
        git(root, "config", key, str(trap))
    git(root, "config", "commit.gpgSign", "true")
    git(root, "config", "core.hooksPath", str(root / ".git/hooks"))
    raw = kept.current(PLEDGE).raw
    kept.save(PLEDGE, changed(raw, titel="Ny"), raw)
    assert len(kept.history(PLEDGE)) == 2
    assert kept.versions.text(PLEDGE.path, kept.history(PLEDGE)[0].name) == changed(raw, titel="Ny")
    assert not ran.exists()


def test_two_who_change_different_things_are_both_kept(kept: Store) -> None:
    raw = kept.current(PLEDGE).raw
    kept.save(PLEDGE, changed(raw, titel="Min"), raw)
    saved = kept.save(PLEDGE, changed(raw, kort="Din"), raw)
    assert saved.conflicts == ()
    assert (
        read_source(kept.current(PLEDGE).raw).values | {"titel": "Min", "kort": "Din"} == read_source(saved.raw).values
    )


def test_the_same_thing_changed_twice_is_shown_and_nothing_is_written(kept: Store) -> None:
    raw = kept.current(PLEDGE).raw
    kept.save(PLEDGE, changed(raw, titel="Min"), raw)
    saved = kept.save(PLEDGE, changed(raw, titel="Din", kort="K"), raw)
    assert [(one.loc, one.mine, one.theirs) for one in saved.conflicts] == [(("titel",), "Din", "Min")]
    assert read_source(kept.current(PLEDGE).raw).values["titel"] == "Min"
    kept.save(PLEDGE, saved.raw, kept.current(PLEDGE).raw)
    assert read_source(kept.current(PLEDGE).raw).values["titel"] == "Din"


def test_what_is_begun_lies_outside_the_content_until_it_is_ready(plain: Store) -> None:
    new = RecordPlace(Kind.PLEDGE, "ale", "2020")
    assert not plain.current(new).exists
    plain.save(new, b"---\ntitel: Nytt\n---\n", plain.current(new).raw, ready=False)
    assert not (plain.content / new.path).exists()
    assert plain.all_begun() == (new.path,)
    begun = plain.current(new)
    assert begun.is_begun
    plain.save(new, changed(begun.raw, titel="Klart"), begun.raw)
    assert plain.all_begun() == ()
    assert not plain.current(new).is_begun


def test_what_is_begun_is_brought_together_with_what_others_have_done_meanwhile(plain: Store) -> None:
    raw = plain.current(PLEDGE).raw
    plain.save(PLEDGE, changed(raw, kort="Påbörjat"), raw, ready=False)
    (plain.content / PLEDGE.path).write_bytes(changed(raw, titel="Utifrån"))
    begun = plain.current(PLEDGE).raw
    assert plain.save(PLEDGE, begun, begun).conflicts == ()
    saved = read_source((plain.content / PLEDGE.path).read_bytes()).values
    assert (saved["titel"], saved["kort"]) == ("Utifrån", "Påbörjat")


def test_what_is_begun_never_writes_over_the_same_thing_changed_meanwhile(plain: Store) -> None:
    raw = plain.current(PLEDGE).raw
    plain.save(PLEDGE, changed(raw, titel="Påbörjat"), raw, ready=False)
    (plain.content / PLEDGE.path).write_bytes(changed(raw, titel="Utifrån"))
    begun = plain.current(PLEDGE).raw
    saved = plain.save(PLEDGE, begun, begun)
    assert [(one.mine, one.theirs) for one in saved.conflicts] == [("Påbörjat", "Utifrån")]
    assert read_source((plain.content / PLEDGE.path).read_bytes()).values["titel"] == "Utifrån"
    again = plain.current(PLEDGE).raw
    assert plain.save(PLEDGE, again, again).conflicts == ()
    assert read_source((plain.content / PLEDGE.path).read_bytes()).values["titel"] == "Påbörjat"


def test_a_link_is_never_written_through(plain: Store, tmp_path: Path) -> None:
    elsewhere = tmp_path / "annan"
    elsewhere.mkdir()
    (plain.content / "kommuner/partille").symlink_to(elsewhere)
    with pytest.raises(OSError, match="länk"):
        plain.save(RecordPlace(Kind.PLEDGE, "partille", "2020"), b"x", b"---\n---\n")
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize(
    ("kind", "municipality", "slug"),
    [
        ("pledge", "ale", "../../../etc"), ("pledge", "..", "2019"), ("pledge", "ale", "a/b"), ("pledge", "ale", ""),
        ("pledge", "ale", "2019.md"), ("pledge", "ale", "-x"), ("pledge", "gemensamt", "x"), ("theme", "ale", "x"),
        ("nothing", "ale", "x"), ("municipality", "ale", "annat"), ("pledge", "ale", "å"), ("pledge", "ale", "a\n"),
        ("pledge", "ale", "a" * 101), ("pledge", "ale\0", "a"), ("theme", "..", "x"),
    ],
)  # fmt: skip
def test_a_path_is_made_from_words_that_are_known(kind: str, municipality: str, slug: str) -> None:
    with pytest.raises(NoSuchPlaceError):
        place_of(kind, municipality, slug, geography=load())


_SAVER = """
import sys
from pathlib import Path
from pledges.content.geography import load
from pledges.content.kinds import Kind
from pledges.editing.places import RecordPlace
from pledges.editing.source import edited, read_source
from pledges.editing.store import Store
store, place = Store(Path(sys.argv[1])), RecordPlace(Kind.PLEDGE, "ale", "2019")
number = int(sys.argv[2])
while True:
    raw = store.current(place).raw
    number += 1
    store.save(place, edited(raw, {**read_source(raw).values, "titel": f"Nummer {number}", "kort": "x" * 20000}), raw)
    print(number, flush=True)
"""


def test_kills_while_saving_lose_nothing_that_was_saved(kept: Store) -> None:
    number = 0
    for kill in range(short_or_whole(12, 50)):
        saver = subprocess.Popen(
            [sys.executable, "-c", _SAVER, str(kept.content), str(number)], stdout=subprocess.PIPE, text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT / "plugins")}, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        assert saver.stdout is not None
        told = int(saver.stdout.readline())
        time.sleep(0.002 * (kill * 7 % 25))
        os.kill(saver.pid, signal.SIGKILL)
        rest = saver.stdout.read().split()
        saver.wait()
        told = max([told, *(int(one) for one in rest)])
        source = read_source(kept.current(PLEDGE).raw)  # wholly old or wholly new
        number = int(str(source.values["titel"]).removeprefix("Nummer "))
        assert number in (told, told + 1)
        assert len(str(source.values["kort"])) == 20000
    raw = kept.current(PLEDGE).raw
    assert kept.save(PLEDGE, changed(raw, titel="Sist"), raw).note == ""
    assert git(kept.content, "fsck", "--strict") is not None
