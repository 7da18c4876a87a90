"""A page of the workroom with nothing but maps, for the tests of the map."""

import streamlit as st

from asset_map.model.asset import AssetKind
from asset_map.web.map import MapBase, MapFocus, MapPoint, asset_map, pin_map, place_picture
from tests.web.map.invented import HOSTILE, places

st.set_page_config(page_title="Maps", layout="wide")
st.title("Maps")

wards = st.query_params.get("wards", "hexagons")
base = MapBase(wards_path=f"/api/wards/{wards}.geojson", attribution="Invented wards, free to use.")
count = int(st.query_params.get("count", "300"))
mode = st.query_params.get("mode", "browse")
kinds = st.pills("Show", list(AssetKind), selection_mode="multi", format_func=lambda k: k.label)
points = places(count, kinds=tuple(kinds) or tuple(AssetKind))

if mode == "heap":
    points = [
        MapPoint(f"heap-{n}", AssetKind.GROUP, HOSTILE if n == 3 else f"Upstairs {n}", 1.3, 54.55)
        for n in range(5)
    ]

if mode in {"browse", "heap"}:
    if st.button("Show the anchor on the map"):
        st.session_state["selected"] = "anchor"
    selected = st.session_state.get("selected", "")
    event = asset_map(points, base=base, focus=MapFocus(asset_id=selected), key="tried")
    if event and event.asset_id:
        st.session_state["selected"] = event.asset_id
        st.rerun()
    st.write(f"Ward: {event.ward_code if event else 'none'}. Selected: {selected or 'none'}.")
elif mode == "picture":
    place_picture(
        points[:1],
        base=base,
        focus=MapFocus(ward_codes=("E0599301",)),
        key="still",
        label="Where the first place is, in Ward 31",
    )
else:
    pin = pin_map([], base=base, key="pin")
    st.write(f"Pin: {pin.lon:.3f} {pin.lat:.3f}" if pin else "Pin: none")
