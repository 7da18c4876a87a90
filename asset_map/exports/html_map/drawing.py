"""The map itself, as folium writes it: wards outlined, a mark for each place, no host asked."""

import json
import re
from collections.abc import Sequence
from typing import Any

import folium
import shapely

from asset_map.exports.html_map.encoded import encoded
from asset_map.exports.html_map.told import Told
from asset_map.model.area import Area

__all__ = ["drawn_map"]

_ELSEWHERE = re.compile(r"(?:src|href|url)\s*[=(]\s*[\"']?\s*(?:https?:)?//", re.IGNORECASE)
# folium names its elements at random: the same assets are to give the same file.
_RANDOM = re.compile(r"_([0-9a-f]{32})(?![0-9a-f])")
# Where nothing can be shown: the middle of Great Britain.
_NOWHERE = ((49.9, -8.6), (60.9, 1.8))


class _BareMap(folium.Map):
    """A map that asks no other host: Leaflet comes with the page."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012 - folium's own attribute
    default_css: list[tuple[str, str]] = []  # noqa: RUF012


def drawn_map(told: Sequence[Told], wards: Sequence[Area]) -> str:
    """
    Return folium's page with the map named ``map_1``, Leaflet not yet in it.

    Raises
    ------
    ValueError
        When it asks another host for something.
    """
    chart = _BareMap(tiles=None, attribution_control=False, height="100%")
    if wards:
        _ward_layer(wards).add_to(chart)
    if features := [feature for one in told for feature in _features(one)]:
        _asset_layer(features).add_to(chart)
    chart.fit_bounds(_bounds(told, wards))
    page: str = chart.get_root().render()
    if asked := _ELSEWHERE.search(page):
        message = f"The map would ask another host: {asked.group()!r}; nothing was written."
        raise ValueError(message)
    names = {name: str(at) for at, name in enumerate(dict.fromkeys(_RANDOM.findall(page)), 1)}
    return _RANDOM.sub(lambda found: f"_{names[found[1]]}", page)


def _features(one: Told) -> list[dict[str, Any]]:
    said = {
        "name": encoded(one.name),
        "what": encoded(one.kind_words),
        "where": encoded(one.where),
        "when": encoded(one.when),
        "shape": one.look.shape,
        "colour": one.look.colour,
    }
    return [
        {
            "type": "Feature",
            "id": f"{one.number}.{at}",
            "properties": said,
            "geometry": {"type": "Point", "coordinates": [point.lon, point.lat]},
        }
        for at, point in enumerate(one.points)
    ]


def _asset_layer(features: list[dict[str, Any]]) -> folium.GeoJson:
    return folium.GeoJson(
        {"type": "FeatureCollection", "features": features},
        marker=folium.CircleMarker(radius=7, weight=2, fill=True, fill_opacity=0.9),
        style_function=lambda one: {
            "color": "#ffffff",
            "fillColor": one["properties"]["colour"],
            "shape": one["properties"]["shape"],
        },
        tooltip=folium.GeoJsonTooltip(fields=["name", "what", "where", "when"], labels=False),
    )


def _ward_layer(wards: Sequence[Area]) -> folium.GeoJson:
    features = [
        {
            "type": "Feature",
            "id": f"w{number}",
            "properties": {"name": encoded(ward.name)},
            "geometry": json.loads(shapely.to_geojson(shapely.from_wkb(ward.draw_wkb))),
        }
        for number, ward in enumerate(wards)
    ]
    return folium.GeoJson(
        {"type": "FeatureCollection", "features": features},
        style_function=lambda _: {"color": "#5A5A66", "weight": 1.5, "fillOpacity": 0.04},
        tooltip=folium.GeoJsonTooltip(fields=["name"], labels=False),
    )


def _bounds(told: Sequence[Told], wards: Sequence[Area]) -> list[list[float]]:
    points = [point for one in told for point in one.points]
    corners = [(point.lat, point.lon) for point in points]
    if wards:
        west, south, east, north = shapely.total_bounds(
            [shapely.from_wkb(ward.draw_wkb) for ward in wards]
        )
        corners += [(float(south), float(west)), (float(north), float(east))]
    lats, lons = zip(*(corners or _NOWHERE), strict=True)
    return [[min(lats), min(lons)], [max(lats), max(lons)]]
