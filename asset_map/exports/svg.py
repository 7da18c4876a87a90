"""SVG as text: every value that comes in is escaped here, and nowhere else."""

import re
from html import escape

__all__ = ["CORNERS", "mark", "tag", "words"]

# What no XML may hold, however it is written.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def tag(name: str, *inside: str, **attributes: object) -> str:
    """Return an element; ``stroke_width`` becomes ``stroke-width``, None is left out."""
    told = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_written(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{told}>{''.join(inside)}</{name}>" if inside else f"<{name}{told}/>"


def words(text: str) -> str:
    """Return typed words as they may stand inside an element."""
    return escape(_NOT_XML.sub("", text), quote=False)


def mark(shape: str, colour: str, *, x: float, y: float, size: float) -> str:
    """Return the mark of a kind: one shape and one colour everywhere."""
    half = size / 2
    if shape == "circle":
        return tag("circle", cx=x, cy=y, r=half, fill=colour)
    drawn = " ".join(f"{x + half * px:.1f},{y + half * py:.1f}" for px, py in CORNERS[shape])
    return tag("polygon", points=drawn, fill=colour)


# Of each shape that is not round, as parts of half its size from its middle.
CORNERS = {
    "square": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    "triangle": ((0, -1.1), (1.1, 0.9), (-1.1, 0.9)),
    "diamond": ((0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)),
    "pentagon": ((0, -1.1), (1.05, -0.34), (0.65, 0.9), (-0.65, 0.9), (-1.05, -0.34)),
    "hexagon": ((1.1, 0), (0.55, 0.95), (-0.55, 0.95), (-1.1, 0), (-0.55, -0.95), (0.55, -0.95)),
    "star": (
        (0, -1.2), (0.3, -0.4), (1.15, -0.37), (0.48, 0.15), (0.7, 0.97),
        (0, 0.5), (-0.7, 0.97), (-0.48, 0.15), (-1.15, -0.37), (-0.3, -0.4),
    ),
}  # fmt: skip


def _written(value: object) -> str:
    return (
        f"{value:.1f}".removesuffix(".0")
        if isinstance(value, float)
        else escape(_NOT_XML.sub("", str(value)))
    )
