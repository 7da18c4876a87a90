"""Who may come in: accounts, how they came in, and what happened to them."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from asset_map.model.errors import InvalidSubmissionError, Problem
from asset_map.model.role import Role
from asset_map.model.typed import as_one_line
from asset_map.model.words import WordEnum, fold

__all__ = [
    "INVITATION_LASTS",
    "PASSWORD_LEAST",
    "PASSWORD_MOST",
    "Account",
    "AccountEvent",
    "AccountSession",
    "AccountState",
    "Invitation",
    "Secrets",
    "checked_email",
    "checked_name",
    "needs_second_factor",
    "refused",
]

INVITATION_LASTS = timedelta(days=7)
PASSWORD_LEAST = 12
PASSWORD_MOST = 200
_EMAIL_MOST = 254
_NAME_MOST = 80
_EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\"]+")


class AccountState(WordEnum):
    """Whether somebody can come in."""

    INVITED = "invited"
    ACTIVE = "active"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """
    Somebody who may come in.

    ``name`` is what the history shows, and no other account has it. ``area_codes`` and
    ``committee_ids`` are what a partner is limited to; with neither it is everywhere.
    ``oidc_subject`` is who they are to the council's own sign-in, "" until they used it.
    """

    id: str
    name: str
    email: str
    role: Role
    made_at: datetime
    state: AccountState = AccountState.INVITED
    area_codes: tuple[str, ...] = ()
    committee_ids: tuple[str, ...] = ()
    oidc_subject: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Secrets:
    """
    How an account proves itself here: hashes, and the sealed secret of its codes.

    ``code_step`` is the last time step whose code was used; a code works once.
    """

    account_id: str
    password_hash: str = ""
    sealed_code_secret: str = ""
    code_step: int = 0

    @property
    def has_codes(self) -> bool:
        """Whether a code is asked for besides the password."""
        return bool(self.sealed_code_secret)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountSession:
    """
    That a browser came in, kept by the hash of what its cookie holds.

    Without an account it is the officer's link of this machine, kept once it is ended.
    """

    token_hash: str
    account_id: str | None
    made_at: datetime
    used_at: datetime
    until: datetime
    device: str = ""
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """A link that lets somebody choose a password, once, kept by its hash."""

    token_hash: str
    account_id: str
    made_at: datetime
    until: datetime
    used_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountEvent:
    """One thing that happened to an account: who did what; ``said`` is before and after."""

    account_id: str
    at: datetime
    actor_name: str
    did: str
    said: str = ""


def needs_second_factor(role: Role) -> bool:
    """Whether a password alone does not do for this role."""
    return role not in {Role.PUBLIC, Role.PARTNER}


def checked_email(text: str) -> str:
    """
    Return an email address as it is compared: without case, spaces and look-alikes.

    Raises
    ------
    InvalidSubmissionError
        When it is none.
    """
    email = unicodedata.normalize("NFKC", text).strip().casefold()
    if len(email) > _EMAIL_MOST or not _EMAIL.fullmatch(email):
        raise refused(
            field="email",
            fault="This is not an email address.",
            remedy="Write it like name@council.example.",
        )
    return email


def checked_name(text: str) -> str:
    """
    Return the name that the history is to show.

    Raises
    ------
    InvalidSubmissionError
        When there is none, it is long, or it is that of a role.
    """
    name = as_one_line(text)
    if not name or len(name) > _NAME_MOST:
        remedy = f"Write it in one to {_NAME_MOST} letters."
        raise refused(field="name", fault="The name is missing or too long.", remedy=remedy)
    if fold(name) in {fold(role.label) for role in Role}:
        raise refused(
            field="name", fault="This is the name of a role.", remedy="Write the person's own name."
        )
    return name


def refused(*, field: str, fault: str, remedy: str) -> InvalidSubmissionError:
    """Return the refusal of one field, for a form to show beside it."""
    problem = Problem(field=field, fault=fault, remedy=remedy)
    return InvalidSubmissionError(str(problem), problems=(problem,))
