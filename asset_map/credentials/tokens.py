"""One-time tokens: made from given randomness, kept only as their hash."""

import base64
import hashlib
import hmac

__all__ = ["TOKEN_BYTES", "derived_token", "is_token", "token_from", "token_hash"]

TOKEN_BYTES = 32


def token_from(randomness: bytes) -> str:
    """
    Return the token that stands for some random bytes, safe in a link.

    Raises
    ------
    ValueError
        When the bytes are too few to be beyond guessing.
    """
    if len(randomness) < TOKEN_BYTES:
        message = f"A token needs {TOKEN_BYTES} random bytes, not {len(randomness)}."
        raise ValueError(message)
    return base64.urlsafe_b64encode(randomness).decode().rstrip("=")


def token_hash(token: str) -> str:
    """Return what is kept of a token: it is random, so one SHA-256 does."""
    return hashlib.sha256(token.encode()).hexdigest()


def is_token(token: str, kept_hash: str) -> bool:
    """Whether this is the token whose hash was kept, in a time that tells nothing."""
    return hmac.compare_digest(token_hash(token).encode(), kept_hash.encode())


def derived_token(key: bytes, *subject: str) -> str:
    """
    Return the token that a secret key gives a subject: the same each time.

    So a link can be written into a message when it is sent, though its hash alone is
    kept. Nobody without the key can make it.
    """
    name = "\x1f".join(subject).encode()
    return token_from(hmac.new(key, name, hashlib.sha256).digest())
