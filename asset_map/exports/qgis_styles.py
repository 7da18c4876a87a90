"""How QGIS draws the layers of a GeoPackage: as the map and paper do."""

from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree as ET

from asset_map.model.look import GAP_LOOK, KIND_LOOK, Pattern

__all__ = ["asset_style", "connection_style", "layer_style", "ward_style"]

# What QGIS calls the shapes.
_SHAPES = {"circle": "circle", "square": "square", "hexagon": "hexagon", "pentagon": "pentagon"}
_SIZE_MM = "2.6"
# What QGIS calls the patterns; a solid one needs none over its fill.
_PATTERNS = {
    Pattern.DOTTED: "dense6",
    Pattern.STRIPED: "f_diagonal",
    Pattern.CROSS_HATCHED: "diagonal_x",
    Pattern.HATCHED: "b_diagonal",
}
_EDGE = {"outline_color": "#5a5a66", "outline_width": "0.4"}


def layer_style(layer: str, qml: str, *, at: datetime) -> dict[str, Any]:
    """Return the row of the ``layer_styles`` table by which QGIS finds a layer's style."""
    return {
        "f_table_catalog": "",
        "f_table_schema": "",
        "f_table_name": layer,
        "f_geometry_column": "geom",
        "styleName": "asset-map",
        "styleQML": qml,
        "styleSLD": "",
        "useAsDefault": True,
        "description": "As the map of asset-map draws it",
        "owner": "",
        "ui": "",
        # A time and not a text: QGIS takes the latest of several styles.
        "update_time": at.astimezone(UTC).replace(microsecond=0),
    }


def asset_style() -> str:
    """Return the style of assets: by kind, each with its shape, so that greyscale works."""
    root, renderer = _style("categorizedSymbol", attr="kind")
    categories = ET.SubElement(renderer, "categories")
    symbols = ET.SubElement(renderer, "symbols")
    for number, (kind, look) in enumerate(KIND_LOOK.items()):
        _category(categories, kind.label, look.plural, number)
        marks = {
            "name": _SHAPES.get(look.shape, look.shape),
            "color": _rgba(look.colour),
            "outline_color": _rgba("#ffffff"),
            "outline_width": "0.3",
            "size": _SIZE_MM,
            "size_unit": "MM",
        }
        _symbol(symbols, str(number), "marker", ("SimpleMarker", marks))
    return _text(root)


def ward_style() -> str:
    """Return the style of wards: by class, each in its colour and pattern; else an outline."""
    root, renderer = _style("categorizedSymbol", attr="gap_class")
    categories = ET.SubElement(renderer, "categories")
    symbols = ET.SubElement(renderer, "symbols")
    edge = {**_EDGE, "outline_color": _rgba(_EDGE["outline_color"])}
    for number, (gap_class, look) in enumerate(GAP_LOOK.items()):
        _category(categories, gap_class.label, f"{look.label}: {look.means}", number)
        layers = [("SimpleFill", {"style": "solid", "color": _rgba(look.fill), **edge})]
        if pattern := _PATTERNS.get(look.pattern):
            over = {"style": pattern, "color": _rgba(look.ink), "outline_style": "no"}
            layers.append(("SimpleFill", over))
        _symbol(symbols, str(number), "fill", *layers)
    _category(categories, "", "No figures", len(GAP_LOOK))
    _symbol(symbols, str(len(GAP_LOOK)), "fill", ("SimpleFill", {"style": "no", **edge}))
    return _text(root)


def connection_style() -> str:
    """Return the style of connections: a thin dark line."""
    root, renderer = _style("singleSymbol")
    symbols = ET.SubElement(renderer, "symbols")
    marks = {"line_color": _rgba("#1d2a2e"), "line_width": "0.5", "capstyle": "round"}
    _symbol(symbols, "0", "line", ("SimpleLine", marks))
    return _text(root)


def _category(categories: ET.Element, value: str, label: str, number: int) -> None:
    said = {"value": value, "label": label, "symbol": str(number)}
    ET.SubElement(categories, "category", {**said, "render": "true", "type": "string"})


def _style(renderer: str, **attributes: str) -> tuple[ET.Element, ET.Element]:
    root = ET.Element("qgis", {"version": "3.28.0", "styleCategories": "Symbology"})
    return root, ET.SubElement(root, "renderer-v2", {"type": renderer, **attributes})


def _symbol(symbols: ET.Element, name: str, kind: str, *layers: tuple[str, dict[str, str]]) -> None:
    symbol = ET.SubElement(symbols, "symbol", {"name": name, "type": kind, "alpha": "1"})
    for layer_class, marks in layers:
        layer = ET.SubElement(symbol, "layer", {"class": layer_class, "enabled": "1", "pass": "0"})
        options = ET.SubElement(layer, "Option", {"type": "Map"})
        for key, value in marks.items():
            ET.SubElement(options, "Option", {"name": key, "value": value, "type": "QString"})


def _rgba(colour: str) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"{red},{green},{blue},255"


def _text(root: ET.Element) -> str:
    return f"<!DOCTYPE qgis>{ET.tostring(root, encoding='unicode')}"
