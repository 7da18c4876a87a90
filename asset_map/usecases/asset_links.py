"""What one asset does for others and they for it, as far as whoever looks may know."""

from dataclasses import dataclass

from asset_map.model.asset import Asset
from asset_map.model.connection import Connection, ConnectionState
from asset_map.model.role import Action, Actor, require
from asset_map.model.state import OperatingStatus, RecordState
from asset_map.model.visibility import link_seen_by
from asset_map.register import links, public_view
from asset_map.usecases.connect_assets import said_of
from asset_map.usecases.house import House

__all__ = ["AssetLink", "links_of_asset"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetLink:
    """A connection as it reads on the page of one of its two ends."""

    link: Connection
    other_id: str
    other_name: str
    is_from: bool

    @property
    def said(self) -> str:
        """What the first does for the second, to stand between the two names."""
        return said_of(self.link.kind)


def links_of_asset(house: House, asset_id: str, *, actor: Actor) -> list[AssetLink]:
    """
    Return the connections of an asset, those that go on first, then by the other's name.

    One whose other end is not let in, has closed, or is not for this actor is left out;
    there are none of an asset that the actor does not know.
    """
    require(actor, Action.FIND)
    with house.register.reading() as connection:
        seen = [link_seen_by(one, actor.audience) for one in links.of_asset(connection, asset_id)]
        shown = [link for link in seen if link is not None]
        others = sorted({_other(link, asset_id) for link in shown})
        assets = public_view.visible_assets(
            connection, [asset_id, *others], audience=actor.audience
        )
    names = {asset.id: asset.name for asset in assets if asset.id == asset_id or _is_there(asset)}
    if asset_id not in names:
        return []
    found = [
        AssetLink(link=link, other_id=other, other_name=names[other], is_from=link.to_id == other)
        for link in shown
        if (other := _other(link, asset_id)) in names
    ]
    return sorted(found, key=_order)


def _other(link: Connection, asset_id: str) -> str:
    return link.to_id if link.from_id == asset_id else link.from_id


def _is_there(asset: Asset) -> bool:
    return (
        asset.record_state is RecordState.APPROVED
        and asset.operating_status is not OperatingStatus.CLOSED
    )


def _order(one: AssetLink) -> tuple[bool, str, str]:
    is_over = one.link.state is ConnectionState.ENDED
    return is_over, one.other_name.casefold(), one.link.id
