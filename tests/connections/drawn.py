"""Small networks drawn by hand, and any network at all."""

from collections.abc import Iterable

from hypothesis import strategies as st

from asset_map.connections.graph import Member, Network, network
from asset_map.model.asset import AssetKind, Sector
from asset_map.model.connection import Connection, ConnectionKind, ConnectionState

K = ConnectionKind

# Twelve assets of a village (domain 5): who does what for whom.
LIBRARY = (
    ("Parish Council", K.FUNDS, "Library"),
    ("Parish Council", K.FUNDS, "Gala"),
    ("Library", K.VOLUNTEERS_FOR, "Gala"),
    ("Gala", K.FUNDS, "Library"),
    ("Library", K.PROVIDES_FOR, "Magazine"),
    ("Magazine", K.PROMOTES, "Library"),
    ("Library", K.HOSTS, "Knit and Natter"),
    ("Library", K.HOSTS, "Story Time"),
    ("Library", K.HOSTS, "Reading Circle"),
    ("Library", K.HOSTS, "Memory Cafe"),
    ("Friends", K.VOLUNTEERS_FOR, "Library"),
    ("Playing Field", K.LEASES_TO, "Rovers"),
)
ALONE = "Repair Cafe"


def member(
    name: str,
    *,
    ward: str | None = "E05000001",
    sector: Sector | None = Sector.COMMUNITY,
    kind: AssetKind = AssetKind.GROUP,
) -> Member:
    return Member(asset_id=name, name=name, kind=kind, sector=sector, ward_code=ward)


def link(
    from_id: str,
    kind: ConnectionKind,
    to_id: str,
    *,
    state: ConnectionState = ConnectionState.ACTIVE,
    key: str = "",
) -> Connection:
    name = key or f"{from_id} {kind} {to_id}"
    return Connection(id=name, from_id=from_id, to_id=to_id, kind=kind, state=state)


def drawn(
    links: Iterable[tuple[str, ConnectionKind, str]], *, alone: Iterable[str] = ()
) -> Network:
    made = [link(*one) for one in links]
    names = {end for one in made for end in (one.from_id, one.to_id)} | set(alone)
    return network([member(name) for name in names], made)


def library() -> Network:
    return drawn(LIBRARY, alone=[ALONE])


@st.composite
def networks(draw: st.DrawFn, *, most: int = 12) -> Network:
    names = [f"{number:02}" for number in range(draw(st.integers(0, most)))]
    wards, sectors = st.sampled_from(["A", "B", None]), st.sampled_from([*Sector, None])
    members = [member(name, ward=draw(wards), sector=draw(sectors)) for name in names]
    ends = [(first, second) for first in names for second in names if first != second]
    pairs = draw(st.lists(st.sampled_from(ends), max_size=3 * most)) if ends else []
    links = [
        link(
            first,
            draw(st.sampled_from(K)),
            second,
            state=draw(st.sampled_from([ConnectionState.ACTIVE, *ConnectionState])),
            key=f"{number:03}",
        )
        for number, (first, second) in enumerate(pairs)
    ]
    return network(members, links)
