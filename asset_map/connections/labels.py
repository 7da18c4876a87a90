"""Which names stand in the picture, and where, so that no two lie on one another."""

import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

__all__ = ["Label", "labels"]

_LINE_CHARACTERS, _LINES = 18, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A name in lines; ``anchor`` tells what of the first line's foot is at ``x``, ``y``."""

    asset_id: str
    lines: tuple[str, ...]
    x: float
    y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "_Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


class _Taken:
    """Boxes by the squares they lie in, so that few are compared."""

    def __init__(self, square: float) -> None:
        self._square = square
        self._boxes: dict[tuple[int, int], list[_Box]] = {}

    def _squares(self, box: _Box) -> Iterable[tuple[int, int]]:
        edges = (box.left, box.right, box.top, box.bottom)
        left, right, top, bottom = (int(edge // self._square) for edge in edges)
        return ((x, y) for x in range(left, right + 1) for y in range(top, bottom + 1))

    def add(self, box: _Box) -> None:
        for square in self._squares(box):
            self._boxes.setdefault(square, []).append(box)

    def is_free(self, box: _Box) -> bool:
        return not any(
            box.meets(other)
            for square in self._squares(box)
            for other in self._boxes.get(square, ())
        )


def labels(
    names: Iterable[tuple[str, str]],
    *,
    circles: Mapping[str, tuple[float, float, float]],
    font: float,
    surely: int = 0,
) -> tuple[Label, ...]:
    """
    Return the names that find room, those that come first in ``names`` before others.

    So many of the first as ``surely`` says are named even where they cover a circle.

    ``circles`` are all that is drawn: x, y and radius, in the unit of ``font``. A name
    stands below its own circle, or above, right or left of it where that is taken.
    """
    taken = _Taken(square=8 * font)
    for x, y, radius in circles.values():
        taken.add(_Box(x - radius, y - radius, x + radius, y + radius))
    chosen = []
    for number, (asset_id, name) in enumerate(names):
        lines = textwrap.wrap(name, _LINE_CHARACTERS, max_lines=_LINES, placeholder="\u2026")
        choices = list(_choices(circles[asset_id], lines, font))
        free = [choice for choice in choices if taken.is_free(choice[0])]
        if lines and (free or number < surely):
            box, x, anchor = free[0] if free else choices[1]
            taken.add(box)
            foot = box.top + 0.9 * font
            label = Label(asset_id=asset_id, lines=tuple(lines), x=x, y=foot, anchor=anchor)
            chosen.append(label)
    return tuple(chosen)


def _choices(
    circle: tuple[float, float, float], lines: list[str], font: float
) -> Iterable[tuple[_Box, float, str]]:
    x, y, radius = circle
    wide = max(map(len, lines), default=0) * font * 0.58
    tall, gap = len(lines) * font * 1.15, 0.3 * font
    for top in (y + radius + 0.15 * font, y - radius - gap - tall):
        yield _Box(x - wide / 2, top, x + wide / 2, top + tall), x, "middle"
    top, right, left = y - tall / 2, x + radius + gap, x - radius - gap
    yield _Box(right, top, right + wide, top + tall), right, "start"
    yield _Box(left - wide, top, left, top + tall), left, "end"
