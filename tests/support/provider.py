"""A small login service that speaks OpenID Connect over HTTP, and that can be told to lie.

Discovery, authorize, token, userinfo and keys, as OpenID Connect Core 1.0 has them; the library signs.
"""

import base64
import hashlib
import secrets
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from joserfc.jws import JWSRegistry
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from support.servers import until

CLIENT = "redigering"
SECRET = "mycket hemligt"


@dataclass
class Provider:
    """The service. `who` logs in at the next visit; the rest is how it lies or fails."""

    address: str = ""
    who: str = "anna01"
    claims: dict[str, Any] = field(default_factory=dict)  # instead of what is true
    without: tuple[str, ...] = ()  # claims that are left out
    later: dict[str, int] = field(default_factory=dict)  # seconds to add to what is true
    signed_by: str = ""  # the name that a foreign key is given
    unsigned: bool = False
    signed_with_the_secret: bool = False
    no_token: bool = False
    down: bool = False
    metadata: dict[str, Any] = field(default_factory=dict)
    more: dict[str, Any] = field(default_factory=dict)  # what userinfo says besides
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "ett"}))
    codes: dict[str, Mapping[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def app(self) -> Starlette:
        """What answers."""
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._discovery),
                Route("/authorize", self._authorize),
                Route("/token", self._token, methods=["POST"]),
                Route("/userinfo", self._userinfo),
                Route("/keys", self._keys),
            ]
        )

    async def _discovery(self, _request: Request) -> Response:
        self.asked.append("discovery")
        if self.down:
            return Response("fel", 500)
        told = {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "userinfo_endpoint": f"{self.address}/userinfo",
            "jwks_uri": f"{self.address}/keys",
            "response_types_supported": ["code"],
            "id_token_signing_alg_values_supported": ["RS256", "none", "HS256"],
        }
        return JSONResponse({**told, **self.metadata})

    async def _authorize(self, request: Request) -> Response:
        asked = request.query_params
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT
        assert asked["code_challenge_method"] == "S256"
        assert "openid" in asked["scope"].split()
        code = secrets.token_urlsafe(16)
        self.codes[code] = {**asked, "who": self.who}
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}", 302)

    async def _token(self, request: Request) -> Response:
        form = await request.form()
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        begun = self.codes.pop(str(form["code"]), None)  # good once
        digest = hashlib.sha256(str(form.get("code_verifier", "")).encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if request.headers.get("authorization") != f"Basic {basic}":
            return JSONResponse({"error": "invalid_client"}, 401)
        if (
            begun is None
            or begun["code_challenge"] != challenge
            or begun["redirect_uri"] != form["redirect_uri"]
            or self.down
        ):
            return JSONResponse({"error": "invalid_grant"}, 500 if self.down else 400)
        now = int(time.time())
        true: dict[str, Any] = {
            "iss": self.address, "sub": begun["who"], "aud": CLIENT, "nonce": begun.get("nonce"), "iat": now, "exp": now + 300,
        }  # fmt: skip
        moved = {name: true[name] + seconds for name, seconds in self.later.items()}
        claims = {name: value for name, value in {**true, **moved, **self.claims}.items() if name not in self.without}
        token = {"access_token": begun["who"], "token_type": "Bearer"}
        if not self.no_token:
            token["id_token"] = self._signed(claims)
        return JSONResponse(token)

    def _signed(self, claims: dict[str, Any]) -> str:
        if self.unsigned:
            registry = JWSRegistry(algorithms=["none"])
            return jwt.encode({"alg": "none"}, claims, self.key, registry=registry)
        if self.signed_with_the_secret:
            return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(SECRET))
        key = RSAKey.generate_key(2048, {"kid": self.signed_by}) if self.signed_by else self.key
        return jwt.encode({"alg": "RS256", "kid": key.kid}, claims, key)

    async def _userinfo(self, request: Request) -> Response:
        who = request.headers["authorization"].removeprefix("Bearer ")
        return JSONResponse({"sub": who, **self.more})

    async def _keys(self, _request: Request) -> Response:
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})


@contextmanager
def served(app: Any, *, sock: socket.socket | None = None) -> Iterator[str]:
    """`app` answering on this machine, until the end of the block; gives its address."""
    listening = sock or socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, proxy_headers=False, lifespan="off"
    )
    server = uvicorn.Server(config)
    running = threading.Thread(target=server.run, args=([listening],), daemon=True)
    running.start()
    try:
        until(lambda: server.started)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}" if sock is None else ""
    finally:
        server.should_exit = True
        running.join(10)
        listening.close()


@contextmanager
def provider() -> Iterator[Provider]:
    """A login service, until the end of the block."""
    service = Provider()
    with served(service.app()) as address:
        service.address = address
        yield service
