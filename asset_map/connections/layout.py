"""
Where everybody stands in the picture: the same network, the same places.

The unit is the least distance between two. Each cluster is laid out by itself, distances
along its links first (pivot MDS: Brandes and Pich 2007), then as if the links were springs;
the clusters are packed side by side and whoever is not linked yet stands in rows below.
"""

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import rustworkx as rx
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import shortest_path
from scipy.spatial import cKDTree

from asset_map.connections.graph import LIVE, Network, links_of
from asset_map.connections.ties import Floats

__all__ = ["WIDER", "Point", "positions"]

Point = tuple[float, float]

_SEED = 1948
_PIVOTS = 40
# Springs take a time that grows with the square of the number.
_SPRINGS_UP_TO, _ROUNDS, _SUMS = 1_500, 40, 16_000
WIDER = 1.7
_LINK, _GAP = 2.2, 1.8
_ROW, _ROW_STEP = 1.5, 2.4
_APART_ROUNDS, _ROOM = 60, 1.5


def positions(graph: Network, *, wider: float = WIDER) -> dict[str, Point]:
    """
    Return where each asset stands, x to the right and y downwards; live links pull.

    ``wider`` is about how many times as wide as high all of it comes to be.
    """
    links = (link for link in links_of(graph) if link.state in LIVE)
    pairs = {tuple(sorted((link.from_id, link.to_id))) for link in links}
    return dict(_placed(tuple(sorted(graph)), tuple(sorted(pairs)), wider))


@lru_cache(maxsize=32)
def _placed(
    ids: tuple[str, ...], pairs: tuple[tuple[str, ...], ...], wider: float
) -> tuple[tuple[str, Point], ...]:
    rows = {key: row for row, key in enumerate(ids)}
    ends = np.array([[rows[one] for one in pair] for pair in pairs], dtype=int).reshape(-1, 2)
    matrix = sparse.coo_array(
        (np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(len(ids), len(ids))
    )
    matrix = sparse.csr_array(matrix + matrix.T)
    _, labels = sparse.csgraph.connected_components(matrix, directed=False)
    parts = [np.flatnonzero(labels == label) for label in np.unique(labels)]
    linked = sorted(
        (part for part in parts if len(part) > 1), key=lambda part: (-len(part), part[0])
    )
    drawn = [_laid_out(matrix[part][:, part]) for part in linked]
    places = np.zeros((len(ids), 2))
    width = _packed(places, linked, drawn, wider=wider)
    alone = np.array([part[0] for part in parts if len(part) == 1], dtype=int)
    if len(alone):
        top = places[np.concatenate(linked), 1].max() + 2 * _GAP if linked else 0.0
        places[alone] = _in_rows(len(alone), width) + np.array([0.0, top])
    return tuple((key, (float(x), float(y))) for key, (x, y) in zip(ids, places, strict=True))


def _laid_out(matrix: sparse.csr_array) -> Floats:
    """Return the places of one cluster, its long side level, its corner at 0, 0."""
    count = matrix.shape[0]
    if count == 2:  # noqa: PLR2004  # a line
        return np.array([[0.0, 0.0], [_LINK, 0.0]])
    places = _by_distance(matrix)
    ends = np.stack(sparse.triu(matrix).nonzero(), axis=1)
    if count <= _SPRINGS_UP_TO:
        places = _by_springs(places, ends)
    return _levelled(_apart(places * _scale(places, ends)))


def _scale(places: Floats, ends: NDArray[np.int64]) -> float:
    """Return how much larger places must be drawn for links, and for room for everybody."""
    lengths = np.linalg.norm(places[ends[:, 0]] - places[ends[:, 1]], axis=1)
    spread = np.sort(np.ptp(places, axis=0))
    room = math.sqrt(len(places) * _ROOM) / max(float(spread[1]), 1e-9)
    return max(_LINK / max(float(np.median(lengths)), 1e-9), room)


def _by_distance(matrix: sparse.csr_array) -> Floats:
    """Return rough places that keep the number of steps between any two."""
    count = matrix.shape[0]
    chance = np.random.default_rng(_SEED)
    pivots = np.sort(chance.choice(count, size=min(_PIVOTS, count), replace=False))
    steps = shortest_path(matrix, directed=False, unweighted=True, indices=pivots).T ** 2
    centred = steps - steps.mean(axis=0) - steps.mean(axis=1)[:, None] + steps.mean()
    _, _, axes = np.linalg.svd(centred.T @ centred)
    places: Floats = -centred @ axes[:2].T
    spread = np.abs(places).max() or 1.0
    # Those with the same links would stand in one point.
    return places / spread + chance.uniform(-0.02, 0.02, size=places.shape)


def _by_springs(places: Floats, ends: NDArray[np.int64]) -> Floats:
    rounds = min(_ROUNDS, _SUMS // len(places))
    graph = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(len(places)))
    graph.add_edges_from_no_data(list(map(tuple, ends.tolist())))
    start = dict(enumerate(places.tolist()))
    found = rx.spring_layout(graph, pos=start, num_iter=rounds, seed=_SEED)
    return np.array([found[row] for row in range(len(places))])


def _apart(places: Floats) -> Floats:
    """Return the places pushed apart until none is nearer to another than the unit."""
    for _ in range(_APART_ROUNDS):
        pairs = cKDTree(places).query_pairs(1.0 - 1e-6, output_type="ndarray")
        if not len(pairs):
            break
        pairs = pairs[np.lexsort(pairs.T)]
        between = places[pairs[:, 1]] - places[pairs[:, 0]]
        far = np.maximum(np.linalg.norm(between, axis=1), 1e-9)
        push = between / far[:, None] * ((1.02 - far) / 2)[:, None]
        for axis in (0, 1):
            moves = np.bincount(pairs[:, 1], push[:, axis], len(places))
            places[:, axis] += moves - np.bincount(pairs[:, 0], push[:, axis], len(places))
    return places


def _levelled(places: Floats) -> Floats:
    centred = places - places.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    # An axis and its opposite are equally good: the furthest stands to the right, or below.
    turned = centred @ axes.T
    furthest = turned[np.abs(turned).argmax(axis=0), (0, 1)]
    turned *= np.where(furthest < 0, -1.0, 1.0)
    level: Floats = turned - turned.min(axis=0)
    return level


def _packed(
    places: Floats, parts: Sequence[NDArray[np.int64]], drawn: Sequence[Floats], *, wider: float
) -> float:
    """Put the clusters on shelves, the tallest first; return how wide they are together."""
    sizes = [one.max(axis=0) + _GAP for one in drawn]
    area = sum(float(width * height) for width, height in sizes)
    widest = max((float(size[0]) for size in sizes), default=0.0)
    width = max(widest, math.sqrt(area * wider), math.sqrt(len(places) * wider * _ROW * _ROW_STEP))
    order = sorted(range(len(parts)), key=lambda number: (-sizes[number][1], number))
    left = top = shelf = 0.0
    for number in order:
        if left and left + sizes[number][0] > width + _GAP:
            left, top, shelf = 0.0, top + shelf, 0.0
        places[parts[number]] = drawn[number] + np.array([left, top])
        left, shelf = left + float(sizes[number][0]), max(shelf, float(sizes[number][1]))
    return width


def _in_rows(count: int, width: float) -> Floats:
    columns = max(1, int(width // _ROW_STEP))
    rows, steps = np.divmod(np.arange(count), columns)
    return np.stack([steps * _ROW_STEP, rows * _ROW], axis=1)
