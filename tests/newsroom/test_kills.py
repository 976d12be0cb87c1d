"""The server is killed while it publishes, again and again: what is published and the site are wholly old or wholly new."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

from pledges.editing.source import read_source
from support.depth import short_or_whole
from support.editor import git, surroundings
from support.host import host_settings
from support.newsroom import PLEDGE, Room
from support.sites import ROOT

_TITLE = re.compile(r"<h1[^>]*>\s*(Löftet för 2019, nummer \d+|Påhittat löfte om trafiken 2019)\s*</h1>")
_PUBLISHER = """
import sys, pathlib
from pledges.content.geography import load
from pledges.newsroom.draft_store import DraftStore
from pledges.newsroom.drafts import Drafts
from pledges.newsroom.press import Press
from pledges.newsroom.publication import Publication
from pledges.newsroom.sign_off import SignOffs
work = pathlib.Path(sys.argv[1])
check, build = eval(sys.argv[2])
drafts = Drafts(work / "content", "content/", load())
store = DraftStore(drafts, "portalen", reads=lambda _: True, asked=lambda _: None)
publication = Publication(store, SignOffs(drafts), work / "tillstand", check=check, build=build)
publication.catch_up()
store.in_step()
print("i gång", flush=True)
Press(publication, SignOffs(drafts)).run_once(is_asked=True)
"""


def title_of(raw: bytes) -> str:
    return read_source(raw).title


def shown_on(site: Path) -> str:
    """The title that readers meet: the same on the pledge's own page and on its municipality's, or nothing before there is a site."""
    own, municipality = (site / one for one in ("kommuner/ale/loften/2019/index.html", "kommuner/ale/index.html"))
    if not site.exists():
        return ""
    [title] = _TITLE.findall(own.read_text(encoding="utf-8"))
    assert f">{title}</a>" in municipality.read_text(encoding="utf-8")
    return str(title)


def test_kills_while_publishing_leave_all_old_or_all_new(room: Room, tmp_path: Path) -> None:
    built, web = tmp_path / "public", tmp_path / "webb"
    command = [sys.executable, "-m", "pledges"]
    quick = [sys.executable, "-c", "pass"]
    content = ["--content", str(room.content)]
    real = (
        [*command, "check", "--content"],
        [
            [*command, "publish", *content, "--settings", str(host_settings(tmp_path)), "--output", str(built)],
            [*command, "deploy", *content, str(built), str(web)],
        ],
    )
    at_once = (quick, [quick])
    environment = {**surroundings(room.content), "PYTHONPATH": f"{ROOT}/plugins"}
    now, shown, caught, deployed = "Påhittat löfte om trafiken 2019", "", 0, 0
    longest = {False: 0.6, True: 6.0}  # seconds that it may be at work, with the host's own commands and without
    for number in range(short_or_whole(3, 600)):
        if caught == 200:
            break
        to = f"Löftet för 2019, nummer {number}"
        room.signed(titel=to)
        # The host's own commands take most of the time: they are run in every fifth, and in none where little is looked at.
        commands = short_or_whole(at_once, at_once if number % 5 else real)
        process = subprocess.Popen(
            [sys.executable, "-c", _PUBLISHER, str(tmp_path), repr(commands)],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, start_new_session=True,
        )  # fmt: skip
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(longest[commands is real] * (number * 7 % 20) / 20)
        is_at_work = process.poll() is None
        caught += is_at_work
        longest[commands is real] *= 1.02 if is_at_work else 0.9  # a faster machine has ended sooner
        if is_at_work:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        main = title_of(git(room.content, "show", f"main:content/{PLEDGE.path}").encode())
        assert main in (now, to)
        assert title_of((room.content / PLEDGE.path).read_bytes()) in (now, to)
        meets = shown_on(web / "current")
        assert meets in (shown, now, to)
        deployed += meets != shown
        shown = meets
        room.publication.catch_up()
        room.store("portalen").in_step()
        # What had been begun when it was killed is done now: what was the old version a moment ago may be the new one.
        main = title_of(git(room.content, "show", f"main:content/{PLEDGE.path}").encode())
        assert (room.content / PLEDGE.path).read_bytes() == git(
            room.content, "show", f"main:content/{PLEDGE.path}"
        ).encode()
        # By the files, not by the index: a git that was killed may have left that locked, and then it isn't brought along.
        assert git(room.content, "diff", "--name-only", "HEAD", ".") == ""
        if main == now:
            draft = room.draft()
            assert title_of(room.drafts.text(draft) or b"") == to
            assert room.sign_offs.standing(draft).signed is not None
        else:
            assert room.drafts.every() == ()
        now = main
    print(f"{caught} killed at work, {deployed} sites put out")
    assert caught >= short_or_whole(1, 200), "too few were killed while it was at work"
