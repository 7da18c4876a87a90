"""Where on the sheet each card of a tree goes: as large as all of them fit, none over another."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from asset_map.exports.tree_growing import Box, Point, sunflower, tuck_in
from asset_map.exports.tree_words import Label, label_of
from asset_map.model.roadshow import TreePart

__all__ = ["CROWN", "FORK", "GROUND_Y", "HEIGHT", "WIDTH", "Hung", "HungLabel", "planted"]

Many = np.ndarray[Any, np.dtype[np.float64]]
Mask = np.ndarray[Any, np.dtype[np.bool_]]

WIDTH, HEIGHT = 1680, 1188
GROUND_Y = 915.0
CROWN: Point = (840.0, 362.0)
_CROWN_ACROSS, _CROWN_DOWN = 792.0, 322.0
FORK: Point = (840.0, 668.0)
_TRUNK_TOP, _SOIL_FOOT, _SOIL_SIDE = 676.0, 1124.0, 50.0
_SIZES = (34.0, 30.5, 27.0, 24.0, 21.5, 19.0, 17.0, 15.5, 14.0, 13.0, 12.0, 11.0)
_TURN = (math.sqrt(5) - 1) / 2
# Leaves come last: they do wherever there is room.
_IN_CROWN = (TreePart.FRUIT, TreePart.BUDS, TreePart.BRANCHES, TreePart.LEAVES)
_BESIDE_TRUNK = 4
# So much of the crown can be filled with boxes before some find no room.
_FULLEST = 0.72


@dataclass(frozen=True, slots=True, kw_only=True)
class HungLabel:
    """A card on the sheet: the ``number``th of its part, in its box."""

    part: TreePart
    number: int
    label: Label
    box: Box
    size: float
    mark_room: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Hung:
    """Everything that hangs, and how many cards found no room."""

    labels: tuple[HungLabel, ...]
    trunk_width: float
    left_over: int = 0

    def of(self, *parts: TreePart) -> list[HungLabel]:
        """Return what hangs on some parts."""
        return [one for one in self.labels if one.part in parts]


def planted(said: Mapping[TreePart, Sequence[str]], *, beside: Box) -> Hung:
    """Return where the words of each part go, as large as they all fit beside the title."""
    kept = {part: list(said.get(part, ())) for part in TreePart}
    left_over = 0
    while True:
        hung = _largest(kept, beside)
        if isinstance(hung, Hung):
            return replace(hung, left_over=left_over)
        fullest = max(hung, key=lambda part: len(kept[part]))
        dropped = max(1, len(kept[fullest]) // 8)
        del kept[fullest][-dropped:]
        left_over += dropped


def _largest(said: Mapping[TreePart, Sequence[str]], beside: Box) -> Hung | tuple[TreePart, ...]:
    """
    Return everything at the largest size at which it fits, by halving the choices.

    Where it fits at none, return the parts that find no room at the smallest.
    """
    best: Hung | tuple[TreePart, ...] = ()
    low, high = 0, len(_SIZES)
    while low < high:
        middle = (low + high) // 2
        hung = _at_size(said, _SIZES[middle], beside)
        if isinstance(hung, Hung):
            best, high = hung, middle
        else:
            low = middle + 1
            best = hung if not isinstance(best, Hung) else best
    return best


def _at_size(
    said: Mapping[TreePart, Sequence[str]], size: float, beside: Box
) -> Hung | tuple[TreePart, ...]:
    labels = {
        part: [label_of(words, size, across=size * 9.2, most_lines=3) for words in said[part]]
        for part in TreePart
    }
    trunk = _on_trunk(labels[TreePart.TRUNK], size)
    roots = _in_soil(labels[TreePart.ROOTS], size)
    crown = None if _is_too_much(labels, size) else _in_crown(labels, size, beside)
    if trunk is None:
        return (TreePart.TRUNK,)
    if roots is None:
        return (TreePart.ROOTS,)
    if crown is None:
        return _IN_CROWN
    widest = max((abs(one.box.x - CROWN[0]) + one.box.width / 2 for one in trunk), default=0.0)
    return Hung(labels=(*trunk, *roots, *crown), trunk_width=max(120.0, 2 * widest + 44.0))


def _is_too_much(labels: Mapping[TreePart, Sequence[Label]], size: float) -> bool:
    rooms = [_room(part, label, size) for part in _IN_CROWN for label in labels[part]]
    gap = size * 0.5
    wanted = sum((width + gap) * (height + gap) for width, height in rooms)
    return wanted > _FULLEST * math.pi * _CROWN_ACROSS * _CROWN_DOWN


def _room(part: TreePart, label: Label, size: float) -> tuple[float, float]:
    """Return how much a label takes with its shape round it and the mark before it."""
    beside, above = {
        TreePart.LEAVES: (1.5, 0.9),
        TreePart.BUDS: (1.7, 0.8),
        TreePart.FRUIT: (1.6, 0.95),
    }.get(part, (1.3, 0.75))
    return label.width + size * beside + _mark_room(size), label.height + size * above


def _mark_room(size: float) -> float:
    return size * 1.05


def _hung(
    part: TreePart, labels: Sequence[Label], boxes: Sequence[Box], size: float
) -> list[HungLabel]:
    return [
        HungLabel(
            part=part, number=number, label=label, box=box, size=size, mark_room=_mark_room(size)
        )
        for number, (label, box) in enumerate(zip(labels, boxes, strict=True))
    ]


def _on_trunk(labels: Sequence[Label], size: float) -> list[HungLabel] | None:
    """Return plaques in even rows up the trunk, from its foot."""
    rooms = [_room(TreePart.TRUNK, label, size) for label in labels]
    if not rooms:
        return []
    tallest, gap = max(height for _, height in rooms), size * 0.45
    rows = int((GROUND_Y - 14 - _TRUNK_TOP + gap) // (tallest + gap))
    if rows < 1 or (columns := math.ceil(len(rooms) / rows)) > _BESIDE_TRUNK:
        return None
    wide = max(width for width, _ in rooms)
    boxes = []
    for number, (width, _) in enumerate(rooms):
        row, column = divmod(number, columns)
        in_row = min(columns, len(rooms) - row * columns)
        x = CROWN[0] + (column - (in_row - 1) / 2) * (wide + gap)
        y = GROUND_Y - 22 - tallest / 2 - row * (tallest + gap)
        boxes.append(Box(x=x, y=y, width=width, height=rooms[number][1]))
    return _hung(TreePart.TRUNK, labels, boxes, size)


def _in_soil(labels: Sequence[Label], size: float) -> list[HungLabel] | None:
    middle = CROWN[0], (GROUND_Y + _SOIL_FOOT) / 2 + 16
    spots = sunflower(middle, WIDTH / 2, 110.0, 500)

    wishes = [
        (middle[0] + (1 if number % 2 else -1) * (190 + 480 * _share(number)), middle[1] + 20)
        for number in range(len(labels))
    ]

    def is_inside(xs: Many, ys: Many, width: float, height: float) -> Mask:
        is_below = ys - height / 2 > GROUND_Y + 22
        is_above = ys + height / 2 < _SOIL_FOOT - 10
        is_between = np.abs(xs - middle[0]) + width / 2 < WIDTH / 2 - _SOIL_SIDE
        return is_below & is_above & is_between

    rooms = [_room(TreePart.ROOTS, label, size) for label in labels]
    boxes = tuck_in(rooms, spots, wishes=wishes, is_inside=is_inside, gap=size * 0.4)
    return None if boxes is None else _hung(TreePart.ROOTS, labels, boxes, size)


def _in_crown(
    labels: Mapping[TreePart, Sequence[Label]], size: float, beside: Box
) -> list[HungLabel] | None:
    spots = sunflower(CROWN, _CROWN_ACROSS, _CROWN_DOWN, 900)
    total = sum(len(labels[part]) for part in _IN_CROWN)
    # A young tree keeps its cards together; a full one reaches out.
    reach = min(1.0, 0.62 + total / 110)
    taken, hung = [beside], []
    for part in _IN_CROWN:
        rooms = [_room(part, label, size) for label in labels[part]]
        boxes = tuck_in(
            rooms,
            spots,
            wishes=[_wished(part, number, reach) for number in range(len(rooms))],
            is_inside=_is_in_crown,
            taken=taken,
            gap=size * 0.5,
        )
        if boxes is None:
            return None
        taken += boxes
        hung += _hung(part, labels[part], boxes, size)
    return hung


def _is_in_crown(xs: Many, ys: Many, width: float, height: float) -> Mask:
    """Say which spots lie in the dome, down to where the branches begin."""
    is_above = ys + height / 2 < FORK[1] - 8
    is_below = ys - height / 2 > CROWN[1] - _CROWN_DOWN - 12
    # Between the lowest branches the trunk goes up.
    is_beside = (ys + height / 2 < FORK[1] - 90) | (np.abs(xs - FORK[0]) > width / 2 + 120)
    far_x = (np.abs(xs - CROWN[0]) + width / 2) / (_CROWN_ACROSS + 24)
    far_y = (np.abs(ys - CROWN[1]) + height / 2) / (_CROWN_DOWN + 14)
    # Broader than an ellipse, as crowns are.
    return is_above & is_below & is_beside & (far_x**2.6 + far_y**2.6 < 1.0)


def _share(number: int) -> float:
    """Return a share from 0 to 1 that differs most from those before it."""
    return (0.5 + number * _TURN) % 1.0


def _wished(part: TreePart, number: int, reach: float) -> Point:
    """Return where the card of a number would like to hang."""
    share = _share(number)
    if part is TreePart.FRUIT:
        side = 1 if number % 2 else -1
        return CROWN[0] + side * (0.25 + 0.5 * share) * _CROWN_ACROSS * reach, CROWN[1] + 170.0
    far, width = {
        TreePart.BRANCHES: (0.5, 300.0),
        TreePart.LEAVES: (0.85, 310.0),
        TreePart.BUDS: (1.0, 170.0),
    }[part]
    if part is TreePart.LEAVES:
        share = (share + 0.31) % 1.0
    angle = math.radians(-90 + (share - 0.5) * width)
    return (
        CROWN[0] + _CROWN_ACROSS * far * reach * math.cos(angle),
        CROWN[1] + _CROWN_DOWN * far * reach * math.sin(angle),
    )
