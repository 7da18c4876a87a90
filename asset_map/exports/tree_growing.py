"""Where things hang on a drawn tree: labels apart from each other, and the wood between them."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

__all__ = ["Bough", "Box", "Point", "grow", "sunflower", "tuck_in"]

Point = tuple[float, float]
_Many = np.ndarray[Any, np.dtype[np.float64]]

_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
# How much the way along the wood counts against the way through the air: as trees do, between
# the shortest wood and the shortest ways (Cuntz and others 2010, "One rule to grow them all").
_WAY = 0.45


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A label's box, by its middle."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bough:
    """
    A piece of wood from one point to another.

    ``carries`` is how many ends it feeds, ``seed`` the number of the seed it grew from.
    """

    start: Point
    end: Point
    leans: Point
    carries: int
    seed: int


def sunflower(middle: Point, across: float, down: float, count: int) -> list[Point]:
    """Return points spread evenly over an ellipse, from its middle outwards."""
    spread = []
    for number in range(count):
        far, angle = math.sqrt((number + 0.5) / count), number * _GOLDEN_ANGLE
        spread.append(
            (
                middle[0] + across * far * math.cos(angle),
                middle[1] + down * far * math.sin(angle),
            )
        )
    return spread


def tuck_in(
    sizes: Sequence[tuple[float, float]],
    spots: Sequence[Point],
    *,
    wishes: Sequence[Point],
    is_inside: Callable[[_Many, _Many, float, float], "np.ndarray[Any, np.dtype[np.bool_]]"],
    taken: Sequence[Box] = (),
    gap: float = 6.0,
) -> list[Box] | None:
    """
    Return a box for each size at the free spot nearest to where it wishes to be.

    ``is_inside`` is told the spots, the width and the height, and says which will do.
    None when one finds no room.
    """
    xs, ys = np.array(spots).T
    is_free = np.ones((len(sizes), len(spots)), dtype=bool)
    half = np.array(sizes, dtype=float).reshape(-1, 2) / 2

    def block(box: Box) -> None:
        near_x = np.abs(xs - box.x) < half[:, :1] + box.width / 2 + gap
        near_y = np.abs(ys - box.y) < half[:, 1:] + box.height / 2 + gap
        np.logical_and(is_free, ~(near_x & near_y), out=is_free)

    for box in taken:
        block(box)
    placed: list[Box] = []
    for number, (width, height) in enumerate(sizes):
        will_do = is_free[number] & is_inside(xs, ys, width, height)
        if not will_do.any():
            return None
        # Sideways there is more room.
        far = ((xs - wishes[number][0]) * 0.55) ** 2 + (ys - wishes[number][1]) ** 2
        at = int(np.argmin(np.where(will_do, far, np.inf)))
        box = Box(x=float(xs[at]), y=float(ys[at]), width=width, height=height)
        placed.append(box)
        block(box)
    return placed


def grow(seeds: Sequence[tuple[Point, Point]], ends: Sequence[Point]) -> list[Bough]:
    """
    Return the wood that reaches every end from the seeds, thicker where it feeds more.

    A seed is a point and where the wood heads there. Each piece leaves in the
    direction of the one before it, so that it bends and has no corners.
    """
    points, leans = [point for point, _ in seeds], [lean for _, lean in seeds]
    before, ways = [-1] * len(seeds), [0.0] * len(seeds)
    nearest = {
        end: min((math.dist(point, end), at) for at, point in enumerate(points))
        for end in dict.fromkeys(ends)
    }
    while nearest:
        end = min(nearest, key=lambda one: (*nearest[one], one))
        _, at = nearest.pop(end)
        ways.append(ways[at] + math.dist(points[at], end))
        leans.append(_unit(points[at], end))
        points.append(end)
        before.append(at)
        new = len(points) - 1
        for other, known in nearest.items():
            nearest[other] = min(known, (math.dist(end, other) + _WAY * ways[new], new))
    carried = _carried(before)
    return [
        Bough(
            start=points[before[at]],
            end=points[at],
            leans=leans[before[at]],
            carries=carried[at],
            seed=_seed_of(at, before),
        )
        for at in range(len(seeds), len(points))
    ]


def _seed_of(at: int, before: Sequence[int]) -> int:
    while before[at] >= 0:
        at = before[at]
    return at


def _carried(before: Sequence[int]) -> list[int]:
    carried = [1] * len(before)
    for at in range(len(before) - 1, 0, -1):
        if before[at] >= 0:
            carried[before[at]] += carried[at]
    return carried


def _unit(start: Point, end: Point) -> Point:
    length = math.dist(start, end) or 1.0
    return (end[0] - start[0]) / length, (end[1] - start[1]) / length
