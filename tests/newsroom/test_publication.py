"""From a signed draft to a published page: wholly or not at all, and only what was signed."""

import hashlib
import sys
import zlib
from datetime import date
from itertools import count
from pathlib import Path

import pytest

from pledges.editing.moving import WorkTree
from pledges.editing.source import read_source
from pledges.newsroom.press import Press
from pledges.newsroom.publication import Refusal, RefusedError
from support.editor import git
from support.newsroom import ANNA, BO, CILLA, PLEDGE, Room, changed


def published_title(room: Room) -> str:
    return read_source((room.content / PLEDGE.path).read_bytes()).title


def refused(room: Room, refusal: Refusal) -> RefusedError:
    before = published_title(room), git(room.content, "rev-parse", "main")
    with pytest.raises(RefusedError) as error:
        room.publication.publish(room.draft())
    assert error.value.refusal is refusal
    assert (published_title(room), git(room.content, "rev-parse", "main")) == before
    assert git(room.content, "status", "--porcelain", ".") == ""
    return error.value


def test_a_signed_draft_becomes_the_newest_version_and_is_no_draft_any_more(room: Room) -> None:
    draft = room.signed(titel="Utgiven")
    version = room.publication.publish(draft)
    assert published_title(room) == "Utgiven"
    assert git(room.content, "rev-parse", "main", "main^1", "main^2").split()[0::2] == [version, draft.version]
    assert git(room.content, "log", "-1", "--format=%an%n%B", "main") == (
        f"{CILLA}\nLöftet 2019\n\nSkrivet av {ANNA}.\nGodkänt av {BO}.\n"
    )
    assert (room.drafts.every(), room.store(ANNA).all_begun()) == ((), ())
    assert git(room.content, "for-each-ref", "--format=%(refname)", "refs/redigering/granskat") == ""
    assert git(room.content, "status", "--porcelain", ".") == ""


def test_what_is_not_signed_as_it_is_now_is_not_published(room: Room) -> None:
    room.signed(titel="En")
    room.save(ANNA, titel="Två")
    refused(room, Refusal.UNSIGNED)


def test_a_page_that_was_changed_since_the_signature_is_read_anew(room: Room) -> None:
    room.signed(titel="En")
    path = room.content / PLEDGE.path
    path.write_bytes(changed(path.read_bytes(), kort="Ändrad på annat håll."))
    git(room.content, "commit", "-qam", "utanför")
    refused(room, Refusal.STALE)
    room.signed(titel="En igen")
    room.publication.publish(room.draft())
    values = read_source((room.content / PLEDGE.path).read_bytes()).values
    assert (values["titel"], values["kort"]) == ("En igen", "Ändrad på annat håll.")


def test_other_pages_may_change_meanwhile(room: Room) -> None:
    room.signed(titel="En")
    home = room.content / "kommuner/ale/kommun.md"
    home.write_bytes(home.read_bytes() + b"\nMer.\n")
    git(room.content, "commit", "-qam", "utanför")
    room.publication.publish(room.draft())
    assert (published_title(room), home.read_bytes().endswith(b"\nMer.\n")) == ("En", True)


def test_a_git_that_outlived_its_killed_server_has_moved_the_newest_version_and_the_files_follow(room: Room) -> None:
    before = git(room.content, "rev-parse", "main").strip()
    after = room.publication.publish(room.signed(titel="Utgiven"))
    git(room.content, "checkout", "-q", before, "--", ".")
    assert published_title(room) != "Utgiven"
    assert WorkTree(room.content, room.state / "flyttas").move(before, after)
    assert published_title(room) == "Utgiven"
    assert git(room.content, "status", "--porcelain", ".") == ""


def test_what_one_that_was_killed_left_of_an_index_is_taken_away(room: Room) -> None:
    left = room.content.parent / ".git" / "redigering"
    left.mkdir()
    (left / "index.lock").write_bytes(b"")
    room.publication.publish(room.signed(titel="Utgiven"))
    assert not left.exists()
    assert git(room.content, "status", "--porcelain", ".") == ""


def test_a_file_that_somebody_has_changed_by_hand_is_left(room: Room) -> None:
    room.signed(titel="En")
    by_hand = (room.content / PLEDGE.path).read_bytes() + b"\nPer hand.\n"
    (room.content / PLEDGE.path).write_bytes(by_hand)
    with pytest.raises(RefusedError) as error:
        room.publication.publish(room.draft())
    assert error.value.refusal is Refusal.IN_THE_WAY
    assert (room.content / PLEDGE.path).read_bytes() == by_hand


