"""What sealing the history tells, and what looking at the seals finds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

__all__ = ["Seal", "SealCheck"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """
    One link of the chain: it holds for all that was added since the one before.

    ``day`` is that of London; ``up_to`` the last row of each table; ``sha256`` covers the
    rows, and the link before.
    """

    number: int
    day: str
    made_at: datetime
    up_to: Mapping[str, int]
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SealCheck:
    """What was looked at; ``faults`` name the day and the table of all that was altered."""

    last: Seal | None
    seal_count: int
    row_count: int
    erased_count: int
    faults: tuple[str, ...]
