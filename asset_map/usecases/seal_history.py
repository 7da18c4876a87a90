"""Sealing the history, and looking whether what was sealed is as it was."""

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Final

from asset_map.model.role import Action, Actor, Role, require
from asset_map.model.seal import Seal, SealCheck
from asset_map.model.words import LONDON
from asset_map.register import seals
from asset_map.register.engine import Register

__all__ = ["SERVER", "check_history", "random_salt", "seal_daily", "seal_history"]

# Whoever acts where nobody asked.
SERVER: Final = Actor(name="the server", role=Role.ADMIN)


def random_salt() -> str:
    """Return what makes a hash of known words unlike any other."""
    return secrets.token_hex(16)


def seal_history(
    register: Register, *, actor: Actor, now: datetime, new_salt: Callable[[], str] = random_salt
) -> Seal | None:
    """Seal what was added since the last seal; None where nothing was."""
    require(actor, Action.KEEP_BACKUPS)
    day = f"{now.astimezone(LONDON):%Y-%m-%d}"
    with register.writing() as connection:
        return seals.seal(connection, day=day, made_at=now, new_salt=new_salt)


def seal_daily(
    register: Register, *, actor: Actor, now: datetime, new_salt: Callable[[], str] = random_salt
) -> Seal | None:
    """
    Seal what was added, unless this day has its seal already or nothing was added.

    However many processes ask, each day is sealed once: they write one after the other. A clock
    that was wrong, and is set back, leaves no day unsealed and seals none twice.
    """
    require(actor, Action.KEEP_BACKUPS)
    day = f"{now.astimezone(LONDON):%Y-%m-%d}"
    with register.writing() as connection:
        if seals.has_day(connection, day):
            return None
        return seals.seal(connection, day=day, made_at=now, new_salt=new_salt)


def check_history(register: Register, *, actor: Actor) -> SealCheck:
    """Work every seal out anew."""
    require(actor, Action.KEEP_BACKUPS)
    with register.reading() as connection:
        return seals.check(connection)
