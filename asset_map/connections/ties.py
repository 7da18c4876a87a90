"""Who is linked with whom as arrays, which the heavy sums are made on."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from asset_map.connections.graph import Member, Network, is_counted, links_of, members_of
from asset_map.model.connection import Connection

__all__ = ["Floats", "Ints", "Ties", "ties_of"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """
    The simple, undirected projection of a network.

    ``members`` stand in the order of their ids; ``matrix`` is their symmetric adjacency,
    ones in a CSR matrix with sorted indices; ``links`` are the connections it was made of.
    """

    members: tuple[Member, ...]
    links: tuple[Connection, ...]
    matrix: sparse.csr_array

    @property
    def degrees(self) -> Ints:
        """How many others each is linked with."""
        ends: Ints = np.asarray(self.matrix.indptr, dtype=np.int64)
        return ends[1:] - ends[:-1]

    @property
    def pairs(self) -> tuple[Ints, Ints]:
        """The linked pairs as rows of ``members``, each pair once."""
        upper = sparse.triu(self.matrix, k=1).tocoo()
        return upper.row.astype(np.int64), upper.col.astype(np.int64)

    def neighbours(self) -> list[list[int]]:
        """Return whom each is linked with, in order."""
        indices, ends = self.matrix.indices.tolist(), self.matrix.indptr.tolist()
        return [indices[start:end] for start, end in pairwise(ends)]

    def clusters(self) -> list[list[int]]:
        """Return the rows of each connected part, the largest first, single ones too."""
        count, labels = connected_components(self.matrix, directed=False)
        order = np.argsort(labels, kind="stable")
        sizes = np.bincount(labels, minlength=count)
        parts = np.split(order, np.cumsum(sizes)[:-1]) if count else []
        return sorted((part.tolist() for part in parts), key=lambda part: (-len(part), part[0]))


def ties_of(graph: Network) -> Ties:
    """Return the ties of a network."""
    members = tuple(members_of(graph))
    rows = {member.asset_id: row for row, member in enumerate(members)}
    links = tuple(link for link in links_of(graph) if is_counted(link))
    found = ((rows[link.from_id], rows[link.to_id]) for link in links)
    pairs = {(here, there) if here < there else (there, here) for here, there in found}
    ends = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
    both = np.concatenate([ends, ends[:, ::-1]])
    matrix = sparse.csr_array(
        (np.ones(len(both)), (both[:, 0], both[:, 1])), shape=(len(members), len(members))
    )
    matrix.sort_indices()
    return Ties(members=members, links=links, matrix=matrix)
