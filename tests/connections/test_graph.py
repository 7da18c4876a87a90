from dataclasses import replace
from datetime import date

import pytest

from asset_map.connections.graph import (
    Network,
    Shown,
    around,
    links_of,
    links_on,
    members_of,
    network,
    projection,
    shown,
)
from asset_map.model.connection import ConnectionState
from asset_map.model.errors import NotFoundError
from asset_map.model.location import GridPoint, PublishLocation
from tests.connections.drawn import K, drawn, library, link, member

HERE = [member("a", ward="A"), member("b", ward="A"), member("c", ward="B"), member("d", ward="B")]
LINKS = [link("a", K.HOSTS, "b"), link("b", K.FUNDS, "c"), link("c", K.KNOWS, "d")]


def names(graph: Network) -> list[str]:
    return [one.asset_id for one in members_of(graph)]


def test_two_links_between_the_same_two_are_kept_apart_by_their_ids() -> None:
    graph = drawn([("a", K.HOSTS, "b"), ("a", K.FUNDS, "b")])
    assert graph["a"]["b"].keys() == {"a hosts b", "a funds b"}
    assert projection(graph).size() == 1


def test_a_link_to_somebody_who_is_not_shown_is_left_out() -> None:
    assert [one.id for one in links_of(network(HERE[:2], LINKS))] == ["a hosts b"]


def test_a_ward_shows_its_own_and_whom_they_are_linked_to() -> None:
    part = shown(network(HERE, LINKS), Shown(ward_codes=frozenset("A")))
    assert names(part) == ["a", "b", "c"]
    assert [one.id for one in links_of(part)] == ["a hosts b", "b funds c"]


def test_a_committee_a_kind_and_a_state_narrow_what_is_shown() -> None:
    people = [replace(one, committee_ids=("east",)) for one in HERE[:1]] + HERE[1:]
    graph = network(people, LINKS)
    assert names(shown(graph, Shown(committee_ids=frozenset(["east"])))) == ["a", "b"]
    assert [one.kind for one in links_of(shown(graph, Shown(kinds=frozenset([K.FUNDS]))))] == [
        K.FUNDS
    ]
    none = shown(graph, Shown(states=frozenset([ConnectionState.IDEA])))
    assert (names(none), links_of(none)) == (["a", "b", "c", "d"], [])


def test_on_a_day_links_stand_as_they_stood_then() -> None:
    began = replace(LINKS[0], since=date(2026, 3, 1))
    over = replace(LINKS[1], state=ConnectionState.ENDED, ended_on=date(2026, 5, 1))
    spring = links_on([began, over, LINKS[2]], date(2026, 3, 1))
    assert [one.state for one in spring] == [ConnectionState.ACTIVE] * 3
    assert [one.id for one in links_on([began, over], date(2026, 2, 28))] == [over.id]
    assert links_on([over], date(2026, 5, 1))[0].state is ConnectionState.ENDED
    part = shown(network(HERE, [began, over]), Shown(on=date(2026, 2, 28)))
    assert [one.id for one in links_of(part)] == [over.id]


def test_around_an_asset_are_those_one_or_two_steps_away() -> None:
    graph = network(HERE, LINKS)
    assert names(around(graph, "a")) == ["a", "b"]
    assert names(around(graph, "a", steps=2)) == ["a", "b", "c"]
    assert names(around(library(), "Repair Cafe", steps=2)) == ["Repair Cafe"]
    with pytest.raises(NotFoundError, match="not in this part"):
        around(graph, "nobody")


@pytest.mark.parametrize("publish", list(PublishLocation))
def test_a_member_holds_no_more_of_its_place_than_may_be_told(publish: PublishLocation) -> None:
    point = GridPoint(easting=1.0, northing=2.0)
    one = replace(member("a"), point=point, committee_ids=("east",), publish=publish)
    assert (one.point is None) == (publish in {PublishLocation.WARD, PublishLocation.WITHHELD})
    is_hidden = publish is PublishLocation.WITHHELD
    assert (one.ward_code is None) == (one.committee_ids == ()) == is_hidden
