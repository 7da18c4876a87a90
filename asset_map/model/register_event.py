"""What was changed of the register itself: its details, its areas, who may come in."""

from dataclasses import dataclass
from datetime import datetime

__all__ = ["RegisterEvent"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterEvent:
    """One change: who did what, and when; ``said`` is what it is about, or before and after."""

    at: datetime
    actor_name: str
    did: str
    said: str = ""
