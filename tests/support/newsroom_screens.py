"""A newsroom's screens without the gate, as those who have roles there meet them."""

import sys
from dataclasses import dataclass
from pathlib import Path

import httpx2
from bs4 import BeautifulSoup
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from pledges.content.kinds import Kind
from pledges.editing.gate import OwnForms
from pledges.editing.places import RecordPlace
from pledges.newsroom.app import application
from pledges.newsroom.desks import Desks
from pledges.newsroom.opening import opened
from pledges.newsroom.people import Member, Members, Role
from pledges.newsroom.settings import HeaderLogin, Publishing, ServedSettings
from support.editor import sample
from support.posted import fields_on
from support.previews import workspace

WRITES, REVIEWS, PUBLISHES = (frozenset({role}) for role in (Role.WRITER, Role.REVIEWER, Role.PUBLISHER))
ANNA = Member(subject="anna", shown="Anna, kommunikatör", roles={"ale": WRITES | REVIEWS})
BO = Member(subject="bo", shown="Bo, säkerhetssamordnare", roles={"ale": REVIEWS})
CILLA = Member(subject="cilla", shown="Cilla", roles={"ale": PUBLISHES})
DAG = Member(subject="dag", shown="Dag, polisen", roles={"alingsas": WRITES | REVIEWS | PUBLISHES})
PLEDGE = RecordPlace(Kind.PLEDGE, "ale", "2019")
REVIEW = "/granskning/pledge/ale/2019"


@dataclass
class Served:
    """A newsroom without its gate: who asks is said by the test."""

    desks: Desks
    app: ASGIApp

    def browser(self, member: Member) -> TestClient:
        async def let_in(scope: Scope, receive: Receive, send: Send) -> None:
            scope |= {"member": member, "session_name": f"session-{member.subject}"}
            await self.app(scope, receive, send)

        return TestClient(let_in, base_url="https://redigera.prov.example")

    @property
    def content(self) -> Path:
        return self.desks.newsroom.workspace.content

    def press(self) -> None:
        """Publish what is ordered, here and now."""
        self.desks.newsroom.press.run_once(is_asked=True)


def served_in(folder: Path, *, versions: bool = True) -> Served:
    content = sample(folder, versions)
    settings = ServedSettings.model_construct(
        state=str(folder / "tillstand"),
        login=HeaderLogin.model_construct(kind="header", name="X-Inloggad"),
        publishing=Publishing.model_construct(publish=(sys.executable, "-c", "print('Byggt')"), deploy=()),
    )
    members = Members((ANNA, BO, CILLA, DAG), key=b"k" * 32)
    room = workspace(content, folder / "cache")
    desks = opened(settings, room, members=members, forms=OwnForms(), check=[sys.executable, "-c", "pass"])
    return Served(desks, application(desks))


def words(answer: httpx2.Response) -> str:
    return " ".join(BeautifulSoup(answer.text, "lxml").get_text(" ").split())


def form_in(answer: httpx2.Response, action: str) -> dict[str, str]:
    """What a browser would post of the form that goes to `action`, before a button is pressed."""
    form = fields_on(answer.text, action)
    assert form, words(answer)
    return form


def press(browser: TestClient, address: str, button: str, **fields: str) -> httpx2.Response:
    """Open a form, fill it in and press a button of it."""
    answer = browser.get(address)
    assert answer.status_code == 200, words(answer)
    return browser.post(address, data={**form_in(answer, address), **fields, "gör": button})
