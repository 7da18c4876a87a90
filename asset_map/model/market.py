"""The market place of a roadshow: stalls, and who signed up at them."""

from dataclasses import dataclass
from datetime import datetime

__all__ = ["SIGN_UP_DAYS", "SignUp", "Stall"]

# A list of visitors is handed over once, and erased after so many days.
SIGN_UP_DAYS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Stall:
    """One group's table; ``spot`` is where it stands on the floor plan, in words or a number."""

    id: str
    roadshow_id: str
    number: int
    name: str
    asset_id: str | None = None
    needs_table: bool = True
    needs_power: bool = False
    wants_to_meet: str = ""
    shows: str = ""
    spot: str = ""
    is_confirmed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SignUp:
    """A visitor who asked to hear from a stall's group, in the words consented to."""

    id: str
    stall_id: str
    made_at: datetime
    name: str
    contact: str
    consent_words: str
    handed_over_at: datetime | None = None
