"""How often one sender may send: counted in memory, and forgotten within the hour."""

import hashlib
import os
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

__all__ = ["HourlyLimit"]

_HOUR = timedelta(hours=1)
# So many senders are remembered at most; the register itself never hears of them.
_MOST_SENDERS = 50_000


@dataclass(slots=True)
class HourlyLimit:
    """
    At most so many in an hour from one address.

    Addresses are kept as hashes with a salt that is thrown away each day, so that nobody
    can ask later who sent something.
    """

    most: int
    _salt: bytes = field(default_factory=lambda: os.urandom(16))
    _salted_on: str = ""
    _sent: dict[bytes, deque[datetime]] = field(default_factory=dict)
    # Pages are drawn by many threads.
    _counting: Lock = field(default_factory=Lock)

    def next_free(self, address: str, *, now: datetime) -> datetime | None:
        """Count one more; where that is too many, count nothing and return when one may."""
        with self._counting:
            sent = self._sent.setdefault(self._key(address, now), deque())
            while sent and sent[0] <= now - _HOUR:
                sent.popleft()
            if len(sent) >= self.most:
                return sent[0] + _HOUR if sent else now + _HOUR
            sent.append(now)
            return None

    def take_back(self, address: str, *, now: datetime) -> None:
        """Count the last one as not sent."""
        with self._counting:
            if sent := self._sent.get(self._key(address, now)):
                sent.pop()

    def _key(self, address: str, now: datetime) -> bytes:
        today = f"{now:%Y-%m-%d}"
        if today != self._salted_on or len(self._sent) > _MOST_SENDERS:
            self._salt, self._salted_on = os.urandom(16), today
            self._sent.clear()
        return hashlib.blake2b(address.encode(), key=self._salt, digest_size=16).digest()
