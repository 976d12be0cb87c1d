"""Who comes in to a served editor: somebody who has logged in, from a page of the editor's own, at its own address.

docs/redigera-sakerhet.md tells what each check is against.
"""

from collections.abc import Callable, Mapping
from typing import ClassVar
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Scope

from pledges.editing.gate import HEADERS, OPEN, Guarded, TooLargeError, refused, refused_at_once
from pledges.newsroom.log import Log
from pledges.newsroom.login.door import Door, Login
from pledges.newsroom.login.header import ByHeader
from pledges.newsroom.login.way_back import LOGIN, LOGOUT, login_for
from pledges.newsroom.people import Members
from pledges.newsroom.rendering import render
from pledges.newsroom.sessions import Sessions
from pledges.newsroom.settings import HeaderLogin, ServedSettings


class ServedGate(Guarded):
    """Lets requests through to `app` with `member` and `session_name` in their scope, or refuses them, or leads to the login.

    What is open to everybody has neither. `refresh` is called before each request: people come and go while the server runs.
    """

    # The address is https:// and nothing else, as the settings demand.
    headers: ClassVar[Mapping[str, str]] = {**HEADERS, "strict-transport-security": "max-age=31536000"}

    def __init__(
        self,
        app: ASGIApp,
        *,
        settings: ServedSettings,
        members: Members,
        sessions: Sessions,
        log: Log,
        refresh: Callable[[], object] = lambda: None,
    ) -> None:
        super().__init__(app)
        self._hosts = frozenset({settings.host})
        self._members = members
        self._sessions = sessions
        self._refresh = refresh
        self._door = Door(members, sessions, log)
        self._login = _login(settings, self._door)
        routes = [*self._login.routes, *self._door.routes]
        self._outside = Starlette(
            routes=routes, exception_handlers={HTTPException: _not_found, TooLargeError: _too_large}
        )

    def answering(self, scope: Scope) -> ASGIApp:
        """The editor to who is in, the login's screens to anybody, else a refusal or the way to the login."""
        refusal = refused_at_once(scope, hosts=self._hosts, scheme="https")
        if refusal is not None:
            return refusal
        self._refresh()
        path: str = scope["path"]
        if path in (LOGIN, LOGOUT) or path.startswith(f"{LOGIN}/"):
            return self._outside
        if path.startswith(OPEN):
            return self.app
        session = self._door.logged_in(scope)
        member = self._members.by_subject(session.subject) if session is not None else None
        if session is None or member is None or not self._login.holds(scope, session.subject):
            if session is not None:
                self._sessions.end(session.name)
            return _led_to_login(scope)
        scope["member"] = member
        scope["session_name"] = session.name
        return self.app


def _login(settings: ServedSettings, door: Door) -> Login:
    if isinstance(settings.login, HeaderLogin):
        return ByHeader(settings.login, door)
    from pledges.newsroom.login.oidc import ByOidc  # noqa: PLC0415 - Authlib is not there where nobody logs in by it

    return ByOidc(settings.login, door, address=settings.address)


def _led_to_login(scope: Scope) -> Response:
    if scope["method"] == "POST":
        text = (
            f'<a href="{LOGIN}">Logga in</a> igen. Det som är sparat finns kvar, och det du har skrivit sedan dess brukar '
            "stå under Inte sparat på första sidan. Har du sidan öppen i en annan flik kan du spara den där när du har loggat in."
        )
        return refused(403, "Du är inte inloggad längre", text)
    query = scope["query_string"].decode("latin-1")
    return RedirectResponse(login_for(quote(scope["path"]) + (f"?{query}" if query else "")), status_code=303)


async def _not_found(_request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 404
    return HTMLResponse(render("utanfor.html", title="Det gick inte", text="Sidan finns inte.", again=LOGIN), status)


async def _too_large(_request: Request, _error: Exception) -> Response:
    return refused(413, "För stort", "Det som skickades är för stort.")
