"""A served editor's way in, over a stub that tells who came in: what the gate does is the same whatever lies behind it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from pledges.content.geography import load
from pledges.newsroom.gate import ServedGate
from pledges.newsroom.log import Log
from pledges.newsroom.people import Members
from pledges.newsroom.sessions import Sessions
from pledges.newsroom.settings import PeopleFile, read_served
from support.provider import SECRET

HOST = "redigera.prov.example"
SITE = f"https://{HOST}"
PEOPLE = """
[[people]]
subject = "anna01"
shown = "Anna, kommunikatör"
roles = { ale = ["skriver"] }

[[people]]
subject = "åke@prov.example"
shown = "Åke"
roles = { lulea = ["skriver"] }
"""


async def who(request: Request) -> Response:
    """What stands for the editor: it says who came in, and by which session."""
    member = request.scope.get("member")
    return PlainTextResponse(f"{member.shown if member else 'ingen'} {request.scope.get('session_name', '')}")


EDITOR = Starlette(routes=[Route("/{path:path}", who, methods=["GET", "POST"])])


def sent(headers: Mapping[str, str]) -> Any:
    """Headers as a web server sends them: in UTF-8."""
    return {name.encode(): value.encode() for name, value in headers.items()}


@dataclass
class Served:
    """A served editor: its parts, and browsers' way to it."""

    settings: Path
    members: Members
    sessions: Sessions
    log: Path
    gate: ServedGate

    def browser(self, **headers: str) -> TestClient:
        """A browser that has not been here. It keeps cookies by itself, and follows nothing by itself."""
        client = TestClient(self.gate, base_url=SITE, follow_redirects=False)
        client.headers.update(sent(headers))
        return client

    def noted(self) -> str:
        return "".join(path.read_text(encoding="utf-8") for path in sorted(self.log.glob("*.log")))


def settings_in(folder: Path, login: str, *, people: str = PEOPLE, site: str = SITE) -> Path:
    """A file of settings in `folder`, with what it names."""
    secret = folder / "hemlighet"
    secret.write_text(f"{SECRET}\n", encoding="utf-8")
    secret.chmod(0o600)
    path = folder / "redigering.toml"
    listens = "port = 8100" if "secret_header" in login else 'socket = "r.sock"'
    path.write_text(f'address = "{site}"\n{listens}\nstate = "lage"\n{login}\n{people}', encoding="utf-8")
    return path


def made(
    folder: Path, login: str, *, people: str = PEOPLE, sessions: Sessions | None = None, site: str = SITE
) -> Served:
    """A gate with `login` in its settings, over what stands for the editor."""
    path = settings_in(folder, login, people=people, site=site)
    settings = read_served(path, load())
    members = Members(settings.members, key=b"k" * 32)
    sessions = sessions or Sessions(idle=60, age=600)
    told = PeopleFile(path, load(), members.replace)
    noted = settings.state_folder() / "logg"
    gate = ServedGate(
        EDITOR,
        settings=settings,
        members=members,
        sessions=sessions,
        log=Log(noted, days=30),
        refresh=told.refresh,
    )
    return Served(path, members, sessions, noted, gate)


OIDC = """
[login]
kind = "oidc"
issuer = "{}"
client_id = "redigering"
client_secret_file = "hemlighet"
shown = "Provstads inloggning"
{}
"""
HEADER = '[login]\nkind = "header"\nname = "X-Inloggad"'
SECRET_HEADER = f'{HEADER}\nsecret_header = "X-Hemlighet"\nsecret_file = "hemlighet"'
