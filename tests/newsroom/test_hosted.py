"""A hosted git: drafts are sent as branches with a review asked for, and what is merged there is taken up.

Against bare repositories that do what a forge does at the other end; `make audit ARGS=forge` does it against Gitea or Forgejo.
"""

import json
import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from pledges.editing.source import read_source
from pledges.newsroom.hosted import Forge, Hosted, HostedError
from pledges.newsroom.press import Press
from pledges.newsroom.reviews import Reviews
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
    return Hosted(room.drafts, room.publication, Forge("origin", ["merge_request.create"]))


def there(forge: Path, tmp_path: Path) -> Path:
    """Somebody's copy, as they work at the forge."""
    copy = tmp_path / "kopia"
    git(tmp_path, "clone", "-q", str(forge), str(copy))
    return copy


def title_here(room: Room) -> str:
    return read_source((room.content / PLEDGE.path).read_bytes()).title


def test_a_draft_is_sent_as_a_branch_with_a_review_asked_for(room: Room, forge: Path) -> None:
    draft = room.save(ANNA, titel="Ny")
    hosted(room).send(room.draft())
    assert git(forge, "rev-parse", BRANCH).strip() == draft.version
    assert (forge / "options").read_text(encoding="utf-8") == "merge_request.create\n"
    later = room.save(ANNA, titel="Nyare")
    hosted(room).send(room.draft())
    hosted(room).send(room.draft())
    assert git(forge, "rev-parse", BRANCH).strip() == later.version


@pytest.mark.parametrize("how", [("merge", "-q", "--no-ff", "-m", "x"), ("merge", "-q", "--squash")])
def test_what_is_merged_there_is_published_here_and_no_draft_any_more(
    room: Room, forge: Path, tmp_path: Path, how: tuple[str, ...]
) -> None:
    room.save(ANNA, titel="Granskad hos värden")
    hosted(room).send(room.draft())
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
    hosted(room).send(room.draft())
    copy = there(forge, tmp_path)
    git(copy, "checkout", "-q", BRANCH)
    (copy / "content" / PLEDGE.path).write_bytes(changed((copy / "content" / PLEDGE.path).read_bytes(), titel="Deras"))
    git(copy, "commit", "-qam", "deras")
    git(copy, "push", "-q", "origin", BRANCH)
    room.save(ANNA, titel="Två")
    with pytest.raises(HostedError, match="Grenen har ändrats hos värden för arkivet"):
        hosted(room).send(room.draft())
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
        hosted(room).send(room.draft())


def test_a_branch_that_was_merged_and_taken_away_there_is_made_anew_for_the_next_draft(
    room: Room, forge: Path, tmp_path: Path
) -> None:
    room.save(ANNA, titel="Första")
    hosted(room).send(room.draft())
    copy = there(forge, tmp_path)
    git(copy, "merge", "-q", "--no-ff", "-m", "x", f"origin/{BRANCH}")
    git(copy, "push", "-q", "origin", "main", f":{BRANCH}")
    hosted(room).take_up()
    draft = room.save(ANNA, titel="Andra")
    hosted(room).send(draft)
    assert git(forge, "rev-parse", BRANCH).strip() == draft.version


def test_the_branch_of_a_draft_that_is_thrown_away_is_gone_there_unless_somebody_changed_it(
    room: Room, forge: Path, tmp_path: Path
) -> None:
    room.save(ANNA, titel="En")
    hosted(room).send(room.draft())
    room.store(ANNA).discard(PLEDGE)
    hosted(room).take_back()
    assert git(forge, "branch", "--list", BRANCH) == ""
    room.save(ANNA, titel="Två")
    hosted(room).send(room.draft())
    room.store(ANNA).discard(PLEDGE)
    copy = there(forge, tmp_path)
    git(copy, "checkout", "-q", BRANCH)
    git(copy, "commit", "-q", "--allow-empty", "-m", "deras")
    git(copy, "push", "-q", "origin", BRANCH)
    hosted(room).take_back()
    assert git(forge, "rev-parse", BRANCH) == git(copy, "rev-parse", "HEAD")


