"""The network as a chart that can be moved about and clicked."""

from collections.abc import Mapping
from typing import Any

from asset_map.model.connection import ConnectionState
from asset_map.model.look import ANCHOR_LOOK, KIND_LOOK
from asset_map.usecases.picture_network import Edge, Node, Picture

__all__ = ["CHART_HEIGHT", "chart_of", "clicked"]

CHART_HEIGHT = 580
_INK, _LINE = "#1F2937", "#6B7280"
# ECharts has circles, squares, triangles and diamonds; the others are drawn for it.
_SYMBOLS = {
    "circle": "circle",
    "square": "rect",
    "triangle": "triangle",
    "diamond": "diamond",
    "hexagon": "path://M10 0 L30 0 L40 17 L30 34 L10 34 L0 17 Z",
    "pentagon": "path://M20 0 L40 15 L32 38 L8 38 L0 15 Z",
    "star": "path://M20 0 L26 14 L40 14 L29 24 L33 38 L20 30 L7 38 L11 24 L0 14 L14 14 Z",
}
# The picture is drawn for a page's width less these.
_MARGINS = {"left": 110, "right": 110, "top": 44, "bottom": 74}
_SERIES = {
    "type": "graph",
    "layout": "none",
    "roam": "move",
    "nodeScaleRatio": 0,
    "edgeSymbolSize": 7,
    "emphasis": {
        "focus": "adjacency",
        "label": {"show": True, "formatter": "{b}"},
        "lineStyle": {"width": 4},
    },
    "label": {
        "show": True,
        "position": "bottom",
        "fontSize": 12,
        "lineHeight": 14,
        "color": _INK,
        "textBorderColor": "#fff",
        "textBorderWidth": 3,
        "formatter": "{c}",
    },
    "selectedMode": "single",
    "animation": False,
    **_MARGINS,
}
_DASHES = {ConnectionState.ACTIVE: "solid", ConnectionState.DORMANT: "dotted"}
_WIDEST = 4
_FEW, _PHONE_WIDTH = 12, 520


def chart_of(drawn: Picture, *, chosen: str = "") -> dict[str, Any]:
    """Return what the chart is told; ``chosen`` is the asset that stands out."""
    looks = {one.plural: one for one in (*KIND_LOOK.values(), ANCHOR_LOOK)}
    names = list(looks)
    used = {_look(node).plural for node in drawn.nodes}
    series = {
        **_SERIES,
        "data": [_node(node, names, chosen=chosen) for node in drawn.nodes],
        "links": [_edge(edge) for edge in drawn.edges],
        "categories": [
            {"name": name, "symbol": _SYMBOLS[look.shape], "itemStyle": {"color": look.colour}}
            for name, look in looks.items()
        ],
    }
    return {
        "legend": {
            "data": [
                {"name": name, "icon": _SYMBOLS[look.shape]}
                for name, look in looks.items()
                if name in used
            ],
            "itemWidth": 14,
            "bottom": 0,
            "textStyle": {"color": _INK},
        },
        "tooltip": {"confine": True, "formatter": "{b}"},
        "series": [series],
        "media": _on_phones(drawn),
    }


def _on_phones(drawn: Picture) -> list[dict[str, Any]]:
    """Return what is different where the names found no room: no names, and larger."""
    if len(drawn.nodes) <= _FEW:
        return []
    larger = {"label": {"show": False}, "zoom": 1.8}
    return [{"query": {"maxWidth": _PHONE_WIDTH}, "option": {"series": [larger]}}]


def clicked(selection: Mapping[str, Any] | None, drawn: Picture) -> tuple[str, str]:
    """Return the id of the asset that was clicked, or of the link; the other is empty."""
    for group in (selection or {}).get("selection", {}).get("selected", []):
        for index in group["data_indices"]:
            if group["data_type"] == "edge" and index < len(drawn.edges):
                return "", drawn.edges[index].links[0].id
            if group["data_type"] == "node" and index < len(drawn.nodes):
                return drawn.nodes[index].asset_id, ""
    return "", ""


def _look(node: Node) -> Any:  # noqa: ANN401 - a Look, of a kind or of an anchor
    return ANCHOR_LOOK if node.is_anchor else KIND_LOOK[node.kind]


def _node(node: Node, names: list[str], *, chosen: str) -> dict[str, Any]:
    look = _look(node)
    is_chosen = node.asset_id == chosen
    return {
        "id": node.asset_id,
        "name": node.name,
        "x": round(node.x, 1),
        "y": round(node.y, 1),
        "category": names.index(look.plural),
        "symbol": _SYMBOLS[look.shape],
        "symbolSize": round(2 * node.radius, 1),
        # What is written beside it; its name stands in what opens under the pointer.
        "value": "\n".join(node.label.lines) if node.label else node.name * is_chosen,
        "label": {"position": node.label_side},
        "itemStyle": {
            "color": look.colour,
            "borderColor": _INK if is_chosen else "#fff",
            "borderWidth": 3 if is_chosen else 1,
        },
    }


def _edge(edge: Edge) -> dict[str, Any]:
    return {
        # It would be made of ids: a click says in words what the line stands for.
        "tooltip": {"show": False},
        "source": edge.from_id,
        "target": edge.to_id,
        "symbol": [
            "arrow" if edge.leads_back else "none",
            "arrow" if edge.leads_there else "none",
        ],
        "lineStyle": {
            "color": _LINE,
            "width": min(1 + len(edge.links) * 0.75, _WIDEST),
            "type": _DASHES.get(edge.state, "dashed"),
            "opacity": 0.85,
        },
    }
