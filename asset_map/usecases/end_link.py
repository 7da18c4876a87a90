"""A private link that fell into the wrong hands is ended, and opens nothing any more."""

import re
from datetime import datetime

from asset_map.credentials.tokens import token_hash
from asset_map.model.errors import InvalidSubmissionError, NotFoundError, Problem
from asset_map.model.role import Action, Actor, require
from asset_map.register import private_links, roadshows
from asset_map.usecases.house import House

__all__ = ["end_link"]

# 32 random bytes, as they stand in an address.
_TOKEN = re.compile(r"(?<![\w-])[\w-]{43}(?![\w-])", re.ASCII)


def end_link(house: House, address: str, *, actor: Actor, now: datetime) -> None:
    """
    End the private link of an address: that of a sender, a contact, an owner or a phone.

    An ended link stays so. What was sent or written by it is not touched.

    Raises
    ------
    InvalidSubmissionError
        When there is no link in what was typed.
    NotFoundError
        When it opens nothing here, or nothing any more.
    """
    require(actor, Action.REVIEW)
    found = _TOKEN.search(address)
    if found is None:
        problem = Problem(
            field="address",
            fault="There is no private link in this.",
            remedy="Copy the whole address, to its last letter.",
        )
        raise InvalidSubmissionError(str(problem), problems=(problem,))
    hashed = token_hash(found[0])
    with house.register.writing() as connection:
        is_ended = private_links.end(connection, hashed, at=now)
        if not is_ended and not roadshows.end_phone(connection, hashed):
            message = "This link opens nothing here, or nothing any more: there is nothing to end."
            raise NotFoundError(message)
