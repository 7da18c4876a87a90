"""What rests on one body: who would be cut off without it, and what passes through it."""

from dataclasses import dataclass

import numpy as np
import rustworkx as rx
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from asset_map.connections.ties import Floats, Ties
from asset_map.connections.wording import listed
from asset_map.model.words import counted

__all__ = ["Load", "RestsOn", "betweenness", "cut_off", "parts_without", "rests_on"]

# Up to so many linked assets every shortest path is counted; beyond, those from a sample.
_COUNTED_FULLY = 1_500
_SAMPLE, _BATCH, _SEED = 192, 64, 1948
_SHOWN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """
    One body that holds others together.

    ``parts`` are what its cluster would fall into without it, the largest first, and
    ``alone_ids`` those who would have no link left. ``passes_through`` is its betweenness:
    the share, 0 to 1, of the shortest ways between all others that lead through it.
    """

    asset_id: str
    parts: tuple[tuple[str, ...], ...]
    alone_ids: tuple[str, ...]
    passes_through: float
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RestsOn:
    """
    The bodies on which most rests, and how many there are in all.

    ``is_estimated`` tells that what passes through was worked out from a sample.
    """

    loads: tuple[Load, ...]
    count: int
    is_estimated: bool
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Walk:
    """A walk through all, depth first: ``order`` is in the order of first coming there."""

    order: list[int]
    number: list[int]
    parent: list[int]
    root: list[int]


def _walk(neighbours: list[list[int]]) -> _Walk:
    count = len(neighbours)
    number, parent, root_of, order = [-1] * count, [-1] * count, list(range(count)), list[int]()

    def enter(row: int) -> tuple[int, list[int]]:
        number[row] = len(order)
        order.append(row)
        return row, neighbours[row][::-1]

    for root in range(count):
        if number[root] >= 0:
            continue
        path = [enter(root)]
        while path:
            here, rest = path[-1]
            if not rest:
                path.pop()
            elif number[there := rest.pop()] < 0:
                parent[there], root_of[there] = here, root
                path.append(enter(there))
    return _Walk(order=order, number=number, parent=parent, root=root_of)


def cut_off(ties: Ties) -> dict[int, int]:
    """
    Return how many would be cut off from the greatest part of their cluster, for each body.

    Rows of ``ties.members``: every articulation point. One walk finds all (Hopcroft and
    Tarjan 1973): what hangs below a body with no way back above it falls off without it.
    """
    neighbours = ties.neighbours()
    walk = _walk(neighbours)
    back, size = [len(walk.order)] * len(walk.order), [1] * len(walk.order)
    hanging: dict[int, list[int]] = {}
    for row in reversed(walk.order):
        above = walk.parent[row]
        ways = (walk.number[there] for there in neighbours[row] if there != above)
        back[row] = min(back[row], walk.number[row], *ways)
        if above >= 0:
            back[above] = min(back[above], back[row])
            size[above] += size[row]
            if back[row] >= walk.number[above]:
                hanging.setdefault(above, []).append(size[row])
    return {
        row: others - max(*parts, others - sum(parts))
        for row, parts in hanging.items()
        if (others := size[walk.root[row]] - 1) > max(parts)
    }


def parts_without(ties: Ties, row: int) -> list[list[int]]:
    """Return what the cluster of one body falls into without it, the largest part first."""
    kept = np.arange(len(ties.members)) != row
    without = sparse.diags_array(kept.astype(float))
    matrix = without @ ties.matrix @ without
    _, before = connected_components(ties.matrix, directed=False)
    _, after = connected_components(matrix, directed=False)
    rows = np.flatnonzero((before == before[row]) & kept)
    parts = [rows[after[rows] == label].tolist() for label in np.unique(after[rows])]
    return sorted(parts, key=lambda part: (-len(part), part[0]))


