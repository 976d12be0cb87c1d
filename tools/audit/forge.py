"""Drafts at a real forge: Gitea or Forgejo, run here from the program that FORGE names (`make audit ARGS=forge FORGE=…`).

Both come as one file from their makers. Built without their pages (no `bindata`), FORGE_ROOT names the folder with them.
What tests/newsroom/test_hosted.py holds against a bare repository is seen here against the forge's own rules.
"""

import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2

from audit.report import AuditResult
from pledges.content.geography import load
from pledges.editing.source import read_source
from pledges.newsroom.drafts import branch_of
from pledges.newsroom.hosted import Forge, Hosted, HostedError
from pledges.newsroom.reviews import Reviews
from support.editor import git
from support.newsroom import ANNA, PLEDGE, Room, room_in
from support.servers import free_port, running, until

_WHAT = "Drafts at a forge"
_EDITOR, _READER = "redigeringen", "granskaren"
_REPOSITORY = f"{_EDITOR}/loften"
_PASSWORD = "Lang-och-pahittad-1"
_SETTINGS = """\
I_AM_BEING_UNSAFE_RUNNING_AS_ROOT = true
RUN_USER = {user}
[server]
HTTP_ADDR = 127.0.0.1
HTTP_PORT = {port}
ROOT_URL = http://127.0.0.1:{port}/
STATIC_ROOT_PATH = {pages}
APP_DATA_PATH = {work}/data
DISABLE_SSH = true
OFFLINE_MODE = true
[database]
DB_TYPE = sqlite3
PATH = {work}/gitea.db
[repository]
ROOT = {work}/arkiv
[security]
INSTALL_LOCK = true
[log]
ROOT_PATH = {work}/log
[cron.update_checker]
ENABLED = false
"""
_PATIENCE = 60
_ATTEMPTS = 5
_BRANCH = branch_of(PLEDGE).removeprefix("refs/heads/")


class _FailedError(Exception):
    """What the forge answered that it should not have."""


@dataclass
class _At:
    """The forge as the editor's own account and the reader meet it."""

    address: str
    keys: Mapping[str, str]

    def ask(self, method: str, path: str, *, who: str = _EDITOR, **said: object) -> httpx2.Response:
        headers = {"authorization": f"token {self.keys[who]}"}
        address = f"{self.address}/api/v1/{path}"
        for _ in range(_ATTEMPTS):
            answer = httpx2.request(method, address, headers=headers, json=said or None, timeout=_PATIENCE)
            if not answer.is_server_error:  # its small database may be busy
                break
            time.sleep(1)
        return answer

    def must(self, method: str, path: str, *, who: str = _EDITOR, **said: object) -> httpx2.Response:
        """Raises _FailedError where the forge would not."""
        answer = self.ask(method, path, who=who, **said)
        if answer.is_error:
            raise _FailedError(f"{method} {path}: {answer.status_code} {answer.text[:200]}")
        return answer

    def reviews(self) -> list[int]:
        """The numbers of the reviews that are open."""
        listed = self.must("GET", f"repos/{_REPOSITORY}/pulls?state=open").json()
        return [int(one["number"]) for one in listed]


def audit() -> Iterator[AuditResult]:
    """What holds of drafts at the forge."""
    program = os.environ.get("FORGE", "")
    if not program:
        yield AuditResult(
            _WHAT, "ej körd", "needs Gitea's or Forgejo's program: make audit ARGS=forge FORGE=/path/to/it"
        )
        return
    with tempfile.TemporaryDirectory(prefix="forge-") as name:
        work = Path(name)
        try:
            with _forge(program, work) as (forge, version):
                room = room_in(work / "rum", load())
                _opened(room, forge)
                for what, tried in _TRIED:
                    told = tried(room, forge)
                    yield AuditResult(f"{_WHAT} ({version}): {what}", "fel" if told else "ok", told or "holds")
        except _FailedError as error:
            yield AuditResult(_WHAT, "fel", str(error))


