"""How records stood when the last pack was made, as far as the public knew them then."""

from collections.abc import Mapping, Sequence

from asset_map.model.area import BoundaryKind
from asset_map.model.asset import Asset
from asset_map.model.committee_pack import CommitteePack
from asset_map.model.location import Coordinates, Location
from asset_map.model.role import Audience
from asset_map.model.state import OperatingStatus
from asset_map.model.visibility import as_seen_by, shows_ward
from asset_map.register import areas, assets, history
from asset_map.register.engine import Connection
from asset_map.usecases.house import House
from asset_map.usecases.pack_changes import Stood
from asset_map.usecases.pack_records import points_in

__all__ = ["stood_then"]


def stood_then(
    house: House, connection: Connection, last: CommitteePack, asset_ids: Sequence[str]
) -> dict[str, Stood]:
    """Return how some records stood when the last pack was made, from the history, by id."""
    states = history.states_on(connection, asset_ids, last.made_at)
    today = {asset.id: asset for asset in assets.get_many(connection, list(states))}
    set_id = last.run.conditions.set_id
    places = {asset_id: _placed(connection, set_id, state) for asset_id, state in states.items()}
    codes = _codes(house, connection, set_id, places)
    return {
        asset_id: Stood(
            codes=codes[asset_id],
            was_open=state.operating_status is not OperatingStatus.CLOSED,
            is_there_yet=_points(state) == _points(today[asset_id]),
        )
        for asset_id, state in states.items()
    }


def _placed(connection: Connection, set_id: str, state: Asset) -> list[Location]:
    """Return the places whose area the public knew then; of divisions only those with a point."""
    seen = as_seen_by(state, Audience.PUBLIC)
    if seen is None:
        return []
    kinds = {one.id: one.kind for one in areas.sets(connection)}
    if kinds[set_id] is BoundaryKind.WARD:
        return [place for place in state.locations if shows_ward(place)]
    return list(seen.locations)


def _codes(
    house: House, connection: Connection, set_id: str, places: Mapping[str, Sequence[Location]]
) -> dict[str, tuple[str, ...]]:
    spots = [(asset_id, place) for asset_id, some in places.items() for place in some]
    found: dict[str, set[str]] = {asset_id: set() for asset_id in places}
    codes = points_in(house, connection, set_id, [place for _, place in spots])
    for (asset_id, _), code in zip(spots, codes, strict=True):
        found[asset_id] |= {code} - {""}
    return {asset_id: tuple(sorted(some)) for asset_id, some in found.items()}


def _points(asset: Asset) -> set[Coordinates | None]:
    return {place.point for place in asset.locations if place.point and shows_ward(place)}
