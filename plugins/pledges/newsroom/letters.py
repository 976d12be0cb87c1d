"""Letters to colleagues through the host's own mail server: a draft waits to be read, a follow-up is soon due.

They are sent beside the screens, each to one person, and carry a title and a link: what is written is read behind the login.
A mail server that does not answer is noted and tried again; nobody's work waits for it.
"""

import queue
import smtplib
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from pathlib import Path

import orjson

from pledges.history.snapshot import Due
from pledges.incremental.replace_file import replace
from pledges.newsroom.log import Log
from pledges.newsroom.people import Member
from pledges.newsroom.settings import Mail
from pledges.swedish import day as day_text

_TIMEOUT = 20.0
_ATTEMPTS = 5
_PAUSE = 60.0
_A_DAY = 24 * 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What somebody is told. `about` is the address within the editor that it leads to."""

    to: str
    subject: str
    text: str
    about: str


def waiting_letter(member: Member, *, title: str, by: str, about: str) -> Letter:
    """That a draft waits for somebody to read it."""
    text = f"{by} har skrivit klart ”{title}”. Det visas på portalen först när någon annan har läst och godkänt det."
    return Letter(to=member.email, subject=f"Att läsa: {title}", text=text, about=about)


def due_letter(member: Member, due: Due, *, about: str) -> Letter:
    """That a follow-up which has been promised is soon due."""
    text = f"Uppföljningen av ”{due.title}” är utlovad till den {day_text(due.day)}."
    subject = f"Dags att följa upp senast den {day_text(due.day)}"
    return Letter(to=member.email, subject=subject, text=text, about=about)


class Post:
    """The way of letters out. `address` is the editor's own, which links begin with; `pause` is the seconds between two attempts."""

    def __init__(self, mail: Mail, address: str, log: Log, *, pause: float = _PAUSE) -> None:
        self._mail = mail
        self._address = address
        self._log = log
        self._pause = pause
        self._waiting: queue.Queue[Letter] = queue.Queue()
        self._thread = threading.Thread(target=self._work, name="brev", daemon=True)

    def start(self) -> None:
        """Send what is posted, for as long as the process lives."""
        self._thread.start()

    def post(self, letters: Iterable[Letter]) -> None:
        """Let letters be sent; those to nobody's address are passed over."""
        for letter in letters:
            if letter.to:
                self._waiting.put(letter)

    def send(self, letter: Letter) -> bool:
        """Whether the mail server took a letter."""
        message = EmailMessage()
        message["From"], message["To"] = self._mail.sender, letter.to
        message["Subject"] = " ".join(letter.subject.split())
        message["Date"], message["Message-ID"] = formatdate(), make_msgid(domain=self._mail.sender.rpartition("@")[2])
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday replies
        message.set_content(f"{letter.text}\n\n{self._address}{letter.about}\n")
        try:
            with smtplib.SMTP(self._mail.host, self._mail.port, timeout=_TIMEOUT) as server:
                if self._mail.starttls:
                    server.starttls()
                server.send_message(message)
        except (OSError, smtplib.SMTPException) as error:
            self._log.note(f"ett brev gick inte att skicka: {type(error).__name__}")
            return False
        return True

    def _work(self) -> None:
        while True:
            letter = self._waiting.get()
            for attempt in range(_ATTEMPTS):
                if self.send(letter):
                    break
                time.sleep(self._pause * 2**attempt)


class Reminders:
    """Tells once of each follow-up that is soon due. `remembered` is where it is kept which have been told of."""

    def __init__(self, remembered: Path, soon: Callable[[], Iterable[Due]], tell: Callable[[Due], None]) -> None:
        self._remembered = remembered
        self._soon = soon
        self._tell = tell
        self._thread = threading.Thread(target=self._work, name="påminnelser", daemon=True)

    def start(self) -> None:
        """Look each day, for as long as the process lives."""
        self._thread.start()

    def look(self) -> None:
        """Tell of what is soon due and has not been told of."""
        told, soon = self._told(), tuple(self._soon())
        for due in soon:
            if told.get(due.path) != due.day.isoformat():
                self._tell(due)
        replace(self._remembered, orjson.dumps({due.path: due.day.isoformat() for due in soon}))

    def _told(self) -> dict[str, str]:
        try:
            return {str(path): str(day) for path, day in orjson.loads(self._remembered.read_bytes()).items()}
        except (OSError, ValueError, AttributeError):
            return {}

    def _work(self) -> None:
        while True:
            self.look()
            time.sleep(_A_DAY)
