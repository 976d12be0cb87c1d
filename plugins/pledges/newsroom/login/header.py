"""Login by a header: the web server in front has logged somebody in, and says who it is with each request.

Whoever can reach the editor could say so too. The header is believed over the Unix socket, which only that web server may
open, and over a port only together with a secret that the web server sends.
"""

import hmac

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Scope

from pledges.newsroom.login.door import Door
from pledges.newsroom.login.way_back import LOGIN
from pledges.newsroom.settings import HeaderLogin


class ByHeader:
    """The way in by a header."""

    def __init__(self, settings: HeaderLogin, door: Door) -> None:
        self._name = settings.name.lower().encode()
        self._secret_name = settings.secret_header.lower().encode()
        self._secret = settings.secret.encode()
        self._door = door

    @property
    def routes(self) -> tuple[Route, ...]:
        """The login's one screen, which leads on at once."""
        return (Route(LOGIN, self._ask, methods=["GET"]),)

    def holds(self, scope: Scope, subject: str) -> bool:
        """Whether the web server says the same person now: at a shared computer somebody else may have logged in there."""
        return self._subject(scope) == subject

    async def _ask(self, request: Request) -> Response:
        subject = self._subject(request.scope)
        if subject:
            return self._door.let_in(request, subject, request.query_params.get("till", ""))
        text = (
            "Webbservern framför redigeringen säger inte vem du är. Öppna redigeringens vanliga adress igen. Hjälper inte "
            "det, säg till den som sköter portalen."
        )
        return self._door.said(403, "Du är inte inloggad", text, again=LOGIN)

    def _subject(self, scope: Scope) -> str:
        """Whom the web server says that it is; nothing where it is not the web server that says it, or where it says two."""
        if self._secret:
            given = _values(scope, self._secret_name)
            if len(given) != 1 or not hmac.compare_digest(given[0], self._secret):
                return ""
        told = _values(scope, self._name)
        try:
            return told[0].decode().strip() if len(told) == 1 else ""
        except UnicodeDecodeError:
            return ""


def _values(scope: Scope, name: bytes) -> list[bytes]:
    return [value for given, value in scope["headers"] if given == name]
