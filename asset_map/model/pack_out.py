"""A file with a part of the register that left the office, until it comes back."""

from dataclasses import dataclass
from datetime import datetime

__all__ = ["PackOut"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackOut:
    """What is known here of a file that was written for a roadshow; ``assets`` is their count."""

    id: str
    roadshow_id: str
    made_at: datetime
    made_by: str
    expires_at: datetime
    sha256: str
    assets: int
    returned_at: datetime | None = None
    ended_at: datetime | None = None
