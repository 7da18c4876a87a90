"""
Whether a pack tells of what may not be shown any more.

Its figures and words stay as they were; but what was withheld since is read by nobody.
"""

from asset_map.model.asset import Asset
from asset_map.model.committee_pack import CommitteePack
from asset_map.model.errors import NotFoundError
from asset_map.model.location import PublishLocation
from asset_map.model.role import Audience
from asset_map.register import assets
from asset_map.register.engine import Connection

__all__ = ["tells_of_hidden"]


def tells_of_hidden(connection: Connection, pack: CommitteePack) -> bool:
    """Whether something that it names was withheld, hidden, taken off the map or erased since."""
    try:
        told = assets.get_many(connection, sorted(_told(pack)))
    except NotFoundError:
        return True
    pinned = {pin.asset_id for pin in pack.pins}
    return any(
        _is_hidden(asset)
        or (asset.id in pinned and not any(place.publish.is_on_map for place in asset.locations))
        for asset in told
    )


def _told(pack: CommitteePack) -> set[str]:
    strengths = {one.asset_id for ward in pack.wards for one in ward.strengths}
    asks = {one.asset_id for ward in pack.wards for one in ward.asks}
    nearest = {row.nearest_over.asset_id for row in pack.run.rows if row.nearest_over}
    pins = {pin.asset_id for pin in pack.pins}
    agreed = {one for action in (*pack.actions, *pack.earlier_actions) for one in action.asset_ids}
    changed = {one.asset_id for one in pack.changes}
    everything = (strengths, asks, nearest, pins, agreed, changed, pack.linked_ids)
    return set().union(*everything) - {""}


def _is_hidden(asset: Asset) -> bool:
    if asset.visible_to is not Audience.PUBLIC:
        return True
    places = {place.publish for place in asset.locations}
    return places == {PublishLocation.WITHHELD}
