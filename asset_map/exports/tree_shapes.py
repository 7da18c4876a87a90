"""How a card looks on each part of the tree: sign, leaf, fruit, bud, plaque or stone."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from asset_map.exports.svg import mark, tag, words
from asset_map.exports.tree_growing import Box
from asset_map.exports.tree_planting import HungLabel
from asset_map.model.asset import AssetKind
from asset_map.model.look import KIND_LOOK
from asset_map.model.roadshow import TreePart

__all__ = ["LOOKS", "PartLook", "hung_label", "legend_mark"]

_INK = "#1d2a2e"
_STEM, _YOUNG_LEAF = "#6f4f33", "#7d9f4a"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLook:
    """The fill, the edge and the name of what hangs on a part."""

    name: str
    fill: str
    edge: str


LOOKS: Mapping[TreePart, PartLook] = MappingProxyType(
    {
        TreePart.ROOTS: PartLook(name="Roots", fill="#f4ecdf", edge="#a98f6d"),
        TreePart.TRUNK: PartLook(name="Trunk", fill="#f7e9d2", edge="#5d4128"),
        TreePart.BRANCHES: PartLook(name="Branches", fill="#ffffff", edge="#7a593c"),
        TreePart.LEAVES: PartLook(name="Leaves", fill="#dcebc2", edge="#5d8030"),
        TreePart.FRUIT: PartLook(name="Fruit", fill="#f9d5c7", edge="#b5402a"),
        TreePart.BUDS: PartLook(name="Buds", fill="#fff6cf", edge="#a07d12"),
    }
)


def hung_label(one: HungLabel, kind: AssetKind | None) -> str:
    """Return a card's words in the shape of its part, with the mark of its kind."""
    box, size = one.box, one.size
    text_x = box.x + (one.mark_room / 2 if kind else 0)
    top = box.y - one.label.height / 2
    drawn = [_shape(one.part, box)]
    if kind:
        look = KIND_LOOK[kind]
        at = box.x - box.width / 2 + size * 1.05
        drawn.append(mark(look.shape, look.colour, x=at, y=box.y, size=size * 0.72))
    drawn += [
        tag(
            "text",
            words(line),
            x=text_x,
            y=top + (row + 0.86) * size * 1.22,
            font_size=size,
            text_anchor="middle",
        )
        for row, line in enumerate(one.label.lines)
    ]
    return tag("g", *drawn, fill=_INK)


def legend_mark(part: TreePart, *, x: float, y: float, size: float) -> str:
    """Return the shape of a part, small, for the legend."""
    return _shape(part, Box(x=x, y=y, width=size * 1.5, height=size * 1.05))


def _shape(part: TreePart, box: Box) -> str:
    look = LOOKS[part]
    thick = min(2.2, max(1.3, box.height / 22))
    drawn = {"fill": look.fill, "stroke": look.edge, "stroke_width": thick}
    if part is TreePart.LEAVES:
        return tag("path", d=_leaf(box), stroke_linejoin="round", **drawn)
    if part is TreePart.FRUIT:
        return _fruit(box, drawn)
    if part is TreePart.BUDS:
        return tag("path", d=_bud(box), stroke_dasharray="5 3", stroke_linejoin="round", **drawn)
    if part is TreePart.ROOTS:
        return tag("path", d=_stone(box), **drawn)
    corner = box.height / 2 if part is TreePart.BRANCHES else 5.0
    return _slab(box, corner, drawn)


def _slab(box: Box, corner: float, drawn: dict[str, object]) -> str:
    return tag(
        "rect",
        x=box.x - box.width / 2,
        y=box.y - box.height / 2,
        width=box.width,
        height=box.height,
        rx=min(corner, 26.0),
        **drawn,
    )


def _leaf(box: Box) -> str:
    """Return a leaf: round at two corners, pointed at the two between."""
    left, right = box.x - box.width / 2, box.x + box.width / 2
    top, foot = box.y - box.height / 2, box.y + box.height / 2
    bend = min(box.height * 0.72, box.width * 0.4)
    return (
        f"M{left:.1f} {foot:.1f} V{top + bend:.1f} "
        f"Q{left:.1f} {top:.1f} {left + bend:.1f} {top:.1f} "
        f"H{right:.1f} V{foot - bend:.1f} "
        f"Q{right:.1f} {foot:.1f} {right - bend:.1f} {foot:.1f} Z"
    )


def _fruit(box: Box, drawn: dict[str, object]) -> str:
    top = box.y - box.height / 2
    stem = f"M{box.x:.1f} {top + 2:.1f} q1 -8 6 -12"
    leaf = f"M{box.x + 4:.1f} {top - 5:.1f} q10 -10 20 -3 q-9 8 -20 3z"
    return (
        tag("path", d=stem, fill="none", stroke=_STEM, stroke_width=3.0, stroke_linecap="round")
        + tag("path", d=leaf, fill=_YOUNG_LEAF)
        + _slab(box, box.height / 2, drawn)
    )


def _bud(box: Box) -> str:
    """Return a bud: closed to a point at both sides."""
    left, right = box.x - box.width / 2, box.x + box.width / 2
    top, foot, tip = box.y - box.height / 2, box.y + box.height / 2, min(box.height * 0.32, 14.0)
    far_left, far_right, y = left - tip * 0.4, right + tip * 0.4, box.y
    near_left, near_right = left + tip * 0.3, right - tip * 0.3
    return (
        f"M{far_left:.1f} {y:.1f} Q{near_left:.1f} {top:.1f} {left + tip * 2:.1f} {top:.1f} "
        f"H{right - tip * 2:.1f} Q{near_right:.1f} {top:.1f} {far_right:.1f} {y:.1f} "
        f"Q{near_right:.1f} {foot:.1f} {right - tip * 2:.1f} {foot:.1f} "
        f"H{left + tip * 2:.1f} Q{near_left:.1f} {foot:.1f} {far_left:.1f} {y:.1f} Z"
    )


def _stone(box: Box) -> str:
    """Return a stone: no two of its corners alike."""
    left, right = box.x - box.width / 2, box.x + box.width / 2
    top, foot = box.y - box.height / 2, box.y + box.height / 2
    one, two, three, four = (box.height * share for share in (0.42, 0.3, 0.46, 0.26))
    return (
        f"M{left + one:.1f} {top:.1f} H{right - two:.1f} "
        f"Q{right:.1f} {top:.1f} {right:.1f} {top + two:.1f} V{foot - three:.1f} "
        f"Q{right:.1f} {foot:.1f} {right - three:.1f} {foot:.1f} H{left + four:.1f} "
        f"Q{left:.1f} {foot:.1f} {left:.1f} {foot - four:.1f} V{top + one:.1f} "
        f"Q{left:.1f} {top:.1f} {left + one:.1f} {top:.1f} Z"
    )