def test_what_the_forges_own_rules_refuse_is_told_in_their_words(room: Room, forge: Path) -> None:
    hook = forge / "hooks/pre-receive"
    hook.write_text("#!/bin/sh\necho 'GH006: Protected branch update failed' >&2\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    room.publication.publish(room.signed(titel="Utgiven här"))
    with pytest.raises(HostedError, match=r"tog inte emot det som skickades: .*GH006: Protected branch"):
        hosted(room).send_published()


def test_what_the_forge_did_not_take_is_tried_again_in_the_next_round(room: Room, forge: Path) -> None:
    draft = room.save(ANNA, titel="Ny")
    press = Press(room.publication, room.sign_offs, hosted=hosted(room), signs_there=True)
    git(room.content, "remote", "set-url", "origin", str(forge.with_name("borta.git")))
    press.run_once(is_asked=False)
    assert "Värden för arkivet svarade inte" in press.told
    git(room.content, "remote", "set-url", "origin", str(forge))
    press.run_once(is_asked=False)
    assert (press.told, git(forge, "rev-parse", BRANCH).strip()) == ("", draft.version)


KEY = "nyckel-som-ingen-ska-se"
ADDRESS = "/repos/kommunen/loften/pulls"


@dataclass
class Api:
    """A forge's API, as GitHub's and Gitea's documents tell of it. `answers` are what it says, one a request."""

    answers: list[tuple[int, str]]
    server: ThreadingHTTPServer = field(init=False)
    asked: list[dict[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        api = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                said = json.loads(self.rfile.read(int(self.headers["content-length"])))
                api.asked.append({**said, "path": self.path, "key": self.headers["authorization"]})
                status, text = api.answers.pop(0)
                self.send_response(status)
                self.send_header("location", "http://127.0.0.1:1/")
                self.end_headers()
                self.wfile.write(text.encode())

            def log_message(self, *_words: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    def hosted(self, room: Room) -> Hosted:
        reviews = Reviews(f"http://127.0.0.1:{self.server.server_port}/repos/kommunen/loften", KEY)
        forge = Forge("origin", reviews=reviews, about=lambda place: f"https://redigera.example/{place.slug}")
        return Hosted(room.drafts, room.publication, forge)


@pytest.fixture
def api() -> Iterator[Api]:
    made = Api([])
    thread = threading.Thread(target=made.server.serve_forever, args=(0.05,))
    thread.start()
    yield made
    made.server.shutdown()
    thread.join()
    made.server.server_close()


EXISTS = '{"message":"Validation Failed","errors":[{"message":"A pull request already exists for kommunen:utkast."}]}'


def test_where_a_push_cannot_ask_the_review_is_asked_for_by_the_api_once_for_each_version(
    room: Room, forge: Path, api: Api, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    api.answers = [(201, "{}"), (422, EXISTS), (409, "pull request already exists for these targets")]
    draft = room.save(ANNA, titel="Ny titel")
    api.hosted(room).send(draft)
    api.hosted(room).send(draft)
    words = f"Skrivet i redigeringen av {ANNA}. Före och efter: https://redigera.example/2019"
    said = {"title": "Ny titel", "head": BRANCH, "base": "main", "body": words}
    assert api.asked == [{**said, "path": ADDRESS, "key": f"token {KEY}"}]
    for title in ("Nyare", "Nyast"):
        api.hosted(room).send(room.save(ANNA, titel=title))
    assert len(api.asked) == 3
    assert KEY not in caplog.text


@pytest.mark.parametrize(
    ("status", "text", "told"),
    [
        (401, "", "tog inte emot nyckeln i token_file"),
        (404, "", "finns inte, eller nyckeln i token_file får inte se arkivet"),
        (422, '{"message":"Validation Failed"}', 'svarade 422: {"message":"Validation Failed"}'),
        (302, "", "svarade 302"),
    ],
)
def test_a_review_that_is_not_opened_is_told_of_without_the_key_and_asked_for_again(
    room: Room, forge: Path, api: Api, status: int, text: str, told: str
) -> None:
    api.answers = [(status, text), (201, "{}")]
    draft = room.save(ANNA, titel="Ny")
    with pytest.raises(HostedError) as caught:
        api.hosted(room).send(draft)
    assert "Utkastet är skickat, men ingen granskning är begärd." in str(caught.value)
    assert told in str(caught.value)
    assert KEY not in str(caught.value)
    assert git(forge, "rev-parse", BRANCH).strip() == draft.version
    api.hosted(room).send(draft)
    assert len(api.asked) == 2
