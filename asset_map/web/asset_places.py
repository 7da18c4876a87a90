"""Where an asset is: its places in words and on the map, and what is near."""

import streamlit as st

from asset_map.model.asset import Asset
from asset_map.model.location import Location, LocationKind, LocationMethod, PublishLocation
from asset_map.model.visibility import STREET_M
from asset_map.model.words import counted
from asset_map.usecases.house import House
from asset_map.usecases.view_asset import AssetView
from asset_map.web.asset_facts import is_anchor
from asset_map.web.asset_list import listed
from asset_map.web.frame import page_file
from asset_map.web.map import MapFocus, MapPoint, place_picture
from asset_map.web.map_base import map_base
from asset_map.web.text import plain

__all__ = ["near", "on_map", "pins_of", "when_and_where"]

_FOUND_BY = {
    LocationMethod.UPRN: "The pin comes from the building's reference number",
    LocationMethod.MAP_CLICK: "The pin was put on the map by hand",
    LocationMethod.POSTCODE: "The pin comes from the postcode",
    LocationMethod.ADDRESS_MATCH: "The pin comes from the address",
    LocationMethod.SETTLEMENT: "The pin comes from the name of the village or town",
}
_WITHOUT_ADDRESS = {
    LocationKind.AREA_WIDE: "All over the district",
    LocationKind.ONLINE: "Online",
}


def when_and_where(view: AssetView) -> None:
    """Tell each place with its times, its ward, and how exactly the place is known."""
    st.header("When and where", anchor=False)
    if not view.asset.locations:
        st.write("The place is not shown. Ask the council for a way to get in touch.")
    for place in view.asset.locations:
        with st.container(gap="xxsmall", key=f"place-{place.id}"):
            _place(place, view)


def _place(place: Location, view: AssetView) -> None:
    where = ", ".join(
        plain(part) for part in (place.place_name, place.address, place.postcode) if part
    )
    st.write(f"**{where or _WITHOUT_ADDRESS.get(place.kind, 'The place is not shown')}**")
    for time in view.times.get(place.id, ()):
        st.write(plain(time[:1].upper() + time[1:]))
    if place.id in view.wards:
        code, name = view.wards[place.id]
        st.page_link(page_file("ward"), label=f"In {plain(name)} ward", query_params={"code": code})
    if said := _how_exactly(place):
        st.caption(said)
    if place.id in view.between:
        st.info(plain(view.between[place.id].in_words))


def _how_exactly(place: Location) -> str:
    if place.publish is PublishLocation.WARD and not place.point:
        return "Only the ward is shown, because this may be somebody's home."
    if place.point is None or place.accuracy_m is None:
        return ""
    if place.publish is PublishLocation.STREET and place.grid is None:
        return f"The map shows it to about {STREET_M:,.0f} metres, and no closer."
    found_by = _FOUND_BY.get(place.method, "Nobody said how the pin was found")
    return f"{found_by}: right to about {counted(round(place.accuracy_m), 'metre')}."


def on_map(view: AssetView, house: House) -> None:
    """Show its pins and tint its wards; say in words when there are no pins to show."""
    pins = pins_of(view.asset)
    if not pins:
        st.caption("There is no pin: the exact place is not shown, or there is none.")
    codes = tuple(sorted({code for code, _ in view.wards.values()}))
    if not (pins or codes):
        return
    name = view.asset.name
    st.header("On the map", anchor=False)
    place_picture(
        pins,
        base=map_base(house),
        focus=MapFocus(ward_codes=codes, asset_id=view.asset.id if len(pins) == 1 else ""),
        key=f"asset-{view.asset.id}",
        label=f"Map: where {name} is",
    )


def pins_of(asset: Asset) -> list[MapPoint]:
    """Return a pin for each place of an asset that has one."""
    return [
        MapPoint(
            asset.id,
            asset.kind,
            asset.name if len(asset.locations) == 1 else place.place_name or asset.name,
            place.point.lon,
            place.point.lat,
            is_anchor(asset),
        )
        for place in asset.locations
        if place.point is not None
    ]


def near(view: AssetView) -> None:
    """List what is within a mile."""
    if view.near:
        st.header("Near here", anchor=False)
    for listing in view.near:
        listed(listing, key="near-")
