"""What retention takes of those who came to the doors: posts, sessions, and consents that ended."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from asset_map.model.role import Actor
from asset_map.model.words import LONDON, counted
from asset_map.register import limits, people, sessions, tray
from asset_map.register.engine import Connection
from asset_map.usecases.erased_rows import erase_row
from asset_map.usecases.house import House, NewId

__all__ = ["Expired", "Sweep", "people_unasked", "sessions_over", "unlikely_posts_over"]

_SESSION_DAYS = 30
_COUNT_DAYS = 1
_TRAY_DAYS = 30
_MANY = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Expired:
    """What one rule takes away: the rule in words, and each thing it takes."""

    rule: str
    things: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweep:
    """One round of retention in an open transaction."""

    house: House
    connection: Connection
    actor: Actor
    now: datetime
    new_id: NewId

    @property
    def today(self) -> date:
        """The day in Britain."""
        return self.now.astimezone(LONDON).date()


def people_unasked(sweep: Sweep) -> Iterator[Expired]:
    """Empty those who agree to nothing: they took it back, or nobody asked them."""
    days = sweep.house.settings.keep_undecided_days
    gone = people.without_consent(sweep.connection, before=sweep.now - timedelta(days=days))
    for one in gone:
        erase_row(sweep.house, sweep.connection, "people", one.id, sweep.now, sweep.new_id)
    yield Expired(
        rule=f"People who agree to nothing, {days} days after they were written down",
        things=tuple("; ".join(one.gifts) or one.display_name or one.id for one in gone),
    )


def unlikely_posts_over(sweep: Sweep) -> Iterator[Expired]:
    """Remove what lay in the tray, and how often somebody came."""
    until = sweep.now - timedelta(days=_TRAY_DAYS)
    lying, _ = tray.listed(sweep.connection, limit=_MANY)
    tray.remove(sweep.connection, until=until)
    yield Expired(
        rule=f"Unlikely posts that nobody let in within {_TRAY_DAYS} days",
        things=tuple(one.reference for one in lying if one.made_at <= until),
    )
    yield _old("Counts of who came", sweep, limits.forget_before, days=_COUNT_DAYS)


def sessions_over(sweep: Sweep) -> Iterator[Expired]:
    """Remove sessions, invitations and tries that ended."""
    what = "Sessions, invitations and tries that ended"
    yield _old(what, sweep, sessions.drop_ended, days=_SESSION_DAYS)


def _old(
    what: str, sweep: Sweep, forget: Callable[[Connection, datetime], int], *, days: int
) -> Expired:
    count = forget(sweep.connection, sweep.now - timedelta(days=days))
    things = (counted(count, "entry", "entries"),) if count else ()
    return Expired(rule=f"{what}, after {counted(days, 'day')}", things=things)
