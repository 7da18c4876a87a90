"""
Which posts of the open door may come from a program.

Nobody is refused, and nobody meets a puzzle: what is unlikely waits in a tray of its own, and
whoever sent it gets the same receipt. Everything is counted in the register, so that two
processes know as much as one.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from asset_map.model.arrival import Arrival, network_of
from asset_map.model.words import fold
from asset_map.register import limits, tray
from asset_map.register.engine import Connection
from asset_map.usecases.house import House
from asset_map.usecases.limits import WITHIN, daily_names, opened_at

__all__ = ["KEPT", "unlikely_reasons"]

# So long something lies in the tray.
KEPT = timedelta(days=30)
_SALT_MARK = "door_salt"
# Somebody may send the same page again after a fault, or go back to it for one thing more.
_MOST_OF_PAGE = 5
_MOST_OF_WORDS = 3
# Shorter ones are the same by chance: "It has closed."
_LEAST_LETTERS = 40


def unlikely_reasons(
    house: House,
    connection: Connection,
    arrivals: Sequence[Arrival | None],
    *,
    now: datetime,
) -> list[tuple[str, ...]]:
    """
    Count what came in, and return for each why it may come from a program; () where nothing tells.

    What did not come by the open door, None, is not counted.
    """
    if not any(arrivals):
        return [()] * len(arrivals)
    limits.forget_before(connection, now - WITHIN)
    tray.remove(connection, until=now - KEPT)
    name = daily_names(connection, _SALT_MARK, now)
    most = {
        one: [(name(text), limit, why) for text, limit, why in _counted(house, one)]
        for one in arrivals
        if one
    }
    names = {each for limited in most.values() for each, _, _ in limited}
    before = limits.counted_since(connection, names, now - WITHIN)
    came: Counter[str] = Counter()
    reasons = []
    for one in arrivals:
        found = list(_seen(house, one, now)) if one else []
        for each, limit, why in most[one] if one else ():
            came[each] += 1
            if before.get(each, 0) + came[each] > limit:
                found.append(why)
        reasons.append(tuple(found))
    limits.note(connection, came, at=now)
    return reasons


def _counted(house: House, arrival: Arrival) -> Iterator[tuple[str, int, str]]:
    """Give what is counted of a post, how often it may come, and what is said if it is more."""
    most = house.settings.submissions_per_hour
    network = network_of(arrival.address)
    yield f"network {network}", most, f"More than {most} came from its network in one hour."
    words = fold(arrival.words)
    if len(words) >= _LEAST_LETTERS:
        yield f"words {words}", _MOST_OF_WORDS, "The same words came again and again."
    if arrival.ticket:
        yield f"page {arrival.ticket}", _MOST_OF_PAGE, "One page was sent again and again."


def _seen(house: House, arrival: Arrival, now: datetime) -> Iterator[str]:
    """Give what the post itself tells."""
    if arrival.has_filled_trap:
        yield "A field that nobody sees was filled in."
    opened = opened_at(house, arrival.ticket, now=now)
    least = house.settings.form_seconds_at_least
    if opened is None:
        yield "It did not come from a page of ours."
    elif now - opened < timedelta(seconds=least):
        yield f"It was filled in within {least} seconds."
