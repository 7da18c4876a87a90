"""Passwords: which ones do, and how they are kept (argon2id)."""

import re
import unicodedata
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from asset_map.model.account import PASSWORD_LEAST, PASSWORD_MOST
from asset_map.model.errors import InvalidSubmissionError, Problem

__all__ = ["check_password", "is_password", "password_hash"]

# 19 MiB, two passes and one lane are what OWASP's cheat sheet on storing passwords names.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
# Many tries at once wait for each other rather than take the machine's memory.
_TURNS = BoundedSemaphore(4)
_FEWEST_CHARACTERS = 5

# What the commonest passwords are made of; figures and signs around them help nobody. It never
# looks back ("*+"), so that no text takes long.
_COMMON = re.compile(
    "(?:password|passwort|passphrase|pass|word|qwertyuiop|qwerty|qwertz|azerty|asdfghjkl|asdfgh|"
    "zxcvbnm|abcdefghijklmnopqrstuvwxyz|abcdefgh|abcdef|abc|letmein|welcome|hello|login|secret|"
    "changeme|change|admin|administrator|officer|council|user|guest|test|demo|default|"
    "iloveyou|love|sunshine|princess|football|baseball|liverpool|arsenal|chelsea|everton|"
    "dragon|monkey|superman|batman|master|shadow|michael|charlie|computer|internet|"
    "spring|summer|autumn|winter|monday|friday|january|december|england|britain|london|"
    "is|my|me|the|you|in|to|x)*+"
)
_LEET = str.maketrans("01345$@7", "oieassat")
_NOT_LETTERS = re.compile(r"[^a-z]+")


def _composed(password: str) -> str:
    """Return it as any keyboard writes it: one form for letters with accents."""
    return unicodedata.normalize("NFC", password)


def check_password(password: str, *, not_in: tuple[str, ...] = ()) -> None:
    """
    Go on only with a password that is hard to guess; spaces and any signs are welcome.

    Raises
    ------
    InvalidSubmissionError
        When it is short, common, or little more than one of ``not_in`` (name, address).
    """
    password = _composed(password)
    fault = _fault_of(password, not_in)
    if fault:
        problem = Problem(
            field="password",
            fault=fault,
            remedy="Take four or five words that do not belong together.",
        )
        raise InvalidSubmissionError(str(problem), problems=(problem,))


def _fault_of(password: str, not_in: tuple[str, ...]) -> str:
    if len(password) < PASSWORD_LEAST:
        return f"The password has fewer than {PASSWORD_LEAST} characters."
    if len(password) > PASSWORD_MOST:
        return f"The password has more than {PASSWORD_MOST} characters."
    folded = password.casefold()
    for own in sorted(filter(None, not_in), key=len, reverse=True):
        folded = folded.replace(own.casefold(), "")
    spelt = {_NOT_LETTERS.sub("", one) for one in (folded, folded.translate(_LEET))}
    is_common = any(_COMMON.fullmatch(one) for one in spelt)
    if is_common or len(set(folded)) < _FEWEST_CHARACTERS:
        return "This password is one of the first that somebody would try."
    return ""


def password_hash(password: str) -> str:
    """Return what is kept of a password."""
    with _TURNS:
        return _HASHER.hash(_composed(password))


@cache
def _nobodys_hash() -> str:
    return _HASHER.hash("nobody has this password")


def is_password(password: str, kept_hash: str) -> bool:
    """Whether this is the password; where none is kept it takes as long to say no."""
    try:
        with _TURNS:
            _HASHER.verify(kept_hash or _nobodys_hash(), _composed(password[: PASSWORD_MOST + 1]))
    except (VerificationError, InvalidHashError):
        return False
    return bool(kept_hash)
