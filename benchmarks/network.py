"""
How long the figures, suggestions and pictures of a network take, plain networkx beside them.

    .venv/bin/python -m benchmarks.network

networkx works out the same figures where it can finish (1,000 assets), and must agree; for
10,000 it is given the parts that finish, and what its other sums take is estimated from some.
"""

import random
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TypeVar

import networkx as nx
import numpy as np

from asset_map.connections.graph import Member, Network, members_of, network, projection
from asset_map.connections.layout import positions
from asset_map.connections.load import betweenness
from asset_map.connections.matching import suggestions
from asset_map.connections.measures import figures
from asset_map.connections.offers import OffersAndNeeds
from asset_map.connections.ties import ties_of
from asset_map.model.asset import AssetKind, Sector
from asset_map.model.connection import Connection, ConnectionKind, Offer, Side
from asset_map.model.location import GridPoint, PublishLocation
from asset_map.model.vocabulary import VOCABULARY, TermKind

TODAY = date(2026, 11, 21)
WARDS = 60
NETWORKX_NODES = 50
T = TypeVar("T")


def timed(work: Callable[[], T], *, times: int = 1) -> tuple[T, float]:
    """
    Return what some work gives, and its processor seconds: the best of several times.

    What else runs on the machine changes these less than the clock's; both cores count.
    """
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        result = work()
        best = min(best, time.process_time() - start)
    return result, best


def invented(count: int, links: int, *, seed: int = 7) -> Network:
    """Return a network with hubs: a few places are linked with many, one in ten with none."""
    chance = random.Random(seed)
    kinds, sectors = list(AssetKind), list(Sector)
    members = [
        Member(
            asset_id=f"{number:06}",
            name=f"Group {number}",
            kind=chance.choice(kinds),
            sector=chance.choice(sectors),
            ward_code=f"E05{chance.randrange(WARDS):06}",
            point=GridPoint(easting=chance.uniform(0, 3e4), northing=chance.uniform(0, 3e4)),
            publish=PublishLocation.EXACT,
            checked_on=TODAY,
        )
        for number in range(count)
    ]
    linked = [f"{number:06}" for number in range(count) if number % 10]
    weights = np.cumsum([1 / (rank + 10) ** 0.6 for rank in range(len(linked))]).tolist()
    ends = [chance.choices(linked, cum_weights=weights, k=2) for _ in range(links * 2)]
    pairs = [(first, second) for first, second in ends if first != second][:links]
    made = [
        Connection(
            id=f"{number:06}",
            from_id=first,
            to_id=second,
            kind=chance.choice([ConnectionKind.HOSTS, ConnectionKind.WORKS_WITH]),
        )
        for number, (first, second) in enumerate(pairs)
    ]
    return network(members, made)


def said(graph: Network, *, seed: int = 8) -> OffersAndNeeds:
    """Return an offer or a need, of one or two tags, of every asset."""
    chance = random.Random(seed)
    tags = [t.id for terms in VOCABULARY.chips(TermKind.RESOURCE).values() for t in terms]
    members = members_of(graph)
    offers = [
        Offer(
            id=f"said {member.asset_id}",
            asset_id=member.asset_id,
            side=chance.choice(list(Side)),
            text="",
            tags=tuple(chance.sample(tags, k=chance.choice([1, 2]))),
            availability=chance.choice(["", "Evenings", "Saturdays", "Weekday mornings"]),
            capacity=chance.randint(1, 4),
        )
        for member in members
    ]
    links = [link for _, _, link in graph.edges(data="link")]
    return OffersAndNeeds(members=members, offers=offers, links=links, today=TODAY)


def by_networkx(graph: Network, nodes: int) -> dict[str, float]:
    """Return the seconds that networkx takes for each heavy figure, of so many assets."""
    simple = projection(graph)
    some = random.Random(3).sample(sorted(simple), nodes)
    scale = len(simple) / nodes
    works = {
        "clusters": (1.0, lambda: list(nx.connected_components(simple))),
        "articulation points": (1.0, lambda: list(nx.articulation_points(simple))),
        "betweenness": (
            scale,
            lambda: nx.betweenness_centrality(simple, k=nodes, seed=3),
        ),
        "constraint": (scale, lambda: nx.constraint(simple, some)),
        "effective size": (scale, lambda: nx.effective_size(simple, some)),
    }
    return {name: factor * timed(work)[1] for name, (factor, work) in works.items()}


def agree(graph: Network) -> None:
    """Stop unless what passes through each asset is what networkx says."""
    expected = nx.betweenness_centrality(projection(graph))
    ties = ties_of(graph)
    ours, _ = betweenness(ties)
    if not np.allclose(ours, [expected[one.asset_id] for one in ties.members], atol=1e-8):
        sys.exit("networkx does not agree on what passes through whom")


def main() -> None:
    """Print the tables."""
    print("| assets | connections | figures, s | networkx, s | times faster |")
    print("|---:|---:|---:|---:|---:|")
    for count, links in ((1_000, 2_500), (10_000, 25_000)):
        graph = invented(count, links)
        _, ours = timed(partial(figures, graph), times=3)
        is_whole = count <= 1_000
        theirs = by_networkx(graph, count if is_whole else NETWORKX_NODES)
        if is_whole:
            agree(graph)
        whole = sum(theirs.values())
        about = "" if is_whole else "about "
        print(f"| {count:,} | {links:,} | {ours:.2f} | {about}{whole:,.1f} | {whole / ours:,.0f} |")
        print("|  |  |  | " + ", ".join(f"{k} {v:.1f}" for k, v in theirs.items()) + " |  |")
    graph = invented(10_000, 25_000)
    asked = said(graph)
    # What is worked out once for all is worked out anew each time.
    found, seconds = timed(lambda: suggestions(replace(asked)), times=3)
    needs = sum(one.side is Side.NEED for one in asked.offers)
    print(f"\n{needs:,} open needs of 10,000 assets: {len(found):,} suggestions in {seconds:.2f} s")
    small = invented(1_000, 2_500)
    _, seconds = timed(partial(positions, small))
    print(f"1,000 assets, 2,500 connections placed in {seconds:.2f} s")


if __name__ == "__main__":
    main()
