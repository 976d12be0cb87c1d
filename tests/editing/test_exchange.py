"""Several who write, each on a machine of their own: what is ready reaches the others, and nobody's text is lost."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pledges.content.kinds import Kind
from pledges.editing.exchange import Exchange, Exchanged, Outcome
from pledges.editing.places import RecordPlace
from pledges.editing.source import edited, read_source
from pledges.editing.store import Store
from support.depth import short_or_whole
from support.editor import git
from support.provstad import PROVSTAD
from support.sites import ROOT, write

PLEDGE = RecordPlace(Kind.PLEDGE, "ale", "2019")
THEME = RecordPlace(Kind.THEME, None, "trafik")


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A repository that content is shared through, with settings beside the content."""
    first = tmp_path / "forst"
    write(first / "content", PROVSTAD)
    (first / "loften.py").write_text("SITENAME = 'A'\n")
    git(tmp_path, "init", "-q", "--bare", "-b", "main", "delat.git")
    git(first, "init", "-q", "-b", "main")
    git(first, "add", ".")
    git(first, "commit", "-q", "-m", "Början")
    git(first, "push", "-q", str(tmp_path / "delat.git"), "main")
    return tmp_path / "delat.git"


def machine(shared: Path, name: str) -> Exchange:
    """A machine of somebody's own, with the content as it is now."""
    git(shared.parent, "clone", "-q", str(shared), name)
    return Exchange(Store(shared.parent / name / "content", f"{name} i Ale"))


@pytest.fixture
def anna(shared: Path) -> Exchange:
    return machine(shared, "anna")


@pytest.fixture
def bo(shared: Path) -> Exchange:
    return machine(shared, "bo")


def save(who: Exchange, place: RecordPlace = PLEDGE, **values: str) -> None:
    raw = who.store.current(place).raw
    assert who.store.save(place, edited(raw, {**read_source(raw).values, **values}), raw).conflicts == ()


def title(who: Exchange, place: RecordPlace = PLEDGE) -> object:
    return read_source((who.content / place.path).read_bytes()).values["titel"]


def clean(who: Exchange) -> bool:
    return git(who.content, "status", "--porcelain") == ""


def test_what_is_ready_reaches_the_others(anna: Exchange, bo: Exchange) -> None:
    save(anna, titel="Annas")
    assert anna.run() == Exchanged(Outcome.SENT, 0)
    assert bo.run() == Exchanged(Outcome.SENT, 0)
    assert title(bo) == "Annas"
    assert clean(anna)
    assert clean(bo)
    assert [one.who for one in bo.store.history(PLEDGE)] == ["anna i Ale", "p"]


def test_different_records_and_different_keys_are_both_kept(anna: Exchange, bo: Exchange) -> None:
    save(anna, titel="Annas")
    save(bo, kort="Bos korta text om löftet.")
    save(bo, THEME, titel="Bos ämne")
    anna.run()
    assert bo.run() == Exchanged(Outcome.SENT, 0)
    assert anna.run() == Exchanged(Outcome.SENT, 0)
    for one in (anna, bo):
        values = read_source((one.content / PLEDGE.path).read_bytes()).values
        assert (values["titel"], values["kort"], title(one, THEME)) == (
            "Annas",
            "Bos korta text om löftet.",
            "Bos ämne",
        )
        assert clean(one)


def test_a_file_that_is_new_gone_or_beside_the_content_comes_too(anna: Exchange, bo: Exchange) -> None:
    save(bo, titel="Bos")
    root = anna.content.parent
    (root / "loften.py").write_text("SITENAME = 'B'\n")
    (root / "content/sidor").mkdir(exist_ok=True)
    (root / "content/sidor/ny-sida.md").write_text("---\ntitel: Ny\n---\n")
    gone = root / "content/kommuner/ale/uppfoljningar/2019.md"
    gone.unlink()
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "För hand")
    git(root, "push", "-q")
    assert bo.run() == Exchanged(Outcome.SENT, 0)
    assert (bo.content.parent / "loften.py").read_text() == "SITENAME = 'B'\n"
    assert (bo.content / "sidor/ny-sida.md").exists()
    assert not (bo.content / gone.relative_to(anna.content)).exists()
    assert title(bo) == "Bos"
    assert clean(bo)


def test_where_both_changed_the_same_theirs_stands_and_ones_own_is_begun(anna: Exchange, bo: Exchange) -> None:
    save(anna, titel="Annas")
    save(bo, titel="Bos", kort="Bos korta text om löftet.")
    anna.run()
    assert bo.run() == Exchanged(Outcome.SENT, 0, own=(PLEDGE.path,))
    assert title(bo) == "Annas"
    assert clean(bo)
    begun = bo.store.current(PLEDGE)
    assert (begun.is_begun, read_source(begun.raw).values["titel"]) == (True, "Bos")
    shown = bo.store.save(PLEDGE, begun.raw, begun.raw)
    assert [(one.loc, one.mine, one.theirs) for one in shown.conflicts] == [(("titel",), "Bos", "Annas")]
    again = bo.store.current(PLEDGE).raw
    assert bo.store.save(PLEDGE, again, again).conflicts == ()
    assert bo.run().outcome is Outcome.SENT
    anna.run()
    assert title(anna) == "Bos"
    assert read_source((anna.content / PLEDGE.path).read_bytes()).values["kort"] == "Bos korta text om löftet."


