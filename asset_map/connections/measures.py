"""Every figure of the connections page, each with a sentence in plain words."""

from dataclasses import dataclass

from asset_map.connections.across import Across, BothWays, across_sectors, across_wards, both_ways
from asset_map.connections.clusters import Clusters, NotLinked, clusters, not_linked
from asset_map.connections.graph import Network
from asset_map.connections.introducers import Introducers, introducers
from asset_map.connections.load import RestsOn, rests_on
from asset_map.connections.ties import ties_of

__all__ = ["Figures", "figures"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """
    The figures of a network, those to act on first.

    They are of active links, in whichever direction, without those that only say that two
    know each other. ``members`` and ``pairs`` count what they are made of.
    """

    members: int
    pairs: int
    not_linked: NotLinked
    clusters: Clusters
    rests_on: RestsOn
    across_wards: Across
    across_sectors: Across
    both_ways: BothWays
    introducers: Introducers

    def sentences(self) -> tuple[str, ...]:
        """Return every figure in plain words, those to act on first."""
        figures = (
            self.not_linked,
            self.clusters,
            self.rests_on,
            self.across_wards,
            self.across_sectors,
            self.both_ways,
            self.introducers,
        )
        return tuple(figure.sentence for figure in figures)


def figures(graph: Network) -> Figures:
    """Return every figure of a network; the order of its links changes none."""
    ties = ties_of(graph)
    return Figures(
        members=len(ties.members),
        pairs=ties.matrix.nnz // 2,
        not_linked=not_linked(ties),
        clusters=clusters(ties),
        rests_on=rests_on(ties),
        across_wards=across_wards(ties),
        across_sectors=across_sectors(ties),
        both_ways=both_ways(ties),
        introducers=introducers(ties),
    )
