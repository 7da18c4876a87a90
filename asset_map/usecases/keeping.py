"""The one way in which assets are saved: with their wards, and their times in words."""

from collections.abc import Sequence

from asset_map.model.asset import Asset
from asset_map.model.location import Location
from asset_map.register import assets
from asset_map.register.assets import RevisionNote, Saving
from asset_map.register.engine import Connection
from asset_map.schedule.words import meeting_words, stop_words
from asset_map.usecases.house import House

__all__ = ["Kept", "keep", "keep_many", "times_of"]

Kept = tuple[Asset, RevisionNote]


def keep(house: House, connection: Connection, asset: Asset, note: RevisionNote) -> Asset:
    """
    Save one asset, made from ``asset.version``; return it with its new version.

    Raises
    ------
    ConflictError
        When somebody saved another version meanwhile.
    """
    return keep_many(house, connection, [(asset, note)])[0]


def keep_many(house: House, connection: Connection, kept: Sequence[Kept]) -> list[Asset]:
    """Save assets, each made from its own version, in the order given."""
    places = [place for asset, _ in kept for place in asset.locations]
    wards = iter(house.wards_of(connection, places))
    savings = []
    for asset, note in kept:
        its_wards = {place.id: next(wards) for place in asset.locations}
        savings.append(
            Saving(
                asset=asset,
                expected_version=asset.version,
                note=note,
                placements={id_: ward for id_, ward in its_wards.items() if ward is not None},
            )
        )
    return assets.save_many(connection, savings, say_when=_when)


def times_of(place: Location) -> tuple[str, ...]:
    """Return when something happens at a place, a line for each regular time."""
    said = [meeting_words(meeting) for meeting in place.meetings]
    return (*said, stop_words(place.stop)) if place.stop else tuple(said)


def _when(place: Location) -> str:
    return "; ".join(times_of(place))
