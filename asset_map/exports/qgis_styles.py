"""How QGIS draws the layers of a GeoPackage: a shape and a colour for each kind."""

from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree as ET

from asset_map.model.look import KIND_LOOK

__all__ = ["asset_style", "layer_style", "ward_style"]

# What QGIS calls the shapes.
_SHAPES = {"circle": "circle", "square": "square", "hexagon": "hexagon", "pentagon": "pentagon"}
_SIZE_MM = "2.6"


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
        "description": "A shape and a colour for each kind",
        "owner": "",
        "ui": "",
        "update_time": f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.000Z}",
    }


def asset_style() -> str:
    """Return the style of assets: by kind, each with its shape, so that greyscale works."""
    root, renderer = _style("categorizedSymbol", attr="kind")
    categories = ET.SubElement(renderer, "categories")
    symbols = ET.SubElement(renderer, "symbols")
    for number, (kind, look) in enumerate(KIND_LOOK.items()):
        ET.SubElement(
            categories,
            "category",
            {
                "value": kind.label,
                "label": look.plural,
                "symbol": str(number),
                "render": "true",
                "type": "string",
            },
        )
        marks = {
            "name": _SHAPES.get(look.shape, look.shape),
            "color": _rgba(look.colour),
            "outline_color": _rgba("#ffffff"),
            "outline_width": "0.3",
            "size": _SIZE_MM,
            "size_unit": "MM",
        }
        _symbol(symbols, str(number), "marker", "SimpleMarker", marks)
    return _text(root)


def ward_style() -> str:
    """Return the style of wards: an outline, and nothing that hides what lies below."""
    root, renderer = _style("singleSymbol")
    symbols = ET.SubElement(renderer, "symbols")
    marks = {"style": "no", "outline_color": _rgba("#5a5a66"), "outline_width": "0.4"}
    _symbol(symbols, "0", "fill", "SimpleFill", marks)
    return _text(root)


def _style(renderer: str, **attributes: str) -> tuple[ET.Element, ET.Element]:
    root = ET.Element("qgis", {"version": "3.28.0", "styleCategories": "Symbology"})
    return root, ET.SubElement(root, "renderer-v2", {"type": renderer, **attributes})


def _symbol(
    symbols: ET.Element, name: str, kind: str, layer_class: str, marks: dict[str, str]
) -> None:
    symbol = ET.SubElement(symbols, "symbol", {"name": name, "type": kind, "alpha": "1"})
    layer = ET.SubElement(symbol, "layer", {"class": layer_class, "enabled": "1", "pass": "0"})
    options = ET.SubElement(layer, "Option", {"type": "Map"})
    for key, value in marks.items():
        ET.SubElement(options, "Option", {"name": key, "value": value, "type": "QString"})


def _rgba(colour: str) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"{red},{green},{blue},255"


def _text(root: ET.Element) -> str:
    return f"<!DOCTYPE qgis>{ET.tostring(root, encoding='unicode')}"
