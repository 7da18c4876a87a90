from xml.etree import ElementTree as ET

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from asset_map.connections.as_svg import network_svg
from asset_map.connections.graph import Network, links_of, members_of, network
from asset_map.connections.labels import labels
from asset_map.connections.layout import positions
from asset_map.model.asset import AssetKind
from asset_map.model.connection import ConnectionState
from tests.connections.drawn import K, drawn, library, link, member, networks

SVG = "{http://www.w3.org/2000/svg}"


@given(networks())
@settings(max_examples=50)
def test_nobody_stands_on_anybody(graph: Network) -> None:
    places = np.array(list(positions(graph).values())).reshape(-1, 2)
    assert len(places) == len(graph)
    for row, place in enumerate(places):
        others = np.delete(places, row, axis=0)
        assert not len(others) or np.linalg.norm(others - place, axis=1).min() > 0.9


@given(networks())
@settings(max_examples=30)
def test_the_order_of_links_moves_nobody(graph: Network) -> None:
    turned = network(members_of(graph)[::-1], links_of(graph)[::-1])
    assert positions(turned) == positions(graph)


def test_clusters_stand_apart_and_who_is_not_linked_stands_in_a_row_below() -> None:
    graph = drawn([("a", K.HOSTS, "b"), ("c", K.HOSTS, "d")], alone=["e", "f"])
    places = positions(graph)
    assert places["e"][1] == places["f"][1] > max(places[one][1] for one in "abcd")
    assert not positions(network([], []))


def test_a_thousand_each_have_a_place_of_their_own() -> None:
    graph = drawn([(f"{n // 3:04}", K.HOSTS, f"{n + 1:04}") for n in range(999)])
    places = np.array(list(positions(graph).values()))
    assert len(np.unique(places.round(1), axis=0)) > 990


@given(st.lists(st.tuples(st.floats(0, 300), st.floats(0, 300)), max_size=25))
def test_no_two_names_lie_on_one_another(spots: list[tuple[float, float]]) -> None:
    circles = {str(n): (x, y, 8.0) for n, (x, y) in enumerate(spots)}
    found = labels(((key, "Ten letters") for key in circles), circles=circles, font=12)
    wide, tall = 11 * 12 * 0.58, 12 * 1.15
    starts = {"start": 0.0, "middle": -wide / 2, "end": -wide}
    boxes = [(one.x + starts[one.anchor], one.y) for one in found]
    for n, (x, y) in enumerate(boxes):
        assert all(
            abs(x - left) > wide - 0.01 or abs(y - top) > tall - 0.01 for left, top in boxes[:n]
        )


def test_the_picture_is_xml_with_a_title_shapes_and_every_name() -> None:
    root = ET.fromstring(network_svg(library(), title="The village"))  # noqa: S314  # our own
    assert root.find(f"{SVG}title").text == "The village"  # type: ignore[union-attr]
    assert "12 assets, 10 pairs of them linked; 1 not linked" in (root.findtext(f"{SVG}desc") or "")
    assert len(root.findall(f"{SVG}g[{SVG}title]")) == 12
    written = " ".join(text for one in root.iter(f"{SVG}text") for text in one.itertext())
    assert "Repair Cafe" in written
    assert "Not linked to anyone yet" in written


def test_every_kind_keeps_its_shape() -> None:
    people = [member(kind, kind=kind) for kind in AssetKind]
    svg = network_svg(network(people, []), title="Kinds")
    corners = sorted(
        part.count(",") for part in svg.split('points="')[1:] for part in [part.split('"')[0]]
    )
    assert set(corners) == {3, 4, 5, 6, 10}
    assert "<circle" in svg


def test_a_line_is_dashed_while_it_is_early_and_gone_when_it_has_ended() -> None:
    people = [member("a"), member("b")]
    for state, dashes in (("introduced", "6 4"), ("dormant", "1 5"), ("active", None)):
        one = link("a", K.HOSTS, "b", state=ConnectionState(state))
        svg = network_svg(network(people, [one]), title="x")
        assert ("stroke-dasharray" in svg) == bool(dashes)
        assert dashes is None or f'"{dashes}"' in svg
    over = link("a", K.HOSTS, "b", state=ConnectionState.ENDED)
    assert "<line" not in network_svg(network(people, [over]), title="x")


def test_hostile_names_stay_text() -> None:
    name = '</text><script>alert(1)</script>"\x00\x1b'
    people = [member(name), member("b")]
    svg = network_svg(network(people, []), title=name, href=lambda key: f'/asset/{key}?"><x>')
    root = ET.fromstring(svg)  # noqa: S314  # that it can be read is what is asked
    assert not [one for one in root.iter() if "script" in one.tag or one.tag.endswith("}x")]
    assert root.get("role") == "group"
