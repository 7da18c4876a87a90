"""Coming in by the council's own sign-in: who that is here, and as what."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from asset_map.credentials.tickets import read_ticket, signed_ticket
from asset_map.credentials.tokens import is_token, token_from, token_hash
from asset_map.model.account import (
    Account,
    AccountEvent,
    AccountState,
    checked_email,
    checked_name,
)
from asset_map.model.errors import InvalidSubmissionError, NotAllowedError, SettingsError
from asset_map.model.role import Role
from asset_map.model.words import fold
from asset_map.outside.openid import OpenIdProvider
from asset_map.register import accounts, sessions
from asset_map.register.engine import Connection
from asset_map.settings import Settings
from asset_map.usecases.house import House, NewId, random_id
from asset_map.usecases.second_factor import From
from asset_map.usecases.sessions import SignedIn, begun_session
from asset_map.usecases.sign_in import signing_key

__all__ = [
    "OPENID_LASTS",
    "Setting",
    "come_back",
    "has_openid",
    "role_by_claims",
    "set_out",
    "way_out",
]

OPENID_LASTS = timedelta(minutes=10)
_PURPOSE = "openid"
_BY = "the council's sign-in"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Somebody sets out: the address to go to, and what the browser keeps until it is back."""

    address: str
    ticket: str


def has_openid(settings: Settings) -> bool:
    """Whether the council named a sign-in of its own."""
    return bool(settings.openid_issuer and settings.openid_client_id)


@lru_cache(maxsize=4)
def _provider(settings: Settings) -> OpenIdProvider:
    if not has_openid(settings):
        message = "There is no other sign-in here; use your address and password."
        raise NotAllowedError(message)
    return OpenIdProvider(
        settings.openid_issuer,
        client_id=settings.openid_client_id,
        client_secret=settings.openid_client_secret,
    )


def set_out(house: House, *, back: str, now: datetime) -> Setting:
    """Return where somebody signs in, and a ticket that only their way back fits."""
    state, nonce, verifier = (token_from(os.urandom(32)) for _ in range(3))
    address = _provider(house.settings).way_there(
        back=back, state=state, nonce=nonce, verifier=verifier
    )
    says = {"state": token_hash(state), "nonce": nonce, "verifier": verifier}
    until = now + OPENID_LASTS
    return Setting(
        address=address, ticket=signed_ticket(_PURPOSE, says, until=until, key=_key(house))
    )


def way_out(house: House, *, back: str) -> str | None:
    """Return where somebody signs out of the council's sign-in too."""
    return _provider(house.settings).way_out(back=back)


def come_back(
    house: House,
    ticket: str,
    said: Mapping[str, str],
    *,
    back: str,
    where: From,
    new_id: NewId = random_id,
) -> SignedIn:
    """
    Let somebody in whom the council's sign-in sent back.

    Raises
    ------
    NotAllowedError
        When it is not the way that they set out by, or nobody gave them a role here.
    """
    says = read_ticket(_PURPOSE, ticket, key=_key(house), now=where.now)
    if says is None or "code" not in said or not is_token(said.get("state", ""), says["state"]):
        message = "This took a while, or began in another browser: sign in once more from here."
        raise NotAllowedError(message)
    claims = _provider(house.settings).claims(
        said["code"], back=back, nonce=says["nonce"], verifier=says["verifier"], now=where.now
    )
    with house.register.writing() as connection:
        account = _account_of(connection, house.settings, claims, now=where.now, new_id=new_id)
        if account is not None:
            return begun_session(house, connection, account, device=where.device, now=where.now)
    whom = house.settings.privacy_contact or "whoever keeps the accounts of this register"
    message = (
        "You are signed in at your council, but nobody has given you a role here yet. "
        f"Ask {whom}. Everything that is public is open to you without signing in."
    )
    raise NotAllowedError(message)


def _account_of(
    connection: Connection,
    settings: Settings,
    claims: Mapping[str, Any],
    *,
    now: datetime,
    new_id: NewId,
) -> Account | None:
    """Return the account of whom the claims are about, as they make it; None without a role."""
    subject = f"{settings.openid_issuer.rstrip('/')}#{claims['sub']}"
    email = _email_in(claims)
    known = accounts.account_of_subject(connection, subject)
    by_email = accounts.account_of_email(connection, email) if known is None and email else None
    if by_email is not None and by_email.oidc_subject:
        # The address has passed to somebody else: the account has not.
        return None
    standing = known or by_email
    of_register = standing.role if standing else None
    role = role_by_claims(settings, claims) if settings.openid_roles else of_register
    if standing is not None and (role is None or standing.state is AccountState.ENDED):
        sessions.end_all(connection, standing.id, at=now)
        return None
    if role is None or (standing is None and not email):
        return None
    base = standing or Account(
        id=new_id(), name=_free_name(connection, claims, email), email=email, role=role, made_at=now
    )
    if base.role is not role:
        # What was opened as the one role goes on as no other: a password may have done for it.
        sessions.end_all(connection, base.id, at=now)
    account = replace(base, role=role, oidc_subject=subject, state=AccountState.ACTIVE)
    if account != standing:
        accounts.put(connection, replace(account, version=base.version + 1))
        did = "added" if standing is None else "came in by the council's sign-in"
        said = f"{base.role.label} -> {role.label}" if base.role is not role else role.label
        event = AccountEvent(account_id=account.id, at=now, actor_name=_BY, did=did, said=said)
        accounts.tell(connection, event)
    return account


def _email_in(claims: Mapping[str, Any]) -> str:
    """Return the address that the provider vouches for; "" where it says that it does not."""
    if claims.get("email_verified", True) not in {True, "true"}:
        return ""
    try:
        return checked_email(str(claims.get("email") or claims.get("preferred_username") or ""))
    except InvalidSubmissionError:
        return ""


def _free_name(connection: Connection, claims: Mapping[str, Any], email: str) -> str:
    """Return the person's name, or with their address where somebody else has that name."""
    taken = {fold(one.name) for one in accounts.every_account(connection)}
    try:
        name = checked_name(str(claims.get("name", ""))[:60])
    except InvalidSubmissionError:
        return email
    return f"{name} ({email})" if fold(name) in taken else name


def role_by_claims(settings: Settings, claims: Mapping[str, Any]) -> Role | None:
    """
    Return the highest role that the claims give by the council's mapping; None without one.

    Raises
    ------
    SettingsError
        When the mapping names a role that there is not.
    """
    value: Any = claims
    # Keycloak keeps its roles one level down: "realm_access.roles".
    for part in settings.openid_role_claim.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    held = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    given = [role for name, role in _mapping(settings.openid_roles) if name in held]
    return max(given, key=list(Role).index, default=None)


def _mapping(text: str) -> list[tuple[str, Role]]:
    pairs = [one.partition("=") for one in text.split(",") if one.strip()]
    try:
        return [(name.strip(), Role(role.strip())) for name, _, role in pairs]
    except ValueError as error:
        message = (
            "The setting 'openid_roles' names a role that there is not; write pairs such as "
            "'Asset officers=officer, Asset admins=admin'."
        )
        raise SettingsError(message) from error


def _key(house: House) -> bytes:
    return signing_key(Path(house.settings.cache_dir))
