"""Everything an audience may know about one asset."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from asset_map.model.asset import Asset
from asset_map.model.freshness import Freshness, freshness
from asset_map.model.query import Listing, Query
from asset_map.model.revision import Revision
from asset_map.model.role import Action, Actor, require
from asset_map.model.state import RecordState
from asset_map.register import history, public_view, search
from asset_map.usecases.between_wards import Between, between_wards
from asset_map.usecases.house import House
from asset_map.usecases.keeping import times_of

__all__ = ["AssetView", "history_of", "view_asset"]

NEAR_M = 1600.0
NEAR_COUNT = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetView:
    """
    One asset as its page shows it, already cut to its audience.

    ``wards`` gives the ward's code and name by location id, ``times`` the times in
    words by location id; ``near`` lists what is within a mile of its first pin. Officers
    see in ``between``, by location id, which places may lie in more than one ward.
    """

    asset: Asset
    freshness: Freshness
    wards: Mapping[str, tuple[str, str]]
    times: Mapping[str, tuple[str, ...]]
    near: tuple[Listing, ...]
    between: Mapping[str, Between] = field(default_factory=dict)


def view_asset(house: House, asset_id: str, *, actor: Actor, today: date) -> AssetView:
    """
    Return an asset's page.

    Raises
    ------
    NotFoundError
        When there is none, or none that this actor may see: the two look alike.
    """
    require(actor, Action.FIND)
    with house.register.reading() as connection:
        asset = public_view.visible_asset(connection, asset_id, audience=actor.audience)
        wards = public_view.wards_of(connection, asset_id, audience=actor.audience)
        point = next((place.point for place in asset.locations if place.point), None)
        near: tuple[Listing, ...] = ()
        if point is not None:
            query = Query(
                near=point,
                within_m=NEAR_M,
                record_states=(RecordState.APPROVED,),
                limit=NEAR_COUNT + 1,
            )
            found = search.find(connection, query, audience=actor.audience, today=today)
            near = tuple(one for one in found.listings if one.asset_id != asset_id)[:NEAR_COUNT]
        between = (
            between_wards(house, connection, asset.locations)
            if actor.may(Action.SEE_OFFICER_VIEW)
            else {}
        )
    checked_on = asset.verification.verified_on if asset.verification else None
    return AssetView(
        asset=asset,
        freshness=freshness(checked_on, today=today),
        wards=wards,
        times={place.id: times_of(place) for place in asset.locations},
        near=near,
        between=between,
    )


def history_of(house: House, asset_id: str, *, actor: Actor) -> list[Revision]:
    """Return every change of a record, newest first, for those who see officers' records."""
    require(actor, Action.SEE_OFFICER_VIEW)
    with house.register.reading() as connection:
        return history.of_asset(connection, asset_id)