def test_what_can_not_be_reached_is_kept_and_sent_the_next_time(anna: Exchange, bo: Exchange, shared: Path) -> None:
    away = shared.rename(shared.with_name("borta.git"))
    save(anna, titel="Annas")
    save(anna, kort="En gång till om löftet.")
    told = anna.run()
    assert (told.outcome, told.waiting) == (Outcome.NOT_REACHED, 2)
    assert "delat.git" in told.detail
    away.rename(shared)
    assert anna.run() == Exchanged(Outcome.SENT, 0)
    bo.run()
    assert title(bo) == "Annas"


def test_a_refusal_by_the_other_side_is_told(anna: Exchange, shared: Path) -> None:
    hook = shared / "hooks/pre-receive"
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    save(anna, titel="Annas")
    told = anna.run()
    assert (told.outcome, told.waiting) == (Outcome.REFUSED, 1)
    assert title(anna) == "Annas"


def test_a_file_changed_by_hand_is_never_written_over(anna: Exchange, bo: Exchange) -> None:
    save(anna, titel="Annas")
    anna.run()
    by_hand = (bo.content / PLEDGE.path).read_bytes().replace(b"---\n", b"---\n# egen rad\n", 1)
    (bo.content / PLEDGE.path).write_bytes(by_hand)
    told = bo.run()
    assert (told.outcome, told.detail) == (Outcome.IN_THE_WAY, f"content/{PLEDGE.path}")
    assert (bo.content / PLEDGE.path).read_bytes() == by_hand


def test_a_link_that_others_send_is_not_taken_up(anna: Exchange, bo: Exchange) -> None:
    root = anna.content.parent
    (root / "content/amnen/lank.md").symlink_to("/etc/passwd")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "En länk")
    git(root, "push", "-q")
    assert bo.run().outcome is Outcome.IN_THE_WAY
    assert not (bo.content / "amnen/lank.md").is_symlink()


def test_a_folder_that_shares_with_nobody_says_so(tmp_path: Path) -> None:
    write(tmp_path / "content", PROVSTAD)
    assert Exchange(Store(tmp_path / "content")).run() == Exchanged(Outcome.NOWHERE, 0)
    git(tmp_path, "init", "-q", "-b", "main")
    assert Exchange(Store(tmp_path / "content")).run() == Exchanged(Outcome.NOWHERE, 0)


def test_no_hook_of_the_repository_runs(anna: Exchange, bo: Exchange, tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    for hook in ("pre-push", "post-merge", "post-checkout", "reference-transaction", "post-index-change"):
        path = bo.content.parent / ".git/hooks" / hook
        path.write_text(f"#!/bin/sh\ntouch '{ran}'\n")
        path.chmod(0o755)
    save(anna, titel="Annas")
    anna.run()
    save(bo, kort="Bos korta text om löftet.")
    assert bo.run().outcome is Outcome.SENT
    assert not ran.exists()


@pytest.mark.parametrize("moved", [False, True])
def test_a_move_that_was_killed_half_way_is_completed(anna: Exchange, bo: Exchange, moved: bool) -> None:
    before = git(bo.content, "rev-parse", "HEAD").strip()
    save(anna, titel="Annas")
    save(anna, THEME, titel="Annas ämne")
    anna.run()
    git(bo.content, "fetch", "-q")
    after = git(bo.content, "rev-parse", "origin/main").strip()
    bo.store.begun.mkdir(exist_ok=True)
    (bo.store.begun / ".hamtas").write_text(f"{before} {after}")
    for place in (THEME, *([PLEDGE] if moved else [])):
        (bo.content / place.path).write_bytes((anna.content / place.path).read_bytes())
    if moved:
        git(bo.content, "update-ref", "HEAD", after)
    save(bo, RecordPlace(Kind.FOLLOW_UP, "ale", "2019"), titel="Bos uppföljning")
    assert bo.run() == Exchanged(Outcome.SENT, 0)
    assert (title(bo), title(bo, THEME)) == ("Annas", "Annas ämne")
    assert clean(bo)
    assert not (bo.store.begun / ".hamtas").exists()


_RUNNER = """
import sys
from pathlib import Path
from pledges.editing.exchange import Exchange
from pledges.editing.store import Store
print("redo", flush=True)
Exchange(Store(Path(sys.argv[1]), "Bo")).run()
"""


def test_kills_while_exchanging_lose_nothing(anna: Exchange, bo: Exchange) -> None:
    for turn in range(short_or_whole(10, 60)):
        save(anna, titel=f"Annas {turn}")
        save(anna, THEME, kort=f"Om trafik, {turn}.")
        anna.run()
        save(bo, kort=f"Bos korta text {turn}.")
        runner = subprocess.Popen(
            [sys.executable, "-c", _RUNNER, str(bo.content)], stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT / "plugins")}, start_new_session=True,
        )  # fmt: skip
        assert runner.stdout is not None
        runner.stdout.readline()
        time.sleep(0.01 * (turn * 7 % 30))
        os.killpg(runner.pid, signal.SIGKILL)
        runner.wait()
        assert bo.run().outcome is Outcome.SENT
        assert anna.run().outcome is Outcome.SENT
        for one in (anna, bo):
            values = read_source((one.content / PLEDGE.path).read_bytes()).values
            assert (values["titel"], values["kort"]) == (f"Annas {turn}", f"Bos korta text {turn}.")
            assert clean(one)
