"""The network on the map: lines between places that may be shown, and no others."""

from dataclasses import dataclass

from asset_map.connections.graph import LIVE, Network, links_of, members_of
from asset_map.geography.crs import degrees_of
from asset_map.model.asset import AssetKind
from asset_map.model.connection import Connection
from asset_map.model.location import Coordinates

__all__ = ["MapLine", "MapPlace", "NetworkMap", "network_map"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPlace:
    """Where one of the linked is, as closely as partners may know."""

    asset_id: str
    name: str
    kind: AssetKind
    is_anchor: bool
    point: Coordinates


@dataclass(frozen=True, slots=True, kw_only=True)
class MapLine:
    """All live links of two places that may both be shown."""

    links: tuple[Connection, ...]
    here: Coordinates
    there: Coordinates


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkMap:
    """What is drawn; ``unplaced`` links have an end that is shown by its ward, or not at all."""

    places: tuple[MapPlace, ...]
    lines: tuple[MapLine, ...]
    unplaced: int


def network_map(graph: Network) -> NetworkMap:
    """Return a network as it lies on the map."""
    placed = [member for member in members_of(graph) if member.point is not None]
    lons, lats = degrees_of(
        [member.point.easting for member in placed if member.point],
        [member.point.northing for member in placed if member.point],
    )
    points = {
        member.asset_id: Coordinates(lon=float(lon), lat=float(lat))
        for member, lon, lat in zip(placed, lons, lats, strict=True)
    }
    together: dict[tuple[str, str], list[Connection]] = {}
    unplaced, linked = 0, set()
    for link in links_of(graph):
        if link.state not in LIVE:
            continue
        if link.from_id not in points or link.to_id not in points:
            unplaced += 1
            continue
        one, other = sorted((link.from_id, link.to_id))
        together.setdefault((one, other), []).append(link)
        linked |= {one, other}
    return NetworkMap(
        places=tuple(
            MapPlace(
                asset_id=member.asset_id,
                name=member.name,
                kind=member.kind,
                is_anchor=member.is_anchor,
                point=points[member.asset_id],
            )
            for member in placed
            if member.asset_id in linked
        ),
        lines=tuple(
            MapLine(links=tuple(links), here=points[one], there=points[other])
            for (one, other), links in sorted(together.items())
        ),
        unplaced=unplaced,
    )
