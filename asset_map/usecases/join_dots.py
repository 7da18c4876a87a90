"""Who in the room is linked with whom, and who with nobody yet."""

from dataclasses import dataclass
from datetime import date

from asset_map.connections.as_svg import network_svg
from asset_map.connections.graph import LIVE, network
from asset_map.model.asset import AssetKind
from asset_map.model.role import Action, Actor, require
from asset_map.register import assets, links
from asset_map.usecases.hold_session import SessionView
from asset_map.usecases.house import House
from asset_map.usecases.network_members import draft_member, members_seen_by

__all__ = ["RoomNetwork", "room_network"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomNetwork:
    """
    The network of those spoken of in a room.

    ``unlinked`` are the ids and names of those with no live connection to anybody, in
    or out of the room; ``pairs`` how many of the room are linked with each other.
    """

    drawn: str
    unlinked: tuple[tuple[str, str], ...]
    names: tuple[str, ...]
    pairs: int


def room_network(house: House, view: SessionView, *, actor: Actor, today: date) -> RoomNetwork:
    """Return how the records of a session's cards are linked."""
    require(actor, Action.RUN_ROADSHOW)
    spoken_of = dict.fromkeys(card.asset_id for card in view.cards if card.asset_id)
    with house.register.reading() as connection:
        seen = {
            one.asset_id: one
            for one in members_seen_by(connection, audience=actor.audience, today=today)
        }
        drafts = assets.get_many(connection, [id_ for id_ in spoken_of if id_ not in seen])
        every = [link for link in links.every(connection) if link.state in LIVE]
    known = {one.id: draft_member(one) for one in drafts} | seen
    room = [
        known[id_]
        for id_ in spoken_of
        # People's own skills are nobody's network.
        if id_ in known and known[id_].kind is not AssetKind.SKILL
    ]
    linked = {id_ for link in every for id_ in (link.from_id, link.to_id)}
    inside = {one.asset_id for one in room}
    within = [link for link in every if {link.from_id, link.to_id} <= inside]
    return RoomNetwork(
        drawn=network_svg(network(room, within), title=view.roadshow.title) if room else "",
        unlinked=tuple((one.asset_id, one.name) for one in room if one.asset_id not in linked),
        names=tuple(one.name for one in room),
        pairs=len({frozenset({link.from_id, link.to_id}) for link in within}),
    )
