"""The sources that imports brought in, and for which of them an officer vouched."""

from collections import Counter
from dataclasses import dataclass

from asset_map.model.role import Action, Actor, require
from asset_map.register import assets, batches
from asset_map.usecases.confirm_source import confirmed_in
from asset_map.usecases.house import House

__all__ = ["Source", "imported_sources"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One source, how many records came from it, and whether it may be public."""

    name: str
    records: int
    is_confirmed: bool


def imported_sources(house: House, *, actor: Actor) -> list[Source]:
    """Return every source of an import by name, also where all its rows are dealt with."""
    require(actor, Action.CONFIRM_SOURCE)
    with house.register.reading() as connection:
        records = Counter(assets.count_by_source(connection))
        names = {batch.source for batch in batches.every(connection)}
        return [
            Source(name=one, records=records[one], is_confirmed=confirmed_in(connection, one))
            for one in sorted(names, key=str.casefold)
        ]
