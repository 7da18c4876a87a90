"""The page that is measured: the same filter above our map, or above one of folium's."""

import json

import folium
import streamlit as st
from streamlit_folium import st_folium

from asset_map.model.asset import AssetKind
from asset_map.model.look import ANCHOR_LOOK, KIND_LOOK
from asset_map.web.map import MapBase, MapPoint, asset_map
from benchmarks.map_update_places import EAST, NORTH, SOUTH, WEST, wards, without

CENTRE = [(SOUTH + NORTH) / 2, (WEST + EAST) / 2]


def colour_of(point: MapPoint) -> str:
    """Return the colour that our map uses too."""
    return (ANCHOR_LOOK if point.is_anchor else KIND_LOOK[point.kind]).colour


def folium_map(layer: folium.FeatureGroup) -> None:
    """Draw wards and places as streamlit-folium advises: the map once, the layer anew."""
    drawn = folium.Map(CENTRE, zoom_start=11, tiles=None, prefer_canvas=True)
    folium.GeoJson(json.loads(wards()), name="wards").add_to(drawn)
    st_folium(
        drawn,
        key="folium",
        height=540,
        use_container_width=True,
        feature_group_to_add=layer,
        returned_objects=["last_object_clicked_tooltip"],
    )


def markers(points: list[MapPoint]) -> folium.FeatureGroup:
    """Return one marker for each place."""
    layer = folium.FeatureGroup("places")
    for point in points:
        layer.add_child(
            folium.CircleMarker(
                [point.lat, point.lon], radius=6, tooltip=point.name, color=colour_of(point)
            )
        )
    return layer


def geojson(points: list[MapPoint]) -> folium.FeatureGroup:
    """Return all places as one GeoJSON layer: folium's fastest way that keeps their names."""
    features = [
        {
            "type": "Feature",
            "properties": {"name": point.name, "colour": colour_of(point)},
            "geometry": {"type": "Point", "coordinates": [point.lon, point.lat]},
        }
        for point in points
    ]
    layer = folium.FeatureGroup("places")
    layer.add_child(
        folium.GeoJson(
            {"type": "FeatureCollection", "features": features},
            marker=folium.CircleMarker(radius=6),
            style_function=lambda feature: {"color": feature["properties"]["colour"]},
            tooltip=folium.GeoJsonTooltip(["name"]),
        )
    )
    return layer


st.set_page_config(layout="wide")
kind = st.pills("Leave out", [kind.value for kind in AssetKind], key="out")
points = without(int(st.query_params["count"]), kind or "")
match st.query_params["map"]:
    case "markers":
        folium_map(markers(points))
    case "geojson":
        folium_map(geojson(points))
    case "none":
        st.caption(f"{len(points)} places")
    case _:
        base = MapBase(wards_path="/api/wards/benchmark.geojson", attribution="Invented.")
        asset_map(points, base=base, key="ours", height="540px")