def test_all_of_the_content_is_tried_as_it_would_be_before_anything_is_changed(room: Room) -> None:
    look = "import sys, pathlib; sys.exit('FEL: Ny titel' if 'Farlig' in pathlib.Path(sys.argv[1], sys.argv[2]).read_text() else 0)"
    room.check = [sys.executable, "-c", look.replace("sys.argv[1], sys.argv[2]", f"sys.argv[1], {PLEDGE.path!r}")]
    room.signed(titel="Farlig")
    assert "FEL: Ny titel" in refused(room, Refusal.FAULTY).told
    room.signed(titel="Ofarlig")
    room.publication.publish(room.draft())
    assert not (room.state / "provas").exists()


def test_what_somebody_goes_on_with_while_it_is_published_is_kept(room: Room) -> None:
    draft = room.signed(titel="Utgiven")
    publication = room.publication
    settle = publication._settle

    def late(place: object) -> None:
        store = room.store(ANNA)
        raw = store.current(PLEDGE).raw
        store.save(PLEDGE, changed(raw, titel="Fortsättning"), raw, ready=False)
        settle(PLEDGE)

    publication._settle = late  # type: ignore[method-assign, assignment]
    publication.publish(draft)
    assert published_title(room) == "Utgiven"
    assert read_source(room.drafts.text(room.draft()) or b"").title == "Fortsättning"
    assert room.draft().base == git(room.content, "rev-parse", "main^2").strip()


def test_where_building_fails_the_site_is_told_to_be_behind_until_it_works(room: Room, tmp_path: Path) -> None:
    room.build = [
        [sys.executable, "-c", "print('Disken är full'); raise SystemExit(1)"],
        [str(tmp_path / "finns-inte")],
    ]
    room.publication.publish(room.signed(titel="En"))
    site = room.publication.build()
    assert (site.is_in_step, "Disken är full" in site.told) == (False, True)
    room.build = [[sys.executable, "-c", "pass"]]
    assert room.publication.build().is_in_step


def test_the_press_publishes_on_the_day_and_not_before(room: Room) -> None:
    draft = room.save(ANNA, titel="I januari")
    room.sign_offs.sign(draft, BO, read=draft.version)
    room.sign_offs.order(draft, CILLA, read=draft.version, day=date(2027, 1, 15))
    Press(room.publication, room.sign_offs, lambda: date(2027, 1, 14)).run_once(is_asked=False)
    assert published_title(room) != "I januari"
    Press(room.publication, room.sign_offs, lambda: date(2027, 1, 15)).run_once(is_asked=False)
    assert published_title(room) == "I januari"
    assert room.publication.site.is_in_step


def test_what_is_refused_is_told_and_no_longer_ordered(room: Room) -> None:
    room.check = [sys.executable, "-c", "raise SystemExit('FEL i något')"]
    room.signed(titel="En")
    press = Press(room.publication, room.sign_offs)
    press.run_once(is_asked=False)
    assert [str(error) for error in press.refused.values()] == [Refusal.FAULTY.value]
    standing = room.sign_offs.standing(room.draft())
    assert (standing.signed is None, standing.ordered) == (False, None)


def test_what_many_saves_leave_is_packed_once_a_day_and_nothing_is_lost(room: Room) -> None:
    draft = room.save(ANNA, titel="Kvar")
    objects = room.content.parent / ".git/objects"
    unsaid = many_objects(objects)

    def loose() -> int:
        return sum(1 for _ in objects.glob("[0-9a-f][0-9a-f]/*"))

    days = iter([date(2027, 1, 14), date(2027, 1, 14)])
    press = Press(room.publication, room.sign_offs, lambda: next(days))
    before = loose()
    press.run_once(is_asked=False)
    assert list((objects / "pack").glob("*.pack"))
    assert loose() < before
    assert all((objects / name[:2] / name[2:]).is_file() for name in unsaid), "what somebody is just writing is left"
    assert room.draft() == draft
    assert read_source(room.drafts.text(draft) or b"").title == "Kvar"
    (packed,) = (objects / "pack").glob("*.pack")
    room.save(ANNA, titel="Igen")
    press.run_once(is_asked=False)
    assert list((objects / "pack").glob("*.pack")) == [packed], "not twice in a day"


def many_objects(objects: Path) -> list[str]:
    """Enough small files, none of them part of a version, for git to find that there is much to pack; it counts one folder of them."""
    names = []
    for number in count():
        data = f"blob {len(str(number))}\0{number}".encode()
        name = hashlib.sha1(data, usedforsecurity=False).hexdigest()
        if name.startswith("17"):
            (objects / "17").mkdir(exist_ok=True)
            (objects / "17" / name[2:]).write_bytes(zlib.compress(data))
            names.append(name)
        if len(names) > 30:
            return names
    raise AssertionError
