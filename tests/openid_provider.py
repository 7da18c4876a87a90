"""
A small provider of OpenID Connect, for the tests: discovery, keys, code flow with PKCE, sign-out.

It asks for nothing but who one is. ``spoil`` changes the claims or the key of the next token.
"""

import base64
import hashlib
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from typing import Any
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from tests.serving import free_port

__all__ = ["CLIENT_ID", "CLIENT_SECRET", "Provider", "new_key", "provided"]

CLIENT_ID, CLIENT_SECRET = "asset-map", "a secret of the tests"


def new_key() -> RSAKey:
    """Return a key to sign with."""
    return RSAKey.generate_key(2048, auto_kid=True)


def signed(claims: dict[str, Any], key: RSAKey) -> str:
    """Return the token that a provider writes."""
    return jwt.encode({"alg": "RS256", "kid": key.kid}, claims, key)


@dataclass
class Provider:
    """What the provider knows: its people by name, and the codes that it gave out."""

    issuer: str
    people: dict[str, dict[str, Any]] = field(default_factory=dict)
    spoil: dict[str, Any] = field(default_factory=dict)
    key: RSAKey = field(default_factory=new_key)
    signs_with: RSAKey | None = None
    # What it names as its addresses, and how it writes a token, where a test lets it go wrong.
    names: dict[str, str] = field(default_factory=dict)
    writes: Callable[[dict[str, Any], RSAKey], str] | None = None
    signed_out: int = 0
    now: Callable[[], float] = time.time
    _codes: dict[str, tuple[dict[str, str], str]] = field(default_factory=dict)

    def app(self) -> Starlette:
        """Return the provider's pages."""
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._discovery),
                Route("/keys", self._keys),
                Route("/authorize", self._authorize),
                Route("/token", self._token, methods=["POST"]),
                Route("/end", self._end),
            ]
        )

    async def _discovery(self, _request: Request) -> Response:
        names = {
            "authorization_endpoint": "authorize",
            "token_endpoint": "token",
            "jwks_uri": "keys",
            "end_session_endpoint": "end",
        }
        addresses = {name: f"{self.issuer}/{path}" for name, path in names.items()}
        return JSONResponse({"issuer": self.issuer, **addresses, **self.names})

    async def _keys(self, _request: Request) -> Response:
        return JSONResponse(KeySet([self.key]).as_dict(private=False))

    async def _authorize(self, request: Request) -> Response:
        asked = dict(request.query_params)
        assert (asked["client_id"], asked["response_type"]) == (CLIENT_ID, "code")
        who = asked.pop("who", None)
        if who is None:
            links = "".join(
                f'<li><a href="/authorize?{escape(urlencode({**asked, "who": name}))}">{name}</a>'
                for name in self.people
            )
            page = (
                f'<!doctype html><html lang="en"><title>Who?</title><h1>Who?</h1><ul>{links}</ul>'
            )
            return HTMLResponse(page)
        code = f"code-{len(self._codes)}"
        self._codes[code] = (asked, who)
        back = urlencode({"code": code, "state": asked["state"]})
        return RedirectResponse(f"{asked['redirect_uri']}?{back}", status_code=303)

    async def _token(self, request: Request) -> Response:
        form = await request.form()
        asked, who = self._codes.pop(str(form["code"]), ({"redirect_uri": "", "nonce": ""}, ""))
        verifier = str(form["code_verifier"]).encode()
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier).digest()).decode().rstrip("=")
        is_right = (
            form["client_secret"] == CLIENT_SECRET
            and form["redirect_uri"] == asked["redirect_uri"]
            and challenge == asked.get("code_challenge")
        )
        if not is_right:
            return JSONResponse({"error": "invalid_grant"}, status_code=400)
        now = int(self.now())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT_ID,
            "sub": f"subject-{who}",
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
            "name": who,
            **self.people[who],
            **self.spoil,
        }
        key = self.signs_with or self.key
        writes = self.writes or signed
        token = writes(claims, key)
        return JSONResponse({"id_token": token, "access_token": "x", "token_type": "Bearer"})

    async def _end(self, request: Request) -> Response:
        self.signed_out += 1
        return RedirectResponse(request.query_params["post_logout_redirect_uri"], status_code=303)


@contextmanager
def provided() -> Iterator[Provider]:
    """Run a provider on this machine until the block is left."""
    port = free_port()
    provider = Provider(issuer=f"http://127.0.0.1:{port}")
    server = uvicorn.Server(
        uvicorn.Config(provider.app(), port=port, log_level="warning", lifespan="off")
    )
    running = threading.Thread(target=server.run, daemon=True)
    running.start()
    while not server.started:
        time.sleep(0.02)
    try:
        yield provider
    finally:
        server.should_exit = True
        running.join(timeout=10)
