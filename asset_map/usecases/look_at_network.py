"""Who is linked with whom, as far as the one who looks may know."""

from collections import OrderedDict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from threading import Lock
from typing import TypeAlias
from weakref import WeakKeyDictionary

from asset_map.connections.compare import Comparison, compare
from asset_map.connections.graph import Network, Shown, around, network, shown
from asset_map.connections.measures import Figures, figures
from asset_map.connections.what_if import WhatIf, if_closed, if_ended
from asset_map.model.connection import (
    Connection,
    ConnectionEvent,
    ConnectionKind,
    ConnectionState,
)
from asset_map.model.errors import NotAllowedError
from asset_map.model.role import Action, Actor, Audience, require
from asset_map.model.visibility import link_seen_by
from asset_map.model.words import LONDON
from asset_map.register import areas, link_events, links
from asset_map.register.engine import Connection as Database
from asset_map.register.engine import Register
from asset_map.usecases.house import House
from asset_map.usecases.network_members import members_seen_by

__all__ = [
    "Chosen",
    "as_it_stood",
    "before_and_after",
    "committees_on",
    "figures_of",
    "network_seen",
    "what_if_closed",
    "what_if_ended",
]

_KEPT = 8
_Key: TypeAlias = tuple[int, Audience, date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Which part of the network somebody looks at; what is empty means all that is live."""

    ward_code: str = ""
    committee_id: str = ""
    kinds: tuple[ConnectionKind, ...] = ()
    states: tuple[ConnectionState, ...] = ()
    on: date | None = None
    around_id: str = ""
    steps: int = 1


_LIVE = tuple(state for state in ConnectionState if state is not ConnectionState.ENDED)


def network_seen(
    house: House,
    *,
    actor: Actor,
    today: date,
    chosen: Chosen | None = None,
    audience: Audience | None = None,
) -> Network:
    """
    Return the network, or the part of it that is chosen, as far as the actor may see it.

    With ``audience`` it is cut to what others may see, who may see less.

    Raises
    ------
    NotFoundError
        When it is to be drawn around an asset that the actor does not know.
    NotAllowedError
        When the audience may see more than the actor's own role.
    """
    require(actor, Action.FIND)
    seen_by = audience or actor.audience
    if tuple(Audience).index(seen_by) > tuple(Audience).index(actor.audience):
        message = (
            f"The role '{actor.role.label}' may not see what is for {seen_by.label}s; "
            f"choose '{actor.audience.value}' as the audience."
        )
        raise NotAllowedError(message)
    with house.register.reading() as connection:
        graph = _whole(house, connection, seen_by, today)
        if chosen is not None and chosen.on is not None:
            # Who was linked then is told by the steps of each connection, not by its days alone.
            graph = _on(connection, graph, seen_by, chosen.on)
    if chosen is None:
        return graph
    if chosen.on is not None:
        return _part(graph, chosen)
    with _turn:
        found = next((part for one, part in _parts if one == (graph, chosen)), None)
    if found is None:
        found = _part(graph, chosen)
        with _turn:
            _parts.append(((graph, chosen), found))
    return found


def _part(graph: Network, chosen: Chosen) -> Network:
    part = shown(
        graph,
        Shown(
            ward_codes=frozenset(filter(None, [chosen.ward_code])),
            committee_ids=frozenset(filter(None, [chosen.committee_id])),
            kinds=frozenset(chosen.kinds),
            states=frozenset(chosen.states or _LIVE),
        ),
    )
    return around(part, chosen.around_id, steps=chosen.steps) if chosen.around_id else part


def committees_on(house: House, today: date) -> dict[str, str]:
    """Return the names of the area committees of a day, by id."""
    with house.register.reading() as connection:
        return {one.id: one.name for one in areas.committees(connection, on=today)}


def figures_of(graph: Network) -> Figures:
    """Return every figure of a network, each with its sentence."""
    with _turn:
        known = _figures.get(graph)
    if known is None:
        known = figures(graph)
        with _turn:
            _figures[graph] = known
    return known


def what_if_closed(graph: Network, asset_id: str) -> WhatIf:
    """Return what would be lost if a place closed."""
    return if_closed(graph, asset_id)


def what_if_ended(graph: Network, link_id: str) -> WhatIf:
    """Return what would be lost if a connection came to an end."""
    return if_ended(graph, link_id)


def before_and_after(
    house: House, *, first: date, last: date, actor: Actor, today: date
) -> tuple[Network, Network, Comparison]:
    """Return the network at the end of two days, and what changed in between."""
    require(actor, Action.SEE_PARTNER_VIEW)
    with house.register.reading() as connection:
        graph = _whole(house, connection, actor.audience, today)
        then = _on(connection, graph, actor.audience, first)
        now = _on(connection, graph, actor.audience, last)
    return then, now, compare(then, now)


def as_it_stood(
    links_now: Iterable[Connection], steps: Sequence[ConnectionEvent], day: date
) -> list[Connection]:
    """
    Return the connections as they stood at the end of a day in London.

    A connection is there from the day since which people say it is, or else from its
    first step; one without either was always there. Its state is that of its last
    step by then, and "ended" from the day on which people say it ended.
    """
    by_link: dict[str, list[ConnectionEvent]] = {}
    for step in steps:
        by_link.setdefault(step.connection_id, []).append(step)
    midnight = datetime.combine(day, time.max, tzinfo=LONDON)
    stood = (_stood(link, by_link.get(link.id, []), day, midnight) for link in links_now)
    return [link for link in stood if link is not None]


def _stood(
    link: Connection, steps: list[ConnectionEvent], day: date, midnight: datetime
) -> Connection | None:
    by_then = [step for step in steps if step.at <= midnight]
    since = link.since
    is_there = since <= day if since else bool(by_then) or not steps
    if not is_there:
        return None
    if link.ended_on is not None and link.ended_on <= day:
        return replace(link, state=ConnectionState.ENDED)
    if by_then:
        state = by_then[-1].to_state
    elif steps:
        state = steps[0].to_state
    else:
        state = ConnectionState.ACTIVE if link.ended_on else link.state
    return replace(link, state=state)


def _on(database: Database, graph: Network, audience: Audience, day: date) -> Network:
    members = [member for _, member in sorted(graph.nodes(data="member"))]
    stood = as_it_stood(links.every(database), link_events.every(database), day)
    seen = (link_seen_by(link, audience) for link in stood)
    return network(members, (link for link in seen if link is not None))


# The whole network of each audience, until the register changes.
_networks: "WeakKeyDictionary[Register, OrderedDict[_Key, Network]]" = WeakKeyDictionary()
# What was looked at of each, and its figures: a page asks for the same at every press.
_parts: deque[tuple[tuple[Network, Chosen], Network]] = deque(maxlen=_KEPT)
_figures: "WeakKeyDictionary[Network, Figures]" = WeakKeyDictionary()
_turn = Lock()


def _whole(house: House, database: Database, audience: Audience, today: date) -> Network:
    key = (house.register.change_count(database), audience, today)
    with _turn:
        known = _networks.setdefault(house.register, OrderedDict())
        if key in known:
            return known[key]
    members = members_seen_by(database, audience=audience, today=today)
    seen = (link_seen_by(link, audience) for link in links.every(database))
    graph = network(members, (link for link in seen if link is not None))
    with _turn:
        known[key] = graph
        while len(known) > _KEPT:
            known.popitem(last=False)
    return graph
