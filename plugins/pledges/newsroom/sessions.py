"""Who is logged in. Kept in the server alone: when it is started anew everybody logs in once more.

The browser has a secret in a cookie; the server knows it by its digest, so that nothing it notes or puts in a page can be
used to come in.
"""

import hashlib
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

from starlette.responses import Response

from pledges.editing.gate import OwnForms

COOKIE = "__Host-redigering"
"""Browsers take a cookie so called only over TLS, for the whole host and no other (draft-ietf-httpbis-rfc6265bis, 4.1.3)."""


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

    def __init__(self, *, idle: float, age: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._idle = idle
        self._age = age
        self._clock = clock
        self._known: dict[str, _Session] = {}
        self.forms = OwnForms()

    def begin(self, subject: str) -> str:
        """Log somebody in; gives the secret of a session that nobody has had before."""
        self._forget_old()
        secret = secrets.token_urlsafe(32)
        now = self._clock()
        self._known[_name_of(secret)] = _Session(subject, now, now)
        return secret

    def of(self, secret: str) -> LoggedIn | None:
        """Whose session it is, which goes on by being asked for; None where there is none, or no longer."""
        self._forget_old()
        name = _name_of(secret)
        session = self._known.get(name)
        if session is None:
            return None
        session.used = self._clock()
        return LoggedIn(session.subject, name)

    def end(self, name: str) -> None:
        """Log a session out."""
        self._known.pop(name, None)

    def end_all_of(self, subject: str) -> None:
        """Log somebody out everywhere."""
        self._known = {name: one for name, one in self._known.items() if one.subject != subject}

    def _forget_old(self) -> None:
        now = self._clock()
        self._known = {
            name: one
            for name, one in self._known.items()
            if now - one.used < self._idle and now - one.begun < self._age
        }


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
