from collections import Counter
from dataclasses import fields
from datetime import date

import networkx as nx
import pytest

from asset_map.demo.district import build_district
from asset_map.demo.register import DemoRegister, build_register
from asset_map.demo.written import asset_id
from asset_map.model.asset import Asset
from asset_map.model.card import tree_part_of
from asset_map.model.connection import ConnectionKind, ConnectionState, Side
from asset_map.model.roadshow import TreePart
from asset_map.model.state import RecordState
from asset_map.model.submission import SubmissionKind
from tests.demo.wards import ward_of

LIBRARY = {
    "Hatherby Library",
    "Hatherby Parish Council",
    "The Hatherby Herald",
    "Hatherby Gala Committee",
    "Hatherby Knit & Natter",
    "Story Time for Under-Fives",
    "Hatherby Reading Circle",
    "Hatherby Memory Café",
    "Friends of Hatherby Library",
    "Hatherby Playing Field Trust",
    "Hatherby Rovers Football Club",
    "Hatherby Repair Café",
}


TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def register() -> DemoRegister:
    return build_register(build_district(), today=TODAY)


def linked(register: DemoRegister) -> "nx.MultiDiGraph[str]":
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from(asset.id for asset in register.assets)
    graph.add_edges_from(
        (one.from_id, one.to_id)
        for one in register.connections
        if one.state is ConnectionState.ACTIVE and one.kind is not ConnectionKind.KNOWS
    )
    return graph


def test_connections_and_offers_are_of_assets_that_exist(register: DemoRegister) -> None:
    ids = {asset.id for asset in register.assets}
    for link in register.connections:
        assert {link.from_id, link.to_id} <= ids, link
    assert {offer.asset_id for offer in register.offers} <= ids
    assert {offer.side for offer in register.offers} == set(Side)
    assert {link.state for link in register.connections} == set(ConnectionState)
    twice = Counter((link.from_id, link.to_id, link.kind) for link in register.connections)
    assert set(twice.values()) == {1}


def test_the_library_holds_its_village_together(register: DemoRegister) -> None:
    ids = {asset.id: asset.name for asset in register.assets if asset.name in LIBRARY}
    assert set(ids.values()) == LIBRARY
    directed = linked(register).subgraph(ids)
    village = nx.Graph(directed)
    assert [ids[one] for one in nx.isolates(village)] == ["Hatherby Repair Café"]
    assert nx.number_connected_components(village) == 3
    assert [ids[one] for one in nx.articulation_points(village)] == ["Hatherby Library"]
    library = asset_id("hatherby-library")
    assert nx.betweenness_centrality(village)[library] == pytest.approx(0.491, abs=0.0005)
    assert nx.reciprocity(nx.DiGraph(directed)) == pytest.approx(1 / 3)
    assert len({ward_of(a.locations[0]) for a in register.assets if a.id in ids}) == 1


def test_the_library_does_what_a_library_like_hatherns_does(register: DemoRegister) -> None:
    library = asset_id("hatherby-library")
    given = [link for link in register.connections if link.from_id == library]
    taken = [link for link in register.connections if link.to_id == library]
    assert sum(link.kind is ConnectionKind.HOSTS for link in given) == 4
    assert {link.amount_gbp for link in taken if link.kind is ConnectionKind.FUNDS} == {2400, 600}
    assert any("Delivers the magazine" in link.note for link in given)
    assert any("Thirty volunteers" in link.note for link in taken)


def test_elsewhere_there_are_clusters_bridges_and_some_who_know_nobody(
    register: DemoRegister,
) -> None:
    graph = nx.Graph(linked(register))
    clusters = [one for one in nx.connected_components(graph) if len(one) > 2]
    assert len(clusters) >= 4
    assert asset_id("hatherby-repair-cafe") in set(nx.isolates(graph))
    ward = {a.id: ward_of(a.locations[0]) for a in register.assets if a.locations[0].grid}
    sector = {a.id: a.sector for a in register.assets}
    assert sum(a in ward and b in ward and ward[a] != ward[b] for a, b in graph.edges) >= 5
    assert sum(sector[a] != sector[b] for a, b in graph.edges) >= 5


def test_the_queue_has_something_of_each_sort(register: DemoRegister) -> None:
    known = {asset.id: asset for asset in register.assets}
    assert {one.kind for one in register.submissions} == set(SubmissionKind)
    assert any(one.flags for one in register.submissions)
    for one in register.submissions:
        assert one.made_at.date() <= TODAY
        assert (one.asset_id in known) == (one.kind is not SubmissionKind.NEW)
        if one.kind is SubmissionKind.NEW:
            assert one.proposed is not None
            assert one.proposed.record_state is RecordState.SUBMITTED
            assert one.proposed.id not in known
        if one.kind is SubmissionKind.CHANGE and one.asset_id:
            assert differs(known[one.asset_id], one.proposed) <= {
                "summary", "cost_note", "access_notes",
            }  # fmt: skip
            assert differs(known[one.asset_id], one.proposed)


def differs(standing: Asset, proposed: Asset | None) -> set[str]:
    return {
        field.name
        for field in fields(Asset)
        if getattr(standing, field.name) != getattr(proposed, field.name)
    }


def test_a_past_roadshow_has_a_tree_and_a_planned_one_has_guests(register: DemoRegister) -> None:
    past, planned = register.gatherings
    assert past.roadshow.held_on < TODAY < planned.roadshow.held_on
    assert {tree_part_of(card) for card in past.cards} >= {
        TreePart.ROOTS, TreePart.TRUNK, TreePart.BRANCHES, TreePart.LEAVES, TreePart.BUDS,
    }  # fmt: skip
    assert [action.title for action in past.actions if action.is_bud] == [
        "A community fridge on the quay"
    ]
    known = {asset.id for asset in register.assets}
    spoken_of = {card.asset_id for card in past.cards if card.asset_id}
    spoken_of |= {asset_id for action in past.actions for asset_id in action.asset_ids}
    spoken_of |= {one.asset_id for one in planned.roadshow.invitations if one.asset_id}
    assert spoken_of <= known
