"""From where a request came."""

from fastapi import Request

__all__ = ["address_of"]


def address_of(request: Request) -> str:
    """Return the address that a request came from, "" where the server does not say."""
    return request.client.host if request.client else ""
