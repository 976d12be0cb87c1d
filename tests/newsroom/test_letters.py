"""Letters to colleagues, through a mail server that runs here."""

import email
import socket
from collections.abc import Iterator
from datetime import date
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any, cast

import pytest
from aiosmtpd.controller import Controller

from pledges.history.snapshot import Due
from pledges.newsroom.letters import Post, Reminders, due_letter, waiting_letter
from pledges.newsroom.log import Log
from pledges.newsroom.people import Member, Role
from pledges.newsroom.settings import Mail

BO = Member(subject="bo", shown="Bo", roles={"ale": frozenset({Role.REVIEWER})}, email="bo@ale.example")
DUE = Due("kommuner/ale/loften/2019.md", "Löftet om trafiken", date(2020, 3, 31))


class Taken:
    """What a mail server was given."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - the library's name
        self.letters.append(cast(EmailMessage, email.message_from_bytes(envelope.content, policy=default)))
        return "250 OK"


@pytest.fixture
def server() -> Iterator[tuple[Taken, int]]:
    taken = Taken()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(taken, hostname="127.0.0.1", port=port)
    controller.start()
    yield taken, port
    controller.stop()


def post(folder: Path, port: int) -> Post:
    mail = Mail(host="127.0.0.1", port=port, sender="redigering@ale.example")
    return Post(mail, "https://redigera.ale.example", Log(folder / "logg", days=30))


def test_a_letter_says_what_waits_and_leads_there(server: tuple[Taken, int], tmp_path: Path) -> None:
    taken, port = server
    letter = waiting_letter(BO, title="Löftet för Åsa", by="Anna, kommunikatör", about="/granskning/pledge/ale/2019")
    assert post(tmp_path, port).send(letter)
    (got,) = taken.letters
    assert (got["From"], got["To"], got["Subject"]) == (
        "redigering@ale.example", "bo@ale.example", "Att läsa: Löftet för Åsa",
    )  # fmt: skip
    assert got["Auto-Submitted"] == "auto-generated"
    assert got.get_content().replace("\r\n", "\n") == (
        "Anna, kommunikatör har skrivit klart ”Löftet för Åsa”. Det visas på portalen först när någon annan har läst och "
        "godkänt det.\n\nhttps://redigera.ale.example/granskning/pledge/ale/2019\n"
    )


def test_a_title_brings_no_line_into_the_head(server: tuple[Taken, int], tmp_path: Path) -> None:
    taken, port = server
    letter = waiting_letter(BO, title="Löfte\r\nBcc: alla@ale.example", by="Anna", about="/")
    assert post(tmp_path, port).send(letter)
    assert [(one["Bcc"], one["Subject"]) for one in taken.letters] == [(None, "Att läsa: Löfte Bcc: alla@ale.example")]


def test_a_mail_server_that_does_not_answer_is_noted(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert not post(tmp_path, port).send(due_letter(BO, DUE, about="/redigera/pledge/ale/2019"))
    noted = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "logg").iterdir())
    assert "ett brev gick inte att skicka: ConnectionRefusedError" in noted
    assert "bo@" not in noted


def test_each_follow_up_that_is_soon_due_is_told_of_once(tmp_path: Path) -> None:
    soon, told = [DUE], []

    def look() -> None:
        Reminders(tmp_path / "paminnelser.json", lambda: soon, told.append).look()

    look()
    look()
    assert told == [DUE]
    soon[:] = [Due(DUE.path, DUE.title, date(2020, 6, 30))]
    look()
    assert told == [DUE, *soon]
