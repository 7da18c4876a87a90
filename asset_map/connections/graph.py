"""
The network: assets as nodes, connections as edges, and the parts of it that are looked at.

It is a directed multigraph keyed by the connections' ids. Nothing but an asset is ever a
node: a category or a tag that many share would join what nobody has joined.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

import networkx as nx

from asset_map.model.asset import AssetKind, BuildingBlock, Sector
from asset_map.model.connection import Connection, ConnectionKind, ConnectionState
from asset_map.model.errors import NotFoundError
from asset_map.model.location import GridPoint, PublishLocation

__all__ = [
    "LIVE",
    "Member",
    "Network",
    "Shown",
    "around",
    "is_counted",
    "links_of",
    "links_on",
    "member_of",
    "members_of",
    "network",
    "projection",
    "shown",
]

Network: TypeAlias = nx.MultiDiGraph

# What stands in the way of a second connection of the same kind.
LIVE = frozenset(ConnectionState) - {ConnectionState.ENDED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """
    An asset as the network sees it: only what figures and suggestions need.

    ``point`` is kept only where ``publish`` lets metres be told (rule 26), and of a withheld
    place nothing is kept, not even its ward: no figure, file or suggestion can tell it.
    ``checked_on`` is the day somebody last checked the record, None when nobody has;
    ``goes_anywhere`` that distance does not matter to it.
    """

    asset_id: str
    name: str
    kind: AssetKind
    sector: Sector | None = None
    building_block: BuildingBlock | None = None
    is_anchor: bool = False
    ward_code: str | None = None
    ward_name: str = ""
    committee_ids: tuple[str, ...] = ()
    point: GridPoint | None = None
    publish: PublishLocation = PublishLocation.WARD
    goes_anywhere: bool = False
    checked_on: date | None = None

    def __post_init__(self) -> None:
        if not self.publish.is_on_map:
            object.__setattr__(self, "point", None)
        if self.publish is PublishLocation.WITHHELD:
            for name, nothing in (("ward_code", None), ("ward_name", ""), ("committee_ids", ())):
                object.__setattr__(self, name, nothing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Which part of the network is looked at; an empty set means all."""

    ward_codes: frozenset[str] = frozenset()
    committee_ids: frozenset[str] = frozenset()
    member_kinds: frozenset[AssetKind] = frozenset()
    kinds: frozenset[ConnectionKind] = frozenset()
    states: frozenset[ConnectionState] = frozenset()
    on: date | None = None


def network(members: Iterable[Member], links: Iterable[Connection]) -> Network:
    """Return the network; a link to somebody who is not a member is left out."""
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(
        (member.asset_id, {"member": member})
        for member in sorted(members, key=lambda member: member.asset_id)
    )
    graph.add_edges_from(
        (link.from_id, link.to_id, link.id, {"link": link})
        for link in sorted(links, key=lambda link: link.id)
        if link.from_id in graph and link.to_id in graph
    )
    return graph


def members_of(graph: Network) -> list[Member]:
    """Return the members, in the order of their ids."""
    return [member for _, member in sorted(graph.nodes(data="member"))]


def member_of(graph: Network, asset_id: str) -> Member:
    """
    Return one member.

    Raises
    ------
    NotFoundError
        When this part of the network does not hold it.
    """
    if asset_id not in graph:
        message = f"Asset {asset_id} is not in this part of the network; look at all of it."
        raise NotFoundError(message)
    member: Member = graph.nodes[asset_id]["member"]
    return member


def links_of(graph: Network) -> list[Connection]:
    """Return the connections, in the order of their ids."""
    links = (link for _, _, link in graph.edges(data="link"))
    return sorted(links, key=lambda link: link.id)


def is_counted(link: Connection) -> bool:
    """Tell whether figures count it: active, and more than that two know each other."""
    return link.state is ConnectionState.ACTIVE and link.kind is not ConnectionKind.KNOWS


def projection(graph: Network) -> nx.Graph:
    """Return who is linked with whom: simple, undirected, the links that figures count."""
    simple = nx.Graph()
    simple.add_nodes_from(sorted(graph))
    simple.add_edges_from(
        sorted((link.from_id, link.to_id) for link in links_of(graph) if is_counted(link))
    )
    return simple


def links_on(links: Iterable[Connection], day: date) -> list[Connection]:
    """
    Return the links as they stood at the end of a day.

    One that began later is left out, one without a first day was always there. One that
    has ended since was active; one that had ended by then is ended.
    """
    stood = (_on(link, day) for link in links if link.since is None or link.since <= day)
    return list(stood)


def _on(link: Connection, day: date) -> Connection:
    if link.ended_on is None:
        return link
    state = ConnectionState.ENDED if link.ended_on <= day else ConnectionState.ACTIVE
    return replace(link, state=state)


def shown(graph: Network, chosen: Shown) -> Network:
    """
    Return the part of the network that is chosen.

    A ward or committee shows its own assets with those elsewhere that they are linked to;
    the others' own links with each other are left out.
    """
    links = links_of(graph)
    if chosen.on is not None:
        links = links_on(links, chosen.on)
    links = [
        link
        for link in links
        if (not chosen.kinds or link.kind in chosen.kinds)
        and (not chosen.states or link.state in chosen.states)
    ]
    everybody = {member.asset_id: member for member in members_of(graph)}
    if chosen.member_kinds:
        everybody = {k: one for k, one in everybody.items() if one.kind in chosen.member_kinds}
    here = {key for key, one in everybody.items() if _is_in(one, chosen)}
    if len(here) == len(everybody):
        return network(everybody.values(), links)
    links = [link for link in links if link.from_id in here or link.to_id in here]
    ends = here.union(*((link.from_id, link.to_id) for link in links))
    return network((one for key, one in everybody.items() if key in ends), links)


def _is_in(member: Member, chosen: Shown) -> bool:
    in_ward = not chosen.ward_codes or member.ward_code in chosen.ward_codes
    in_committee = not chosen.committee_ids or not chosen.committee_ids.isdisjoint(
        member.committee_ids
    )
    return in_ward and in_committee


def around(graph: Network, asset_id: str, *, steps: int = 1) -> Network:
    """Return one asset with all that are one or more steps of live links away from it."""
    member_of(graph, asset_id)
    live = nx.Graph((link.from_id, link.to_id) for link in links_of(graph) if link.state in LIVE)
    live.add_node(asset_id)
    near = nx.single_source_shortest_path_length(live, asset_id, cutoff=steps)
    members = [member_of(graph, key) for key in near]
    return network(members, (link for link in links_of(graph) if link.state in LIVE))
