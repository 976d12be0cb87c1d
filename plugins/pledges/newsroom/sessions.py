"""Who is logged in. Kept in the server alone: when it is started anew everybody logs in once more.

The browser has a secret in a cookie; the server knows it by its digest, so that nothing it notes or puts in a page can be
used to come in.
"""

import hashlib
import hmac
import secrets
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import orjson
from starlette.responses import Response

from pledges.editing.gate import OwnForms
from pledges.incremental.replace_file import replace

COOKIE = "__Host-redigering"
"""Browsers take a cookie so called only over TLS, for the whole host and no other (draft-ietf-httpbis-rfc6265bis, 4.1.3)."""

_FILE = "inloggade.json"
_OFTEN = 60.0
"""Seconds between two times that it is written down that sessions are used."""


@dataclass(slots=True)
class _Session:
    subject: str
    begun: float
    used: float


@dataclass(frozen=True, slots=True)
class LoggedIn:
    """Somebody who is logged in: the login's own word for them, and what this login of theirs is called in the server."""

    subject: str
    name: str


class Sessions:
    """Who is logged in. `idle` and `age` are in seconds: without a request, and at most. `forms` knows each session's own forms."""

    def __init__(
        self,
        *,
        idle: float,
        age: float,
        clock: Callable[[], float] = time.monotonic,
        forms: OwnForms | None = None,
        kept: "KeptSessions | None" = None,
    ) -> None:
        """`kept` is where they are written down, so that they hold over a restart; `forms` must then know the same forms again."""
        self._idle = idle
        self._age = age
        self._clock = clock
        self._kept = kept
        self._known = kept.read(clock()) if kept is not None else {}
        self._written = clock()
        self.forms = forms or OwnForms()

    def begin(self, subject: str) -> str:
        """Log somebody in; gives the secret of a session that nobody has had before."""
        self._forget_old()
        secret = secrets.token_urlsafe(32)
        now = self._clock()
        self._known[_name_of(secret)] = _Session(subject, now, now)
        self._write()
        return secret

    def of(self, secret: str) -> LoggedIn | None:
        """Whose session it is, which goes on by being asked for; None where there is none, or no longer."""
        self._forget_old()
        name = _name_of(secret)
        session = self._known.get(name)
        if session is None:
            return None
        session.used = self._clock()
        if session.used - self._written > _OFTEN:
            self._write()
        return LoggedIn(session.subject, name)

    def end(self, name: str) -> None:
        """Log a session out."""
        self._known.pop(name, None)
        self._write()

    def end_all_of(self, subject: str) -> None:
        """Log somebody out everywhere."""
        self._known = {name: one for name, one in self._known.items() if one.subject != subject}
        self._write()

    def _write(self) -> None:
        self._written = self._clock()
        if self._kept is not None:
            self._kept.write(self._known, self._written)

    def _forget_old(self) -> None:
        now = self._clock()
        self._known = {
            name: one
            for name, one in self._known.items()
            if now - one.used < self._idle and now - one.begun < self._age
        }


class KeptSessions:
    """The sessions in a file of the server's own folder, by their digests: whoever reads it can't come in by it.

    The time between two starts is that of the machine's calendar; where that has been set back nobody is logged in.
    """

    def __init__(self, folder: Path, calendar: Callable[[], float] = time.time) -> None:
        self._file = folder / _FILE
        self._calendar = calendar

    def write(self, known: Mapping[str, _Session], now: float) -> None:
        """Let the file say who is logged in. Where it can't be written there is none: then a logout holds over a restart too."""
        rows = [[name, one.subject, now - one.begun, now - one.used] for name, one in known.items()]
        try:
            replace(self._file, orjson.dumps({"när": self._calendar(), "inloggade": rows}))
            self._file.chmod(0o600)
        except OSError:
            with suppress(OSError):
                self._file.unlink()

    def read(self, now: float) -> dict[str, _Session]:
        """Who was logged in when the server ended, as many seconds older as it is since. A file that is damaged says nothing."""
        with suppress(OSError, ValueError, KeyError, TypeError):
            told = orjson.loads(self._file.read_bytes())
            since = self._calendar() - float(told["när"])
            if since >= 0:
                return {
                    str(name): _Session(str(subject), now - since - float(begun), now - since - float(used))
                    for name, subject, begun, used in told["inloggade"]
                }
        return {}


def forms_key(key: bytes) -> bytes:
    """What tells the forms of a server that has `key`, the same after each start."""
    return hmac.new(key, b"formul\xc3\xa4r", "sha256").digest()


def give(response: Response, secret: str, *, cookie: str = COOKIE) -> Response:
    """Let the browser keep a secret. Lax: a link in a mail leads in, and a form from elsewhere doesn't."""
    response.set_cookie(cookie, secret, secure=True, httponly=True, samesite="lax", path="/")
    return response


def take_back(response: Response, *, cookie: str = COOKIE) -> Response:
    """Let the browser forget it."""
    response.delete_cookie(cookie, secure=True, httponly=True, samesite="lax", path="/")
    return response


def _name_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()[:32]
