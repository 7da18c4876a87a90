"""What the short forms share: fields that nobody sees, one way to send."""

from collections.abc import Callable
from datetime import datetime

from fastapi import Response
from pydantic import BaseModel

from asset_map.model.arrival import Arrival
from asset_map.model.errors import InvalidSubmissionError
from asset_map.model.submission import Submission
from asset_map.site.private_pages import onward
from asset_map.usecases.conversing import status_path
from asset_map.usecases.house import House, random_id
from asset_map.usecases.limits import opening_ticket

__all__ = ["ShortForm", "fresh", "handed_in"]


class ShortForm(BaseModel):
    """What each short form carries beside its questions; ``company_name`` is the trap."""

    request: str = ""
    opened: str = ""
    company_name: str = ""

    def arrival(self, address: str, words: str) -> Arrival:
        """Return how the form came in, with the longest text that was typed."""
        return Arrival(
            address=address,
            ticket=self.opened,
            has_filled_trap=bool(self.company_name),
            words=words,
        )


def fresh(house: House, *, now: datetime) -> dict[str, str]:
    """Return what a form carries from the beginning: its key, and when it was opened."""
    return {"request": random_id(), "opened": opening_ticket(house, now=now)}


def handed_in(
    house: House,
    send: Callable[[], Submission],
    again: Callable[[InvalidSubmissionError], Response],
) -> Response:
    """Send word and go on to its receipt, or show the form again with what is wrong."""
    try:
        kept = send()
    except InvalidSubmissionError as error:
        return again(error)
    return onward(f"{status_path(house, kept.id)}/sent")
