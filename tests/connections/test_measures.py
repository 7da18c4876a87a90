import math
import tomllib
from importlib.resources import files
from itertools import product

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings

from asset_map.connections.across import across_sectors, across_wards, both_ways
from asset_map.connections.clusters import clusters, not_linked
from asset_map.connections.graph import Network, links_of, members_of, network, projection
from asset_map.connections.introducers import constraint, effective_size
from asset_map.connections.load import _followed, betweenness, cut_off, parts_without
from asset_map.connections.measures import figures
from asset_map.connections.ties import ties_of
from asset_map.model.asset import Sector
from asset_map.model.connection import ConnectionKind, ConnectionState
from tests.connections.drawn import ALONE, K, drawn, library, link, member, networks


def test_the_library_holds_its_village_together() -> None:
    found = figures(library())
    load = found.rests_on.loads[0]
    assert (found.members, found.pairs) == (12, 10)
    assert found.not_linked.asset_ids == (ALONE,)
    assert [one.name for one in found.clusters.clusters] == ["Library", "Playing Field"]
    assert nx.number_connected_components(projection(library())) == 3
    assert (found.rests_on.count, load.asset_id) == (1, "Library")
    assert load.passes_through == pytest.approx(0.491, abs=0.0005)
    assert [len(part) for part in load.parts] == [2, 1, 1, 1, 1, 1, 1]
    assert found.both_ways.reciprocity == pytest.approx(1 / 3)
    assert (found.both_ways.both, found.both_ways.pairs) == (2, 10)
    assert found.introducers.introducers[0].asset_id == "Library"
    assert found.introducers.introducers[0].strangers == 27


def test_the_demonstrations_library_hangs_together_in_the_same_way() -> None:
    content = files("asset_map.demo") / "content"
    told, drawn_there = (
        tomllib.loads((content / name).read_text()) for name in ("library.toml", "links.toml")
    )
    keys = {one["key"] for one in told["assets"]}
    links = [
        (one["from"], ConnectionKind(one["does"]), one["to"])
        for one in drawn_there["connections"]
        if {one["from"], one["to"]} <= keys
    ]
    found = figures(drawn(links, alone=keys))
    assert found.not_linked.asset_ids == ("hatherby-repair-cafe",)
    assert found.clusters.clusters[0].best_known_id == "hatherby-library"
    assert [one.asset_id for one in found.rests_on.loads] == ["hatherby-library"]
    assert found.rests_on.loads[0].passes_through == pytest.approx(0.491, abs=0.0005)
    assert found.both_ways.reciprocity == pytest.approx(1 / 3)


def test_figures_speak_in_villagers_words() -> None:
    sentences = figures(library()).sentences()
    assert sentences[:3] == (
        "Repair Cafe is not linked to anyone yet.",
        "There are 2 separate clusters: around Library (9) and Playing Field (2).",
        (
            "A lot rests on Library: without it, the other 8 who hang together there would fall "
            "into 7 parts, and Friends, Knit and Natter, Magazine and 3 others would have no link "
            "left. Who could stand in for it?"
        ),
    )
    assert sentences[5:] == (
        "In 2 of 10 pairs, each does something for the other.",
        "Library is linked with 8, and 27 pairs of them could still be introduced.",
    )
    said = " ".join(sentences).casefold()
    assert not any(word in said for word in ("isolate", "bridge", "articulation", "introduced/"))


def test_scores_that_predict_links_are_blind_to_whoever_is_not_linked_yet() -> None:
    simple = projection(library())
    scores = nx.resource_allocation_index(simple)
    near = {frozenset(pair): score for *pair, score in scores}
    village = nx.node_connected_component(simple, "Library")
    assert max(near.values()) == pytest.approx(0.125)
    assert all(near[frozenset(pair)] == 0 for pair in product([ALONE], set(simple) - {ALONE}))
    assert all(near[frozenset(pair)] == 0 for pair in product(village, ["Rovers", ALONE]))


def test_four_linked_pairs_say_nothing_about_wards_and_five_do() -> None:
    people = [member(name, ward="A" if name < "d" else "B") for name in "abcdef"]
    links = [link(*ends) for ends in (("a", K.HOSTS, "b"), ("a", K.HOSTS, "c"))]
    links += [link("a", K.HOSTS, other) for other in "de"]
    assert across_wards(ties_of(network(people, links))).share is None
    five = across_wards(ties_of(network(people, [*links, link("d", K.FUNDS, "f")])))
    assert (five.across, five.within, five.share) == (2, 3, 0.4)
    assert five.e_i == pytest.approx(-0.2)
    assert five.sentence == "2 of 5 linked pairs reach from one ward into another."


