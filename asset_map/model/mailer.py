"""Who carries letters out: what is given to a mail server, and what an address must look like."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from asset_map.model.errors import InvalidSubmissionError, Problem

__all__ = ["Letter", "Mailer", "mail_address"]

ADDRESS_MAX = 254
# What browsers take for an address (HTML Living Standard, "valid email address"), with a dot in
# its domain: so no blank, comma, bracket or line break ever reaches a mail server.
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"[A-Za-z0-9.!#$%&'*+/=?^_`{{|}}~-]+@{_LABEL}(?:\.{_LABEL})+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One letter, ready to go; ``id`` is the same when it is tried again."""

    id: str
    to: str
    subject: str
    body: str
    at: datetime


class Mailer(Protocol):
    """Takes letters; one that is not taken raises ``MailError``."""

    def send(self, letter: Letter) -> None:
        """Hand one letter over; return when the server has taken it."""


def mail_address(typed: str, *, field: str = "email") -> str:
    """
    Return the address that was typed, without blanks around it; "" where nothing was.

    Raises
    ------
    InvalidSubmissionError
        When it is no email address; the message does not repeat it.
    """
    address = typed.strip()
    if not address or (len(address) <= ADDRESS_MAX and _ADDRESS.fullmatch(address)):
        return address
    problem = Problem(
        field=field,
        fault="That is not an email address.",
        remedy="Write it like name@example.org, or leave it empty.",
    )
    raise InvalidSubmissionError(str(problem), problems=(problem,))
