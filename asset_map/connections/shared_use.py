"""What people share without knowing: a hall, or the hour at which they call the same people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from asset_map.connections.graph import Network, links_of, member_of
from asset_map.connections.wording import listed
from asset_map.model.asset import ForWhom
from asset_map.model.connection import ConnectionKind, ConnectionState

__all__ = ["Clash", "Gathering", "SharedHall", "clashes", "shared_halls"]

_HALL = frozenset({ConnectionKind.HOSTS, ConnectionKind.LEASES_TO})
_ALL_AGES = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedHall:
    """Groups that use the same hall, by name."""

    host_id: str
    guest_ids: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """One meeting of one asset: when, in which ward, and for whom."""

    asset_id: str
    name: str
    starts: datetime
    ends: datetime
    ward_code: str | None
    for_whom: ForWhom


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Two gatherings of the same ward that call the same people at the same time."""

    first: Gathering
    second: Gathering
    sentence: str


def shared_halls(graph: Network) -> tuple[SharedHall, ...]:
    """Return which groups use the same hall, the busiest hall first."""
    guests: dict[str, set[str]] = {}
    for link in links_of(graph):
        if link.kind in _HALL and link.state is ConnectionState.ACTIVE:
            guests.setdefault(link.from_id, set()).add(link.to_id)
    halls = [_hall(graph, host, ids) for host, ids in guests.items() if len(ids) > 1]
    return tuple(sorted(halls, key=lambda hall: (-len(hall.guest_ids), hall.sentence)))


def _hall(graph: Network, host: str, ids: set[str]) -> SharedHall:
    by_name = sorted((member_of(graph, key).name, key) for key in ids)
    names = [name for name, _ in by_name]
    return SharedHall(
        host_id=host,
        guest_ids=tuple(key for _, key in by_name),
        sentence=f"{listed(names)} all meet at {member_of(graph, host).name}."
        if len(names) > 2  # noqa: PLR2004  # two are both
        else f"{listed(names)} both meet at {member_of(graph, host).name}.",
    )


def clashes(gatherings: Iterable[Gathering]) -> tuple[Clash, ...]:
    """Return which gatherings call the same people at the same time, in order of time."""
    known = sorted(
        (one for one in gatherings if one.ward_code and _is_for_some(one.for_whom)),
        key=lambda one: (one.starts, one.name, one.asset_id),
    )
    by_ward: dict[str | None, list[Gathering]] = {}
    for one in known:
        by_ward.setdefault(one.ward_code, []).append(one)
    return tuple(
        _clash(first, second)
        for together in by_ward.values()
        for first, second in combinations(together, 2)
        if _call_the_same(first, second)
    )


def _is_for_some(whom: ForWhom) -> bool:
    return bool(whom.interests) or (whom.min_age, whom.max_age) != (None, None)


def _call_the_same(first: Gathering, second: Gathering) -> bool:
    if first.asset_id == second.asset_id or second.starts >= first.ends:
        return False
    one, other = first.for_whom, second.for_whom
    if one.interests or other.interests:
        return not set(one.interests).isdisjoint(other.interests)
    return max(one.min_age or 0, other.min_age or 0) <= min(
        one.max_age or _ALL_AGES, other.max_age or _ALL_AGES
    )


def _clash(first: Gathering, second: Gathering) -> Clash:
    words = f"{first.name} and {second.name} are for the same people, and meet at the same time."
    return Clash(first=first, second=second, sentence=words)
