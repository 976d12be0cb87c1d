"""Login at the organisation's own service, by OpenID Connect: an authorization code with PKCE. Authlib does the protocol.

Loaded only where it is used. The service's metadata and keys are fetched again after a while, since keys are changed.
"""

import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx2
from authlib.integrations.starlette_client import OAuth, OAuthError
from joserfc.errors import JoseError
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.types import Scope

from pledges.editing.gate import session_of
from pledges.newsroom.login.door import Door
from pledges.newsroom.login.way_back import LOGIN, own_path
from pledges.newsroom.rendering import render
from pledges.newsroom.sessions import give, take_back
from pledges.newsroom.settings import OidcLogin

BEGIN = f"{LOGIN}/borja"
ANSWER = f"{LOGIN}/svar"
COOKIE = "__Host-inloggning"
_NAME = "login"
_TIMEOUT = 10.0
_LEEWAY = 60
_METADATA_AGE = 600.0
_BEGUN_AGE = 600.0
_MOST_BEGUN = 1000
# Signed with the service's own key pair. Not "none", and nothing that is signed with the secret that both know.
_SIGNATURES = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class _NotTrustedError(Exception):
    """What the service says of itself, or of a person, is not to be believed."""


@dataclass(slots=True)
class _Begun:
    """A login that is under way in one browser: what Authlib must know when the answer comes, and where it leads."""

    way: str
    when: float
    session: dict[str, Any] = field(default_factory=dict)


class ByOidc:
    """The way in by OpenID Connect. `address` is the editor's own."""

    def __init__(
        self, settings: OidcLogin, door: Door, *, address: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._settings = settings
        self._door = door
        self._answer = f"{address}{ANSWER}"
        self._clock = clock
        self._begun: dict[str, _Begun] = {}
        self._trusted = (
            httpx2.create_ssl_context()
        )  # the machine's own list, where an organisation puts its own authority
        self._client: Any = None
        self._client_made = 0.0

    @property
    def routes(self) -> tuple[Route, ...]:
        """The login's screen, the way out to the service, and the way back from it."""
        return (
            Route(LOGIN, self._ask, methods=["GET"]),
            Route(BEGIN, self._begin, methods=["GET"]),
            Route(ANSWER, self._answered, methods=["GET"]),
        )

    def holds(self, _scope: Scope, _subject: str) -> bool:
        """The service has said who it was once, and says no more."""
        return True

    async def _ask(self, request: Request) -> Response:
        way = own_path(request.query_params.get("till", ""))
        return HTMLResponse(render("logga-in.html", begin=BEGIN, way=way, service=self._settings.shown))

    async def _begin(self, request: Request) -> Response:
        begun = _Begun(own_path(request.query_params.get("till", "")), self._clock())
        request.scope["session"] = begun.session
        try:
            client = await self._trusted_client()
            leading: Response = await client.authorize_redirect(request, self._answer)
        except (httpx2.HTTPError, _NotTrustedError, ValueError) as error:
            return self._unreachable(error)
        name = secrets.token_urlsafe(32)
        self._begun[name] = begun
        self._forget_old()
        return give(leading, name, cookie=COOKIE)

    async def _answered(self, request: Request) -> Response:
        self._forget_old()
        # Taken out before it is looked at: an answer is good once, whatever comes of it.
        begun = self._begun.pop(session_of(Headers(scope=request.scope), COOKIE), None)
        if begun is None:
            text = "Det är för länge sedan inloggningen började, eller så började den i en annan webbläsare. Logga in igen."
            return self._not_in(400, text)
        request.scope["session"] = begun.session
        try:
            subject = await self._subject(request)
        except httpx2.HTTPError as error:
            return self._unreachable(error)
        except (OAuthError, JoseError, _NotTrustedError, ValueError, KeyError, TypeError) as error:
            self._door.log.note(f"en inloggning gick inte att lita på: {type(error).__name__} {error}")
            return self._not_in(
                403, "Inloggningen avbröts, eller svaret från inloggningen gick inte att lita på. Logga in igen."
            )
        return take_back(self._door.let_in(request, subject, begun.way), cookie=COOKIE)

    async def _subject(self, request: Request) -> str:
        """Whom the service says that it is, when the library has tried its word."""
        client = await self._trusted_client()
        token = await client.authorize_access_token(
            request,
            leeway=_LEEWAY,
            claims_options={
                "iss": {"essential": True, "value": self._settings.issuer},
                "aud": {"essential": True, "value": self._settings.client_id},
            },
        )
        claims: Mapping[str, Any] | None = token.get("userinfo")
        if claims is None:
            raise _NotTrustedError("inget id_token")
        claim = self._settings.claim
        if claim not in claims:
            told = await client.userinfo(token=token)
            if told.get("sub") != claims["sub"]:
                raise _NotTrustedError("userinfo om någon annan")
            claims = told
        subject = claims.get(claim)
        if not isinstance(subject, str) or not subject.strip():
            raise _NotTrustedError(f"{claim} saknas")
        if claim == "email" and claims.get("email_verified") is False:
            raise _NotTrustedError("e-postadressen är inte bekräftad")
        return subject

    async def _trusted_client(self) -> Any:
        """Authlib's client, with metadata that is of the service that the settings name and none else."""
        if self._client is None or self._clock() - self._client_made > _METADATA_AGE:
            self._client, self._client_made = self._new_client(), self._clock()
        metadata = await self._client.load_server_metadata()
        issuer = self._settings.issuer
        if metadata.get("issuer") != issuer:
            self._client = None
            raise _NotTrustedError(f"tjänsten kallar sig {metadata.get('issuer')}, inte {issuer}")
        scheme = issuer.partition("//")[0]
        if not all(str(metadata.get(name)).startswith(f"{scheme}//") for name in _ENDPOINTS):
            self._client = None
            raise _NotTrustedError("tjänstens adresser är inte krypterade")
        told = metadata.get("id_token_signing_alg_values_supported") or ["RS256"]
        metadata["id_token_signing_alg_values_supported"] = [one for one in told if one in _SIGNATURES] or ["RS256"]
        return self._client

    def _new_client(self) -> Any:
        settings = self._settings
        metadata = f"{settings.issuer.rstrip('/')}/.well-known/openid-configuration"
        return OAuth().register(
            _NAME,
            client_id=settings.client_id,
            client_secret=settings.client_secret,
            server_metadata_url=metadata,
            client_kwargs={
                "scope": settings.scope,
                "code_challenge_method": "S256",
                "timeout": _TIMEOUT,
                "verify": self._trusted,
            },
        )

    def _forget_old(self) -> None:
        now = self._clock()
        kept = [(name, one) for name, one in self._begun.items() if now - one.when < _BEGUN_AGE]
        self._begun = dict(kept[-_MOST_BEGUN:])

    def _unreachable(self, error: Exception) -> Response:
        self._client = None
        self._door.log.note(f"inloggningstjänsten svarar inte som den ska: {type(error).__name__} {error}")
        text = (
            f"Det går inte att nå {self._settings.shown} just nu. Det som är sparat finns kvar. Försök igen om en stund; "
            "hjälper inte det, säg till den som sköter portalen."
        )
        return self._door.said(503, "Inloggningen svarar inte", text, again=LOGIN)

    def _not_in(self, status: int, text: str) -> Response:
        return take_back(self._door.said(status, "Du är inte inloggad", text, again=LOGIN), cookie=COOKIE)
