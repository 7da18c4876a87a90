"""What if a place closed, or a connection came to an end."""

from dataclasses import dataclass

from asset_map.connections.falling_apart import FallsApart, falls_apart
from asset_map.connections.graph import Network, links_of, member_of, members_of, network
from asset_map.connections.wording import listed
from asset_map.model.connection import Connection, ConnectionKind, ConnectionState
from asset_map.model.errors import NotFoundError

__all__ = ["WhatIf", "if_closed", "if_ended"]

_ROOM = frozenset({ConnectionKind.HOSTS, ConnectionKind.LEASES_TO, ConnectionKind.SHARES_SPACE})


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """
    What would be lost: the links, who loses a room, and what falls apart.

    ``loses`` are the active links that would go, rooms first; ``without_room_ids`` those
    who would have no other host.
    """

    loses: tuple[Connection, ...]
    without_room_ids: tuple[str, ...]
    falls_apart: FallsApart
    sentences: tuple[str, ...]


def if_closed(graph: Network, asset_id: str) -> WhatIf:
    """Return what would be lost if a place closed, or a group gave up."""
    name = member_of(graph, asset_id).name
    gone = [link for link in links_of(graph) if asset_id in (link.from_id, link.to_id)]
    others = [member for member in members_of(graph) if member.asset_id != asset_id]
    return _what_if(graph, network(others, links_of(graph)), gone, f"If {name} closed")


def if_ended(graph: Network, connection_id: str) -> WhatIf:
    """
    Return what would be lost if one connection came to an end.

    Raises
    ------
    NotFoundError
        When this part of the network does not hold it.
    """
    links = links_of(graph)
    gone = [link for link in links if link.id == connection_id]
    if not gone:
        message = f"Connection {connection_id} is not in this part of the network; look at all."
        raise NotFoundError(message)
    giver, taker = (member_of(graph, end).name for end in (gone[0].from_id, gone[0].to_id))
    kept = [link for link in links if link.id != connection_id]
    start = f"If \u201c{giver} {gone[0].kind.label} {taker}\u201d came to an end"
    return _what_if(graph, network(members_of(graph), kept), gone, start)


def _what_if(before: Network, after: Network, gone: list[Connection], start: str) -> WhatIf:
    active = [link for link in gone if link.state is ConnectionState.ACTIVE]
    active.sort(key=lambda link: (link.kind not in _ROOM, link.id))
    housed = {end for link in active if link.kind in _ROOM for end in _guests(link)}
    still = {
        end
        for link in links_of(after)
        if link.state is ConnectionState.ACTIVE and link.kind in _ROOM
        for end in _guests(link)
    }
    roofless = [end for end in housed - still if end in after]
    roofless.sort(key=lambda end: (member_of(after, end).name.casefold(), end))
    apart = falls_apart(before, after)
    return WhatIf(
        loses=tuple(active),
        without_room_ids=tuple(roofless),
        falls_apart=apart,
        sentences=(_about_rooms(roofless, after, start), apart.sentence),
    )


def _guests(link: Connection) -> tuple[str, ...]:
    is_shared = link.kind is ConnectionKind.SHARES_SPACE
    return (link.from_id, link.to_id) if is_shared else (link.to_id,)


def _about_rooms(roofless: list[str], after: Network, start: str) -> str:
    if not roofless:
        return f"{start}, nobody would be without a room."
    names = listed([member_of(after, end).name for end in roofless])
    return f"{start}, {names} would be without a room."
