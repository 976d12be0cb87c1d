"""The editor asked in this process, without a browser: as a browser's forms do, or as an attacker."""

import asyncio
import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import KW_ONLY, dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bs4 import BeautifulSoup

from pledges.content.geography import load
from pledges.editing.app import application
from pledges.editing.gate import Gate
from pledges.editing.person import RememberedPerson
from pledges.editing.screens.editor import Editor
from pledges.editing.store import Store
from pledges.editing.unsaved import Unsaved
from pledges.editing.workspace import Workspace
from support import posted
from support.editor import sample
from support.sites import DAY, SETTINGS, THEME

HOST = "127.0.0.1:8001"
TOKEN = "nyckeln"
PLEDGE = "/redigera/pledge/ale/2019"


@dataclass
class Answer:
    """What the editor answered."""

    status: int
    headers: dict[str, str]
    text: str


@dataclass
class Client:
    """Asks the editor as a browser does, or as an attacker."""

    gate: Gate
    store: Store
    own: Path
    _: KW_ONLY
    cookies: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def ask(
        self, method: str, target: str, *, body: bytes = b"", headers: Mapping[str, str] | None = None, host: str = HOST
    ) -> Answer:
        path, _, query = target.partition("?")
        sent = {"host": host, "cookie": self.cookies, "content-length": str(len(body)), **(headers or {})}
        scope: dict[str, Any] = {
            "type": "http", "method": method, "path": path, "raw_path": path.encode(), "query_string": query.encode(),
            "headers": [(name.encode(), value.encode()) for name, value in sent.items()], "http_version": "1.1",
            "scheme": "http", "server": ("127.0.0.1", 8001), "client": ("127.0.0.1", 5), "root_path": "",
        }  # fmt: skip
        said: list[Any] = []
        bodies = [
            {"type": "http.request", "body": body[at : at + 65536], "more_body": at + 65536 < len(body)}
            for at in range(0, max(len(body), 1), 65536)
        ]

        async def receive() -> Any:
            return bodies.pop(0) if bodies else {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            said.append(message)

        with ThreadPoolExecutor(1) as apart:  # a browser of other tests may have a loop of its own here
            apart.submit(asyncio.run, self.gate(scope, receive, send)).result()
        head = {name.decode(): value.decode() for name, value in said[0]["headers"]}
        text = b"".join(one.get("body", b"") for one in said[1:]).decode(errors="replace")
        return Answer(said[0]["status"], head, text)

    def get(self, target: str, **more: Any) -> Answer:
        return self.ask("GET", target, **more)

    def post(
        self,
        target: str,
        fields: Mapping[str, str],
        *,
        files: Mapping[str, tuple[str, bytes]] | None = None,
        origin: str = f"http://{HOST}",
        **more: Any,
    ) -> Answer:
        parts = [
            f'--x\r\ncontent-disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in fields.items()
        ]
        for name, (filename, data) in (files or {}).items():
            head = f'--x\r\ncontent-disposition: form-data; name="{name}"; filename="{filename}"\r\ncontent-type: x/y\r\n\r\n'
            parts.append(head.encode() + data + b"\r\n")
        headers = {
            "content-type": "multipart/form-data; boundary=x",
            **({"origin": origin} if origin else {}),
            **more.pop("headers", {}),
        }
        return self.ask("POST", target, body=b"".join([*parts, b"--x--\r\n"]), headers=headers, **more)

    def shown(self, target: str, fields: Mapping[str, str], **more: Any) -> str:
        """The page that a form leads on to."""
        answer = self.post(target, fields, **more)
        while answer.status == 303:
            answer = self.get(quote(answer.headers["location"], safe="/?=&%+"))
        return answer.text

    def pressed(self, page: str, target: str, button: str, **fields: str) -> str:
        """The page that a button on `page` leads on to, with some fields filled in."""
        return self.shown(target, {**fields_of(page), **fields, "gör": button})

    def form(self, target: str = PLEDGE) -> dict[str, str]:
        """The hidden fields of a form, and what one needs to change its title."""
        text = self.get(target).text
        hidden = dict(re.findall(r'<input type="hidden" name="(csrf|bas|förhandsvisning)" value="([^"]*)"', text))
        return {**hidden, "titel": "Ny titel 2019", "överenskommelse": "2019-2020", "period": "2019", "levande": "ja"}


def fields_of(page: str) -> dict[str, str]:
    """What a page's form posts as it stands, without any button."""
    form = BeautifulSoup(page, "lxml").select_one("#formular, form.steps-form, form:not(.log-out)")
    assert form is not None
    return posted.fields_of(form)


def words_of(page: str) -> str:
    """All that stands on a page, with one blank between words."""
    return " ".join(BeautifulSoup(page, "lxml").get_text(" ").split())


def client_of(folder: Path) -> Client:
    """An editor over the sample in `folder`, that nobody has opened yet."""
    content = sample(folder)
    workspace = Workspace(content, settings=SETTINGS, day=DAY, geography=load(), theme=THEME, cache=folder / "cache")
    store, own = Store(content), folder / "eget"
    editor = Editor(workspace=workspace, store=store, unsaved=Unsaved(own), person=RememberedPerson(own))
    return Client(application(editor, hosts=frozenset({HOST}), token=TOKEN), store, own)


def opened_by_key(client: Client) -> Client:
    """The same, opened by its one key."""
    answer = client.get(f"/start?nyckel={TOKEN}")
    client.cookies = answer.headers["set-cookie"].partition(";")[0]
    return client
