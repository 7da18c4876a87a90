"""What would be lost, what has changed, and what is shared."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings

from asset_map.connections.compare import compare, pictures
from asset_map.connections.graph import Network, links_of, links_on, members_of, network
from asset_map.connections.measures import figures
from asset_map.connections.shared_use import Gathering, clashes, shared_halls
from asset_map.connections.what_if import if_closed, if_ended
from asset_map.model.asset import ForWhom
from asset_map.model.connection import Connection, ConnectionState
from asset_map.model.errors import NotFoundError
from tests.connections.drawn import LIBRARY, K, drawn, library, link, networks

GUESTS = ("Knit and Natter", "Memory Cafe", "Reading Circle", "Story Time")


def test_if_the_library_closed_four_groups_would_be_without_a_room() -> None:
    found = if_closed(library(), "Library")
    assert found.without_room_ids == GUESTS
    assert set(found.falls_apart.alone_ids) == {*GUESTS, "Magazine", "Friends"}
    assert [len(part) for part in found.falls_apart.parts[0]] == [2, 1, 1, 1, 1, 1, 1]
    assert len(found.loses) == 10
    assert found.sentences == (
        (
            "If Library closed, Knit and Natter, Memory Cafe, Reading Circle and 1 other would be "
            "without a room."
        ),
        (
            "The 8 around it would fall into 7 parts. Friends, Knit and Natter, Magazine and "
            "3 others would have no link left."
        ),
    )


def test_a_group_with_two_halls_keeps_a_room_when_one_closes() -> None:
    graph = drawn([("Hall", K.HOSTS, "Scouts"), ("Barn", K.LEASES_TO, "Scouts")])
    assert if_closed(graph, "Hall").without_room_ids == ()
    assert if_closed(graph, "Hall").sentences[0] == (
        "If Hall closed, nobody would be without a room."
    )


def test_if_one_connection_ended_only_what_hangs_on_it_is_lost() -> None:
    found = if_ended(library(), "Library hosts Story Time")
    assert found.without_room_ids == found.falls_apart.alone_ids == ("Story Time",)
    kept = if_ended(library(), "Parish Council funds Gala")
    assert kept.falls_apart.parts == ()
    assert kept.sentences[1] == "Everyone else would stay as linked as now."
    with pytest.raises(NotFoundError, match="not in this part"):
        if_ended(library(), "nothing")


@given(networks(most=7))
@settings(max_examples=30)
def test_what_is_left_of_a_closed_place_is_what_the_figures_of_the_rest_say(graph: Network) -> None:
    for one in members_of(graph):
        rest = network([two for two in members_of(graph) if two != one], links_of(graph))
        alone = set(figures(rest).not_linked.asset_ids)
        found = set(if_closed(graph, one.asset_id).falls_apart.alone_ids)
        assert found == alone - set(figures(graph).not_linked.asset_ids)


def dated(since: date | None, ended: date | None = None) -> list[Connection]:
    made = [link(*one) for one in LIBRARY[:-1]]
    new = replace(link("Playing Field", K.LEASES_TO, "Rovers"), since=since, ended_on=ended)
    return [*made, new]


def on_day(links: list[Connection], day: date) -> Network:
    return network(members_of(library()), links_on(links, day))


def test_between_two_days_a_connection_is_made_and_two_are_linked_that_were_not() -> None:
    links = dated(date(2026, 3, 1))
    found = compare(on_day(links, date(2026, 2, 1)), on_day(links, date(2026, 4, 1)))
    assert [one.id for one in found.made] == ["Playing Field leases_to Rovers"]
    assert found.linked_ids == ("Playing Field", "Rovers")
    assert found.undated == 11
    assert [(row.before, row.after) for row in found.rows] == [
        (12, 12),
        (11, 12),
        (3, 1),
        (1, 2),
        (0, 0),
        (0, 0),
    ]
    assert found.sentences == (
        "1 connection made.",
        "Playing Field and Rovers are linked now, to nobody before.",
    )


def test_between_two_days_a_connection_ends_and_its_ends_are_told() -> None:
    links = dated(None, date(2026, 3, 1))
    found = compare(on_day(links, date(2026, 2, 1)), on_day(links, date(2026, 4, 1)))
    assert (found.made, len(found.ended)) == ((), 1)
    assert found.alone_ids == ("Playing Field", "Rovers")


def test_who_was_put_in_touch_is_not_yet_connected() -> None:
    early = link("Library", K.HOSTS, "Repair Cafe", state=ConnectionState.INTRODUCED)
    after = network(members_of(library()), [*links_of(library()), early])
    found = compare(library(), after)
    assert (found.made, found.linked_ids, found.in_touch) == ((), (), (early,))


def test_before_and_after_are_drawn_with_everybody_in_the_same_place() -> None:
    before, after = pictures(drawn([], alone=["a", "b"]), drawn([("a", K.HOSTS, "b")]), ("1", "2"))
    circles = [
        [part for part in one.split("<") if part.startswith("g>")] for one in (before, after)
    ]
    assert len(circles[0]) == len(circles[1]) == 2
    places = [
        {part.split('cx="')[1].split('"')[0] for part in one.split("<") if "cx=" in part}
        for one in (before, after)
    ]
    assert places[0] & places[1]
    assert "<line" in after
    assert "<line" not in before


def test_groups_that_use_the_same_hall_are_told_of_each_other() -> None:
    halls = shared_halls(library())
    assert [(one.host_id, one.guest_ids) for one in halls] == [("Library", GUESTS)]
    assert halls[0].sentence.endswith("and 1 other all meet at Library.")


def gathering(name: str, hour: int, **more: object) -> Gathering:
    whole = {"ward_code": "A", "for_whom": ForWhom(min_age=60), **more}
    return Gathering(
        asset_id=name,
        name=name,
        starts=datetime(2026, 5, 20, hour, tzinfo=UTC),
        ends=datetime(2026, 5, 20, hour + 2, tzinfo=UTC),
        **whole,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("other", "do_clash"),
    [
        (gathering("Tea", 11), True),
        (gathering("Tea", 12), False),
        (gathering("Tea", 11, ward_code="B"), False),
        (gathering("Tea", 11, ward_code=None), False),
        (gathering("Tea", 11, for_whom=ForWhom(max_age=11)), False),
        (gathering("Tea", 11, for_whom=ForWhom(min_age=50, max_age=70)), True),
        (gathering("Tea", 11, for_whom=ForWhom()), False),
        (gathering("Tea", 11, for_whom=ForWhom(interests=("carers",))), False),
    ],
)
def test_a_clash_is_the_same_people_the_same_ward_and_the_same_hours(
    other: Gathering, *, do_clash: bool
) -> None:
    found = clashes([other, gathering("Lunch", 10)])
    assert bool(found) == do_clash
    if do_clash:
        assert found[0].sentence.startswith("Lunch and Tea are for the same people")


def test_two_of_one_interest_clash() -> None:
    carers = ForWhom(interests=("carers",))
    assert clashes([gathering(name, 10, for_whom=carers) for name in "ab"])


def test_who_only_works_together_uses_no_hall_together() -> None:
    graph = drawn([("Hall", K.WORKS_WITH, "a"), ("Hall", K.HOSTS, "b")])
    assert shared_halls(graph) == ()
