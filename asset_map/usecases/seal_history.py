"""Sealing the history, and looking whether what was sealed is as it was."""

import secrets
from collections.abc import Callable
from datetime import datetime

from asset_map.model.role import Action, Actor, require
from asset_map.model.seal import Seal, SealCheck
from asset_map.model.words import LONDON
from asset_map.register import seals
from asset_map.register.engine import Register

__all__ = ["check_history", "random_salt", "seal_history"]


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


def check_history(register: Register, *, actor: Actor) -> SealCheck:
    """Work every seal out anew."""
    require(actor, Action.KEEP_BACKUPS)
    with register.reading() as connection:
        return seals.check(connection)
