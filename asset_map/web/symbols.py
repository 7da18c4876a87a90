"""The shape of each kind in its colour, in the midst of words."""

from asset_map.model.look import Look

__all__ = ["symbol"]

_SYMBOLS = {
    "circle": "●",
    "square": "■",
    "triangle": "▲",
    "hexagon": "⬢",
    "pentagon": "⬟",
    "star": "★",
    "diamond": "◆",
}


def symbol(look: Look) -> str:
    """Return the shape of a kind in its colour, as Markdown."""
    return f':color[{_SYMBOLS[look.shape]}]{{foreground="{look.colour}"}}'
