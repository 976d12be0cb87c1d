"""A hosted git: drafts are sent as branches with a review asked for, and what is merged there is taken up.

Against bare repositories that do what a forge does at the other end: no forge can be had here.
"""

from pathlib import Path

import pytest

from pledges.editing.source import read_source
from pledges.newsroom.hosted import Hosted, HostedError
from support.editor import git
from support.newsroom import ANNA, PLEDGE, Room, changed

BRANCH = "utkast/ale/pledge/2019"
_HOOK = '#!/bin/sh\nfor i in $(seq 0 $((GIT_PUSH_OPTION_COUNT - 1))); do eval "echo \\$GIT_PUSH_OPTION_$i"; done >> options\n'


@pytest.fixture
def forge(room: Room, tmp_path: Path) -> Path:
    """What stands for the forge: a bare repository that notes how a review is asked for, and somebody's copy of it."""
    far = tmp_path / "forge.git"
    git(tmp_path, "clone", "-q", "--bare", str(room.content.parent), str(far))
    git(far, "config", "receive.advertisePushOptions", "true")
    hook = far / "hooks/post-receive"
    hook.write_text(_HOOK, encoding="utf-8")
    hook.chmod(0o755)
    git(room.content, "remote", "add", "origin", str(far))
    return far


def hosted(room: Room) -> Hosted:
    return Hosted(room.drafts, room.publication, remote="origin", options=["merge_request.create"])


def there(forge: Path, tmp_path: Path) -> Path:
    """Somebody's copy, as they work at the forge."""
    copy = tmp_path / "kopia"
    git(tmp_path, "clone", "-q", str(forge), str(copy))
    return copy


def title_here(room: Room) -> str:
    return read_source((room.content / PLEDGE.path).read_bytes()).title


def test_a_draft_is_sent_as_a_branch_with_a_review_asked_for(room: Room, forge: Path) -> None:
    draft = room.save(ANNA, titel="Ny")
    hosted(room).send(PLEDGE)
    assert git(forge, "rev-parse", BRANCH).strip() == draft.version
    assert (forge / "options").read_text(encoding="utf-8") == "merge_request.create\n"
    later = room.save(ANNA, titel="Nyare")
    hosted(room).send(PLEDGE)
    hosted(room).send(PLEDGE)
    assert git(forge, "rev-parse", BRANCH).strip() == later.version


@pytest.mark.parametrize("how", [("merge", "-q", "--no-ff", "-m", "x"), ("merge", "-q", "--squash")])
def test_what_is_merged_there_is_published_here_and_no_draft_any_more(
    room: Room, forge: Path, tmp_path: Path, how: tuple[str, ...]
) -> None:
    room.save(ANNA, titel="Granskad hos värden")
    hosted(room).send(PLEDGE)
    copy = there(forge, tmp_path)
    git(copy, *how, f"origin/{BRANCH}")
    if "--squash" in how:
        git(copy, "commit", "-qm", "hoptryckt")
    git(copy, "push", "-q", "origin", "main")
    assert hosted(room).take_up()
    assert title_here(room) == "Granskad hos värden"
    assert (room.drafts.every(), git(room.content, "status", "--porcelain", ".")) == ((), "")
    assert room.publication.site.wanted == git(copy, "rev-parse", "main").strip()
    assert not hosted(room).take_up()


def test_a_branch_that_somebody_changed_there_is_not_written_over(room: Room, forge: Path, tmp_path: Path) -> None:
    room.save(ANNA, titel="En")
    hosted(room).send(PLEDGE)
    copy = there(forge, tmp_path)
    git(copy, "checkout", "-q", BRANCH)
    (copy / "content" / PLEDGE.path).write_bytes(changed((copy / "content" / PLEDGE.path).read_bytes(), titel="Deras"))
    git(copy, "commit", "-qam", "deras")
    git(copy, "push", "-q", "origin", BRANCH)
    room.save(ANNA, titel="Två")
    with pytest.raises(HostedError, match="Grenen har ändrats hos värden för arkivet"):
        hosted(room).send(PLEDGE)
    assert git(forge, "rev-parse", BRANCH) == git(copy, "rev-parse", "HEAD")


def test_published_branches_that_have_gone_apart_are_told_of_and_left(room: Room, forge: Path, tmp_path: Path) -> None:
    copy = there(forge, tmp_path)
    git(copy, "commit", "-q", "--amend", "--allow-empty", "-m", "omskrivet")
    git(copy, "push", "-qf", "origin", "main")
    before = git(room.content, "rev-parse", "main")
    with pytest.raises(HostedError, match="har gått isär"):
        hosted(room).take_up()
    assert git(room.content, "rev-parse", "main") == before


def test_what_is_published_here_is_sent_and_nothing_there_is_lost(room: Room, forge: Path, tmp_path: Path) -> None:
    room.publication.publish(room.signed(titel="Utgiven här"))
    hosted(room).send_published()
    assert git(forge, "rev-parse", "main") == git(room.content, "rev-parse", "main")
    copy = there(forge, tmp_path)
    git(copy, "commit", "-q", "--allow-empty", "-m", "deras")
    git(copy, "push", "-q", "origin", "main")
    room.publication.publish(room.signed(titel="Utgiven igen"))
    with pytest.raises(HostedError, match="Grenen har ändrats"):
        hosted(room).send_published()
    assert git(forge, "rev-parse", "main") == git(copy, "rev-parse", "main")


def test_a_forge_that_does_not_answer_is_told_of(room: Room, tmp_path: Path) -> None:
    git(room.content, "remote", "add", "origin", str(tmp_path / "borta.git"))
    room.save(ANNA, titel="Ny")
    with pytest.raises(HostedError, match="Värden för arkivet svarade inte"):
        hosted(room).send(PLEDGE)