@contextmanager
def _forge(program: str, work: Path) -> Iterator[tuple[_At, str]]:
    port = free_port()
    settings = work / "app.ini"
    pages = os.environ.get("FORGE_ROOT", str(work))
    user = subprocess.run(["id", "-un"], capture_output=True, text=True, check=True).stdout.strip()
    settings.write_text(_SETTINGS.format(work=work, port=port, pages=pages, user=user), encoding="utf-8")
    (work / "rum").mkdir()

    def run(*words: str) -> str:
        command = [program, "--config", str(settings), "--work-path", str(work), *words]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise _FailedError(f"{words[0]}: {(done.stderr or done.stdout).strip()[-300:]}")
        return done.stdout

    run("migrate")
    for who in (_EDITOR, _READER):
        mail = f"{who}@prov.example"
        run("admin", "user", "create", "--admin", "--username", who, "--password", _PASSWORD, "--email", mail, "--must-change-password=false")  # fmt: skip
    version = " ".join(run("--version").split()[:3])
    with running([program, "--config", str(settings), "--work-path", str(work), "web"], port, work / "web.log"):
        address = f"http://127.0.0.1:{port}"
        keys = {who: _key(address, who) for who in (_EDITOR, _READER)}
        yield _At(address, keys), version


def _key(address: str, who: str) -> str:
    said = {"name": "prov", "scopes": ["write:repository", "write:user"]}
    answer = httpx2.post(f"{address}/api/v1/users/{who}/tokens", json=said, auth=(who, _PASSWORD), timeout=_PATIENCE)
    if answer.is_error:
        raise _FailedError(f"a key: {answer.status_code} {answer.text[:200]}")
    return str(answer.json()["sha1"])


def _opened(room: Room, forge: _At) -> None:
    """The repository as a host sets it up: the published branch takes nothing that somebody else has not approved."""
    forge.must("POST", "user/repos", name="loften", default_branch="main")
    git(room.content, "remote", "add", "origin", forge.address.replace("//", f"//{_EDITOR}:{forge.keys[_EDITOR]}@") + f"/{_REPOSITORY}.git")  # fmt: skip
    git(room.content, "push", "-q", "origin", "main")
    forge.must("PUT", f"repos/{_REPOSITORY}/collaborators/{_READER}", permission="write")
    rules = {"required_approvals": 1, "dismiss_stale_approvals": True, "enable_push": False}
    forge.must("POST", f"repos/{_REPOSITORY}/branch_protections", branch_name="main", rule_name="main", **rules)


def _hosted(room: Room, forge: _At) -> Hosted:
    reviews = Reviews(f"{forge.address}/api/v1/repos/{_REPOSITORY}", forge.keys[_EDITOR])
    return Hosted(room.drafts, room.publication, Forge("origin", reviews=reviews))


def _sent(room: Room, forge: _At) -> str:
    room.save(ANNA, titel="Skickad")
    hosted = _hosted(room, forge)
    hosted.send(room.draft())
    hosted.send(room.draft())
    there = forge.must("GET", f"repos/{_REPOSITORY}/branches/{_BRANCH.replace('/', '%2F')}").json()["commit"]["id"]
    if there != room.draft().version:
        return f"the branch is {there} there"
    opened = forge.reviews()
    return "" if len(opened) == 1 else f"{len(opened)} reviews"


def _sent_again(room: Room, forge: _At) -> str:
    room.save(ANNA, titel="Skickad igen")
    _hosted(room, forge).send(room.draft())
    opened = forge.reviews()
    head = forge.must("GET", f"repos/{_REPOSITORY}/pulls/{opened[0]}").json()["head"]["sha"]
    return "" if len(opened) == 1 and head == room.draft().version else f"{len(opened)} reviews, of {head}"