def betweenness(ties: Ties) -> tuple[Floats, bool]:
    """
    Return the share of shortest ways that lead through each, and whether it is estimated.

    Brandes' sums (2001), by rustworkx where every way is counted; of large networks a
    sample of starting points, always the same ones, is followed by sparse matrices.
    """
    linked = np.flatnonzero(ties.degrees)
    others = (len(ties.members) - 1) * (len(ties.members) - 2)
    shares = np.zeros(len(ties.members))
    if len(linked) < 3:  # noqa: PLR2004  # nothing lies between two
        return shares, False
    is_estimated = len(linked) > _COUNTED_FULLY
    if is_estimated:
        shares[:] = _sampled(ties.matrix, linked)
    else:
        graph = rx.PyGraph(multigraph=False)
        graph.add_nodes_from(range(len(ties.members)))
        graph.add_edges_from_no_data(list(zip(*map(np.ndarray.tolist, ties.pairs), strict=True)))
        ways = rx.graph_betweenness_centrality(graph, normalized=False)
        shares[:] = [2 * ways[row] for row in range(len(ties.members))]
    # Rounded, so that the order in which threads add up never shows.
    return np.round(shares / others, 9), is_estimated


def _sampled(matrix: sparse.csr_array, linked: NDArray[np.int64]) -> Floats:
    starts = np.random.default_rng(_SEED).choice(linked, size=_SAMPLE, replace=False)
    batches = (starts[first : first + _BATCH] for first in range(0, _SAMPLE, _BATCH))
    followed = sum((_followed(matrix, batch) for batch in batches), np.zeros(matrix.shape[0]))
    return followed * (len(linked) / _SAMPLE)


def _followed(matrix: sparse.csr_array, starts: NDArray[np.int64]) -> Floats:
    """Return how much of the shortest ways from some starting points leads through each."""
    shape = (matrix.shape[0], len(starts))
    steps = np.full(shape, -1, dtype=np.int32)
    ways, front = np.zeros(shape), np.zeros(shape)
    front[starts, np.arange(len(starts))] = 1.0
    far = 0
    while front.any():
        steps[front > 0] = far
        ways += front
        front = np.where(steps < 0, matrix @ front, 0.0)
        far += 1
    through = np.zeros(shape)
    for step in range(far - 1, 1, -1):
        beyond = np.divide(1 + through, ways, out=np.zeros(shape), where=steps == step)
        through += np.where(steps == step - 1, ways * (matrix @ beyond), 0.0)
    return np.asarray(through.sum(axis=1))


def rests_on(ties: Ties, *, most: int = _SHOWN) -> RestsOn:
    """Return the bodies on which most rests: those without whom most would be cut off."""
    cut = cut_off(ties)
    through, is_estimated = betweenness(ties)
    ranked = sorted(cut, key=lambda row: (-cut[row], -through[row], ties.members[row].name))
    loads = tuple(_load(ties, row, float(through[row])) for row in ranked[:most])
    if loads:
        words = f"{loads[0].sentence} Who could stand in for it?"
        if len(cut) > 1:
            others = counted(len(cut) - 1, "other body holds", "other bodies hold")
            words += f" {others} somebody in who would else be cut off."
    else:
        words = "Nothing rests on one body alone."
    return RestsOn(loads=loads, count=len(cut), is_estimated=is_estimated, sentence=words)


def _load(ties: Ties, row: int, passes_through: float) -> Load:
    parts = parts_without(ties, row)
    alone = [part[0] for part in parts if len(part) == 1]
    name, others = ties.members[row].name, sum(map(len, parts))
    words = (
        f"A lot rests on {name}: without it, the other {others:,} who hang together there "
        f"would fall into {counted(len(parts), 'part')}"
    )
    if alone:
        names = listed(sorted(ties.members[one].name for one in alone))
        words += f", and {names} would have no link left"
    return Load(
        asset_id=ties.members[row].asset_id,
        parts=tuple(tuple(ties.members[one].asset_id for one in part) for part in parts),
        alone_ids=tuple(ties.members[one].asset_id for one in alone),
        passes_through=passes_through,
        sentence=f"{words}.",
    )
