"""Connections as a pack tells them: what goes on between public places, the rest as counts."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from asset_map.model.connection import Connection as Link
from asset_map.model.connection import ConnectionState
from asset_map.model.role import Audience
from asset_map.model.visibility import link_seen_by
from asset_map.model.words import LONDON
from asset_map.register import link_events, links
from asset_map.register.engine import Connection
from asset_map.usecases.connect_assets import said_of
from asset_map.usecases.pack_records import PackRecord

__all__ = ["LinkTold", "PackLinks", "links_among"]


class LinkTold(NamedTuple):
    """A connection as a sentence, with the areas it touches and whom it names."""

    said: str
    codes: frozenset[str]
    asset_ids: tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackLinks:
    """
    The connections of a committee's areas.

    ``told`` are those that began since the last pack, or in a first pack all that go on;
    ``by_state`` counts all of them.
    """

    told: tuple[LinkTold, ...]
    by_state: tuple[tuple[str, int], ...]

    def of(self, code: str) -> tuple[str, ...]:
        """Return the sentences of one area."""
        return tuple(one.said for one in self.told if code in one.codes)


def links_among(
    connection: Connection,
    records: Mapping[str, PackRecord],
    codes: Collection[str],
    *,
    since: datetime | None,
) -> PackLinks:
    """
    Return what links the records of some areas, to each other and to others.

    Both ends must be public and may be said to be somewhere: whoever gives room to a place
    that is withheld would tell where it is. Without ``since`` there was no pack before.
    """
    placed = {one.asset.id: one for one in records.values() if one.is_open and one.codes}
    areas = {asset_id: frozenset(codes).intersection(one.codes) for asset_id, one in placed.items()}
    there = [
        link
        for link in links.every(connection)
        if link.from_id in placed and link.to_id in placed
        if areas[link.from_id] | areas[link.to_id]
    ]
    states = Counter(link.state for link in there)
    begun = _begun(connection)
    told = []
    for link in there:
        if link_seen_by(link, Audience.PUBLIC) is None:
            continue
        if since is None or _is_since(link, begun.get(link.id), since):
            ends = link.from_id, link.to_id
            names = [placed[one].asset.name for one in ends]
            said = f"{names[0]} {said_of(link.kind)} {names[1]}."
            told.append(LinkTold(said, areas[ends[0]] | areas[ends[1]], ends))
    by_state = tuple((state.label, states[state]) for state in ConnectionState if states[state])
    in_order = sorted(told, key=lambda one: (one.said, one.asset_ids))
    return PackLinks(told=tuple(in_order), by_state=by_state)


def _begun(connection: Connection) -> dict[str, datetime]:
    """Return when each connection was first said to be active."""
    found: dict[str, datetime] = {}
    for event in link_events.every(connection):
        if event.to_state is ConnectionState.ACTIVE:
            found.setdefault(event.connection_id, event.at)
    return found


def _is_since(link: Link, begun: datetime | None, since: datetime) -> bool:
    # What was brought in from elsewhere has a day of its own and no steps.
    if link.since is not None:
        return link.since > since.astimezone(LONDON).date()
    return begun is not None and begun > since
