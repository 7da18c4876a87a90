"""The class map: five classes by pattern and colour, the same as the table and the sentences."""

from urllib.parse import quote

import streamlit as st

from asset_map.model.gap import GapClass, GapRun
from asset_map.model.look import GAP_LOOK
from asset_map.model.role import Actor
from asset_map.usecases.gap_pictures import CountedPlace, counted_places
from asset_map.usecases.gap_sought import ANCHOR
from asset_map.usecases.house import House
from asset_map.web.address import touched
from asset_map.web.map import MapBase, MapFocus, MapPoint, asset_map

__all__ = ["class_focus", "class_map", "gap_base"]

_HAS_ONE = "Has one"


def class_map(house: House, run: GapRun, *, who: Actor) -> None:
    """Draw the wards in their classes with what was counted; a click on a ward asks why."""
    said = run.conditions
    codes = {row.code for row in run.rows}
    places = counted_places(house, run, actor=who)
    points = [
        MapPoint(
            one.asset_id, one.kind, _named(one), one.lon, one.lat,
            said.sought == ANCHOR and not one.is_candidate,
        )
        for one in places
    ]  # fmt: skip
    # Until somebody chooses, the first ward is told about.
    focus = class_focus(run, asked_ward=str(st.session_state.get("ward") or run.rows[0].code))
    base = gap_base(house, run)
    event = asset_map(points, base=base, focus=focus, key="gap-map", height="26rem")
    if event and event.ward_code in codes and event.ward_code != focus.asked_ward:
        touched({"ward": event.ward_code})
        st.rerun()
    _meanings(run, has_candidates=any(one.is_candidate for one in places))


def gap_base(house: House, run: GapRun) -> MapBase:
    """Return the wards of a run to draw on."""
    said = run.conditions
    return MapBase(
        wards_path=f"/api/wards/{quote(said.set_id, safe='')}.geojson",
        attribution=said.attribution,
        tile_url=house.settings.tile_url,
    )


def class_focus(run: GapRun, *, asked_ward: str = "", asset_id: str = "") -> MapFocus:
    """Return how a run's wards are filled and outlined, and which ward or place stands out."""
    return MapFocus(
        ward_classes=tuple((row.code, row.gap_class) for row in run.rows),
        anchored_word="" if run.conditions.sought == ANCHOR else _HAS_ONE,
        edge_wards=tuple(row.code for row in run.rows if row.is_edge or row.is_mostly_beyond),
        asked_ward=asked_ward,
        asset_id=asset_id,
    )


def _named(place: CountedPlace) -> str:
    return f"{place.name} (waits for a decision)" if place.is_candidate else place.name


def _meanings(run: GapRun, *, has_candidates: bool) -> None:
    shown = {row.gap_class for row in run.rows}
    labels = {one: GAP_LOOK[one].label for one in GapClass}
    if run.conditions.sought != ANCHOR:
        labels[GapClass.ANCHORED] = _HAS_ONE
    lines = [f"- **{labels[one]}**: {GAP_LOOK[one].means}." for one in GapClass if one in shown]
    if any(row.is_edge or row.is_mostly_beyond for row in run.rows):
        lines.append(
            "- **Broken outline**: one inside and yet most live beyond reach, or one so near the "
            "boundary that it could be in either ward."
        )
    if has_candidates:
        lines.append("- **Other shapes**: candidates that wait for a decision; they do not count.")
    st.markdown("\n".join(lines))
