"""Is it still right? What grows old in the register, ward by ward."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache, partial

from asset_map.model.freshness import Freshness, freshness
from asset_map.model.query import Listing
from asset_map.model.role import Action, Actor, Audience, require
from asset_map.register import freshness as checks
from asset_map.register import public_view
from asset_map.usecases.boundaries import ward_names
from asset_map.usecases.house import House

__all__ = ["ASK_NEXT", "WardFreshness", "freshness_by_ward"]

# So many of a ward's records are named, to be asked next.
ASK_NEXT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class WardFreshness:
    """
    How many records of a ward are fresh, ageing or stale; a record counts in each of its wards.

    ``ask_next`` are those that wait longest for a check, never checked ones first.
    """

    code: str
    name: str
    fresh: int
    ageing: int
    stale: int
    ask_next: tuple[Listing, ...]


def freshness_by_ward(house: House, *, actor: Actor, today: date) -> list[WardFreshness]:
    """Return every ward in use, by name, with the freshness of what is going in it."""
    require(actor, Action.SEE_OFFICER_VIEW)
    with house.register.reading() as connection:
        counts = checks.check_counts(connection)
        waiting = checks.longest_unchecked(connection, most=ASK_NEXT)
        named = public_view.listings_of(
            connection,
            [asset_id for of_ward in waiting.values() for asset_id in of_ward],
            audience=Audience.OFFICER,
            today=today,
        )
    fresh = cache(partial(freshness, today=today))
    totals: Counter[tuple[str, Freshness]] = Counter()
    for ward_code, checked_on, number in counts:
        totals[ward_code, fresh(checked_on)] += number
    lines = {one.asset_id: one for one in named if one.freshness is not Freshness.FRESH}
    return [
        WardFreshness(
            code=ward.code,
            name=ward.name,
            fresh=totals[ward.code, Freshness.FRESH],
            ageing=totals[ward.code, Freshness.AGEING],
            stale=totals[ward.code, Freshness.STALE],
            ask_next=tuple(lines[one] for one in waiting.get(ward.code, ()) if one in lines),
        )
        for ward in ward_names(house)
    ]
