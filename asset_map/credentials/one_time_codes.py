"""The second proof: codes of an authenticator app (TOTP), and recovery codes on paper."""

import base64
import hashlib
import hmac
from datetime import datetime

import pyotp
from cryptography.fernet import Fernet, InvalidToken

__all__ = [
    "code_secret",
    "opened_secret",
    "recovery_code_hash",
    "recovery_codes",
    "sealed_secret",
    "setup_address",
    "step_of",
]

_SECRET_BYTES = 20
_CODES = 10
_CODE_BYTES = 10
_STEP_SECONDS = 30


def code_secret(randomness: bytes) -> str:
    """Return a new secret, in the letters that people can type into an app."""
    return base64.b32encode(randomness[:_SECRET_BYTES]).decode()


def setup_address(secret: str, *, email: str, council: str) -> str:
    """Return the address that an authenticator app reads from the QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=council)


def step_of(code: str, secret: str, *, now: datetime, after: int) -> int | None:
    """
    Return the time step that a code belongs to; None where it is wrong, old or used.

    ``after`` is the last step whose code was used. One step either way is let pass, for
    clocks that are not quite right.
    """
    digits = "".join(filter(str.isdigit, code))
    totp, present = pyotp.TOTP(secret), int(now.timestamp()) // _STEP_SECONDS
    for step in (present - 1, present, present + 1):
        right = totp.at(step * _STEP_SECONDS)
        if step > after and hmac.compare_digest(right.encode(), digits.encode()):
            return step
    return None


def _box(key: bytes) -> Fernet:
    own = hmac.new(key, b"asset-map one-time codes 1", hashlib.sha256).digest()
    return Fernet(base64.urlsafe_b64encode(own))


def sealed_secret(secret: str, *, key: bytes) -> str:
    """Return the secret as it is kept: only the server's key opens it."""
    return _box(key).encrypt(secret.encode()).decode()


def opened_secret(sealed: str, *, key: bytes) -> str:
    """Return the secret; "" where another key sealed it, so that no code fits."""
    try:
        return _box(key).decrypt(sealed.encode()).decode()
    except InvalidToken:
        return ""


def recovery_codes(randomness: bytes) -> tuple[str, ...]:
    """Return codes for the day the telephone is lost, in groups that can be read out."""
    letters = base64.b32encode(randomness[: _CODES * _CODE_BYTES]).decode().lower()
    each = len(letters) // _CODES
    codes = (letters[start : start + each] for start in range(0, each * _CODES, each))
    return tuple("-".join(one[at : at + 4] for at in range(0, each, 4)) for one in codes)


def recovery_code_hash(code: str, *, account_id: str) -> str:
    """Return what is kept of a recovery code: it is random, so one SHA-256 does."""
    letters = "".join(filter(str.isalnum, code.lower()))
    return hashlib.sha256(f"{account_id}:{letters}".encode()).hexdigest()
