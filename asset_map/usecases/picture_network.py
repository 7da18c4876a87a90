"""The network as it is drawn in a page: where everybody stands, whose name is shown."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from asset_map.connections.as_svg import network_svg
from asset_map.connections.graph import LIVE, Member, Network, links_of, members_of
from asset_map.connections.labels import Label, labels
from asset_map.connections.layout import positions
from asset_map.model.asset import AssetKind
from asset_map.model.connection import SYMMETRIC, Connection, ConnectionState
from asset_map.usecases.connect_assets import said_of

__all__ = ["Edge", "Node", "Picture", "picture", "picture_svg", "places_of", "sentence_of"]

# At most so many pixels between two, in a picture of a page's width; the size of a name.
_STEP, _FONT = 64.0, 12.0
_WIDE, _TALL = 690.0, 460.0
# Whom most are linked with is named even where that covers a line or a neighbour.
_SURELY_NAMED = 3
_LEAST, _GROWS = 6.0, 2.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An asset in the picture, in the unit of ``radius``; ``linked`` counts its neighbours."""

    asset_id: str
    name: str
    kind: AssetKind
    is_anchor: bool
    ward_name: str
    x: float
    y: float
    radius: float
    linked: int
    label: Label | None

    @property
    def label_side(self) -> str:
        """On which side of its circle its name finds room."""
        if self.label is None or self.label.anchor == "middle":
            return "top" if self.label and self.label.y < self.y else "bottom"
        return "right" if self.label.anchor == "start" else "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """All live links of two assets, drawn as one line; arrows stand where they lead."""

    from_id: str
    to_id: str
    links: tuple[Connection, ...]
    leads_there: bool
    leads_back: bool
    state: ConnectionState


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What is drawn: the same network, the same picture."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


_STRONGEST = (
    ConnectionState.ACTIVE,
    ConnectionState.DORMANT,
    ConnectionState.INTRODUCED,
    ConnectionState.IDEA,
)


def picture(
    graph: Network,
    *,
    places: dict[str, tuple[float, float]] | None = None,
    is_everybody: bool = True,
) -> Picture:
    """
    Return the picture of a network, in pixels of a page's width.

    With ``places`` everybody stands where another picture has them; without
    ``is_everybody`` whoever is not linked yet is left out.
    """
    edges = _edges(graph)
    linked = Counter(end for edge in edges for end in (edge.from_id, edge.to_id))
    part = graph if is_everybody else graph.subgraph(linked)
    members = members_of(part)
    circles = _circles(positions(part) if places is None else places, members, linked)
    best_known = sorted(members, key=lambda one: (-linked[one.asset_id], one.name))
    found = labels(
        ((one.asset_id, one.name) for one in best_known),
        circles=circles,
        font=_FONT,
        surely=_SURELY_NAMED,
    )
    named = {label.asset_id: label for label in found}
    nodes = tuple(
        Node(
            asset_id=one.asset_id,
            name=one.name,
            kind=one.kind,
            is_anchor=one.is_anchor,
            ward_name=one.ward_name,
            x=circles[one.asset_id][0],
            y=circles[one.asset_id][1],
            radius=circles[one.asset_id][2],
            linked=linked[one.asset_id],
            label=named.get(one.asset_id),
        )
        for one in members
    )
    return Picture(nodes=nodes, edges=edges)


def _circles(
    placed: Mapping[str, tuple[float, float]], members: Sequence[Member], linked: Counter[str]
) -> dict[str, tuple[float, float, float]]:
    """Return where each circle stands on a page, and how large it is."""
    across = [placed[one.asset_id][0] for one in members] or [0.0]
    down = [placed[one.asset_id][1] for one in members] or [0.0]
    step = min(
        _STEP,
        _WIDE / max(max(across) - min(across), 1.0),
        _TALL / max(max(down) - min(down), 1.0),
    )
    # The more there are, the smaller they are: no circle hides another.
    most = 0.45 * step
    return {
        one.asset_id: (
            placed[one.asset_id][0] * step,
            placed[one.asset_id][1] * step,
            min(_LEAST + min(_GROWS * linked[one.asset_id] ** 0.5, 2 * _LEAST), most),
        )
        for one in members
    }


def picture_svg(
    graph: Network, *, title: str, places: dict[str, tuple[float, float]] | None = None
) -> str:
    """Return the same for paper and for pages without a script."""
    return network_svg(graph, title=title, places=places)


def places_of(graph: Network) -> dict[str, tuple[float, float]]:
    """Return where everybody stands, so that another picture has them there too."""
    return positions(graph)


def sentence_of(graph: Network, link: Connection) -> str:
    """Return what a connection says: "The library gives room to the Knitters"."""
    names = {end: graph.nodes[end]["member"].name for end in (link.from_id, link.to_id)}
    return f"{names[link.from_id]} {said_of(link.kind)} {names[link.to_id]}"


def _edges(graph: Network) -> tuple[Edge, ...]:
    together: dict[tuple[str, str], list[Connection]] = {}
    for link in links_of(graph):
        if link.state in LIVE:
            first, second = sorted((link.from_id, link.to_id))
            together.setdefault((first, second), []).append(link)
    return tuple(_edge(ends, links) for ends, links in sorted(together.items()))


def _edge(ends: tuple[str, str], links: list[Connection]) -> Edge:
    directed = [link for link in links if link.kind not in SYMMETRIC]
    states = {link.state for link in links}
    return Edge(
        from_id=ends[0],
        to_id=ends[1],
        links=tuple(links),
        leads_there=any(link.from_id == ends[0] for link in directed),
        leads_back=any(link.from_id == ends[1] for link in directed),
        state=next(state for state in _STRONGEST if state in states),
    )
