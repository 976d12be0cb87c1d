"""Who comes in: only the person who started the editor, from a page of the editor's own, on this machine.

docs/redigera-sakerhet.md tells what each check is against.
"""

import hmac
import secrets
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from http.cookies import CookieError, SimpleCookie
from typing import ClassVar
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

START = "/start"
MOST_BYTES = 25 * 1024 * 1024
OPEN = ("/tema/",)
"""What may be fetched by anyone who asks: the editor's own looks, which tell nothing."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
PAGE_POLICY = (
    "sandbox allow-same-origin; default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'none'; "
    "base-uri 'none'; frame-ancestors 'self'"
)
"""The policy of a previewed page: it runs nothing and sends nothing. It keeps its origin so that the editor can hold its place."""
HEADERS: Mapping[str, str] = {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
_REFUSED = """<!doctype html>
<html lang="sv"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Redigeringen är stängd</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="/tema/portal.css"><link rel="stylesheet" href="/tema/redigera.css"></head>
<body><main class="wrap narrow"><h1>{title}</h1><p>{text}</p></main></body></html>"""


class OwnForms:
    """What tells a form that the editor made from any other. Without a `key` it is forgotten when the editor ends."""

    def __init__(self, key: bytes = b"") -> None:
        self._key = key or secrets.token_bytes(32)

    def csrf(self, session: str) -> str:
        """What a form of this session must carry."""
        return hmac.new(self._key, session.encode(), "sha256").hexdigest()

    def is_own(self, session: str, token: str) -> bool:
        """Whether a form was made by the editor for this session."""
        return hmac.compare_digest(self.csrf(session).encode(), token.encode())


class Guarded(ABC):
    """An app that is reached through a gate: what each request is answered by is decided first, and all that is answered has
    the editor's headers."""

    headers: ClassVar[Mapping[str, str]] = HEADERS

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    @abstractmethod
    def answering(self, scope: Scope) -> ASGIApp:
        """What answers a request: the app, or a refusal."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await self.answering(scope)(scope, _limited(receive), _with_headers(send, self.headers))


class Gate(Guarded):
    """Lets requests through to `app`, or refuses them.

    `hosts` are the names with port that this editor answers to; `token` opens it once, and then what `renewed` gives.
    """

    def __init__(
        self, app: ASGIApp, *, hosts: frozenset[str], token: str, renewed: Callable[[], str] = lambda: ""
    ) -> None:
        super().__init__(app)
        self.hosts = hosts
        # Browsers keep one set of cookies for all ports: two editors at once must not close each other.
        self.cookie = f"redigering-{min(hosts).rpartition(':')[2]}"
        self._token = token
        self._renewed = renewed
        self._sessions: set[str] = set()

    def answering(self, scope: Scope) -> ASGIApp:
        """The editor, to whoever has opened it with the key."""
        refusal = refused_at_once(scope, hosts=self.hosts, scheme="http")
        if refusal is not None:
            return refusal
        if scope["path"] == START:
            return self._opened(scope)
        session = session_of(Headers(scope=scope), self.cookie)
        if session not in self._sessions and not scope["path"].startswith(OPEN):
            text = (
                "Stäng fliken, och öppna redigeringen igen, som när du började. Det som är sparat finns kvar, "
                "och det du har skrivit sedan dess brukar stå under Inte sparat på första sidan."
            )
            return refused(403, "Redigeringen är stängd", text)
        scope["session_name"] = session
        return self.app

    def _opened(self, scope: Scope) -> Response:
        """The answer to the address that the editor was opened with: it holds once."""
        given = parse_qs(scope["query_string"].decode("latin-1")).get("nyckel", [""])[0]
        if scope["method"] != "GET" or not self._token or not hmac.compare_digest(given.encode(), self._token.encode()):
            text = "Adressen gäller bara en gång. Öppna redigeringen igen, som när du började."
            return refused(403, "Adressen är redan använd", text)
        self._token = self._renewed()
        session = secrets.token_urlsafe(32)
        self._sessions.add(session)
        response = RedirectResponse("/", status_code=303)
        response.set_cookie(self.cookie, session, httponly=True, samesite="strict", path="/")
        return response


def refused_at_once(scope: Scope, *, hosts: frozenset[str], scheme: str) -> Response | None:
    """What is refused whoever it is that asks: a foreign Host, another method, a form from elsewhere, and what is too large."""
    headers = Headers(scope=scope)
    host = headers.get("host", "")
    if host not in hosts:
        return refused(421, "Fel adress", "Redigeringen svarar bara på adressen som den öppnades med.")
    if scope["method"] not in ("GET", "HEAD", "POST"):
        return refused(405, "Det går inte", "Redigeringen tar inte emot sådana frågor.")
    if scope["method"] == "POST" and headers.get("origin") != f"{scheme}://{host}":
        return refused(403, "Fel avsändare", "Formuläret kom inte från redigeringens egen sida.")
    if headers.get("sec-fetch-site", "none") not in ("same-origin", "none") and scope["method"] == "POST":
        return refused(403, "Fel avsändare", "Formuläret kom inte från redigeringens egen sida.")
    if int(_digits(headers.get("content-length", "0"))) > MOST_BYTES:
        return refused(413, "För stort", "Det som skickades är för stort. Gå tillbaka och välj en mindre fil.")
    return None


def session_of(headers: Headers, name: str) -> str:
    """The session that a request says that it belongs to, in the cookie `name`."""
    try:
        cookie = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return ""
    return cookie.value if cookie else ""


def _digits(text: str) -> str:
    return text if text.isascii() and text.isdigit() and len(text) < 19 else str(MOST_BYTES + 1)


def refused(status: int, title: str, text: str) -> Response:
    """A page that says no, and to whom there is nothing more to show."""
    return HTMLResponse(_REFUSED.format(title=title, text=text), status)


class TooLargeError(Exception):
    """More was sent than was said, or than may be."""


def _limited(receive: Receive) -> Receive:
    """`receive`, until too much has come."""
    total = 0

    async def limited() -> Message:
        nonlocal total
        message = await receive()
        total += len(message.get("body", b""))
        if total > MOST_BYTES:
            raise TooLargeError
        return message

    return limited


def _with_headers(send: Send, given: Mapping[str, str]) -> Send:
    async def with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in given.items():
                headers[name] = value
            if "content-security-policy" not in headers:
                headers["content-security-policy"] = POLICY
        await send(message)

    return with_headers
