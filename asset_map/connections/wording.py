"""How lists of names stand in a sentence."""

from collections.abc import Sequence

from asset_map.model.words import counted

__all__ = ["listed", "sentence"]

_MOST_NAMED = 3


def listed(names: Sequence[str], *, most: int = _MOST_NAMED) -> str:
    """Return names as people list them: "A, B and C", "A, B, C and 4 others"."""
    if len(names) > most:
        return f"{', '.join(names[:most])} and {counted(len(names) - most, 'other')}"
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def sentence(text: str) -> str:
    """Return the text with a capital in front and a full stop behind."""
    text = text.strip()
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '!', '?')) else '.'}"
