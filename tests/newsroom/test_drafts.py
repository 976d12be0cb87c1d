"""Drafts are branches: what is saved is a version by whoever saved it, and the content is as it was."""

import subprocess
from collections.abc import Sequence
from typing import Any

import pytest

from pledges.content.kinds import Kind
from pledges.editing.places import RecordPlace
from pledges.editing.source import read_source
from pledges.newsroom.drafts import branch_of
from support.editor import git
from support.newsroom import ANNA, BO, PLEDGE, Room, changed


def title_in(raw: bytes | None) -> str:
    assert raw is not None
    return read_source(raw).title


def test_a_save_is_a_version_on_the_drafts_branch_and_leaves_the_content(room: Room) -> None:
    before = (room.content / PLEDGE.path).read_bytes(), git(room.content, "rev-parse", "main")
    room.save(ANNA, titel="Ny titel")
    assert ((room.content / PLEDGE.path).read_bytes(), git(room.content, "rev-parse", "main")) == before
    assert branch_of(PLEDGE) == "refs/heads/utkast/ale/pledge/2019"
    assert git(room.content, "log", "--format=%an %s", "main..utkast/ale/pledge/2019") == f"{ANNA} Löftet 2019\n"
    assert title_in(room.drafts.text(room.draft())) == "Ny titel"
    assert git(room.content, "status", "--porcelain", ".") == ""


def test_who_has_written_is_what_the_branch_says(room: Room) -> None:
    room.save(ANNA, titel="En")
    room.save(BO, titel="Två")
    room.save(ANNA, titel="Tre")
    assert room.draft().writers == (ANNA, BO)


def test_a_save_that_changes_nothing_is_no_draft(room: Room) -> None:
    store = room.store(ANNA)
    raw = store.current(PLEDGE).raw
    store.save(PLEDGE, raw, raw, ready=False)
    assert room.drafts.get(PLEDGE) is None


def test_two_who_write_the_same_draft_lose_nothing(room: Room) -> None:
    raw = room.store(ANNA).current(PLEDGE).raw
    room.store(ANNA).save(PLEDGE, changed(raw, titel="Annas"), raw)
    saved = room.store(BO).save(PLEDGE, changed(raw, kort="Bos korta text om löftet."), raw)
    assert not saved.conflicts
    both = read_source(room.drafts.text(room.draft()) or b"")
    assert (both.title, both.values["kort"]) == ("Annas", "Bos korta text om löftet.")
    saved = room.store(BO).save(PLEDGE, changed(raw, titel="Bos"), raw)
    assert [(one.mine, one.theirs) for one in saved.conflicts] == [("Bos", "Annas")]
    assert title_in(room.drafts.text(room.draft())) == "Annas"


def test_drafts_of_a_municipality_that_somebody_has_no_role_in_are_not_listed(room: Room) -> None:
    room.save(ANNA, titel="Ny")
    assert room.store(ANNA).all_begun() == (PLEDGE.path,)
    assert room.store(BO, frozenset({"lulea"})).all_begun() == ()


def test_what_is_thrown_away_can_be_found(room: Room) -> None:
    draft = room.save(ANNA, titel="Kastad")
    room.store(ANNA).discard(PLEDGE)
    assert (room.drafts.get(PLEDGE), room.store(ANNA).current(PLEDGE).is_begun) == (None, False)
    aside = git(room.content, "for-each-ref", "--format=%(objectname) %(refname)", "refs/redigering/undanlagt")
    assert aside == f"{draft.version} refs/redigering/undanlagt/ale/pledge/2019/{draft.version}\n"


def test_a_draft_follows_its_record_to_another_address(room: Room) -> None:
    place, to = RecordPlace(Kind.PLEDGE, "ale", "2030"), RecordPlace(Kind.PLEDGE, "ale", "2031")
    store = room.store(ANNA)
    store.save(place, b"---\ntitel: Nytt\n---\n", store.current(place).raw, ready=False)
    store.move(place, to)
    assert [(one.place, one.writers) for one in room.drafts.every()] == [(to, (ANNA,))]
    assert sorted(room.drafts.changes(room.drafts.every()[0])) == [f"content/{to.path}"]
    assert store.all_begun() == (to.path,)


def test_after_a_crash_what_is_begun_is_what_the_branch_says(room: Room) -> None:
    room.save(ANNA, titel="Sparad")
    store = room.store("portalen")
    (store.begun / PLEDGE.path).write_bytes(b"halv")
    (store.begun / "kommuner/ale/loften/2018.md").write_bytes(b"ingens")
    store.in_step()
    assert title_in(store.current(PLEDGE).raw) == "Sparad"
    assert store.all_begun() == (PLEDGE.path,)


def test_a_branch_of_somebody_elses_is_no_draft(room: Room) -> None:
    git(room.content, "branch", "utkast/min-egen")
    git(room.content, "branch", "utkast/nowhere/pledge/2019")
    assert room.drafts.every() == ()


def test_a_draft_that_is_made_ready_begins_from_what_is_published_now(room: Room) -> None:
    room.save(ANNA, ready=False, titel="Annas")
    path = room.content / PLEDGE.path
    path.write_bytes(changed(path.read_bytes(), kort="Någon annans text om löftet."))
    git(room.content, "commit", "-qam", "utanför")
    draft = room.save(ANNA, titel="Annas igen")
    assert draft.base == git(room.content, "rev-parse", "main").strip()
    values = read_source(room.drafts.text(draft) or b"").values
    assert (values["titel"], values["kort"]) == ("Annas igen", "Någon annans text om löftet.")


def test_a_published_branch_that_was_moved_back_brings_nothing_along(room: Room) -> None:
    (room.content / "kommuner/ale/kommun.md").write_bytes(b"---\ntitel: Borttaget\n---\n")
    git(room.content, "commit", "-qam", "ska bort")
    draft = room.save(ANNA, titel="Ny")
    git(room.content, "reset", "-q", "--hard", "HEAD~1")
    again = room.drafts.get(PLEDGE)
    assert again is not None
    assert again.version == draft.version
    assert sorted(room.drafts.changes(again)) == [f"content/{PLEDGE.path}"]


def test_git_is_started_once_for_a_save_and_once_for_a_list_of_drafts_that_are_known(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[str] = []
    run = subprocess.run

    def counted(words: Sequence[str], **others: Any) -> Any:
        started.append(next(word for word in words if word in ("fast-import", "for-each-ref", "log", "merge-base")))
        return run(words, **others)

    room.save(ANNA, titel="En")
    room.draft()
    store = room.store(BO)
    raw = store.current(PLEDGE).raw
    monkeypatch.setattr(subprocess, "run", counted)
    store.save(PLEDGE, changed(raw, titel="Två"), raw, ready=False)
    assert started == ["fast-import"]
    (draft,) = room.drafts.every()
    assert room.sign_offs.standing(draft).asked is None
    assert started == ["fast-import", "for-each-ref", "merge-base", "log"]
    room.drafts.every()
    assert room.drafts.text(draft) == store.current(PLEDGE).raw
    assert started == ["fast-import", "for-each-ref", "merge-base", "log", "for-each-ref"]
