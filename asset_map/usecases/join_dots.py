"""Who in the room is linked with whom, and who with nobody yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from asset_map.connections.as_svg import network_svg
from asset_map.connections.graph import LIVE, Member, Network, network
from asset_map.connections.layout import positions
from asset_map.model.asset import AssetKind
from asset_map.model.connection import Connection
from asset_map.model.role import Action, Actor, Audience, require
from asset_map.model.visibility import link_seen_by
from asset_map.register import assets, links
from asset_map.register.engine import Connection as Database
from asset_map.usecases.hold_session import SessionView
from asset_map.usecases.house import House
from asset_map.usecases.network_members import draft_member, members_seen_by

__all__ = ["RoomNetwork", "room_names", "room_network"]


# In a hall it is drawn as wide as the screen, so that names can be read from the back.
_AS_A_SCREEN = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomNetwork:
    """
    The network of those spoken of in a room.

    ``names`` are theirs by id; ``unlinked`` the ids and names of those with no live connection
    to anybody, in or out of the room; ``elsewhere`` the names of those linked with others than
    the room alone, who are not drawn; ``links`` those of the room with each other, and ``pairs``
    how many of the room they link.
    """

    drawn: str
    unlinked: tuple[tuple[str, str], ...]
    elsewhere: tuple[str, ...]
    names: Mapping[str, str]
    links: tuple[Connection, ...]
    pairs: int


def room_names(house: House, view: SessionView, *, actor: Actor, today: date) -> dict[str, str]:
    """Return the names of the records that a session's cards speak of, by id."""
    require(actor, Action.RUN_ROADSHOW)
    with house.register.reading() as connection:
        return {
            one.asset_id: one.name
            for one in _spoken_of(connection, view, audience=actor.audience, today=today)
        }


def room_network(house: House, view: SessionView, *, actor: Actor, today: date) -> RoomNetwork:
    """Return how the records of a session's cards are linked."""
    require(actor, Action.RUN_ROADSHOW)
    with house.register.reading() as connection:
        room = _spoken_of(connection, view, audience=actor.audience, today=today)
        seen = (link_seen_by(link, actor.audience) for link in links.every(connection))
        every = [link for link in seen if link is not None and link.state in LIVE]
    linked = {id_ for link in every for id_ in (link.from_id, link.to_id)}
    inside = {one.asset_id for one in room}
    within = [link for link in every if {link.from_id, link.to_id} <= inside]
    elsewhere = linked - {id_ for link in within for id_ in (link.from_id, link.to_id)}
    graph = network((one for one in room if one.asset_id not in elsewhere), within)
    return RoomNetwork(
        drawn=_drawn(graph, title=view.roadshow.title) if len(graph) else "",
        unlinked=tuple((one.asset_id, one.name) for one in room if one.asset_id not in linked),
        elsewhere=tuple(one.name for one in room if one.asset_id in elsewhere),
        names={one.asset_id: one.name for one in room},
        links=tuple(within),
        pairs=len({frozenset({link.from_id, link.to_id}) for link in within}),
    )


def _drawn(graph: Network, *, title: str) -> str:
    return network_svg(graph, title=title, places=positions(graph, wider=_AS_A_SCREEN))


def _spoken_of(
    database: Database, view: SessionView, *, audience: Audience, today: date
) -> list[Member]:
    """Return whom the cards speak of, in the order of the cards."""
    ids = dict.fromkeys(card.asset_id for card in view.cards if card.asset_id)
    seen = {one.asset_id: one for one in members_seen_by(database, audience=audience, today=today)}
    drafts = assets.get_many(database, [id_ for id_ in ids if id_ not in seen])
    known = {one.id: draft_member(one) for one in drafts} | seen
    # People's own skills are nobody's network.
    return [known[id_] for id_ in ids if id_ in known and known[id_].kind is not AssetKind.SKILL]
