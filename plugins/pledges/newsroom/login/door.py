"""Who has been told apart by a login comes in here, or is told why not; and goes out."""

from dataclasses import dataclass
from typing import Protocol

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import Scope

from pledges.editing.gate import session_of
from pledges.newsroom.log import Log
from pledges.newsroom.login.way_back import HOME, LOGIN, LOGOUT, own_path
from pledges.newsroom.people import Members
from pledges.newsroom.rendering import render
from pledges.newsroom.sessions import COOKIE, LoggedIn, Sessions, give, take_back


class Login(Protocol):
    """A way to log in."""

    @property
    def routes(self) -> tuple[Route, ...]:
        """Its screens, under the login's address."""

    def holds(self, scope: Scope, subject: str) -> bool:
        """Whether who logged in as `subject` is still the one who asks."""


@dataclass(frozen=True, slots=True)
class Door:
    """Who may come in, who is in, and what is noted of it."""

    members: Members
    sessions: Sessions
    log: Log

    def logged_in(self, scope: Scope) -> LoggedIn | None:
        """Who is in, by the cookie of a request."""
        return self.sessions.of(session_of(Headers(scope=scope), COOKIE))

    def let_in(self, request: Request, subject: str, way: str) -> Response:
        """Let in whom the login means by `subject`, to where they were going. The session is always a new one."""
        before = self.logged_in(request.scope)
        if before is not None:
            self.sessions.end(before.name)
        if self.members.by_subject(subject) is None:
            self.log.note("släpptes inte in: står inte bland [[people]]", self.members.pseudonym(subject))
            return self.said(
                403,
                "Du får inte komma in här",
                "Inloggningen gick bra, men du står inte bland dem som skriver här. Be den som sköter portalen att lägga "
                f"till dig. Inloggningen kallar dig ”{subject[:100]}”.",
            )
        self.log.note("loggade in", self.members.pseudonym(subject))
        return give(RedirectResponse(own_path(way), status_code=303), self.sessions.begin(subject))

    def said(self, status: int, title: str, text: str, *, again: str = "") -> Response:
        """A page that tells something to somebody who is not in. `again` is an address to try once more at."""
        return HTMLResponse(render("utanfor.html", title=title, text=text, again=again), status)

    async def leave(self, request: Request) -> Response:
        """Log out, by a form of the editor's own: no link from elsewhere does it."""
        session = self.logged_in(request.scope)
        if session is None:
            return RedirectResponse(LOGIN, status_code=303)
        form = await request.form(max_files=0, max_fields=10)
        if not self.sessions.forms.is_own(session.name, str(form.get("csrf", ""))):
            return self.said(403, "Fel avsändare", "Formuläret kom inte från redigeringens egen sida.", again=HOME)
        self.sessions.end(session.name)
        self.log.note("loggade ut", self.members.pseudonym(session.subject))
        text = "Det som är sparat finns kvar. Använder andra samma dator, stäng webbläsaren: du kan vara inloggad på annat håll."
        return take_back(self.said(200, "Du är utloggad", text, again=LOGIN))

    @property
    def routes(self) -> tuple[Route, ...]:
        """The screens that every way to log in has."""
        return (Route(LOGOUT, self.leave, methods=["POST"]),)
