"""What a sender is given to keep, and the page that shows it again for a quarter of an hour."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from asset_map.credentials.tokens import derived_token, is_token, token_hash
from asset_map.model.errors import NotFoundError
from asset_map.register import submissions
from asset_map.usecases.conversing import status_path
from asset_map.usecases.house import House
from asset_map.usecases.sign_in import signing_key

__all__ = ["Receipt", "receipt_for", "receipt_of", "receipt_ticket"]

# So long the receipt's own address shows it again; after that, the private link does.
RECEIPT_LASTS = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What a sender keeps: a reference to quote, and the private page from its first slash on."""

    reference: str
    status_path: str
    submission_id: str


def receipt_for(house: House, *, submission_id: str, reference: str) -> Receipt:
    """Return what the sender of a proposal keeps."""
    path = status_path(house, submission_id)
    return Receipt(reference=reference, status_path=path, submission_id=submission_id)


def receipt_ticket(house: House, receipt: Receipt, *, now: datetime) -> str:
    """Return what shows a receipt again for a quarter of an hour: no link to keep."""
    until = f"{(now + RECEIPT_LASTS).timestamp():.0f}"
    return f"{receipt.submission_id}.{until}.{_receipt_token(house, receipt.submission_id, until)}"


def receipt_of(house: House, ticket: str, *, now: datetime) -> Receipt:
    """
    Return the receipt that a ticket shows.

    Raises
    ------
    NotFoundError
        When it was mistyped, or its time has run out.
    """
    submission_id, _, rest = ticket.partition(".")
    until, _, token = rest.partition(".")
    is_right = is_token(token, token_hash(_receipt_token(house, submission_id, until)))
    if not is_right or now.timestamp() > float(until):
        message = "This receipt has been put away. Open the private link that you kept instead."
        raise NotFoundError(message)
    with house.register.reading() as connection:
        submission = submissions.get(connection, submission_id)
    return receipt_for(house, submission_id=submission_id, reference=submission.reference)


def _receipt_token(house: House, submission_id: str, until: str) -> str:
    key = signing_key(Path(house.settings.cache_dir))
    return derived_token(key, "receipt", submission_id, until)
