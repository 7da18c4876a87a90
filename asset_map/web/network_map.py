"""The network on the map."""

from typing import Any

import streamlit as st

from asset_map.model.connection import ConnectionState
from asset_map.model.words import counted
from asset_map.usecases.house import House
from asset_map.usecases.map_network import MapLine, network_map
from asset_map.web.map import MapFocus, MapPoint, asset_map
from asset_map.web.map_base import map_base

__all__ = ["on_map"]


def on_map(house: House, graph: Any) -> str:  # noqa: ANN401 - a network of the use cases
    """Draw the connections between places that may be shown; return the asset that was clicked."""
    drawn = network_map(graph)
    many = counted(len(drawn.lines), "line")
    st.write(f"{many} between {counted(len(drawn.places), 'place')}.")
    if drawn.unplaced:
        rest = counted(drawn.unplaced, "connection")
        st.caption(
            f"{rest} of somebody whose place is shown by its ward alone, or not at all: see the "
            "picture or the table."
        )
    event = asset_map(
        [
            MapPoint(one.asset_id, one.kind, one.name, one.point.lon, one.point.lat, one.is_anchor)
            for one in drawn.places
        ],
        base=map_base(house),
        focus=MapFocus(lines=tuple(map(_line, drawn.lines))),
        key="network_map",
    )
    return event.asset_id if event else ""


def _line(line: MapLine) -> tuple[float, float, float, float, int, bool]:
    is_going = any(link.state is ConnectionState.ACTIVE for link in line.links)
    here, there = line.here, line.there
    return here.lon, here.lat, there.lon, there.lat, len(line.links), is_going