def test_an_end_without_a_sector_is_neither_across_nor_within() -> None:
    people = [member("a", sector=None), member("b", sector=Sector.FAITH), member("c")]
    found = across_sectors(
        ties_of(network(people, [link("a", K.HOSTS, "b"), link("b", K.HOSTS, "c")]))
    )
    assert (found.across, found.within, found.unknown) == (1, 0, 1)


def test_only_active_links_count_and_knowing_each_other_is_not_one() -> None:
    people = [member(name) for name in "abcd"]
    idle = set(ConnectionState) - {ConnectionState.ACTIVE}
    links = [link("a", K.HOSTS, "b", state=state, key=state) for state in sorted(idle)]
    graph = network(people, [*links, link("c", K.KNOWS, "d")])
    assert figures(graph).not_linked.asset_ids == tuple("abcd")


def test_an_empty_network_has_figures() -> None:
    assert figures(network([], [])).sentences()[0] == "Nothing recorded here yet."


@given(networks())
def test_clusters_and_who_is_not_linked_agree_with_networkx(graph: Network) -> None:
    simple, ties = projection(graph), ties_of(graph)
    parts = {frozenset(part) for part in nx.connected_components(simple) if len(part) > 1}
    assert {frozenset(one.asset_ids) for one in clusters(ties).clusters} == parts
    assert set(not_linked(ties).asset_ids) == set(nx.isolates(simple))


@given(networks())
def test_what_would_be_cut_off_agrees_with_networkx(graph: Network) -> None:
    simple, ties = projection(graph), ties_of(graph)
    names = [one.asset_id for one in ties.members]
    cut = cut_off(ties)
    assert {names[row] for row in cut} == set(nx.articulation_points(simple))
    for row, number in cut.items():
        rest = simple.subgraph(nx.node_connected_component(simple, names[row]) - {names[row]})
        sizes = sorted(map(len, nx.connected_components(rest)), reverse=True)
        assert number == sum(sizes[1:])
        assert [len(part) for part in parts_without(ties, row)] == sizes


@given(networks())
def test_what_passes_through_agrees_with_networkx(graph: Network) -> None:
    expected = nx.betweenness_centrality(projection(graph))
    ties = ties_of(graph)
    shares, is_estimated = betweenness(ties)
    assert not is_estimated
    assert shares == pytest.approx([expected[one.asset_id] for one in ties.members], abs=1e-8)


@given(networks())
def test_ways_followed_by_matrices_are_those_that_networkx_counts(graph: Network) -> None:
    ties = ties_of(graph)
    followed = _followed(ties.matrix, np.arange(len(ties.members)))
    expected = nx.betweenness_centrality(projection(graph), normalized=False)
    assert followed / 2 == pytest.approx([expected[one.asset_id] for one in ties.members], abs=1e-8)


def test_a_sample_of_ways_comes_close_to_all_of_them() -> None:
    ring = [(f"{n:04}", K.HOSTS, f"{(n + 1) % 1600:04}") for n in range(1600)]
    graph = drawn([*ring, *(("hub", K.HOSTS, f"{n:04}") for n in range(0, 1600, 4))])
    shares, is_estimated = betweenness(ties_of(graph))
    assert is_estimated
    assert shares[-1] == pytest.approx(0.986, abs=0.02)


@given(networks())
def test_who_could_introduce_agrees_with_networkx(graph: Network) -> None:
    simple, ties = projection(graph), ties_of(graph)
    names = [one.asset_id for one in ties.members]
    linked = [name for name in names if simple.degree(name)]
    for ours, theirs in (
        (constraint(ties), nx.constraint(simple, linked)),
        (effective_size(ties), nx.effective_size(simple, linked)),
    ):
        by_name = dict(zip(names, ours, strict=True))
        assert [by_name[name] for name in linked] == pytest.approx([theirs[n] for n in linked])
        assert all(math.isnan(by_name[name]) for name in names if name not in linked)


@given(networks())
def test_reciprocity_agrees_with_networkx(graph: Network) -> None:
    directed = nx.DiGraph()
    for one in ties_of(graph).links:
        if one.kind not in {K.WORKS_WITH, K.SHARES_SPACE}:
            directed.add_edge(one.from_id, one.to_id)
    ours = both_ways(ties_of(graph)).reciprocity
    assert ours == (nx.overall_reciprocity(directed) if directed.size() else None)


@given(networks())
@settings(max_examples=40)
def test_no_order_of_links_changes_a_figure(graph: Network) -> None:
    members, links = members_of(graph), links_of(graph)
    assert figures(network(members[::-1], links[::-1])) == figures(graph)
