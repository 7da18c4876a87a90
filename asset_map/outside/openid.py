"""
The council's own sign-in, by OpenID Connect: the code flow with PKCE, and nothing else.

What comes back is believed only when the provider's key signed it, for this program, for
this one sign-in, and a moment ago.
"""

import base64
import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

import httpx
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from asset_map.model.errors import NotAllowedError, SettingsError

__all__ = ["OpenIdProvider"]

_ALGORITHMS: Final = ["RS256", "PS256", "ES256"]
_SCOPE: Final = "openid profile email"
_LEEWAY_S: Final = 120
_TIMEOUT_S: Final = 10.0
# A key that the provider has taken back counts for no longer than that.
_KEYS_LAST: Final = timedelta(hours=1)
_HERE: Final = {"127.0.0.1", "::1", "localhost"}


class OpenIdProvider:
    """One provider, asked for its addresses once and for its keys when they change."""

    def __init__(self, issuer: str, *, client_id: str, client_secret: str) -> None:
        self._issuer = issuer.rstrip("/")
        self._id = client_id
        self._secret = client_secret
        self._known: Mapping[str, Any] | None = None
        self._keys: tuple[KeySet, datetime] | None = None

    def way_there(self, *, back: str, state: str, nonce: str, verifier: str) -> str:
        """Return the address at the provider where somebody signs in and is sent ``back`` from."""
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest())
        asked = {
            "response_type": "code",
            "client_id": self._id,
            "redirect_uri": back,
            "scope": _SCOPE,
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge.decode().rstrip("="),
            "code_challenge_method": "S256",
        }
        return f"{self._address('authorization_endpoint')}?{urlencode(asked)}"

    def way_out(self, *, back: str) -> str | None:
        """Return the address at the provider where somebody signs out; None where it has none."""
        if not self._addresses().get("end_session_endpoint"):
            return None
        asked = {"client_id": self._id, "post_logout_redirect_uri": back}
        return f"{self._address('end_session_endpoint')}?{urlencode(asked)}"

    def claims(
        self, code: str, *, back: str, nonce: str, verifier: str, now: datetime
    ) -> Mapping[str, Any]:
        """
        Return what the provider says of the person whom it sent back with a code.

        Raises
        ------
        NotAllowedError
            When it does not answer, or what it says cannot be believed.
        """
        answer = self._ask(
            "POST",
            self._address("token_endpoint"),
            data={
                "grant_type": "authorization_code",
                "code": code,
                "redirect_uri": back,
                "client_id": self._id,
                "client_secret": self._secret,
                "code_verifier": verifier,
            },
        )
        return self._believed(str(answer.get("id_token", "")), nonce=nonce, now=now)

    def _believed(self, token: str, *, nonce: str, now: datetime) -> Mapping[str, Any]:
        registry = jwt.JWTClaimsRegistry(
            now=int(now.timestamp()),
            leeway=_LEEWAY_S,
            iss={"essential": True, "value": self._addresses()["issuer"]},
            aud={"essential": True, "value": self._id},
            exp={"essential": True},
            iat={"essential": True},
            sub={"essential": True},
            nonce={"essential": True, "value": nonce},
        )
        try:
            claims = self._opened(token, now).claims
            registry.validate(claims)
        except (JoseError, ValueError, TypeError) as error:
            raise _unbelieved() from error
        if claims.get("azp", self._id) != self._id:
            raise _unbelieved()
        return claims

    def _opened(self, token: str, now: datetime) -> jwt.Token:
        if self._keys is not None and now - self._keys[1] < _KEYS_LAST:
            try:
                return jwt.decode(token, self._keys[0], algorithms=_ALGORITHMS)
            except (JoseError, ValueError):
                pass  # Providers change their keys now and then: those of today are asked for once.
        keys: Any = self._ask("GET", self._address("jwks_uri"))
        self._keys = KeySet.import_key_set(keys), now
        return jwt.decode(token, self._keys[0], algorithms=_ALGORITHMS)

    def _addresses(self) -> Mapping[str, Any]:
        if self._known is None:
            known = self._ask("GET", f"{self._issuer}/.well-known/openid-configuration")
            if str(known.get("issuer", "")).rstrip("/") != self._issuer:
                message = (
                    "The setting 'openid_issuer' is not what the provider calls itself; "
                    "copy the issuer of your own tenant or realm."
                )
                raise SettingsError(message)
            self._known = known
        return self._known

    def _address(self, name: str) -> str:
        address = str(self._addresses().get(name, ""))
        parts = urlsplit(address)
        if parts.scheme != "https" and parts.hostname not in _HERE:
            message = f"The council's sign-in names no safe address for '{name}'; tell its keeper."
            raise SettingsError(message)
        return address

    def _ask(
        self, method: str, address: str, *, data: Mapping[str, str] | None = None
    ) -> Mapping[str, Any]:
        try:
            answer = httpx.request(method, address, data=data, timeout=_TIMEOUT_S)
            answer.raise_for_status()
            said = answer.json()
        except (httpx.HTTPError, ValueError) as error:
            message = (
                "The council's own sign-in did not answer as it should. Try again in a moment; "
                "if it stays so, tell whoever keeps the accounts."
            )
            raise NotAllowedError(message) from error
        return said if isinstance(said, dict) else {}


def _unbelieved() -> NotAllowedError:
    message = "What the council's sign-in sent cannot be believed. Sign in once more from here."
    return NotAllowedError(message)
