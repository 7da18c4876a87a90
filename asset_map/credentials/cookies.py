"""The signed cookie that says in which role somebody came in."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime

from itsdangerous import BadData, URLSafeSerializer

from asset_map.model.role import Role

__all__ = ["ROLE_COOKIE", "role_from", "signed_role"]

ROLE_COOKIE = "asset_map_role"


def _serializer(key: bytes) -> URLSafeSerializer:
    return URLSafeSerializer(
        key, salt="asset-map role cookie 1", signer_kwargs={"digest_method": hashlib.sha256}
    )


def signed_role(role: Role, *, until: datetime, key: bytes) -> str:
    """Return the cookie's value: a role until a moment, which only the key can sign."""
    return str(_serializer(key).dumps({"role": role.value, "until": int(until.timestamp())}))


def role_from(cookies: Mapping[str, str], *, key: bytes, now: datetime) -> Role:
    """Return the role that a browser's cookies prove; the public's unless they prove more."""
    try:
        claim = _serializer(key).loads(cookies.get(ROLE_COOKIE, ""))
        until = datetime.fromtimestamp(claim["until"], tz=UTC)
        role = Role(claim["role"])
    except (BadData, KeyError, TypeError, ValueError, OverflowError):
        return Role.PUBLIC
    return role if now < until else Role.PUBLIC
