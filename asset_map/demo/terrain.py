"""
The ground of a district that does not exist: its coast and its neighbourhoods.

It is planned with straight lines in kilometres, noded once, and then crumpled by
one smooth function of the place. Two neighbours share every vertex of their edge,
so there are neither slivers nor overlaps.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from random import Random

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import MultiPoint, Polygon
from shapely.geometry.base import BaseGeometry

__all__ = ["VERTEX_SPACING_KM", "Points", "crumpled", "land", "neighbourhoods", "scattered"]

Points = NDArray[np.float64]
Spacing = Callable[[float, float], float]

VERTEX_SPACING_KM = 0.08
# How far a coast bends aside between two of its points, as a share of their distance.
_RAGGEDNESS = 0.22
# Wave lengths and heights of the crumpling, in kilometres, from bends of a coast to
# those of a hedge. Each wave's steepness stays well under 1, so that nothing folds.
_WAVES_KM = ((7.0, 0.42), (3.1, 0.20), (1.4, 0.085), (0.66, 0.036), (0.32, 0.015))
_DIRECTIONS = 4


def _rounded(corners: Sequence[Sequence[float]], *, times: int = 2) -> Polygon:
    """Cut the corners of a hand-drawn outline, as Chaikin does."""
    ring = np.asarray(corners, dtype=float)
    for _ in range(times):
        onward = np.roll(ring, -1, axis=0)
        cut = np.stack([0.75 * ring + 0.25 * onward, 0.25 * ring + 0.75 * onward], axis=1)
        ring = cut.reshape(-1, 2)
    return Polygon(ring)


def _weathered(outline: Polygon, rng: Random) -> Polygon:
    """Break an outline's straights by moving their middles aside, again and again."""
    ring = shapely.get_coordinates(outline)[:-1]
    while True:
        along = np.roll(ring, -1, axis=0) - ring
        lengths = np.hypot(*along.T)
        if lengths.max() <= 2 * VERTEX_SPACING_KM:
            return Polygon(ring)
        aside = np.array([rng.uniform(-_RAGGEDNESS, _RAGGEDNESS) for _ in ring])
        middles = ring + along / 2 + along[:, ::-1] * np.array([-1, 1]) * aside[:, None]
        pairs = np.stack([ring, middles], axis=1).reshape(-1, 2)
        is_long = lengths > VERTEX_SPACING_KM
        ring = pairs[np.stack([np.ones_like(is_long), is_long], axis=1).ravel()]


def land(
    coast: Sequence[Sequence[float]], islands: Iterable[Sequence[Sequence[float]]], *, rng: Random
) -> BaseGeometry:
    """Return the mainland and its islands, in the plan's kilometres."""
    return shapely.union_all([_weathered(_rounded(ring), rng) for ring in (coast, *islands)])


def scattered(
    ground: BaseGeometry, spacing: Spacing, *, rng: Random, tries: int
) -> list[tuple[float, float]]:
    """Return points on the ground, each at least its own spacing from all others."""
    left, bottom, right, top = ground.bounds
    shapely.prepare(ground)
    kept: list[tuple[float, float]] = []
    for _ in range(tries):
        x = left + rng.random() * (right - left)
        y = bottom + rng.random() * (top - bottom)
        apart = spacing(x, y)
        if all(math.hypot(x - a, y - b) >= apart for a, b in kept) and shapely.contains_xy(
            ground, x, y
        ):
            kept.append((x, y))
    return kept


def neighbourhoods(
    ground: BaseGeometry, spacing: Spacing, *, rng: Random, tries: int = 6000
) -> list[Polygon]:
    """
    Cut the ground into small cells that together cover it.

    The lines are noded, and each is given its vertices, before there are any cells.
    """
    seeds = MultiPoint(scattered(ground, spacing, rng=rng, tries=tries))
    edges = shapely.voronoi_polygons(seeds, extend_to=ground, only_edges=True)
    lines = shapely.get_parts(shapely.union_all([edges, ground.boundary]))
    faces = shapely.get_parts(
        shapely.polygonize(shapely.segmentize(lines, VERTEX_SPACING_KM).tolist())
    )
    return [
        face
        for face in faces
        if isinstance(face, Polygon) and ground.contains(face.representative_point())
    ]


def crumpled(rng: Random) -> Callable[[Points], Points]:
    """Return a smooth function that moves points about as real ground would have them."""
    waves = [
        (length, height, rng.random() * math.tau, rng.random() * math.tau, rng.random() * math.tau)
        for length, height in _WAVES_KM
        for _ in range(_DIRECTIONS)
    ]

    def crumple(points: Points) -> Points:
        moved = points.copy()
        for length, height, heading, turn, phase in waves:
            along = points @ np.array([math.cos(heading), math.sin(heading)])
            swing = height / math.sqrt(_DIRECTIONS) * np.sin(along * math.tau / length + phase)
            moved += swing[:, None] * np.array([math.cos(turn), math.sin(turn)])
        return moved

    return crumple
