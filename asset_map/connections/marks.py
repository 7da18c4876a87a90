"""The marks that pictures are drawn with, as pieces of SVG: no style, no script, only shapes."""

import math
import re
from html import escape

from asset_map.connections.labels import Label
from asset_map.connections.layout import Point
from asset_map.model.look import Look

__all__ = ["FONT", "INK", "LINE", "arrow_tip", "lettering", "shape", "text"]

FONT = 12.0
LINE, INK = "#6B7280", "#1F2937"
# What XML cannot hold (XML 1.0, 2.2).
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Corners, and the angle of the first in degrees clockwise from the right.
_CORNERS = {
    "triangle": (3, -90),
    "square": (4, -45),
    "diamond": (4, -90),
    "pentagon": (5, -90),
    "hexagon": (6, 0),
    "star": (10, -90),
}


def text(words: str) -> str:
    """Return typed words as they may stand in XML."""
    return escape(_NOT_XML.sub("\ufffd", words))


def _points(corners: tuple[Point, ...]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)


def shape(look: Look, x: float, y: float, radius: float) -> str:
    """Return the shape of a kind, in its colour."""
    paint = f'fill="{look.colour}" stroke="#fff" stroke-width="1.5"'
    if look.shape not in _CORNERS:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" {paint}/>'
    count, start = _CORNERS[look.shape]
    corners = []
    for number in range(count):
        far = radius * (0.45 if look.shape == "star" and number % 2 else 1.1)
        angle = math.radians(start + 360 * number / count)
        corners.append((x + far * math.cos(angle), y + far * math.sin(angle)))
    return f'<polygon points="{_points(tuple(corners))}" {paint}/>'


def arrow_tip(x: float, y: float, dx: float, dy: float) -> str:
    """Return the point of an arrow that goes along dx, dy and ends at x, y."""
    back_x, back_y = x - dx * 8, y - dy * 8
    left = (back_x - dy * 3.6, back_y + dx * 3.6)
    right = (back_x + dy * 3.6, back_y - dx * 3.6)
    return f'<polygon points="{_points(((x, y), left, right))}" fill="{LINE}"/>'


def lettering(label: Label) -> str:
    """Return a name in its lines, with a white rim that keeps lines off."""
    lines = "".join(
        f'<tspan x="{label.x:.1f}" dy="{1.15 * FONT if number else 0:.1f}">{text(line)}</tspan>'
        for number, line in enumerate(label.lines)
    )
    return (
        f'<text x="{label.x:.1f}" y="{label.y:.1f}" text-anchor="{label.anchor}" fill="{INK}" '
        f'stroke="#fff" stroke-width="3" paint-order="stroke">{lines}</text>'
    )
