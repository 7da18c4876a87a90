"""
The community tree of a roadshow, drawn to hang on a wall.

Roots, trunk, branches, leaves, fruit and buds carry the cards' words. The same cards give
the same drawing, and it grows as they come. Sizes are for a sheet of A3 on its side.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from asset_map.exports.svg import tag, words
from asset_map.exports.tree_growing import Box
from asset_map.exports.tree_planting import HEIGHT, WIDTH, Hung, planted
from asset_map.exports.tree_shapes import LOOKS, hung_label, legend_mark
from asset_map.exports.tree_wood import backdrop, wood_of
from asset_map.exports.tree_words import label_of, width_of
from asset_map.model.asset import AssetKind
from asset_map.model.roadshow import TREE_LABELS, TreePart
from asset_map.model.words import counted

__all__ = ["TreeCard", "TreeSheet", "tree_svg"]

_INK, _QUIET, _PAPER = "#1d2a2e", "#4a5a60", "#fffdf7"
_FONTS = (
    "'Source Sans Pro', 'Source Sans', 'Source Sans 3', 'Segoe UI', Helvetica, Arial, sans-serif"
)
_LEGEND_Y, _LEGEND_SIZE = HEIGHT - 30, 18.0
_TITLE_ACROSS = 430


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeCard:
    """What hangs on the tree: words, where, and the kind whose mark it bears."""

    words: str
    part: TreePart
    kind: AssetKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeSheet:
    """A tree to draw: its cards in the order they came, and what stands beside it."""

    title: str
    cards: tuple[TreeCard, ...]
    under_title: tuple[str, ...] = ()
    labels: tuple[tuple[TreePart, str], ...] = field(default=tuple(TREE_LABELS.items()))


@lru_cache(maxsize=64)
def tree_svg(sheet: TreeSheet) -> str:
    """Return the drawing of a tree as the text of an SVG, with what it shows in words."""
    parts = {part: [card for card in sheet.cards if card.part is part] for part in TreePart}
    heading = _heading(sheet)
    hung = planted({part: _said(cards) for part, cards in parts.items()}, beside=heading.box)
    drawn = [
        tag("title", words(sheet.title)),
        tag("desc", words(_in_words(sheet))),
        tag("rect", width=WIDTH, height=HEIGHT, fill=_PAPER),
        *backdrop(hung),
        *wood_of(hung),
        *(hung_label(one, parts[one.part][one.number].kind) for one in hung.labels),
        *_more(hung),
        *heading.drawn,
        *_legend(sheet, parts),
    ]
    return tag(
        "svg",
        *drawn,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        width=WIDTH,
        height=HEIGHT,
        role="img",
        font_family=_FONTS,
        fill=_INK,
    )


def _said(cards: Sequence[TreeCard]) -> list[str]:
    return [card.words for card in cards]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heading:
    drawn: tuple[str, ...]
    box: Box


def _heading(sheet: TreeSheet) -> _Heading:
    """Return the title in the corner with what stands under it, and the room they take."""
    title = label_of(sheet.title, 44.0, across=_TITLE_ACROSS, most_lines=3)
    lines = [(line, 44.0, 700, _INK) for line in title.lines]
    lines += [
        (line, 22.0, 400, _QUIET)
        for said in sheet.under_title
        if said
        for line in label_of(said, 22.0, across=_TITLE_ACROSS, most_lines=2).lines
    ]
    drawn, y = [], 30.0
    for line, size, weight, colour in lines:
        y += size * 1.16
        drawn.append(_text(line, at=(44.0, y), size=size, weight=weight, colour=colour))
    wide = max((width_of(line, size) for line, size, _, _ in lines), default=0.0)
    box = Box(x=44 + wide / 2, y=(30 + y) / 2, width=wide, height=y - 10)
    return _Heading(drawn=tuple(drawn), box=box)


def _legend(sheet: TreeSheet, parts: dict[TreePart, list[TreeCard]]) -> list[str]:
    """Return what each part of the tree means, with how many hang there."""
    told = [(part, f"{label} ({len(parts[part])})") for part, label in sheet.labels]
    size = _LEGEND_SIZE
    wide = sum(width_of(said, size) + size * 3.4 for _, said in told)
    size *= min(1.0, (WIDTH - 88) / wide)
    drawn, x = [], 44.0
    for part, said in told:
        drawn.append(legend_mark(part, x=x + size * 0.8, y=_LEGEND_Y - size * 0.33, size=size))
        drawn.append(_text(said, at=(x + size * 1.9, _LEGEND_Y), size=size, colour=_INK))
        x += width_of(said, size) + size * 3.4
    return drawn


def _more(hung: Hung) -> list[str]:
    """Say how many found no room: they stand in the list beside the tree."""
    if not hung.left_over:
        return []
    said = f"and {hung.left_over} more, in the list"
    return [_text(said, at=(WIDTH - 320.0, 60.0), size=20.0, colour=_QUIET)]


def _text(
    said: str, *, at: tuple[float, float], size: float, colour: str, weight: int = 400
) -> str:
    x, y = at
    return tag("text", words(said), x=x, y=y, font_size=size, font_weight=weight, fill=colour)


def _in_words(sheet: TreeSheet) -> str:
    """Return what the drawing shows, for those who do not see it."""
    labels = dict(sheet.labels)
    said = [
        f"{labels.get(part, LOOKS[part].name)}: "
        + ("; ".join(card.words for card in sheet.cards if card.part is part) or "nothing yet")
        for part in TreePart
    ]
    return f"A tree with {counted(len(sheet.cards), 'card')}. " + ". ".join(said) + "."