def _merges(forge: _At) -> httpx2.Response:
    """What the forge answers when the reader merges the review, once it has seen that nothing else stands in its way."""
    review = f"repos/{_REPOSITORY}/pulls/{forge.reviews()[0]}"
    until(lambda: bool(forge.must("GET", review).json()["mergeable"]))
    return forge.ask("POST", f"{review}/merge", who=_READER, Do="merge")


def _refused_unread(_room: Room, forge: _At) -> str:
    answer = _merges(forge)
    return "" if answer.is_client_error else f"merged: {answer.status_code}"


def _refused_own(_room: Room, forge: _At) -> str:
    number = forge.reviews()[0]
    answer = forge.ask("POST", f"repos/{_REPOSITORY}/pulls/{number}/reviews", event="APPROVED", body="")
    return "" if answer.is_client_error else f"approved: {answer.status_code}"


def _refused_past(room: Room, forge: _At) -> str:
    git(room.content, "commit", "-q", "--allow-empty", "-m", "förbi")
    try:
        _hosted(room, forge).send_published()
    except HostedError as error:
        return "" if "tog inte emot det som skickades" in str(error) else str(error)
    finally:
        git(room.content, "reset", "-q", "--soft", "HEAD~1")
    return "the published branch was moved past the review"


def _approve(forge: _At) -> None:
    number = forge.reviews()[0]
    forge.must("POST", f"repos/{_REPOSITORY}/pulls/{number}/reviews", who=_READER, event="APPROVED", body="Läst.")


def _refused_changed(room: Room, forge: _At) -> str:
    _approve(forge)
    room.save(ANNA, titel="Ändrad efter godkännandet")
    _hosted(room, forge).send(room.draft())
    answer = _merges(forge)
    return "" if answer.is_client_error else f"merged: {answer.status_code}"


def _merged(room: Room, forge: _At) -> str:
    _approve(forge)
    answer = _merges(forge)
    if answer.is_error:
        return f"not merged: {answer.status_code} {answer.text[:200]}"
    hosted = _hosted(room, forge)
    if not hosted.take_up() or room.drafts.every():
        return "not taken up"
    hosted.take_back()
    left = forge.ask("GET", f"repos/{_REPOSITORY}/branches/{_BRANCH.replace('/', '%2F')}").status_code
    title = read_source((room.content / PLEDGE.path).read_bytes()).title
    clean = git(room.content, "status", "--porcelain", ".") == ""
    return "" if title == "Ändrad efter godkännandet" and clean and left == 404 else f"{title}, {left}"


def _anew(room: Room, forge: _At) -> str:
    room.save(ANNA, titel="Nästa utkast")
    _hosted(room, forge).send(room.draft())
    opened = forge.reviews()
    room.store(ANNA).discard(PLEDGE)
    _hosted(room, forge).take_back()
    left = forge.reviews()
    return "" if len(opened) == 1 and not left else f"{len(opened)} reviews, then {len(left)}"


def _wrong_key(room: Room, forge: _At) -> str:
    room.save(ANNA, titel="Med fel nyckel")
    reviews = Reviews(f"{forge.address}/api/v1/repos/{_REPOSITORY}", "fel")
    try:
        Hosted(room.drafts, room.publication, Forge("origin", reviews=reviews)).send(room.draft())
    except HostedError as error:
        return "" if "tog inte emot nyckeln" in str(error) else str(error)
    return "no error"


_TRIED: tuple[tuple[str, Callable[[Room, _At], str]], ...] = (
    ("a draft is a branch there, with one review asked for", _sent),
    ("what is saved later is in the same review", _sent_again),
    ("what nobody has approved is not merged", _refused_unread),
    ("the editor's own account can't approve it", _refused_own),
    ("the published branch can't be moved past the review, and the refusal is told", _refused_past),
    ("what is changed after the approval is not merged", _refused_changed),
    ("what is approved and merged there is published here, and its branch is gone", _merged),
    ("the record's next draft is a new review, closed where the draft is thrown away", _anew),
    ("a wrong key is told of as that", _wrong_key),
)
