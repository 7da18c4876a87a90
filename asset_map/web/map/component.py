"""The map as pages call it."""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

import streamlit as st

from asset_map.model.location import Coordinates
from asset_map.model.words import counted
from asset_map.web.map.message import packed
from asset_map.web.map.parts import MapBase, MapEvent, MapFocus, MapPoint
from asset_map.web.map.sent import MOST_KEPT, SentPoints

__all__ = ["BROWSER_FOLDER", "BROWSER_PATH", "asset_map", "pin_map", "place_picture"]

Mode = Literal["browse", "picture", "pick"]

BROWSER_FOLDER = Path(__file__).parent / "browser"


def _version() -> str:
    files = sorted(path for path in BROWSER_FOLDER.iterdir() if path.is_file())
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]


# Where the server serves that folder: the path changes with the files, so they are kept for ever.
BROWSER_PATH = f"/map/{_version()}"

# Streamlit sends a component's script with each update, so the map itself is imported instead.
_SCRIPT = f"""
export default async (component) => {{
  const map = await import(new URL("..{BROWSER_PATH}/map.js", document.baseURI));
  return map.default(component);
}};
"""

_draw = st.components.v2.component("asset_map", js=_SCRIPT)


_NO_FOCUS = MapFocus()


def asset_map(
    points: Sequence[MapPoint],
    *,
    base: MapBase,
    focus: MapFocus = _NO_FOCUS,
    key: str,
    height: str = "60vh",
) -> MapEvent | None:
    """
    Draw the map of many places; return what was clicked to cause this run, if anything.

    A list with the same places stands beside it: points on a canvas cannot be reached
    by keyboard. ``height`` is a CSS length.
    """
    label = f"Map of {counted(len(points), 'place')}; the list says the same in words"
    frame = {"mode": "browse", "height": height, "label": label}
    answer = _show(points, base=base, focus=focus, key=key, frame=frame)
    if ward_code := answer.get("ward"):
        return MapEvent(ward_code=str(ward_code))
    chosen = _chosen(answer.get("asset"), _sent(key), points)
    return MapEvent(asset_id=chosen.asset_id) if chosen else None


def place_picture(
    points: Sequence[MapPoint],
    *,
    base: MapBase,
    focus: MapFocus = _NO_FOCUS,
    key: str,
    label: str,
    height: str = "16rem",
) -> None:
    """Draw a small map that stands still; ``label`` says in words what it shows."""
    frame = {"mode": "picture", "height": height, "label": label}
    _show(points, base=base, focus=focus, key=key, frame=frame)


def pin_map(
    points: Sequence[MapPoint],
    *,
    base: MapBase,
    focus: MapFocus = _NO_FOCUS,
    key: str,
    height: str = "50vh",
) -> Coordinates | None:
    """Draw a map on which a pin is placed; return where, when a click caused this run."""
    label = "Map: click where the place is, or type its postcode instead"
    frame = {"mode": "pick", "height": height, "label": label}
    answer = _show(points, base=base, focus=focus, key=key, frame=frame)
    match answer.get("point"):
        case [int() | float() as lon, int() | float() as lat]:
            return Coordinates(lon=round(lon, 6), lat=round(lat, 6))
    return None


def _sent(key: str) -> SentPoints:
    name = f"{key}-sent-points"
    sent = st.session_state.get(name)
    if not isinstance(sent, SentPoints) or len(sent.keys) > MOST_KEPT:
        sent = st.session_state[name] = SentPoints(secrets.token_hex(4))
    return sent


def _show(
    points: Sequence[MapPoint],
    *,
    base: MapBase,
    focus: MapFocus,
    key: str,
    frame: Mapping[str, str],
) -> Mapping[str, object]:
    def start_anew() -> None:
        """Send every point again: the browser lost a message."""
        st.session_state.pop(f"{key}-sent-points", None)

    return _draw(
        key=key,
        data=packed(points, _sent(key), base=base, focus=focus, frame=frame),
        on_asset_change=_no_callback,
        on_ward_change=_no_callback,
        on_point_change=_no_callback,
        on_lost_change=start_anew,
    )


def _no_callback() -> None:
    """Streamlit reports only events that have a callback."""


def _chosen(event: object, sent: SentPoints, points: Sequence[MapPoint]) -> MapPoint | None:
    """Return the point that the browser knows by its number in this visitor's copy."""
    match event:
        case [str() as copy, int() as number] if copy == sent.id and 0 <= number < len(sent.keys):
            return next((point for point in points if hash(point) == sent.keys[number]), None)
    return None
