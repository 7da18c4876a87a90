"""One place in the form: its words, its times, its pin, and how closely it is shown."""

from dataclasses import replace

import streamlit as st

from asset_map.model.asset import Asset
from asset_map.model.errors import Problem
from asset_map.model.location import Coordinates, Location, LocationMethod, PublishLocation
from asset_map.usecases.house import House
from asset_map.web.map import MapFocus, MapPoint, pin_map
from asset_map.web.map_base import map_base
from asset_map.web.times_form import times_form

__all__ = ["place_form"]

_PUBLISH = {
    PublishLocation.EXACT: "The exact place",
    PublishLocation.STREET: "Where it is to about 100 metres",
    PublishLocation.WARD: "The ward only (homes)",
    PublishLocation.WITHHELD: "Nothing at all (for example a refuge)",
}
_STAYS, _BY_POSTCODE, _BY_HAND = "stays", "postcode", "hand"
_PIN = {
    _STAYS: "Leave it where it is",
    _BY_POSTCODE: "Find it by the postcode",
    _BY_HAND: "Put it on the map by hand",
}


def place_form(
    place: Location, asset: Asset, house: House, *, key: str
) -> tuple[Location, tuple[Problem, ...]]:
    """Draw one place; return it as the form has it, and every fault in its times."""
    key = f"{key}-{place.id}"
    st.header("Where", anchor=False)
    if place.publish is PublishLocation.WITHHELD:
        st.write("The place is withheld. Only data protection may see or change it.")
        return place, ()
    place_name = st.text_input("Name of the place", place.place_name, key=f"{key}-place")
    address = st.text_input("Address", place.address, key=f"{key}-address")
    postcode = st.text_input("Postcode", place.postcode, key=f"{key}-postcode")
    publish = st.selectbox(
        "The public may know",
        list(_PUBLISH),
        list(_PUBLISH).index(place.publish),
        format_func=_PUBLISH.__getitem__,
        key=f"{key}-publish",
    )
    moved = replace(
        place,
        place_name=place_name,
        address=address,
        postcode=postcode,
        publish=publish,
        is_publish_chosen=place.is_publish_chosen or publish is not place.publish,
    )
    moved = _pin(place, moved, asset, house, key=key)
    st.header("When", anchor=False)
    meetings, problems = times_form(place.meetings, key=key)
    return replace(moved, meetings=meetings), problems


def _pin(standing: Location, moved: Location, asset: Asset, house: House, *, key: str) -> Location:
    how = st.radio(
        "The pin", list(_PIN), format_func=_PIN.__getitem__, horizontal=True, key=f"{key}-pin"
    )
    has_new_postcode = moved.postcode.strip() != standing.postcode
    is_by_postcode = standing.method in {LocationMethod.POSTCODE, LocationMethod.NONE}
    # The point came from the old postcode: it is looked up again on saving.
    if how == _BY_POSTCODE or (how == _STAYS and has_new_postcode and is_by_postcode):
        return _unplaced(moved)
    if how != _BY_HAND:
        return moved
    pin = _pinned(standing, asset, house, key=key)
    return moved if pin is None else replace(_unplaced(moved), point=pin)


def _unplaced(place: Location) -> Location:
    return replace(place, point=None, grid=None, method=LocationMethod.NONE, accuracy_m=None)


def _pinned(standing: Location, asset: Asset, house: House, *, key: str) -> Coordinates | None:
    """Draw the map; return where the pin was put, None while it is where it stood."""
    kept = f"{key}-pinned"
    pin: Coordinates | None = st.session_state.get(kept)
    shown = pin or standing.point
    points = [MapPoint(asset.id, asset.kind, asset.name, shown.lon, shown.lat)] if shown else []
    clicked = pin_map(
        points,
        base=map_base(house),
        focus=MapFocus(asset_id=asset.id if points else ""),
        key=f"{key}-map",
    )
    if clicked is not None and clicked != pin:
        st.session_state[kept] = clicked
        st.rerun()
    if pin is None:
        st.caption("Click where the place is. Nothing moves until you save.")
    else:
        st.caption(f"The pin will be at {pin.lat:.5f} north, {pin.lon:.5f} east when you save.")
    return pin
